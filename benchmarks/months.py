"""How long does `merge` of 42 monthly forms take, as a whole process?

    python benchmarks/months.py [ROUNDS]

The office is the shipped one with five units more; the forms are filled by the demo's clerks.
"""

from __future__ import annotations

import random
import shutil
import statistics
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

from timed import ROOT, furnish, timed

PERIOD, NOW, MORE = "2023-03", "2023-03-13T08:00", 5
UNIT = """
[[units]]
code = "don-vi-{n}"
name = "Đơn vị mẫu {n}"
group = "cap-huyen"
reports = ["monthly"]
"""


def prepare(office: Path) -> int:
    """Build the office and its returned forms; return how many."""
    from pipeline.demo.month import Month, Progress
    from pipeline.demo.week import Stock
    from pipeline.domain.period import Period
    from pipeline.outputs.forms.form import build_form
    from pipeline.recipes.desk import open_desk

    furnish(office)
    with (office / "units.toml").open("a", encoding="utf-8") as units:
        units.write("".join(UNIT.format(n=n) for n in range(MORE)))
    (office / "returned").mkdir()
    desk, period = open_desk(office), Period.parse(PERIOD)
    due = desk.schedule.deadline(period)
    form, stock, progress, dice = desk.form(period), Stock(), Progress(), random.Random(1)
    for unit in desk.office(period).reporters(period):
        blank = build_form(form, desk.office(period), period, unit, {}, due)
        month = Month(form, blank, desk.office(period), unit, period, (), stock, progress, dice)
        content = month.filled(due - timedelta(days=1))
        (office / "returned" / f"{unit.code}.xlsx").write_bytes(content)
    return len(desk.office(period).reporters(period))


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    with tempfile.TemporaryDirectory() as temporary:
        office = Path(temporary)
        count = prepare(office)
        written = office / "output" / PERIOD / f"bao-cao-{PERIOD}.docx"
        times = []
        for _ in range(rounds):
            for name in ("collected", "output"):
                shutil.rmtree(office / name, ignore_errors=True)
            shutil.copytree(office / "returned", office / "collected")
            (office / "output").mkdir()
            command = [sys.executable, "-m", "pipeline", "merge", PERIOD, "--now", NOW]
            took, printed = timed([*command, "--office", str(office)], writes=[written])
            times.append(took)
        said = next(line for line in printed.splitlines() if "đơn vị" in line)
    print(f"{count} monthly forms:{said}")
    print(f"merge, whole process     {statistics.median(times):.2f} s")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
