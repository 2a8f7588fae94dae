"""Tell which periods rest on something else than when they were made."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import fields, replace
from datetime import date, datetime
from itertools import groupby

from pipeline import __version__
from pipeline.domain.digest import digest
from pipeline.domain.form import graded_on
from pipeline.domain.office import Schedule
from pipeline.domain.period import Period, PeriodKind
from pipeline.ledger.ledger import Made
from pipeline.recipes.desk import Desk
from pipeline.recipes.receive import Taken

_ELSEWHERE = ("schedule", "reminders", "executor")  # asked on its own; no part of any report


def to_make_again(
    desk: Desk,
    taken: Taken,
    merged: Mapping[Period, Made],
    making: Mapping[Period, Made],
    now: datetime,
) -> list[Period]:
    """Return the closed periods on which what was received or decided is no more what it was.

    Another signer or wording does not bring a closed period back: what was made of it stays.
    """
    schedule = desk.schedule
    today = now.astimezone(schedule.zone).date()
    closed = [p for p in {p for p, _ in taken.versions} if schedule.window(p)[1] < today]
    return sorted(
        (p for p in closed if rests_on_other(p, merged, making)),
        key=lambda p: (schedule.window(p)[1], p),
    )


def rests_on_other(
    period: Period, merged: Mapping[Period, Made], making: Mapping[Period, Made]
) -> bool:
    """Tell whether what was received or decided for a period is no more what it was made of."""
    return period not in merged or merged[period].basis != making[period].basis


def made_otherwise(
    merged: Mapping[Period, Made], making: Mapping[Period, Made], besides: Collection[Period]
) -> tuple[Period, ...]:
    """Return what was made under another configuration than it would be now, and never told so."""
    return tuple(
        period
        for period, made in sorted(merged.items())
        if period in making
        and period not in besides
        and making[period].configuration not in (made.configuration, made.told)
    )


def making_of(desk: Desk, taken: Taken, asked: Collection[Period]) -> dict[Period, Made]:
    """Hash, in the order of time, all on which each period's report would be made now.

    It rests on what was received and decided about it, and about all that ended by its end.
    """
    facts = _facts(taken)
    ends = {period: desk.schedule.window(period)[1] for period in {*facts, *asked}}
    configurations, so_far = _Configurations(desk), hashlib.sha256()
    found: dict[Period, Made] = {}
    in_time = sorted(ends, key=lambda period: (ends[period], period))
    for _, ended_together in groupby(in_time, key=ends.__getitem__):
        periods = list(ended_together)
        for fact in (fact for period in periods for fact in facts.get(period, ())):
            so_far.update(f"{fact}\n".encode())
        for period in periods:
            if period.kind in desk.forms:
                own = so_far.copy()  # a signed copy changes no later report
                if period.kind in desk.office(period).signed_copies:
                    own.update("".join(sorted(taken.signed_of(period).values())).encode())
                found[period] = Made(own.hexdigest(), configurations.of(period))
    return found


class _Configurations:
    """Hashes of what each period's report is made under: program, declarations, their wording."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._declared: dict[object, str] = {}  # most periods have the same office and forms
        self._words: dict[PeriodKind, str] = {}  # hash of how a kind's reports are worded
        self._whole: dict[object, str] = {}  # most periods of a year have the same
        forms = desk.forms.values()
        self._dated = [rule for form in forms for rule in form.rules if rule.dated]

    def of(self, period: Period) -> str:
        """Return that of a period: what is declared for other periods is nothing to it."""
        schedule = self._desk.schedule
        first, last = schedule.window(period)
        years = schedule.years_of(period) | {first.year}
        declared, words = self._declared_for(period, last), self._words_of(period.kind)
        key = declared, words, frozenset(years), id(schedule.of(period))
        if key not in self._whole:
            self._whole[key] = self._hashed(declared, words, schedule.of(period), years)
        return self._whole[key]

    def _hashed(self, declared: str, words: str, held: Schedule, years: Collection[int]) -> str:
        schedule = self._desk.schedule
        days_off = sorted(day for day in schedule.holidays if day.year in years)
        worked = sorted(day for day in schedule.working_days if day.year in years)
        asked = replace(held, later=(), holidays=frozenset(), working_days=frozenset())
        return digest(declared, asked, days_off, worked, words)

    def _words_of(self, kind: PeriodKind) -> str:
        if kind not in self._words:
            paths = [self._desk.wording(kind, name) for name in ("report.md", "summary.md")]
            self._words[kind] = digest(*(p.read_bytes() if p.exists() else b"" for p in paths))
        return self._words[kind]

    def _declared_for(self, period: Period, day: date) -> str:
        office = self._desk.office(period)
        forms = self._desk.forms.values()
        key = id(office), graded_on(self._dated, day)
        if key not in self._declared:
            declared = (one.name for one in fields(office) if one.name not in _ELSEWHERE)
            said = [getattr(office, name) for name in declared]
            asked = [form.as_of(day) for form in forms]
            self._declared[key] = digest(__version__, said, asked)
        return self._declared[key]


def _facts(taken: Taken) -> dict[Period, list[str]]:
    """Write down what was received and decided about each period; copies of a file count once."""
    arrived: dict[tuple[Period, str, str], datetime] = {}
    for (period, unit), versions in taken.versions.items():
        for version in versions:
            key = (period, unit, version.submission.sha256)
            arrived[key] = min(version.first_seen, arrived.get(key, version.first_seen))
    facts: dict[Period, list[str]] = {}
    for (period, unit, sha256), at in sorted(arrived.items()):
        line = f"{period} {unit} {sha256} {taken.says[sha256]} {at}"
        facts.setdefault(period, []).append(line)
    for period in sorted({one.period for one in taken.decisions.every if one.period}):
        facts.setdefault(period, []).extend(map(str, taken.decisions.of(period)))
    return facts
