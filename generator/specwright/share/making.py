"""Make a package, or take it from the cache."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeAlias

from specwright import pipeline
from specwright.config import GenerateSettings
from specwright.config.shown import Ground, seen_from
from specwright.diagnostics import Diagnostic, Sink, Span
from specwright.pipeline import Package
from specwright.share.answer import Answer
from specwright.share.cache import Cache
from specwright.share.task import Task, Unportable, task_of
from specwright.unchanged import hold, named_stamps

__all__ = ["Made", "Question", "answered", "made", "made_here"]

Made: TypeAlias = tuple[Package | None, tuple[Diagnostic, ...]]
"""The package that a document becomes (None for one that can't be used), and what there is to say about the document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A task, with what only this machine knows of it: where its files stand, when it was first looked at, and the `stamps`
    that the files which the settings name had then."""

    settings: GenerateSettings
    task: Task
    ground: Ground
    spans: tuple[Span, ...]
    started: int
    stamps: Mapping[str, list[Any] | None]

    @staticmethod
    def of(settings: GenerateSettings) -> Question:
        """The question that settings are. Raises `Unportable`."""
        started = time.time_ns()
        task, ground, spans = task_of(settings)
        stamps = named_stamps(settings)
        return Question(settings=settings, task=task, ground=ground, spans=spans, started=started, stamps=stamps)

    def known(self, cache: Cache | None) -> Made | None:
        """What the cache has; None where that is nothing, or forged."""
        with suppress(LookupError, ValueError):
            if cache and (answer := cache.find(self.task, self.ground)):
                return self.made(replace(answer, seconds={"cache": round((time.time_ns() - self.started) / 1e9, 3)}))
        return None

    def settled(self, answer: Answer, cache: Cache | None) -> Made:
        """What an answer says, which goes to the cache, too, unless an older file took the place of one that was read."""
        if cache and hold(self.stamps):
            cache.keep(self.task, self.ground, answer, started=self.started)
        return self.made(answer)

    def made(self, answer: Answer) -> Made:
        """What an answer says here. Raises `ValueError` or `LookupError` for one to another question."""
        return answer.package(self.settings, self.ground), answer.said(self.ground, self.spans)


def made(settings: GenerateSettings, folder: Path) -> Made:
    """The package that a document becomes, taken from the cache in `folder` or made and put there."""
    try:
        question, cache = Question.of(settings), Cache(folder)
    except Unportable:
        return made_here(settings)
    return question.known(cache) or question.settled(answered(question.task, question.ground), cache)


def made_here(settings: GenerateSettings) -> Made:
    """The package as the pipeline makes it."""
    sink = Sink()
    package = pipeline.generate(settings, sink=sink)
    return package, tuple(sink)


def answered(task: Task, ground: Ground, *, asked: Callable[[Sequence[Path]], None] | None = None) -> Answer:
    """The answer to a task whose files stand below `ground.root`; `asked` is told the files that the document is in, before
    anything is made of them."""
    sink = Sink()
    with seen_from(ground):
        package = pipeline.generate(task.grounded(ground.root), sink=sink, locks=task.locks, asked=asked)
    return Answer.of(package, tuple(sink), ground)
