"""What earlier reports said, as a form keeps it on its hidden sheet.

A form's cells take it from there by formulas. Whoever saves a form without working its formulas out
leaves these cells without a value: it is the one that is kept, where the formula is the form's own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.domain import marks
from pipeline.domain.areas import address
from pipeline.intake.book import Book, Cell, CellKind

_SAYS_NOTHING = re.compile(r"[\s'$]")  # in a formula: quotes of a sheet's name, fixed places


@dataclass(frozen=True, slots=True)
class Kept:
    """A past value and the cell of the hidden sheet that holds it."""

    cell: str
    value: Cell

    def is_taken_by(self, expression: str, corrected: str) -> bool:
        """Tell whether a formula is the form's own for this value, `corrected` by another cell."""
        past = f"{marks.IDENTITY_SHEET}!{self.cell}"
        own = {past, f"IF(ISNUMBER({corrected}),{corrected},{past})"}
        bare = _SAYS_NOTHING.sub("", expression).casefold()
        return bare in {one.casefold() for one in own}


KeptValues = Mapping[tuple[str, str], Kept]  # by the code of a row and the name of a past value


def kept_values(book: Book) -> KeptValues:
    """Return the past values a form keeps."""
    hidden = next((sheet for sheet in book.sheets if sheet.name == marks.IDENTITY_SHEET), None)
    cells = hidden.cells if hidden else {}
    keys = {row: cell.value for (row, column), cell in cells.items() if column == marks.KEY}
    head = next((row for row, key in keys.items() if key == marks.PAST), None)
    if head is None:
        return {}
    names = {column: cell.value for (row, column), cell in cells.items() if row == head}
    return {
        (str(keys.get(row)), str(names[column])): Kept(address(row, column), cell)
        for (row, column), cell in cells.items()
        if row > head
        and column > marks.KEY
        and column in names
        and cell.kind is CellKind.NUMBER
        and not cell.formula
    }
