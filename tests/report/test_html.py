"""The page for people: complete, self-contained, and deaf to what a document says. (`test_html_in_browser` looks at it.)"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.report.samples import HOSTILE, samples

from specwright.catalogue import find
from specwright.diagnostics import Diagnostic, Fix, Related, Severity, Span
from specwright.report.html import render

ATTACKS = (
    "<script>alert(1)</script>",
    "</style></script><img src=x onerror=alert(1)>",
    "\"'><svg onload=alert(1)>",
    "<!--",
    "]]>",
    "&lt;b&gt;",
    "{{7*7}}",
    "javascript:alert(1)",
    HOSTILE,
)


class Page(HTMLParser):
    """The elements of a page with their attributes, and its text without style and script."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.elements and self.elements[-1][0] not in ("style", "script"):
            self.text += data

    def named(self, tag: str) -> Iterator[dict[str, str | None]]:
        return (attributes for name, attributes in self.elements if name == tag)


def test_it_tells_everything_about_a_finding(tmp_path: Path) -> None:
    text = re.sub(r"\s+", " ", Page(render(samples(tmp_path))).text)
    assert "1 error" in text and "1 warning" in text and "1 can be fixed" in text
    assert 'another operation is already called "listRuns"' in text
    assert "api.yaml:5:25" in text and "post: {operationId: listRuns} ^^^^^^^^" in text
    assert "the other: " in text and "api.yaml:4:24" in text and "get: {operationId: listRuns}" in text
    assert "Fix call it createRun changes the meaning" in text and "Fix add a contact by hand" in text
    assert "can't be told apart" in text and "Bad" in text and "Good" in text


def test_the_place_is_marked_between_its_neighbours(tmp_path: Path) -> None:
    [frame, *_] = re.findall(r'<pre class="frame".*?</pre>', render(samples(tmp_path)), re.DOTALL)
    lines = re.sub(r"<.*?>", "", frame).split("\n")
    assert "<mark>listRuns</mark>" in frame
    assert [line.split()[0] for line in lines if line.strip()] == ["4", "5", "^^^^^^^^"]
    assert lines[2].index("^") == lines[1].index("listRuns")


def test_the_worst_rules_come_first() -> None:
    found = [
        Diagnostic(code=code, severity=severity, message="m")
        for code, severity in (
            ("a", Severity.INFO),
            ("b", Severity.WARNING),
            ("c", Severity.WARNING),
            ("c", Severity.INFO),
        )
    ]
    sections = [section["data-rule"] for section in Page(render(found)).named("section")]
    assert sections == ["c", "b", "a"]


def test_it_is_one_file_that_allows_nothing_but_itself(tmp_path: Path) -> None:
    page = Page(render(samples(tmp_path)))
    policies = [meta["content"] for meta in page.named("meta") if meta.get("http-equiv") == "Content-Security-Policy"]
    assert len(policies) == 1 and (policies[0] or "").startswith("default-src 'none'; style-src 'sha256-")
    assert not {tag for tag, _ in page.elements} & {"link", "img", "iframe", "base", "object", "embed"}
    for _, attributes in page.elements:
        assert not {name for name in attributes if name.startswith("on") or name in ("src", "style")}
        assert (attributes.get("href") or "#").startswith("#")


def test_markup_of_a_document_stays_text(tmp_path: Path) -> None:
    plain = Page(render([_everywhere(tmp_path, "plain")]))
    for attack in ATTACKS:
        page = Page(render([_everywhere(tmp_path, attack)]))
        assert [tag for tag, _ in page.elements] == [tag for tag, _ in plain.elements], attack


@settings(deadline=None)
@given(st.text(st.characters()).map("{}.".format))  # no rule is called that: those are explained
def test_no_text_changes_the_elements(text: str) -> None:
    assume(find(text) is None)  # of a code that there is, the page tells more
    page, plain = (Page(render([_finding(said, Path(f"no/such/{said}"))])) for said in (text, "plain"))
    assert [tag for tag, _ in page.elements] == [tag for tag, _ in plain.elements]


def test_nothing_found_is_said() -> None:
    page = Page(render(()))
    assert "Nothing was found." in page.text
    assert not list(page.named("form"))


def test_the_same_findings_give_the_same_page(tmp_path: Path) -> None:
    assert render(samples(tmp_path)) == render(samples(tmp_path))


def _finding(text: str, file: Path) -> Diagnostic:
    span = Span(file=str(file), line=2, column=2)
    return Diagnostic(
        code=text or "x",
        severity=Severity.ERROR,
        message=text,
        span=span,
        pointer=text,
        related=(Related(message=text, span=span),),
        fix=Fix(description=text),
    )


def _everywhere(folder: Path, text: str) -> Diagnostic:
    """A finding in a file that says the same, too."""
    file = folder / "hostile.yaml"
    line = text.replace("\r", "").replace("\n", " ").encode("utf-8", "replace")
    file.write_bytes(b"\n".join([line] * 3))
    return replace(_finding(text, file), pointer=None)
