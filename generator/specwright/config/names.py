"""Names of packages: which may be used, and which one a document gets."""

from __future__ import annotations

import keyword
import re
import sys
import unicodedata

__all__ = ["package_name", "why_no_name", "why_no_package", "why_no_type"]

_NEEDED = frozenset(
    {"fastapi", "httpx2", "msgspec", "pydantic", "pydantic_core", "starlette", "typing_extensions", "uvicorn"}
)
"""What generated packages import: one that is called the same would hide it from itself."""


def why_no_package(name: str) -> str | None:
    """Why a package can't have this name; None when it can."""
    if not name.isidentifier() or not name.isascii():
        return "it is not a Python identifier (letters, digits and _, no digit first)"
    if keyword.iskeyword(name) or keyword.issoftkeyword(name):
        return "it is a word of the Python language"
    if name in sys.stdlib_module_names:
        return "it would hide the module of that name in the standard library"
    if name in _NEEDED:
        return "it would hide the distribution of that name, which the package needs"
    return None


def why_no_name(key: str, name: str) -> str | None:
    """Why something in a document can't be called `name`; None when it can, as far as that is known here."""
    if not key.startswith(("#/", "tag:")) and not re.fullmatch(r"[A-Z-]+ .+", key):
        return (
            "what is named is a JSON Pointer (#/components/schemas/Pet), an operation (GET /pets, or POST petSold for a "
            "webhook) or a tag (tag:pets)"
        )
    if not name.isidentifier() or keyword.iskeyword(name) or name.startswith("_"):
        return "it is not a public Python identifier"
    return None


def why_no_type(key: str, type: str) -> str | None:
    """Why `type` can't stand for the format or schema `key`; None when it can, as far as that is known here."""
    if not key.startswith(("#/", "format:")):
        return "what gets a type is a format (format:money) or a JSON Pointer (#/components/schemas/Money)"
    module, colon, name = type.partition(":")
    if not colon or not all(part.isidentifier() and not keyword.iskeyword(part) for part in (*module.split("."), name)):
        return "a type is written as package.module:Name"
    return None


def package_name(title: str) -> str:
    """A package name made from a document's title or file name; always a good one."""
    ascii_only = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    name = re.sub(r"[^a-z0-9]+", "_", ascii_only.lower()).strip("_")[:60].strip("_")
    if not name or name[0].isdigit():
        name = f"api_{name}".rstrip("_")
    return f"{name}_api" if why_no_package(name) else name
