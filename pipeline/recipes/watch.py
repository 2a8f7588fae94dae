"""Keep an eye on `collected/`: what arrives is noted at its true time, read at once, and answered.

A file has arrived when it was there first as it is now: one that is still being copied, or that
somebody holds open, is waited for, and once it is whole it counts from when it was first seen so.
That is a bound from above, as every time of a run is: who drops a file into the folder may have
received it long before, so nobody becomes late by having been watched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from pipeline.domain.finding import BaocaoError, Finding
from pipeline.domain.standing import Standing
from pipeline.domain.submission import Submission
from pipeline.intake.inbox import Arrival, Inbox, Lying, lying, take
from pipeline.intake.unpack import unpack
from pipeline.ledger.ledger import Ledger, Sighting, open_ledger
from pipeline.personal import masked
from pipeline.recipes.check import judged_of
from pipeline.recipes.desk import Desk
from pipeline.recipes.judge import history_of
from pipeline.recipes.receive import replace_file, take_in, without_purged

_IN_MOTION = {"F04", "F05"}  # held open by somebody, or changed while it was read


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """A file that arrived while it was watched for, and what is said of it."""

    file: str
    at: datetime
    submission: Submission | None = None  # None: it was never read
    finding: Finding | None = None  # why it was not
    standing: Standing | None = None  # of its unit, now
    again: bool = False  # known to the last byte under another name


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that somebody holds open, or a folder that cannot be reached: told once."""

    file: str  # "" for the folder
    why: str = ""  # where another run, or the disk, keeps the ledger from being written


Told = Came | Waiting


@dataclass(frozen=True, slots=True)
class _Whole:
    """A file that stayed as it is, with when it was first seen so."""

    lies: Lying
    since: datetime


@dataclass
class _Eye:
    """What was seen of the folder so far: what is known, what is being waited for."""

    since: dict[str, tuple[tuple[int, int], datetime]] = field(default_factory=dict)
    answered: dict[str, tuple[int, int]] = field(default_factory=dict)
    waited_for: set[str] = field(default_factory=set)

    def settled(self, there: Sequence[Lying], now: datetime) -> list[_Whole]:
        """Return what is new and lies there as it did when looked at before."""
        found = []
        for one in there:
            if self.answered.get(one.file) == one.signature:
                continue
            before = self.since.get(one.file)
            if before and before[0] == one.signature:
                found.append(_Whole(one, before[1]))
            else:
                self.since[one.file] = one.signature, now
        return found

    def forget(self, one: Lying) -> None:
        """Take a file as answered, until other bytes lie in its place."""
        self.answered[one.file] = one.signature
        self.since.pop(one.file, None)
        self.waited_for.discard(one.file)

    def tell_once(self, file: str, why: str = "") -> Iterator[Waiting]:
        """Yield that something is waited for, if that was not said yet."""
        if (file or why) not in self.waited_for:
            self.waited_for.add(file or why)
            yield Waiting(file, why)


def watch(
    desk: Desk,
    clock: Callable[[], datetime],
    sleep: Callable[[], None],
    goes_on: Callable[[], bool],
) -> Iterator[Told]:
    """Yield what arrives, look by look, until `goes_on` says no; `sleep` rests between two looks.

    A share that is gone for a while, or another run at work, is waited for as well.
    """
    eye = _Eye()
    while True:
        yield from _looked(desk, eye, clock())
        if not goes_on():
            return
        sleep()


def _looked(desk: Desk, eye: _Eye, now: datetime) -> Iterator[Told]:
    try:
        whole = eye.settled(list(lying(desk.collected)), now)
    except OSError:
        yield from eye.tell_once("")
        return
    eye.waited_for.discard("")
    taken = [(one, _taken(one.lies)) for one in whole]
    for one, found in taken:
        if found is None:
            yield from eye.tell_once(one.lies.file)
    opened = [(one, found) for one, found in taken if found is not None]
    if not opened:
        return
    try:
        told = _received(desk, opened, now)
    except BaocaoError as error:  # another run is at work: these are looked at again
        yield from eye.tell_once("", str(error))
        return
    for one, _ in opened:
        eye.forget(one.lies)
    yield from told


def _taken(one: Lying) -> Inbox | None:
    """Open a file; None while it is in motion."""
    found = take(one.path, one.file)
    if isinstance(found, Finding):
        return None if found.code in _IN_MOTION else Inbox((), (found,), ())
    return unpack(found)


def _received(desk: Desk, opened: Sequence[tuple[_Whole, Inbox]], now: datetime) -> list[Told]:
    """Note what arrived and when, read it, and say what became of each."""
    with open_ledger(desk.collected, alone=True) as ledger:
        decisions = ledger.decisions()
        opened = [(one, without_purged(inbox, decisions)) for one, inbox in opened]
        known = {(one.file, one.sha256) for one in ledger.sightings()}
        hashes = {sha256 for _, sha256 in known}
        in_time = sorted(opened, key=lambda one: one[0].since)
        for since, together in groupby(in_time, key=lambda one: one[0].since):
            _note(ledger, (one for _, inbox in together for one in inbox.arrivals), since)
        taken = take_in(desk, ledger, now, lambda done, whole: None, note=False)
    standings = history_of(desk, taken, ()).standings
    judged, told = judged_of(taken, standings.values()), list[Told]()
    for one, inbox in in_time:
        for arrival in inbox.arrivals:
            file = masked(arrival.file)
            if (file, arrival.sha256) in known or arrival.sha256 not in judged:
                continue
            read = replace_file(judged[arrival.sha256], file)
            key = read.period, read.unit
            told.append(
                Came(
                    file=file,
                    at=one.since,
                    submission=read,
                    standing=standings.get((key[0], key[1])) if key[0] and key[1] else None,
                    again=arrival.sha256 in hashes,
                )
            )
            hashes.add(arrival.sha256)
        told += [Came(file=masked(f.where.file), at=one.since, finding=f) for f in inbox.findings]
    return told


def _note(ledger: Ledger, arrivals: Iterable[Arrival], since: datetime) -> None:
    ledger.see(
        (Sighting(masked(one.file), one.sha256, since, one.mailed_at), one.content)
        for one in arrivals
    )
