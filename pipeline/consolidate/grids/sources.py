"""Where a workbook's numbers come from: a list of all of them, and a link beside each row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pipeline import texts
from pipeline.consolidate.called import name_of, words_of
from pipeline.consolidate.grids.cells import cells, columns, widths
from pipeline.consolidate.grids.cover import cover_of
from pipeline.domain.figure import FigureId
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
    Words,
)
from pipeline.domain.numeral import Made, Share, Sum, Units
from pipeline.domain.summary import Summary
from pipeline.domain.trace import Place, Printed

_BOOK = frozenset({Medium.BOOK})
# Grids of totals: beside each of their rows stands where its numbers come from.
_LINKED = (
    *("key_services", "key_figures", "appendix", "by_unit", "comparison", "cumulative"),
    *("indicators", "tasks"),
)
_PLACES, _THINGS, _ADDED = 4, 3, 12  # that are named


def with_sources(
    summary: Summary, sheets: Sequence[Chapter], printed: Iterable[Printed]
) -> tuple[Chapter, ...]:
    """Add the list of sources to a workbook's sheets, and beside its totals the links to it."""
    together: dict[tuple[Made, str], list[Place]] = {}
    for one in sorted(printed, key=lambda one: not one.place.sheet):  # in the order of the sheets
        together.setdefault((one.made, one.text), []).append(one.place)
    data = next((grid for one in sheets for grid in one.grids if grid.id == "data"), None)
    grid = _grid(summary, together, _rows_of(data) if data else {})
    at = {made: row for row, (made, _) in reversed(list(enumerate(together)))}
    linked = tuple(
        replace(one, grids=tuple(_linked(grid, at) for grid in one.grids)) for one in sheets
    )
    before = [one for one in linked if one.title != texts.tables.SHEET_DATA]
    after = [one for one in linked if one.title == texts.tables.SHEET_DATA]
    whole = (*before, Chapter(texts.tables.SHEET_SOURCES, (grid,)), *after)
    others = [one.title for one in whole if not one.cover]
    return tuple(replace(one, cover=one.cover and cover_of(summary, others)) for one in whole)


def _grid(
    summary: Summary,
    together: Mapping[tuple[Made, str], Sequence[Place]],
    data: Mapping[FigureId, int],
) -> Grid:
    asked = (*summary.form.tables, summary.table)
    return Grid(
        id="sources",
        title=texts.trace.SOURCES_TITLE,
        columns=columns(
            texts.headers.SOURCES,
            book=widths(name=38, words=64, text=11, sum=48, places=70, data=11),
        ),
        rows=tuple(
            GridRow(
                cells=cells(
                    name=name_of(made),
                    words=_words(made, summary, asked),
                    text=text,
                    sum=_sum(made, summary),
                    places=_places(places),
                    data=_row_of(made, data),
                )
            )
            for (made, text), places in together.items()
        ),
        empty=texts.tables.NONE,
        media=_BOOK,
    )


def _linked(grid: Grid, at: Mapping[Made, int]) -> Grid:
    """Add to a grid of totals a column that leads from each row to where its numbers come from."""
    if grid.id not in _LINKED or not grid.rows:
        return grid
    first: dict[int, int] = {}
    for row, _, number in grid.numbers():
        made = grid.made_of(row, number)
        if made and made in at and row not in first:
            first[row] = at[made]
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


def _rows_of(data: Grid) -> dict[FigureId, int]:
    """Return the row of the data each figure stands in that is answered there."""
    return {number.figure: row for row, _, number in data.numbers() if number.figure}


def _row_of(made: Made, data: Mapping[FigureId, int]) -> Cell | None:
    """Lead to the row of the data a number stands in, where it is one answer."""
    match made:
        case Sum(((id, 1),)) if id in data:
            return Jump(texts.trace.DATA_ROW.format(row=data[id] + 2), "data", data[id])
    return None


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


def _places(places: Sequence[Place]) -> str:
    said = texts.trace.AT_PLACES.join(_said(place) for place in places[:_PLACES])
    more = len(places) - _PLACES
    return texts.trace.OTHERS.format(said=said, count=more) if more > 0 else said


def _said(place: Place) -> str:
    if place.sheet:
        return texts.trace.SHEET_CELL.format(sheet=place.sheet, cell=place.cell)
    return place.words
