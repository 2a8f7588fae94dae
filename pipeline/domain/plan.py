"""What a report says of the plan: its tasks, its indicators, its emulation ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from pipeline.domain.decision import Decision
from pipeline.domain.figure import Evidence, FigureId
from pipeline.domain.finding import Where
from pipeline.domain.office import Indicator, Task, Timing, Unit
from pipeline.domain.period import Period
from pipeline.domain.plain import plain
from pipeline.domain.submission import Row, Submission

OBJECTION = "objection"  # the kind of points given on an objection, one by one


class TaskState(StrEnum):
    """How a task of the plan stands with one unit on the window's last day."""

    DONE = "done"
    DONE_LATE = "done_late"
    OVERDUE = "overdue"
    UNDER_WAY = "under_way"
    NOT_STARTED = "not_started"
    NOT_YET = "not_yet"  # its time has not come, or what it waits for has not happened
    NOT_REPORTED = "not_reported"
    NOBODYS = "nobodys"  # the plan gives it to nobody
    ENDED = "ended"  # its unit ended, and none that is asked took over from it
    NOT_ASKED = "not_asked"  # its unit's form went out before it was declared


DONE = (TaskState.DONE, TaskState.DONE_LATE)
RARE = (TaskState.ENDED, TaskState.NOT_ASKED)  # told only where there are any
NOT_OWED = (TaskState.NOBODYS, *RARE)  # nobody could do it, or say so


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskLine:
    """One task with one of the units that must carry it out."""

    task: Task
    unit: Unit | None  # None: the plan gives it to nobody
    state: TaskState
    days: int  # late or overdue
    done_on: date | None
    row: Row | None  # the unit's answer, the newest in force
    submission: Submission | None
    as_of: Period | None  # the period of that answer
    documents_before: str = ""  # which it told in the newest report before the period's window

    def said(self, column: str) -> str:
        """Return the unit's words in a column."""
        return self.row.text(column) if self.row else ""

    @property
    def documents(self) -> str:
        """The documents told for the first time: a form comes with those of the report before."""
        told = self.said("documents")
        return "" if plain(told) == plain(self.documents_before) else told


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """What is left to a target, and how much a week that takes."""

    left: int
    by: date
    days: int
    per_week: int  # rounded up; all of it in a last week

    @property
    def counts(self) -> Mapping[str, int]:
        """Its numbers by name."""
        return {"left": self.left, "per_week": self.per_week, "days": self.days}

    @property
    def less_than_one_a_week(self) -> bool:
        """Whether less is left than there are weeks."""
        return 7 * self.left < self.days


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What a unit lacks of its share of a target, and when it gets there as it goes now."""

    left: int
    reached_on: date | None  # at the pace of the report's window; None where nothing came in it
    late: bool  # its day is over, or it gets there after it


@dataclass(frozen=True, slots=True, kw_only=True)
class Halves:
    """A year's flow in its first and second six months, of units that reported both."""

    first: tuple[int, int | None]  # the flow, and its whole where there is one
    second: tuple[int, int | None]
    units: tuple[str, ...]  # codes
    expected: tuple[str, ...]

    @property
    def coverage(self) -> str:
        """Units counted out of units owed."""
        return f"{len(self.units)}/{len(self.expected)}"

    @property
    def change(self) -> int:
        """How much more the second six months brought than the first."""
        return self.second[0] - self.first[0]

    @property
    def points(self) -> Fraction | None:
        """By how many percentage points the rate rose; None where there is no rate in both."""
        if not (self.first[1] and self.second[1]):
            return None
        before = Fraction(self.first[0], self.first[1])
        return 100 * (Fraction(self.second[0], self.second[1]) - before)


@dataclass(frozen=True, slots=True)
class Kept:
    """A unit of which what it last reported stays counted: an earlier cumulative is not undone."""

    unit: Unit
    until: tuple[Period, ...]  # whose reports were its last; () where it never reported


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorLine:
    """One indicator: of one unit, or of all that report it."""

    indicator: Indicator
    unit: Unit | None  # None: the sum over units
    values: Mapping[str, int | None]  # opening, flow, closing, and each with "_of" for the whole
    before: Mapping[str, int | None]  # the same of the period before, on the same units
    halves: Halves | None  # of a year's flow
    row: Row | None
    submission: Submission | None
    present: tuple[str, ...]
    expected: tuple[str, ...]
    carried: bool
    pace: Pace | None  # while a target is not reached and its day not over
    outlook: Outlook | None = None  # of a unit that has not reached its share of a target
    ahead: bool = False  # the day by which the target must be reached is still to come
    silent: tuple[Kept, ...] = ()  # whose report is missing: its last cumulative, and no flow
    ended: tuple[Kept, ...] = ()  # that ended, and none that is asked took over from it
    # By column, the figures of earlier periods that a count is taken from.
    taken_from: Mapping[str, tuple[FigureId, ...]] = field(default_factory=dict)

    @property
    def kept(self) -> tuple[Kept, ...]:
        """The units that are counted by what they reported before."""
        return *self.silent, *self.ended

    @property
    def weighs(self) -> bool:
        """Whether a report tells it in its text: it has a target, or several units report it."""
        return self.indicator.goal is not None or len(self.expected) > 1

    @property
    def reported(self) -> bool:
        """Whether there is a figure at all."""
        return self.values.get("closing") is not None

    @property
    def coverage(self) -> str:
        """Units counted out of units owed."""
        return f"{len(self.present)}/{len(self.expected)}"

    @property
    def share(self) -> int | None:
        """What a unit must reach of a target that is shared out; None where it has no share."""
        return self.indicator.target if self.indicator.share_of else None

    @property
    def ratio(self) -> tuple[int, int] | None:
        """Numerator and denominator: of the window for a flow, of its last day for a stock."""
        if not self.indicator.whole:
            return None
        column = "flow" if self.indicator.adds_up else "closing"
        part, whole = self.values.get(column), self.values.get(f"{column}_of")
        return None if part is None or whole is None else (part, whole)

    @property
    def met(self) -> bool | None:
        """Whether the target is reached; None without a target or figure, or before its day."""
        if self.reached is None or self.under_way:
            return None
        return self.reached >= 1

    @property
    def under_way(self) -> bool:
        """Whether the target is not reached and its day still to come."""
        return self.ahead and self.reached is not None and self.reached < 1

    @property
    def reached(self) -> Fraction | None:
        """How much of the target is reached, 1 for all of it; None without target or figure.

        A unit is not judged by what it reported before.
        """
        target, closing = self.indicator.goal, self.values.get("closing")
        if not target or closing is None or (self.unit and self.kept):
            return None
        if not self.indicator.whole:
            return Fraction(closing, target)
        if self.ratio is None or not self.ratio[1]:
            return None
        return Fraction(100 * self.ratio[0], target * self.ratio[1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What came of a unit in this period, beside the one before."""

    unit: Unit
    now: int
    before: int
    of: tuple[str, ...]  # codes of the units it was made of then

    @property
    def change(self) -> int:
        """How much more came than the time before."""
        return self.now - self.before


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """How what came in a period differs from the one before, on units of which both are known."""

    indicator: Indicator
    column: str  # "flow", or "flow_of" of its whole
    since: Period
    units: tuple[Moved, ...]
    expected: tuple[str, ...]  # codes of the units that report it


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A figure a unit states for a longer period that its shorter ones do not add up to."""

    unit: Unit
    subject: str
    column: str  # as people know it
    stated: int
    stated_at: Where
    added: int
    parts: tuple[Evidence, ...]  # the cells that were added up
    answer: FigureId  # the figure it states
    against: FigureId  # what the shorter periods add up to
    periods: str  # in words: which periods these are

    @property
    def added_at(self) -> tuple[Where, ...]:
        """The cells that were added up."""
        return tuple(one.where for one in self.parts if one.where)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """Points of one kind in the emulation ledger, with what they are for."""

    kind: str  # key of the office's scoring: "report_on_time"
    each: int
    evidence: tuple[Evidence, ...]  # one for each time it counts
    missed: int = 0  # of the points attainable, those that all of these did not bring

    @property
    def total(self) -> int:
        """How many points."""
        return self.each * len(self.evidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Merit:
    """One unit in the emulation ledger (thi đua)."""

    unit: Unit
    rank: int  # units with the same share share a rank
    points: tuple[Point, ...]
    owed: tuple[Evidence, ...]  # what brings points to a unit that does all it owes in time
    answers: tuple[Decision, ...] = ()  # of named people, to what it objected

    @property
    def attainable(self) -> int:
        """Points of a unit that does all it owes in time."""
        return sum(one.count for one in self.owed)

    @property
    def total(self) -> int:
        """All points."""
        return sum(point.total for point in self.points)

    @property
    def missed(self) -> int:
        """How many of the points attainable it did not get."""
        return sum(point.missed for point in self.points)

    @property
    def share(self) -> Fraction:
        """Points of those attainable: units owe different numbers of reports and tasks."""
        return Fraction(self.total, self.attainable) if self.attainable else Fraction(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a monthly, half-year or annual report says of the plan itself."""

    weeks: tuple[Period, ...]  # whose last day lies in the window
    weeks_missing: tuple[tuple[Period, Unit], ...]
    months_missing: tuple[tuple[Period, Unit], ...]  # of a half-year's or year's months
    tasks: tuple[TaskLine, ...]  # in the plan's order, then in the office's
    supporting: tuple[TaskLine, ...]  # units that only support; theirs count in no sum, no point
    indicators: tuple[IndicatorLine, ...]  # each indicator's sum, then its units
    differences: tuple[Difference, ...]
    contradictions: tuple[tuple[TaskLine, IndicatorLine], ...]  # said done, its target not reached
    merits: tuple[Merit, ...]  # by rank
    week_reports: tuple[Submission, ...] = ()  # whose services are added up, by period and unit
    moves: tuple[Move, ...] = ()

    @property
    def overdue(self) -> tuple[TaskLine, ...]:
        """The tasks past their day and not known to be done, of units that fell silent too."""
        return tuple(
            line
            for line in self.tasks
            if line.days and line.state in (TaskState.OVERDUE, TaskState.NOT_REPORTED)
        )

    @property
    def sums(self) -> tuple[IndicatorLine, ...]:
        """The indicators over all units."""
        return tuple(line for line in self.indicators if line.unit is None)

    @property
    def shared(self) -> tuple[IndicatorLine, ...]:
        """The units' own lines of the indicators that several of them are asked for."""
        owed = [line for line in self.indicators if line.unit and line.expected]
        asked = Counter(line.indicator.code for line in owed)
        return tuple(line for line in owed if asked[line.indicator.code] > 1)

    def in_state(self, *states: TaskState) -> tuple[TaskLine, ...]:
        """Return the tasks in one of some states."""
        return tuple(line for line in self.tasks if line.state in states)

    def due_within(self, today: date, days: int) -> tuple[TaskLine, ...]:
        """Return what is not done and due in the days after a day."""
        return tuple(
            line
            for line in self.tasks
            if line.task.timing is Timing.BY
            and line.task.due
            and today < line.task.due <= today + timedelta(days=days)
            and line.state not in (*DONE, *NOT_OWED)
        )
