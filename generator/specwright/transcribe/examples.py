"""Examples: pairs of HTTP messages, from annotated fences or from fences below Request and Response headings."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from .outline import Fence, Outline, Section
from .page import Example, Header, Message, Text
from .paths import METHODS

__all__ = ["places", "read_comment", "read_examples"]

_HEADER = re.compile(r"([A-Za-z][A-Za-z0-9-]*)[ \t]*:[ \t]*(.*)")
_STATUS_LINE = re.compile(r"\s*HTTP(?:/[\d.]+)?\s+\d{3}\b")
_HTTP_INFO = ("", "http", "msgraph-interactive")
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_SURROGATE = re.compile("[\ud800-\udfff]")
_DEEPEST = 100
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]')


def read_comment(comment: Text | None) -> Mapping[str, Any] | None:
    """The JSON object in a comment; empty without one, None when it looks like JSON and is not.

    A trailing comma is forgiven: published pages have them, and nothing else reads these comments.
    """
    inner = comment.value.strip().removeprefix("<!--").partition("-->")[0].strip() if comment else ""
    if not inner.startswith("{"):
        return {}
    try:
        value = json.loads(_TRAILING_COMMA.sub(r"\1", inner), strict=False)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def read_examples(page: Outline) -> tuple[Example, ...]:
    """The examples of a page, each request with the response that follows it."""
    pairs: list[Example] = []
    for message, is_request in _messages(page):
        if is_request:
            pairs.append(Example(request=message))
        elif pairs and pairs[-1].response is None:
            pairs[-1] = Example(request=pairs[-1].request, response=message)
        else:
            pairs.append(Example(response=message))
    return tuple(pairs)


def _messages(page: Outline) -> Iterator[tuple[Message, bool]]:
    for section in page.sections:
        for fence in section.fences:
            notes = read_comment(fence.comment) or {}
            role = _role(fence, notes, section)
            if role is not None and (message := _message(fence.text, notes)) is not None:
                yield message, role == "request"


def _role(fence: Fence, notes: Mapping[str, Any], section: Section) -> str | None:
    """Whether a fence is a request or a response of an example; the request block of the page is neither."""
    kind = notes.get("blockType")
    if fence.info.lower() not in _HTTP_INFO:
        return None
    if kind in ("request", "response"):
        return None if section.title.value.lower().startswith("http request") else str(kind)
    if kind is not None or section.level < 3:
        return None
    if _STATUS_LINE.match(fence.text.value):
        return "response"
    return (
        "request"
        if fence.text.value.lstrip().startswith(METHODS) and "request" in section.title.value.lower()
        else None
    )


def _message(text: Text, notes: Mapping[str, Any]) -> Message | None:
    lines = list(_lines(text))
    start = next((index for index, line in enumerate(lines) if line.value.strip()), None)
    if start is None:
        return None
    headers = list(_headers(lines[start + 1 :]))
    body = _body(text, lines[start + 1 :], len(headers))
    value, error = _json(body) if body else (None, None)
    return Message(start=lines[start], headers=tuple(headers), body=body, value=value, error=error, annotations=notes)


def _lines(text: Text) -> Iterator[Text]:
    offset = 0
    for line in text.value.split("\n"):
        yield text.at(offset, line)
        offset += len(line) + 1


def _headers(lines: Iterable[Text]) -> Iterator[Header]:
    for line in lines:
        found = _HEADER.match(line.value)
        if found is None:
            return
        yield Header(name=line.at(0, found[1]), value=line.at(found.start(2), found[2].rstrip()))


def _body(text: Text, lines: list[Text], skip: int) -> Text | None:
    first = next((line for line in lines[skip:] if line.value.strip()), None)
    if first is None:
        return None
    offset = sum(len(line) + 1 for line in text.value.split("\n")[: first.line - text.line])
    return text.at(offset, text.value[offset:].rstrip())


def _json(body: Text) -> tuple[Any, Text | None]:
    if body.value.lstrip()[:1] not in ("{", "["):
        return None, None
    try:
        value = json.loads(body.value, strict=False)
    except json.JSONDecodeError as error:
        return None, replace(body.at(_stumble(body.value, error.pos), ""), value="a syntax error")
    except (ValueError, RecursionError):
        return None, replace(body, value="a number is too long, or it is nested too deeply")
    problem = _unusable(value)
    return (None, replace(body, value=problem)) if problem else (value, None)


def _stumble(text: str, position: int) -> int:
    """Where a reader stops: behind a trailing comma, which Python 3.13 points at and older ones step over."""
    rest = text[position:]
    return position + len(rest) - len(rest[1:].lstrip()) if rest.startswith(",") else position


def _unusable(value: Any) -> str:
    """Why a parsed value cannot be an example all the same: YAML, or the next reader, would stumble over it."""
    waiting = [(value, 0)]
    while waiting:
        node, depth = waiting.pop()
        if depth > _DEEPEST:
            return "nested too deeply"
        if isinstance(node, float) and not math.isfinite(node):
            return "a number is out of range"
        if isinstance(node, str) and _SURROGATE.search(node):
            return "half of a surrogate pair"
        inner = [*node, *node.values()] if isinstance(node, dict) else node if isinstance(node, list) else ()
        waiting.extend((item, depth + 1) for item in inner)
    return ""


def places(body: Text) -> dict[tuple[str | int, ...], Text]:
    """Where each member of a JSON text stands, by its path: property names and array indexes.

    The text must be valid JSON; one pass over its tokens, so deep nesting costs no stack.
    """
    found: dict[tuple[str | int, ...], Text] = {}
    path: list[str | int] = []
    pending: tuple[str, int] | None = None
    for token in _TOKEN.finditer(body.value):
        match token[0]:
            case "{":
                path.append("")
            case "[":
                path.append(0)
            case "}" | "]":
                path = path[:-1]
            case ",":
                last = path[-1] if path else ""
                path[-1:] = [last + 1 if isinstance(last, int) else ""]
            case ":" if pending is not None:
                path[-1:] = [json.loads(pending[0], strict=False)]
                found.setdefault(tuple(path), body.at(pending[1], pending[0]))
            case _:
                pending = (token[0], token.start())
    return found
