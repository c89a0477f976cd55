"""Collections in pages. OpenAPI has no words for them: how they go on is said as any user would, in the configuration."""

from __future__ import annotations

import re
from functools import partial

from tests.conformance.playing import PAGINATION, PLAYS, Calls, Play, equal, scenario

SPEC, BEGIN = "payload/pageable", "GET /payload/pageable/"
TOKEN = f"{BEGIN}server-driven-pagination/continuationtoken/"
NAMES = ["dog", "cat", "bird", "fish"]

PAGINATION[SPEC] = {
    f"{BEGIN}server-driven-pagination/link*": {"items": "/pets", "next": "/next"},
    f"{BEGIN}server-driven-pagination/nested-link": {"items": "/nestedItems/pets", "next": "/nestedNext/next"},
    f"{TOKEN}request-*-response-body": {"items": "/pets", "cursor": "/nextToken", "parameter": "token"},
    f"{TOKEN}request-*-response-header": {"items": "/pets", "header": "next-token", "parameter": "token"},
}
for place in ("query", "header"):
    PAGINATION[SPEC] = {
        f"{TOKEN}request-{place}-nested-response-body": {
            "items": "/nestedItems/pets",
            "cursor": "/nestedNext/nextToken",
            "parameter": "token",
        },
        **PAGINATION[SPEC],
    }


def turned(operation: str, options: dict[str, str], calls: Calls) -> None:
    """All pets, page after page."""
    equal([pet.name for pet in calls(operation, **options)], NAMES)


for name in ("link", "linkString", "nestedLink"):
    operation = f"ServerDrivenPagination_{name}"
    PLAYS.append(Play(SPEC, f"Payload_Pageable_{operation}", partial(turned, operation, {})))
for place in ("Query", "Header"):
    for answer in ("ResponseBody", "ResponseHeader", "NestedResponseBody"):
        operation = f"ContinuationToken_request{place}{answer}"
        name = f"Payload_Pageable_ServerDrivenPagination_{operation}"
        PLAYS.append(Play(SPEC, name, partial(turned, operation, {"foo": "foo", "bar": "bar"})))


@scenario(SPEC, "Payload_Pageable_PageSize_listWithoutContinuation", "Payload_Pageable_PageSize_listWithPageSize")
def page_size(calls: Calls) -> None:
    equal([pet.name for pet in calls("PageSize_listWithoutContinuation").pets], NAMES)
    for size in (2, 4):
        equal([pet.name for pet in calls("PageSize_listWithPageSize", page_size=size).pets], NAMES[:size])


def names(xml: str) -> list[str]:
    return re.findall("<Name>(.*?)</Name>", xml)


@scenario(SPEC, "Payload_Pageable_XmlPagination_listWithContinuation")
def xml_marker(calls: Calls) -> None:
    first = calls("XmlPagination_listWithContinuation")
    (marker,) = re.findall("<NextMarker>(.*?)</NextMarker>", first)
    equal(names(first) + names(calls("XmlPagination_listWithContinuation", marker=marker)), NAMES)


@scenario(SPEC, "Payload_Pageable_XmlPagination_listWithNextLink")
def xml_link(calls: Calls) -> None:
    first = calls("XmlPagination_listWithNextLink")
    (link,) = re.findall("<NextLink>(.*?)</NextLink>", first)
    second = calls.client().request("GET", link.removeprefix(calls.url)).value
    equal(names(first) + names(second if isinstance(second, str) else second.decode()), NAMES)
