"""What a named person decided: only ever added, never changed; a later one may withdraw it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from pipeline.domain.period import Period


class DecisionKind(StrEnum):
    """What can be decided."""

    RECEIVED = "received"  # when a report really arrived
    SET_ASIDE = "set_aside"  # a file is not to be used
    PURGED = "purged"  # a file was forgotten, but for its hash: it is turned back for good
    WAIVED = "waived"  # a finding does not stand in the way, for one unit and period
    EXCUSED = "excused"  # a lateness has a good reason
    CARRIED = "carried"  # a missing unit's last figures stand in
    AMENDED = "amended"  # a count was told by telephone: it stands in place of the one sent
    ANSWERED = "answered"  # a unit's objection to its points: how many it gets
    REOPENED = "reopened"  # an issued report may be made again
    WITHDRAWN = "withdrawn"  # an earlier decision no longer holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision, with who and why."""

    number: int  # as listed; 0 until it is written down
    kind: DecisionKind
    unit: str  # code, "" when it is about no unit
    period: Period | None
    # Hash of the file, code of the finding, number withdrawn, id of the issue, or ""; of what was
    # amended the hash, the row's code and the column's id.
    subject: str
    label: str  # the subject as people know it
    at: datetime | None  # the time of arrival entered
    by: str
    why: str
    decided_at: datetime
    # Of what was amended: what was read, "" for nothing, and what was told. A period rests on a
    # decision as it is written out, where its number names these.
    old: str = field(default="", repr=False)
    new: str = field(default="", repr=False)

    @property
    def points(self) -> int:
        """How many points an answer to an objection gives; none where it was not accepted."""
        return int(self.label) if self.kind is DecisionKind.ANSWERED else 0

    @property
    def rejects(self) -> bool:
        """Whether it is an answer that gives no point."""
        return self.kind is DecisionKind.ANSWERED and not self.points


class Decisions:
    """All decisions that hold: those withdrawn are left out, the newest of a kind counts."""

    def __init__(self, decisions: Iterable[Decision] = ()) -> None:
        every = sorted(decisions, key=lambda one: one.number)
        gone: set[str] = set()  # from the newest: a withdrawal that is withdrawn takes nothing back
        for one in reversed(every):
            if one.kind is DecisionKind.WITHDRAWN and str(one.number) not in gone:
                gone.add(one.subject)
        self.every = tuple(every)
        self.holding = [one for one in every if str(one.number) not in gone]
        self._about: dict[tuple[DecisionKind, Period | None, str], list[Decision]] = {}
        for one in self.holding:
            self._about.setdefault((one.kind, one.period, one.unit), []).append(one)
        self._of_files = {(one.kind, one.subject): one for one in self.holding}

    def about(self, kind: DecisionKind, period: Period, unit: str) -> Sequence[Decision]:
        """Return those of a kind about a unit's report that hold, in the order they were taken."""
        return self._about.get((kind, period, unit), ())

    def find(self, kind: DecisionKind, period: Period, unit: str) -> Decision | None:
        """Return the newest of a kind about a unit's report."""
        return next(reversed(self.about(kind, period, unit)), None)

    def waived(self, period: Period, unit: str) -> dict[str, Decision]:
        """Return what is waived for a unit's report, by the finding's code."""
        return {one.subject: one for one in self.about(DecisionKind.WAIVED, period, unit)}

    def answers(self, period: Period, unit: str) -> tuple[Decision, ...]:
        """Return what was decided about a unit's objections to its points."""
        return tuple(self.about(DecisionKind.ANSWERED, period, unit))

    def answered(self, sha256: str) -> bool:
        """Tell whether the objection in a file, named by its hash, was decided about."""
        kind = DecisionKind.ANSWERED
        return any(one.kind is kind and one.subject == sha256 for one in self.holding)

    @property
    def reopened(self) -> frozenset[str]:
        """The ids of the issues that were reopened."""
        return frozenset(one.subject for one in self.holding if one.kind is DecisionKind.REOPENED)

    def aside(self, sha256: str) -> Decision | None:
        """Return the decision that a file is not to be used, by its hash."""
        return self._of_files.get((DecisionKind.SET_ASIDE, sha256))

    def purged(self, sha256: str) -> Decision | None:
        """Return the decision by which a file was forgotten, by its hash."""
        return self._of_files.get((DecisionKind.PURGED, sha256))

    def of(self, period: Period) -> tuple[Decision, ...]:
        """Return all about a period, withdrawn ones too, in the order they were taken."""
        numbers: set[str] = set()
        for one in self.every:
            withdraws = one.kind is DecisionKind.WITHDRAWN and one.subject in numbers
            if one.period == period or withdraws:
                numbers.add(str(one.number))
        return tuple(one for one in self.every if str(one.number) in numbers)
