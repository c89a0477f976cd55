"""Templates lay out and do nothing else, and they agree with the views they are given."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

import jinja2
import pytest
from jinja2 import nodes

from specwright.installed import templates_root
from specwright.render import views as views_module
from specwright.render.plain import Plain
from specwright.render.quote import Code, Wire
from specwright.render.templates import FILTERS
from specwright.render.views import TEMPLATES, VIEWS_VERSION

FILES = sorted(str(path.relative_to(templates_root())) for path in templates_root().rglob("*.jinja"))
ENVIRONMENT = jinja2.Environment(loader=jinja2.FileSystemLoader(templates_root()), trim_blocks=True, lstrip_blocks=True)
LAYOUT = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.For, nodes.If, nodes.Include, nodes.Filter, nodes.Name,
    nodes.Getattr, nodes.Const, nodes.And, nodes.Or, nodes.Not, nodes.Test,
)  # fmt: skip


def parse(name: str) -> nodes.Template:
    return ENVIRONMENT.parse((templates_root() / name).read_text("utf-8"), name)


@pytest.mark.parametrize("name", FILES)
def test_a_template_holds_layout_only(name: str) -> None:
    for node in parse(name).find_all(nodes.Node):
        assert isinstance(node, LAYOUT), f"{name}:{node.lineno}: {type(node).__name__}"
        if isinstance(node, nodes.Filter):
            assert node.name in FILTERS, f"{name}:{node.lineno}: the filter {node.name}"
            assert all(isinstance(argument, nodes.Const | nodes.Getattr) for argument in node.args)
        if isinstance(node, nodes.Include):
            assert isinstance(node.template, nodes.Const), f"{name}:{node.lineno}: an include by name"
        if isinstance(node, nodes.Test):
            assert node.name == "none", f"{name}:{node.lineno}: the test {node.name}"


class Reader:
    """Follows the types of a view through a template, as a type checker would."""

    def __init__(self) -> None:
        self.read: set[tuple[type, str]] = set()

    def check(self, name: str, scope: dict[str, Any]) -> Iterator[str]:
        for node in parse(name).body:
            yield from (f"{name}:{problem}" for problem in self.visit(node, scope))

    def visit(self, node: nodes.Node, scope: dict[str, Any]) -> Iterator[str]:
        match node:
            case nodes.Output(nodes=parts):
                for part in parts:
                    if not isinstance(part, nodes.TemplateData):
                        yield from self.written(part, scope)
            case nodes.For(target=nodes.Name(name=name), iter=iterated, body=body):
                (item, *_) = get_args(self.type_of(iterated, scope))
                for child in body:
                    yield from self.visit(child, {**scope, name: item})
            case nodes.If(test=test, body=body, elif_=others, else_=other):
                self.type_of(test, scope)
                for child in [*body, *others, *other]:
                    yield from self.visit(child, scope)
            case nodes.Include(template=nodes.Const(value=name)):
                yield from self.check(name, scope)

    def written(self, part: nodes.Node, scope: dict[str, Any]) -> Iterator[str]:
        wanted: tuple[type, ...] = (Code,)
        if isinstance(part, nodes.Filter):
            for argument in part.args:
                self.type_of(argument, scope)
            filter_name, part = part.name, part.node
            wanted = (Wire,) if filter_name != "literal" else (Wire, bool, int, float, tuple, dict)
        found = {get_origin(kind) or kind for kind in plain(self.type_of(part, scope))}
        if not found <= set(wanted):
            yield f"{part.lineno}: {found} where {wanted} is written"

    def type_of(self, node: nodes.Node, scope: dict[str, Any]) -> Any:
        match node:
            case nodes.Name(name=name):
                return scope[name]
            case nodes.Getattr(node=owner, attr=attribute):
                (view,) = plain(self.type_of(owner, scope))
                self.read.add((view, attribute))
                return get_type_hints(view)[attribute]
            case nodes.Not(node=inner) | nodes.Test(node=inner):
                return self.type_of(inner, scope)
            case nodes.And(left=left, right=right) | nodes.Or(left=left, right=right):
                self.type_of(left, scope)
                return self.type_of(right, scope)
            case nodes.Const():
                return bool
        raise AssertionError(f"{node.lineno}: {type(node).__name__}")


def plain(kind: Any) -> list[Any]:
    """The members of a union, without None."""
    kinds = get_args(kind) if get_origin(kind) in (Union, types.UnionType) else (kind,)
    return [each for one in kinds if one is not type(None) for each in (plain(one) if one is not kind else [one])]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_what_a_template_writes_is_in_its_view(name: str, reader: Reader) -> None:
    view = TEMPLATES[name]
    reader.read |= {(view, field) for field in view.__struct_fields__ if field in names(name)}
    assert list(reader.check(name, get_type_hints(view))) == []


def names(name: str) -> set[str]:
    """The top-level names that a template and what it includes read."""
    tree = parse(name)
    included = {
        str(node.template.value) for node in tree.find_all(nodes.Include) if isinstance(node.template, nodes.Const)
    }
    return {node.name for node in tree.find_all(nodes.Name)}.union(*map(names, included))


def test_what_a_view_has_is_written_somewhere(reader: Reader) -> None:
    for name, view in TEMPLATES.items():
        reader.read |= {(view, used) for used in names(name)}
        assert list(reader.check(name, get_type_hints(view))) == []
    views = {view for view, _ in reader.read}
    fields = {f"{view.__name__}.{field}" for view in views for field in view.__struct_fields__}
    read = {f"{view.__name__}.{name}" for view, name in reader.read}
    assert fields - read == set()


def test_every_file_is_a_template_or_included_in_one() -> None:
    included = {
        node.template.value
        for name in FILES
        for node in parse(name).find_all(nodes.Include)
        if isinstance(node.template, nodes.Const)
    }
    assert {*TEMPLATES, *included} == set(FILES)


def test_the_views_are_those_of_the_published_version(accept: Callable[[Path, str], None]) -> None:
    """Who accepts a change of this list changes `VIEWS_VERSION` as well."""
    views = sorted(
        {v for v in vars(views_module).values() if isinstance(v, type) and issubclass(v, Plain)},
        key=lambda v: v.__name__,
    )
    lines = [f"{view.__name__}.{field}: {type_}" for view in views for field, type_ in view.__annotations__.items()]
    accept(Path(__file__).with_name("views.txt"), "\n".join([f"VIEWS_VERSION {VIEWS_VERSION}", *lines, ""]))
