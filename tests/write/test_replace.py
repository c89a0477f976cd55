"""A single file is replaced in one step."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from specwright.write import replace


def test_created_updated_unchanged(tmp_path: Path) -> None:
    path = tmp_path / "new" / "openapi.yaml"
    assert replace(path, b"one") == "created"
    assert replace(path, b"two") == "updated"
    before = path.stat()
    assert replace(path, b"two") == "unchanged"
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == (before.st_mtime_ns, before.st_ino)
    assert os.listdir(path.parent) == ["openapi.yaml"]


def test_links_are_followed_and_modes_kept(tmp_path: Path) -> None:
    (tmp_path / "real.yaml").write_bytes(b"one")
    (tmp_path / "real.yaml").chmod(0o604)
    (tmp_path / "link.yaml").symlink_to("real.yaml")
    replace(tmp_path / "link.yaml", b"two")
    assert (tmp_path / "link.yaml").is_symlink()
    assert (tmp_path / "real.yaml").read_bytes() == b"two"
    assert (tmp_path / "real.yaml").stat().st_mode & 0o777 == 0o604


def test_what_stops_it_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "openapi.yaml"
    path.write_bytes(b"one")

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(KeyboardInterrupt):
        replace(path, b"two")
    assert path.read_bytes() == b"one"
    assert os.listdir(tmp_path) == ["openapi.yaml"]


def test_what_a_killed_run_left_is_removed(tmp_path: Path) -> None:
    (tmp_path / ".openapi.yaml.specwright-new").write_bytes(b"half")
    replace(tmp_path / "openapi.yaml", b"two")
    assert os.listdir(tmp_path) == ["openapi.yaml"]


@pytest.mark.parametrize("size", [0, 3, 200_000])
def test_a_file_can_be_copied_too(size: int, tmp_path: Path) -> None:
    source, path = tmp_path / "source.json", tmp_path / "new" / "copy.json"
    source.write_bytes(os.urandom(size))
    assert replace(path, source) == "created"
    path.chmod(0o604)
    assert path.read_bytes() == source.read_bytes() and os.listdir(path.parent) == ["copy.json"]
    source.write_bytes(b"other")
    assert replace(path, source) == "updated"
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"other", 0o604)


def test_a_copy_of_nothing_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "copy.json"
    path.write_bytes(b"one")
    with pytest.raises(FileNotFoundError):
        replace(path, tmp_path / "gone.json")
    assert path.read_bytes() == b"one" and os.listdir(tmp_path) == ["copy.json"]
