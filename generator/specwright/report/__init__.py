"""report: Diagnostics to text, JSON, SARIF or GitHub annotations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, TextIO, assert_never

from specwright.diagnostics import Diagnostic

__all__ = ["Format", "print_diagnostics"]

Format = Literal["text", "json", "sarif", "github"]


def print_diagnostics(
    diagnostics: Iterable[Diagnostic], *, format: Format, stream: TextIO, color: bool = False
) -> None:
    """Write findings to a stream, in the order given.

    `text` is for people, with the line of the file under each finding and a count at the end; `json` follows
    `diagnostics.schema.json` beside this module; `sarif` is SARIF 2.1.0; `github` are workflow commands. What a stream
    can't encode is written as escapes. `color` concerns `text` alone.
    """
    rendered = _render(tuple(diagnostics), format, color=color)
    encoding = getattr(stream, "encoding", None) or "utf-8"
    stream.write(rendered.encode(encoding, "backslashreplace").decode(encoding))


def _render(diagnostics: tuple[Diagnostic, ...], format: Format, *, color: bool) -> str:
    # Each printer is imported when it is asked for: most runs need one, and SARIF pulls in every stage's codes.
    match format:
        case "text":
            from specwright.report.text import render as text

            return text(diagnostics, color=color)
        case "json":
            from specwright.report.json import render as json

            return json(diagnostics)
        case "sarif":
            from specwright.report.sarif import render as sarif

            return sarif(diagnostics)
        case "github":
            from specwright.report.github import render as github

            return github(diagnostics)
        case _:
            assert_never(format)
