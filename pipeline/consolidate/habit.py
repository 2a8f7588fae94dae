"""When units usually send: how many of their last reports had come when as much time was left."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from pipeline.consolidate.history import History
from pipeline.domain.period import Period
from pipeline.domain.standing import Standing

LAST = 8  # periods of the same kind that are looked back at
LEAST = 4  # of which a unit must have owed so many, or nothing is known of its habit


@dataclass(frozen=True, slots=True)
class Habit:
    """How many of a unit's last reports had come by a time, of how many it owed."""

    sent: int
    of: int

    @property
    def known(self) -> bool:
        """Whether there is history enough to speak of a habit."""
        return self.of >= LEAST

    @property
    def usual(self) -> bool:
        """Whether it has usually sent by then: three times of four."""
        return self.known and 4 * self.sent >= 3 * self.of


def habits(
    history: History, mailed: Collection[str], period: Period, now: datetime
) -> Mapping[str, Habit]:
    """Return each unit's habit, by code, at the time that is left now before a period is due.

    `mailed` are the hashes of the files that came in mails.
    """
    schedule = history.register.schedule
    left = schedule.deadline(period) - now
    earlier = list(_reported_before(history, period))
    found = {}
    for unit in history.register.as_of(period).reporters(period):
        keys = ((p, unit.code) for p in earlier)
        stood = {key[0]: history.standings[key] for key in keys if key in history.standings}
        sent = sum(_had_come(one, mailed, schedule.deadline(p) - left) for p, one in stood.items())
        found[unit.code] = Habit(sent, len(stood))
    return found


def _reported_before(history: History, period: Period) -> Iterator[Period]:
    """Yield the last periods of a kind in which anybody reported, the newest first."""
    owed: dict[Period, list[str]] = {}
    for one, unit in history.standings:
        if one.kind is period.kind and one < period:
            owed.setdefault(one, []).append(unit)
    known = sorted(owed, reverse=True)
    reported = (p for p in known if any(history.in_force(p, unit) for unit in owed[p]))
    yield from islice(reported, LAST)


def _had_come(standing: Standing, mailed: Collection[str], by: datetime) -> bool:
    """Tell whether a report had come by an instant.

    It came when its mail did, or when a named person says. Else the file was sent once it was
    finished, if it says when it was saved; nobody is judged by that, only rung up.
    """
    if not standing.reported or standing.latest is None:
        return False
    came_in_mail = any(version.sha256 in mailed for version in standing.versions)
    surely = standing.latest if came_in_mail else standing.earliest or standing.latest
    return surely <= by
