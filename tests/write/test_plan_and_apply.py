"""What a plan decides, and what applying it does."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path
from typing import Any

import pytest
from tests.write.trees import Artifact, artifacts, beside, snapshot, write

from specwright.write import MANIFEST, Plan, apply, names, plan

FILES = {"__init__.py": "", "client.py": "VALUE = 1\n", "models/run.py": "RUN = 1\n"}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    folder = tmp_path / "out" / "pkg"
    write(folder, FILES)
    return folder


def codes(decided: Plan) -> list[str]:
    return [conflict.code for conflict in decided.conflicts]


def test_a_new_package_holds_its_files_and_a_manifest(package: Path) -> None:
    assert snapshot(package).keys() == {*FILES, "models", ".specwright", MANIFEST}
    assert beside(package) == []


def test_the_manifest_is_the_same_bytes_whatever_the_order(package: Path, tmp_path: Path) -> None:
    write(tmp_path / "other" / "pkg", dict(reversed(FILES.items())))
    assert (tmp_path / "other" / "pkg" / MANIFEST).read_bytes() == (package / MANIFEST).read_bytes()
    assert json.loads((package / MANIFEST).read_bytes()).keys() == {"format", "files", "names"}


def test_the_name_lock_is_remembered(package: Path) -> None:
    write(package, FILES, names={"#/components/schemas/run": "Run"})
    assert names(package) == {"#/components/schemas/run": "Run"}
    assert names(package.parent / "nothing") == {}


def test_only_what_changed_is_written(package: Path) -> None:
    before = {path: os.stat(package / path) for path in FILES}
    changes = write(package, FILES | {"client.py": "VALUE = 2\n", "new.py": ""})
    assert (changes.created, changes.updated, changes.deleted) == (("new.py",), (MANIFEST, "client.py"), ())
    for path in ("__init__.py", "models/run.py"):
        after = os.stat(package / path)
        assert (after.st_mtime_ns, after.st_ino) == (before[path].st_mtime_ns, before[path].st_ino)


def test_nothing_to_do_touches_nothing(package: Path) -> None:
    inode = package.stat().st_ino
    changes = write(package, FILES)
    assert not changes.any
    assert changes.unchanged == len(FILES) + 1
    assert package.stat().st_ino == inode


def test_orphans_go_with_their_folders(package: Path) -> None:
    changes = write(package, {"__init__.py": "", "client.py": "VALUE = 1\n"})
    assert changes.deleted == ("models/run.py",)
    assert not (package / "models").exists()


def test_foreign_files_stay_even_where_a_folder_empties(package: Path) -> None:
    (package / "models" / "mine.py").write_text("mine")
    (package / "empty").mkdir()
    (package / "link").symlink_to("client.py")
    write(package, {"__init__.py": ""})
    assert snapshot(package).keys() - {".specwright", MANIFEST} == {
        "__init__.py",
        "models",
        "models/mine.py",
        "empty",
        "link",
    }
    assert (package / "link").is_symlink()


def test_modes_stay(package: Path) -> None:
    (package / "client.py").chmod(0o640)
    (package / "models").chmod(0o750)
    write(package, FILES | {"client.py": "VALUE = 2\n"})
    assert (package / "client.py").stat().st_mode & 0o777 == 0o640
    assert (package / "models").stat().st_mode & 0o777 == 0o750


def test_compiled_files_move_along(package: Path) -> None:
    (package / "models" / "__pycache__").mkdir()
    (package / "models" / "__pycache__" / "run.pyc").write_text("x")
    write(package, FILES | {"client.py": "VALUE = 2\n"})
    assert (package / "models" / "__pycache__" / "run.pyc").exists()


EDITS: list[tuple[str, dict[str, str], str]] = [
    ("client.py", FILES | {"client.py": "VALUE = 2\n"}, "hand-edited-file"),
    ("client.py", {"__init__.py": ""}, "hand-edited-file"),
    ("other.py", FILES | {"other.py": "OTHER = 1\n"}, "foreign-file"),
    ("Other.py", FILES | {"other.py": "OTHER = 1\n"}, "foreign-file"),
]


@pytest.mark.parametrize(("path", "files", "code"), EDITS, ids=["edited", "edited-orphan", "foreign", "foreign-case"])
def test_what_a_person_wrote_is_not_lost(package: Path, path: str, files: dict[str, str], code: str) -> None:
    (package / path).write_text("by hand")
    before = snapshot(package)
    decided = plan(package, artifacts(files), names={})
    assert codes(decided) == [code]
    assert decided.conflicts[0].span is not None
    assert decided.conflicts[0].span.file == (package / path).as_posix()
    with pytest.raises(ValueError, match="conflicts"):
        apply(decided)
    assert snapshot(package) == before


@pytest.mark.parametrize(("path", "files"), [(path, files) for path, files, _ in EDITS[:3]])
def test_force_gives_it_up(package: Path, path: str, files: dict[str, str]) -> None:
    (package / path).write_text("by hand")
    assert plan(package, artifacts(files), names={}, force=True).forced == (path,)
    write(package, files, force=True)
    assert snapshot(package).get(path) == files.get(path)


def test_an_edit_that_is_what_would_be_written_is_no_conflict(package: Path) -> None:
    (package / "client.py").write_text("VALUE = 2\n")
    assert not plan(package, artifacts(FILES | {"client.py": "VALUE = 2\n"}), names={}).conflicts


def test_a_deleted_file_comes_back(package: Path) -> None:
    (package / "client.py").unlink()
    assert write(package, FILES).created == ("client.py",)


@pytest.mark.parametrize(
    "broken", ["<<<<<<< ours\n", "[]", '{"format": 99}', '{"format": 1, "files": {"../x": ""}, "names": {}}']
)
def test_a_manifest_that_cannot_be_used_stops_the_run(package: Path, broken: str) -> None:
    (package / MANIFEST).write_text(broken)
    assert codes(plan(package, artifacts(FILES), names={})) == ["manifest-unreadable"]
    write(package, FILES, force=True)
    assert codes(plan(package, artifacts(FILES), names={})) == []


@pytest.mark.parametrize("path", ["models/link.py", "linked/x.py", "folder/x.py", "client.py/x.py"])
@pytest.mark.parametrize("force", [False, True])
def test_links_and_obstacles_are_never_followed(package: Path, tmp_path: Path, path: str, force: bool) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (package / "models" / "link.py").symlink_to(outside / "x.py")
    (package / "linked").symlink_to(outside)
    (package / "folder").symlink_to("models")
    decided = plan(package, artifacts({"models/run.py": "RUN = 1\n", path: "x"}), names={}, force=force)
    assert "not-a-file" in codes(decided)
    assert list(outside.iterdir()) == []


def test_a_package_folder_that_is_a_link_is_refused(package: Path) -> None:
    linked = package.parent / "linked"
    linked.symlink_to(package)
    assert codes(plan(linked, artifacts(FILES), names={})) == ["not-a-file"]


@pytest.mark.parametrize(
    "path",
    [
        "../x.py", "/etc/x.py", "a/../../x.py", "a//b.py", "./x.py", "aux.py", "models/COM1", "x.py.", "x ", "a\\b.py",
        "c:x.py", "a\x00.py", "a\n.py", "\u202ea.py", "\ud800.py", "x" * 300, "", ".specwright/x", ".Specwright/x",
    ],
)  # fmt: skip
def test_unsafe_paths_are_refused(tmp_path: Path, path: str) -> None:
    assert set(codes(plan(tmp_path / "pkg", artifacts({path: "x"}), names={}, force=True))) == {"unsafe-path"}


@pytest.mark.parametrize("paths", [("run.py", "Run.py"), ("a/x.py", "A/y.py"), ("é.py", "e\u0301.py"), ("a", "a/b")])
def test_paths_that_are_one_where_case_is_ignored_are_refused(tmp_path: Path, paths: tuple[str, str]) -> None:
    assert "unsafe-path" in codes(plan(tmp_path / "pkg", [Artifact(path, b"") for path in paths], names={}))


def test_a_folder_that_changed_since_the_plan_is_left_alone(package: Path) -> None:
    decided = plan(package, artifacts(FILES | {"client.py": "VALUE = 2\n"}), names={})
    (package / "client.py").write_text("meanwhile, by hand")
    with pytest.raises(OSError, match="run it again"):
        apply(decided)
    assert (package / "client.py").read_text() == "meanwhile, by hand"


def test_a_file_that_appears_during_the_run_stays(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    link = os.link

    def late(*arguments: Any, **options: Any) -> None:
        (package / "late.py").write_text("late")
        link(*arguments, **options)

    monkeypatch.setattr(os, "link", late)
    write(package, FILES | {"client.py": "VALUE = 2\n"})
    assert (package / "late.py").read_text() == "late"
    assert beside(package) == []


@pytest.mark.parametrize("problem", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
def test_a_full_disk_or_an_interrupt_leaves_the_old_tree(
    package: Path, monkeypatch: pytest.MonkeyPatch, problem: BaseException
) -> None:
    before = snapshot(package)

    def fail(*_: object) -> int:
        raise problem

    monkeypatch.setattr(os, "write", fail)
    with pytest.raises(type(problem)):
        write(package, FILES | {"client.py": "VALUE = 2\n"})
    monkeypatch.undo()
    assert snapshot(package) == before
    assert beside(package) == []


def test_without_hard_links_files_are_copied(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "not here")

    monkeypatch.setattr(os, "link", refuse)
    before = (package / "__init__.py").stat().st_mtime_ns
    write(package, FILES | {"client.py": "VALUE = 2\n"})
    assert (package / "__init__.py").stat().st_mtime_ns == before


def test_a_second_run_waits_and_then_gives_up(package: Path) -> None:
    from specwright.write.lock import Busy, locked

    with locked(package.parent), pytest.raises(Busy, match="another run"), locked(package.parent, patience=0.05):
        pass
    with locked(package.parent):
        pass


def test_two_artifacts_with_one_path_are_a_bug(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="same path"):
        plan(tmp_path / "pkg", [Artifact("x", b""), Artifact("x", b"")], names={})
