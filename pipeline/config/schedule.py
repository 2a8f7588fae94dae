"""When periods run and reports are due, as an office declares it."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pipeline import texts
from pipeline.config.toml import TomlSection
from pipeline.domain.office import Schedule
from pipeline.domain.period import PeriodKind

# Hold whatever the day: a zone that changes is another office, and days off are dated themselves.
DAYS_OF_ALL_TIMES = frozenset({"time_zone", "holidays", "working_days"})


def read_schedule(section: TomlSection, owed: Collection[PeriodKind]) -> Schedule:
    """Read the schedule; `owed` are the kinds of period that some unit reports on."""
    zone_name = section.need("time_zone", str, "Asia/Ho_Chi_Minh")
    try:
        zone = ZoneInfo(zone_name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # a folder of zones is no zone
        section.say("time_zone", texts.config.NO_ZONE.format(zone=zone_name))
        zone = ZoneInfo("UTC")
    schedule = Schedule(
        zone=zone,
        week_starts=_weekday(section, "week_starts"),
        due_weekday=_weekday(section, "due_weekday"),
        due_time=_clock_time(section, "due_time"),
        month_ends=_month_ends(section, owed),
        due_days=_due_days(section, owed),
        due_day_included=section.get("due_day_included", bool, False),
        holidays=section.days("holidays"),
        working_days=section.days("working_days"),
        move_off_holidays=section.get("move_off_holidays", bool, False),
        asked=_asked(section),
    )
    section.close()
    return schedule


def _month_ends(section: TomlSection, owed: Collection[PeriodKind]) -> int:
    """Read the last day of a month's window; needed where some unit owes months."""
    if "month_ends" in section.data or any(kind.follows_plan for kind in owed):
        return _day_of_month(section, "month_ends", 28)
    return 28


def _due_days(section: TomlSection, owed: Collection[PeriodKind]) -> dict[PeriodKind, int]:
    """Read on which day of its last month a period is due; needed of what some unit owes."""
    keys = {kind: f"{kind.name.lower()}_due_day" for kind in PeriodKind if kind.follows_plan}
    keys = {kind: key for kind, key in keys.items() if kind in owed or key in section.data}
    return {kind: _day_of_month(section, key, 28) for kind, key in keys.items()}


def _asked(section: TomlSection) -> dict[PeriodKind, tuple[int, ...]]:
    """Read which halves and quarters of a year are reported on; all that are not declared are."""
    asked = {}
    for kind in (PeriodKind.QUARTER, PeriodKind.HALF_YEAR):
        key, numbers = f"{kind.name.lower()}s", range(1, 12 // kind.months + 1)
        said = section.get(key, list, list(numbers))
        if all(type(number) is int and number in numbers for number in said):
            asked[kind] = tuple(said)
        else:
            section.say(key, texts.config.NUMBERS.format(known=list(numbers)))
    return asked


def _day_of_month(section: TomlSection, key: str, most: int) -> int:
    day = section.need(key, int, 1)
    if 1 <= day <= most:
        return day
    section.say(key, texts.config.DAY_OF_MONTH.format(most=most))
    return 1


def _weekday(section: TomlSection, key: str) -> int:
    value = section.need(key, int, 1)
    if not 1 <= value <= 7:
        section.say(key, texts.config.WEEKDAY)
        return 1
    return value


def _clock_time(section: TomlSection, key: str) -> time:
    text = section.need(key, str, "09:00")
    if re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", text, re.ASCII):
        return time.fromisoformat(text)
    section.say(key, texts.config.CLOCK)
    return time(9)
