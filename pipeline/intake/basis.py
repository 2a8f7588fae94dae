"""What decides how a file is read: the reader's own sources, its form, the office of its period.

The signer, the letterhead, a contact or a comment in `config.toml` decide nothing here, nor does
the wording of a finding, of a rule or of a column's help, so that changing them reads no file
again; `tests/test_basis.py` holds that the reader asks for no more. Nor does what is declared for
later: a file of March rests on the form it was made from and on the office as it was for March.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from pipeline import texts
from pipeline.domain.digest import digest
from pipeline.domain.form import Form, Table
from pipeline.domain.office import Office, Unit
from pipeline.domain.period import Period, PeriodKind
from pipeline.domain.register import Register

_PROGRAM = Path(__file__).parents[1]
_What = tuple[str | None, int | None, Period | None]  # form, version, period


@dataclass(frozen=True)  # no slots: it keeps what it has worked out
class Bases:
    """Hashes that are others as soon as the same bytes might be read otherwise."""

    forms: Mapping[PeriodKind, Form]
    register: Register
    _known: dict[_What, str] = field(default_factory=dict, init=False, compare=False, repr=False)
    _parts: dict[object, str] = field(default_factory=dict, init=False, compare=False, repr=False)

    def of(self, form: str | None, version: int | None, period: Period | None) -> str:
        """Return what a file of a form's version and a period rests on.

        What could not be told of it may be told once anything is declared otherwise.
        """
        key = form, version, period
        if key not in self._known:
            self._known[key] = self._worked_out(*key)
        return self._known[key]

    def _worked_out(self, form: str | None, version: int | None, period: Period | None) -> str:
        if period is None or (read_with := self._version(form, version)) is None:
            return self.whole
        schedule = self.register.schedule
        window = schedule.window(period)
        return digest(
            self._program,
            self._form_on(read_with, window[1]),
            self._office_for(period),
            (window, schedule.of(period).asked, schedule.zone.key),
        )

    def _form_on(self, form: Form, day: date) -> str:
        """Hash a form as it asked on a day: on most days it asks the same."""
        key = form.id, form.version, form.graded_on(day)
        if key not in self._parts:
            self._parts[key] = digest(_form_as_read(replace(form.as_of(day), earlier=())))
        return self._parts[key]

    def _office_for(self, period: Period) -> str:
        """Hash the office of a period: that of most periods is the same."""
        office = self.register.as_of(period)
        key = id(office)  # the register keeps it
        if key not in self._parts:
            self._parts[key] = digest(*_office_as_read(office), self.register.office.roster)
        return self._parts[key]

    @cached_property
    def whole(self) -> str:
        """What a file rests on of which nobody knows what it is."""
        office, schedule = self.register.latest, self.register.schedule
        of_weeks = [(one.week_starts, one.month_ends, one.asked) for one in schedule.every]
        return digest(
            self._program,
            [_form_as_read(form) for form in self.forms.values()],
            *_office_as_read(office),
            (self.register.office.since, of_weeks, schedule.zone.key),
            self.register.office.roster,
        )

    @cached_property
    def _program(self) -> str:
        return digest(_sources(), texts.findings.severities())

    def _version(self, form: str | None, version: int | None) -> Form | None:
        named = next((one for one in self.forms.values() if one.id == form), None)
        return named.of_version(version) if named else None


def _office_as_read(office: Office) -> tuple[object, ...]:
    """Return what the reader asks of an office."""
    return (
        (office.short_name, office.receiver, office.since),
        [_unit_as_read(unit) for unit in office.units],
        office.services,
        [replace(task, short="") for task in office.tasks],
        [replace(indicator, short="") for indicator in office.indicators],
    )


def _form_as_read(form: Form) -> Form:
    """Return a form without what is only printed or said; what headers show is read."""
    return replace(
        form,
        title="",
        basis="",
        guide=(),
        tables=tuple(map(_table_as_read, form.tables)),
        sections=tuple(replace(section, number="", help="") for section in form.sections),
        fields=tuple(replace(one, help="") for one in form.fields),
        earlier=tuple(map(_form_as_read, form.earlier)),
    )


def _table_as_read(table: Table) -> Table:
    said: dict[str, Any] = dict.fromkeys(("message", "action", "brief", "spoken", "basis"), "")
    return replace(
        table,
        title="",
        row_label="",
        row_width=0,
        columns=tuple(replace(column, help="", width=0) for column in table.columns),
        rules=tuple(replace(rule, **said) for rule in table.rules),
    )


def _unit_as_read(unit: Unit) -> Unit:
    """Return a unit without what is only printed."""
    printed: dict[str, Any] = {"short_name": "", "head_title": "", "contact": "", "authority": ()}
    return replace(unit, official_code="", population=None, **printed)


def _sources() -> str:
    """Hash the code that reads and the lock of its libraries: a mended reader reads anew."""
    paths = [
        *sorted((_PROGRAM / "intake").glob("*.py")),
        *sorted((_PROGRAM / "domain").rglob("*.py")),
        _PROGRAM / "texts" / "spelling.py",  # what is said of a file is worded later
        _PROGRAM / "personal.py",
        _PROGRAM.parent / "requirements.lock",
    ]
    there = [path for path in paths if path.exists()]  # installed without its folder, no lock
    return hashlib.sha256(b"".join(path.read_bytes() for path in there)).hexdigest()
