"""Where things stand on a form: rows, columns and the names by which a machine finds them.

Positions are counted from 0, as xlsxwriter does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

from pipeline.domain.form import Column, ColumnType, Form
from pipeline.domain.office import Service

IDENTITY_SHEET = "_baocao06"
COLUMNS_MARK = "#columns"
ACTIVITY_MARK = "#activity"
TOTAL_MARK = "#total"
PAST_MARK = "#past"

KEY, NUMBER, NAME, FIRST = 0, 1, 2, 3  # columns of the table's sheet
TITLE_ROW, BASIS_ROW, UNIT_ROW, PERIOD_ROW, ACTIVITY_ROW = range(5)
MARK_ROW, GROUP_ROW, LABEL_ROW, INDEX_ROW, DATA_ROW = range(5, 10)

NARRATIVE_FIRST = 4  # row of the first section


def runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Join neighbouring numbers into stretches: 1, 2, 3, 7 is (1, 3), (7, 7)."""
    ordered = sorted(numbers)
    breaks = [i for i, (a, b) in enumerate(pairwise(ordered), 1) if b != a + 1]
    edges = [0, *breaks, len(ordered)]
    return [(ordered[a], ordered[b - 1]) for a, b in pairwise(edges) if a < b]


def text_literal(text: str) -> str:
    """Write a text as a literal of a formula."""
    return '"' + text.replace('"', '""') + '"'


@dataclass(frozen=True, slots=True)
class Layout:
    """The table's sheet and the hidden sheet behind it."""

    form: Form
    services: tuple[Service, ...]
    past_keys: tuple[str, ...]  # columns of the table of past values
    places: dict[str, int]  # by column id, and "check", "errors" and the helpers
    shown: tuple[Column, ...]  # visible columns of the form, in their order
    hidden: tuple[str, ...]  # ids of the hidden columns, in their order

    @classmethod
    def of(cls, form: Form, services: tuple[Service, ...]) -> Layout:
        """Lay a form out."""
        shown = tuple(column for column in form.table.columns if not column.hidden)
        hidden = (
            *(column.id for column in form.table.columns if column.hidden),
            "errors",
            "missing",
            "invalid",
            "bad_text",
            "arose",
            *(f"rule.{rule.id}" for rule in form.table.rules),
        )
        ids = (*(column.id for column in shown), "check", *hidden)
        return cls(
            form,
            services,
            _past_keys(form),
            {id: FIRST + i for i, id in enumerate(ids)},
            shown,
            hidden,
        )

    @property
    def check(self) -> int:
        """The last visible column."""
        return self.places["check"]

    @property
    def last_column(self) -> int:
        """The last column in use, a hidden one."""
        return max(self.places.values())

    @property
    def last_row(self) -> int:
        """The last service's row."""
        return DATA_ROW + len(self.services) - 1

    @property
    def total_row(self) -> int:
        """The row of sums."""
        return DATA_ROW + len(self.services)

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
        """Refer to a column of the table, all services."""
        return f"{self.cell(DATA_ROW, column)}:{self.cell(self.last_row, column)}"

    def fitting(self, start: int, characters: float) -> int:
        """Return the last column of a stretch from `start` that holds so many characters."""
        column = start
        while column < self.check and characters > self.width(column):
            characters -= self.width(column)
            column += 1
        return column

    def width(self, column: int) -> float:
        """Return the width of a visible column right of the name."""
        index = column - FIRST
        return self.shown[index].width if index < len(self.shown) else CHECK_WIDTH

    # The hidden sheet: identity, lists, past values.

    @property
    def past_row(self) -> int:
        """The header row of the past values."""
        return 8 + 2 + sum(bool(field.choices) for field in self.form.fields)

    def past(self, service: int, key: str) -> str:
        """Refer to what earlier reports say of the service at this place in the list."""
        cell = xl_rowcol_to_cell(
            self.past_row + 1 + service, 1 + self.past_keys.index(key), True, True
        )
        return f"{quote_sheetname(IDENTITY_SHEET)}!{cell}"


CHECK_WIDTH = 30.0


def inputs(form: Form) -> tuple[Column, ...]:
    """Return the counts a clerk types."""
    return tuple(
        column
        for column in form.table.columns
        if column.type is ColumnType.COUNT and column.typed and not column.hidden
    )


def _past_keys(form: Form) -> tuple[str, ...]:
    """Return every past value that an opening column or a rule asks for."""
    keys = [column.id for column in form.table.columns if column.carried_from]

    def note(key: str) -> str:
        keys.append(key)
        return "A1"

    for rule in form.table.rules:
        rule.formula(lambda column: "A1", note)
    return tuple(dict.fromkeys(keys))
