"""Lines of a file around a place, with the place marked and carets under it."""

from __future__ import annotations

from collections.abc import Iterator

from specwright.diagnostics import Span
from specwright.report.frame import Frame, frame
from specwright.report.html.markup import Html, element, joined
from specwright.sources import Sources

__all__ = ["code_frame"]

_LONGEST = 160
"""Lines before and after the place are only shown whole."""


def code_frame(span: Span, sources: Sources) -> Html:
    """The line of a place between its neighbours; nothing where the file has no such line."""
    framed = frame(span, sources.line(span))
    if framed is None:
        return Html()
    return element("pre", *_lines(span, framed, sources), class_="frame", tabindex="0")


def _lines(span: Span, framed: Frame, sources: Sources) -> Iterator[Html]:
    yield _neighbour(span, -1, sources)
    marked = element("mark", framed.marked) if framed.marked else Html()
    yield element("b", _gutter(span.line), framed.before, marked, framed.after)
    yield joined([Html("\n"), _gutter(None), element("i", framed.carets), Html("\n")])
    yield _neighbour(span, 1, sources)


def _neighbour(span: Span, step: int, sources: Sources) -> Html:
    line = sources.numbered(span.file, span.line + step)
    if line is None or not line.strip() or len(line) > _LONGEST:
        return Html()
    return joined([_gutter(span.line + step), line.rstrip(), Html("\n")])


def _gutter(number: int | None) -> Html:
    return element("span", f"{number or '':>5} ", class_="n")
