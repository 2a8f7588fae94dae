"""What stands in a table's cells as the form is sent out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from pipeline.domain.answer import Typed
from pipeline.domain.asked import Asked
from pipeline.domain.finding import Finding
from pipeline.domain.form import Column, ColumnType, Item, Table
from pipeline.domain.returned import Place, Returned
from pipeline.outputs.clean import clean_text

Known = Mapping[str, int | str]  # what earlier reports say of a row

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Sent:
    """What earlier reports say and, when the form goes back to it, what the unit typed before."""

    table: Table
    past: Mapping[str, Known]  # by row
    returned: Returned | None

    @property
    def none(self) -> bool:
        """Whether nothing arose by declaration."""
        return bool(self.returned and self.returned.none_declared)

    @property
    def unanswered(self) -> bool:
        """Whether the unit left open if anything arose at all."""
        return bool(self.returned and self.table.id in self.returned.unanswered)

    def said_beside(self, place: Place) -> tuple[tuple[Finding, ...], str]:
        """Return what is wrong at an answer, and what the unit wrote beside it."""
        if not self.returned:
            return (), ""
        return self.returned.notes.get(place, ()), self.returned.comments.get(place, "")

    def known(self, item: Item) -> Known:
        """Return what earlier reports say of a row."""
        return self.past.get(item.code, {})

    def is_open(self, column: Column, item: Item) -> bool:
        """Tell whether the clerk may type into the column's cell in a row."""
        if not column.typed or column.hidden or not self.table.applies(column, item):
            return False
        if column.carried_from:
            return column.id not in self.known(item)
        corrects = [c for c in self.table.columns if c.corrected_by == column.id]
        known = any(c.id in self.known(item) and self.table.applies(c, item) for c in corrects)
        return not corrects or known

    def start(self, column: Column, item: Item) -> int | str | date | None:
        """Return what stands in an input cell."""
        if self.returned:
            start = self.returned.typed.get((item.code, column.id))
        else:
            start = self.known(item).get(column.id) if column.starts_from else None
        if column.type is ColumnType.DATE and isinstance(start, str) and _ISO_DAY.fullmatch(start):
            return date.fromisoformat(start)
        return clean_text(start) if isinstance(start, str) else start

    def zeros(self, item: Item) -> bool:
        """Tell whether what is blank in a row counts as 0."""
        return Asked.of(self.table, item).zeros(self.row(item), self.none)

    def row(self, item: Item) -> dict[str, Typed]:
        """Return what a reader would find in a row, by column that is typed."""
        return {
            column.id: self.start(column, item)
            if self.is_open(column, item)
            else self.value(column, item)
            for column in self.table.columns
            if column.typed
        }

    def value(self, column: Column, item: Item) -> int | float | str:
        """Return what a cell shows."""
        if column.parts:
            numbers = [n for n in map(partial(self.count, item), column.parts) if n is not None]
            return sum(numbers) if numbers or self.zeros(item) else ""
        if column.ratio:
            part, whole = map(partial(self.count, item), column.ratio)
            return part / whole if part is not None and whole else ""
        if self.is_open(column, item):
            start = self.start(column, item)
            return "" if start is None else str(start) if isinstance(start, date) else start
        corrected = column.corrected_by and self.count(item, column.corrected_by)
        if isinstance(corrected, int):
            return corrected
        known = self.known(item).get(column.id) if column.carried_from else None
        return known if isinstance(known, int) else ""

    def count(self, item: Item, column: str) -> int | None:
        """Return the number a cell shows, None where it shows none."""
        value = self.value(self.table.column(column), item)
        return value if isinstance(value, int) else None
