"""No description or title has a script tag."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(node: Node, _survey: Survey) -> Iterator[Finding]:
    """Look for the start of the tag."""
    for field in ("description", "title"):
        text = node.value.get(field)
        if isinstance(text, str) and "<script" in text.lower():
            yield Finding(message=f"the {field} has a <script> tag", at=node.part(field))


RULE = Rule(
    name="no-script-tags-in-markdown",
    severity=Severity.WARNING,
    preset=Preset.RECOMMENDED,
    kinds=tuple(kind for kind in Kind if kind not in (Kind.PART, Kind.REFERENCE)),
    fields=frozenset({"description", "title"}),
    check=check,
    why="Descriptions are shown as HTML; a script in one runs in the browser of whoever reads the documentation.",
    bad="""
info: {title: Runs, version: "1", description: "Runs.<script>alert(1)</script>"}
""",
    good="""
info: {title: Runs, version: "1", description: Runs of a flow.}
""",
)
