"""What do years of use cost? Each command's seconds, its memory, and the ledger's bytes after it.

    python benchmarks/years.py [YEARS …]        1, 2, 5 and 10 where none is said

Eight units of the district send a form each week and each month; the demo's clerks fill each from
the figures of the one before. A unit's blank form is drawn once, and the period in it is changed.
Each report came in time, and all periods that are over are noted as merged, undrawn: to draw
hundreds of them takes long, and is measured by itself, in the first half-year. Seconds are of the
processor, of a process and those it starts. Every file must be accepted, or this measures refusals:
exit status 2 says so.
"""

from __future__ import annotations

import hashlib
import json
import platform
import random
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from timed import ROOT, Spent, furnish, patched, spent, stop

if TYPE_CHECKING:
    from pipeline.domain.office import Schedule
    from pipeline.domain.period import Period

LAST, SIZES = 2023, (1, 2, 5, 10)  # the year of the plan that is shipped
NOW = f"{LAST + 1}-01-05T08:00"


def said_of(period: Period, schedule: Schedule) -> tuple[str, ...]:
    """Return what a form says of its period: its code, its name and days, its deadline."""
    from pipeline import texts

    named = texts.numbers.period_words(period)
    window = texts.numbers.window_words(*schedule.window(period))
    deadline = texts.form.before_words(schedule.deadline(period))
    return str(period), f"{named[0].upper()}{named[1:]} ({window})", deadline


def filled_forms(office: Path, years: int) -> Iterator[tuple[Period, str, bytes]]:
    """Fill each unit's form of every week and every month, in the order of time."""
    from pipeline.demo import month, week
    from pipeline.demo.month import Month, Progress
    from pipeline.demo.week import Stock, Week
    from pipeline.domain.period import Period
    from pipeline.intake.workbook import read
    from pipeline.outputs.forms.form import build_form
    from pipeline.recipes.desk import open_desk

    desk, dice, stock, progress = open_desk(office), random.Random(1), Stock(), Progress()
    week.read = month.read = cache(read)  # each blank is read once
    schedule, began = desk.schedule, LAST + 1 - years
    for first in (Period.parse(f"{began}-W01"), Period.parse(f"{began}-01")):
        form, due = desk.form(first), schedule.deadline(first)
        units = desk.office(first).reporters(first)
        blanks = {u.code: build_form(form, desk.office(first), first, u, {}, due) for u in units}
        period, handed_out = first, said_of(first, schedule)
        while period.year <= LAST:
            weeks = schedule.weeks_ending(*schedule.window(period))
            saved = schedule.deadline(period) - timedelta(hours=20)
            for unit in units:
                if not period.months:
                    clerk = Week(form, blanks[unit.code], unit, period, stock, dice)
                    filled = clerk.filled(clerk.answers(), saved)
                else:
                    whom = (desk.office(period), unit, period, weeks, stock, progress, dice)
                    filled = Month(form, blanks[unit.code], *whom).filled(saved)
                yield period, unit.code, patched(filled, handed_out, said_of(period, schedule))
            period = period.next


def furnish_small(office: Path, years: int) -> None:
    """Let none but the eight units that send a week's form send a month's, all on one plan."""
    furnish(office)
    units = office / "units.toml"
    said = units.read_text(encoding="utf-8")
    said = said.replace('reports = ["monthly", "half-year", "year"]', 'reports = ["half-year"]')
    units.write_text(said, encoding="utf-8")
    (plan,) = (office / "plans").glob("*.toml")
    said = plan.read_text(encoding="utf-8")
    said = said.replace(f"\nsince = {LAST}-01-01\n", f"\nsince = {LAST + 1 - years}-01-01\n")
    plan.write_text(said, encoding="utf-8")
    for folder in ("collected", "output"):
        (office / folder).mkdir()


def prepare(office: Path, years: int) -> int:
    """Build the office, and all it receives in some years, as its ledger saw it come."""
    from pipeline.ledger.ledger import Sighting, open_ledger
    from pipeline.recipes.desk import open_desk

    furnish_small(office, years)
    desk, count = open_desk(office), 0
    with open_ledger(desk.collected, alone=True) as ledger:
        for period, unit, content in filled_forms(office, years):
            place = desk.collected / str(period) / f"{unit}.xlsx"
            place.parent.mkdir(exist_ok=True)
            place.write_bytes(content)
            came = desk.schedule.deadline(period) - timedelta(hours=10)
            name = place.relative_to(desk.collected).as_posix()
            ledger.see([(Sighting(name, hashlib.sha256(content).hexdigest(), came), content)])
            count += 1
    return count


def note_merged(office: Path, now: str) -> None:
    """Read all, in this process, and note each period that is over as merged of just that."""
    from datetime import datetime

    from pipeline.ledger.ledger import open_ledger
    from pipeline.recipes import receive
    from pipeline.recipes.desk import open_desk
    from pipeline.recipes.receive import take_in
    from pipeline.recipes.remake import making_of

    receive.read_all = lambda jobs, job, workers: ((one, job(one)) for one in jobs)
    desk = open_desk(office)
    at = datetime.fromisoformat(now).replace(tzinfo=desk.schedule.zone)
    with open_ledger(desk.collected, alone=True) as ledger:
        taken = take_in(desk, ledger, at, lambda done, whole: None)
        for period, made in making_of(desk, taken, ()).items():
            ledger.remember_merged(period, made, {}, at)


@dataclass(frozen=True)
class Office:
    """An office some years old."""

    root: Path
    years: int
    files: int

    @property
    def ledger(self) -> float:
        """MB of the ledger."""
        return (self.root / "collected" / "ledger.sqlite3").stat().st_size / 1e6

    def ran(self, *words: str) -> Spent:
        """Run a command; the period in hand waits for units, and whoever is told so must act."""
        command = [sys.executable, "-m", "pipeline", *words, "--now", NOW]
        return spent([*command, "--office", str(self.root)], for_somebody=True)

    def accepted(self) -> None:
        """End the benchmark where a file is not accepted, or nothing was written."""
        counts = json.loads(self.ran("status", "--json").said)["files"]
        if counts["accepted"] + counts["warned"] != self.files:
            stop(f"{self.files} files, and not every one was accepted: {counts}")
        if not list((self.root / "output").rglob("*.docx")):
            stop("nothing was written")


def measure(office: Office) -> dict[str, str]:
    """Run all in turn: what is new is the last week's form of one unit."""
    note_merged(office.root, NOW)
    last = sorted((office.root / "collected").glob("*-W*/thue.xlsx"))[-1]
    late = last.with_name("sent-again.xlsx")
    again = patched(last.read_bytes(), ("</Properties>",), ("</Properties> ",))
    office.ran("merge")
    found = {
        "merge, nothing new": _told(office.ran("merge")),
        "status": _told(office.ran("status")),
        "templates, next week": _told(office.ran("templates", f"{LAST + 1}-W02")),
    }
    office.accepted()
    late.write_bytes(again)
    found["merge, one new file"] = _told(office.ran("merge"))
    found["ledger"] = f"{office.ledger:.1f} MB"
    return found


def _told(one: Spent) -> str:
    return f"{one.cpu:.2f} s · {one.memory:.0f} MB"


def main() -> None:
    """Make each office, measure, print."""
    sizes = [int(word) for word in sys.argv[1:]] or list(SIZES)
    found: dict[str, dict[str, str]] = {}
    for years in sizes:
        with tempfile.TemporaryDirectory() as temporary:
            office = Office(Path(temporary), years, prepare(Path(temporary), years))
            name = f"{years} years, {office.files:,} files"
            found[name] = measure(office)
            print(f"{name} measured", file=sys.stderr)
    print(f"Python {platform.python_version()}, {platform.system()}\n")
    rows = [["", *found], ["---", *("---:" for _ in found)]]
    rows += [[run, *(one[run] for one in found.values())] for run in next(iter(found.values()))]
    print("\n".join(f"| {' | '.join(row)} |" for row in rows))


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
