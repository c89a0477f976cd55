"""The pages about the rules say what the rules say."""

from tests.lint.pages import FOLDER, pages

from specwright.lint import RULES


def test_the_pages_are_up_to_date() -> None:
    written = {file.name: file.read_text(encoding="utf-8") for file in FOLDER.glob("*.md")}
    assert written == pages(), "run python -m tests.lint.pages"


def test_every_rule_links_to_its_page() -> None:
    assert {FOLDER.parents[2] / rule.url for rule in RULES} <= set(FOLDER.glob("*.md"))
