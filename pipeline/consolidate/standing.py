"""Which version is in force, and whether it came in time, by evidence.

A report arrived after its file was last saved and before it was first seen in `collected/`, or
before the mail that brought it reached our server. Where the deadline lies between the two, nobody
is guessed late: a named person enters the time.

The same bytes count once, where they were first seen: a copy, or a file moved to another folder,
is no new version.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from pipeline import texts
from pipeline.domain.finding import Finding, Where
from pipeline.domain.office import Unit
from pipeline.domain.standing import Standing, StandingKind
from pipeline.domain.submission import Submission

_ANY_TIME = (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))


@dataclass(frozen=True, slots=True)
class Version:
    """A submission and when it was first seen."""

    submission: Submission
    first_seen: datetime
    mailed_at: datetime | None = None  # when the mail that brought it says it reached our server
    run: int = 0  # the run that first saw it, counted: clocks may be set back, runs go on
    set_aside: bool = False  # a named person said it is not to be used


def in_order(versions: Sequence[Version]) -> tuple[Version, ...]:
    """Sort versions from oldest to newest; copies of the same bytes count once.

    Runs come in their order; within one, what was surely saved before another comes before it, and
    where nobody knows, the names of the files decide.
    """
    runs: dict[tuple[int, datetime], list[Version]] = {}
    for version in sorted(versions, key=lambda v: (v.run, v.first_seen, v.submission.file)):
        runs.setdefault((version.run, version.first_seen), []).append(version)
    first: dict[str, Version] = {}
    for run in runs.values():
        for version in _by_saving(run):
            first.setdefault(version.submission.sha256, version)
    return tuple(first.values())


def _by_saving(named: list[Version]) -> Iterator[Version]:
    """Yield each version once all are out that were surely saved before it."""
    left = [(version, _saved(version)) for version in named]
    while left:
        bound = min(latest for _, (_, latest) in left)
        at = next(at for at, (_, (earliest, _)) in enumerate(left) if earliest <= bound)
        yield left.pop(at)[0]


def _saved(version: Version) -> tuple[datetime, datetime]:
    """Return between which instants a version was saved.

    A clock that runs ahead saves "after" the file was seen: that, like none, is no evidence.
    """
    saved = version.submission.saved
    return saved if saved and saved[0] <= version.first_seen else _ANY_TIME


def _surely_saved_before(one: Version, other: Version) -> bool:
    return _saved(one)[1] < _saved(other)[0]


def stand(
    unit: Unit,
    versions: Sequence[Version],
    deadline: datetime,
    entered: datetime | None,
    opens: datetime | None = None,
    ready: datetime | None = None,
) -> Standing:
    """Decide one unit's standing in one period; `entered` is the time a named person gave.

    Figures come from the last valid version; punctuality is that of the first valid one, so a
    later correction does not make a punctual unit late. `opens` is the window's first instant: no
    report of the period came before it, whatever a mail says. What was finished before `ready`
    cannot tell of the whole window.
    """
    ordered = in_order(versions)
    usable_copies = [version for version in versions if not version.set_aside]
    usable = [version for version in ordered if not version.set_aside]
    valid = [version for version in usable if version.submission.valid]
    if not valid:
        kind = StandingKind.INVALID if usable else StandingKind.MISSING
        return _standing(unit, kind, ordered)
    earliest, latest = (entered, entered) if entered else _arrival(valid, usable_copies, opens)
    kind = _punctuality(earliest, latest, deadline)
    return replace(
        _standing(unit, kind, ordered),
        doubts=tuple(_doubts(valid, deadline, opens, ready)),
        earliest=earliest,
        latest=latest,
        late_by=earliest - deadline if kind is StandingKind.LATE and earliest else None,
        in_force=valid[-1].submission,
        came=(valid[-1].run, valid[-1].first_seen),
        nothing_arose=valid[-1].submission.none_declared,
    )


def _standing(unit: Unit, kind: StandingKind, versions: Sequence[Version]) -> Standing:
    return Standing(
        unit=unit,
        kind=kind,
        earliest=None,
        latest=max((v.first_seen for v in versions if not v.set_aside), default=None),
        late_by=None,
        decided_by="",
        excused="",
        carried=None,
        in_force=None,
        came=None,
        versions=tuple(v.submission for v in versions if not v.set_aside),
        aside=tuple(v.submission for v in versions if v.set_aside),
        nothing_arose=False,
        doubts=(),
    )


def _arrival(
    valid: Sequence[Version], copies: Sequence[Version], opens: datetime | None
) -> tuple[datetime | None, datetime]:
    """Return between which instants the first valid version came.

    Which of one run was the first, nobody may know: so it is each of them. The same bytes, come
    once more in a mail, came when that mail did.
    """
    first = [v for v in valid if (v.run, v.first_seen) == (valid[0].run, valid[0].first_seen)]
    bytes_of = {version.submission.sha256 for version in first}
    earliest = min(_saved(version)[0] for version in first)
    latest = min(_came_by(v, opens) for v in copies if v.submission.sha256 in bytes_of)
    return None if earliest == _ANY_TIME[0] else earliest, latest


def _came_by(version: Version, opens: datetime | None) -> datetime:
    """Return when a version had come: its mail, where that can be, or the run that first saw it."""
    mailed = version.mailed_at
    evident = mailed and mailed <= version.first_seen and _can_be(version, mailed, opens)
    return mailed if mailed and evident else version.first_seen


def _can_be(version: Version, mailed: datetime, opens: datetime | None) -> bool:
    """Tell whether a mail's time can be: not before the file was saved, or the window opened."""
    return (opens is None or mailed >= opens) and mailed >= _saved(version)[0]


def _doubts(
    valid: Sequence[Version],
    deadline: datetime,
    opens: datetime | None,
    ready: datetime | None,
) -> Iterator[Finding]:
    """Ask where the order of versions, or a time, rests on evidence against evidence or on none."""
    newest, zone = valid[-1], deadline.tzinfo
    came = _came_by(newest, opens)
    if newest.mailed_at and not _can_be(newest, newest.mailed_at, opens):
        yield _asked("V03", newest, at=texts.numbers.instant(newest.mailed_at.astimezone(zone)))
    for older in valid[:-1][-1:]:
        late_again = came >= deadline and older.run != newest.run
        if late_again and not _writes_what_was_told(newest, older):
            yield _asked("V04", newest, other=older.submission.file)
        if older.run == newest.run:
            yield _together(valid)
        elif _surely_saved_before(newest, older):
            yield _asked("V02", newest, other=older.submission.file)
    finished = min(_saved(newest)[1], came)
    if ready and finished < ready:
        yield _asked("V06", newest, at=texts.numbers.instant(finished.astimezone(zone)))


def _writes_what_was_told(newest: Version, older: Version) -> bool:
    """Tell whether a version only puts in writing what was told of the one before."""
    before, after = ({row.key: row for row in v.submission.rows} for v in (older, newest))
    return bool(older.submission.amended) and all(
        key in before and before[key].count(column) == row.count(column)
        for key, row in after.items()
        for column in row.entries
    )


def _together(valid: Sequence[Version]) -> Finding:
    """Ask which of the versions that one run found is to be used."""
    newest = valid[-1]
    others = [version for version in valid[:-1] if version.run == newest.run]
    unknown = [version for version in others if not _surely_saved_before(version, newest)]
    said = ", ".join(version.submission.file for version in unknown or others[-1:])
    return _asked("V05" if unknown else "V01", newest, other=said)


def _asked(code: str, version: Version, **details: str) -> Finding:
    one = version.submission
    return replace(texts.findings.found(code, Where(one.file), **details), unit=one.unit)


def _punctuality(earliest: datetime | None, latest: datetime, deadline: datetime) -> StandingKind:
    if latest < deadline:  # "trước 09h": the deadline itself is too late
        return StandingKind.ON_TIME
    if earliest is not None and earliest >= deadline:
        return StandingKind.LATE
    return StandingKind.UNDECIDED
