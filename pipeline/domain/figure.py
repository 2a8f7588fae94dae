"""What the report says in numbers: lines of the appendix, totals, standings, comparisons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from pipeline.domain.decision import Decision
from pipeline.domain.finding import Finding
from pipeline.domain.form import Form
from pipeline.domain.office import Office, Service, Unit
from pipeline.domain.period import Period
from pipeline.domain.submission import Row, Submission


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
    versions: tuple[Submission, ...]  # every version seen, oldest first
    nothing_arose: bool  # the unit declared "không phát sinh"

    @property
    def reported(self) -> bool:
        """Whether the figures in force are this period's own."""
        return self.in_force is not None and self.carried is None


class LineKind(StrEnum):
    """The rows of the appendix."""

    SERVICE = "service"
    SECTOR = "sector"  # subtotal, printed as the sector's heading row
    TOTAL = "total"


class LineState(StrEnum):
    """Why a service has, or has not, figures. Four different answers, never mixed up."""

    REPORTED = "reported"
    NOTHING_AROSE = "nothing_arose"  # declared by the unit: counted as 0
    NOT_REPORTED = "not_reported"  # the unit's report is missing or unusable: not 0
    NO_REPORTER = "no_reporter"  # no district unit counts it


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of the consolidated appendix."""

    kind: LineKind
    label: str  # service name, sector name, "TỔNG CỘNG"
    number: int | None  # of the service in the catalogue
    service: Service | None
    unit: Unit | None
    state: LineState
    values: Mapping[str, int | None]  # by count column; None where not reported
    row: Row | None  # the unit's own row, with its cells
    submission: Submission | None
    present: tuple[str, ...]  # codes of the units whose figures are in it
    expected: tuple[str, ...]  # codes of the units that should be
    carried: bool  # figures of an earlier period are in it, on a named person's word

    @property
    def coverage(self) -> str:
        """Units counted out of units owed, "7/8"."""
        return f"{len(self.present)}/{len(self.expected)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """This period beside the one before, on the units present in both."""

    period: Period
    units: tuple[str, ...]  # codes present in both
    now: Mapping[str, int]  # by count column
    before: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cumulative:
    """Flows summed since a day; openings from the first report, closings from the last."""

    since: date
    periods: tuple[Period, ...]  # in which at least one report is in force
    values: Mapping[str, int]
    complete: bool  # whether every unit reported in every period of the span


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A reason or narrative in a unit's own words."""

    unit: Unit
    subject: str  # service name or section title
    about: str  # id of the text column or the section: "overdue_reason", "section_2"
    count: int | None  # how many files it explains
    text: str
    file: str
    sheet: str
    cell: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CellChange:
    """One answer that differs between two versions of a unit's report."""

    unit: Unit
    before: str  # file of the earlier version
    after: str
    subject: str  # service name or section title
    column: str
    cell: str  # in the later version
    old: int | str | None
    new: int | str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """All that a period's report says, before it is worded or drawn."""

    office: Office
    form: Form
    period: Period
    window: tuple[date, date]
    deadline: datetime
    now: datetime
    standings: tuple[Standing, ...]  # in the office's order
    lines: tuple[Line, ...]  # sectors with their services, then the total last
    reasons: tuple[Stated, ...]
    narratives: tuple[Stated, ...]
    comparison: Comparison | None
    cumulative: Cumulative
    findings: tuple[Finding, ...]  # of this period, by unit, file, sheet, cell
    unplaced: tuple[Submission, ...]  # files that could not be tied to a unit and period
    decisions: tuple[Decision, ...]  # of named people, about this period
    changes: tuple[CellChange, ...]  # between versions of the same unit's report

    @property
    def total(self) -> Line:
        """The last line."""
        return self.lines[-1]

    def of_kind(self, kind: StandingKind) -> tuple[Standing, ...]:
        """Return the standings of one kind."""
        return tuple(standing for standing in self.standings if standing.kind is kind)
