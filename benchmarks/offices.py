"""Offices of any size, for the benchmarks: N units, each with three services of its own, one week.

    python benchmarks/offices.py UNITS FOLDER

Makes an office in FOLDER, and in its `returned/` each unit's form of the week, filled by the demo's
clerks. The seed is fixed: the same size gives the same files. One blank form is drawn, and filled
with forty weeks; all others are these with their own codes and names, which are of one length.
"""

from __future__ import annotations

import io
import random
import re
import sys
import zipfile
from datetime import timedelta
from pathlib import Path

from timed import ROOT, furnish

PERIOD, NOW = "2023-W10", "2023-03-14T08:00"
_SERVICES, _WEEKS = 3, 40
_UNIT = """
[[units]]
code = "{code}"
name = "Đơn vị mẫu {n:05}"
short_name = "Đơn vị {n:05}"
group = "cap-huyen"
reports = ["weekly"]
"""
_SERVICE = """
[[services]]
code = "dvc-{n:05}-{s}"
number = {number}
name = "Dịch vụ công mẫu {s} của đơn vị mẫu {n:05}"
sector = "Lĩnh vực mẫu {sector:02}"
unit = "{code}"
"""
_SECTORS = 20
_GROUPS = """
[[groups]]
code = "cap-huyen"
name = "các đơn vị mẫu"
"""


def make_office(office: Path, units: int) -> None:
    """Declare the office and fill its forms; `office` is there, and empty."""
    furnish(office)
    config = (office / "config.toml").read_text(encoding="utf-8")
    (office / "config.toml").write_text(re.sub(r"(?m)^plans = .*$", "", config), encoding="utf-8")
    numbers = range(1, units + 1)
    said = "".join(_UNIT.format(n=n, code=_code(n)) for n in numbers)
    (office / "units.toml").write_text(_GROUPS + said, encoding="utf-8")
    services = [
        _SERVICE.format(
            n=n, s=s, number=(n - 1) * _SERVICES + s, code=_code(n), sector=n % _SECTORS + 1
        )
        for n in numbers
        for s in range(1, _SERVICES + 1)
    ]
    (office / "services.toml").write_text("".join(services), encoding="utf-8")
    for name in ("returned", "collected", "output"):
        (office / name).mkdir()
    _fill(office)


def _code(number: int) -> str:
    return f"mau-{number:05}"


def _fill(office: Path) -> None:
    from pipeline.demo.week import Stock, Week
    from pipeline.domain.period import Period
    from pipeline.outputs.forms.form import build_form
    from pipeline.recipes.desk import open_desk

    desk, period = open_desk(office), Period.parse(PERIOD)
    form, whole, due = desk.form(period), desk.office(period), desk.schedule.deadline(period)
    dice = random.Random(1)
    first, *_ = units = whole.reporters(period)
    blank = build_form(form, whole, period, first, {}, due)
    filled = []
    for number in range(min(_WEEKS, len(units))):
        week = Week(form, blank, first, period, Stock(), dice)
        content = week.filled(week.answers(), due - timedelta(hours=20, seconds=number))
        filled.append(Stamped(content, f"{1:05}"))
    for number, unit in enumerate(units, start=1):
        content = filled[number % len(filled)].of(f"{number:05}")
        (office / "returned" / f"{unit.code}.xlsx").write_bytes(content)


class Stamped:
    """A filled form that becomes any other unit's: only the parts that name it are packed anew."""

    def __init__(self, form: bytes, own: str) -> None:
        with zipfile.ZipFile(io.BytesIO(form)) as source:
            parts = {info: source.read(info) for info in source.infolist()}
        self._own = own.encode()
        self._named = {i.filename: part for i, part in parts.items() if self._own in part}
        rest = io.BytesIO()
        with zipfile.ZipFile(rest, "w", zipfile.ZIP_DEFLATED) as target:
            for info, part in parts.items():
                if info.filename not in self._named:
                    target.writestr(info, part)
        self._rest = rest.getvalue()

    def of(self, unit: str) -> bytes:
        """Return the form as a unit's of that number."""
        out = io.BytesIO(self._rest)
        with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as target:
            for name, part in self._named.items():
                info = zipfile.ZipInfo(name)  # the same bytes whenever it is made
                target.writestr(info, part.replace(self._own, unit.encode()), zipfile.ZIP_DEFLATED)
        return out.getvalue()


def main() -> None:
    """Make one office where it is wanted."""
    units, office = int(sys.argv[1]), Path(sys.argv[2])
    office.mkdir(parents=True)
    make_office(office, units)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
