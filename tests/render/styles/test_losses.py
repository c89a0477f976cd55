"""What a style can't hold is told."""

from __future__ import annotations

import pytest
from tests.render.apis import STR, api, field, module, record

from specwright.lower.api import Rule
from specwright.render.styles.fit import losses
from specwright.render.styles.style import STYLES, Style

KEEPING = record("Pet", field("name", STR), extra=STR)
RULED = record("Rule", field("name", STR), rules=(Rule(kind="min", number=1),))


@pytest.mark.parametrize("style", STYLES)
def test_undeclared_properties_and_rules(style: Style) -> None:
    told = [loss.message.split()[0] for loss in losses(api(module(KEEPING, RULED)), style)]
    assert told == (["What"] if style == "typed-dict" else ["A", "What"])
    assert not list(losses(api(module(record("Pet", field("name", STR)))), style))
