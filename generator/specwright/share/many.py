"""Many packages: known ones from the cache, the others made by a crew. One that fails takes no other with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Future, wait
from itertools import islice

from specwright.config import shown
from specwright.diagnostics import Fix, Sink, Span
from specwright.share.answer import Answer
from specwright.share.cache import Cache
from specwright.share.codes import GENERATION_FAILED
from specwright.share.crews import Crew, cores
from specwright.share.making import Made, Question, made_here
from specwright.share.task import Unportable

__all__ = ["made_by"]

_LOOK = 1.0
"""Seconds between two looks for what was cancelled."""


def made_by(crew: Crew, questions: Mapping[int, Question], cache: Cache | None) -> Iterator[tuple[int, Made]]:
    """What each question comes to, by its number, as they are answered."""
    working = _Working(crew, questions, cache)
    yield from working.results()
    for number in working.lost:
        # Which of those in the works ended the process is not known: each of them has one for itself now.
        with cores(1) as alone:
            single = _Working(alone, {number: questions[number]}, cache)
            yield from single.results()
        yield from ((number, _failed(questions[number], "the process that generated it ended")) for _ in single.lost)
    if working.unasked:
        with cores(crew.width) as others:
            yield from made_by(others, {number: questions[number] for number in working.unasked}, cache)


class _Working:
    """Questions on their way; no more of them than the crew is wide need memory at a time, and as many again wait."""

    def __init__(self, crew: Crew, questions: Mapping[int, Question], cache: Cache | None) -> None:
        self._crew, self._questions, self._cache = crew, questions, cache
        self._waiting: dict[Future[bytes], tuple[int, frozenset[str]]] = {}
        self.lost: list[int] = []
        self.unasked: list[int] = []

    def results(self) -> Iterator[tuple[int, Made]]:
        """What comes back. Numbers that went away with a worker are `lost`; once the crew is gone, others are `unasked`."""
        todo = iter(self._questions)
        while True:
            for number in islice(todo, 2 * self._crew.width - len(self._waiting)):
                yield from self._ask(number, frozenset())
            if self.unasked:
                self.unasked += todo
            if not self._waiting:
                return
            for future in self._done():
                yield from self._result(future, *self._waiting.pop(future))

    def _done(self) -> set[Future[bytes]]:
        """Those that came back; Dask cancels what a cluster lost without waking who waits."""
        while True:
            done = wait(self._waiting, timeout=_LOOK, return_when=FIRST_COMPLETED).done
            if done := done | {future for future in self._waiting if future.cancelled()}:
                return done

    def _ask(self, number: int, wanted: frozenset[str]) -> Iterator[tuple[int, Made]]:
        try:
            self._waiting[self._crew.ask(self._questions[number], wanted)] = number, wanted
        except Unportable:
            yield number, made_here(self._questions[number].settings)
        except BrokenExecutor:
            self.unasked.append(number)

    def _result(self, future: Future[bytes], number: int, wanted: frozenset[str]) -> Iterator[tuple[int, Made]]:
        question = self._questions[number]
        try:
            answer = Answer.parse(future.result())
            more = wanted.union(answer.lacking)
            made = question.settled(answer, self._cache) if more == wanted else None
        except (BrokenExecutor, CancelledError):
            self.lost.append(number)
        except Exception as problem:  # noqa: BLE001 -- whatever a worker does, the other documents go on
            yield number, _failed(question, f"{type(problem).__name__}: {problem}"[:500])
        else:
            yield from self._ask(number, more) if made is None else [(number, made)]


def _failed(question: Question, why: str) -> Made:
    sink = Sink()
    span = Span(file=shown(question.settings.spec), line=1, column=1)
    fix = Fix(description="Generate this document alone to see what happens.")
    sink.report(GENERATION_FAILED, f"No package was made of this document: {why}", span=span, fix=fix)
    return None, tuple(sink)
