"""Makes the packages of many documents in every way that there is: one process, the cores, a cache, a cluster that loses a worker.

    python -m tests.benchmarks.fleet [--corpus DIR] [--documents N] [--below MEGABYTES]

What one process makes and says is what every other way has to make and say, byte for byte. The cluster is a Dask scheduler
with two workers on loopback, one of which is killed when a third of the packages is written.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import perf_counter

from tests.benchmarks.corpus import CORPUS, documents
from tests.share.clusters import dask

from specwright.config import GenerateSettings
from specwright.workspace import Hands, Way, generate_packages
from specwright.write import OWN

_OWN = {Path(path).name for path in OWN}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a way came to: seconds, digests of the packages by name, and what was said about each document."""

    seconds: float
    packages: dict[str, str]
    said: list[object]


def main() -> int:
    """Run all ways; returns how many came to something else than one process."""
    arguments = _arguments()
    files = [arguments.corpus / file for file in documents(arguments.corpus)]
    small = [file for file in files if file.stat().st_size < arguments.below * 1_000_000]
    step = max(1, len(small) // arguments.documents)
    specs = small[::step][: arguments.documents]
    print(f"{len(specs)} documents, {sum(spec.stat().st_size for spec in specs) / 1e6:.1f} MB, {_cores()} cores")
    with tempfile.TemporaryDirectory(prefix="fleet-") as name:
        return _compared(specs, Path(name))


def _compared(specs: list[Path], folder: Path) -> int:
    cached = Way(verify=False, cache=folder / "cache")
    one = _outcome(specs, folder, Hands(jobs=1), Way(verify=False))
    _tell("one process", one, one)
    ways: dict[str, Callable[[], Outcome]] = {
        "one on each core": partial(_outcome, specs, folder, Hands(), Way(verify=False)),
        "the same, and a cache": partial(_outcome, specs, folder, Hands(), cached),
        "all from the cache": partial(_outcome, specs, folder, Hands(), cached),
        "two Dask workers, one killed": partial(_on_a_cluster, specs, folder),
    }
    return sum(_tell(name, way(), one) for name, way in ways.items())


def _outcome(
    specs: list[Path], folder: Path, hands: Hands, way: Way, finished: Callable[[int], object] = lambda _: None
) -> Outcome:
    output = folder / "out"
    shutil.rmtree(output, ignore_errors=True)
    settings = [
        GenerateSettings(spec=spec, output=output, package=f"api_{number:03}") for number, spec in enumerate(specs)
    ]
    started = perf_counter()
    made = generate_packages(settings, hands, way, finished)
    seconds = perf_counter() - started
    packages = {package.name: _digest(package) for package in sorted(output.iterdir()) if package.is_dir()}
    return Outcome(seconds, packages, [(each.diagnostics, each.folder is None) for each in made])


def _on_a_cluster(specs: list[Path], folder: Path) -> Outcome:
    place = folder / "cluster"
    place.mkdir()
    with dask(place, 2) as (address, workers):

        def kill(done: int) -> None:
            if done == len(specs) // 3:
                workers[0].kill()

        outcome = _outcome(specs, folder, Hands(executor=address), Way(verify=False), kill)
        assert workers[0].wait(10) and workers[1].poll() is None, "one worker is dead, the other is not"
        return outcome


def _digest(package: Path) -> str:
    files = sorted(path for path in package.rglob("*") if path.is_file() and path.name not in _OWN)
    held = [(path.relative_to(package).as_posix(), hashlib.sha256(path.read_bytes()).hexdigest()) for path in files]
    return hashlib.sha256(repr(held).encode()).hexdigest()


def _tell(name: str, outcome: Outcome, one: Outcome) -> bool:
    differing = [
        key for key in one.packages.keys() | outcome.packages if one.packages.get(key) != outcome.packages.get(key)
    ]
    same = "the same bytes" if not differing else f"{len(differing)} DIFFER ({', '.join(sorted(differing)[:3])})"
    said = "the same findings" if outcome.said == one.said else "OTHER FINDINGS"
    print(f"{name:30} {outcome.seconds:7.1f} s  {len(outcome.packages)} packages, {same}, {said}", flush=True)
    return bool(differing) or outcome.said != one.said


def _cores() -> int:
    return os.cpu_count() or 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.fleet", description=__doc__)
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="a folder with an index.csv")
    parser.add_argument("--documents", type=int, default=200, help="how many (200)")
    parser.add_argument("--below", type=float, default=0.5, help="leave larger documents out (0.5 megabytes)")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
