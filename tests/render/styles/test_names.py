"""In every style there is a name for what is called in any letters."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest

from specwright.diagnostics import Sink
from specwright.ingest import read
from specwright.lower import lower
from specwright.render import RenderOptions
from specwright.render.rendering import render_modules
from specwright.render.styles.style import STYLES, Style

LETTERS = ("\u0130d", "\u0149a", "\u0390b", "\u01f0", "\u00df")
"""In capitals, or without, each becomes several letters, and some of these one again."""


@pytest.mark.parametrize("style", [None, *STYLES])
def test_letters_that_capitals_take_apart(style: Style | None, tmp_path: Path) -> None:
    either = {"oneOf": [{"type": "object", "properties": {"a": {"type": "string"}}}, {"type": "array"}]}
    record = {"type": "object", "properties": dict.fromkeys(LETTERS, either)}
    answer = {"200": {"description": "Done.", "content": {"application/json": {"schema": record}}}}
    paths = {
        f"/{letter}": {"get": {"operationId": letter, "tags": [letter], "responses": answer}} for letter in LETTERS
    }
    spec = tmp_path / "openapi.json"
    spec.write_text(json.dumps({"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": paths}))
    document = read(spec, sink=Sink())
    assert document is not None
    for text in render_modules(lower(document, sink=Sink()), RenderOptions(package="pets", style=style)).values():
        ast.parse(text)
