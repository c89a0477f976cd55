"""A field that is shown once for all modules looks in each as if it were made for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.lower.test_fields import SPECS

from specwright.diagnostics import Sink
from specwright.ingest import read
from specwright.lower import lower
from specwright.render import RenderOptions
from specwright.render.field_views import CommonFields
from specwright.render.rendering import render_modules


@pytest.mark.parametrize("case", SPECS, ids=lambda case: case.name)
def test_a_view_for_every_module_is_that_of_each(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = read(case / "spec.yaml", sink=Sink(), name="spec.yaml")
    assert document is not None
    api, options = lower(document, sink=Sink()), RenderOptions(package="some")
    common = render_modules(api, options)
    monkeypatch.setattr(CommonFields, "of", lambda *_: None)
    assert render_modules(api, options) == common
