"""What the command says, where and how loud."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from specwright.diagnostics import Diagnostic

__all__ = ["Console", "Usage"]

_COLORS = {"bold": "1", "red": "31", "green": "32", "yellow": "33", "cyan": "36"}


class Usage(Exception):
    """The command was called wrongly; `advice` says what to do instead."""

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.advice = advice


class Console:
    """Standard output and standard error: data and results go to the one, what is said about them to the other."""

    def __init__(self, *, quiet: bool = False, verbose: bool = False, reports: Sequence[tuple[str, str]] = ()) -> None:
        """`reports` are formats and files in which findings are kept besides; set `read` to the files that they are about."""
        self.quiet = quiet
        self.verbose = verbose
        self.reports = reports
        self.read: Sequence[Path] = ()
        self.writing = False
        self.written: Sequence[str] = ()
        self._progress = sys.stderr.isatty() and not quiet and os.environ.get("TERM") != "dumb"
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="backslashreplace")

    def data(self, content: bytes) -> None:
        """Write the result itself to standard output, byte for byte."""
        self.clear()
        sys.stdout.flush()
        binary = getattr(sys.stdout, "buffer", None)
        if binary is None:
            sys.stdout.write(content.decode())
        else:
            binary.write(content)
            binary.flush()

    def print(self, text: str) -> None:
        """Print a part of the result to standard output."""
        self.clear()
        print(text, end="" if text.endswith("\n") else "\n", flush=True)

    def say(self, text: str) -> None:
        """Tell what was done; not with `--quiet`."""
        if not self.quiet:
            self.clear()
            print(text, file=sys.stderr)

    def tell(self, text: str) -> None:
        """Tell a detail; only with `--verbose`."""
        if self.verbose:
            self.say(text)

    def progress(self, text: str) -> None:
        """Show what is going on, on a terminal, until something else is printed."""
        if self._progress:
            print(f"\r\x1b[2K{text} ...", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Take the progress away."""
        if self._progress:
            print("\r\x1b[2K", end="", file=sys.stderr, flush=True)

    def findings(self, diagnostics: Sequence[Diagnostic], format: str, *, to_stdout: bool) -> None:
        """Print findings, and write the reports of them; `to_stdout` unless data goes there."""
        from specwright.report import print_diagnostics

        self.clear()
        stream = sys.stdout if to_stdout else sys.stderr
        print_diagnostics(diagnostics, format=format, stream=stream, color=wants_color(stream))  # type: ignore[arg-type]
        stream.flush()
        self.report(diagnostics)

    def report(self, diagnostics: Sequence[Diagnostic]) -> None:
        """Write findings to the files that were asked for. Raises `Kept` for one that is read, or generated."""
        if not self.reports:
            return
        from specwright.report import rendered
        from specwright.write import save

        # Of a document that can't be used, the files that findings name are known to be read.
        read = {*self.read, *(Path(one.span.file) for one in diagnostics if one.span)}
        for format, file in self.reports:
            text = rendered(diagnostics, format=format)  # type: ignore[arg-type]
            self.tell(f"{file}: {save(Path(file), text.encode('utf-8', 'backslashreplace'), read=read)}")

    def diff(self, lines: Iterable[str]) -> None:
        """Print a unified diff to standard output, coloured on a terminal."""
        self.clear()
        paint = _painted if wants_color(sys.stdout) else str
        sys.stdout.writelines(paint(line) for line in lines)
        sys.stdout.flush()

    def complain(self, message: str, advice: str = "") -> None:
        """Say why the command stopped, and what to do."""
        self.clear()
        print(f"specwright: {message}", file=sys.stderr)
        if advice:
            print(f"  {advice}", file=sys.stderr)

    def confess(self, problem: Exception) -> None:
        """Say that this is our fault."""
        import traceback

        described = traceback.format_exception_only(type(problem), problem)[-1].strip()
        self.complain(
            f"this is a bug in specwright: {described[:500]}",
            "Please report it with the command and, if it may be shared, the document; --verbose shows where it happened.",
        )
        if self.verbose:
            traceback.print_exception(problem)

    def what_was_written(self) -> str:
        """What a command that stopped leaves, as half a sentence."""
        if self.writing:
            return "every file and package is whole, as it was or as it was to be; run the command again"
        return f"this was written: {', '.join(self.written)}" if self.written else "nothing was written"


def wants_color(stream: TextIO) -> bool:
    """Whether to colour: on a terminal, unless `NO_COLOR` (https://no-color.org) says otherwise."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _painted(line: str) -> str:
    color = {"+++": "bold", "---": "bold"}.get(line[:3]) or {"+": "green", "-": "red", "@": "cyan"}.get(line[:1])
    return f"\x1b[{_COLORS[color]}m{line.rstrip()}\x1b[0m\n" if color else line
