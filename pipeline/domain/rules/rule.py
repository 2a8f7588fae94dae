"""A rule between the cells of a row. It checks the row and writes itself as an Excel condition.

Both sides answer the same question, "is the rule broken?", and both stay silent while a number
they need is not there yet: a blank has a finding of its own. `past` holds what earlier reports
say: `past["x"]` is what column x is carried forward from, `past["x.typical"]` its usual size,
`past["x.most"]` the most it was lately,
`past["x.known"]` what it cannot be below by what is reported already. Earlier words stand among the
row's own, as `words["x.said"]`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from pipeline.domain.finding import Severity
from pipeline.domain.plain import has_substance, substance_formula
from pipeline.domain.validity import ALWAYS, Validity

Counts = Mapping[str, int]  # by column id
Words = Mapping[str, str]  # texts, choices and days, by column id
Past = Mapping[str, int]

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
    of_all_rows: ClassVar[bool] = False  # whether it judges a table's rows together, and asks once

    id: str  # "R-can-doi": stable, quoted by telephone
    severity: Severity
    message: str  # Vietnamese, with {column_id} placeholders for the row's numbers
    action: str
    brief: str  # the few words the form's check column has room for
    basis: str  # legal basis, line of the plan
    explained_by: str  # the text column whose words close it, "" when nothing does
    explanation_length: int
    empty_words: tuple[str, ...] = ()  # in small letters: what is no reason, however long
    dates: Dates = OF_ALL_TIMES

    def as_of(self, day: date) -> Rule:
        """Return the rule as grave as it was on a day, and without what comes before and after."""
        return replace(self, severity=self.dates.severity(day, self.severity), dates=OF_ALL_TIMES)

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
        """The columns whose answers in the newest report before it must know, by key of `past`."""
        return {}

    def kept(self, answer: int | str, day: date) -> int | str | None:
        """Return what is kept of such an answer, None for nothing; `day` is its window's last."""
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

    def broken_by_all(self, rows: Sequence[tuple[Mapping[str, int | None], Past]]) -> bool:
        """Tell whether a table's rows, each with what was before, break the rule together."""
        raise NotImplementedError

    def formula(self, ref: Ref, past: Ref) -> str:
        """Return the Excel expression that is TRUE when the row breaks the rule.

        Of a rule `of_all_rows` both references are to all rows of a column.
        """
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


def plus(names: tuple[str, ...], ref: Ref) -> str:
    """Return the Excel sum of some columns' cells."""
    return "+".join(ref(name) for name in names)
