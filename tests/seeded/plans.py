"""Honest months, half-years and years: tasks move on, indicators grow, words are new."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from seeded.district import OFFICE, say
from seeded.words import (
    A_MONTH_WAS_MISSED,
    DIFFICULT,
    FELL,
    FINISHED,
    GREW,
    NEWS,
    PAPERS,
    PEOPLE,
    PHONES,
    SIGNERS,
    UNDER_WAY,
    anew,
    written,
)

from pipeline.domain.answer import serial
from pipeline.domain.form import Rows
from pipeline.domain.office import Timing
from pipeline.domain.period import Period, PeriodKind

LARGE = {"ct-tai-khoan": 900, "ct-cccd": 500, "ct-ho-tich": 400, "ct-tuyen-truyen": 150}
SMALL = (
    "ct-van-ban",
    "ct-cuoc-hop",
    "ct-tin-bai",
    "ct-lop-tap-huan",
    "ct-kiem-tra",
    "ct-nuoc-ngoai",
)
DONE, UNDER_WAY_NOW, WAITING, NOT_YET = range(4)


@dataclass
class Course:
    """How far a unit is with a task."""

    person: str
    begins: date
    ends: date  # the day on which it is done, if it is one that can be done
    counted: bool  # whether the clerk says how far it is, of what has no end
    paper: str = ""
    progress: int = 0
    result: str = ""


@dataclass
class Amount:
    """How far a unit is with an indicator; what it really is, whether it reports it or not."""

    level: int
    total: int
    total_of: int
    months: dict = field(default_factory=dict)  # period → figures of the month


class Plans:
    """The long forms of all units, in the order of time."""

    def __init__(self, district, weeks):
        self.district, self.weeks = district, weeks
        self.courses, self.amounts = {}, {}

    def send(self, unit, period):
        return self.district.send(self.fill(self.district.begin(unit, period)))

    def fill(self, report):
        dice = self.district.dice(report.unit.code, report.period)
        for table in report.form.tables:
            for item in report.items[table.id]:
                if table.rows is Rows.TASKS:
                    row = self._task(report, item, dice)
                else:
                    row = self._indicator(report, table, item, dice)
                report.rows[table.id, item.code] = row
        say(report, dice, lambda d: written(d, NEWS), _person)
        return report

    def live(self, unit, period):
        """Let a month pass in which a unit sends nothing."""
        for item in OFFICE.items(Rows.FLOWS, _window(period)[1], OFFICE.unit(unit)):
            self._month(unit, period, item, self.district.dice(unit, period, item.code))
        for item in OFFICE.items(Rows.STOCKS, _window(period)[1], OFFICE.unit(unit)):
            self._state(unit, period, item, self.district.dice(unit, period, item.code))

    # --- tasks ---

    def _task(self, report, task, dice):
        unit, (first, today) = report.unit.code, _window(report.period)
        if report.period.kind.gathers_months:
            first = report.known(task.code) and first
        course = self._course(unit, task)
        done, going, waiting, not_yet = report.form.table_of("tasks").column("status").choices
        before = report.known(task.code)
        row = {"person": before.get("person") or course.person}
        if task.timing is Timing.ON_EVENT:
            return row | {"status": not_yet}
        if task.timing is Timing.YEARLY and today.month < 11:
            return row | {"status": not_yet}
        if before.get("status") == done or course.ends <= today:
            return row | self._done(report, course, before, dice) | {"status": done}
        if course.begins > today:
            if task.due and task.due < today:
                return row | {
                    "status": waiting,
                    "progress": 0,
                    "difficulty": written(dice, DIFFICULT),
                }
            return row | {"status": not_yet}
        if task.due or course.counted:
            course.progress = min(95, max(10, course.progress + dice.randint(1, 15)))
            row["progress"] = course.progress
        if task.due and task.due < today:
            row["difficulty"] = written(dice, DIFFICULT)
        course.result = anew(dice, UNDER_WAY, before.get("result", ""))
        if course.paper or dice.random() < 0.2:
            day = today - timedelta(days=dice.randint(1, 20))
            course.paper = course.paper or _paper(dice, day)
            row["documents"] = course.paper
        return row | {"status": going, "result": course.result}

    def _course(self, unit, task):
        if (unit, task.code) not in self.courses:
            dice = self.district.dice("task", unit, task.code)
            begins, ends = date(2022, 12, 1), date(2024, 6, 1)
            if task.due:
                begins = task.due - timedelta(days=dice.randint(20, 100))
                late = dice.random() < 0.25
                ends = task.due + timedelta(
                    days=dice.randint(3, 60) if late else -dice.randint(0, 18)
                )
                if dice.random() < 0.08:
                    begins = task.due + timedelta(days=20)
                    ends = begins + timedelta(days=30)
            self.courses[unit, task.code] = Course(
                written(dice, PEOPLE), begins, ends, dice.random() < 0.4
            )
        return self.courses[unit, task.code]

    @staticmethod
    def _done(report, course, before, dice):
        """What is told of a task that is done: once told, it stays as it was."""
        if before.get("done_on"):
            kept = {c: before[c] for c in ("progress", "result", "documents") if c in before}
            return {"done_on": serial(date.fromisoformat(before["done_on"])), **kept}
        row = {"done_on": serial(course.ends), "progress": 100, "result": written(dice, FINISHED)}
        course.paper = course.paper or _paper(dice, course.ends)
        return row | {"documents": course.paper}

    # --- indicators ---

    def _indicator(self, report, table, one, dice):
        unit, period = report.unit.code, report.period
        known, own = report.known(one.code), self.district.dice(unit, period, one.code)
        if period.kind.gathers_months:
            row = self._added_up(unit, period, one)
        elif one.adds_up:
            row = self._month(unit, period, one, own)
        else:
            row = self._state(unit, period, one, own)
        return self._reported(report, table, one, dict(row), known, dice)

    def _reported(self, report, table, one, row, known, dice):
        """Set what the form carries forward right where it is not what it truly is."""
        why = ""
        for column in table.columns:
            right, carried = row.get(column.id), known.get(column.id)
            if column.corrected_by and carried is not None and right not in (carried, None):
                row[column.corrected_by] = right
                why = A_MONTH_WAS_MISSED.format(n=dice.randint(2, 20))
        if not one.adds_up:
            before = known.get("closing.known")
            if before is not None and row["closing"] < before:
                why = FELL.format(n=before - row["closing"])
            if "opening" in known:
                row["opening"] = known["opening"]
            whole = known.get("closing_of.known")
            if whole and not whole <= 5 * row.get("closing_of", whole) <= 25 * whole:
                why = GREW.format(n=row["closing_of"] - whole)
        if why:
            row["explanation"] = why
        return row

    def _amount(self, unit, one):
        if (unit, one.code) not in self.amounts:
            dice = self.district.dice("indicator", unit, one.code)
            level = LARGE.get(one.code) or (2 if one.code in SMALL else dice.randint(3, 60))
            total = level * dice.randint(0, 6) if one.adds_up else dice.randint(2, 12)
            total_of = total + dice.randint(0, total // 2 + 1) if one.adds_up else total * 3 + 5
            self.amounts[unit, one.code] = Amount(level, total, total_of)
        return self.amounts[unit, one.code]

    def _month(self, unit, period, one, dice):
        amount = self._amount(unit, one)
        if period in amount.months:
            return amount.months[period]
        flow = max(0, int(amount.level * dice.uniform(0.5, 1.5)))
        flow_of = flow + dice.randint(0, flow // 3 + 1)
        sums = self._of_weeks(unit, period, one)
        if sums:
            flow, flow_of = sums
        row = {"opening": amount.total, "flow": flow}
        amount.total += flow
        row["closing"] = amount.total
        if one.whole:
            row |= {"opening_of": amount.total_of, "flow_of": flow_of}
            amount.total_of += flow_of
            row["closing_of"] = amount.total_of
        amount.months[period] = row
        return row

    def _of_weeks(self, unit, period, one):
        """What the weeks of a month come to; where not all are known, what they usually do."""
        weeks = OFFICE.schedule.weeks_ending(*_window(period))
        sent = [
            r
            for (p, u), r in self.district.reports.items()
            if u == unit and p.kind is PeriodKind.WEEK
        ]
        if not one.weekly or not sent:
            return None
        there = [report for report in sent if report.period in weeks]
        counted, share = (there, 1) if len(there) == len(weeks) else (sent, len(weeks) / len(sent))
        rows = [row for report in counted for row in report.rows.values()]
        part, whole = (
            sum(row.get(column) or 0 for row in rows for column in columns)
            for columns in (one.weekly, one.weekly_whole)
        )
        whole = int(whole * share)
        return min(whole, int(part * share)), whole

    def _state(self, unit, period, one, dice):
        amount = self._amount(unit, one)
        if period in amount.months:
            return amount.months[period]
        before = amount.months and max(amount.months)
        row = {"opening": amount.months[before]["closing"] if before else None}
        if not one.whole:
            amount.total += dice.randint(0, 1)
        elif one.code == "ct-kich-hoat":
            issued = self._amount(
                unit, next(i for i in OFFICE.indicators if i.code == "ct-tai-khoan")
            )
            amount.total_of = issued.total
            amount.total = max(amount.total, int(issued.total * dice.uniform(0.6, 0.9)))
        else:
            amount.total_of += dice.randint(0, 2) if dice.random() < 0.2 else 0
            step = dice.randint(0, max(1, amount.total_of // 8))
            amount.total = min(amount.total_of, amount.total + step)
            if amount.total > 3 and dice.random() < 0.03:
                amount.total -= 1
        row["closing"] = amount.total
        if one.whole:
            row["closing_of"] = amount.total_of
        amount.months[period] = row
        return row

    def _added_up(self, unit, period, one):
        """What a longer period comes to by its months, reported or not."""
        months = [self._amount(unit, one).months[month] for month in months_of(period)]
        first, last = months[0], months[-1]
        row = {"opening": first["opening"], "closing": last["closing"]}
        if one.adds_up:
            row["flow"] = sum(month["flow"] for month in months)
        if one.whole:
            row["closing_of"] = last["closing_of"]
            if one.adds_up:
                row["opening_of"] = first["opening_of"]
                row["flow_of"] = sum(month["flow_of"] for month in months)
        return row


def months_of(period):
    first, last = (1, 6) if period.kind is PeriodKind.HALF_YEAR else (1, 12)
    return [Period(period.year, number, PeriodKind.MONTH) for number in range(first, last + 1)]


def _window(period):
    return OFFICE.schedule.window(period)


def _paper(dice, day):
    return dice.choice(PAPERS).format(n=dice.randint(5, 240), day=f"{day:%d/%m/%Y}")


def _person(dice, field):
    if field.id == "phone":
        return dice.choice(PHONES)
    return written(dice, SIGNERS if field.id == "signed_by" else PEOPLE)
