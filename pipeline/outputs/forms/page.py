"""One table's sheet in the making: what is written on it, with what, and for whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

from pipeline.domain.answer import LAST_DAY
from pipeline.domain.form import Form, Item
from pipeline.domain.marks import ACTIVITY_ROW
from pipeline.domain.office import Office, Unit
from pipeline.domain.period import Period
from pipeline.domain.plain import one_of_formula
from pipeline.outputs.forms.hidden import Hidden
from pipeline.outputs.forms.layout import DATA_ROW, FIRST, Layout
from pipeline.outputs.forms.pen import Pen
from pipeline.outputs.forms.sent import Sent

# The counts of a row's column in the unit's last reports, the newest first; None: not known.
Recent = Mapping[tuple[str, str], Sequence[int | None]]


@dataclass(frozen=True, slots=True)
class Page:
    """What every part of a table's sheet is made from."""

    pen: Pen
    hidden: Hidden
    layout: Layout
    sheet: Any
    form: Form
    office: Office
    period: Period | None
    unit: Unit | None
    sent: Sent
    layouts: tuple[Layout, ...]  # of all tables of the form
    starts: Mapping[str, str]  # what its fields start from
    recent: Recent

    def counted(self, id: str) -> str:
        """Where this sheet counts something of its rows, as any sheet says."""
        cell = xl_rowcol_to_cell(ACTIVITY_ROW, self.layout.places[id], True, True)
        return f"{self.quoted}!{cell}"

    def held(self, item: Item) -> tuple[Layout, int] | None:
        """Return the table and row whose count the denominator of an item holds, if it is here."""
        if not (code := self.office.held_by_whole(item.code)):
            return None
        places = (
            (layout, index)
            for layout in self.layouts
            for index, one in enumerate(layout.items)
            if one.code == code
        )
        return next(places, None)

    def held_cell(self, item: Item, column: str) -> str:
        """Refer to a cell of that row; "" where it is not asked here."""
        held = self.held(item)
        if not held or column not in held[0].places:
            return ""
        layout, index = held
        cell = layout.cell(DATA_ROW + index, column)
        return f"{quote_sheetname(layout.table.sheet)}!{cell}"

    def held_counts(self, item: Item) -> dict[str, int]:
        """Return what that row shows as it is sent out."""
        held = self.held(item)
        if not held:
            return {}
        layout, index = held
        sent = Sent(layout.table, self.sent.past, self.sent.returned)
        counts = {c.id: sent.count(layout.items[index], c.id) for c in layout.table.columns}
        return {id: count for id, count in counts.items() if count is not None}

    @property
    def quoted(self) -> str:
        """The sheet's name as a formula writes it."""
        return str(quote_sheetname(self.layout.table.sheet))

    @property
    def activity_columns(self) -> tuple[int, int]:
        """The first and the last column of the one-click answer for the whole table."""
        first = self.layout.fitting(FIRST, len(self.layout.table.activity_question)) + 1
        answers = max(len(self.form.none_answer), len(self.form.some_answer))
        return first, self.layout.fitting(first, answers + 6)

    @property
    def activity(self) -> str:
        """The cell of the one-click answer for the whole table."""
        return str(xl_rowcol_to_cell(ACTIVITY_ROW, self.activity_columns[0], True, True))

    @property
    def none(self) -> str:
        """The Excel expression that is TRUE when nothing arose by declaration; "" if not asked."""
        if not self.layout.table.activity_question:
            return ""
        return one_of_formula(self.activity, (self.form.none_answer,))

    @property
    def last_day(self) -> date:
        """The last day a date may name: nothing is done after the window's end."""
        return self.office.schedule.window(self.period)[1] if self.period else LAST_DAY
