"""What is told of operations in the docstrings of methods: what each is for, its arguments, its answer and its errors."""

from __future__ import annotations

import re
from typing import Final

from specwright.lower.api import Body, Operation, Parameter, Scalar
from specwright.render.catalog import Catalog
from specwright.render.docs import bounds_note, default_note, doc, noted, says_something, sentence
from specwright.render.views import DocView

__all__ = ["about", "about_body", "errors", "method_docs", "returns", "route"]

_MANY: Final = 6
_ERROR: Final = re.compile(r"[45][0-9]{2}")


def route(operation: Operation) -> str:
    """The method and the path of an operation."""
    return f"{operation.method} {operation.path}"


def method_docs(operation: Operation) -> DocView:
    """What the document says of an operation; its route, where that is nothing."""
    notes = ("Deprecated.",) if operation.deprecated else ()
    summary, details = sentence(operation.summary), operation.description.strip()
    if not summary:
        return doc(details if "\n" in details else sentence(details), *notes, fallback=f"`{route(operation)}`")
    is_repeated = details.rstrip(".") == summary.rstrip(".")
    return doc(summary if is_repeated or not details else f"{summary}\n\n{details}", *notes)


def about(parameter: Parameter) -> str:
    """What a parameter is for: its description, or at least its bounds; its default; whether it is going away."""
    text = parameter.description.strip() or bounds_note(parameter.type)
    default = default_note(parameter.default) if parameter.has_default and parameter.default is not None else ""
    return noted(text, default, "Deprecated." if parameter.deprecated else "")


def about_body(body: Body, catalog: Catalog) -> str:
    """What a body is for, and a sentence that names its required properties, unless they are many."""
    names = [f"`{name}`" for name in catalog.required(body.type)]
    if not names or len(names) > _MANY:
        return sentence(body.description)
    *first, last = names
    needed = f"{', '.join(first)} and {last} are required." if first else f"{last} is required."
    return " ".join(filter(None, [sentence(body.description), needed]))


def returns(operation: Operation) -> str:
    """What the document says of the answer that the method returns; nothing where it returns None."""
    if operation.result == Scalar(kind="none"):
        return ""
    successes = [response for response in operation.responses if response.status.startswith("2")]
    described = successes or [response for response in operation.responses if response.status == "default"]
    text = described[0].description if described else ""
    return sentence(text) if says_something(text) else ""


def errors(operation: Operation) -> str:
    """The error statuses that the document tells apart; that any may come goes without saying."""
    statuses = [response.status for response in operation.responses if _ERROR.fullmatch(response.status)]
    return f"The service answered with an error status (documented: {', '.join(statuses)})." if statuses else ""
