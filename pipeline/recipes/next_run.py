"""What the same merge would find if nothing comes, and on what that rests; where it can be told."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from pipeline.domain.finding import BaocaoError
from pipeline.domain.period import Period
from pipeline.ledger.ledger import Ledger
from pipeline.recipes.desk import Desk, open_desk
from pipeline.recipes.folders import SENT_BACK
from pipeline.recipes.footing import (
    Footing,
    begin,
    ledger_state,
    made_in,
    program,
    received_in,
    time_on_disk,
)
from pipeline.recipes.holds import holds_until
from pipeline.recipes.listing import Found, Listing, listed, named
from pipeline.recipes.outcome import Next, Outcome, Result, of_no_period
from pipeline.recipes.receive import Taken
from pipeline.recipes.write import Written, report_name


@dataclass(frozen=True, slots=True)
class Begun:
    """A run that has read nothing yet but what is declared."""

    asked: tuple[Period, ...]  # the periods that were named
    now: datetime
    moment: int  # since when something may have been read, by the clock of the disk, in nanoseconds
    declared: tuple[str, ...]
    received: Listing


def begin_to_look(
    desk: Desk, declared: Iterable[str], periods: Sequence[Period], now: datetime
) -> Begun | None:
    """List what a run is about to read; None where that cannot be noted."""
    files = tuple(sorted(declared))
    try:
        moment = begin(desk.collected) - (time.monotonic_ns() - desk.opened)
        received = listed(desk.root, received_in(desk.root, files), moment)
    except OSError:  # no room, or a folder that is locked
        return None
    just_saved = received.fresh.keys() & set(map(named, files))
    if just_saved and not _is_as_read(desk):
        return None
    return Begun(tuple(periods), now, moment, files, received)


def _is_as_read(desk: Desk) -> bool:
    """Tell whether what is declared is as it was read, and not saved right after that."""
    try:
        again = open_desk(desk.root)
    except BaocaoError:
        return False
    return (again.register, again.forms) == (desk.register, desk.forms)


def next_run(
    desk: Desk,
    ledger: Ledger,
    begun: Begun | None,
    taken: Taken,
    outcome: Outcome,
    shown: Collection[Period],
) -> Next | None:
    """Say what the next run finds if nothing comes, of the periods it shows.

    None where it has to look itself: at what was locked or broke its reader, at what somebody
    edits, at a clock that was set back.
    """
    written = (one for result in outcome.results for one in _all_written(result))
    beside = any(one.beside for one in (*written, *outcome.unread))
    edited = any(result.kept for result in outcome.results)
    if begun is None or taken.passing or outcome.ahead or edited or beside:
        return None
    found = _settled(outcome, taken, shown)
    try:
        footing = _footing(desk, ledger, begun, {period for period, _ in taken.versions}, found)
    except OSError:  # what was made is gone again, or locked
        return None
    return Next(footing, found) if footing else None


def _all_written(result: Result) -> Iterator[Written]:
    yield from (*result.written, *result.returned.values(), *result.slips, *result.receipts)


def _settled(outcome: Outcome, taken: Taken, shown: Collection[Period]) -> Outcome:
    """Return what is found once all is as this run leaves it: nothing came, nothing was another."""
    results = tuple(
        replace(result, changed=()) for result in outcome.results if result.summary.period in shown
    )
    refused = of_no_period(taken.again, results)
    return replace(outcome, results=results, refused=refused, repeated=(), outdated=())


def _footing(
    desk: Desk, ledger: Ledger, begun: Begun, known: Collection[Period], found: Outcome
) -> Footing | None:
    """Return on what an outcome rests; None where somebody wrote into what was just made."""
    output = desk.output.name
    made = [result.summary.period for result in found.results if not result.issued]
    folders = (*(f"{output}/{period}" for period in made), f"{output}/{SENT_BACK}")
    sealed = tuple(
        f"{output}/{issue.period}/{name}"
        for issue in ledger.issued().values()
        for name in issue.files
    )

    def lying(since: int) -> Listing:
        files = _but_pdfs(made_in(desk.root, folders, sealed), output, made)
        return listed(desk.root, files, since)

    # All that changed in this run is looked at once; what changes from now on is told by its time.
    moment = time_on_disk(desk.collected)
    ours, there = lying(begun.moment), lying(moment)
    if ours.digest != there.digest or not _are_ours({**ours.fresh, **there.fresh}, output, ledger):
        return None
    shown = (result.summary.period for result in found.results)
    return Footing(
        asked=tuple(map(str, begun.asked)),
        since=begun.now.isoformat(),
        until=holds_until(desk, {*known, *shown}, begun.now).isoformat(),
        zone=desk.schedule.zone.key,
        program=program(),
        ledger=ledger_state(desk.collected),
        declared=begun.declared,
        folders=folders,
        sealed=sealed,
        received=begun.received,
        made=there,
    )


def _but_pdfs(files: Iterable[Found], output: str, made: Iterable[Period]) -> Iterator[Found]:
    """Leave out a PDF of a report as it was before: it is about to be taken away."""
    old = {f"{output}/{period}/{report_name(period).removesuffix('.docx')}.pdf" for period in made}
    yield from (one for one in files if one[0] not in old)


def _are_ours(fresh: Mapping[str, str], output: str, ledger: Ledger) -> bool:
    """Tell whether what changed in this run is as the program wrote it."""
    ours = {named(f"{output}/{path}"): hashes for path, hashes in ledger.outputs().items()}
    return all(content in ours.get(name, ()) for name, content in fresh.items())
