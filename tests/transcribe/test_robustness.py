"""Pages that nobody would write on purpose: findings, never an exception."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openapi_spec_validator import validate

from specwright.diagnostics import Sink
from specwright.transcribe import Policy, transcribe
from specwright.transcribe.page import Text
from specwright.transcribe.parse import parse
from specwright.transcribe.paths import read_request, read_target
from specwright.transcribe.sentences import read_response, read_wording
from specwright.transcribe.types import read_type
from specwright.transcribe.wording import body_type

DOCS = Path(__file__).parents[2] / "spec" / "docs"
PUBLISHED = Path(__file__).parents[3] / "shared" / "docs-corpus" / "v1.0" / "api"
PIECES = [line for page in sorted(DOCS.glob("*.md")) for line in page.read_text(encoding="utf-8").split("\n")]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=40), max_size=60))
def test_any_lines_are_a_page(lines: list[str]) -> None:
    parse("\n".join(lines), file="page.md", source="page.md")


@given(st.text(alphabet="[]()`*|{}<>/?$='., 204OKabc-", max_size=80))
def test_any_cell_sentence_or_path_can_be_read(text: str) -> None:
    read_type(text)
    read_wording(text)
    read_response(Text(value=text, line=1))
    assert read_target(text).path.startswith("/")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "---\n---\n",
        "---\n" + "a: [" * 5000 + "\n---\n# A\n",
        "---\ndoc_type: apiPageType\n---\n# A\n\n## HTTP request\n\n```http\nGET /{a\n```\n",
        "---\ndoc_type: apiPageType\n---\n# A\n\n" + "> " * 5000 + "deep\n",
        "# A\n\n## HTTP request\n\n```http\nPOST /a\n```\n\n## Example\n\n### Request\n\n```http\nPOST /a\n\n"
        + "[" * 100_000
        + "\n```\n",
        "# A\n\n## HTTP request\n\n```http\nPOST /a\n```\n\n### Request\n\n```http\nPOST /a\n\n"
        + "[" * 800
        + "]" * 800
        + "\n```\n",
        "# A\n\n## HTTP request\n\n```http\nPOST /a\n```\n\n### Request\n\n```http\nPOST /a\n\n["
        + "1" * 9000
        + "]\n```\n",
        '# A\n\n## HTTP request\n\n```http\nPOST /a\n```\n\n### Request\n\n```http\nPOST /a\n\n{"a": "\\ud800", "b": 1e999}\n```\n',
        "# A\n\n## HTTP request\n\n<!-- {" + '"a": {' * 5000 + "-->\n```http\nGET /a\n```\n",
        "# A\n\n## HTTP request\n\n```http\nGET ?\nGET http://\nGET\nGET //{}/{}/<>\n```\n",
    ],
    ids=[
        "empty",
        "no-title",
        "deep-yaml",
        "open-brace",
        "deep-quote",
        "deep-json",
        "nested-json",
        "long-number",
        "odd-json",
        "deep-comment",
        "odd-paths",
    ],
)
def test_hostile_pages(tmp_path: Path, text: str) -> None:
    (tmp_path / "page.md").write_text(text, encoding="utf-8")
    got = transcribe([tmp_path], overlay=None, policy=Policy(), sink=Sink(), root=tmp_path)
    if got:
        got.text.encode()
        validate(got.document)


@pytest.mark.parametrize(
    "unit", [" ", "[", "[a](", "[a](.md", "`a`, ", "200 ", "A-", "GET a  ", "{", "<", "Inherited from [", "TODO "]
)
def test_time_grows_with_the_page_and_not_faster(unit: str) -> None:
    long = unit * (60_000 // len(unit))
    started = time.process_time()
    read_type(long)
    read_wording(long)
    read_response(Text(value=long, line=1))
    read_request(Text(value="GET " + long + "b", line=1))
    read_target(long)
    body_type(long)
    assert time.process_time() - started < 5


def test_types_that_inherit_from_each_other(tmp_path: Path) -> None:
    for one, other in (("a", "b"), ("b", "a")):
        row = f"|name|String|Its name. Inherited from [{other}](../resources/{other}.md)|"
        text = f"""---
doc_type: apiPageType
---
# Create {one}

## HTTP request

```http
POST /{one}
```

## Request body

Send a JSON representation of the [{one}](../resources/{one}.md) object.

|Property|Type|Description|
|:---|:---|:---|
{row}
"""
        (tmp_path / f"{one}.md").write_text(text, encoding="utf-8")
    got = transcribe([tmp_path], overlay=None, policy=Policy(), sink=Sink(), root=tmp_path)
    assert got is not None
    schemas = got.document["components"]["schemas"]
    assert schemas["a"]["allOf"] == [{"$ref": "#/components/schemas/b"}]
    assert "allOf" not in schemas["b"]


def test_a_page_in_another_encoding_is_reported_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"# Caf\xe9\n")
    (tmp_path / "b.md").write_text("# Get report\n\n## HTTP request\n\n```http\nGET /reports\n```\n", encoding="utf-8")
    sink = Sink()
    got = transcribe([tmp_path], overlay=None, policy=Policy(), sink=sink)
    assert got is not None
    assert [d.code for d in sink] == ["page-unreadable"]


def test_without_a_page_there_is_no_document(tmp_path: Path) -> None:
    sink = Sink()
    assert transcribe([tmp_path, tmp_path / "missing.md"], overlay=None, policy=Policy(), sink=sink) is None
    assert [d.code for d in sink] == ["page-unreadable", "no-pages"]


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(tmp_path: Path) -> None:
    page = DOCS / "industrydata-incomingflow-post-runs.md"
    (tmp_path / page.name).write_bytes(b"\xef\xbb\xbf" + page.read_bytes().replace(b"\n", b"\r\n"))
    sinks = Sink(), Sink()
    plain = transcribe([page], overlay=None, policy=Policy(), sink=sinks[0], root=DOCS)
    windows = transcribe([tmp_path], overlay=None, policy=Policy(), sink=sinks[1], root=tmp_path)
    assert plain is not None
    assert plain == windows
    assert [d.message for d in sinks[0]] == [d.message for d in sinks[1]]


def test_published_pages_are_read_without_an_exception() -> None:
    if not PUBLISHED.is_dir():
        pytest.skip("the published pages are not beside this checkout")
    pages = sorted(PUBLISHED.glob("*.md"))[::20]
    got = transcribe(pages, overlay=None, policy=Policy(), sink=Sink())
    assert got is not None
    assert len(got.document["paths"]) >= len(pages)
