"""Both places of a duplicate, each in its own file, in every format."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from specwright.config import LintSettings
from specwright.diagnostics import Diagnostic
from specwright.project import lint
from specwright.report import FORMATS, Format, rendered

ENTRY = {
    "openapi": "3.1.0",
    "info": {"title": "T", "version": "1"},
    "paths": {
        "/runs": {"get": {"operationId": "list", "responses": {"200": {"description": "r"}}}},
        "/flows": {"$ref": "flows.yaml"},
    },
}
FLOWS = """\
# flows
get:
  operationId: list
  responses: {'200': {description: r}}
"""


@pytest.fixture(params=["api.json", "api.yaml"])
def duplicate(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Diagnostic:
    """An operationId that stands in a second file again, where one of the two is JSON or both are YAML."""
    monkeypatch.chdir(tmp_path)
    Path(request.param).write_text(json.dumps(ENTRY, indent=1))  # which is YAML, too
    Path("flows.yaml").write_text(FLOWS)
    [found] = lint(Path(request.param), settings=LintSettings(preset="minimal")).diagnostics
    return found


def test_each_place_is_in_its_file(duplicate: Diagnostic) -> None:
    assert duplicate.code == "operation-operationId-unique" and duplicate.span is not None
    assert (str(duplicate.span), duplicate.span.end_column) == ("flows.yaml:3:16", 20)
    [other] = duplicate.related
    assert other.span.file.startswith("api.")
    assert (other.span.line, other.span.column) == (10, 5)


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_shows_both(duplicate: Diagnostic, format: Format) -> None:
    text = rendered([duplicate], format=format)
    [other] = duplicate.related
    if format in ("json", "sarif"):
        assert '"flows.yaml"' in text and f'"{other.span.file}"' in text
        assert 'ine": 3,' in text and 'ine": 10,' in text
    elif format == "github":
        assert "file=flows.yaml,line=3,col=16" in text and f"{other.span}: the other" in text
    elif format == "gitlab":
        [issue] = json.loads(text)
        assert issue["location"] == {"path": "flows.yaml", "lines": {"begin": 3}}
        assert str(other.span) in issue["description"]
    else:
        plain = text.replace("<span>", "").replace("</span>", "")
        assert "flows.yaml:3:16" in plain or "flows.yaml</span>:3:16" in text
        assert str(other.span) in plain
