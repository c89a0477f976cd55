"""No description or title has a script tag."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(_top: Node, survey: Survey) -> Iterator[Finding]:
    """Look for the start of the tag."""
    for node, field, text in survey.texts():
        if "<script" in text.lower():
            yield Finding(message=f"the {field} has a <script> tag", at=node.part(field))


RULE = Rule(
    name="no-script-tags-in-markdown",
    severity=Severity.WARNING,
    preset=Preset.RECOMMENDED,
    kinds=(Kind.DOCUMENT,),
    check=check,
    why="Descriptions are shown as HTML; a script in one runs in the browser of whoever reads the documentation.",
    bad="""
info: {title: Runs, version: "1", description: "Runs.<script>alert(1)</script>"}
""",
    good="""
info: {title: Runs, version: "1", description: Runs of a flow.}
""",
)
