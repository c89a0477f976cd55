"""Each quoting function keeps its text inside its context, and says there what it was given."""

from __future__ import annotations

import ast
import io
import math
import re
import tokenize
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from specwright import render
from specwright.render import quote
from specwright.render.quote import (
    Code,
    QuotingError,
    Wire,
    code,
    comment,
    docstring,
    identifier,
    joined,
    literal,
    markdown,
    toml,
    wired,
)

TEXTS = st.text(st.characters() | st.sampled_from('"\\\n\r\x00#{}\u202e\u2028\ud800')) | st.sampled_from(
    [
        '"""',
        '\\"',
        "\\",
        '"',
        'x"',
        '""""""',
        "\\N{DASH}",
        "\\x1",
        "\r",
        "\f",
        "\x85",
        "'''",
        '\\"""',
        "{{ 7 * 7 }}",
        "{% x %}",
    ]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner),
)
MARKDOWN = MarkdownIt("commonmark").enable("table")
HEADING, PARAGRAPH = ["heading_open", "inline", "heading_close"], ["paragraph_open", "inline", "paragraph_close"]
TABLE = [token.type for token in MARKDOWN.parse("| a |\n| --- |\n| b |")]
HIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ud800-\udfff\ufeff]"
)


def normal(value: object) -> object:
    """A JSON value as `literal` writes it: arrays are tuples."""
    match value:
        case list() | tuple():
            return tuple(map(normal, value))
        case dict():
            return {key: normal(item) for key, item in value.items()}
        case float() if math.isnan(value):
            return "not a number"
    return value


@given(JSON)
def test_a_literal_is_the_value(value: object) -> None:
    text = literal(wired(value))
    assert not HIDDEN.search(text)
    assert "\n" not in text
    evaluated = eval(text, {"__builtins__": {}, "float": float})
    assert normal(evaluated) == normal(value)


@given(TEXTS, st.integers(0, 12), st.sampled_from(["", "name"]))
def test_a_docstring_stays_a_docstring(text: str, indent: int, label: str) -> None:
    source = f'def f():\n    """{docstring(Wire(text), indent, label)}"""\n    return 1\n'
    assert not HIDDEN.search(source)
    body = ast.parse(source).body
    assert isinstance(body[0], ast.FunctionDef)
    assert [type(statement) for statement in body[0].body] == [ast.Expr, ast.Return]


@given(TEXTS, TEXTS)
def test_neighbours_in_a_docstring_do_not_end_it_together(first: str, second: str) -> None:
    source = f'"""{docstring(Wire(first))}{docstring(Wire(second))}{docstring(Wire(first))}"""'
    assert len(ast.parse(source).body) == 1


@given(TEXTS)
def test_a_comment_is_one_token(text: str) -> None:
    source = f"x = 1  # {comment(Wire(text))}\ny = 2\n"
    kinds = [token.type for token in tokenize.generate_tokens(io.StringIO(source, newline="").readline)]
    assert kinds.count(tokenize.COMMENT) == 1
    assert len(ast.parse(source).body) == 2
    assert not HIDDEN.search(source)


@given(TEXTS)
def test_a_toml_string_is_the_text(text: str) -> None:
    written = toml(Wire(text))
    assert not HIDDEN.search(written)
    assert tomllib.loads(f"x = {written}") == {"x": re.sub("[\ud800-\udfff]", "\ufffd", text)}


@given(TEXTS | st.text("-=+.)1# *_`[]()<>|&;:@!~\\\n"))
def test_markdown_is_text_and_nothing_else(text: str) -> None:
    written = markdown(Wire(text))
    assert not HIDDEN.search(written) and "\n" not in written
    shown = " ".join(text.split())
    for before, after, kinds in (("# ", "", HEADING), ("", "\n", PARAGRAPH), ("| a |\n| --- |\n| ", " |", TABLE)):
        tokens = [token for token in MARKDOWN.parse(f"{before}{written}{after}") if shown or token.type == "inline"]
        assert not shown or [token.type for token in tokens] == kinds
        rows = [token for token in tokens if token.type == "inline"]
        inline = [child for token in rows[-1:] for child in token.children or ()]
        assert {child.type for child in inline} <= {"text"}
        if shown.isprintable():
            assert "".join(child.content for child in inline) == shown


@given(st.text())
def test_an_identifier_is_the_name_that_python_reads(text: str) -> None:
    try:
        name = identifier(text)
    except QuotingError:
        return
    (statement,) = ast.parse(f"{name} = 1").body
    assert isinstance(statement, ast.Assign)
    (target,) = statement.targets
    assert isinstance(target, ast.Name)
    assert target.id == text


@pytest.mark.parametrize("name", ["", "a b", "class", "None", "_x", "__class__", "1a", "a-b", "\ufb01x", "a.b", "a\n"])
def test_what_is_no_public_name_is_refused(name: str) -> None:
    with pytest.raises(QuotingError):
        identifier(name)


def test_words_are_wrapped_lists_hang_and_code_stays() -> None:
    long = "word " * 30
    text = f"{long}\n\n\n- {long}\n\n```\n{long}\n```\nend"
    lines = docstring(Wire(text), 4).splitlines()
    assert max(map(len, lines[:7])) <= 100
    assert lines[2] == ""
    assert lines[3].startswith("    - word")
    assert lines[4].startswith("      word")
    assert [len(line) for line in lines].count(4 + len(long) - 1) == 1


def test_readable_letters_stay_readable() -> None:
    assert literal(Wire("Größe: naïve 寸法 🐕")) == '"Größe: naïve 寸法 🐕"'
    assert docstring(Wire("Größe in µm\xa0(寸法)")) == "Größe in µm (寸法)"


def test_wire_text_can_not_be_formatted_by_accident() -> None:
    with pytest.raises(QuotingError):
        str(Wire("x"))
    with pytest.raises(QuotingError):
        f"{Wire('x')}"
    with pytest.raises(QuotingError):
        code("{}", "x")  # type: ignore[arg-type]
    with pytest.raises(QuotingError):
        joined(", ", ["x"])  # type: ignore[list-item]
    assert type(Code("x") + "y") is str


def test_only_the_quoting_module_makes_code() -> None:
    folder = Path(render.__file__).parent
    makers = [file.name for file in folder.glob("*.py") if re.search(r"\bCode\(", file.read_text("utf-8"))]
    assert makers == [Path(quote.__file__).name]
