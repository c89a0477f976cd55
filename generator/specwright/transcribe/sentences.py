"""The wording of descriptions and response sentences: which words carry a fact, and what remains for a reader."""

from __future__ import annotations

import re

from .page import Link, ResponseSentence, Text, TypeUse, Wording
from .types import primitive, read_type

__all__ = ["TODO", "plain", "read_options", "read_response", "read_wording"]

TODO = re.compile(r"\*{0,2}TODO\b[^*|\n]*(?:\*\*\.?|$|(?=\n))")

_REQUIRED = re.compile(
    r"(?:^|(?<=[.>)] )|(?<=[.>)]))\s*\(?\*{0,2}(Required|Optional)\*{0,2}\)?(?:\.|$)\s*", re.IGNORECASE
)
_LEADING = re.compile(r"^\(?\*{0,2}(Required|Optional)\b\*{0,2}\)?(?! if| when| for| unless| only| in)", re.IGNORECASE)
_NULLABLE = re.compile(r"(?<!not )(?<!non-)\bnullable\b|\b(?:can|may) be \W?null\b|\bor \W?null\b", re.IGNORECASE)
_READ_ONLY = re.compile(r"(?:^|[.,] )Read-only\b", re.IGNORECASE)
_INHERITED = re.compile(r"Inherited from \[([^\[\]]{1,200})\]\(([^()]{0,300})\)\.?", re.IGNORECASE)
_VALUE = r"`[\w.-]+`"
_SEPARATOR = r"(?:\s|,|\bor\b|\band\b)*"
_VALUES = re.compile(
    rf"\b(?:The )?(?:possible|allowed|valid|supported) values?\s*(?:are|is|can be|include)?\s*:?\s*({_VALUE}(?:{_SEPARATOR}{_VALUE})*)"
    rf"(?P<end>\s*(?:\.|$|\|))?",
    re.IGNORECASE,
)
_LATER_VALUES = re.compile(rf"evolvable enum[^`]*?:?\s*({_VALUE}(?:{_SEPARATOR}{_VALUE})*)", re.IGNORECASE)
_LINK = re.compile(r"\[([^\[\]]{1,200})\]\(([^()]{0,300})\)")

_STATUS = re.compile(r"\b([1-5]\d\d)\b[`*,]*\s*([A-Z][A-Za-z-]*(?: [A-Z][A-Za-z-]*)*)?")
_RESOURCE = re.compile(r"\[[^\[\]]{0,200}\]\([^()]{0,200}\.md[^()]{0,200}\)")
_SENTENCE = 400
_FAILURE = re.compile(r"\b(?:error|fail|unsuccessful)", re.IGNORECASE)
_NO_BODY = re.compile(r"does(?: not|n't) return|no response body|empty|no content in", re.IGNORECASE)
_BOLD = re.compile(r"\*\*([A-Za-z][\w.]*)\*\*\s+(?:object|resource|collection)")
_PLAIN_TYPE = re.compile(r"\b(String|Boolean|Stream|Int32|Int64|Double|Binary|Guid)\b", re.IGNORECASE)
_OPTION = re.compile(r"`(\$[a-z]+)`", re.IGNORECASE)


def read_wording(description: str) -> Wording:
    """The facts in a description: required or optional, nullable, read-only, inherited from where, possible values."""
    description = TODO.sub("", description)
    found = _VALUES.search(description)
    inherited = _INHERITED.search(description)
    return Wording(
        text=_remainder(description),
        required=_required(description),
        nullable=_NULLABLE.search(description) is not None,
        read_only=_READ_ONLY.search(description) is not None,
        inherited=Link(label=inherited[1], target=inherited[2]) if inherited else None,
        values=_values(found, description) if found else (),
    )


def _required(description: str) -> bool | None:
    found = _REQUIRED.search(description) or _LEADING.match(description)
    return None if found is None else found[1].lower() == "required"


def _values(found: re.Match[str], description: str) -> tuple[str, ...]:
    later = _LATER_VALUES.search(description, found.end())
    listed = found[1] + (f", {later[1]}" if later else "")
    return tuple(dict.fromkeys(re.findall(r"`([^`]+)`", listed)))


def _remainder(description: str) -> str:
    return plain(_REQUIRED.sub("", _INHERITED.sub("", _VALUES.sub("", description))))


def plain(text: str) -> str:
    """`text` without links to other pages, markup of line breaks and leftovers of what was cut out."""
    text = _LINK.sub(lambda link: link[0] if link[2].startswith("http") else link[1], text)
    text = re.sub(r"<br\s*/?>", " ", text, flags=re.IGNORECASE)
    return " ".join(text.split()).lstrip(".,; ").replace(" .", ".")


def read_options(paragraph: str) -> list[tuple[int, str]]:
    """The OData query options that a paragraph names in back-ticks, with their offsets."""
    options: dict[str, int] = {}
    for match in _OPTION.finditer(paragraph):
        options.setdefault(match[1], match.start(1))
    return [(offset, option) for option, offset in options.items()]


def read_response(paragraph: Text) -> ResponseSentence | None:
    """What a response sentence promises; None when the paragraph names neither a status code nor a type."""
    codes = [match for match in _STATUS.finditer(paragraph.value) if _is_code(paragraph.value, match)]
    if not codes:
        returns = _returns(_sentence(paragraph.value)) if "return" in paragraph.value else None
        return ResponseSentence(text=paragraph, returns=returns) if returns else None
    first, end = codes[0], codes[1].start() if len(codes) > 1 else len(paragraph.value)
    rest = _sentence(paragraph.value[first.end() : end])
    returns = None if _NO_BODY.search(rest) else _returns(rest)
    return ResponseSentence(
        text=paragraph.at(first.start(), first[0].strip("`*, ")),
        status=first[1],
        statuses=tuple(code[1] for code in codes),
        reason=first[2] or "",
        returns=returns,
        claims_body=returns is not None and ("object" in rest or "response body" in rest),
    )


def _is_code(text: str, match: re.Match[str]) -> bool:
    """Whether three digits are a status code of success: quoted, or followed by a reason or the word for it."""
    before = text[max(match.start() - _SENTENCE, 0) : match.start()]
    if _FAILURE.search(re.split(r"\.\s|\n[*-] ", before)[-1]):
        return False
    quoted = before.rstrip("* ").endswith("`")
    return quoted or match[2] is not None or "response" in text[match.end() : match.end() + 20]


def _sentence(text: str) -> str:
    """Up to the end of the sentence; dots inside links do not end it."""
    end = re.search(r"\.(?:\s|$)", text)
    return text[: end.start()] if end else text


def _returns(rest: str) -> TypeUse | None:
    if link := _RESOURCE.search(rest):
        before, after = rest[: link.start()].lower(), rest[link.end() :].lower()
        collection = "collection of" in before or "list of" in before or after.lstrip().startswith("collection")
        use = read_type(link[0])
        return TypeUse(name=use.name, target=use.target, collection=collection) if use.name else None
    if bold := _BOLD.search(rest):
        return TypeUse(name=bold[1], collection="collection" in rest.lower() or "list of" in rest.lower())
    found = _PLAIN_TYPE.search(rest)
    if found and primitive(found[1]) is not None:
        return TypeUse(name=found[1], collection="collection" in rest.lower())
    return None
