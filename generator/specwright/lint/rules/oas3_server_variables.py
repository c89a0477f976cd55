"""The variables of a server URL are declared, used, and have a default that is allowed."""

import re
from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(server: Node, _survey: Survey) -> Iterator[Finding]:
    """Compare the placeholders of the URL with the declared variables, and each default with its enum."""
    used = set(re.findall(r"\{([^{}]+)\}", server.text("url") or ""))
    declared = server.mapping("variables")
    for name in sorted(used - set(declared)):
        yield Finding(message=f'the server variable "{name}" is not declared', at=server.part("url"))
    for name in declared:
        place = server.part("variables", name)
        if name not in used:
            yield Finding(message=f'the URL does not use the server variable "{name}"', at=place, key=True)
        allowed = place.items("enum")
        if allowed and place.part("default").value not in allowed:
            yield Finding(message=f'the default of "{name}" is not one of its values', at=place.part("default"))


RULE = Rule(
    name="oas3-server-variables",
    severity=Severity.ERROR,
    preset=Preset.RECOMMENDED,
    kinds=(Kind.SERVER,),
    check=check,
    why="A URL with a variable that nobody declares, or with a default that is not allowed, can't be called.",
    bad="""
servers: [{url: "https://{region}.example.org"}]
""",
    good="""
servers:
  - url: "https://{region}.example.org"
    variables: {region: {default: eu, enum: [eu, us]}}
""",
)
