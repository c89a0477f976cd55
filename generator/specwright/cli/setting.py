"""From arguments and configuration to settings: what a command is to work on."""

from __future__ import annotations

import os
import re
from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import replace

from specwright.cli.console import Console, Usage
from specwright.cli.overwriting import refuse_overwriting
from specwright.config import Configuration, find, is_pattern, shown
from specwright.config import documents as named_by
from specwright.diagnostics import Diagnostic, Sink
from specwright.findings import Settings

__all__ = ["configuration", "document", "documents", "exit_code", "needed", "once", "overlays", "relevant"]

_VERSION = re.compile(rb"""\b(?:openapi|swagger)["']?\s*:\s*["']?\d""")


def configuration(arguments: Namespace, console: Console, *, named: object) -> Configuration:
    """The configuration to use: `--config`, none for what the arguments name (`named`), or the nearest one.

    Raises `Usage` for one that can't be used, after its mistakes were printed, and for files that can't be written.
    """
    loaded = _loaded(arguments, console, named)
    refuse_overwriting(arguments, loaded)
    return loaded


def _loaded(arguments: Namespace, console: Console, named: object) -> Configuration:
    file = Path(arguments.config) if arguments.config else None if named else find(Path.cwd())
    if file is None:
        return Configuration()
    from specwright.config import load

    sink = Sink()
    loaded = load(file, sink=sink, name=shown(file))
    if loaded is None:
        console.findings(sink.diagnostics, arguments.format, to_stdout=arguments.format != "text")
        raise Usage(f"{shown(file)} can't be used")
    return loaded


def needed(configured: Configuration, section: str, example: str) -> Usage:
    """What to say where neither the arguments nor the configuration name anything to work on."""
    if configured.file is None:
        return Usage("nothing to do: no argument, and no configuration here", f"Try `{example}`, or `specwright init`.")
    return Usage(
        f"nothing to do: {shown(configured.file)} has no {section}", f"Add one, or name a document: `{example}`."
    )


def document(name: str) -> Path:
    """The path of a document that was named on the command line.

    Raises `Usage` where there is none; one that a configuration names is a finding instead, at the place of the document.
    """
    if name == "-" or "://" in name:
        raise Usage(f"{name}: documents are read from files", "Save it to a file and name that.")
    if not os.path.lexists(name):
        raise Usage(f"{name}: there is no such file")
    return Path(name)


def documents(names: Iterable[str], console: Console) -> list[Path]:
    """The documents that were named on the command line, each once; a name with `*`, `?` or `[...]` may be a pattern.

    In a pattern `**` stands for any folders, and hidden ones are left out. So is what declares no version of OpenAPI:
    parts of documents, and other files; that is told. Raises `Usage` where there is no such file.
    """
    found: dict[Path, None] = {}
    for name in names:
        if os.path.lexists(name) or not is_pattern(name):
            found[document(name)] = None
            continue
        files = [file for file, _ in named_by(name, Path())]
        declared = [file for file in files if _VERSION.search(file.read_bytes())]
        if not declared:
            what = f"none of {len(files)} files is an OpenAPI document" if files else "there is no such file"
            raise Usage(f"{name}: {what}", "`*` stands for a part of a name, `**` for any folders.")
        if len(declared) < len(files):
            console.say(f"{name}: {len(declared)} of {len(files)} files are OpenAPI documents")
        found |= dict.fromkeys(declared)
    return list(found)


def once(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Findings without those that several documents have, as they share a file."""
    known: dict[object, Diagnostic] = {}
    for one in found:
        known.setdefault((one.code, one.message, one.span), one)
    return list(known.values())


def overlays(arguments: Namespace) -> tuple[Path, ...]:
    """The overlays that were named on the command line; raises `Usage` where there is no such file."""
    for name in arguments.overlay:
        if not os.path.lexists(name):
            raise Usage(f"{name}: there is no such overlay")
    return tuple(map(Path, arguments.overlay))


def relevant(findings: Settings, command: str) -> Settings:
    """The settings without exceptions for findings that this command can't have: they are not unused, only not its own."""
    if not findings.exceptions:
        return findings
    from specwright.catalogue import codes_of

    known = {code.name for code in codes_of(command)}
    everywhere = {code.name for code in codes_of(None)}
    kept = tuple(entry for entry in findings.exceptions if entry.code in known or entry.code not in everywhere)
    return replace(findings, exceptions=kept)


def exit_code(diagnostics: Iterable[Diagnostic], fail_on: str) -> int:
    """1 when a finding is as bad as `fail_on` or worse; for `skipped`, when an operation could not be generated."""
    from specwright.diagnostics import Severity

    if fail_on == "never":
        return 0
    if fail_on == "skipped":
        return int(any(found.code == "operation-skipped" for found in diagnostics))
    return int(any(found.severity.rank <= Severity(fail_on).rank for found in diagnostics))
