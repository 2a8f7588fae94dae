"""The district played to its end: what came before, what is honest, and the forms to slip in."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from office import type_in_office
from seeded.district import FORMS, OFFICE, District, saved
from seeded.plans import Plans
from seeded.slip import Base
from seeded.weeks import BUSY, Weeks

from pipeline.domain.marks import CHECK, CHECK_ID
from pipeline.domain.period import Period
from pipeline.intake.workbook import address

CLERK = Path(__file__).with_name("slipping_clerk.py")
ZONE = OFFICE.schedule.zone


def week(number):
    return Period.parse(f"2023-W{number:02}")


def month(number):
    return Period.parse(f"2023-{number:02}")


@dataclass
class Seen:
    """What a form shows beside its rows, and over its table."""

    status: str
    rows: dict  # (sheet, row number from 1) → words of its check


@dataclass
class Typed:
    """A form that went through LibreOffice."""

    name: str
    path: Path
    seen: Seen
    period: Period
    unit: str


def looks(report):
    """What to look at in an open form: each sheet's status, and the checks of its rows."""
    found = []
    for table in report.form.tables:
        keys = [key for name, key in report.rows if name == table.id]
        if keys:
            cells = [report.places.cells[table.id, key, CHECK_ID] for key in keys]
            sheet, first, last = cells[0][0], cells[0][1], cells[-1][1]
            found.append([sheet, "B5"])
            found.append([sheet, f"{address(*first)}:{address(*last)}"])
    rows = [report.places.said[id] for id in report.said]
    sheet = report.form.narrative_sheet
    found.append([sheet, "B2"])
    found.append([sheet, f"{address(min(rows), CHECK)}:{address(max(rows), CHECK)}"])
    return found


def seen(asked, shown):
    """Lay out what was seen by sheet and row."""
    status, rows = "", {}
    for (sheet, place), values in zip(asked, shown, strict=True):
        if values is None:
            continue
        if ":" not in place and place in ("B5", "B2"):
            status = status or str(values[0][0])
            continue
        first = int(re.search(r"\d+", place)[0])
        rows |= {(sheet, first + n): str(row[0]) for n, row in enumerate(values)}
    return Seen(status, rows)


def stamped(path, period):
    """Let a file be saved when its period is over and it is not yet due, in LibreOffice's way."""
    said = f"{saved(period):%Y-%m-%dT%H:%M:%SZ}".encode()  # local time under the mark of UTC
    out = BytesIO()
    with ZipFile(path) as source, ZipFile(out, "w") as target:
        for item in source.infolist():
            part = source.read(item)
            if item.filename == "docProps/core.xml":
                part = re.sub(rb"(<dcterms:(?:modified)[^>]*>)[^<]*", rb"\g<1>" + said, part)
            target.writestr(item, part)
    return out.getvalue()
