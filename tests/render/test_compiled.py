"""Templates are compiled once, and again when anything that they are made of changes."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import jinja2
import pytest
from jinja2.bccache import FileSystemBytecodeCache

from specwright.render.compiled import Compiled


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of templates; bytecode goes beside it."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "bytecode"))
    (tmp_path / "settings").write_text("")
    (tmp_path / "page").write_text("one {{ word }}")
    return tmp_path


def rendered(folder: Path, compiled: list[str]) -> str:
    """The page as a new process has it; what had to be compiled is told."""

    class Watched(jinja2.Environment):
        def _generate(self, source: object, name: str | None, *arguments: object, **options: object) -> str:
            compiled.append(name or "")
            return super()._generate(source, name, *arguments, **options)  # type: ignore[arg-type]

    environment = Watched(loader=jinja2.FileSystemLoader(folder))
    environment.bytecode_cache = Compiled(folder, str(folder / "settings"))
    return environment.get_template("page").render(word="more")


def test_a_template_is_compiled_once(templates: Path) -> None:
    compiled: list[str] = []
    assert [rendered(templates, compiled) for _ in range(2)] == ["one more"] * 2
    assert compiled == ["page"]


def test_another_text_is_compiled_anew(templates: Path) -> None:
    compiled: list[str] = []
    rendered(templates, compiled)
    (templates / "page").write_text("two {{ word }}")
    assert rendered(templates, compiled) == "two more"


def test_other_settings_compile_anew(templates: Path) -> None:
    compiled: list[str] = []
    rendered(templates, compiled)
    os.utime(templates / "settings", (1, 1))
    rendered(templates, compiled)
    assert compiled == ["page", "page"]


@pytest.mark.parametrize("damage", [b"", b"j2", b"nothing of the kind"])
def test_what_is_damaged_is_compiled_anew(templates: Path, damage: bytes) -> None:
    compiled: list[str] = []
    rendered(templates, compiled)
    (kept,) = (file for file in (templates / "bytecode").rglob("*") if file.is_file())
    whole = kept.read_bytes()
    for content in (damage, whole[: len(whole) // 2], whole[:40] + damage):
        kept.write_bytes(content)
        assert rendered(templates, compiled) == "one more"
    assert len(compiled) == 4


def test_whatever_reading_raises_is_no_matter(templates: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def load_bytecode(self: object, bucket: object) -> None:
        raise SystemError("as marshal does where a bit fell over")

    monkeypatch.setattr(FileSystemBytecodeCache, "load_bytecode", load_bytecode)
    assert rendered(templates, []) == "one more"


@pytest.mark.skipif(os.name == "nt", reason="there are no such modes")
def test_who_may_read_the_tool_may_read_its_bytecode(templates: Path) -> None:
    (templates / "settings").chmod(0o644)
    rendered(templates, [])
    (kept,) = (file for file in (templates / "bytecode").rglob("*") if file.is_file())
    assert kept.stat().st_mode & 0o777 == 0o644


def test_nothing_is_kept_where_python_keeps_nothing(templates: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert rendered(templates, []) == "one more"
    assert not (templates / "bytecode").exists()
