"""In OpenAPI 3.0, nullable stands beside a type."""

from collections.abc import Iterator

from specwright.ingest.document import Origin
from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(_top: Node, survey: Survey) -> Iterator[Finding]:
    """Look at the schemas as they were written."""
    if not survey.document.declared_version.startswith("3.0") or not survey.has_relics():
        return
    for schema in survey.written_nodes(Kind.SCHEMA):
        if schema.value.get("nullable") is True and "type" not in schema.value and "$ref" not in schema.value:
            yield Finding(
                message='"nullable" has no effect without a type beside it',
                at=Origin(file=survey.document.file, pointer=schema.part("nullable").pointer),
                key=True,
            )


RULE = Rule(
    name="nullable-type-sibling",
    severity=Severity.WARNING,
    preset=Preset.RECOMMENDED,
    kinds=(Kind.DOCUMENT,),
    check=check,
    why="`nullable` adds null to a type in the same schema (OpenAPI 3.0.3 section 4.7.24); without one it adds it to nothing.",
    bad="""
openapi: 3.0.3
components:
  schemas:
    Name: {nullable: true, maxLength: 5}
""",
    good="""
openapi: 3.0.3
components:
  schemas:
    Name: {type: string, nullable: true, maxLength: 5}
""",
)
