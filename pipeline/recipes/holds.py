"""Until when what was found holds if nothing comes: the clock alone changes what a merge says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from pipeline.domain.period import Period
from pipeline.recipes.desk import Desk
from pipeline.recipes.judge import COLLECTED


def holds_until(desk: Desk, known: Iterable[Period], now: datetime) -> datetime:
    """Return the next instant at which a standing, a signer or a declaration may be another.

    The day decides who signs, which period is collected, which is closed, what is declared.
    Within a day it is deadlines, and the end of the time in which a long period is still awaited.
    """
    schedule = desk.schedule
    today = now.astimezone(schedule.zone).date()
    midnight = datetime.combine(today + timedelta(days=1), time(0), schedule.zone)
    about = {
        period
        for kind in desk.forms
        if kind in desk.register.kinds
        for current in (schedule.current(now, kind),)
        for period in (current.previous, current, current.next)
    }
    due = [schedule.deadline(period) for period in {*about, *known}]
    instants = (midnight, *due, *(deadline + COLLECTED for deadline in due))
    return min(instant for instant in instants if instant > now)
