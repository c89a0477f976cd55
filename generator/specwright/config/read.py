"""Read a configuration file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, cast

from msgspec.structs import replace

from specwright.config import codes
from specwright.config.contradictions import refuse_contradictions
from specwright.config.packages import read_packages
from specwright.config.places import places
from specwright.config.settings import MODEL_STYLES, Configuration, LintSettings, ModelStyle, TranscribeSettings
from specwright.config.shown import shown
from specwright.config.table import Source, Table
from specwright.diagnostics import Diagnostic, Fix, Severity, Sink, Span
from specwright.findings import Exemption, Override, Settings

__all__ = ["PRESETS", "SEVERITIES", "load"]

PRESETS = ("minimal", "recommended", "strict", "all")
SEVERITIES = (*(str(severity) for severity in Severity), "off")


def load(file: Path, *, sink: Sink, name: str | None = None) -> Configuration | None:
    """Read `file`, which diagnostics call `name`; None when it can't be used, for the reasons that `sink` then has.

    pyproject.toml is read below `[tool.specwright]`, any other file from the top.
    """
    name = name or str(file)
    reported = len(sink)
    text = _text(file, name, sink)
    tree = None if text is None else _parse(text, name, sink)
    if text is None or tree is None:
        return None
    source = Source(file=name, places=places(text), sink=sink)
    top = _top(file, tree, source)
    configuration = _configuration(top, file) if top else Configuration(file=file)
    sink.diagnostics[reported:] = sorted(sink.diagnostics[reported:], key=_place)
    return None if len(sink) > reported else configuration


def _place(diagnostic: Diagnostic) -> tuple[int, int]:
    return (diagnostic.span.line, diagnostic.span.column) if diagnostic.span else (0, 0)


def _text(file: Path, name: str, sink: Sink) -> str | None:
    try:
        return file.read_text("utf-8").replace("\r\n", "\n")
    except OSError as problem:
        _unreadable(name, 1, 1, f"The configuration can't be read: {problem.strerror}.", sink)
    except UnicodeDecodeError:
        _unreadable(name, 1, 1, "The configuration is not UTF-8, as TOML has to be.", sink)
    return None


def _parse(text: str, name: str, sink: Sink) -> dict[str, Any] | None:
    import tomllib  # here: not every run has a configuration

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        said = re.fullmatch(r"(.*?)\s*\(at (?:line (\d+), column (\d+)|end of document)\)", str(problem), re.DOTALL)
        message, line, column = said.groups() if said else (str(problem), None, None)
        _unreadable(name, int(line or text.count("\n") + 1), int(column or 1), f"This is not TOML: {message}.", sink)
    except RecursionError:
        _unreadable(name, 1, 1, "This is nested too deep.", sink)
    return None


def _unreadable(name: str, line: int, column: int, message: str, sink: Sink) -> None:
    span = Span(file=name, line=line, column=column)
    sink.report(codes.CONFIG_INVALID, message, span=span, fix=Fix(description="Correct the file."))


def _top(file: Path, tree: dict[str, Any], source: Source) -> Table | None:
    top = Table(source=source, path=(), content=tree)
    if file.name != "pyproject.toml":
        return top
    tool = top.table("tool")
    return tool.table("specwright") if tool else None


def _configuration(top: Table, file: Path) -> Configuration:
    folder = file.absolute().parent
    transcribe, lint, cache = top.table("transcribe"), top.table("lint"), top.text("cache")
    linting = _lint(lint, folder) if lint else LintSettings()
    overrides = (
        tuple(override for table in lint.tables("override") for override in _overrides(table, folder)) if lint else ()
    )
    packages = [(table, settings) for table in top.tables("generate") for settings in read_packages(table, folder)]
    refuse_contradictions(packages)
    models = top.table("models")
    style = _style(models) if models else MODEL_STYLES[0]
    accepted = (_exemption(table, folder) for table in top.tables("accept"))
    configuration = Configuration(
        file=file,
        transcribe=_transcribe(transcribe, folder) if transcribe else None,
        lint=linting,
        generate=tuple(replace(settings, models=style) for _, settings in packages),
        patterns=tuple(
            dict.fromkeys(
                table.content["spec"] for table, settings in packages if settings.spec != folder / table.content["spec"]
            )
        ),
        cache=folder / cache if cache else None,
        findings=Settings(severities=linting.severities, exceptions=tuple(filter(None, accepted)), overrides=overrides),
    )
    if lint:
        lint.refuse_unknown()
    top.refuse_unknown()
    return configuration


def _style(table: Table) -> ModelStyle:
    """`[tool.specwright.models]`: one style for all packages."""
    style = table.text("style", one_of=MODEL_STYLES)
    table.refuse_unknown()
    return cast(ModelStyle, style) if style else MODEL_STYLES[0]


def _transcribe(table: Table, folder: Path) -> TranscribeSettings | None:
    pages = table.texts("pages", required=True)
    output, overlay = table.text("output", required=True), table.text("overlay")
    policy = table.table("policy")
    table.refuse_unknown()
    if pages is None or output is None:
        return None
    return TranscribeSettings(
        pages=tuple(folder / page for page in pages),
        output=folder / output,
        overlay=folder / overlay if overlay else None,
        policy=_policy(policy) if policy else {},
        policy_at=policy.span() if policy else None,
        root=folder,
    )


def _policy(table: Table) -> dict[str, str | tuple[str, ...]]:
    """Strings and arrays of strings; which ones there are, `transcribe.Policy` knows."""
    read = {key: _choice(table, key, value) for key, value in table.content.items()}
    return {key: value for key, value in read.items() if value is not None}


def _choice(table: Table, key: str, value: object) -> str | tuple[str, ...] | None:
    return table.texts(key) if isinstance(value, list) else table.text(key)


def _lint(table: Table, folder: Path) -> LintSettings:
    preset = table.text("preset", one_of=PRESETS) or LintSettings().preset
    severity, validator, ruleset = table.table("severity"), table.flag("validator"), table.text("ruleset")
    return LintSettings(
        preset=preset,
        severities=_severities(severity) if severity else {},
        validator=validator,
        ruleset=folder / ruleset if ruleset else None,
    )


def _overrides(table: Table, folder: Path) -> list[Override]:
    """One `[[lint.override]]`: severities at some places of documents, or in some files."""
    at, severity = table.text("at", required=True), table.table("severity")
    severities = _severities(severity) if severity else {}
    if severity is None:
        table.invalid(
            "severity", "An override says which severity there is.", 'Such as severity = {info-contact = "off"}.'
        )
    table.refuse_unknown()
    pointer, file = _place_of(at, folder)
    return [Override(code=code, severity=level, pointer=pointer, file=file) for code, level in severities.items()]


def _severities(table: Table) -> dict[str, Severity | None]:
    chosen = {code: table.text(code, one_of=SEVERITIES) for code in table.content}
    return {code: None if name == "off" else Severity(name) for code, name in chosen.items() if name}


def _exemption(table: Table, folder: Path) -> Exemption | None:
    code, reason, at = table.text("code", required=True), table.text("reason", required=True), table.text("at")
    table.refuse_unknown()
    if code is None or reason is None:
        return None
    pointer, file = _place_of(at, folder)
    return Exemption(code=code, reason=reason, pointer=pointer, file=file, span=table.span())


def _place_of(at: str | None, folder: Path) -> tuple[str | None, str | None]:
    """The pattern of pointers or of files that `at` is: pointers begin with `#` or `/`."""
    if at is None or at.startswith(("#", "/")):
        return at and at.removeprefix("#"), None
    return None, shown(folder / at)
