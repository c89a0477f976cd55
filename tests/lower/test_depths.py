"""Long chains of schemas: lowering follows them to their ends, and leaves none that Python could not import."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from specwright.diagnostics import Sink, Span
from specwright.ingest.document import Document
from specwright.lower import lower
from specwright.lower.algebra import lineage
from specwright.lower.api import Alias, Model, ModelId, Record, Ref

LENGTH = 600
Schema = dict[str, Any]


def models_of(schemas: dict[str, Schema]) -> dict[ModelId, Model]:
    about = {"openapi": "3.1.0", "info": {"title": "Deep", "version": "1"}, "paths": {}}
    document = Document(
        file="deep.yaml",
        root={**about, "components": {"schemas": schemas}},
        declared_version="3.1.0",
        locate=lambda origin, key: Span(file=origin.file, line=1, column=1),
    )
    api = lower(document, sink=Sink())
    return {model.id: model for module in api.modules for model in module.models}


def chain(link: Callable[[Schema], Schema], *, forward: bool) -> dict[str, Schema]:
    """Each schema refers to the next one, or to the one before."""
    step, last = (1, LENGTH - 1) if forward else (-1, 0)
    refers = ({"$ref": f"#/components/schemas/S{number + step}"} for number in range(LENGTH))
    end = {"type": "object", "properties": {"end": {"type": "string"}}}
    return {f"S{number}": end if number == last else link(reference) for number, reference in enumerate(refers)}


@pytest.mark.parametrize("forward", [True, False])
def test_records_inherit_all_properties_through_few_bases(forward: bool) -> None:
    number = iter(range(LENGTH))
    models = models_of(chain(lambda base: {"allOf": [base, {"properties": {f"p{next(number)}": {}}}]}, forward=forward))
    first = models[ModelId(f"/components/schemas/S{0 if forward else LENGTH - 1}")]
    assert isinstance(first, Record)
    family = list(lineage(models, first))
    assert len(family) <= 21
    assert len({field.wire_name for record in family for field in record.fields}) == LENGTH


@pytest.mark.parametrize("forward", [True, False])
def test_aliases_lead_to_their_end_in_few_steps(forward: bool) -> None:
    models = models_of(chain(dict, forward=forward))
    for model in models.values():
        steps = 0
        while isinstance(model, Alias) and isinstance(model.target, Ref):
            model, steps = models[model.target.model], steps + 1
        assert isinstance(model, Record) and steps <= 11


@pytest.mark.parametrize("keyword", ["anyOf", "oneOf"])
def test_unions_of_unions_are_compiled(keyword: str) -> None:
    models = models_of(chain(lambda reference: {keyword: [reference, {"type": "string"}]}, forward=True))
    assert len(models) == LENGTH
