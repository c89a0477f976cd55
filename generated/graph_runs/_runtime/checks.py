"""What a document asks of values that Python's types can't say: Validation of JSON Schema 2020-12, section 6.

Checked where a value has to be exactly what the document says, by the policies other than `tolerant`. Several checks
may stand in one `Annotated`, after its `Field`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Annotated, Any, TypeAlias, cast

from pydantic import BaseModel, Field, GetCoreSchemaHandler
from pydantic_core import (
    CoreSchema,
    PydanticCustomError,
    SchemaValidator,
    core_schema,
)

from .placeholder import loading
from .policy import Marker, Policy, Rewriter
from .schemas import Schema, compile_validator, is_array, is_object, one_of
from .validators import validator

__all__ = [
    "Check",
    "Contradiction",
    "Listed",
    "PatternProperties",
    "Positions",
    "Unique",
]

Validate: TypeAlias = Callable[[Any], Any]


class Check(Marker):
    """Looks at what came over the wire, once it is of its type."""

    def constructing(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """The type, as a link of its own: another check can have the next one."""
        return core_schema.chain_schema([handler(source)])

    def rewritten(self, schema: Schema, rewriter: Rewriter) -> Schema:
        """The type, then the check of it."""
        inner = rewriter.rewrite(schema["steps"][0])
        return inner if rewriter.tolerant else self.after(inner, rewriter.policy)

    def after(self, schema: Schema, policy: Policy) -> Schema:
        """A schema whose values are checked; texts are checked as what they stand for."""

        def checked(value: Any, validate: Validate) -> Any:
            read = validate(value)
            self.check(read if policy == "text" else value)
            return read

        function = {"type": "no-info", "function": checked}
        return {"type": "function-wrap", "function": function, "schema": schema}

    def check(self, value: Any) -> None:
        """Raises PydanticCustomError if a value is not what the document asks for."""
        raise NotImplementedError


class Unique(Check):
    """`uniqueItems`: no two items are the same JSON value; your own code is held to it as well."""

    def constructing(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """The list, looked at once it is made."""
        inner = core_schema.no_info_after_validator_function(
            self._distinct, handler(source)
        )
        return core_schema.chain_schema([inner])

    def rewritten(self, schema: Schema, rewriter: Rewriter) -> Schema:
        """The list as it came, then the check of it."""
        return super().rewritten({"steps": [schema["steps"][0]["schema"]]}, rewriter)

    def _distinct(self, value: Any) -> Any:
        self.check(value)
        return value

    def check(self, value: Any) -> None:
        """Raises PydanticCustomError if two items are the same."""
        if len(set(map(_identity, value))) < len(value):
            raise PydanticCustomError("unique_items", "Items should be unique")


class Listed(Check):
    """`enum` or `const` with values that no Literal holds: fractions, arrays and objects."""

    def __init__(self, *values: Any) -> None:
        self._known = frozenset(map(_identity, values))

    def check(self, value: Any) -> None:
        """Raises PydanticCustomError if the value is none of the listed ones."""
        if _identity(value) not in self._known:
            raise PydanticCustomError(
                "enum", "Input should be one of the values that the document lists"
            )


class Contradiction(Check):
    """`allOf` of schemas that have no value in common."""

    def check(self, value: Any) -> None:
        """Raises PydanticCustomError, whatever the value is."""
        message = (
            "No value is right: the document asks for things that exclude each other"
        )
        raise PydanticCustomError("contradiction", message)


class Positions(Check):
    """`prefixItems`: the types of the first items, and of the `rest`; `list[A | B]` says only what may occur."""

    def __init__(self, *first: Any, rest: Any) -> None:
        self._first, self._rest = first, rest

    def after(self, schema: Schema, policy: Policy) -> Schema:
        """The list, before which each item is read as what is meant for its place."""
        first = [_reading(form, policy) for form in self._first]
        rest = _reading(self._rest, policy)

        @cache
        def places(length: int) -> SchemaValidator:
            items = [*first[:length], rest]
            return compile_validator(
                {"type": "tuple", "items_schema": items, "variadic_item_index": length}
            )

        def checked(value: Any, info: core_schema.ValidationInfo) -> Any:
            if is_array(value):
                length = min(len(value), len(first))
                places(length).validate_python(value, context=info.context)
            return value

        function = {"type": "with-info", "function": checked}
        return {"type": "function-before", "function": function, "schema": schema}


class PatternProperties(Check):
    """`patternProperties`: the types of the properties whose names match; a map may have others, if they are `free`."""

    def __init__(self, types: Mapping[str, Any], *, free: bool = False) -> None:
        self._types, self._free = types, free

    def rewritten(self, schema: Schema, rewriter: Rewriter) -> Schema:
        """The object, with whatever there is under other names."""
        (inner,) = schema["steps"]
        if self._free and not rewriter.tolerant:
            values = one_of(rewriter.rewrite(inner["values_schema"]), {"type": "any"})
            return self.after({**inner, "values_schema": values}, rewriter.policy)
        return super().rewritten(schema, rewriter)

    def after(self, schema: Schema, policy: Policy) -> Schema:
        """The object, before which the properties that are of a pattern are read as what it says."""

        @cache
        def patterns() -> Sequence[tuple[SchemaValidator, SchemaValidator]]:
            return [
                (
                    validator(Annotated[str, Field(pattern=pattern)], "strict"),
                    _members(form, policy),
                )
                for pattern, form in self._types.items()
            ]

        def checked(value: Any, info: core_schema.ValidationInfo) -> Any:
            for names, members in patterns() if is_object(value) else ():
                of_pattern = {
                    name: value[name] for name in value if names.isinstance_python(name)
                }
                members.validate_python(of_pattern, context=info.context)
            return value

        function = {"type": "with-info", "function": checked}
        return {"type": "function-before", "function": function, "schema": schema}


def _members(form: Any, policy: Policy) -> SchemaValidator:
    return compile_validator({"type": "dict", "values_schema": _reading(form, policy)})


def _reading(form: Any, policy: Policy) -> Schema:
    function = {"type": "with-info", "function": loading(lambda: form, policy)}
    return {"type": "function-plain", "function": function}


def _identity(value: Any) -> Any:
    """The same for the same JSON value, and only for it: 1 is 1.0, but not true."""
    if isinstance(value, BaseModel):
        return _identity(value.model_dump())
    if is_object(value):
        return frozenset((name, _identity(each)) for name, each in value.items())
    if isinstance(value, (list, tuple)):
        return tuple(map(_identity, cast("Sequence[Any]", value)))
    return isinstance(value, bool), value
