"""When periods run and reports are due, as an office declares it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pipeline import texts
from pipeline.config.toml import TomlSection
from pipeline.domain.office import Schedule
from pipeline.domain.period import PeriodKind

# Hold whatever the day: a zone that changes is another office, and days off are dated themselves.
DAYS_OF_ALL_TIMES = frozenset({"time_zone", "holidays", "working_days"})
_CLOCK = r"([01]\d|2[0-3]):[0-5]\d"
_EVERY_MONTH_HAS = 28


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
        week_starts=section.number("week_starts", 1, 7, texts.config.WEEKDAY),
        due_weekday=section.number("due_weekday", 1, 7, texts.config.WEEKDAY),
        due_time=time.fromisoformat(
            section.matching("due_time", _CLOCK, texts.config.CLOCK, "09:00")
        ),
        month_ends=_day_of_month(section, "month_ends", needed=any(k.follows_plan for k in owed)),
        due_days=_due_days(section, owed),
        due_day_included=section.get("due_day_included", bool, False),
        holidays=section.days("holidays"),
        working_days=section.days("working_days"),
        move_off_holidays=section.get("move_off_holidays", bool, False),
        asked=_asked(section),
    )
    section.close()
    return schedule


def _due_days(section: TomlSection, owed: Collection[PeriodKind]) -> dict[PeriodKind, int]:
    """Read on which day of its last month a period is due; needed of what some unit owes."""
    keys = {kind: f"{kind.name.lower()}_due_day" for kind in PeriodKind if kind.follows_plan}
    days = {k: _day_of_month(section, key, needed=k in owed) for k, key in keys.items()}
    return {kind: days[kind] for kind, key in keys.items() if kind in owed or key in section.data}


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


def _day_of_month(section: TomlSection, key: str, *, needed: bool = True) -> int:
    sentence = texts.config.DAY_OF_MONTH.format(most=_EVERY_MONTH_HAS)
    return section.number(key, 1, _EVERY_MONTH_HAS, sentence, needed=needed)
