"""`specwright lint --fix`: write what was fixed, show it as a diff, or print it as an Overlay."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Mapping
from pathlib import Path

from specwright.cli.console import Console, Usage
from specwright.cli.setting import exit_code, once
from specwright.config import LintSettings, shown
from specwright.diagnostics import Diagnostic
from specwright.findings import UNUSED_EXCEPTION, Settings, apply_settings
from specwright.mend import Fixed, fix

__all__ = ["run_fix"]


def run_fix(
    arguments: Namespace,
    console: Console,
    specs: Mapping[Path, Path | None],
    settings: LintSettings,
    findings: Settings,
) -> int:
    """Fix documents, and print the findings that are left."""
    if arguments.fix_as_overlay and len(specs) != 1:
        raise Usage(
            "--fix-as-overlay is about one document", "Name it: `specwright lint openapi.yaml --fix-as-overlay`."
        )

    def accepted(found: Iterable[Diagnostic]) -> list[Diagnostic]:
        # Exceptions may be about another document, or about what is fixed now: lint alone tells which are not used.
        return [one for one in apply_settings(found, findings) if one.code != UNUSED_EXCEPTION.name]

    left: list[Diagnostic] = []
    for spec, ref_root in specs.items():
        console.progress(f"fixing {shown(spec)}")
        root = Path(arguments.ref_root) if arguments.ref_root else ref_root
        fixed = fix(spec, settings, accepted=accepted, ref_root=root, unsafe=arguments.fix_unsafe)
        _deliver(fixed, spec, arguments, console)
        left += fixed.left
    left = once(left) if len(specs) > 1 else left
    console.findings(left, arguments.format, to_stdout=not (arguments.diff or arguments.fix_as_overlay))
    return exit_code(left, arguments.fail_on)


def _deliver(fixed: Fixed, spec: Path, arguments: Namespace, console: Console) -> None:
    """Write the files, unless they are to be shown only."""
    if arguments.fix_as_overlay:
        _print_overlay(fixed, spec, console)
    elif arguments.diff:
        console.diff(line for file in fixed.files for line in file.diff)
    else:
        _write(fixed, console)
    done = "would be fixed" if arguments.diff or arguments.fix_as_overlay else "fixed"
    console.say(f"{shown(spec)}: {fixed.gone} finding{'s' * (fixed.gone != 1)} {done}")


def _write(fixed: Fixed, console: Console) -> None:
    from specwright.write import replace

    console.writing = True
    for file in fixed.files:
        replace(file.path, file.after.encode())
        console.tell(f"{file.name}: updated")


def _print_overlay(fixed: Fixed, spec: Path, console: Console) -> None:
    import yaml

    from specwright.lint.fixes.overlay import overlay_of

    if others := [file.name for file in fixed.files if file.path != spec.resolve()]:
        console.complain(f"an Overlay is about one file; fixes of {', '.join(others)} are not part of it")
    before, after = fixed.trees
    overlay = overlay_of(before or {}, after or {}, title=f"Fixes of {spec.name}", extends=spec.name)
    if overlay["actions"]:
        console.print(yaml.safe_dump(overlay, sort_keys=False, allow_unicode=True, width=120))
