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
from pipeline.domain.form import Form
from pipeline.domain.office import Unit
from pipeline.domain.returned import Returned, sent_back
from pipeline.domain.summary import Summary
from pipeline.ledger.ledger import Ledger
from pipeline.recipes.desk import Desk
from pipeline.recipes.write import Written, as_signed, our_hashes, put

Past = Mapping[str, Mapping[str, int | str]]

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
    """Give each unit whose newest version needs mending its own file back, with that marked."""
    period, wanted, names = summary.period, dict[str, Wanted](), dict[str, str]()
    for standing in summary.standings:
        unit = standing.unit
        if standing.versions and (returned := sent_back(standing.versions[-1])):
            past = history.past(period, unit)
            form = history.form(period, unit)
            name = names[unit.code] = f"{period}-{unit.code}.xlsx"
            newest = standing.versions[-1]
            of = (__version__, form, summary.office, period, unit, past, newest.sha256, returned)

            def make(
                unit: Unit = unit,
                form: Form = form,
                past: Past = past,
                sent: str = newest.sha256,
                back: Returned = returned,
            ) -> bytes:
                content = ledger.archived(sent) if back.stands else None
                marked = content and _marked(content, form, summary, unit, back, now)
                return marked or _anew(form, summary, unit, past, back, now)

            wanted[name] = Wanted(digest(*of), make)
    there = keep_folder(desk, ledger, f"{period}/{SENT_BACK}", wanted, now)
    return {code: there[name] for code, name in names.items()}


def _marked(
    content: bytes, form: Form, summary: Summary, unit: Unit, returned: Returned, now: datetime
) -> bytes | None:
    """Mark what is to be mended in the very file a unit sent; None where that is not to be."""
    from pipeline.intake.sent import as_sent
    from pipeline.outputs.marked.mark import CannotMark, build_marked
    from pipeline.outputs.mending import subjects_of, to_mend

    if (sent := as_sent(content)) is None:
        return None
    office, stood = summary.office, returned.stood
    order = {cell: number for number, cell in enumerate(stood.values())}
    findings = sorted(
        (finding for _, finding in returned.findings),
        key=lambda one: order.get((one.where.sheet or "", one.where.cell or ""), len(order)),
    )
    about = subjects_of(form, office, summary.period, unit)
    subjects = {stood[place]: said for place, said in about.items() if place in stood}
    there = {stood[place]: value for place, value in returned.typed.items() if place in stood}
    clause = office.asked_by.get(form.kind, form.basis)
    lines = to_mend(findings, subjects, there, clause)
    try:
        return build_marked(sent, findings, lines, now)
    except CannotMark:
        return None


def _anew(
    form: Form, summary: Summary, unit: Unit, past: Past, returned: Returned, now: datetime
) -> bytes:
    """Draw a unit's form anew, with what it typed and what is wrong with it."""
    from pipeline.outputs.forms.form import build_form

    return build_form(form, summary.office, summary.period, unit, past, now, returned)


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
