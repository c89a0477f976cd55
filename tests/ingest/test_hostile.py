"""Texts made to break a reader: each gives one clear error with its place, or is harmless and read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from specwright.diagnostics import Severity, Sink
from specwright.ingest import Document, References, read

YAML = "openapi: 3.1.0\ninfo: {title: Pets, version: '1'}\npaths: {}\n"
JSON = '{"openapi": "3.1.0",\n"paths": {},\n"x": '
BOMB = "x-0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"x-{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 10)}]\n" for level in range(1, 10)
)

REFUSED = {
    "deep flow": (YAML + "x: " + "[" * 10_000, "nesting-limit 4:203"),
    "deep flow mappings": (YAML + "x: " + "{a: " * 10_000, "nesting-limit 4:800"),
    "deep flow, a megabyte of it": (YAML + "x: " + "[" * 1_000_000, "nesting-limit 4:203"),
    "deep block": (YAML + "x:\n" + "".join(f"{' ' * i}a:\n" for i in range(1, 1_000)), "nesting-limit 204:201"),
    "deep sequences": (YAML + "x:\n  " + "- " * 10_000 + "a", "nesting-limit 5:401"),
    "deep json": (JSON + "[" * 10_000 + "]" * 10_000 + "}", "nesting-limit 3:205"),
    "deep json objects": (JSON + '{"a":' * 10_000 + "1" + "}" * 10_001, "nesting-limit 3:1001"),
    "json one too deep": (JSON + "[" * 200 + "]" * 200 + "}", "nesting-limit 3:205"),
    "deep json after what is no number": (JSON + "[NaN," + "[" * 100_000, "nesting-limit 3:209"),
    "deep and truncated json": (JSON + "[" * 1_000_000, "nesting-limit 3:205"),
    "deep through aliases": (
        YAML + f"x: &x {'[' * 150}{']' * 150}\ny: {'[' * 100}*x{']' * 100}\n",
        "nesting-limit 5:104",
    ),
    "alias bomb": (YAML + BOMB, "expansion-limit 9:46"),
    "recursive mapping": (YAML + "x: &x {y: *x}\n", "alias-recursive 4:11"),
    "recursive sequence": (YAML + "x: &x [[*x]]\n", "alias-recursive 4:9"),
    "unknown alias": (YAML + "x: *y\n", "syntax-yaml 4:4"),
    "alias of a list as key": (YAML + "x: &x [a]\n? *x\n: 1\n", "key-not-string 5:3"),
    "tag that runs code": (YAML + "x: !!python/object/apply:os.system ['true']\n", "tag-unsafe 4:4"),
    "list as key": (YAML + "x: {[a]: 1}\n", "key-not-string 4:5"),
    "merge of a scalar": (YAML + "x: {<<: 3}\n", "syntax-yaml 4:5"),
    "half a surrogate pair": (YAML + 'x: "\\ud800"\n', "syntax-yaml 4:7"),
    "tab for indentation": ("openapi: 3.1.0\ninfo:\n\ttitle: Pets\n", "syntax-yaml 3:1"),
    "control character": (YAML + "x: a\x07b\n", "syntax-yaml 4:5"),
    "second document": (YAML + "---\nx: 1\n", "several-documents 4:1"),
    "second json value": (JSON + "1} {}", "syntax-json 3:9"),
    "truncated": (YAML + "x: {a: [1,\n", "syntax-yaml 5:1"),
    "truncated string": (YAML + "x: 'abc\n", "syntax-yaml 5:1"),
    "truncated json": (JSON, "syntax-json 3:6"),
    "future yaml": ("%YAML 2.0\n---\n" + YAML, "syntax-yaml 1:1"),
    "empty": ("", "document-not-object 1:1"),
    "only a comment": ("# nothing\n", "document-not-object 1:1"),
    "json null": ("null", "document-not-object 1:1"),
    "a list": ("- openapi: 3.1.0\n", "document-not-object 1:1"),
    "a word": ("hello", "document-not-object 1:1"),
    "another version": ("openapi: 4.0.0\n", "version-unknown 1:10"),
    "a version that is a list": ("openapi: [3]\n", "version-unknown 1:10"),
    "another format": ("asyncapi: 3.0.0\n", "version-unknown 1:1"),
    "utf-16": (YAML.encode("utf-16"), "encoding-utf8 1:1"),
    "utf-16 without mark": (YAML.encode("utf-16-le"), "encoding-utf8 1:2"),
    "utf-32": (YAML.encode("utf-32"), "encoding-utf8 1:1"),
    "latin-1": ((YAML + "x: café\n").encode("latin-1"), "encoding-utf8 4:7"),
    "nul": (YAML + "x: a\0b\n", "encoding-utf8 4:5"),
}

READ = {
    "tag of the application": (YAML + "x: !pet {a: 1}\n", {"a": 1}, "tag-unknown 4:4"),
    "tag of a key": (YAML + "x: {!pet a: 1}\n", {"a": 1}, "tag-unknown 4:5"),
    "tag that does not fit": (YAML + "x: !!int pet\n", "pet", "tag-unknown 4:4"),
    "tag of a list on an object": (YAML + "x: !!seq {a: 1}\n", {"a": 1}, "tag-unknown 4:4"),
    "binary": (YAML + "x: !!binary aGk=\n", "aGk=", "tag-unknown 4:4"),
    "keys equal as strings": (YAML + "x: {true: 1, 'true': 2}\n", {"true": 2}, "duplicate-key 4:14 key-number 4:5"),
    "keys equal after escapes": (YAML + 'x: {a: 1, "\\x61": 2}\n', {"a": 2}, "duplicate-key 4:11"),
    "keys equal after alias": (YAML + "x: {a: &a a, *a : 2}\n", {"a": 2}, "duplicate-key 4:14"),
    "keys equal in json": (JSON + '{"a": 1, "\\u0061": 2}}', {"a": 2}, "duplicate-key 3:15"),
    "duplicate, lines end in CR": ((YAML + "x: 1\nx: 2\n").replace("\n", "\r"), 2, "duplicate-key 5:1"),
    "duplicate, lines end in CR LF": ((YAML + "x: 1\nx: 2\n").replace("\n", "\r\n"), 2, "duplicate-key 5:1"),
    "5,000 digits": (YAML + f"x: [{'9' * 5_000}, 1]\n", [None, 1], "number-range 4:5"),
    "4,001 hexadecimal digits": (YAML + f"x: [0x1{'0' * 4_000}, 0xff]\n", [None, 255], "number-range 4:5"),
    "5,000 digits in json": (JSON + f"[{'9' * 5_000}, 1]}}", [None, 1], "number-range 3:7"),
    "infinity": (YAML + "x: [.inf, 1.5]\n", [None, 1.5], "number-range 4:5"),
    "infinity as a key": (YAML + "x: {.inf: 1}\n", {".inf": 1}, "key-number 4:5"),
    "infinity by size": (YAML + "x: 1e999\n", None, "number-range 4:4"),
    "infinity in json": (JSON + "-Infinity}", None, "number-range 3:6"),
    "nan in json": (
        JSON + '{"a": 1, "b": NaN, "a": 2.5}}',
        {"a": 2.5, "b": None},
        "number-range 3:20 duplicate-key 3:25",
    ),
    "infinity by size in json": (JSON + "1e999}", None, "number-range 3:6"),
    "half a surrogate pair in json": (
        JSON + '["a\\ud800", "\\ud83d\\ude00"]}',
        ["a\ufffd", "😀"],
        "lone-surrogate 3:7",
    ),
    "half a surrogate pair as json key": (JSON + '{"\\udc00": 1}}', {"\ufffd": 1}, "lone-surrogate 3:7"),
}

HARMLESS = {
    "byte order mark": ("\ufeff" + YAML, {}),
    "byte order mark in json": ("\ufeff" + JSON + "1}", {"x": 1}),
    "json in a yaml file": (JSON + '"\\ud83d\\ude00"}', {"x": "😀"}),
    "flow yaml": ("{openapi: 3.1.0, x: {'a':1}}", {"x": {"a": 1}}),
    "as deep as may be": (YAML + "x: " + "[" * 199 + "]" * 199, None),
    "as deep as may be in json": (JSON + "[" * 199 + "]" * 199 + "}", None),
    "yaml 1.1 directive": ("%YAML 1.1\n---\n" + YAML + "x: no\n", {"x": "no"}),
    "quoted merge key": (YAML + "x: {'<<': {a: 1}}\n", {"x": {"<<": {"a": 1}}}),
    "line separators": (YAML + "x: |\n  a\u2028b\n  c\x85d\n", {"x": "a\u2028b\nc\x85d\n"}),
    "version as a number": ("openapi: 3.1\nx: 1\n", {"x": 1}),
}


def test_every_refusal_is_one_error_with_its_place(tmp_path: Path) -> None:
    got = {}
    for case, (text, _) in REFUSED.items():
        document, sink = read_text(tmp_path, text)
        errors = [f"{d.code} {d.span.line}:{d.span.column}" for d in sink if d.severity is Severity.ERROR and d.span]
        got[case] = " ".join(errors) if document is None else "read"
    assert got == {case: expected for case, (_, expected) in REFUSED.items()}


@pytest.mark.parametrize(("text", "expected", "findings"), READ.values(), ids=READ)
def test_what_can_be_read_past_is_reported_and_read(tmp_path: Path, text: str, expected: object, findings: str) -> None:
    document, sink = read_text(tmp_path, text)
    assert document is not None, list(sink)
    assert document.root["x"] == expected
    assert " ".join(f"{d.code} {d.span.line}:{d.span.column}" for d in sink if d.span) == findings
    assert all(d.severity is not Severity.ERROR for d in sink)


@pytest.mark.parametrize(("text", "expected"), HARMLESS.values(), ids=HARMLESS)
def test_what_is_harmless_is_read(tmp_path: Path, text: str, expected: dict[str, object] | None) -> None:
    document, sink = read_text(tmp_path, text)
    assert document is not None, list(sink)
    if expected is not None:
        assert {key: value for key, value in document.root.items() if key.startswith("x")} == expected
    assert len(sink) == 0


@pytest.mark.parametrize(
    ("path", "reason"), [("none.yaml", "no such file"), (".", "a folder"), ("pipe", "not a regular"), ("a\0b", "path")]
)
def test_only_regular_files_are_opened(tmp_path: Path, path: str, reason: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    sink = Sink()
    assert read(tmp_path / path, sink=sink) is None
    assert [d.code for d in sink] == ["file-unreadable"]
    assert reason in sink.diagnostics[0].message


def test_a_file_may_not_be_larger_than_allowed(tmp_path: Path) -> None:
    (tmp_path / "openapi.yaml").write_text(YAML)
    sink = Sink()
    assert read(tmp_path / "openapi.yaml", sink=sink, references=References(size=20)) is None
    assert "at most 20" in sink.diagnostics[0].message


def read_text(folder: Path, text: str | bytes) -> tuple[Document | None, Sink]:
    """Read a text as a file of that kind: JSON starts with a brace, except in a test of just that."""
    content = text if isinstance(text, bytes) else text.encode()
    path = folder / ("openapi.json" if content.startswith((b'{"openapi": "3.1.0",\n', b"null")) else "openapi.yaml")
    path.write_bytes(content)
    sink = Sink()
    return read(path, sink=sink, name=path.name), sink


def test_keys_that_are_no_strings_are_read_as_written(tmp_path: Path) -> None:
    document, sink = read_text(tmp_path, YAML + "x: {null: 1, True: 2, 1.50: 3, 200: 4}\n")
    assert document is not None and document.at("/x") == {"null": 1, "True": 2, "1.50": 3, "200": 4}
    assert [(d.code, str(d.span)) for d in sink] == [("key-number", "openapi.yaml:4:5")]
