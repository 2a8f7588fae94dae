"""Where things stand on a form, beside the marks by which its reader finds them.

Positions are counted from 0, as xlsxwriter does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from xlsxwriter.utility import xl_rowcol_to_cell

from pipeline.domain.form import Column, ColumnType, Form, Item, Rows, Table
from pipeline.domain.marks import (
    ASKS_ID,
    CHECK_ID,
    ERRORS_ID,
    HEAD,
    HELPERS,
    MARK_ROW,
    NONE_ID,
    SAID_IDS,
    TOLD_ID,
    ZEROS_ID,
    rule_id,
)

NUMBER, NAME, FIRST = 1, 2, HEAD  # columns of a table's sheet, beside the hidden one of keys
GROUP_ROW, LABEL_ROW, INDEX_ROW, DATA_ROW = range(MARK_ROW + 1, MARK_ROW + 5)

NARRATIVE_FIRST = 4  # row of the first section

NUMBER_WIDTH = 8.0
_DOTS, _GAP = 7, 5  # on the screen, of a character, and of a column beside its characters
_SCREEN, _LEAST_ZOOM = 1310, 75  # dots of a small screen without the rows' numbers; per cent


def runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Join neighbouring numbers into stretches: 1, 2, 3, 7 is (1, 3), (7, 7)."""
    ordered = sorted(numbers)
    breaks = [i for i, (a, b) in enumerate(pairwise(ordered), 1) if b != a + 1]
    edges = [0, *breaks, len(ordered)]
    return [(ordered[a], ordered[b - 1]) for a, b in pairwise(edges) if a < b]


def field_row(form: Form, index: int) -> int:
    """Return the row of a field on the narrative sheet: below the sections and their header."""
    return NARRATIVE_FIRST + len(form.sections) + 2 + index


@dataclass(frozen=True, slots=True)
class Layout:
    """One table's sheet."""

    table: Table
    items: tuple[Item, ...]  # the rows
    places: dict[str, int]  # by column id, and the form's own ids
    shown: tuple[Column, ...]  # visible columns of the form, in their order
    told: tuple[str, ...]  # what the plan asks of each row; () where it says nothing

    @classmethod
    def of(cls, table: Table, items: tuple[Item, ...], told: Sequence[str] = ()) -> Layout:
        """Lay a table out."""
        shown = tuple(column for column in table.columns if not column.hidden)
        hidden = (
            *(column.id for column in table.columns if column.hidden),
            ERRORS_ID,
            ASKS_ID,
            *HELPERS,
            *(rule_id(rule.id) for rule in table.rules),
            *SAID_IDS,
            *([NONE_ID, ZEROS_ID] if table.takes_none else []),
        )
        said = tuple(told) if any(told) else ()
        figures = _figures(shown)
        before, beyond = [column.id for column in shown[:figures]], shown[figures:]
        ids = (*([TOLD_ID] if said else []), *before, CHECK_ID, *(c.id for c in beyond), *hidden)
        return cls(table, items, {id: FIRST + i for i, id in enumerate(ids)}, shown, said)

    @property
    def totalled(self) -> bool:
        """Whether the rows add up: services do, indicators of different measures do not."""
        return self.table.rows is Rows.SERVICES

    @property
    def check(self) -> int:
        """The column of the live checks: beside the figures, where the clerk sees it typing them.

        It is for the screen: what stands before it prints on one page, what stands after on
        another.
        """
        return self.places[CHECK_ID]

    @property
    def last(self) -> int:
        """The last visible column."""
        return max(self.check, *(self.places[column.id] for column in self.shown))

    @property
    def last_column(self) -> int:
        """The last column in use, a hidden one."""
        return max(self.places.values())

    @property
    def last_row(self) -> int:
        """The last item's row."""
        return DATA_ROW + len(self.items) - 1

    @property
    def total_row(self) -> int:
        """The row of sums, or the one left free below the last item."""
        return DATA_ROW + len(self.items)

    def cell(self, row: int, column: str) -> str:
        """Refer to a cell of the table: "$F12"."""
        return str(xl_rowcol_to_cell(row, self.places[column], col_abs=True))

    def cells(self, row: int, columns: Iterable[str]) -> str:
        """Refer to several cells of a row as arguments of a function."""
        return ",".join(
            xl_rowcol_to_cell(row, first, col_abs=True)
            if first == last
            else f"{xl_rowcol_to_cell(row, first, col_abs=True)}"
            f":{xl_rowcol_to_cell(row, last, col_abs=True)}"
            for first, last in runs(self.places[column] for column in columns)
        )

    def down(self, column: str) -> str:
        """Refer to a column of the table, all rows."""
        return f"{self.cell(DATA_ROW, column)}:{self.cell(self.last_row, column)}"

    def fitting(self, start: int, characters: float) -> int:
        """Return the last column of a stretch from `start` that holds so many characters."""
        column = start
        while column < self.check - 1 and characters > self.width(column):
            characters -= self.width(column)
            column += 1
        return column

    def width(self, column: int) -> float:
        """Return the width of a visible column right of the name."""
        widths = {self.places[one.id]: one.width for one in self.shown}
        widths |= {self.places[TOLD_ID]: self.told_width} if self.told else {}
        return widths.get(column, CHECK_WIDTH)

    @property
    def zoom(self) -> int:
        """Return the per cent at which a screen of 1366 dots shows all up to the live checks."""
        told = (self.width(place) for place in range(FIRST, self.check + 1))
        widths = (NUMBER_WIDTH, self.table.row_width, *told)
        dots = sum(_DOTS * width + _GAP for width in widths)
        return max(_LEAST_ZOOM, min(100, int(100 * _SCREEN / dots)))

    @property
    def told_width(self) -> float:
        """Return the width of what the plan asks: a task has three things to be told."""
        return 26.0 if self.table.rows is Rows.TASKS else 18.0


CHECK_WIDTH = 30.0
PADDING = 0.71  # of a column, beside the width it is given


def _figures(shown: Sequence[Column]) -> int:
    """Return how many columns come before the reasons and corrections of a table."""
    for index, column in enumerate(shown):
        counted = any(one.type is not ColumnType.TEXT for one in shown[:index])
        corrects = column.type is ColumnType.COUNT and column.only_form and not column.required
        if counted and (column.type is ColumnType.TEXT or corrects):
            return index
    return len(shown)


def past_keys(table: Table) -> tuple[str, ...]:
    """Return every past value that an opening column or a rule asks for."""
    keys = [column.id for column in table.columns if column.carried_from]

    def note(key: str) -> str:
        keys.append(key)
        return "A1"

    for rule in table.rules:
        rule.formula(lambda column: "A1", note)
    return tuple(dict.fromkeys(keys))
