"""What an introduction claims about a whole table."""

from __future__ import annotations

from collections.abc import Iterator

from ..findings import REQUIRED_CLAIM
from .found import Finding, Subject

__all__ = ["claimed"]


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
