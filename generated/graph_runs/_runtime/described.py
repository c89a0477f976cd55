"""JSON Schemas of models, however long the chains of their references are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonRef, JsonSchemaValue

from .schemas import is_array, is_object

__all__ = ["ModelJsonSchema"]


class ModelJsonSchema(GenerateJsonSchema):
    """Pydantic's generator, which follows references by recursion where this one keeps a list."""

    def get_json_ref_counts(self, json_schema: JsonSchemaValue) -> dict[JsonRef, int]:
        """How often each definition is referred to from what can be reached."""
        counts: Counter[JsonRef] = Counter()
        waiting: list[Any] = [json_schema]
        while waiting:
            schema = waiting.pop()
            if isinstance(reference := _reference(schema), str):
                new = reference not in counts
                counts[JsonRef(reference)] += 1
                waiting += (
                    [self.definitions[self.json_to_defs_refs[JsonRef(reference)]]]
                    if new
                    else []
                )
            waiting += _parts(schema)
        return counts


def _reference(schema: Any) -> Any:
    return schema.get("$ref") if is_object(schema) else None


def _parts(schema: Any) -> Iterable[Any]:
    """What stands in a schema; examples may hold what only looks like references."""
    if is_object(schema):
        return [part for key, part in schema.items() if key != "examples"]
    return schema if is_array(schema) else ()
