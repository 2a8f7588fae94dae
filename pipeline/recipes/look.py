"""See how units stand; nothing is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pipeline.consolidate.history import History
from pipeline.consolidate.overview import findings_of
from pipeline.domain.decision import Decision
from pipeline.domain.finding import Finding, Severity
from pipeline.domain.office import Office, Unit
from pipeline.domain.period import Period
from pipeline.domain.standing import Standing, StandingKind
from pipeline.ledger.ledger import Ledger, look_into
from pipeline.recipes.desk import Desk
from pipeline.recipes.edited import is_edited
from pipeline.recipes.issue import lost_inputs, unsealed
from pipeline.recipes.judge import being_collected, coming, history_of, overview_of
from pipeline.recipes.outcome import Outcome, Result, lost_forms, of_no_period
from pipeline.recipes.receive import (
    Progress,
    Taken,
    count_files,
    refused_still,
    take_in,
)
from pipeline.recipes.remake import making_of, to_make_again
from pipeline.recipes.write import report_name


def status(desk: Desk, periods: Sequence[Period], now: datetime, progress: Progress) -> Outcome:
    """Tell how each unit stands, without writing anything, not even a ledger."""
    desk.must_owe(periods)
    with look_into(desk.collected) as ledger:
        taken = take_in(desk, ledger, now, progress, note=False)
        chosen = periods or being_collected(desk, now)
        return found(desk, ledger, taken, history_of(desk, taken, chosen), chosen, now)


def found(
    desk: Desk,
    ledger: Ledger,
    taken: Taken,
    history: History,
    chosen: Sequence[Period],
    now: datetime,
) -> Outcome:
    """Say how periods stand by what was received and decided so far."""
    issued, merged, notices = ledger.issued(), ledger.merged(), ledger.notices()
    making = making_of(desk, taken, {*chosen, *merged})
    stale = to_make_again(desk, taken, merged, making, now)
    made = {p for p in merged if p not in stale and _is_made(desk, ledger, p, now)}
    results = tuple(
        Result(
            overview_of(desk, taken, history, p, now),
            (),
            made=p in made,
            edited=p in made and p not in issued and is_edited(desk, ledger, p),
            issued=issued.get(p),
            notices=notices,
        )
        for p in chosen
    )
    return Outcome(
        results,
        count_files(taken, history),
        of_no_period(taken.refused, results),
        still_refused=refused_still(taken, history),
        unsealed=unsealed(desk, ledger, issued.values()),
        lost_inputs=lost_inputs(ledger, issued.values()),
        repeated=tuple(taken.repeated),
        lost_forms=lost_forms(taken.every),
        ahead=taken.ahead,
        objections=taken.objections,
        coming=coming(desk, now),
        unrecorded=taken.new,
        to_change=tuple(p for p in stale if p in merged and p not in chosen),
    )


@dataclass(frozen=True, slots=True)
class Report:
    """One unit's report of one period, as it stands now."""

    period: Period
    standing: Standing
    due: bool  # the deadline is over
    findings: tuple[Finding, ...]  # what is asked about it
    decisions: tuple[Decision, ...]

    @property
    def asks(self) -> bool:
        """Whether somebody must act: the unit, or whoever knows when it came."""
        waiting = {StandingKind.INVALID, StandingKind.UNDECIDED}
        if self.due:
            waiting.add(StandingKind.MISSING)
        return self.standing.kind in waiting or bool(self.findings)


@dataclass(frozen=True, slots=True)
class OfUnit:
    """One unit's reports, the newest last, and the office as it is now."""

    unit: Unit
    office: Office
    reports: tuple[Report, ...]


def status_of(
    desk: Desk, name: str, periods: Sequence[Period], now: datetime, progress: Progress
) -> OfUnit:
    """Tell how one unit stands in all periods that are known, or in these; nothing is written."""
    unit = desk.unit(name)
    desk.must_owe(periods)
    with look_into(desk.collected) as ledger:
        taken = take_in(desk, ledger, now, progress, note=False)
    history = history_of(desk, taken, periods or being_collected(desk, now))
    known = {one for one, code in history.standings if code == unit.code}
    ended = desk.schedule.window
    chosen = sorted(known & set(periods) if periods else known, key=lambda p: (ended(p)[1], p))
    reports = tuple(
        Report(
            one,
            standing,
            now >= desk.schedule.deadline(one),
            tuple(f for f in findings_of(standing) if f.severity is not Severity.NOTE),
            tuple(d for d in taken.decisions.of(one) if d.unit == unit.code),
        )
        for one in chosen
        for standing in (history.standings[one, unit.code],)
    )
    return OfUnit(unit, desk.register.latest, reports)


def _is_made(desk: Desk, ledger: Ledger, period: Period, now: datetime) -> bool:
    """Tell whether no deadline passed since a period's outputs were made, and they are there."""
    at, deadline = ledger.merged_at(period), desk.schedule.deadline(period)
    there = (desk.output / str(period) / report_name(period)).is_file()
    return there and at is not None and not at < deadline <= now
