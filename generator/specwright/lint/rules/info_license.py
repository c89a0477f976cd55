"""The document says under which licence it may be used."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(info: Node, _survey: Survey) -> Iterator[Finding]:
    """Look for the licence."""
    if not isinstance(info.value.get("license"), dict):
        yield Finding(message="the document names no license", at=info, key=True)


RULE = Rule(
    name="info-license",
    severity=Severity.WARNING,
    preset=Preset.STRICT,
    kinds=(Kind.INFO,),
    check=check,
    why="Without a licence it is unclear who may build on the document and on code generated from it.",
    bad="""
info: {title: Runs, version: "1"}
""",
    good="""
info: {title: Runs, version: "1", license: {name: Apache-2.0, identifier: Apache-2.0}}
""",
)
