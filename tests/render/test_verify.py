"""The verifier finds what no template writes, however it got there."""

from __future__ import annotations

import pytest
from tests.render.apis import everything

from specwright.render import RenderOptions
from specwright.render.formatting import formatted
from specwright.render.rendering import render_modules
from specwright.render.verify import verify

SOUND = '"""A module."""\n\nfrom typing import Annotated, Literal\n\nfrom ._base import Model\n\n\nclass Pet(Model):\n    name: str\n'


def test_our_own_output_is_sound() -> None:
    assert verify(formatted(render_modules(everything("x"), RenderOptions(package="pets")))) == ()
    assert verify({"pet.py": SOUND}) == ()


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("import os", "no template writes Import"),
        ("from os import system", "an import from os"),
        ("x = open('/etc/passwd')", "a call of open"),
        ("__import__('os').system('x')", "an expression as a statement"),
        ("x = __import__", "the unknown name __import__"),
        ("x = Model.__subclasses__()", "a call of Model.__subclasses__"),
        ("x = Model.model_config", "an attribute of something else"),
        ("for x in ():\n    pass", "no template writes For"),
        ("x = [y for y in ()]", "no template writes ListComp"),
        ("x = f'{Model}'", "no template writes JoinedStr"),
        ("@Model\nclass X: ...", "a decorator"),
        ("@Model\ndef f(): ...", "a decorator"),
        ("if Model:\n    x = 1", "a condition"),
        ("x: 'open(1)' = 1", "in a quoted annotation, "),
        ("x: Annotated[list['__import__'], 1] = 1", "in a quoted annotation, the unknown name __import__"),
        ("x: 'a b' = 1", "a quoted annotation that is no expression"),
        ("x: Literal['__import__(1)'] = '__import__(1)'", None),
        ("global x", "no template writes Global"),
        ("exec('x')", "an expression as a statement"),
        ("x = (y := 1)", "no template writes NamedExpr"),
        ("while True: ...", "no template writes While"),
    ],
)
def test_what_no_template_writes_is_found(line: str, reason: str | None) -> None:
    found = verify({"pet.py": SOUND + line + "\n"})
    assert [violation.path for violation in found] == ["pet.py"] * len(found)
    if reason is None:
        assert found == ()
    else:
        assert any(reason in violation.reason and violation.line >= 9 for violation in found), found
