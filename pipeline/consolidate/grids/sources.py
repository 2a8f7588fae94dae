"""Where a workbook's numbers come from: a list of all of them, and a link beside each row.

What one unit says of one thing, and what its own numbers add up to, stand in tables alone: a line
for the whole row, as each of its numbers has its own cell in the data. A number that adds up
units, or that a sentence states, has its own line.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from string import ascii_uppercase
from typing import TypeGuard

from pipeline import texts
from pipeline.consolidate.called import figures_of, name_of, row_of, words_of
from pipeline.consolidate.grids.cells import cells, columns, widths
from pipeline.consolidate.grids.cover import cover_of
from pipeline.domain.figure import APPENDIX, BY_UNIT, UNITS, FigureId, Figures
from pipeline.domain.form import Table
from pipeline.domain.grid import (
    Align,
    Cell,
    Chapter,
    Grid,
    GridColumn,
    GridRow,
    Jump,
    Kind,
    Medium,
    Number,
    Words,
    kind_of,
    words_in,
)
from pipeline.domain.numeral import Made, Share, Sum, Units
from pipeline.domain.summary import Summary
from pipeline.domain.trace import Printed

_BOOK = frozenset({Medium.BOOK})
# Grids of totals: beside each of their rows stands where its numbers come from.
_LINKED = (
    *("key_services", "key_figures", "appendix", "by_unit", "comparison", "cumulative"),
    *("indicators", "tasks"),
)
_OF_UNITS = (APPENDIX, UNITS, BY_UNIT)  # tables of figures that may be one unit's
_PLACES, _THINGS, _ADDED = 4, 3, 12  # that are named


Rows = Mapping[FigureId, tuple[str, int]]  # of the data: a part's id, and the place in it
Key = FigureId | tuple[Made, str]  # the row a line is of; or one number, as it is printed


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the list: what it is of, and where that stands."""

    made: Made  # the number it is of, or the first of its row
    text: str  # "" of a row
    places: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)

    def stands(self, one: Printed) -> None:
        """Note where a number stands; of a row its first cell and its last."""
        place = one.place
        if self.text or not place.sheet:
            said = place.words if self.text else one.row
            self.places[place.sheet, place.cell or said] = place.cell, place.cell
            return
        cell = place.cell
        row = place.sheet, cell.lstrip(ascii_uppercase)
        first, last = self.places.get(row, (cell, cell))
        first = cell if _before(cell, first) else first
        self.places[row] = first, cell if _before(last, cell) else last


def _before(cell: str, other: str) -> bool:
    """Tell whether a cell of a row stands before another: Z before AA."""
    return (len(cell), cell) < (len(other), other)


def with_sources(
    summary: Summary,
    sheets: Sequence[Chapter],
    on_sheets: Iterable[Printed],
    on_paper: Sequence[Printed],
) -> tuple[Chapter, ...]:
    """Add the list of sources to a workbook's sheets, and beside its totals the links to it."""
    own = _Own(summary.figures, {one.made for one in on_paper if not one.row})
    lines: dict[Key, _Line] = {}
    for one in chain(on_sheets, on_paper):
        key = own.key(one.made, one.text)
        if (line := lines.get(key)) is None:
            line = lines[key] = _Line(one.made, "" if isinstance(key, FigureId) else one.text)
        line.stands(one)
    data = [grid for one in sheets for grid in one.grids if kind_of(grid.id) == "data"]
    grid = _grid(summary, lines, _rows_of(summary, data))
    at: dict[FigureId | Made, int] = {}
    for row, key in enumerate(lines):
        at.setdefault(key if isinstance(key, FigureId) else key[0], row)
    linked = tuple(
        replace(one, grids=tuple(_linked(grid, own, at) for grid in one.grids)) for one in sheets
    )
    before = [one for one in linked if kind_of(one.grids[0].id) != "data"]
    after = linked[len(before) :]
    whole = (*before, Chapter(texts.tables.SHEET_SOURCES, (grid,)), *after)
    others = [one.title for one in whole if not one.cover]
    return tuple(replace(one, cover=one.cover and cover_of(summary, others)) for one in whole)


@dataclass(frozen=True, slots=True)
class _Own:
    """Which numbers are one unit's own, and share a line with the others of their row."""

    figures: Figures
    said: Collection[Made]  # by sentences
    _one_units: dict[FigureId, bool] = field(default_factory=dict)  # rows, as far as asked

    def key(self, made: Made, text: str) -> Key:
        """Return the line a number belongs to."""
        return self.row(made) or (made, text)

    def row(self, made: Made) -> FigureId | None:
        """Return the row a unit's own number is of; None where it has its own line."""
        row = row_of(made)
        if row is None or row.table not in _OF_UNITS or not (row.item or row.scope):
            return None
        if (ones := self._one_units.get(row)) is None:
            expected = (self.figures[id].expected for id in figures_of(made))
            ones = self._one_units[row] = all(len(units) == 1 for units in expected)
        return row if ones and made not in self.said else None


def _grid(summary: Summary, lines: Mapping[Key, _Line], data: Rows) -> Grid:
    asked = (*summary.form.tables, summary.table)
    return Grid(
        id="sources",
        title=texts.trace.SOURCES_TITLE,
        columns=columns(
            texts.headers.SOURCES,
            book=widths(name=38, words=64, text=11, sum=48, places=70, data=11),
        ),
        rows=tuple(
            _row(key, line, summary, asked, data)
            if isinstance(key, FigureId)
            else _number(line, summary, asked, data)
            for key, line in lines.items()
        ),
        empty=texts.tables.NONE,
        media=_BOOK,
    )


def _row(
    id: FigureId,
    line: _Line,
    summary: Summary,
    asked: Sequence[Table],
    data: Rows,
) -> GridRow:
    """Return the line of a whole row of one unit's own numbers."""
    answered = not any(summary.figures[one].made_of for one in figures_of(line.made))
    return GridRow(
        cells=cells(
            name=name_of(id),
            words=words_of(id, summary.office, asked),
            text=texts.trace.WHOLE_ROW,
            sum=texts.trace.OWN_ANSWER if answered else texts.trace.ROW_SUMS,
            places=_places(line),
            data=_jump_to_data(data.get(id)),
        )
    )


def _number(line: _Line, summary: Summary, asked: Sequence[Table], data: Rows) -> GridRow:
    """Return the line of a number."""
    made = line.made
    return GridRow(
        cells=cells(
            name=name_of(made),
            words=_words(made, summary, asked),
            text=line.text,
            sum=_sum(made, summary),
            places=_places(line),
            data=_jump_to_data(data.get(made.terms[0][0]) if _single(made) else None),
        )
    )


def _linked(grid: Grid, own: _Own, at: Mapping[FigureId | Made, int]) -> Grid:
    """Add to a grid of totals a column that leads from each row to where its numbers come from."""
    if grid.id not in _LINKED or not grid.rows:
        return grid
    first: dict[int, int] = {}
    for row, _, number in grid.numbers():
        made = grid.made_of(row, number) if row not in first else None
        line = at.get(own.row(made) or made) if made else None
        if line is not None:
            first[row] = line
    source = GridColumn(
        id="source", label=texts.headers.SOURCE, room=8, align=Align.MIDDLE, media=_BOOK
    )
    rows = (
        replace(row, cells={**row.cells, source.id: _jump(first.get(at_row))})
        if row.kind is not Kind.GROUP
        else row
        for at_row, row in enumerate(grid.rows)
    )
    return replace(grid, columns=(*grid.columns, source), rows=tuple(rows))


def _jump(row: int | None) -> Cell:
    return Words("") if row is None else Jump(texts.trace.SOURCE, "sources", row)


def _rows_of(summary: Summary, data: Sequence[Grid]) -> Rows:
    """Return the row of the data each figure stands in that is answered there.

    With each row of figures that is one unit's, and each unit, where the first of theirs stands.
    """
    rows: dict[FigureId, tuple[str, int]] = {}
    for part in data:
        begun: FigureId | None = None
        for at, row in enumerate(part.rows):
            value = row.cells["value"]
            if not (isinstance(value, Number) and (id := value.figure)):
                continue
            rows[id] = there = part.id, at
            whole = FigureId(id.period, id.table, id.item, "", id.scope)
            if whole != begun:
                begun, unit = whole, words_in(row.cells["unit"])
                rows.setdefault(whole, there)
                rows.setdefault(FigureId(id.period, UNITS, "", "", unit), there)
    return rows


def _jump_to_data(there: tuple[str, int] | None) -> Cell | None:
    """Lead to a row of the data."""
    if there is None:
        return None
    part, row = there
    return Jump(texts.trace.DATA_ROW.format(row=row + 2), part, row)


def _single(made: Made) -> TypeGuard[Sum]:
    """Tell whether a number is one figure."""
    match made:
        case Sum(((_, 1),)):
            return True
    return False


def _words(made: Made | FigureId, summary: Summary, asked: Sequence[Table]) -> str:
    match made:
        case FigureId():
            return words_of(made, summary.office, asked)
        case Sum(((id, 1),)):
            return words_of(id, summary.office, asked)
        case Sum(terms):
            return texts.trace.SUM_OF.format(count=len(terms))
        case Units(id, owed):
            said = texts.trace.UNITS_OWED if owed else texts.trace.UNITS_COUNTED
            return said.format(figure=words_of(id, summary.office, asked))
        case Share(part, whole):
            sides = (_words(side, summary, asked) for side in (part, whole))
            return texts.trace.SHARE_OF.format(**dict(zip(("part", "whole"), sides, strict=True)))


def _sum(made: Made, summary: Summary) -> str:
    """Say how a number is worked out of the figures of its period."""
    figures, words = summary.figures, texts.trace.value_words
    match made:
        case Sum(((id, 1),)):
            return _made(id, summary)
        case Sum(terms):
            return _added([(figures[id].value, sign) for id, sign in terms])
        case Units(id, owed):
            units = figures[id].expected if owed else figures[id].present
            named = [unit.short_name for code in units if (unit := summary.office.unit(code))]
            return _counted(len(units), named)
        case Share(part, whole):
            sides = (words(side.value(figures)) for side in (part, whole))
            known = dict(zip(("part", "whole"), sides, strict=True))
            return texts.trace.DIVIDED.format(**known, share=words(made.value(figures)))


def _made(id: FigureId, summary: Summary) -> str:
    figure = summary.figures[id]
    if figure.evidence:
        return _counted(len(figure.evidence), [one.about for one in figure.evidence])
    parts = [summary.figures.get(part) for part in figure.made_of]
    known = [(one.value, 1) for one in parts if one]
    if not parts:
        return texts.trace.NOT_KNOWN if figure.value is None else texts.trace.OWN_ANSWER
    if len(known) == len(parts):
        return _added(known)
    periods = texts.numbers.periods_brief(sorted({part.period for part in figure.made_of}))
    return texts.trace.OF_PERIODS.format(count=len(parts), periods=periods)


def _added(terms: Sequence[tuple[int | None, int]]) -> str:
    words = texts.trace.value_words
    known = [(value, sign) for value, sign in terms if value is not None]
    whole = words(sum(value * sign for value, sign in known) if len(known) == len(terms) else None)
    if len(terms) > _ADDED:
        return texts.trace.ADDED_MANY.format(count=len(terms), whole=whole)
    return texts.trace.ADDED.format(parts=texts.trace.terms_words(terms), whole=whole)


def _counted(count: int, named: Sequence[str]) -> str:
    said = texts.trace.COUNT_OF_THINGS if len(named) <= _THINGS else texts.trace.COUNT_OF_MORE
    first = texts.trace.AT_PLACES.join(named[:_THINGS])
    return said.format(count=count, first=first) if named else texts.trace.NOTHING


def _places(line: _Line) -> str:
    said = texts.trace.AT_PLACES.join(
        _said(*where, *cells) for where, cells in islice(line.places.items(), _PLACES)
    )
    more = len(line.places) - _PLACES
    return texts.trace.OTHERS.format(said=said, count=more) if more > 0 else said


def _said(sheet: str, place: str, first: str, last: str) -> str:
    if not sheet:
        return place
    if first == last:
        return texts.trace.SHEET_CELL.format(sheet=sheet, cell=first)
    return texts.trace.ROW_OF_SHEET.format(sheet=sheet, first=first, last=last)
