"""The checks of a whole row: each in Python, and as the Excel condition the form shows.

That nothing arose is said of all rows by the table's one answer, or of one row by its own mark.
Then what is left blank counts as 0; but what is open from before and is still there is counted
anew: how much of it is overdue by now, nobody else knows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.domain.answer import Typed, is_blank
from pipeline.domain.form import Column, ColumnType, Item, Table, Time
from pipeline.domain.plain import blank_formula, is_one_of, one_of_formula

Row = Mapping[str, Typed]  # what stands in it, by column
Ref = Callable[[str], str]  # the cell of a column


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a row: the columns its checks look at.

    `none` is everywhere what the table's one answer says: whether nothing arose, or the expression
    that is TRUE then, "" where the table does not ask.
    """

    answers: tuple[Column, ...]  # that must be there
    openings: tuple[Column, ...]  # what was left open before the period
    flows: tuple[Column, ...]  # what arose in it
    counts: tuple[Column, ...]  # all that may be typed of it
    mark: Column | None  # by which the row says itself that nothing arose

    @classmethod
    def of(cls, table: Table, item: Item) -> Asked:
        """Return what a table asks of an item."""
        here = [c for c in table.columns if c.typed and not c.hidden and table.applies(c, item)]
        counts = [column for column in here if column.type is ColumnType.COUNT]
        return cls(
            tuple(column for column in here if column.required),
            tuple(column for column in counts if column.time is Time.OPENING),
            tuple(column for column in counts if column.time is Time.FLOW),
            tuple(column for column in counts if not column.only_form),
            table.none_column,
        )

    @property
    def stocks(self) -> tuple[Column, ...]:
        """The answers that no declaration gives while something is open from before."""
        moving = (Time.OPENING, Time.FLOW)
        return tuple(column for column in self.answers if column.time not in moving)

    def declared(self, row: Row, none: bool) -> bool:
        """Tell whether it is said of the row that nothing arose."""
        if none or self.mark is None:
            return none
        said = row.get(self.mark.id)
        return isinstance(said, str) and is_one_of(said, self.mark.choices)

    def declared_formula(self, ref: Ref, none: str) -> str:
        """Return the Excel expression of `declared`, "" where it is never said."""
        own = one_of_formula(ref(self.mark.id), self.mark.choices) if self.mark else ""
        return f"OR({none},{own})" if none and own else none or own

    def left_blank(self, row: Row, none: bool) -> bool:
        """Tell whether a row is all blank, as it may be: nothing arose, nothing is open."""
        return (
            self.declared(row, none)
            and all(is_blank(row.get(c.id)) for c in self.answers if not c.carried_from)
            and not self._open(row)
        )

    def left_blank_formula(self, ref: Ref, none: str) -> str:
        """Return the Excel expression of `left_blank`."""
        blank = [blank_formula(ref(c.id)) for c in self.answers if not c.carried_from]
        return f"AND({','.join([self.declared_formula(ref, none), *blank, *self._closed(ref)])})"

    def owed(self, row: Row, none: bool) -> tuple[Column, ...]:
        """Return the answers that must be there, which no declaration gives.

        A form without marks of its rows takes a row that is all blank, or all filled.
        """
        if not self.declared(row, none):
            return self.answers
        if self.mark is None:
            return () if self.left_blank(row, none) else self.answers
        return self.stocks if self._open(row) else ()

    def missing(self, row: Row, none: bool) -> bool:
        """Tell whether an answer is missing."""
        return any(is_blank(row.get(column.id)) for column in self.owed(row, none))

    def missing_formula(self, ref: Ref, none: str) -> str:
        """Return the Excel expression of `missing`, "" where nothing is asked."""
        every, declared = _any_blank(self.answers, ref), self.declared_formula(ref, none)
        if not every or not declared:
            return every
        if self.mark is None:
            return f"AND({every},NOT({self.left_blank_formula(ref, none)}))"
        closed, left = self._closed(ref), _any_blank(self.stocks, ref)
        still = f"AND({left},NOT(AND({','.join(closed)})))" if left and closed else "FALSE"
        return f"IF({declared},{still},{every})"

    def arose(self, row: Row, none: bool) -> str:
        """Return the column of the first flow above zero where none was said to have arisen."""
        there = (c.id for c in self.flows if _above_zero(row.get(c.id)))
        return next(there, "") if self.declared(row, none) else ""

    def arose_formula(self, ref: Ref, none: str) -> str:
        """Return the Excel condition of `arose`, "" where it cannot be."""
        declared = self.declared_formula(ref, none)
        if not declared or not self.flows:
            return ""
        flows = "+".join(f'COUNTIF({ref(column.id)},">0")' for column in self.flows)
        return f"AND({declared},{flows}>0)"

    def zeros(self, row: Row, none: bool) -> bool:
        """Tell whether what is blank in the row counts as 0."""
        said = self.declared(row, none) if self.mark else self.left_blank(row, none)
        return said and not self.missing(row, none) and not self.arose(row, none)

    def zeros_formula(self, ref: Ref, none: str, faults: str) -> str:
        """Return the Excel expression of `zeros`.

        Args:
            ref: The cell of a column.
            none: As everywhere.
            faults: The expression that is TRUE where the row is `missing` something or `arose`.
        """
        said = self.declared_formula if self.mark else self.left_blank_formula
        return f"AND({said(ref, none)},NOT({faults}))"

    def _open(self, row: Row) -> bool:
        return any(_above_zero(row.get(c.id)) for c in self.openings)

    def _closed(self, ref: Ref) -> list[str]:
        return [f'COUNTIF({ref(c.id)},">0")=0' for c in self.openings]


def _any_blank(columns: Sequence[Column], ref: Ref) -> str:
    blank = ",".join(blank_formula(ref(column.id)) for column in columns)
    return f"OR({blank})" if blank else ""


def _above_zero(typed: Typed) -> bool:
    return isinstance(typed, int | float) and not isinstance(typed, bool) and typed > 0
