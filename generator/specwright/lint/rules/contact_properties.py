"""A contact has a name, a URL and an e-mail address."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(contact: Node, _survey: Survey) -> Iterator[Finding]:
    """Look for the three fields."""
    missing = [field for field in ("name", "url", "email") if not contact.value.get(field)]
    if missing:
        yield Finding(message=f"the contact lacks {' and '.join(missing)}", at=contact, key=True)


RULE = Rule(
    name="contact-properties",
    severity=Severity.WARNING,
    preset=Preset.STRICT,
    kinds=(Kind.CONTACT,),
    check=check,
    why="A contact that can be reached in one way only is soon one that can't be reached.",
    bad="""
info: {title: Runs, version: "1", contact: {name: The run team}}
""",
    good="""
info:
  title: Runs
  version: "1"
  contact: {name: The run team, url: "https://example.org/runs", email: runs@example.org}
""",
)
