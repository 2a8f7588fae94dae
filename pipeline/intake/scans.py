"""Whose report a signed scan is a copy of: told by its name, its folder and what lies beside it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.domain.finding import Where
from pipeline.domain.period import Period, PeriodKind
from pipeline.domain.register import Register
from pipeline.intake.named import period_in_path, period_of, unit_in_path

_SENT_AS = re.compile(r"(\d{4}(?:-(?:W\d{2}|[QH][1-4]|\d{2}))?)-[a-z]", re.ASCII)
_YEAR = re.compile(r"(?<!\d)20\d{2}(?!\d)")

_TELLING = 4  # letters of a name that is found in another one by no accident

Whose = tuple[Period, str]  # and the unit's code


@dataclass(frozen=True, slots=True)
class Beside:
    """A returned form, as it lay in the folder, and whose report it is."""

    file: str
    whose: Whose


def whose_copy(file: str, day: date, forms: Sequence[Beside], register: Register) -> Whose | None:
    """Return which report a scan that came on a day is the signed copy of; None if nobody can tell.

    One called as a form beside it is that form's. Else its name, or its folders', says the unit;
    the period is said there too, or is that of the unit's only report beside it. One that says
    nothing is of the only report in its folder; a picture in a mail may be a letterhead's.
    """
    folder = file.rpartition("/")[0]
    near = [form for form in forms if form.file.rpartition("/")[0] == folder]
    if alike := _called_alike(file, near):
        return alike
    unit = unit_in_path(file, register.latest)
    if unit is None:
        known = folder and (not is_held(file) or file.casefold().endswith(".pdf"))
        return _only(form.whose for form in near) if known else None
    named = _named_period(file, day, unit.reports, register)
    return (named, unit.code) if named else _only(f.whose for f in near if f.whose[1] == unit.code)


def is_asked_about(file: str, forms: Iterable[Beside]) -> bool:
    """Tell whether a scan of nobody is asked about: what came along with forms is not."""
    folder = file.rpartition("/")[0]
    along = folder and any(form.file.rpartition("/")[0] == folder for form in forms)
    return not (along or is_held(file))


def is_held(file: str) -> bool:
    """Tell whether a file lies in a .zip or a mail."""
    return Where(file).outer_file != file


def _called_alike(file: str, near: Iterable[Beside]) -> Whose | None:
    """Return whose form beside a file has its name, or a name that holds it or is held by it."""
    own, there = _stem(file), [(_stem(form.file), form.whose) for form in near]
    same = _only(whose for stem, whose in there if own and stem == own)
    held = (whose for stem, whose in there if _is_in(own, stem) or _is_in(stem, own))
    return same or _only(held)


def _is_in(short: str, whole: str) -> bool:
    return len(short) >= _TELLING and short in whole


def _stem(file: str) -> str:
    name = file.rpartition("/")[2]
    return re.sub(r"[\W_]+", "", name.rpartition(".")[0].casefold())


def _only(found: Iterable[Whose]) -> Whose | None:
    different = set(found)
    return different.pop() if len(different) == 1 else None


def _named_period(
    file: str, day: date, owed: Collection[PeriodKind], register: Register
) -> Period | None:
    """Return the period that a path names, of a kind its unit owes and begun by a day."""
    for piece in reversed(file.split("/")):
        if (sent_as := _SENT_AS.match(piece)) and (period := period_of(sent_as[1])):
            return period if period.kind in owed else None
    years = [int(year) for year in _YEAR.findall(file)[-1:]] or [day.year, day.year - 1]
    for year in years:
        for kind in sorted(owed, key=list(PeriodKind).index):
            period = period_in_path(file, kind, year)
            if period and register.schedule.window(period)[0] <= day:
                return period
    return None
