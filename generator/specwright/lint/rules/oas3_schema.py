"""The document is built as the OpenAPI Specification says."""

from collections.abc import Iterator

from specwright.ingest.document import Origin, join
from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(top: Node, survey: Survey) -> Iterator[Finding]:
    """Validate the document as it was written against the meta-schema of its version."""
    # Imported here: a command that does not lint must not pay for the validator.
    from specwright.lint.structure import faults

    document = survey.document
    for fault in faults(survey.written.value):
        yield Finding(
            message=fault.message,
            at=Origin(file=document.file, pointer=join("", *fault.steps)),
            key=fault.key,
        )


RULE = Rule(
    name="oas3-schema",
    severity=Severity.ERROR,
    preset=Preset.MINIMAL,
    kinds=(Kind.DOCUMENT,),
    check=check,
    why="Tools that read the document stop at, or silently skip, what is not built as the OpenAPI Specification says.",
    bad="""
paths:
  /runs:
    get:
      responses:
        "200": {content: {}}
""",
    good="""
paths:
  /runs:
    get:
      responses:
        "200": {description: The runs., content: {}}
""",
)
