"""Tables as a whole: what an introduction claims about them, and rows that contradict each other."""

from __future__ import annotations

from collections.abc import Iterator

from ..findings import REQUIRED_CLAIM, ROW_REPEATED
from ..page import PropertyRow
from .found import Finding, Subject

__all__ = ["claimed", "repeated"]


def claimed(subject: Subject) -> Iterator[Finding]:
    """Every row is called required, and every row is inherited."""
    body = subject.page.body
    if body.claims_required and body.rows and all(row.wording.inherited for row in body.rows):
        yield Finding(
            code=REQUIRED_CLAIM, page=subject.page, at=body.claims_required,
            message="The introduction calls every row required, and all rows are inherited",
            assumed="the base type's own rows" if subject.policy.required_claim == "ignore" else "every row is required",
            todo="Say in each row whether the property is required.",
        )  # fmt: skip


def repeated(subject: Subject) -> Iterator[Finding]:
    """A second row of one name with another type."""
    page = subject.page
    for rows in (page.body.rows, page.properties, page.query_parameters, page.path_parameters):
        first: dict[str, PropertyRow] = {}
        for row in rows:
            known = first.setdefault(row.name.value, row)
            if (known.type.name, known.type.collection) != (row.type.name, row.type.collection):
                yield Finding(
                    code=ROW_REPEATED, page=page, at=row.name,
                    message=f"`{row.name.value}` has two rows, with types {known.type_text.value} and {row.type_text.value}",
                    assumed=f"{known.type_text.value}, as the first row says", todo="Remove the row that is wrong.",
                    related=(("The first row", page, known.name),),
                )  # fmt: skip
