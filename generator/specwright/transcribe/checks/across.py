"""What no page can tell alone: where two pages contradict each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..catalog import Catalog, Claim, TypeDef
from ..findings import NAMESPACE_TWO_WAYS, OPERATION_TWICE, REQUIRED_DIFFERS, UNROOTED_PATH
from ..page import Page, Request, Text
from ..paths import bare, normal, read_target, segments
from .found import Finding

__all__ = ["operations", "required", "spellings", "tails"]


def required(catalog: Catalog) -> Iterator[Finding]:
    """Pages that create the same type and disagree on what is required; each against the most telling one."""
    for definition in catalog.types.values():
        claims = [claim for claim in definition.ranked if claim.creates and claim.rows]
        for claim in claims[1:]:
            yield from _differs(definition, claims[0], claim)


def _differs(definition: TypeDef, first: Claim, other: Claim) -> Iterator[Finding]:
    theirs, mine = _requirements(first), _requirements(other)
    names = [name for name, needed in mine.items() if theirs.get(name, needed) != needed]
    if names and other.page is not first.page:
        here, there = ("required", "optional") if mine[names[0]] else ("optional", "required")
        row = next(row for row in other.rows if row.name.value == names[0])
        yield Finding(
            code=REQUIRED_DIFFERS, page=other.page, at=row.name,
            message=f"{_listed(names)} of {definition.name.name}: {here} here, {there} on another page",
            assumed=there, todo="Mark the same rows as required on every page.",
            related=tuple(("The other page", first.page, row.name) for row in first.rows if row.name.value == names[0]),
        )  # fmt: skip


def _requirements(claim: Claim) -> Mapping[str, bool]:
    """What a page says: in its rows where any row does, else by what its introduction claims of all of them."""
    if claim.explicit:
        return {row.name.value: row.wording.required for row in claim.rows if row.wording.required is not None}
    return {row.name.value: True for row in claim.rows} if claim.page.body.claims_required else {}


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def spellings(catalog: Catalog) -> Iterator[Finding]:
    """One type under several qualified names."""
    for definition in catalog.types.values():
        found = list(definition.spellings.items())
        distinct = {name.lower(): (name, place) for name, place in reversed(found)}
        for name, (page, at) in [entry for key, entry in distinct.items() if key != found[0][0].lower()]:
            yield Finding(
                code=NAMESPACE_TWO_WAYS, page=page, at=at, message=f"{name} is {found[0][0]} elsewhere",
                assumed="one type", todo="Use one qualified name on all pages.",
                related=((f"Here it is {found[0][0]}", *found[0][1]),),
            )  # fmt: skip


def operations(pages: Sequence[Page], catalog: Catalog) -> Iterator[Finding]:
    """One path and method on two pages about the same type; a page is told once."""
    first: dict[tuple[str, str], tuple[Page, Request]] = {}
    for page in pages:
        for request in page.requests:
            key = (request.method, normal(read_target(request.target.value).path))
            known, at = first.setdefault(key, (page, request)) if not request.missing else (page, request)
            if known is not page and _main(catalog, known) == _main(catalog, page):
                yield Finding(
                    code=OPERATION_TWICE, page=page, at=request.line, message="Another page documents this operation, too",
                    assumed="one operation, described by the other page", todo="Document the operation on one page.",
                    related=(("The other page", known, at.line),),
                )  # fmt: skip
                break


def _main(catalog: Catalog, page: Page) -> tuple[str, str] | None:
    main = catalog.by_page[page.file].main
    return main.key if main else None


def tails(pages: Sequence[Page]) -> Iterator[Finding]:
    """A path that is the tail of another page's path, and begins where no other path does."""
    paths = [
        (page, request.target, _static(request)) for page in pages for request in page.requests if not request.missing
    ]
    for page, at, parts in paths:
        others = [other for _, place, other in paths if place is not at]
        owner = next((other for other in others if _is_tail(parts, other)), None)
        rooted = any(other[:1] == parts[:1] for other in others)
        if owner and not rooted and "$ref" not in at.value:
            yield _tail(page, at, parts)


def _tail(page: Page, at: Text, parts: list[str]) -> Finding:
    return Finding(
        code=UNROOTED_PATH, page=page, at=at, message=f"`{parts[0]}` is a segment of another page's path, and no root",
        assumed="the path as it stands", todo="Write the path from its entity set, or decide it in the overlay.",
    )  # fmt: skip


def _static(request: Request) -> list[str]:
    return [bare(part) for part in segments(read_target(request.target.value).path) if part != "$ref"]


def _is_tail(parts: list[str], other: list[str]) -> bool:
    return 1 < len(parts) < len(other) and other[-len(parts) :] == parts
