"""What a reader of docstrings sees: Markdown, no filler, nothing said twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specwright.lower.api import Bounded, Bounds, ListOf, Scalar
from specwright.render.docs import bounds_note, doc, noted, says_something
from specwright.render.markup import readable
from specwright.render.quote import Wire, docstring

NUMBER, TEXT = Scalar(kind="int"), Scalar(kind="str")


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>The <code>limit</code> is <b>10</b>.</p>", "The `limit` is **10**."),
        ("<p>One.</p>\n<p>Two.</p>", "One.\n\nTwo."),
        ("One.<br/>Two.<br>Three.", "One.\nTwo.\nThree."),
        ('See <a class="x" href="/docs">the <i>docs</i></a>.', 'See <a class="x" href="/docs">the _docs_</a>.'),
        ('See <a class="x" href="/docs">the docs</a>.', "See [the docs](/docs)."),
        ("All:<ul>\n  <li>one</li>\n  <li>two</li>\n</ul>", "All:\n\n- one\n- two"),
        ("<h3>Why</h3><div>It <span class='x'>is</span>.</div>", "### Why\n\nIt is."),
        ("Tom &amp; Kim&#39;s &lt;dog&gt;", "Tom & Kim's <dog>"),
        ("&#10024; New&#160;&#33; &#0; &#00;", "✨ New ! &#0; \ufffd"),
        ("The <id> of `<b>`, as in\n```\n<p>&lt;</p>\n```", "The <id> of `<b>`, as in\n```\n<p>&lt;</p>\n```"),
        ("a < b && b > c", "a < b && b > c"),
    ],
)
def test_tags_of_running_text_become_markdown(html: str, markdown: str) -> None:
    assert readable(html) == markdown


@given(st.text(alphabet=st.characters(exclude_characters="<&")))
def test_what_has_no_tags_stays(text: str) -> None:
    assert readable(text) == text


def test_a_quotation_that_is_wrapped_stays_one() -> None:
    lines = docstring(Wire(f"> [!NOTE]\n> {'word ' * 40}\n> - {'item ' * 40}"), 4).splitlines()
    assert [line[:6] for line in lines] == ["> [!NO", *["    > "] * (len(lines) - 1)]
    assert lines[-1].startswith("    >   item")


@pytest.mark.parametrize(
    ("text", "note", "said"),
    [
        ("", "Deprecated.", "Deprecated."),
        ("The size", "Defaults to `10`.", "The size. Defaults to `10`."),
        ("The size, by default 10", "Defaults to `10`.", "The size, by default 10."),
        ("The size, by default 100", "Defaults to `10`.", "The size, by default 100. Defaults to `10`."),
        ("The order (default: asc)", 'Defaults to `"asc"`.', "The order (default: asc)."),
        ("**Deprecated**: use x", "Deprecated.", "**Deprecated**: use x."),
        ("Replaces the deprecated x", "Deprecated.", "Replaces the deprecated x. Deprecated."),
        ("This is read only", "Read-only.", "This is read only."),
    ],
)
def test_a_note_says_what_the_text_does_not(text: str, note: str, said: str) -> None:
    assert noted(text, note) == said


@pytest.mark.parametrize("text", ["", "OK", "Successful response.", "200 response", "The request was successful"])
def test_some_descriptions_tell_nothing_of_an_answer(text: str) -> None:
    assert not says_something(text)
    assert says_something(f"{text} with a pet")


def test_bounds_are_told() -> None:
    assert bounds_note(NUMBER) == ""
    assert bounds_note(Bounded(inner=NUMBER, bounds=Bounds(minimum=1, maximum=100))) == "At least 1, at most 100."
    assert (
        bounds_note(Bounded(inner=TEXT, bounds=Bounds(max_length=5, pattern="^a")))
        == "At most 5 characters, matching `^a`."
    )
    assert bounds_note(Bounded(inner=ListOf(item=TEXT), bounds=Bounds(min_length=1))) == "At least 1 items."


def test_notes_are_never_read_as_patterns() -> None:
    """An example or a bound is a text of the document: what it holds of a regular expression means nothing here."""
    note = "Example: `^[1-9]++(a|b to c*`."
    assert doc("A number.", note).summary == Wire(f"A number. {note}")
