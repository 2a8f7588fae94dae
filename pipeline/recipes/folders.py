"""The folders of files for the units, beside a period's outputs: each is kept as it must be now.

A file is made only when what it is made of is not what it was made of the last time; one that is
wanted no more goes, and one that somebody edited stays.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from itertools import count
from pathlib import Path

from pipeline.consolidate.history import History
from pipeline.domain.digest import digest
from pipeline.domain.finding import Severity
from pipeline.domain.form import Form
from pipeline.domain.office import Office, Unit
from pipeline.domain.returned import Returned, sent_back
from pipeline.domain.submission import Submission
from pipeline.domain.summary import Overview, Summary
from pipeline.ledger.ledger import Ledger
from pipeline.recipes.desk import Desk
from pipeline.recipes.receive import Taken
from pipeline.recipes.starts import Recent, recent_of
from pipeline.recipes.write import Written, as_signed, our_hashes, put

_DEVICE = re.compile(r"con|prn|aux|nul|(?:com|lpt)\d")
_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_LONGEST = 80  # characters of a file's name

Past = Mapping[str, Mapping[str, int | str]]

SENT_BACK = "tra-lai"  # what goes back to units, to be mended
RECEIPTS = "da-nhan"  # what each unit is told whose report was taken
SLIPS = "phieu-diem"  # what each unit got in the emulation ledger


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file that must lie in a folder."""

    of: tuple[object, ...]  # all that decides its bytes, but for the time of its making
    make: Callable[[], bytes]

    @property
    def made_of(self) -> str:
        """The hash of that, and of what draws it."""
        from pipeline.outputs.maker import units_files_made_by

        return digest(units_files_made_by(), *self.of)


def keep_folder(
    desk: Desk, ledger: Ledger, mark: str, wanted: Mapping[str, Wanted], now: datetime
) -> dict[str, Written]:
    """Make what a folder below `output/` lacks, take away what it holds too much; all by name."""
    folder = _cleared(desk, ledger, mark, wanted)
    before, made_of = ledger.made_of(mark), {name: one.made_of for name, one in wanted.items()}
    there = {
        name: Written(folder / name, beside=False)
        for name in wanted
        if before.get(name) == (made_of[name], _hash_of(folder / name))
    }
    files = {name: one.make() for name, one in wanted.items() if name not in there}
    if not files:
        return there
    there |= dict(zip(files, put(ledger, folder, mark, files, now), strict=True))
    made = {
        name: (made_of[name], hashlib.sha256(content).hexdigest())
        for name, content in files.items()
    }
    ledger.remember_made_of(mark, made)
    return {name: there[name] for name in wanted}


def put_only(
    desk: Desk, ledger: Ledger, mark: str, files: Mapping[str, bytes], now: datetime
) -> tuple[Written, ...]:
    """Put files that say when they were made into a folder below `output/`, as all it holds."""
    folder = _cleared(desk, ledger, mark, files)
    return put(ledger, folder, mark, files, now) if files else ()


def _cleared(desk: Desk, ledger: Ledger, mark: str, wanted: Collection[str]) -> Path:
    """Take away what a folder holds too much; returns the folder."""
    from pipeline.outputs.publish import withdraw

    folder = desk.output / mark
    withdraw(folder, wanted, our_hashes(ledger, mark))
    return folder


def _hash_of(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def send_back(
    desk: Desk, ledger: Ledger, summary: Summary, history: History, now: datetime
) -> dict[str, Written]:
    """Give each unit whose newest version needs mending its own file back, with that marked."""
    forms = forms_to_mend(ledger, summary, history, now)
    names = {code: f"{summary.period}-{code}.xlsx" for code in forms}
    wanted = {names[code]: form for code, form in forms.items()}
    for standing in summary.standings:
        newest, code = standing.versions[-1:], standing.unit.code
        if code not in forms and newest and _is_of_no_use(newest[0]):
            names[code] = f"{summary.period}-{code}.html"
            wanted[names[code]] = _list(summary.office, newest[0])
    there = keep_folder(desk, ledger, f"{summary.period}/{SENT_BACK}", wanted, now)
    return {code: there[name] for code, name in names.items()}


def forms_to_mend(
    ledger: Ledger, summary: Overview, history: History, now: datetime
) -> dict[str, Wanted]:
    """Return what each unit gets back that has something to mend, by the unit's code."""
    period, wanted = summary.period, {}
    for standing in summary.standings:
        unit = standing.unit
        if standing.versions and (returned := sent_back(standing.versions[-1])):
            sent = standing.versions[-1].sha256
            form, past = history.form(period, unit), history.past(period, unit)
            recent = recent_of(history, form, period, unit)
            of = (form, summary.office, period, unit, past, recent, sent, returned)
            make = partial(_to_mend, ledger, sent, form, summary, unit, past, recent, returned, now)
            wanted[unit.code] = Wanted(of, make)
    return wanted


def _to_mend(
    ledger: Ledger,
    sent: str,
    form: Form,
    summary: Overview,
    unit: Unit,
    past: Past,
    recent: Recent,
    returned: Returned,
    now: datetime,
) -> bytes:
    """Mark the very file a unit sent; where that cannot be, draw its form anew as it filled it."""
    from pipeline.outputs.forms.form import build_form

    content = ledger.archived(sent) if returned.stands else None
    marked = content and _marked(content, form, summary, unit, returned, now)
    what = (form, summary.office, summary.period, unit, past, now, returned)
    return marked or build_form(*what, recent=recent)


def _marked(
    content: bytes, form: Form, summary: Overview, unit: Unit, returned: Returned, now: datetime
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
        wanted[name] = Wanted((timeless,), partial(build_slip, slip))
    return tuple(keep_folder(desk, ledger, f"{summary.period}/{SLIPS}", wanted, now).values())


def write_receipts(
    desk: Desk, ledger: Ledger, summary: Summary, now: datetime
) -> tuple[Written, ...]:
    """Write each unit whose report is in force its receipt, for a chat and to be printed."""
    from pipeline.consolidate.receipts import receipts
    from pipeline.outputs.receipt import as_page, as_text

    wanted = {}
    for receipt in receipts(summary):
        name, of = file_name(receipt.unit.code), (digest(receipt),)
        wanted[f"{name}.txt"] = Wanted(of, partial(as_text, receipt))
        wanted[f"{name}.html"] = Wanted(of, partial(as_page, receipt))
    return tuple(keep_folder(desk, ledger, f"{summary.period}/{RECEIPTS}", wanted, now).values())


def write_unread(desk: Desk, ledger: Ledger, taken: Taken, now: datetime) -> tuple[Written, ...]:
    """Write, for each file there that is nobody's and cannot be used, what to do about it."""
    office, wanted = desk.register.latest, dict[str, Wanted]()
    unread = [
        one
        for one in taken.here
        if _is_of_no_use(one)
        and not (one.unit and one.period)
        and taken.decisions.aside(one.sha256) is None
    ]
    for one in sorted(unread, key=lambda one: one.file):
        name = file_name(one.file)
        numbered = (f"{name}{f'-{n}' if n > 1 else ''}.html" for n in count(1))
        wanted[next(free for free in numbered if free not in wanted)] = _list(office, one)
    return tuple(keep_folder(desk, ledger, SENT_BACK, wanted, now).values())


def _is_of_no_use(submission: Submission) -> bool:
    """Tell whether a file cannot be used for a fault that its unit can mend."""
    return not (submission.valid or submission.is_copy or submission.awaits_form)


def _list(office: Office, unread: Submission) -> Wanted:
    """Return the page that says what to do about a file."""
    from pipeline.outputs.unread import as_page

    wrong = tuple(f for f in unread.findings if f.severity is Severity.ERROR)
    said = (unread.file, wrong, office.name, office.receiver)
    return Wanted(said, partial(as_page, *said))


def file_name(said: str) -> str:
    """Return words as a file may be called on Windows, which keeps some names for devices."""
    name = _UNSAFE.sub("-", said).strip(" .")[:_LONGEST]
    return f"_{name}" if _DEVICE.fullmatch(name.partition(".")[0].casefold()) else name
