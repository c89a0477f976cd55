"""`specwright lsp`."""

from __future__ import annotations

from argparse import Namespace
from importlib.util import find_spec

from specwright.cli.console import Console, Usage

__all__ = ["run"]


def run(arguments: Namespace, console: Console) -> int:
    """Serve an editor over standard input and output, until it stops the server."""
    if find_spec("pygls") is None:
        raise Usage("the language server needs pygls", "Install it: pip install 'specwright[lsp]'.")
    from specwright.lsp.server import serve

    serve()
    return 0
