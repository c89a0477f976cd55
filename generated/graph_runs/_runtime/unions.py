"""Unions whose variants are told apart by a property: Discriminator Object, OpenAPI 3.1, 4.8.25."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, TypeAlias

from pydantic import (
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ValidationError,
)
from pydantic_core import (
    CoreSchema,
    InitErrorDetails,
    PydanticCustomError,
    PydanticKnownError,
    SchemaValidator,
    core_schema,
)

from .classes import declared
from .matching import BestMatch
from .placeholder import is_instance, json_schema, loading, real
from .policy import Marker, Policy, Rewriter
from .record import Unknown
from .schemas import Schema, class_of, is_object
from .validators import serializer, validator

__all__ = ["Tagged"]

Tag: TypeAlias = str | int | bool
Validator: TypeAlias = Callable[[Any, core_schema.ValidationInfo], Any]


class Tagged(Marker):
    """The discriminator of a union: `Annotated[Cat | Dog, Tagged("petType", {"cat": Cat, "dog": Dog})]`.

    The property decides before any variant is looked at, so only the variant that is meant gets loaded. Several values
    may mean the same variant. A value that is not listed makes an `Unknown` when tolerant, otherwise an error at the
    property. Without the property, which not all documents require, a variant that fits exactly is taken.
    """

    def __init__(self, property: str, variants: Mapping[Any, Any]) -> None:
        self.property = property
        self.variants: dict[tuple[bool, Tag], Any] = {
            _key(tag): variant for tag, variant in variants.items()
        }

    def __hash__(self) -> int:
        """Equal unions share their validators."""
        return hash((self.property, tuple(self.variants)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Tagged) and (self.property, self.variants) == (
            other.property,
            other.variants,
        )

    def constructing(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Takes instances of the variants, and dictionaries."""
        written = core_schema.plain_serializer_function_ser_schema(self._written)
        own = any(declared(each) is not None for each in self.variants.values())
        return core_schema.with_info_plain_validator_function(
            self._validator(None), serialization=written if own else None
        )

    def rewritten(self, schema: Schema, rewriter: Rewriter) -> Schema:
        """The variants by the same policy."""
        return {
            "type": "function-plain",
            "function": {
                "type": "with-info",
                "function": self._validator(rewriter.policy),
            },
        }

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """`oneOf` with the discriminator, as OpenAPI writes it."""
        mapping = {
            str(tag): json_schema(variant, handler)["$ref"]
            for (_, tag), variant in self.variants.items()
        }
        variants = [
            {"$ref": reference} for reference in dict.fromkeys(mapping.values())
        ]
        return {
            "oneOf": variants,
            "discriminator": {"propertyName": self.property, "mapping": mapping},
        }

    def _written(self, value: Any) -> Any:
        """What pydantic would not know how to write, as the class that it is of."""
        tag = value.get(self.property) if is_object(value) else None
        known = isinstance(tag, (str, int))
        form = self.variants.get(_key(tag)) if known else class_of(value)
        if declared(form) is None:
            return value
        return serializer(form).to_python(
            value, mode="json", by_alias=True, warnings=False
        )

    def _validator(self, policy: Policy | None) -> Validator:
        variants = {
            tag: loading(_constant(variant), policy)
            for tag, variant in self.variants.items()
        }
        unknown = loading(_constant(Unknown), policy) if policy == "tolerant" else None
        fitting = BestMatch(lambda: self._exact(policy), tuple)

        def dispatch(value: Any, info: core_schema.ValidationInfo) -> Any:
            if not is_object(value):
                return self._instance(value)
            if self.property not in value:
                with suppress(ValidationError, PydanticCustomError):
                    return fitting(value, info)
            tag = value.get(self.property)
            variant = (
                variants.get(_key(tag), unknown)
                if isinstance(tag, (str, int, float))
                else unknown
            )
            if variant is None:
                raise self._unmatched(present=self.property in value)
            return variant(value, info)

        return dispatch

    def _exact(self, policy: Policy | None) -> list[SchemaValidator]:
        """Validators of the variants, once each, which keep nothing that does not fit."""
        forms = {id(variant): variant for variant in self.variants.values()}
        return [
            validator(real(form), "response" if policy == "tolerant" else policy)
            for form in forms.values()
        ]

    def _instance(self, value: Any) -> Any:
        if any(is_instance(value, each) for each in (*self.variants.values(), Unknown)):
            return value
        raise PydanticKnownError("dict_type")

    def _unmatched(self, *, present: bool) -> ValidationError:
        tags = ", ".join(
            f"'{tag}'" if isinstance(tag, str) else str(tag).lower()
            for _, tag in self.variants
        )
        wrong = PydanticCustomError(
            "discriminator", "Input should be one of {tags}", {"tags": tags}
        )
        error = InitErrorDetails(
            type=wrong if present else "missing", loc=(self.property,), input=None
        )
        return ValidationError.from_exception_data("union", [error], hide_input=True)


def _key(tag: Any) -> tuple[bool, Any]:
    """1 and 1.0 are the same in JSON, 1 and true are not."""
    return isinstance(tag, bool), tag


def _constant(form: Any) -> Callable[[], Any]:
    return lambda: form
