"""What an office declares otherwise from a day on: `[[changes]]`, with the keys that differ."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any

from pipeline import texts
from pipeline.config.schedule import DAYS_OF_ALL_TIMES, read_schedule
from pipeline.config.toml import TomlSection
from pipeline.domain.office import Schedule
from pipeline.domain.period import PeriodKind
from pipeline.domain.register import Change

Readers = Mapping[str, Callable[[TomlSection], dict[str, Any]]]  # by section: fields of Office
Later = tuple[tuple[date, Schedule], ...]

_SCHEDULE = "schedule"


def read_changes(
    top: TomlSection, readers: Readers, owed: Collection[PeriodKind]
) -> tuple[tuple[Change, ...], Later]:
    """Read what holds from later days on; what a change does not name stays as it was before it."""
    sections = top.many("changes", needed=False)
    if top.source.mistakes:  # each change would repeat those of what it changes
        return (), ()
    held = {name: dict(top.data.get(name, {})) for name in (*readers, _SCHEDULE)}
    changes: list[Change] = []
    later: list[tuple[date, Schedule]] = []
    for section in sections:
        since = section.day("since")
        if since is None or (changes and since <= changes[-1].since):
            section.say("since", texts.config.CHANGES_IN_ORDER)
            since = date.max
        values: dict[str, Any] = {}
        for name in held:
            own = section.sub(name, needed=False)
            if own.absent:
                continue
            if "plan" in own.data:  # bases and rows cite the plan of their own file
                own.say("plan", texts.config.PLAN_IS_A_FILE)
            whole = own.over(held[name])
            held[name] = whole.data
            if name != _SCHEDULE:
                values |= readers[name](whole)
                continue
            for key in DAYS_OF_ALL_TIMES & own.data.keys():
                own.say(key, texts.config.OF_ALL_TIMES)
            later.append((since, read_schedule(whole, owed)))
        section.close()
        changes.append(Change(since, values))
    return tuple(changes), tuple(later)
