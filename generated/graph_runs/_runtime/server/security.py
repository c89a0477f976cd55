"""Security requirements: who may call an operation (OpenAPI 3.1, Security Requirement Object).

The package knows which schemes and scopes an operation asks for; what a credential is worth, only its user knows. So each
scheme has an authenticator, a function of the request and the scopes:

    async def delegated(request: Request, scopes: tuple[str, ...]) -> User | None:
        user = await users.by_token(bearer(request))
        if user and not user.has(scopes):
            raise Forbidden("the token lacks a scope")
        return user                                     # None: not authenticated by this scheme

    app = create_app(..., security={"delegated": delegated, "application": application})
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

from starlette.requests import Request

from ..operation import Operation
from .calling import call
from .problems import Forbidden, Problem

__all__ = ["Authenticator", "Gate", "Requirements"]

Authenticator: TypeAlias = Callable[[Request, tuple[str, ...]], Any]
"""Returns the principal, or None (or False) when the request is not authenticated; `def` or `async def`.

May raise `Forbidden` when the caller is known and lacks a scope."""

Requirements: TypeAlias = tuple[tuple[tuple[str, tuple[str, ...]], ...], ...]
"""Alternatives of which one must hold; each is (scheme, scopes) pairs that must all hold. `Operation.security`."""


class Gate:
    """Decides whether a request passes the security requirements of its operation.

    Raises ValueError when an operation asks for a scheme that no authenticator serves: such an app does not start.
    """

    def __init__(
        self,
        authenticators: Mapping[str, Authenticator] | None,
        operations: Iterable[Operation[Any]],
        challenges: Callable[[], Mapping[str, str]],
        logger: logging.Logger,
    ) -> None:
        schemes = sorted(
            {
                scheme
                for op in operations
                for needed in op.security
                for scheme, _ in needed
            }
        )
        self._authenticators = authenticators
        self._challenges = challenges
        if authenticators is None and schemes:
            logger.warning(
                "requests are not authenticated: no `security` given for %s",
                ", ".join(schemes),
            )
        missing = [scheme for scheme in schemes if scheme not in (authenticators or {})]
        if authenticators is not None and missing:
            raise ValueError(
                f"no authenticator for the security scheme(s) {', '.join(missing)}; add them to `security`"
            )

    async def admit(
        self, request: Request, requirements: Requirements
    ) -> Mapping[str, Any]:
        """The principals by scheme of the first alternative that holds.

        Raises Problem: 401 with a challenge, or 403 when an authenticator knew the caller and refused.
        """
        if self._authenticators is None or not requirements:
            return {}
        refusal: Forbidden | None = None
        # Anonymous comes last, so that who sends credentials is known even where they are optional.
        for alternative in sorted(requirements, key=lambda needed: not needed):
            try:
                principals = await self._hold(
                    self._authenticators, request, alternative
                )
            except Forbidden as error:
                refusal = refusal or error
                continue
            if principals is not None:
                return principals
        raise refusal or self._unauthenticated(requirements)

    async def _hold(
        self,
        authenticators: Mapping[str, Authenticator],
        request: Request,
        alternative: tuple[tuple[str, tuple[str, ...]], ...],
    ) -> dict[str, Any] | None:
        principals: dict[str, Any] = {}
        for scheme, scopes in alternative:
            principal = await call(authenticators[scheme], request, scopes)
            if principal is None or principal is False:
                return None
            principals[scheme] = principal
        return principals

    def _unauthenticated(self, requirements: Requirements) -> Problem:
        challenges = self._challenges()
        schemes = [scheme for alternative in requirements for scheme, _ in alternative]
        offered = dict.fromkeys(challenges.get(scheme, "Bearer") for scheme in schemes)
        return Problem(401, headers={"WWW-Authenticate": ", ".join(offered)})
