"""What makes a package a distribution of its own: `pyproject.toml`, and a README that tells what is in it.

A version is the number in the document's (PEP 440 has no room for the rest); the licence of an API need not be that of a
client, so that it is told in the README, and claimed nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from specwright.lower.api import Api, Operation, Parameter, SecurityScheme
from specwright.render.quote import Code, Wire, code, dotted, identifier, joined, literal
from specwright.render.service_views import ClientSide
from specwright.render.views import DistributionView, ReadmeServiceView, ReadmeView

__all__ = ["distribution_view", "readme_view"]

_CLIENT = ("httpx2>=2", "pydantic>=2.12")
_SERVER = ("fastapi>=0.120", "python-multipart>=0.0.20")
_MODELS = ("pydantic>=2.12",)
_NUMBER = re.compile(r"[0-9]{1,9}(?:[.-][0-9]{1,9})*")
_BEARERS = ("oauth2", "openIdConnect")


def distribution_view(
    api: Api, package: str, targets: frozenset[str], python: str, more: tuple[str, ...]
) -> DistributionView:
    """The metadata of the distribution; `more` is what the style of the models needs."""
    server = _SERVER if "server" in targets else ()
    client = (*(_CLIENT if "client" in targets else _MODELS), *more)
    return DistributionView(
        name=Wire(package.strip("_").replace("_", "-") or "api"),
        package=Wire(package),
        version=Wire(_version(api.version)),
        description=Wire(" ".join(api.title.split()) or "An API"),
        python=Wire(f">={python}"),
        requires=tuple(map(Wire, client if "client" in targets else (*client, *server))),
        server_requires=tuple(map(Wire, server if "client" in targets else ())),
    )


def readme_view(api: Api, package: str, targets: frozenset[str], sides: tuple[ClientSide, ...]) -> ReadmeView:
    """What the README tells."""
    is_async, operation = sides[:1] == ("async",), _simplest(api)
    return ReadmeView(
        title=Wire(api.title.strip() or "An API"),
        about=Wire(_first(api.description)),
        version=Wire(api.version),
        package=dotted(package),
        client=code("AsyncClient") if is_async else code("Client") if sides else code(""),
        is_async=is_async,
        is_awaited=operation is not None and operation.pagination is None,
        arguments=joined(", ", _arguments(api)),
        call=_call(operation) if operation else code(""),
        has_server="server" in targets,
        is_extra="client" in targets,
        services=tuple(
            ReadmeServiceView(
                name=identifier(service.name),
                operations=joined(", ", (code("`{}`", identifier(each.name)) for each in service.operations)),
                about=Wire(_first(service.description)),
            )
            for service in api.services
        ),
        license=Wire(api.license),
    )


def _first(text: str) -> str:
    """The first paragraph."""
    return text.strip().replace("\r\n", "\n").partition("\n\n")[0]


def _version(text: str) -> str:
    found = _NUMBER.search(text)
    return ".".join(str(int(part)) for part in re.split("[.-]", found[0])) if found else "0"


def _simplest(api: Api) -> Operation | None:
    """The operation that is called with the least ado, one that changes nothing if there is any."""
    operations = [operation for service in api.services for operation in service.operations]
    return min(operations, key=_effort, default=None)


def _effort(operation: Operation) -> tuple[bool, bool, int]:
    return operation.method != "GET", operation.deprecated, len(list(filter(_is_needed, operation.parameters)))


def _is_needed(parameter: Parameter) -> bool:
    return parameter.required


def _call(operation: Operation) -> Code:
    arguments = [
        identifier(one.name) if one.location == "path" else code("{0}={0}", identifier(one.name))
        for one in sorted(filter(_is_needed, operation.parameters), key=lambda one: one.location != "path")
    ]
    if operation.body is not None and operation.body.required:
        arguments.append(code("body=body"))
    return code("{}.{}({})", identifier(operation.service), identifier(operation.name), joined(", ", arguments))


def _arguments(api: Api) -> Iterator[Code]:
    """What a client has to be told: where the API is, unless the document says, and a credential."""
    server = api.servers[0] if api.servers else None
    if server is None or server.variables or not server.url.startswith(("https://", "http://")):
        yield code('base_url="https://api.example.com"')
    if any(map(_takes_token, api.security_schemes)):
        yield code('token="..."')
    elif keyed := [scheme for scheme in api.security_schemes if scheme.type == "apiKey"]:
        yield code('auth={{{}: "..."}}', literal(Wire(keyed[0].key)))


def _takes_token(scheme: SecurityScheme) -> bool:
    return scheme.type in _BEARERS or (scheme.type == "http" and scheme.http_scheme.lower() == "bearer")
