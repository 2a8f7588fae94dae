"""What decides how a file is read: the reader's own sources, the forms, a part of the office.

The signer, the letterhead, a contact or a comment in `config.toml` decide nothing here, nor does
the wording of a finding, of a rule or of a column's help, so that changing them reads no file
again; `tests/test_basis.py` holds that the reader asks for no more.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from pipeline import texts
from pipeline.domain.digest import digest
from pipeline.domain.form import Form, Table
from pipeline.domain.office import Office, Unit
from pipeline.domain.period import PeriodKind

_PROGRAM = Path(__file__).parents[1]


def reading_basis(forms: Mapping[PeriodKind, Form], office: Office) -> str:
    """Return a hash that is another as soon as the same bytes might be read otherwise."""
    schedule = office.schedule
    return digest(
        _sources(),
        texts.findings.severities(),
        [_form_as_read(form) for form in forms.values()],
        (office.short_name, office.receiver),
        [_unit_as_read(unit) for unit in office.units],
        (office.services, office.tasks, office.indicators),
        (schedule.week_starts, schedule.month_ends, schedule.asked, schedule.zone.key),
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
    return replace(
        table,
        title="",
        row_label="",
        row_width=0,
        columns=tuple(replace(column, help="", width=0) for column in table.columns),
        rules=tuple(replace(r, message="", action="", brief="", basis="") for r in table.rules),
    )


def _unit_as_read(unit: Unit) -> Unit:
    """Return a unit without what is only printed."""
    return replace(unit, short_name="", head_title="", contact="", official_code="", authority=())


def _sources() -> str:
    """Hash the code that reads and the lock of its libraries: a mended reader reads anew."""
    paths = [
        *sorted((_PROGRAM / "intake").glob("*.py")),
        *sorted((_PROGRAM / "domain").glob("*.py")),
        _PROGRAM / "texts" / "spelling.py",  # what is said of a file is worded later
        _PROGRAM / "personal.py",
        _PROGRAM.parent / "requirements.lock",
    ]
    there = [path for path in paths if path.exists()]  # installed without its folder, no lock
    return hashlib.sha256(b"".join(path.read_bytes() for path in there)).hexdigest()
