"""Make a package, or take it from the cache."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from specwright import pipeline
from specwright.config import GenerateSettings
from specwright.config.shown import Ground, seen_from
from specwright.diagnostics import Diagnostic, Sink
from specwright.pipeline import Package
from specwright.share.answer import Answer
from specwright.share.cache import Cache
from specwright.share.task import Task, Unportable, task_of

__all__ = ["answered", "made"]


def made(settings: GenerateSettings, cache: Path) -> tuple[Package | None, tuple[Diagnostic, ...]]:
    """The package that a document becomes, and what there is to say about it, as the pipeline gives them."""
    try:
        task, ground, spans = task_of(settings)
    except Unportable:
        sink = Sink()
        return pipeline.generate(settings, sink=sink), tuple(sink)
    kept, started = Cache(cache), time.time_ns()
    with suppress(LookupError, ValueError):  # from an entry that somebody forged
        if answer := kept.find(task, ground):
            answer = replace(answer, seconds={"cache": round((time.time_ns() - started) / 1e9, 3)})
            return answer.package(settings, ground), answer.said(ground, spans)
    answer = answered(task, ground)
    kept.keep(task, ground, answer, started=started)
    return answer.package(settings, ground), answer.said(ground, spans)


def answered(task: Task, ground: Ground) -> Answer:
    """The answer to a task whose files stand below `ground.root`."""
    sink = Sink()
    with seen_from(ground):
        package = pipeline.generate(task.grounded(ground.root), sink=sink, locks=task.locks)
    return Answer.of(package, tuple(sink), ground)
