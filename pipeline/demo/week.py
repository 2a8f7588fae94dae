"""One unit's week: figures from a seed that add up, typed by the clerk's own habits."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from pipeline import texts
from pipeline.demo.typing import Cells, columns_of, rows_of, sheet_of, type_into
from pipeline.domain import marks
from pipeline.domain.form import Form
from pipeline.domain.office import Unit
from pipeline.domain.period import Period
from pipeline.intake.book import Book, Sheet
from pipeline.intake.workbook import read

_BUSY = {"cong-an": 60, "tu-phap": 25, "tnmt": 14, "ldtbxh": 6, "thue": 18, "bhxh": 9}


@dataclass
class Stock:
    """What the played units still have on their desks, by unit and service code."""

    pending: dict[tuple[str, str], int] = field(default_factory=dict)
    late: dict[tuple[str, str], int] = field(default_factory=dict)  # of these
    weeks: dict[tuple[Period, str], dict[str, int]] = field(default_factory=dict)  # sums by column


@dataclass
class Week:
    """One unit's form of one week, and the clerk who fills it."""

    form: Form
    blank: bytes
    unit: Unit
    period: Period
    stock: Stock
    dice: random.Random

    @cached_property
    def _book(self) -> Book:
        return read(self.blank)

    def answers(self) -> dict[str, dict[str, int | str]]:
        """Make a consistent week's figures for each of the unit's services."""
        sheet = sheet_of(self._book, self.form.table.sheet)
        answers = {key: self.service(key) for key in rows_of(sheet) if key.startswith("dvc-")}
        sums = self.stock.weeks.setdefault((self.period, self.unit.code), {})
        for row in answers.values():
            for column, value in row.items():
                if isinstance(value, int):
                    sums[column] = sums.get(column, 0) + value
        return answers

    def service(self, key: str) -> dict[str, int | str]:
        """Make a consistent week of one service, which goes on from the one before."""
        dice, busy = self.dice, _BUSY.get(self.unit.code, 5)
        online = dice.randint(busy // 2, busy * 3 // 2)
        direct = dice.randint(0, max(1, busy // 3))
        mine = self.unit.code, key
        carried = self.stock.pending.get(mine, dice.randint(0, 4))
        every = online + direct + carried
        pending = dice.randint(0, every // 5)
        late_pending = 1 if pending > 3 and dice.random() < 0.3 else 0
        resolved = every - pending
        overdue = 1 if resolved > 8 and dice.random() < 0.25 else 0
        if self.stock.late.get(mine, 0) > late_pending + overdue:  # what was late is not forgotten
            overdue, late_pending = (1, 0) if resolved else (0, 1)
        early = dice.randint(0, resolved - overdue)
        rejected = dice.randint(1, 3) if dice.random() < 0.2 else 0
        back = dice.randint(1, 2) if pending > 2 and dice.random() < 0.4 else 0
        self.stock.pending[mine], self.stock.late[mine] = pending, late_pending
        row: dict[str, int | str] = {
            "received_online": online,
            "received_direct": direct,
            "carried_over": carried,
            "received_total": every,
            "received_new": online + direct,
            "resolved_early": early,
            "resolved_on_time": resolved - overdue - early,
            "resolved_overdue": overdue,
            "resolved_total": resolved,
            "pending_in_time": pending - late_pending,
            "pending_overdue": late_pending,
            "pending_total": pending,
            "results_returned": resolved,
            "rejected": rejected,
            "sent_back": back,
        }
        for column, count in (
            ("overdue_reason", overdue + late_pending),
            ("rejected_reason", rejected),
            ("sent_back_reason", back),
        ):
            if count:
                row[column] = dice.choice(texts.demo.REASONS[column])
        return row

    def filled(
        self, answers: Mapping[str, Mapping[str, int | str]], saved: datetime, spoil: bool = False
    ) -> bytes:
        """Fill the form; `spoil` leaves a count and the signer out."""
        book = self._book
        sheet = sheet_of(book, self.form.table.sheet)
        columns, rows = columns_of(sheet, "services"), rows_of(sheet)
        typed: dict[tuple[int, int], int | str | None] = {}
        for key, row in answers.items():
            for column, value in row.items():
                typed[rows[key], columns[column]] = self._as_typed(column, value)
        first = next(iter(answers))
        if spoil:
            typed[rows[first], columns["received_online"]] = None
        return self._saved(book, typed, _activity(sheet, self.form, self.form.some_answer), saved)

    def nothing(self, saved: datetime) -> bytes:
        """Answer "không phát sinh" with one click; what is carried over computes to 0."""
        book = self._book
        sheet = sheet_of(book, self.form.table.sheet)
        columns = columns_of(sheet, "services")
        carried = [columns[c.id] for c in self.form.table.columns if c.carried_from]
        rows = [row for key, row in rows_of(sheet).items() if key.startswith("dvc-")]
        computed: Cells = {(row, column): 0 for row in rows for column in carried}
        return self._saved(
            book, computed, _activity(sheet, self.form, self.form.none_answer), saved
        )

    def _as_typed(self, column: str, value: int | str) -> int | str:
        """Type a number as this clerk does: most as numbers, one with the measure behind it."""
        declared = self.form.table.column(column)
        if self.unit.code == "ldtbxh" and declared.typed and isinstance(value, int) and value:
            return f"{value} {declared.measure}" if declared.measure else value
        return value

    def _saved(self, book: Book, typed: Cells, activity: Cells, saved: datetime) -> bytes:
        narrative = sheet_of(book, self.form.narrative_sheet)
        said: dict[tuple[int, int], int | str | None] = {}
        rows = rows_of(narrative)
        for section in self.form.sections:
            said[rows[section.id], marks.CHOICE] = self.form.none_answer
        if self.unit.code == "cong-an":
            said[rows[self.form.sections[0].id], marks.CHOICE] = self.form.some_answer
            said[rows[self.form.sections[0].id], marks.TEXT] = texts.demo.NEWS
        for one in self.form.fields:
            said[rows[one.id], marks.CHOICE] = (
                one.choices[0] if one.choices else texts.demo.FIELDS.get(one.id, "")
            )
        sheets = {self.form.table.sheet: {**typed, **activity}, self.form.narrative_sheet: said}
        return type_into(self.blank, book, sheets, saved)


def _activity(sheet: Sheet, form: Form, answer: str) -> Cells:
    row = rows_of(sheet)[marks.ACTIVITY]
    answers = (form.some_answer, form.none_answer)
    column = next(
        col for (r, col), c in sorted(sheet.cells.items()) if r == row and c.value in answers
    )
    return {(row, column): answer}
