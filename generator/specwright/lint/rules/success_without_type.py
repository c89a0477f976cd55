"""A success response with a body says what is in it."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(operation: Node, survey: Survey) -> Iterator[Finding]:
    """Look for a schema in each JSON body of the 2xx responses."""
    for status in operation.mapping("responses"):
        response = survey.follow(operation.part("responses", status)) if status.startswith("2") else None
        if response is None or not isinstance(response.value, dict):
            continue
        for media_type, content in response.mapping("content").items():
            if "json" in media_type and isinstance(content, dict) and not content.get("schema", content.get("$ref")):
                yield Finding(
                    message=f"the {media_type} body of the {status} response has no schema",
                    at=response.part("content", media_type),
                    key=True,
                )


RULE = Rule(
    name="success-without-type",
    severity=Severity.WARNING,
    preset=Preset.RECOMMENDED,
    kinds=(Kind.OPERATION,),
    check=check,
    why="The generated method can only return Any, so nothing that is done with the result is checked.",
    bad="""
paths:
  /runs:
    get:
      responses:
        "200": {description: The runs., content: {application/json: {}}}
""",
    good="""
paths:
  /runs:
    get:
      responses:
        "200": {description: The runs., content: {application/json: {schema: {type: array, items: {type: string}}}}}
""",
)
