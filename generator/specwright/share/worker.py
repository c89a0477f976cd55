"""Answer a task in another process: on this machine, or on one that has nothing of ours but the tool."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from pathlib import Path

from specwright.config.shown import Ground
from specwright.share.answer import Answer
from specwright.share.carried import Carried
from specwright.share.making import answered
from specwright.share.task import Task, relative
from specwright.share.tool import tool_digest
from specwright.write.scratch import scratch

__all__ = ["OtherTool", "answer_elsewhere", "answer_here"]


class OtherTool(Exception):
    """The worker has another version of what shapes the output."""


class _Lacking(Exception):
    """The document is in files that did not come with the task."""

    def __init__(self, paths: tuple[str, ...]) -> None:
        super().__init__(*paths)
        self.paths = paths


def answer_here(task: Task, ground: Ground) -> bytes:
    """The answer to a task, in a process that sees the same files."""
    return answered(task, ground).dump()


def answer_elsewhere(tool: str, packed: bytes) -> bytes:
    """The answer to a pickled pair of a task and its files, made in a private folder, of which nothing is left.

    Raises `OtherTool` where the tool here is not the one of who asks, whose digest `tool` is.
    """
    if tool != tool_digest():
        raise OtherTool("the worker has another version of specwright, of a dependency or of Python")
    task, carried = pickle.loads(packed)  # from who may run anything on this worker
    return _answer(task, carried).dump()


def _answer(task: Task, carried: Carried) -> Answer:
    with scratch(carried.files, carried.links) as root:
        ground = Ground(here=root / task.here, root=root)

        def asked(paths: Sequence[Path]) -> None:
            unknown = {relative(ground, path) for path in paths} - carried.known
            if unknown:
                raise _Lacking(tuple(sorted(unknown)))

        try:
            return answered(task, ground, asked=asked)
        except _Lacking as lacking:
            return Answer(lacking=lacking.paths)
