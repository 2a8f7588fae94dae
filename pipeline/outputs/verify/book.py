"""A workbook as it lies there, edited or not, held against the one the program would write."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from lxml import etree

from pipeline.domain.areas import address
from pipeline.domain.difference import Difference, Nature, Spot
from pipeline.outputs.read_back import Sheet, read_workbook
from pipeline.outputs.verify.align import aligned, hardly_the_same, overlap
from pipeline.outputs.verify.rows import (
    added_row,
    hold_cell,
    name_of,
    pair_columns,
    pair_rows,
    shown,
)

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PLACE = re.compile(r"([A-Z]+)(\d+)")

Formulas = Mapping[tuple[int, int], str]  # by row and column, from 0


def is_another(wanted: bytes, found: bytes) -> bool:
    """Tell whether a workbook is not even an edited one: it has too little of what is in it."""
    ours, theirs = (_told(_read(content)[0]) for content in (wanted, found))
    return hardly_the_same(ours, theirs)


def _told(sheets: Mapping[str, Sheet]) -> Iterator[str]:
    yield from sheets
    for rows in sheets.values():
        yield from (cell for row in rows for cell in row if isinstance(cell, str))


def hold_workbook(
    wanted: bytes, found: bytes, name: str, known: Collection[str]
) -> tuple[Difference, ...]:
    """Name everything a workbook says otherwise than the one the program would write."""
    (ours, formulas), (theirs, read) = _read(wanted), _read(found)
    pairs = aligned(
        list(ours.items()),
        list(theirs.items()),
        [lambda one: one[0].strip().casefold()],
        lambda one, other: overlap(_bag(one[1]), _bag(other[1])),
        0.5,
    )
    names, others = list(ours), list(theirs)
    differences: list[Difference] = []
    for at, sheet in enumerate(names):
        if at not in pairs:
            gone = Spot(document=name, section=sheet, table=sheet)
            differences.append(Difference(Nature.GONE, gone))
            continue
        other = others[pairs[at]]
        spot = Spot(document=name, section=other, table=other)
        held = _Held(formulas[sheet], read[other], spot, known)
        differences += held.sheet(ours[sheet], theirs[other])
    for there, other in enumerate(others):
        if there not in pairs.values():
            spot = Spot(document=name, section=other, table=other)
            differences.append(Difference(Nature.ADDED, spot))
    return tuple(differences)


@lru_cache(maxsize=2)  # the program's own is held against several
def _read(content: bytes) -> tuple[Mapping[str, Sheet], Mapping[str, Formulas]]:
    return read_workbook(content), read_formulas(content)


def _bag(rows: Sheet) -> Counter[str]:
    return Counter(shown(cell) for row in rows for cell in row if cell != "")


def read_formulas(content: bytes) -> dict[str, Formulas]:
    """Return the formulas of each sheet; of one that Excel shares only the first cell has it."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        relations = etree.fromstring(package.read("xl/_rels/workbook.xml.rels"))
        targets = {one.get("Id"): one.get("Target", "") for one in relations}
        book = etree.fromstring(package.read("xl/workbook.xml"))
        found: dict[str, Formulas] = {}
        for sheet in book.iter(f"{_S}sheet"):
            target = targets[sheet.get(f"{_R}id")]
            path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            tree = etree.fromstring(package.read(path))
            found[sheet.get("name")] = {
                _place(cell.get("r")): _written(formula.text or "")
                for cell in tree.iter(f"{_S}c")
                if (formula := cell.find(f"{_S}f")) is not None
            }
        return found


def _place(reference: str) -> tuple[int, int]:
    letters, row = _PLACE.fullmatch(reference).groups()  # type: ignore[union-attr]
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(row) - 1, column - 1


def _written(formula: str) -> str:
    return re.sub(r"\s|_xlfn\.|^of:|^=", "", formula)


class _Held:
    """A sheet held: its formulas are compared where nothing was moved."""

    def __init__(
        self, formulas: Formulas, read: Formulas, spot: Spot, known: Collection[str]
    ) -> None:
        self._formulas, self._read = formulas, read
        self._spot, self._known = spot, known

    def sheet(self, ours: Sheet, theirs: Sheet) -> Iterator[Difference]:
        """Hold all rows of a sheet."""
        theirs = self._computed(ours, theirs)
        columns = pair_columns(ours, theirs) if _were_moved(ours, theirs) else {}
        width = max(map(len, (*ours, *theirs)), default=0)
        columns = columns or {at: at for at in range(width)}
        pairs = pair_rows(ours, theirs)
        unmoved = all(at == there for at, there in (*pairs.items(), *columns.items()))
        for at, row in enumerate(ours):
            if at in pairs:
                there = pairs[at]
                yield from self._row(ours, at, theirs[there], there, columns, unmoved)
            elif any(cell != "" for cell in row):
                yield Difference(Nature.GONE, replace(self._spot, row=name_of(row)))
        for there, row in enumerate(theirs):
            if there not in pairs.values() and any(cell != "" for cell in row):
                spot = replace(self._spot, row=name_of(row), cell=address(there, 0))
                yield from added_row(row, spot, self._known)

    def _computed(self, ours: Sheet, theirs: Sheet) -> Sheet:
        """Return a sheet with what our formulas give where no program has worked it out yet."""
        rows = [list(row) for row in theirs]
        for (row, column), formula in self._read.items():
            blank = row < len(rows) and column < len(rows[row]) and rows[row][column] == ""
            if blank and self._formulas.get((row, column)) == formula:
                rows[row][column] = ours[row][column]
        return rows

    def _row(
        self,
        ours: Sheet,
        at: int,
        found: Sequence[object],
        there: int,
        columns: Mapping[int, int],
        unmoved: bool,
    ) -> Iterator[Difference]:
        row = ours[at]
        for column in range(max(len(row), len(found))):
            if column not in columns:
                continue
            place = there, columns[column]
            wanted = row[column] if column < len(row) else ""
            read = found[place[1]] if place[1] < len(found) else ""
            formula, other = self._formulas.get((at, column), ""), self._read.get(place, "")
            uncomputed = read == "" and other != ""
            differ = [] if uncomputed else list(hold_cell(wanted, read, self._known))
            if not differ and (unmoved or uncomputed) and formula != other != "":
                differ = [(Nature.WRONG, f"={other}", f"={formula}")]
            for nature, said, must in differ:
                label = _label(ours, at, column)
                cell = address(*place)
                spot = replace(self._spot, row=name_of(row), column=label, cell=cell)
                yield Difference(nature, spot, said, must)


def _were_moved(ours: Sheet, theirs: Sheet) -> bool:
    """Tell whether a sheet is narrower or wider than it was."""
    return max(map(len, ours), default=0) != max(map(len, theirs), default=0)


def _label(rows: Sheet, at: int, column: int) -> str:
    """Return what stands over a column: in the nearest row of words, of a list in its first."""
    heads = [row for row in rows[:at] if _is_head(row) and column < len(row)]
    nearest = heads if _is_head(rows[at]) else heads[::-1]
    return next((words for row in nearest if (words := shown(row[column]))), "")


def _is_head(row: Sequence[object]) -> bool:
    """Tell whether a row holds several cells, all of words."""
    said = [cell for cell in row if cell != ""]
    return len(said) > 1 and all(
        isinstance(cell, str) and any(map(str.isalpha, cell)) for cell in said
    )
