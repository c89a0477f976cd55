"""`specwright transcribe`."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path

from msgspec.structs import replace

from specwright.cli.console import Console, Usage
from specwright.cli.setting import configuration, document, exit_code, needed, relevant
from specwright.config import Configuration, TranscribeSettings, shown
from specwright.diagnostics import Diagnostic, Severity
from specwright.findings import apply_settings

__all__ = ["run"]


def run(arguments: Namespace, console: Console) -> int:
    """Transcribe pages; the document goes to the output, or to standard output without one."""
    from specwright.project import transcribe

    configured = configuration(arguments, console, named=arguments.pages)
    settings, output = _settings(arguments, configured)
    console.progress(f"transcribing {', '.join(map(shown, settings.pages))}")
    console.writing = output is not None
    try:
        transcript = transcribe(
            settings.pages, overlay=settings.overlay, output=output, policy=settings.policy, root=settings.root
        )
    except ValueError as problem:
        where = f"{settings.policy_at}: " if settings.policy_at else ""
        raise Usage(f"{where}{problem}") from None
    console.read = transcript.inputs
    findings = apply_settings(transcript.diagnostics, relevant(configured.findings, "transcribe"))
    to_stdout = arguments.format != "text" and output is not None
    console.writing, console.written = False, [shown(output)] if output and transcript.written else []
    console.findings(findings, arguments.format, to_stdout=to_stdout)
    if transcript.document is None:
        return 1
    if output is None:
        console.data(transcript.document)
    else:
        console.say(f"{shown(output)}: {transcript.written} (from {', '.join(map(shown, settings.pages))})")
    return int(any(map(_is_about_decisions, findings))) or exit_code(findings, arguments.fail_on)


def _is_about_decisions(finding: Diagnostic) -> bool:
    """Whether the overlay can't be used as it is: unlike the pages, it is the user's own word, and has to hold."""
    return finding.severity is Severity.ERROR and finding.code.startswith("overlay-")


def _settings(arguments: Namespace, configured: Configuration) -> tuple[TranscribeSettings, Path | None]:
    """What to transcribe, and where to; arguments go before the configuration."""
    base = configured.transcribe
    pages = tuple(document(page) for page in arguments.pages)
    if not pages and base is None:
        raise needed(configured, "[tool.specwright.transcribe]", "specwright transcribe docs/ -o openapi.yaml")
    output = Path(arguments.output) if arguments.output else base.output if base and not pages else None
    base = base or TranscribeSettings(pages=pages, output=Path())
    settings = replace(
        base,
        pages=pages or base.pages,
        overlay=Path(arguments.overlay) if arguments.overlay else base.overlay,
        policy={**base.policy, **_policy(arguments.policy)},
    )
    for page in settings.pages:
        if not page.exists():
            raise Usage(f"{shown(page)}: there is no such page or folder")
    if arguments.overlay and not Path(arguments.overlay).exists():
        raise Usage(f"{arguments.overlay}: there is no such overlay")
    return settings, output


def _policy(choices: list[str]) -> Mapping[str, str | tuple[str, ...]]:
    """`NAME=VALUE` arguments; a name given several times has several values."""
    chosen: dict[str, str | tuple[str, ...]] = {}
    for choice in choices:
        name, equals, value = choice.partition("=")
        if not equals:
            raise Usage(f"--policy {choice}: write it as NAME=VALUE")
        chosen[name] = tuple(value.split(",")) if name == "roots" else value
    return chosen
