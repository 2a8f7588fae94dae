"""Which unit and period words name: who signed, a file's name, the folder it lies in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache

from pipeline import texts
from pipeline.domain.office import Office, Unit
from pipeline.domain.period import Period, PeriodKind
from pipeline.intake.words import fold

_SENT_AS = re.compile(r"\d{4}(?:-[WQH]?\d{1,2})?-([a-z0-9-]+)", re.ASCII)  # as forms go out
_PERIOD = re.compile(r"(?<![\dA-Za-z-])\d{4}-(?:W\d{2}|[QH][1-4]|\d{2})(?!\d|-\d)", re.ASCII)
_SAID = {  # with or without accents
    PeriodKind.WEEK: re.compile(texts.spelling.NAMED_WEEK),
    PeriodKind.MONTH: re.compile(texts.spelling.NAMED_MONTH),
}
_WORDS = re.compile(r"[^\W_]+")


def says(said: str, name: str) -> bool:
    """Tell whether a name stands in words, with or without accents, among other words or not."""
    return _spaced(name) in _spaced(said)


def names(said: str, unit: Unit) -> bool:
    """Tell whether words name a unit."""
    spaced = _spaced(said)
    return any(key in spaced for key in _keys(unit))


def other_in_path(file: str, unit: Unit, office: Office) -> Unit | None:
    """Return the other unit that a file's name names, or else the folder it lies in.

    Who receives the reports may stand in any name.
    """
    for piece in reversed(file.split("/")):
        sent_as = _SENT_AS.match(piece)
        if sent_as and (whose := office.unit(sent_as[1])):
            return whose if whose.code != unit.code else None
        if names(piece, unit):
            return None
        if other := other_unit(piece, unit, office, but=office.receiver):
            return other
    return None


def other_unit(said: str, unit: Unit, office: Office, but: str = "") -> Unit | None:
    """Return the unit whose name, the longest of them, stands in words that do not name `unit`."""
    if names(said, unit):
        return None
    return _longest(said, office.units, but)


def unit_in_path(file: str, office: Office) -> Unit | None:
    """Return the unit that a file's name names, or else the folder it lies in."""
    for piece in reversed(file.split("/")):
        sent_as = _SENT_AS.match(piece)
        if sent_as and (whose := office.unit(sent_as[1])):
            return whose
        if named := _longest(piece, office.units, but=office.receiver):
            return named
    return _longest(file.rpartition("/")[2], office.units)  # who receives sends as well


def _longest(said: str, units: Sequence[Unit], but: str = "") -> Unit | None:
    """Return the unit whose name, the longest of them, stands in words; none that `but` names."""
    (known, longest), words = _known(units), _spaced(said).split()
    found: dict[str, tuple[int, Unit]] = {}
    for first in range(len(words)):
        for last in range(first + 1, min(first + longest, len(words)) + 1):
            key = f" {' '.join(words[first:last])} "
            those = [(at, one) for at, one in known.get(key, ()) if one.name not in but]
            if those:
                found[key] = those[0][0], those[-1][1]
    if not found:
        return None
    return found[max(found, key=lambda key: (len(key), -found[key][0]))][1]


_Known = tuple[Mapping[str, Sequence[tuple[int, Unit]]], int]
_last: list[tuple[Sequence[Unit], _Known]] = []  # of the units asked for last: many files' office


def _known(units: Sequence[Unit]) -> _Known:
    """Return units by how words may name them, in order, each name with its place among all.

    Beside it, how many words the longest name has.
    """
    if not (_last and _last[0][0] is units):
        known: dict[str, list[tuple[int, Unit]]] = {}
        named = ((key, one) for one in units for key in _keys(one))
        for at, (key, one) in enumerate(named):
            known.setdefault(key, []).append((at, one))
        longest = max((len(key.split()) for key in known), default=0)
        _last[:] = [(units, (known, longest))]
    return _last[0][1]


def period_in_path(file: str, kind: PeriodKind, year: int) -> Period | None:
    """Return the last period of a kind in a file's name: "2023-W12", "tuần 12", "thang3".

    A name rarely says the year in words: it is `year`.
    """
    found = [period_of(text) for text in _PERIOD.findall(file)]
    named = [one for one in found if one and one.kind is kind]
    if named:
        return named[-1]
    said = _SAID[kind].findall(fold(file)) if kind in _SAID else []
    return period_of(str(Period(year, int(said[-1]), kind))) if said else None


def period_of(text: str) -> Period | None:
    """Return the period of its mark; None where it is none."""
    try:
        return Period.parse(text)
    except ValueError:
        return None


def _keys(unit: Unit) -> list[str]:
    """Return how words may name a unit, as whole words."""
    codes = [unit.code] if "-" in unit.code else []  # "thue" is a word of many names
    return [_spaced_name(name) for name in (unit.name, *unit.aliases, *codes)]


@cache  # declared names are few, and every file is held against all of them
def _spaced_name(name: str) -> str:
    return _spaced(name)


def _spaced(text: str) -> str:
    """Return the words of a name without accents, as they are typed where these are not kept."""
    apart = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    bare = "".join(c for c in apart if not unicodedata.combining(c))
    return f" {' '.join(_WORDS.findall(bare))} "
