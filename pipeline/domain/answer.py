"""The checks of a cell: each in Python, and as the Excel condition the form shows.

Both faces of a check answer the same question, "what is wrong here?": Python with the code of the
finding, "" for nothing, Excel with TRUE where that code is not "". The form's writer takes both,
one for the formula and one for what it shows as it is sent out; the reader takes Python's, after
it has understood what it can (`intake.cell`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import ClassVar, Protocol

from pipeline.domain import marks
from pipeline.domain.form import MOST, Column, ColumnType
from pipeline.domain.plain import blank_formula, is_one_of, one_of_formula, plain

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)  # a form asks for; no period is later
_DAY_ZERO = date(1899, 12, 30)  # Excel's


@dataclass(frozen=True, slots=True)
class Broken:
    """What a cell shows whose formula failed: "#REF!"; "" where none was ever worked out."""

    value: str


Typed = bool | int | float | str | date | time | Broken | None  # what stands in a cell


def is_blank(typed: Typed) -> bool:
    """Tell whether there is nothing to read; its Excel face is `blank_formula`."""
    return typed is None or (isinstance(typed, str) and not plain(typed))


def serial(day: date) -> int:
    """Return Excel's number for a day."""
    return (day - _DAY_ZERO).days


def day_of(typed: Typed) -> date | None:
    """Return the day a cell holds, as a day or as Excel's number for one."""
    if isinstance(typed, datetime):
        return typed.date()
    if isinstance(typed, date):
        return typed
    if isinstance(typed, bool) or not isinstance(typed, int | float):
        return None
    try:
        return _DAY_ZERO + timedelta(days=int(typed)) if typed >= 1 else None
    except (ValueError, OverflowError):
        return None


class Check(Protocol):
    """What a cell is held to."""

    @property
    def id(self) -> str:
        """The form's hidden column that says whether a row's cells keep it."""

    def found(self, typed: Typed) -> str:
        """Return what is wrong with a cell; a blank one is judged with its row."""

    def formula(self, cell: str) -> str:
        """Return the Excel condition of `found`."""


@dataclass(frozen=True, slots=True)
class Count:
    """A whole number from 0."""

    id: ClassVar[str] = marks.INVALID

    def found(self, typed: Typed) -> str:  # noqa: D102
        match typed:
            case None:
                return ""
            case Broken():
                return "C04" if typed.value else "C05"
            case date() | time():
                return "C06"
            case bool():
                return "C03"
            case str():
                return "" if is_blank(typed) else "C03"
        if typed < 0:
            return "C07"
        if typed > MOST:
            return "C08"
        return "" if typed == typed // 1 else "C09"

    def formula(self, cell: str) -> str:  # noqa: D102
        bounds = f"OR({cell}<0,{cell}>{MOST},{cell}<>INT({cell}))"
        return f"IF(ISNUMBER({cell}),{bounds},NOT({blank_formula(cell)}))"


@dataclass(frozen=True, slots=True)
class Day:
    """A day from the first a form asks for; nothing is done after the window's end."""

    last: date
    id: ClassVar[str] = marks.BAD_DAY

    def found(self, typed: Typed) -> str:  # noqa: D102
        if is_blank(typed):
            return ""
        day = day_of(typed)
        if day is None:
            return "C21"
        if day < FIRST_DAY:
            return "C24"
        return "C22" if day > self.last else ""

    def formula(self, cell: str) -> str:  # noqa: D102
        outside = f"OR({cell}<{serial(FIRST_DAY)},{cell}>={serial(self.last) + 1})"
        return f"IF(ISNUMBER({cell}),{outside},NOT({blank_formula(cell)}))"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the words offered."""

    among: tuple[str, ...]
    id: ClassVar[str] = marks.UNLISTED

    def found(self, typed: Typed) -> str:  # noqa: D102
        known = is_blank(typed) or (isinstance(typed, str) and is_one_of(typed, self.among))
        return "" if known else "C20"

    def formula(self, cell: str) -> str:  # noqa: D102
        return f"NOT(OR({blank_formula(cell)},{one_of_formula(cell, self.among)}))"


@dataclass(frozen=True, slots=True)
class Text:
    """Any words, but no failed formula."""

    id: ClassVar[str] = marks.BAD_TEXT

    def found(self, typed: Typed) -> str:  # noqa: D102
        return "C23" if isinstance(typed, Broken) else ""

    def formula(self, cell: str) -> str:  # noqa: D102
        return f"ISERROR({cell})"


def check_of(column: Column, last_day: date) -> Check:
    """Return what the cells of a column are held to; a rate is never typed."""
    match column.type:
        case ColumnType.DATE:
            return Day(last_day)
        case ColumnType.CHOICE:
            return Choice(column.choices)
        case ColumnType.TEXT:
            return Text()
        case _:
            return Count()
