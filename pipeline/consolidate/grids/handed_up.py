"""What was handed up, number by number: how many units are in it, and the cells below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from pipeline import texts
from pipeline.consolidate.grids.cells import cells, columns, widths
from pipeline.consolidate.handed_up import named
from pipeline.domain.finding import Where
from pipeline.domain.grid import Chapter, Grid, GridRow, Medium, Number, Place
from pipeline.domain.handed_up import Handed
from pipeline.domain.shape import Shape
from pipeline.domain.summary import Summary
from pipeline.domain.trace import Part

_BOOK = frozenset({Medium.BOOK})


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A number, the file in which it was handed up, and what it is made of."""

    file: str
    handed: Handed
    parts: tuple[Part, ...]


def handed_sheets(summary: Summary, handed: Sequence[HandedIn]) -> tuple[Chapter, ...]:
    """Return the sheets of a trace; a number has the same ordinal on both."""
    numbered = list(enumerate(handed, start=1))
    return (
        Chapter(
            texts.handed_up.SHEET_NUMBERS,
            (
                Grid(
                    id="handed_numbers",
                    title=texts.handed_up.NUMBERS_TITLE,
                    columns=columns(
                        texts.headers.HANDED_NUMBERS,
                        book=widths(number=7, file=28, sheet=16, cell=8, row=50, column=34)
                        | widths(value=12, coverage=10, missing=44, name=34, notes=50),
                    ),
                    rows=tuple(_number(summary, at, one) for at, one in numbered),
                    media=_BOOK,
                ),
            ),
        ),
        Chapter(
            texts.handed_up.SHEET_CELLS,
            (
                Grid(
                    id="handed_cells",
                    title=texts.handed_up.CELLS_TITLE,
                    columns=columns(
                        texts.headers.HANDED_CELLS,
                        book=widths(number=7, period=10, unit=14, unit_name=28, words=60, value=12)
                        | widths(file=36, sheet=16, cell=8, sha256=66, notes=40),
                    ),
                    rows=tuple(row for at, one in numbered for row in _cells(summary, at, one)),
                    empty=texts.tables.NONE,
                    media=_BOOK,
                ),
            ),
        ),
    )


def _number(summary: Summary, at: int, one: HandedIn) -> GridRow:
    handed = one.handed
    missing = [code for code in handed.expected if code not in handed.present]
    said = {"present": len(handed.present), "expected": len(handed.expected)}
    shape = Shape.RATE if isinstance(handed.value, Fraction) else Shape.COUNT
    return GridRow(
        cells=cells(
            number=Number(at, Shape.ORDINAL),
            file=one.file,
            sheet=handed.place[0],
            cell=handed.place[1],
            row=handed.row,
            column=handed.column,
            value=Number(handed.value, shape),
            coverage=texts.handed_up.COVERAGE.format(**said) if handed.expected else "",
            missing=named(missing, summary.office),
            name=" + ".join(part.name for part in one.parts),
            notes=handed.why,
        )
    )


def _cells(summary: Summary, at: int, one: HandedIn) -> Iterator[GridRow]:
    for sign, leaf in (pair for part in one.parts for pair in part.leaves):
        if leaf.where is None:
            continue
        unit, where = summary.office.unit(leaf.unit), leaf.where
        yield GridRow(
            cells=cells(
                number=Number(at, Shape.ORDINAL),
                period=str(leaf.period or ""),
                unit=leaf.unit,
                unit_name=unit.name if unit else "",
                words=leaf.words,
                value=Number(None if leaf.value is None else sign * leaf.value),
                file=Place(Where(where.file), where.file),
                sheet=where.sheet or "",
                cell=Place(where, where.cell) if where.cell else "",
                sha256=leaf.sha256,
                notes="; ".join(leaf.notes),
            )
        )
