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
from datetime import datetime

from pipeline import texts
from pipeline.domain.finding import Finding, Where
from pipeline.domain.office import Unit
from pipeline.domain.standing import Standing, StandingKind
from pipeline.domain.submission import Submission


@dataclass(frozen=True, slots=True)
class Version:
    """A submission and when it was first seen."""

    submission: Submission
    first_seen: datetime
    mailed_at: datetime | None = None  # when the mail that brought it says it reached our server
    run: int = 0  # the run that first saw it, counted: clocks may be set back, runs go on
    set_aside: bool = False  # a named person said it is not to be used


def in_order(versions: Sequence[Version]) -> tuple[Version, ...]:
    """Sort versions from oldest to newest; copies of the same bytes count once."""
    ordered = sorted(versions, key=lambda v: (v.run, v.first_seen, _saved(v), v.submission.file))
    first: dict[str, Version] = {}
    for version in ordered:
        first.setdefault(version.submission.sha256, version)
    return tuple(first.values())


def _saved(version: Version) -> float:
    saved = version.submission.saved_at
    return saved.timestamp() if saved else 0.0


def stand(
    unit: Unit,
    versions: Sequence[Version],
    deadline: datetime,
    entered: datetime | None,
    opens: datetime | None = None,
) -> Standing:
    """Decide one unit's standing in one period; `entered` is the time a named person gave.

    Figures come from the last valid version; punctuality is that of the first valid one, so a
    later correction does not make a punctual unit late. `opens` is the window's first instant: no
    report of the period came before it, whatever a mail says.
    """
    ordered = in_order(versions)
    usable = [version for version in ordered if not version.set_aside]
    valid = [version for version in usable if version.submission.valid]
    if not valid:
        kind = StandingKind.INVALID if usable else StandingKind.MISSING
        return _standing(unit, kind, ordered)
    first = valid[0]
    earliest, latest = _arrival(first, entered, opens)
    kind = _punctuality(earliest, latest, deadline)
    return replace(
        _standing(unit, kind, ordered),
        doubts=tuple(_doubts(valid, deadline, opens)),
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
    version: Version, entered: datetime | None, opens: datetime | None
) -> tuple[datetime | None, datetime]:
    if entered:
        return entered, entered
    saved = version.submission.saved_at
    # A clock that runs ahead saves "after" the file was seen: no evidence at all.
    earliest = saved if saved and saved <= version.first_seen else None
    mailed = version.mailed_at
    if mailed and mailed <= version.first_seen and _can_be(version, mailed, opens):
        return earliest, mailed
    return earliest, version.first_seen


def _can_be(version: Version, mailed: datetime, opens: datetime | None) -> bool:
    """Tell whether a mail's time can be: after the file was saved, after the window opened."""
    saved = version.submission.saved_at
    seen_saved = saved if saved and saved <= version.first_seen else None
    return (opens is None or mailed >= opens) and (seen_saved is None or mailed >= seen_saved)


def _doubts(
    valid: Sequence[Version], deadline: datetime, opens: datetime | None
) -> Iterator[Finding]:
    """Ask where the order of versions, or a mail's time, rests on evidence against evidence."""
    newest = valid[-1]
    if newest.mailed_at and not _can_be(newest, newest.mailed_at, opens):
        yield _asked("V03", newest, at=texts.numbers.instant(newest.mailed_at))
    for older in valid[:-1][-1:]:
        if newest.first_seen >= deadline and older.run != newest.run:
            yield _asked("V04", newest, other=older.submission.file)
        if older.run == newest.run:
            yield _asked("V01", newest, other=older.submission.file)
        elif older.submission.saved_at and _saved(older) > _saved(newest) > 0:
            yield _asked("V02", newest, other=older.submission.file)


def _asked(code: str, version: Version, **details: str) -> Finding:
    one = version.submission
    return replace(texts.findings.found(code, Where(one.file), **details), unit=one.unit)


def _punctuality(earliest: datetime | None, latest: datetime, deadline: datetime) -> StandingKind:
    if latest < deadline:  # "trước 09h": the deadline itself is too late
        return StandingKind.ON_TIME
    if earliest is not None and earliest >= deadline:
        return StandingKind.LATE
    return StandingKind.UNDECIDED
