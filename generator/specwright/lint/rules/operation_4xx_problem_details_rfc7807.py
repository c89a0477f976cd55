"""Errors are described by Problem Details."""

from collections.abc import Iterator

from specwright.lint.operations import answers
from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(operation: Node, survey: Survey) -> Iterator[Finding]:
    """Look at the media types of responses to wrong requests (RFC 9457, which replaces RFC 7807)."""
    for status, response in answers(operation, survey, "4"):
        content = response.mapping("content")
        if content and not any(str(kind).startswith("application/problem+") for kind in content):
            yield Finding(
                message=f"the response {status} is not application/problem+json",
                at=operation.part("responses", status),
                key=True,
            )


RULE = Rule(
    name="operation-4xx-problem-details-rfc7807",
    severity=Severity.INFO,
    preset=Preset.ALL,
    kinds=(Kind.OPERATION,),
    check=check,
    why="Problem Details (RFC 9457, before RFC 7807) are what clients and gateways already know how to read.",
    bad="""
paths:
  /runs:
    get:
      responses:
        "404": {description: There are none., content: {application/json: {schema: {type: string}}}}
        "200": {description: The runs.}
""",
    good="""
paths:
  /runs:
    get:
      responses:
        "404": {description: There are none., content: {application/problem+json: {schema: {type: object}}}}
        "200": {description: The runs.}
""",
)
