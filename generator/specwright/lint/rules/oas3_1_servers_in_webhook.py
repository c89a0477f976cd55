"""A webhook has no servers."""

from collections.abc import Iterator

from specwright.lint.fixes.changes import Remove
from specwright.lint.rule import Finding, Kind, Node, Preset, Repair, Rule, Severity, Survey

__all__ = ["RULE"]


def check(node: Node, survey: Survey) -> Iterator[Finding]:
    """Look for servers on a webhook or its operations."""
    if "servers" in node.value and node.nearest(Kind.CALLBACK) is None:
        at = node.part("servers")
        yield Finding(
            message="a webhook has servers",
            at=at,
            key=True,
            repair=Repair(description="remove them", changes=(Remove(at=survey.origin(at)),)),
        )


RULE = Rule(
    name="oas3_1-servers-in-webhook",
    severity=Severity.WARNING,
    preset=Preset.RECOMMENDED,
    kinds=(Kind.WEBHOOK, Kind.WEBHOOK_OPERATION),
    check=check,
    why="The receiver of a webhook gives its address when it registers; the document can't know it.",
    bad="""
webhooks:
  runDone:
    servers: [{url: "https://hooks.example.org"}]
    post: {responses: {"204": {description: Noted.}}}
""",
    good="""
webhooks:
  runDone:
    post: {responses: {"204": {description: Noted.}}}
""",
    fix="unsafe",
)
