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
