"""A cluster makes the same packages, though its workers see none of our files and may go away."""

from __future__ import annotations

import pickle
import shutil
import sys
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Future
from contextlib import nullcontext
from importlib.util import find_spec
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.cli.conftest import Ran, run
from tests.share.clusters import dask
from tests.share.conftest import contents, documents

from specwright import workspace
from specwright.config import load
from specwright.diagnostics import Sink
from specwright.share import Question, answered, made_by
from specwright.share.answer import Answer
from specwright.share.carried import carry
from specwright.share.task import Unportable
from specwright.share.tool import tool_digest
from specwright.share.worker import OtherTool, answer_elsewhere

__all__ = ["run"]

Run = Callable[..., Ran]
needs_dask = pytest.mark.skipif(find_spec("distributed") is None, reason="the extra `dask` is not installed")


def question() -> Question:
    configuration = load(Path("specwright.toml"), sink=Sink())
    assert configuration
    return Question.of(configuration.generate[0])


def test_a_worker_asks_for_what_it_lacks_and_needs_none_of_our_files(project: Path, tmp_path: Path) -> None:
    asked = question()
    here, wanted = answered(asked.task, asked.ground), frozenset[str]()
    rounds = []
    while True:
        packed = pickle.dumps((asked.task, carry(asked.task, asked.ground, wanted)))
        project.rename(tmp_path / "away")
        answer = Answer.parse(answer_elsewhere(tool_digest(), packed))
        (tmp_path / "away").rename(project)
        if not answer.lacking:
            break
        rounds.append(answer.lacking)
        wanted |= {*answer.lacking}
    assert rounds == [("common/answers.json", "specs/gone.json"), ("common/link.json",)]
    assert {file.path: file.content for file in answer.files} == {file.path: file.content for file in here.files}
    assert (answer.diagnostics, answer.inputs, answer.names) == (here.diagnostics, here.inputs, here.names)


def test_nothing_but_what_a_document_may_refer_to_is_sent(project: Path) -> None:
    (project / "secret").write_text("mine")
    (project / "specs/link.json").symlink_to("../secret")
    configuration = load(Path("specwright.toml"), sink=Sink())
    assert configuration
    settings = configuration.generate[0]
    narrow = Question.of(replace(settings, ref_root=None))
    sent = carry(narrow.task, narrow.ground, ("secret", "specs/link.json", "specs/nothing.json"))
    assert "secret" not in sent.files and sent.links == {"specs/link.json": "../secret"}
    assert {"secret", "specs/nothing.json"} <= sent.known
    with pytest.raises(Unportable):
        carry(narrow.task, narrow.ground, ("../secret",))


class Gone:
    """A cluster that goes away after it was asked: what it had in the works is cancelled, and nobody is woken."""

    width = 1

    def __init__(self) -> None:
        self.asked = 0

    def ask(self, *_: object) -> Future[bytes]:
        self.asked += 1
        if self.asked > 1:
            raise BrokenExecutor
        future: Future[bytes] = Future()
        future.cancel()
        return future


class Here:
    """Answers at once."""

    width = 1

    def ask(self, question: Question, _: object) -> Future[bytes]:
        future: Future[bytes] = Future()
        future.set_result(answered(question.task, question.ground).dump())
        return future


def test_what_a_cluster_loses_is_made_here(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("specwright.share.many._LOOK", 0.01)
    monkeypatch.setattr("specwright.share.many.cores", lambda _: nullcontext(Here()))
    made = dict(made_by(Gone(), dict.fromkeys(range(5), question()), None))
    assert sorted(made) == list(range(5))
    assert all(package is not None for package, _ in made.values())


def test_another_tool_makes_nothing() -> None:
    with pytest.raises(OtherTool, match="another version"):
        answer_elsewhere("another", b"never looked at")


@needs_dask
def test_the_same_packages_come_back_though_a_worker_is_killed(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for number in range(5):
        documents(tmp_path / f"specs/{number}")
    arguments = ("generate", "specs/**/openapi.yaml", "--ref-root", "specs", "--target", "models", "-o", "out")
    alone = run(*arguments, "--jobs", "1")
    wanted = contents(Path("out"))
    shutil.rmtree("out")
    assert alone.code == 1 and len(wanted) > 20 * 10
    (tmp_path / "cluster").mkdir()
    with dask(tmp_path / "cluster", 2) as (address, workers):
        whole = workspace.written

        def killing(*arguments: object, **options: object) -> object:
            if len(list(Path("out").glob("*"))) == 3:
                workers[0].kill()
            return whole(*arguments, **options)  # type: ignore[arg-type]

        monkeypatch.setattr(workspace, "written", killing)
        there = run(*arguments, "--executor", address)
        assert workers[0].wait(60) and workers[1].poll() is None
    assert there == alone and contents(Path("out")) == wanted


@needs_dask
def test_where_no_cluster_is(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("specwright.share.crews._PATIENCE", "1s")
    ran = run("generate", "--executor", "dask://127.0.0.1:9")
    assert ran.code == 2 and "dask://127.0.0.1:9: no scheduler answers there" in ran.err


def test_without_the_extra(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    ran = run("generate", "--executor", "dask://127.0.0.1:9")
    assert ran.code == 2 and "pip install 'specwright[dask]'" in ran.err
