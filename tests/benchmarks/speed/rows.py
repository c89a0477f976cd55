"""The rows of the table, and the functions that measure them."""

from __future__ import annotations

import json
import pickle
import statistics
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import TypeAlias

from tests.benchmarks.speed import documents, scripts
from tests.benchmarks.speed.bench import DCG, SDK, Bench
from tests.benchmarks.speed.usage import Usage, in_turns, median, ratio

from specwright.config import GenerateSettings
from specwright.diagnostics import Sink
from specwright.pipeline import lowered
from specwright.render.rendering import render_modules

__all__ = ["ROWS", "Row"]


Results: TypeAlias = "dict[str, str]"
"""What was measured, by the name of the row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row: what is done, the goal, and how it is measured, with others maybe; an optional one is only measured when it is named."""

    name: str
    work: str
    goal: str
    measure: Callable[[Bench], Results]
    optional: bool = False


def github(bench: Bench) -> Results:
    """GitHub from nothing, as YAML, and after one description changed, to and fro; peers; and what can't be done without:
    read, parse once, format once, write."""
    spec, text = bench.document("github"), bench.folder / "github.yaml"
    bench.specwright("bundle", spec, "-o", text)
    edited, texts = _edited(bench, spec), _texts(bench, spec)
    cold, as_yaml, one, least, opc, dcg = in_turns(
        bench.runs,
        lambda: bench.openapi_python_client(spec),
        lambda: bench.datamodel_code_generator(spec, bench.folder / "dcg.py"),
        brief=(
            lambda: bench.cold(spec),
            lambda: bench.cold(text),
            edited,
            lambda: bench.limit(spec, texts),
        ),
    )
    return {
        "cold-clients": _part(cold, opc),
        "cold-models": _part(cold, dcg),
        "yaml": f"{ratio(as_yaml, cold):.2f} x ({median(as_yaml):.2f} s, {median(cold):.2f} s)",
        "described": f"{_part(one, opc)}, {one[-1].said} written",
        "limit": f"{ratio(cold, least):.1f} x ({median(cold):.2f} s, {median(least):.2f} s)",
    }


def _edited(bench: Bench, spec: Path) -> Callable[[], Usage]:
    """A run after one description changed; what it says is how many files that wrote."""
    trees = (documents.load(spec), documents.described_anew(documents.load(spec)))
    turns = cycle(json.dumps(tree, indent=2, ensure_ascii=False).encode() for tree in trees)  # nothing else may differ
    edited, output = bench.folder / "edited.json", bench.folder / "edited"

    def run() -> Usage:
        edited.write_bytes(next(turns))
        before = _times(output)
        usage = bench.specwright("generate", edited, "-o", output, "--package", "github")
        written = sum(before.get(path) != time for path, time in _times(output).items())
        return replace(usage, said=f"{written} files")

    run(), run()
    return run


def _times(folder: Path) -> dict[Path, int]:
    return {file: file.stat().st_mtime_ns for file in folder.rglob("*.py")}


def _texts(bench: Bench, spec: Path) -> Path:
    """All files of the package in one, so that reading them costs next to nothing: the modules as the templates leave them, and
    what is not formatted."""
    bench.cold(spec)
    root, texts = bench.folder / "cold" / "cold", bench.folder / "texts.pickle"
    decided = lowered(GenerateSettings(spec=spec, output=bench.folder, package="cold"), Sink())
    assert decided is not None
    modules = {path: text.encode() for path, text in render_modules(decided.api, decided.options).items()}
    files = {str(file.relative_to(root)): file.read_bytes() for file in root.rglob("*.*") if file.is_file()}
    texts.write_bytes(pickle.dumps((modules, {path: files[path] for path in files if path not in modules})))
    return texts


def unchanged(bench: Bench) -> Results:
    """A second run, of the largest document."""
    spec = bench.document("msgraph-v1.0")
    again = ("generate", spec, "-o", bench.package("msgraph-v1.0"), "--package", "msgraph")
    bench.specwright(*again)
    (runs,) = in_turns(3 * bench.runs, lambda: bench.specwright(*again))
    return {"unchanged": f"{median(runs):.2f} s ({spec.stat().st_size / 1e6:.0f} MB)"}


def growth(bench: Bench) -> Results:
    """From an eighth of the operations to all of them, doubling."""
    whole = bench.loaded("msgraph-v1.0")
    parts = [bench.made(f"part{each}.json", partial(documents.portion, whole, each)) for each in (8, 4, 2)]
    counts = [documents.operations(documents.load(part)) for part in parts] + [documents.operations(whole)]
    files = [*parts, bench.document("msgraph-v1.0")]
    sides = in_turns(bench.runs, *(partial(bench.cold, spec) for spec in files))
    times, sizes = [median(side) for side in sides], [max(one.megabytes for one in side) for side in sides]
    steps = zip(times, times[1:], sizes, sizes[1:], strict=False)
    worst = [
        max(ratios)
        for ratios in zip(*((after / before, more / less) for before, after, less, more in steps), strict=True)
    ]
    seconds = ", ".join(f"{time:.1f}" for time in times)
    return {
        "growth": f"{worst[0]:.2f} x time, {worst[1]:.2f} x memory ({' → '.join(map(str, counts))} operations: {seconds} s; {sizes[-1]:.0f} MB)"
    }


def client(bench: Bench) -> Results:
    """`import` and `Client()` above httpx2 and pydantic; what a call loads."""
    folder = bench.package("github")
    bench.python(scripts.CALL, cwd=folder)
    ours, base = in_turns(
        5 * bench.runs,
        lambda: bench.python(scripts.CLIENT, cwd=folder),
        lambda: bench.python(scripts.IMPORTS, cwd=folder),
    )
    call = bench.python(scripts.CALL, cwd=folder)
    files = sum(1 for _ in (folder / "github").rglob("*.py"))
    return {"client": f"{_above(ours, base)} ({ours[0].said} of {files} modules; after a call {call.said})"}


def first_call(bench: Bench) -> Results:
    """The first typed call of a large package, from the start of the process."""
    folder = bench.package("msgraph-v1.0")
    bench.python(scripts.FIRST_CALL, cwd=folder)
    ours, base = in_turns(
        5 * bench.runs,
        lambda: bench.python(scripts.FIRST_CALL, cwd=folder),
        lambda: bench.python(scripts.BASE, cwd=folder),
    )
    return {"first-call": f"{_above(ours, base)} ({median(ours) * 1e3:.0f} ms)"}


def size(bench: Bench) -> Results:
    """Bytes of Python against msgraph-sdk 1.65, which has 314 MB when it is installed, with its bytecode."""
    whole = _bytes(bench.package("msgraph-v1.0"))
    output = bench.folder / "msgraph_clients"
    if not output.exists():
        spec = bench.document("msgraph-v1.0")
        bench.specwright("generate", spec, "-o", output, "--package", "msgraph", "--target", "models,client")
    clients = _bytes(output)
    return {
        "size": f"{_fraction(whole / 314e6)} ({whole / 1e6:.0f} MB), {_fraction(clients / 314e6)} ({clients / 1e6:.0f} MB) of 314 MB installed"
    }


def charge(bench: Bench) -> Results:
    """One object of a cycle of many schemas."""
    payload, folder = json.dumps(scripts.PAYMENT), bench.package("stripe")
    their_folder = bench.folder / "dcg_stripe"
    if not their_folder.exists():
        bench.datamodel_code_generator(bench.document("stripe"), their_folder / "stripe" / "models")
    bench.python(scripts.CHARGE, payload, cwd=folder)
    bench.their_python(DCG, scripts.CHARGE, payload, cwd=their_folder)
    ours, theirs = in_turns(
        bench.runs,
        lambda: bench.python(scripts.CHARGE, payload, cwd=folder),
        lambda: bench.their_python(DCG, scripts.CHARGE, payload, cwd=their_folder),
    )
    return {"charge": _part(ours, theirs)}


def commands(bench: Bench) -> Results:
    """What is asked for most."""
    spec = bench.document("oxide-propolis")
    bench.specwright("lint", spec, fails=True)
    help_, lint = in_turns(
        3 * bench.runs, lambda: bench.specwright("--help"), lambda: bench.specwright("lint", spec, fails=True)
    )
    return {"commands": f"{median(help_):.2f} s, {median(lint):.2f} s ({spec.stat().st_size / 1e3:.0f} KB)"}


def sdk(bench: Bench) -> Results:
    """What the same call costs with Microsoft's own package, and its import alone."""
    bench.their_python(SDK, scripts.SDK_CALL)
    bench.python(scripts.FIRST_CALL, cwd=bench.package("msgraph-v1.0"))
    theirs, alone, ours, base = in_turns(
        bench.runs,
        lambda: bench.their_python(SDK, scripts.SDK_CALL),
        lambda: bench.their_python(SDK, scripts.SDK_IMPORT),
        lambda: bench.python(scripts.FIRST_CALL, cwd=bench.package("msgraph-v1.0")),
        lambda: bench.python(scripts.BASE),
    )
    (package,) = (bench.peers.bin(SDK).parent / "lib").glob("*/site-packages/msgraph")
    sizes = f"{_bytes(bench.package('msgraph-v1.0')) / 1e6:.0f} MB, {_bytes(package) / 1e6:.0f} MB of Python"
    parts = f"{median(alone):.2f} s of it is its import; {median(base):.2f} s without either"
    return {"sdk": f"{_part(ours, theirs)}; {parts}; {sizes}"}


ROWS = (
    Row(
        name="cold-clients",
        work="GitHub (13 MB of JSON, 1,223 operations): models, clients and server; openapi-python-client",
        goal="≤ 1/8",
        measure=github,
    ),
    Row(
        name="cold-models",
        work="the same; datamodel-code-generator with its defaults, models alone",
        goal="≤ 1/12",
        measure=github,
    ),
    Row(name="yaml", work="the same as YAML; as JSON", goal="≤ 1.5 x", measure=github),
    Row(name="unchanged", work="nothing changed, Microsoft Graph", goal="≤ 0.15 s", measure=unchanged),
    Row(
        name="described",
        work="one description changed, GitHub; openapi-python-client, which does all anew",
        goal="≤ 1/60",
        measure=github,
    ),
    Row(
        name="growth",
        work="twice the operations, up to all of Microsoft Graph; half of them",
        goal="≤ 2.2 x time and memory, < 1.5 GB",
        measure=growth,
    ),
    Row(
        name="client",
        work="`import` and `Client()`, GitHub; above `import httpx2, pydantic`",
        goal="≤ 30 ms",
        measure=client,
    ),
    Row(
        name="first-call",
        work="process start to the first typed call, Microsoft Graph; above pydantic and an httpx2 client",
        goal="≤ 60 ms",
        measure=first_call,
    ),
    Row(
        name="size",
        work="size of that package, and of models and clients alone; msgraph-sdk 1.65",
        goal="≤ 1/4, ≤ 1/6",
        measure=size,
    ),
    Row(
        name="charge",
        work="import and read one Charge of Stripe; models of datamodel-code-generator",
        goal="≤ 1/4",
        measure=charge,
    ),
    Row(
        name="commands",
        work="`specwright --help`, `specwright lint` of 20 KB",
        goal="≤ 0.15 s, ≤ 0.5 s",
        measure=commands,
    ),
    Row(
        name="limit",
        work="GitHub; reading, parsing and formatting once, and writing",
        goal="≤ 3 x",
        measure=github,
    ),
    Row(
        name="sdk",
        work="process start to the first typed call, Microsoft Graph; the same call with msgraph-sdk",
        goal="-",
        measure=sdk,
        optional=True,
    ),
)


def _part(ours: list[Usage], theirs: list[Usage]) -> str:
    return f"{_fraction(ratio(ours, theirs))} ({median(ours):.2f} s, {median(theirs):.2f} s)"


def _fraction(part: float) -> str:
    return f"1/{1 / part:.1f}" if part < 1 else f"{part:.2f} x"


def _above(ours: list[Usage], base: list[Usage]) -> str:
    return (
        f"{statistics.median(one.seconds - other.seconds for one, other in zip(ours, base, strict=True)) * 1e3:.0f} ms"
    )


def _bytes(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*.py"))
