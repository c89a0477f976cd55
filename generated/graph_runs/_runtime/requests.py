"""From an operation and its arguments to a request; no input or output happens here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from . import codec, escaping, styles
from .auth import Proof
from .media_types import kind_of
from .operation import Operation, Parameter
from .options import NO_OPTIONS, RequestOptions
from .urls import expand_path, extend, join

if TYPE_CHECKING:
    from .bodies import EncodedBody

__all__ = ["Outgoing", "prepare"]


class Outgoing:
    """A request in the making; `proofs` join it when it is sent."""

    def __init__(self, headers: dict[str, str]) -> None:
        self.path = ""
        self.query: list[str] = []
        self.headers = headers
        self.cookies: list[tuple[str, str]] = []
        self.body: EncodedBody | None = None
        self.given_url: str | None = None

    def url(self, base_url: str, proofs: Iterable[Proof]) -> str:
        """The URL, with what the credentials add to the query; the one that a server gave for it goes first."""
        secrets = [
            f"{escaping.encode(name)}={escaping.encode(key)}"
            for proof in proofs
            for name, key in proof.query
        ]
        if self.given_url is not None:
            return extend(self.given_url, secrets)
        return join(
            base_url, self.path, "&".join(filter(None, (*self.query, *secrets)))
        )

    def fields(self, proofs: Iterable[Proof]) -> dict[str, str]:
        """The header fields, with what the credentials add; a caller's own header wins over a credential."""
        proofs = tuple(proofs)
        fields = dict(self.headers)
        given = {name.lower() for name in fields}
        for proof in proofs:
            fields.update(
                {
                    name: value
                    for name, value in proof.headers
                    if name.lower() not in given
                }
            )
        cookies = [*self.cookies, *(pair for proof in proofs for pair in proof.cookies)]
        if cookies:
            fields["Cookie"] = "; ".join(f"{name}={text}" for name, text in cookies)
        return fields


def prepare(
    operation: Operation[Any],
    arguments: tuple[object, ...],
    body: object,
    options: RequestOptions,
    headers: Mapping[str, str],
) -> Outgoing:
    """A request for an operation. `arguments` are in the order of its parameters, None for absent ones; `headers` the
    client's.

    Raises ValueError, naming the parameter, for what is missing or can't be sent.
    """
    outgoing = Outgoing(_defaults(operation, headers))
    path = _place(operation.parameters, arguments, outgoing)
    outgoing.path, literal_query = expand_path(
        operation.path, path, _queried(operation) if "?" in operation.path else ()
    )
    if literal_query:
        outgoing.query.insert(0, literal_query)
    if operation.body is not None:
        from .bodies import encode_body

        encoded = encode_body(operation.body, body, options.content_type, options.body)
        _add_body(outgoing, encoded)
    elif options.body:
        raise ValueError("this operation sends no body that members could be added to")
    if options is not NO_OPTIONS:
        _add_options(outgoing, options)
    return outgoing


def _queried(operation: Operation[Any]) -> list[str]:
    return [each.wire_name for each in operation.parameters if each.location == "query"]


def _defaults(operation: Operation[Any], headers: Mapping[str, str]) -> dict[str, str]:
    fields = dict(headers)
    accepted = ", ".join(dict.fromkeys(_accepted(operation)))
    if accepted and not any(name.lower() == "accept" for name in fields):
        fields["Accept"] = accepted
    return fields


def _accepted(operation: Operation[Any]) -> Iterator[str]:
    """The media types of successes; where JSON comes first nothing else is asked for, as it decides what a call returns."""
    successes = [
        response for response in operation.responses if response.status[0] == "2"
    ]
    for response in successes or operation.responses:
        contents = response.contents
        preferred = (
            contents[:1]
            if contents and kind_of(contents[0].media_type) == "json"
            else contents
        )
        yield from (content.media_type for content in preferred)


def _place(
    parameters: tuple[Parameter, ...], arguments: tuple[object, ...], outgoing: Outgoing
) -> dict[str, str]:
    """Put each argument where it belongs; returns the values of the path's placeholders."""
    path: dict[str, str] = {}
    for parameter, argument in zip(parameters, arguments, strict=True):
        if argument is None:
            if parameter.required:
                raise styles.ParameterError(parameter, "is required")
            continue
        wire = (
            argument
            if type(argument) in (str, int, bool)
            else codec.to_wire(argument, parameter.type)
        )
        match parameter.location:
            case "path":
                path[parameter.wire_name] = styles.encode_path(parameter, wire)
            case "header":
                _set(
                    outgoing.headers,
                    parameter.wire_name,
                    styles.encode_header(parameter, wire),
                )
            case "cookie":
                outgoing.cookies += styles.encode_cookie(parameter, wire)
            case _:
                outgoing.query.append(styles.encode_query(parameter, wire))
    return path


def _add_body(outgoing: Outgoing, body: EncodedBody | None) -> None:
    outgoing.body = body
    if body is not None and body.content_type is not None:
        _set(outgoing.headers, "Content-Type", body.content_type)


def _add_options(outgoing: Outgoing, options: RequestOptions) -> None:
    for name, value in options.query.items():
        if value is not None:
            extra = Parameter(
                name, name, "query", lambda: Any, style="form", explode=True
            )
            outgoing.query.append(styles.encode_query(extra, codec.to_wire(value)))
    if options.idempotency_key is not None:
        escaping.check_headers({"Idempotency-Key": options.idempotency_key})
        _set(outgoing.headers, "Idempotency-Key", options.idempotency_key)
    for name, value in escaping.check_headers(options.headers).items():
        _set(outgoing.headers, name, value)


def _set(headers: dict[str, str], name: str, value: str) -> None:
    """Set a field whatever the case of its name: two fields would be sent otherwise."""
    for other in [key for key in headers if key.lower() == name.lower()]:
        del headers[other]
    headers[name] = value
