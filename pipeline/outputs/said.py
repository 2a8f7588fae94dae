"""A summary, its report and its grids become all that the two documents say, ready to be drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime

from pipeline import __version__, texts
from pipeline.domain import marks
from pipeline.domain.drawn import Annex, Book, Brief, Layout, Letter, Sheet, Slip
from pipeline.domain.grid import (
    Cell,
    Chapter,
    Grid,
    GridRow,
    Medium,
    Number,
    Phrase,
    Place,
    Stretches,
    Words,
)
from pipeline.domain.numeral import Piece
from pipeline.domain.office import Office, Unit
from pipeline.domain.period import Period
from pipeline.domain.plan import Merit
from pipeline.domain.report import Heading, Paragraph, Report, Run, Unbroken
from pipeline.domain.summary import Summary
from pipeline.outputs import around
from pipeline.outputs.clean import clean_text

_LAYOUTS = {
    texts.tables.SHEET_CHARTS: Layout.CHARTS,
    texts.tables.SHEET_COMPARISON: Layout.COMPARISON,
}


def letter_of(
    summary: Summary,
    report: Report,
    appendices: Sequence[Chapter],
    *,
    number: str | None = None,
    signed_on: date | None = None,
) -> Letter:
    """Return what the Word report says; a number or date not given is left to be written in."""
    office = summary.office
    head = office.letterhead
    attached = around.attached_to(summary, number, signed_on)
    return Letter(
        author=office.name,
        title=f"{summary.form.title} {summary.period}",
        made_at=summary.now,
        parent=head.parent,
        issuer=head.issuer,
        nation=texts.document.NATION,
        motto=texts.document.MOTTO,
        number=texts.document.NUMBER.format(
            number=number or around.ROOM_FOR_NUMBER, symbol=head.symbol
        ),
        dated=f"{head.place}, {around.dated(summary, signed_on)}",
        phrases=texts.document.PHRASES_BEGIN,
        to=texts.document.TO,
        addressees=office.addressees,
        report=report,
        recipients_head=texts.document.RECIPIENTS,
        recipients=office.recipients,
        authority=office.signer.authority,
        signer=tuple(filter(None, (office.signer.position, office.signer.name))),
        annexes=tuple(
            Annex(
                name=texts.document.appendix_name(index, len(appendices)),
                attached=attached,
                window=around.paper_window(summary, chapter),
                chapter=replace(chapter, grids=tuple(map(in_words, chapter.grids))),
            )
            for index, chapter in enumerate(appendices, start=1)
        ),
    )


def reminder_of(
    office: Office,
    period: Period,
    addressees: Sequence[Unit],
    lines: tuple[Sequence[str], Sequence[str], str],
    now: datetime,
) -> Letter:
    """Return the letter that urges units to report; its number and day are left to be written in.

    `lines` are its sentences, what it asks for one by one, and how it ends.
    """
    head, words = office.letterhead, texts.numbers.period_words(period)
    own = office.reminders
    usual = tuple(dict.fromkeys((office.recipients[0], office.recipients[-1])))
    said, wants, end = lines
    all_said = [*((one, False) for one in said), *((one, True) for one in wants), (end, False)]
    blocks = tuple(
        Paragraph((Run((Piece(words),)),), bullet=bullet, id=f"{index}")
        for index, (words, bullet) in enumerate(all_said)
    )
    names = tuple(unit.name for unit in addressees)
    return Letter(
        author=office.name,
        title=texts.reminding.LETTER_TITLE.format(period=words),
        made_at=now,
        parent=head.parent,
        issuer=head.issuer,
        nation=texts.document.NATION,
        motto=texts.document.MOTTO,
        number=texts.document.NUMBER.format(
            number=around.ROOM_FOR_NUMBER, symbol=own.symbol or _symbol_of_letters(office)
        ),
        dated=f"{head.place}, {around.undated(now.year)}",
        phrases=texts.document.PHRASES_BEGIN,
        to=texts.document.TO,
        addressees=names,
        report=Report(
            titles=(Heading(1, ()), Heading(2, ())),
            bases=(),
            blocks=blocks,
            appendix_title="",
            unbroken=Unbroken(names, texts.numbers.BEFORE_A_NUMBER, texts.numbers.AFTER_A_NUMBER),
        ),
        recipients_head=texts.document.RECIPIENTS,
        recipients=own.recipients or usual,
        authority=office.signer.authority,
        signer=tuple(filter(None, (office.signer.position, office.signer.name))),
        annexes=(),
        about=texts.reminding.LETTER_ABOUT.format(period=words),
    )


def _symbol_of_letters(office: Office) -> str:
    """Return what follows a letter's number: the office, and who drafted it, as filed (Lưu)."""
    own = office.letterhead.symbol
    drafter = office.recipients[-1].rpartition(",")[2].strip() if office.recipients else ""
    named = own.partition("-")[2] or own  # without the kind of document
    return "-".join(filter(None, (named, drafter if drafter.isupper() else "")))


def brief_of(
    summary: Summary,
    report: Report,
    *,
    number: str | None = None,
    signed_on: date | None = None,
) -> Brief:
    """Return what the leader's page says."""
    return Brief(
        author=summary.office.name,
        title=report.subject,
        made_at=summary.now,
        issuer=summary.office.letterhead.issuer,
        internal=texts.document.INTERNAL,
        attached=around.attached_to(summary, number, signed_on),
        phrases=texts.document.PHRASES_BEGIN,
        report=report,
    )


def book_of(summary: Summary, report: Report, sheets: Sequence[Chapter]) -> Book:
    """Return what the workbook says."""
    return _book(summary, report.subject, around.cover_head(summary, report), sheets)


def slip_of(summary: Summary, merit: Merit, grid: Grid) -> Slip:
    """Return what a unit's slip says of its points."""
    office, unit = summary.office, merit.unit
    about = texts.plan.SLIP_UNIT.format(unit=unit.name)
    head = (office.name, grid.title, about)
    below = tuple(filter(None, (office.signer.position, office.signer.name)))
    return Slip(
        book=_book(summary, grid.title, head, [Chapter(texts.plan.SLIP_SHEET, (grid,))]),
        identity=(
            *(marks.SLIP, marks.SLIP_VERSION, unit.code, str(summary.period)),
            *(office.short_name, __version__),
        ),
        kinds=(*(point.kind for point in merit.points if point.evidence), marks.TOTAL),
        signs=(office.signer.authority, below),
    )


def _book(
    summary: Summary, title: str, head: tuple[str, str, str], sheets: Sequence[Chapter]
) -> Book:
    return Book(
        author=summary.office.name,
        title=title,
        made_at=summary.now,
        head=head,
        contents=texts.tables.CONTENTS,
        footer=texts.tables.PAGE,
        unknown=texts.numbers.UNKNOWN,
        agrees=texts.tables.AGREES,
        differs=texts.tables.DIFFERS,
        sheets=tuple(
            Sheet(
                layout=layout_of(one),
                title=around.sheet_title(one.title, one.grids[0]),
                window=around.sheet_window(summary, one.grids[0]),
                chapter=replace(one, grids=tuple(map(_in_cells, one.grids))),
            )
            for one in sheets
        ),
    )


def layout_of(sheet: Chapter) -> Layout:
    """Return how a sheet's grids stand on it."""
    return Layout.COVER if sheet.cover else _LAYOUTS.get(sheet.title, Layout.LIST)


def in_words(grid: Grid) -> Grid:
    """Return what of a grid stands on paper: words in every cell, but numbers that become bars."""
    shown = replace(grid, rows=tuple(row for _, row in grid.rows_on(Medium.PAPER)))
    return _with(
        shown, lambda cell: cell if grid.bars and isinstance(cell, Number) else _said(cell)
    )


def _in_cells(grid: Grid) -> Grid:
    """Return a grid as it stands on a sheet: numbers stay numbers, what has several is words."""
    if isinstance(grid.rows, Stretches):  # words and counts alone
        return grid
    return _with(grid, _in_cell)


def _in_cell(cell: Cell) -> Cell:
    if isinstance(cell, Phrase):
        return _said(cell)
    # No link leads to a file named after a citizen: it would show what is covered.
    hidden = isinstance(cell, Place) and clean_text(cell.where.file) != cell.where.file
    return _said(cell) if hidden else cell


def _said(cell: Cell) -> Words:
    words = texts.tables.cell_words(cell)
    return Words(words, cell.tone) if isinstance(cell, Words | Phrase) else Words(words)


def _with(grid: Grid, change: Callable[[Cell], Cell]) -> Grid:
    return replace(grid, rows=tuple(_row_with(row, change) for row in grid.rows))


def _row_with(row: GridRow, change: Callable[[Cell], Cell]) -> GridRow:
    """Return a row with its cells changed: the same row, where none is, as in most lists."""
    changed = {id: other for id, cell in row.cells.items() if (other := change(cell)) is not cell}
    return replace(row, cells={**row.cells, **changed}) if changed else row
