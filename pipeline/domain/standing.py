"""How a unit stands in a period, with the evidence for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from pipeline.domain.finding import Finding
from pipeline.domain.office import Unit
from pipeline.domain.period import Period
from pipeline.domain.submission import Submission


class StandingKind(StrEnum):
    """How a unit stands in a period (tình trạng nộp)."""

    ON_TIME = "on_time"
    LATE = "late"
    UNDECIDED = "undecided"  # the deadline lies between the file's evidence: a person must say
    MISSING = "missing"
    INVALID = "invalid"  # something came, nothing that can be used


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One unit's standing in one period, with the evidence for it."""

    unit: Unit
    kind: StandingKind
    earliest: datetime | None  # the file cannot have arrived before this
    latest: datetime | None  # nor after this; equal to `earliest` when a person entered the time
    late_by: timedelta | None  # at least this much; None unless late
    decided_by: str  # the named person who entered the time, with why; "" when none did
    excused: str  # the named person who found a good reason for a lateness; "" when none did
    carried: Period | None  # the period whose figures stand in for a missing report
    in_force: Submission | None  # the last valid version
    came: tuple[int, datetime] | None  # the run that first saw it, and its time
    versions: tuple[Submission, ...]  # every version that may be used, oldest first
    aside: tuple[Submission, ...]  # versions a named person set aside
    nothing_arose: bool  # the unit declared "không phát sinh"
    doubts: tuple[Finding, ...]  # about which version is in force and when it came

    @property
    def reported(self) -> bool:
        """Whether the figures in force are this period's own."""
        return self.in_force is not None and self.carried is None
