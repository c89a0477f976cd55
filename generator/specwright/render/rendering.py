"""The stage itself: which modules a package has, which template and view make each of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from specwright.lower.api import Api
from specwright.render.catalog import Catalog
from specwright.render.distribution import distribution_view, readme_view
from specwright.render.formatting import formatted
from specwright.render.model_views import base_view, index_view, module_view
from specwright.render.operation_views import operations_view
from specwright.render.package_views import (
    app_view,
    client_view,
    operation_table_view,
    package_view,
    webhooks_app_view,
)
from specwright.render.runtime_files import runtime_files
from specwright.render.service_views import ClientSide, service_view
from specwright.render.styles import Style, fitted, style_base_view, style_view
from specwright.render.templates import Templates
from specwright.render.views import ConstantView, View

__all__ = ["TARGETS", "Artifact", "RenderOptions", "render", "render_modules"]

TARGETS: Final = frozenset({"models", "client", "server"})

_RUNTIME: Final = re.compile(r"^\s*from \.+_runtime\.([\w.]+) import", re.MULTILINE)

_FOLDERS: Final[dict[ClientSide, tuple[str, str]]] = {
    "client": ("services", "client/service.py.jinja"),
    "async": ("async_services", "client/async_service.py.jinja"),
}
"""Where the services of a side go, and the template of each."""

_STYLED: Final = {"msgspec": ("msgspec>=0.19",)}
"""What models of a style need beside pydantic."""

Page = tuple[str, str, View]
"""A module to be: its path in the package, its template, its view."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderOptions:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Artifact:
    """A file of the output: its path in the package folder, with `/`, and its bytes."""

    path: str
    content: bytes


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
    modules = formatted(render_modules(api, options), python=options.python)
    files = {path: text.encode("utf-8") for path, text in modules.items()}
    used = {name for text in modules.values() for name in _RUNTIME.findall(text)}
    files |= {f"_runtime/{path}": content for path, content in runtime_files(sorted(used)).items()}
    files["py.typed"] = b""
    if "server" in options.targets and options.document is not None:
        files["server/openapi.json"] = options.document
    if options.distribution:
        files = {f"{options.package}/{path}": content for path, content in files.items()} | _distribution(api, options)
    return tuple(Artifact(path=path, content=files[path]) for path in sorted(files))


def _distribution(api: Api, options: RenderOptions) -> dict[str, bytes]:
    """The files beside a package that make it a distribution."""
    templates, sides = Templates(options.templates), options.clients if "client" in options.targets else ()
    views: dict[str, View] = {
        "pyproject.toml": distribution_view(
            api, options.package, options.targets, options.python, _STYLED.get(options.style or "", ())
        ),
        "README.md": readme_view(api, options.package, options.targets, sides),
    }
    return {path: templates.render(f"meta/{path}.jinja", view).encode("utf-8") for path, view in views.items()}


def render_modules(api: Api, options: RenderOptions) -> dict[str, str]:
    """The text of each generated module as the templates leave it, not yet formatted; without the runtime."""
    templates = Templates(options.templates)
    return {path: templates.render(template, view) for path, template, view in _pages(api, options)}


def _pages(api: Api, options: RenderOptions) -> Iterator[Page]:
    targets, sides = options.targets, options.clients if "client" in options.targets else ()
    api = fitted(api, options.style) if options.style else api
    catalog = Catalog.of(api)
    yield "__init__.py", "parts/package.py.jinja", package_view(api, targets, sides, options.style)
    yield from _styled_pages(api, catalog, options.style) if options.style else _model_pages(api, catalog)
    if targets & {"client", "server"}:
        yield "operations/__init__.py", "parts/operations_index.py.jinja", operation_table_view(api)
        for service in api.services:
            yield f"operations/{service.name}.py", "parts/operations.py.jinja", operations_view(service, catalog)
        for group in api.webhooks:
            yield f"operations/{group.name}.py", "parts/operations.py.jinja", operations_view(group, catalog)
    if sides:
        yield "client.py", "client/client.py.jinja", client_view(api, sides)
    for side in sides:
        folder, template = _FOLDERS[side]
        yield f"{folder}/__init__.py", f"client/{folder}.py.jinja", ConstantView()
        for service in api.services:
            yield f"{folder}/{service.name}.py", template, service_view(service, catalog, side)
    if "server" in targets:
        yield "server/__init__.py", "server/app.py.jinja", app_view(api)
        for service in api.services:
            yield f"server/{service.name}.py", "server/service.py.jinja", service_view(service, catalog, "server")
    if "server" in targets and api.webhooks:
        yield "webhooks/__init__.py", "server/webhooks.py.jinja", webhooks_app_view(api)
        for group in api.webhooks:
            yield f"webhooks/{group.name}.py", "server/service.py.jinja", service_view(group, catalog, "server")


def _model_pages(api: Api, catalog: Catalog) -> Iterator[Page]:
    yield "models/__init__.py", "models/index.py.jinja", index_view(api, catalog)
    yield "models/_base.py", "models/base.py.jinja", base_view(api)
    yield "models/_lazy.py", "models/lazy.py.jinja", ConstantView()
    for module in api.modules:
        yield f"models/{module.name}.py", "models/module.py.jinja", module_view(module, catalog, api.case)


def _styled_pages(api: Api, catalog: Catalog, style: Style) -> Iterator[Page]:
    yield "models/__init__.py", "models/index.py.jinja", index_view(api, catalog)
    if base := style_base_view(api, style):
        yield "models/_base.py", "models/style_base.py.jinja", base
    if api.modules[0].models:
        yield f"models/{api.modules[0].name}.py", "models/style.py.jinja", style_view(api, catalog, style)
