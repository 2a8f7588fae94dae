"""The blank master of each kind of form: what lies in `input_templates/` before anything is asked.

It is of no unit and no period, holds every row of the newest declarations, and depends on no
clock: the same declarations give the same bytes. `python -m pipeline.recipes.masters` brings those
of the shipped office up to date.
"""

from __future__ import annotations

import hashlib
import re
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from pipeline.domain.answer import FIRST_DAY
from pipeline.domain.period import PeriodKind
from pipeline.domain.register import Register
from pipeline.recipes.desk import Desk, open_desk

MASTER = "mau-trang.xlsx"

_STAMPS = re.compile(rb"<dcterms:(?:created|modified)[^>]*>([^<]*)<")


def master_of(desk: Desk, kind: PeriodKind) -> bytes:
    """Return the blank master of a kind, as of the day the newest of its rows began to be asked."""
    from pipeline.outputs.forms.form import build_form

    day = _newest(desk.register)
    made = datetime(day.year, day.month, day.day, tzinfo=desk.schedule.zone)
    form, office = desk.forms[kind].as_of(day), desk.register.on(day)
    return build_form(form, office, None, None, {}, made)


def write_masters(desk: Desk) -> None:
    """Write the master of every kind of a new office."""
    for kind in desk.forms:
        (desk.templates / kind.value / MASTER).write_bytes(master_of(desk, kind))


def untouched(path: Path) -> str:
    """Return the hash of a master that was not saved since it was made, else ""."""
    try:
        with ZipFile(path) as package:
            stamps = {*_STAMPS.findall(package.read("docProps/core.xml"))}
    except (OSError, KeyError, BadZipFile):
        return ""
    return hashlib.sha256(path.read_bytes()).hexdigest() if len(stamps) == 1 else ""


def _newest(register: Register) -> date:
    office = register.office
    rows = chain(
        (one.validity for one in office.services),
        (one.validity for one in office.tasks),
        (one.validity for one in office.indicators),
    )
    return max((held.since for held in rows if held.since), default=FIRST_DAY)


if __name__ == "__main__":
    write_masters(open_desk(Path(__file__).parents[2]))
