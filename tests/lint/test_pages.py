"""The pages about the rules say what the rules say."""

import json
from collections.abc import Iterator
from email.message import Message
from importlib import metadata
from pathlib import Path

import pytest
from tests.lint.documents import complete
from tests.lint.pages import FOLDER, pages

from specwright import installed
from specwright.cli import main
from specwright.lint import RULES


def test_the_pages_are_up_to_date() -> None:
    written = {file.name: file.read_text(encoding="utf-8") for file in FOLDER.glob("*.md")}
    assert written == pages(), "run python -m tests.lint.pages"


ROOT = FOLDER.parents[2]


def test_every_rule_links_to_its_page(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "--format", "json"]) == 0
    links = {entry["name"]: entry["url"] for entry in json.loads(capsys.readouterr().out)}
    assert links.keys() == {rule.name for rule in RULES}
    for name, link in links.items():
        assert (ROOT / link).read_text(encoding="utf-8").startswith(f"# {name}\n")


@pytest.mark.parametrize("name", ["path-params", "no-$ref-siblings"])
def test_explain_names_the_page(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", name]) == 0
    page = capsys.readouterr().out.strip().rpartition("Page: ")[2]
    assert (ROOT / page).is_file()


@pytest.fixture
def published(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The distribution names the address of its documentation."""
    described = Message()
    described["Project-URL"] = "Source, https://example.com/code"
    described["Project-URL"] = "Documentation, https://docs.example.com/v1"
    monkeypatch.setattr(metadata, "metadata", lambda _name: described)
    installed.documentation.cache_clear()
    yield
    installed.documentation.cache_clear()


@pytest.mark.usefixtures("published")
def test_published_pages_are_linked_by_address(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (spec := tmp_path / "openapi.yaml").write_text(complete("info: {title: T, version: '1'}"), encoding="utf-8")
    address = "https://docs.example.com/v1/rules/info-contact.md"
    main(["explain", "info-contact"])
    assert f"Page: {address}" in capsys.readouterr().out
    main(["lint", str(spec), "--format", "sarif"])
    rules = json.loads(capsys.readouterr().out)["runs"][0]["tool"]["driver"]["rules"]
    assert address in [rule.get("helpUri") for rule in rules]
    main(["lint", str(spec), "--format", "html"])
    assert f'href="{address}"' in capsys.readouterr().out
