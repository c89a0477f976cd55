"""The build hook of hatchling (https://hatch.pypa.io/latest/plugins/build-hook/reference/)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.plugin import hookimpl

from specwright.backends import generate

__all__ = ["GenerateHook", "hatch_register_build_hook"]


class GenerateHook(BuildHookInterface[Any]):
    """`[tool.hatch.build.hooks.specwright]`: generates before anything is collected, for editable installs too."""

    PLUGIN_NAME = "specwright"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Generate, and see that the output belongs to the build even where version control ignores it."""
        root = Path(self.root)
        build_data["artifacts"] += [f"/{package.relative_to(root).as_posix()}/" for package in generate(root)]


@hookimpl
def hatch_register_build_hook() -> type[GenerateHook]:
    """What hatchling asks a plugin for."""
    return GenerateHook
