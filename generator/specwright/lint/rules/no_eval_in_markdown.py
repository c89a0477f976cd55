"""No description or title calls eval."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(node: Node, _survey: Survey) -> Iterator[Finding]:
    """Look for the call."""
    for field in ("description", "title"):
        text = node.value.get(field)
        if isinstance(text, str) and "eval(" in text:
            yield Finding(message=f"the {field} calls eval()", at=node.part(field))


RULE = Rule(
    name="no-eval-in-markdown",
    severity=Severity.WARNING,
    preset=Preset.RECOMMENDED,
    kinds=tuple(kind for kind in Kind if kind not in (Kind.PART, Kind.REFERENCE)),
    fields=frozenset({"description", "title"}),
    check=check,
    why="Descriptions are shown as HTML; a call of eval in one is a usual sign of an injected script.",
    bad="""
info: {title: Runs, version: "1", description: "Runs. <img src=x onerror=eval('1')>"}
""",
    good="""
info: {title: Runs, version: "1", description: Runs of a flow.}
""",
)
