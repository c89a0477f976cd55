"""Run a change of a package once for every operation on the disk, and kill it before, in the middle of and after it.

    python kill_everywhere.py FOLDER SCENARIO

Prints one JSON object: how many kills there were, by operation, and what was wrong after each (nothing, it is hoped).
A process of its own, because it forks: a kill is a real SIGKILL of a real process.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from tests.write.trees import artifacts, beside, snapshot, write

from specwright.write import apply, exchange, plan, replace

CHANGING = (
    "mkdir",
    "rmdir",
    "link",
    "symlink",
    "rename",
    "replace",
    "unlink",
    "remove",
    "chmod",
    "write",
    "fsync",
    "sync",
)
AUDITED = {"os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.rename", "os.remove", "os.chmod", "os.truncate"}
OLD = {
    "__init__.py": "from .client import VALUE as VALUE\n",
    "client.py": "VALUE = 'old'\n",
    "models/__init__.py": "",
    "models/run.py": "NAME = 'run'\n",
    "models/gone.py": "NAME = 'gone'\n",
    "dropped/old.py": "",
}
NEW = OLD | {"client.py": "VALUE = 'new'\n", "models/run.py": "NAME = 'run 2'\n", "added/new.py": "ADDED = 1\n"}
del NEW["models/gone.py"], NEW["dropped/old.py"]
SCENARIOS: dict[str, tuple[dict[str, str] | None, dict[str, str]]] = {
    "create": (None, OLD),
    "change": (OLD, NEW),
    "one-file": (OLD, OLD | {"client.py": "VALUE = 'new'\n"}),
    "nothing": (OLD, OLD),
}


class Killer:
    """Counts the operations of a process, and kills it at one of them."""

    def __init__(self, at: int | None = None, when: str = "before") -> None:
        self.at, self.when = at, when
        self.seen: list[str] = []
        self.inside = False

    def wrap(self, name: str, original: Callable[..., Any]) -> Callable[..., Any]:
        def operation(*arguments: Any, **options: Any) -> Any:
            self.seen.append(name)
            if len(self.seen) - 1 != self.at:
                return self._run(original, arguments, options)
            if self.when == "middle" and name == "write":
                self._run(original, (arguments[0], bytes(arguments[1])[:1]), options)
            if self.when == "after":
                with suppress(OSError):
                    self._run(original, arguments, options)
            os.kill(os.getpid(), signal.SIGKILL)

        return operation

    def _run(self, original: Callable[..., Any], arguments: tuple[Any, ...], options: dict[str, Any]) -> Any:
        self.inside = True
        try:
            return original(*arguments, **options)
        finally:
            self.inside = False

    def install(self) -> None:
        """Put the killer before every function that changes the disk; anything that slips past it is an error."""
        for name in CHANGING:
            setattr(os, name, self.wrap(name, getattr(os, name)))
        os.open = self.wrap("open", os.open)
        exchange.exchange = self.wrap("exchange", exchange.exchange)
        sys.addaudithook(self._refuse_unseen)

    def _refuse_unseen(self, event: str, arguments: tuple[Any, ...]) -> None:
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        if (event in AUDITED or writes) and not self.inside:
            os.write(2, f"{event}{arguments} was not seen\n".encode())
            os._exit(3)


def in_child(run: Callable[[], None]) -> int:
    """Run in a forked child; returns its wait status."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1]
    run()
    os._exit(0)


class Experiment:
    """One scenario in one folder: the tree before, the tree after, and every kill between."""

    def __init__(self, root: Path, scenario: str) -> None:
        self.root = root
        self.before, self.after = SCENARIOS[scenario]
        self.folder = root / "out" / "pkg"
        self.old = self._lay()
        self._change()
        self.new = self._tree()
        self.kills: Counter[str] = Counter()
        self.wrong: list[str] = []

    def run(self) -> None:
        """Kill at every operation, in every way."""
        for index, name in enumerate(self._operations()):
            for when in ("before", "middle", "after") if name == "write" else ("before", "after"):
                self._kill(Killer(index, when), f"{when} {name} {index}")
                self.kills[name] += 1

    def _lay(self) -> dict[str, str]:
        shutil.rmtree(self.root, ignore_errors=True)
        self.folder.parent.mkdir(parents=True)
        if self.before is not None:
            write(self.folder, self.before)
            (self.folder / "mine.py").write_text("by hand")
            (self.folder / "notes").mkdir()
            (self.folder / "notes" / "link").symlink_to("../mine.py")
            (self.folder / "models" / "__pycache__").mkdir()
            (self.folder / "models" / "__pycache__" / "run.pyc").write_text("cache")
        return self._tree()

    def _tree(self) -> dict[str, str]:
        return _uncached(snapshot(self.folder))

    def _change(self) -> None:
        apply(plan(self.folder, artifacts(self.after), names={}))

    def _operations(self) -> list[str]:
        self._lay()
        log = self.root / "log"

        def run() -> None:
            killer = Killer()
            killer.install()
            self._change()
            seen = json.dumps(killer.seen)
            killer.inside = True
            log.write_text(seen)

        assert in_child(run) == 0
        return json.loads(log.read_text())  # type: ignore[no-any-return]

    def _kill(self, killer: Killer, where: str) -> None:
        self._lay()

        def run() -> None:
            killer.install()
            self._change()

        self._expect(in_child(run) == signal.SIGKILL, f"{where}: the run was not killed")
        self._expect(self._tree() in (self.old, self.new), f"{where}: half new")
        self._change()
        self._expect(self._tree() == self.new, f"{where}: the next run did not finish")
        self._expect(beside(self.folder) == [], f"{where}: left {beside(self.folder)}")

    def _expect(self, true: bool, otherwise: str) -> None:
        if not true:
            self.wrong.append(otherwise)


class OfFile(Experiment):
    """The same for a single file, such as a transcribed document."""

    def _lay(self) -> dict[str, str]:
        shutil.rmtree(self.root, ignore_errors=True)
        self.folder.parent.mkdir(parents=True)
        if self.before is not None:
            self.folder.write_text(json.dumps(self.before))
        return self._tree()

    def _change(self) -> None:
        replace(self.folder, json.dumps(self.after).encode())

    def _tree(self) -> dict[str, str]:
        return {"": self.folder.read_text()} if self.folder.exists() else {}


def _uncached(tree: dict[str, str]) -> dict[str, str]:
    """Compiled files may be lost with a killed run: Python makes them again."""
    return {path: content for path, content in tree.items() if "__pycache__" not in path}


def main() -> None:
    if "--two-renames" in sys.argv:
        exchange._system_call = lambda: None  # type: ignore[assignment]
    experiment = (OfFile if "--file" in sys.argv else Experiment)(Path(sys.argv[1]), sys.argv[2])
    experiment.run()
    print(json.dumps({"kills": experiment.kills, "wrong": experiment.wrong}))


if __name__ == "__main__":
    main()
