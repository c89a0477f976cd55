"""Which tool this is, for others that may have another."""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version

from specwright.installed import package_root, templates_root

__all__ = ["tool_digest"]

_REQUIREMENT = re.compile(r"([\w.-]+)(?!.*extra ==)|([\w.-]+).*extra == .styles.")
"""A distribution that may have a part in what comes out, in the metadata of ours."""


@cache
def tool_digest() -> str:
    """All that shapes the output beside its inputs: our code and templates by what they hold, other distributions and
    Python by version. The same on every machine that has the same."""
    digest = hashlib.sha256(repr((sys.version_info[:2], sorted(_others()))).encode())
    for root in (package_root(), templates_root()):
        for file in sorted(file for file in root.rglob("*") if file.suffix in (".py", ".jinja", ".json")):
            digest.update(
                f"{file.relative_to(root).as_posix()}\0".encode() + hashlib.sha256(file.read_bytes()).digest()
            )
    return digest.hexdigest()


def _others() -> Iterator[tuple[str, str]]:
    """The distributions that ours needs to generate, with their versions."""
    for line in requires("specwright") or ():
        if found := _REQUIREMENT.match(line):
            name = found[1] or found[2]
            with suppress(PackageNotFoundError):
                yield name, version(name)
