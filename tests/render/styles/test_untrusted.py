"""In no style does a text of a document change what the generated models do; and nothing is taken on trust from the
generator that makes them."""

from __future__ import annotations

import ast
import re
import socket
from pathlib import Path
from typing import Any

import pytest
from tests.render.apis import everything
from tests.render.test_injection import ATTACKS, skeleton

from specwright.render import RenderOptions, StyleError
from specwright.render.catalog import Catalog
from specwright.render.formatting import formatted
from specwright.render.rendering import render_modules
from specwright.render.styles import made, view
from specwright.render.styles.fit import fitted
from specwright.render.styles.source import Source
from specwright.render.styles.style import STYLES, Style
from specwright.render.styles.view import style_view
from specwright.render.verify import verify


def modules(text: str, style: Style) -> dict[str, str]:
    return render_modules(everything(text), RenderOptions(package="pets", style=style))


@pytest.mark.parametrize("style", STYLES)
def test_hostile_texts_change_no_code(style: Style, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "socket", None)
    monkeypatch.setattr(view, "_UNSAYABLE", re.compile("(?!)"))  # quoting does not rely on names being refused
    benign = {path: skeleton(text) for path, text in modules("be nign", style).items()}
    for attack in ATTACKS:
        hostile = modules(attack, style)
        assert {path: skeleton(text) for path, text in hostile.items()} == benign, attack
    assert verify(formatted(hostile)) == ()


@pytest.mark.parametrize("style", STYLES)
def test_the_generator_is_told_no_text_of_the_document(style: Style) -> None:
    api = fitted(everything("hostile"), style)
    assert "hostile" not in str(Source(catalog=Catalog.of(api), style=style).document())


@pytest.mark.parametrize("style", STYLES)
def test_the_same_document_gives_the_same_bytes(style: Style) -> None:
    assert formatted(modules("x", style)) == formatted(modules("x", style))


@pytest.mark.parametrize(
    "line",
    [
        "import os",
        "C0 = open('/etc/passwd')",
        "class C0(Struct, Other): ...",
        "class C0:\n    f0: str\n    exec('x')",
        "class C0:\n    f0: open('x')",
        "class C0:\n    f0: os.system",
        "class C0:\n    f0: Unknown",
        "class C0:\n    f99: str",
        "class Other: ...",
        "def f(): ...",
        "not Python",
    ],
)
def test_what_it_was_not_asked_for_is_refused(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def generated(*_: Any) -> str:
        return line

    monkeypatch.setattr(made, "_generated", generated)
    api = fitted(everything("x"), "dataclass")
    with pytest.raises(StyleError):
        style_view(api, Catalog.of(api), "dataclass")


def test_without_the_generator_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(__import__("sys").modules, "datamodel_code_generator", None)
    api = fitted(everything("x"), "msgspec")
    with pytest.raises(StyleError, match=r"pip install 'specwright\[styles\]'"):
        style_view(api, Catalog.of(api), "msgspec")


def test_the_first_look_takes_classes_only() -> None:
    assert [node.token for node in made._classes(ast.parse("class C0(C1):\n    f0: str"))] == ["C0"]
