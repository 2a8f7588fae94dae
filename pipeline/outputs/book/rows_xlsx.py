"""The rows of a grid, drawn on a sheet, one after the other.

A number is written with the formula it comes from and its value beside it; one that is unknown is
written as words, so that no reader of the file ever takes it for 0. A look is put together once for
each column and kind of cell: a list may have a row for every count of ten thousand units.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any
from urllib.parse import quote

from xlsxwriter.utility import quote_sheetname

from pipeline.domain.finding import Where
from pipeline.domain.grid import (
    Align,
    Check,
    GridColumn,
    GridRow,
    Jump,
    Kind,
    Medium,
    Number,
    Place,
    Tone,
    Words,
    words_in,
)
from pipeline.outputs.book.pen import Look, Pen
from pipeline.outputs.book.placed import Placed, Places, check, excel
from pipeline.outputs.book.sheet import Coded
from pipeline.outputs.book.styles import (
    ALIGNS,
    KINDS,
    LINK,
    SHAPES,
    TONES,
    Style,
    marked,
    words_look,
)
from pipeline.outputs.clean import clean_text, quoted

_LONGEST_LINK, _LONGEST_SHOWN = 2000, 255  # Excel's own limit is 2,079 characters
_RIGHT = ALIGNS[Align.RIGHT]
_UNSEEN: object = object()  # is no cell


@dataclass(slots=True)
class Rows:
    """What writes the rows of one grid."""

    pen: Pen
    sheet: Any
    here: Placed
    style: Style
    places: Places
    _formats: dict[tuple[object, ...], Any] = field(default_factory=dict)
    _words: dict[str, Look] = field(default_factory=dict)  # how words look, by column
    _wrapped: list[GridColumn] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Look up how words look in each column, and in which they are wrapped."""
        columns = self.here.columns
        self._words = {column.id: words_look(self.style, column) for column in columns}
        self._wrapped = [one for one in columns if "text_wrap" in self._words[one.id]]

    def write_list(self) -> None:
        """Write rows that hold words and counts alone, in each cell."""
        columns = list(enumerate(self.here.columns))
        self.sheet.begin_list(self.here.first, len(columns))
        codes, last = [(0, 0)] * len(columns), [_UNSEEN] * len(columns)
        written: dict[object, Coded] = {}  # by what a cell says, where and how
        kind: Kind | None = None
        for _, row in self.here.grid.rows_on(Medium.BOOK):
            if row.kind is not kind:
                kind, last = row.kind, [_UNSEEN] * len(columns)
            cells = row.cells
            for across, column in columns:
                cell = cells.get(column.id)
                if cell is last[across]:  # most cells are the very ones of the row above
                    continue
                last[across] = cell
                if not isinstance(cell, Words):
                    codes[across] = self.sheet.coded(*self._plain(row, across, column))
                    continue
                key = across, cell.text, cell.tone, kind
                if (coded := written.get(key)) is None:
                    coded = written[key] = self.sheet.coded(*self._plain(row, across, column))
                codes[across] = coded
            self.sheet.add_to_list(codes)
        self.sheet.end_list()

    def _plain(self, row: GridRow, across: int, column: GridColumn) -> tuple[str | int | None, Any]:
        """Return what stands in a cell of a list, and its format."""
        match cell := row.cells.get(column.id):
            case None:
                return None, self._format(row, (row.kind, None))
            case Words():
                return self._worded(row, across, cell.text, self._words[column.id], cell.tone)
            case Number(int() as value):
                return value, self._counted(row, column, cell)
            case _:
                raise TypeError(f"neither words nor a count: {cell}")

    def write(self, at: int, row: GridRow) -> None:
        """Write a row."""
        pen, here, line = self.pen, self.here, self.here.line(at)
        if row.kind is Kind.GROUP:
            pen.across(self.sheet, line, 0, len(here.columns) - 1, row.label, self._look(row))
            return
        covered = _covered(here, row)
        for across, column in enumerate(here.columns):
            if column.id not in covered:
                self._cell(at, row, line, across, column)
        if row.label:
            last = _labelled(here, row) - 1
            pen.across(self.sheet, line, 0, last, row.label, self._look(row))
        if state := row.state:
            ends = [here.at(id) for id in state.columns if here.shows(id)]
            looks = (self._look(row), self.style.state, TONES[state.tone])
            pen.across(self.sheet, line, ends[0], ends[-1], state.why or state.text, *looks)
        if self.style.fits:
            self._fit(line, row, covered)

    def _fit(self, line: int, row: GridRow, covered: set[str]) -> None:
        """Make a row as high as its words need."""
        said = [
            (words_in(cell), column.room)
            for column in self._wrapped
            if isinstance(cell := row.cells.get(column.id), Words | Place)
            and column.id not in covered
        ]
        if said:
            self.pen.height(self.sheet, line, *said)

    def _look(self, row: GridRow) -> Look:
        return {**self.style.box, **KINDS[row.kind]}

    def _format(self, row: GridRow, key: tuple[object, ...], *looks: Look, **more: object) -> Any:
        """Return the format of a kind of cell, put together once."""
        if key not in self._formats:
            self._formats[key] = self.pen.style(self._look(row), *looks, **more)
        return self._formats[key]

    def _cell(self, at: int, row: GridRow, line: int, across: int, column: GridColumn) -> None:
        cell = row.cells.get(column.id)
        match cell:
            case None:
                blank = self._format(row, (row.kind, None))
                self.sheet.write_blank(line, across, None, blank)
            case Words():
                self._say(row, line, across, cell.text, self._words[column.id], cell.tone)
            case Number():
                self._number(at, row, line, across, column, cell)
            case Check():
                said = self.places.book.agrees if cell.agrees else self.places.book.differs
                formula = check(cell, self.here, column.id, self.places)
                style = self._format(row, (row.kind, Check), ALIGNS[Align.MIDDLE])
                self.sheet.write_formula(line, across, formula, style, said)
            case Place() if link := _link(cell.where, cell.text):
                style = self._format(
                    row, (row.kind, Place, column.id), self._words[column.id], LINK
                )
                self.sheet.write_url(line, across, link, style, clean_text(cell.text))
            case Place():
                self._say(row, line, across, cell.text, self._words[column.id], Tone.PLAIN)
            case Jump():
                there = self.places.by_id[cell.grid]
                target = there.named(there.cell(cell.row, there.columns[0].id))
                style = self._format(row, (row.kind, Jump), ALIGNS[Align.MIDDLE], LINK)
                self.sheet.write_url(line, across, f"internal:{target}", style, cell.text)
            case _:
                raise TypeError(f"not in words: {cell}")

    def _say(self, row: GridRow, line: int, across: int, text: str, look: Look, tone: Tone) -> None:
        """Write words as words, whatever they begin with."""
        said, style = self._worded(row, across, text, look, tone)
        if said is None:
            self.sheet.write_blank(line, across, None, style)
        else:
            self.sheet.write_string(line, across, said, style)

    def _worded(
        self, row: GridRow, across: int, text: str, look: Look, tone: Tone
    ) -> tuple[str | None, Any]:
        more = quoted(text)
        key = (row.kind, Words, look is _RIGHT, across, tone, not more)
        style = self._format(row, key, look, TONES[tone], **more)
        return (clean_text(text) if text else None), style

    def _number(
        self, at: int, row: GridRow, line: int, across: int, column: GridColumn, number: Number
    ) -> None:
        """Write a number, and how it is worked out; an unknown one as words."""
        said = self.places.book.unknown
        value: Any = said if number.value is None else _plain(number.value)
        if number.formula:
            formula = excel(number.formula, self.here, at, column.id, self.places)
            style = self._counted(row, column, number)
            self.sheet.write_formula(line, across, formula, style, value)
        elif number.value is None:
            self._say(row, line, across, said, _RIGHT, number.tone)
        else:
            self.sheet.write_number(line, across, value, self._counted(row, column, number))

    def _counted(self, row: GridRow, column: GridColumn, number: Number) -> Any:
        """Return how a number looks."""
        key = (row.kind, Number, column.align, number.shape, number.tone, number.mark)
        if (known := self._formats.get(key)) is not None:
            return known
        looks = (marked(SHAPES[number.shape], number.mark), ALIGNS[column.align])
        return self._format(row, key, *looks, TONES[number.tone])


def _covered(here: Placed, row: GridRow) -> set[str]:
    """Return the columns whose cells a state or the row's label stands over."""
    if not (row.state or row.label):
        return set()
    ids = [column.id for column in here.columns]
    return {*(row.state.columns if row.state else ()), *ids[: _labelled(here, row)]}


def _labelled(here: Placed, row: GridRow) -> int:
    """Return how many columns a row's label stands over: up to the first that has a cell."""
    ids = [column.id for column in here.columns]
    filled = (at for at, id in enumerate(ids) if id in row.cells)
    return next(filled, len(ids)) if row.label else 0


def _plain(value: int | Fraction) -> int | float:
    return value if isinstance(value, int) else float(value)


def _link(where: Where, shown: str) -> str:
    """Lead to the very cell, or to the .zip or mail that holds the file; "" where nothing may."""
    # Letters beyond ASCII stay as they are, as Excel itself writes them.
    path = "".join(quote(c) if c.isascii() else c for c in where.outer_file)
    target = f"external:../../collected/{path}"
    if where.sheet and where.cell and where.outer_file == where.file:
        target += f"#{quote_sheetname(where.sheet)}!{where.cell}"
    fits = len(target) < _LONGEST_LINK and len(clean_text(shown)) < _LONGEST_SHOWN
    return target if fits else ""
