"""Findings as a page for people: one file that asks for nothing else, in light and dark, on a screen and on paper."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from importlib import resources

from specwright.diagnostics import Diagnostic
from specwright.report.html.markup import Html, element, joined
from specwright.report.html.page import body
from specwright.report.text import counted

__all__ = ["render"]


def render(diagnostics: Sequence[Diagnostic]) -> str:
    """The whole page: findings by rule, each with its line; a script that filters, which the page can do without."""
    style, script = _asset("report.css"), _asset("report.js")
    head = element(
        "head",
        element("meta", charset="utf-8"),
        # Nothing is loaded, and no script runs but ours, should a document ever get markup in here.
        element("meta", http_equiv="Content-Security-Policy", content=_policy(style, script)),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", f"{counted(diagnostics) or 'Nothing found'} - Specwright"),
        element("style", style),
    )
    page = element("html", head, element("body", body(diagnostics), element("script", script)), lang="en")
    return joined([Html("<!doctype html>\n"), page, Html("\n")])


def _asset(name: str) -> Html:
    return Html(resources.files("specwright.report.html").joinpath(name).read_text("utf-8"))


def _policy(style: str, script: str) -> str:
    """A content security policy that allows these two and nothing else (CSP Level 3)."""
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
