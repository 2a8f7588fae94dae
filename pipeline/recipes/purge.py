"""A file that came by mistake, with citizens' data in it, is forgotten: all but hash and reason.

It is the one way in which something received is ever deleted. The same bytes are turned back when
they come again. What was drawn from the file is named, to be made again; what cannot be reached is
named too: sealed documents, damaged ledgers, copies that somebody carried elsewhere.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pipeline import texts
from pipeline.domain.decision import Decision, DecisionKind
from pipeline.domain.finding import BaocaoError
from pipeline.domain.period import Period
from pipeline.intake.inbox import Arrival, Lying, lying, scan
from pipeline.intake.unpack import unpack_all
from pipeline.ledger.forget import SHORT
from pipeline.ledger.ledger import Ledger, open_ledger
from pipeline.personal import masked
from pipeline.recipes.desk import Desk
from pipeline.recipes.footing import forget as forget_last_merge
from pipeline.recipes.judge import history_of
from pipeline.recipes.manifest import inputs_of
from pipeline.recipes.receive import take_in
from pipeline.recipes.write import report_name

_AT_ONCE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Purged:
    """What was forgotten, and what is left to do."""

    decisions: tuple[Decision, ...]
    deleted: int  # files below collected/
    drawn_from: tuple[Path, ...]  # folders of outputs that are to be made again
    issued: tuple[Period, ...]  # sealed with it; what is sealed stays
    remains: tuple[Path, ...]  # what holds something of it and could not be cleared


@dataclass(frozen=True, slots=True)
class _Meant:
    """The files that are meant, by hash, and every file below collected/ that holds one."""

    hashes: frozenset[str]
    paths: tuple[Path, ...]


def purge(desk: Desk, named: str, by: str, why: str, now: datetime) -> Purged:
    """Forget a file, and each that it holds; BaocaoError when there is none, or it is held open."""
    if not (by.strip() and why.strip()):
        raise BaocaoError(texts.screen.WHO_AND_WHY)
    with open_ledger(desk.collected, alone=True) as ledger:
        meant = _meant(desk, ledger, named)
        taken = take_in(desk, ledger, now, lambda done, whole: None)  # what lies beside it is kept
        whose = {
            one.sha256: (one.unit or "", one.period)
            for one in taken.every
            if one.sha256 in meant.hashes
        }
        history = history_of(desk, taken, ())
        resting = {
            period
            for period in {*ledger.merged(), *(p for _, p in whose.values() if p)}
            if period.kind in desk.forms
            and (
                meant.hashes & inputs_of(history, period).keys()
                or any(period == own for _, own in whose.values())
            )
        }
        issued = {
            period: one for period, one in ledger.issued().items() if meant.hashes & {*one.inputs}
        }
        decisions = [
            Decision(
                number=0,
                kind=DecisionKind.PURGED,
                unit=whose.get(sha256, ("", None))[0],
                period=whose.get(sha256, ("", None))[1],
                subject=sha256,
                label=sha256[:SHORT],
                at=None,
                by=by,
                why=masked(why),
                decided_at=now,
            )
            for sha256 in sorted(meant.hashes)
            if not taken.decisions.purged(sha256)  # it came again, and goes again
        ]
        _delete(meant.paths)
        forget_last_merge(desk.collected)  # its screen may quote what a file says
        drafts = _drafts(desk, ledger, resting - issued.keys())
        written = ledger.forget(meant.hashes, decisions, drafts)
        return Purged(
            decisions=written,
            deleted=len(meant.paths),
            drawn_from=tuple(
                folder
                for period in sorted(resting - issued.keys())
                if (folder := desk.output / str(period)).is_dir()
            ),
            issued=tuple(sorted(issued)),
            remains=(
                *ledger.not_clearable(),
                *_edited(desk, ledger, resting - issued.keys(), drafts),
            ),
        )


def _meant(desk: Desk, ledger: Ledger, named: str) -> _Meant:
    """Find a file by its path below collected/, with all that it holds, or by its hash."""
    wanted = named.replace("\\", "/").removeprefix("collected/")
    said = texts.screen.NO_SUCH_FILE.format(file=" ".join(named.split()))
    there = list(lying(desk.collected))
    inside = unpack_all(scan(desk.collected)).arrivals
    hashes = {one.sha256 for one in inside if wanted in (one.file, _outer(desk, one))}
    hashes |= {sha256 for one in there if one.file == wanted and (sha256 := _hash(one.path))}
    seen = ledger.sightings()
    if not hashes:  # it lies there no more: the ledger may still know it
        covered = masked(wanted)
        alike = {
            one.sha256 for one in seen if one.file == covered or one.file.startswith(f"{covered}/")
        }
        hashes = alike if covered == wanted else set()
        hashes |= {one.sha256 for one in seen if one.sha256 == wanted.lower()}
    if not hashes:
        raise BaocaoError(said)
    return _Meant(frozenset(hashes), tuple(_holding(desk, hashes, there, inside)))


def _outer(desk: Desk, one: Arrival) -> str:
    """Return the path below collected/ of the file that lies there."""
    return one.path.relative_to(desk.collected).as_posix()


def _holding(
    desk: Desk, hashes: Collection[str], there: Iterable[Lying], inside: Iterable[Arrival]
) -> Iterator[Path]:
    """Yield every file that is one of these bytes, or holds them."""
    holders = {one.path for one in inside if one.sha256 in hashes}
    for one in there:
        if one.path in holders or _hash(one.path) in hashes:
            yield one.path


def _hash(path: Path) -> str:
    """Hash a file however large it is; "" where it cannot be read."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as stream:
            while part := stream.read(_AT_ONCE):
                digest.update(part)
    except OSError:
        return ""
    return digest.hexdigest()


def _delete(paths: Iterable[Path]) -> None:
    """Delete files before anything else is done, so that one held open stops it all."""
    for path in paths:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise BaocaoError(texts.purge.CANNOT_DELETE.format(file=path.name)) from error


def _drafts(desk: Desk, ledger: Ledger, periods: Iterable[Period]) -> tuple[str, ...]:
    """Return the kept drawings of reports that nobody edited: they are drawn again."""
    found = []
    for period in periods:
        path = f"{period}/{report_name(period)}"
        there, drawn = _hash(desk.output / path), ledger.drawing(path, "")
        if not there or (drawn and hashlib.sha256(drawn).hexdigest() == there):
            found.append(path)
    return tuple(found)


def _edited(
    desk: Desk, ledger: Ledger, periods: Iterable[Period], drafts: Collection[str]
) -> Iterator[Path]:
    """Yield the reports that somebody edited, whose words are no more ours alone."""
    for period in sorted(periods):
        path = f"{period}/{report_name(period)}"
        if path not in drafts:
            yield desk.output / path
