"""What words that cite documents must say: number and day, and no day that is still to come."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from pipeline.domain.plain import literal, plain, plain_formula
from pipeline.domain.rules.rule import Counts, Past, Ref, Rule, Words

_DAY = "ngày "
_YEAR = "/20"  # where the year of a day begins: "05/3/2023"
_NEAR = 6  # characters from a day's first to that
_DIGITS = "{" + ",".join(f'"{digit}"' for digit in range(10)) + "}"
_LETTERS = "{" + ";".join(f'"{letter}"' for letter in "abcdeghiklmnopqrstuvxyđ") + "}"
_NUMBER = re.compile(r"số:? \d|\d/[abcdeghiklmnopqrstuvxyđ]")
_SOME_DAY = ("ngày", "tháng", "/20", "-20", ".20")
_YEARS_ON = 2  # that a mistyped year is looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cites(Rule):
    """Words that may cite documents."""

    told: str

    @property
    def points_at(self) -> str:
        return self.told


@dataclass(frozen=True, slots=True, kw_only=True)
class Undated(_Cites):
    """A document that is told by its number is told with its day."""

    def _violated(self, n: Counts, words: Words, past: Past) -> bool:
        said = plain(words.get(self.told, "")).lower()
        return bool(_NUMBER.search(said)) and not any(day in said for day in _SOME_DAY)

    def _condition(self, ref: Ref, past: Ref) -> str:
        said = plain_formula(ref(self.told))
        return f"AND({_numbered(said)},NOT({_any_of(_SOME_DAY, said)}))"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unnumbered(_Cites):
    """A document that is told by its day is told with its number."""

    def _violated(self, n: Counts, words: Words, past: Past) -> bool:
        said = plain(words.get(self.told, "")).lower()
        before, day, _ = said.partition(_DAY)
        return bool(day) and not re.search("[0-9]", before) and not _NUMBER.search(said)

    def _condition(self, ref: Ref, past: Ref) -> str:
        said = plain_formula(ref(self.told))
        before = f"LEFT({said},SEARCH({literal(_DAY)},{said}))"
        number = f"SUMPRODUCT(--ISNUMBER(SEARCH({_DIGITS},{before})))=0"
        return f"AND({_any_of([_DAY], said)},{number},NOT({_numbered(said)}))"


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedLater(_Cites):
    """No document is of a day after the window's last."""

    looks_back: ClassVar[bool] = True
    last: date | None = None  # of the window; known once the period is

    def within(self, first: date, last: date) -> Rule:  # noqa: D102
        return replace(self, last=last)

    def _violated(self, n: Counts, words: Words, past: Past) -> bool:
        said = plain(words.get(self.told, "")).lower()
        patterns = _days_after(self.last) if self.last else ()
        return any(re.search(one.replace("?", "."), said) for one in patterns)

    def _condition(self, ref: Ref, past: Ref) -> str:
        if not self.last:
            return ""
        return _any_of(_days_after(self.last), plain_formula(ref(self.told)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Redated(_Cites):
    """A document that was cited before is not cited again under another day."""

    looks_back: ClassVar[bool] = True

    @property
    def past_key(self) -> str:  # noqa: D102
        return f"{self.told}.said"

    @property
    def remembers(self) -> Mapping[str, str]:  # noqa: D102
        return {self.past_key: self.told}

    def kept(self, answer: int | str, day: date) -> int | str | None:  # noqa: D102
        return plain(str(answer)) or None

    def _violated(self, n: Counts, words: Words, past: Past) -> bool:
        now, before = _cited(words.get(self.told, "")), _cited(words.get(self.past_key, ""))
        if now is None or before is None:
            return False
        return now[0] == before[0] and now[1] != before[1]

    def _condition(self, ref: Ref, past: Ref) -> str:
        before = past(self.past_key)
        if not before:
            return ""
        (name, day), (name_before, day_before) = map(_cited_formula, (ref(self.told), before))
        number = f"SUMPRODUCT(--ISNUMBER(SEARCH({_DIGITS},{name})))>0"
        return f"IFERROR(AND({name}={name_before},{day}<>{day_before},{number}),FALSE)"


def _numbered(said: str) -> str:
    """Return the Excel expression of `_NUMBER`."""
    ways = (f'"số "&{_DIGITS}', f'"số: "&{_DIGITS}', f'{_DIGITS}&"/"&{_LETTERS}')
    return f"({'+'.join(f'SUMPRODUCT(--ISNUMBER(SEARCH({way},{said})))' for way in ways)}>0)"


def _any_of(patterns: Iterable[str], said: str) -> str:
    listed = ",".join(map(literal, patterns))
    return f"(SUMPRODUCT(--ISNUMBER(SEARCH({{{listed}}},{said})))>0)"


def _days_after(last: date) -> tuple[str, ...]:
    """Return how days after one are written, "?" for any character."""
    days = [f"{_DAY}{day}/{month}" for day in range(last.day + 1, 32) for month in _ways(last)]
    days += [f"{_DAY}0{day}/{month}" for day in range(last.day + 1, 10) for month in _ways(last)]
    later = [last.replace(day=1, month=month) for month in range(last.month + 1, 13)]
    days += [f"{_DAY}{d}/{month}" for one in later for month in _ways(one) for d in ("?", "??")]
    years = range(last.year + 1, last.year + 1 + _YEARS_ON)
    days += [f"{_DAY}{d}/{m}/{y}" for y in years for d in ("?", "??") for m in ("?", "??")]
    return tuple(days)


def _ways(month: date) -> tuple[str, ...]:
    """Return how a month is written."""
    said = f"{month.month}/{month.year}"
    return (said, f"0{said}") if month.month < 10 else (said,)


def _cited(text: str) -> tuple[str, str] | None:
    """Return the first document's name and its day; None where either is not told."""
    said = _short(plain(text).lower())
    name, day, rest = said.partition(_DAY)
    year = rest.find(_YEAR)
    if not day or not 0 <= year <= _NEAR or not re.search("[0-9]", name):
        return None
    return name, rest[: year + 5]


def _short(said: str) -> str:
    """Write days and months without their leading zeros."""
    return said.replace(f"{_DAY}0", _DAY).replace("/0", "/")


def _cited_formula(cell: str) -> tuple[str, str]:
    """Return the Excel expressions of `_cited`, errors where there is none."""
    said = f"LOWER({plain_formula(cell)})"
    said = f'SUBSTITUTE(SUBSTITUTE({said},"{_DAY}0","{_DAY}"),"/0","/")'
    at = f'FIND("{_DAY}",{said})'
    rest = f"MID({said},{at}+{len(_DAY)},{_NEAR + 5})"
    return f"LEFT({said},{at}-1)", f'LEFT({rest},FIND("{_YEAR}",{rest})+4)'
