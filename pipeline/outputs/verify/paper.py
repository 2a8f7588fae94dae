"""A .docx as somebody sees it who opens it in Word: paragraphs and tables in their order.

Tracked changes are read as accepted, text boxes as paragraphs of their own; the number of a page
is no text.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lxml import etree

from pipeline.outputs.read_back import Chart, chart_of

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)

_UNSEEN = {f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_W}rPr", _FALLBACK}
_BOX = f"{_W}txbxContent"
_SPACES = {f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}ptab"}
_PAGE_FIELD = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b", re.I)
_AROUND_PARTS = re.compile(r"word/(?:header|footer|footnotes|endnotes)\d*\.xml")


@dataclass(frozen=True, slots=True)
class Said:
    """A paragraph with words in it, and the bookmarks that begin in it."""

    text: str
    names: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Drawn:
    """A table: its rows cell by cell, those first that repeat on each page."""

    headers: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[str, ...], ...]
    paragraphs: tuple[Said, ...]  # of all its cells
    names: frozenset[str] = frozenset()

    @property
    def cells(self) -> Iterator[str]:
        """All that its cells say."""
        for row in (*self.headers, *self.rows):
            yield from row


@dataclass(frozen=True, slots=True)
class Paper:
    """A document, read."""

    blocks: tuple[Said | Drawn, ...]
    charts: tuple[Chart, ...]  # in the order in which they stand
    around: tuple[Said, ...]  # headers, footers, notes


@lru_cache(maxsize=2)  # the program's own is held against several
def read_paper(content: bytes) -> Paper:
    """Read a document whose container was found to be honest."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        body = _tree(package, "word/document.xml").find(f"{_W}body")
        names = [name for name in package.namelist() if _AROUND_PARTS.fullmatch(name)]
        around = [_tree(package, name) for name in sorted(names)]
        return Paper(
            blocks=tuple(_blocks(body)),
            charts=tuple(_charts(package, body)),
            around=tuple(one for tree in around for one in _paragraphs(tree)),
        )


def _tree(package: zipfile.ZipFile, name: str) -> Any:
    return etree.fromstring(package.read(name), _PARSER)


def _blocks(holder: Any) -> Iterator[Said | Drawn]:
    """Yield paragraphs that say something and tables, those in content controls too."""
    before: set[str] = set()  # bookmarks that stand between paragraphs belong to the next
    for one in holder:
        if one.tag == f"{_W}bookmarkStart":
            before.add(one.get(f"{_W}name"))
        elif one.tag == f"{_W}p":
            said = list(_said(one, before))
            yield from said
            before = set() if said else before
        elif one.tag == f"{_W}tbl":
            yield _table(one, before)
            before = set()
        elif one.tag not in _UNSEEN and one.tag != f"{_W}sectPr":
            yield from _blocks(one)


def _paragraphs(holder: Any) -> Iterator[Said]:
    for block in _blocks(holder):
        yield from [block] if isinstance(block, Said) else block.paragraphs


def _said(paragraph: Any, before: Iterable[str]) -> Iterator[Said]:
    names = {one.get(f"{_W}name") for one in paragraph.iter(f"{_W}bookmarkStart")}
    text = "".join(_Walk().words(paragraph))
    if text.strip():
        yield Said(text, frozenset({*before, *names}))
    for box in paragraph.iter(_BOX):
        if not any(above.tag == _FALLBACK for above in box.iterancestors()):
            yield from _paragraphs(box)


class _Walk:
    """Gathers what a paragraph shows; knows in which fields it is."""

    def __init__(self) -> None:
        self._codes: list[str] = []  # of each field that is open

    def words(self, element: Any) -> Iterator[str]:
        for one in element:
            if one.tag in _UNSEEN or one.tag == _BOX:
                continue
            if one.tag == f"{_W}fldChar":
                self._turn(one.get(f"{_W}fldCharType"))
            elif one.tag == f"{_W}instrText" and self._codes:
                self._codes[-1] += one.text or ""
            elif one.tag == f"{_W}t":
                if not any(map(_PAGE_FIELD.match, self._codes)):
                    yield one.text or ""
            elif one.tag == f"{_W}fldSimple" and _PAGE_FIELD.match(one.get(f"{_W}instr", "")):
                continue
            elif one.tag in _SPACES:
                yield " "
            elif one.tag == f"{_W}noBreakHyphen":
                yield "-"
            else:
                yield from self.words(one)

    def _turn(self, kind: str) -> None:
        if kind == "begin":
            self._codes.append("")
        elif kind == "end" and self._codes:
            self._codes.pop()


def _table(table: Any, before: Iterable[str]) -> Drawn:
    headers, rows = list[tuple[str, ...]](), list[tuple[str, ...]]()
    paragraphs = list[Said]()
    for row in _within(table, f"{_W}tr"):
        if row.find(f"{_W}trPr/{_W}del") is not None:
            continue
        cells = [(list(_paragraphs(cell)), _span(cell)) for cell in _within(row, f"{_W}tc")]
        said = tuple(
            words for found, span in cells for words in ["\n".join(p.text for p in found)] * span
        )
        repeats = row.find(f"{_W}trPr/{_W}tblHeader") is not None
        (headers if repeats else rows).append(said)
        paragraphs += [one for found, _ in cells for one in found]
    names = {one.get(f"{_W}name") for one in table.iter(f"{_W}bookmarkStart")}
    return Drawn(tuple(headers), tuple(rows), tuple(paragraphs), frozenset({*before, *names}))


def _within(holder: Any, tag: str) -> Iterator[Any]:
    """Yield the rows of a table or the cells of a row, those in content controls too."""
    for one in holder:
        if one.tag == tag:
            yield one
        elif one.tag not in _UNSEEN and one.tag not in (f"{_W}p", f"{_W}tbl", f"{_W}tc"):
            yield from _within(one, tag)


def _span(cell: Any) -> int:
    span = cell.find(f"{_W}tcPr/{_W}gridSpan")
    return 1 if span is None else int(span.get(f"{_W}val"))


def _charts(package: zipfile.ZipFile, body: Any) -> Iterator[Chart]:
    relations = {
        one.get("Id"): one.get("Target", "")
        for one in _tree(package, "word/_rels/document.xml.rels")
    }
    for one in body.iter(f"{_C}chart"):
        target = relations.get(one.get(f"{_R}id"), "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.join("word", target)
        path = posixpath.normpath(path)
        if path in package.namelist():
            yield chart_of(_tree(package, path))
