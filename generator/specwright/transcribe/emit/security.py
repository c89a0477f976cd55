"""Security: the two kinds of callers that pages know, as OAuth2 schemes with the documented scopes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ..page import Page

__all__ = ["requirements", "schemes"]

_AUTHORITY = "https://login.microsoftonline.com"


def requirements(page: Page) -> list[dict[str, list[str]]] | None:
    """The alternatives of the permissions table; None when it names no scope, which leaves security open."""
    found: list[dict[str, list[str]]] = []
    for row in page.permissions:
        scheme = "application" if row.application else "delegated"
        for scopes in row.alternatives:
            if (entry := {scheme: list(scopes)}) not in found:
                found.append(entry)
    return found or None


def schemes(pages: Sequence[Page]) -> dict[str, Any]:
    """The security schemes, with every scope that a page names."""
    return {
        "delegated": {
            "type": "oauth2",
            "description": "A user is signed in, and the app acts for them.",
            "flows": {
                "authorizationCode": {
                    "authorizationUrl": f"{_AUTHORITY}/common/oauth2/v2.0/authorize",
                    "tokenUrl": f"{_AUTHORITY}/common/oauth2/v2.0/token",
                    "scopes": _scopes(pages, application=False),
                }
            },
        },
        "application": {
            "type": "oauth2",
            "description": "The app acts on its own, with no user signed in; the token URL takes the tenant's identifier.",
            "flows": {
                "clientCredentials": {
                    "tokenUrl": f"{_AUTHORITY}/organizations/oauth2/v2.0/token",
                    "scopes": _scopes(pages, application=True),
                }
            },
        },
    }


def _scopes(pages: Iterable[Page], *, application: bool) -> dict[str, str]:
    kind = "Application" if application else "Delegated"
    rows = (row for page in pages for row in page.permissions if row.application == application)
    names = sorted({scope for row in rows for scopes in row.alternatives for scope in scopes})
    return {name: f"{kind} permission {name}." for name in names}
