"""A reporting period: its name, its days, its neighbours."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class PeriodKind(StrEnum):
    """The four obligations of the plan (III.2)."""

    WEEK = "weekly"
    MONTH = "monthly"
    HALF_YEAR = "half-year"
    YEAR = "year"


_SHAPE = re.compile(r"(\d{4})(?:-(?:W(\d{2})|H([12])|(\d{2})))?", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """`2023-W12` (ISO week), `2023-03`, `2023-H1` or `2023`."""

    year: int
    number: int  # week 1–53, month 1–12, half 1–2, year always 1
    kind: PeriodKind

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read a period's name; ValueError when there is no such period."""
        match = _SHAPE.fullmatch(text.strip().upper())
        if not match:
            raise ValueError(text)
        year = int(match[1])
        if not 2000 <= year <= 2999:
            raise ValueError(text)
        if match[2]:
            period = cls(year, int(match[2]), PeriodKind.WEEK)
            date.fromisocalendar(year, period.number, 1)  # ValueError for a week that is not
            return period
        if match[3]:
            return cls(year, int(match[3]), PeriodKind.HALF_YEAR)
        if match[4]:
            date(year, int(match[4]), 1)
            return cls(year, int(match[4]), PeriodKind.MONTH)
        return cls(year, 1, PeriodKind.YEAR)

    @classmethod
    def week_of(cls, day: date) -> Period:
        """Return the ISO week that holds a day."""
        year, week, _ = day.isocalendar()
        return cls(year, week, PeriodKind.WEEK)

    @classmethod
    def holding(cls, day: date, kind: PeriodKind) -> Period:
        """Return the calendar period of a kind that holds a day."""
        match kind:
            case PeriodKind.WEEK:
                return cls.week_of(day)
            case PeriodKind.MONTH:
                return cls(day.year, day.month, kind)
            case PeriodKind.HALF_YEAR:
                return cls(day.year, 1 if day.month <= 6 else 2, kind)
            case PeriodKind.YEAR:
                return cls(day.year, 1, kind)

    @property
    def months(self) -> tuple[Period, ...]:
        """The months a month, half or year is made of; a week has none."""
        match self.kind:
            case PeriodKind.WEEK:
                numbers: range = range(0)
            case PeriodKind.MONTH:
                numbers = range(self.number, self.number + 1)
            case PeriodKind.HALF_YEAR:
                numbers = range(6 * self.number - 5, 6 * self.number + 1)
            case PeriodKind.YEAR:
                numbers = range(1, 13)
        return tuple(Period(self.year, number, PeriodKind.MONTH) for number in numbers)

    def __str__(self) -> str:
        match self.kind:
            case PeriodKind.WEEK:
                return f"{self.year}-W{self.number:02}"
            case PeriodKind.MONTH:
                return f"{self.year}-{self.number:02}"
            case PeriodKind.HALF_YEAR:
                return f"{self.year}-H{self.number}"
            case PeriodKind.YEAR:
                return f"{self.year}"

    @property
    def first_day(self) -> date:
        """The first calendar day; a schedule may declare another window."""
        match self.kind:
            case PeriodKind.WEEK:
                return date.fromisocalendar(self.year, self.number, 1)
            case PeriodKind.MONTH:
                return date(self.year, self.number, 1)
            case PeriodKind.HALF_YEAR:
                return date(self.year, 6 * self.number - 5, 1)
            case PeriodKind.YEAR:
                return date(self.year, 1, 1)

    @property
    def next(self) -> Period:
        """The period after this one, of the same kind."""
        if self.kind is PeriodKind.WEEK:
            return Period.week_of(self.first_day + timedelta(days=7))
        size = {PeriodKind.MONTH: 12, PeriodKind.HALF_YEAR: 2, PeriodKind.YEAR: 1}[self.kind]
        if self.number < size:
            return Period(self.year, self.number + 1, self.kind)
        return Period(self.year + 1, 1, self.kind)

    @property
    def previous(self) -> Period:
        """The period before this one, of the same kind."""
        if self.kind is PeriodKind.WEEK:
            return Period.week_of(self.first_day - timedelta(days=7))
        size = {PeriodKind.MONTH: 12, PeriodKind.HALF_YEAR: 2, PeriodKind.YEAR: 1}[self.kind]
        if self.number > 1:
            return Period(self.year, self.number - 1, self.kind)
        return Period(self.year - 1, size, self.kind)
