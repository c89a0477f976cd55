"""Findings as JUnit XML, in the subset that Jenkins, GitLab, Azure and CircleCI read alike: a finding is a test case."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from specwright.diagnostics import Diagnostic, Severity
from specwright.report.escapes import shown
from specwright.report.text import described
from specwright.sources import Sources

__all__ = ["render"]

_NOWHERE = "specwright"


def render(diagnostics: Sequence[Diagnostic]) -> str:
    """One suite per file. Errors and warnings are failures; what is for information only is skipped.

    Nothing found is one test that passed, as an empty report counts as a broken one.
    """
    root, sources = Element("testsuites"), Sources()
    by_file: dict[str, list[Diagnostic]] = {}
    for diagnostic in diagnostics:
        by_file.setdefault(diagnostic.span.file if diagnostic.span else _NOWHERE, []).append(diagnostic)
    for file, found in by_file.items():
        suite = SubElement(root, "testsuite", {"name": shown(file), **_counted(found)})
        for diagnostic in found:
            _case(suite, diagnostic, sources)
    if not diagnostics:
        suite = SubElement(root, "testsuite", {"name": _NOWHERE, **_counted(()), "tests": "1"})
        SubElement(suite, "testcase", {"name": "nothing found", "classname": _NOWHERE})
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


def _counted(found: Sequence[Diagnostic]) -> dict[str, str]:
    skipped = sum(one.severity is Severity.INFO for one in found)
    return {"tests": str(len(found)), "failures": str(len(found) - skipped), "errors": "0", "skipped": str(skipped)}


def _case(suite: Element, diagnostic: Diagnostic, sources: Sources) -> None:
    span, code = diagnostic.span, shown(diagnostic.code)
    where = f" at {span.line}:{span.column}" if span else ""
    case = SubElement(suite, "testcase", {"name": f"{code}{where}", "classname": suite.attrib["name"]})
    outcome = "skipped" if diagnostic.severity is Severity.INFO else "failure"
    told = SubElement(case, outcome, {"type": diagnostic.severity, "message": shown(diagnostic.message)})
    told.text = "\n".join(described(diagnostic, sources))
