"""See how units stand, and what is wrong in files; nothing is written."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from pipeline import texts
from pipeline.consolidate.history import History
from pipeline.consolidate.overview import findings_of
from pipeline.domain.decision import Decision
from pipeline.domain.finding import BaocaoError, Finding, Severity, in_reading_order
from pipeline.domain.office import Office, Unit
from pipeline.domain.period import Period
from pipeline.domain.standing import Standing, StandingKind
from pipeline.domain.submission import Submission, as_copy
from pipeline.intake.inbox import Inbox, shown, take
from pipeline.intake.submission import unread_submission
from pipeline.intake.unpack import unpack
from pipeline.ledger.ledger import Ledger, look_into
from pipeline.recipes.desk import Desk
from pipeline.recipes.judge import being_collected, coming, history_of, overview_of
from pipeline.recipes.outcome import Outcome, Result, lost_forms, of_no_period
from pipeline.recipes.receive import (
    Progress,
    Taken,
    count_files,
    refused_still,
    replace_file,
    take_in,
    without_purged,
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
    from pipeline.recipes.edited import is_edited  # `check` can do without these
    from pipeline.recipes.issue import lost_inputs, unsealed

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


@dataclass(frozen=True, slots=True)
class Checked:
    """What merge would say of a file, and the decision that it is not to be used, if any."""

    submission: Submission
    aside: Decision | None

    @property
    def asks(self) -> bool:
        """Whether somebody must mend it."""
        one = self.submission
        return not (one.valid or one.is_copy or self.aside)


def check(
    desk: Desk, paths: Sequence[Path], now: datetime, progress: Progress
) -> tuple[Checked, ...]:
    """Say of each file what merge would say of it, earlier reports looked at; nothing is recorded.

    A file that lies elsewhere is taken as if it had just been put into `collected/`.
    """
    looked = [_looked_at(path, desk.collected) for path in paths]
    with look_into(desk.collected) as ledger:
        decisions = ledger.decisions()
        looked = [without_purged(inbox, decisions) for inbox in looked]
        arrivals = [arrival for inbox in looked for arrival in inbox.arrivals]
        taken = take_in(desk, ledger, now, progress, note=False, besides=arrivals)
    history = history_of(desk, taken, ())
    judged = judged_of(taken, history.standings.values())
    return tuple(
        Checked(
            replace(submission, findings=in_reading_order(submission.findings)),
            decisions.aside(submission.sha256),
        )
        for inbox in looked
        for submission in (
            *(replace_file(judged[one.sha256], one.file) for one in inbox.arrivals),
            *map(unread_submission, inbox.findings),
        )
    )


def judged_of(taken: Taken, standings: Iterable[Standing]) -> dict[str, Submission]:
    """Return all that was read, by hash, with what other reports say of it."""
    judged = {one.sha256: one for one in (*taken.here, *taken.scans)}
    judged |= {version.submission.sha256: version.submission for version in taken.unplaced}
    for (period, unit), files in taken.signed.items():
        for one in taken.scans:
            if one.file in files:
                judged[one.sha256] = as_copy(one, unit, period)
    for standing in standings:
        for one in (*standing.versions, *standing.aside):
            doubts = tuple(f for f in standing.doubts if f.where.file == one.file)
            judged[one.sha256] = replace(one, findings=(*one.findings, *doubts))
    return judged


def _looked_at(path: Path, collected: Path) -> Inbox:
    """Take one file as merge takes it from `collected/`; BaocaoError when there is none.

    Units send files of one name: it is called as merge calls it, or, lying elsewhere, as typed.
    """
    whole, folder = path.absolute(), collected.absolute()
    called = whole.relative_to(folder) if whole.is_relative_to(folder) else path
    if path.is_dir() and not path.is_symlink():
        raise BaocaoError(texts.screen.CHECK_A_FOLDER.format(path=path))
    if not os.path.lexists(path):
        raise BaocaoError(texts.screen.CANNOT_OPEN.format(path=path))
    taken = take(path, shown(called.as_posix()))
    if isinstance(taken, Finding):
        return Inbox((), (taken,), ())
    return unpack(taken)
