"""The correction of an issued report as a grid: each figure that is another now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline import texts
from pipeline.consolidate.grids.cells import NOT_REPORTED, cells, columns, widths
from pipeline.consolidate.grids.measured import share
from pipeline.domain.figure import APPENDIX, SECTORS, FigureId
from pipeline.domain.grid import Cell, Grid, GridRow, Medium, Number, Shape
from pipeline.domain.issue import Correction, Figures, figures_of, reported_lines
from pipeline.domain.summary import Summary
from pipeline.texts.tables import cell_words


def correction_grid(summary: Summary, issued: Figures, corrections: Sequence[Correction]) -> Grid:
    """List each corrected figure under its line, and the rates that change with it."""
    found: dict[tuple[str, str], list[dict[str, Cell]]] = {}
    for one in corrections:
        name = one.line or texts.plan.CORRECTION_TABLES[one.table]
        said = cells(
            line=name,
            figure=texts.plan.correction_label(one),
            old=_count(one.old, reported=one.was_reported),
            new=_count(one.new, one.figure, reported=one.is_reported),
        )
        found.setdefault((one.table, name), []).append(said)
    for table, name, rate in _rates(summary, issued, corrections):
        found.setdefault((table, name), []).append(rate)
    rows = [row for rows in found.values() for row in rows]
    return Grid(
        id="correction",
        title=texts.plan.CORRECTION_TITLE,
        columns=columns(
            texts.headers.CORRECTION,
            paper=widths(number=12, line=110, figure=70, old=30, new=30),
            words=("line", "figure"),
        ),
        rows=tuple(
            GridRow(cells=cells(number=Number(number, Shape.ORDINAL)) | row)
            for number, row in enumerate(rows, start=1)
        ),
        measure=summary.table.measure,
        media=frozenset({Medium.PAPER}),
    )


def _count(value: int | None, figure: FigureId | None = None, *, reported: bool) -> Cell:
    """Show a count; unknown, unless nothing is known of its line: that was not reported."""
    if not reported:
        return NOT_REPORTED
    return Number(value, figure=None if value is None else figure)


def _rates(
    summary: Summary, issued: Figures, corrections: Sequence[Correction]
) -> Iterator[tuple[str, str, dict[str, Cell]]]:
    """Yield the appendix's rates that are others now: their table and line, then their cells."""
    lines = dict.fromkeys((c.table, c.line) for c in corrections if c.table in (APPENDIX, SECTORS))
    now = figures_of(summary)
    before, after = reported_lines(issued), reported_lines(now)
    rates = [column for column in summary.table.columns if column.ratio]
    for table, name in lines:
        code = next(
            line.label if table == SECTORS else (line.service.code if line.service else "")
            for line in summary.lines
            if line.label == name
        )
        for column in rates:
            old, new = (
                _rate(
                    *(figures.get((table, code, id)) for id in column.ratio or ()),
                    reported=(table, code) in known,
                )
                for figures, known in ((issued, before), (now, after))
            )
            if cell_words(old) != cell_words(new):  # what changes below its decimals does not
                yield table, name, cells(line=name, figure=column.name, old=old, new=new)


def _rate(part: int | None, whole: int | None, *, reported: bool) -> Cell:
    if not reported:
        return NOT_REPORTED
    rate = None if part is None or whole is None else share(part, whole)
    return Number(rate, Shape.RATE)
