"""Names, models and operations are loaded when they are used, and not before."""

from __future__ import annotations

import importlib
import subprocess
import sys
import threading
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from fastapi import FastAPI
from pydantic import TypeAdapter
from tests.runtime.models.graphs import write_chain, write_cycle


def loaded(package: str) -> set[str]:
    """The modules of models that have been loaded."""
    prefix = f"{package}.models."
    return {name.removeprefix(prefix) for name in sys.modules if name.startswith(prefix)}


def test_importing_a_package_loads_no_model_and_not_even_pydantic(sample_folder: Path) -> None:
    code = "import sys, zoo; zoo.models; zoo.OPERATIONS; dir(zoo.models); print('pydantic' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=sample_folder, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_packages_export_names(zoo: ModuleType) -> None:
    assert dir(zoo) == ["MODELS", "OPERATIONS", "models"]
    assert "Cat" in dir(zoo.models)
    assert zoo.models.Cat is zoo.models.Cat
    assert "Cat" in vars(zoo.models)
    with pytest.raises(AttributeError, match=r"module 'zoo\.models' has no attribute 'Fish'"):
        _ = zoo.models.Fish
    with pytest.raises(AttributeError, match="Fish"):
        importlib.import_module("zoo.models._lazy").__getattr__("Fish")


def test_operations_are_loaded_when_looked_at(zoo: ModuleType) -> None:
    table = zoo.OPERATIONS
    assert "zoo.operations.animals" not in sys.modules
    assert repr(table) == "<operations of animals>"
    assert [operation.name for operation in table] == ["find_animal"]
    assert (len(table), table[0].name, table[:1][0].name, table[0] in table) == (1, "find_animal", "find_animal", True)


def test_a_payload_loads_what_is_in_it(zoo: ModuleType) -> None:
    assert not loaded("zoo") & {"cat", "keeper", "animal"}
    zoo._runtime.codec.decode_value(zoo.models.Animal, {"displayName": "Tom"})
    assert loaded("zoo") & {"cat", "keeper", "animal"} == {"animal"}
    zoo._runtime.codec.decode_value(zoo.models.Animal, {"keeper": {"fullName": "Kim"}})
    assert loaded("zoo") & {"cat", "keeper", "animal"} == {"animal", "keeper"}


def test_placeholders_are_classes_of_the_instances_of_their_models(zoo: ModuleType) -> None:
    stand_ins = importlib.import_module("zoo.models._lazy")
    assert stand_ins.Cat is stand_ins.Cat
    assert not isinstance("x", stand_ins.Cat)
    assert "cat" not in loaded("zoo")
    cat = zoo.models.Cat(display_name="Tom", pet_type="cat", lives=9)
    assert isinstance(cat, stand_ins.Cat)
    assert isinstance(cat, stand_ins.Animal)
    assert not isinstance(cat, stand_ins.Dog)
    assert issubclass(zoo.models.Cat, stand_ins.Animal)
    _ = zoo.models.Pet
    assert isinstance(cat, stand_ins.Pet)


def test_placeholders_stand_in_types_of_all_forms(zoo: ModuleType) -> None:
    stand_ins: Any = importlib.import_module("zoo.models._lazy")
    form = dict[str, list[stand_ins.Pet | None]]
    adapter: TypeAdapter[Any] = TypeAdapter(form)
    value = adapter.validate_python({"a": [None, {"petType": "cat", "displayName": "Tom", "lives": 9}]})
    assert type(value["a"][1]) is zoo.models.Cat
    assert adapter.dump_python(value, exclude_unset=True)["a"][1]["petType"] == "cat"
    assert b'"petType":"cat"' in adapter.dump_json(value)
    assert set(adapter.json_schema()["$defs"]) >= {"Animal", "Cat", "Dog", "Keeper", "KeeperShift"}


def test_json_schemas_are_complete(zoo: ModuleType) -> None:
    for mode in ("validation", "serialization"):
        schema = zoo.models.Keeper.model_json_schema(mode=mode)
        assert set(schema["$defs"]) >= {"Animal", "Cat", "Dog", "KeeperShift", "Pet"}
        pet = schema["$defs"]["Pet"]
        assert pet["discriminator"]["mapping"]["kitten"] == pet["discriminator"]["mapping"]["cat"]
        assert len(pet["oneOf"]) == 2


def test_fastapi_describes_models(zoo: ModuleType) -> None:
    app = FastAPI()

    def exchange(keeper: Any) -> Any:
        return keeper

    exchange.__annotations__ = {"keeper": zoo.models.Keeper, "return": list[zoo.models.Pet]}
    app.post("/keepers")(exchange)
    assert {name.split("-")[0] for name in app.openapi()["components"]["schemas"]} >= {"Keeper", "Animal", "Cat", "Pet"}


def test_two_threads_may_load_a_model_at_once(zoo: ModuleType) -> None:
    codec, results, gate = zoo._runtime.codec, [], threading.Barrier(8)
    form = zoo.models.Animal

    def read() -> None:
        gate.wait()
        pets = {"a": {"petType": "cat", "displayName": "x", "lives": 1}}
        results.append(codec.decode_value(form, {"displayName": "Tom", "keeper": {"fullName": "K", "pets": pets}}))

    threads = [threading.Thread(target=read) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 8
    assert all(type(result.keeper.pets["a"]) is zoo.models.Cat for result in results)


@pytest.mark.parametrize(("write", "size"), [(write_chain, 200), (write_cycle, 200)])
def test_models_without_end(write: Any, size: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    write(tmp_path / "endless", size)
    models = importlib.import_module("endless.models")
    codec = importlib.import_module("endless._runtime.codec")
    codec.decode_value(models.M0, {"ref0": {"field0": 1}})
    assert {name for name in loaded("endless") if name[0] == "m"} == {"m0", "m1"}
    value: dict[str, Any] = {"field0": 1}
    for _ in range(150):
        value = {"ref0": value}
    for policy in ("strict", "tolerant"):
        assert codec.to_wire(codec.decode_value(models.M0, value, policy)) == value
    assert models.M0.model_validate(value).model_dump() == value
    assert len(models.M0.model_json_schema()["$defs"]) >= size - 1
    for name in [name for name in sys.modules if name.split(".")[0] == "endless"]:
        del sys.modules[name]


def test_values_nested_too_deeply_are_refused(zoo: ModuleType) -> None:
    value: dict[str, Any] = {}
    for _ in range(3000):
        value = {"keeper": {"animals": [value]}}
    with pytest.raises(zoo._runtime.codec.InvalidValue, match="nested too deeply"):
        zoo._runtime.codec.decode_value(zoo.models.Animal, value)
