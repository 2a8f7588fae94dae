"""The correction of an issued report as a grid: each figure that is another now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline import texts
from pipeline.consolidate.grids.cells import NOT_REPORTED, cells, columns, widths
from pipeline.consolidate.grids.measured import share
from pipeline.domain.figure import APPENDIX, BY_UNIT, INDICATORS, SECTORS, FigureId
from pipeline.domain.grid import Cell, Grid, GridRow, Medium, Number
from pipeline.domain.issue import Correction, Figures, figures_of, reported_lines
from pipeline.domain.shape import Shape
from pipeline.domain.summary import Summary
from pipeline.texts.tables import cell_words


def correction_grid(summary: Summary, issued: Figures, corrections: Sequence[Correction]) -> Grid:
    """List each corrected figure under its line, and the rates that change with it."""
    found: dict[tuple[str, str], list[dict[str, Cell]]] = {}
    for one in corrections:
        said = cells(
            line=_name(one),
            figure=texts.plan.correction_label(one),
            measure=one.measure or texts.plan.CORRECTION_UNITS,
            old=_count(one.old, reported=one.was_reported),
            new=_count(one.new, one.figure, reported=one.is_reported),
        )
        found.setdefault((one.table, _name(one)), []).append(said)
    for table, name, rate in _rates(summary, issued, corrections):
        found[table, name].append(rate)
    rows = [row for rows in found.values() for row in rows]
    return Grid(
        id="correction",
        title=texts.plan.CORRECTION_TITLE,
        columns=columns(
            texts.headers.CORRECTION,
            paper=widths(number=12, line=100, figure=60, measure=24, old=28, new=28),
            words=("line", "figure"),
        ),
        rows=tuple(
            GridRow(cells=cells(number=Number(number, Shape.ORDINAL)) | row)
            for number, row in enumerate(rows, start=1)
        ),
        media=frozenset({Medium.PAPER}),
    )


def _name(one: Correction) -> str:
    return one.line or texts.plan.CORRECTION_TABLES[one.table]


def _count(value: int | None, figure: FigureId | None = None, *, reported: bool) -> Cell:
    """Show a count; unknown, unless nothing is known of its line: that was not reported."""
    if not reported:
        return NOT_REPORTED
    return Number(value, figure=None if value is None else figure)


def _rates(
    summary: Summary, issued: Figures, corrections: Sequence[Correction]
) -> Iterator[tuple[str, str, dict[str, Cell]]]:
    """Yield the rates that are others now: their table and line, then their cells."""
    lines = dict.fromkeys((*one.figure.key[:2], _name(one)) for one in corrections)
    now = figures_of(summary)
    before, after = reported_lines(issued), reported_lines(now)
    for table, line, name in lines:
        for label, *ratio in _ratios(summary, table, line):
            old, new = (
                _rate(
                    *(figures.get((table, line, id)) for id in ratio),
                    reported=(table, line) in known,
                )
                for figures, known in ((issued, before), (now, after))
            )
            if cell_words(old) != cell_words(new):  # what changes below its decimals does not
                said = cells(line=name, figure=label, measure="%", old=old, new=new)
                yield table, name, said


def _ratios(summary: Summary, table: str, line: str) -> Iterator[tuple[str, str, str]]:
    """Yield the rates of a line: what each is called, its numerator and its denominator."""
    if table in (APPENDIX, SECTORS):
        yield from ((one.name, *one.ratio) for one in summary.table.columns if one.ratio)
    if table in (INDICATORS, BY_UNIT):
        code = line.partition(" ")[0]
        for one in summary.office.indicators:
            if one.code == code and one.whole:
                part = "flow" if one.adds_up else "closing"
                yield texts.headers.INDICATORS["rate"], part, f"{part}_of"


def _rate(part: int | None, whole: int | None, *, reported: bool) -> Cell:
    if not reported:
        return NOT_REPORTED
    rate = None if part is None or whole is None else share(part, whole)
    return Number(rate, Shape.RATE)
