"""Draw how the office stands on one page, which also hands it over; nothing else is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from pipeline import texts
from pipeline.consolidate.history import History
from pipeline.consolidate.watched import (
    SOON,
    newest_on_plan,
    on_the_map,
    rate_seen,
    seen,
    tasks_near,
    to_come,
)
from pipeline.domain.decision import DecisionKind
from pipeline.domain.period import Period
from pipeline.domain.watched import Watched
from pipeline.ledger.ledger import Ledger, look_into
from pipeline.recipes.desk import Desk
from pipeline.recipes.folders import RECEIPTS, SENT_BACK, SLIPS
from pipeline.recipes.forms import SENT_OUT
from pipeline.recipes.judge import being_collected, history_of
from pipeline.recipes.look import found
from pipeline.recipes.outcome import Outcome
from pipeline.recipes.receive import Progress, Taken, take_in
from pipeline.recipes.remind import FOLDER as REMINDERS

NAME = "bang-theo-doi"
_FOLDERS = (SENT_OUT, REMINDERS, SENT_BACK, RECEIPTS, SLIPS)


def board(
    desk: Desk, period: Period | None, now: datetime, progress: Progress
) -> tuple[Path, Outcome]:
    """Write the board of all that is being collected, or of one period; returns its path."""
    from pipeline.outputs.board.page import build_board, is_ours
    from pipeline.outputs.publish import publish
    from pipeline.outputs.watched import board_of

    asked = (period,) if period else ()
    desk.must_owe(asked)
    with look_into(desk.collected) as ledger:
        taken = take_in(desk, ledger, now, progress, note=False)
        chosen = asked or being_collected(desk, now)
        known = sorted({one for one, _ in taken.versions})
        shown = on_the_map(known, asked or _in_hand(desk, known, chosen, now), desk.forms)
        history = history_of(desk, taken, {*chosen, *shown})
        outcome = found(desk, ledger, taken, history, chosen, now)
        watched = _watched(desk, ledger, taken, history, outcome, shown, now)
    name = f"{NAME}-{period}.html" if period else f"{NAME}.html"
    there = desk.output / name
    known_hashes = {name: is_ours(there.read_bytes())} if there.is_file() else {}
    page = {name: build_board(board_of(watched, SOON))}
    (written,) = publish(desk.output, page, known_hashes, within=desk.root)
    return written.path, outcome


def _in_hand(
    desk: Desk, known: Iterable[Period], chosen: Iterable[Period], now: datetime
) -> tuple[Period, ...]:
    """Return the newest period of each kind that is over, if it ever began: the map ends there."""
    begun = {period.kind for period in known}
    current = (desk.schedule.current(now, kind) for kind in desk.forms if kind in begun)
    owed = (period for period in current if desk.office(period).reporters(period))
    return tuple(dict.fromkeys((*chosen, *owed)))


def _watched(
    desk: Desk,
    ledger: Ledger,
    taken: Taken,
    history: History,
    outcome: Outcome,
    shown: Iterable[Period],
    now: datetime,
) -> Watched:
    schedule = desk.schedule
    now = now.astimezone(schedule.zone)
    map_of = [one for period in shown if (one := seen(period, history, now))]
    weeks = [one for one in map_of if not one.period.kind.follows_plan]
    awaited = tuple(result.summary for result in outcome.results)
    on_plan = [one.period for one in awaited if one.period.kind.follows_plan]
    tasks_of = newest_on_plan(history, now.date())
    if len(awaited) == 1 and on_plan:
        (tasks_of,) = on_plan
    latest = desk.office(weeks[-1].period) if weeks else desk.register.latest
    return Watched(
        office=desk.register.latest,
        now=now,
        awaited=awaited,
        seen=tuple(map_of),
        rates=tuple(
            rate_seen(one.period, history, one.standings)
            for one in weeks
            if any(each.in_force for each in one.standings)
        ),
        target=latest.targets.get("online_essential"),
        tasks=tasks_near(tasks_of, history, now) if tasks_of else (),
        tasks_of=tasks_of,
        issued=ledger.issued(),
        decisions=tuple(
            one
            for one in reversed(taken.decisions.holding)
            if one.kind is not DecisionKind.WITHDRAWN
        ),
        deadlines=to_come(history, now),
        refused=outcome.refused,
        objections=outcome.objections,
        unsealed=tuple((issue, name) for issue, name, _ in outcome.unsealed),
        lost_inputs=outcome.lost_inputs,
        to_change=outcome.to_change,
        unrecorded=outcome.unrecorded,
        made=frozenset(result.summary.period for result in outcome.results if result.made),
        edited=frozenset(result.summary.period for result in outcome.results if result.edited),
        files=_files(desk.output, [one.period for one in map_of]),
    )


def _files(output: Path, periods: Iterable[Period]) -> Mapping[Period, tuple[str, ...]]:
    """Return what lies in each period's folder for people, as it is reached from the board."""
    found = {}
    for period in periods:
        folder = output / str(period)
        inside = sorted(folder.iterdir()) if folder.is_dir() else []
        names = [one.name for one in inside if one.suffix in (".docx", ".xlsx", ".pdf")]
        names = [name for name in names if not name.startswith("~")]
        names += [f"{name}/" for name in _FOLDERS if (folder / name).is_dir()]
        if names:
            found[period] = tuple(f"{period}/{name}" for name in names)
    return found


def words_of(path: Path, desk: Desk) -> str:
    """Say where the board lies."""
    below = path.relative_to(desk.root) if path.is_relative_to(desk.root) else path
    return texts.board.WRITTEN.format(path=below)
