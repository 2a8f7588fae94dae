"""One unit's month, half or year: its tasks move on, its indicators grow, its words are said."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from pipeline import texts
from pipeline.demo.typing import columns_of, rows_of, sheet_of, type_into
from pipeline.demo.week import Stock
from pipeline.domain import marks
from pipeline.domain.form import Form
from pipeline.domain.office import Indicator, Office, Task, Timing, Unit
from pipeline.domain.period import Period
from pipeline.intake.book import Book
from pipeline.intake.workbook import read

_DAY_ZERO = date(1899, 12, 30)  # Excel's
_BIG = {"ct-tai-khoan": 1700, "ct-cccd": 900, "ct-ho-tich": 600, "ct-chi-tra": 250}

Typed = dict[tuple[int, int], int | str | None]


@dataclass
class Progress:
    """How far the played units are, over the months."""

    done: dict[tuple[str, str], date] = field(default_factory=dict)  # unit and task
    share: dict[tuple[str, str], int] = field(default_factory=dict)  # percent, of what is begun
    months: dict[tuple[str, str], list[dict[str, int]]] = field(default_factory=dict)  # indicator


@dataclass
class Month:
    """One unit's form of one month, half or year, and the clerk who fills it."""

    form: Form
    blank: bytes
    office: Office
    unit: Unit
    period: Period
    weeks: Sequence[Period]  # that count in it
    stock: Stock
    progress: Progress
    dice: random.Random

    def filled(self, saved: datetime, *, spoil: bool = False) -> bytes:
        """Fill the form; `spoil` leaves a status and the signer out."""
        book = read(self.blank)
        last_day = self.office.schedule.window(self.period)[1]
        sheets: dict[str, Typed] = {}
        for table in self.form.tables:
            items = self.office.items(table.rows, last_day, self.unit)
            if not items:
                continue
            typed: Typed = {}
            sheet = sheet_of(book, table.sheet)
            columns, rows = columns_of(sheet, table.id), rows_of(sheet)
            for item in items:
                answers: dict[str, int | str | None] = {}
                if isinstance(item, Task):
                    answers = self._task(item, last_day)
                elif isinstance(item, Indicator):
                    answers = dict(self._indicator(item))
                typed |= {
                    (rows[item.code], columns[column]): value
                    for column, value in answers.items()
                    if column in columns
                }
            sheets[table.sheet] = typed
        if spoil:
            first = next(iter(sheets))
            for cell, value in list(sheets[first].items()):
                if value in self._choices():
                    sheets[first][cell] = None
                    break
        sheets[self.form.narrative_sheet] = self._said(book, spoil=spoil)
        return type_into(self.blank, book, sheets, saved)

    def _choices(self) -> tuple[str, ...]:
        return next(c.choices for t in self.form.tables for c in t.columns if c.choices)

    def _task(self, task: Task, today: date) -> dict[str, int | str | None]:
        """Decide how far a task is; what it is that a unit does, where a list asks for it."""
        answers = self._answers(task, today)
        if task.register and "result" in answers:
            answers["result"] = texts.demo.REGISTERED
        return answers

    def _answers(self, task: Task, today: date) -> dict[str, int | str | None]:
        """Decide how far a task is; what was done stays done."""
        key, dice = (self.unit.code, task.code), self.dice
        done, under_way, waiting, not_yet = self._choices()
        if task.timing is Timing.ON_EVENT:
            return {"person": texts.demo.PERSON, "status": not_yet}
        gathers = self.period.kind.gathers_months  # says what its months said
        if task.timing is Timing.BY and task.due and key not in self.progress.done and not gathers:
            begun = today > task.due - timedelta(days=45)
            if begun and dice.random() < (0.5 if today >= task.due else 0.4):
                earliest = self.office.schedule.window(self.period)[0]
                day = max(earliest, min(today, task.due - timedelta(days=dice.randint(-6, 12))))
                self.progress.done[key] = min(day, today)
        if day_done := self.progress.done.get(key):
            return {
                "person": texts.demo.PERSON,
                "status": done,
                "done_on": (day_done - _DAY_ZERO).days,
                "progress": 100,
                "result": texts.demo.RESULTS[0],
                "documents": texts.demo.DOCUMENT.format(
                    number=10 + dice.randint(1, 80), day=texts.numbers.day(day_done)
                ),
            }
        share = self.progress.share.get(key, 0)
        if task.timing is Timing.BY and not share and dice.random() < 0.25:
            why = texts.demo.DIFFICULTIES[self.period.number % len(texts.demo.DIFFICULTIES)]
            words = {"difficulty": why, "status": waiting}
            return {"person": texts.demo.PERSON, **words, "progress": 0}
        self.progress.share[key] = max(share, dice.randint(2, 9) * 10)
        return {
            "person": texts.demo.PERSON,
            "status": under_way,
            "progress": self.progress.share[key],
            "result": texts.demo.RESULTS[1],
        }

    def _indicator(self, one: Indicator) -> dict[str, int]:
        past = self.progress.months.setdefault((self.unit.code, one.code), [])
        if self.period.kind.gathers_months:
            return _added_up(past, one)
        before = past[-1] if past else {"closing": 0, "closing_of": 0}
        month = self._flow(one) if one.adds_up else self._stock(one, before)
        values = {"opening": before["closing"]} | month
        if one.adds_up:
            values["closing"] = before["closing"] + month["flow"]
        if one.whole:
            values["opening_of"] = before.get("closing_of", 0)
            if one.adds_up:
                values["closing_of"] = values["opening_of"] + month["flow_of"]
        past.append(values)
        return values

    def _flow(self, one: Indicator) -> dict[str, int]:
        weekly = [self.stock.weeks.get((week, self.unit.code), {}) for week in self.weeks]
        size, dice = _BIG.get(one.code, 12), self.dice
        flow = dice.randint(size // 2, size + size // 3)
        if one.weekly:
            flow = sum(week.get(column, 0) for week in weekly for column in one.weekly)
        values = {"flow": flow}
        if one.weekly_whole:
            whole = one.weekly_whole
            values["flow_of"] = sum(week.get(column, 0) for week in weekly for column in whole)
            if self.unit.code == "bhxh" and "received_online" in one.weekly:
                values["flow_of"] += 3  # one clerk counts otherwise by the month
        elif one.whole:
            values["flow_of"] = flow + dice.randint(0, flow // 2)
        return values

    def _stock(self, one: Indicator, before: dict[str, int]) -> dict[str, int]:
        whole = before.get("closing_of") or self.dice.randint(6, 40)
        if held := self.progress.months.get((self.unit.code, one.whole_holds)):
            whole = held[-1]["closing"]
        if not one.whole:
            return {"closing": before["closing"] or self.dice.randint(1, 3)}
        step = self.dice.randint(1, max(1, whole // 4))
        return {"closing": min(whole, before["closing"] + step), "closing_of": whole}

    def _said(self, book: Book, *, spoil: bool) -> Typed:
        rows = rows_of(sheet_of(book, self.form.narrative_sheet))
        said: Typed = {}
        for section in self.form.sections:
            words = texts.demo.SAID.get(section.id, "")
            speaks = words and (self.unit.code in _SPEAKERS or section.id == "direction")
            said[rows[section.id], marks.CHOICE] = (
                self.form.some_answer if speaks else self.form.none_answer
            )
            if speaks:
                said[rows[section.id], marks.TEXT] = words
        for one in self.form.fields:
            left_out = spoil and one.id == "signed_by"
            answer = one.choices[0] if one.choices else texts.demo.FIELDS.get(one.id, "")
            said[rows[one.id], marks.CHOICE] = None if left_out else answer
        return said


_SPEAKERS = ("cong-an", "tu-phap", "xa-hoa-hai", "vp-hdnd-ubnd")


def _added_up(months: Sequence[dict[str, int]], one: Indicator) -> dict[str, int]:
    """Return what the months of a longer period come to."""
    first, last = months[0], months[-1]
    names = [name for name in ("opening", "opening_of") if name in first]
    values: dict[str, int] = {name: first[name] for name in names}
    values |= {end: last[end] for end in ("closing", "closing_of") if end in last}
    if one.adds_up:
        for flow in ("flow", "flow_of"):
            if flow in first:
                values[flow] = sum(month[flow] for month in months)
    return values
