"""lint: a Document to Diagnostics. Opinions about a document; nothing later depends on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from specwright.diagnostics import Edit, Fix, Related, Sink, Span
from specwright.ingest.document import Document, Origin
from specwright.lint.accepted import without_accepted
from specwright.lint.fixes.changes import Change
from specwright.lint.node import Kind, Node
from specwright.lint.registry import RULES
from specwright.lint.rule import Finding, Rule
from specwright.lint.settings import LintSettings
from specwright.lint.survey import Survey, survey

__all__ = ["RULES", "LintSettings", "lint"]


def lint(document: Document, *, sink: Sink, settings: LintSettings | None = None) -> None:
    """Report what the rules in force find in a document, in the order of the document.

    Every finding has its rule's own severity; `specwright.findings.apply_settings` changes severities and leaves out
    what is accepted, for all stages at once.
    """
    settings = settings or LintSettings()
    surveyed = survey(document)
    found = Sink()
    for rule, finding in _findings(surveyed, settings):
        _report(rule, finding, document, found)
    if settings.validator:
        from specwright.lint.structure.reference import verdict

        verdict(surveyed.written.value, document, sink=found)
    in_force = frozenset(rule.name for rule in RULES if settings.in_force(rule))
    found.diagnostics = without_accepted(found.diagnostics, document, in_force, extra := Sink()) + extra.diagnostics
    for diagnostic in sorted(found, key=lambda one: _position(one.span)):
        sink.diagnostics.append(diagnostic)


def _findings(surveyed: Survey, settings: LintSettings) -> Iterator[tuple[Rule, Finding]]:
    by_kind: dict[Kind, list[Rule]] = defaultdict(list)
    for rule in RULES:
        if settings.in_force(rule):
            for kind in rule.kinds:
                by_kind[kind].append(rule)
    for kind, rules in by_kind.items():
        for rule in rules:
            nodes = surveyed.of(kind)
            if rule.fields:
                nodes = (node for node in nodes if not rule.fields.isdisjoint(node.value))
            for node in nodes:
                for finding in rule.check(node, surveyed):
                    yield rule, finding


def _report(rule: Rule, finding: Finding, document: Document, sink: Sink) -> None:
    sink.report(
        rule.code,
        finding.message,
        span=_span(document, finding.at, key=finding.key),
        pointer=finding.at.pointer,
        related=_related(document, finding.other),
        fix=_fix(document, rule, finding),
    )


def _fix(document: Document, rule: Rule, finding: Finding) -> Fix | None:
    if finding.repair is None:
        return None
    changes = finding.repair.changes
    return Fix(
        description=finding.repair.description,
        edits=_edits(document, changes),
        safe=rule.fix == "safe",
        changes=changes,
    )


def _edits(document: Document, changes: Sequence[Change]) -> tuple[Edit, ...]:
    # A 2.0 document says the same in other places; what is to be changed there is not known.
    files = {change.at.file for change in changes}
    source = document.opened(files.pop()) if len(files) == 1 else None
    if source is None or document.declared_version.startswith("2"):
        return ()
    from specwright.lint.fixes.edits import edits_of

    return edits_of(changes, source)


def _related(document: Document, other: tuple[str, Node] | None) -> tuple[Related, ...]:
    if other is None:
        return ()
    message, node = other
    return (Related(message=message, span=_span(document, node, key=True)),)


def _span(document: Document, at: Node | Origin, *, key: bool) -> Span:
    if isinstance(at, Origin):
        return document.locate(at, key)
    return document.span(at.pointer, key=key)


def _position(span: Span | None) -> tuple[str, int, int]:
    return (span.file, span.line, span.column) if span else ("", 0, 0)
