"""`specwright upgrade`."""

from __future__ import annotations

from argparse import Namespace

from specwright.cli.bundle import rewrite
from specwright.cli.console import Console

__all__ = ["run"]


def run(arguments: Namespace, console: Console) -> int:
    """Write a document as OpenAPI 3.1 or 3.2 has it; it goes to the output, or to standard output without one."""
    from specwright.project import upgrade

    return rewrite(upgrade, arguments, console, to=arguments.to)
