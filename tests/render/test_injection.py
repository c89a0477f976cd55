"""No text of a document changes what the generated code does, wherever it stands."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.render.apis import everything

from specwright.render import RenderOptions
from specwright.render.formatting import formatted
from specwright.render.rendering import render_modules
from specwright.render.verify import verify

OPTIONS = RenderOptions(package="pets")
ATTACKS = [
    '"""\nimport os\n"""',
    '"\nimport os\n"',
    "\\",
    '\\"',
    '"',
    "')\nimport os\n#",
    "x\rimport os",
    "x\nimport os",
    "{{ ''.__class__ }}",
    "{% include 'x' %}",
    "${os}",
    "\\N{DASH}",
    "\\x1",
    "\x00",
    "\u202e\u2066",
    "\u2028import os",
    "\ud800",
    "{0.__class__}",
    "%(x)s",
    "__import__('os').system('x')",
    "]; import os; [",
    "# fmt: off",
]
TEXTS = st.text(st.characters() | st.sampled_from('"\\\n\r#{}()[]')) | st.sampled_from(ATTACKS)


class _Blank(ast.NodeTransformer):
    """Takes the strings out of a tree, so that only what is executed is left."""

    def visit_Constant(self, node: ast.Constant) -> ast.Constant:
        return ast.Constant("") if isinstance(node.value, str) else node


def skeleton(text: str) -> str:
    return ast.dump(_Blank().visit(ast.parse(text)))


BENIGN = {path: skeleton(text) for path, text in render_modules(everything("benign"), OPTIONS).items()}


@settings(max_examples=60, deadline=None)
@given(TEXTS.filter(lambda text: text.strip()))
def test_the_code_is_that_of_a_benign_document(text: str) -> None:
    modules = render_modules(everything(text), OPTIONS)
    assert {path: skeleton(module) for path, module in modules.items()} == BENIGN


@pytest.mark.parametrize("text", ATTACKS)
def test_the_verifier_finds_nothing_and_ruff_can_read_it(text: str) -> None:
    modules = formatted(render_modules(everything(text), OPTIONS))
    assert verify(modules) == ()


@pytest.mark.parametrize("text", ["", " ", "\n", "\x1f", "\u2003"])
def test_empty_texts_leave_sound_modules(text: str) -> None:
    assert verify(formatted(render_modules(everything(text), OPTIONS))) == ()
