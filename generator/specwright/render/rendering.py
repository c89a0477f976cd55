"""The stage itself: which modules a package has, which template and view make each of them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

from msgspec import Struct

from specwright.lower.api import Api, Service
from specwright.render.catalog import Catalog
from specwright.render.distribution import distribution_view, readme_view
from specwright.render.field_views import CommonFields
from specwright.render.formatting import Batch, formatted
from specwright.render.model_views import base_view, index_view, module_view
from specwright.render.operation_views import operations_view
from specwright.render.package_views import (
    app_view,
    client_view,
    operation_table_view,
    package_view,
    webhooks_app_view,
)
from specwright.render.plain import digest
from specwright.render.runtime_files import runtime_files
from specwright.render.service_views import ClientSide, Side, service_views
from specwright.render.styles.style import Style
from specwright.render.templates import Templates
from specwright.render.views import ConstantView, View

__all__ = [
    "TARGETS",
    "Artifact",
    "RenderOptions",
    "Rendering",
    "Shown",
    "foreseen",
    "render",
    "render_changed",
    "render_differences",
    "render_modules",
]

TARGETS: Final = frozenset({"models", "client", "server"})

_RUNTIME: Final = re.compile(r"^\s*from \.+_runtime\.([\w.]+) import", re.MULTILINE)

_RUNTIME_MODULE: Final = re.compile(r"\.+_runtime\.([\w.]+)")

_FOLDERS: Final[dict[Side, tuple[str, str]]] = {
    "client": ("services", "client/service.py.jinja"),
    "async": ("async_services", "client/async_service.py.jinja"),
    "server": ("server", "server/service.py.jinja"),
}
"""Where the services of a side go, and the template of each."""

_STYLED: Final = {"msgspec": ("msgspec>=0.19",)}
"""What models of a style need beside pydantic."""

Page = tuple[str, str, View]
"""A module to be: its path in the package, its template, its view."""


class RenderOptions(Struct, frozen=True, kw_only=True):
    """What to render: targets, the clients, the oldest version of Python that it is for, the style of the models if not
    pydantic's, a folder of templates that replace ours, the document that the server serves, and whether the package comes
    within a distribution."""

    package: str
    targets: frozenset[str] = TARGETS
    clients: tuple[ClientSide, ...] = ("client", "async")
    python: str = "3.11"
    style: Style | None = None
    templates: Path | None = None
    document: bytes | None = None
    distribution: bool = False

    @property
    def root(self) -> str:
        """What the paths of the package's files begin with: its folder, where it comes within a distribution."""
        return f"{self.package}/" if self.distribution else ""


class Artifact(Struct, frozen=True, kw_only=True):
    """A file of the output: its path in the package folder, with `/`, and its bytes."""

    path: str
    content: bytes


class Shown(Struct, frozen=True, kw_only=True):
    """What a generated module shows: the digest of its view, and the modules of the runtime that it imports."""

    view: str
    runtime: tuple[str, ...]


class Rendering(Struct, frozen=True, kw_only=True):
    """The files that were made, sorted by path, and what every generated module shows: those that were made, and those that
    were kept."""

    artifacts: tuple[Artifact, ...]
    shown: Mapping[str, Shown]
    kept: frozenset[str]


def render(api: Api, options: RenderOptions) -> tuple[Artifact, ...]:
    """Everything that is generated for an API, sorted by path.

    Args:
        api: What `lower` decided.
        options: What to render of it. Client and server include the models.

    Raises:
        TemplateError: A template of `options.templates` can't be used; it names file and line.
        StyleError: The models can't be made in `options.style`.
        FormatError: The output is no Python: a mistake in such a template, or a bug.
    """
    return render_changed(api, options, None).artifacts


def render_changed(api: Api, options: RenderOptions, standing: Mapping[str, Shown] | None) -> Rendering:
    """As `render`, but without the modules that show the same view already.

    `standing` is what stands in the package, by path, made with these options by the same templates and formatter; with
    None everything is made, and no digest. Raises what `render` does.
    """
    root = options.root
    templates, shown, kept = Templates(options.templates), dict[str, Shown](), set[str]()
    with Batch(options.python) as batch:
        for path, template, view in _pages(api, options):
            known = "" if standing is None else digest(template, view)
            there = standing and standing.get(root + path)
            if there and there.view == known:
                kept.add(root + path)
                shown[root + path] = there
            else:
                text = templates.render(template, view)
                batch.add(path, text)
                written = text if options.templates else ""  # a user's template may import what no view tells
                shown[root + path] = Shown(view=known, runtime=_runtime(templates, template, view, written))
        files = {root + path: content for path, content in batch.formatted().items()}
    files |= {root + path: content for path, content in _constant(options, shown).items()}
    files |= _distribution(api, options, templates) if options.distribution else {}
    artifacts = tuple(Artifact(path=path, content=files[path]) for path in sorted(files))
    return Rendering(artifacts=artifacts, shown=shown, kept=frozenset(kept))


def foreseen(api: Api, options: RenderOptions, tool: str) -> dict[str, str]:
    """What `render` would make, without rendering: each path, with a key that changes when the file would.

    The key of a file that no template makes is the digest of its content. `tool` stands for all that shapes modules beside
    their views. What an overriding template imports from the runtime under a condition is not foreseen. Raises
    `TemplateError` and `StyleError`.
    """
    root, templates, shown = options.root, Templates(options.templates), dict[str, Shown]()
    for path, template, view in _pages(api, options):
        shown[path] = Shown(view=digest(template, view), runtime=_runtime(templates, template, view))
    keys = {root + path: digest(tool, options.python, each.view) for path, each in shown.items()}
    for path, content in _constant(options, shown).items():
        keys[root + path] = hashlib.sha256(content).hexdigest()
    for path, view in _distribution_views(api, options).items() if options.distribution else ():
        keys[path] = digest(tool, options.python, digest(path, view))
    return dict(sorted(keys.items()))


def _runtime(templates: Templates, template: str, view: View, text: str = "") -> tuple[str, ...]:
    """The modules of the runtime that a module imports: by its view, its template, or a `text` that tells."""
    lines = (*getattr(view, "imports", ()), *getattr(view, "lazy_imports", ()))
    imported = {name for line in lines if (name := _runtime_module(line.module))}
    constant = _named(templates.constant(template, "_runtime"))
    return tuple(sorted(imported.union(constant, _RUNTIME.findall(text))))


@lru_cache(maxsize=64)
def _named(constant: str) -> tuple[str, ...]:
    """The modules of the runtime that a template imports whatever its view: the same for thousands of modules."""
    return tuple(_RUNTIME.findall(constant))


@lru_cache(maxsize=1024)
def _runtime_module(module: str) -> str | None:
    """What a module of the runtime is called there; None for any other."""
    found = _RUNTIME_MODULE.fullmatch(module)
    return found[1] if found else None


def render_differences(old: Api, new: Api, options: RenderOptions) -> dict[str, tuple[bytes, bytes]] | None:
    """The modules that differ between two APIs, by path, as both of them have them; None where they differ in more.

    Raises what `render` does.
    """
    templates = Templates(options.templates)
    before, after = list(_pages(old, options)), list(_pages(new, options))
    if [page[:2] for page in before] != [page[:2] for page in after]:
        return None
    if options.distribution and _distribution(old, options, templates) != _distribution(new, options, templates):
        return None
    pairs = [(page, other) for page, other in zip(before, after, strict=True) if page != other]
    texts = {
        f"{side}{page[0]}": templates.render(page[1], page[2])
        for pair in pairs
        for side, page in zip("-+", pair, strict=True)
    }
    modules = formatted(texts, python=options.python)
    return {f"{options.root}{path}": (modules[f"-{path}"], modules[f"+{path}"]) for (path, *_), _ in pairs}


def _constant(options: RenderOptions, shown: Mapping[str, Shown]) -> dict[str, bytes]:
    """The files of a package that are not made by templates: the runtime that its modules import, and the document."""
    used = sorted({name for each in shown.values() for name in each.runtime})
    files = {f"_runtime/{path}": content for path, content in runtime_files(used).items()}
    if "server" in options.targets and options.document is not None:
        files["server/openapi.json"] = options.document
    return {**files, "py.typed": b""}


def _distribution(api: Api, options: RenderOptions, templates: Templates) -> dict[str, bytes]:
    """The files beside a package that make it a distribution."""
    views = _distribution_views(api, options)
    return {path: templates.render(f"meta/{path}.jinja", view).encode("utf-8") for path, view in views.items()}


def _distribution_views(api: Api, options: RenderOptions) -> dict[str, View]:
    sides = options.clients if "client" in options.targets else ()
    return {
        "pyproject.toml": distribution_view(
            api, options.package, options.targets, options.python, _STYLED.get(options.style or "", ())
        ),
        "README.md": readme_view(api, options.package, options.targets, sides),
    }


def render_modules(api: Api, options: RenderOptions) -> dict[str, str]:
    """The text of each generated module as the templates leave it, not yet formatted; without the runtime."""
    templates = Templates(options.templates)
    return {path: templates.render(template, view) for path, template, view in _pages(api, options)}


def _pages(api: Api, options: RenderOptions) -> Iterator[Page]:
    targets, sides = options.targets, options.clients if "client" in options.targets else ()
    if options.style:
        from specwright.render.styles.fit import fitted

        api = fitted(api, options.style)
    catalog = Catalog.of(api)
    yield "__init__.py", "parts/package.py.jinja", package_view(api, targets, sides, options.style)
    yield from _styled_pages(api, catalog, options.style) if options.style else _model_pages(api, catalog)
    if targets & {"client", "server"}:
        yield "operations/__init__.py", "parts/operations_index.py.jinja", operation_table_view(api)
    if sides:
        yield "client.py", "client/client.py.jinja", client_view(api, sides)
    for side in sides:
        yield f"{_FOLDERS[side][0]}/__init__.py", f"client/{_FOLDERS[side][0]}.py.jinja", ConstantView()
    if "server" in targets:
        yield "server/__init__.py", "server/app.py.jinja", app_view(api)
    if "server" in targets and api.webhooks:
        yield "webhooks/__init__.py", "server/webhooks.py.jinja", webhooks_app_view(api)
    for service in (*api.services, *api.webhooks):
        yield from _service_pages(service, catalog, targets, sides)


def _service_pages(
    service: Service, catalog: Catalog, targets: frozenset[str], clients: tuple[ClientSide, ...]
) -> Iterator[Page]:
    """The modules of a service, or of what is received, one after the other: they show the same texts."""
    if targets & {"client", "server"}:
        yield f"operations/{service.name}.py", "parts/operations.py.jinja", operations_view(service, catalog)
    is_received = bool(service.operations[0].mount)
    sides = (*(() if is_received else clients), *(("server",) if "server" in targets else ()))
    for side, view in service_views(service, catalog, sides):
        folder, template = _FOLDERS[side]
        yield f"{'webhooks' if is_received else folder}/{service.name}.py", template, view


def _model_pages(api: Api, catalog: Catalog) -> Iterator[Page]:
    yield "models/__init__.py", "models/index.py.jinja", index_view(api, catalog)
    yield "models/_base.py", "models/base.py.jinja", base_view(api)
    yield "models/_lazy.py", "models/lazy.py.jinja", ConstantView()
    common = CommonFields(catalog, api.case)
    for module in api.modules:
        yield f"models/{module.name}.py", "models/module.py.jinja", module_view(module, catalog, common)


def _styled_pages(api: Api, catalog: Catalog, style: Style) -> Iterator[Page]:
    from specwright.render.styles.view import style_base_view, style_view

    yield "models/__init__.py", "models/index.py.jinja", index_view(api, catalog)
    if base := style_base_view(api, style):
        yield "models/_base.py", "models/style_base.py.jinja", base
    if api.modules[0].models:
        yield f"models/{api.modules[0].name}.py", "models/style.py.jinja", style_view(api, catalog, style)
