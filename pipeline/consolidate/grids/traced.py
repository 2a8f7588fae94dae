"""A trace as a workbook: where numbers are printed, how they are worked out, the cells below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline import texts
from pipeline.consolidate.grids.cells import cells, columns, widths
from pipeline.domain.finding import Where
from pipeline.domain.grid import Cell, Chapter, Grid, GridRow, Medium, Number, Place
from pipeline.domain.shape import Shape
from pipeline.domain.summary import Summary
from pipeline.domain.trace import Part, Trace

_BOOK = frozenset({Medium.BOOK})
_DEEPEST = 12  # steps that are told one below the other


def traced_sheets(summary: Summary, asked: str, found: Sequence[Trace]) -> tuple[Chapter, ...]:
    """Return the sheets of a trace; its numbers are numbered alike on all of them."""
    numbered = list(enumerate(found, start=1))
    return (
        Chapter(
            texts.trace.SHEET_PLACES,
            (
                Grid(
                    id="traced_places",
                    title=texts.trace.PLACES_TITLE.format(asked=asked),
                    columns=columns(
                        texts.headers.TRACED_PLACES,
                        book=widths(number=7, text=12, name=30, words=50, document=26, place=60)
                        | widths(sheet=16, cell=8, notes=40),
                    ),
                    rows=tuple(row for at, one in numbered for row in _places(at, one)),
                    empty=texts.tables.NONE,
                    media=_BOOK,
                ),
            ),
        ),
        Chapter(
            texts.trace.SHEET_SUMS,
            (
                Grid(
                    id="traced_sums",
                    title=texts.trace.SUMS_TITLE.format(asked=asked),
                    columns=columns(
                        texts.headers.TRACED_SUMS,
                        book=widths(number=7, level=6, words=70, value=12, sum=50, name=34)
                        | widths(notes=40),
                    ),
                    rows=tuple(row for at, one in numbered for row in _steps(at, one.whole, 0)),
                    media=_BOOK,
                ),
            ),
        ),
        Chapter(
            texts.trace.SHEET_CELLS,
            (
                Grid(
                    id="traced_cells",
                    title=texts.trace.CELLS_TITLE.format(asked=asked),
                    columns=columns(
                        texts.headers.TRACED_CELLS,
                        book=widths(number=7, period=10, unit=14, unit_name=28, words=50, value=12)
                        | widths(file=36, sheet=16, cell=8, sha256=66, kept=60, notes=40),
                    ),
                    rows=tuple(
                        GridRow(cells=_leaf(summary, at, sign, leaf))
                        for at, one in numbered
                        for sign, leaf in one.whole.leaves
                    ),
                    empty=texts.tables.NONE,
                    media=_BOOK,
                ),
            ),
        ),
    )


def _places(at: int, one: Trace) -> Iterator[GridRow]:
    for place in one.places:
        yield GridRow(
            cells=cells(
                number=Number(at, Shape.ORDINAL),
                text=one.text,
                name=one.whole.name,
                words=one.whole.words,
                document=place.document,
                place=place.words,
                sheet=place.sheet,
                cell=place.cell,
                notes=" ".join(one.notes),
            )
        )


def _steps(at: int, part: Part, level: int) -> Iterator[GridRow]:
    """Yield a number and, indented below it, what it is made of."""
    yield GridRow(
        cells=cells(
            number=Number(at, Shape.ORDINAL),
            level=Number(level, Shape.ORDINAL),
            words=texts.trace.LEVEL * level + part.words,
            value=_value(part, part.sign),
            sum=texts.trace.sum_words(part),
            name=part.name,
            notes="; ".join(part.notes),
        )
    )
    for one in part.parts if level < _DEEPEST else ():
        yield from _steps(at, one, level + 1)


def _leaf(summary: Summary, at: int, sign: int, leaf: Part) -> dict[str, Cell]:
    where, unit = leaf.where, summary.office.unit(leaf.unit)
    kept = texts.trace.KEPT.format(folder=leaf.sha256[:2], sha256=leaf.sha256)
    return cells(
        number=Number(at, Shape.ORDINAL),
        period=str(leaf.period or ""),
        unit=leaf.unit,
        unit_name=unit.name if unit else "",
        words=leaf.words,
        value=_value(leaf, sign),
        file=Place(Where(where.file), where.file) if where else "",
        sheet=(where.sheet or "") if where else "",
        cell=Place(where, where.cell) if where and where.cell else "",
        sha256=leaf.sha256,
        kept=kept if leaf.sha256 else "",
        notes="; ".join(leaf.notes),
    )


def _value(part: Part, sign: int) -> Cell:
    if part.shares:
        return Number(part.value, Shape.RATE)
    return Number(None if part.value is None else sign * part.value)
