"""A webhook has no servers."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(node: Node, _survey: Survey) -> Iterator[Finding]:
    """Look for servers on a webhook or its operations."""
    if "servers" in node.value and node.nearest(Kind.CALLBACK) is None:
        yield Finding(message="a webhook has servers", at=node.part("servers"), key=True)


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
)
