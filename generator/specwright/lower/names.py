"""Names: from what a document calls things to Python identifiers, decided once for the whole document.

Identifiers are compared the way Python does (NFKC, PEP 3131); modules also the way case-insensitive file systems do.
A name that was given before (the lock) is kept: a newcomer that collides is renamed, never the incumbent.
"""

from __future__ import annotations

import keyword
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import accumulate
from typing import Protocol

from msgspec import Struct, field

__all__ = [
    "FIELD_RESERVED",
    "MODULE_RESERVED",
    "PARAMETER_RESERVED",
    "SERVICE_MODULE_RESERVED",
    "SERVICE_RESERVED",
    "Names",
    "Scope",
    "ascii_name",
    "capitals",
    "is_usable",
    "pascal",
    "shortened",
    "singular",
    "snake",
    "tells",
    "words",
]

FIELD_RESERVED = frozenset({
    "dict", "float",
    "construct", "copy", "from_orm", "json", "parse_file", "parse_obj", "parse_raw", "schema", "schema_json",
    "update_forward_refs", "validate",
    "model_computed_fields", "model_config", "model_construct", "model_copy", "model_dump", "model_dump_json",
    "model_extra", "model_fields", "model_fields_set", "model_json_schema", "model_missing",
    "model_parametrized_name", "model_post_init", "model_rebuild", "model_validate", "model_validate_json",
    "model_validate_strings",
})  # fmt: skip
"""Attributes of pydantic's BaseModel, and `float`, which some numbers can't be written without."""

PARAMETER_RESERVED = frozenset({"self", "body", "options", "operations"})

SERVICE_RESERVED = frozenset({
    "aclose", "auth", "base_url", "close", "raw_response", "request", "stream_items", "streaming_response", "token",
    "with_options",
    "docs_url", "max_body_size", "openapi_url", "problem_renderer", "security", "validate_responses",
})  # fmt: skip
"""Attributes of the clients, and arguments of `create_app`."""

SERVICE_MODULE_RESERVED = frozenset(
    {"annotations", "bool", "bytes", "dict", "float", "int", "list", "operation_table", "str", "tuple"}
)
"""Names that mean something else in the packages that hold a module for each service."""

MODULE_RESERVED = frozenset({
    "aux", "con", "conftest", "nul", "prn",
    *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)),
})  # fmt: skip
"""File names that Windows, pytest or a reader would mistake for something else."""

_ODD_WORDS = re.compile(r"OAuth\d*|GitHub|GitLab|GraphQL|IPv[46]|[A-Z]{2,}s(?![a-z])|[A-Z]{2,}(?=v\d)")
_WORD = re.compile(r"[A-Z]?[^\W_A-Z]+|[A-Z]+(?![a-z])\d*|[A-Z]")
_SMALL_WORD = re.compile(r"[a-z0-9]+")
_SIGNED = re.compile(r"([+-])(\d.*)")
_SIGNS = {
    "+": "plus",
    "-": "minus",
    "*": "star",
    "%": "percent",
    "<": "less",
    ">": "greater",
    "=": "equal",
    "!": "not",
    "&": "and",
}
_LONGEST = 90


def words(text: str) -> list[str]:
    """The words of a name in lower case: `"HTTPServerIDs"` is http, server, ids; acronyms stay words."""
    text = _normal(text)
    if text.isascii() and text.islower():  # as most are, and all that is in them may stand in any name
        return _SMALL_WORD.findall(text)
    text = _ODD_WORDS.sub(lambda match: f"_{match[0].capitalize()}_", text)
    found = [word.lower() for word in _WORD.findall(text) if f"x{word}".isidentifier()]
    return found or _spelled(text)


def tells(text: str) -> bool:
    """Whether a text has any words."""
    return (text.isascii() and text[:1].isalnum()) or bool(words(text))


def _spelled(text: str) -> list[str]:
    """Words for a text without letters or digits: the names of its characters."""
    shown = (char for char in text if not char.isspace() and char != "_")
    names = [_SIGNS.get(char, unicodedata.name(char, "")) for char in shown]
    return [word.lower() for name in names for word in re.findall(r"[A-Za-z0-9]+", name)][:6]


def _signed(text: str) -> str:
    """`+1` and `-1` are told apart by their sign, and nothing else is."""
    match = _SIGNED.fullmatch(text.strip())
    return f"{_SIGNS[match[1]]} {match[2]}" if match else text


def _within(found: list[str], length: int) -> list[str]:
    """The words, or as many from both ends as fit: what names have in common is in the middle more often than there."""
    if sum(map(len, found)) + len(found) <= length + 1:
        return found
    head = _fitting(found, length // 2) or [found[0][:length]]
    room = length - sum(map(len, head)) - len(head)
    tail = _fitting(found[:0:-1], room)[: len(found) - len(head)]
    return head + tail[::-1]


def _fitting(found: list[str], length: int) -> list[str]:
    lengths = accumulate(len(word) + 1 for word in found)
    return [word for word, used in zip(found, lengths, strict=True) if used <= length + 1]


def shortened(name: str, length: int) -> str:
    """A PascalCase name of no more than about `length` letters: its first and its last words."""
    return name if len(name) <= length else pascal(" ".join(_within(words(name), length)))


@lru_cache(maxsize=1 << 16)  # documents repeat their names: ten times on average in GitHub's
def snake(text: str, *, fallback: str = "value") -> str:
    """A snake_case identifier; never empty, never a keyword, never starting with a digit or an underscore."""
    name = _normal("_".join(_within(words(_signed(text)), _LONGEST))) or fallback
    if not name.isidentifier():
        name = f"{fallback}_{name}"
    return f"{name}_" if keyword.iskeyword(name) else name


@lru_cache(maxsize=1 << 16)
def pascal(text: str, *, fallback: str = "Model") -> str:
    """A PascalCase identifier; never empty, never a keyword, never starting with a digit."""
    name = _normal("".join(word[:1].upper() + word[1:] for word in _within(words(_signed(text)), _LONGEST))) or fallback
    if not name.isidentifier():
        name = fallback + name
    return f"{name}_" if keyword.iskeyword(name) else name


def capitals(name: str) -> str:
    """An identifier in capitals, as constants are written."""
    return _normal(name.upper())


def _normal(name: str) -> str:
    """The name as Python reads it: a change of case can take a letter apart (`İ` is `i` and a dot)."""
    return name if name.isascii() else unicodedata.normalize("NFKC", name)


def singular(text: str) -> str:
    """What one item of a plural is called: `"entries"` is entry, `"boxes"` is box; `""` where the text is no plural."""
    for ending, single in (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh")):
        if text.casefold().endswith(ending) and len(text) > len(ending) + 1:
            return text[: -len(ending)] + single
    if text.casefold().endswith("s") and not text.casefold().endswith(("ss", "us", "is")) and len(text) > 2:
        return text[:-1]
    return ""


def ascii_name(name: str) -> str:
    """`name` in ASCII, for file names: accents are dropped, other scripts transliterated."""
    if name.isascii():
        return name
    from anyascii import anyascii

    return anyascii(name)


def is_usable(name: str) -> bool:
    """Whether a remembered name is still one: a lock file is input like any other."""
    plain = name.isidentifier() and not keyword.iskeyword(name) and not name.startswith("_")
    return plain and name == _normal(name)


class Scope(Struct):
    """A set of names that must differ from each other, by case too when `folded`."""

    reserved: frozenset[str] = frozenset()
    folded: bool = False
    taken: set[str] = field(default_factory=set)

    def claim(self, candidates: Iterable[str]) -> str:
        """The first free candidate, or the first one numbered."""
        first = ""
        for candidate in candidates:
            first = first or candidate
            if self.take(candidate):
                return candidate
        if first in self.reserved and self.take(f"{first}_"):
            return f"{first}_"
        number = 2
        while not self.take(f"{first}{number}" if first[:1].isupper() else f"{first}_{number}"):
            number += 1
        return f"{first}{number}" if first[:1].isupper() else f"{first}_{number}"

    def is_free(self, name: str) -> bool:
        """Whether nobody has the name."""
        return self._key(name) not in self.taken and name not in self.reserved

    def take(self, name: str) -> bool:
        """Reserve a name; false where somebody has it."""
        key = self._key(name)
        if key in self.taken or name in self.reserved:
            return False
        self.taken.add(key)
        return True

    def _key(self, name: str) -> str:
        key = _normal(name)
        return key.casefold() if self.folded else key


class Chooser(Protocol):
    """Knows the user's own names."""

    def claim(self, scope: Scope, key: str) -> str | None:
        """The name chosen for `key`, taken from `scope`."""
        ...


class Names(Struct):
    """Gives names and remembers them under stable keys, so that the next run gives the same ones.

    `chosen` knows the names that are the user's own (`own`, once they are taken); these are not remembered.
    """

    lock: Mapping[str, str] = field(default_factory=dict)
    chosen: Chooser | None = None
    own: dict[str, str] = field(default_factory=dict)
    given: dict[str, str] = field(default_factory=dict)
    renamed: dict[str, str] = field(default_factory=dict)
    numbered: list[str] = field(default_factory=list)

    def hold(self, scope: Scope, keys: Iterable[str]) -> None:
        """Reserve the chosen names of `keys`, then the locked ones, so that no newcomer takes them."""
        keys = list(keys)
        if self.chosen is not None:
            self.own |= {key: own for key in keys if (own := self.chosen.claim(scope, key)) is not None}
        for key in keys:
            if key in self.own:
                continue
            if (name := self.lock.get(key)) is not None and is_usable(name) and scope.take(name):
                self.given[key] = name

    def give(self, scope: Scope, key: str, candidates: Iterable[str]) -> str:
        """The name held for `key`, or a new one."""
        if (held := self.own.get(key) or self.given.get(key)) is not None:
            return held
        tried: list[str] = []
        name = scope.claim(_noted(candidates, tried))
        if name != tried[0]:
            self.renamed[key] = tried[0]
        if name not in tried and not name.endswith("_"):
            self.numbered.append(name)
        self.given[key] = name
        return name


def _noted(candidates: Iterable[str], tried: list[str]) -> Iterator[str]:
    """The candidates, each noted when it is asked for: most names are the first, and the others are work."""
    for candidate in candidates:
        tried.append(candidate)
        yield candidate
