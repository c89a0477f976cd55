"""The API of a zoo."""

from typing import TYPE_CHECKING

from ._runtime.lazy import exports

if TYPE_CHECKING:
    from . import models as models
    from .models import MODELS as MODELS
    from .operations import OPERATIONS as OPERATIONS

__all__ = ["MODELS", "OPERATIONS", "models"]

if not TYPE_CHECKING:
    __getattr__, __dir__ = exports(__name__, {"MODELS": "models", "OPERATIONS": "operations", "models": ""})
