"""Fixes edit the text: what they are not about stays as it was written."""

from pathlib import Path

import pytest
import yaml

from specwright.config import LintSettings
from specwright.mend import fix

BEFORE = """\
# Written by hand.
openapi: 3.0.3
info: {title: T, version: "1"}  # one line
servers:
- url: 'https://api.example.org/v1/'   # single quotes
- {url: "https://b.example.org/"}
tags:
  # about zebras
  - name: zebra   # z
    description: >
      Zebras are
      striped.
  - name: ant
  - name: ant
paths:
  /runs/{id}/:
    get:
      # about the operation
      tags: [ant, ant, zebra]
      parameters:
        - name: id
          in: path
          schema: &list {type: array}
      responses:
        "200":
          description: The run.
          headers: {X-List: {schema: *list}}
          content:
            application/json:
              schema:
                type: string
                enum:
                  - a
                  - b   # the second
                  - a
"""

SAFE = """\
# Written by hand.
openapi: 3.0.3
info: {title: T, version: "1"}  # one line
servers:
- url: 'https://api.example.org/v1'   # single quotes
- {url: "https://b.example.org"}
tags:
  # about zebras
  - name: zebra   # z
    description: >
      Zebras are
      striped.
  - name: ant
paths:
  /runs/{id}/:
    get:
      # about the operation
      operationId: getById
      tags: [ant, zebra]
      parameters:
        - name: id
          in: path
          required: true
          schema: &list {type: array}
      responses:
        "200":
          description: The run.
          headers: {X-List: {schema: *list}}
          content:
            application/json:
              schema:
                type: string
                enum:
                  - a
                  - b   # the second
"""


def fixed(text: str, folder: Path, *, unsafe: bool = False, preset: str = "all") -> str:
    file = folder / "openapi.yaml"
    file.write_bytes(text.encode())
    files = fix(file, LintSettings(preset=preset), unsafe=unsafe).files
    assert file.read_bytes() == text.encode()
    return files[0].after if files else text


def test_comments_quotes_anchors_and_order_stay(tmp_path: Path) -> None:
    assert fixed(BEFORE, tmp_path).splitlines() == SAFE.replace("getById", _id(tmp_path)).splitlines()


def _id(folder: Path) -> str:
    after = yaml.safe_load(fixed(BEFORE, folder))
    name: str = after["paths"]["/runs/{id}/"]["get"]["operationId"]
    return name


def test_what_an_alias_shares_is_not_fixed_in_one_place_only(tmp_path: Path) -> None:
    # `items` belongs to two schemas here; a change at one would be a change at the other.
    assert "items" not in fixed(BEFORE, tmp_path)


def test_unsafe_fixes_come_on_top(tmp_path: Path) -> None:
    after = fixed(BEFORE, tmp_path, unsafe=True)
    assert "\n  /runs/{id}:\n" in after
    assert after.index("- name: ant") < after.index("# about zebras") or after.index("name: ant") < after.index(
        "name: zebra"
    )
    assert "striped." in after


@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_breaks_and_byte_order_mark_stay(line_break: str, mark: str, tmp_path: Path) -> None:
    text = mark + BEFORE.replace("\n", line_break)
    after = fixed(text, tmp_path)
    assert after.startswith(mark) and after.count("\r\n") == (after.count("\n") if line_break == "\r\n" else 0)


def test_a_file_without_a_break_at_its_end(tmp_path: Path) -> None:
    text = 'openapi: 3.1.0\ninfo: {title: T, version: "1"}\npaths: {}\ntags:\n- name: a\n- name: a'
    assert fixed(text, tmp_path).endswith("tags:\n- name: a\n")


def test_json_keeps_its_indentation(tmp_path: Path) -> None:
    text = '{\n  "openapi": "3.1.0",\n  "info": {"title": "T", "version": "1"},\n  "tags": [\n    {"name": "a"},\n    {"name": "a"}\n  ],\n  "paths": {}\n}\n'
    assert fixed(text, tmp_path) == text.replace(',\n    {"name": "a"}\n', "\n", 1)


def test_an_accepted_finding_is_not_fixed(tmp_path: Path) -> None:
    file = tmp_path / "openapi.yaml"
    file.write_text(BEFORE)
    kept = fix(file, LintSettings(), accepted=lambda found: [one for one in found if "slash" not in one.code])
    assert "v1/" in kept.files[0].after


def test_the_diff_is_one_that_can_be_applied(tmp_path: Path) -> None:
    file = tmp_path / "openapi.yaml"
    file.write_text(BEFORE)
    [repaired] = fix(file, LintSettings()).files
    assert repaired.diff[0].startswith("--- ") and "-- name: ant" not in repaired.diff
    assert sum(line.startswith("-") for line in repaired.diff) > 2


def test_a_split_document_is_fixed_where_it_is_written(tmp_path: Path) -> None:
    (tmp_path / "status.yaml").write_text("type: string # shared\nenum: [a, b, a]\n")
    (tmp_path / "openapi.yaml").write_text(
        "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\n"
        "components: {schemas: {Status: {$ref: status.yaml}}}\n"
    )
    [file] = fix(tmp_path / "openapi.yaml", LintSettings(preset="all")).files
    assert (file.path.name, file.after) == ("status.yaml", "type: string # shared\nenum: [a, b]\n")
