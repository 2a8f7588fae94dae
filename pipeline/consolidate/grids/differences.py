"""What longer periods state and shorter ones do not add up to, as a grid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline import texts
from pipeline.consolidate.grids.cells import cells, columns, phrase, widths
from pipeline.domain.finding import Where
from pipeline.domain.grid import Grid, GridRow, Medium, Number, Words
from pipeline.domain.numeral import Sum
from pipeline.domain.plan import Plan
from pipeline.domain.shape import Shape

_PLACES_NAMED = 3  # of the cells that were added up; all of them would fill the sheet


def differences_grid(plan: Plan) -> Grid:
    """List what units state for the period that its shorter periods do not add up to."""
    return Grid(
        id="differences",
        title=texts.tables.DIFFERENCES_TITLE,
        columns=columns(
            texts.headers.DIFFERENCES,
            book=widths(unit=28, subject=44, column=20, stated=11, stated_at=34)
            | widths(added=11, added_at=40, difference=10, periods=18),
            words=("unit", "subject", "column", "stated_at", "added_at", "periods"),
        ),
        rows=tuple(
            GridRow(
                cells=cells(
                    unit=one.unit.name,
                    subject=one.subject,
                    column=one.column,
                    stated=Number(one.stated, figure=one.answer),
                    stated_at=_place(one.stated_at),
                    added=Number(one.added, figure=one.against),
                    added_at=_places(one.added_at),
                    difference=phrase(
                        Number(
                            one.stated - one.added,
                            Shape.SIGNED,
                            made=Sum.of(one.answer) + -Sum.of(one.against),
                        )
                    ),
                    periods=one.periods,
                )
            )
            for one in plan.differences
        ),
        before=(Words(" ".join(_compared(plan))),),
        empty=texts.tables.NONE,
        media=frozenset({Medium.BOOK}),
    )


def _compared(plan: Plan) -> Iterator[str]:
    """Say what was held against what, and whose reports that would need are missing."""
    yield texts.tables.DIFFERENCES_SAID
    if weeks := texts.plan.missing_words(plan.weeks_missing):
        yield texts.tables.WEEKS_MISSING.format(weeks=weeks)
    else:
        yield texts.tables.ALL_WEEKS.format(count=len(plan.weeks))
    if months := texts.plan.missing_words(plan.months_missing):
        yield texts.tables.MONTHS_MISSING.format(months=months)


def _place(where: Where) -> str:
    return texts.tables.PLACE.format(file=where.file, sheet=where.sheet, cell=where.cell)


def _places(places: Sequence[Where]) -> str:
    said = "; ".join(map(_place, places[:_PLACES_NAMED]))
    return texts.tables.ADDED_CELLS.format(count=len(places), first=said) if places else ""
