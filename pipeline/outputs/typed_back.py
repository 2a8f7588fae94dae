"""A workbook that was filled is read back: what was typed stands there, and nothing else moved."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from pipeline import texts
from pipeline.domain.areas import address, row_and_column
from pipeline.domain.handed_up import Place
from pipeline.outputs.clean import clean_text
from pipeline.outputs.held import ProofError
from pipeline.outputs.read_back import Sheet, read_workbook

Values = Mapping[Place, int | float | str | None]


def prove_typed(
    file: str, before: bytes, after: bytes, typed: Values, formulas: Collection[Place]
) -> None:
    """Raise ProofError unless a filled workbook holds what was typed, and else what it held.

    What its formulas show is not looked at: it follows from the rest.
    """
    there, now = read_workbook(before), read_workbook(after)
    for place, wanted in (*_held(there, typed, formulas), *typed.items()):
        found = _at(now.get(place[0], ()), place[1])
        if found != _plain(wanted):
            said = {"cell": f"{place[0]}!{place[1]}", "found": found, "wanted": wanted}
            raise ProofError(texts.handed_up.READ_BACK.format(file=file, **said))


def _held(
    sheets: Mapping[str, Sheet], typed: Values, formulas: Collection[Place]
) -> Iterator[tuple[Place, object]]:
    """Yield what stood in all other cells."""
    for name, rows in sheets.items():
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                place = name, address(number, column)
                if value != "" and place not in typed and place not in formulas:
                    yield place, value


def _at(rows: Sheet, cell: str) -> object:
    row, column = row_and_column(cell)
    inside = row <= len(rows) and column <= len(rows[row - 1])
    return rows[row - 1][column - 1] if inside else ""


def _plain(value: object) -> object:
    if value is None:
        return ""
    return clean_text(value) if isinstance(value, str) else value
