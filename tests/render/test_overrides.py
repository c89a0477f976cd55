"""A folder of templates goes before ours, template by template; its mistakes are told with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.render.apis import STR, api, everything, field, module, operation, record

from specwright.installed import templates_root
from specwright.render import FormatError, RenderOptions, TemplateError, render
from specwright.render.formatting import formatted
from specwright.render.overrides import unused

PETS = api(module(record("Pet", field("name", STR), description="A pet.")), operations=(operation("list_pets"),))


def text_of(folder: Path, path: str) -> str:
    artifacts = render(PETS, RenderOptions(package="pets", templates=folder))
    return next(artifact.content.decode() for artifact in artifacts if artifact.path == path)


def override(folder: Path, name: str, text: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, "utf-8")


def test_one_template_is_replaced_and_the_others_stay(tmp_path: Path) -> None:
    override(tmp_path, "parts/header.jinja", "# Copyright: the zoo.\n")
    assert text_of(tmp_path, "models/pet.py").startswith('# Copyright: the zoo.\n"""A pet."""\n')


def test_dataclasses_instead_of_pydantic_models(tmp_path: Path) -> None:
    override(
        tmp_path,
        "models/module.py.jinja",
        """\
{% include "parts/header.jinja" %}
from dataclasses import dataclass
{% for definition in definitions %}
{% if definition.record %}

@dataclass
class {{ definition.record.name }}:
    \"\"\"{{ definition.record.docs.summary|docstring(4) }}\"\"\"
    {% for field in definition.record.fields %}
    {{ field.name }}: {{ field.type }}  # {{ docs.summary|comment }}
    {% endfor %}
{% endif %}
{% endfor %}
""",
    )
    assert "@dataclass\nclass Pet:\n" in text_of(tmp_path, "models/pet.py")
    assert "    name: str | None  # A pet.\n" in text_of(tmp_path, "models/pet.py")


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("\n{% for %}", 2, "Expected"),
        ("\n\n{{ docs.sumary|docstring }}", 3, "'sumary'"),
        ("\n{{ nothing }}", 2, "'nothing' is undefined"),
        ("{{ docs.summary }}", 1, "use |literal"),
        ("{{ docs }}", 1, "use |literal"),
        ("\n{{ docs.summary.text }}", 2, "use |literal"),
        ("\n{{ docs.summary ~ '' }}", 2, "quoting filter"),
        ("\n{{ docs.summary|upper }}", 2, "No filter named 'upper'"),
        ('\n{% include "missing.jinja" %}', 2, "missing.jinja"),
        ("\n{% if docs.summary.text.x %}{% endif %}", 2, "'x'"),
        ("{{ range(10) }}", 1, "'range' is undefined"),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, text: str, line: int, reason: str) -> None:
    override(tmp_path, "models/module.py.jinja", text)
    with pytest.raises(TemplateError) as raised:
        text_of(tmp_path, "models/pet.py")
    assert (raised.value.file, raised.value.line) == (str(tmp_path / "models/module.py.jinja"), line)
    assert reason in raised.value.reason


@pytest.mark.parametrize("name", ["models/base.py.jinja", "parts/header.jinja"])
def test_what_is_no_python_is_refused_with_its_template(tmp_path: Path, name: str) -> None:
    override(tmp_path, name, "class :\n")
    with pytest.raises(TemplateError, match="no Python: invalid syntax: 'class :'") as raised:
        text_of(tmp_path, "models/pet.py")
    assert raised.value.file == str(tmp_path / name)


def test_files_that_override_nothing_are_told_apart(tmp_path: Path) -> None:
    override(tmp_path, "models/module.py.jinja", '{% include "mine/field.jinja" %}')
    override(tmp_path, "mine/field.jinja", '{% include "mine/type.jinja" %}{% include "no.jinja" %}')
    for name in ("mine/type.jinja", "README.md", ".git/config", "model/modul.py.jinja", "header.jinja"):
        override(tmp_path, name, "")
    idle = {one.file.relative_to(tmp_path).as_posix(): one.nearest for one in unused(tmp_path, templates_root())}
    assert idle == {"header.jinja": "parts/header.jinja", "model/modul.py.jinja": "models/module.py.jinja"}


def test_ruff_says_what_is_wrong_and_nothing_else() -> None:
    with pytest.raises(FormatError) as raised:
        formatted({"models/_base.py": "class :\n"})
    assert "models/_base.py" in str(raised.value) and "warning" not in str(raised.value)


def test_text_of_the_document_is_quoted_there_too(tmp_path: Path) -> None:
    override(
        tmp_path, "models/module.py.jinja", "X = {{ docs.summary|literal }}\nY = 1  # {{ docs.summary|comment }}\n"
    )
    artifacts = render(everything('"\rimport os #'), RenderOptions(package="pets", templates=tmp_path))
    (owner,) = (artifact.content.decode() for artifact in artifacts if artifact.path == "models/owner.py")
    assert owner == "X = '\"\\rimport os #'\nY = 1  # \" import os #\n"
