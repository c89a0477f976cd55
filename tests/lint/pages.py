"""The pages about the rules, made from the rules; `python -m tests.lint.pages` writes them to `generator/docs/rules/`."""

from __future__ import annotations

from pathlib import Path

from specwright.lint import RULES
from specwright.lint.rule import Preset, Rule

__all__ = ["FOLDER", "pages"]

FOLDER = Path(__file__).parents[2] / "generator" / "docs" / "rules"
_FIXES = {
    "safe": "`specwright lint --fix` fixes it; the document means the same afterwards.",
    "unsafe": "`specwright lint --fix-unsafe` fixes it, by a guess at what was meant: look at the result.",
    None: "",
}


def pages() -> dict[str, str]:
    """The text of each page by the name of its file."""
    return {"README.md": _index(), **{Path(rule.page).name: _page(rule) for rule in RULES}}


def _index() -> str:
    lines = ["# Rules of `specwright lint`", ""]
    for preset in Preset:
        lines += [f"## In force from the preset `{preset.name.lower()}` on", "", "| Rule | Severity | Fix | Why |"]
        lines += ["|---|---|---|---|"]
        lines += [_row(rule) for rule in RULES if rule.preset is preset]
        lines.append("")
    return "\n".join(lines)


def _row(rule: Rule) -> str:
    return f"| [`{rule.name}`]({Path(rule.page).name}) | {rule.severity} | {rule.fix or ''} | {_why(rule)} |"


def _why(rule: Rule) -> str:
    return rule.why.replace("|", "\\|")


def _page(rule: Rule) -> str:
    about = f"Severity: {rule.severity}. In force from the preset `{rule.preset.name.lower()}` on."
    parts = [f"# {rule.name}", rule.why, about]
    if fix := _FIXES[rule.fix]:
        parts.append(fix)
    parts += ["## Bad", f"```yaml\n{rule.bad.strip()}\n```", "## Good", f"```yaml\n{rule.good.strip()}\n```"]
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for stale in FOLDER.glob("*.md"):
        stale.unlink()
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
