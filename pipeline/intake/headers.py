"""What stands over a column is held against what its hidden id says it is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.intake.book import Sheet
from pipeline.intake.find import Found
from pipeline.intake.telling import Spot, Teller
from pipeline.intake.words import fold, words_of

_INDEX = re.compile(r"\(\d+\)", re.ASCII)  # "(4)", under a header


@dataclass(frozen=True, slots=True)
class _Header:
    """What a reader of the sheet sees over a column."""

    group: str  # folded, "" when nothing spans the column
    label: str  # folded
    text: str
    row: int


def check_headers(found: Found, teller: Teller) -> None:
    """Refuse columns that were exchanged; ask, once, about a header that was edited."""
    table, sheet, columns = found.table, found.sheet, found.columns
    first = found.header
    below = min((row for row in found.data() if row > first), default=first)
    rows = range(first + 1, below)
    own = {c.id: (fold(c.group), fold(c.label)) for c in table.columns if not c.hidden}
    there = {fold(words_of(cell)) for (row, _), cell in sheet.cells.items() if row in rows}
    edited: tuple[Spot, str] | None = None
    for id in sorted(own.keys() & columns.keys(), key=lambda id: columns[id]):
        header = _header(sheet, rows, columns[id])
        place, name = (sheet, header.row, columns[id]), table.column(id).label
        group, label = own[id]
        if header.label == label and (header.group == group or group not in there):
            continue  # a group's words are gone with the column they stood over
        others = {shown for other, shown in own.items() if other != id}
        if (header.group, header.label) in others or (
            header.label != label and header.label in {shown for _, shown in others}
        ):
            teller.say("H08", place=place, column=name, shown=header.text)
        else:
            edited = edited or (place, name)
    if edited:
        teller.say("H09", *edited)


def _header(sheet: Sheet, rows: range, column: int) -> _Header:
    """Return the lowest words over a column, and those above them that span it from the left."""
    words = {
        row: words_of(cell)
        for row in rows
        if (cell := sheet.cells.get((row, column))) and not _INDEX.fullmatch(words_of(cell))
    }
    lowest = max((row for row, said in words.items() if said), default=None)
    if lowest is None:
        return _Header("", "", "", rows.start)
    above = (
        words_of(cell)
        for row in range(lowest - 1, rows.start - 1, -1)
        for at in range(column, 0, -1)
        if (cell := sheet.cells.get((row, at)))
    )
    group = next(filter(None, above), "")
    return _Header(fold(group), fold(words[lowest]), words[lowest], lowest)
