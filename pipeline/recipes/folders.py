"""The folders of files for the units, beside a period's outputs: each is kept as it must be now.

A file is made only when what it is made of is not what it was made of the last time; one that is
wanted no more goes, and one that somebody edited stays.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path

from pipeline import __version__
from pipeline.consolidate.history import History
from pipeline.domain.digest import digest
from pipeline.domain.returned import sent_back
from pipeline.domain.summary import Summary
from pipeline.ledger.ledger import Ledger
from pipeline.recipes.desk import Desk
from pipeline.recipes.write import Written, as_signed, our_hashes, put

SENT_BACK = "tra-lai"  # what goes back to units, to be mended
SLIPS = "phieu-diem"  # what each unit got in the emulation ledger


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file that must lie in a folder."""

    made_of: str  # a hash of all that decides its bytes, but for the time of its making
    make: Callable[[], bytes]


def keep_folder(
    desk: Desk, ledger: Ledger, mark: str, wanted: Mapping[str, Wanted], now: datetime
) -> dict[str, Written]:
    """Make what a folder below `output/` lacks, take away what it holds too much; all by name."""
    from pipeline.outputs.publish import withdraw

    folder = desk.output / mark
    withdraw(folder, wanted, our_hashes(ledger, mark))
    before = ledger.made_of(mark)
    there = {
        name: Written(folder / name, beside=False)
        for name, one in wanted.items()
        if before.get(name) == (one.made_of, _hash_of(folder / name))
    }
    files = {name: one.make() for name, one in wanted.items() if name not in there}
    if not files:
        return there
    there |= dict(zip(files, put(ledger, folder, mark, files, now), strict=True))
    made = {
        name: (wanted[name].made_of, hashlib.sha256(content).hexdigest())
        for name, content in files.items()
    }
    ledger.remember_made_of(mark, made)
    return {name: there[name] for name in wanted}


def _hash_of(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def send_back(
    desk: Desk, ledger: Ledger, summary: Summary, history: History, now: datetime
) -> dict[str, Written]:
    """Write each unit whose newest version needs mending its form anew, with that marked."""
    from pipeline.outputs.forms.form import build_form

    period, wanted, names = summary.period, dict[str, Wanted](), dict[str, str]()
    for standing in summary.standings:
        unit = standing.unit
        if standing.versions and (returned := sent_back(standing.versions[-1])):
            past = history.past(period, unit)
            form = history.form(period, unit)
            names[unit.code] = f"{period}-{unit.code}.xlsx"
            wanted[names[unit.code]] = Wanted(
                digest(__version__, form, summary.office, period, unit, past, returned),
                partial(build_form, form, summary.office, period, unit, past, now, returned),
            )
    there = keep_folder(desk, ledger, f"{period}/{SENT_BACK}", wanted, now)
    return {code: there[name] for code, name in names.items()}


def write_slips(
    desk: Desk, ledger: Ledger, summary: Summary, now: datetime, signed_on: date | None = None
) -> tuple[Written, ...]:
    """Write each unit of the emulation ledger its slip; one that has left it has none any more."""
    from pipeline.consolidate.grids.merits import slip_grid
    from pipeline.outputs.book.slip import build_slip
    from pipeline.outputs.said import slip_of

    merits = summary.plan.merits if summary.plan else ()
    summary, wanted = as_signed(desk, summary, signed_on), {}
    for merit in merits:
        slip = slip_of(summary, merit, slip_grid(summary, merit, len(merits)))
        timeless = replace(slip, book=replace(slip.book, made_at=datetime.min))
        name = f"{summary.period}-{merit.unit.code}.xlsx"
        wanted[name] = Wanted(digest(__version__, timeless), partial(build_slip, slip))
    return tuple(keep_folder(desk, ledger, f"{summary.period}/{SLIPS}", wanted, now).values())
