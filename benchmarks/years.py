"""What do two years of use cost? Seconds of each command, and bytes of the ledger after it.

    python benchmarks/years.py [YEARS]

The demo's clerks fill every form from the figures of the one before. A unit's blank form is made
once, and the period in it is changed: to draw it anew for each period would take longer than all.
Every file must be accepted, or this measures refusals: exit status 2 says so.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from timed import ROOT, furnish, patched, stop, timed

if TYPE_CHECKING:
    from pipeline.domain.office import Schedule
    from pipeline.domain.period import Period

FIRST = 2023


def said_of(period: Period, schedule: Schedule) -> tuple[str, ...]:
    """Return what a form says of its period: its code, its name and days, its deadline."""
    from pipeline import texts

    named = texts.numbers.period_words(period)
    window = texts.numbers.window_words(*schedule.window(period))
    deadline = texts.form.before_words(schedule.deadline(period))
    return str(period), f"{named[0].upper()}{named[1:]} ({window})", deadline


def filled_forms(office: Path, years: int) -> Iterator[tuple[Period, str, bytes]]:
    """Fill each unit's form of every week and every month, in the order of time."""
    from pipeline.demo.month import Month, Progress
    from pipeline.demo.week import Stock, Week
    from pipeline.domain.period import Period
    from pipeline.outputs.forms.form import build_form
    from pipeline.recipes.desk import open_desk

    desk, dice, stock, progress = open_desk(office), random.Random(1), Stock(), Progress()
    schedule = desk.schedule
    for first in (Period.parse(f"{FIRST}-W01"), Period.parse(f"{FIRST}-01")):
        form, due = desk.form(first), schedule.deadline(first)
        units = desk.office(first).reporters(first)
        blanks = {u.code: build_form(form, desk.office(first), first, u, {}, due) for u in units}
        period, handed_out = first, said_of(first, schedule)
        while period.year < FIRST + years:
            weeks = schedule.weeks_ending(*schedule.window(period))
            saved = schedule.deadline(period) - timedelta(hours=20)
            for unit in units:
                blank = patched(blanks[unit.code], handed_out, said_of(period, schedule))
                if not period.months:
                    week = Week(form, blank, unit, period, stock, dice)
                    yield period, unit.code, week.filled(week.answers(), saved)
                else:
                    whom = (desk.office(period), unit, period, weeks, stock, progress, dice)
                    yield period, unit.code, Month(form, blank, *whom).filled(saved)
            period = period.next


def prepare(office: Path, years: int) -> int:
    """Build the office and all it receives in some years; return how many files."""
    furnish(office)
    (office / "collected").mkdir()
    (office / "output").mkdir()
    count = 0
    for period, unit, content in filled_forms(office, years):
        place = office / "collected" / str(period) / f"{unit}.xlsx"
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(content)
        count += 1
    return count


def measured(office: Path, what: str, command: str, now: str) -> dict[str, int]:
    """Run a command and print what it took; return how many files it counted as what.

    The last week waits for a unit, then for whoever says that its report came late.
    """
    words = [sys.executable, "-m", "pipeline", command, "--now", now, "--office", str(office)]
    took, printed = timed([*words, "--json"], for_somebody=True)
    size = (office / "collected" / "ledger.sqlite3").stat().st_size / 1e6
    backups = sum(p.stat().st_size for p in (office / "collected" / ".archive").glob("ledger-*"))
    print(f"{what:<24} {took:6.1f} s   ledger {size:5.1f} MB   backups {backups / 1e6:5.1f} MB")
    counts: dict[str, int] = json.loads(printed)["files"]
    return counts


def main() -> None:
    """Measure and print."""
    years = int(sys.argv[1]) if len(sys.argv) > 1 else 2
    now = f"{FIRST + years}-01-05T08:00"
    with tempfile.TemporaryDirectory() as temporary:
        office = Path(temporary)
        count = prepare(office, years)
        print(f"{count} files of {years} years")
        last = sorted((office / "collected").glob("*-W*/thue.xlsx"))[-1]
        late = last.read_bytes()
        last.unlink()
        files = measured(office, "first merge", "merge", now)
        accepted = files["accepted"] + files["warned"]
        print(f"accepted {accepted} of {count - 1}, {files['warned']} of them with a question")
        if accepted != count - 1 or not list((office / "output").rglob("*.docx")):
            stop(f"not every file was accepted, or nothing was written: {files}")
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
