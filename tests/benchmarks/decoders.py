"""Has openapi-core, a decoder that none of us wrote, read what the runtime of generated clients sends.

    python -m tests.benchmarks.decoders [--count 100] [--environment DIR]

For each location, style, explode and shape: how many values it reads as they were sent, reads otherwise, and can't read.
Of what it does not read as it was sent, ours is right when uritemplate, a second peer, expands the value by RFC 6570 to
what we sent, or when `EXPLAINED` has a reason by OpenAPI 3.1; the exit code is the number of the others. openapi-core asks
for another release of openapi-spec-validator than we do, so the peers get an environment of their own, from PyPI.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import venv
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from specwright.runtime.operation import Parameter
from specwright.runtime.styles import ParameterError, encode_cookie, encode_header, encode_path, encode_query

PEERS = ("openapi-core==0.23.0", "uritemplate==4.2.0")
READER = Path(__file__).with_name("peer_decoder.py")
STYLES = [
    *(("path", style, explode) for style in ("simple", "label", "matrix") for explode in (False, True)),
    *(("query", "form", explode) for explode in (False, True)),
    *(("query", style, False) for style in ("spaceDelimited", "pipeDelimited")),
    ("query", "deepObject", True),
    *(("header", "simple", explode) for explode in (False, True)),
    *(("cookie", "form", explode) for explode in (False, True)),
]
TEMPLATES = {"simple": "{p%s}", "label": "{.p%s}", "matrix": "{;p%s}", "form": "{?p%s}"}
"""The RFC 6570 expression for each style that has one (OpenAPI 3.1, Style Values)."""

TYPES = {str: "string", int: "integer", bool: "boolean"}
PLAIN, ANY = "abcxyzABC019-_~", "ab0 .-/?#%&=+,;:|$[]'éß☃日"
UNEXPLAINED = "nobody knows why"
EXPLAINED = {
    (
        "path",
        "label",
    ): "dots inside items are sent as %2E, the same to RFC 3986 (2.3); openapi-core decodes, then splits",
    ("query", "spaceDelimited"): "OpenAPI delimits by %20; openapi-core decodes, then looks for %20",
    ("header", "simple"): "OpenAPI writes name=value; openapi-core splits the value at its equals signs, too",
    ("cookie", "form"): "form writes a pair for each property; openapi-core looks for one named after the parameter",
}
"""Where RFC 6570 is no judge: in OpenAPI 3.1, Style Values and Style Examples, ours is right."""


@dataclass(frozen=True)
class Sent:
    """A value as it was sent, in the place where it went."""

    row: tuple[str, str, bool, str]
    value: Any
    text: str

    def request(self) -> dict[str, Any]:
        """What the other side is told."""
        location, style, explode, _ = self.row
        schema = _schema(self.value)
        template = TEMPLATES.get(style, "") if location in ("path", "query") else ""
        return {
            "parameter": {
                "name": "p", "in": location, "required": True, "style": style, "explode": explode, "schema": schema
            },
            "path": f"/it/{self.text}" if location == "path" else "/it",
            "query": self.text if location == "query" else "",
            "headers": {"p" if location == "header" else "cookie": self.text} if location in ("header", "cookie") else {},
            "rfc6570": template and template % ("*" if explode else ""),
            "value": self.value,
        }  # fmt: skip


Result: TypeAlias = tuple[Sent, dict[str, Any]]
K = TypeVar("K")


def main() -> int:
    """Send, compare, print; returns how many differences nobody explains."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--count", type=int, default=100, help="values for each style and shape")
    parser.add_argument("--environment", type=Path, default=Path(tempfile.gettempdir(), "specwright-decoders"))
    arguments = parser.parse_args()
    python = _environment(arguments.environment)
    sample = [sent for style in STYLES for sent in _sample(*style, arguments.count)]
    requests = "\n".join(json.dumps(sent.request()) for sent in sample)
    done = subprocess.run([python, "-P", READER], input=requests, stdout=subprocess.PIPE, text=True, check=True)
    return _report(list(zip(sample, map(json.loads, done.stdout.splitlines()), strict=True)))


def _environment(folder: Path) -> Path:
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-qq", *PEERS], check=True)
    return python


def _sample(location: Any, style: str, explode: bool, count: int) -> Iterator[Sent]:
    """Values that the style can carry, the same each time; every other one of plain characters."""
    shapes = ("object",) if style == "deepObject" else ("array", "object")
    for shape in shapes if "D" in style or style == "deepObject" else ("scalar", *shapes):
        chance = random.Random(f"{location} {style} {explode} {shape}")
        parameter = _parameter(location, style, explode, shape)
        for number in range(count):
            value = _value(chance, shape, PLAIN if number % 2 else ANY)
            try:
                yield Sent((location, style, explode, shape), value, _encoded(parameter, value))
            except ParameterError:
                continue  # refused, because the style can't carry it


def _parameter(location: Any, style: str, explode: bool, shape: str) -> Parameter:
    kind: Any = {"scalar": str, "array": list[str], "object": dict[str, str]}[shape]
    return Parameter("p", "p", location, lambda: kind, style=style, explode=explode)


def _value(chance: random.Random, shape: str, alphabet: str) -> Any:
    def text() -> str:
        return "".join(chance.choices(alphabet, k=chance.randint(1, 6)))

    some = range(chance.randint(1, 3))
    if shape == "object":
        return {name: text() for name in sorted("".join(chance.choices("abcXYZ", k=3)) for _ in some)}
    item = chance.choice((text, text, lambda: chance.randint(-99, 99), lambda: chance.random() < 0.5))
    return [item() for _ in some] if shape == "array" else item()


def _encoded(parameter: Parameter, value: Any) -> str:
    if parameter.location == "cookie":
        return "; ".join(f"{name}={text}" for name, text in encode_cookie(parameter, value))
    return {"path": encode_path, "query": encode_query, "header": encode_header}[parameter.location](parameter, value)


def _schema(value: Any) -> dict[str, Any]:
    if isinstance(value, dict):
        return {"type": "object", "additionalProperties": {"type": "string"}}
    if isinstance(value, list):
        return {"type": "array", "items": _schema(value[0])}
    return {"type": TYPES[type(value)]}


def _report(results: list[Result]) -> int:
    """Print each row, and what is not read as it was sent; returns how many of these nobody explains."""
    rows = _grouped(results, lambda sent, said: sent.row)
    for (location, style, explode, shape), row in rows.items():
        outcomes = [_outcome(*each) for each in row]
        counts = ", ".join(f"{outcome} {outcomes.count(outcome)}" for outcome in ("same", "differs", "not readable"))
        print(f"{location} {style}{' exploded' if explode else ''}, {shape}: {counts}")
        other = [each for each in row if _outcome(*each) != "same"]
        for reason, found in _grouped(other, _reason).items():
            sent, said = found[0]
            got = repr(said["read"]) if "read" in said else said["error"]
            print(f"    {len(found)}: {reason}. First {sent.value!r}, sent as {sent.text!r}: {got}")
    outcomes = [_outcome(*each) for each in results]
    unexplained = sum(_outcome(*each) != "same" and _reason(*each) == UNEXPLAINED for each in results)
    print(
        f"{len(results)} values: same {outcomes.count('same')}, differs {outcomes.count('differs')}, "
        f"not readable {outcomes.count('not readable')}; unexplained {unexplained}"
    )
    return unexplained


def _grouped(results: list[Result], key: Callable[[Sent, dict[str, Any]], K]) -> dict[K, list[Result]]:
    groups: dict[K, list[Result]] = defaultdict(list)
    for each in results:
        groups[key(*each)].append(each)
    return groups


def _outcome(sent: Sent, said: dict[str, Any]) -> str:
    if "read" not in said:
        return "not readable"
    return "same" if said["read"] == sent.value else "differs"


def _reason(sent: Sent, said: dict[str, Any]) -> str:
    """Who is right, and by what."""
    location, style, _, _ = sent.row
    if said["expanded"] is not None and said["expanded"].removeprefix("?") == sent.text:
        return "sent as RFC 6570 expands it"
    return EXPLAINED.get((location, style), UNEXPLAINED)


if __name__ == "__main__":
    sys.exit(main())
