"""What type checkers see of a package that is loaded lazily is complete."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

USE = """
import zoo
from zoo import models
from zoo.models import Animal, Keeper

keeper = Keeper(full_name="Kim")
animal = Animal(display_name="Tom", keeper=keeper, died_at=None, status="other", legs=3)
if animal.died_at is not None:
    print(animal.died_at.tzinfo, animal.born_at)
for pet in (keeper.pets or {}).values():
    print(pet.display_name, pet.pet_type == "cat")
print(zoo.OPERATIONS[0].name, [operation.path for operation in zoo.OPERATIONS], models.Cat)
"""
WRONG = {
    "Animal()": "missing",
    "Animal(displayName='Tom')": "wire name",
    "Animal(display_name='Tom', legs='many')": "type",
    "Animal(display_name='Tom', died_at=1)": "type",
    "models.Fish": "name",
}
MISTAKES = (
    f"from zoo import models\nfrom zoo.models import Animal\n\n{chr(10).join(f'print({each})' for each in WRONG)}\n"
)


@pytest.fixture(scope="module")
def checked(sample_folder: Path) -> Path:
    (sample_folder / "use.py").write_text(USE)
    (sample_folder / "mistakes.py").write_text(MISTAKES)
    return sample_folder


def lines_with_errors(output: str) -> set[int]:
    return {int(line.split(":")[1]) for line in output.splitlines() if "mistakes.py:" in line and "error" in line}


def expected() -> set[int]:
    return set(range(4, 4 + len(WRONG)))


def test_mypy(checked: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--config-file=",
        "--cache-dir=.mypy",
        "zoo",
        "use.py",
        "mistakes.py",
    ]
    done = subprocess.run(command, cwd=checked, capture_output=True, text=True, check=False)
    assert lines_with_errors(done.stdout) == expected(), done.stdout
    assert all(line.startswith(("mistakes.py:", "Found ")) for line in done.stdout.splitlines()), done.stdout


@pytest.mark.pyright
def test_pyright(checked: Path) -> None:
    pytest.importorskip("pyright", reason="needs the extra `node`")
    (checked / "pyrightconfig.json").write_text(
        '{"typeCheckingMode": "strict", "include": ["zoo", "use.py", "mistakes.py"]}'
    )
    command = [sys.executable, "-m", "pyright", "--outputjson", "--pythonpath", sys.executable]
    done = subprocess.run(command, cwd=checked, capture_output=True, text=True, check=False)
    found = json.loads(done.stdout)["generalDiagnostics"]
    wrong = [each for each in found if not each["file"].endswith("mistakes.py")]
    assert not wrong, [(each["file"], each["range"]["start"]["line"] + 1, each["message"]) for each in wrong]
    assert {each["range"]["start"]["line"] + 1 for each in found} == expected()
