"""The kinds of rule. Each checks a row and writes itself as an Excel condition.

Both sides answer the same question, "is the rule broken?", and both stay silent while a number
they need is not there yet: a blank has a finding of its own. `past` holds what earlier reports
say: `past["x"]` is what column x is carried forward from, `past["x.typical"]` its usual size,
`past["x.most"]` the most it was lately,
`past["x.known"]` what it cannot be below by what is reported already.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from pipeline.domain.finding import Severity
from pipeline.domain.plain import (
    blank_formula,
    has_substance,
    is_one_of,
    one_of_formula,
    plain,
    plain_formula,
    substance_formula,
)

Counts = Mapping[str, int]  # by column id
Words = Mapping[str, str]  # texts, choices and days, by column id
Past = Mapping[str, int]
_APART = 10  # above so many times its usual size, even a small unit's count is unusual
_PEAKS = 3  # times the most it ever had lately: units whose counts leap are not asked each time
_HUNDRED = 100  # a denominator that is typed where a percentage was meant

Ref = Callable[[str], str]  # column id → cell reference in the row, or "" when there is none


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What every kind has: what is said, how grave it is, and what it rests on."""

    looks_back: ClassVar[bool] = False  # whether it can only speak when earlier reports are known

    id: str  # "R-can-doi": stable, quoted by telephone
    severity: Severity
    message: str  # Vietnamese, with {column_id} placeholders for the row's numbers
    action: str
    brief: str  # the few words the form's check column has room for
    basis: str  # legal basis, line of the plan
    explained_by: str  # the text column whose words close it, "" when nothing does
    explanation_length: int
    empty_words: tuple[str, ...] = ()  # in small letters: what is no reason, however long

    @property
    def points_at(self) -> str:
        """The column whose cell is named in the finding."""
        raise NotImplementedError

    @property
    def past_key(self) -> str:
        """What of the past is named in the finding."""
        return self.points_at

    @property
    def remembers(self) -> str:
        """The column whose answer in the newest report before it must know, or ""."""
        return ""

    def kept(self, answer: int | str) -> int | None:
        """Return what is kept of that answer under `past_key`, None for nothing."""
        return answer if isinstance(answer, int) else None

    @property
    def columns(self) -> tuple[str, ...]:
        """The counts the rule needs before it can speak."""
        return ()

    def _violated(self, n: Counts, words: Words, past: Past) -> bool:
        raise NotImplementedError

    def _condition(self, ref: Ref, past: Ref) -> str:
        raise NotImplementedError

    def broken(
        self,
        counts: Mapping[str, int | None],
        texts: Words,
        past: Past,
    ) -> bool:
        """Tell whether a row breaks the rule."""
        needed = {column: counts.get(column) for column in self.columns}
        numbers = {column: value for column, value in needed.items() if value is not None}
        if len(numbers) < len(needed) or not self._violated(numbers, texts, past):
            return False
        return not (
            self.explained_by
            and has_substance(
                texts.get(self.explained_by, ""), self.explanation_length, self.empty_words
            )
        )

    def formula(self, ref: Ref, past: Ref) -> str:
        """Return the Excel expression that is TRUE when the row breaks the rule."""
        cells = [ref(column) for column in self.columns]
        condition = self._condition(ref, past)
        if not condition:
            return "FALSE"
        # IF, not AND: Excel's AND evaluates all its arguments.
        inner = condition
        if self.explained_by:
            cell = ref(self.explained_by)
            closed = substance_formula(cell, self.explanation_length, self.empty_words)
            inner = f"AND({condition},NOT({closed}))"
        return f"IF(COUNT({','.join(cells)})<{len(cells)},FALSE,{inner})" if cells else inner


def _plus(names: tuple[str, ...], ref: Ref) -> str:
    return "+".join(ref(name) for name in names)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum(Rule):
    """A total equals the sum of its parts."""

    total: str
    parts: tuple[str, ...]

    @property
    def points_at(self) -> str:  # noqa: D102
        return self.total

    @property
    def columns(self) -> tuple[str, ...]:  # noqa: D102
        return (self.total, *self.parts)

    def _violated(self, n: Counts, words: Words, past: Past) -> bool:
        return n[self.total] != sum(n[part] for part in self.parts)

    def _condition(self, ref: Ref, past: Ref) -> str:
        return f"{ref(self.total)}<>{_plus(self.parts, ref)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance(Rule):
    """What came in equals what went out and what is left."""

    left: tuple[str, ...]
    right: tuple[str, ...]

    @property
    def points_at(self) -> str:  # noqa: D102
        return self.left[0]

    @property
    def columns(self) -> tuple[str, ...]:  # noqa: D102
        return (*self.left, *self.right)

    def _violated(self, n: Counts, words: Words, past: Past) -> bool:
        return sum(n[c] for c in self.left) != sum(n[c] for c in self.right)

    def _condition(self, ref: Ref, past: Ref) -> str:
        return f"{_plus(self.left, ref)}<>{_plus(self.right, ref)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class AtMost(Rule):
    """A part is at most the whole."""

    part: str
    whole: tuple[str, ...]

    @property
    def points_at(self) -> str:  # noqa: D102
        return self.part

    @property
    def columns(self) -> tuple[str, ...]:  # noqa: D102
        return (self.part, *self.whole)

    def _violated(self, n: Counts, words: Words, past: Past) -> bool:
        return n[self.part] > sum(n[c] for c in self.whole)

    def _condition(self, ref: Ref, past: Ref) -> str:
        return f"{ref(self.part)}>{_plus(self.whole, ref)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason(Rule):
    """A count above zero owes a reason; the reason's own column is `explained_by`."""

    counts: tuple[str, ...]

    @property
    def points_at(self) -> str:  # noqa: D102
        return self.explained_by

    @property
    def columns(self) -> tuple[str, ...]:  # noqa: D102
        return self.counts

    def _violated(self, n: Counts, words: Words, past: Past) -> bool:
        return sum(n.values()) > 0

    def _condition(self, ref: Ref, past: Ref) -> str:
        return f"{_plus(self.counts, ref)}>0"


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
class NotFalling(Rule):
    """A count does not fall below what is known of it: the newest report's, or its months'."""

    looks_back: ClassVar[bool] = True
    count: str

    @property
    def points_at(self) -> str:  # noqa: D102
        return self.count

    @property
    def columns(self) -> tuple[str, ...]:  # noqa: D102
        return (self.count,)

    @property
    def past_key(self) -> str:  # noqa: D102
        return f"{self.count}.known"

    @property
    def remembers(self) -> str:  # noqa: D102
        return self.count

    def _violated(self, n: Counts, words: Words, past: Past) -> bool:
        return self.past_key in past and n[self.count] < past[self.past_key]

    def _condition(self, ref: Ref, past: Ref) -> str:
        before = past(self.past_key)
        return f"AND(ISNUMBER({before}),{ref(self.count)}<{before})" if before else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unusual(Rule):
    """A count far above the unit's own usual size: not small, or not small for that unit."""

    looks_back: ClassVar[bool] = True
    count: str
    times: int
    floor: int

    @property
    def _peak(self) -> str:
        return f"{self.count}.most"

    @property
    def points_at(self) -> str:  # noqa: D102
        return self.count

    @property
    def columns(self) -> tuple[str, ...]:  # noqa: D102
        return (self.count,)

    @property
    def past_key(self) -> str:  # noqa: D102
        return f"{self.count}.typical"

    def _violated(self, n: Counts, words: Words, past: Past) -> bool:
        usual = past.get(self.past_key)
        if usual is None:
            return False
        count, most = n[self.count], self.times * usual
        own = usual > 0 and count >= most + _APART and count > _PEAKS * past.get(self._peak, 0)
        return count > most and (count >= self.floor or own)

    def _condition(self, ref: Ref, past: Ref) -> str:
        usual, cell = past(self.past_key), ref(self.count)
        if not usual:
            return ""
        most = f"{self.times}*{usual}"
        own = f"AND({usual}>0,{cell}>={most}+{_APART},{cell}>{_PEAKS}*N({past(self._peak)}))"
        return f"AND(ISNUMBER({usual}),{cell}>{most},OR({cell}>={self.floor},{own}))"


@dataclass(frozen=True, slots=True, kw_only=True)
class Vanished(Rule):
    """A count that is usually large is 0, and so are those beside it."""

    looks_back: ClassVar[bool] = True
    count: str
    beside: tuple[str, ...]
    floor: int  # what is usually large

    @property
    def points_at(self) -> str:  # noqa: D102
        return self.count

    @property
    def past_key(self) -> str:  # noqa: D102
        return f"{self.count}.typical"

    @property
    def columns(self) -> tuple[str, ...]:  # noqa: D102
        return (self.count, *self.beside)

    def _violated(self, n: Counts, words: Words, past: Past) -> bool:
        return past.get(self.past_key, 0) >= self.floor and not any(n.values())

    def _condition(self, ref: Ref, past: Ref) -> str:
        usual = past(self.past_key)
        return f"AND(N({usual})>={self.floor},{_plus(self.columns, ref)}=0)" if usual else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole(Rule):
    """A denominator is another than before: a digit too many, cut down to its part, or 100."""

    looks_back: ClassVar[bool] = True
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
    def remembers(self) -> str:  # noqa: D102
        return self.whole

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


@dataclass(frozen=True, slots=True, kw_only=True)
class When(Rule):
    """A choice that asks for another answer: "Hoàn thành" asks for the day."""

    choice: str
    values: tuple[str, ...]
    needs: str  # the column that must be answered, with `explanation_length` characters
    in_words: bool = False  # which say something: the column holds words

    @property
    def points_at(self) -> str:  # noqa: D102
        return self.needs

    def _violated(self, n: Counts, words: Words, past: Past) -> bool:
        if not is_one_of(words.get(self.choice, ""), self.values):
            return False
        answer, length = words.get(self.needs, ""), self.explanation_length
        if self.in_words:
            return not has_substance(answer, length, self.empty_words)
        return len(plain(answer)) < length

    def _condition(self, ref: Ref, past: Ref) -> str:
        chosen = one_of_formula(ref(self.choice), self.values)
        cell, length = ref(self.needs), self.explanation_length
        if self.in_words:
            return f"AND({chosen},NOT({substance_formula(cell, length, self.empty_words)}))"
        return f"AND({chosen},LEN({plain_formula(cell)})<{length})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit(Rule):
    """A count stays between two bounds, always or while a choice is one of some values."""

    count: str
    least: int
    most: int
    choice: str  # "" for always
    values: tuple[str, ...]

    @property
    def points_at(self) -> str:  # noqa: D102
        return self.count

    @property
    def columns(self) -> tuple[str, ...]:  # noqa: D102
        return (self.count,)

    def _violated(self, n: Counts, words: Words, past: Past) -> bool:
        spoken = not self.choice or is_one_of(words.get(self.choice, ""), self.values)
        return spoken and not self.least <= n[self.count] <= self.most

    def _condition(self, ref: Ref, past: Ref) -> str:
        cell = ref(self.count)
        outside = f"OR({cell}<{self.least},{cell}>{self.most})"
        chosen = one_of_formula(ref(self.choice), self.values) if self.choice else ""
        return f"AND({chosen},{outside})" if chosen else outside


@dataclass(frozen=True, slots=True, kw_only=True)
class Without(Rule):
    """A choice that leaves no room for another answer: what is under way has no last day."""

    choice: str
    values: tuple[str, ...]
    bare: str  # the column that must be blank

    @property
    def points_at(self) -> str:  # noqa: D102
        return self.bare

    def _violated(self, n: Counts, words: Words, past: Past) -> bool:
        chosen = is_one_of(words.get(self.choice, ""), self.values)
        return chosen and plain(words.get(self.bare, "")) != ""

    def _condition(self, ref: Ref, past: Ref) -> str:
        chosen = one_of_formula(ref(self.choice), self.values)
        return f"AND({chosen},NOT({blank_formula(ref(self.bare))}))"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stays(Rule):
    """A choice that was one of some values stays one of them: what is done is done."""

    looks_back: ClassVar[bool] = True
    choice: str
    values: tuple[str, ...]

    @property
    def points_at(self) -> str:  # noqa: D102
        return self.choice

    @property
    def past_key(self) -> str:  # noqa: D102
        return f"{self.choice}.settled"

    @property
    def remembers(self) -> str:  # noqa: D102
        return self.choice

    def kept(self, answer: int | str) -> int | None:  # noqa: D102
        return 1 if is_one_of(str(answer), self.values) else None

    def _violated(self, n: Counts, words: Words, past: Past) -> bool:
        return self.past_key in past and not is_one_of(words.get(self.choice, ""), self.values)

    def _condition(self, ref: Ref, past: Ref) -> str:
        before = past(self.past_key)
        chosen = one_of_formula(ref(self.choice), self.values)
        return f"AND(ISNUMBER({before}),NOT({chosen}))" if before else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SameDay(Rule):
    """A day that was told once is told the same again."""

    looks_back: ClassVar[bool] = True
    day: str

    @property
    def points_at(self) -> str:  # noqa: D102
        return self.day

    @property
    def past_key(self) -> str:  # noqa: D102
        return f"{self.day}.known"

    @property
    def remembers(self) -> str:  # noqa: D102
        return self.day

    def kept(self, answer: int | str) -> int | None:  # noqa: D102
        told = _told_day(str(answer))
        return None if told is None else _serial(told)

    def _violated(self, n: Counts, words: Words, past: Past) -> bool:
        told = _told_day(words.get(self.day, ""))
        before = past.get(self.past_key)
        return told is not None and before is not None and _serial(told) != before

    def _condition(self, ref: Ref, past: Ref) -> str:
        before, cell = past(self.past_key), ref(self.day)
        return f"AND(ISNUMBER({before}),ISNUMBER({cell}),{cell}<>{before})" if before else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Since(Rule):
    """A day is not before the first on which it can have been."""

    day: str
    first: date

    @property
    def points_at(self) -> str:  # noqa: D102
        return self.day

    def _violated(self, n: Counts, words: Words, past: Past) -> bool:
        told = _told_day(words.get(self.day, ""))
        return told is not None and told < self.first

    def _condition(self, ref: Ref, past: Ref) -> str:
        cell = ref(self.day)
        return f"AND(ISNUMBER({cell}),{cell}<{_serial(self.first)})"


def _told_day(told: str) -> date | None:
    """Return a day as it is kept; None for what is none, as in a form that goes back."""
    try:
        return date.fromisoformat(told)
    except ValueError:
        return None


def _serial(day: date) -> int:
    """Return Excel's number for a day."""
    return (day - date(1899, 12, 30)).days
