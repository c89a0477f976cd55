"""Rules of other distributions, installed as pip installs them: a folder on the path with metadata beside it."""

import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from specwright.cli import main
from specwright.lint import plugins
from specwright.lint.patience import OutOfTime, patience

HEAD = """
from specwright.lint import Finding, Kind, Preset, Rule, Severity

def rule(name, check):
    return Rule(name=name, severity=Severity.WARNING, preset=Preset.RECOMMENDED, kinds=(Kind.OPERATION,), check=check,
                why="Because.", bad="", good="")

def short(operation, survey):
    summary = operation.text("summary")
    if summary and len(summary) > 10:
        yield Finding(message="the summary is long", at=operation.part("summary"))

def broken(operation, survey):
    return operation.value["nothing"]

def endless(operation, survey):
    while True:
        try:
            import time
            time.sleep(5)
        except Exception:
            pass
"""
DOCUMENT = """\
openapi: 3.1.0
info: {title: Runs, version: "1"}
paths: {/runs: {get: {summary: Lists all of the runs, responses: {"200": {description: d}}}}}
"""

Install = Callable[[str], None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Installs a distribution whose module has this besides the rules above; its entry point is `RULES`."""

    def installed(body: str) -> None:
        information = tmp_path / "our_rules-1.dist-info"
        information.mkdir()
        (information / "METADATA").write_text("Metadata-Version: 2.1\nName: our-rules\nVersion: 1\n")
        (information / "entry_points.txt").write_text("[specwright.rules]\nours = our_rules_of_a_test:RULES\n")
        (tmp_path / "our_rules_of_a_test.py").write_text(HEAD + body)
        (tmp_path / "openapi.yaml").write_text(DOCUMENT)
        monkeypatch.syspath_prepend(tmp_path)
        monkeypatch.delitem(__import__("sys").modules, "our_rules_of_a_test", raising=False)
        monkeypatch.chdir(tmp_path)
        plugins.installed.cache_clear()

    yield installed
    plugins.installed.cache_clear()


def found(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, str]:
    main(["lint", "openapi.yaml", "--preset", "recommended", "--format", "json", *arguments])
    return {one["code"]: one["message"] for one in json.loads(capsys.readouterr().out)["diagnostics"]}


def test_a_rule_is_run_listed_and_explained(install: Install, capsys: pytest.CaptureFixture[str]) -> None:
    install("RULES = rule('our-short-summaries', short)")
    assert found(capsys)["our-short-summaries"] == "the summary is long"
    assert main(["rules"]) == main(["explain", "our-short-summaries"]) == 0
    assert capsys.readouterr().out.count("our-short-summaries") == 2


def test_it_has_a_severity_like_any_other(install: Install, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    install("RULES = [rule('our-short-summaries', short)]")
    (tmp_path / "specwright.toml").write_text('[lint]\nseverity = {our-short-summaries = "off"}\n')
    assert "our-short-summaries" not in found(capsys, "--config", "specwright.toml")


def test_what_fails_or_hangs_is_told_and_the_rest_goes_on(
    install: Install, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plugins.findings, "__defaults__", (0.2,))
    install("RULES = [rule('our-a', broken), rule('our-b', endless), rule('our-c', short)]")
    main(["lint", "openapi.yaml", "--preset", "minimal", "--format", "json"])
    capsys.readouterr()
    main(["lint", "openapi.yaml", "--preset", "recommended", "--format", "json"])
    said = [one["message"] for one in json.loads(capsys.readouterr().out)["diagnostics"]]
    assert "the rule `our-a` failed: KeyError: 'nothing'" in said
    assert "the rule `our-b` was stopped after 0.2 seconds" in said
    assert "the summary is long" in said


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("RULES = [1]", "1 is not a specwright.lint.Rule"),
        ("raise ImportError('no such thing')", "ImportError: no such thing"),
        ("RULES = [rule('info-contact', short)]", "there is one of that name already"),
    ],
)
def test_what_cannot_be_loaded_is_told(
    install: Install, capsys: pytest.CaptureFixture[str], body: str, message: str
) -> None:
    install(body)
    assert message in found(capsys)["rule-broken"]


def test_time_is_limited_off_the_main_thread_too() -> None:
    stopped = []

    def endless() -> None:
        try:
            with patience(0.1):
                while True:
                    pass
        except OutOfTime:
            stopped.append(True)

    thread = threading.Thread(target=endless)
    thread.start()
    thread.join(10)
    assert stopped
