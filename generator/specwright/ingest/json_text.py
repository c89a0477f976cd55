"""JSON text (RFC 8259) to a tree; duplicate keys, `NaN` and what else no two readers take alike are findings.

msgspec reads the usual text from its bytes (13 MB in 0.07 s, checks and all; as a string, with one letter that is no common
one, they are 52 MB). Any other is read by `json.loads`, and one that fails a check there again, token by token.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator
from gc import get_referents, is_tracked
from typing import NamedTuple

from msgspec import DecodeError
from msgspec.json import decode, encode, format

from specwright.ingest import codes
from specwright.ingest.document import Node
from specwright.ingest.finding import DEPTH, DIGITS, Finding, Refusal

__all__ = ["Composed", "Token", "compose", "compose_again", "compose_any", "tokens"]

Token = tuple[str, int, int]
"""A token's text, start and end."""

_TOKEN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[{}\[\],:]|[^\s{}\[\],:"]++|"')
_NUMBER = re.compile(r"-?[0-9.eE+-]+")
_ESCAPED = re.compile(rb"\\u00(?:22|3[aA])")
"""A quote or a colon, written as no program does."""
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_LONE = re.compile("[\ud800-\udfff]")


class Composed(NamedTuple):
    """A tree, what is worth saying about its text, and what it becomes as JSON where that was made anyway."""

    root: Node
    findings: list[Finding]
    encoded: bytes | None = None


def compose(content: bytes) -> Composed:
    """The tree that a text in UTF-8 is, and what is worth saying about it; raises `Refusal` where it is not JSON,
    and `UnicodeDecodeError` where it is not UTF-8; an editor's text may have halves of surrogate pairs.

    Of duplicate keys the last one counts, a number that can't be held is null, and half of a surrogate pair U+FFFD.
    """
    try:
        root = decode(content)
        encoded = encode(root)
        if _is_whole(format(content, indent=-1), encoded) and not _deep(root):
            return Composed(root, [], encoded)
    except (DecodeError, UnicodeError, RecursionError):
        pass
    return compose_any(content.decode("utf-8", "surrogatepass"))


def _is_whole(text: bytes, encoded: bytes) -> bool:
    """Whether a tree that becomes `encoded` has all of a text without spaces: where it becomes the text, or has as many keys.

    `":` stands behind each key. In the same string it may stand, too, and is written alike but for escapes that need not be;
    so what is encoded has less of it where a key is lost, and never more.
    """
    return text == encoded or (text.count(b'":') == encoded.count(b'":') and not _ESCAPED.search(text))


def compose_any(text: str) -> Composed:
    """The same of any text, in twice the time."""
    try:
        root, is_plain = _tree(text)
    except json.JSONDecodeError as error:
        raise Refusal(_syntax(text, error)) from None
    except RecursionError:
        raise Refusal(_too_deep(text)) from None
    if is_plain and not (_SURROGATE.search(text) or _deep(root)):
        return Composed(root, [])
    findings = list(_findings(text))
    return Composed(_paired(root) if any(one.code is codes.SURROGATE for one in findings) else root, findings)


def _tree(text: str) -> tuple[Node, bool]:
    """The tree, and whether all of its keys differ and all of its numbers can be held."""
    duplicates: list[bool] = []

    def unique(pairs: list[tuple[str, Node]]) -> dict[str, Node]:
        mapping = dict(pairs)
        if len(mapping) != len(pairs):
            duplicates.append(True)
        return mapping

    try:
        root = json.loads(text, object_pairs_hook=unique, parse_float=_finite, parse_constant=_constant)
    except json.JSONDecodeError:
        raise
    except ValueError:
        return json.loads(text, parse_int=_or_null(int), parse_float=_or_null(_finite), parse_constant=_null), False
    return root, not duplicates


def compose_again(content: bytes) -> Node:
    """Another tree of a text in which `compose` found nothing."""
    try:
        return decode(content)
    except (DecodeError, UnicodeError, RecursionError):
        return json.loads(content)


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a JSON text with their places; does not check that they make sense together."""
    for match in _TOKEN.finditer(text):
        yield match.group(), match.start(), match.end()


def _finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise ValueError(text)
    return number


def _constant(text: str) -> float:
    raise ValueError(text)


def _null(text: str) -> None:
    """What stands for a constant that JSON doesn't have."""


def _or_null(read: Callable[[str], float]) -> Callable[[str], float | None]:
    def number(text: str) -> float | None:
        try:
            return read(text)
        except ValueError:
            return None

    return number


def _paired(node: Node) -> Node:
    """A tree with U+FFFD for each half of a surrogate pair."""
    if type(node) is dict:
        return {_paired(key): _paired(inner) for key, inner in node.items()}
    if type(node) is list:
        return [_paired(inner) for inner in node]
    return _LONE.sub("\ufffd", node) if type(node) is str else node


def _deep(root: Node) -> bool:
    """Whether a tree nests as deep as may be, or deeper.

    It is asked as the garbage collector asks: level by level, and of what may hold further containers only (in Python the
    same takes 30 ms instead of 12 for 13 MB).
    """
    level = [root]
    for _ in range(DEPTH - 1):
        level = list(filter(is_tracked, get_referents(*level)))
    return bool(level)


def _syntax(text: str, error: json.JSONDecodeError) -> Finding:
    where = "the text ends too early" if error.pos >= len(text.rstrip()) else "this is not JSON"
    return Finding(code=codes.SYNTAX_JSON, message=f"{where}: {error.msg[0].lower()}{error.msg[1:]}", start=error.pos)


def _too_deep(text: str) -> Finding:
    """What `json.loads` gave up on without saying where."""
    try:
        list(_findings(text))
    except Refusal as refusal:
        return refusal.finding
    return Finding(code=codes.NESTING, message="this text nests too deep", start=0)


def _findings(text: str) -> Iterator[Finding]:
    """Everything that is wrong in a text that is otherwise JSON, in its order; raises `Refusal` where it nests too deep."""
    keys: list[dict[str, tuple[int, int]] | None] = []
    expects_key = False
    for token, start, end in tokens(text):
        if token in "{[":
            keys.append({} if token == "{" else None)
            if len(keys) > DEPTH:
                message = f"this is nested more than {DEPTH} levels deep"
                raise Refusal(Finding(code=codes.NESTING, message=message, start=start, end=end))
        elif token in "}]":
            keys and keys.pop()
        elif token[0] == '"':
            yield from _string(token, start, end, keys[-1] if keys and expects_key else None)
        else:
            yield from _word(token, start, end)
        expects_key = token in "{," and bool(keys) and keys[-1] is not None


def _string(token: str, start: int, end: int, keys: dict[str, tuple[int, int]] | None) -> Iterator[Finding]:
    string = json.loads(token, strict=False) if "\\" in token else token[1:-1]
    if "\\u" in token and _LONE.search(string):
        message = "this string holds half of a surrogate pair, which is not a character; it is read as U+FFFD"
        yield Finding(code=codes.SURROGATE, message=message, start=start, end=end)
    if keys is not None and (earlier := keys.setdefault(string, (start, end))) != (start, end):
        message = f"the key {_short(token)} stands here for the second time in one object; the last one counts"
        yield Finding(code=codes.DUPLICATE_KEY, message=message, start=start, end=end, earlier=earlier)


def _word(token: str, start: int, end: int) -> Iterator[Finding]:
    if token in ("NaN", "Infinity", "-Infinity"):
        message = f"JSON has no `{token}`; it is read as null"
        yield Finding(code=codes.NUMBER, message=message, start=start, end=end)
    elif len(token) > DIGITS:
        message = (
            f"this number has {len(token):,} digits, more than any program can be trusted to read; it is read as null"
        )
        yield Finding(code=codes.NUMBER, message=message, start=start, end=end)
    elif _NUMBER.fullmatch(token) and not token.lstrip("-").isdigit() and math.isinf(float(token)):
        message = f"`{_short(token)}` is too large for a 64-bit float; it is read as null"
        yield Finding(code=codes.NUMBER, message=message, start=start, end=end)


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:77] + "..."
