"""Who answers tasks: processes on the cores of this machine, or a cluster that is there already."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import threading
import time
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from typing import Any, Protocol

from specwright.config.shown import Ground
from specwright.ending import Told
from specwright.share.carried import carry
from specwright.share.making import Question
from specwright.share.task import Task
from specwright.share.tool import tool_digest
from specwright.share.worker import answer_elsewhere, answer_here

__all__ = ["Crew", "NoCluster", "cluster", "cores"]

_PATIENCE = "10s"
_GRACE = 5
"""For how many seconds a worker may tidy up."""
_MOST = 61 if os.name == "nt" else 1024
"""Windows waits for no more processes than that at once."""


class NoCluster(Exception):
    """There is no cluster at an address, or nothing here to talk to it with; says so for a person."""


class Crew(Protocol):
    """Takes questions, and answers in its own time; `width` is how many it works on at once."""

    width: int

    def ask(self, question: Question, wanted: Collection[str]) -> Future[bytes]:
        """The answer to come; `wanted` are files that turned out to be needed. Raises `Unportable`, and `BrokenExecutor`."""
        ...


class _Cores:
    def __init__(self, pool: Executor, width: int) -> None:
        self._pool, self.width = pool, width

    def ask(self, question: Question, wanted: Collection[str]) -> Future[bytes]:
        return self._pool.submit(_Worker.answer, answer_here, question.task, question.ground)


class _Cluster:
    def __init__(self, client: Any, width: int) -> None:
        self._client, self.width = client, width
        self._executor: Executor = client.get_executor(pure=False)

    def ask(self, question: Question, wanted: Collection[str]) -> Future[bytes]:
        if self._client.status != "running":
            raise BrokenExecutor("the cluster is gone")
        packed = pickle.dumps((question.task, carry(question.task, question.ground, wanted)))
        return self._executor.submit(answer_elsewhere, tool_digest(), packed)


@contextmanager
def cores(width: int) -> Iterator[Crew]:
    """Processes of this machine. Where the work is interrupted, they are ended."""
    before = set(multiprocessing.active_children())
    width = min(width, _MOST)
    pool = ProcessPoolExecutor(width, multiprocessing.get_context("spawn"), initializer=_begin)
    try:
        yield _Cores(pool, width)
        pool.shutdown()
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        _end(set(multiprocessing.active_children()) - before)
        raise


@contextmanager
def cluster(address: str, width: int | None = None) -> Iterator[Crew]:
    """The workers of a Dask scheduler (`dask://host:port`), each of which has the same Specwright. Raises `NoCluster`."""
    try:
        from distributed import Client
    except ImportError:
        raise NoCluster("a Dask cluster needs distributed; run: pip install 'specwright[dask]'") from None
    try:
        client: Any = Client(  # type: ignore[no-untyped-call]  # it has no annotations
            address.replace("dask://", "tcp://", 1), timeout=_PATIENCE, set_as_default=False
        )
    except (OSError, ValueError) as problem:
        raise NoCluster(f"{address}: no scheduler answers there ({problem})") from None
    with client:
        threads = sum(client.nthreads().values())
        yield _Cluster(client, width or max(threads, 1))


def _end(processes: Collection[BaseProcess]) -> None:
    for process in processes:
        process.terminate()
    for process in processes:
        process.join(_GRACE)
        process.kill()


class _Worker:
    """What a worker is about."""

    is_busy = False

    @classmethod
    def answer(cls, make: Callable[[Task, Ground], bytes], task: Task, ground: Ground) -> bytes:
        """Work on a task."""
        cls.is_busy = True
        try:
            return make(task, ground)
        except Told:
            os._exit(1)  # or the pool would ask for the next one
        finally:
            cls.is_busy = False

    @classmethod
    def end(cls, _number: int, _frame: object) -> None:
        """End: a task is left in order; what is beside it, such as waiting for a lock of others who end, is not worth a thought."""
        if cls.is_busy:
            signal.signal(signal.SIGTERM, signal.SIG_IGN)  # the pool says it, too, when another worker has ended
            raise Told
        os._exit(1)


def _begin() -> None:
    """A worker leaves Ctrl-C to who started it, and goes when told to, or when that is gone, however it went."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _Worker.end)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(_GRACE)
        os._exit(1)
