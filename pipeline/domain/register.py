"""All that an office ever declared; asked for a period, it is the office as it was for that period.

A report is, for ever, what was asked and known for its period. So nothing looks at the list as it
stands today: whoever needs a period's tasks, targets or signer asks `as_of(period)`. What begins
after a period's window is not in its office, and of what ends after it nobody knows the end yet, so
that a declaration added for later changes no office of before.

When a period runs and is due is said by the schedule of its first nominal day, all else by what
holds on its window's last day.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any, TypeVar

from pipeline.domain.handed_up import HandUp, Superior
from pipeline.domain.office import (
    EVERYBODY,
    Basis,
    Group,
    Indicator,
    Office,
    RosterRow,
    Schedule,
    Service,
    Task,
    Unit,
)
from pipeline.domain.period import Period, PeriodKind
from pipeline.domain.validity import Validity

Body = TypeVar("Body", Unit, Service)
Row = TypeVar("Row", Task, Indicator, Basis, RosterRow)


@dataclass(frozen=True, slots=True)
class Change:
    """What an office declares otherwise from a day on."""

    since: date
    values: Mapping[str, Any]  # by field of Office


@dataclass(frozen=True)  # no slots: it keeps the offices it has worked out
class Register:
    """An office's declarations of all times."""

    office: Office  # with every row there ever was; single values as they were at first
    changes: tuple[Change, ...] = ()  # in the order of their days
    begins: tuple[date, ...] = ()  # on which its plans begin, or its first year
    hand_up: HandUp | None = None  # how the office stands at the level above
    superiors: tuple[Superior, ...] = ()  # workbooks of that level
    _known: dict[int, Office] = field(default_factory=dict, init=False, compare=False, repr=False)

    @property
    def schedule(self) -> Schedule:
        """When periods run and are due; it knows by itself what held when."""
        return self.office.schedule

    @property
    def kinds(self) -> frozenset[PeriodKind]:
        """The kinds of period that units report on; of others nothing is due."""
        return self.office.kinds

    @property
    def latest(self) -> Office:
        """The office of the last declaration: for what belongs to no period."""
        return self.on(date.max)

    def as_of(self, period: Period) -> Office:
        """Return the office as it was for a period."""
        return self.on(self.schedule.window(period)[1])

    def on(self, day: date) -> Office:
        """Return the office as it was known on a day."""
        since = bisect_right(self._days, day)
        if since not in self._known:
            self._known[since] = self._as_known(day)
        return self._known[since]

    def _as_known(self, day: date) -> Office:
        office = self.office
        for change in self.changes:
            if change.since <= day:
                office = replace(office, **change.values)
        known = replace(
            office,
            units=tuple(map(_not_ended_yet, _bodies(office.units, day))),
            services=tuple(_bodies(office.services, day)),
            tasks=tuple(_holding(office.tasks, day)),
            indicators=tuple(_judged(office.indicators, day)),
            targets=office.targets if _begun(office.targets_since, day) else {},
            bases=tuple(_holding(office.bases, day)),
            roster=tuple(_holding(office.roster, day)),
        )
        return replace(known, groups=tuple(_met(known)))

    @cached_property
    def _days(self) -> Sequence[date]:
        """The days from which something holds that did not hold the day before."""
        office = self.office
        rows: tuple[Unit | Service | Task | Indicator | Basis | RosterRow, ...] = (
            *office.units,
            *office.services,
            *office.tasks,
            *office.indicators,
            *office.bases,
            *office.roster,
        )
        begun = {row.validity.since for row in rows} | {change.since for change in self.changes}
        begun |= {one.target_since for one in office.indicators} | {office.targets_since}
        begun |= {change.values.get("targets_since") for change in self.changes}
        ended = {row.validity.until for row in rows} - {date.max}  # after that there is no day
        days = {day for day in begun if day} | {day + timedelta(days=1) for day in ended if day}
        return sorted(days)


def _bodies(rows: Iterable[Body], day: date) -> Iterator[Body]:
    """Yield what had begun by a day, each code once, as its newest row says.

    One that goes on under another row is the same: it holds since its first.
    """
    there: dict[str, list[Body]] = {}
    for row in rows:
        if row.validity.since is None or row.validity.since <= day:
            there.setdefault(row.code, []).append(row)
    for same in there.values():
        in_time = sorted(same, key=lambda row: row.validity.since or date.min)
        whole = Validity(in_time[0].validity.since, in_time[-1].validity.until)
        yield replace(in_time[-1], validity=whole.as_known(day))


def _not_ended_yet(unit: Unit) -> Unit:
    """Return a unit without a successor while it goes on."""
    return unit if unit.validity.until else replace(unit, successor="")


def _met(office: Office) -> Iterator[Group]:
    """Yield the groups some unit belongs to or some row names: one of later days is none yet."""
    named = {mark for task in office.tasks for mark in task.marks}
    named |= {mark for one in office.indicators for mark in one.units}
    named |= {f"@{unit.group}" for unit in office.units} | {f"@{EVERYBODY}"}
    yield from (group for group in office.groups if group.mark in named)


def _judged(rows: Iterable[Indicator], day: date) -> Iterator[Indicator]:
    """Yield the indicators of a day, without a target that must be reached later on only."""
    for row in _holding(rows, day):
        yield row if _begun(row.target_since, day) else replace(row, target=None, target_by=None)


def _begun(since: date | None, day: date) -> bool:
    return since is None or since <= day


def _holding(rows: Iterable[Row], day: date) -> Iterator[Row]:
    for row in rows:
        if row.validity.covers(day):
            yield replace(row, validity=row.validity.as_known(day))
