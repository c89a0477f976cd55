"""Request lines: the method, the base of an absolute URL, and the path as an OpenAPI path template.

A path keeps the page's spelling letter for letter where OpenAPI allows it: `$ref` segments, function calls and
literals stay. Placeholders that OpenAPI cannot express are renamed: repeated ones after the segment before them,
`{a | b}` to `{aOrB}`, `<x>` to `{x}`. A query string is cut off and becomes parameters.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from .page import Request, Text

__all__ = ["Placeholder", "Target", "bare", "looks_like_request", "normal", "read_request", "read_target", "segments"]

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")

_LINE = re.compile(rf"\s*({'|'.join(METHODS)})\b\s*(.*)")
_LIKE_REQUEST = re.compile(r"\s*[A-Za-z]+\s+(?:~?/|https?://)\S")
_PROTOCOL = re.compile(r"HTTP/[\d.]+$")
_MISSING = re.compile(r"\*\*\s*\w+ URI for\s+(\S+)\s+not found")
_BASE = re.compile(r"https?://[^/\s{]+(?:/(?:v1\.0|beta)(?=[/*\s]|$))?", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}|<([^<>/]*)>")
_WORD = re.compile(r"[A-Za-z0-9]+")
_VALID = re.compile(r"[A-Za-z_][\w.-]*")
_ARGUMENT = re.compile(r"[(,]\s*(\w+)=['\"]?$")
_QUERY_PAIR = re.compile(r"([$\w.-]+)=")


@dataclass(frozen=True, slots=True, kw_only=True)
class Placeholder:
    """A path parameter: its name in the template, the page's own text for it, and the segment or argument it is for."""

    name: str
    written: str
    segment: str
    argument: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a request line asks for, ready for OpenAPI."""

    base: str
    path: str
    placeholders: tuple[Placeholder, ...]
    query: tuple[str, ...]


def read_request(line: Text) -> Request | None:
    """A line of an HTTP request block; None when it begins with no method."""
    found = _LINE.match(line.value)
    if found is None:
        return None
    missing = _MISSING.search(line.value)
    target = line.at(found.start(2), "" if missing else _PROTOCOL.sub("", found[2].rstrip()).rstrip())
    return Request(method=found[1], target=target, line=line, missing=missing[1] if missing else "")


def looks_like_request(line: str) -> bool:
    """Whether a line is written as a request is, a word and then a path, whatever the word."""
    return _LIKE_REQUEST.match(line) is not None


def read_target(target: str) -> Target:
    """Take a request target apart; see the module's description for what is kept and what is renamed."""
    base = _BASE.match(target)
    rest = target[base.end() :] if base else target
    rest = rest.strip().removeprefix("~")
    path, query = _cut_query(rest)
    template, placeholders = _template("/" + path.strip("/ "))
    return Target(base=base[0] if base else "", path=template, placeholders=placeholders, query=query)


def segments(path: str) -> list[str]:
    """The segments of a path; slashes inside braces and parentheses do not separate."""
    parts, depth, current = [], 0, ""
    for character in path:
        depth += (character in "{(") - (character in "})")
        if character == "/" and depth <= 0:
            parts.append(current)
            current = ""
        else:
            current += character
    return [part for part in [*parts, current] if part]


def normal(path: str) -> str:
    """A path with its placeholders made anonymous: what OpenAPI compares when it tells paths apart."""
    return _PLACEHOLDER.sub("{}", path)


def bare(segment: str) -> str:
    """A segment without its call or key, and whether it is a mere placeholder is told by the empty string."""
    return _PLACEHOLDER.sub("", segment.partition("(")[0].partition("=")[0]).strip("'\"")


def _cut_query(rest: str) -> tuple[str, tuple[str, ...]]:
    depth = 0
    for index, character in enumerate(rest):
        depth += (character in "{(") - (character in "})")
        if character == "?" and depth <= 0:
            names = dict.fromkeys(name for name in _QUERY_PAIR.findall(rest[index + 1 :]))
            return rest[:index], tuple(names)
    return rest, ()


def _template(path: str) -> tuple[str, tuple[Placeholder, ...]]:
    found = list(_PLACEHOLDER.finditer(path))
    named = [_placeholder(match, path) for match in found]
    repeated = {name for name, count in Counter(p.name for p in named).items() if count > 1}
    unique: list[Placeholder] = []
    for placeholder in named:
        taken = {other.name for other in unique}
        unique.append(_distinct(placeholder, repeated, taken))
    template, end = "", 0
    for match, placeholder in zip(found, unique, strict=True):
        template += _literal(path[end : match.start()]) + "{" + placeholder.name + "}"
        end = match.end()
    return template + _literal(path[end:]), tuple(unique)


def _literal(part: str) -> str:
    """A part of a path without placeholders; a brace that belongs to none is percent-encoded (RFC 3986 section 2.1)."""
    return part.replace("{", "%7B").replace("}", "%7D")


def _placeholder(match: re.Match[str], path: str) -> Placeholder:
    written = (match[1] if match[1] is not None else match[2]).strip()
    before = segments(path[: match.start()])
    argument = _ARGUMENT.search(path[: match.start()])
    if argument:
        return Placeholder(name=_name(written), written=written, segment=argument[1], argument=True)
    owner = next((bare(part) for part in reversed(before) if bare(part)), "")
    return Placeholder(name=_name(written), written=written, segment=owner)


def _name(written: str) -> str:
    if _VALID.fullmatch(written):
        return written
    choices = ["".join(_camel(_WORD.findall(choice))) for choice in written.split("|")]
    return "".join(_camel([part for choice in choices if choice for part in ("or", choice)][1:])) or "value"


def _camel(words: list[str]) -> list[str]:
    return [words[0], *(word[:1].upper() + word[1:] for word in words[1:])] if words else []


def _distinct(placeholder: Placeholder, repeated: set[str], taken: set[str]) -> Placeholder:
    name = _owned(placeholder) if placeholder.name in repeated else placeholder.name
    number = 2
    candidate = name
    while candidate in taken:
        candidate, number = f"{name}{number}", number + 1
    return replace(placeholder, name=candidate)


def _owned(placeholder: Placeholder) -> str:
    """A name that says whose identifier it is: `group` and `id` make `groupId`."""
    owner, name = _singular(placeholder.segment), placeholder.name
    if placeholder.argument:
        return placeholder.segment
    return (
        name
        if not placeholder.segment or name.lower().startswith(owner.lower())
        else owner + name[:1].upper() + name[1:]
    )


def _singular(segment: str) -> str:
    word = "".join(_camel(_WORD.findall(segment.rpartition(".")[2]))) or "item"
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "uses", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
