"""What references may open, and how much."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from specwright.diagnostics import Sink
from specwright.ingest import Document, References, copies, read
from specwright.ingest import references as library

ENTRY = "openapi: 3.1.0\npaths: {}\ncomponents: {schemas: {A: {$ref: '%s'}}}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "api").mkdir()
    (tmp_path / "secret.yaml").write_text("type: string\n")
    return tmp_path / "api"


def test_a_link_out_of_the_folder_is_not_followed(folder: Path) -> None:
    (folder / "link.yaml").symlink_to("../secret.yaml")
    document, sink = bundled(folder, "link.yaml")
    assert document.at("/components/schemas/A") == {"$ref": "link.yaml"}
    assert "leads out of the folder" in sink.diagnostics[0].message


def test_inputs_are_told_in_order_with_links_and_what_they_lead_to(folder: Path) -> None:
    (folder / "b.yaml").write_text("{$ref: link.yaml}\n")
    (folder / "a.yaml").write_text("type: string\n")
    (folder / "link.yaml").symlink_to("a.yaml")
    document, _ = bundled(folder, "b.yaml")
    assert [path.name for path in document.inputs()][1:] == ["b.yaml", "link.yaml", "a.yaml"]


def test_a_wider_folder_can_be_allowed(folder: Path) -> None:
    document, sink = bundled(folder, "../secret.yaml", References(folder=folder.parent))
    assert document.at("/components/schemas/A") == {"type": "string"}
    assert str(document.span("/components/schemas/A")) == "docs/secret.yaml:1:1"
    assert len(sink) == 0


def test_a_pipe_is_not_opened(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    assert "not a regular file" in bundled(folder, "pipe")[1].diagnostics[0].message


def test_files_can_be_switched_off(folder: Path) -> None:
    (folder / "a.yaml").write_text("type: string\n")
    sink = bundled(folder, "a.yaml", References(files=False))[1]
    assert "`files`" in sink.diagnostics[0].message


def test_nothing_is_fetched(folder: Path) -> None:
    message = bundled(folder, "https://example.com/a")[1].diagnostics[0].message
    assert "not fetched" in message
    assert "--ref-root" in message


def test_file_urls_need_a_folder_that_is_named(folder: Path) -> None:
    (folder / "a.yaml").write_text("type: string\n")
    url = (folder / "a.yaml").as_uri()
    assert "--ref-root" in bundled(folder, url)[1].diagnostics[0].message
    assert not list(bundled(folder, url, References(folder=folder))[1])
    assert "--ref-root" in bundled(folder, "file:///etc/hostname", References(folder=folder))[1].diagnostics[0].message


def test_the_number_of_files_is_limited(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "FILES", 3)
    for number in range(5):
        (folder / f"{number}.yaml").write_text(f"properties: {{next: {{$ref: {number + 1}.yaml}}}}\n")
    assert [d.code for d in bundled(folder, "0.yaml")[1]] == ["expansion-limit"]


def test_all_files_together_may_not_be_larger_than_allowed(folder: Path) -> None:
    (folder / "a.yaml").write_text("type: string # " + "long " * 100)
    assert "bytes" in bundled(folder, "a.yaml", References(size=300))[1].diagnostics[0].message


def test_what_references_bring_in_is_limited(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copies, "NODES", 1_000)
    (folder / "a.yaml").write_text(f"x: [{'1, ' * 100}]\n")
    schemas = "".join(f"    A{n}: {{properties: {{$ref: a.yaml}}}}\n" for n in range(50))
    (folder / "openapi.yaml").write_text(f"openapi: 3.1.0\npaths: {{}}\ncomponents:\n  schemas:\n{schemas}")
    sink = Sink()
    assert read(folder / "openapi.yaml", sink=sink) is not None
    assert {d.code for d in sink} == {"expansion-limit"}


def test_what_operations_of_2_0_share_is_limited(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copies, "NODES", 1_000)
    paths = "".join(
        f"  /{n}: {{post: {{parameters: [{{$ref: '#/parameters/P'}}], responses: {{}}}}}}\n" for n in range(99)
    )
    body = f"parameters: {{P: {{in: body, name: p, schema: {{enum: [{'1, ' * 100}]}}}}}}\n"
    (folder / "swagger.yaml").write_text(f"swagger: '2.0'\npaths:\n{paths}{body}")
    sink = Sink()
    assert read(folder / "swagger.yaml", sink=sink) is None
    assert [d.code for d in sink] == ["expansion-limit"]


def test_each_file_is_read_once_and_its_findings_told_once(folder: Path) -> None:
    (folder / "a.yaml").write_text("B: {type: object, x: {200: 1}}\nC: {type: string}\n")
    sink = bundled(folder, "a.yaml#/B'}, C: {$ref: 'a.yaml#/C")[1]
    assert [(d.code, str(d.span)) for d in sink] == [("key-number", "docs/api/a.yaml:1:23")]


def bundled(folder: Path, ref: str, references: References | None = None) -> tuple[Document, Sink]:
    """A document whose one schema is a reference, under the name `docs/api/openapi.yaml`."""
    (folder / "openapi.yaml").write_text(ENTRY % ref)
    sink = Sink()
    document = read(folder / "openapi.yaml", sink=sink, name="docs/api/openapi.yaml", references=references)
    assert document is not None
    return document, sink
