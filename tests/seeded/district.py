"""A district that reports honestly: its forms as they are sent out, and what each unit answers."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

from pipeline.config.form import load_forms
from pipeline.config.office import load_register
from pipeline.consolidate.history import History
from pipeline.consolidate.standing import Version, stand
from pipeline.demo.typing import columns_of, rows_of, sheet_of, type_into
from pipeline.domain import marks
from pipeline.domain.answer import serial
from pipeline.domain.areas import address
from pipeline.domain.form import ColumnType
from pipeline.domain.period import Period
from pipeline.domain.submission import Answer, Entry, Row, Submission
from pipeline.intake.workbook import read
from pipeline.outputs.forms.form import build_form
from pipeline.outputs.forms.sent import Sent

ROOT = Path(__file__).parents[2]
REGISTER = load_register(ROOT / "config.toml")
OFFICE = REGISTER.on(date(2023, 12, 31))
FORMS = load_forms(ROOT / "input_templates", REGISTER.begins)


@dataclass(frozen=True)
class Places:
    """Where things stand on the form of a unit, by what names them."""

    book: object
    cells: dict  # (table, row, column) → sheet, row and column from 0
    said: dict  # section or field → row of the sheet of words
    activity: tuple | None  # the question over the services

    @classmethod
    def of(cls, blank, form):
        book, cells, activity = read(blank), {}, None
        names = {sheet.name for sheet in book.sheets}
        for table in form.tables:
            if table.sheet not in names:
                continue
            sheet = sheet_of(book, table.sheet)
            rows, columns = rows_of(sheet), columns_of(sheet, table.id)
            for key, row in rows.items():
                if key == marks.ACTIVITY:
                    answers = (form.some_answer, form.none_answer)
                    at = next(
                        c for (r, c), v in sheet.cells.items() if r == row and v.value in answers
                    )
                    activity = table.sheet, (row, at)
                if not marks.is_own(key) or key == marks.TOTAL:
                    cells |= {
                        (table.id, key, id): (table.sheet, (row, column))
                        for id, column in columns.items()
                    }
        return cls(book, cells, rows_of(sheet_of(book, form.narrative_sheet)), activity)

    def address(self, table, key, column):
        sheet, at = self.cells[table, key, column]
        return sheet, address(*at)


@dataclass
class Report:
    """A unit's form of a period, as sent out, and all that is to be answered in it."""

    unit: object
    period: Period
    form: object
    blank: bytes
    past: dict
    places: Places
    items: dict  # by table
    rows: dict = field(default_factory=dict)  # (table, key) → column → value
    said: dict = field(default_factory=dict)  # section or field → choice or answer, and text
    activity: str | None = None

    @property
    def name(self):
        return f"{self.period}-{self.unit.code}.xlsx"

    def known(self, key):
        return self.past.get(key, {})

    def is_open(self, table, key, column):
        sent = Sent(table, self.past, None)
        item = next(one for one in self.items[table.id] if one.code == key)
        return sent.is_open(table.column(column), item)

    @cached_property
    def typed(self):
        """What the clerk types: sheet, address, value; what stands there already she leaves."""
        typed = []
        if self.activity is not None:
            sheet, at = self.places.activity
            typed.append([sheet, address(*at), self.activity])
        for table in self.form.tables:
            for item in self.items.get(table.id, ()):
                sent = Sent(table, self.past, None)
                row = self.rows[table.id, item.code]
                for column in table.columns:
                    if not sent.is_open(column, item):
                        continue
                    value, start = row.get(column.id), sent.start(column, item)
                    if isinstance(start, date):
                        start = serial(start)
                    if value != start:
                        at = self.places.address(table.id, item.code, column.id)
                        typed.append([*at, "" if value is None else value])
        for id, (choice, text) in self.said.items():
            for place, value in ((marks.CHOICE, choice), (marks.TEXT, text)):
                if value:
                    at = address(self.places.said[id], place)
                    typed.append([self.form.narrative_sheet, at, value])
        return typed

    def content(self, saved):
        """The file of a clerk who does not use LibreOffice, totals worked out as Excel would."""
        sheets = {}
        for (table, key), row in self.rows.items():
            for column, value in row.items():
                sheet, at = self.places.cells[table, key, column]
                sheets.setdefault(sheet, {})[at] = value
        if self.activity is not None:
            sheet, at = self.places.activity
            sheets[sheet][at] = self.activity
        words = sheets.setdefault(self.form.narrative_sheet, {})
        for id, (choice, text) in self.said.items():
            words[self.places.said[id], marks.CHOICE] = choice
            if text:
                words[self.places.said[id], marks.TEXT] = text
        return type_into(self.blank, self.places.book, sheets, saved)

    def submission(self):
        """What a reader will find in it."""
        none = self.activity == self.form.none_answer
        rows = []
        for table in self.form.tables:
            days = {c.id for c in table.columns if c.type is ColumnType.DATE}
            for item in self.items.get(table.id, ()):
                answers = self.rows[table.id, item.code]
                entries = {}
                for column in table.columns:
                    value = answers.get(column.id)
                    if none and column.required and value is None:
                        value = 0
                    if column.id in days and value:
                        value = (date(1899, 12, 30) + timedelta(days=value)).isoformat()
                    entries[column.id] = Entry(value, "A1")
                rows.append(Row(table.id, item.code, entries, none))
        answers = {
            one.id: Answer(not self.said[one.id][1], self.said[one.id][1] or "", "A1")
            for one in self.form.sections
        }
        fields = {one.id: Entry(self.said[one.id][0] or None, "A1") for one in self.form.fields}
        return Submission(
            file=self.name,
            sha256=f"sha of {self.name}",
            form=self.form.id,
            version=self.form.version,
            unit=self.unit.code,
            period=self.period,
            sheets={table.id: table.sheet for table in self.form.tables},
            rows=tuple(rows),
            none_declared=none,
            answers=answers,
            fields=fields,
            saved_at=None,
            findings=(),
        )


class District:
    """What all units sent so far."""

    def __init__(self, seed):
        self.seed, self.reports, self._places, self._standings = seed, {}, {}, {}
        self.history = History(REGISTER, FORMS, self._standings)

    def dice(self, *names):
        return random.Random("/".join(map(str, (self.seed, *names))))

    def begin(self, unit, period):
        """A unit's form as it is sent out."""
        office = REGISTER.as_of(period)
        unit = office.unit(unit)
        past, form = self.history.past(period, unit), self.history.form(period, unit)
        now = OFFICE.schedule.deadline(period) - timedelta(days=5)
        blank = build_form(form, office, period, unit, past, now)
        day = OFFICE.schedule.window(period)[1]
        items = {t.id: office.items(t.rows, day, unit) for t in form.tables}
        asked = (unit.code, period.kind, tuple(one.code for of in items.values() for one in of))
        if asked not in self._places:
            self._places[asked] = Places.of(blank, form)
        return Report(unit, period, form, blank, past, self._places[asked], items)

    def send(self, report):
        """Take a report as sent: what comes after goes on from it."""
        key, schedule = (report.period, report.unit.code), OFFICE.schedule
        due = schedule.deadline(report.period)
        version = Version(report.submission(), due - timedelta(hours=2))
        days = schedule.opens(report.period), schedule.can_be_filled(report.period)
        self._standings[key] = stand(report.unit, [version], due, None, *days)
        self.reports[key] = report
        return report

    def last(self, unit, period):
        """The newest report of a unit of this kind before a period, None where there is none."""
        for _ in range(12):
            period = period.previous
            if (period, unit) in self.reports:
                return self.reports[period, unit]
        return None


def saved(period):
    """When a punctual clerk saves: some hours before it is due."""
    return OFFICE.schedule.deadline(period) - timedelta(hours=15)


def say(report, dice, news, people):
    """Answer the sheet of words: some sections with news, most without."""
    form = report.form
    for section in form.sections:
        told = dice.random() < 0.3
        report.said[section.id] = (
            (form.some_answer, news(dice)) if told else (form.none_answer, None)
        )
    for one in form.fields:
        answer = dice.choice(one.choices) if one.choices else people(dice, one)
        report.said[one.id] = answer, None
