"""What views are made of, and the digest that tells one from another."""

from __future__ import annotations

import hashlib
from typing import Final

from msgspec import Struct
from msgspec.msgpack import Encoder

__all__ = ["Plain", "digest"]


class Plain(Struct, frozen=True, kw_only=True, array_like=True, tag_field="class", tag=True):
    """Plain data that a template sees. Its encoding begins with its class, so what differs only in kind differs."""


_ENCODER: Final = Encoder(enc_hook=str.encode)  # `Code` is a string, but not of the very class: its bytes stand for it


def digest(*shown: Plain | str) -> str:
    """The digest of all that views hold, the same in every run."""
    return hashlib.sha256(_encoded(shown)).hexdigest()


def _encoded(shown: tuple[Plain | str, ...]) -> bytes:
    try:
        return _ENCODER.encode(shown)
    except (OverflowError, UnicodeEncodeError):  # documents may hold integers beyond 64 bits, and halves of surrogates
        return repr(shown).encode("utf-8")
