"""report: Diagnostics to text for people and to the formats of other programs."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import Literal, TextIO, get_args

from specwright.diagnostics import Diagnostic

__all__ = ["FORMATS", "Format", "print_diagnostics", "rendered"]

Format = Literal["text", "json", "sarif", "github", "gitlab", "junit", "html"]
FORMATS: tuple[Format, ...] = get_args(Format)


def print_diagnostics(
    diagnostics: Iterable[Diagnostic], *, format: Format, stream: TextIO, color: bool = False
) -> None:
    """Write findings to a stream, in the order given.

    `color` concerns `text` alone. What a stream can't encode is written as escapes. Raises what `rendered` raises.
    """
    text = rendered(diagnostics, format=format, color=color)
    encoding = getattr(stream, "encoding", None) or "utf-8"
    stream.write(text.encode(encoding, "backslashreplace").decode(encoding))


def rendered(diagnostics: Iterable[Diagnostic], *, format: Format, color: bool = False) -> str:
    """Findings in a format.

    `text` is for people, with the line of the file under each finding and a count at the end, and so is `html`, one file
    that needs no other; `json` follows `diagnostics.schema.json` beside this module; `sarif` is SARIF 2.1.0; `github` are
    workflow commands; `gitlab` is a code quality report; `junit` is XML of test results. Raises `ValueError` for another.
    """
    if format not in FORMATS:
        raise ValueError(f"there is no format {format!r}; take one of {', '.join(FORMATS)}")
    if format == "text":
        from specwright.report.text import render

        return render(tuple(diagnostics), color=color)
    # Each printer is imported when it is asked for: most runs need one, and SARIF pulls in every stage's codes.
    printed: str = import_module(f"specwright.report.{format}").render(tuple(diagnostics))
    return printed
