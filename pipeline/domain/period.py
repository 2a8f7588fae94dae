"""A reporting period: its name, its days, its neighbours."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from pipeline.domain.key import Key


class PeriodKind(Key):
    """The kinds of period, the shorter first: what is made of others comes after them.

    The plan (III.2) asks for all but the quarter; an office owes what its units declare.
    """

    WEEK = "weekly"
    MONTH = "monthly"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    YEAR = "year"

    @property
    def months(self) -> int:
        """How many calendar months one lasts; a week lasts none."""
        return _CALENDAR[self].months

    @property
    def follows_plan(self) -> bool:
        """Whether it reports on the plan's tasks and indicators; a week counts files alone."""
        return self.months > 0

    @property
    def gathers_months(self) -> bool:
        """Whether its form starts from the reports of several months."""
        return self.months > 1

    @property
    def made_of(self) -> tuple[PeriodKind, ...]:
        """Whose reports a period's are added up from and held against."""
        if self.gathers_months:
            return PeriodKind.MONTH, PeriodKind.WEEK
        return (PeriodKind.WEEK,) if self.follows_plan else ()


@dataclass(frozen=True, slots=True)
class _Calendar:
    """How periods of a kind lie in a year, and how their names are written after it."""

    months: int
    mark: str  # before the number: "2023-H1"
    digits: int  # of the number; 0: the year alone is the name


# All that the program knows of a kind; texts.numbers names it, config.toml says when it is due.
_CALENDAR: Mapping[PeriodKind, _Calendar] = {
    PeriodKind.WEEK: _Calendar(0, "W", 2),
    PeriodKind.MONTH: _Calendar(1, "", 2),
    PeriodKind.QUARTER: _Calendar(3, "Q", 1),
    PeriodKind.HALF_YEAR: _Calendar(6, "H", 1),
    PeriodKind.YEAR: _Calendar(12, "", 0),
}
_NAME = re.compile(r"(\d{4})(?:-([A-Z]?)(\d{1,2}))?", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """`2023-W12` (ISO week), `2023-03`, `2023-Q1`, `2023-H1` or `2023`."""

    year: int
    number: int  # within the year: week 1–53, month 1–12, …, year always 1
    kind: PeriodKind

    @classmethod
    @lru_cache(maxsize=4096)  # a ledger names some hundred, and each of them often
    def parse(cls, text: str) -> Period:
        """Read a period's name; ValueError when there is no such period."""
        match = _NAME.fullmatch(text.strip().upper())
        if not match or not 2000 <= int(match[1]) <= 2999:
            raise ValueError(text)
        year, mark, number = int(match[1]), match[2] or "", match[3] or ""
        for kind, calendar in _CALENDAR.items():
            if (mark, len(number)) == (calendar.mark, calendar.digits):
                period = cls(year, int(number or 1), kind)
                if not 1 <= period.number <= period._in_its_year:
                    raise ValueError(text)
                return period
        raise ValueError(text)

    @classmethod
    def week_of(cls, day: date) -> Period:
        """Return the ISO week that holds a day."""
        year, week, _ = day.isocalendar()
        return cls(year, week, PeriodKind.WEEK)

    @classmethod
    def holding(cls, day: date, kind: PeriodKind) -> Period:
        """Return the calendar period of a kind that holds a day."""
        if not kind.months:
            return cls.week_of(day)
        return cls(day.year, (day.month - 1) // kind.months + 1, kind)

    @property
    def months(self) -> tuple[Period, ...]:
        """The months it is made of; a week has none."""
        size = self.kind.months
        numbers = range(size * (self.number - 1) + 1, size * self.number + 1)
        return tuple(Period(self.year, number, PeriodKind.MONTH) for number in numbers)

    @property
    def first_half(self) -> Period | None:
        """A year's first six months, which have a report of their own; None in shorter periods."""
        whole_year = self.kind is PeriodKind.YEAR
        return Period(self.year, 1, PeriodKind.HALF_YEAR) if whole_year else None

    def __str__(self) -> str:
        calendar = _CALENDAR[self.kind]
        if not calendar.digits:
            return f"{self.year}"
        return f"{self.year}-{calendar.mark}{self.number:0{calendar.digits}}"

    @property
    def first_day(self) -> date:
        """The first calendar day; a schedule may declare another window."""
        if not self.kind.months:
            return date.fromisocalendar(self.year, self.number, 1)
        return date(self.year, self.kind.months * (self.number - 1) + 1, 1)

    @property
    def next(self) -> Period:
        """The period after this one, of the same kind."""
        if self.number < self._in_its_year:
            return Period(self.year, self.number + 1, self.kind)
        return Period(self.year + 1, 1, self.kind)

    @property
    def previous(self) -> Period:
        """The period before this one, of the same kind."""
        if self.number > 1:
            return Period(self.year, self.number - 1, self.kind)
        last = Period(self.year - 1, 1, self.kind)
        return Period(last.year, last._in_its_year, self.kind)

    @property
    def _in_its_year(self) -> int:
        """How many periods of its kind its year has; 28 December is always in the last week."""
        if self.kind.months:
            return 12 // self.kind.months
        return date(self.year, 12, 28).isocalendar().week


def halves(parts: Sequence[Period]) -> tuple[tuple[Period, ...], tuple[Period, ...]]:
    """Part what a year is made of, months or its first half, by the half of the year it is of."""
    first = tuple(part for part in parts if part.months[-1].number <= 6)
    return first, tuple(part for part in parts if part not in first)
