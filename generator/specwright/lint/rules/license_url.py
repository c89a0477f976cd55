"""A licence can be looked up, by its URL or its SPDX identifier."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(info: Node, _survey: Survey) -> Iterator[Finding]:
    """Look for either field; a license that is not there has neither."""
    licence = info.field("license")
    if not any(info.part("license").text(field) for field in ("url", "identifier")):
        yield Finding(message="there is neither a url nor an identifier of a license", at=licence, key=True)


RULE = Rule(
    name="license-url",
    severity=Severity.WARNING,
    preset=Preset.STRICT,
    kinds=(Kind.INFO,),
    check=check,
    why="The name of a licence alone does not say which text is meant.",
    bad="""
info: {title: Runs, version: "1", license: {name: Ours}}
""",
    good="""
info: {title: Runs, version: "1", license: {name: Ours, url: "https://example.org/license"}}
""",
)
