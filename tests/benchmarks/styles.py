"""What each style of models costs: the time to import, to read and to write, and the size, next to pydantic's models.

python -m tests.benchmarks.styles [ROUNDS]

The document has 200 schemas that refer to each other in one big circle, ten properties each; a payload is an array of 50
objects with an object in each. Every round asks each style once, in a process of its own, in turns; the medians are
printed, and how they compare with pydantic's.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import specwright
from specwright.config import MODEL_STYLES

SCHEMAS = 200
MEASURES = {
    "import": "import the module of a model",
    "first": "read a payload for the first time",
    "read": "read it again, tolerant",
    "strict": "read it again, strict",
    "write": "write it",
    "made": "time to generate",
    "size": "size of the modules of models",
}
MEASURE = """
import json, sys, time
package = sys.argv[1]
payload = sys.stdin.buffer.read()
def took(call, times=1):
    best = float("inf")
    for _ in range(times):
        start = time.perf_counter(); call(); best = min(best, time.perf_counter() - start)
    return best
sys.path.insert(0, ".")
codec = __import__(f"{package}._runtime.codec", fromlist=["codec"])
models = __import__(f"{package}.models", fromlist=["models"])
found = {"import": took(lambda: models.Node0)}
form = list[models.Node0]
thunk = lambda: form
read = lambda policy="tolerant": codec.decode_json(thunk, payload, policy)
found["first"] = took(read)
found["read"] = took(read, 30)
found["strict"] = took(lambda: read("strict"), 30)
value = read()
found["write"] = took(lambda: codec.encode_json(value, thunk), 30)
assert json.loads(codec.encode_json(value, thunk)) == json.loads(payload)
print(json.dumps(found))
"""


def document() -> dict[str, Any]:
    """An API of schemas that lead to each other."""
    schemas = {f"Node{number}": node(number) for number in range(SCHEMAS)}
    answer = {"description": "All.", "content": {"application/json": {"schema": ref(0)}}}
    paths = {"/nodes": {"get": {"operationId": "list_nodes", "responses": {"200": answer}}}}
    about = {"title": "Styles", "version": "1"}
    return {"openapi": "3.1.0", "info": about, "paths": paths, "components": {"schemas": schemas}}


def ref(number: int) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/Node{number % SCHEMAS}"}


def node(number: int) -> dict[str, Any]:
    properties = {
        "id": {"type": "string", "format": "uuid"},
        "displayName": {"type": "string", "maxLength": 80},
        "createdAt": {"type": "string", "format": "date-time"},
        "state": {"type": "string", "enum": ["on", "off"]},
        "count": {"type": "integer", "minimum": 0},
        "ratio": {"type": "number"},
        "labels": {"type": "object", "additionalProperties": {"type": "string"}},
        "next": ref(number + 1),
        "others": {"type": "array", "items": ref(number * 7 + 3)},
        "note": {"type": ["string", "null"]},
    }
    return {"type": "object", "required": ["id", "displayName", "createdAt"], "properties": properties}


def payload() -> bytes:
    def value(name: str) -> dict[str, Any]:
        return {
            "id": "12345678-1234-5678-1234-567812345678",
            "displayName": name,
            "createdAt": "2026-01-02T03:04:05Z",
            "state": "on",
            "count": 3,
            "ratio": 0.5,
            "labels": {"a": "b", "c": "d"},
        }

    return json.dumps([{**value(f"n{number}"), "next": value("m")} for number in range(50)]).encode()


def main() -> int:
    """Generate the package in each style, measure, and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        spec = folder / "openapi.json"
        spec.write_text(json.dumps(document()))
        found = {style: [made(spec, folder, style)] for style in MODEL_STYLES}
        for _ in range(rounds):
            for style in MODEL_STYLES:
                found[style].append(measured(folder, package(style)))
    show({style: medians(rows) for style, rows in found.items()})
    return 0


def package(style: str) -> str:
    return f"nodes_{style.replace('-', '_')}"


def made(spec: Path, folder: Path, style: Any) -> dict[str, float]:
    """Generate a package: how long that takes, and how big its models are, in KB."""
    generation = specwright.generate(spec, output=folder, package=package(style), models=style)
    assert generation.package is not None, generation.diagnostics
    modules = (folder / package(style) / "models").glob("*.py")
    return {
        "made": sum(generation.package.seconds.values()),
        "size": sum(file.stat().st_size for file in modules) / 1e3,
    }


def measured(folder: Path, name: str) -> dict[str, float]:
    command = [sys.executable, "-c", MEASURE, name]
    done = subprocess.run(command, cwd=folder, input=payload(), stdout=subprocess.PIPE, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def medians(rows: list[dict[str, float]]) -> dict[str, float]:
    return {name: statistics.median(row[name] for row in rows if name in row) for name in MEASURES}


def show(found: dict[str, dict[str, float]]) -> None:
    """A line for each measure: what pydantic's models take, and how many times that the others do."""
    first, *others = MODEL_STYLES
    print(f"{'':36}{first:>12}" + "".join(f"{style:>12}" for style in others))
    units = {"size": (1, "KB"), "made": (1, "s")}
    for name, words in MEASURES.items():
        scale, unit = units.get(name, (1e3, "ms"))
        base = found[first][name]
        ratios = "".join(f"{found[style][name] / base:>11.2f}x" for style in others)
        print(f"{words:36}{base * scale:>9.2f} {unit:2}{ratios}")


if __name__ == "__main__":
    sys.exit(main())
