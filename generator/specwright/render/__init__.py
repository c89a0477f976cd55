"""Rendering: an `Api` in, the files of a Python package out. Nothing is read but templates and the runtime, and nothing
is written; `render` is a pure function of its arguments."""

from specwright.render.formatting import FormatError
from specwright.render.rendering import (
    TARGETS,
    Artifact,
    Rendering,
    RenderOptions,
    Shown,
    foreseen,
    render,
    render_changed,
    render_differences,
)
from specwright.render.styles.style import StyleError
from specwright.render.templates import TemplateError
from specwright.render.views import VIEWS_VERSION

__all__ = [
    "TARGETS",
    "VIEWS_VERSION",
    "Artifact",
    "FormatError",
    "RenderOptions",
    "Rendering",
    "Shown",
    "StyleError",
    "TemplateError",
    "foreseen",
    "render",
    "render_changed",
    "render_differences",
]
