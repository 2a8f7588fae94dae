"""What choices, days and words of one row owe each other, and to the report before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from pipeline.domain.plain import (
    blank_formula,
    has_substance,
    is_one_of,
    one_of_formula,
    plain,
    plain_formula,
    substance_formula,
)
from pipeline.domain.rules.rule import (
    OF_ALL_TIMES,
    CountRule,
    Counts,
    DayRule,
    Past,
    Ref,
    Rule,
    Words,
)


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
class Limit(CountRule):
    """A count stays between two bounds, always or while a choice is one of some values."""

    least: int
    most: int
    choice: str  # "" for always
    values: tuple[str, ...]

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
    """A choice that was one of some values stays one of them, or becomes one of others.

    What is done is done; what is under way does not become what nobody has begun.
    """

    looks_back: ClassVar[bool] = True
    recalls: ClassVar[bool] = True
    choice: str
    values: tuple[str, ...]
    becomes: tuple[str, ...] = ()

    @property
    def points_at(self) -> str:  # noqa: D102
        return self.choice

    @property
    def past_key(self) -> str:  # noqa: D102
        return f"{self.choice}.{self.id}"

    def kept(self, answer: int | str, day: date) -> int | str | None:  # noqa: D102
        return 1 if is_one_of(str(answer), self.values) else None

    @property
    def _allowed(self) -> tuple[str, ...]:
        return (*self.values, *self.becomes, "")  # a blank has a finding of its own

    def _violated(self, n: Counts, words: Words, past: Past) -> bool:
        return self.past_key in past and not is_one_of(words.get(self.choice, ""), self._allowed)

    def _condition(self, ref: Ref, past: Ref) -> str:
        before = past(self.past_key)
        chosen = one_of_formula(ref(self.choice), self._allowed)
        return f"AND(ISNUMBER({before}),NOT({chosen}))" if before else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SameDay(DayRule):
    """A day that was told once is told the same again."""

    looks_back: ClassVar[bool] = True
    recalls: ClassVar[bool] = True

    @property
    def past_key(self) -> str:  # noqa: D102
        return f"{self.day}.known"

    def kept(self, answer: int | str, day: date) -> int | str | None:  # noqa: D102
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
class Afterwards(DayRule):
    """What the report before said had not come yet came after that report's last day."""

    looks_back: ClassVar[bool] = True
    choice: str
    values: tuple[str, ...]  # that say it has come

    @property
    def past_key(self) -> str:  # noqa: D102
        return f"{self.day}.until"

    @property
    def remembers(self) -> Mapping[str, str]:  # noqa: D102
        return {self.past_key: self.choice}

    def kept(self, answer: int | str, day: date) -> int | str | None:  # noqa: D102
        return None if is_one_of(str(answer), self.values) else _serial(day)

    def _violated(self, n: Counts, words: Words, past: Past) -> bool:
        told = _told_day(words.get(self.day, ""))
        if told is None or not is_one_of(words.get(self.choice, ""), self.values):
            return False
        return _serial(told) <= past.get(self.past_key, 0)

    def _condition(self, ref: Ref, past: Ref) -> str:
        until, cell = past(self.past_key), ref(self.day)
        chosen = one_of_formula(ref(self.choice), self.values)
        return f"AND(ISNUMBER({cell}),{chosen},{cell}<=N({until}))" if until else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Since(DayRule):
    """A day is not before the first on which it can have been: the plan's, unless declared."""

    first: date = date.min
    begins: tuple[date, ...] = ()  # on which plans begin, where none is declared

    @property
    def dated(self) -> bool:
        """Whether it is another on some days."""
        return bool(self.begins) or self.dates != OF_ALL_TIMES

    def as_of(self, day: date) -> Rule:
        """Return the rule as it was on a day, of the plan of then."""
        first = max((begun for begun in self.begins if begun <= day), default=self.first)
        return DayRule.as_of(replace(self, first=first, begins=()), day)

    def of_plans(self, begins: tuple[date, ...]) -> Rule:
        """Return the rule of an office whose plans begin on these days."""
        return replace(self, begins=begins) if self.first == date.min else self

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
