"""Read a `[[generate]]` table: one package, and all that may be chosen about it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import cast

from msgspec.structs import replace

from specwright.config.names import why_no_name, why_no_package, why_no_type
from specwright.config.settings import (
    CLIENTS,
    METAS,
    PYTHONS,
    TARGETS,
    Clients,
    GenerateSettings,
    Meta,
    PaginationSettings,
    Target,
)
from specwright.config.table import Table
from specwright.config.workspace import documents, is_pattern
from specwright.diagnostics import Span
from specwright.select import Filter

__all__ = ["read_packages"]


def read_packages(table: Table, folder: Path) -> list[GenerateSettings]:
    """The settings of a package, with paths from `folder`; of each of several where a pattern names their documents. None,
    and reports, where there is no document."""
    settings = _package_of(table, folder)
    if settings is None:
        return []
    pattern = table.content["spec"]
    if not is_pattern(pattern) or os.path.lexists(settings.spec):
        return [settings]
    if settings.package:
        table.invalid(
            "package", "`spec` is a pattern here, and names several documents.", "Paths name their packages; remove it."
        )
    if not (found := documents(pattern, folder)):
        table.invalid("spec", f"No file is named by {pattern!r}.", "`*` stands for one name, `**` for any folders.")
    return [replace(settings, spec=spec, package=package) for spec, package in found]


def _package_of(table: Table, folder: Path) -> GenerateSettings | None:
    spec, output, templates = table.text("spec", required=True), table.text("output"), table.text("templates")
    package, ref_root = _package(table), table.text("ref-root")
    overlays = table.texts("overlays") or ()
    targets = table.texts("targets", one_of=tuple(sorted(TARGETS)))
    client, python = table.text("client", one_of=CLIENTS), table.text("python", one_of=PYTHONS)
    meta = table.text("meta", one_of=METAS)
    skip, keep = table.texts("skip") or (), table.texts("keep") or ()
    include, exclude = _filter(table.table("include")), _filter(table.table("exclude"))
    prune = table.switch("prune")
    places: dict[str, Span] = {}
    names, types = _named(table, "names", why_no_name, places), _named(table, "types", why_no_type, places)
    pagination = tuple(filter(None, map(_pagination, table.tables("pagination"))))
    if targets == () and table.content.get("targets") == []:
        table.invalid("targets", "`targets` is empty.", "Name at least one, or remove the key for all of them.")
    table.refuse_unknown()
    if spec is None:
        return None
    return GenerateSettings(
        spec=folder / spec,
        output=folder / (output or "."),
        package=package,
        targets=frozenset(cast(tuple[Target, ...], targets)) if targets else TARGETS,
        client=cast(Clients, client or "both"),
        python=python or PYTHONS[0],
        meta=cast(Meta, meta or "none"),
        overlays=tuple(folder / overlay for overlay in overlays),
        templates=folder / templates if templates else None,
        include=include,
        exclude=exclude,
        prune=prune,
        skip=skip,
        keep=keep,
        ref_root=folder / ref_root if ref_root else None,
        pagination=pagination,
        names=names,
        types=types,
        places=places,
        span=table.span(),
    )


def _filter(table: Table | None) -> Filter:
    if table is None:
        return Filter()
    named = {key.replace("-", "_"): table.texts(key) or () for key in ("paths", "tags", "operation-ids")}
    deprecated = table.flag("deprecated")
    table.refuse_unknown()
    return Filter(**named, deprecated=deprecated, span=table.span())


def _named(
    above: Table, name: str, why_not: Callable[[str, str], str | None], places: dict[str, Span]
) -> dict[str, str]:
    """A table of texts where nothing speaks against them; `places` is told where each stands."""
    found: dict[str, str] = {}
    if (table := above.table(name)) is None:
        return found
    for key in table.content:
        value = table.text(key)
        if value is not None and (why := why_not(key, value)):
            table.invalid(key, f"{key!r} can't be {value!r}: {why}.", f"See `{name}` in the documentation of generate.")
        elif value is not None:
            found[key] = value
            places[f"{name}.{key}"] = table.source.span((*table.path, key))
    return found


def _pagination(table: Table) -> PaginationSettings | None:
    operations, link = table.texts("operations", required=True), table.flag("link")
    named = {key: table.text(key) for key in ("items", "next", "cursor", "header", "parameter", "offset", "page")}
    table.refuse_unknown()
    declared: dict[str, str | bool] = {key: value for key, value in named.items() if value is not None}
    if operations is None:
        return None
    return PaginationSettings(
        operations=operations, declared=declared | ({"link": True} if link else {}), span=table.span()
    )


def _package(table: Table) -> str | None:
    package = table.text("package")
    if package is not None and (why := why_no_package(package)):
        table.invalid("package", f"A package can't be called {package!r}: {why}.", "Choose another name.")
    return package
