"""The kinds of rule. Each checks a row and writes itself as an Excel condition.

Both sides answer the same question, "is the rule broken?", and both stay silent while a number
they need is not there yet: a blank has a finding of its own. `past` holds what earlier reports
say: `past["x"]` is what column x is carried forward from, `past["x.typical"]` its usual size.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.domain.finding import Severity

Counts = Mapping[str, int]  # by column id
Words = Mapping[str, str]  # texts, choices and days, by column id
Past = Mapping[str, int]
Ref = Callable[[str], str]  # column id → cell reference in the row, or "" when there is none

_SPACES = re.compile(r"[ \u00a0]+")


def has_substance(text: str, at_least: int, empty: Sequence[str] = ()) -> bool:
    """Tell whether a reason says something: long enough, more than one letter, no empty word."""
    trimmed = _SPACES.sub(" ", text).strip(" ")
    said = trimmed.lower().replace(".", "")
    return (
        len(trimmed) >= at_least
        and trimmed.lower() != trimmed.upper()
        and said.replace(said[:1], "") != ""
        and said not in empty
    )


def substance_formula(cell: str, at_least: int, empty: Sequence[str] = ()) -> str:
    """Return the Excel expression of `has_substance`."""
    trimmed = f'TRIM(SUBSTITUTE({cell},"\u00a0"," "))'
    said = f'LOWER(SUBSTITUTE({trimmed},".",""))'
    more = f'SUBSTITUTE({said},LEFT({said},1),"")<>""'
    empties = "".join(f',{said}<>"{word}"' for word in empty)
    return (
        f"AND(LEN({trimmed})>={at_least},NOT(EXACT(LOWER({trimmed}),UPPER({trimmed}))),"
        f"{more}{empties})"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What every kind has: what is said, how grave it is, and what it rests on."""

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
    def looks_back(self) -> bool:
        """Whether it can only speak when earlier reports are known."""
        return False

    @property
    def points_at(self) -> str:
        """The column whose cell is named in the finding."""
        raise NotImplementedError

    @property
    def columns(self) -> tuple[str, ...]:
        """The counts the rule needs before it can speak."""
        raise NotImplementedError

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

    opening: str

    @property
    def looks_back(self) -> bool:  # noqa: D102
        return True

    @property
    def points_at(self) -> str:  # noqa: D102
        return self.opening

    @property
    def columns(self) -> tuple[str, ...]:  # noqa: D102
        return (self.opening,)

    def _violated(self, n: Counts, words: Words, past: Past) -> bool:
        return self.opening in past and n[self.opening] != past[self.opening]

    def _condition(self, ref: Ref, past: Ref) -> str:
        before = past(self.opening)
        return f"AND(ISNUMBER({before}),{ref(self.opening)}<>{before})" if before else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFalling(Rule):
    """A cumulative count does not fall below the previous report's."""

    count: str

    @property
    def looks_back(self) -> bool:  # noqa: D102
        return True

    @property
    def points_at(self) -> str:  # noqa: D102
        return self.count

    @property
    def columns(self) -> tuple[str, ...]:  # noqa: D102
        return (self.count,)

    def _violated(self, n: Counts, words: Words, past: Past) -> bool:
        return self.count in past and n[self.count] < past[self.count]

    def _condition(self, ref: Ref, past: Ref) -> str:
        before = past(self.count)
        return f"AND(ISNUMBER({before}),{ref(self.count)}<{before})" if before else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unusual(Rule):
    """A count far above the unit's own usual size, and not small."""

    count: str
    times: int
    floor: int

    @property
    def looks_back(self) -> bool:  # noqa: D102
        return True

    @property
    def points_at(self) -> str:  # noqa: D102
        return self.count

    @property
    def columns(self) -> tuple[str, ...]:  # noqa: D102
        return (self.count,)

    def _violated(self, n: Counts, words: Words, past: Past) -> bool:
        usual = past.get(f"{self.count}.typical")
        return (
            usual is not None
            and n[self.count] >= self.floor
            and (n[self.count] > self.times * usual)
        )

    def _condition(self, ref: Ref, past: Ref) -> str:
        usual, cell = past(f"{self.count}.typical"), ref(self.count)
        if not usual:
            return ""
        return f"AND(ISNUMBER({usual}),{cell}>={self.floor},{cell}>{self.times}*{usual})"


def _one_of(choice: str, values: tuple[str, ...], ref: Ref) -> str:
    said = ",".join(f'{ref(choice)}="{value}"' for value in values)
    return f"OR({said})"


@dataclass(frozen=True, slots=True, kw_only=True)
class When(Rule):
    """A choice that asks for another answer: "Hoàn thành" asks for the day."""

    choice: str
    values: tuple[str, ...]
    needs: str  # the column that must be answered, with `explanation_length` characters

    @property
    def points_at(self) -> str:  # noqa: D102
        return self.needs

    @property
    def columns(self) -> tuple[str, ...]:  # noqa: D102
        return ()

    def _violated(self, n: Counts, words: Words, past: Past) -> bool:
        answer = _SPACES.sub(" ", words.get(self.needs, "")).strip(" ")
        return words.get(self.choice, "") in self.values and len(answer) < self.explanation_length

    def _condition(self, ref: Ref, past: Ref) -> str:
        answer = f'TRIM(SUBSTITUTE({ref(self.needs)},"\u00a0"," "))'
        chosen = _one_of(self.choice, self.values, ref)
        return f"AND({chosen},LEN({answer})<{self.explanation_length})"


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
        spoken = not self.choice or words.get(self.choice, "") in self.values
        return spoken and not self.least <= n[self.count] <= self.most

    def _condition(self, ref: Ref, past: Ref) -> str:
        cell = ref(self.count)
        outside = f"OR({cell}<{self.least},{cell}>{self.most})"
        return (
            f"AND({_one_of(self.choice, self.values, ref)},{outside})" if self.choice else outside
        )
