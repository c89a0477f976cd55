"""From pages to an OpenAPI 3.1 tree."""

from .document import document

__all__ = ["document"]
