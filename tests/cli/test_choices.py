"""What may be chosen about a package, on a real document with every stage: by argument, by configuration, from Python."""

from __future__ import annotations

import ast
import importlib
import json
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from tests.cli.conftest import Run, all_files

import specwright

CONVERSATION = Path(__file__).with_name("choices")
SPEC = """\
openapi: 3.1.0
info: {title: Shop, version: 1.2.0}
servers: [{url: 'https://shop.example'}]
paths:
  /pets:
    get:
      operationId: listPets
      tags: [pets]
      parameters: [{name: below, in: query, schema: {type: string, format: money}}]
      responses:
        '200': {description: All, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Pet'}}}}}
    post:
      operationId: addPet
      tags: [pets]
      deprecated: true
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
      responses: {'204': {description: Done}}
  /owners:
    get:
      operationId: listOwners
      tags: [owners]
      responses:
        '200': {description: All, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Owner'}}}}}
components:
  schemas:
    Pet: {type: object, required: [name], properties: {name: {type: string}, price: {type: string, format: money}}}
    Owner: {type: object, properties: {name: {type: string}}}
"""
OVERLAY = """\
overlay: 1.1.0
info: {title: Decisions, version: 1.0.0}
actions:
- target: $.paths['/owners'].get
  update: {operationId: all_owners}
- target: $.paths
  update:
    /toys/{id}:
      get: {operationId: showToy, responses: {'204': {description: There}}}
"""


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("openapi.yaml").write_text(SPEC)
    Path("overlay.yaml").write_text(OVERLAY)


def operations(package: str = "shop") -> list[str]:
    script = f"import {package}; print(*[o.operation_id for o in {package}.OPERATIONS], *{package}.MODELS)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return [word.removeprefix("/components/schemas/") for word in done.stdout.split()]


def test_filters_by_argument(run: Run) -> None:
    assert run("generate", "openapi.yaml", "--include-tag", "pets", "--exclude-deprecated").code == 0
    assert operations() == ["listPets", "Pet"]
    assert run("generate", "openapi.yaml", "--include-path", "/owners", "--no-prune").code == 0
    assert operations() == ["listOwners", "Pet", "Owner"]


def test_filters_by_configuration(run: Run) -> None:
    Path("specwright.toml").write_text(
        '[[generate]]\nspec = "openapi.yaml"\ninclude = { tags = ["ownres", "pets"] }\nexclude = { deprecated = true }\n'
    )
    ran = run("generate")
    assert "specwright.toml:3:1: warning filter-unused: include.tags has 'ownres'" in ran.err
    assert "Did you mean 'owners'?" in ran.err
    assert operations() == ["listPets", "Pet"]
    assert run("check").code == 0


def test_filters_from_python() -> None:
    made = specwright.generate("openapi.yaml", exclude=specwright.Filter(operation_ids=("list*",)))
    assert made.diagnostics == ()
    assert operations() == ["addPet", "Pet"]


def test_the_server_serves_what_was_selected(run: Run) -> None:
    run("generate", "openapi.yaml", "--include-tag", "owners")
    served = json.loads(Path("shop/server/openapi.json").read_text())
    assert (list(served["paths"]), list(served["components"]["schemas"])) == (["/owners"], ["Owner"])


def test_overlays_come_first_and_findings_name_the_action(run: Run) -> None:
    ran = run("generate", "openapi.yaml", "--overlay", "overlay.yaml")
    assert "overlay.yaml:9:12: warning path-parameter-undeclared" in ran.err
    assert operations() == ["listPets", "addPet", "all_owners", "showToy", "Pet", "Owner"]


@pytest.mark.parametrize("overlay", ["missing.yaml", "openapi.yaml"])
def test_overlays_that_are_none(run: Run, overlay: str) -> None:
    ran = run("generate", "openapi.yaml", "--overlay", overlay)
    assert ran.code == (2 if overlay == "missing.yaml" else 1)
    assert overlay in ran.err and not Path("shop").exists()


def test_a_changed_overlay_is_noticed(run: Run) -> None:
    Path("specwright.toml").write_text('[[generate]]\nspec = "openapi.yaml"\noverlays = ["overlay.yaml"]\n')
    run("generate")
    Path("overlay.yaml").write_text(OVERLAY.replace("all_owners", "every_owner"))
    run("generate")
    assert "every_owner" in operations()


@pytest.mark.parametrize(
    ("client", "there", "gone"), [("sync", "Client", "AsyncClient"), ("async", "AsyncClient", "Client")]
)
def test_one_client_alone(run: Run, monkeypatch: pytest.MonkeyPatch, client: str, there: str, gone: str) -> None:
    name = f"{client}_shop"
    assert run("generate", "openapi.yaml", "--client", client, "--package", name).code == 0
    monkeypatch.syspath_prepend(str(Path.cwd()))
    package = importlib.import_module(name)
    assert hasattr(package, there) and not hasattr(package, gone)
    files = all_files(Path(name))
    assert any(file.startswith("async_services/") for file in files) is (client == "async")
    assert any(file.startswith("services/") for file in files) is (client == "sync")
    assert ("_runtime/async_client.py" in files, "_runtime/client.py" in files) == (client == "async", client == "sync")
    assert not [file for file in files if file.endswith(".py") and gone in names(Path(name, file))]


NAMED = """\
openapi: 3.1.0
info: {title: Shop, version: 1.2.0}
tags: [{name: Pet Store, x-python-name: animals}]
paths:
  /pets:
    get:
      operationId: listPets
      tags: [Pet Store]
      parameters:
      - {name: below, in: query, schema: {type: string, format: money}}
      - {name: among, in: query, x-python-name: prices, schema: {type: array, items: {type: string, format: money}}}
      responses:
        '200': {description: All, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/PetDto'}}}}}
    post:
      operationId: addPet
      tags: [Pet Store]
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/PetDto'}}}}
      responses: {'200': {description: Home, content: {application/json: {schema: {$ref: '#/components/schemas/Address'}}}}}
components:
  schemas:
    PetDto:
      type: object
      required: [name]
      properties:
        name: {type: string}
        price: {type: [string, 'null'], format: money}
        class: {type: string, x-python-name: kind}
        home: {$ref: '#/components/schemas/Address'}
        shop: {type: object, properties: {a: {type: string}}}
    Address: {type: object, properties: {street: {type: string}}}
"""
CHOSEN = """\
[[generate]]
spec = "openapi.yaml"
[generate.types]
"format:money" = "money:Money"
"#/components/schemas/Address" = "ipaddress:IPv4Address"
[generate.names]
"#/components/schemas/PetDto" = "Pet"
"#/components/schemas/PetDto/properties/shop" = "Store"
"#/components/schemas/PetDto/properties/price" = "cost"
"GET /pets" = "find"
"""


def test_types_and_names_of_the_users_own(run: Run) -> None:
    """Client and server talk in them, and type checkers agree."""
    Path("openapi.yaml").write_text(NAMED)
    Path("specwright.toml").write_text(CHOSEN)
    ran = run("generate")
    assert ran.code == 0 and "warning" not in ran.err
    for script in CONVERSATION.glob("*.py"):
        shutil.copy(script, script.name)
    said = subprocess.run([sys.executable, "conversation.py"], capture_output=True, text=True, check=False)
    assert said.stdout == "all said\n", said.stderr
    mypy = [sys.executable, "-m", "mypy", "--strict", "conversation.py", "shop"]
    checked = subprocess.run(mypy, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout
    assert "Store" in Path("shop/models/pet.py").read_text()


def test_a_name_that_is_taken_back_is_gone(run: Run) -> None:
    """A chosen name is not in the name lock, and goes before what is."""
    run(
        "generate",
        "openapi.yaml",
        "--name",
        "#/components/schemas/Pet=Animal",
        "--name",
        "#/components/schemas/Owner=Pet",
    )
    assert (Path("shop/models/animal.py").exists(), Path("shop/models/pet.py").exists()) == (True, True)
    assert "class Pet" in Path("shop/models/pet.py").read_text()
    run("generate", "openapi.yaml")
    assert sorted(file.name for file in Path("shop/models").glob("[a-z]*")) == ["owner.py", "pet.py"]
    run("generate", "openapi.yaml", "--name", "#/components/schemas/Owner=Pet")
    assert "Pet2" in Path("shop/models/__init__.py").read_text()


@pytest.mark.parametrize(
    ("arguments", "finding"),
    [
        (
            ["--name", "GET /pets=add_pet", "--name", "POST /pets=add_pet"],
            "name-unusable: 'POST /pets' can't be called",
        ),
        (["--name", "tag:pets=close"], "name-unusable: 'tag:pets' can't be called 'close'"),
        (["--name", "#/components/schemas/Pet/properties/name=model_config"], "name-unusable"),
        (["--name", "GET /cats=cats"], "name-unused: names has 'GET /cats'"),
        (["--type", "format:mony=a:B"], "type-unused: types has 'format:mony'"),
    ],
)
def test_choices_that_cannot_be_are_told_and_the_rest_goes_on(run: Run, arguments: list[str], finding: str) -> None:
    ran = run("generate", "openapi.yaml", *arguments)
    assert ran.code == 0 and f"warning {finding}" in ran.err


@pytest.mark.parametrize("option", ["--name=GET /pets=import", "--name=pets=x", "--type=format:a=b", "--type=x=a:b"])
def test_choices_that_say_nothing_are_wrong_usage(run: Run, option: str) -> None:
    assert run("generate", "openapi.yaml", option).code == 2


def test_a_document_names_things_and_imports_nothing(run: Run) -> None:
    """`x-python-name` is an identifier or nothing; no extension stands for a type."""
    hostile = SPEC.replace("operationId: listPets", "operationId: listPets\n      x-python-name: 'x(): import os #'")
    Path("openapi.yaml").write_text(hostile.replace("format: money", "format: money, x-python-type: 'os:system'"))
    ran = run("generate", "openapi.yaml")
    assert "openapi.yaml:8:22: warning name-unusable" in ran.err
    assert not [
        file for file in Path("shop").rglob("*.py") if "os:system" in file.read_text() or "x()" in file.read_text()
    ]


@pytest.mark.parametrize("client", ["both", "async"])
def test_a_distribution_is_built_and_imported(run: Run, client: str) -> None:
    hostile = SPEC.replace(
        "title: Shop", "title: 'Shop \\\" ]] <script> `x`', license: {name: MIT, url: 'https://mit.example'}"
    )
    Path("openapi.yaml").write_text(hostile)
    arguments = ["openapi.yaml", "--meta", "pyproject", "--package", "my_shop", "--python", "3.12", "--client", client]
    assert run("generate", *arguments).code == 0
    metadata = tomllib.loads(Path("my_shop/pyproject.toml").read_text())["project"]
    assert (metadata["name"], metadata["version"], metadata["requires-python"]) == ("my-shop", "1.2.0", ">=3.12")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", "dist", "my_shop"]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = Path("dist").glob("my_shop-1.2.0-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        assert {"my_shop/py.typed", "my_shop/server/openapi.json"} <= set(archive.namelist())
        archive.extractall("site")
    script = "import my_shop; print(my_shop.__file__, *[o.operation_id for o in my_shop.OPERATIONS])"
    done = subprocess.run([sys.executable, "-c", script], cwd="site", capture_output=True, text=True, check=True)
    assert done.stdout.split()[1:] == ["listPets", "addPet", "listOwners"]
    readme = Path("my_shop/README.md").read_text()
    assert "MIT \\(https" not in readme and "MIT (https\\://mit.example)" in readme
    assert ("import AsyncClient" in readme, "import Client" in readme) == (client == "async", client == "both")
    for block in re.findall(r"```python\n(.*?)```", readme, re.DOTALL):
        ast.parse(block)


def test_the_files_of_a_distribution_are_ours_as_any(run: Run) -> None:
    run("generate", "openapi.yaml", "--meta", "pyproject")
    Path("shop/README.md").write_text("Mine.\n")
    ran = run("generate", "openapi.yaml", "--meta", "pyproject")
    assert ran.code == 1 and "shop/README.md:1:1: error hand-edited-file" in ran.err
    assert run("generate", "openapi.yaml", "--force").code == 0
    assert not Path("shop/shop").exists() and not Path("shop/pyproject.toml").exists()


def names(file: Path) -> set[str]:
    """The names in a module."""
    return {node.id for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Name)}
