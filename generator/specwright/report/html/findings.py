"""Findings by rule: why the rule matters, a bad and a good example, and each place that breaks it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from specwright import catalogue
from specwright.diagnostics import Diagnostic, Fix, Related, Severity, Span
from specwright.installed import documentation
from specwright.report.html.frames import code_frame
from specwright.report.html.markup import Html, element, joined
from specwright.sources import Sources

__all__ = ["Group", "grouped", "section"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The findings of one rule; the worst of them gives it its severity."""

    name: str
    anchor: str
    severity: Severity
    findings: Sequence[Diagnostic]


def grouped(diagnostics: Sequence[Diagnostic]) -> list[Group]:
    """Groups by rule, the worst first, then those with most findings."""
    by_code: dict[str, list[Diagnostic]] = {}
    for diagnostic in diagnostics:
        by_code.setdefault(diagnostic.code, []).append(diagnostic)
    worst = {code: min((one.severity for one in found), key=lambda one: one.rank) for code, found in by_code.items()}
    ordered = sorted(by_code, key=lambda code: (worst[code].rank, -len(by_code[code]), code))
    return [
        Group(name=code, anchor=f"rule-{number}", severity=worst[code], findings=by_code[code])
        for number, code in enumerate(ordered, 1)
    ]


def section(group: Group, sources: Sources) -> Html:
    """All about one rule."""
    heading = element("h2", element("span", group.severity, class_="badge"), group.name)
    listed = element("ol", *(_finding(one, sources) for one in group.findings))
    return element(
        "section", heading, _reason(group), listed, id=group.anchor, class_=group.severity, data_rule=group.name
    )


def _reason(group: Group) -> Html:
    code = catalogue.find(group.name)
    if code is None:
        url = next((one.url for one in group.findings if one.url), None)
        return element("p", _more(url), class_="why") if url else Html()
    examples = [_example(title, text) for title, text in (("Bad", code.bad), ("Good", code.good)) if text.strip()]
    folded = element("details", element("summary", "Examples"), element("div", *examples, class_="examples"))
    published = documentation() if code.page else None
    more = [" ", _more(f"{published}{code.page}")] if published else []
    why = element("p", *_worded(" ".join(code.why.split())), *more, class_="why")
    return joined([why, folded if examples else Html()])


def _worded(text: str) -> list[str]:
    """A text with what stands in backticks as code."""
    return [element("code", part) if number % 2 else part for number, part in enumerate(text.split("`"))]


def _more(url: str) -> Html:
    return element("a", "More about this rule", href=url)


def _example(title: str, text: str) -> Html:
    lines = [part for line in text.strip("\n").split("\n") for part in (line, Html("\n"))]
    return element("figure", element("figcaption", title), element("pre", *lines, tabindex="0"), class_=title.lower())


def _finding(diagnostic: Diagnostic, sources: Sources) -> Html:
    span, fix = diagnostic.span, diagnostic.fix
    place = [_place(span, diagnostic.pointer), code_frame(span, sources)] if span else []
    return element(
        "li",
        element("h3", diagnostic.message),
        *place,
        *(_related(one, sources) for one in diagnostic.related),
        _fix(fix) if fix else Html(),
        class_=diagnostic.severity,
        data_file=span.file if span else None,
        data_fixable=bool(fix and fix.edits),
    )


def _place(span: Span, pointer: str | None) -> Html:
    inside = [" ", element("small", f"#{pointer}")] if pointer else []
    return element("p", element("span", span.file), f":{span.line}:{span.column}", *inside, class_="place")


def _related(related: Related, sources: Sources) -> Html:
    said = element("p", f"{related.message}: ", element("span", str(related.span), class_="place"), class_="related")
    return joined([said, code_frame(related.span, sources)])


def _fix(fix: Fix) -> Html:
    how = "by hand" if not fix.edits else "safe" if fix.safe else "changes the meaning"
    return element("p", element("strong", "Fix"), f" {fix.description} ", element("small", how), class_="fix")
