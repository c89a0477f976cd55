"""What datamodel-code-generator makes, read as a syntax tree: classes, their properties, and types of a few forms."""

from __future__ import annotations

import ast
import json
import warnings
from collections.abc import Iterator
from typing import Any, Final

from msgspec import Struct

from specwright.render.styles.style import Style, StyleError

__all__ = ["MadeClass", "MadeField", "make"]

_OUTPUTS: Final[dict[Style, str]] = {
    "dataclass": "dataclasses.dataclass",
    "typed-dict": "typing.TypedDict",
    "msgspec": "msgspec.Struct",
}


class MadeField(Struct, frozen=True, kw_only=True):
    """A property: its token and its type. What it makes of a default is no matter: whether there is one, we know."""

    token: str
    type: ast.expr


class MadeClass(Struct, frozen=True, kw_only=True):
    """A class: its token, that of its base, and its properties in the order of its constructor."""

    token: str
    base: str | None
    fields: tuple[MadeField, ...]


def make(document: dict[str, Any], style: Style) -> tuple[MadeClass, ...]:
    """The classes for the component schemas of a document, bases first.

    Raises `StyleError` when datamodel-code-generator is not installed, fails, or makes something else than classes.
    """
    text = _generated(document, style)
    try:
        return tuple(_classes(ast.parse(text)))
    except (SyntaxError, ValueError) as error:
        raise StyleError(f"datamodel-code-generator made what can't be used: {error}") from error


def _generated(document: dict[str, Any], style: Style) -> str:
    """Python, from a document without references to anything but itself; nothing is read or written."""
    try:
        from datamodel_code_generator import InputFileType, generate
        from datamodel_code_generator.enums import DataModelType, OpenAPIScope
        from datamodel_code_generator.format import PythonVersion
    except ImportError:
        raise StyleError("datamodel-code-generator is not installed: pip install 'specwright[styles]'") from None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            text = generate(
                json.dumps(document),
                input_file_type=InputFileType.OpenAPI,
                openapi_scopes=[OpenAPIScope.Schemas],
                output_model_type=DataModelType(_OUTPUTS[style]),
                target_python_version=PythonVersion.PY_311,
                allow_remote_refs=False,
                formatters=[],
                keyword_only=True,
                strict_nullable=True,
                use_closed_typed_dict=False,
                use_tuple_for_fixed_items=True,
            )
        except Exception as error:  # whatever goes wrong in there is told as one thing
            raise StyleError(f"datamodel-code-generator failed: {type(error).__name__}: {error}") from error
    return text if isinstance(text, str) else ""


def _classes(module: ast.Module) -> Iterator[MadeClass]:
    for node in module.body:
        match node:
            case ast.ImportFrom():
                continue
            case ast.ClassDef(name=name, bases=bases, body=body):
                yield MadeClass(token=name, base=_base(bases), fields=tuple(_fields(body)))
            case _:
                raise ValueError(f"line {node.lineno}: {type(node).__name__}")


def _base(bases: list[ast.expr]) -> str | None:
    match bases:
        case [] | [ast.Name(id="Struct" | "TypedDict")]:
            return None
        case [ast.Name(id=name)]:
            return name
    raise ValueError("a class with several bases")


def _fields(body: list[ast.stmt]) -> Iterator[MadeField]:
    for node in body:
        match node:
            case ast.Pass():
                continue
            case ast.AnnAssign(
                target=ast.Name(id=name), annotation=ast.Subscript(value=ast.Name(id="NotRequired"), slice=type_)
            ):
                yield MadeField(token=name, type=type_)
            case ast.AnnAssign(target=ast.Name(id=name), annotation=type_):
                yield MadeField(token=name, type=type_)
            case _:
                raise ValueError(f"line {node.lineno}: {type(node).__name__} in a class")
