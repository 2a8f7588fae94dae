"""The recipes. Each reads like the numbered list in the README.

- merge: scan, read what is new, remember, stand each unit, merge, word, write, prove, publish.
- templates: what earlier reports carry forward, one form per unit.
- status: scan, read what is new, stand each unit; nothing is recorded.
- check: read; nothing is recorded.
- issue: write with number and date, seal; correct: what an issued report would say otherwise now.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from difflib import get_close_matches
from functools import partial
from pathlib import Path

from pipeline import __version__, texts
from pipeline.config import find_office, load_forms, load_office
from pipeline.consolidate.history import History, build_history, put_aside
from pipeline.consolidate.merge import summarise, weeks_ending
from pipeline.consolidate.standing import Version
from pipeline.domain.decision import Decision, DecisionKind, Decisions
from pipeline.domain.figure import StandingKind, Summary
from pipeline.domain.finding import BaocaoError, Finding, Severity, Where
from pipeline.domain.form import Form
from pipeline.domain.issue import Correction, Issue, corrections, figures_of
from pipeline.domain.office import Office, Unit
from pipeline.domain.period import Period, PeriodKind
from pipeline.domain.returned import sent_back
from pipeline.domain.submission import Submission
from pipeline.intake.inbox import Arrival, Inbox, scan
from pipeline.intake.record import from_json, read_record, to_json
from pipeline.intake.submission import failed_submission
from pipeline.intake.unpack import unpack
from pipeline.intake.worker import Failure, read_all
from pipeline.ledger import Ledger, Sighting, open_ledger

_ANY_DAY = date(2023, 3, 1)  # windows and deadlines lie alike in every year
_COLLECTED = timedelta(days=14)  # how long after its deadline a long period is still awaited

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

    def form(self, period: Period) -> Form:
        """Return the form of a period's kind; BaocaoError when the office has none."""
        if period.kind not in self.forms:
            folder = self.templates / period.kind.value
            raise BaocaoError(texts.NO_FORM.format(period=period, folder=folder))
        return self.forms[period.kind]

    def unit(self, text: str) -> Unit:
        """Find a unit by its code; BaocaoError with the nearest code when there is none."""
        if unit := self.office.unit(text):
            return unit
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
    files: FileCount
    ahead: datetime | None  # when a file was seen that this run's clock has not come to yet


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


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run of merge or status found."""

    results: tuple[Result, ...]
    files: FileCount
    refused: tuple[Finding, ...]  # why files of no period shown here cannot be used, one each
    ripple: tuple[tuple[Issue, tuple[Correction, ...]], ...] = ()  # issued reports that changed
    touched: tuple[Issue, ...] = ()  # issued reports for which something arrived since
    unsealed: tuple[tuple[Issue, str, Path], ...] = ()  # issued files changed or gone; what is kept
    ahead: datetime | None = None  # an earlier run's clock, when this one's is behind it


def open_desk(start: Path) -> Desk:
    """Open the office at a folder or above it; BaocaoError lists every mistake it declares."""
    root = find_office(start)
    office = load_office(root / "config.toml")
    forms = load_forms(root / "input_templates")
    declared = [root / "config.toml", *sorted((root / "input_templates").glob("*/form*.toml"))]
    digest = hashlib.sha256(__version__.encode())
    for path in declared:
        digest.update(path.read_bytes())
    return Desk(root, office, forms, digest.hexdigest())


def closing_late(desk: Desk) -> tuple[str, ...]:
    """Name the kinds of period whose window is still open when their report is due."""
    kinds = [kind for kind in desk.forms if kind is not PeriodKind.WEEK]
    schedule = desk.office.schedule
    return tuple(
        texts.PERIOD_KINDS[kind.value]
        for kind in kinds
        if schedule.closes_late(Period.holding(_ANY_DAY, kind))
    )


def merge(desk: Desk, periods: Sequence[Period], now: datetime, progress: Progress) -> Outcome:
    """Bring `output/` up to date with `collected/`, for these periods or for all that changed."""
    # The reader's process takes its time to start; ours is used to load the writers.
    threading.Thread(target=_load_writers, daemon=True).start()
    with open_ledger(desk.collected, alone=True) as ledger:
        issued = ledger.issued()
        for period in periods:
            if period in issued:
                number = issued[period].number
                raise BaocaoError(texts.ALREADY_ISSUED.format(period=period, number=number))
        taken = take_in(desk, ledger, now, progress, record=True)
        chosen = periods or [
            period for period in _changed(desk, ledger, taken, now) if period not in issued
        ]
        history = _history(desk, ledger, taken, [*chosen, *issued])
        results = tuple(_merge_one(desk, ledger, taken, history, p, now) for p in chosen)
        ripple = tuple(
            (one, found)
            for period, one in issued.items()
            if (found := corrections(one, _summary(desk, ledger, taken, history, period, now)))
        )
        touched = tuple(one for one in issued.values() if _touched(one, taken, ledger.decisions()))
        refused = _of_none(taken.refused, results)
        unsealed = _unsealed(desk, ledger)
        return Outcome(results, taken.files, refused, ripple, touched, unsealed, taken.ahead)


def _unsealed(desk: Desk, ledger: Ledger) -> tuple[tuple[Issue, str, Path], ...]:
    """Return the issued files that no longer lie there as they were sealed."""
    return tuple(
        (issue, name, ledger.kept_at(sha256))
        for issue in ledger.issued().values()
        for name, sha256 in issue.files.items()
        if _hash_of(desk.output / str(issue.period) / name) != sha256
    )


def _hash_of(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _touched(issue: Issue, taken: Taken, decisions: Decisions) -> bool:
    """Tell whether a file or decision about an issued period came after it was issued."""
    came = any(
        version.first_seen > issue.issued_at
        for (period, _), versions in taken.versions.items()
        if period == issue.period
        for version in versions
    )
    return came or any(one.decided_at > issue.issued_at for one in decisions.of(issue.period))


def _of_none(refused: Iterable[Finding], results: Iterable[Result]) -> tuple[Finding, ...]:
    """Return why files cannot be used that no period shown speaks of: each file has its answer."""
    shown = {f.where.file for result in results for f in result.summary.findings}
    return tuple(finding for finding in refused if finding.where.file not in shown)


def issue(
    desk: Desk, period: Period, number: str, signed_on: date, by: str, now: datetime
) -> tuple[Written, ...]:
    """Write a report with its number and date, and seal it."""
    with open_ledger(desk.collected, alone=True) as ledger:
        if there := ledger.issued().get(period):
            raise BaocaoError(texts.ALREADY_ISSUED.format(period=period, number=there.number))
        taken = take_in(desk, ledger, now, lambda done, whole: None, record=True)
        history = _history(desk, ledger, taken, (period,))
        summary = _summary(desk, ledger, taken, history, period, now)
        _check_issue(ledger, summary, number, signed_on, now)
        files = _drawn(desk, summary, number=number, signed_on=signed_on)
        published = _put(ledger, desk.output / str(period), str(period), files, now)
        ledger.remember_merged(str(period), _inputs(desk, ledger, taken, period), now)
        sealed = Issue(
            id=0,
            period=period,
            number=number,
            signed_on=signed_on,
            by=by,
            issued_at=now,
            figures=figures_of(summary),
            files={name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
        )
        ledger.issue(sealed, files.values())
        return published


def _check_issue(
    ledger: Ledger, summary: Summary, number: str, signed_on: date, now: datetime
) -> None:
    """Refuse a number or date that cannot be, and a report of nobody's figures."""
    period, last_day = summary.period, summary.window[1]
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


def correct(desk: Desk, period: Period, why: str, now: datetime) -> tuple[Written, ...]:
    """Write the correction of an issued report: each figure that is another now, and why."""
    from pipeline.consolidate.narrative import word_report
    from pipeline.outputs.report_docx import build_correction

    with open_ledger(desk.collected, alone=True) as ledger:
        sealed = ledger.issued().get(period)
        if sealed is None:
            raise BaocaoError(texts.NOT_ISSUED.format(period=period))
        taken = take_in(desk, ledger, now, lambda done, whole: None, record=True)
        history = _history(desk, ledger, taken, (period,))
        summary = _summary(desk, ledger, taken, history, period, now)
        found = corrections(sealed, summary)
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
        corrected = replace(sealed, issued_at=now, figures=figures_of(summary), files=files)
        ledger.issue(corrected, (document,))
        return published


def _load_writers() -> None:
    from pipeline.outputs import report_docx, workbook_xlsx  # noqa: F401


def _merge_one(
    desk: Desk, ledger: Ledger, taken: Taken, history: History, period: Period, now: datetime
) -> Result:
    summary = _summary(desk, ledger, taken, history, period, now)
    files = _drawn(desk, summary)
    published = _put(ledger, desk.output / str(period), str(period), files, now)
    returned = _send_back(desk, ledger, summary, history, now)
    ledger.remember_merged(str(period), _inputs(desk, ledger, taken, period), now)
    return Result(summary, published, returned)


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
    """Tell how each unit stands, without recording or writing anything."""
    with open_ledger(desk.collected) as ledger:
        taken = take_in(desk, ledger, now, progress, record=False)
        chosen = periods or (desk.office.schedule.current(now),)
        history = _history(desk, ledger, taken, chosen)
        issued = ledger.issued()
        results = tuple(
            Result(_summary(desk, ledger, taken, history, p, now), (), issued=issued.get(p))
            for p in chosen
        )
        refused, unsealed = _of_none(taken.refused, results), _unsealed(desk, ledger)
        return Outcome(results, taken.files, refused, unsealed=unsealed, ahead=taken.ahead)


def check(desk: Desk, paths: Sequence[Path], progress: Progress) -> tuple[Submission, ...]:
    """Read files and say what is wrong in them; nothing is recorded."""
    arrivals = []
    for path in paths:
        try:
            content = path.read_bytes()
        except OSError as error:
            raise BaocaoError(texts.CANNOT_OPEN.format(path=path)) from error
        digest = hashlib.sha256(content).hexdigest()
        arrivals.append(Arrival(path.name, path, content, digest, len(content)))
    read = _read(desk, arrivals, progress)
    return tuple(
        replace_file(from_json(read[arrival.sha256]), arrival.file) for arrival in arrivals
    )


def distribute(desk: Desk, period: Period, now: datetime) -> tuple[Written, ...]:
    """Write one form per unit, and the blank master, with what earlier reports carry forward."""
    from pipeline.outputs.form_xlsx import build_form

    form = desk.form(period)
    with open_ledger(desk.collected, alone=True) as ledger:
        taken = take_in(desk, ledger, now, lambda done, whole: None, record=False)
        history = _history(desk, ledger, taken, (period,))
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
        taken = take_in(desk, ledger, now, lambda done, whole: None, record=True)
        return ledger.decide(_checked(desk, ledger, taken, decision))


def _checked(desk: Desk, ledger: Ledger, taken: Taken, decision: Decision) -> Decision:
    """Return a decision with its subject found."""
    if not (decision.by.strip() and decision.why.strip()):
        raise BaocaoError(texts.WHO_AND_WHY)
    match decision.kind:
        case DecisionKind.RECEIVED:
            _check_time(desk, taken, decision)
        case DecisionKind.WAIVED:
            form = desk.form(decision.period) if decision.period else None
            rules = [rule.id for rule in form.rules] if form else []
            if decision.subject not in rules:
                raise BaocaoError(
                    texts.NOT_A_RULE.format(code=decision.subject, codes=", ".join(rules))
                )
        case DecisionKind.EXCUSED | DecisionKind.CARRIED:
            _check_standing(desk, ledger, taken, decision)
        case DecisionKind.REOPENED:
            there = ledger.issued().get(decision.period) if decision.period else None
            if there is None:
                raise BaocaoError(texts.NOT_ISSUED.format(period=decision.period))
            return replace(decision, subject=str(there.id))
        case DecisionKind.WITHDRAWN:
            numbers = [str(one.number) for one in ledger.decisions().every]
            if decision.subject not in numbers:
                raise BaocaoError(texts.NO_DECISION.format(number=decision.subject))
        case DecisionKind.SET_ASIDE:
            return _file_set_aside(taken, decision)
    return decision


def _check_standing(desk: Desk, ledger: Ledger, taken: Taken, decision: Decision) -> None:
    """Refuse to excuse who is not late, and to stand in for who reported or never did."""
    assert decision.period
    history = _history(desk, ledger, taken, (decision.period,))
    standing = history.standings.get((decision.period, decision.unit))
    name = desk.unit(decision.unit).name
    if decision.kind is DecisionKind.EXCUSED:
        if standing is None or standing.kind not in (StandingKind.LATE, StandingKind.UNDECIDED):
            raise BaocaoError(texts.NOT_LATE.format(unit=name, period=decision.period))
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
    """Find the newest file of that path below `collected/`."""
    every = [v for versions in taken.versions.values() for v in versions] + [*taken.unplaced]
    wanted = decision.label.replace("\\", "/").removeprefix("collected/")
    found = [v.submission for v in every if v.submission.file == wanted]
    if not found:
        raise BaocaoError(texts.NO_SUCH_FILE.format(file=decision.label))
    newest = found[-1]
    return replace(
        decision,
        subject=newest.sha256,
        label=newest.file,
        unit=newest.unit or "",
        period=newest.period,
    )


def take_in(
    desk: Desk, ledger: Ledger, now: datetime, progress: Progress, *, record: bool
) -> Taken:
    """Scan `collected/`, read what was never read, and return all that was ever received."""
    inbox = scan(desk.collected)
    arrivals = [taken for arrival in inbox.arrivals for taken in unpack(arrival)]
    before = ledger.sightings()
    known = {(s.file, s.sha256) for s in before}
    run = 1 + max((s.run for s in before), default=0)
    fresh = [
        (Sighting(a.file, a.sha256, now, a.mailed_at, run), a.content)
        for a in arrivals
        if (a.file, a.sha256) not in known
    ]
    if record:
        ledger.see(fresh)
    records = ledger.readings(desk.basis)
    seen = [*before, *(sighting for sighting, _ in fresh)]
    unread, lost = _unread(ledger, arrivals, records, seen)
    read = _read(desk, unread, progress)
    if record and read:
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
    count = _count(here, inbox, decisions)
    ahead = newest if newest > now else None
    return Taken(placed, unplaced, loose, (*refused, *loose), count, ahead)


def _count(submissions: Sequence[Submission], inbox: Inbox, decisions: Decisions) -> FileCount:
    """Count how each file in the folder was answered."""
    used = [one for one in submissions if decisions.aside(one.sha256) is None]
    doubtful = sum(
        s.valid and any(f.severity is Severity.WARNING for f in s.findings) for s in used
    )
    valid = sum(submission.valid for submission in used)
    return FileCount(
        accepted=valid - doubtful,
        warned=doubtful,
        refused=len(used) - valid + len(inbox.findings),
        ignored=len(inbox.ignored) + len(submissions) - len(used),
    )


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
    for done, (arrival, outcome) in enumerate(read_all(arrivals, job), start=1):
        if isinstance(outcome, Failure):
            outcome = to_json(failed_submission(arrival.file, arrival.sha256, outcome.kind))
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


def _history(desk: Desk, ledger: Ledger, taken: Taken, chosen: Iterable[Period]) -> History:
    """Decide every unit's standing in all periods that are known, asked for, or owed by these."""
    periods = {p for p, _ in taken.versions} | set(chosen)
    for period in tuple(periods):
        desk.form(period)
        if period.kind is not PeriodKind.WEEK:
            periods |= {
                *weeks_ending(desk.office, *desk.office.schedule.window(period)),
                *(month for month in period.months if PeriodKind.MONTH in desk.forms),
            }
    decisions = ledger.decisions()
    return build_history(desk.office, desk.forms, taken.versions, decisions, sorted(periods))


def _summary(
    desk: Desk, ledger: Ledger, taken: Taken, history: History, period: Period, now: datetime
) -> Summary:
    schedule = desk.office.schedule
    desk.form(period)
    stray = [v.submission for v in taken.unplaced if schedule.current(v.first_seen) == period]
    loose = taken.loose if schedule.current(now) == period else ()
    decisions = ledger.decisions().of(period)
    return summarise(period, history, stray, loose, now, decisions)


def _changed(desk: Desk, ledger: Ledger, taken: Taken, now: datetime) -> tuple[Period, ...]:
    """Return what is being collected now, and all else whose inputs differ from its outputs'.

    A month, half or year is being collected from its window's end until two weeks after it is due.
    """
    schedule, merged = desk.office.schedule, ledger.merged()
    current = []
    for kind in desk.forms:
        period = schedule.current(now, kind)
        owed = desk.office.reporters(period)
        if kind is PeriodKind.WEEK or (owed and now < schedule.deadline(period) + _COLLECTED):
            current.append(period)
    candidates = sorted(
        {p for p, _ in taken.versions} - {*current}, key=lambda p: (schedule.window(p)[1], p)
    )
    stale = [
        p
        for p in candidates
        if schedule.window(p)[1] < now.astimezone(schedule.zone).date()
        and merged.get(str(p)) != _inputs(desk, ledger, taken, p)
    ]
    return (*stale, *reversed(current))


def _inputs(desk: Desk, ledger: Ledger, taken: Taken, period: Period) -> str:
    """Hash all that a period's report rests on: it, and everything before it."""
    wording = desk.templates / period.kind.value / "report.md"
    facts = [desk.basis, wording.read_text(encoding="utf-8-sig") if wording.exists() else ""]
    schedule = desk.office.schedule
    last_day = schedule.window(period)[1]
    for (p, unit), versions in sorted(taken.versions.items()):
        if schedule.window(p)[1] <= last_day:
            facts += [f"{p} {unit} {v.submission.sha256} {v.first_seen}" for v in versions]
    decisions, periods = ledger.decisions(), {p for p, _ in taken.versions} | {period}
    before = [p for p in periods if schedule.window(p)[1] <= last_day]
    facts += sorted({str(one) for p in before for one in decisions.of(p)})
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()
