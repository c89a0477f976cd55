"""The license is named in a way that machines read."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(license: Node, _survey: Survey) -> Iterator[Finding]:
    """Look for a URL or an SPDX identifier."""
    if not license.text("url") and not license.text("identifier"):
        yield Finding(message="the license has neither a url nor an SPDX identifier", at=license, key=True)


RULE = Rule(
    name="info-license-strict",
    severity=Severity.INFO,
    preset=Preset.ALL,
    kinds=(Kind.LICENSE,),
    check=check,
    why="A name such as BSD stands for several licenses; an SPDX identifier or a URL stands for one.",
    bad="""
info: {title: Runs, version: "1", license: {name: BSD}}
""",
    good="""
info: {title: Runs, version: "1", license: {name: BSD, identifier: BSD-3-Clause}}
""",
)
