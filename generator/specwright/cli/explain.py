"""`specwright explain`."""

from __future__ import annotations

from argparse import Namespace
from textwrap import indent, wrap

from specwright.cli.console import Console, Usage
from specwright.diagnostics import Code
from specwright.installed import link

__all__ = ["run"]


def run(arguments: Namespace, console: Console) -> int:
    """Print why a finding matters, with its examples; without a code, the list of all of them."""
    from specwright.catalogue import codes_of, find, suggest

    if arguments.code is None:
        width = max(len(code.name) for code in codes_of(None))
        console.print("\n".join(f"{code.name:{width}}  {code.severity}" for code in codes_of(None)))
        return 0
    code = find(arguments.code)
    if code is None:
        near = suggest(arguments.code)
        advice = f"Did you mean {near}?" if near else "`specwright explain` lists all of them."
        raise Usage(f"there is no finding {arguments.code!r}", advice)
    console.print(_page(code))
    return 0


def _page(code: Code) -> str:
    parts = [f"{code.name} ({code.severity})", "\n".join(wrap(code.why, 100))]
    for title, example in (("Bad", code.bad), ("Good", code.good)):
        if example:
            parts.append(f"{title}:\n\n{indent(example.strip(chr(10)), '    ')}")
    if code.page:
        parts.append(f"Page: {link(code.page)}")
    return "\n\n".join(parts)
