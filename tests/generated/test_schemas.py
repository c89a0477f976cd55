"""Generated models and JSON Schema agree on what the schemas of `schemas.yaml` accept and refuse."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.benchmarks.corpus import Generated
from tests.benchmarks.judge import Judge
from tests.benchmarks.same import difference
from tests.generated.schemas import FILE, pointers

from specwright.diagnostics import Sink
from specwright.ingest import read
from specwright.lower.tree import mapping


def values(keyword: str) -> list[Any]:
    document = read(FILE, sink=Sink(), name=FILE.name)
    assert document is not None
    schemas = ((pointer, document.at(pointer)) for pointer in pointers(document))
    return [
        pytest.param(pointer, value, id=f"{pointer.rpartition('/')[2]}-{json.dumps(value)}")
        for pointer, schema in schemas
        for value in mapping(schema).get(keyword, ())
    ]


@pytest.mark.parametrize(("schema", "value"), values("examples"))
def test_what_a_schema_accepts_is_accepted_and_written_again(made: Generated, schema: str, value: Any) -> None:
    verdict = Judge(made.document).verdict(value, schema)
    assert verdict is not None and verdict.accepted
    form = made.forms[schema]
    written = made.codec.encode_json(made.codec.decode_value(form, value, "strict"), form)
    assert difference(value, json.loads(written)) == ""


@pytest.mark.parametrize(("schema", "value"), values("x-refused"))
def test_what_a_schema_refuses_is_refused(made: Generated, schema: str, value: Any) -> None:
    verdict = Judge(made.document).verdict(value, schema)
    assert verdict is not None and not verdict.accepted
    with pytest.raises(made.codec.InvalidValue):
        made.codec.decode_value(made.forms[schema], value, "strict")
