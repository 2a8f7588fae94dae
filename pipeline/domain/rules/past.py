"""What a count owes to earlier reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from pipeline.domain.rules.rule import (
    CountRule,
    Counts,
    Past,
    Ref,
    Rule,
    Words,
    most_lately,
    plus,
    usual_size,
)

_APART = 10  # above so many times its usual size, even a small unit's count is unusual
_PEAKS = 3  # times the most it ever had lately: units whose counts leap are not asked each time
_HUNDRED = 100  # a denominator that is typed where a percentage was meant


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedForward(Rule):
    """The opening is what the column is carried forward from in the report before."""

    looks_back: ClassVar[bool] = True
    opening: str
    may_exceed: bool = False  # what it goes on from is older, and only ever added to since

    @property
    def points_at(self) -> str:  # noqa: D102
        return self.opening

    @property
    def columns(self) -> tuple[str, ...]:  # noqa: D102
        return (self.opening,)

    def _violated(self, n: Counts, words: Words, past: Past) -> bool:
        if self.opening not in past:
            return False
        now, before = n[self.opening], past[self.opening]
        return now < before if self.may_exceed else now != before

    def _condition(self, ref: Ref, past: Ref) -> str:
        before = past(self.opening)
        differs = "<" if self.may_exceed else "<>"
        return f"AND(ISNUMBER({before}),{ref(self.opening)}{differs}{before})" if before else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFalling(CountRule):
    """A count does not fall below what is known of it: the newest report's, or its months'."""

    looks_back: ClassVar[bool] = True
    recalls: ClassVar[bool] = True

    @property
    def past_key(self) -> str:  # noqa: D102
        return f"{self.count}.known"

    def _violated(self, n: Counts, words: Words, past: Past) -> bool:
        return self.past_key in past and n[self.count] < past[self.past_key]

    def _condition(self, ref: Ref, past: Ref) -> str:
        before = past(self.past_key)
        return f"AND(ISNUMBER({before}),{ref(self.count)}<{before})" if before else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unusual(CountRule):
    """A count far above the unit's own usual size: not small, or not small for that unit."""

    looks_back: ClassVar[bool] = True
    times: int
    floor: int
    whole: str = ""  # a count that is part of one is held to that, where there is one

    @property
    def spares(self) -> str:  # noqa: D102
        return self.whole

    @property
    def weighs(self) -> tuple[str, ...]:  # noqa: D102
        return (self.count,)

    @property
    def past_key(self) -> str:  # noqa: D102
        return usual_size(self.count)

    def _violated(self, n: Counts, words: Words, past: Past) -> bool:
        usual = past.get(self.past_key)
        if usual is None:
            return False
        count, most = n[self.count], self.times * usual
        peak = past.get(most_lately(self.count), 0)
        own = usual > 0 and count >= most + _APART and count > _PEAKS * peak
        return count > most and (count >= self.floor or own)

    def _condition(self, ref: Ref, past: Ref) -> str:
        usual, cell = past(self.past_key), ref(self.count)
        if not usual:
            return ""
        most = f"{self.times}*{usual}"
        peak = past(most_lately(self.count))
        own = f"AND({usual}>0,{cell}>={most}+{_APART},{cell}>{_PEAKS}*N({peak}))"
        return f"AND(ISNUMBER({usual}),{cell}>{most},OR({cell}>={self.floor},{own}))"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cumulated(CountRule):
    """A count of the period is what all periods come to: the new total stands where it arose."""

    looks_back: ClassVar[bool] = True
    recalls: ClassVar[bool] = True
    opening: str
    floor: int

    @property
    def weighs(self) -> tuple[str, ...]:  # noqa: D102
        return (self.count,)

    @property
    def past_key(self) -> str:  # noqa: D102
        return f"{self.count}.before"

    @property
    def columns(self) -> tuple[str, ...]:  # noqa: D102
        return (self.count, self.opening)

    def _violated(self, n: Counts, words: Words, past: Past) -> bool:
        count, opening = n[self.count], n[self.opening]
        before, most = past.get(self.past_key), past.get(most_lately(self.count))
        if before is None or most is None or opening < 2 * most or count < self.floor:
            return False
        arose = count - opening  # if it is the new total
        return before <= 2 * arose and arose <= 2 * before + self.floor

    def _condition(self, ref: Ref, past: Ref) -> str:
        count, opening = ref(self.count), ref(self.opening)
        before, most = past(self.past_key), past(most_lately(self.count))
        if not before or not most:
            return ""
        arose = f"({count}-{opening})"
        usual = f"2*{arose}>={before},{arose}<=2*{before}+{self.floor}"
        known = f"COUNT({before},{most})=2,{opening}>=2*N({most})"
        return f"AND({known},{count}>={self.floor},{usual})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Vanished(CountRule):
    """A count that is usually large is 0, and so are those beside it."""

    looks_back: ClassVar[bool] = True
    beside: tuple[str, ...]
    floor: int  # what is usually large

    @property
    def weighs(self) -> tuple[str, ...]:  # noqa: D102
        return (self.count,)

    @property
    def past_key(self) -> str:  # noqa: D102
        return usual_size(self.count)

    @property
    def columns(self) -> tuple[str, ...]:  # noqa: D102
        return (self.count, *self.beside)

    def _violated(self, n: Counts, words: Words, past: Past) -> bool:
        return past.get(self.past_key, 0) >= self.floor and not any(n.values())

    def _condition(self, ref: Ref, past: Ref) -> str:
        usual = past(self.past_key)
        return f"AND(N({usual})>={self.floor},{plus(self.columns, ref)}=0)" if usual else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole(Rule):
    """A denominator is another than before: a digit too many, cut down to its part, or 100."""

    looks_back: ClassVar[bool] = True
    recalls: ClassVar[bool] = True
    part: str
    whole: str
    times: int

    @property
    def points_at(self) -> str:  # noqa: D102
        return self.whole

    @property
    def past_key(self) -> str:  # noqa: D102
        return f"{self.whole}.known"

    @property
    def columns(self) -> tuple[str, ...]:  # noqa: D102
        return (self.part, self.whole)

    def _violated(self, n: Counts, words: Words, past: Past) -> bool:
        before, part, whole = past.get(self.past_key, 0), n[self.part], n[self.whole]
        return before > 0 and (
            whole > self.times * before
            or self.times * whole < before
            or (whole == _HUNDRED and not before <= 2 * whole <= 4 * before)
            or (part == whole < before)
        )

    def _condition(self, ref: Ref, past: Ref) -> str:
        before, part, whole = past(self.past_key), ref(self.part), ref(self.whole)
        if not before:
            return ""
        leaps = f"{whole}>{self.times}*{before},{self.times}*{whole}<{before}"
        percent = f"AND({whole}={_HUNDRED},OR({before}>2*{whole},2*{whole}>4*{before}))"
        cut = f"AND({part}={whole},{whole}<{before})"
        return f"AND(N({before})>0,OR({leaps},{percent},{cut}))"
