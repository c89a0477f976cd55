"""Where the nodes of a text are, as far as it can be read."""

from __future__ import annotations

import yaml

from specwright.ingest.finding import Refusal
from specwright.ingest.positions import Place
from specwright.ingest.source import Source

__all__ = ["outline"]


def outline(source: Source) -> Place | None:
    """The places in a text; `None` where it is broken, as it often is while somebody types."""
    try:
        return source.outline
    except (Refusal, yaml.YAMLError, ValueError, LookupError, RecursionError):
        return None
