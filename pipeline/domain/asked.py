"""The checks of a whole row: each in Python, and as the Excel condition the form shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pipeline.domain.answer import Typed, is_blank
from pipeline.domain.form import Column, ColumnType, Item, Table, Time
from pipeline.domain.plain import blank_formula


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a row: the columns its checks look at."""

    answers: tuple[Column, ...]  # that must be there
    openings: tuple[Column, ...]  # what was left open before the period
    flows: tuple[Column, ...]  # what arose in it

    @classmethod
    def of(cls, table: Table, item: Item) -> Asked:
        """Return what a table asks of an item."""
        here = [c for c in table.columns if c.typed and not c.hidden and table.applies(c, item)]
        counts = [column for column in here if column.type is ColumnType.COUNT]
        return cls(
            tuple(column for column in here if column.required),
            tuple(column for column in counts if column.time is Time.OPENING),
            tuple(column for column in counts if column.time is Time.FLOW),
        )

    def left_blank(self, row: Mapping[str, Typed], none: bool) -> bool:
        """Tell whether a row may stay blank: nothing arose by declaration, nothing is open."""
        return (
            none
            and all(is_blank(row.get(c.id)) for c in self.answers if not c.carried_from)
            and not any(_above_zero(row.get(c.id)) for c in self.openings)
        )

    def left_blank_formula(self, ref: Callable[[str], str], none: str) -> str:
        """Return the Excel expression of `left_blank`."""
        blank = [blank_formula(ref(c.id)) for c in self.answers if not c.carried_from]
        closed = [f'COUNTIF({ref(c.id)},">0")=0' for c in self.openings]
        return f"AND({','.join([none, *blank, *closed])})"

    def missing(self, row: Mapping[str, Typed], none: bool) -> bool:
        """Tell whether an answer is missing."""
        there = [is_blank(row.get(column.id)) for column in self.answers]
        return any(there) and not self.left_blank(row, none)

    def missing_formula(self, ref: Callable[[str], str], none: str) -> str:
        """Return the Excel expression of `missing`, "" where nothing is asked.

        Args:
            ref: The cell of a column.
            none: The expression that is TRUE under the declaration, "" where none is made.
        """
        blank = ",".join(blank_formula(ref(column.id)) for column in self.answers)
        if not blank or not none:
            return f"OR({blank})" if blank else ""
        return f"AND(OR({blank}),NOT({self.left_blank_formula(ref, none)}))"

    def arose(self, row: Mapping[str, Typed], none: bool) -> str:
        """Return the column of the first flow above zero where none was said to have arisen."""
        there = (c.id for c in self.flows if _above_zero(row.get(c.id)))
        return next(there, "") if none else ""

    def arose_formula(self, ref: Callable[[str], str], none: str) -> str:
        """Return the Excel condition of `arose`, "" where it cannot be."""
        if not none or not self.flows:
            return ""
        flows = "+".join(f'COUNTIF({ref(column.id)},">0")' for column in self.flows)
        return f"AND({none},{flows}>0)"


def _above_zero(typed: Typed) -> bool:
    return isinstance(typed, int | float) and not isinstance(typed, bool) and typed > 0
