"""Both outputs are read back: every figure they state must be the one that was merged.

What a number must be is worked out from the summary's figures, not taken from what was drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import chain, islice

from pipeline import texts
from pipeline.domain.figure import Figures
from pipeline.domain.grid import Chapter, Grid, Medium, Stretches
from pipeline.domain.numeral import Piece
from pipeline.domain.report import Heading, Report
from pipeline.domain.shape import Shape
from pipeline.domain.summary import Summary
from pipeline.domain.sums import added
from pipeline.outputs import around
from pipeline.outputs.clean import clean_text
from pipeline.outputs.held import (
    ProofError,
    hold_bars,
    hold_header,
    hold_list,
    hold_rows,
    hold_words,
    wrong,
)
from pipeline.outputs.read_back import Row, Sheet, Sheets, read_chart_titles, read_document
from pipeline.outputs.report.decree30 import END
from pipeline.outputs.report.printed import printed
from pipeline.texts.phrase import restated

__all__ = ["ProofError", "prove", "prove_brief", "prove_report"]

_FRAMES = 2  # tables of a report that hold no figures: letterhead and signature


def prove(
    summary: Summary,
    report: Report,
    sheets: Sequence[Chapter],
    appendices: Sequence[Chapter],
    workbook: bytes,
    document: bytes,
    *,
    number: str | None = None,
    signed_on: date | None = None,
) -> None:
    """Raise ProofError unless both outputs state every figure as it was merged."""
    _prove_sums(summary.figures)
    _prove_workbook(summary, report, sheets, workbook)
    prove_report(summary, report, appendices, document, number=number, signed_on=signed_on)


def _prove_sums(figures: Figures) -> None:
    """Add up anew what is made of other figures of the period, past ones that are kept included."""
    for id, figure in figures.items():
        parts = [figures[part].value for part in figure.made_of if part in figures]
        if parts and len(parts) == len(figure.made_of) and added(parts) != figure.value:
            said = texts.screen.PROOF_SUM.format(
                id=" ".join(filter(None, (id.table, id.item, id.column, id.scope))),
                found=texts.numbers.figure_words(figure.value, Shape.COUNT),
                wanted=texts.numbers.figure_words(added(parts), Shape.COUNT),
            )
            raise wrong(texts.screen.PROOF_FIGURES, said)


# --- the workbook ---


def _prove_workbook(
    summary: Summary, report: Report, sheets: Sequence[Chapter], workbook: bytes
) -> None:
    read = Sheets(workbook)
    for chapter in sheets:
        where, (first, *_) = f"{texts.screen.PROOF_WORKBOOK}, {chapter.title}", chapter.grids
        with _known(where):
            if isinstance(first.rows, Stretches) and first.rows:
                _prove_list(summary, first, read.rows(chapter.title), where)
            else:
                _prove_sheet(summary, report, chapter, read.get(chapter.title, ()), where)
    drawn = [grid for chapter in sheets for grid in chapter.grids if any(grid.rows_on(Medium.BOOK))]
    titles = [bars.title for grid in drawn for bars in grid.bars]
    where = f"{texts.screen.PROOF_WORKBOOK}, {texts.tables.SHEET_CHARTS}"
    hold_words(titles, read_chart_titles(workbook), where)


def _prove_sheet(
    summary: Summary, report: Report, chapter: Chapter, rows: Sheet, where: str
) -> None:
    """Hold all a sheet says, from top to bottom."""
    if chapter.cover:
        rows = _below(_cover(summary, report, chapter), rows, where)
    for at, grid in enumerate(chapter.grids):
        rows = _below(around.above(summary, chapter, at), rows, where)
        lines, headers = list(grid.rows_on(Medium.BOOK)), around.header_rows(grid, Medium.BOOK)
        rows = _from_words(rows)
        if lines or (rows and _said_in(rows[:1]) == _said_in(headers[:1])):
            hold_header(grid, headers, rows[: len(headers)], where)
            rows = rows[len(headers) :]
        if lines:
            hold_rows(summary.figures, grid, Medium.BOOK, rows, where)
            rows = rows[len(lines) :]
        else:
            rows = _below([grid.empty], rows, where)
    hold_words(_contents(chapter), _said_in(rows), where)


def _prove_list(summary: Summary, grid: Grid, rows: Iterator[Row], where: str) -> None:
    """Hold a sheet that is one long list, row by row as it is read."""
    headers = around.header_rows(grid, Medium.BOOK)
    hold_header(grid, headers, list(islice(rows, len(headers))), where)
    hold_list(summary.figures, grid, rows, where)
    hold_words([], _said_in(list(rows)), where)


def _cover(summary: Summary, report: Report, chapter: Chapter) -> list[str]:
    if chapter.cover is None:
        return []
    verdict = _said([chapter.cover.verdict], summary.figures)
    told = chain.from_iterable(chapter.cover.told)
    return [*around.cover_head(summary, report), verdict, chapter.cover.missing, *told]


def _contents(chapter: Chapter) -> list[str]:
    if chapter.cover is None:
        return []
    return [texts.tables.CONTENTS, *chain.from_iterable(chapter.cover.contents)]


def _below(wanted: Sequence[str], rows: Sheet, where: str) -> Sheet:
    """Hold what stands alone on a sheet against what must be said there; return the rows below."""
    must = [words for words in wanted if words]
    end = 0
    while end < len(rows) and len(_said_in(rows[:end])) < len(must):
        end += 1
    hold_words(must, _said_in(rows[:end]), where)
    return rows[end:]


def _from_words(rows: Sheet) -> Sheet:
    """Leave out rows that say nothing."""
    first = next((at for at, row in enumerate(rows) if any(_said_in([row]))), len(rows))
    return rows[first:]


def _said_in(rows: Sheet) -> list[str]:
    """Return the words of some rows, cell by cell."""
    return [f"{cell}" for row in rows for cell in row if cell != ""]


# --- the report ---


def prove_report(
    summary: Summary,
    report: Report,
    appendices: Sequence[Chapter],
    document: bytes,
    *,
    number: str | None = None,
    signed_on: date | None = None,
) -> None:
    """Raise ProofError unless a Word report states the figures of its text and its tables."""
    read, name = read_document(document), texts.screen.PROOF_REPORT
    grids = [grid for chapter in appendices for grid in chapter.grids]
    tables = iter(zip(read.headers[_FRAMES:], read.tables[_FRAMES:], strict=True))
    charts = iter(read.charts)
    with _known(name):
        own = list(filter(None, (_said(runs, summary.figures) for runs in _lines(report))))
        own += _around(summary, appendices, around.attached_to(summary, number, signed_on))
        _prove_text(summary, own, read.paragraphs)
        for grid in grids:
            where = f"{name}, {grid.title}"
            for bars in grid.bars:
                hold_bars(summary.figures, grid, bars, charts, where)
            if not grid.bars:
                header, rows = next(tables, ((), ()))
                hold_header(grid, around.header_rows(grid, Medium.PAPER), header, where)
                hold_rows(summary.figures, grid, Medium.PAPER, rows, where)


def prove_brief(summary: Summary, report: Report, attached: str, document: bytes) -> None:
    """Raise ProofError unless the leader's page states the figures of its text."""
    name = texts.screen.PROOF_BRIEF
    with _known(name):
        kind, subject, *own = (_said(runs, summary.figures) for runs in _lines(report))
        wanted = [kind, subject, attached, *filter(None, own)]
        hold_words(wanted, read_document(document).paragraphs, name)


@contextmanager
def _known(where: str) -> Iterator[None]:
    """Say that a document states a figure that nobody merged."""
    try:
        yield
    except KeyError as error:
        raise wrong(where, texts.screen.PROOF_NO_FIGURE.format(id=error)) from error


def _around(summary: Summary, appendices: Sequence[Chapter], attached: str) -> Iterator[str]:
    """Yield the paragraphs around the tables of the appendices."""
    for index, chapter in enumerate(appendices, start=1):
        yield texts.document.appendix_name(index, len(appendices))
        yield from (chapter.title.upper(), attached, around.paper_window(summary, chapter))
        yield from (chapter.grids[0].measure, *around.titles_of(chapter))
        yield from (*around.notes_of(chapter), END)


def _prove_text(summary: Summary, wanted: Sequence[str], paragraphs: Sequence[str]) -> None:
    """Hold every paragraph of a report, as it is printed, against those read back."""
    addressees = len(summary.office.addressees)
    between = addressees + (addressees > 1)
    hold_words(wanted, [*paragraphs[:2], *paragraphs[2 + between :]], texts.screen.PROOF_REPORT)


def _lines(report: Report) -> Iterator[Sequence[Sequence[Piece]]]:
    """Yield the pieces of each paragraph's runs."""
    yield from ([title.pieces] for title in report.titles)
    for block in printed(report):
        yield [block.pieces] if isinstance(block, Heading) else [run.pieces for run in block.runs]


def _said(runs: Sequence[Sequence[Piece]], figures: Figures) -> str:
    """Write a paragraph anew, its numbers from the figures they are made of."""
    said = ("".join(restated(piece, figures) for piece in run) for run in runs)
    return "".join(map(clean_text, said))
