"""Understand what a clerk typed into a count: when certain yes, when not ask, never guess.

Python's own `float("１２")`, `int("1_000")` and `"²".isdigit()` all succeed; so digits and spaces
are normalised first, then one ASCII pattern decides.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pipeline.domain.answer import Broken, Count, Typed
from pipeline.intake.book import Cell, CellKind
from pipeline.intake.witness import DAYS_TO_1904
from pipeline.intake.words import INVISIBLE, SOFT_HYPHEN, SPACES, quoted, understand_text

_GROUPED = re.compile(r"[1-9]\d{0,2}(?:([ .,])\d{3})(?:\1\d{3})*", re.ASCII)
_PLAIN = re.compile(r"\d{1,15}", re.ASCII)
_FRACTION = re.compile(r"\d+[.,]\d+", re.ASCII)  # what is no group of thousands
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
_JOINED = re.compile(rf"\d[{re.escape(''.join(sorted(INVISIBLE)))}]+\d")  # two numbers, or one?
PERCENT = "%"  # as a measure
_COUNT = Count()
_SPELT = str.maketrans({"\u2212": "-", "\u2013": "-", "\u2014": "-", "\uff05": PERCENT})


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


def typed_of(cell: Cell | None) -> Typed:
    """Return what stands in a cell, words in one spelling; an error is no word."""
    if cell is None:
        return None
    if cell.kind in (CellKind.ERROR, CellKind.UNCACHED):
        return Broken(str(cell.value or ""))
    return understand_text(cell.value) if isinstance(cell.value, str) else cell.value


def understand_count(cell: Cell | None, measure: str) -> Understood:
    """Return the count in a cell. A blank is None without a doubt: the caller decides."""
    typed = typed_of(cell)
    if isinstance(typed, str):
        return _text(typed, measure, str(cell.value) if cell else typed)
    if code := _COUNT.found(typed):
        return _bad(code, value=typed.value if isinstance(typed, Broken) else typed)
    return Understood(int(typed) if isinstance(typed, int | float) else None)


def understand_percent(cell: Cell | None) -> Understood:
    """Return the count of a cell that shows a percentage where one is asked for.

    Excel keeps the "60%" it is given as 0.6; more than a whole was never typed as a percentage.
    """
    typed = typed_of(cell)
    if isinstance(typed, bool) or not isinstance(typed, int | float) or not 0 < typed <= 1:
        return understand_count(cell, PERCENT)
    hundredths = round(typed * 100, 6)
    shown = f"{hundredths:g}{PERCENT}".replace(".", ",")
    if hundredths % 1:
        return _bad("C09", value=shown)
    return Understood(int(hundredths), Doubt("C40", {"value": shown, "read": int(hundredths)}))


def _bad(code: str, **details: object) -> Understood:
    said = {name: quoted(str(detail)) for name, detail in details.items()}
    return Understood(None, Doubt(code, said))


def _text(typed: str, measure: str, raw: str) -> Understood:
    """Understand words; `raw` is what stands in the cell, with what nobody sees."""
    shown = typed.replace(SOFT_HYPHEN, "")
    text = SPACES.sub(" ", _ascii_digits(shown).translate(_SPELT)).strip()
    if not text:
        return Understood(None)
    if (
        _JOINED.search(raw)
        or len({ord(c) - unicodedata.decimal(c) for c in shown if c.isdecimal()}) > 1
    ):
        return _bad("C27", value=shown)
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
    if wrong := _COUNT.found(value):
        return _bad(wrong, value=shown)
    return Understood(value, Doubt(code, {"value": quoted(shown), "read": value}))


def _ascii_digits(text: str) -> str:
    """Turn decimal digits of any script into ASCII; "²" and "½" stay what they are."""
    return "".join(
        str(unicodedata.decimal(c)) if unicodedata.decimal(c, None) is not None else c for c in text
    )


def understand_day(cell: Cell | None, days_from_1904: bool = False) -> Typed:
    """Return what stands in a cell, words like "31/3/2023" as the day they name.

    A number of days counts from 1900 in what is returned, whatever its workbook counts from.
    """
    typed = typed_of(cell)
    if days_from_1904 and isinstance(typed, int | float) and not isinstance(typed, bool):
        return typed + DAYS_TO_1904
    found = _DAY.fullmatch(typed) if isinstance(typed, str) else None
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else typed
    except ValueError:
        return typed
