"""A figure: a number that a document states, known by what it is and what it is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.domain.finding import Where
from pipeline.domain.period import Period

# Tables of figures. They name figures in sealed reports: never renamed.
APPENDIX, SECTORS, COMPARISON, CUMULATIVE = "appendix", "sectors", "comparison", "cumulative"
INDICATORS, BY_UNIT, TASKS = "indicators", "by_unit", "tasks"
STANDINGS, MERITS = "standings", "merits"
SEALED = (
    *(APPENDIX, SECTORS, COMPARISON, CUMULATIVE, INDICATORS, BY_UNIT, TASKS, STANDINGS, MERITS),
)
# Stated as well, and never sealed: each repeats, parts or sums up what one of those says.
UNITS = "units"  # a week's services, by unit
COMPARED = "compared"  # this period's side of the comparison; COMPARISON is the side before
STATES = "states"  # tasks in a state, over the whole plan
COUNTS = "counts"  # weeks, documents, days: what no table holds
BEFORE, HALVES = "before", "halves"  # an indicator a period earlier; a year's two halves
POINTS = "points"  # of a unit's merit: each kind's, what was attainable, its rank
PACE, TARGETS = "pace", "targets"  # what is left to an indicator's target; the target
ANSWERS = "answers"  # a unit's own number about a task: how much of it is done
AGAINST = "against"  # what shorter periods add up to, where a longer one states otherwise


@dataclass(frozen=True, slots=True, order=True)
class FigureId:
    """What a number is: the same in every document that prints it."""

    period: Period
    table: str  # one of those above
    item: str  # code of a service, an indicator, a task; "" for all of them
    column: str  # id of a column, a state, a kind
    scope: str = ""  # a unit's code, a sector's name; "" for the whole office

    def __hash__(self) -> int:
        """Hash what is plain: figures are looked up a million times, and few periods are alike."""
        return hash((self.period.number, self.table, self.item, self.column, self.scope))

    @property
    def key(self) -> tuple[str, str, str]:
        """Its name within its period, as sealed reports keep it."""
        return self.table, " ".join(filter(None, (self.item, self.scope))), self.column

    @classmethod
    def of(cls, period: Period, key: tuple[str, str, str]) -> FigureId:
        """Return what a sealed report keeps under a name: the other way round."""
        table, line, column = key
        if table in (SECTORS, MERITS):  # of a sector, whose name has spaces, or a unit
            return cls(period, table, "", column, line)
        item, _, scope = line.partition(" ")
        return cls(period, table, item, column, scope)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that a figure counts, and where it stands; all of them together make its value."""

    about: str  # in words: a report, a task and how it stands, how a number was worked out
    unit: str = ""  # code
    where: Where | None = None  # a cell, or a file as a whole
    sha256: str = ""  # of that file
    count: int = 1  # how much it adds


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number with its identity; `value` is None where a part of it is unknown, never 0."""

    id: FigureId
    value: int | None
    present: tuple[str, ...] = ()  # codes of the units counted in it
    expected: tuple[str, ...] = ()  # codes of the units that owe a part of it
    made_of: tuple[FigureId, ...] = ()  # figures it is added up from; () for a unit's own answer
    evidence: tuple[Evidence, ...] = ()  # what it counts; () where it is answered or added up

    @property
    def coverage(self) -> str:
        """Units counted out of units owed, "7/8"."""
        return f"{len(self.present)}/{len(self.expected)}"


Figures = Mapping[FigureId, Figure]
