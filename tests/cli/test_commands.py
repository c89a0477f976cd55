"""What each command prints, writes and returns."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import CONFIGURATION, FakePipeline, Run, all_files

from specwright.config import GenerateSettings, LintSettings, TranscribeSettings
from specwright.diagnostics import Severity


def test_alone_it_says_what_to_do_next(fake: FakePipeline, run: Run) -> None:
    ran = run()
    assert (ran.code, ran.err) == (0, "")
    assert "specwright init" in ran.out and "specwright --help" in ran.out


def test_alone_in_a_configured_project_too(configured: FakePipeline, run: Run) -> None:
    assert "specwright.toml" in run().out


@pytest.mark.parametrize("command", ["generate", "transcribe", "lint", "check"])
def test_with_nothing_to_do_it_says_what_to_do_next(fake: FakePipeline, run: Run, command: str) -> None:
    ran = run(command)
    assert ran.code == 2
    assert "specwright init" in ran.err


@pytest.mark.parametrize(
    "command", ["", "transcribe", "bundle", "upgrade", "lint", "generate", "check", "init", "explain"]
)
def test_help_has_examples(run: Run, command: str) -> None:
    ran = run(*command.split(), "--help")
    assert ran.code == 0
    assert "examples:" in ran.out


@pytest.mark.parametrize(
    "arguments", ["generate --target x", "nonsense", "lint a b", "lint --format xml", "lint -q -v"]
)
def test_wrong_usage_is_2(fake: FakePipeline, run: Run, arguments: str) -> None:
    assert run(*arguments.split()).code == 2


@pytest.mark.parametrize("command", ["generate", "lint", "transcribe", "transcribe docs --overlay"])
def test_a_file_that_is_named_and_not_there_is_wrong_usage(fake: FakePipeline, run: Run, command: str) -> None:
    ran = run(*command.split(), "missing.yaml", "--format", "json")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("specwright: missing.yaml: there is no such ")


@pytest.mark.parametrize("spec", ["-", "https://example.com/openapi.yaml"])
def test_documents_are_files(fake: FakePipeline, run: Run, spec: str) -> None:
    ran = run("generate", spec)
    assert ran.code == 2
    assert "documents are read from files" in ran.err


class TestGenerate:
    def test_it_writes_the_package_and_nothing_else(self, fake: FakePipeline, run: Run) -> None:
        ran = run("generate", "openapi.yaml", "-o", "out", "--package", "shop")
        assert (ran.code, ran.out) == (0, "")
        assert "out/shop: 3 files created (from openapi.yaml)" in ran.err
        assert all_files(Path("out")) == ["shop/.specwright/manifest.json", "shop/__init__.py", "shop/client.py"]

    def test_without_output_it_writes_here(self, fake: FakePipeline, run: Run) -> None:
        run("generate", "openapi.yaml")
        assert Path("shop/client.py").exists()

    def test_with_a_spec_no_configuration_is_read(self, configured: FakePipeline, run: Run) -> None:
        run("generate", "openapi.yaml", "--package", "other")
        assert Path("other/client.py").exists() and not Path("out").exists()

    def test_unless_one_is_named(self, configured: FakePipeline, run: Run) -> None:
        run("generate", "openapi.yaml", "--config", "specwright.toml")
        assert Path("out/shop/client.py").exists()

    def test_without_a_spec_all_that_is_configured(self, configured: FakePipeline, run: Run) -> None:
        Path("specwright.toml").write_text(CONFIGURATION + "[[generate]]\nspec = 'other.yaml'\npackage = 'second'\n")
        assert run("generate").code == 0
        assert Path("out/shop/client.py").exists() and Path("second/client.py").exists()
        assert run("generate", "--package", "x").code == 2

    def test_arguments_go_before_the_configuration(self, configured: FakePipeline, run: Run) -> None:
        run("generate", "--target", "models,client", "-o", "elsewhere")
        (settings,) = configured.seen
        assert isinstance(settings, GenerateSettings)
        assert settings.targets == {"models", "client"}
        assert Path("elsewhere/shop/client.py").exists()

    @pytest.mark.parametrize("name", ["class", "json", "a-b", "a.b", "../x", "pydantic", ""])
    def test_names_that_cannot_be(self, fake: FakePipeline, run: Run, name: str) -> None:
        assert run("generate", "openapi.yaml", "--package", name or "-").code == 2

    def test_a_document_that_cannot_be_used_is_1(self, fake: FakePipeline, run: Run) -> None:
        fake.files = None
        ran = run("generate", "openapi.yaml", "--fail-on", "never")
        assert ran.code == 1
        assert "openapi.yaml:2:3: error syntax-yaml" in ran.err

    @pytest.mark.parametrize(
        ("severity", "fail_on", "code"),
        [
            ("warning", "error", 0),
            ("warning", "warning", 1),
            ("error", "error", 1),
            ("error", "never", 0),
            ("info", "warning", 0),
        ],
    )
    def test_fail_on(self, fake: FakePipeline, run: Run, severity: str, fail_on: str, code: int) -> None:
        fake.severity = Severity(severity)
        assert run("generate", "openapi.yaml", "--fail-on", fail_on).code == code
        assert Path("shop/client.py").exists(), "output is written whenever it can be"

    def test_findings_as_json(self, fake: FakePipeline, run: Run) -> None:
        fake.severity = Severity.WARNING
        ran = run("generate", "openapi.yaml", "--format", "json", "-q")
        (diagnostic,) = json.loads(ran.out)["diagnostics"]
        assert (diagnostic["code"], diagnostic["file"], diagnostic["line"]) == ("operation-skipped", "openapi.yaml", 1)
        assert ran.err == ""

    def test_hand_edited_files_stop_it_until_forced(self, configured: FakePipeline, run: Run) -> None:
        run("generate")
        Path("out/shop/client.py").write_text("by hand")
        Path("out/shop/mine.py").write_text("mine")
        configured.files = {"__init__.py": "VALUE = 2\n", "client.py": "VALUE = 2\n"}
        ran = run("generate")
        assert ran.code == 1
        assert "out/shop/client.py:1:1: error hand-edited-file" in ran.err and "--force" in ran.err
        assert Path("out/shop/__init__.py").read_text() == ""
        assert run("generate", "--force").code == 0
        assert Path("out/shop/client.py").read_text() == "VALUE = 2\n"
        assert Path("out/shop/mine.py").read_text() == "mine"

    def test_what_stops_it_is_called_as_a_person_would(self, configured: FakePipeline, run: Run) -> None:
        run("generate")
        Path("out/shop/client.py").write_text("by hand")
        ran = run("generate", "--format", "github")
        assert "file=out/shop/client.py," in ran.out
        assert "nothing was written, because 1 file would be lost" in ran.err

    def test_only_what_would_be_lost_is_called_that(self, fake: FakePipeline, run: Run) -> None:
        fake.files = {"models/aux.py": "", "a\0b.py": ""}
        ran = run("generate", "openapi.yaml")
        assert ran.code == 1
        assert "nothing was written, because of the errors above" in ran.err

    @pytest.mark.parametrize("output", ["taken", "taken/deep"])
    def test_a_file_where_the_output_folder_has_to_go(self, fake: FakePipeline, run: Run, output: str) -> None:
        Path("taken").write_text("a file")
        ran = run("generate", "openapi.yaml", "-o", output)
        assert ran.code == 1
        assert "taken:1:1: error not-a-file" in ran.err and "a file stands" in ran.err

    def test_a_dry_run_shows_and_does_nothing(self, configured: FakePipeline, run: Run) -> None:
        run("generate")
        before = all_files(Path())
        Path("out/shop/client.py").write_text("by hand\n")
        configured.files = {"client.py": "VALUE = 2\n", "new.py": ""}
        ran = run("generate", "--dry-run")
        assert ran.code == 0
        assert "-by hand\n+VALUE = 2\n" in ran.out and "+++ b/out/shop/new.py" in ran.out
        assert "hand-edited-file" in ran.err and "nothing was written" in ran.err
        assert all_files(Path()) == before

    def test_verbose_names_every_file(self, fake: FakePipeline, run: Run) -> None:
        assert "+ shop/client.py" in run("generate", "openapi.yaml", "-v").err
        assert run("generate", "openapi.yaml", "-q").err == ""


class TestTranscribe:
    def test_without_output_the_document_is_the_output(self, fake: FakePipeline, run: Run) -> None:
        fake.severity = Severity.ERROR
        ran = run("transcribe", "docs", "--format", "json")
        assert (ran.code, ran.out) == (0, "openapi: 3.1.0\n")
        assert json.loads(ran.err)["diagnostics"]

    def test_with_output_the_findings_are(self, fake: FakePipeline, run: Run) -> None:
        fake.severity = Severity.ERROR
        ran = run("transcribe", "docs", "-o", "new/api.yaml", "--format", "json")
        assert json.loads(ran.out)["diagnostics"]
        assert "new/api.yaml: created" in ran.err
        assert Path("new/api.yaml").read_bytes() == fake.document

    def test_configured(self, configured: FakePipeline, run: Run) -> None:
        ran = run("transcribe", "--policy", "nullability=optional", "--policy", "roots=a,b")
        assert (ran.code, ran.out) == (0, "")
        (settings,) = configured.seen
        assert isinstance(settings, TranscribeSettings)
        assert settings.policy == {"nullability": "optional", "roots": ("a", "b")}
        assert "openapi.yaml: unchanged" in ran.err

    def test_pages_that_are_not_there(self, fake: FakePipeline, run: Run) -> None:
        assert run("transcribe", "nowhere").code == 2

    def test_fail_on(self, fake: FakePipeline, run: Run) -> None:
        fake.severity = Severity.ERROR
        assert run("transcribe", "docs", "--fail-on", "error").code == 1


class TestLint:
    def test_findings_are_the_output(self, fake: FakePipeline, run: Run) -> None:
        fake.severity = Severity.ERROR
        ran = run("lint", "openapi.yaml")
        assert ran.code == 1
        assert "openapi.yaml:1:1: error operation-skipped" in ran.out

    def test_all_that_is_configured_once(self, configured: FakePipeline, run: Run) -> None:
        assert run("lint", "--preset", "strict").code == 0
        (settings,) = configured.seen
        assert isinstance(settings, LintSettings) and settings.preset == "strict"


class TestAccepted:
    def accept(self, code: str) -> None:
        accepted = f"[[accept]]\ncode = '{code}'\nat = 'openapi.yaml'\nreason = 'It is so.'\n"
        Path("specwright.toml").write_text(CONFIGURATION + accepted)

    def test_it_is_no_longer_shown(self, configured: FakePipeline, run: Run) -> None:
        configured.severity = Severity.ERROR
        self.accept("operation-skipped")
        ran = run("generate")
        assert ran.code == 0
        assert "operation-skipped" not in ran.err

    def test_an_entry_that_matches_nothing_is_reported(self, configured: FakePipeline, run: Run) -> None:
        self.accept("operation-skipped")
        assert "specwright.toml:9:1: warning unused-exception" in run("generate").err

    def test_but_not_by_a_command_that_cannot_match_it(self, configured: FakePipeline, run: Run) -> None:
        self.accept("operation-skipped")
        assert "unused-exception" not in run("transcribe").err
        self.accept("no-such-code")
        assert "unused-exception" in run("transcribe").err


class TestCheck:
    @pytest.fixture(autouse=True)
    def generated(self, configured: FakePipeline, run: Run) -> None:
        run("generate")

    def test_all_is_well(self, run: Run) -> None:
        ran = run("check")
        assert (ran.code, ran.out) == (0, "")

    def test_changed_missing_and_left_over(self, configured: FakePipeline, run: Run) -> None:
        Path("openapi.yaml").write_text("openapi: 3.0.0\n")
        Path("out/shop/client.py").write_text("by hand")
        Path("out/shop/mine.py").write_text("mine\n")
        configured.files = {"client.py": "VALUE = 1\n", "new.py": "NEW = 1\n"}
        ran = run("check")
        assert ran.code == 1
        assert "-openapi: 3.0.0\n+openapi: 3.1.0\n" in ran.out
        assert "-by hand\n\\ No newline at end of file\n+VALUE = 1\n" in ran.out
        for path, sides in {"__init__.py": "a/", "new.py": "b/"}.items():
            assert f"{sides}out/shop/{path}" in ran.out
        assert "out/shop/mine.py:1:1: error output-orphan" in ran.err and "5 files are not" in ran.err

    def test_a_file_that_is_not_ours_has_another_remedy(self, run: Run) -> None:
        Path("out/shop/mine.py").write_text("mine\n")
        assert run("generate", "--force").code == 0
        dry = run("generate", "--dry-run")
        assert (dry.out, "0 files would change" in dry.err) == ("", True)
        ran = run("check")
        assert (ran.code, ran.out) == (1, "")
        assert "`keep`" in ran.err and "run transcribe and generate" not in ran.err

    def test_differences_as_findings(self, run: Run) -> None:
        Path("out/shop/client.py").unlink()
        Path("out/shop/mine.py").write_text("mine\n")
        ran = run("check", "--format", "json")
        assert [found["code"] for found in json.loads(ran.out)["diagnostics"]] == ["output-missing", "output-orphan"]

    def test_caches_and_kept_files_are_nobodys_business(self, run: Run) -> None:
        Path("specwright.toml").write_text(CONFIGURATION + "keep = ['mine/*']\n")
        for path in ("__pycache__/x.pyc", ".mypy_cache/x.json", "mine/x.py"):
            Path("out/shop", path).parent.mkdir()
            Path("out/shop", path).write_text("x")
        assert run("check").code == 0

    def test_a_document_that_cannot_be_used(self, configured: FakePipeline, run: Run) -> None:
        configured.files = None
        ran = run("check")
        assert ran.code == 1
        assert "syntax-yaml" in ran.err

    def test_binary_and_long_files_are_told_apart_too(self, configured: FakePipeline, run: Run) -> None:
        Path("out/shop/client.py").write_bytes(b"\xff\0")
        assert "Files a/out/shop/client.py and b/out/shop/client.py differ" in run("check").out


def test_a_broken_configuration_is_wrong_usage(configured: FakePipeline, run: Run) -> None:
    Path("specwright.toml").write_text("[lint]\npresett = 'all'\n")
    ran = run("check")
    assert ran.code == 2
    assert "specwright.toml:2:1: error config-key-unknown" in ran.err and "Did you mean `preset`?" in ran.err


def test_explain(run: Run) -> None:
    ran = run("explain", "hand-edited-file")
    assert ran.code == 0
    assert "Bad:" in ran.out and "Good:" in ran.out
    assert run("explain", "hand-edited-fil").err.count("hand-edited-file") == 1
    assert "hand-edited-file" in run("explain").out
