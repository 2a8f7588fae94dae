"""The hidden sheet behind a form: what it is, the lists of its drop-downs, the past values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from xlsxwriter.utility import quote_sheetname, xl_range_abs, xl_rowcol_to_cell

from pipeline import __version__, texts
from pipeline.domain.form import Form
from pipeline.domain.marks import (
    ACTIVITY_LIST,
    ASKED_ROWS,
    ASKED_RULES,
    IDENTITY,
    IDENTITY_SHEET,
    KEY,
    PAST,
    VALUE,
    asked_mark,
    list_name,
    started_mark,
)
from pipeline.domain.office import Office, Unit
from pipeline.domain.period import Period
from pipeline.outputs.clean import clean_text
from pipeline.outputs.forms.layout import Layout, past_keys
from pipeline.outputs.forms.pen import Pen, prompt

_LISTS = len(IDENTITY) + 1  # the first row of the lists

Past = Mapping[str, Mapping[str, int | str]]


@dataclass(frozen=True)
class Hidden:
    """Where things stand on the hidden sheet."""

    form: Form
    layouts: tuple[Layout, ...]
    keys: tuple[str, ...]  # columns of the table of past values
    codes: tuple[str, ...]  # its rows

    @classmethod
    def of(cls, form: Form, layouts: Sequence[Layout]) -> Hidden:
        """Lay the hidden sheet of a form out."""
        keys = dict.fromkeys(key for layout in layouts for key in past_keys(layout.table))
        codes = tuple(item.code for layout in layouts for item in layout.items)
        return cls(form, tuple(layouts), tuple(keys), codes)

    @cached_property
    def lists(self) -> dict[str, tuple[str, ...]]:
        """The drop-downs by name."""
        lists: dict[str, tuple[str, ...]] = {}
        lists[ACTIVITY_LIST] = (self.form.none_answer, self.form.some_answer)
        for table in self.form.tables:
            lists |= {list_name(table.id, c.id): c.choices for c in table.columns if c.choices}
        return lists | {list_name(f.id): f.choices for f in self.form.fields if f.choices}

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {code: row for row, code in reversed([*enumerate(self.codes)])}

    def list_cells(self, name: str) -> str:
        """Refer to a drop-down's words."""
        row = _LISTS + list(self.lists).index(name)
        cells = xl_range_abs(row, VALUE, row, VALUE + len(self.lists[name]) - 1)
        return f"{quote_sheetname(IDENTITY_SHEET)}!{cells}"

    @property
    def past_row(self) -> int:
        """The header row of the past values."""
        return _LISTS + len(self.lists) + 1

    def past(self, code: str, key: str) -> str:
        """Refer to what earlier reports say of a row."""
        row, column = self._rows[code], self.keys.index(key)
        cell = xl_rowcol_to_cell(self.past_row + 1 + row, VALUE + column, True, True)
        return f"{quote_sheetname(IDENTITY_SHEET)}!{cell}"

    def past_down(self, first: str, last: str, key: str) -> str:
        """Refer to what earlier reports say of all rows from one to another."""
        return f"{self.past(first, key)}:{self.past(last, key).rpartition('!')[2]}"

    def choose(
        self, sheet: Any, cells: tuple[int, int, int, int], name: str, title: str, help: str
    ) -> None:
        """Give cells a drop-down."""
        sheet.data_validation(
            *cells,
            {
                "validate": "list",
                "source": "=" + self.list_cells(name),
                **prompt(title, help),
                "error_title": texts.form.BAD_CHOICE_TITLE,
                "error_message": texts.form.BAD_CHOICE,
            },
        )

    def write(
        self,
        pen: Pen,
        sheet: Any,
        office: Office,
        period: Period | None,
        unit: Unit | None,
        past: Past,
        starts: Mapping[str, str],
    ) -> None:
        """Write the sheet, and hide it."""
        made_for = (unit.code if unit else "", str(period) if period else "")
        identity: tuple[str | int, ...] = (
            self.form.id,
            self.form.version,
            *made_for,
            office.short_name,
            __version__,
        )
        for row, (key, value) in enumerate(zip(IDENTITY, identity, strict=True)):
            pen.text(sheet, row, KEY, key)
            if isinstance(value, int):
                sheet.write_number(row, VALUE, value)
            else:
                pen.text(sheet, row, VALUE, value)
        for row, (name, values) in enumerate(self.lists.items(), _LISTS):
            pen.text(sheet, row, KEY, name)
            for column, item in enumerate(values, VALUE):
                pen.text(sheet, row, column, item)
        pen.text(sheet, self.past_row, KEY, PAST)
        for column, key in enumerate(self.keys, VALUE):
            pen.text(sheet, self.past_row, column, key)
        for row, code in enumerate(self.codes, self.past_row + 1):
            pen.text(sheet, row, KEY, code)
            known = past.get(code, {})
            for column, key in enumerate(self.keys, VALUE):
                if isinstance(before := known.get(key), int):
                    sheet.write_number(row, column, before)
                elif isinstance(before, str):
                    pen.text(sheet, row, column, clean_text(before))
        started = ((started_mark(id), clean_text(said)) for id, said in starts.items())
        below = self.past_row + 2 + len(self.codes)
        for row, words in enumerate((*self._asked(), *started), below):
            for column, word in enumerate(words, KEY):
                pen.text(sheet, row, column, word)
        sheet.set_column(0, 1 + len(self.keys), 22)
        sheet.protect()
        sheet.very_hidden()

    def _asked(self) -> Iterator[tuple[str, ...]]:
        """Yield what is asked: by this the form is read, whatever is declared by then."""
        yield (ASKED_ROWS,)
        for item in (item for layout in self.layouts for item in layout.items):
            yield item.code, item.name, item.measure, item.whole
        for table in self.form.tables:
            yield asked_mark(table.id), *(column.id for column in table.columns if column.typed)
        yield (ASKED_RULES,)
        for rule in self.form.rules:
            yield rule.id, rule.severity.value
