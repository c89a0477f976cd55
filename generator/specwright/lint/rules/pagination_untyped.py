"""An operation that returns pages says what is on them."""

from collections.abc import Iterator

from specwright.lint.operations import answers, is_json, route_schemas
from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey
from specwright.lint.types import types

__all__ = ["RULE"]

_PAGING = frozenset({"page", "offset", "cursor", "pagetoken", "pagesize", "perpage", "after", "startingafter", "$skip"})


def check(operation: Node, survey: Survey) -> Iterator[Finding]:
    """Look for a list, or a list among the properties, in the answer to a request that asks for a page."""
    paging = [parameter for parameter in survey.parameters(operation) if _asks_for_page(parameter)]
    if operation.step != "get" or not paging:
        return
    for status, response in answers(operation, survey, "2"):
        for media_type, schema in route_schemas(response, survey):
            if is_json(media_type) and not _has_list(schema, survey):
                yield Finding(
                    message=f'"{paging[0].text("name")}" asks for a page, but the answer has no list with a type',
                    at=operation.part("responses", status),
                    key=True,
                    other=("the parameter", paging[0]),
                )
                return


def _asks_for_page(parameter: Node) -> bool:
    name = (parameter.text("name") or "").lower().replace("_", "").replace("-", "")
    return parameter.value.get("in") == "query" and name in _PAGING


def _has_list(schema: Node, survey: Survey, depth: int = 6) -> bool:
    target = survey.follow(schema)
    if target is None or not isinstance(target.value, dict) or depth == 0:
        return True
    if any(word in target.value for word in ("oneOf", "anyOf", "$dynamicRef")):
        return True
    if "array" in types(target):
        return isinstance(target.value.get("items"), dict) and bool(target.value["items"])
    inner = [target.part("properties", name) for name in target.mapping("properties")]
    inner += [target.part("allOf", index) for index in range(len(target.items("allOf")))]
    return any(_has_list(one, survey, depth - 1) for one in inner)


RULE = Rule(
    name="pagination-untyped",
    severity=Severity.INFO,
    preset=Preset.STRICT,
    kinds=(Kind.OPERATION,),
    check=check,
    why="A client can go through all pages for its caller only where the document says where the items are.",
    bad="""
paths:
  /runs:
    get:
      parameters: [{name: cursor, in: query, schema: {type: string}}]
      responses:
        "200": {description: A page., content: {application/json: {schema: {type: object}}}}
""",
    good="""
paths:
  /runs:
    get:
      parameters: [{name: cursor, in: query, schema: {type: string}}]
      responses:
        "200":
          description: A page.
          content:
            application/json:
              schema:
                type: object
                properties: {items: {type: array, items: {type: string}}, next: {type: string}}
""",
)
