"""What the report says in numbers: lines of the appendix, totals, standings, comparisons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from pipeline.domain.decision import Decision
from pipeline.domain.figure import APPENDIX, SECTORS, UNITS, FigureId, Figures
from pipeline.domain.finding import Finding
from pipeline.domain.form import Form, Table
from pipeline.domain.office import Office, Service, Unit
from pipeline.domain.period import Period
from pipeline.domain.plan import Plan
from pipeline.domain.standing import Standing, StandingKind
from pipeline.domain.submission import Row, Submission


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
    partial: tuple[str, ...] = ()  # those present of which some week's report is missing
    parts: tuple[Line, ...] = ()  # of a service that several units count: what each says of it
    _figures: dict[str, FigureId] = field(default_factory=dict, init=False, compare=False)

    @property
    def coverage(self) -> str:
        """Units counted out of units owed, "7/8"."""
        return f"{len(self.present)}/{len(self.expected)}"

    @property
    def own(self) -> tuple[Line, ...]:
        """What units say of a service, a line for each."""
        return self.parts or (self,)

    def figure(self, period: Period, column: str) -> FigureId:
        """Return which figure a count of it is; of its period it is asked a dozen times."""
        known = self._figures.get(column)
        if known is None or known.period is not period:
            known = self._figures[column] = self._figure(period, column)
        return known

    def _figure(self, period: Period, column: str) -> FigureId:
        if self.kind is LineKind.SECTOR:
            return FigureId(period, SECTORS, "", column, self.label)
        code = self.service.code if self.service else ""
        if self.service and self.service.units and self.unit:  # what one of its units says of it
            return FigureId(period, UNITS, code, column, self.unit.code)
        return FigureId(period, APPENDIX, code, column)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """This period beside the one before, on the units present in both."""

    period: Period
    units: tuple[str, ...]  # codes present in both
    now: Mapping[str, int | None]  # by count column; None where one of them was not asked it
    before: Mapping[str, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cumulative:
    """Flows summed since a day; stocks are never summed."""

    since: date
    values: Mapping[str, int | None]  # None where one of the reports was not asked it
    counted: Mapping[Period, tuple[str, ...]]  # units whose report is in force, by week
    owing: Mapping[Period, tuple[str, ...]]  # units that owe one

    @property
    def periods(self) -> tuple[Period, ...]:
        """The weeks in which at least one report is in force."""
        return tuple(week for week, units in self.counted.items() if units)

    @property
    def reports(self) -> int:
        """How many reports are in force in the span, of all units and weeks."""
        return sum(map(len, self.counted.values()))

    @property
    def owed(self) -> int:
        """How many reports the units owe in the span."""
        return sum(map(len, self.owing.values()))

    @property
    def complete(self) -> bool:
        """Whether every unit reported in every period of the span."""
        return self.reports == self.owed


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A reason or narrative in a unit's own words."""

    unit: Unit
    subject: str  # service name or section title
    about: str  # id of the text column or the section: "overdue_reason", "section_2"
    count: int | None  # how many files it explains; None where not all of them are known
    text: str
    file: str
    sheet: str
    cell: str
    explained: tuple[FigureId, ...] = ()  # what it explains


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
class Overview:
    """How a period stands: what the screen says of it, worked out without its tables."""

    office: Office
    form: Form  # that the units filled
    table: Table  # of the lines: the weekly form's services
    period: Period
    window: tuple[date, date]
    deadline: datetime
    now: datetime
    standings: tuple[Standing, ...]  # in the office's order
    total: Line  # the last line of the appendix
    findings: tuple[Finding, ...]  # of this period, by unit, file, sheet, cell
    unplaced: tuple[Submission, ...]  # files that could not be tied to a unit and period
    decisions: tuple[Decision, ...]  # of named people, about this period
    changes: tuple[CellChange, ...]  # between versions of the same unit's report
    signed: Mapping[str, str] = field(default_factory=dict)  # file of the signed copy, by unit code

    @property
    def unsigned(self) -> tuple[Unit, ...]:
        """The units whose report is in force and still lacks the signed copy the office wants."""
        wanted = self.period.kind in self.office.signed_copies
        units = (standing.unit for standing in self.standings if wanted and standing.reported)
        return tuple(unit for unit in units if unit.code not in self.signed)

    @property
    def sent(self) -> int:
        """How many units have a report that counts."""
        return sum(standing.reported for standing in self.standings)

    def of_kind(self, kind: StandingKind) -> tuple[Standing, ...]:
        """Return the standings of one kind."""
        return tuple(standing for standing in self.standings if standing.kind is kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary(Overview):
    """All that a period's report says, before it is worded or drawn."""

    lines: tuple[Line, ...]  # sectors with their services, then the total last
    by_unit: Mapping[str, Mapping[str, int | None]]  # a week's services by unit code, by column
    reasons: tuple[Stated, ...]
    narratives: tuple[Stated, ...]
    comparison: Comparison | None
    cumulative: Cumulative
    plan: Plan | None  # None for a week
    figures: Figures  # every count the report states
    # Of these a unit's own that were told by telephone, with whose decision each is.
    amended: Mapping[FigureId, Decision] = field(default_factory=dict)

    @property
    def lines_window(self) -> tuple[date, date]:
        """The days the lines cover: of a longer period, those of the weeks that count in it."""
        if self.plan is None or not self.plan.weeks:
            return self.window
        first, last = (self.office.schedule.window(self.plan.weeks[end]) for end in (0, -1))
        return first[0], last[1]

    @property
    def nobodys(self) -> tuple[Line, ...]:
        """The services no unit counts, by number."""
        found = [line for line in self.lines if line.state is LineState.NO_REPORTER and line.number]
        return tuple(sorted(found, key=lambda line: line.number or 0))

    @property
    def time_to_come(self) -> date:
        """The day after which something is still to come, whenever the report is made again."""
        return max(self.window[1], self.deadline.date())
