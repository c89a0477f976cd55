"""An answer to callers that ask too often says when to come back."""

from collections.abc import Iterator

from specwright.lint.operations import answers
from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(operation: Node, survey: Survey) -> Iterator[Finding]:
    """Look for Retry-After (RFC 9110 section 10.2.3) in the response 429."""
    for status, response in answers(operation, survey, "429"):
        if not any(str(header).lower() == "retry-after" for header in response.mapping("headers")):
            yield Finding(
                message="the response 429 has no Retry-After header", at=operation.part("responses", status), key=True
            )


RULE = Rule(
    name="owasp-rate-limit-retry-after",
    severity=Severity.INFO,
    preset=Preset.STRICT,
    kinds=(Kind.OPERATION,),
    check=check,
    why="A client that does not know when to come back comes back at once, and makes it worse (OWASP API4:2023).",
    bad="""
paths:
  /runs:
    get: {responses: {"200": {description: The runs.}, "429": {description: Too many requests.}}}
""",
    good="""
paths:
  /runs:
    get:
      responses:
        "200": {description: The runs.}
        "429": {description: Too many requests., headers: {Retry-After: {schema: {type: integer}}}}
""",
)
