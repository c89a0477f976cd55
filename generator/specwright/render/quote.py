"""The security boundary: the only functions that turn text into Python source, one per context.

Two types keep hostile text apart from source. `Wire` is text of the document; it has no `str()`, so it cannot slip into
a template or an f-string. `Code` is source that is safe to emit; only the functions here make it. The templates' output
accepts `Code` and nothing else (see `templates.finalize`).

Escaping never deletes: what could end a string, a docstring or a comment is written as an escape sequence, so no text
can re-form it. Control, format (bidi included), surrogate, private-use and separator characters are escaped everywhere.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from keyword import iskeyword
from typing import Final, LiteralString, NoReturn, TypeAlias

from specwright.render.plain import Plain

__all__ = [
    "Code",
    "QuotingError",
    "Value",
    "Wire",
    "code",
    "comment",
    "docstring",
    "dotted",
    "identifier",
    "joined",
    "literal",
    "markdown",
    "toml",
    "wired",
]

COLUMNS: Final = 100
"""The width of generated source."""


class QuotingError(Exception):
    """Something that is not safe source was about to be emitted: a bug of a view or a mistake in a template."""


class Code(str):
    """Python source that is safe to emit; made by the functions of this module only."""

    __slots__ = ()


class Wire(Plain, frozen=True):
    """Text that came from a document: hostile until quoted. It is true when it is not empty."""

    text: str

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> NoReturn:
        raise QuotingError("text of the document must pass a quoting filter")

    def __format__(self, spec: str) -> NoReturn:
        raise QuotingError("text of the document must pass a quoting filter")


Value: TypeAlias = "Wire | bool | int | float | tuple[Value, ...] | dict[Wire, Value] | None"
"""What `literal` can write: JSON values whose strings are `Wire`; arrays are tuples."""


def wired(value: object) -> Value:
    """A JSON value of the document with its strings wrapped and its arrays made tuples."""
    match value:
        case str():
            return Wire(value)
        case list() | tuple():
            return tuple(wired(item) for item in value)
        case dict():
            return {Wire(str(key)): wired(item) for key, item in value.items()}
        case None | bool() | int() | float():
            return value
    raise QuotingError(f"{type(value).__name__} is no JSON value")


def code(pattern: LiteralString, *parts: Code) -> Code:
    """Source written by us, with `{}` where the parts go; raises `QuotingError` if a part is not `Code`."""
    for part in parts:
        if type(part) is not Code:
            raise QuotingError(f"{type(part).__name__} in the place of source")
    return Code(pattern.format(*parts))


def joined(separator: LiteralString, parts: Iterable[Code]) -> Code:
    """The parts with `separator` between them; raises `QuotingError` if a part is not `Code`."""
    found = tuple(parts)
    for part in found:
        if type(part) is not Code:
            raise QuotingError(f"{type(part).__name__} in the place of source")
    return Code(separator.join(found))


@lru_cache(maxsize=65536)
def identifier(name: str) -> Code:
    """A name that `lower` gave; raises `QuotingError` unless Python reads it as just this one public identifier."""
    if (
        not name.isidentifier()
        or iskeyword(name)
        or name.startswith("_")
        or unicodedata.normalize("NFKC", name) != name
    ):
        raise QuotingError(f"{name!a} is no name for Python code")
    return Code(name)


_DOTTED = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")


def dotted(path: str) -> Code:
    """A module, or a name in one, that the configuration asks for; raises `QuotingError` unless it is names and dots."""
    if not _DOTTED.fullmatch(path) or any(map(iskeyword, path.split("."))):
        raise QuotingError(f"{path!a} is no name of a module")
    return Code(path)


class _Escapes(dict[int, str]):
    """For `str.translate`: a character as it is when it is printable, and as an escape sequence otherwise."""

    def __missing__(self, char: int) -> str:
        text = chr(char)
        if not text.isprintable():
            text = f"\\x{char:02x}" if char < 0x100 else f"\\u{char:04x}" if char < 0x10000 else f"\\U{char:08x}"
        self[char] = text
        return text


class _TomlEscapes(_Escapes):
    """TOML has no sequences of two digits, and no half of a surrogate pair."""

    def __missing__(self, char: int) -> str:
        text = chr(char)
        if 0xD800 <= char < 0xE000:
            text = "\\ufffd"
        elif not text.isprintable():
            text = f"\\u{char:04x}" if char < 0x10000 else f"\\U{char:08x}"
        self[char] = text
        return text


_IN_TOML = _TomlEscapes({ord("\\"): r"\\", ord('"'): r"\""})
_IN_STRING = _Escapes({ord("\\"): r"\\", ord('"'): r"\"", ord("\n"): r"\n", ord("\r"): r"\r", ord("\t"): r"\t"})
_IN_DOCSTRING = _Escapes({ord("\\"): r"\\", ord("\xa0"): " "})
_IN_COMMENT = _Escapes({ord(char): " " for char in "\t\n\x0b\x0c\r\x1c\x1d\x1e\x85\xa0\u2028\u2029"})
_IN_MARKDOWN = _Escapes({ord(char): f"\\{char}" for char in "\\`*_{}[]<>#|~&!:@"})
_STARTS = re.compile(r"^(\d*)([-+=.)])(?=[\s=-]|$)")
"""What begins a list or underlines a heading."""


def _is_plain(text: str) -> bool:
    """Whether a text needs no escapes, unless quotes do: printable ASCII without a backslash."""
    return text.isascii() and text.isprintable() and "\\" not in text


def literal(value: Value) -> Code:
    """The expression for a value: a double-quoted string, a number, a bool, None, a tuple or a dict of such."""
    if isinstance(value, Wire):  # as most are
        text = value.text
        is_plain = _is_plain(text) and '"' not in text
        return Code(f'"{text if is_plain else text.translate(_IN_STRING)}"')
    match value:
        case tuple():
            return code("({},)", joined(", ", map(literal, value))) if value else Code("()")
        case dict():
            return code("{{{}}}", joined(", ", (code("{}: {}", literal(k), literal(v)) for k, v in value.items())))
        case float() if not math.isfinite(value):
            return Code(f'float("{value}")')
        case None | bool() | int() | float():
            return Code(repr(value))
    raise QuotingError(f"{type(value).__name__} has no literal")


def toml(text: Wire) -> Code:
    """A basic string of TOML 1.0."""
    return Code(f'"{text.text.translate(_IN_TOML)}"')


def markdown(text: Wire) -> Code:
    """Text on one line of Markdown (CommonMark 0.31) that means nothing but itself."""
    line = " ".join(text.text.split())
    return Code(_STARTS.sub(r"\1\\\2", line.translate(_IN_MARKDOWN)))


def comment(text: Wire) -> Code:
    """One line that may stand after `#`: line ends of every kind become blanks."""
    return Code(" ".join(text.text.translate(_IN_COMMENT).split(" ")).strip())


_QUOTES = re.compile(r'^"+|"+\Z|""+')
_LEAD = re.compile(r"(\s*(?:>\s+)*)((?:[-*+]|\d+[.)])\s+)?")
_VERBATIM = re.compile(r"\s{4}|\s*[|#]")
"""Lines of code, tables and headings: a line break would change what they mean."""


@lru_cache(maxsize=65536)
def docstring(text: Wire, indent: int = 0, label: str = "") -> Code:
    """Text for the inside of a triple-double-quoted string, wrapped at 100 columns.

    Lines stay lines; only those that are too long are broken, at blanks, and never inside fenced or indented code.

    Args:
        text: What the document says.
        indent: Where continuation lines begin.
        label: A name that stands before the text on its first line, as in `Args:` sections.
    """
    room = COLUMNS - indent - (0 if label else 3)  # for the closing quotes
    before = len(label) - 2 if label else 3
    lines: list[str] = []
    fenced = False
    said = text.text.strip()
    if len(said) <= room - before and _is_plain(said) and '"' not in said:
        return Code(said)
    for line in said.splitlines():
        escaped = (line if _is_plain(line) else line.expandtabs(4).translate(_IN_DOCSTRING)).rstrip()
        fenced ^= escaped.lstrip().startswith(("```", "~~~"))
        taken = 0 if lines else before
        if fenced or len(escaped) <= room - taken or _VERBATIM.match(escaped):
            lines += [escaped] if escaped or lines[-1:] != [""] else []
        else:
            lines += _wrapped(escaped, room, taken)
    margin = " " * indent
    body = "\n".join(margin + line if number and line else line for number, line in enumerate(lines))
    if '""' in body or '"' in (body[:1], body[-1:]):
        body = _QUOTES.sub(lambda quotes: r"\"" * len(quotes[0]), body)
    return Code(body)


def _wrapped(line: str, room: int, taken: int) -> list[str]:
    """`line` broken at blanks; continuation lines hang below the text of a list item, and stay in a quotation."""
    match = _LEAD.match(line)
    lead, item = (match[1], match[2] or "") if match else ("", "")
    start, hang = len(lead), lead + " " * len(item)
    lines, rest, free = [], " ".join(line[start:].split()), room - taken - start
    while len(rest) > free:
        end = rest.rfind(" ", 0, max(free + 1, 0))
        end = rest.find(" ") if end < 0 else end  # a word that is too long has a line to itself
        if end < 0:
            break
        lines.append(lead + rest[:end])
        lead, rest, free = hang, rest[end + 1 :], room - len(hang)
    return [*lines, lead + rest]
