"""Running the rules that a team wrote, on a document in the version in which it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from specwright.diagnostics import Code, Severity, Sink, Span
from specwright.ingest.document import Document, Origin, join
from specwright.lint.spectral.codes import RULESET_UNSUPPORTED
from specwright.lint.spectral.expressions import Unsupported
from specwright.lint.spectral.functions import Fault, Target
from specwright.lint.spectral.javascript import UNDEFINED, text
from specwright.lint.spectral.place import Place, Tree
from specwright.lint.spectral.ruleset import OwnRule, Ruleset, Then

__all__ = ["run"]

_FIELD = re.compile(r"\[(?:\"([^\"]*)\"|'([^']*)'|(\d+))\]|([^.\[\]]+)")
_WORD = re.compile(r"#?\{\{\s*(\w+)\s*\}\}")
_MESSAGE = 1_000


def run(document: Document, ruleset: Ruleset, sink: Sink) -> None:
    """Report what the rules of a ruleset's own find; `document` must not be upgraded.

    Rules see the document with references followed, unless they say otherwise, and a finding is placed where the text is.
    """
    written = document.source()
    trees = {
        True: Tree(document.root, follow=True, brought=_brought(document, written)),
        False: Tree(written if document.moved else document.root, follow=False),
    }
    for rule in ruleset.rules:
        found = set()
        try:
            for where, fault, steps in _faults(rule, trees[rule.resolved]):
                message = _message(rule, fault, where, steps)
                if (where.origin, message) not in found:
                    found.add((where.origin, message))
                    _report(rule, message, where.origin, fault.about_key, document, ruleset, sink)
        except Unsupported as reason:
            sink.report(RULESET_UNSUPPORTED, f"rule `{rule.name}`: {reason}", span=_top(ruleset))


def _top(ruleset: Ruleset) -> Span:
    return Span(file=ruleset.file, line=1, column=1)


def _brought(document: Document, written: Any) -> frozenset[str]:
    """Components that bundling added; the author has them in other files."""
    components = written.get("components") if isinstance(written, dict) else None
    sections = components if isinstance(components, dict) else {}
    moved = (pointer for pointer in document.moved if pointer.count("/") == 3 and pointer.startswith("/components/"))
    return frozenset(
        pointer for pointer in moved if pointer.split("/")[3] not in (sections.get(pointer.split("/")[2]) or {})
    )


def _report(
    rule: OwnRule, message: str, pointer: str, key: bool, document: Document, ruleset: Ruleset, sink: Sink
) -> None:
    origin = document.origin(pointer) if rule.resolved else Origin(file=document.file, pointer=pointer)
    severity = ruleset.at(rule.name, origin.pointer, rule.severity)
    if severity is not None:
        code = Code(name=rule.name, severity=Severity.WARNING, why=rule.description)
        span = document.locate(origin, key)
        sink.report(code, message, span=span, pointer=pointer, severity=severity, url=rule.url)


def _faults(rule: OwnRule, tree: Tree) -> Iterator[tuple[Place, Fault, list[str | int]]]:
    """What is wrong, at the nearest place that there is, with the steps from there to what is missing."""
    for path in rule.given:
        for given in path.find(tree):
            for then in rule.then:
                for start, steps, value in _targets(then, given, tree, keyed=path.keyed):
                    if not then.function.takes(value):
                        continue
                    name = _called([*start.path, *steps])
                    for fault in then.function.check(Target(value, name, tree, start), then.options):
                        about_key = path.keyed or then.field == "@key"
                        yield _placed(tree, start, [*steps, *fault.steps], fault._replace(about_key=about_key))


def _placed(tree: Tree, start: Place, steps: list[str | int], fault: Fault) -> tuple[Place, Fault, list[str | int]]:
    nearest, missing = tree.nearest(start, steps) if steps else (start, [])
    return nearest, fault, missing


def _targets(then: Then, given: Place, tree: Tree, *, keyed: bool) -> Iterator[tuple[Place, list[str | int], Any]]:
    """The values that a function is asked about: the place, the steps below it, and the value there."""
    if then.field is None or keyed or not isinstance(given.value, dict | list):
        yield given, [], given.value
    elif then.field == "@key":
        keys = given.value if isinstance(given.value, dict) else map(str, range(len(given.value)))
        found = [(given, [key], key) for key in keys]
        yield from found or [(given, [], UNDEFINED)]
    elif then.path is not None:
        places: list[tuple[Place, list[str | int], Any]] = [
            (place, [], place.value) for place in then.path.find(tree, given)
        ]
        yield from places or [(given, [], UNDEFINED)]
    else:
        steps = _field(then.field)
        nearest, missing = tree.nearest(given, steps)
        yield given, steps, UNDEFINED if missing else nearest.value


def _field(written: str) -> list[str | int]:
    """The steps of a field such as `contact.name` or `tags[0]`."""
    return [next(part for part in match.groups() if part is not None) for match in _FIELD.finditer(written)]


def _called(steps: list[str | int]) -> str:
    return f"`{steps[-1]}`" if steps else "the document"


def _message(rule: OwnRule, fault: Fault, where: Place, missing: list[str | int]) -> str:
    """The rule's own words, with `{{error}}` and the like filled in; without any, its description, or what is wrong."""
    if rule.message is None:
        return rule.description or fault.message
    path = where.path
    steps = path[-1:] + missing if missing else path[-1:]
    words = {
        "error": fault.message,
        "property": ".".join(map(str, steps)),
        "path": f"#{join('', *path)}",
        "description": rule.description,
        "value": "{object}" if isinstance(where.value, dict | list) else text(where.value),
    }
    return _WORD.sub(lambda match: words.get(match[1], ""), rule.message).strip()[:_MESSAGE]
