"""Typed arguments through a style and back, by our own decoder and by FastAPI's."""

from __future__ import annotations

import datetime
import decimal
import uuid
from typing import Annotated, Any, Literal

import httpx2
import pytest
from fastapi import Cookie, FastAPI, Header, Query
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from specwright.runtime import codec
from specwright.runtime.formats import UUID, Base64, Base64Url, Date, DateTime, Decimal, Duration, Time
from specwright.runtime.operation import Operation, Parameter, Response
from specwright.runtime.options import RequestOptions
from specwright.runtime.received import ReceivedParameters, decode_parameter
from specwright.runtime.record import Model
from specwright.runtime.requests import prepare

UTC = datetime.UTC


class Filter(Model):
    limit: int
    tags: list[str] | None = None
    inner: Filter | None = None


VALUES: list[tuple[Any, Any, str]] = [
    (str, "a b", "a%20b"),
    (int, -3, "-3"),
    (float, 1e-7, "1e-07"),
    (bool, True, "true"),
    (Literal["x", 2], 2, "2"),
    (Decimal, decimal.Decimal("1.10"), "1.10"),
    (Date, datetime.date(2026, 1, 2), "2026-01-02"),
    (DateTime, datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC), "2026-01-02T03%3A04%3A05Z"),
    (Time, datetime.time(3, 4, 5, tzinfo=UTC), "03%3A04%3A05Z"),
    (Duration, datetime.timedelta(days=1, seconds=2), "P1DT2S"),
    (UUID, uuid.UUID(int=1), "00000000-0000-0000-0000-000000000001"),
    (Base64, b"\xff\xfe", "%2F%2F4%3D"),
    (Base64Url, b"\xff\xfe", "__4"),
    (list[int], [1, 2], "1,2"),
    (list[DateTime], [datetime.datetime(2026, 1, 2, tzinfo=UTC)], "2026-01-02T00%3A00%3A00Z"),
    (dict[str, float], {"a": 1.5}, "a,1.5"),
    (Filter, Filter(limit=3), "limit,3"),
]


def sent(parameter: Parameter, value: Any) -> tuple[str, str, dict[str, str]]:
    path = "/{p}" if parameter.location == "path" else "/x"
    operation: Operation[Any] = Operation(
        service="s",
        name="n",
        operation_id=None,
        method="GET",
        path=path,
        parameters=(parameter,),
        responses=(Response("204"),),
    )
    outgoing = prepare(operation, (value,), None, RequestOptions(), {})
    return outgoing.path, "&".join(outgoing.query), outgoing.fields(())


@pytest.mark.parametrize(("kind", "value", "wire"), VALUES)
@pytest.mark.parametrize("location", ["path", "query"])
def test_formats(location: Any, kind: Any, value: Any, wire: str) -> None:
    style = "simple" if location == "path" else "form"
    known = Parameter("p", "p", location, lambda: kind, required=True, style=style)
    path, query, _ = sent(known, value)
    assert (path, query) == ((f"/{wire}", "") if location == "path" else ("/x", f"p={wire}"))
    received = ReceivedParameters(path={"p": path[1:]}, query=query)
    assert codec.decode_value(lambda: kind, decode_parameter(known, received), "text") == value


FILTER = Filter(limit=3, tags=["a", "b&c"], inner=Filter(limit=4))


def test_a_model_as_a_deep_object_and_as_json() -> None:
    for rest in ({"style": "deepObject", "explode": True}, {"media_type": "application/json"}):
        known = Parameter("p", "p", "query", lambda: Filter, **rest)  # type: ignore[arg-type]
        _, query, _ = sent(known, FILTER)
        assert codec.decode_value(Filter, decode_parameter(known, ReceivedParameters(query=query)), "text") == FILTER


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (int, "1_0"),
        (int, " 1"),
        (int, "1.0"),
        (int, "+1"),
        (int, "0x1"),
        (int, ""),
        (bool, "True"),
        (bool, "1"),
        (float, "nan"),
    ],
)
def test_text_that_is_not_of_the_type(kind: Any, text: str) -> None:
    with pytest.raises(codec.InvalidValue):
        codec.decode_value(kind, text, "text")


app = FastAPI()


@app.get("/{path}")
def echo(
    path: str,
    one: Annotated[str, Query()],
    many: Annotated[list[str], Query()],
    header: Annotated[str, Header()],
    crumb: Annotated[str, Cookie()],
) -> list[Any]:
    return [path, one, many, header, crumb]


ECHO: Operation[Any] = Operation(
    service="s",
    name="echo",
    operation_id=None,
    method="GET",
    path="/{path}",
    parameters=(
        Parameter("path", "path", "path", lambda: str, required=True),
        Parameter("one", "one", "query", lambda: str, style="form", explode=True),
        Parameter("many", "many", "query", lambda: list[str], style="form", explode=True),
        Parameter("header", "header", "header", lambda: str),
        Parameter("crumb", "crumb", "cookie", lambda: str, style="form", explode=True),
    ),
)
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8)
PLAIN = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E, exclude_characters=',;"\\'), min_size=1)


@settings(max_examples=60, deadline=None)
@given(TEXT.filter(lambda text: "/" not in text and text.strip(".")), TEXT, st.lists(TEXT, min_size=1), PLAIN, PLAIN)
def test_fastapi_reads_the_same(path: str, one: str, many: list[str], header: str, crumb: str) -> None:
    outgoing = prepare(ECHO, (path, one, many, header, crumb), None, RequestOptions(), {})
    url = httpx2.URL(outgoing.url("http://testserver", ()))
    answer = FASTAPI.get(url, headers=outgoing.fields(()))
    assert answer.json() == [path, one, many, header, crumb]


FASTAPI = TestClient(app)
