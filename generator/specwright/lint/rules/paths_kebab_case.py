"""The fixed segments of paths are in kebab-case."""

import re
from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]

_KEBAB = re.compile(r"[a-z0-9.~]+(?:-[a-z0-9.~]+)*")


def check(top: Node, _survey: Survey) -> Iterator[Finding]:
    """Look at the segments without placeholders."""
    for path in top.mapping("paths"):
        odd = [part for part in str(path).split("/") if part and "{" not in part and not _KEBAB.fullmatch(part)]
        if odd and not str(path).startswith("x-"):
            yield Finding(message=f'"{odd[0]}" is not in kebab-case', at=top.part("paths", path), key=True)


RULE = Rule(
    name="paths-kebab-case",
    severity=Severity.INFO,
    preset=Preset.ALL,
    kinds=(Kind.DOCUMENT,),
    check=check,
    why="Paths are case-sensitive (RFC 3986 section 6.2.2.1); in kebab-case nobody has to remember which letters are large.",
    bad="""
paths:
  /runFiles: {}
""",
    good="""
paths:
  /run-files: {}
""",
)
