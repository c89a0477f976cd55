"""Parameters as they are sent: every style, exploded or not, in every location (OpenAPI 3.1, Style Values; RFC 6570).

`encode_*` take what `codec.to_wire` made of an argument (a JSON value); `received.decode_parameter` is the inverse.

What the styles themselves can't carry:

- null is RFC 6570's *undefined*: left out of arrays and objects. An empty array or object is left out as a whole.
- Scalars arrive as text. Arrays and objects inside arrays or objects are sent as JSON text, except by `deepObject`.
- `spaceDelimited` and `pipeDelimited` can't hold their delimiter in a value; header arrays and cookies can't hold commas.
  Such values are refused, never cut in two.
- `deepObject` numbers the items of arrays (`a[0]`); an object whose keys are `0`, `1`, ... reads back as an array.
- `label` delimits by dots, so dots inside items are sent as `%2E`.
- `allowReserved` leaves percent-encoded triples as they are, so a value that looks like one reads back decoded.
- Exploded cookies are pairs of their own (`a=1; a=2`), as by the style `cookie` of OpenAPI 3.2.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from . import escaping
from .operation import Parameter
from .shapes import is_array, is_object

__all__ = [
    "ParameterError",
    "encode_cookie",
    "encode_header",
    "encode_path",
    "encode_query",
    "form_text",
    "wire_text",
]

Escape: TypeAlias = Callable[[str], str]

_DELIMITERS = {"spaceDelimited": " ", "pipeDelimited": "|"}


class ParameterError(ValueError):
    """A parameter that can't be sent, or was received malformed. The message names it and never shows its value."""

    def __init__(self, parameter: Parameter, reason: str) -> None:
        super().__init__(
            f"{parameter.location} parameter {parameter.wire_name!r} {reason}"
        )
        self.parameter = parameter
        self.reason = reason


class _Expression(NamedTuple):
    """A row of RFC 6570's table of operators (appendix A); `empty` follows the name of an empty value."""

    first: str
    separator: str
    named: bool
    empty: str = "="


_EXPRESSIONS = {
    "simple": _Expression("", ",", named=False),
    "label": _Expression(".", ".", named=False),
    "matrix": _Expression(";", ";", named=True, empty=""),
    "form": _Expression("", "&", named=True),
}


def encode_path(parameter: Parameter, value: Any) -> str:
    """Expand a value into its place in a path; it can't leave its segment. Raises ParameterError where that is impossible."""
    compound = is_object(value) or is_array(value)
    # `/`, `?`, `#` and `%` would end the segment or the path, reserved or not; `,`, `;` and `=` delimit items.
    plain = not compound and parameter.style != "matrix"
    safe = (
        ""
        if not parameter.allow_reserved
        else ":@!$&'()*+,;="
        if plain
        else ":@!$&'()*+"
    )

    def escape(text: str) -> str:
        if flaw := escaping.flaw_in_path(text):
            raise ParameterError(parameter, flaw)
        escaped = _checked(parameter, lambda each: escaping.encode(each, safe), text)
        return (
            escaped.replace(".", "%2E")
            if compound and parameter.style == "label"
            else escaped
        )

    if parameter.media_type is not None:
        expanded = escape(_content_text(parameter, value))
    else:
        expanded = _expand(
            parameter, value, escape, escaping.encode(parameter.wire_name)
        )
    if expanded in ("", ".", ".."):
        raise ParameterError(
            parameter,
            f"is {expanded!r}, which can't be a part of a path"
            if expanded
            else "is empty",
        )
    return expanded


def encode_query(parameter: Parameter, value: Any) -> str:
    """Expand a value into `name=value` pairs joined by `&`; empty for an empty array or object."""
    if parameter.location == "querystring":
        return _whole_query(parameter, value)
    name, escape = (
        escaping.encode_name(parameter.wire_name),
        _query_escape(parameter, value),
    )
    if parameter.media_type is not None:
        return f"{name}={_checked(parameter, escape, _content_text(parameter, value))}"
    if parameter.style == "deepObject":
        return _deep_object(parameter, value, escape)
    return _expand(
        parameter, value, lambda text: _checked(parameter, escape, text), name
    )


def encode_header(parameter: Parameter, value: Any) -> str:
    """The field value for a parameter. Nothing is percent-encoded: what a header can't hold is refused."""
    compound = (is_object(value) or is_array(value)) and parameter.media_type is None

    def check(text: str) -> str:
        if flaw := escaping.flaw_in_header(text):
            raise ParameterError(parameter, flaw)
        if compound and "," in text:
            raise ParameterError(
                parameter, "has a comma inside an item, which would split it in two"
            )
        return text

    if parameter.media_type is not None:
        return check(_content_text(parameter, value, ascii_only=True))
    return _expand(parameter, value, check, parameter.wire_name)


def encode_cookie(parameter: Parameter, value: Any) -> list[tuple[str, str]]:
    """The cookie pairs for a parameter. Nothing is percent-encoded, save for JSON content."""
    if parameter.media_type is not None:
        return [(parameter.wire_name, escaping.encode(_content_text(parameter, value)))]
    if is_object(value) and parameter.explode:
        return [
            (_cookie_text(parameter, key), _cookie_text(parameter, text))
            for key, text in _properties(value)
        ]
    if is_array(value) and parameter.explode:
        return [
            (parameter.wire_name, _cookie_text(parameter, item))
            for item in _items(value)
        ]
    texts = [_cookie_text(parameter, text) for text in _flat(value)]
    return [(parameter.wire_name, ",".join(texts))] if texts else []


def wire_text(value: Any) -> str:
    """A JSON value as the text of a parameter: strings as they are, true and false, numbers; the rest as compact JSON."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None or is_object(value) or is_array(value):
        return json.dumps(
            value, ensure_ascii=False, separators=(",", ":"), allow_nan=False
        )
    return str(value)


def _expand(parameter: Parameter, value: Any, escape: Escape, name: str) -> str:
    if not (is_object(value) or is_array(value)):
        if parameter.style == "form":
            return f"{name}={escape(wire_text(value))}"
        if parameter.style == "simple":
            return escape(wire_text(value))
    rule = _EXPRESSIONS.get(parameter.style, _EXPRESSIONS["form"])
    parts = (
        _exploded(value, escape, rule, name)
        if parameter.explode
        else _joined(parameter, value, escape, rule, name)
    )
    return rule.first + rule.separator.join(parts) if parts else ""


def _exploded(value: Any, escape: Escape, rule: _Expression, name: str) -> list[str]:
    if is_object(value):
        return [f"{escape(key)}={escape(text)}" for key, text in _properties(value)]
    return [_named(rule, name, escape(text)) for text in _flat(value)]


def _joined(
    parameter: Parameter, value: Any, escape: Escape, rule: _Expression, name: str
) -> list[str]:
    texts = _flat(value)
    delimiter = (
        _DELIMITERS.get(parameter.style)
        if (is_object(value) or is_array(value))
        else None
    )
    if delimiter is None:
        joined = ",".join(escape(text) for text in texts)
    elif any(delimiter in text for text in texts):
        raise ParameterError(
            parameter, f"has {delimiter!r} inside an item, which would split it in two"
        )
    else:
        joined = escaping.encode(delimiter).join(escape(text) for text in texts)
    return [_named(rule, name, joined)] if texts else []


def _named(rule: _Expression, name: str, text: str) -> str:
    if not rule.named:
        return text
    return f"{name}={text}" if text else name + rule.empty


def _items(value: Sequence[Any]) -> list[str]:
    return [wire_text(item) for item in value if item is not None]


def _properties(value: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(key, wire_text(item)) for key, item in value.items() if item is not None]


def _flat(value: Any) -> list[str]:
    if is_object(value):
        return [text for pair in _properties(value) for text in pair]
    return _items(value) if is_array(value) else [wire_text(value)]


def _deep_object(parameter: Parameter, value: Any, escape: Escape) -> str:
    from .deep_objects import flatten

    try:
        pairs = [
            (key, wire_text(item)) for key, item in flatten(parameter.wire_name, value)
        ]
    except ValueError as error:
        raise ParameterError(parameter, str(error)) from None
    return "&".join(
        f"{escaping.encode(key)}={_checked(parameter, escape, text)}"
        for key, text in pairs
    )


def _query_escape(parameter: Parameter, value: Any) -> Escape:
    if not parameter.allow_reserved:
        return escaping.encode
    if is_object(value) or is_array(
        value
    ):  # a comma may delimit, an equals sign ends a property's name
        return lambda text: escaping.encode_reserved(text, ":/?@!$'()*;")
    return escaping.encode_reserved


def _checked(parameter: Parameter, escape: Escape, text: str) -> str:
    try:
        return escape(text)
    except UnicodeEncodeError:
        raise ParameterError(
            parameter, "has a lone surrogate, which is not Unicode text"
        ) from None


def _content_text(parameter: Parameter, value: Any, *, ascii_only: bool = False) -> str:
    media_type = (parameter.media_type or "").partition(";")[0].strip().lower()
    if media_type == "application/x-www-form-urlencoded" and is_object(value):
        return form_text(value)
    if isinstance(value, str) and media_type.startswith("text/"):
        return value
    return json.dumps(
        value, ensure_ascii=ascii_only, separators=(",", ":"), allow_nan=False
    )


def _whole_query(parameter: Parameter, value: Any) -> str:
    """OpenAPI 3.2, `in: querystring`: the query is one value of a media type, a form as it is, the rest percent-encoded."""
    text = _content_text(parameter, value)
    is_form = (parameter.media_type or "").startswith(
        "application/x-www-form-urlencoded"
    )
    return text if is_form else _checked(parameter, escaping.encode, text)


def form_text(value: Mapping[str, Any]) -> str:
    """An object as `a=1&b=2`, arrays as repeated names (WHATWG URL, application/x-www-form-urlencoded)."""
    pairs = (
        (key, item)
        for key, items in value.items()
        for item in (items if is_array(items) else [items])
    )
    return "&".join(
        f"{escaping.encode(key)}={escaping.encode(wire_text(item))}"
        for key, item in pairs
        if item is not None
    )


def _cookie_text(parameter: Parameter, item: Any) -> str:
    text = wire_text(item)
    if flaw := escaping.flaw_in_cookie(text):
        raise ParameterError(parameter, flaw)
    return text
