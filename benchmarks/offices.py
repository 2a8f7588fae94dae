"""Offices of any size, for the benchmarks: N units, each with three services of its own, one week.

    python benchmarks/offices.py UNITS FOLDER

Makes an office in FOLDER, and in its `returned/` each unit's form of the week, filled by the demo's
clerks. The seed is fixed: the same size gives the same figures. One unit's blank form is drawn; the
others are the same with their own codes and names, all of one length.
"""

from __future__ import annotations

import random
import re
import sys
from datetime import timedelta
from pathlib import Path

from timed import ROOT, furnish, patched

PERIOD, NOW = "2023-W10", "2023-03-14T08:00"
_SERVICES = 3
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
    stock, dice = Stock(), random.Random(1)
    first, *_ = units = whole.reporters(period)
    blank = build_form(form, whole, period, first, {}, due)
    for number, unit in enumerate(units, start=1):
        own = patched(blank, ("00001",), (f"{number:05}",))
        week = Week(form, own, unit, period, stock, dice)
        content = week.filled(week.answers(), due - timedelta(hours=20, seconds=number))
        (office / "returned" / f"{unit.code}.xlsx").write_bytes(content)


def main() -> None:
    """Make one office where it is wanted."""
    units, office = int(sys.argv[1]), Path(sys.argv[2])
    office.mkdir(parents=True)
    make_office(office, units)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
