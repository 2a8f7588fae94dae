"""What the counts of a period owe to those of the periods before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from pipeline.domain.rules.rule import CountRule, Counts, Past, Ref, Rule, Words, plus, usual_size

_CLEARLY = 3  # times as large one count usually is as the one it may be mistaken for


@dataclass(frozen=True, slots=True, kw_only=True)
class Cumulative(Rule):
    """Each count is at least all that was reported this year: it was added to that."""

    looks_back: ClassVar[bool] = True
    counts: tuple[str, ...]
    floor: int  # of what was reported, all together

    @property
    def points_at(self) -> str:  # noqa: D102
        return self.counts[0]

    @property
    def past_key(self) -> str:  # noqa: D102
        return so_far(self.points_at)

    @property
    def columns(self) -> tuple[str, ...]:  # noqa: D102
        return self.counts

    def _violated(self, n: Counts, words: Words, past: Past) -> bool:
        before = {column: past.get(so_far(column)) for column in self.counts}
        known = {column: count for column, count in before.items() if count is not None}
        return (
            len(known) == len(before)
            and sum(known.values()) >= self.floor
            and all(n[column] >= count for column, count in known.items())
        )

    def _condition(self, ref: Ref, past: Ref) -> str:
        before = {column: past(so_far(column)) for column in self.counts}
        if not all(before.values()):
            return ""
        cells = ",".join(before.values())
        reached = ",".join(f"{ref(column)}>={cell}" for column, cell in before.items())
        return f"AND(COUNT({cells})={len(before)},SUM({cells})>={self.floor},{reached})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remains(Rule):
    """What was open in the report before is among some counts now: late stays late."""

    looks_back: ClassVar[bool] = True
    next_to_it: ClassVar[bool] = True
    stock: str
    counts: tuple[str, ...]

    @property
    def points_at(self) -> str:  # noqa: D102
        return self.counts[0]

    @property
    def past_key(self) -> str:  # noqa: D102
        return f"{self.stock}.last"

    @property
    def remembers(self) -> Mapping[str, str]:  # noqa: D102
        return {self.past_key: self.stock}

    @property
    def columns(self) -> tuple[str, ...]:  # noqa: D102
        return self.counts

    def _violated(self, n: Counts, words: Words, past: Past) -> bool:
        return sum(n.values()) < past.get(self.past_key, 0)

    def _condition(self, ref: Ref, past: Ref) -> str:
        before = past(self.past_key)
        return f"{plus(self.counts, ref)}<N({before})" if before else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outweighs(CountRule):
    """A count is above the one beside it, which is usually much the larger: they were swapped."""

    looks_back: ClassVar[bool] = True
    against: str
    floor: int

    @property
    def past_key(self) -> str:  # noqa: D102
        return usual_size(self.count)

    @property
    def weighs(self) -> tuple[str, ...]:  # noqa: D102
        return (self.count, self.against)

    @property
    def columns(self) -> tuple[str, ...]:  # noqa: D102
        return (self.count, self.against)

    def _violated(self, n: Counts, words: Words, past: Past) -> bool:
        usual, other = (past.get(usual_size(column)) for column in self.columns)
        return (
            usual is not None
            and other is not None
            and n[self.count] > n[self.against]
            and n[self.count] >= self.floor
            and other > _CLEARLY * usual
        )

    def _condition(self, ref: Ref, past: Ref) -> str:
        usual, other = (past(usual_size(column)) for column in self.columns)
        if not usual or not other:
            return ""
        count, against = ref(self.count), ref(self.against)
        usually = f"COUNT({usual},{other})=2,{other}>{_CLEARLY}*{usual}"
        return f"AND({usually},{count}>{against},{count}>={self.floor})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Included(Rule):
    """A part that is none of the whole was counted in it, and what came of the whole lacks it."""

    looks_back: ClassVar[bool] = True
    part: str
    whole: str
    shown: str  # what came of the whole: each time as much, and now less by just the part
    floor: int  # of what the whole was all those times, together

    @property
    def points_at(self) -> str:  # noqa: D102
        return self.part

    @property
    def past_key(self) -> str:  # noqa: D102
        return f"{self.whole}.all_{self.shown}"

    @property
    def columns(self) -> tuple[str, ...]:  # noqa: D102
        return (self.part, self.whole, self.shown)

    def _violated(self, n: Counts, words: Words, past: Past) -> bool:
        return (
            past.get(self.past_key, 0) >= self.floor
            and n[self.part] > 0
            and n[self.whole] - n[self.shown] == n[self.part]
        )

    def _condition(self, ref: Ref, past: Ref) -> str:
        known, part = past(self.past_key), ref(self.part)
        now = f"{ref(self.whole)}-{ref(self.shown)}"
        return f"AND(N({known})>={self.floor},{part}>0,{now}={part})" if known else ""


def so_far(column: str) -> str:
    """Return the key of what a year's earlier reports add up to."""
    return f"{column}.so_far"
