"""Which version is in force, and whether it came in time, by evidence.

A report arrived after its file was last saved and before it was first seen in `collected/`. Where
the deadline lies between the two, nobody is guessed late: a named person enters the time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from pipeline.domain.figure import Standing, StandingKind
from pipeline.domain.office import Unit
from pipeline.domain.submission import Submission


@dataclass(frozen=True, slots=True)
class Version:
    """A submission and when it was first seen."""

    submission: Submission
    first_seen: datetime
    set_aside: bool = False  # a named person said it is not to be used


def in_order(versions: Sequence[Version]) -> tuple[Version, ...]:
    """Sort versions from oldest to newest; copies of the same bytes count once."""
    ordered = sorted(
        versions,
        key=lambda v: (
            v.first_seen,
            v.submission.saved_at.timestamp() if v.submission.saved_at else 0.0,
            v.submission.file,
        ),
    )
    return tuple({v.submission.sha256: v for v in reversed(ordered)}.values())[::-1]


def stand(
    unit: Unit, versions: Sequence[Version], deadline: datetime, entered: datetime | None
) -> Standing:
    """Decide one unit's standing in one period; `entered` is the time a named person gave.

    Figures come from the last valid version; punctuality is that of the first valid one, so a
    later correction does not make a punctual unit late.
    """
    ordered = in_order(versions)
    usable = [version for version in ordered if not version.set_aside]
    valid = [version for version in usable if version.submission.valid]
    if not valid:
        kind = StandingKind.INVALID if usable else StandingKind.MISSING
        return _standing(unit, kind, ordered)
    first = valid[0]
    earliest, latest = _arrival(first, entered)
    kind = _punctuality(earliest, latest, deadline)
    return replace(
        _standing(unit, kind, ordered),
        earliest=earliest,
        latest=latest,
        late_by=earliest - deadline if kind is StandingKind.LATE and earliest else None,
        in_force=valid[-1].submission,
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
        versions=tuple(v.submission for v in versions if not v.set_aside),
        aside=tuple(v.submission for v in versions if v.set_aside),
        nothing_arose=False,
    )


def _arrival(version: Version, entered: datetime | None) -> tuple[datetime | None, datetime]:
    if entered:
        return entered, entered
    saved = version.submission.saved_at
    # A clock that runs ahead saves "after" the file was seen: no evidence at all.
    return (saved if saved and saved <= version.first_seen else None), version.first_seen


def _punctuality(earliest: datetime | None, latest: datetime, deadline: datetime) -> StandingKind:
    if latest < deadline:  # "trước 09h": the deadline itself is too late
        return StandingKind.ON_TIME
    if earliest is not None and earliest >= deadline:
        return StandingKind.LATE
    return StandingKind.UNDECIDED
