"""`specwright` alone: what to do next."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from specwright.cli.console import Console
from specwright.config import find, shown

__all__ = ["run"]

_NEW = """\
Specwright makes an OpenAPI document from documentation pages, and models, clients and server stubs from the document.
There is no configuration here yet. To begin:

  specwright transcribe docs/ -o openapi.yaml     from documentation pages, or
  specwright generate openapi.yaml -o src         from an OpenAPI document
  specwright init openapi.yaml                    to keep the settings in a file

`specwright --help` tells about every command.
"""
_CONFIGURED = """\
This project is configured in {file}. To bring it up to date:

  specwright transcribe     the document from its pages
  specwright lint           what is wrong with the document
  specwright generate       the packages from their documents
  specwright check          is what is committed up to date?

`specwright --help` tells about every command.
"""


def run(arguments: Namespace, console: Console) -> int:
    """Print it."""
    file = find(Path.cwd())
    console.print(_CONFIGURED.format(file=shown(file)) if file else _NEW)
    return 0
