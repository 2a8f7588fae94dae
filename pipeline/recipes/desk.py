"""An office's folder is opened: its declarations, its forms, where its files lie."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from pipeline import texts
from pipeline.config.form import load_forms
from pipeline.config.office import load_register
from pipeline.config.place import find_office
from pipeline.config.shipped import shipped
from pipeline.domain.finding import BaocaoError
from pipeline.domain.form import Form
from pipeline.domain.office import Office, Schedule, Unit
from pipeline.domain.period import Period, PeriodKind
from pipeline.domain.register import Register
from pipeline.domain.words import unmarked
from pipeline.intake.basis import Bases
from pipeline.intake.words import fold

_ANY_YEAR = 2023
_SHARED = "shared"  # folder of the wordings that several kinds have in common
_CAME_LATER = {"summary.md"}  # an office begun without it uses the one that comes with the program


@dataclass(frozen=True, slots=True)
class Desk:
    """An office's folder, opened: its declarations and where its files lie."""

    root: Path
    register: Register
    forms: Mapping[PeriodKind, Form]
    bases: Bases  # what decides how files are read
    opened: int = 0  # when, before anything was read, by a clock that only goes on (nanoseconds)

    @property
    def schedule(self) -> Schedule:
        """When periods run and are due."""
        return self.register.schedule

    def office(self, period: Period) -> Office:
        """Return the office as it was for a period."""
        return self.register.as_of(period)

    @property
    def collected(self) -> Path:
        """Where returned files are dropped."""
        return self.root / "collected"

    @property
    def templates(self) -> Path:
        """Where forms and wording lie."""
        return self.root / "input_templates"

    @property
    def output(self) -> Path:
        """Where results go."""
        return self.root / "output"

    def wording(self, kind: PeriodKind, name: str) -> Path:
        """Return where a kind's wording lies: its own, or the one all kinds on the plan share."""
        own = self.templates / kind.value / name
        found = own if own.is_file() or not kind.follows_plan else self.templates / _SHARED / name
        if name in _CAME_LATER and not found.is_file():
            return shipped() / found.relative_to(self.root)
        return found

    def must_owe(self, periods: Iterable[Period]) -> None:
        """Refuse a period that no unit reports on."""
        for period in periods:
            self.form(period)
            if not self.office(period).reporters(period):
                raise BaocaoError(texts.screen.NOBODY_OWES.format(period=period))

    def form(self, period: Period) -> Form:
        """Return what a period's form asks; BaocaoError names a form that it cannot do without."""
        for kind in (period.kind, *period.kind.made_of):
            if kind not in self.forms:
                sentence = (
                    texts.screen.NO_FORM if kind is period.kind else texts.screen.NO_SHORTER_FORM
                )
                name, folder = texts.numbers.PERIOD_KINDS[kind.value], self.templates / kind.value
                raise BaocaoError(sentence.format(period=period, kind=name, folder=folder))
        return self.forms[period.kind].as_of(self.schedule.window(period)[1])

    def asks_figures(self, period: Period) -> bool:
        """Tell whether any unit is asked for a figure in a period, and not for words alone."""
        office, tables = self.office(period), self.form(period).tables
        day = self.schedule.window(period)[1]
        units = office.reporters(period)
        return any(office.items(table.rows, day, unit) for table in tables for unit in units)

    def unit(self, text: str) -> Unit:
        """Find a unit by its code or any of its names; BaocaoError with the nearest one."""
        office = self.register.latest
        if unit := office.unit(text.strip().lower()):
            return unit
        named = [one for one in office.units if fold(text) in map(fold, _names(one))]
        if len(named) == 1:
            return named[0]
        known = {unmarked(name): one for one in office.units for name in _names(one)}
        known |= {one.code.replace("-", " "): one for one in office.units}
        near = get_close_matches(unmarked(text).replace("-", " "), known, n=1)
        hint = (
            texts.screen.UNIT_HINT.format(near=known[near[0]].code, name=known[near[0]].name)
            if near
            else texts.screen.UNIT_LIST.format(codes=", ".join(one.code for one in office.units))
        )
        raise BaocaoError(texts.screen.NO_UNIT.format(text=text, hint=hint))


def _names(unit: Unit) -> tuple[str, ...]:
    return unit.name, unit.short_name, *unit.aliases


def open_desk(start: Path) -> Desk:
    """Open the office at a folder or above it; BaocaoError lists every mistake it declares."""
    opened, root = time.monotonic_ns(), find_office(start)
    _make_missing(root)
    register = load_register(root / "config.toml")
    forms = load_forms(root / "input_templates", register.begins)
    return Desk(root, register, forms, Bases(forms, register), opened)


def _make_missing(root: Path) -> None:
    """Make both folders of a new office; of an office at work, what is gone is nobody's to make."""
    folders = root / "collected", root / "output"
    if not any(map(os.path.lexists, folders)):
        with suppress(OSError):  # what may only be read is still looked at
            for folder in folders:
                folder.mkdir()


def years_without_days_off(desk: Desk, periods: Iterable[Period]) -> tuple[int, ...]:
    """Return the years that periods depend on and of which no day off is declared, in order."""
    schedule = desk.schedule
    years = {year for period in periods for year in schedule.years_of(period)}
    return tuple(sorted(years - {day.year for day in schedule.holidays}))


def closing_late(desk: Desk) -> tuple[str, ...]:
    """Name the kinds of period whose window is, in some month, still open when they are due."""
    schedule = desk.schedule
    # Days off move deadlines; without them windows and deadlines lie alike in every year.
    years = {day.year for day in schedule.holidays} or {_ANY_YEAR}
    days = [date(year, month, 1) for year in sorted(years) for month in range(1, 13)]
    return tuple(
        texts.numbers.PERIOD_KINDS[kind.value]
        for kind in desk.forms
        if kind.follows_plan
        and kind in desk.register.kinds
        and any(schedule.closes_late(Period.holding(day, kind)) for day in days)
    )
