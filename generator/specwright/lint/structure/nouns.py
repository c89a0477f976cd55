"""What the definitions of the meta-schemas are called in a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

__all__ = ["a", "noun_of", "this"]

_NOUNS = {
    **dict.fromkeys(("type-apikey", "APIKeySecurityScheme", "apiKeySecurity"), "API key security scheme"),
    **dict.fromkeys(("type-http", "type-http-bearer", "HTTPSecurityScheme"), "HTTP security scheme"),
    **dict.fromkeys(("type-oauth2", "OAuth2SecurityScheme"), "OAuth2 security scheme"),
    **dict.fromkeys(("type-oidc", "OpenIdConnectSecurityScheme"), "OpenID Connect security scheme"),
    **dict.fromkeys(("oauth-flows", "OAuthFlows"), "OAuth flows"),
    **dict.fromkeys(("styles-for-path", "ParameterLocation", "pathParameterSubSchema"), "path parameter"),
    **dict.fromkeys(("implicit", "password", "client-credentials", "authorization-code"), "OAuth flow"),
    **dict.fromkeys(("SchemaXORContent", "nonBodyParameter"), "parameter"),
    "XML": "XML object",
    "xml": "XML object",
}

_PLURALS = frozenset({"callbacks", "components", "definitions", "headers", "OAuth flows", "paths", "responses"})


def noun_of(schema_path: Sequence[str | int]) -> str | None:
    """The noun for the definition that a path in a meta-schema ends in, such as `path item`."""
    steps = [str(step) for step in schema_path]
    for holder, name in reversed(list(pairwise(steps))):
        if holder in ("$defs", "definitions"):
            return _NOUNS.get(name) or _words(name)
    return None


def a(noun: str) -> str:
    """The noun with its article, if it takes one."""
    if noun in _PLURALS or noun in ("content", "info"):
        return noun
    return f"an {noun}" if noun[:1] in "aeioAEO" else f"a {noun}"


def this(noun: str) -> str:
    """The noun with its demonstrative."""
    return f"these {noun}" if noun in _PLURALS else f"this {noun}"


def _words(name: str) -> str:
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name.replace("-", " ")).lower()
    return words.removesuffix(" or reference")
