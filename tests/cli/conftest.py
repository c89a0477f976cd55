"""A project folder, and a pipeline of which a test decides what it makes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from specwright import pipeline
from specwright.cli import main
from specwright.config import GenerateSettings, LintSettings, TranscribeSettings, shown
from specwright.counts import counts
from specwright.diagnostics import Code, Severity, Sink, Span
from specwright.lower.api import Api
from specwright.pipeline import Package

FILES = {"__init__.py": "", "client.py": "VALUE = 1\n"}
UNUSABLE = Code(name="syntax-yaml", severity=Severity.ERROR, why="")
NOTHING = Api(
    title="Nothing",
    version="1",
    description="",
    servers=(),
    security_schemes=(),
    services=(),
    modules=(),
    case="snake",
    models_by_pointer={},
)
REMARK = Code(name="operation-skipped", severity=Severity.WARNING, why="")


@dataclass
class Artifact:
    path: str
    content: bytes


@dataclass
class FakePipeline:
    """Stages that make `files` and `document` of anything, or None when these are None."""

    files: dict[str, str] | None = field(default_factory=lambda: dict(FILES))
    document: bytes | None = b"openapi: 3.1.0\n"
    severity: Severity | None = None
    seen: list[TranscribeSettings | GenerateSettings | LintSettings] = field(default_factory=list)

    def generate(self, settings: GenerateSettings, *, sink: Sink, **_: object) -> Package | None:
        self._report(shown(settings.spec), sink, usable=self.files is not None)
        self.seen.append(settings)
        if self.files is None:
            return None
        artifacts = tuple(Artifact(path, text.encode()) for path, text in self.files.items())
        folder = settings.output / (settings.package or "shop")
        return Package(folder=folder, artifacts=artifacts, names={}, counts=counts(NOTHING), seconds={})  # type: ignore[arg-type]

    def transcribe(self, settings: TranscribeSettings, *, sink: Sink) -> bytes | None:
        self._report(shown(settings.pages[0]), sink, usable=self.document is not None)
        self.seen.append(settings)
        return self.document

    def lint(
        self,
        spec: Path,
        settings: LintSettings,
        *,
        sink: Sink,
        ref_root: Path | None = None,
        since: str | None = None,
        overlays: Sequence[Path] = (),
    ) -> None:
        self._report(shown(spec), sink, usable=True)
        self.seen.append(settings)

    def _report(self, file: str, sink: Sink, *, usable: bool) -> None:
        if not usable:
            sink.report(UNUSABLE, "Not YAML.", span=Span(file=file, line=2, column=3))
        if self.severity:
            sink.report(REMARK, "A remark.", span=Span(file=file, line=1, column=1), severity=self.severity)


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakePipeline:
    """The test runs in an empty folder with an `openapi.yaml`."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "openapi.yaml").write_text("openapi: 3.1.0\n")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "create.md").write_text("# Create\n")
    stages = FakePipeline()
    for verb in ("generate", "transcribe", "lint"):
        monkeypatch.setattr(pipeline, verb, getattr(stages, verb))
    return stages


@dataclass
class Ran:
    """What a command returned and printed."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    return Run(capfd)


class Run:
    """Call it with arguments to run the command."""

    def __init__(self, captured: pytest.CaptureFixture[str]) -> None:
        self.captured = captured

    def __call__(self, *arguments: str) -> Ran:
        self.captured.readouterr()
        try:
            code = main(arguments)
        except SystemExit as stop:
            code = int(stop.code or 0)
        return Ran(code, *self.captured.readouterr())


CONFIGURATION = """
[transcribe]
pages = ["docs"]
output = "openapi.yaml"
[[generate]]
spec = "openapi.yaml"
output = "out"
package = "shop"
"""


@pytest.fixture
def configured(fake: FakePipeline) -> FakePipeline:
    """The same with a configuration."""
    Path("specwright.toml").write_text(CONFIGURATION)
    return fake


def all_files(folder: Path) -> Sequence[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
