"""Periods, days and hours as people spell them: "tuần 24", "T6/2023", "20/6/2023", "8h45"."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from pipeline import texts
from pipeline.domain.period import Period, PeriodKind
from pipeline.domain.words import unmarked


def period_of(text: str, today: date) -> Period | None:
    """Return the period a text names, by the program's name or in words; None for no period.

    Without its year it is the nearest: one far off is refused later on, where a guess would not be.
    """
    try:
        return Period.parse(text)
    except ValueError:
        words = unmarked(text)
    for kind, pattern in texts.spelling.TYPED_PERIODS:
        if found := re.fullmatch(pattern, words):
            parts = found.groupdict()
            years = [int(parts["year"])] if parts.get("year") else _years(today)
            number = _number(parts.get("number") or "1")
            named = [one for year in years if (one := _there(year, number, PeriodKind(kind)))]
            return min(named, key=lambda one: abs(one.first_day - today), default=None)
    return None


def _years(today: date) -> list[int]:
    return [today.year + 1, today.year, today.year - 1]


def _number(said: str) -> int:
    if said in texts.spelling.TYPED_SECOND:
        return 2
    if said in texts.spelling.ROMAN:
        return texts.spelling.ROMAN.index(said) + 1
    return int(said) if said.isdecimal() else 1


def _there(year: int, number: int, kind: PeriodKind) -> Period | None:
    try:
        return Period.parse(str(Period(year, number, kind)))
    except ValueError:
        return None


def day_of(text: str) -> date | None:
    """Return the day a text names; None where it names none, or more than a day."""
    day, rest = _day(text)
    return day if not rest else None


def instant_of(text: str, today: date) -> tuple[datetime, bool] | None:
    """Return the instant a text names, and whether it says the hour; an hour alone is today's."""
    try:
        return datetime.fromisoformat(text), ":" in text
    except ValueError:
        day, rest = _day(text)
    if day and not rest:
        return datetime.combine(day, time()), False
    hour = re.fullmatch(texts.spelling.TYPED_HOUR, rest)
    if not hour:
        return None
    try:
        at = time(int(hour["hour"]), int(hour["minute"] or 0))
    except ValueError:
        return None
    return datetime.combine(day or today, at), True


def _day(text: str) -> tuple[date | None, str]:
    """Return the day in a text, and what stands beside it."""
    words = unmarked(text)
    for pattern in texts.spelling.TYPED_DAYS:
        if found := re.search(pattern, words):
            year, month, day = (int(found[part]) for part in ("year", "month", "day"))
            beside = f"{words[: found.start()]} {words[found.end() :]}"
            try:
                return date(year, month, day), beside.strip(" ,")
            except ValueError:
                return None, words
    return None, words
