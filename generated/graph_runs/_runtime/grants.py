"""How a client comes by OAuth 2 access tokens of its own: the grants of RFC 6749 that need nobody at a browser."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar, TypeAlias

__all__ = ["ClientCredentials", "Grant", "RefreshToken"]


@dataclass(frozen=True, slots=True)
class ClientCredentials:
    """A client that acts for itself (RFC 6749, 4.4). Tokens are fetched when needed and kept until they expire.

    Args:
        client_id: The client's name at the authorization server.
        client_secret: Its password there.
        scopes: What to ask for; by default the scopes that the document demands for the operation.
        token_url: Where tokens are issued; by default what the document says.
        in_body: Send name and password in the body, for servers that do not know HTTP Basic.
        extra: Further members of the request, such as `audience`.
    """

    flows: ClassVar[tuple[str, ...]] = ("clientCredentials",)

    client_id: str
    client_secret: str = field(repr=False)
    scopes: tuple[str, ...] | None = None
    token_url: str | None = None
    in_body: bool = False
    extra: Mapping[str, str] = field(
        default_factory=dict[str, str], repr=False, hash=False
    )


@dataclass(frozen=True, slots=True)
class RefreshToken:
    """A user's consent that was given earlier (RFC 6749, 6). Access tokens are fetched when needed and kept until they expire.

    Args:
        client_id: The client's name at the authorization server.
        refresh_token: What the authorization code was exchanged for.
        client_secret: The client's password; public clients have none.
        scopes: What to ask for; by default all that was consented to.
        token_url: Where tokens are issued; by default what the document says.
        in_body: Send name and password in the body, for servers that do not know HTTP Basic.
        extra: Further members of the request.
        on_renewal: Told the new refresh token when the server replaces it: the old one may be void.
    """

    flows: ClassVar[tuple[str, ...]] = (
        "authorizationCode",
        "deviceAuthorization",
        "password",
    )

    client_id: str
    refresh_token: str = field(repr=False)
    client_secret: str = field(default="", repr=False)
    scopes: tuple[str, ...] | None = None
    token_url: str | None = None
    in_body: bool = False
    extra: Mapping[str, str] = field(
        default_factory=dict[str, str], repr=False, hash=False
    )
    on_renewal: Callable[[str], None] | None = None


Grant: TypeAlias = ClientCredentials | RefreshToken
