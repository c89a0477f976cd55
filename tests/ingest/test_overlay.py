"""Overlays: what each action does, in both versions, and what is said about those that cannot be applied."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from specwright.diagnostics import Sink
from specwright.ingest.overlay import apply_overlay, read_overlay

TREE: dict[str, Any] = {
    "info": {"title": "Reports", "version": "1"},
    "tags": [{"name": "a"}, {"name": "b"}, {"name": "c"}],
    "paths": {"/a": {"get": {"tags": ["a"], "summary": "A"}}, "/b": {"get": {"tags": ["b"]}}},
}


def apply(folder: Path, actions: str, version: str = "1.1.0") -> tuple[dict[str, Any], list[str]]:
    """The tree after the actions, and the findings as `line:column code`."""
    file = folder / "overlay.yaml"
    file.write_text(f"overlay: {version}\ninfo: {{title: Test, version: 1.0.0}}\nactions:\n{actions}", encoding="utf-8")
    sink = Sink()
    overlay = read_overlay(file, sink)
    tree = apply_overlay(deepcopy(TREE), overlay, sink) if overlay else {}
    return tree, [f"{d.span.line}:{d.span.column} {d.code}" for d in sink if d.span]


def test_update_merges_objects(tmp_path: Path) -> None:
    tree, findings = apply(tmp_path, "- target: $.info\n  update: {title: Books, license: {name: MIT}}\n")
    assert tree["info"] == {"title": "Books", "version": "1", "license": {"name": "MIT"}}
    assert findings == []


def test_update_of_an_array_appends(tmp_path: Path) -> None:
    tree, _ = apply(tmp_path, "- target: $.tags\n  update: {name: d}\n", version="1.0.0")
    assert [tag["name"] for tag in tree["tags"]] == ["a", "b", "c", "d"]


@pytest.mark.parametrize(("version", "tags"), [("1.0.0", ["x"]), ("1.1.0", ["a", "x"])])
def test_arrays_inside_an_update(tmp_path: Path, version: str, tags: list[str]) -> None:
    tree, _ = apply(tmp_path, "- target: $.paths['/a'].get\n  update: {tags: [x]}\n", version)
    assert tree["paths"]["/a"]["get"]["tags"] == tags


def test_update_of_every_match(tmp_path: Path) -> None:
    tree, _ = apply(tmp_path, "- target: $.paths.*.get\n  update: {x-safe: true}\n")
    assert [item["get"]["x-safe"] for item in tree["paths"].values()] == [True, True]


def test_removing_items_of_an_array_takes_the_right_ones(tmp_path: Path) -> None:
    tree, _ = apply(tmp_path, "- target: $.tags[?@.name != 'b']\n  remove: true\n")
    assert tree["tags"] == [{"name": "b"}]


def test_copy_then_remove_moves(tmp_path: Path) -> None:
    actions = """\
- {target: $.paths, update: {/c: {}}}
- {target: "$.paths['/c']", copy: "$.paths['/a']"}
- {target: "$.paths['/a']", remove: true}
"""
    tree, findings = apply(tmp_path, actions)
    assert tree["paths"] == {"/b": TREE["paths"]["/b"], "/c": TREE["paths"]["/a"]}
    assert findings == []


def test_a_copy_is_a_copy(tmp_path: Path) -> None:
    actions = """\
- {target: "$.paths['/b'].get", copy: "$.paths['/a'].get"}
- {target: "$.paths['/a'].get", update: {summary: Changed}}
"""
    tree, _ = apply(tmp_path, actions)
    assert tree["paths"]["/b"]["get"]["summary"] == "A"


def test_single_values_can_be_replaced_in_1_1_only(tmp_path: Path) -> None:
    action = "- target: $.info.title\n  update: Books\n"
    assert apply(tmp_path, action)[0]["info"]["title"] == "Books"
    assert apply(tmp_path, action, "1.0.0")[1] == ["5:11 overlay-update-mismatch"]


def test_actions_see_the_result_of_those_before(tmp_path: Path) -> None:
    tree, findings = apply(tmp_path, "- target: $.tags\n  remove: true\n- target: $.tags\n  remove: true\n")
    assert "tags" not in tree
    assert findings == ["6:11 overlay-matches-nothing"]


def test_a_failed_action_does_not_stop_the_others(tmp_path: Path) -> None:
    tree, findings = apply(
        tmp_path, "- target: $.nothing\n  remove: true\n- target: $.info\n  update: {title: Books}\n"
    )
    assert findings == ["4:11 overlay-matches-nothing"]
    assert tree["info"]["title"] == "Books"


@pytest.mark.parametrize(
    ("action", "finding"),
    [
        ("- target: $.paths[/a]\n  remove: true\n", "4:11 overlay-target-invalid"),
        ("- target: paths\n  remove: true\n", "4:11 overlay-target-invalid"),
        ("- target: $.info\n  copy: $.tags[*]\n", "5:9 overlay-copy-source"),
        ("- target: $.info\n  copy: $.nothing\n", "5:9 overlay-copy-source"),
        ("- target: $.info\n  copy: $[\n", "5:9 overlay-target-invalid"),
        ("- target: $.info\n  copy: $.tags\n", "5:9 overlay-update-mismatch"),
        ("- target: $.info\n  update: [1]\n", "5:11 overlay-update-mismatch"),
        ("- target: $\n  remove: true\n", "4:11 overlay-update-mismatch"),
        ("- target: $.info\n  udpate: {title: Books}\n", "5:3 overlay-invalid"),
        ("- target: 7\n  remove: true\n", "4:11 overlay-invalid"),
        ("- target: $.info\n  remove: maybe\n", "5:11 overlay-invalid"),
        ("- remove: true\n", "4:3 overlay-invalid"),
        ("- target: $.info\n", "4:3 overlay-invalid"),
        ("- target: $.info\n  update: {}\n  remove: true\n", "4:3 overlay-invalid"),
        ("- 7\n", "4:3 overlay-invalid"),
        ("- target: $.info\n  target: $.tags\n  remove: true\n", "5:3 overlay-unreadable"),
        ("- target: [\n", "5:1 overlay-unreadable"),
    ],
)
def test_mistakes_have_a_place(tmp_path: Path, action: str, finding: str) -> None:
    assert finding in apply(tmp_path, action)[1]


@pytest.mark.parametrize(
    "text", ["7\n", "overlay: 1.1.0\n", "overlay: 2.0.0\ninfo: {title: a, version: b}\nactions: [{}]\n"]
)
def test_what_is_no_overlay(tmp_path: Path, text: str) -> None:
    file = tmp_path / "overlay.yaml"
    file.write_text(text, encoding="utf-8")
    sink = Sink()
    assert read_overlay(file, sink) is None
    assert {d.code for d in sink} == {"overlay-invalid"}


def test_copy_is_not_in_1_0(tmp_path: Path) -> None:
    assert apply(tmp_path, "- target: $.info\n  copy: $.info\n", "1.0.0")[1] == ["5:9 overlay-invalid"]


def test_values_mean_what_yaml_1_2_says(tmp_path: Path) -> None:
    tree, _ = apply(
        tmp_path, "- {target: $.info, update: {a: no, b: 2020-01-01, c: 1e3, d: 0o17, e: ~, f: 'true', g: 0x1F}}\n"
    )
    assert [tree["info"][name] for name in "abcdefg"] == ["no", "2020-01-01", 1000.0, 15, None, "true", 31]


def test_aliases_cannot_multiply_without_end(tmp_path: Path) -> None:
    levels = "".join(f"  x{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 9))
    file = tmp_path / "overlay.yaml"
    file.write_text(f"x:\n  x0: &a0 [1]\n{levels}", encoding="utf-8")
    sink = Sink()
    assert read_overlay(file, sink) is None
    assert [d.code for d in sink] == ["overlay-unreadable"]


def test_a_missing_empty_or_binary_file(tmp_path: Path) -> None:
    sink = Sink()
    (tmp_path / "empty.yaml").write_text("")
    assert read_overlay(tmp_path / "empty.yaml", sink) is None
    (tmp_path / "binary.yaml").write_bytes(b"\xff\xfe\x00")
    assert read_overlay(tmp_path / "missing.yaml", sink) is None
    assert read_overlay(tmp_path / "binary.yaml", sink) is None
    assert [d.code for d in sink] == ["overlay-unreadable"] * 3
