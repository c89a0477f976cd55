"""The stage itself: path items lose operations, and then components that nobody refers to any more go."""

from __future__ import annotations

from msgspec.structs import replace

from specwright.diagnostics import Fix, Sink
from specwright.ingest.document import Document, Node, join
from specwright.ingest.references import resolve
from specwright.ingest.upgrade.moves import Moves
from specwright.select import codes
from specwright.select.filter import Criterion, Filter, Selection
from specwright.select.operations import Found, of_item
from specwright.select.reach import Reach

__all__ = ["select"]

_HOLDERS = ("paths", "webhooks")


def select(document: Document, selection: Selection, *, sink: Sink) -> Document:
    """The document with the selected operations only; what was asked for and is not there is reported to `sink`.

    What stays and refers into an operation that goes has that part among the components afterwards. The given document is
    used up.
    """
    if not selection:
        return document
    cutting = _Cutting(document, selection)
    root = cutting.root()
    cutting.report(sink)
    Reach(document.root, root, cutting.moves).settle(prune=selection.prunes)
    return replace(document, root=root, moved=cutting.moves.after)


class _Cutting:
    """Takes operations out of a copy of the root, and remembers which patterns matched any."""

    def __init__(self, document: Document, selection: Selection) -> None:
        self.document = document
        self.selection = selection
        self.moves = Moves(document.file, document.moved, in_place=True)
        self.found: list[Found] = []
        self.kept = 0
        self.used: set[tuple[str, str, str]] = set()

    def root(self) -> dict[str, Node]:
        root = dict(self.document.root)
        for holder in _HOLDERS:
            items = root.get(holder)
            if isinstance(items, dict):
                kept = {path: self.item(holder, path, item) for path, item in items.items()}
                root[holder] = {path: item for path, item in kept.items() if item is not None}
        return root

    def item(self, holder: str, path: str, item: Node) -> Node | None:
        """A path item with what stays of it; None where nothing does, the item itself where everything does."""
        if path.startswith("x-") or not isinstance(item, dict):
            return item
        whole, written = self.followed(item)
        operations = list(of_item(path, whole))
        gone = [operation for operation in operations if not self.stays(operation)]
        self.found += operations
        self.kept += len(operations) - len(gone)
        if not gone:
            return item
        if written:
            self.bring(join("", holder, path), item, written)
        return None if len(gone) == len(operations) else _without(whole, gone)

    def followed(self, item: dict[str, Node]) -> tuple[dict[str, Node], str]:
        """A path item that may be a reference with what it refers to, and the pointer of that."""
        ref = item.get("$ref")
        found, target = resolve(self.document.root, ref[1:]) if isinstance(ref, str) and ref[:1] == "#" else (False, {})
        if not found or not isinstance(target, dict):
            return item, ""
        own = {key: value for key, value in item.items() if key != "$ref"}
        return target | own, str(ref)[1:]

    def bring(self, pointer: str, item: dict[str, Node], written: str) -> None:
        """Say that a reference to a path item has become what it referred to."""
        own = {join(pointer, key): self.document.origin(join(pointer, key)) for key in item if key != "$ref"}
        self.moves.move(pointer, written)
        self.moves.after |= own

    def stays(self, operation: Found) -> bool:
        """Whether an operation is selected; every pattern is tried, so that all that match are known."""
        chosen = self.selection
        included = [self.meets("include", criterion, operation) for criterion in chosen.include.criteria()]
        excluded = [self.meets("exclude", criterion, operation) for criterion in chosen.exclude.criteria()]
        skipped = operation.name in chosen.skip
        return all(included) and not any(excluded) and not skipped

    def meets(self, side: str, criterion: Criterion, operation: Found) -> bool:
        matching = {(side, criterion.key, pattern) for pattern in criterion.matching(operation)}
        self.used |= matching
        return bool(matching)

    def report(self, sink: Sink) -> None:
        """Tell what was asked for in vain."""
        self.report_unused("include", self.selection.include, sink)
        self.report_unused("exclude", self.selection.exclude, sink)
        names = {operation.name for operation in self.found}
        for entry in sorted(set(self.selection.skip) - names):
            message = f"skip names {entry!r}, but the document has no such operation"
            sink.report(codes.SKIP_UNUSED, message, span=self.selection.span, fix=_fix(entry, names))
        if self.found and not self.kept:
            message = f"none of the {len(self.found)} operations is selected"
            sink.report(codes.NOTHING_SELECTED, message, span=self.selection.include.span or self.selection.span)

    def report_unused(self, side: str, filter: Filter, sink: Sink) -> None:
        for criterion in filter.criteria():
            known = {text for operation in self.found for text in operation.known_by(criterion.key)}
            for pattern in criterion.patterns:
                if (side, criterion.key, pattern) not in self.used:
                    message = f"{side}.{criterion.key} has {pattern!r}, which matches no operation"
                    sink.report(codes.FILTER_UNUSED, message, span=filter.span, fix=_fix(pattern, known))


def _fix(said: str, known: set[str]) -> Fix:
    from difflib import get_close_matches  # here: mistakes are rare

    close = get_close_matches(said, sorted(known)[:5000], n=1)
    return Fix(description=f"Did you mean {close[0]!r}?" if close else "Correct it, or remove it.")


def _without(item: dict[str, Node], gone: list[Found]) -> dict[str, Node]:
    left = dict(item)
    for operation in gone:
        if len(operation.steps) == 1:
            del left[operation.steps[0]]
        else:
            more = {key: node for key, node in left["additionalOperations"].items() if key != operation.steps[1]}
            left["additionalOperations"] = more
    return left
