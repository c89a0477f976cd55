"""The sides of a service: what is made of one after another is what is made of each alone."""

from __future__ import annotations

from itertools import chain

import pytest
from msgspec.structs import replace
from tests.cases.packages import CASES
from tests.render.test_foreseen import api

from specwright.lower.api import Content, External, ListOf, Operation, Pagination, Response, Service
from specwright.render.catalog import Catalog
from specwright.render.service_views import Side, service_views

SIDES: tuple[Side, ...] = ("client", "async", "server")


def assert_each_is_itself(one: Service, catalog: Catalog) -> None:
    together = dict(service_views(one, catalog, SIDES))
    assert together == dict(chain.from_iterable(service_views(one, catalog, [side]) for side in SIDES))


def test_the_sides_of_real_services() -> None:
    for whole in map(api, CASES):
        catalog = Catalog.of(whole)
        for one in whole.services:
            assert_each_is_itself(one, catalog)


def operation(name: str, result: External, item: External | None) -> Operation:
    pages = Pagination(items="", item=result, link=True) if item is None else None
    content = Content(media_type="application/jsonl", type=ListOf(item=result), item=item)
    return Operation(
        service="pets",
        name=name,
        constant=name.upper(),
        operation_id=name,
        method="GET",
        path="/",
        pointer="/paths/~1/get",
        summary="",
        description="",
        deprecated=False,
        parameters=(),
        body=None,
        responses=(Response(status="200", description="", contents=(content,)),),
        result=result,
        pagination=pages,
    )


@pytest.mark.parametrize("name", ["Service", "AsyncService", "Pager", "AsyncPager", "ItemStream", "AsyncItemStream"])
@pytest.mark.parametrize("class_name", ["Pets", "Pager", "ItemStream", "Money", "AsyncMoney"])
def test_names_that_get_into_each_others_way(name: str, class_name: str) -> None:
    """Types of the user's own are called as what the clients import."""
    types = [External(module="own", name=one) for one in (name, "Money", "AsyncMoney")]
    operations = tuple(
        operation(f"{way}{at}", type_, type_ if way == "stream" else None)
        for at, type_ in enumerate(types)
        for way in ("page", "stream")
    )
    one = Service(name="pets", class_name=class_name, description="", operations=operations)
    assert_each_is_itself(one, Catalog(models={}, homes={}, eager=frozenset()))
    assert_each_is_itself(replace(one, operations=operations[::-1]), Catalog(models={}, homes={}, eager=frozenset()))
