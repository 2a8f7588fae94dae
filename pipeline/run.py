"""The recipes. Each reads like the numbered list in the README.

- merge: scan, read what is new, remember, stand each unit, merge, word, write, prove, publish.
- templates: what earlier reports carry forward, one form per unit.
- status: scan, read what is new, stand each unit; nothing is written.
- check: take as merge does, read; nothing is recorded.
- issue: write with number and date, seal; correct: what an issued report would say otherwise now.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from difflib import get_close_matches
from functools import partial
from itertools import groupby
from pathlib import Path

from pipeline import __version__, texts
from pipeline.config import find_office, load_forms, load_office
from pipeline.consolidate.history import History, build_history, put_aside
from pipeline.consolidate.merge import summarise
from pipeline.consolidate.standing import Version, in_order
from pipeline.domain.decision import Decision, DecisionKind, Decisions
from pipeline.domain.digest import digest
from pipeline.domain.figure import StandingKind, Summary
from pipeline.domain.finding import BaocaoError, Finding, Severity, Where
from pipeline.domain.form import Form
from pipeline.domain.issue import Correction, Issue, corrections, figures_of
from pipeline.domain.office import Office, Unit
from pipeline.domain.period import Period, PeriodKind
from pipeline.domain.returned import sent_back
from pipeline.domain.submission import Submission
from pipeline.intake.basis import reading_basis
from pipeline.intake.identify import fold
from pipeline.intake.inbox import Arrival, Inbox, scan, shown, take
from pipeline.intake.record import as_record, from_json, read_record
from pipeline.intake.submission import failed_submission, unread_submission
from pipeline.intake.unpack import unpack, unpack_all
from pipeline.intake.worker import Failure, read_all, workers_for
from pipeline.ledger import Ledger, Made, Sighting, look_into, open_ledger
from pipeline.personal import masked

_ANY_YEAR = 2023
_COLLECTED = timedelta(days=14)  # how long after its deadline a long period is still awaited

# Whose reports a period's are added up from and held against.
_MADE_OF: Mapping[PeriodKind, tuple[PeriodKind, ...]] = {
    PeriodKind.WEEK: (),
    PeriodKind.MONTH: (PeriodKind.WEEK,),
    PeriodKind.HALF_YEAR: (PeriodKind.MONTH, PeriodKind.WEEK),
    PeriodKind.YEAR: (PeriodKind.MONTH, PeriodKind.WEEK),
}

SENT_BACK = "tra-lai"  # folder of forms that go back to be mended, beside the period's outputs

Progress = Callable[[int, int], None]  # files done, files in all


@dataclass(frozen=True, slots=True)
class Desk:
    """An office's folder, opened: its declarations and where its files lie."""

    root: Path
    office: Office
    forms: Mapping[PeriodKind, Form]
    basis: str  # hash of all that decides how a file is read

    @property
    def collected(self) -> Path:
        """Where returned files are dropped."""
        return self.root / "collected"

    @property
    def templates(self) -> Path:
        """Where forms and wording lie."""
        return self.root / "input_templates"

    @property
    def output(self) -> Path:
        """Where results go."""
        return self.root / "output"

    def must_owe(self, periods: Iterable[Period]) -> None:
        """Refuse a period that no unit reports on."""
        for period in periods:
            self.form(period)
            if not self.office.reporters(period):
                raise BaocaoError(texts.NOBODY_OWES.format(period=period))

    def form(self, period: Period) -> Form:
        """Return the form of a period's kind; BaocaoError names one that it cannot do without."""
        for kind in (period.kind, *_MADE_OF[period.kind]):
            if kind not in self.forms:
                sentence = texts.NO_FORM if kind is period.kind else texts.NO_SHORTER_FORM
                name, folder = texts.PERIOD_KINDS[kind.value], self.templates / kind.value
                raise BaocaoError(sentence.format(period=period, kind=name, folder=folder))
        return self.forms[period.kind]

    def unit(self, text: str) -> Unit:
        """Find a unit by its code or any of its names; BaocaoError with the nearest code."""
        if unit := self.office.unit(text.strip().lower()):
            return unit
        named = [
            one
            for one in self.office.units
            if fold(text) in map(fold, (one.name, one.short_name, *one.aliases))
        ]
        if len(named) == 1:
            return named[0]
        codes = [unit.code for unit in self.office.units]
        near = get_close_matches(text, codes, n=1)
        hint = (
            texts.UNIT_HINT.format(near=near[0])
            if near
            else texts.UNIT_LIST.format(codes=", ".join(codes))
        )
        raise BaocaoError(texts.NO_UNIT.format(text=text, hint=hint))


@dataclass(frozen=True, slots=True, kw_only=True)
class FileCount:
    """How the files lying in `collected/` were answered; together they are all of them."""

    accepted: int
    warned: int  # used, and asked about
    refused: int
    ignored: int
    replaced: int  # of those refused: their unit sent a valid one later

    @property
    def seen(self) -> int:
        """All files there."""
        return self.accepted + self.warned + self.refused + self.ignored


@dataclass(frozen=True, slots=True)
class Taken:
    """Everything ever received, read, with what the scan itself found wrong."""

    versions: Mapping[tuple[Period, str], Sequence[Version]]  # by period and unit code
    unplaced: Sequence[Version]  # could not be tied to a unit and a period of ours
    loose: Sequence[Finding]  # about files that were never read
    refused: Sequence[Finding]  # why files lying there cannot be used: new ones, and nobody's
    here: Sequence[Submission]  # what lies in the folder now, as read
    repeated: Sequence[Submission]  # new under their names, and known to the last byte
    unusable: int  # files lying there that were never read
    noise: int
    ahead: datetime | None  # when a file was seen that this run's clock has not come to yet
    new: int  # files never seen before
    says: Mapping[str, str]  # by hash of the file: hash of what a report takes from it
    decisions: Decisions  # all that were taken before


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written, and whether it had to go beside an edited one."""

    path: Path
    beside: bool


@dataclass(frozen=True, slots=True)
class Result:
    """One period, merged or looked at."""

    summary: Summary
    written: tuple[Written, ...]
    returned: Mapping[str, Written] = field(default_factory=dict)  # forms to mend, by unit code
    issued: Issue | None = None  # its report was issued: it is looked at, not made again
    changed: tuple[Correction, ...] = ()  # figures its outputs stated otherwise before this run


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run of merge or status found."""

    results: tuple[Result, ...]
    files: FileCount
    refused: tuple[Finding, ...]  # why files of no period shown here cannot be used, one each
    ripple: tuple[tuple[Issue, tuple[Correction, ...]], ...] = ()  # issued reports that changed
    touched: tuple[tuple[Issue, tuple[str, ...]], ...] = ()  # issued, and what arrived since
    outdated: tuple[Period, ...] = ()  # made under another configuration, which is news
    unsealed: tuple[tuple[Issue, str, Path], ...] = ()  # issued files changed or gone; what is kept
    lost_inputs: tuple[tuple[Issue, str], ...] = ()  # files of issued reports no longer kept
    repeated: tuple[Submission, ...] = ()  # new files that are known to the last byte
    ahead: datetime | None = None  # an earlier run's clock, when this one's is behind it
    unrecorded: int = 0  # files seen for the first time by a run that records nothing


def open_desk(start: Path) -> Desk:
    """Open the office at a folder or above it; BaocaoError lists every mistake it declares."""
    root = find_office(start)
    office = load_office(root / "config.toml")
    forms = load_forms(root / "input_templates")
    return Desk(root, office, forms, reading_basis(forms, office))


def closing_late(desk: Desk) -> tuple[str, ...]:
    """Name the kinds of period whose window is, in some month, still open when they are due."""
    schedule = desk.office.schedule
    # Days off move deadlines; without them windows and deadlines lie alike in every year.
    years = {day.year for day in schedule.holidays} or {_ANY_YEAR}
    days = [date(year, month, 1) for year in sorted(years) for month in range(1, 13)]
    return tuple(
        texts.PERIOD_KINDS[kind.value]
        for kind in desk.forms
        if kind is not PeriodKind.WEEK
        and any(schedule.closes_late(Period.holding(day, kind)) for day in days)
    )


def merge(desk: Desk, periods: Sequence[Period], now: datetime, progress: Progress) -> Outcome:
    """Bring `output/` up to date with `collected/`, for these periods or for all that changed."""
    # The reader's process takes its time to start; ours is used to load the writers.
    threading.Thread(target=_load_writers, daemon=True).start()
    desk.must_owe(periods)
    with open_ledger(desk.collected, alone=True) as ledger:
        issued = ledger.issued()
        for period in periods:
            if period in issued:
                number = issued[period].number
                raise BaocaoError(texts.ALREADY_ISSUED.format(period=period, number=number))
        taken = take_in(desk, ledger, now, progress)
        merged, current = ledger.merged(), _current(desk, now)
        making = _making(desk, taken, {*periods, *current, *merged})
        stale = [p for p in _stale(desk, taken, merged, making, now) if p not in current]
        chosen = periods or [p for p in (*stale, *current) if p not in issued]
        outdated = _outdated(merged, making, {*chosen, *current, *issued})
        history = _history(desk, taken, [*chosen, *issued])
        results = tuple(_merge_one(desk, ledger, taken, history, making[p], p, now) for p in chosen)
        if not periods:  # what is being collected and was issued already is looked at
            results += tuple(
                Result(_summary(desk, taken, history, p, now), (), issued=issued[p])
                for p in current
                if p in issued
            )
        ripple = tuple(
            (one, found)
            for period, one in issued.items()
            if (found := corrections(one.figures, _summary(desk, taken, history, period, now)))
        )
        touched = tuple((one, since) for one in issued.values() if (since := _since(one, taken)))
        refused = _of_none(taken.refused, results)
        ledger.remember_told({period: making[period].configuration for period in outdated})
        return Outcome(
            results,
            _count(taken, history),
            refused,
            ripple,
            touched,
            outdated,
            _unsealed(desk, ledger, issued.values()),
            _lost_inputs(ledger, issued.values()),
            tuple(taken.repeated),
            taken.ahead,
        )


def _unsealed(
    desk: Desk, ledger: Ledger, issued: Iterable[Issue]
) -> tuple[tuple[Issue, str, Path], ...]:
    """Return the issued files that no longer lie there as they were sealed."""
    return tuple(
        (issue, name, ledger.kept_at(sha256))
        for issue in issued
        for name, sha256 in issue.files.items()
        if _hash_of(desk.output / str(issue.period) / name) != sha256
    )


def _lost_inputs(ledger: Ledger, issued: Iterable[Issue]) -> tuple[tuple[Issue, str], ...]:
    """Return the returned files that issued reports rest on and the archive no longer has."""
    resting = {sha256: (issue, file) for issue in issued for sha256, file in issue.inputs.items()}
    return tuple(said for sha256, said in resting.items() if not ledger.kept_at(sha256).is_file())


def _hash_of(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _since(issue: Issue, taken: Taken) -> tuple[str, ...]:
    """Name what came about an issued period after it was issued: files, numbers of decisions."""
    files = [
        version.submission.file
        for (period, _), versions in taken.versions.items()
        if period == issue.period
        for version in versions
        if version.first_seen > issue.issued_at
        and taken.decisions.aside(version.submission.sha256) is None
    ]
    decided = [
        texts.DECISION_NUMBER.format(number=one.number)
        for one in taken.decisions.of(issue.period)
        if one.decided_at > issue.issued_at and one.kind is not DecisionKind.SET_ASIDE
    ]
    return (*files, *decided)


def _of_none(refused: Iterable[Finding], results: Iterable[Result]) -> tuple[Finding, ...]:
    """Return why files cannot be used that no period shown speaks of: each file has its answer."""
    shown = {f.where.file for result in results for f in result.summary.findings}
    return tuple(finding for finding in refused if finding.where.file not in shown)


def issue(
    desk: Desk, period: Period, number: str, signed_on: date, by: str, now: datetime
) -> tuple[tuple[Written, ...], tuple[Unit, ...]]:
    """Write a report with its number and date, and seal it; name the units that are not in it."""
    with open_ledger(desk.collected, alone=True) as ledger:
        if there := ledger.issued().get(period):
            raise BaocaoError(texts.ALREADY_ISSUED.format(period=period, number=there.number))
        taken = take_in(desk, ledger, now, lambda done, whole: None)
        making = _making(desk, taken, {period})
        history = _history(desk, taken, (period,))
        summary = _summary(desk, taken, history, period, now)
        _check_issue(ledger, summary, number, signed_on, now, by)
        _check_untouched(desk, ledger, period)
        files = _drawn(desk, summary, number=number, signed_on=signed_on)
        published = _put(ledger, desk.output / str(period), str(period), files, now)
        ledger.remember_merged(period, making[period], figures_of(summary), now)
        sealed = Issue(
            id=0,
            period=period,
            number=number,
            signed_on=signed_on,
            by=by,
            issued_at=now,
            figures=figures_of(summary),
            inputs=_inputs(history),
            files={name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
        )
        ledger.issue(sealed, files.values())
        return published, tuple(one.unit for one in summary.standings if not one.reported)


def _inputs(history: History) -> dict[str, str]:
    """Return the files a report rests on, by hash: its period's and those it is held against."""
    return {
        standing.in_force.sha256: standing.in_force.file
        for standing in history.standings.values()
        if standing.in_force
    }


def _check_untouched(desk: Desk, ledger: Ledger, period: Period) -> None:
    """Refuse to issue beside a report somebody edited: which of the two would be signed?"""
    name = f"bao-cao-{period}.docx"
    there = _hash_of(desk.output / str(period) / name)
    if there and there not in _ours(ledger, str(period)).get(name, ()):
        raise BaocaoError(texts.EDITED_BY_HAND.format(period=period, name=name))


def _check_issue(
    ledger: Ledger, summary: Summary, number: str, signed_on: date, now: datetime, by: str
) -> None:
    """Refuse a number or date that cannot be, and a report of nobody's figures."""
    period, last_day = summary.period, summary.window[1]
    if not by.strip():
        raise BaocaoError(texts.WHO_ISSUES)
    if not (number.isascii() and number.isdigit() and len(number) >= 2):
        raise BaocaoError(texts.BAD_NUMBER.format(number=number))
    if not last_day < signed_on <= now.astimezone(summary.office.schedule.zone).date():
        said = texts.BAD_SIGNING_DAY.format(day=texts.day(signed_on), last=texts.day(last_day))
        raise BaocaoError(said)
    for other in ledger.issued().values():
        if other.number == number and other.signed_on.year == signed_on.year:
            raise BaocaoError(texts.NUMBER_TAKEN.format(number=number, period=other.period))
    if not any(standing.in_force for standing in summary.standings):
        raise BaocaoError(texts.NOTHING_TO_ISSUE.format(period=period))


def correct(desk: Desk, period: Period, by: str, why: str, now: datetime) -> tuple[Written, ...]:
    """Write the correction of an issued report: each figure that is another now, and why."""
    if not (by.strip() and why.strip()):
        raise BaocaoError(texts.WHO_AND_WHY)
    from pipeline.consolidate.narrative import word_report
    from pipeline.outputs.report_docx import build_correction

    with open_ledger(desk.collected, alone=True) as ledger:
        sealed = ledger.issued().get(period)
        if sealed is None:
            raise BaocaoError(texts.NOT_ISSUED.format(period=period))
        taken = take_in(desk, ledger, now, lambda done, whole: None)
        history = _history(desk, taken, (period,))
        summary = _summary(desk, taken, history, period, now)
        found = corrections(sealed.figures, summary)
        if not found:
            raise BaocaoError(texts.NOTHING_TO_CORRECT.format(period=period))
        wording = desk.templates / period.kind.value / "correction.md"
        names = {
            "issued_number": f"{sealed.number}/{desk.office.letterhead.symbol}",
            "issued_on": texts.spoken_day(sealed.signed_on),
            "why": why,
            "corrected": len(found),
        }
        report = replace(
            word_report(wording, summary, names), appendix_title=texts.CORRECTION_TITLE
        )
        document = build_correction(summary, report, sealed.figures, found)
        _keeps_the_decree(document)
        earlier = [path for path in ledger.outputs() if f"{period}/dinh-chinh-" in path]
        name = f"dinh-chinh-{period}-{len(earlier) + 1}.docx"
        published = _put(ledger, desk.output / str(period), str(period), {name: document}, now)
        # What is corrected is what the office has said from now on.
        files = {**sealed.files, name: hashlib.sha256(document).hexdigest()}
        corrected = replace(
            sealed,
            by=by,
            issued_at=now,
            figures=figures_of(summary),
            inputs=_inputs(history),
            files=files,
        )
        ledger.issue(corrected, (document,))
        return published


def _load_writers() -> None:
    from pipeline.outputs import report_docx, workbook_xlsx  # noqa: F401


def _merge_one(
    desk: Desk,
    ledger: Ledger,
    taken: Taken,
    history: History,
    making: Made,
    period: Period,
    now: datetime,
) -> Result:
    summary, stated = _summary(desk, taken, history, period, now), ledger.stated(period)
    files = _drawn(desk, summary)
    published = _put(ledger, desk.output / str(period), str(period), files, now)
    returned = _send_back(desk, ledger, summary, history, now)
    ledger.remember_merged(period, making, figures_of(summary), now)
    return Result(summary, published, returned, changed=corrections(stated, summary))


def _send_back(
    desk: Desk, ledger: Ledger, summary: Summary, history: History, now: datetime
) -> dict[str, Written]:
    """Write each unit whose newest version needs mending its form anew, with that marked."""
    from pipeline.outputs.form_xlsx import build_form
    from pipeline.outputs.publish import withdraw

    period, files = summary.period, {}
    for standing in summary.standings:
        unit = standing.unit
        if standing.versions and (returned := sent_back(standing.versions[-1])):
            past = history.past(period, unit)
            files[unit.code] = build_form(
                summary.form, desk.office, period, unit, past, now, returned
            )
    folder, mark = desk.output / str(period) / SENT_BACK, f"{period}/{SENT_BACK}"
    named = {f"{period}-{code}.xlsx": content for code, content in files.items()}
    withdraw(folder, named, _ours(ledger, mark))
    written = _put(ledger, folder, mark, named, now) if files else ()
    return dict(zip(files, written, strict=True))


def _drawn(
    desk: Desk, summary: Summary, *, number: str | None = None, signed_on: date | None = None
) -> dict[str, bytes]:
    """Word a report and draw both outputs; BaocaoError unless they prove right."""
    from pipeline.consolidate.narrative import word_report
    from pipeline.outputs.proof import prove
    from pipeline.outputs.report_docx import build_report
    from pipeline.outputs.workbook_xlsx import build_workbook

    period = summary.period
    report = word_report(desk.templates / period.kind.value / "report.md", summary)
    workbook = build_workbook(summary, report)
    document = build_report(summary, report, number=number, signed_on=signed_on)
    prove(summary, workbook, document)
    _keeps_the_decree(document)
    return {f"tong-hop-{period}.xlsx": workbook, f"bao-cao-{period}.docx": document}


def _keeps_the_decree(document: bytes) -> None:
    from pipeline.outputs import decree30

    if broken := decree30.check(document):
        rules = ", ".join(f"{one.rule} ({one.clause})" for one in broken)
        raise BaocaoError(texts.DECREE_BROKEN.format(rules=rules))


def _put(
    ledger: Ledger, folder: Path, mark: str, files: Mapping[str, bytes], now: datetime
) -> tuple[Written, ...]:
    """Put files in place; `mark` is the folder's name in the ledger."""
    from pipeline.outputs.publish import publish

    ledger.about_to_write(
        {f"{mark}/{name}": hashlib.sha256(content).hexdigest() for name, content in files.items()},
        now,
    )
    published = publish(folder, files, _ours(ledger, mark))
    return tuple(Written(p.path, p.beside) for p in published)


def _ours(ledger: Ledger, mark: str) -> dict[str, frozenset[str]]:
    """Return the hashes of all this program wrote into a folder, by name."""
    return {
        path.removeprefix(f"{mark}/"): hashes
        for path, hashes in ledger.outputs().items()
        if path.startswith(f"{mark}/")
    }


def status(desk: Desk, periods: Sequence[Period], now: datetime, progress: Progress) -> Outcome:
    """Tell how each unit stands, without writing anything, not even a ledger."""
    desk.must_owe(periods)
    with look_into(desk.collected) as ledger:
        taken = take_in(desk, ledger, now, progress, note=False)
        chosen = periods or _current(desk, now)
        history = _history(desk, taken, chosen)
        issued = ledger.issued()
        results = tuple(
            Result(_summary(desk, taken, history, p, now), (), issued=issued.get(p)) for p in chosen
        )
        return Outcome(
            results,
            _count(taken, history),
            _of_none(taken.refused, results),
            unsealed=_unsealed(desk, ledger, issued.values()),
            lost_inputs=_lost_inputs(ledger, issued.values()),
            repeated=tuple(taken.repeated),
            ahead=taken.ahead,
            unrecorded=taken.new,
        )


def check(desk: Desk, paths: Sequence[Path], progress: Progress) -> tuple[Submission, ...]:
    """Say of each file what merge would say of it; nothing is recorded."""
    looked = [_looked_at(path, desk.collected) for path in paths]
    read = _read(desk, [arrival for inbox in looked for arrival in inbox.arrivals], progress)
    return tuple(
        submission
        for inbox in looked
        for submission in (
            *(replace_file(from_json(read[one.sha256]), one.file) for one in inbox.arrivals),
            *(unread_submission(finding) for finding in inbox.findings),
        )
    )


def _looked_at(path: Path, collected: Path) -> Inbox:
    """Take one file as merge takes it from `collected/`; BaocaoError when there is none.

    Units send files of one name: it is called as merge calls it, or, lying elsewhere, as typed.
    """
    whole, folder = path.absolute(), collected.absolute()
    called = whole.relative_to(folder) if whole.is_relative_to(folder) else path
    if path.is_dir() and not path.is_symlink():
        raise BaocaoError(texts.CHECK_A_FOLDER.format(path=path))
    if not os.path.lexists(path):
        raise BaocaoError(texts.CANNOT_OPEN.format(path=path))
    taken = take(path, shown(called.as_posix()))
    if isinstance(taken, Finding):
        return Inbox((), (taken,), ())
    return unpack(taken)


def distribute(desk: Desk, period: Period, now: datetime) -> tuple[Written, ...]:
    """Write one form per unit, and the blank master, with what earlier reports carry forward."""
    from pipeline.outputs.form_xlsx import build_form

    form = desk.form(period)
    desk.must_owe((period,))
    with open_ledger(desk.collected, alone=True) as ledger:
        # What lies there is read, and kept as read; only a merge notes when it came.
        taken = take_in(desk, ledger, now, lambda done, whole: None, note=False)
        history = _history(desk, taken, (period,))
        files = {
            f"{period}-{unit.code}.xlsx": build_form(
                form, desk.office, period, unit, history.past(period, unit), now
            )
            for unit in desk.office.reporters(period)
        }
        folder = desk.templates / period.kind.value
        written = _put(ledger, folder / str(period), f"forms/{period}", files, now)
        master = {"mau-trang.xlsx": build_form(form, desk.office, None, None, {}, now)}
        return written + _put(ledger, folder, f"forms/{form.id}", master, now)


def decide(desk: Desk, decision: Decision, now: datetime) -> Decision:
    """Write a named person's decision down; BaocaoError when it is about nothing there is."""
    with open_ledger(desk.collected, alone=True) as ledger:
        taken = take_in(desk, ledger, now, lambda done, whole: None)
        return ledger.decide(_checked(desk, ledger, taken, decision))


def _checked(desk: Desk, ledger: Ledger, taken: Taken, decision: Decision) -> Decision:
    """Return a decision with its subject found."""
    if not (decision.by.strip() and decision.why.strip()):
        raise BaocaoError(texts.WHO_AND_WHY)
    match decision.kind:
        case DecisionKind.RECEIVED:
            _check_time(desk, taken, decision)
        case DecisionKind.WAIVED:
            _check_waiver(desk, taken, decision)
        case DecisionKind.EXCUSED | DecisionKind.CARRIED:
            _check_standing(desk, taken, decision)
        case DecisionKind.REOPENED:
            there = ledger.issued().get(decision.period) if decision.period else None
            if there is None:
                raise BaocaoError(texts.NOT_ISSUED.format(period=decision.period))
            return replace(decision, subject=str(there.id))
        case DecisionKind.WITHDRAWN:
            holding = [str(one.number) for one in taken.decisions.holding]
            if decision.subject not in holding:
                raise BaocaoError(texts.NO_DECISION.format(number=decision.subject))
        case DecisionKind.SET_ASIDE:
            return _file_set_aside(taken, decision)
    return decision


def _check_waiver(desk: Desk, taken: Taken, decision: Decision) -> None:
    """Refuse to waive what is no rule, and what asks for nothing in the unit's report."""
    assert decision.period
    rules = [rule.id for rule in desk.form(decision.period).rules]
    if decision.subject not in rules:
        raise BaocaoError(texts.NOT_A_RULE.format(code=decision.subject, codes=", ".join(rules)))
    history = _history(desk, taken, (decision.period,))
    standing = history.standings.get((decision.period, decision.unit))
    asked = {
        finding.code
        for version in (standing.versions if standing else ())
        for finding in version.findings
        if finding.severity is not Severity.NOTE
    }
    if decision.subject not in asked:
        said = texts.NOTHING_TO_WAIVE.format(
            code=decision.subject, unit=desk.unit(decision.unit).name, period=decision.period
        )
        raise BaocaoError(said)


def _check_standing(desk: Desk, taken: Taken, decision: Decision) -> None:
    """Refuse to excuse who is not late, and to stand in for who reported or never did."""
    assert decision.period
    history = _history(desk, taken, (decision.period,))
    standing = history.standings.get((decision.period, decision.unit))
    name = desk.unit(decision.unit).name
    if decision.kind is DecisionKind.EXCUSED:
        kind = standing.kind if standing else None
        said = {StandingKind.UNDECIDED: texts.UNDECIDED_YET, StandingKind.ON_TIME: texts.NOT_LATE}
        if kind is not StandingKind.LATE:
            words = said.get(kind, texts.NOT_REPORTED_YET) if kind else texts.NOT_REPORTED_YET
            raise BaocaoError(words.format(unit=name, period=decision.period))
        return
    before = [
        p
        for p, unit in history.standings
        if unit == decision.unit
        and p.kind is decision.period.kind
        and p < decision.period
        and history.in_force(p, unit)
    ]
    if standing is None or standing.in_force is not None or not before:
        raise BaocaoError(texts.NOTHING_TO_CARRY.format(unit=name, period=decision.period))


def _check_time(desk: Desk, taken: Taken, decision: Decision) -> None:
    versions = taken.versions.get((decision.period, decision.unit), ()) if decision.period else ()
    if not versions or decision.at is None or decision.period is None:
        name = desk.unit(decision.unit).name
        raise BaocaoError(texts.NOTHING_RECEIVED.format(unit=name, period=decision.period))
    usable = [v for v in versions if v.submission.valid] or list(versions)
    first = min(usable, key=lambda version: version.first_seen)
    seen, saved = first.first_seen, first.submission.saved_at
    window = desk.office.schedule.window(decision.period)
    early = datetime.combine(window[0], time(0), desk.office.schedule.zone)
    if saved and early < saved <= seen:
        early = saved
    if decision.at < early:
        raise BaocaoError(
            texts.TIME_TOO_EARLY.format(
                at=texts.instant(decision.at),
                early=texts.instant(early.astimezone(decision.at.tzinfo)),
            )
        )
    if decision.at > seen:
        raise BaocaoError(
            texts.TIME_AFTER_SEEN.format(
                at=texts.instant(decision.at),
                seen=texts.instant(seen.astimezone(decision.at.tzinfo)),
            )
        )


def _file_set_aside(taken: Taken, decision: Decision) -> Decision:
    """Find the newest file of that path below `collected/`; its copies are named beside it."""
    every = [v for versions in taken.versions.values() for v in versions] + [*taken.unplaced]
    wanted = decision.label.replace("\\", "/").removeprefix("collected/")
    named = " ".join(decision.label.split())  # a name may break lines, a message may not
    found = [v.submission for v in every if v.submission.file == wanted]
    if not found:  # as it stands on the screen, a citizen's number in it covered
        covered = [v.submission for v in every if masked(v.submission.file) == wanted]
        found = covered if len({one.sha256 for one in covered}) == 1 else []
    if not found:
        unread = any(finding.where.file == wanted for finding in taken.loose)
        said = texts.NEVER_READ if unread else texts.NO_SUCH_FILE
        raise BaocaoError(said.format(file=named))
    newest = found[-1]
    if taken.decisions.aside(newest.sha256):
        raise BaocaoError(texts.ASIDE_ALREADY.format(file=named))
    alike = {v.submission.file for v in every if v.submission.sha256 == newest.sha256}
    return replace(
        decision,
        subject=newest.sha256,
        label=", ".join((newest.file, *sorted(alike - {newest.file}))),
        unit=newest.unit or "",
        period=newest.period,
    )


def take_in(
    desk: Desk, ledger: Ledger, now: datetime, progress: Progress, *, note: bool = True
) -> Taken:
    """Scan `collected/`, read what was never read, and return all that was ever received.

    `note` says whether what is new is noted as received now.
    """
    inbox = unpack_all(scan(desk.collected))
    arrivals = inbox.arrivals
    before = ledger.sightings()
    known = {(s.file, s.sha256) for s in before}
    run = 1 + max((s.run for s in before), default=0)
    fresh = [
        (Sighting(a.file, a.sha256, now, a.mailed_at, run), a.content)
        for a in arrivals
        if (a.file, a.sha256) not in known
    ]
    if note:
        ledger.see(fresh)
    records = ledger.readings(desk.basis)
    seen = [*before, *(sighting for sighting, _ in fresh)]
    unread, lost = _unread(ledger, arrivals, records, seen)
    read = _read(desk, unread, progress)
    if read:
        ledger.remember_readings(desk.basis, read)
    records |= read
    submissions = {sha256: from_json(record) for sha256, record in records.items()}
    versions = [
        Version(replace_file(submissions[s.sha256], s.file), s.first_seen, s.mailed_at, s.run)
        for s in seen
        if s.sha256 in submissions
    ]
    decisions = ledger.decisions()
    placed, unplaced = _sorted_out(desk, versions, decisions)
    nobodys = {version.submission.sha256 for version in unplaced}
    new = {sighting.sha256 for sighting, _ in fresh}
    here = [replace_file(submissions[a.sha256], a.file) for a in arrivals]
    refused = [
        next(f for f in one.findings if f.severity is Severity.ERROR)
        for one in here
        if not one.valid and one.sha256 in new | nobodys and decisions.aside(one.sha256) is None
    ]
    loose = (*inbox.findings, *lost)
    newest = max((s.first_seen for s in before), default=now)
    says = {sha256: str(record["says"]) for sha256, record in records.items()}
    return Taken(
        versions=placed,
        unplaced=unplaced,
        loose=loose,
        refused=(*refused, *loose),
        here=here,
        repeated=_repeated(fresh, before, submissions),
        unusable=len(inbox.findings),
        noise=len(inbox.ignored),
        ahead=newest if newest > now else None,
        new=len(fresh),
        says=says,
        decisions=decisions,
    )


def _repeated(
    fresh: Sequence[tuple[Sighting, bytes]],
    before: Sequence[Sighting],
    submissions: Mapping[str, Submission],
) -> list[Submission]:
    """Return what came again under another name: it counts once, and may be the wrong file."""
    known, again = {sighting.sha256 for sighting in before}, []
    for sighting, _ in fresh:
        if sighting.sha256 in known and sighting.sha256 in submissions:
            again.append(replace_file(submissions[sighting.sha256], sighting.file))
        known.add(sighting.sha256)
    return again


def _count(taken: Taken, history: History) -> FileCount:
    """Count how each file in the folder was answered, what other reports say of it included."""
    judged = {
        one.sha256: one for standing in history.standings.values() for one in standing.versions
    }
    decisions = taken.decisions
    used = [
        judged.get(one.sha256, one) for one in taken.here if decisions.aside(one.sha256) is None
    ]
    doubtful = sum(
        s.valid and any(f.severity is Severity.WARNING for f in s.findings) for s in used
    )
    valid = sum(submission.valid for submission in used)
    replaced = {
        sha256
        for versions in taken.versions.values()
        for sha256 in _replaced(versions, judged, decisions)
    }
    return FileCount(
        accepted=valid - doubtful,
        warned=doubtful,
        refused=len(used) - valid + taken.unusable,
        ignored=taken.noise + len(taken.here) - len(used),
        replaced=sum(one.sha256 in replaced for one in used),
    )


def _replaced(
    versions: Sequence[Version], judged: Mapping[str, Submission], decisions: Decisions
) -> Iterator[str]:
    """Yield the hashes of what was not valid and has a valid one sent after it."""
    after = False
    for version in reversed(in_order(versions)):
        submission = judged.get(version.submission.sha256, version.submission)
        if not submission.valid and after:
            yield submission.sha256
        after = after or (submission.valid and decisions.aside(submission.sha256) is None)


def _unread(
    ledger: Ledger,
    arrivals: Iterable[Arrival],
    records: Mapping[str, object],
    seen: Iterable[Sighting],
) -> tuple[list[Arrival], list[Finding]]:
    """Return one arrival for each hash not read yet, from the folder or from the archive.

    What is in neither can no longer be read: that is said, never passed over.
    """
    here = {arrival.sha256: arrival for arrival in arrivals}
    unread: dict[str, Arrival] = {}
    lost: list[Finding] = []
    for sighting in seen:
        file, sha256 = sighting.file, sighting.sha256
        if sha256 in records or sha256 in unread:
            continue
        if sha256 in here:
            unread[sha256] = here[sha256]
        elif (content := ledger.archived(sha256)) is not None:
            unread[sha256] = Arrival(file, Path(file), content, sha256, len(content))
        else:
            message, action = texts.FILE_SENTENCES["F18"]
            lost.append(Finding("F18", Severity.ERROR, Where(file), message, action))
    return list(unread.values()), lost


def _read(
    desk: Desk, arrivals: Sequence[Arrival], progress: Progress
) -> dict[str, dict[str, object]]:
    """Read files in the supervised worker; a file that breaks it gets an answer too."""
    records: dict[str, dict[str, object]] = {}
    job = partial(read_record, forms=desk.forms, office=desk.office)
    answers = read_all(arrivals, job, workers=workers_for(len(arrivals)))
    for done, (arrival, outcome) in enumerate(answers, start=1):
        if isinstance(outcome, Failure):
            outcome = as_record(failed_submission(arrival.file, arrival.sha256, outcome.kind))
        records[arrival.sha256] = outcome
        progress(done, len(arrivals))
    return records


def replace_file(submission: Submission, file: str) -> Submission:
    """Return the same reading under the name a file has now."""
    if submission.file == file:
        return submission
    findings = tuple(replace(f, where=replace(f.where, file=file)) for f in submission.findings)
    return replace(submission, file=file, findings=findings)


def _sorted_out(
    desk: Desk, versions: Iterable[Version], decisions: Decisions
) -> tuple[dict[tuple[Period, str], list[Version]], list[Version]]:
    """Part what is a unit's report for a period from what could not be tied to any."""
    placed: dict[tuple[Period, str], list[Version]] = {}
    unplaced = []
    every = list(versions)
    newest = {version.submission.file: version for version in every}
    for version in every:
        submission = version.submission
        if _is_owed(desk, submission):
            assert submission.period and submission.unit
            placed.setdefault((submission.period, submission.unit), []).append(version)
        elif decision := decisions.aside(submission.sha256):
            unplaced.append(replace(version, submission=put_aside(submission, decision)))
        else:
            again = newest[submission.file]
            sent_again = again is not version and again.submission.valid
            unplaced.append(_noted(version) if sent_again else version)
    return placed, unplaced


def _is_owed(desk: Desk, submission: Submission) -> bool:
    """Tell whether a submission is a report that its unit owes for its period."""
    period = submission.period
    if period is None or period.kind not in desk.forms:
        return False
    same_kind = submission.form == desk.forms[period.kind].id
    return same_kind and submission.unit in {u.code for u in desk.office.reporters(period)}


def _noted(version: Version) -> Version:
    """Return a version whose file came whole under the same name later: it asks for nothing."""
    findings = tuple(
        replace(f, severity=Severity.NOTE, action=texts.REPLACED_SAME_NAME)
        for f in version.submission.findings
    )
    return replace(version, submission=replace(version.submission, findings=findings))


def _history(desk: Desk, taken: Taken, chosen: Iterable[Period]) -> History:
    """Decide every unit's standing in all periods that are known, asked for, or owed by these."""
    periods = {p for p, _ in taken.versions} | set(chosen)
    for period in tuple(periods):
        desk.form(period)
        if period.kind is not PeriodKind.WEEK:
            periods |= {
                *desk.office.schedule.weeks_ending(*desk.office.schedule.window(period)),
                *period.months,
            }
    return build_history(desk.office, desk.forms, taken.versions, taken.decisions, sorted(periods))


def _summary(desk: Desk, taken: Taken, history: History, period: Period, now: datetime) -> Summary:
    schedule = desk.office.schedule
    desk.form(period)
    stray = [v.submission for v in taken.unplaced if schedule.current(v.first_seen) == period]
    loose = taken.loose if schedule.current(now) == period else ()
    return summarise(period, history, stray, loose, now, taken.decisions.of(period))


def _current(desk: Desk, now: datetime) -> tuple[Period, ...]:
    """Return what is being collected now and owed by somebody, the week last.

    A month, half or year is being collected from its window's end until two weeks after it is due.
    """
    schedule, current = desk.office.schedule, []
    for kind in desk.forms:
        period = schedule.current(now, kind)
        collected = kind is PeriodKind.WEEK or now < schedule.deadline(period) + _COLLECTED
        if collected and desk.office.reporters(period):
            current.append(period)
    return tuple(reversed(current))


def _stale(
    desk: Desk,
    taken: Taken,
    merged: Mapping[Period, Made],
    making: Mapping[Period, Made],
    now: datetime,
) -> list[Period]:
    """Return the closed periods on which what was received or decided is no more what it was.

    Another signer or wording does not bring a closed period back: what was made of it stays.
    """
    schedule = desk.office.schedule
    today = now.astimezone(schedule.zone).date()
    closed = [p for p in {p for p, _ in taken.versions} if schedule.window(p)[1] < today]
    return sorted(
        (p for p in closed if p not in merged or merged[p].basis != making[p].basis),
        key=lambda p: (schedule.window(p)[1], p),
    )


def _outdated(
    merged: Mapping[Period, Made], making: Mapping[Period, Made], besides: Collection[Period]
) -> tuple[Period, ...]:
    """Return what was made under another configuration than it would be now, and never told so."""
    return tuple(
        period
        for period, made in sorted(merged.items())
        if period in making
        and period not in besides
        and making[period].configuration not in (made.configuration, made.told)
    )


def _making(desk: Desk, taken: Taken, asked: Collection[Period]) -> dict[Period, Made]:
    """Hash, in the order of time, all on which each period's report would be made now.

    It rests on what was received and decided about it, and about all that ended by its end.
    """
    facts = _facts(taken)
    ends = {period: desk.office.schedule.window(period)[1] for period in {*facts, *asked}}
    configurations, so_far = _configurations(desk), hashlib.sha256()
    found: dict[Period, Made] = {}
    in_time = sorted(ends, key=lambda period: (ends[period], period))
    for _, ended_together in groupby(in_time, key=ends.__getitem__):
        periods = list(ended_together)
        for fact in (fact for period in periods for fact in facts.get(period, ())):
            so_far.update(f"{fact}\n".encode())
        for period in periods:
            if period.kind in configurations:
                found[period] = Made(so_far.hexdigest(), configurations[period.kind])
    return found


def _configurations(desk: Desk) -> dict[PeriodKind, str]:
    """Hash what reports of each kind are made under: program, declarations, their wording."""
    declared, found = digest(__version__, desk.office, desk.forms), {}
    for kind in desk.forms:
        wording = desk.templates / kind.value / "report.md"
        found[kind] = digest(declared, wording.read_bytes() if wording.exists() else b"")
    return found


def _facts(taken: Taken) -> dict[Period, list[str]]:
    """Write down what was received and decided about each period; copies of a file count once."""
    arrived: dict[tuple[Period, str, str], datetime] = {}
    for (period, unit), versions in taken.versions.items():
        for version in versions:
            key = (period, unit, version.submission.sha256)
            arrived[key] = min(version.first_seen, arrived.get(key, version.first_seen))
    facts: dict[Period, list[str]] = {}
    for (period, unit, sha256), at in sorted(arrived.items()):
        line = f"{period} {unit} {sha256} {taken.says[sha256]} {at}"
        facts.setdefault(period, []).append(line)
    for period in sorted({one.period for one in taken.decisions.every if one.period}):
        facts.setdefault(period, []).extend(map(str, taken.decisions.of(period)))
    return facts
