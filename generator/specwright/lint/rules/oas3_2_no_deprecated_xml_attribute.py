"""From OpenAPI 3.2 on, XML attributes are declared by nodeType."""

from collections.abc import Iterator

from specwright.lint.fixes.changes import Rename, Replace
from specwright.lint.rule import Finding, Kind, Node, Preset, Repair, Rule, Severity, Survey

__all__ = ["RULE"]


def check(schema: Node, survey: Survey) -> Iterator[Finding]:
    """Look for the fields that 3.2 replaces (OpenAPI 3.2 section 4.26)."""
    if not survey.document.declared_version.startswith("3.2"):
        return
    xml = schema.part("xml")
    for field, kind in (("attribute", "attribute"), ("wrapped", "element")):
        if field in schema.mapping("xml"):
            yield Finding(
                message=f'"{field}" is deprecated since OpenAPI 3.2: write nodeType: {kind}',
                at=xml.part(field),
                key=True,
                repair=_repair(xml, field, kind, survey),
            )


def _repair(xml: Node, field: str, kind: str, survey: Survey) -> Repair | None:
    if xml.value[field] is not True or "nodeType" in xml.value:
        return None
    at = survey.origin(xml.part(field))
    return Repair(
        description=f"write nodeType: {kind}", changes=(Rename(at=at, key="nodeType"), Replace(at=at, value=kind))
    )


RULE = Rule(
    name="oas3_2-no-deprecated-xml-attribute",
    severity=Severity.WARNING,
    preset=Preset.RECOMMENDED,
    kinds=(Kind.SCHEMA,),
    fields=frozenset({"xml"}),
    check=check,
    why="`nodeType` says what `attribute` and `wrapped` said, and text and CDATA as well; readers of 3.2 look there first.",
    bad="""
openapi: 3.2.0
components:
  schemas:
    Id: {type: string, xml: {attribute: true}}
""",
    good="""
openapi: 3.2.0
components:
  schemas:
    Id: {type: string, xml: {nodeType: attribute}}
""",
    fix="safe",
)
