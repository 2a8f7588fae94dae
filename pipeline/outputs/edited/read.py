"""A report as it lies on disk, taken apart: what was drawn is known by its bookmarks.

What is read is what stands there once every tracked change is accepted.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from pipeline.outputs.report import marks

_IDENTITIES = (
    *(marks.PARAGRAPH, marks.TABLE, marks.CHART, marks.FIXED),
    *(marks.AROUND, marks.NOTE, marks.TITLE),
)
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GONE = frozenset((*map(qn, ("w:del", "w:moveFrom", "w:pPr", "w:rPr")), _FALLBACK))
_SPACES = frozenset(map(qn, ("w:br", "w:tab", "w:cr")))
_TRACKED = tuple(
    map(qn, ("w:ins", "w:del", "w:moveFrom", "w:moveTo", "w:rPrChange", "w:pPrChange"))
)
_DRAWING = re.compile(rb"(?:%b|%b)[0-9a-f]{24}" % (marks.DRAWN.encode(), marks.KEPT.encode()))
_COVERAGE = re.compile(r"\(\d+/\d+")  # units counted in a row, beside its name
_MARK = 24  # digits of it
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_UNREADABLE = (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, ValueError, OSError)


class Unreadable(Exception):
    """A file on disk is no Word document."""


@dataclass(eq=False, slots=True)
class Row:
    """A row of a table."""

    element: Any
    cells: tuple[str, ...]
    key: str = ""  # the words by which it is known


@dataclass(eq=False, slots=True)
class Block:
    """A paragraph or a table of a report's body."""

    element: Any
    names: tuple[str, ...]  # of bookmarks that say what it is; () for what somebody added
    text: str
    figures: dict[str, tuple[int, int]] = field(default_factory=dict)  # where each stands in it
    rows: tuple[Row, ...] = ()

    @property
    def id(self) -> str:
        """What it is."""
        return self.names[0] if self.names else ""

    @property
    def said(self) -> str:
        """Its words, however they are spaced."""
        return spaced(self.text)

    @property
    def is_table(self) -> bool:
        """Whether it is a table."""
        return bool(self.element.tag == qn("w:tbl"))

    def figure(self, name: str) -> str:
        """Return what stands where a figure was drawn."""
        begin, end = self.figures[name]
        return self.text[begin:end].strip()


@dataclass(slots=True)
class Opened:
    """A report that is open."""

    document: Any
    blocks: list[Block]
    drawn: str  # which drawing it is, or took its figures from; "" where nobody knows

    @property
    def body(self) -> Any:
        """The element that holds all blocks."""
        return self.document.element.body

    @property
    def drawing(self) -> Any:
        """The bookmark that says which drawing it comes from; None where it is gone."""
        kept = (marks.DRAWN, marks.KEPT)
        found = (
            one
            for one in self.body.iter(qn("w:bookmarkStart"))
            if one.get(qn("w:name"), "").startswith(kept)
        )
        return next(found, None)

    @property
    def blocks_said(self) -> list[object]:
        """All it says, block by block."""
        return [(block.said, [row.cells for row in block.rows]) for block in self.blocks]

    @property
    def tracked(self) -> bool:
        """Whether somebody's changes are neither accepted nor refused."""
        return next(self.body.iter(*_TRACKED), None) is not None

    @property
    def comments(self) -> tuple[str, ...]:
        """The words of the comments that nobody has marked as done."""
        done = self._done()
        return tuple(
            spaced(comment.text)
            for comment in self.document.comments
            if not any(one.get(f"{_W14}paraId") in done for one in comment._comment_elm.iter())
        )

    def _done(self) -> set[str]:
        parts = self.document.part.package.iter_parts()
        extended = (one for one in parts if one.partname.endswith("/commentsExtended.xml"))
        return {
            one.get(f"{_W15}paraId")
            for part in extended
            for one in etree.fromstring(part.blob).iter(f"{_W15}commentEx")
            if one.get(f"{_W15}done") == "1"
        }

    def paragraph(self, name: str) -> Any:
        """Return the paragraph that holds a bookmark, in a table or not; None where it is gone."""
        for one in self.body.iter(qn("w:bookmarkStart")):
            if one.get(qn("w:name")) == name:
                return next(one.iterancestors(qn("w:p")), None)
        return None


def drawing_of(content: bytes) -> str:
    """Return the bookmark that says which drawing a report is, or took its figures from."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            found = _DRAWING.search(package.read("word/document.xml"))
    except _UNREADABLE:
        return ""
    return found[0].decode() if found else ""


def spaced(text: str) -> str:
    """Return a text with single spaces."""
    return " ".join(text.split())


def read(content: bytes) -> Opened:
    """Open a report. Unreadable where it is none."""
    try:
        document = Document(io.BytesIO(content))
        blocks = list(blocks_of(document.element.body))
        return Opened(document, blocks, drawing_of(content)[-_MARK:])
    except _UNREADABLE as error:
        raise Unreadable from error


def blocks_of(holder: Any) -> Iterator[Block]:
    """Yield paragraphs and tables; a bookmark between two of them is of the next."""
    before: list[str] = []
    for element in holder:
        if element.tag == qn("w:bookmarkStart"):
            before.append(element.get(qn("w:name"), ""))
        elif element.tag == qn("w:sdt"):
            content = element.find(qn("w:sdtContent"))
            yield from () if content is None else blocks_of(content)
        elif element.tag == qn("w:p"):
            text, figures = said_in(element)
            names = [*before, *names_of(element)]
            yield Block(element, _identities(names, table=False), text, figures)
            before = []
        elif element.tag == qn("w:tbl"):
            rows = rows_of(element)
            names = [*before, *names_of(element)]
            text = " ".join(rows[0].cells) if rows else ""
            yield Block(element, _identities(names, table=True), text, rows=rows)
            before = []


def names_of(element: Any) -> Iterator[str]:
    """Yield the names of all bookmarks in an element."""
    return (one.get(qn("w:name"), "") for one in element.iter(qn("w:bookmarkStart")))


def _identities(names: Sequence[str], *, table: bool) -> tuple[str, ...]:
    kinds = (marks.TABLE, marks.SIGNATURE) if table else _IDENTITIES
    return tuple(dict.fromkeys(name for name in names if name.startswith(kinds)))


def is_written_in(block: Block) -> bool:
    """Tell whether it is a line that people write number and date into: no edit of theirs."""
    return marks.is_signed(block.id)


def rows_of(table: Any) -> tuple[Row, ...]:
    """Return a table's rows that are not struck out, each with the words it is known by."""
    rows, seen = [], dict[str, int]()
    for element in table.iterfind(qn("w:tr")):
        if element.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None:
            continue
        cells = tuple(
            spaced(" ".join(said_in(one)[0] for one in cell.iter(qn("w:p"))))
            for cell in element.iterfind(qn("w:tc"))
        )
        key = next((one for one in cells if any(map(str.isalpha, one))), "|".join(cells))
        key = _COVERAGE.sub("", key)
        seen[key] = seen.get(key, 0) + 1
        rows.append(Row(element, cells, key if seen[key] == 1 else f"{key} #{seen[key]}"))
    return tuple(rows)


def said_in(element: Any) -> tuple[str, dict[str, tuple[int, int]]]:
    """Return what an element says, and where in it each figure that was drawn stands."""
    text, begun, figures = "", dict[str, tuple[str, int]](), dict[str, tuple[int, int]]()
    for one in walked(element):
        if one.tag == qn("w:bookmarkStart"):
            if one.get(qn("w:name"), "").startswith(marks.FIGURE):
                begun[one.get(qn("w:id"))] = one.get(qn("w:name")), len(text)
        elif one.tag == qn("w:bookmarkEnd"):
            if at := begun.pop(one.get(qn("w:id")), None):
                figures[at[0]] = at[1], len(text)
        else:
            text += spoken(one)
    figures |= {name: (begin, len(text)) for name, begin in begun.values()}
    return text, figures


def walked(element: Any) -> Iterator[Any]:
    """Yield the texts and bookmarks in an element, what is struck out left aside."""
    for child in element:
        if child.tag in _GONE:
            continue
        if spoken(child) or child.tag in (qn("w:bookmarkStart"), qn("w:bookmarkEnd")):
            yield child
        else:
            yield from walked(child)


def spoken(one: Any) -> str:
    """Return what an element says by itself."""
    if one.tag == qn("w:t"):
        return one.text or ""
    if one.tag == qn("w:noBreakHyphen"):
        return "\u2011"
    return " " if one.tag in _SPACES else ""
