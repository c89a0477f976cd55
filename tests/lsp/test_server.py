"""What an editor sees: findings, reasons, fixes, ways, over a real connection."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import Any, cast

import pytest
import yaml
from lsprotocol import types
from tests.lsp.client import Editor, editor, identifier

API = """\
openapi: 3.1.0
info: {title: T, version: '1', description: d, contact: {name: N, url: 'https://a.test', email: a@a.test}}
servers: [{url: https://api.test}]
tags: [{name: runs}]
paths:
  /runs:
    get: {operationId: listRuns, description: d, tags: [runs], responses: {'200': {$ref: '#/components/responses/Runs'}}}
    post: {operationId: listRuns, description: d, tags: [runs], responses: {'200': {$ref: '#/components/responses/Runs'}}}
components:
  responses:
    Runs: {description: r}
"""
UNIQUE = "operation-operationId-unique"
FIXABLE = API.replace("api.test}]", "api.test/}]").replace("post: {operationId: listRuns", "post: {operationId: addRun")
SLASH = "oas3-server-trailing-slash"
TOP = types.Range(types.Position(0, 0), types.Position(0, 0))
Body = Callable[[Editor], Coroutine[Any, Any, None]]


def use(folder: Path, body: Body, *encodings: types.PositionEncodingKind) -> None:
    """Do what a user does, in an editor that has opened a folder."""

    async def session() -> None:
        async with editor(folder, *encodings) as opened:
            await body(opened)

    asyncio.run(asyncio.wait_for(session(), 120))


@pytest.fixture
def api(tmp_path: Path) -> Path:
    return written(tmp_path / "api.yaml", API)


def written(file: Path, text: str) -> Path:
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def at(line: int, start: int, end: int | None = None) -> types.Range:
    return types.Range(types.Position(line, start), types.Position(line, start if end is None else end))


def applied(text: str, edits: Sequence[types.TextEdit]) -> str:
    """A text after edits; written anew here, so that the server's arithmetic is not its own witness."""
    lines = text.split("\n")
    for edit in sorted(edits, key=lambda one: (one.range.start.line, one.range.start.character), reverse=True):
        first, last = edit.range.start, edit.range.end
        head, tail = lines[first.line][: first.character], lines[last.line][last.character :]
        lines[first.line : last.line + 1] = f"{head}{edit.new_text}{tail}".split("\n")
    return "\n".join(lines)


def test_findings_follow_the_text(api: Path) -> None:
    async def body(editor: Editor) -> None:
        editor.open(api)
        found = {one.code: one for one in await editor.codes(api, UNIQUE, "method-names-collide")}[UNIQUE]
        assert (found.severity, found.source) == (types.DiagnosticSeverity.Error, "specwright")
        assert found.range == at(7, 24, 32)
        [other] = found.related_information or []
        assert (other.message, other.location.uri) == ("the other", api.as_uri())
        assert other.location.range == at(6, 10, 21)
        editor.type(api, types.TextDocumentContentChangePartial(range=found.range, text="addRun"))
        await editor.codes(api)
        assert api.read_text() == API
        editor.write(api, FIXABLE)
        await editor.codes(api, SLASH)
        editor.close(api)
        await editor.codes(api)

    use(api.parent, body)


def test_json_is_read_too(tmp_path: Path) -> None:
    tree = yaml.safe_load(API)
    file = written(tmp_path / "api.json", json.dumps(tree, indent=2))

    async def body(editor: Editor) -> None:
        editor.open(file)
        found = {one.code: one for one in await editor.codes(file, UNIQUE, "method-names-collide")}[UNIQUE]
        line = file.read_text().split("\n")[found.range.start.line]
        assert line[found.range.start.character : found.range.end.character] == '"listRuns"'

    use(tmp_path, body)


def test_hover_tells_the_reason(api: Path) -> None:
    async def hover(editor: Editor, line: int, character: int) -> types.Hover | None:
        params = types.HoverParams(identifier(api), types.Position(line, character))
        return await editor.client.text_document_hover_async(params)

    async def body(editor: Editor) -> None:
        editor.open(api)
        await editor.codes(api, UNIQUE, "method-names-collide")
        told = await hover(editor, 7, 26)
        assert told is not None and isinstance(told.contents, types.MarkupContent)
        assert told.contents.value.startswith(f"**{UNIQUE}** (error)\n\nanother operation is already called")
        assert "can't be told apart" in told.contents.value and "Bad:\n\n```yaml\npaths:" in told.contents.value
        assert await hover(editor, 0, 0) is None

    use(api.parent, body)


def test_fixes_are_offered_where_they_are_due(tmp_path: Path) -> None:
    file = written(tmp_path / "api.yaml", FIXABLE)

    async def body(editor: Editor) -> None:
        editor.open(file)
        [found] = await editor.codes(file, SLASH)
        quick, everything = await editor.actions(file, found.range)
        assert (quick.kind, quick.is_preferred) == (types.CodeActionKind.QuickFix, True)
        assert quick.edit is not None and quick.edit.changes is not None
        fixed = FIXABLE.replace("api.test/}]", "api.test}]")
        assert applied(FIXABLE, quick.edit.changes[file.as_uri()]) == fixed
        assert everything.kind == "source.fixAll.specwright" and everything.edit is None
        resolved = await editor.client.code_action_resolve_async(everything)
        assert resolved.edit is not None and resolved.edit.changes is not None
        assert applied(FIXABLE, resolved.edit.changes[file.as_uri()]) == fixed
        assert [one.kind for one in await editor.actions(file, TOP)] == [everything.kind]
        assert [one.kind for one in await editor.actions(file, found.range, "quickfix")] == [quick.kind]
        assert [one.kind for one in await editor.actions(file, found.range, "source.fixAll")] == [everything.kind]

    use(tmp_path, body)


def test_a_ruleset_that_lies_there_counts(tmp_path: Path) -> None:
    """For what is found, and for what is fixed with all the rest."""
    file = written(tmp_path / "specs" / "api.yaml", FIXABLE.replace("operationId: addRun", "operationId: add_run"))
    rules = f"""
extends: [[spectral:oas, off]]
rules:
  {SLASH}: error
  camels: {{given: "$.paths.*.*.operationId", then: {{function: casing, functionOptions: {{type: camel}}}}}}
"""
    written(tmp_path / ".spectral.yaml", rules)

    async def body(editor: Editor) -> None:
        editor.open(file)
        found = await editor.until(file, lambda found: len(found) == 2)
        assert {one.code for one in found} == {SLASH, "camels"}
        [slash] = [one for one in found if one.code == SLASH]
        assert slash.severity == types.DiagnosticSeverity.Error
        [_, everything] = await editor.actions(file, slash.range)
        resolved = await editor.client.code_action_resolve_async(everything)
        assert resolved.edit is not None and resolved.edit.changes is not None
        assert "api.test}]" in applied(file.read_text(), resolved.edit.changes[file.as_uri()])

    use(tmp_path, body)


def test_a_guess_is_called_one_and_never_preferred(tmp_path: Path) -> None:
    file = written(
        tmp_path / "api.yaml",
        API.replace("tags: [{name: runs}]\n", "").replace("post: {operationId: listRuns", "post: {operationId: addRun"),
    )

    async def body(editor: Editor) -> None:
        editor.open(file)
        found = await editor.until(file, lambda found: any(one.code == "oas3-unused-component" for one in found))
        [unused] = [one for one in found if one.code == "oas3-unused-component"]
        assert list(unused.tags or []) == [types.DiagnosticTag.Unnecessary]
        [quick, *others] = await editor.actions(file, unused.range)
        assert quick.title.endswith("(changes the meaning)") and not quick.is_preferred and others == []

    file.write_text(file.read_text() + "    Left: {description: r}\n")
    written(tmp_path / "specwright.toml", '[lint.severity]\noperation-tag-defined = "off"\nopenapi-tags = "off"\n')
    use(tmp_path, body)


SPLIT = API.partition("    post:")[0].partition("    get:")
PARTS = f"{SPLIT[0].rstrip()} {{$ref: parts/runs.yaml#/runs}}\ncomponents: {{schemas: {{Run: {{type: object}}}}}}\n"
DESCRIBED = '[lint.severity]\noperation-description = "warning"\n'
PART = "runs:\n  get: {operationId: listRuns, description: '', tags: [runs], responses: {'200': {description: r}}}\n"


def test_findings_in_the_files_of_a_split_document(tmp_path: Path) -> None:
    entry, part = written(tmp_path / "api.yaml", PARTS), written(tmp_path / "parts" / "runs.yaml", PART)
    written(tmp_path / "specwright.toml", DESCRIBED)

    async def body(editor: Editor) -> None:
        editor.open(entry)
        [found] = await editor.codes(part, "operation-description")
        assert found.range == at(1, 31, 42)
        editor.open(part)
        editor.write(part, PART.replace("''", "d"))
        assert await editor.codes(part) == []
        column = PARTS.split("\n")[5].index("parts/")
        params = types.DefinitionParams(identifier(entry), types.Position(5, column))
        there = await editor.client.text_document_definition_async(params)
        assert there == types.Location(part.as_uri(), at(0, 0, 4))
        context = types.ReferenceContext(include_declaration=False)
        asked = types.ReferenceParams(context, identifier(part), types.Position(0, 2))
        [back] = await editor.client.text_document_references_async(asked) or []
        assert (back.uri, back.range.start) == (entry.as_uri(), types.Position(5, column))

    use(tmp_path, body)


def test_a_part_is_checked_through_the_document_that_is_configured(tmp_path: Path) -> None:
    written(tmp_path / "api.yaml", PARTS)
    part, other = written(tmp_path / "parts" / "runs.yaml", PART), written(tmp_path / "other.yaml", "a: {b: c}\n")
    written(tmp_path / "specwright.toml", f'{DESCRIBED}[[generate]]\nspec = "api.yaml"\npackage = "runs"\n')

    async def body(editor: Editor) -> None:
        editor.open(other)
        editor.open(part)
        await editor.codes(part, "operation-description")
        assert not editor.found.get(other.as_uri())

    use(tmp_path, body)


def test_ways_lead_from_a_reference_and_back(api: Path) -> None:
    async def body(editor: Editor) -> None:
        editor.open(api)
        await editor.codes(api, UNIQUE, "method-names-collide")
        line = API.split("\n")[6]
        column = line.index("#/components")
        params = types.DefinitionParams(identifier(api), types.Position(6, column + 5))
        runs = types.Location(api.as_uri(), at(10, 4, 8))
        assert await editor.client.text_document_definition_async(params) == runs
        context = types.ReferenceContext(include_declaration=False)
        for position in (types.Position(10, 6), types.Position(6, column)):
            asked = types.ReferenceParams(context, identifier(api), position)
            found = await editor.client.text_document_references_async(asked) or []
            assert [one.range.start.line for one in found] == [6, 7]
            assert found[0].range == at(6, column, column + len("#/components/responses/Runs"))

    use(api.parent, body)


def test_no_way_leads_to_a_file_that_the_document_does_not_have(tmp_path: Path) -> None:
    written(tmp_path / "secret.yaml", "Runs: {description: r}\n")
    folder = tmp_path / "spec"
    folder.mkdir()
    text = API.replace("    Runs: {description: r}", "    Runs: {$ref: ../secret.yaml#/Runs}")
    file = written(folder / "api.yaml", text)

    async def body(editor: Editor) -> None:
        editor.open(file)
        await editor.until(file, lambda found: any(one.code == "ref-refused" for one in found))
        params = types.DefinitionParams(identifier(file), types.Position(10, 20))
        assert await editor.client.text_document_definition_async(params) is None

    use(folder, body)


def test_the_configuration_counts_and_is_read_again(api: Path) -> None:
    config = api.parent / "specwright.toml"
    accept = f'[[accept]]\ncode = "method-names-collide"\nreason = "r"\n[lint.severity]\n{UNIQUE} = "info"\n'
    written(config, accept)

    async def told(editor: Editor) -> None:
        event = types.FileEvent(config.as_uri(), types.FileChangeType.Changed)
        editor.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))

    async def body(editor: Editor) -> None:
        editor.open(api)
        [found] = await editor.codes(api, UNIQUE)
        assert found.severity is types.DiagnosticSeverity.Information
        written(config, accept + 'unknown-key = "')
        await told(editor)
        await editor.codes(config, "config-invalid")
        written(config, f'[lint]\npreset = "minimal"\n[lint.severity]\n{UNIQUE} = "off"\n')
        await told(editor)
        await editor.codes(config)
        await editor.codes(api)

    use(api.parent, body)


def test_broken_text_keeps_what_was_found(api: Path) -> None:
    async def body(editor: Editor) -> None:
        editor.open(api)
        await editor.codes(api, UNIQUE, "method-names-collide")
        editor.write(api, API.replace("paths:", "paths: ["))
        await editor.codes(api, UNIQUE, "method-names-collide", "syntax-yaml")
        outline = await editor.client.text_document_document_symbol_async(types.DocumentSymbolParams(identifier(api)))
        assert outline == []
        assert await editor.actions(api, at(7, 24)) == []
        editor.write(api, API)
        await editor.codes(api, UNIQUE, "method-names-collide")

    use(api.parent, body)


BROKEN = (
    "",
    "\0",
    "openapi: &a [*a",
    "openapi: 3.1.0\npaths: {/a: {$ref: '#/paths/~1a'}}",
    '{"openapi": ',
    "\ufeff",
)


def test_no_text_stops_the_server(api: Path) -> None:
    async def body(editor: Editor) -> None:
        editor.open(api, API)
        there = types.Position(999, 999)
        for text in BROKEN:
            editor.write(api, text)
            assert (
                await editor.client.text_document_definition_async(types.DefinitionParams(identifier(api), there))
                is None
            )
            assert await editor.client.text_document_hover_async(types.HoverParams(identifier(api), there)) is None
            await asyncio.sleep(0.3)  # long enough to be checked
        editor.write(api, FIXABLE)
        await editor.codes(api, SLASH)

    use(api.parent, body)


@pytest.mark.parametrize("encoding", list(types.PositionEncodingKind))
def test_columns_are_in_the_units_of_the_client(tmp_path: Path, encoding: types.PositionEncodingKind) -> None:
    """A line with characters of one to four bytes, and one that ends a line for Python but not for an editor."""
    text = API.replace("title: T", "title: '\U0001f600\u00e9\u2028'").replace(
        "contact", "summary: '\U0001f600', contact"
    )
    file = written(tmp_path / "api.yaml", text.replace("description: d, ", "description: '', ", 1))

    async def body(editor: Editor) -> None:
        editor.open(file)
        found = await editor.until(file, bool)
        [empty] = [one for one in found if one.code == "info-description"]
        line = file.read_text("utf-8").split("\n")[1]
        codec, size = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}[encoding.value]
        units = line.encode(codec)
        marked = units[empty.range.start.character * size : empty.range.end.character * size].decode(codec)
        assert (empty.range.start.line, marked) == (1, "description")
        start = len(line[: line.index("''")].encode(codec)) // size
        editor.type(file, types.TextDocumentContentChangePartial(range=at(1, start, start + 2), text="'d'"))
        await editor.codes(file, UNIQUE, "method-names-collide")

    use(tmp_path, body, encoding)


def test_the_outline_has_operations_and_components(api: Path) -> None:
    async def body(editor: Editor) -> None:
        editor.open(api)
        found = await editor.client.text_document_document_symbol_async(types.DocumentSymbolParams(identifier(api)))
        paths, components = cast(list[types.DocumentSymbol], found)
        assert [(one.name, one.detail) for one in paths.children or []] == [
            ("GET /runs", "listRuns"),
            ("POST /runs", "listRuns"),
        ]
        [responses] = components.children or []
        [runs] = responses.children or []
        assert (responses.name, runs.name, runs.selection_range) == ("responses", "Runs", at(10, 4, 8))

    use(api.parent, body)
