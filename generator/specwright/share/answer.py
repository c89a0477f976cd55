"""What a task makes, as bytes that hold no path of this machine: for a cache, and from a worker."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from specwright.config import GenerateSettings, why_no_package
from specwright.config.shown import OUTSIDE, Ground
from specwright.diagnostics import Diagnostic, Span
from specwright.pipeline import Package
from specwright.recorded import diagnostic, plain
from specwright.share.task import SETTING, Unportable, relative
from specwright.write.paths import why_unsafe

if TYPE_CHECKING:
    from specwright.write import File

__all__ = ["Answer", "Output"]


@dataclass(frozen=True, slots=True)
class Output:
    """A file of a package."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A package (by its `name`; None for a document that can't be used), and what there is to say about the document.

    `inputs` are relative to the root of the task, in the order in which they were asked for; one that a link leads out of it
    to is absolute, and the answer good for nobody else. An answer with `lacking` is
    none: a worker that has only the files that came with the task would have to read these, too.
    """

    name: str | None = None
    files: tuple[File, ...] = field(default=(), repr=False)
    names: Mapping[str, str] = field(default_factory=dict)
    counts: Mapping[str, Any] = field(default_factory=dict)
    seconds: Mapping[str, float] = field(default_factory=dict)
    inputs: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    lacking: tuple[str, ...] = ()

    @staticmethod
    def of(package: Package | None, diagnostics: Sequence[Diagnostic], ground: Ground) -> Answer:
        """The answer that a run on `ground` gave."""
        if package is None:
            return Answer(diagnostics=tuple(diagnostics))
        return Answer(
            name=package.folder.name,
            files=package.artifacts,
            names=package.names,
            counts=package.counts,
            seconds=package.seconds,
            inputs=tuple(_input(path, ground) for path in package.inputs),
            diagnostics=tuple(diagnostics),
        )

    def dump(self) -> bytes:
        """A line of JSON, and the files one after the other."""
        head = {
            "name": self.name,
            "files": [[file.path, len(file.content)] for file in self.files],
            "names": dict(self.names),
            "counts": dict(self.counts),
            "seconds": dict(self.seconds),
            "inputs": self.inputs,
            "diagnostics": [plain(found) for found in self.diagnostics],
            "lacking": self.lacking,
        }
        return b"".join([json.dumps(head).encode(), b"\n", *(file.content for file in self.files)])

    @staticmethod
    def parse(content: bytes) -> Answer:
        """Read an answer back. Raises `ValueError` for what is none, or has a name or a path that may not be written."""
        head, _, rest = content.partition(b"\n")
        try:
            answer = _answer(json.loads(head), rest)
        except (KeyError, TypeError, AttributeError, RecursionError) as problem:
            raise ValueError("this is no answer") from problem
        if answer.name is not None and why_no_package(answer.name):
            raise ValueError(f"{answer.name!r} is no package")
        return answer

    def package(self, settings: GenerateSettings, ground: Ground) -> Package | None:
        """The package, where `settings` want it. Raises `ValueError` where that is another one."""
        if self.name is None:
            return None
        if settings.package not in (None, self.name):
            raise ValueError(f"this is {self.name!r}")
        return Package(
            folder=settings.output / self.name,
            artifacts=self.files,
            names=self.names,
            counts=self.counts,
            seconds=self.seconds,
            inputs=tuple(ground.root / path for path in self.inputs),
        )

    def said(self, ground: Ground, spans: Sequence[Span]) -> tuple[Diagnostic, ...]:
        """The diagnostics, with files called as they are here, and the places of the configuration (`LookupError` or
        `ValueError` where there is no such)."""
        return tuple(_local(found, f"{ground.root.as_posix().rstrip('/')}/", spans) for found in self.diagnostics)


def _input(path: Path, ground: Ground) -> str:
    try:
        return relative(ground, path)
    except Unportable:
        return str(path)


def _answer(state: Mapping[str, Any], content: bytes) -> Answer:
    name = state["name"]
    return Answer(
        name=None if name is None else str(name),
        files=tuple(_outputs(state["files"], content)),
        names={str(key): str(value) for key, value in state["names"].items()},
        counts=dict(state["counts"]),
        seconds={str(key): float(value) for key, value in state["seconds"].items()},
        inputs=tuple(map(str, state["inputs"])),
        diagnostics=tuple(map(diagnostic, state["diagnostics"])),
        lacking=tuple(map(str, state["lacking"])),
    )


def _outputs(sizes: Sequence[tuple[str, int]], content: bytes) -> list[Output]:
    outputs, start = [], 0
    for path, size in sizes:
        if why_unsafe(path) or size < 0:
            raise ValueError(f"{path!r} may not be written")
        outputs.append(Output(path, content[start : start + size]))
        start += size
    if start != len(content):
        raise ValueError("this is not the whole answer")
    return outputs


def _local(value: Any, root: str, spans: Sequence[Span]) -> Any:
    """A diagnostic or a part of it, as it is here."""
    if isinstance(value, str):
        return type(value)(value.replace(OUTSIDE, root)) if OUTSIDE in value else value
    if isinstance(value, tuple):
        return tuple(_local(item, root, spans) for item in value)
    if isinstance(value, Span) and value.file.startswith(SETTING):
        return spans[int(value.file.removeprefix(SETTING))]
    if isinstance(value, Struct):
        return replace(value, **{name: _local(getattr(value, name), root, spans) for name in value.__struct_fields__})
    return value
