"""A second look at the output: whatever a document says, the modules hold only what our templates are made of.

The quoting functions make injection impossible; this check would find it if they did not. It reads the finished modules
as syntax trees and knows nothing of the document: imports come from a short list of modules, calls go to a short list of
names, every name is bound in its module, and there are no statements or expressions but those that templates use.
Strings are harmless where they are data; as annotations, which pydantic evaluates, they are held to the same rules.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from typing import Final

from msgspec import Struct, field

__all__ = ["Violation", "verify"]

_MODULES: Final = frozenset(
    {
        "__future__",
        "collections.abc",
        "dataclasses",
        "datetime",
        "decimal",
        "fastapi",
        "functools",
        "msgspec",
        "pydantic",
        "typing",
        "typing_extensions",
        "uuid",
    }
)
_CALLED: Final = frozenset(
    {
        "Body",
        "Content",
        "Encoding",
        "Field",
        "Header",
        "OAuthFlow",
        "Operation",
        "Pagination",
        "Parameter",
        "Response",
        "SecurityScheme",
        "Server",
    }
    | {
        "ServerVariable",
        "Tagged",
        "Unimplemented",
        "Webhook",
        "build_app",
        "build_webhooks_app",
        "exports",
        "float",
        "operation_table",
        "placeholders",
        "wire",
    }
    | {"Contradiction", "Listed", "PatternProperties", "Positions", "Unique"}
    | {"AnyRequired", "DependentRequired", "MaxProperties", "MinProperties", "NotRequired", "OneRequired"}
)
"""What modules call, by the name under which it is imported; and the classes of their own package's services."""

_STYLED: Final = frozenset({"Meta", "TypedDict", "dataclass", "field", "lazy", "separate"})
"""What modules of models in other styles than pydantic's call."""

_CALLS: Final = frozenset({("self", "_call"), ("self", "_pages"), ("self", "_stream")})
"""How methods make their calls."""

_BUILTINS: Final = frozenset(
    {"bool", "bytes", "dict", "float", "int", "list", "str", "tuple", "__name__", "__package__"}
)
_STATEMENTS: Final = (
    ast.AnnAssign, ast.Assign, ast.AsyncFunctionDef, ast.ClassDef, ast.Expr, ast.FunctionDef, ast.If, ast.ImportFrom,
    ast.Raise, ast.Return,
)  # fmt: skip
_EXPRESSIONS: Final = (
    ast.Attribute, ast.Await, ast.BinOp, ast.Call, ast.Compare, ast.Constant, ast.Dict, ast.IfExp, ast.Lambda, ast.List,
    ast.Name, ast.Starred, ast.Subscript, ast.Tuple, ast.UnaryOp,
)  # fmt: skip
_PARTS: Final = (
    ast.alias, ast.arg, ast.arguments, ast.keyword, ast.BitOr, ast.Is, ast.IsNot, ast.Not, ast.USub, ast.Load, ast.Store,
)  # fmt: skip


class Violation(Struct, frozen=True, kw_only=True):
    """Something that no template writes."""

    path: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.reason}"


def verify(modules: Mapping[str, str | bytes]) -> tuple[Violation, ...]:
    """Everything in the generated modules (path to text) that our templates do not write; nothing, unless we have a bug.

    Not for the output of overriding templates, whose authors may write what they like. Raises `SyntaxError` for text
    that is no Python.
    """
    return tuple(
        violation for path, text in modules.items() for violation in _Module(path, ast.parse(text, path)).check()
    )


class _Module(Struct):
    path: str
    tree: ast.AST
    bound: set[str] = field(default_factory=set)
    callable: set[str] = field(default_factory=set)

    def check(self) -> Iterator[Violation]:
        """Everything that should not be there."""
        nodes = list(ast.walk(self.tree))
        for node in nodes:
            self._bind(node)
        for node in nodes:
            reason = self._flaw(node)
            if reason is not None:
                yield Violation(path=self.path, line=getattr(node, "lineno", 1), reason=reason)

    def _bind(self, node: ast.AST) -> None:
        match node:
            case ast.ImportFrom(module=module, names=names):
                self.bound.update(name.asname or name.name for name in names)
                ours = node.level == 1 and not (module or "").startswith("_runtime")
                self.callable.update(
                    name.asname or name.name for name in names if ours or name.name in _CALLED | _STYLED
                )
            case ast.ClassDef(name=name):
                self.bound.add(name)
            case ast.arg(arg=name) | ast.Name(id=name, ctx=ast.Store()):
                self.bound.add(name)

    def _flaw(self, node: ast.AST) -> str | None:
        if not isinstance(node, (ast.Module, *_STATEMENTS, *_EXPRESSIONS, *_PARTS)):
            return f"no template writes {type(node).__name__}"
        match node:
            case ast.ImportFrom(module="builtins", names=names) if not node.level:
                return None if _BUILTINS.issuperset(name.name for name in names) else "a builtin that is no type"
            case ast.ImportFrom():
                return None if node.level or node.module in _MODULES else f"an import from {node.module}"
            case ast.Expr(value=ast.Call(func=ast.Name(), args=[ast.Name(id="__name__")])):
                return None  # which function is called, its own node is asked for
            case ast.Expr(value=value):
                return None if isinstance(value, ast.Constant) else "an expression as a statement"
            case ast.Name(id=name):
                return None if name in self.bound or name in _BUILTINS else f"the unknown name {name}"
            case ast.Attribute():
                return self._flaw_of_attribute(node)
            case ast.Call(func=function):
                return self._flaw_of_call(function)
            case ast.FunctionDef(decorator_list=decorators) | ast.AsyncFunctionDef(decorator_list=decorators):
                return None if all(_is_cached(one) for one in decorators) else "a decorator"
            case ast.ClassDef(decorator_list=[ast.Call(func=ast.Name(id=name))]) if name.lstrip("_") == "dataclass":
                return None
            case ast.ClassDef(decorator_list=[_, *_]):
                return "a decorator"
            case ast.If(test=test):
                return None if ast.unparse(test) in ("TYPE_CHECKING", "not TYPE_CHECKING") else "a condition"
            case ast.AnnAssign(annotation=annotation) | ast.arg(annotation=ast.expr() as annotation):
                return self._flaw_of_annotation(annotation)
        return None

    def _flaw_of_attribute(self, node: ast.Attribute) -> str | None:
        owner = node.value
        if not isinstance(owner, ast.Name) or owner.id.lstrip("_") not in ("models", "operations", "self"):
            return "an attribute of something else than models, operations or self"
        if node.attr.startswith("_") and (owner.id, node.attr) not in _CALLS:
            return f"the private attribute {node.attr}"
        return None

    def _flaw_of_call(self, function: ast.expr) -> str | None:
        match function:
            case ast.Name(id=name) if name in self.callable or name == "float":
                return None
            case ast.Attribute(attr="_call" | "_pages" | "_stream"):
                return None
        return f"a call of {ast.unparse(function)}"

    def _flaw_of_annotation(self, annotation: ast.expr) -> str | None:
        """A string in an annotation is evaluated: it must be the name of a type, or several with `|`."""
        for text in _evaluated(annotation):
            try:
                inner = ast.parse(text, mode="eval").body
            except SyntaxError:
                return "a quoted annotation that is no expression"
            for node in ast.walk(inner):
                if (reason := self._flaw(node)) is not None:
                    return f"in a quoted annotation, {reason}"
        return None


def _evaluated(annotation: ast.expr) -> Iterator[str]:
    """The strings of an annotation that are code: not those of `Literal`s, nor the arguments of calls."""
    match annotation:
        case ast.Constant(value=str() as text):
            yield text
        case ast.Subscript(value=ast.Name(id=name)) if name.lstrip("_") == "Literal":
            return
        case ast.Call():
            return
        case _:
            for child in ast.iter_child_nodes(annotation):
                if isinstance(child, ast.expr):
                    yield from _evaluated(child)


def _is_cached(decorator: ast.expr) -> bool:
    return isinstance(decorator, ast.Name) and decorator.id.lstrip("_") == "cached_property"
