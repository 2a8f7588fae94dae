"""Tell which periods rest on something else than when they were made."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from datetime import datetime
from itertools import groupby

from pipeline import __version__
from pipeline.domain.digest import digest
from pipeline.domain.period import Period, PeriodKind
from pipeline.ledger.ledger import Made
from pipeline.recipes.desk import Desk
from pipeline.recipes.receive import Taken


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
    schedule = desk.office.schedule
    today = now.astimezone(schedule.zone).date()
    closed = [p for p in {p for p, _ in taken.versions} if schedule.window(p)[1] < today]
    return sorted(
        (p for p in closed if p not in merged or merged[p].basis != making[p].basis),
        key=lambda p: (schedule.window(p)[1], p),
    )


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
    ends = {period: desk.office.schedule.window(period)[1] for period in {*facts, *asked}}
    configurations, so_far = _configurations(desk), hashlib.sha256()
    found: dict[Period, Made] = {}
    in_time = sorted(ends, key=lambda period: (ends[period], period))
    for _, ended_together in groupby(in_time, key=ends.__getitem__):
        periods = list(ended_together)
        for fact in (fact for period in periods for fact in facts.get(period, ())):
            so_far.update(f"{fact}\n".encode())
        for period in periods:
            if period.kind in configurations:
                found[period] = Made(so_far.hexdigest(), configurations[period.kind])
    return found


def _configurations(desk: Desk) -> dict[PeriodKind, str]:
    """Hash what reports of each kind are made under: program, declarations, their wording."""
    declared, found = digest(__version__, desk.office, desk.forms), {}
    for kind in desk.forms:
        wording = desk.wording(kind, "report.md")
        found[kind] = digest(declared, wording.read_bytes() if wording.exists() else b"")
    return found


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
