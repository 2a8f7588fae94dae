"""Which grids make which appendix of a report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pipeline import texts
from pipeline.domain.grid import Chapter, Grid, Kind, Medium
from pipeline.domain.plan import Plan

MOST_ROWS = 300  # of a table on paper: some thirty pages
_SHEETS = {  # where the workbook has each row of a table of the report
    "appendix": texts.tables.SHEET_APPENDIX,
    "tasks": texts.tables.SHEET_TASKS,
    "indicators": texts.tables.SHEET_INDICATORS,
    "halves": texts.tables.SHEET_INDICATORS,
    "by_unit": texts.tables.SHEET_INDICATOR_UNITS,
    "units": texts.tables.SHEET_STANDINGS,
}
_SUMS = frozenset({Kind.SUBTOTAL, Kind.TOTAL})
_BOOK = frozenset({Medium.BOOK})


def report_appendices(grids: Mapping[str, Grid]) -> tuple[Chapter, ...]:
    """Return a report's appendices: what it says of the plan, the public services last.

    `grids` are all of the period's, by id; a week has none on the plan. A table longer than
    `MOST_ROWS` shows its sums.
    """
    grids = {id: _to_be_read(grid) if id in _SHEETS else grid for id, grid in grids.items()}
    services = _under_its_title(grids["appendix"])
    if "units" not in grids:
        return (services,)
    chapters = []
    if "tasks" in grids:
        chapters.append(_under_its_title(grids["tasks"]))
    if "indicators" in grids:
        others = [grids[id] for id in ("halves", "chart_reached") if id in grids]
        chapters.append(_under_its_title(grids["indicators"], *others))
    if "by_unit" in grids:
        chapters.append(_under_its_title(grids["by_unit"]))
    return (*chapters, _under_its_title(grids["units"]), services)


def appendix_names(plan: Plan | None) -> dict[str, str]:
    """Return how a report calls its appendices, by what each is about; "" for one it has not."""
    about = ["services"]
    if plan:
        tasks = ["tasks"] if plan.tasks else []
        indicators = ["indicators"] if plan.indicators else []
        by_unit = ["by_unit"] if plan.shared else []
        about = [*tasks, *indicators, *by_unit, "units", *about]
    absent = dict.fromkeys(("tasks", "indicators", "by_unit", "units"), "")
    return absent | {
        one: texts.document.appendix_name(number, len(about))
        for number, one in enumerate(about, start=1)
    }


def correction_appendices(grid: Grid) -> tuple[Chapter, ...]:
    """Return the appendix of a correction: its grid of old and new figures."""
    return (_under_its_title(grid),)


def _under_its_title(first: Grid, *others: Grid) -> Chapter:
    return Chapter(first.title, (first, *others))


def _to_be_read(grid: Grid) -> Grid:
    """Leave a table that nobody would read on paper its sums; the workbook has all its rows."""
    whole = len(list(grid.rows_on(Medium.PAPER)))
    if whole <= MOST_ROWS or grid.bars:
        return grid
    said = {"count": texts.numbers.number(whole), "sheet": _SHEETS[grid.id]}
    shown = _with_rows(grid, _SUMS)
    if len(list(shown.rows_on(Medium.PAPER))) > MOST_ROWS:
        shown = _with_rows(grid, frozenset({Kind.TOTAL}))
    if not any(shown.rows_on(Medium.PAPER)):
        return replace(shown, empty=texts.document.ROWS_IN_BOOK.format(**said))
    return replace(shown, notes=(texts.document.ONLY_SUMS_NOTE.format(**said), *shown.notes))


def _with_rows(grid: Grid, kinds: frozenset[Kind]) -> Grid:
    """Return a grid that shows rows of these kinds on paper; all keep their places."""
    rows = (row if row.kind in kinds else replace(row, media=_BOOK) for row in grid.rows)
    return replace(grid, rows=tuple(rows))
