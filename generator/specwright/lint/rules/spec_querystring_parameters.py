"""An operation has one parameter for the whole query string, or parameters for its parts."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(operation: Node, survey: Survey) -> Iterator[Finding]:
    """Count the parameters by location (OpenAPI 3.2 section 4.12.1)."""
    found = list(survey.parameters(operation))
    whole = [parameter for parameter in found if parameter.value.get("in") == "querystring"]
    parts = [parameter for parameter in found if parameter.value.get("in") == "query"]
    for other in [*whole[1:], *(parts if whole else [])]:
        yield Finding(
            message=f'"{other.text("name")}" and "{whole[0].text("name")}" both write the query string',
            at=other.part("in"),
            other=("the whole query string", whole[0]),
        )


RULE = Rule(
    name="spec-querystring-parameters",
    severity=Severity.ERROR,
    preset=Preset.RECOMMENDED,
    kinds=(Kind.OPERATION,),
    check=check,
    why="A parameter in `querystring` is the whole query string; nothing is left for others to write.",
    bad="""
openapi: 3.2.0
paths:
  /runs:
    parameters: [{name: top, in: query, schema: {type: integer}}]
    get:
      parameters:
        - {name: all, in: querystring, content: {application/json: {schema: {type: object}}}}
      responses: {"200": {description: The runs.}}
""",
    good="""
openapi: 3.2.0
paths:
  /runs:
    get:
      parameters:
        - {name: all, in: querystring, content: {application/json: {schema: {type: object}}}}
      responses: {"200": {description: The runs.}}
""",
)
