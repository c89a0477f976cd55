"""The body of the page: what was found in all, filters, the rules, and the findings of each rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from specwright.diagnostics import Diagnostic, Severity
from specwright.report.html.findings import Group, grouped, section
from specwright.report.html.markup import Html, element, joined
from specwright.sources import Sources

__all__ = ["body"]

_WORDS = {
    Severity.ERROR: ("error", "errors"),
    Severity.WARNING: ("warning", "warnings"),
    Severity.INFO: ("info", "info"),
}


def body(diagnostics: Sequence[Diagnostic]) -> Html:
    """Everything that is on the page."""
    groups = grouped(diagnostics)
    files = Counter(one.span.file for one in diagnostics if one.span)
    head = element("header", element("p", "Specwright", class_="brand"), _heading(files), _counts(diagnostics, groups))
    if not diagnostics:
        return joined([head, element("main", element("p", "Nothing was found.", class_="nothing"), id="findings")])
    sources = Sources()
    main = element("main", *(section(group, sources) for group in groups), _none_left(), id="findings")
    skip = element("a", "Skip to the findings", href="#findings", class_="skip")
    return joined([skip, head, _filters(diagnostics, files), element("div", _rules(groups), main, class_="columns")])


def _heading(files: Counter[str]) -> Html:
    if not files:
        return element("h1", "Findings")
    first, more = next(iter(files)), len(files) - 1
    return element(
        "h1", "Findings in ", element("span", first), f" and {more} more file{'s' * (more > 1)}" * bool(more)
    )


def _counts(diagnostics: Sequence[Diagnostic], groups: Sequence[Group]) -> Html:
    counts = Counter(one.severity for one in diagnostics)
    fixable = sum(bool(one.fix and one.fix.edits) for one in diagnostics)
    entries = [_count(counts[severity], *_WORDS[severity], severity) for severity in Severity]
    entries += [
        _count(len(groups), "rule", "rules", "rules"),
        _count(fixable, "can be fixed", "can be fixed", "fixable"),
    ]
    return joined([element("ul", *entries, class_="counts"), _bar(counts)])


def _count(number: int, one: str, several: str, kind: str) -> Html:
    return element("li", element("strong", f"{number:,}"), " ", one if number == 1 else several, class_=kind)


def _bar(counts: Counter[Severity]) -> Html:
    """The shares of the severities, for the eye only: the numbers say the same."""
    total, at, parts = sum(counts.values()), 0.0, []
    for severity in Severity:
        share = 100 * counts[severity] / total if total else 0
        parts.append(element("rect", class_=severity, x=f"{at:.2f}", width=f"{share:.2f}", height="1"))
        at += share
    return element("svg", *parts, class_="bar", viewBox="0 0 100 1", preserveAspectRatio="none", aria_hidden="true")


def _filters(diagnostics: Sequence[Diagnostic], files: Counter[str]) -> Html:
    """Shown by the script, without which they would do nothing."""
    there = {one.severity for one in diagnostics}
    boxes = [_box(severity, _WORDS[severity][1].capitalize()) for severity in Severity if severity in there]
    if len(boxes) < 2:
        boxes = []
    return element(
        "form",
        element("input", type="search", id="search", placeholder="Search messages, paths, code", aria_label="Search"),
        *boxes,
        _chooser("file", "File", [("", "All files"), *((file, file) for file in sorted(files))]) if files else Html(),
        _chooser("group", "Group by", [("rule", "By rule"), ("file", "By file")]) if len(files) > 1 else Html(),
        element("label", element("input", type="checkbox", id="fixable"), "Can be fixed", class_="box"),
        element("output", "", id="shown", aria_live="polite"),
        class_="filters",
        role="search",
        hidden=True,
    )


def _box(severity: Severity, label: str) -> Html:
    box = element("input", type="checkbox", name="severity", value=severity, checked=True)
    return element("label", box, label, class_=f"box {severity}")


def _chooser(name: str, label: str, options: list[tuple[str, str]]) -> Html:
    listed = [element("option", text, value=value) for value, text in options]
    return element("select", *listed, id=name, aria_label=label)


def _rules(groups: Sequence[Group]) -> Html:
    entries = [
        element(
            "li",
            element(
                "a", element("span", group.name), element("em", f"{len(group.findings):,}"), href=f"#{group.anchor}"
            ),
            class_=group.severity,
        )
        for group in groups
    ]
    return element("nav", element("h2", "Rules"), element("ol", *entries), aria_label="Rules")


def _none_left() -> Html:
    return element("p", "No finding fits these filters.", class_="nothing", id="none", hidden=True)
