"""lint: a Document to Diagnostics. Opinions about a document; nothing later depends on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress
from typing import TYPE_CHECKING

from specwright.diagnostics import Edit, Fix, Related, Sink, Span
from specwright.ingest.document import Document, Origin
from specwright.lint.accepted import without_accepted
from specwright.lint.fixes.changes import Change
from specwright.lint.node import Kind, Node
from specwright.lint.plugins import RULE_BROKEN, installed
from specwright.lint.plugins import findings as plugin_findings
from specwright.lint.registry import RULES
from specwright.lint.rule import Finding, Preset, Repair, Rule, Severity
from specwright.lint.settings import LintSettings
from specwright.lint.survey import Survey, survey

if TYPE_CHECKING:
    from specwright.lint.spectral import Ruleset

__all__ = [
    "RULES",
    "Finding",
    "Kind",
    "LintSettings",
    "Node",
    "Preset",
    "Repair",
    "Rule",
    "Severity",
    "Survey",
    "lint",
]


def lint(document: Document, *, sink: Sink, settings: LintSettings | None = None) -> None:
    """Report what the rules in force find in a document, in the order of the document.

    Every finding has its rule's own severity; `specwright.findings.apply_settings` changes severities and leaves out
    what is accepted, for all stages at once.
    """
    settings = settings or LintSettings()
    surveyed = survey(document)
    found = Sink()
    for rule, finding in _findings(surveyed, settings):
        _report(rule, finding, document, settings, found)
    _run_plugins(surveyed, settings, found)
    if settings.ruleset and settings.ruleset.rules:
        _run_ruleset(settings.ruleset, document, found)
    if settings.validator:
        from specwright.lint.structure.reference import verdict

        verdict(surveyed.written.value, document, sink=found)
    own = settings.ruleset.rules if settings.ruleset else ()
    in_force = frozenset(rule.name for rule in (*RULES, *installed().rules) if settings.in_force(rule))
    in_force |= {rule.name for rule in own}
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
        for rule, nodes in zip(rules, _concerned(rules, surveyed.nodes[kind]), strict=True):
            for node in nodes:
                for finding in rule.check(node, surveyed):
                    yield rule, finding


def _concerned(rules: Sequence[Rule], nodes: Iterable[Node]) -> list[list[Node]]:
    """For each rule the nodes that it is about. Which these are is asked once for all nodes with the same fields."""
    chosen: list[list[Node]] = [[] for _ in rules]
    alike: dict[tuple[str, ...], list[list[Node]]] = {}
    for node in nodes:
        fields = tuple(node.value)
        lists = alike.get(fields)
        if lists is None:
            matches = (not rule.fields or not rule.fields.isdisjoint(fields) for rule in rules)
            lists = alike[fields] = list(compress(chosen, matches))
        for one in lists:
            one.append(node)
    return chosen


def _run_plugins(surveyed: Survey, settings: LintSettings, sink: Sink) -> None:
    """The rules of other distributions: what goes wrong with them is a finding."""
    others = installed()
    for message in others.broken:
        sink.report(RULE_BROKEN, message)
    for rule in others.rules:
        if settings.in_force(rule):
            nodes = _nodes(rule, surveyed)
            for finding in plugin_findings(rule, nodes, surveyed, sink):
                _report(rule, finding, surveyed.document, settings, sink)


def _nodes(rule: Rule, surveyed: Survey) -> Iterator[Node]:
    """The nodes that a rule is about."""
    nodes = surveyed.of(*rule.kinds)
    return (node for node in nodes if not rule.fields.isdisjoint(node.value)) if rule.fields else nodes


def _run_ruleset(ruleset: Ruleset, document: Document, sink: Sink) -> None:
    from specwright.lint.spectral import run

    declared = document.declared()
    if declared is not None:
        run(declared, ruleset, sink)


def _report(rule: Rule, finding: Finding, document: Document, settings: LintSettings, sink: Sink) -> None:
    pointer = finding.at.pointer
    severity = settings.severity(rule, pointer)
    if severity is None:
        return
    origin = finding.at if isinstance(finding.at, Origin) else document.origin(pointer)
    sink.report(
        rule.code,
        finding.message,
        span=document.locate(origin, finding.key),
        pointer=pointer,
        severity=severity,
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
    return (Related(message=message, span=document.span(node.pointer, key=True)),)


def _position(span: Span | None) -> tuple[str, int, int]:
    return (span.file, span.line, span.column) if span else ("", 0, 0)
