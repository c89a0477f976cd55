"""The command line: arguments in, an exit code out. A thin skin over `specwright.project`."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from importlib import import_module

from specwright.cli.arguments import build_parser
from specwright.cli.console import Console, Usage
from specwright.collection import uncollected, uncollected_to_the_end
from specwright.ending import Told, end_when_told

__all__ = ["STOPPED", "main"]

_LASTING = ("watch", "lsp")
"""Commands that run for hours."""
_MAKING = ("generate", "check", "watch")
"""Commands that make modules, in folders that are theirs for a while."""

DONE, FAILED, WRONG_USAGE, BUG, READER_GONE, INTERRUPTED, TOLD = 0, 1, 2, 70, 141, 130, 143
STOPPED = (INTERRUPTED, TOLD)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; `arguments` are those of the process without it.

    Returns 0 when done, 1 when a document can't be used or has findings at or above `--fail-on`, 2 for wrong usage, 130
    when interrupted, 143 when told to end, 141 when the reader of the output went away, and 70 for a bug of ours. Raises
    `SystemExit` as argparse does for `--help`.
    """
    said = sys.argv[1:] if arguments is None else arguments
    _open_streams()
    parsed = build_parser(*said[:1]).parse_args(said)
    console = Console(quiet=parsed.quiet, verbose=parsed.verbose, reports=getattr(parsed, "reports", ()))
    try:
        if arguments is None and parsed.command in _MAKING:
            end_when_told()
        with _collection(parsed.command, is_process=arguments is None):
            return int(import_module(f"specwright.cli.{parsed.command}").run(parsed, console) or DONE)
    except Usage as problem:
        console.complain(str(problem), problem.advice)
        return WRONG_USAGE
    except KeyboardInterrupt as stop:
        console.complain(f"interrupted, {stop}" if str(stop) else f"interrupted, {console.what_was_written()}")
        return TOLD if isinstance(stop, Told) else INTERRUPTED
    except BrokenPipeError:
        _close_output()
        return READER_GONE
    except OSError as problem:
        where = f"{problem.filename}: " if problem.filename else ""
        console.complain(f"{where}{problem.strerror or problem}", _advice(problem, console))
        return FAILED
    except Exception as problem:  # noqa: BLE001 -- the last resort: a person never sees a traceback
        console.confess(problem)
        return BUG


def _open_streams() -> None:
    """What is written to an output that is closed is lost."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, io.StringIO())


def _collection(command: str, *, is_process: bool) -> AbstractContextManager[None]:
    """When garbage is collected: as ever where a command lasts, not before its end where it does not."""
    if command in _LASTING:
        return nullcontext()
    return uncollected_to_the_end() if is_process else uncollected()


def _advice(problem: OSError, console: Console) -> str:
    from specwright.write import Kept

    if isinstance(problem, Kept):
        return "Name another file."
    left = console.what_was_written()
    return f"{left[0].upper()}{left[1:]}."


def _close_output() -> None:
    """Nobody reads any more: keep Python from trying to flush at its exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
