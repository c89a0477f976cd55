"""HTML in descriptions, as the Markdown that OpenAPI asks for: nobody reads tags in a docstring."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["readable"]

_LINK: Final = re.compile(
    r"""<a\s[^<>]{0,400}?href\s*=\s*["']([^"'<>\s]+)["'][^<>]*>([^<>]{1,400})</a>""", re.IGNORECASE
)
_PIECE: Final = re.compile(
    r"```.*?(?:```|\Z)|`[^`\n]+`|&(?:amp|gt|lt|nbsp|quot|#[0-9]{2,6});"
    r"|\s{0,8}<li(?:\s[^<>]*)?>|</?(?:b|br|code|div|em|h[1-6]|i|li|ol|p|span|strong|ul)(?:\s[^<>]*)?/?>",
    re.IGNORECASE | re.DOTALL,
)
"""What is left alone, code in Markdown, or replaced: the tags of running text. Others may well be no HTML: `<id>`."""
_ENTITIES: Final = {"&nbsp;": " ", "&#160;": " "}
"""Entities that are not what they are in HTML."""
_TAGS: Final = {
    "b": "**", "/b": "**", "strong": "**", "/strong": "**", "em": "_", "/em": "_", "i": "_", "/i": "_",
    "code": "`", "/code": "`", "br": "\n", "/br": "\n", "p": "\n\n", "/p": "\n\n", "li": "\n- ", "/li": "",
    "ul": "\n", "/ul": "\n\n", "ol": "\n", "/ol": "\n\n", "div": "\n\n", "/div": "\n\n", "span": "", "/span": "",
    "h": "\n\n### ", "/h": "\n\n",
}  # fmt: skip
_NAME: Final = re.compile(r"[a-zA-Z]+")
_GAPS: Final = re.compile(r"\n(?:[ \t]*\n)+")


def readable(text: str) -> str:
    """A description with the tags of running text written as Markdown; all else stays as it is."""
    if "<" not in text and "&" not in text:
        return text
    found = _PIECE.sub(_replaced, _LINK.sub(r"[\2](\1)", text))
    return text if found == text else _GAPS.sub("\n\n", found).strip()


def _unescaped(entity: str) -> str:
    from html import unescape  # here: it brings 2,000 names, and few texts have any but those that we know

    return unescape(entity)


def _replaced(match: re.Match[str]) -> str:
    piece = match[0].lstrip()
    if piece.startswith("`"):
        return piece
    if piece.startswith("&"):
        return _ENTITIES.get(piece.lower()) or _unescaped(piece.lower())
    closing, name = piece.startswith("</"), _NAME.findall(piece)[0].lower()
    return _TAGS[f"/{name}" if closing else name]
