"""The district played to its end: what came before, what is honest, and the forms to slip in."""

import re
from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from seeded.district import OFFICE, District, saved
from seeded.plans import Plans
from seeded.slip import Base
from seeded.weeks import BUSY, Weeks

from pipeline.domain.areas import address
from pipeline.domain.marks import CHECK, CHECK_ID
from pipeline.domain.period import Period

CLERK = Path(__file__).with_name("slipping_clerk.py")
ZONE = OFFICE.schedule.zone


def week(number):
    return Period.parse(f"2023-W{number:02}")


def month(number):
    return Period.parse(f"2023-{number:02}")


HALF, YEAR = Period.parse("2023-H1"), Period.parse("2023")
WEEKS, MONTHS = 17, 4  # of history
LAST_WEEK = 40
MISSED_WEEKS = {("tnmt", 22), ("gddt", 30), ("dien-luc", 25), ("tnmt", LAST_WEEK)}
TO_DECEMBER = (
    *("tu-phap", "thue", "bhxh", "vp-hdnd-ubnd", "ttyt", "mttq", "tt-huong-khe", "xa-dien-my"),
    *("xa-huong-do", "dien-luc"),
)
TO_JUNE = ("gddt", "tthcc", "vhtt", "tnmt", "xa-phuc-trach", "xa-huong-binh")
TO_APRIL = ("cong-an", "ldtbxh", "noi-vu", "xa-hoa-hai", "xa-ha-linh")
MISSED_MONTHS = {("tthcc", 3), ("xa-dien-my", 9), ("xa-ha-linh", 4), ("vhtt", 5), ("mttq", 8)}
FORMS_TO_SLIP_IN = {
    "week": ("tu-phap", week(LAST_WEEK + 1)),
    "week-big": ("cong-an", week(LAST_WEEK + 1)),
    "week-small": ("ldtbxh", week(LAST_WEEK + 1)),
    "week-one": ("thue", week(LAST_WEEK + 1)),
    "week-quiet": ("bhxh", week(LAST_WEEK + 1)),
    "week-gap": ("tnmt", week(LAST_WEEK + 1)),
    "month": ("xa-hoa-hai", month(5)),
    "month-police": ("cong-an", month(5)),
    "month-social": ("ldtbxh", month(5)),
    "month-staff": ("noi-vu", month(5)),
    "month-gap": ("xa-ha-linh", month(5)),
    "half": ("gddt", HALF),
    "half-gap": ("tthcc", HALF),
    "year": ("ttyt", YEAR),
    "year-gap": ("xa-dien-my", YEAR),
}


@dataclass
class Played:
    """All reports of a year: what came before, and what is typed in LibreOffice."""

    before: list = field(default_factory=list)
    honest: list = field(default_factory=list)
    forms: dict = field(default_factory=dict)  # name → Base


def play(seed):
    district = District(seed)
    weeks = Weeks(district)
    plans = Plans(district, weeks)
    played = Played()
    for number in range(1, LAST_WEEK + 1):
        for unit in BUSY:
            if (unit, number) in MISSED_WEEKS:
                weeks.live(unit, week(number))
                continue
            report = weeks.send(unit, week(number))
            (played.before if number <= WEEKS else played.honest).append(report)
    for period in (*map(month, range(1, 7)), HALF, *map(month, range(7, 13)), YEAR):
        for unit in (*TO_DECEMBER, *TO_JUNE, *TO_APRIL):
            _long(played, district, plans, unit, period)
    for name, (unit, period) in FORMS_TO_SLIP_IN.items():
        filler = plans if name.split("-")[0] != "week" else weeks
        report = filler.fill(district.begin(unit, period))
        played.forms[name] = Base(
            report, district.last(unit, period) or _month(district, unit, period)
        )
    return played


def _long(played, district, plans, unit, period):
    gathers = period.kind.gathers_months
    last = 12 if unit in TO_DECEMBER else 6 if unit in TO_JUNE else MONTHS
    if (unit, period) in FORMS_TO_SLIP_IN.values() or (
        12 if period == YEAR else 6 if gathers else period.number
    ) > last:
        return
    if (unit, period.number) in MISSED_MONTHS and not gathers:
        plans.live(unit, period)
        return
    report = plans.send(unit, period)
    early = not gathers and period.number <= MONTHS
    (played.before if early else played.honest).append(report)


def _month(district, unit, period):
    months = (district.reports.get((one, unit)) for one in reversed(list(map(month, range(1, 13)))))
    return next(filter(None, months))


@dataclass
class Seen:
    """What a form shows beside its rows, and over its tables."""

    status: str
    rows: dict  # (sheet, row number from 1) → words of its check


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


def stamped(path, period, seconds=0):
    """Let a file be saved when its period is over and it is not yet due, in LibreOffice's way."""
    at = saved(period) + timedelta(seconds=seconds)
    said = f"{at:%Y-%m-%dT%H:%M:%SZ}".encode()  # local time under the mark of UTC
    out = BytesIO()
    with ZipFile(path) as source, ZipFile(out, "w") as target:
        for item in source.infolist():
            part = source.read(item)
            if item.filename == "docProps/core.xml":
                part = re.sub(rb"(<dcterms:(?:modified)[^>]*>)[^<]*", rb"\g<1>" + said, part)
            target.writestr(item, part)
    return out.getvalue()
