"""What do two years of use cost? Seconds of each command, and bytes of the ledger after it.

    python benchmarks/years.py [YEARS]

The demo's clerks fill every form from the figures of the one before. A unit's blank form is made
once, and the period in it is changed: to draw it anew for each period would take longer than all.
"""

from __future__ import annotations

import io
import random
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from timed import ROOT, timed

if TYPE_CHECKING:
    from pipeline.domain.period import Period

FIRST = 2023


def in_period(content: bytes, old: str, new: str) -> bytes:
    """Return a form as if it had been handed out for another period."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as form, zipfile.ZipFile(out, "w") as other:
        for part in form.infolist():
            other.writestr(part, form.read(part).replace(old.encode(), new.encode()))
    return out.getvalue()


def filled_forms(office: Path, years: int) -> Iterator[tuple[Period, str, bytes]]:
    """Fill each unit's form of every week and every month, in the order of time."""
    from pipeline.demo.month import Month, Progress
    from pipeline.demo.week import Stock, Week
    from pipeline.domain.period import Period
    from pipeline.outputs.forms.form import build_form
    from pipeline.recipes.desk import open_desk

    desk, dice, stock, progress = open_desk(office), random.Random(1), Stock(), Progress()
    schedule = desk.office.schedule
    for first in (Period.parse(f"{FIRST}-W01"), Period.parse(f"{FIRST}-01")):
        form, due = desk.form(first), schedule.deadline(first)
        units = desk.office.reporters(first)
        blanks = {u.code: build_form(form, desk.office, first, u, {}, due) for u in units}
        period = first
        while period.year < FIRST + years:
            weeks = schedule.weeks_ending(*schedule.window(period))
            saved = schedule.deadline(period) - timedelta(hours=20)
            for unit in units:
                blank = in_period(blanks[unit.code], str(first), str(period))
                if not period.months:
                    week = Week(form, blank, unit, period, stock, dice)
                    yield period, unit.code, week.filled(week.answers(), saved)
                else:
                    whom = (desk.office, unit, period, weeks, stock, progress, dice)
                    yield period, unit.code, Month(form, blank, *whom).filled(saved)
            period = period.next


def prepare(office: Path, years: int) -> int:
    """Build the office and all it receives in some years; return how many files."""
    shutil.copytree(
        ROOT / "input_templates", office / "input_templates", ignore=shutil.ignore_patterns("20*")
    )
    shutil.copyfile(ROOT / "config.toml", office / "config.toml")
    (office / "collected").mkdir()
    (office / "output").mkdir()
    count = 0
    for period, unit, content in filled_forms(office, years):
        place = office / "collected" / str(period) / f"{unit}.xlsx"
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(content)
        count += 1
    return count


def measured(office: Path, what: str, command: str, now: str) -> None:
    """Run a command and print what it took."""
    words = [sys.executable, "-m", "pipeline", command, "--now", now, "--office", str(office)]
    took, _ = timed(words)
    size = (office / "collected" / "ledger.sqlite3").stat().st_size / 1e6
    backups = sum(p.stat().st_size for p in (office / "collected" / ".archive").glob("ledger-*"))
    print(f"{what:<24} {took:6.1f} s   ledger {size:5.1f} MB   backups {backups / 1e6:5.1f} MB")


def main() -> None:
    """Measure and print."""
    years = int(sys.argv[1]) if len(sys.argv) > 1 else 2
    now = f"{FIRST + years}-01-05T08:00"
    with tempfile.TemporaryDirectory() as temporary:
        office = Path(temporary)
        print(f"{prepare(office, years)} files of {years} years")
        last = sorted((office / "collected").glob("*-W*/thue.xlsx"))[-1]
        late = last.read_bytes()
        last.unlink()
        measured(office, "first merge", "merge", now)
        measured(office, "status, nothing new", "status", now)
        measured(office, "merge, nothing new", "merge", now)
        last.write_bytes(late)
        measured(office, "merge, one new file", "merge", now)
        with (office / "config.toml").open("a", encoding="utf-8") as config:
            config.write("# a comment\n")
        measured(office, "merge, a comment edited", "merge", now)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
