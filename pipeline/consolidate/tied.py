"""A plan's own text held against what is declared: what orders something is asked of somebody.

Each word of a sentence is tied to rows, to what else asks for it, or to a reason. Each row says
what its clauses say: of whom, by when, how much.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from pipeline import texts
from pipeline.domain.clauses import Sentence, Tie, span, uncovered
from pipeline.domain.office import Indicator, Office, Task, Unit

_FIGURE = re.compile(r"\d+%|\d+\.\d{3}\b")
_DOCUMENT = re.compile(r"\d+/(?:\d{4}/)?[^\W\d_][\w-]+")  # "75/2022/tt-btc"
_PIECES = re.compile(r"[,;]\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What the declarations do not hold of a plan's text."""

    kind: str  # key of texts.tied.FAULTS
    clause: str
    row: str = ""
    words: str = ""
    day: date | None = None


@dataclass(frozen=True)
class Held:
    """A plan's text with its ties, and the office it is held against."""

    office: Office
    sentences: tuple[Sentence, ...]
    ties: tuple[Tie, ...]
    bodies: Mapping[str, tuple[str, ...]]  # words of the plan: codes and marks they mean

    @property
    def ordering(self) -> list[Sentence]:
        """The sentences that order something: no headings, and none that a reason explains."""
        return [one for one in self.sentences if not one.heads and not self._explained(one)]

    @property
    def explained(self) -> list[Sentence]:
        """The sentences of which it is said why nothing asks for them."""
        return [one for one in self.sentences if not one.heads and self._explained(one)]

    @property
    def tied_tasks(self) -> int:
        """How many tasks are tied to the text, or to a reason."""
        return sum(task.code in self._clauses for task in self.office.tasks)

    @property
    def tied_indicators(self) -> int:
        """How many indicators are."""
        return sum(one.code in self._clauses for one in self.office.indicators)

    def is_tied(self, sentence: Sentence) -> bool:
        """Tell whether each word of a sentence is tied to something."""
        return not self._untied_words(sentence)

    def _untied_words(self, sentence: Sentence) -> str:
        return uncovered(sentence.text, [at for _, at in self._ties_of(sentence)])

    def _left(self) -> Iterator[Fault]:
        for one in self.sentences:
            if not one.heads and (words := self._untied_words(one)):
                yield Fault(kind="left", clause=one.clause, words=words)

    @property
    def faults(self) -> list[Fault]:
        """All that does not hold, sentences left over first."""
        return [*self._left(), *self._misplaced(), *self._of_rows(), *self._of_clauses()]

    def _explained(self, sentence: Sentence) -> bool:
        ties = self._ties_of(sentence)
        return bool(ties) and all(tie.why for tie, _ in ties)

    def _ties_of(self, sentence: Sentence) -> list[tuple[Tie, tuple[int, int]]]:
        """Return the ties that hold some of a sentence, with what they hold of it."""
        there = (
            (tie, span(sentence.text, tie.quote) if tie.quote else (0, len(sentence.text)))
            for tie in self.ties
            if tie.clause == sentence.clause and (tie.quote or not _nowhere(tie))
        )
        return [(tie, at) for tie, at in there if at]

    def _misplaced(self) -> Iterator[Fault]:
        """Yield ties of a clause or quotation the text has not, and rows by another number."""
        for tie in self.ties:
            within = [s for s in self.sentences if s.clause == tie.clause]
            found = within if not tie.quote else [s for s in within if span(s.text, tie.quote)]
            if not found and not _nowhere(tie):
                yield Fault(kind="no_clause", clause=tie.clause, words=tie.quote)
        for row, clauses in self._clauses.items():
            task = self._rows[row]
            numbered = isinstance(task, Task) and re.search(r"\d", task.number)
            for clause in clauses if numbered else ():
                number = task.number if isinstance(task, Task) else ""
                if clause and not clause.startswith(number) and not number.startswith(clause):
                    yield Fault(kind="number", clause=clause, row=row, words=number)

    def _of_rows(self) -> Iterator[Fault]:
        for code, row in self._rows.items():
            clauses = self._clauses.get(code, ())
            if not clauses:
                yield Fault(kind="untied", clause=row.number, row=code)
            elif isinstance(row, Task):
                yield from self._of_time(row, clauses)
                yield from self._of_units(row, clauses)

    def _of_time(self, task: Task, clauses: Sequence[str]) -> Iterator[Fault]:
        said = self._text(clauses)
        for piece in _PIECES.split(task.deadline_said) if task.deadline_said else ():
            if _folded(piece) not in said:
                yield Fault(kind="deadline", clause=clauses[0], row=task.code, words=piece)
        begins, ends = _days(task.deadline_said)
        for day, declared in ((begins, task.starts), (ends, task.due)):
            if day and day != declared:
                fault = Fault(
                    kind="due",
                    clause=clauses[0],
                    row=task.code,
                    words=task.deadline_said,
                    day=day,
                )
                yield fault

    def _of_units(self, task: Task, clauses: Sequence[str]) -> Iterator[Fault]:
        named = {unit for clause in clauses for unit in self._named_in(clause)}
        for mark in (*task.lead, *task.performers, *task.supporters):
            missing = self._units((mark,)) - named
            if missing:
                yield Fault(kind="unnamed", clause=clauses[0], row=task.code, words=mark)

    def _of_clauses(self) -> Iterator[Fault]:
        """Yield the bodies, figures and documents a clause names and none of its rows does."""
        for clause in dict.fromkeys(s.clause for s in self.sentences if s.clause):
            codes = [c for tie in self.ties if tie.clause == clause for c in tie.rows]
            rows = [self._rows[code] for code in codes if code in self._rows]
            if not any(isinstance(row, Task) for row in rows):
                continue
            asked = {unit for row in rows for unit in self._asked(row)}
            loosely = " ".join(row.supporters_said for row in rows if isinstance(row, Task))
            for words, marks in self._bodies_in(clause).items():
                if not self._units(marks) <= asked and _folded(words) not in _folded(loosely):
                    yield Fault(kind="unasked", clause=clause, words=words)
            stated = _folded(" ".join(map(_figures_of, rows)))
            for kind, pattern in (("figure", _FIGURE), ("uncited", _DOCUMENT)):
                for found in dict.fromkeys(pattern.findall(self._text((clause,)))):
                    if found not in stated:
                        yield Fault(kind=kind, clause=clause, words=found.upper())

    def _asked(self, row: Task | Indicator) -> set[str]:
        marks = row.units if isinstance(row, Indicator) else ()
        if isinstance(row, Task):
            marks = (*row.lead, *row.performers, *row.supporters)
        return self._units(marks)

    def _units(self, marks: Iterable[str]) -> set[str]:
        marks = tuple(marks)
        return {unit.code for unit in self.office.units if self.office.names(marks, unit)}

    def _named_in(self, clause: str) -> set[str]:
        """Return the units a clause may mean: by any of their names, or by words for several."""
        said = self._text((clause,))
        units = {u.code for u in self.office.units if any(n in said for n in _loose_names(u))}
        words = self._bodies_in(clause)
        return units | {unit for marks in words.values() for unit in self._units(marks)}

    def _bodies_in(self, clause: str) -> dict[str, tuple[str, ...]]:
        """Return the words of a clause that name bodies, and whom they mean.

        What a clause says of some words of its own holds for all that stands in these.
        """
        said = self._text((clause,))
        own = dict(body for tie in self.ties if tie.clause == clause for body in tie.bodies.items())
        names = {name: (u.code,) for u in self.office.units for name in (u.name, *u.aliases)}
        told = [_folded(words) for words in own]
        usual = {
            words: marks
            for words, marks in {**names, **self.bodies}.items()
            if not any(_folded(words) in one for one in told)
        }
        there = {**usual, **own}.items()
        return {words: marks for words, marks in there if _folded(words) in said}

    def _text(self, clauses: Sequence[str]) -> str:
        """Return what clauses say, with the headings above them left out."""
        said = (s.text for s in self.sentences if s.clause in clauses and not s.heads)
        return _folded(" ".join(said))

    @cached_property
    def _rows(self) -> Mapping[str, Task | Indicator]:
        rows: tuple[Task | Indicator, ...] = (*self.office.tasks, *self.office.indicators)
        return {row.code: row for row in rows}

    @cached_property
    def _clauses(self) -> Mapping[str, tuple[str, ...]]:
        """The clauses each row is tied to, in their order."""
        found: dict[str, dict[str, None]] = {}
        for tie in self.ties:
            for row in tie.rows:
                found.setdefault(row, {})[tie.clause] = None
        return {row: tuple(clauses) for row, clauses in found.items() if row in self._rows}


def _nowhere(tie: Tie) -> bool:
    """Tell whether a tie is of rows the plan does not ask for."""
    return not tie.clause and bool(tie.rows)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _loose_names(unit: Unit) -> Iterator[str]:
    """Yield a unit's names, and what is left of them without their first word: "Tư pháp"."""
    for name in map(_folded, (unit.name, *unit.aliases)):
        yield name
        _, _, rest = name.partition(" ")
        if len(rest.split()) > 1:
            yield rest


def _figures_of(row: Task | Indicator) -> str:
    if isinstance(row, Task):
        return f"{row.content} {row.quantity}"
    target = "" if row.target is None else f"{row.target:,}".replace(",", ".")
    return f"{target}%" if row.whole else target


def _days(said: str) -> tuple[date | None, date | None]:
    """Return the days from which and until which a plan's words set a deadline.

    Words that name a day there is not, "31/6/2023", set none.
    """
    for kind, pattern in texts.tied.DAYS.items():
        if found := re.search(pattern, said, re.IGNORECASE):
            try:
                first, last = _span(kind, found)
            except ValueError:
                return None, None
            begins = said[: found.start()].casefold().endswith(texts.tied.FROM)
            return (first, None) if begins else (None, last)
    return None, None


def _span(kind: str, found: re.Match[str]) -> tuple[date, date]:
    """Return the first and last day of a day, month or quarter, or the last before it, twice."""
    said = found.groupdict()
    year = int(said["year"])
    quarter = said.get("quarter")
    month = 3 * texts.tied.QUARTERS.index(quarter.upper()) + 1 if quarter else int(said["month"])
    first = date(year, month, int(said.get("day") or 1))
    if kind.startswith("before"):
        return first - timedelta(days=1), first - timedelta(days=1)
    if kind == "day":
        return first, first
    after = month + (3 if quarter else 1)
    return first, date(year + (after > 12), (after - 1) % 12 + 1, 1) - timedelta(days=1)
