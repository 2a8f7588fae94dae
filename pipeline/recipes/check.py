"""See what is wrong in files; nothing is written."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from pipeline import texts
from pipeline.domain.decision import Decision
from pipeline.domain.finding import BaocaoError, Finding, in_reading_order
from pipeline.domain.standing import Standing
from pipeline.domain.submission import Submission, as_copy
from pipeline.intake.inbox import Inbox, shown, take
from pipeline.intake.unpack import unpack
from pipeline.intake.unread import unread_submission
from pipeline.ledger.ledger import look_into
from pipeline.recipes.desk import Desk
from pipeline.recipes.judge import history_of
from pipeline.recipes.receive import Progress, Taken, replace_file, take_in, without_purged


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
