"""An operation has one type of answer when it succeeds."""

from collections.abc import Iterator

from specwright.lint.operations import answers, is_json, route_schemas
from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(operation: Node, survey: Survey) -> Iterator[Finding]:
    """Compare the JSON schemas of the statuses that mean success."""
    first: Node | None = None
    for status, response in answers(operation, survey, "2"):
        for media_type, schema in route_schemas(response, survey):
            if not is_json(media_type):
                continue
            if first is not None and first.value != schema.value:
                yield Finding(
                    message=f"the response {status} has another type than the one before, so callers get a union",
                    at=operation.part("responses", status),
                    key=True,
                    other=("the other type", first),
                )
                return
            first = first or schema


RULE = Rule(
    name="several-success-types",
    severity=Severity.INFO,
    preset=Preset.STRICT,
    kinds=(Kind.OPERATION,),
    check=check,
    why="A method that returns one of several types makes every caller ask which one it was.",
    bad="""
paths:
  /runs:
    post:
      responses:
        "200": {description: It was there., content: {application/json: {schema: {type: string}}}}
        "201": {description: Created., content: {application/json: {schema: {type: integer}}}}
""",
    good="""
paths:
  /runs:
    post:
      responses:
        "200": {description: It was there., content: {application/json: {schema: {type: string}}}}
        "201": {description: Created., content: {application/json: {schema: {type: string}}}}
""",
)
