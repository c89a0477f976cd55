"""Many packages in one run: what did not change is skipped, what is in the cache is taken, the rest is made at once by the
cores of this machine or by a cluster. Only this process writes, so one that makes packages may end at any time."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Generator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from specwright.config import GenerateSettings, shown
from specwright.diagnostics import Fix, Sink, Span
from specwright.project import Generation, generate_package, recalled, written
from specwright.share import Cache, Made, Question, Unportable, answered, cluster, cores, made_by, made_here
from specwright.share.codes import PACKAGE_TWICE
from specwright.unchanged import Run, tool_stamps

__all__ = ["Hands", "Way", "generate_packages"]

_WORTH = 100_000
"""Bytes of documents that one process makes sooner than others are started."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hands:
    """Who makes packages: so many processes (`jobs`; None for one on each core), or the workers of the cluster at an address
    (`executor`, `dask://host:port`), so many documents at once."""

    jobs: int | None = None
    executor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How packages are made and written, as `project.generate_package` takes it."""

    force: bool = False
    dry_run: bool = False
    verify: bool = True
    cache: Path | None = None


def generate_packages(
    all_settings: Sequence[GenerateSettings],
    hands: Hands,
    way: Way,
    finished: Callable[[int], object] = lambda _: None,
) -> list[Generation]:
    """`project.generate_package` for each of many settings; the results are in their order.

    `finished` is told, after each package, how many there are. Raises `NoCluster` where `hands` name one that there is not,
    and `OSError` where an output can't be written; packages are whole then, as they were or as they were to be.
    """
    results: dict[int, Generation] = {}
    with closing(_generated(all_settings, hands, way)) as generations:
        for number, generation in generations:
            results[number] = generation if way.verify else replace(generation, package=None)  # for memory's sake
            finished(len(results))
    return [results[number] for number in range(len(all_settings))]


def _generated(all_settings: Sequence[GenerateSettings], hands: Hands, way: Way) -> Generator[tuple[int, Generation]]:
    """What comes of each, as it comes."""
    tool, waiting, taken = tool_stamps(), dict(enumerate(all_settings)), dict[Path, int]()
    if not (way.verify or way.force or way.dry_run):
        for number, settings in enumerate(all_settings):
            if last := recalled(settings, tool):
                del waiting[number]
                taken[Path(os.path.abspath(last.folder or ""))] = number
                yield number, last
    little = _is_little(waiting.values(), hands)
    if little and all(settings.package or _is_alone(settings, all_settings) for settings in waiting.values()):
        for number, settings in waiting.items():
            options = {"force": way.force, "dry_run": way.dry_run, "verify": way.verify}
            yield number, generate_package(settings, cache=way.cache, **options)
        return
    runs = {number: Run(settings, tool) for number, settings in waiting.items()}
    writer = _Writer(all_settings, runs, taken, way)
    titled: dict[int, Made] = {}
    with closing(_made(waiting, None if little else hands, Cache(way.cache) if way.cache else None)) as made:
        for number, each in made:
            if waiting[number].package:
                yield number, writer.write(number, each)
            else:
                titled[number] = each
    for number in sorted(titled):  # of two with one title, which is the first must not depend on which was made sooner
        yield number, writer.write(number, titled[number])


def _is_alone(settings: GenerateSettings, all_settings: Sequence[GenerateSettings]) -> bool:
    """Whether no other package goes where this one does, whatever their titles."""
    return [os.path.abspath(other.output) for other in all_settings].count(os.path.abspath(settings.output)) == 1


def _is_little(packages: Collection[GenerateSettings], hands: Hands) -> bool:
    """Whether the making is not worth having processes for it."""
    if hands.executor is not None:
        return not packages
    sizes = (os.path.getsize(settings.spec) for settings in packages if os.path.isfile(settings.spec))
    return hands.jobs == 1 or len(packages) < 2 or sum(sizes) < _WORTH


def _made(
    packages: Mapping[int, GenerateSettings], hands: Hands | None, cache: Cache | None
) -> Generator[tuple[int, Made]]:
    """The packages, those from the cache first; without `hands` they are made in this process."""
    questions: dict[int, Question] = {}
    for number, settings in packages.items():
        try:
            question = Question.of(settings)
        except Unportable:
            yield number, made_here(settings)
            continue
        if known := question.known(cache):
            yield number, known
        elif hands is None:
            yield number, question.settled(answered(question.task, question.ground), cache)
        else:
            questions[number] = question
    if hands and questions:
        crew = cluster(hands.executor, hands.jobs) if hands.executor else cores(min(len(questions), _processes(hands)))
        with crew as working:
            yield from made_by(working, questions, cache)


def _processes(hands: Hands) -> int:
    affinity = getattr(os, "sched_getaffinity", None)  # what a container may use, where the system can tell
    return hands.jobs or (len(affinity(0)) if affinity else os.cpu_count() or 1)


class _Writer:
    """Writes what was made; nothing over a package of the same run, those included that did not change (`taken`)."""

    def __init__(
        self, all_settings: Sequence[GenerateSettings], runs: Mapping[int, Run], taken: dict[Path, int], way: Way
    ) -> None:
        self._all_settings, self._runs, self._way = all_settings, runs, way
        self._taken = taken

    def write(self, number: int, made: Made) -> Generation:
        """What comes of the package with a number."""
        (package, said), settings = made, self._all_settings[number]
        if package is None:
            return Generation(folder=None, diagnostics=said)
        first = self._taken.setdefault(Path(os.path.abspath(package.folder)), number)
        if first != number:
            twice = _twice(package.folder, settings, self._all_settings[first])
            return Generation(folder=None, diagnostics=(*said, *twice))
        return written(package, said, self._runs[number], force=self._way.force, dry_run=self._way.dry_run)


def _twice(folder: Path, settings: GenerateSettings, first: GenerateSettings) -> Sink:
    sink = Sink()
    message = f"This would be the package {shown(folder)}, which {shown(first.spec)} is already."
    fix = Fix(description="Give one of them another `package` or `output`.")
    sink.report(PACKAGE_TWICE, message, span=Span(file=shown(settings.spec), line=1, column=1), fix=fix)
    return sink
