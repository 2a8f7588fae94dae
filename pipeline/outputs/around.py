"""What stands around the tables of both documents: titles, days, headers, notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from pipeline import texts
from pipeline.domain.grid import Chapter, Grid, Medium
from pipeline.domain.report import Report
from pipeline.domain.summary import Summary


def header_rows(grid: Grid, medium: Medium) -> list[list[str]]:
    """Return the rows of a grid's headers as read back, a group once, on paper once a column."""
    columns = grid.columns_on(medium)
    rows = [[column.label for column in columns]]
    if any(column.group for column in columns):
        over: list[str] = []
        for group, found in groupby(columns, lambda column: column.group):
            labels = [column.label for column in found]
            further = [group if medium is Medium.PAPER else ""] * (len(labels) - 1)
            over += [group, *further] if group else labels
        rows = [over, [column.label if column.group else "" for column in columns]]
    if grid.numbered:
        rows.append([f"({number})" for number in range(1, len(columns) + 1)])
    return rows


# --- on a sheet ---


def sheet_title(sheet: str, grid: Grid) -> str:
    """Return a sheet's title; one that stands on paper too is written there in small letters."""
    if sheet == texts.tables.SHEET_CHARTS:
        return texts.tables.CHARTS_TITLE
    return grid.title.upper() if Medium.PAPER in grid.media else grid.title


def sheet_window(summary: Summary, grid: Grid) -> str:
    """Return which days a sheet's figures cover."""
    days = texts.numbers.window_words(*(grid.days or summary.window))
    return texts.document.WINDOW.format(window=days)


def said_before(grid: Grid) -> str:
    """Return what is said above a grid, in one line."""
    return " ".join(one.text for one in grid.before)


def above(summary: Summary, chapter: Chapter, at: int) -> list[str]:
    """Return what stands on a sheet between one grid, or its top, and the headers of the next."""
    grid = chapter.grids[at]
    if chapter.cover:
        return [grid.title]
    if not chapter.grids[0].title:
        return []
    if at:  # a chart says its own title
        return [] if chapter.title == texts.tables.SHEET_CHARTS else [grid.title, said_before(grid)]
    head = [sheet_title(chapter.title, grid), sheet_window(summary, grid)]
    if grid.id == "appendix":  # it is printed: its sentences stand one below the other
        return [*head, *(one.text for one in grid.before), grid.measure]
    return [*head, said_before(grid)]


def cover_head(summary: Summary, report: Report) -> tuple[str, str, str]:
    """Return whose workbook it is, of which period, and what about."""
    words = texts.numbers.period_words(summary.period).upper()
    return summary.office.name, texts.tables.TITLE.format(period=words), report.subject


# --- on paper ---

ROOM_FOR_NUMBER, _ROOM_FOR_DAY = " " * 8, " " * 6  # left to be written in


def dated(summary: Summary, signed_on: date | None) -> str:
    """Write the day of signing; room to write it in while it is not signed."""
    if signed_on is None:
        return undated(summary.now.year)
    month = f"{signed_on.month:02}" if signed_on.month < 3 else str(signed_on.month)
    return texts.document.DATE.format(day=f"{signed_on.day:02}", month=month, year=signed_on.year)


def undated(year: int) -> str:
    """Leave room for the day of signing."""
    return texts.document.DATE.format(day=_ROOM_FOR_DAY, month=_ROOM_FOR_DAY, year=year)


def attached_to(summary: Summary, number: str | None, signed_on: date | None) -> str:
    """Say to which report an appendix belongs."""
    return texts.document.ATTACHED.format(
        number=number or ROOM_FOR_NUMBER,
        symbol=summary.office.letterhead.symbol,
        date=dated(summary, signed_on),
        office=summary.office.name,
    )


def paper_window(summary: Summary, chapter: Chapter) -> str:
    """Return which days an appendix covers."""
    days = texts.numbers.window_words(*(chapter.grids[0].days or summary.window))
    return texts.document.WINDOW.format(window=days)


def notes_of(chapter: Chapter) -> Sequence[str]:
    """Return what stands below an appendix, each note once."""
    return list(dict.fromkeys(note for grid in chapter.grids for note in grid.notes))


def titles_of(chapter: Chapter) -> Iterator[str]:
    """Yield the titles over an appendix's tables, where they are not its own."""
    for grid in chapter.grids:
        if not grid.bars and grid.title != chapter.title:
            yield grid.title
