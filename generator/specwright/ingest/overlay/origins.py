"""Where the nodes of an overlaid tree were written: in the document, or in the action that put them there."""

from __future__ import annotations

from specwright.ingest.document import Node, Origin, escape, origin

__all__ = ["Origins"]


class Origins:
    """What overlays have moved or brought in, as `Document.moved` has it: the rest of `file` is where it always was."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.moved: dict[str, Origin] = {}
        self._holders: set[str] = set()

    def of(self, pointer: str) -> Origin:
        """Where the node at `pointer` was written."""
        return origin(self.file, self.moved, pointer)

    def put(self, pointer: str, written: Origin) -> None:
        """Say that all at `pointer` was written there."""
        self.forget(pointer)
        self._note(pointer, written)

    def forget(self, pointer: str) -> None:
        """Say that what was at `pointer` is gone."""
        for below in self._below(pointer):
            del self.moved[below]

    def close_up(self, array: str, index: int, length: int) -> None:
        """Say that an item of an array of `length` is gone, and those after it have moved up."""
        for later in range(index + 1, length):
            old, new = f"{array}/{later}", f"{array}/{later - 1}"
            inner = {below[len(old) :]: self.moved[below] for below in self._below(old)}
            self.put(new, self.of(old))
            for tail, written in inner.items():
                self._note(f"{new}{tail}", written)
        self.forget(f"{array}/{length - 1}")

    def merged(self, pointer: str, old: Node, new: Node, written: Origin, *, appends: bool, top: bool = True) -> None:
        """Say that `new` is about to be merged into `old`; `appends` says whether to arrays inside of it, too."""
        if isinstance(old, dict) and isinstance(new, dict):
            for name, value in new.items():
                at = f"{pointer}/{escape(name)}"
                below = Origin(file=written.file, pointer=f"{written.pointer}/{escape(name)}")
                if name in old:
                    self.merged(at, old[name], value, below, appends=appends, top=False)
                else:
                    self.put(at, below)
        elif isinstance(old, list) and (top or appends):
            self._appended(pointer, len(old), new, written)
        else:
            self.put(pointer, written)

    def _appended(self, pointer: str, length: int, new: Node, written: Origin) -> None:
        if not isinstance(new, list):
            self.put(f"{pointer}/{length}", written)
            return
        for index in range(len(new)):
            self.put(f"{pointer}/{length + index}", Origin(file=written.file, pointer=f"{written.pointer}/{index}"))

    def _note(self, pointer: str, written: Origin) -> None:
        self.moved[pointer] = written
        while pointer and (pointer := pointer.rpartition("/")[0]) not in self._holders:
            self._holders.add(pointer)

    def _below(self, pointer: str) -> list[str]:
        """The pointer itself and those below it; what has never held any is not searched for."""
        if pointer not in self._holders:
            return [pointer] if pointer in self.moved else []
        return [known for known in self.moved if known == pointer or known.startswith(f"{pointer}/")]
