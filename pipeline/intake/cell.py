"""Understand what a clerk typed into a count: when certain yes, when not ask, never guess.

Python's own `float("１２")`, `int("1_000")` and `"²".isdigit()` all succeed; so digits and spaces
are normalised first, then one ASCII pattern decides.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pipeline.domain.form import MOST
from pipeline.intake.workbook import Cell, CellKind

QUOTED = 80  # characters of a text that a message quotes

_SPACES = re.compile("[ \t\u00a0\u2007\u2009\u202f\u3000]+")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:([ .,])\d{3})(?:\1\d{3})*", re.ASCII)
_PLAIN = re.compile(r"\d{1,15}", re.ASCII)
_FRACTION = re.compile(r"\d+[.,]\d+", re.ASCII)  # what is no group of thousands
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
_SERIAL_ZERO = date(1899, 12, 30)  # Excel's day 0
# "Ð" of other alphabets for "Đ"; marks nobody sees.
_MENDED = {0x00D0: 0x0110, 0x00F0: 0x0111, 0x0189: 0x0110, 0x200B: None, 0xFEFF: None}
_MINUS = str.maketrans({"\u2212": "-", "\u2013": "-", "\u2014": "-"})


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something to say about a value, before its place is known."""

    code: str
    details: Mapping[str, int | str]


@dataclass(frozen=True, slots=True)
class Understood:
    """A count, or None, and what is to be said about it."""

    value: int | None
    doubt: Doubt | None = None


def understand_count(cell: Cell | None, measure: str) -> Understood:
    """Return the count in a cell. A blank is None without a doubt: the caller decides."""
    if cell is None:
        return Understood(None)
    match cell.kind:
        case CellKind.NUMBER:
            return _number(cell.value)
        case CellKind.TEXT:
            return _text(str(cell.value), measure)
        case CellKind.ERROR:
            return _bad("C04", value=cell.value)
        case CellKind.UNCACHED:
            return _bad("C05")
        case CellKind.DATE:
            return _bad("C06", value=cell.value)
        case _:
            return _bad("C03", value=cell.value)


def _bad(code: str, **details: object) -> Understood:
    said = {name: quoted(str(detail)) for name, detail in details.items()}
    return Understood(None, Doubt(code, said))


def quoted(detail: str) -> str:
    """Return what a message quotes: of a long text its beginning, in one line."""
    line = " ".join(detail.split())
    return line if len(line) <= QUOTED else f"{line[: QUOTED - 1]}\u2026"


def _number(value: object) -> Understood:
    if isinstance(value, int) and 0 <= value <= MOST:
        return Understood(value)
    if isinstance(value, int | float):
        return _bad("C07" if value < 0 else "C08" if value > MOST else "C09", value=value)
    return _bad("C03", value=value)


def _text(typed: str, measure: str) -> Understood:
    shown = understand_text(typed)
    text = _ascii_digits(unicodedata.normalize("NFC", typed)).translate(_MINUS)
    text = _SPACES.sub(" ", text).strip()
    if not text:
        return Understood(None)
    if measure and text.casefold().endswith(measure.casefold()):
        text = text[: -len(measure)].rstrip()
    if text.startswith("-") and _PLAIN.fullmatch(text[1:].strip()):
        return _bad("C07", value=shown)
    if _PLAIN.fullmatch(text):
        return _noted("C10", int(text), shown)
    if match := _GROUPED.fullmatch(text):
        # "1.234" alone may be meant as a decimal; two groups or a space cannot.
        alone = match[1] in ".," and len(text.split(match[1])) == 2
        return _noted("C11" if alone else "C10", int(re.sub(r"[ .,]", "", text)), shown)
    if _FRACTION.fullmatch(text):
        return _bad("C09", value=shown)
    return _bad("C03", value=shown)


def _noted(code: str, value: int, shown: str) -> Understood:
    if value > MOST:
        return _bad("C08", value=shown)
    return Understood(value, Doubt(code, {"value": quoted(shown), "read": value}))


def _ascii_digits(text: str) -> str:
    """Turn decimal digits of any script into ASCII; "²" and "½" stay what they are."""
    return "".join(
        str(unicodedata.decimal(c)) if unicodedata.decimal(c, None) is not None else c for c in text
    )


def understand_text(text: str) -> str:
    """Return a text in NFC, with đ repaired, spaces plain and ends trimmed; line ends stay."""
    text = unicodedata.normalize("NFC", text).translate(_MENDED)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(_SPACES.sub(" ", line).strip() for line in text.split("\n")).strip()


def understand_day(cell: Cell | None) -> date | None:
    """Return the day in a cell: a real date, its serial number, or words like "31/3/2023"."""
    if cell is None:
        return None
    if isinstance(cell.value, datetime):
        return cell.value.date()
    if isinstance(cell.value, date):
        return cell.value
    try:
        if cell.kind is CellKind.NUMBER and isinstance(cell.value, int | float):
            day = _SERIAL_ZERO + timedelta(days=int(cell.value))
        else:
            found = _DAY.fullmatch(understand_text(str(cell.value)))
            if not found:
                return None
            day = date(int(found[3]), int(found[2]), int(found[1]))
    except (ValueError, OverflowError):
        return None
    return day if 2000 <= day.year <= 2999 else None
