"""See how units stand, and what is wrong in files; nothing is written."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from pipeline import texts
from pipeline.domain.finding import BaocaoError, Finding
from pipeline.domain.period import Period
from pipeline.domain.submission import Submission
from pipeline.intake.inbox import Arrival, Inbox, shown, take
from pipeline.intake.record import from_json
from pipeline.intake.submission import failed_submission, unread_submission
from pipeline.intake.unpack import unpack
from pipeline.ledger.ledger import look_into
from pipeline.recipes.desk import Desk
from pipeline.recipes.issue import lost_inputs, unsealed
from pipeline.recipes.judge import being_collected, history_of, overview_of
from pipeline.recipes.outcome import Outcome, Result, of_no_period
from pipeline.recipes.receive import Progress, count_files, read_arrivals, replace_file, take_in


def status(desk: Desk, periods: Sequence[Period], now: datetime, progress: Progress) -> Outcome:
    """Tell how each unit stands, without writing anything, not even a ledger."""
    desk.must_owe(periods)
    with look_into(desk.collected) as ledger:
        taken = take_in(desk, ledger, now, progress, note=False)
        chosen = periods or being_collected(desk, now)
        history = history_of(desk, taken, chosen)
        issued = ledger.issued()
        results = tuple(
            Result(overview_of(desk, taken, history, p, now), (), issued=issued.get(p))
            for p in chosen
        )
        return Outcome(
            results,
            count_files(taken, history),
            of_no_period(taken.refused, results),
            unsealed=unsealed(desk, ledger, issued.values()),
            lost_inputs=lost_inputs(ledger, issued.values()),
            repeated=tuple(taken.repeated),
            ahead=taken.ahead,
            unrecorded=taken.new,
        )


def check(desk: Desk, paths: Sequence[Path], progress: Progress) -> tuple[Submission, ...]:
    """Say of each file what merge would say of it; nothing is recorded."""
    looked = [_looked_at(path, desk.collected) for path in paths]
    arrivals = [arrival for inbox in looked for arrival in inbox.arrivals]
    records, broke = read_arrivals(desk, arrivals, progress)

    def read(one: Arrival) -> Submission:
        if one.sha256 in broke:
            return failed_submission(one.file, one.sha256, broke[one.sha256])
        return replace_file(from_json(records[one.sha256], desk.forms), one.file)

    return tuple(
        submission
        for inbox in looked
        for submission in (*map(read, inbox.arrivals), *map(unread_submission, inbox.findings))
    )


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
