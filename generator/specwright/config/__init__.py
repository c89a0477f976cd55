"""The project's configuration: `[tool.specwright]` in pyproject.toml, or specwright.toml with the same keys at the top.

Its JSON Schema is published beside this package as `config.schema.json`.
"""

from specwright.config.find import FILES, find
from specwright.config.names import package_name, why_no_package
from specwright.config.read import PRESETS, load
from specwright.config.settings import (
    TARGETS,
    Configuration,
    GenerateSettings,
    LintSettings,
    Target,
    TranscribeSettings,
)
from specwright.config.shown import shown

__all__ = [
    "FILES",
    "PRESETS",
    "TARGETS",
    "Configuration",
    "GenerateSettings",
    "LintSettings",
    "Target",
    "TranscribeSettings",
    "find",
    "load",
    "package_name",
    "shown",
    "why_no_package",
]
