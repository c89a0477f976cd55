"""Parameters as they arrive: the inverse of `styles`, on what a request holds before anything is decoded.

The result is a JSON value of strings (`"1"`, `["a", "b"]`, `{"R": "100"}`), or parsed JSON for parameters with JSON
content; turning strings into the declared type is `codec.decode_value`'s work. Malformed input raises ParameterError.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NoReturn

from . import escaping
from .deep_objects import gather
from .operation import Parameter
from .parsing import parse_form, parse_json
from .shapes import Shape, property_names, shape_of
from .styles import ParameterError

__all__ = ["ReceivedParameters", "decode_parameter"]

_DELIMITERS = {"spaceDelimited": " ", "pipeDelimited": "|"}


@dataclass(frozen=True)
class ReceivedParameters:
    """Where a request's parameters stand, undecoded.

    `path` holds the still percent-encoded text that stood in each placeholder of the path template, by wire name;
    `query` what follows the question mark; `headers` the field lines; cookies are read from the `cookie` field lines.
    """

    path: Mapping[str, str] = field(default_factory=dict[str, str])
    query: str = ""
    headers: Sequence[tuple[str, str]] = ()

    @cached_property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The query as (decoded name, raw value)."""
        parts = (part.partition("=") for part in self.query.split("&") if part)
        return tuple((escaping.decode_form(name), raw) for name, _, raw in parts)

    @cached_property
    def cookies(self) -> tuple[tuple[str, str], ...]:
        """The cookie pairs, quotes taken off (RFC 6265, 5.4)."""
        crumbs = (
            crumb.partition("=")
            for line in self.lines("cookie")
            for crumb in line.split(";")
        )
        return tuple(
            (name.strip(), _unquoted(text.strip()))
            for name, equals, text in crumbs
            if equals
        )

    def lines(self, name: str) -> list[str]:
        """The values of all field lines of a header, in order."""
        wanted = name.lower()
        return [
            value.strip(" \t") for key, value in self.headers if key.lower() == wanted
        ]


def decode_parameter(
    parameter: Parameter, received: ReceivedParameters, others: Iterable[Parameter] = ()
) -> Any:
    """The wire value of a parameter, or None when it is absent.

    `others` are the operation's parameters: properties of an exploded object stand in the query beside them, and a
    name that belongs to another parameter is not a property. Raises ParameterError for what no sender of the style
    can have meant.
    """
    try:
        match parameter.location:
            case "path":
                return _from_path(parameter, received.path.get(parameter.wire_name))
            case "query":
                return _from_query(parameter, received, others)
            case "querystring":
                return (
                    _content(parameter, _whole_query(parameter, received.query))
                    if received.query
                    else None
                )
            case "header":
                return _from_header(parameter, received.lines(parameter.wire_name))
            case "cookie":
                return _from_cookies(parameter, received.cookies, others)
    except ParameterError:
        raise
    except ValueError as error:
        raise ParameterError(parameter, _reason(error)) from None


def _from_path(parameter: Parameter, raw: str | None) -> Any:
    if raw is None:
        return None
    if parameter.media_type is not None:
        return _content(parameter, escaping.decode(raw))
    shape = shape_of(parameter.type)
    match parameter.style:
        case "label":
            body = _after(parameter, raw, ".")
            return _delimited(
                parameter,
                shape,
                body,
                "." if parameter.explode else ",",
                escaping.decode,
            )
        case "matrix":
            return _from_matrix(parameter, shape, raw)
        case _:
            return _delimited(parameter, shape, raw, ",", escaping.decode)


def _from_matrix(parameter: Parameter, shape: Shape, raw: str) -> Any:
    pairs = [part.partition("=") for part in _after(parameter, raw, ";").split(";")]
    if parameter.explode and shape == "object":
        return _mapping(
            parameter,
            ((escaping.decode(name), escaping.decode(text)) for name, _, text in pairs),
        )
    if any(escaping.decode(name) != parameter.wire_name for name, _, _ in pairs):
        _fail(parameter, f"does not read `;{parameter.wire_name}=...`")
    if parameter.explode and (shape == "array" or len(pairs) > 1):
        return [escaping.decode(text) for _, _, text in pairs]
    if len(pairs) > 1:
        _fail(parameter, "is given more than once")
    return _delimited(parameter, shape, pairs[0][2], ",", escaping.decode)


def _from_query(
    parameter: Parameter, received: ReceivedParameters, others: Iterable[Parameter]
) -> Any:
    shape = shape_of(parameter.type)
    if parameter.media_type is None and parameter.style == "deepObject":
        return gather(parameter.wire_name, _decoded(parameter, received.pairs), shape)
    if parameter.media_type is None and parameter.explode and shape == "object":
        mine = _exploded_properties(parameter, received.pairs, others)
        return (
            _mapping(
                parameter, ((name, escaping.decode_form(raw)) for name, raw in mine)
            )
            or None
        )
    raws = [raw for name, raw in received.pairs if name == parameter.wire_name]
    if not raws:
        return None
    if parameter.media_type is not None:
        return _content(parameter, escaping.decode_form(_only(parameter, raws)))
    if parameter.explode and (shape == "array" or (shape == "any" and len(raws) > 1)):
        return [escaping.decode_form(raw) for raw in raws]
    raw = _only(parameter, raws)
    if shape == "any" and parameter.explode:
        return escaping.decode_form(raw)
    if delimiter := _DELIMITERS.get(parameter.style):
        # These can't hold their delimiter in a value, so it makes no difference that it arrives encoded.
        return _delimited(parameter, shape, escaping.decode_form(raw), delimiter, str)
    return _delimited(parameter, shape, raw, ",", escaping.decode_form)


def _from_header(parameter: Parameter, lines: list[str]) -> Any:
    if not lines:
        return None
    shape = shape_of(parameter.type)
    if parameter.media_type is not None:
        return _content(parameter, _only(parameter, lines))
    if shape == "scalar":
        return _only(parameter, lines)
    return _delimited(
        parameter, shape, ",".join(lines), ",", lambda item: item.strip(" \t")
    )


def _from_cookies(
    parameter: Parameter,
    cookies: Sequence[tuple[str, str]],
    others: Iterable[Parameter],
) -> Any:
    shape = shape_of(parameter.type)
    if parameter.media_type is None and parameter.explode and shape == "object":
        return (
            _mapping(parameter, _exploded_properties(parameter, cookies, others))
            or None
        )
    texts = [text for name, text in cookies if name == parameter.wire_name]
    if not texts:
        return None
    if parameter.media_type is not None:
        return _content(parameter, escaping.decode(_only(parameter, texts)))
    if parameter.explode and (shape == "array" or (shape == "any" and len(texts) > 1)):
        return texts
    return _delimited(parameter, shape, _only(parameter, texts), ",", str)


def _delimited(
    parameter: Parameter,
    shape: Shape,
    raw: str,
    delimiter: str,
    decode: Callable[[str], str],
) -> Any:
    if shape == "scalar":
        return decode(raw)
    items = raw.split(delimiter)
    if shape == "any":
        return [decode(item) for item in items] if len(items) > 1 else decode(raw)
    if shape == "array":
        return [decode(item) for item in items]
    if parameter.explode:
        pairs = [item.partition("=") for item in items]
        if not all(equals for _, equals, _ in pairs):
            _fail(parameter, "has a property without a value")
        return _mapping(
            parameter, ((decode(name), decode(text)) for name, _, text in pairs)
        )
    if len(items) % 2:
        _fail(parameter, "has a property without a value")
    return _mapping(
        parameter,
        ((decode(items[at]), decode(items[at + 1])) for at in range(0, len(items), 2)),
    )


def _exploded_properties(
    parameter: Parameter, pairs: Sequence[tuple[str, str]], others: Iterable[Parameter]
) -> Iterator[tuple[str, str]]:
    known = property_names(parameter.type)
    claimed = {
        each.wire_name
        for each in others
        if each.location == parameter.location and each is not parameter
    }
    for name, text in pairs:
        mine = (
            name in known
            if known is not None
            else name.partition("[")[0] not in claimed
        )
        if mine:
            yield name, text


def _decoded(
    parameter: Parameter, pairs: Iterable[tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    mine = (pair for pair in pairs if pair[0].startswith(parameter.wire_name))
    return ((name, escaping.decode_form(raw)) for name, raw in mine)


def _mapping(parameter: Parameter, pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, text in pairs:
        if name in found:
            _fail(parameter, "has a property twice")
        found[name] = text
    return found


def _whole_query(parameter: Parameter, query: str) -> str:
    is_form = (parameter.media_type or "").startswith(
        "application/x-www-form-urlencoded"
    )
    return query if is_form else escaping.decode_form(query)


def _content(parameter: Parameter, text: str) -> Any:
    media_type = (parameter.media_type or "").partition(";")[0].strip().lower()
    if media_type == "application/x-www-form-urlencoded":
        return parse_form(text)
    return text if media_type.startswith("text/") else parse_json(text)


def _only(parameter: Parameter, found: list[str]) -> str:
    if len(found) > 1:
        _fail(parameter, "is given more than once")
    return found[0]


def _after(parameter: Parameter, raw: str, prefix: str) -> str:
    if not raw.startswith(prefix):
        _fail(parameter, f"does not start with {prefix!r}")
    return raw[len(prefix) :]


def _unquoted(text: str) -> str:
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] == '"' else text


def _fail(parameter: Parameter, reason: str) -> NoReturn:
    raise ParameterError(parameter, reason)


def _reason(error: ValueError) -> str:
    return "is malformed" if isinstance(error, UnicodeError) else str(error)
