"""Why a finding matters, where the cursor is on it."""

from __future__ import annotations

from collections.abc import Iterable

from specwright import catalogue
from specwright.diagnostics import Diagnostic
from specwright.installed import documentation
from specwright.report.escapes import shown

__all__ = ["reasons"]


def reasons(found: Iterable[Diagnostic]) -> str:
    """Markdown about findings, each kind explained once."""
    by_code: dict[str, list[Diagnostic]] = {}
    for diagnostic in found:
        by_code.setdefault(diagnostic.code, []).append(diagnostic)
    return "\n\n---\n\n".join(_reason(code, diagnostics) for code, diagnostics in by_code.items())


def _reason(name: str, found: list[Diagnostic]) -> str:
    parts = [f"**{name}** ({found[0].severity})", *(_plain(one.message) for one in found)]
    if code := catalogue.find(name):
        parts.append(code.why)
        examples = (("Bad", code.bad), ("Good", code.good))
        parts += [f"{title}:\n\n```yaml\n{text.strip()}\n```" for title, text in examples if text.strip()]
        if code.page and (published := documentation()):
            parts.append(f"[{code.page}]({published}{code.page})")
    return "\n\n".join(parts)


def _plain(text: str) -> str:
    """Text of a document as text: nothing in it is markup, a link or a picture."""
    return "".join(f"\\{char}" if char in "\\`*_{}[]()<>#+-.!|~&" else char for char in shown(text))
