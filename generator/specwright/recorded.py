"""Findings as JSON and back, for what remembers them: the memory of a package, a cache, an answer from another process."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from specwright.diagnostics import Diagnostic, Edit, Fix, Related, Severity, Span

__all__ = ["diagnostic", "plain"]


def plain(value: Any) -> Any:
    """A diagnostic as JSON."""
    if isinstance(value, (Diagnostic, Span, Related, Fix, Edit)):
        return {name: plain(getattr(value, name)) for name in value.__struct_fields__ if name != "changes"}
    return [plain(item) for item in value] if isinstance(value, tuple) else value


def diagnostic(state: Mapping[str, Any]) -> Diagnostic:
    """The diagnostic that was written so; raises `KeyError`, `TypeError`, `ValueError` or `AttributeError` for what is
    none."""
    return Diagnostic(
        **{
            **state,
            "severity": Severity(state["severity"]),
            "span": state["span"] and Span(**state["span"]),
            "related": tuple(Related(message=one["message"], span=Span(**one["span"])) for one in state["related"]),
            "fix": state["fix"] and _fix(state["fix"]),
        }
    )


def _fix(state: Mapping[str, Any]) -> Fix:
    edits = tuple(Edit(span=Span(**one["span"]), text=one["text"]) for one in state["edits"])
    return Fix(description=state["description"], edits=edits, safe=state["safe"])
