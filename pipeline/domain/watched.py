"""How an office stands at a moment: all that its board says, before it is worded or drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from pipeline.domain.decision import Decision
from pipeline.domain.finding import Finding
from pipeline.domain.issue import Issue
from pipeline.domain.office import Office
from pipeline.domain.period import Period
from pipeline.domain.plan import TaskLine
from pipeline.domain.standing import Standing
from pipeline.domain.submission import Submission
from pipeline.domain.summary import Overview


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A period on the board's map: how each unit that owes it stands, and what still asks."""

    period: Period
    due: bool  # its deadline is over
    standings: tuple[Standing, ...]
    asking: tuple[Finding, ...]  # those a person must still look at, as they are said


@dataclass(frozen=True, slots=True, kw_only=True)
class RateSeen:
    """What was received online in a week, of all units that reported."""

    period: Period
    online: int | None
    new: int | None
    rate: Fraction | None
    coverage: str  # "7/8"
    complete: bool  # every unit that owes is in it


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """All that a board says."""

    office: Office
    now: datetime  # in the office's zone
    awaited: tuple[Overview, ...]  # being collected, or the one that was asked for
    seen: tuple[Seen, ...]  # every period on the maps, oldest first
    rates: tuple[RateSeen, ...]  # of the weeks on the map that are over
    target: Fraction | None
    tasks: tuple[TaskLine, ...]  # of the newest report on the plan: its day over or near
    tasks_of: Period | None
    issued: Mapping[Period, Issue]
    decisions: tuple[Decision, ...]  # that hold, the newest first
    deadlines: tuple[tuple[Period, datetime], ...]  # to come, the next first
    refused: tuple[Finding, ...]  # files of no period shown
    objections: tuple[Submission, ...]
    unsealed: tuple[tuple[Issue, str], ...]  # issued files changed or gone
    lost_inputs: tuple[tuple[Issue, str], ...]
    to_change: tuple[Period, ...]
    unrecorded: int  # files seen for the first time
    made: frozenset[Period]  # whose outputs rest on what is known now
    edited: frozenset[Period]  # of these, whose report somebody edited by hand
    files: Mapping[Period, tuple[str, ...]]  # below output/; a folder ends with a stroke
