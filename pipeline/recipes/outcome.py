"""What a run of merge or status found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import texts
from pipeline.domain.finding import Finding
from pipeline.domain.office import Unit
from pipeline.domain.period import Period
from pipeline.domain.reminders import NONE_YET, Notice, NoticeKind, Notices
from pipeline.domain.submission import LOST_FORM, Submission

if TYPE_CHECKING:  # `status` writes nothing
    from pipeline.domain.issue import Correction, Issue
    from pipeline.domain.summary import Overview
    from pipeline.recipes.edited import Kept
    from pipeline.recipes.footing import Footing
    from pipeline.recipes.receive import FileCount
    from pipeline.recipes.write import Written


@dataclass(frozen=True, slots=True)
class Result:
    """One period, merged or looked at."""

    summary: Overview
    written: tuple[Written, ...]
    returned: Mapping[str, Written] = field(default_factory=dict)  # forms to mend, by unit code
    slips: tuple[Written, ...] = ()  # what each unit got in the emulation ledger
    receipts: tuple[Written, ...] = ()  # what units are told whose report was taken
    made: bool = False  # its outputs are there, and nothing came since or ran out
    edited: bool = False  # so they are, and somebody edited its report by hand
    issued: Issue | None = None  # its report was issued: it is looked at, not made again
    changed: tuple[Correction, ...] = ()  # figures its outputs stated otherwise before this run
    kept: Kept | None = None  # what somebody wrote in its report, and what is left to look at
    notices: Notices = NONE_YET  # who was sent the form, and who was reminded

    def noted(self, kind: NoticeKind, unit: Unit) -> tuple[Notice, ...]:
        """Return what was noted of a unit about this period."""
        return self.notices.of(kind, self.summary.period, unit.code)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run of merge or status found."""

    results: tuple[Result, ...]
    files: FileCount
    refused: tuple[Finding, ...]  # why files of no period shown here cannot be used, one each
    ripple: tuple[tuple[Issue, tuple[Correction, ...]], ...] = ()  # issued reports that changed
    touched: tuple[tuple[Issue, tuple[str, ...]], ...] = ()  # issued, and what arrived since
    to_change: tuple[Period, ...] = ()  # closed, and of other files, decisions or readings now
    outdated: tuple[Period, ...] = ()  # made under another configuration, which is news
    unsealed: tuple[tuple[Issue, str, Path], ...] = ()  # issued files changed or gone; what is kept
    lost_inputs: tuple[tuple[Issue, str], ...] = ()  # files of issued reports no longer kept
    repeated: tuple[Submission, ...] = ()  # new files that are known to the last byte
    lost_forms: tuple[tuple[str, int], ...] = ()  # declarations gone, each with its files
    ahead: datetime | None = None  # an earlier run's clock, when this one's is behind it
    objections: tuple[Submission, ...] = ()  # of units to their points, to be decided about
    unread: tuple[Written, ...] = ()  # of files that cannot be used, what to do about each
    still_refused: tuple[Submission, ...] = ()  # lying there, and replaced by nothing since
    coming: Period | None = None  # the period over next that somebody owes
    unrecorded: int = 0  # files seen for the first time by a run that records nothing
    next: Next | None = None  # what the same merge would find; None where it has to look

    @property
    def elsewhere(self) -> tuple[Submission, ...]:
        """Refused files of periods that are not shown, and that have no other answer."""
        named = {finding.where.file for finding in self.refused}
        shown = {result.summary.period for result in self.results}
        return tuple(
            one
            for one in self.still_refused
            if one.period and one.period not in shown and one.file not in named
        )


@dataclass(frozen=True, slots=True)
class Next:
    """What the same merge would find, as long as all it rests on is as it was."""

    footing: Footing
    outcome: Outcome


def lost_forms(submissions: Iterable[Submission]) -> tuple[tuple[str, int], ...]:
    """Return which declarations of forms are gone, each with how many files wait for it."""
    wanted = Counter(
        texts.screen.FORM_FILE.format(**finding.details)
        for one in submissions
        for finding in one.findings
        if finding.code == LOST_FORM
    )
    return tuple(sorted(wanted.items()))


def of_no_period(refused: Iterable[Finding], results: Iterable[Result]) -> tuple[Finding, ...]:
    """Return why files cannot be used that no period shown speaks of: each file has its answer."""
    shown = {f.where.file for result in results for f in result.summary.findings}
    return tuple(finding for finding in refused if finding.where.file not in shown)
