"""The hidden sheet behind a form: what it is, the lists of its drop-downs, the past values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter.utility import quote_sheetname, xl_range_abs, xl_rowcol_to_cell

from pipeline import __version__, texts
from pipeline.domain.form import Form
from pipeline.domain.office import Office, Unit
from pipeline.domain.period import Period
from pipeline.outputs.forms.layout import IDENTITY_SHEET, PAST_MARK, Layout, past_keys
from pipeline.outputs.forms.pen import Pen, cut

Past = Mapping[str, Mapping[str, int | str]]


@dataclass(frozen=True, slots=True)
class Hidden:
    """Where things stand on the hidden sheet."""

    form: Form
    keys: tuple[str, ...]  # columns of the table of past values
    codes: tuple[str, ...]  # its rows

    @classmethod
    def of(cls, form: Form, layouts: Sequence[Layout]) -> Hidden:
        """Lay the hidden sheet of a form out."""
        keys = dict.fromkeys(key for layout in layouts for key in past_keys(layout.table))
        return cls(form, tuple(keys), tuple(i.code for layout in layouts for i in layout.items))

    @property
    def lists(self) -> dict[str, tuple[str, ...]]:
        """The drop-downs by name."""
        lists: dict[str, tuple[str, ...]] = {}
        lists["list.activity"] = (self.form.none_answer, self.form.some_answer)
        for table in self.form.tables:
            lists |= {f"list.{table.id}.{c.id}": c.choices for c in table.columns if c.choices}
        return lists | {f"list.{f.id}": f.choices for f in self.form.fields if f.choices}

    def list_cells(self, name: str) -> str:
        """Refer to a drop-down's words."""
        row = 7 + list(self.lists).index(name)
        cells = xl_range_abs(row, 1, row, len(self.lists[name]))
        return f"{quote_sheetname(IDENTITY_SHEET)}!{cells}"

    @property
    def past_row(self) -> int:
        """The header row of the past values."""
        return 8 + len(self.lists)

    def past(self, code: str, key: str) -> str:
        """Refer to what earlier reports say of a row."""
        row, column = self.codes.index(code), self.keys.index(key)
        cell = xl_rowcol_to_cell(self.past_row + 1 + row, 1 + column, True, True)
        return f"{quote_sheetname(IDENTITY_SHEET)}!{cell}"

    def choose(
        self, sheet: Any, cells: tuple[int, int, int, int], name: str, title: str, help: str
    ) -> None:
        """Give cells a drop-down."""
        sheet.data_validation(
            *cells,
            {
                "validate": "list",
                "source": "=" + self.list_cells(name),
                "input_title": cut(title, 32),
                "input_message": cut(help, 255),
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
    ) -> None:
        """Write the sheet, and hide it."""
        identity: dict[str, str | int] = {
            "form": self.form.id,
            "version": self.form.version,
            "unit": unit.code if unit else "",
            "period": str(period) if period else "",
            "office": office.short_name,
            "program": __version__,
        }
        for row, (key, value) in enumerate(identity.items()):
            pen.text(sheet, row, 0, key)
            if isinstance(value, int):
                sheet.write_number(row, 1, value)
            else:
                pen.text(sheet, row, 1, value)
        for row, (name, values) in enumerate(self.lists.items(), len(identity) + 1):
            pen.text(sheet, row, 0, name)
            for column, item in enumerate(values, 1):
                pen.text(sheet, row, column, item)
        pen.text(sheet, self.past_row, 0, PAST_MARK)
        for column, key in enumerate(self.keys, 1):
            pen.text(sheet, self.past_row, column, key)
        for row, code in enumerate(self.codes, self.past_row + 1):
            pen.text(sheet, row, 0, code)
            known = past.get(code, {})
            for column, key in enumerate(self.keys, 1):
                if isinstance(number := known.get(key), int):
                    sheet.write_number(row, column, number)
        sheet.set_column(0, 1 + len(self.keys), 22)
        sheet.protect()
        sheet.very_hidden()
