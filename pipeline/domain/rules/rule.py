"""A rule between the cells of a row. It checks the row and writes itself as an Excel condition.

Both sides answer the same question, "is the rule broken?", and both stay silent while a number
they need is not there yet: a blank has a finding of its own. `past` holds what earlier reports
say: `past["x"]` is what column x is carried forward from, `past["x.typical"]` its usual size,
`past["x.most"]` the most it was lately,
`past["x.known"]` what it cannot be below by what is reported already. Words of an earlier report
stand beside the row's own words, under such a key.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from typing import ClassVar

from pipeline.domain.finding import Severity
from pipeline.domain.plain import has_substance, literal, substance_formula
from pipeline.domain.validity import ALWAYS, Validity

Counts = Mapping[str, int]  # by column id
Words = Mapping[str, str]  # texts, choices and days, by column id
Past = Mapping[str, int]

PAST = "past"  # in words: what earlier reports say
_ADDED = re.compile(r"\{(\w+(?:\+\w+)*)\}")  # in words: columns that are added up

HELD = "held_"  # before a column: of the row whose count a denominator holds, as config.toml says

Ref = Callable[[str], str]  # column id → cell reference in the row, or "" when there is none


@dataclass(frozen=True, slots=True)
class Dates:
    """From when to when a rule holds, and how grave it was and is."""

    validity: Validity = ALWAYS
    grades: tuple[tuple[date, Severity], ...] = ()  # what it is from a day on, in order
    trial_until: date | None = None  # until then it asks, and blocks nothing
    owner: str = ""  # whom to ask about it: a body of the office, or ""

    def severity(self, day: date, first: Severity) -> Severity:
        """Return how grave a rule is on a day that was of a severity at first."""
        held = [first, *(severity for since, severity in self.grades if since <= day)][-1]
        tried = self.trial_until is not None and day <= self.trial_until
        return Severity.WARNING if tried and held is Severity.ERROR else held


OF_ALL_TIMES = Dates()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What every kind has: what is said, how grave it is, and what it rests on."""

    looks_back: ClassVar[bool] = False  # whether it can only speak when earlier reports are known
    recalls: ClassVar[bool] = False  # whether it must know what stood where it points
    next_to_it: ClassVar[bool] = False  # whether what it remembers is only of the period before

    id: str  # "R-can-doi": stable, quoted by telephone
    severity: Severity
    message: str  # Vietnamese, with {column_id} placeholders for the row's numbers
    action: str
    brief: str  # the few words the form's check column has room for
    spoken: str = ""  # the same with the row's numbers: "Tiếp nhận {a}, đã và đang {b+c}"; or ""
    basis: str  # legal basis, line of the plan
    explained_by: str  # the text column whose words close it, "" when nothing does
    explanation_length: int
    empty_words: tuple[str, ...] = ()  # in small letters: what is no reason, however long
    dates: Dates = OF_ALL_TIMES

    @property
    def dated(self) -> bool:
        """Whether it is another on some days."""
        return self.dates != OF_ALL_TIMES

    def as_of(self, day: date) -> Rule:
        """Return the rule as grave as it was on a day, and without what comes before and after."""
        return replace(self, severity=self.dates.severity(day, self.severity), dates=OF_ALL_TIMES)

    def of_plans(self, begins: tuple[date, ...]) -> Rule:
        """Return the rule of an office whose plans begin on these days."""
        return self

    @property
    def points_at(self) -> str:
        """The column whose cell is named in the finding."""
        raise NotImplementedError

    @property
    def past_key(self) -> str:
        """What of the past is named in the finding."""
        return self.points_at

    @property
    def remembers(self) -> Mapping[str, str]:
        """The columns whose answers in the newest report before it must know, by their keys."""
        return {self.past_key: self.points_at} if self.recalls else {}

    def kept(self, answer: int | str, day: date) -> int | str | None:
        """Return what is kept of such an answer, None for nothing; `day` is its window's last."""
        return answer if isinstance(answer, int) else None

    @property
    def weighs(self) -> tuple[str, ...]:
        """The columns whose usual size in the unit's last reports it must know."""
        return ()

    @property
    def spares(self) -> str:
        """The column whose answer spares a row of being weighed, or ""."""
        return ""

    def within(self, first: date, last: date) -> Rule:
        """Return the rule for a window of these days."""
        return self

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
        return not self._closed(texts)

    def formula(self, ref: Ref, past: Ref, zeros: str = "") -> str:
        """Return the Excel expression that is TRUE when the row breaks the rule.

        Args:
            ref: The cell of a column.
            past: The cell of what earlier reports say.
            zeros: The cell that is above 0 where the row's blanks count as 0, or "".
        """
        cells = [ref(column) for column in self.columns]
        condition = self._condition(ref, past)
        if not condition:
            return "FALSE"
        if not cells:
            return self._open(condition, ref)
        lacking = f"COUNT({','.join(cells)})<{len(cells)}"
        lacking = f"AND({lacking},{zeros}=0)" if zeros else lacking
        return _unless(lacking, self._open(condition, ref))

    def live(self, counts: Mapping[str, int | None], past: Past) -> str:
        """Return what the form says of a row that breaks the rule."""
        known = {column: count or 0 for column, count in counts.items()} | {PAST: 0}
        known |= {PAST: past[self.past_key]} if self.past_key in past else {}
        return _ADDED.sub(
            lambda found: str(sum(known.get(name, 0) for name in found[1].split("+"))),
            self.spoken or self.brief,
        )

    def live_formula(self, ref: Ref, past: Ref) -> str:
        """Return the Excel expression of `live`."""
        parts = _ADDED.split(self.spoken or self.brief)  # words and sums in turn
        cells = (
            f"SUM({','.join(past(self.past_key) if n == PAST else ref(n) for n in one.split('+'))})"
            for one in parts[1::2]
        )
        said = [literal(words) for words in parts[::2]]
        mixed = [said[0], *chain(*zip(cells, said[1:], strict=True))]
        return "&".join(part for part in mixed if part != literal("")) or literal("")

    def _closed(self, texts: Words) -> bool:
        """Tell whether words close the rule."""
        said = texts.get(self.explained_by, "") if self.explained_by else ""
        return has_substance(said, self.explanation_length, self.empty_words)

    def _open(self, condition: str, ref: Ref) -> str:
        """Return the condition, and that no words close the rule."""
        if not self.explained_by:
            return condition
        cell = ref(self.explained_by)
        closed = substance_formula(cell, self.explanation_length, self.empty_words)
        return f"AND({condition},NOT({closed}))"


@dataclass(frozen=True, slots=True, kw_only=True)
class CountRule(Rule):
    """A rule that points at a count, and needs it before it can speak."""

    count: str

    @property
    def points_at(self) -> str:  # noqa: D102
        return self.count

    @property
    def columns(self) -> tuple[str, ...]:  # noqa: D102
        return (self.count,)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRule(Rule):
    """A rule that points at a day."""

    day: str

    @property
    def points_at(self) -> str:  # noqa: D102
        return self.day


@dataclass(frozen=True, slots=True, kw_only=True)
class WordRule(Rule):
    """A rule that points at words."""

    told: str

    @property
    def points_at(self) -> str:  # noqa: D102
        return self.told


def usual_size(column: str) -> str:
    """Return the key of what a column's count usually is in a unit's last reports."""
    return f"{column}.typical"


def most_lately(column: str) -> str:
    """Return the key of the most it was in them."""
    return f"{column}.most"


def _unless(lacking: str, condition: str) -> str:
    """Return a condition that is silent while a number is not there."""
    # IF, not AND: Excel's AND evaluates all its arguments.
    return f"IF({lacking},FALSE,{condition})"


Told = tuple[Mapping[str, int | None], Words, Past]  # what one row says, and what is known of it


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRule(Rule):
    """A rule between all rows of a table: it is said once, at the first row."""

    looks_back: ClassVar[bool] = True
    instead_of: tuple[str, ...] = ()  # rules of single rows that have nothing to add then

    def _violated_over(self, rows: Sequence[Counts], pasts: Sequence[Past]) -> bool:
        raise NotImplementedError

    def violated_over(self, rows: Sequence[Told]) -> bool:
        """Tell whether the rows break the rule, be it explained or not."""
        numbers = [
            {c: n for c in self.columns if (n := counts.get(c)) is not None}
            for counts, _, _ in rows
        ]
        if not rows or any(len(one) < len(self.columns) for one in numbers):
            return False
        return self._violated_over(numbers, [past for _, _, past in rows])

    def broken_over(self, rows: Sequence[Told]) -> bool:
        """Tell whether the rows break the rule, and the first row's words do not close it."""
        return self.violated_over(rows) and not self._closed(rows[0][1])

    def violated_formula(self, down: Ref, past: Ref, zeros: str = "") -> str:
        """Return the Excel expression of `violated_over`; each argument refers to all rows."""
        condition, cells = self._condition(down, past), [down(c) for c in self.columns]
        if not condition:
            return "FALSE"
        there = f"COUNT({','.join(cells)})"
        if zeros:
            there = "+".join(f"SUMPRODUCT(--(ISNUMBER({c})+({zeros}>0)>0))" for c in cells)
        return _unless(f"{there}<{len(cells)}*ROWS({cells[0]})", condition)

    def formula(self, ref: Ref, past: Ref, zeros: str = "") -> str:
        """Return the Excel expression of `broken_over`; each argument refers to all rows."""
        return self._open(
            self.violated_formula(ref, past, zeros), lambda column: _first(ref(column))
        )


def _first(cells: str) -> str:
    return cells.partition(":")[0]


def plus(names: tuple[str, ...], ref: Ref) -> str:
    """Return the Excel sum of some columns' cells."""
    return "+".join(ref(name) for name in names)
