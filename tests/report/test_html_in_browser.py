"""The page in headless Chromium: it loads nothing, says nothing on the console, and its filters filter."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from tests.report.browser import absent, browser, requests
from tests.report.samples import samples
from tests.report.test_html import ATTACKS, _everywhere

from specwright.report.html import render

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(absent() is not None, reason=absent() or ""),
]

SHOWN = "return [...document.querySelectorAll('main li')].filter(item => item.checkVisibility()).length"
COLORS = "const style = getComputedStyle(document.documentElement); return [style.color, style.backgroundColor]"
WIDER = "return document.documentElement.scrollWidth > innerWidth"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three plain findings, one for each attack, and a fixable one in another file."""
    folder = tmp_path_factory.mktemp("page")
    plain = samples(folder)
    span = plain[0].span
    assert span is not None
    elsewhere = replace(plain[0], span=replace(span, file=str(folder / "other.yaml")))
    page = folder / "findings.html"
    page.write_text(render([*plain, elsewhere, *(_everywhere(folder, attack) for attack in ATTACKS)]), encoding="utf-8")
    return page


@pytest.fixture
def shown(page: Path) -> Iterator[Any]:
    with browser(page) as driver:
        yield driver


def test_it_loads_nothing_and_breaks_nothing(page: Path, shown: Any) -> None:
    assert shown.get_log("browser") == []
    assert [address for address in requests(shown) if not address.startswith("data:")] == [page.as_uri()]
    assert shown.execute_script(SHOWN) == 4 + len(ATTACKS)


def test_the_filters_filter(shown: Any) -> None:
    count = shown.find_element("id", "shown")
    shown.find_element("css selector", "[value=error]").click()
    assert (shown.execute_script(SHOWN), count.text) == (2, f"2 of {4 + len(ATTACKS)}")
    shown.find_element("css selector", "[value=error]").click()
    shown.find_element("id", "fixable").click()
    assert shown.execute_script(SHOWN) == 2
    shown.execute_script("file.value = [...file.options].find(o => o.value.endsWith('other.yaml')).value")
    shown.execute_script("file.dispatchEvent(new Event('change', {bubbles: true}))")
    assert shown.execute_script(SHOWN) == 1


def test_the_search_is_reached_by_a_key_and_left_by_another(shown: Any) -> None:
    from selenium.webdriver.common.keys import Keys
    from selenium.webdriver.support.wait import WebDriverWait

    shown.find_element("tag name", "body").send_keys("/")
    search = shown.switch_to.active_element
    assert search.get_attribute("id") == "search"
    search.send_keys("no such thing")
    WebDriverWait(shown, 10).until(lambda driver: driver.execute_script(SHOWN) == 0)
    assert shown.find_element("id", "none").is_displayed()
    search.send_keys(Keys.ESCAPE)
    assert shown.execute_script(SHOWN) == 4 + len(ATTACKS)


def test_findings_are_grouped_by_file_and_back(shown: Any) -> None:
    headings = "return [...document.querySelectorAll('main h2')].map(heading => heading.textContent)"
    before = shown.execute_script(headings)
    for value in ("file", "rule"):
        shown.execute_script(f"group.value = '{value}'; group.dispatchEvent(new Event('change', {{bubbles: true}}))")
        assert shown.execute_script(SHOWN) == 4 + len(ATTACKS)
        if value == "file":
            by_file = [name.rpartition("/")[2] for name in shown.execute_script(headings)]
            assert by_file == ["No file", "api.yaml", "hostile.yaml", "other.yaml"]
    assert shown.execute_script(headings) == before


@pytest.mark.parametrize("width", [1280, 390])
def test_light_and_dark_differ_and_no_window_is_too_narrow(page: Path, width: int) -> None:
    seen = []
    for dark in (False, True):
        with browser(page, width=width, dark=dark) as driver:
            assert not driver.execute_script(WIDER)
            seen.append(driver.execute_script(COLORS))
    assert seen[0] != seen[1]


def test_ten_thousand_findings_can_be_filtered(tmp_path: Path) -> None:
    (tmp_path / "many.html").write_text(render(samples(tmp_path)[:1] * 10_000), encoding="utf-8")
    with browser(tmp_path / "many.html") as driver:
        assert driver.execute_script("return document.querySelectorAll('main li').length") == 10_000
        driver.find_element("id", "fixable").click()
        assert driver.find_element("id", "shown").text == ""
