"""A page as Markdown sees it: sections of paragraphs, tables and fences, from the syntax tree of markdown-it-py.

Comments that annotate a fence go with it; what stands in other comments is no part of the page. Headings that are
tabs (`# [HTTP](#tab/http)`) do not open a section.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from .page import Text

__all__ = ["Fence", "Outline", "Paragraph", "Row", "Section", "Table", "outline"]

_PIPE = re.compile(r"(?<!\\)\|")
_FENCE_NESTING = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph as written; `quoted` when it stands in a block quote."""

    text: Text
    quoted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A table row; `written` counts the cells that the line has, which may differ from the header's."""

    cells: tuple[Text, ...]
    written: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with its header row apart."""

    header: Row
    rows: tuple[Row, ...]

    def column(self, *names: str) -> int | None:
        """The index of the first column whose heading begins with one of `names` (lower case)."""
        for index, cell in enumerate(self.header.cells):
            if cell.value.strip("* ").lower().startswith(names):
                return index
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fence:
    """A fenced block; `comment` is the HTML comment right before it, if there is one."""

    info: str
    text: Text
    comment: Text | None = None


Block = Paragraph | Table | Fence


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and what stands below it up to the next heading of any level."""

    title: Text
    level: int
    blocks: tuple[Block, ...]

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs, in order."""
        return tuple(block for block in self.blocks if isinstance(block, Paragraph))

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables, in order."""
        return tuple(block for block in self.blocks if isinstance(block, Table))

    @property
    def fences(self) -> tuple[Fence, ...]:
        """The fenced blocks, in order."""
        return tuple(block for block in self.blocks if isinstance(block, Fence))


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The sections of a page in the order in which they stand; text before the first heading has level 0."""

    sections: tuple[Section, ...]

    def under(self, *names: str) -> tuple[Section, ...]:
        """The first section whose heading begins with one of `names` (lower case), and the sections below it."""
        for index, section in enumerate(self.sections):
            if section.level > 1 and section.title.value.lower().startswith(names):
                return (section, *self._below(index))
        return ()

    def _below(self, index: int) -> Iterator[Section]:
        for section in self.sections[index + 1 :]:
            if section.level <= self.sections[index].level:
                return
            yield section


def outline(lines: Sequence[str], first_line: int) -> Outline:
    """The outline of the Markdown in `lines`, which begin at line `first_line` of the page."""
    markdown = MarkdownIt("commonmark", {"maxNesting": _FENCE_NESTING}).enable("table").disable(["lheading", "code"])
    return _Builder(lines, first_line).build(markdown.parse("\n".join(lines)))


class _Builder:
    """Walks the tokens once and collects blocks under the current heading."""

    def __init__(self, lines: Sequence[str], first_line: int) -> None:
        self._lines = lines
        self._first = first_line
        self._sections: list[Section] = []
        self._heading = (Text(value="", line=first_line), 0)
        self._blocks: list[Block] = []
        self._comment: Text | None = None
        self._quotes = 0

    def build(self, tokens: Sequence[Token]) -> Outline:
        rest = iter(tokens)
        for token in rest:
            self._take(token, rest)
        self._close()
        return Outline(sections=tuple(self._sections))

    def _take(self, token: Token, rest: Iterator[Token]) -> None:
        match token.type:
            case "heading_open":
                self._open(int(token.tag[1:]), next(rest))
            case "inline":
                self._add(Paragraph(text=self._text(token), quoted=self._quotes > 0))
            case "table_open":
                self._add(self._table(rest))
            case "fence":
                self._add(Fence(info=token.info.strip(), text=self._content(token), comment=self._comment))
            case "html_block":
                self._comment = self._content(token, skip=0)
            case "blockquote_open" | "blockquote_close":
                self._quotes += token.nesting

    def _open(self, level: int, inline: Token) -> None:
        self._comment = None
        if "](#tab/" in inline.content:
            return
        self._close()
        self._heading = (self._text(inline), level)

    def _close(self) -> None:
        title, level = self._heading
        self._sections.append(Section(title=title, level=level, blocks=tuple(self._blocks)))
        self._blocks = []

    def _add(self, block: Block) -> None:
        self._blocks.append(block)
        self._comment = None

    def _text(self, token: Token) -> Text:
        line = token.map[0] if token.map else 0
        start = token.content.split("\n", 1)[0]
        return Text(value=token.content, line=self._first + line, column=self._lines[line].find(start) + 1)

    def _content(self, token: Token, skip: int = 1) -> Text:
        line = token.map[0] if token.map else 0
        return Text(value=token.content, line=self._first + line + skip)

    def _table(self, rest: Iterator[Token]) -> Table:
        rows: list[Row] = []
        for token in rest:
            if token.type == "table_close":
                break
            if token.type == "tr_open" and token.map:
                rows.append(self._row(token.map[0], rest))
        return Table(header=rows[0], rows=tuple(rows[1:]))

    def _row(self, line: int, rest: Iterator[Token]) -> Row:
        pieces = _cells(Text(value=self._lines[line], line=self._first + line))
        contents: list[str] = []
        for token in rest:
            if token.type == "tr_close":
                break
            if token.type == "inline":
                contents.append(token.content)
        padding = [Text(value="", line=self._first + line, column=len(self._lines[line]) + 1)] * len(contents)
        places = (pieces + padding)[: len(contents)]
        cells = (Text(value=text, line=at.line, column=at.column) for text, at in zip(contents, places, strict=True))
        return Row(cells=tuple(cells), written=len(pieces))


def _cells(line: Text) -> list[Text]:
    """The cells of a table row, split at the pipes that are not escaped, as GitHub Flavored Markdown has it."""
    bounds = [-1, *(match.start() for match in _PIPE.finditer(line.value)), len(line.value)]
    pieces = [_trimmed(line, start + 1, end) for start, end in pairwise(bounds)]
    if pieces and not pieces[0].value:
        pieces = pieces[1:]
    return pieces[:-1] if pieces and not pieces[-1].value else pieces


def _trimmed(line: Text, start: int, end: int) -> Text:
    piece = line.value[start:end]
    return line.at(start + len(piece) - len(piece.lstrip()), piece.strip())
