"""What the request block says, and whether its paths can be right."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from ..findings import (
    BODY_NOT_ALLOWED,
    PATH_WITHOUT_SLASH,
    PLACEHOLDER_REPEATED,
    RECURSIVE_PATH,
    REFERENCE_WITHOUT_ID,
    REQUEST_LINE_UNKNOWN,
    SEVERAL_PATHS,
    UNROOTED_PATH,
)
from ..page import Request
from ..paths import METHODS, bare, normal, read_target, segments
from .found import Finding, Subject

__all__ = ["body_of_get", "nested_paths", "recursive", "references", "repeated", "roots", "slashes", "unknown"]

_SINGLETON = "me"
_KEY = re.compile(r"[{(\d]")


def unknown(subject: Subject) -> Iterator[Finding]:
    """Lines of the request block with a method that there is not, or without a path."""
    page = subject.page
    for line in page.unknown_requests:
        method = line.value.split()[0]
        yield Finding(
            code=REQUEST_LINE_UNKNOWN, page=page, at=line, message=f"`{method}` is no method that a page can use",
            assumed="no operation for this line", todo=f"Use one of {', '.join(METHODS)}.",
        )  # fmt: skip
    for request in page.requests:
        if not request.missing and not request.target.value:
            yield Finding(
                code=REQUEST_LINE_UNKNOWN, page=page, at=request.line, message="The request line names no path",
                assumed="/", todo=f"Write the path behind `{request.method}`.",
            )  # fmt: skip


def references(subject: Subject) -> Iterator[Finding]:
    """A `$ref` request whose body is documented, without `@odata.id`."""
    page = subject.page
    text = " ".join(part.value for part in (page.body.intro, *(row.name for row in page.body.rows)) if part)
    shown = any(
        example.request and example.request.body and "@odata.id" in example.request.body.value
        for example in page.examples
    )
    for request in _requests(subject, "POST", "PUT"):
        documented = page.body.expected and (page.body.type or page.body.rows)
        if request.target.value.endswith("$ref") and documented and not shown and "@odata" not in text:
            yield Finding(
                code=REFERENCE_WITHOUT_ID, page=page, at=request.target,
                message="The path ends in `$ref`, and the body is an object instead of an `@odata.id`",
                assumed="the documented object" if subject.policy.reference_body == "documented" else "an `@odata.id`",
                todo="Document the reference, or drop `$ref` from the path.",
            )  # fmt: skip


def roots(subject: Subject) -> Iterator[Finding]:
    """A path that begins at none of the known roots, or a reference without an entity to hang on."""
    for request in _requests(subject):
        parts = segments(read_target(request.target.value).path)
        known = subject.policy.roots
        unknown = bool(known) and bool(parts) and bare(parts[0]) not in known
        homeless = (
            parts[-1:] == ["$ref"]
            and not any(_KEY.search(part) for part in parts)
            and parts[0] not in (*known, _SINGLETON)
        )
        if unknown or homeless:
            yield Finding(
                code=UNROOTED_PATH, page=subject.page, at=request.target,
                message=f"`{parts[0]}` is no known root: nothing says which entity the path belongs to",
                assumed="the path as it stands", todo="Write the path from its entity set, or decide it in the overlay.",
            )  # fmt: skip


def slashes(subject: Subject) -> Iterator[Finding]:
    """A path without its first slash."""
    for request in _requests(subject):
        if not request.target.value.startswith(("/", "http://", "https://", "~/")):
            yield Finding(
                code=PATH_WITHOUT_SLASH, page=subject.page, at=request.target, message="The path does not begin with a slash",
                assumed=read_target(request.target.value).path, todo="Begin the path with a slash.",
            )  # fmt: skip


def nested_paths(subject: Subject) -> Iterator[Finding]:
    """One page that creates in a collection and again below a member of it."""
    requests = list(_requests(subject, "POST"))
    paths = [normal(read_target(request.target.value).path) for request in requests]
    for request, path in zip(requests, paths, strict=True):
        outer = next(
            (other for other, prefix in zip(requests, paths, strict=True) if path.startswith(prefix + "/{}/")), None
        )
        same = outer and segments(path)[-1] == segments(read_target(outer.target.value).path)[-1]
        if outer and same:
            yield Finding(
                code=SEVERAL_PATHS, page=subject.page, at=request.target,
                message="The page documents two paths for one operation, one below the other",
                assumed="the first line only" if subject.policy.alternative_paths == "first" else "an operation for each",
                todo="Keep the path that is right; give the other a page of its own.",
                related=(("The other path", subject.page, outer.target),),
            )  # fmt: skip


def recursive(subject: Subject) -> Iterator[Finding]:
    """A path that comes back to a collection below one of its own members."""
    for request in _requests(subject, "POST"):
        parts = segments(normal(read_target(request.target.value).path))
        last = parts[-1] if parts else ""
        before = [
            index for index, part in enumerate(parts[:-1]) if part == last and parts[index + 1 : index + 2] == ["{}"]
        ]
        if before and len(parts) - 1 - before[0] > 2 and "{}" not in parts[before[0] + 2 : -1]:
            yield Finding(
                code=RECURSIVE_PATH, page=subject.page, at=request.target,
                message=f"`{'/'.join(parts[before[0] + 2 :])}` stands below a member of `{last}`",
                assumed="the path as it stands", todo="Check the path, or remove it in the overlay.",
            )  # fmt: skip


def repeated(subject: Subject) -> Iterator[Finding]:
    """Paths that use one placeholder name twice; a page is told once."""
    for request in _requests(subject):
        target = read_target(request.target.value)
        counts = Counter(placeholder.written for placeholder in target.placeholders)
        if names := [name for name, count in counts.items() if count > 1]:
            yield Finding(
                code=PLACEHOLDER_REPEATED, page=subject.page, at=request.target,
                message=f"The placeholder {{{names[0]}}} occurs more than once", assumed=target.path,
                todo="Name each placeholder after what it identifies.",
            )  # fmt: skip
            return


def body_of_get(subject: Subject) -> Iterator[Finding]:
    """A GET request with a table of properties to send."""
    page = subject.page
    if page.body.rows and page.requests and all(request.method in ("GET", "HEAD") for request in page.requests):
        yield Finding(
            code=BODY_NOT_ALLOWED, page=page, at=page.body.rows[0].name, message="A GET request has no body",
            assumed="no request body", todo="Move the rows to query parameters.",
        )  # fmt: skip


def _requests(subject: Subject, *methods: str) -> Iterator[Request]:
    for request in subject.page.requests:
        if not request.missing and request.target.value and (not methods or request.method in methods):
            yield request
