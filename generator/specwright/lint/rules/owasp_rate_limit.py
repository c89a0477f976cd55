"""Answers tell callers how much of their rate limit is left."""

from collections.abc import Iterator

from specwright.lint.operations import answers
from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]

_HEADERS = frozenset({"ratelimit", "ratelimit-limit", "x-ratelimit-limit", "x-rate-limit-limit", "ratelimit-policy"})


def check(operation: Node, survey: Survey) -> Iterator[Finding]:
    """Look for one of the usual headers in each answer of success."""
    for status, response in answers(operation, survey, "2"):
        if not any(str(header).lower() in _HEADERS for header in response.mapping("headers")):
            yield Finding(
                message=f"the response {status} has no header about the rate limit, such as RateLimit",
                at=operation.part("responses", status),
                key=True,
            )


RULE = Rule(
    name="owasp-rate-limit",
    severity=Severity.INFO,
    preset=Preset.ALL,
    kinds=(Kind.OPERATION,),
    check=check,
    why="Clients that know the limit keep to it; without one a single caller can exhaust the service (OWASP API4:2023).",
    bad="""
paths:
  /runs:
    get: {responses: {"200": {description: The runs.}}}
""",
    good="""
paths:
  /runs:
    get: {responses: {"200": {description: The runs., headers: {RateLimit: {schema: {type: string}}}}}}
""",
)
