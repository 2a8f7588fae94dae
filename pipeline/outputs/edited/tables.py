"""New figures come into a table that somebody may have edited: row by row, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from docx.oxml.ns import qn

from pipeline import texts
from pipeline.outputs.edited import write
from pipeline.outputs.edited.compare import paired, rows_moved
from pipeline.outputs.edited.left import Left, LeftKind
from pipeline.outputs.edited.read import Block, Opened, Row, rows_of

Said = Iterator[tuple[Any, Left]]  # a row or a cell, and what a person must look at there


def renew_table(opened: Opened, was: Block, there: Block, now: Block) -> Said:
    """Bring a table up to date; yield what is left to a person."""
    if _columns(was) != _columns(now):
        if _cells(was) == _cells(there):
            _replace(opened, there.element, now.element)
        else:
            yield there.element, Left(LeftKind.SHAPE, there.said)
        return
    stands = {id(row): found for row, found in paired(was.rows, there.rows)}
    drawn = {id(row): found for row, found in paired(was.rows, now.rows)}
    for row in was.rows:
        if (stood := stands.get(id(row))) is None:
            continue  # somebody left it out
        if (new := drawn.get(id(row))) is not None:
            yield from _renew_row(opened, row, stood, new)
        elif stood.cells == row.cells:
            stood.element.getparent().remove(stood.element)
        else:
            yield stood.element, Left(LeftKind.GONE, stood.key)
    at = {id(drawn[one]): stands[one].element for one in drawn.keys() & stands.keys()}
    old = {id(row) for row in drawn.values()}
    rows = [row for row in now.rows if id(row) in at or id(row) not in old]
    _put_in(opened, there.element, rows, at)
    if not rows_moved(was, there):
        standing = [(row.key, row.element) for row in rows_of(there.element)]
        write.arrange(standing, [row.key for row in now.rows])


def _columns(table: Block) -> int:
    return len(list(table.element.iterfind(f"{qn('w:tblGrid')}/{qn('w:gridCol')}")))


def _cells(table: Block) -> list[tuple[str, ...]]:
    return [row.cells for row in table.rows]


def _replace(opened: Opened, old: Any, by: Any) -> None:
    """Let an element hold what another does; it stays itself, for others are put after it."""
    old[:] = list(write.adopted(opened, by))


def _put_in(opened: Opened, table: Any, rows: list[Row], at: Mapping[int, Any]) -> None:
    """Put new rows in, each after the one it is drawn after."""
    last = None
    for row in rows:
        there = at.get(id(row))
        if there is None:
            there = write.adopted(opened, row.element)
            if last is None:
                table.find(qn("w:tr")).addprevious(there)
            else:
                last.addnext(there)
        last = there


def _renew_row(opened: Opened, was: Row, there: Row, now: Row) -> Said:
    if not len(was.cells) == len(there.cells) == len(now.cells):
        if there.cells == was.cells:
            _replace(opened, there.element, now.element)
        elif was.cells != now.cells:
            yield there.element, Left(LeftKind.SHAPE, there.key)
        return
    words = zip(was.cells, there.cells, now.cells, strict=True)
    elements = zip(_elements(there), _elements(now), strict=True)
    for (old, found, new), (cell, source) in zip(words, elements, strict=True):
        if found == old:
            if new != old:
                write.set_words(opened, cell, source)
        elif found != new and _is_figure(new):
            yield cell, Left(LeftKind.DIFFERS, there.key, found, new)
        elif found != new and new != old:
            yield cell, Left(LeftKind.WORDING, there.key, wanted=new)


def _elements(row: Row) -> list[Any]:
    return list(row.element.iterfind(qn("w:tc")))


def _is_figure(words: str) -> bool:
    """Tell whether a cell holds a number, or says that nobody knows it."""
    return words == texts.numbers.UNKNOWN or not any(map(str.isalpha, words))
