"""Scan `collected/`, read what was never read, and know all that was ever received."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from pipeline import texts
from pipeline.consolidate.history import History
from pipeline.consolidate.standing import Version
from pipeline.consolidate.stood import Answered, answered
from pipeline.domain.decision import Decisions
from pipeline.domain.finding import Finding, Severity, Where
from pipeline.domain.period import Period
from pipeline.domain.settle import put_aside, sent_again
from pipeline.domain.submission import Submission
from pipeline.intake.inbox import Arrival, Inbox, scan, turned_away
from pipeline.intake.kinds import is_heavy
from pipeline.intake.record import Unread, basis_of, from_json, read_record
from pipeline.intake.scans import Beside, is_asked_about, whose_copy
from pipeline.intake.unpack import unpack_all
from pipeline.intake.unread import failed_submission
from pipeline.intake.worker import Failure, read_all, workers_for
from pipeline.ledger.ledger import Ledger, Sighting
from pipeline.personal import COVER, masked
from pipeline.recipes.desk import Desk
from pipeline.recipes.known import covered, note_listed, recall_of

Progress = Callable[[int, int], None]  # files done, files in all
Records = dict[str, dict[str, Any]]  # what was read, by hash of the file

_AT_ONCE = 256  # files whose readings are kept in one transaction
_PASSING = {"F04", "F05"}  # of a file that was locked, or in motion
_RUNS = 3  # in which a file is tried that breaks its reader and no longer lies in the folder


@dataclass(frozen=True, slots=True, kw_only=True)
class FileCount:
    """How the files lying in `collected/` were answered; together they are all of them."""

    accepted: int
    warned: int  # used, and asked about
    refused: int
    ignored: int
    signed: int  # kept as the signed copy of a report
    replaced: int  # of those refused: their unit sent a valid one later

    @property
    def seen(self) -> int:
        """All files there."""
        return self.accepted + self.warned + self.refused + self.ignored + self.signed


@dataclass(frozen=True, slots=True)
class Taken:
    """Everything ever received, read, with what the scan itself found wrong."""

    versions: Mapping[tuple[Period, str], Sequence[Version]]  # by period and unit code
    signed: Mapping[tuple[Period, str], Sequence[str]]  # files of signed copies, oldest first
    slips: Sequence[Version]  # of points, that came back
    unplaced: Sequence[Version]  # could not be tied to a unit and a period of ours
    loose: Sequence[Finding]  # about files that were never read
    refused: Sequence[Finding]  # why files there cannot be used: new ones, nobody's, scans too
    again: Sequence[Finding]  # those of them that the next run says too
    passing: bool  # what was locked, lost or broke its reader may be found otherwise next time
    here: Sequence[Submission]  # what lies in the folder now, as read
    scans: Sequence[Submission]  # pictures and PDFs lying there, and mails that bring only these
    repeated: Sequence[Submission]  # new under their names, and known to the last byte
    unusable: int  # files lying there that were never read
    noise: int
    ahead: datetime | None  # when a file was seen that this run's clock has not come to yet
    new: int  # files never seen before
    says: Mapping[str, str]  # by hash of the file: hash of what a report takes from it
    decisions: Decisions  # all that were taken before
    looked: Mapping[Period, tuple[str, str]]  # what is kept of looking back, and on what it rests

    def signed_of(self, period: Period) -> dict[str, str]:
        """Return the newest signed copy of each unit's report of a period, by the unit's code."""
        return {unit: files[-1] for (one, unit), files in self.signed.items() if one == period}

    @property
    def objections(self) -> tuple[Submission, ...]:
        """Return each unit's newest objection to its points that nobody decided about yet."""
        newest: dict[tuple[Period | None, str | None], Submission] = {}
        for one in (version.submission for version in self.slips):
            if one.objection:
                newest[one.period, one.unit] = one
        return tuple(one for one in newest.values() if not self.decisions.answered(one.sha256))

    @property
    def every(self) -> Iterator[Submission]:
        """Yield all that was ever received, whosever it is."""
        placed = (version for versions in self.versions.values() for version in versions)
        return (version.submission for version in chain(placed, self.unplaced))


def take_in(
    desk: Desk,
    ledger: Ledger,
    now: datetime,
    progress: Progress,
    *,
    note: bool = True,
    besides: Sequence[Arrival] = (),
    executor: str = "",
    since: int | None = None,
) -> Taken:
    """Scan `collected/`, read what was never read, and return all that was ever received.

    `note` says whether what is new is noted as received now; `besides` are files that lie
    elsewhere, taken as if they lay there too; `executor` is the cluster that reads, if one does.
    `since` is when the run began, by the clock of the disk in nanoseconds: what is opened and had
    not been changed by then is noted as known by its listing.
    """
    decisions, before = ledger.decisions(), ledger.sightings()
    known = {(s.file, s.sha256) for s in before}
    standing = _standing_readings(desk, ledger)
    as_form = {sha256 for sha256, record in standing.items() if record.get("form")}
    recall = recall_of(ledger, desk.collected, as_form, known)

    def set_down(one: Arrival) -> Arrival:
        """Archive what came and is new; what is archived is held no longer."""
        if not note or decisions.purged(one.sha256):
            return one
        if (covered(one.file, one.sha256, known), one.sha256) not in known:
            ledger.keep(one.content)
        elif one.sha256 not in standing and ledger.archived(one.sha256) is None:
            return one  # it is to be read, and lies nowhere else
        return replace(one, content=b"")

    found = unpack_all(scan(desk.collected, recall), as_form, set_down)
    inbox = without_purged(found, decisions)
    lying = {(one.file, one.sha256) for one in inbox.files}
    files = (*inbox.files, *(a for a in besides if (a.file, a.sha256) not in lying))
    names = {one.file: covered(one.file, one.sha256, known) for one in files}
    arrivals = [one for one in files if isinstance(one, Arrival)]
    run = 1 + max((s.run for s in before), default=0)
    first = {(names[a.file], a.sha256): a for a in reversed(arrivals)}
    fresh = [
        Sighting(*key, now, a.mailed_at, run)
        for key, a in reversed(first.items())
        if key not in known
    ]
    if note:
        ledger.sighted(fresh)
    seen = [*before, *fresh]
    records, failed, lost, broke = _readings(
        desk, ledger, standing, arrivals, seen, progress, executor
    )
    submissions = {sha256: from_json(record, desk.forms) for sha256, record in records.items()}
    submissions |= failed
    if since is not None:
        read = {sha256 for sha256, one in submissions.items() if one.form}
        note_listed(ledger, desk.collected, inbox.files, read, since)
    versions = [
        Version(replace_file(submissions[s.sha256], s.file), s.first_seen, s.mailed_at, s.run)
        for s in seen
        if s.sha256 in submissions
    ]
    slips = [
        version
        for version in versions
        if version.submission.is_slip
        and version.submission.valid
        and decisions.aside(version.submission.sha256) is None
    ]
    forms = [one for one in versions if not one.submission.is_scan and one not in slips]
    placed, strays = _sorted_out(desk, forms, decisions)
    scans = _sort_scans(desk, versions, placed, decisions, {one.sha256 for one in files})
    strays = [one for one in strays if not scans.came_in(one.submission)]
    unplaced = [*strays, *scans.nobodys]
    nobodys = {version.submission.sha256 for version in unplaced}
    to_answer = nobodys | {sighting.sha256 for sighting in fresh}
    here = [replace_file(submissions[a.sha256], names[a.file]) for a in files]
    gone = [
        one for one in failed.values() if one.file not in names.values()
    ]  # read from the archive
    of_no_use = [
        one
        for one in (*here, *gone)
        if one.sha256 in to_answer
        and not one.valid
        and not one.is_scan
        and not scans.came_in(one)
        and decisions.aside(one.sha256) is None
    ]
    asked = [f for one in scans.nobodys for f in one.submission.findings[:1]]
    loose = (*inbox.findings, *lost)
    newest = max((s.first_seen for s in before), default=now)
    says = {sha256: str(record["says"]) for sha256, record in records.items()}
    return Taken(
        versions=placed,
        signed=scans.signed,
        slips=tuple(slips),
        unplaced=unplaced,
        loose=loose,
        refused=(*map(_why, of_no_use), *asked, *loose),
        again=(*(_why(one) for one in of_no_use if one.sha256 in nobodys), *asked, *loose),
        passing=bool(lost or broke or any(one.code in _PASSING for one in inbox.findings)),
        here=[one for one in here if not (one.is_scan or scans.came_in(one))],
        scans=tuple(one for one in here if one.is_scan or scans.came_in(one)),
        repeated=_repeated(fresh, before, submissions),
        unusable=len(inbox.findings),
        noise=len(inbox.ignored),
        ahead=newest if newest > now else None,
        new=len(fresh),
        says=says,
        decisions=decisions,
        looked=ledger.looked(),
    )


def _why(submission: Submission) -> Finding:
    """Return why a file cannot be used."""
    return next(f for f in submission.findings if f.severity is Severity.ERROR)


def without_purged(inbox: Inbox, decisions: Decisions) -> Inbox:
    """Turn back what was forgotten for good: it is neither read nor kept, and answered."""
    taken, answered = [], list(inbox.findings)
    for one in inbox.files:
        if purged := decisions.purged(one.sha256):
            said = {"by": purged.by, "why": purged.why}
            answered.append(turned_away("F24", masked(one.file), number=purged.number, **said))
        else:
            taken.append(one)
    return Inbox(tuple(taken), tuple(answered), inbox.ignored)


def _repeated(
    fresh: Sequence[Sighting],
    before: Sequence[Sighting],
    submissions: Mapping[str, Submission],
) -> list[Submission]:
    """Return what came again under another name: it counts once, and may be the wrong file."""
    known, again = {sighting.sha256 for sighting in before}, []
    for sighting in fresh:
        read = submissions.get(sighting.sha256)
        if sighting.sha256 in known and read and not (read.is_scan or read.is_slip):
            again.append(replace_file(submissions[sighting.sha256], sighting.file))
        known.add(sighting.sha256)
    return again


def refused_still(taken: Taken, history: History) -> tuple[Submission, ...]:
    """Return what lies there, cannot be used and was replaced by nothing that can."""
    refused = {one.sha256 for one in _used(taken, history) if not one.valid} - _replaced(history)
    judged = {
        one.sha256: one
        for key in history.standings
        if any(one.sha256 in refused for one in history.stood(*key).versions)
        for one in history.standings[key].versions
    }
    return tuple(judged.get(one.sha256, one) for one in taken.here if one.sha256 in refused)


def _used(taken: Taken, history: History) -> list[Answered]:
    """Say how what lies there and was not set aside is answered, by other reports too."""
    judged = {one.sha256: one for key in history.standings for one in history.stood(*key).versions}
    aside = taken.decisions.aside
    here = (one for one in taken.here if aside(one.sha256) is None)
    return [judged.get(one.sha256) or answered(one) for one in here]


def _replaced(history: History) -> set[str]:
    """Return the hashes of what cannot be used, and its unit sent something later that can."""
    return {sha256 for key in history.standings for sha256 in history.stood(*key).replaced}


def count_files(taken: Taken, history: History) -> FileCount:
    """Count how each file in the folder was answered, what other reports say of it included."""
    used = _used(taken, history)
    doubtful = sum(one.asked for one in used)
    valid = sum(one.valid for one in used)
    replaced = _replaced(history)
    asked = {version.submission.file for version in taken.unplaced}
    asked_about = sum(one.file in asked for one in taken.scans)
    whole = {f"{file}/" for files in taken.signed.values() for file in files}
    signed = sum(any(file.startswith(f"{one.file}/") for file in whole) for one in taken.scans)
    return FileCount(
        accepted=valid - doubtful,
        warned=doubtful + asked_about,
        refused=len(used) - valid + taken.unusable,
        ignored=taken.noise
        + (len(taken.here) - len(used))
        + (len(taken.scans) - signed - asked_about),
        signed=signed,
        replaced=sum(one.sha256 in replaced for one in used),
    )


def _standing_readings(desk: Desk, ledger: Ledger) -> Records:
    """Return what was read of each file, where it would be read alike today."""
    return {
        sha256: dict(record)
        for sha256, (basis, record) in ledger.readings().items()
        if basis == basis_of(record, desk.bases)
    }


def _readings(
    desk: Desk,
    ledger: Ledger,
    standing: Records,
    arrivals: Sequence[Arrival],
    seen: Sequence[Sighting],
    progress: Progress,
    executor: str,
) -> tuple[Records, dict[str, Submission], list[Finding], dict[str, str]]:
    """Return what files say, those that broke their reader, and what is said of lost ones.

    Last comes how those that broke it in this run did.
    A file that broke its reader is never taken as read: it is tried again in every run while it
    lies there, and in a few once it lies in the archive alone.
    """
    before = ledger.failures(desk.bases.whole)
    names = {sighting.sha256: sighting.file for sighting in seen}
    gone = names.keys() - {arrival.sha256 for arrival in arrivals}
    given_up = {
        sha256: kind for sha256, (kind, runs) in before.items() if sha256 in gone and runs >= _RUNS
    }
    unread, lost = _unread(ledger, arrivals, {*standing, *given_up}, seen)

    def keep(read: Records) -> None:
        ledger.remember_readings(
            {sha256: (basis_of(record, desk.bases), record) for sha256, record in read.items()}
        )

    read, broke = read_arrivals(desk, unread, progress, executor, keep, ledger.original)
    if broke:
        ledger.count_failures(desk.bases.whole, broke)
    failed = {
        sha256: failed_submission(names[sha256], sha256, kind)
        for sha256, kind in {**given_up, **broke}.items()
    }
    return standing | read, failed, lost, broke


def _unread(
    ledger: Ledger,
    arrivals: Iterable[Arrival],
    known: Collection[str],
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
        if sha256 in known or sha256 in unread:
            continue
        if sha256 in here:
            unread[sha256] = here[sha256]
        elif (content := ledger.archived(sha256)) is not None:
            unread[sha256] = Arrival(file, Path(file), b"", sha256, len(content))
        else:
            lost.append(texts.findings.found("F18", Where(file)))
    return list(unread.values()), lost


def read_arrivals(
    desk: Desk,
    arrivals: Sequence[Arrival],
    progress: Progress,
    executor: str = "",
    keep: Callable[[Records], None] = lambda read: None,
    original: Callable[[str], bytes] = lambda sha256: b"",
) -> tuple[Records, dict[str, str]]:
    """Read files in supervised processes: records by hash, and how the others broke theirs.

    `keep` is handed what was read, some hundred at a time: who is stopped midway reads the rest.
    What was set down is fetched from its `original` when its turn comes. Those that may take much
    memory come last, here, one after another: together they take no more of it than one.
    """
    records, broke = Records(), dict[str, str]()
    job = partial(read_record, forms=desk.forms, register=desk.register)
    heavy = list[Arrival]()

    def fetched(one: Arrival) -> Unread:
        return Unread(one.file, one.sha256, one.content or original(one.sha256))

    def light() -> Iterator[Unread]:
        for arrival in arrivals:
            one = fetched(arrival)
            if is_heavy(one.content):
                heavy.append(arrival)
            else:
                yield one

    if executor and arrivals:
        from pipeline.intake.cluster import read_on

        many = read_on(executor, light(), job)
    else:
        many = read_all(light(), job, workers=workers_for(len(arrivals)))
    answers = chain(many, read_all(map(fetched, heavy), job, workers=1))
    fresh = Records()
    for done, (unread, outcome) in enumerate(answers, start=1):
        if isinstance(outcome, Failure):
            broke[unread.sha256] = outcome.kind
        else:
            fresh[unread.sha256] = outcome
        if done % _AT_ONCE == 0 or done == len(arrivals):
            keep(fresh)
            records |= fresh
            fresh = Records()
        progress(done, len(arrivals))
    return records, broke


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
    owed: dict[tuple[str | None, Period | None, str | None], bool] = {}
    for version in every:
        submission = version.submission
        whose = submission.form, submission.period, submission.unit
        if whose not in owed:
            owed[whose] = _is_owed(desk, submission)
        if owed[whose]:
            assert submission.period and submission.unit
            placed.setdefault((submission.period, submission.unit), []).append(version)
        elif decision := decisions.aside(submission.sha256):
            unplaced.append(replace(version, submission=put_aside(submission, decision)))
        else:
            again = newest[submission.file]
            # Two names that look alike because a citizen is covered in both may be two files.
            known = COVER not in submission.file
            came_again = known and again is not version and again.submission.valid
            unplaced.append(
                replace(version, submission=sent_again(submission)) if came_again else version
            )
    return placed, unplaced


@dataclass(frozen=True, slots=True)
class _Scans:
    """The signed copies of reports, and those of which nobody can tell whose they are."""

    signed: Mapping[tuple[Period, str], Sequence[str]]
    nobodys: Sequence[Version]  # lying there now

    def came_in(self, one: Submission) -> bool:
        """Tell whether a .zip or mail brought signed copies and no form: nothing is wrong in it."""
        files = (file for files in self.signed.values() for file in files)
        return one.form is None and any(file.startswith(f"{one.file}/") for file in files)


def _sort_scans(
    desk: Desk,
    versions: Iterable[Version],
    placed: Mapping[tuple[Period, str], Sequence[Version]],
    decisions: Decisions,
    here: Collection[str],
) -> _Scans:
    """Put each signed scan with its report; those of nobody that lie there are asked about."""
    forms = [Beside(v.submission.file, whose) for whose, them in placed.items() for v in them]
    signed: dict[tuple[Period, str], list[str]] = {}
    nobodys: dict[str, Version] = {}
    for version in versions:
        one = version.submission
        if not one.is_scan or decisions.aside(one.sha256):
            continue
        day = version.first_seen.astimezone(desk.schedule.zone).date()
        whose = whose_copy(one.file, day, forms, desk.register)
        if whose and _owes(desk, *whose):
            signed.setdefault(whose, []).append(one.file)
            nobodys.pop(one.sha256, None)  # it was renamed as asked
        elif one.sha256 in here and is_asked_about(one.file, forms):
            nobodys[one.sha256] = version
    return _Scans(signed, tuple(nobodys.values()))


def _is_owed(desk: Desk, submission: Submission) -> bool:
    """Tell whether a submission is a report that its unit owes for its period."""
    period = submission.period
    if period is None or period.kind not in desk.forms:
        return False
    same_kind = submission.form == desk.forms[period.kind].id
    return same_kind and _owes(desk, period, submission.unit)


def _owes(desk: Desk, period: Period, unit: str | None) -> bool:
    """Tell whether a unit owes a period's report."""
    return desk.office(period).owes(period, unit)
