"""What is foreseen without rendering is what rendering makes: the same paths, and keys that change with the files."""

from __future__ import annotations

import re
from functools import cache
from itertools import product
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.cases.packages import CASES

from specwright.diagnostics import Sink
from specwright.ingest import read
from specwright.lower import lower
from specwright.lower.api import Api
from specwright.render import RenderOptions, TemplateError, foreseen, render


@cache
def api(case: Path) -> Api:
    document = read(case / "spec.yaml", sink=Sink(), name="spec.yaml")
    assert document is not None
    return lower(document, sink=Sink())


def files(of: Api, options: RenderOptions) -> dict[str, bytes]:
    return {artifact.path: artifact.content for artifact in render(of, options)}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_paths_are_those_of_rendering(case: Path) -> None:
    targets = (frozenset({"models"}), frozenset({"models", "client"}), frozenset({"models", "client", "server"}))
    for chosen, distribution in product(targets, (False, True)):
        options = RenderOptions(package="some", targets=chosen, document=b"{}", distribution=distribution)
        assert list(foreseen(api(case), options, "tool")) == list(files(api(case), options))


@pytest.mark.parametrize("style", ["dataclass", "typed-dict", "msgspec"])
def test_paths_of_other_styles(style: str) -> None:
    for case in CASES[::4]:
        options = RenderOptions(package="some", document=b"{}", style=style)  # type: ignore[arg-type]
        assert list(foreseen(api(case), options, "tool")) == list(files(api(case), options))


def test_a_key_changes_with_its_file_and_no_other() -> None:
    """Each case against itself with one description changed, and against other options."""
    for case in CASES:
        options = RenderOptions(package="some", document=b"{}")
        text = (case / "spec.yaml").read_text()
        changed = re.sub(r"description: (\w)", r"description: Another \1", text, count=1)
        before, keys = files(api(case), options), foreseen(api(case), options, "tool")
        after = lowered(changed, case)
        now, again = files(after, options), foreseen(after, options, "tool")
        differing = {path for path in before.keys() | now if before.get(path) != now.get(path)}
        assert differing <= {path for path in keys.keys() | again if keys.get(path) != again.get(path)}
        assert {path for path in keys if keys[path] != again.get(path)} - differing == set()


def lowered(text: str, case: Path) -> Api:
    from specwright.ingest import References

    file = (case / "spec.yaml").resolve()
    document = read(file, sink=Sink(), name="spec.yaml", references=References(unsaved={file: text.encode()}))
    assert document is not None
    return lower(document, sink=Sink())


def test_keys_hold_the_tool_the_target_version_and_the_served_document() -> None:
    of, options = api(CASES[0]), RenderOptions(package="some", document=b"{}")
    keys = foreseen(of, options, "tool")

    def changed(other: dict[str, str]) -> set[str]:
        return {path for path in keys if keys[path] != other[path]}

    made = {path for path in keys if not path.startswith("_runtime/")} - {"py.typed", "server/openapi.json"}
    assert changed(foreseen(of, options, "tool")) == set()
    assert changed(foreseen(of, options, "another")) == made
    assert changed(foreseen(of, replace(options, python="3.14"), "tool")) == made
    assert changed(foreseen(of, replace(options, document=b"{ }"), "tool")) == {"server/openapi.json"}


def test_templates_of_the_users_own(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    own = tmp_path / "models/lazy.py.jinja"
    own.write_text('"""Mine."""\n\nfrom .._runtime.lazy import placeholders\nfrom .._runtime.events import Event\n')
    options = RenderOptions(package="some", targets=frozenset({"models"}), templates=tmp_path)
    assert "_runtime/events.py" in foreseen(api(CASES[0]), options, "tool")
    assert list(foreseen(api(CASES[0]), options, "tool")) == list(files(api(CASES[0]), options))
    own.write_text("{% if %}")
    with pytest.raises(TemplateError, match=r"lazy\.py\.jinja:1"):
        foreseen(api(CASES[0]), options, "tool")


def test_words_of_the_document_bring_no_module_of_the_runtime(tmp_path: Path) -> None:
    words = "See.\\n\\nfrom ._runtime.telemetry import z"
    schema = f'{{"type": "object", "description": "{words}"}}'
    spec = tmp_path / "openapi.json"
    spec.write_text(
        f'{{"openapi": "3.1.0", "info": {{"title": "T", "version": "1"}}, "components": {{"schemas": {{"A": {schema}}}}}}}'
    )
    document = read(spec, sink=Sink())
    assert document is not None
    files = render(lower(document, sink=Sink()), RenderOptions(package="p", targets=frozenset({"models"})))
    assert not [each.path for each in files if "telemetry" in each.path]
