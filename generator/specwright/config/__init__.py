"""The project's configuration: `[tool.specwright]` in pyproject.toml, or specwright.toml with the same keys at the top.

Its JSON Schema is published beside this package as `config.schema.json`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from specwright.config.contradictions import contradictions
from specwright.config.find import FILES, find, ruleset_in
from specwright.config.names import package_name, why_no_name, why_no_package, why_no_type
from specwright.config.settings import (
    CLIENTS,
    METAS,
    MODEL_STYLES,
    PYTHONS,
    TARGETS,
    Clients,
    Configuration,
    GenerateSettings,
    LintSettings,
    Meta,
    ModelStyle,
    PaginationSettings,
    Target,
    TranscribeSettings,
)
from specwright.config.shown import shown
from specwright.config.workspace import documents, is_pattern, named_apart

if TYPE_CHECKING:
    from specwright.config.read import PRESETS, load

__all__ = [
    "CLIENTS",
    "FILES",
    "METAS",
    "MODEL_STYLES",
    "PRESETS",
    "PYTHONS",
    "TARGETS",
    "Clients",
    "Configuration",
    "GenerateSettings",
    "LintSettings",
    "Meta",
    "ModelStyle",
    "PaginationSettings",
    "Target",
    "TranscribeSettings",
    "contradictions",
    "documents",
    "find",
    "is_pattern",
    "load",
    "named_apart",
    "package_name",
    "ruleset_in",
    "shown",
    "why_no_name",
    "why_no_package",
    "why_no_type",
]


def __getattr__(name: str) -> Any:
    # Imported when asked for: a run that is told all by its arguments reads no configuration.
    if name not in ("PRESETS", "load"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from specwright.config import read

    return getattr(read, name)
