"""A licence can be looked up, by its URL or its SPDX identifier."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(licence: Node, _survey: Survey) -> Iterator[Finding]:
    """Look for either field."""
    if not licence.value.get("url") and not licence.value.get("identifier"):
        yield Finding(message="the license has neither a url nor an identifier", at=licence, key=True)


RULE = Rule(
    name="license-url",
    severity=Severity.WARNING,
    preset=Preset.STRICT,
    kinds=(Kind.LICENSE,),
    check=check,
    why="The name of a licence alone does not say which text is meant.",
    bad="""
info: {title: Runs, version: "1", license: {name: Ours}}
""",
    good="""
info: {title: Runs, version: "1", license: {name: Ours, url: "https://example.org/license"}}
""",
)
