"""Generation has nothing to report about the document."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]

_OTHER_RULES = frozenset(
    {"path-parameter-undeclared", "path-parameter-unused", "security-unknown", "webhook-skipped", "keyword-unchecked"}
)
"""What `path-params`, `oas3-operation-security-defined` and `unsupported-feature` say, or matters to strict reading only."""


def check(_top: Node, survey: Survey) -> Iterator[Finding]:
    """Ask lowering itself, types and all, and pass on what it says."""
    for found in survey.planned.findings:
        if found.pointer is not None and found.code not in _OTHER_RULES:
            yield Finding(message=f"{found.code}: {found.message.rstrip('.')}", at=survey.at(found.pointer))


RULE = Rule(
    name="generates-whole",
    severity=Severity.WARNING,
    preset=Preset.STRICT,
    kinds=(Kind.DOCUMENT,),
    check=check,
    why="What generation skips, or types less exactly than the document says, is better known before it is missed.",
    bad="""
components:
  schemas:
    Node:
      allOf:
        - $ref: "#/components/schemas/Node"
        - {type: object, properties: {name: {type: string}}}
""",
    good="""
components:
  schemas:
    Node: {type: object, properties: {name: {type: string}, parent: {$ref: "#/components/schemas/Node"}}}
""",
)
