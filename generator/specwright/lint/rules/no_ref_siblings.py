"""In OpenAPI 3.0 nothing stands beside a `$ref`."""

from collections.abc import Iterator

from specwright.ingest.document import Origin
from specwright.lint.fixes.changes import Remove
from specwright.lint.rule import Finding, Kind, Node, Preset, Repair, Rule, Severity, Survey

__all__ = ["RULE"]


def check(_top: Node, survey: Survey) -> Iterator[Finding]:
    """Look at the references as they were written; from 3.1 on a schema may have siblings, and a reference texts."""
    if not survey.document.declared_version.startswith(("2.", "3.0")):
        return
    if not survey.has_relics():
        return
    for reference in survey.written_references():
        for field in reference.value:
            if field != "$ref" and reference.kind is not Kind.PATH_ITEM:
                at = Origin(file=survey.document.file, pointer=reference.part(field).pointer)
                yield Finding(
                    message=f'"{field}" is ignored: in OpenAPI 3.0 nothing beside a $ref counts',
                    at=at,
                    key=True,
                    repair=Repair(description=f"remove {field}", changes=(Remove(at=at),)),
                )


RULE = Rule(
    name="no-$ref-siblings",
    severity=Severity.WARNING,
    preset=Preset.RECOMMENDED,
    kinds=(Kind.DOCUMENT,),
    check=check,
    why="Before OpenAPI 3.1 everything beside a `$ref` is ignored, so what the author wrote there has no effect.",
    bad="""
openapi: 3.0.4
components:
  schemas:
    Run: {type: object}
    Job: {type: object, properties: {run: {$ref: "#/components/schemas/Run", description: The run.}}}
""",
    good="""
openapi: 3.0.4
components:
  schemas:
    Run: {type: object}
    Job:
      type: object
      properties:
        run: {description: The run., allOf: [{$ref: "#/components/schemas/Run"}]}
""",
    fix="unsafe",
)
