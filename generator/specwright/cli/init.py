"""`specwright init`."""

from __future__ import annotations

import json
import os
from argparse import Namespace
from pathlib import Path

from specwright.cli.console import Console, Usage
from specwright.cli.setting import document
from specwright.config import FILES, find, package_name, shown
from specwright.diagnostics import Sink

__all__ = ["run"]

_SECTIONS = """\
# Specwright. `specwright generate` writes the package, `specwright check` tells (in CI) whether it is up to date.

# The document comes from documentation pages? Then this makes `specwright transcribe` write it.
# [{prefix}transcribe]
# pages = ["docs"]
# overlay = "overlay.yaml"    # an OpenAPI Overlay that decides what the pages leave open
# output = {spec}

[{prefix}lint]
preset = "recommended"        # minimal, recommended, strict or all
# severity = {{ "operation-tags" = "off" }}    # error, warning, info or off, for any finding

[[{prefix}generate]]          # one such table for each package
spec = {spec}
output = {output}             # the folder that holds the package
package = {package}
# targets = ["models", "client", "server"]
# client = "both"             # or "sync", or "async"
# python = "3.11"             # the oldest version that the package has to run on
# meta = "pyproject"          # a distribution: pyproject.toml and README.md beside the package
# overlays = ["fixes.yaml"]   # OpenAPI Overlays, applied to the document first
# include = {{ tags = ["pets"] }}    # only these operations; paths, tags, operation-ids, deprecated
# exclude = {{ paths = ["/internal/*"], deprecated = true }}
# prune = true                # leave out schemas that no operation reaches, as it is where there is a filter
# templates = "templates"     # a folder whose templates go before ours, one by one
# skip = ["GET /pets"]        # single operations to leave out

# [{prefix}generate.names]    # names of yours: for JSON Pointers, operations and tags
# "#/components/schemas/PetDto" = "Pet"
# "GET /pets" = "find"
# "tag:Pet Store" = "pets"

# [{prefix}generate.types]    # types of yours: for formats and schemas
# "format:money" = "shop.money:Money"

# [{prefix}models]
# style = "pydantic"          # or "dataclass", "typed-dict", "msgspec", of all packages

# [[{prefix}accept]]          # a finding that is no longer shown, and why
# code = "operation-tags"     # `specwright explain CODE` tells about it
# at = "#/paths/*"            # only there: a JSON Pointer or a file, as a pattern
# reason = "One service; its tags would all be the same."
"""
_USUAL = tuple(
    f"{folder}{stem}.{suffix}"
    for folder in ("", "spec/", "api/", "docs/")
    for stem in ("openapi", "swagger")
    for suffix in ("yaml", "yml", "json")
)


def run(arguments: Namespace, console: Console) -> int:
    """Write a configuration for a document; an existing one is never overwritten."""
    from specwright.write import replace

    spec = document(arguments.spec) if arguments.spec else _usual()
    file = Path(arguments.output) if arguments.output else _default_file()
    before = _before(file)
    title = _title(spec, console)
    if title is None:
        return 1
    content = _content(spec, file, package_name(title))
    replace(file, (before + content).encode())
    console.say(f"{shown(file)}: configured for {shown(spec)}; next: specwright generate")
    return 0


def _usual() -> Path:
    found = [Path(name) for name in _USUAL if Path(name).is_file()]
    if not found:
        raise Usage("there is no openapi.yaml here", "Name the document: `specwright init path/to/openapi.yaml`.")
    return found[0]


def _default_file() -> Path:
    return Path("pyproject.toml") if Path("pyproject.toml").is_file() else Path(FILES[0])


def _before(file: Path) -> str:
    """What the file holds already: only a pyproject.toml without our table may be there."""
    if not os.path.lexists(file):
        return ""
    if file.name != "pyproject.toml":
        raise Usage(f"{shown(file)} exists already", "Edit it, or name another file with --output.")
    if find(file.absolute().parent) == file.absolute():
        raise Usage(
            f"{shown(file)} has a [tool.specwright] table already", "Edit it, or name another file with --output."
        )
    return file.read_text("utf-8").rstrip("\n") + "\n\n"


def _title(spec: Path, console: Console) -> str | None:
    """The document's title, or its file name; None when it can't be read, for reasons that are printed."""
    from specwright.pipeline import read, title

    sink = Sink()
    there = read(spec, sink=sink)
    if there is None:
        console.findings(sink.diagnostics, "text", to_stdout=False)
        return None
    return title(there)


def _content(spec: Path, file: Path, package: str) -> str:
    """The commented text, with paths relative to the folder of the configuration."""
    relative = Path(os.path.relpath(spec.absolute(), file.absolute().parent)).as_posix()
    return _SECTIONS.format(
        prefix="tool.specwright." if file.name == "pyproject.toml" else "",
        spec=json.dumps(relative),
        output=json.dumps("generated"),
        package=json.dumps(package),
    )
