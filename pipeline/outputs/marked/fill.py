"""Somebody else's workbook is filled: values are typed into cells, all else stays as it was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from openpyxl.cell.cell import MergedCell

from pipeline.domain.handed_up import Place
from pipeline.domain.returned import AsSent, SentSheet
from pipeline.outputs.clean import clean_text, quoted
from pipeline.outputs.marked.mark import opened
from pipeline.outputs.marked.restore import restored

_NOTHING = SentSheet({}, {}, frozenset(), b"")


class CannotType(Exception):
    """A cell that takes no value: it holds a formula, or is no first of merged ones."""

    def __init__(self, place: Place, first: str = "") -> None:
        super().__init__(place, first)
        self.place = place
        self.first = first  # of the merged cells; "" where it is a formula


def filled_in(
    sent: AsSent,
    typed: Mapping[Place, int | float | str | None],
    shown: Mapping[Place, int],
    now: datetime,
) -> bytes:
    """Type values into a workbook; None empties a cell.

    Args:
        sent: The workbook, as it came.
        typed: What is typed, by cell.
        shown: What formulas show then, where that is known; of the others nobody says anything
            until the workbook is opened and worked out.
        now: The time of saving.

    Raises:
        CannotMark: The library does not take the workbook.
        CannotType: A cell takes no value.
    """
    book = opened(sent.content)
    for place, value in typed.items():
        _type(book[place[0]], place, value)
    out = BytesIO()
    book.save(out)
    sheets = [_shows(sent.sheets.get(name, _NOTHING), name, shown) for name in book.sheetnames]
    return restored(out.getvalue(), sheets, now.astimezone(UTC))


def _type(sheet: Any, place: Place, value: int | float | str | None) -> None:
    cell = sheet[place[1]]
    if isinstance(cell, MergedCell):
        area = next(area for area in sheet.merged_cells.ranges if place[1] in area)
        raise CannotType(place, area.start_cell.coordinate)
    if cell.data_type == "f":
        raise CannotType(place)
    if isinstance(value, str):
        words = clean_text(value)
        cell.value, cell.data_type = words, "s"
        if quoted(words):
            cell.quotePrefix = True
    else:
        cell.value = value


def _shows(sheet: SentSheet, name: str, shown: Mapping[Place, int]) -> SentSheet:
    """Return a sheet of which nothing is told that the values typed may have changed."""
    own = {cell: ("n", str(value)) for (title, cell), value in shown.items() if title == name}
    return replace(sheet, shown=own)
