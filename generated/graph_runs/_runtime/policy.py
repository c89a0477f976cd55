"""How far a value may be from what the document says, by who sent it.

A model is built with pydantic's ordinary schema: user code constructs with it, so Python values and sensible conversions
are welcome. What comes over the wire is read by a rewriting of that schema, made when it is first needed:

- `strict` accepts exactly what JSON Schema 2020-12 accepts: what a server does with requests. What is required and
  `readOnly` need not be in a request (OpenAPI 3.0, 4.7.24.2).
- `response` is as strict about a response, in which it has to be, while what is required and `writeOnly` need not.
- `text` is as strict as `strict`, and reads numbers and booleans from text: parameters, headers and forms.
- `tolerant` never loses a value: what does not fit is converted if possible and kept as it came if not. Bounds are not
  checked, undeclared properties and unknown enum members stay, a required property may be missing. Only the outermost
  value has to be of its declared kind. What a client does with responses, so that a service can evolve.

Because a policy is a schema of its own, the happy path of each runs in Rust, and errors have the value's own paths.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal, TypeAlias, cast

from pydantic import GetCoreSchemaHandler
from pydantic_core import PydanticOmit, SchemaValidator, core_schema

from .extras import apart
from .matching import UNMATCHED, BestMatch
from .promised import READ_ONLY
from .scalars import SCALARS, unbounded
from .schemas import Schema, compile_validator, one_of, rebuilt

__all__ = [
    "FOR_RESPONSES",
    "Marker",
    "Policy",
    "Rewriter",
    "Rewriting",
    "is_marked",
    "marked",
]

Policy: TypeAlias = Literal["strict", "response", "text", "tolerant"]
FOR_RESPONSES: dict[Literal["tolerant", "strict"], Policy] = {
    "tolerant": "tolerant",
    "strict": "response",
}
"""What a caller's word on decoding means."""

_MARKER = "marker"
_MISSING = object()
_ANY: Schema = {"type": "any"}
_CONTAINERS = frozenset(
    {
        "model",
        "dataclass",
        "typed-dict",
        "definition-ref",
        "list",
        "dict",
        "tuple",
        "function-plain",
        "union",
        "chain",
    }
)


class Marker:
    """Metadata of `Annotated` for a type whose schema depends on the policy in its own way."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """The schema for constructing in user code, with the marker for the other policies."""
        schema = cast("Schema", self.constructing(source, handler))
        return cast("core_schema.CoreSchema", marked(schema, self))

    def constructing(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """The schema for constructing in user code; pydantic's own unless said otherwise."""
        return handler(source)

    def rewritten(self, schema: Schema, rewriter: Rewriter) -> Schema:
        """The schema for what comes over the wire, given the one for constructing."""
        raise NotImplementedError


def marked(schema: Schema, marker: Marker) -> Schema:
    """The schema with a marker, which takes the place of the one that it has."""
    return {**schema, "metadata": {**_metadata(schema), _MARKER: marker}}


def is_marked(schema: Schema) -> bool:
    """Whether a schema has a marker."""
    return _MARKER in _metadata(schema)


class Rewriter:
    """Rewrites schemas for one policy."""

    def __init__(
        self,
        policy: Policy,
        definitions: Sequence[Schema] = (),
        unions: Unions | None = None,
    ) -> None:
        self.policy: Policy = policy
        self.tolerant = policy == "tolerant"
        self.textual = policy == "text"
        self.unions: Unions = {} if unions is None else unions
        self._definitions = definitions

    def validator(self, schema: Schema) -> SchemaValidator:
        """A validator of the policy for an ordinary schema."""
        if schema["type"] == "definitions":
            return Rewriter(self.policy, schema["definitions"], self.unions).validator(
                schema["schema"]
            )
        rewritten = self.rewrite(schema)
        if self._definitions:
            definitions = [self.rewrite(each) for each in self._definitions]
            rewritten = {
                "type": "definitions",
                "schema": rewritten,
                "definitions": definitions,
            }
        return compile_validator(rewritten)

    def exact(self) -> Rewriter:
        """The rewriter that refuses what the document does not know, where this one keeps it."""
        return (
            Rewriter("response", self._definitions, self.unions)
            if self.tolerant
            else self
        )

    def rewrite(self, schema: Schema) -> Schema:
        """A schema rewritten, so that it still refuses what is not of its kind."""
        marker = schema.get("metadata", {}).get(_MARKER)
        if isinstance(marker, Marker):
            return marker.rewritten(schema, self)
        return self.ordinary(schema)

    def ordinary(self, schema: Schema) -> Schema:
        """A schema rewritten by what pydantic calls it, whatever marks it."""
        rule = _RULES.get(schema["type"])
        return rule(self, schema) if rule else self.nested(schema)

    def nested(self, schema: Schema) -> Schema:
        """A schema with what stands in it rewritten."""
        return rebuilt(schema, self.inner)

    def inner(self, schema: Schema) -> Schema:
        """A schema in another one: a tolerant one keeps whatever it can't read."""
        rewritten = self.rewrite(schema)
        return (
            one_of(rewritten, _ANY)
            if self.tolerant and not _takes_anything(rewritten)
            else rewritten
        )


Rewriting: TypeAlias = Callable[[Rewriter, Schema], Schema]
Unions: TypeAlias = dict[tuple[Policy, int], BestMatch]
"""What each union of a schema became: one each, however often recursion leads to it."""


def _array(rewriter: Rewriter, schema: Schema) -> Schema:
    array = rewriter.nested(schema)
    return unbounded(array) if rewriter.tolerant else array


def _fields(rewriter: Rewriter, schema: Schema) -> Schema:
    fields = {
        name: {**field, "schema": _field(rewriter, field["schema"])}
        for name, field in schema["fields"].items()
    }
    extras: Schema = {
        key: rewriter.inner(schema[key])
        for key in ("extras_schema", "extras_keys_schema")
        if key in schema
    }
    return {**schema, "fields": fields, **extras}


def _arguments(rewriter: Rewriter, schema: Schema) -> Schema:
    """The properties of a dataclass; undeclared ones are nothing that a tolerant reading refuses."""
    fields = [
        {**field, "schema": _field(rewriter, field["schema"])}
        for field in schema["fields"]
    ]
    return {**schema, "fields": fields}


def _keys(rewriter: Rewriter, schema: Schema) -> Schema:
    """The keys of a dictionary; undeclared ones are kept."""
    fields = {
        name: {
            **field,
            "schema": rewriter.inner(field["schema"]),
            "required": field.get("required", False) and not rewriter.tolerant,
        }
        for name, field in schema["fields"].items()
    }
    return {**schema, "fields": fields, "extra_behavior": "allow"}


def _field(rewriter: Rewriter, schema: Schema) -> Schema:
    """A property; `T | None = None` means that it may be absent, not that it may be null."""
    if schema["type"] == "default":
        inner = schema["schema"]
        if schema.get("default") is READ_ONLY and rewriter.policy == "response":
            return rewriter.rewrite(inner["schema"])
        if (
            schema.get("default", _MISSING) is None
            and inner["type"] == "nullable"
            and not is_marked(inner)
        ):
            inner = inner["schema"]
        return {**schema, "schema": rewriter.inner(inner)}
    return (
        _missable(rewriter.rewrite(schema))
        if rewriter.tolerant
        else rewriter.rewrite(schema)
    )


def _metadata(schema: Schema) -> Schema:
    found: Schema = schema.get("metadata", {})
    return found


def _missable(schema: Schema) -> Schema:
    """A required property that may be missing: pydantic leaves out a default whose validation says so."""
    keep = {
        "type": "function-plain",
        "function": {"type": "no-info", "function": _keep},
    }
    choices = [keep] if _takes_anything(schema) else [schema, keep]
    return {
        "type": "default",
        "schema": one_of(*choices),
        "default": _MISSING,
        "validate_default": True,
    }


def _takes_anything(schema: Schema) -> bool:
    return schema["type"] == "any" or (
        schema["type"] == "nullable" and _takes_anything(schema["schema"])
    )


def _keep(value: Any) -> Any:
    if value is _MISSING:
        raise PydanticOmit
    return value


def _model(rewriter: Rewriter, schema: Schema) -> Schema:
    """A model, whose properties have only their wire names."""
    config = {
        **schema.get("config", {}),
        "validate_by_name": False,
        "validate_by_alias": True,
    }
    if rewriter.tolerant and schema["type"] == "dataclass":
        config["extra_fields_behavior"] = "ignore"
    inner = rewriter.rewrite(schema["schema"])
    if config.get("extra_fields_behavior") == "allow":
        inner = apart(inner)
    return {**schema, "config": config, "schema": inner}


def _union(rewriter: Rewriter, schema: Schema) -> Schema:
    """A union without a discriminator: what fits best, or else what comes closest."""
    choices: list[Schema] = schema["choices"]
    exact, loose = rewriter.exact(), rewriter if rewriter.tolerant else None
    if not any(choice["type"] in _CONTAINERS for choice in choices):
        fitting = {
            "type": "union",
            "choices": list(map(exact.rewrite, choices)),
            **UNMATCHED,
        }
        return one_of(fitting, *map(loose.rewrite, choices)) if loose else fitting
    best = rewriter.unions.setdefault(
        (rewriter.policy, id(schema)),
        BestMatch(
            lambda: [exact.validator(choice) for choice in schema["choices"]],
            lambda: (
                [loose.validator(choice) for choice in schema["choices"]]
                if loose
                else []
            ),
        ),
    )
    return {
        "type": "function-plain",
        "function": {"type": "with-info", "function": best},
    }


def _through(rewriter: Rewriter, schema: Schema) -> Schema:
    """What wraps a schema; a function expects what the schema makes, never what a tolerant one keeps."""
    return {**schema, "schema": rewriter.rewrite(schema["schema"])}


_RULES: dict[str, Rewriting] = {
    **SCALARS,
    "dataclass": _model,
    "dataclass-args": _arguments,
    "definition-ref": lambda rewriter, schema: schema,
    "dict": _array,
    "function-after": _through,
    "function-before": _through,
    "function-wrap": _through,
    "list": _array,
    "model": _model,
    "model-fields": _fields,
    "nullable": _through,
    "typed-dict": _keys,
    "union": _union,
}
