"""What words that cite documents must say: number and day, and no day that is still to come."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from pipeline.domain.plain import literal, plain, plain_formula
from pipeline.domain.rules.rule import Counts, Past, Ref, Rule, WordRule, Words

_YEAR = "/20"  # where the year of a day begins: "05/3/2023"
_NEAR = 6  # characters from a day's first to that
_DIGITS = "{" + ",".join(f'"{digit}"' for digit in range(10)) + "}"
_YEARS = ("/20", "-20", ".20")  # what tells that some day is told
_DECADES_ON = 8  # in which a mistyped year is looked for


@dataclass(frozen=True, slots=True)
class Spelling:
    """How words that cite a document say so, in small letters."""

    number: str  # before a number: "số"
    day: str  # before a day
    month: str
    letters: str  # what a document's symbol begins with, after the number and "/"

    @property
    def before_day(self) -> str:
        """What a day stands right after."""
        return f"{self.day} "

    @property
    def some_day(self) -> tuple[str, ...]:
        """What tells that some day is told."""
        return (self.day, self.month, *_YEARS)

    def numbered(self, said: str) -> bool:
        """Tell whether words tell a document's number."""
        return bool(re.search(rf"{self.number}:? \d|\d/[{self.letters}]", said))

    def numbered_formula(self, said: str) -> str:
        """Return the Excel expression of `numbered`."""
        letters = "{" + ";".join(map(literal, self.letters)) + "}"
        ways = [f'"{self.number}{mark} "&{_DIGITS}' for mark in ("", ":")]
        ways.append(f'{_DIGITS}&"/"&{letters}')
        found = "+".join(f"SUMPRODUCT(--ISNUMBER(SEARCH({way},{said})))" for way in ways)
        return f"({found}>0)"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cites(WordRule):
    """Words that may cite documents."""

    spelt: Spelling


@dataclass(frozen=True, slots=True, kw_only=True)
class Undated(_Cites):
    """A document that is told by its number is told with its day."""

    def _violated(self, n: Counts, words: Words, past: Past) -> bool:
        said = plain(words.get(self.told, "")).lower()
        return self.spelt.numbered(said) and not any(day in said for day in self.spelt.some_day)

    def _condition(self, ref: Ref, past: Ref) -> str:
        said = plain_formula(ref(self.told))
        return f"AND({self.spelt.numbered_formula(said)},NOT({_any_of(self.spelt.some_day, said)}))"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unnumbered(_Cites):
    """A document that is told by its day is told with its number."""

    def _violated(self, n: Counts, words: Words, past: Past) -> bool:
        said = plain(words.get(self.told, "")).lower()
        before, day, _ = said.partition(self.spelt.before_day)
        told = re.search(f"{day}[0-9]", said) if day else None  # "hằng ngày" tells none
        return bool(told) and not re.search("[0-9]", before) and not self.spelt.numbered(said)

    def _condition(self, ref: Ref, past: Ref) -> str:
        said = plain_formula(ref(self.told))
        day = self.spelt.before_day
        before = f"LEFT({said},SEARCH({literal(day)},{said}))"
        number = f"SUMPRODUCT(--ISNUMBER(SEARCH({_DIGITS},{before})))=0"
        told = _any_of([f"{day}{digit}" for digit in range(10)], said)
        return f"AND({told},{number},NOT({self.spelt.numbered_formula(said)}))"


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedLater(_Cites):
    """No document is of a day after the window's last."""

    looks_back: ClassVar[bool] = True
    last: date | None = None  # of the window; known once the period is

    def within(self, first: date, last: date) -> Rule:  # noqa: D102
        return replace(self, last=last)

    def _violated(self, n: Counts, words: Words, past: Past) -> bool:
        said = plain(words.get(self.told, "")).lower()
        patterns = _days_after(self.last, self.spelt.before_day) if self.last else ()
        return any(re.search(one.replace("?", "."), said) for one in patterns)

    def _condition(self, ref: Ref, past: Ref) -> str:
        if not self.last:
            return ""
        return _any_of(_days_after(self.last, self.spelt.before_day), plain_formula(ref(self.told)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Redated(_Cites):
    """A document that was cited before is not cited again under another day."""

    looks_back: ClassVar[bool] = True
    recalls: ClassVar[bool] = True

    @property
    def past_key(self) -> str:  # noqa: D102
        return f"{self.told}.said"

    def kept(self, answer: int | str, day: date) -> int | str | None:  # noqa: D102
        return plain(str(answer)) or None

    def _violated(self, n: Counts, words: Words, past: Past) -> bool:
        now, before = (
            _cited(words.get(key, ""), self.spelt.before_day) for key in (self.told, self.past_key)
        )
        if now is None or before is None:
            return False
        return now[0] == before[0] and now[1] != before[1]

    def _condition(self, ref: Ref, past: Ref) -> str:
        before = past(self.past_key)
        if not before:
            return ""
        (name, day), (name_before, day_before) = (
            _cited_formula(cell, self.spelt.before_day) for cell in (ref(self.told), before)
        )
        number = f"SUMPRODUCT(--ISNUMBER(SEARCH({_DIGITS},{name})))>0"
        return f"IFERROR(AND({name}={name_before},{day}<>{day_before},{number}),FALSE)"


def _any_of(patterns: Iterable[str], said: str) -> str:
    listed = ",".join(map(literal, patterns))
    return f"(SUMPRODUCT(--ISNUMBER(SEARCH({{{listed}}},{said})))>0)"


def _days_after(last: date, before: str) -> tuple[str, ...]:
    """Return how days after one are written, "?" for any character."""
    days = [f"{before}{day}/{month}" for day in range(last.day + 1, 32) for month in _ways(last)]
    days += [f"{before}0{day}/{month}" for day in range(last.day + 1, 10) for month in _ways(last)]
    later = [last.replace(day=1, month=month) for month in range(last.month + 1, 13)]
    days += [f"{before}{d}/{month}" for one in later for month in _ways(one) for d in ("?", "??")]
    decade = last.year // 10
    years = [str(year) for year in range(last.year + 1, 10 * decade + 10)]
    years += [f"{later}?" for later in range(decade + 1, decade + _DECADES_ON)]
    days += [f"{before}{d}/{m}/{y}" for y in years for d in ("?", "??") for m in ("?", "??")]
    return tuple(days)


def _ways(month: date) -> tuple[str, ...]:
    """Return how a month is written."""
    said = f"{month.month}/{month.year}"
    return (said, f"0{said}") if month.month < 10 else (said,)


def _cited(text: str, before: str) -> tuple[str, str] | None:
    """Return the first document's name and its day; None where either is not told."""
    said = _short(plain(text).lower(), before)
    name, day, rest = said.partition(before)
    year = rest.find(_YEAR)
    if not day or not 0 <= year <= _NEAR or not re.search("[0-9]", name):
        return None
    return name, rest[: year + 5]


def _short(said: str, before: str) -> str:
    """Write days and months without their leading zeros."""
    return said.replace(f"{before}0", before).replace("/0", "/")


def _cited_formula(cell: str, before: str) -> tuple[str, str]:
    """Return the Excel expressions of `_cited`, errors where there is none."""
    said = f"LOWER({plain_formula(cell)})"
    said = f'SUBSTITUTE(SUBSTITUTE({said},"{before}0","{before}"),"/0","/")'
    at = f'FIND("{before}",{said})'
    rest = f"MID({said},{at}+{len(before)},{_NEAR + 5})"
    return f"LEFT({said},{at}-1)", f'LEFT({rest},FIND("{_YEAR}",{rest})+4)'
