"""The services as grids: the appendix of every report, and what the cover tells of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from pipeline import texts
from pipeline.consolidate.grids.cells import CARRIED, NOT_REPORTED, cells, columns, coverage, widths
from pipeline.domain.figure import APPENDIX, FigureId
from pipeline.domain.form import Column, ColumnType, Table
from pipeline.domain.grid import (
    Align,
    Cell,
    Formula,
    Grid,
    GridColumn,
    GridRow,
    Kind,
    Medium,
    Number,
    Ratio,
    Same,
    State,
    SumOfColumns,
    SumOfRows,
    Tone,
    Words,
)
from pipeline.domain.numeral import Share, Sum
from pipeline.domain.shape import Shape
from pipeline.domain.summary import Line, LineKind, LineState, Summary

_BOOK, _PAPER = frozenset({Medium.BOOK}), frozenset({Medium.PAPER})
_KINDS = {
    LineKind.SERVICE: Kind.ITEM,
    LineKind.SECTOR: Kind.SUBTOTAL,
    LineKind.TOTAL: Kind.TOTAL,
}
_PAGE, _TT, _NAME, _RATE = 252.0, 9.0, 58.0, 14.5  # on paper; a rate needs more than a count


def services_grid(summary: Summary, title: str) -> Grid:
    """List the services under their sectors' sums, the total last."""
    total = summary.total
    full = len(total.present) == len(total.expected) and not total.partial
    said = texts.tables.COVERAGE.format(coverage=total.coverage)
    return Grid(
        id="appendix",
        title=title,
        columns=(
            GridColumn(id="number", label=texts.document.TT, align=Align.MIDDLE, room=5, paper=_TT),
            named("name", texts.document.SERVICE, room=46, media=_BOOK),
            named("label", texts.document.SERVICE, room=_NAME, media=_PAPER),
            *figure_columns(summary.table, room=8.5),
            named("unit", texts.tables.UNIT, room=20, media=_BOOK),
            GridColumn(
                id="coverage",
                label=texts.tables.COUNTED,
                align=Align.MIDDLE,
                room=8,
                media=_BOOK,
            ),
        ),
        rows=tuple(_lines(summary)),
        measure=summary.table.measure,
        days=summary.lines_window,
        before=(Words(said, Tone.PLAIN if full else Tone.BAD),),
        notes=tuple(_notes(summary)),
        numbered=True,
    )


def named(id: str, label: str, *, room: float, media: frozenset[Medium]) -> GridColumn:
    """Return a column of names."""
    return GridColumn(id=id, label=label, words=True, room=room, media=media)


def figure_columns(table: Table, *, room: float) -> Iterator[GridColumn]:
    """Yield the columns of counts and rates; `room` on a sheet, in characters."""
    rates = sum(column.type is ColumnType.RATE for column in table.printed)
    left = _PAGE - _TT - _NAME - rates * _RATE
    count = left / max(1, len(table.printed) - rates)
    for column in table.printed:
        yield GridColumn(
            id=column.id,
            label=column.label,
            group=column.group,
            room=room,
            paper=_RATE if column.type is ColumnType.RATE else count,
        )


def _lines(summary: Summary) -> Iterator[GridRow]:
    sums = _rows_summed(summary.lines)
    for at, line in enumerate(summary.lines):
        short = len(line.present) < len(line.expected) or bool(line.partial)
        said = summary.figures.get(_any_count(summary, line)) if line.expected else None
        marks = (CARRIED,) if line.partial and line.expected else ()
        state = _state(summary.table, line)
        yield GridRow(
            cells=cells(
                number=line.number and Number(line.number, Shape.ORDINAL),
                name=line.label,
                label=_label(line),
                unit=_reporter(line),
                coverage=coverage(
                    said,
                    line.coverage if line.expected else "",
                    *marks,
                    tone=Tone.BAD if short else Tone.PLAIN,
                ),
            )
            | ({} if state else line_figures(summary, line, sums.get(at, ()))),
            kind=_KINDS[line.kind],
            state=state,
        )


def _any_count(summary: Summary, line: Line) -> FigureId:
    """Name a figure of a line: all of them are of the same units."""
    return line.figure(summary.period, next(iter(line.values), ""))


def _rows_summed(lines: Sequence[Line]) -> dict[int, tuple[int, ...]]:
    """Return which rows each sector's sum and the total add up."""
    sums: dict[int, tuple[int, ...]] = {}
    below: list[int] = []
    for at, line in reversed(list(enumerate(lines))):
        if line.kind is LineKind.SERVICE:
            below.append(at)
        elif line.kind is LineKind.SECTOR:
            sums[at], below = tuple(reversed(below)), []
    return sums | {len(lines) - 1: tuple(sorted(sums))}


def _marked(said: str, holds_another: bool) -> str:
    return texts.document.CARRIED.format(label=said) if holds_another else said


def _label(line: Line) -> str:
    """Name a line where no column says which units are in it: of a sector, where some are not."""
    label = line.label
    lacking = line.kind is LineKind.SECTOR and len(line.present) < len(line.expected)
    if line.kind is LineKind.TOTAL or lacking:
        label = texts.document.COVERAGE.format(label=label, coverage=line.coverage)
    return _marked(label, line.carried or bool(line.partial))


def _reporter(line: Line) -> str:
    if line.parts:
        return texts.tables.COUNTED_BY.format(coverage=line.coverage)
    if line.unit is None:
        return ""
    name = line.unit.short_name
    if line.carried:
        return texts.tables.CARRIED.format(unit=name)
    if line.state is LineState.NOTHING_AROSE:
        return texts.tables.NOTHING.format(unit=name)
    return name


def _state(table: Table, line: Line) -> State | None:
    ids = tuple(column.id for column in table.printed)
    if line.state is LineState.NOT_REPORTED:
        return State(NOT_REPORTED.text, ids, Tone.BAD)
    if line.state is LineState.NO_REPORTER:
        note = line.service.note if line.service else ""
        return State(texts.document.STATES[line.state.value], ids, why=note)
    return None


def line_figures(summary: Summary, line: Line, below: tuple[int, ...]) -> dict[str, Cell]:
    """Return a line's counts and rates; `below` are the rows it adds up, if it adds up any."""
    return {
        column.id: _line_figure(summary, line, column, below) for column in summary.table.printed
    }


def _line_figure(summary: Summary, line: Line, column: Column, below: tuple[int, ...]) -> Number:
    if column.ratio:
        return rate(summary.table, column, line.values)
    value = line.values.get(column.id)
    id = line.figure(summary.period, column.id)
    formula = SumOfRows(below) if below else _sum_of_parts(summary.table, column, line.values)
    return Number(value, figure=id, formula=None if value is None else formula)


def _sum_of_parts(
    table: Table, column: Column, values: Mapping[str, int | None]
) -> SumOfColumns | None:
    """Return a total's formula, where each of its parts is printed beside it and known."""
    live = table.printed_ids.issuperset(column.parts) and all(
        values.get(part) is not None for part in column.parts
    )
    return SumOfColumns(column.parts) if column.parts and live else None


def rate(table: Table, column: Column, values: Mapping[str, int | None]) -> Number:
    """Divide; a side that is not printed is replaced in the formula by what it adds up."""
    assert column.ratio
    part, whole = (values.get(name) for name in column.ratio)
    if part is None or whole is None:
        return Number(None, Shape.RATE)
    sides = [
        SumOfColumns((name,) if name in table.printed_ids else table.column(name).parts)
        for name in column.ratio
    ]
    value = Fraction(part, whole) if whole else None
    return Number(value, Shape.RATE, formula=Ratio(*sides))


def _notes(summary: Summary) -> Iterator[str]:
    """Yield what must be known to read the appendix."""
    if summary.total.carried:
        yield texts.document.CARRIED_NOTE
    if summary.total.partial:
        yield texts.document.PARTIAL_NOTE
    nobodys = [
        texts.document.UNREPORTED.format(number=line.number, name=line.label)
        for line in summary.nobodys
    ]
    if nobodys:
        yield texts.document.UNREPORTED_NOTE.format(services=", ".join(nobodys))
    yield texts.document.SERVICES_NOTE


def key_services_grid(summary: Summary) -> Grid:
    """List the appendix's totals and rates: what the cover tells of a week."""
    shown = [column for column in summary.table.printed if column.parts or column.ratio]
    said = texts.tables.COVERAGE_STOOD_IN if summary.total.carried else texts.tables.COVERAGE
    coverage = said.format(coverage=summary.total.coverage)
    return Grid(
        id="key_services",
        title=texts.tables.KEY_FIGURES,
        columns=columns(
            texts.headers.KEY_FIGURES,
            book=widths(name=30, value=18, coverage=60),
            words=("name", "coverage"),
            align={"value": Align.RIGHT},
        ),
        rows=tuple(
            GridRow(
                cells=cells(name=column.name, value=_key_figure(summary, column), coverage=coverage)
            )
            for column in shown
        ),
        media=_BOOK,
    )


def _key_figure(summary: Summary, column: Column) -> Number:
    found = _line_figure(summary, summary.total, column, (0,))
    same: Formula = Same("appendix", len(summary.lines) - 1, column.id)
    sides = (FigureId(summary.period, APPENDIX, "", id) for id in column.ratio or ())
    made = Share(*map(Sum.of, sides)) if column.ratio else None
    return Number(found.value, found.shape, found.figure, found.formula and same, made=made)
