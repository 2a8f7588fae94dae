"""Which of the numbers a period's documents print is the one asked for."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from fractions import Fraction

from pipeline.consolidate.called import name_of, row_of
from pipeline.domain.figure import Figures
from pipeline.domain.numeral import Made, Sum
from pipeline.domain.trace import Place, Printed

_NEAR = 5  # suggested where there is no such number


def find(asked: str, printed: Sequence[Printed], figures: Figures) -> tuple[Printed, ...]:
    """Return the numbers asked for: as printed, by a figure's name, a row's, or a sheet's cell.

    A figure that no document prints is found by its name too.
    """
    words = _plain(asked)
    number = _bare(words)
    found = [one for one in printed if number in (_plain(one.text), _digits(one.text))]
    found = found or [one for one in printed if words == _plain(name_of(one.made))]
    found = found or [one for one in printed if words == _row_name(one.made)]
    found = found or [one for one in printed if _is_at(asked, one.place)]
    if not found:
        found = [Printed(Sum.of(id), "", Place("", "")) for id in figures if name_of(id) == words]
    made: dict[Made, None] = {one.made: None for one in found}
    return tuple(one for one in printed if one.made in made) or tuple(found)


def near(asked: str, printed: Sequence[Printed]) -> tuple[str, ...]:
    """Suggest numbers close to one that nobody printed, or names like one that is none."""
    wanted = _value(asked)
    texts = dict.fromkeys(one.text for one in printed)
    if wanted is None:
        names = dict.fromkeys(name_of(one.made) for one in printed)
        return tuple(get_close_matches(_plain(asked), list(names), n=_NEAR))
    share = "%" in asked
    known = [(abs(value - wanted), text) for text in texts if (value := _value(text)) is not None]
    return tuple(text for _, text in sorted(known) if ("%" in text) is share)[:_NEAR]


def _row_name(made: Made) -> str:
    row = row_of(made)
    return _plain(name_of(row)) if row else ""


def _plain(text: str) -> str:
    return "".join(text.split()).casefold()


def _digits(text: str) -> str:
    return _bare(_plain(text).replace(".", ""))


def _bare(digits: str) -> str:
    """Leave out the 0 that a sentence writes before a count of one digit."""
    return digits.lstrip("0") or "0" if digits.isdigit() else digits


def _value(text: str) -> Fraction | None:
    digits = _digits(text).removesuffix("%").replace(",", ".")
    try:
        return Fraction(digits)
    except (ValueError, ZeroDivisionError):
        return None


def _is_at(asked: str, place: Place) -> bool:
    """Tell whether a place is named: "Tổng hợp!E10"."""
    sheet, mark, cell = asked.replace("'", "").replace("$", "").rpartition("!")
    named = sheet.strip().casefold(), cell.strip().upper()
    return bool(mark) and named == (place.sheet.casefold(), place.cell)
