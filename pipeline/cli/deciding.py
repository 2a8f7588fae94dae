"""What a named person decides about a report or a file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from pipeline import texts
from pipeline.cli.ending import ALL_WELL, HAS_PROBLEMS
from pipeline.cli.told import print_json
from pipeline.cli.words import (
    by_option,
    clock,
    help_option,
    hour,
    json_option,
    now_option,
    office_option,
    open_office,
    read_period,
    read_periods,
    why_option,
)
from pipeline.domain.decision import Decision, DecisionKind
from pipeline.screen.lines import paragraph, say

_A_CELL, _ROW_AND_COLUMN = 1, 2  # words by which an answer is named


def _deciding(command: Callable[..., None]) -> Callable[..., None]:
    """Add what every decision of a named person takes."""
    return help_option(by_option(why_option(office_option(now_option(command)))))


@click.command(help=texts.help.RECEIVED)
@click.argument("unit")
@click.argument("period")
@click.argument("time")
@_deciding
def received(unit: str, period: str, time: str, **who: Any) -> None:
    """Note when a report really arrived."""
    _decide(DecisionKind.RECEIVED, unit, period, time=time, **who)


@click.command(name="set-aside", help=texts.help.SET_ASIDE)
@click.argument("file")
@click.option("--purge", is_flag=True, help=texts.help.PURGE)
@_deciding
def set_aside(file: str, purge: bool, **who: Any) -> None:
    """Leave a file out, or forget it."""
    if purge:
        _purge(file, **who)
    else:
        _decide(DecisionKind.SET_ASIDE, label=file, **who)


def _purge(file: str, *, office: Path | None, now_text: str | None, by: str, why: str) -> None:
    from pipeline.recipes.purge import purge
    from pipeline.screen.purged import show_purged

    desk = open_office(office)
    done = purge(desk, file, by, why, clock(desk, now_text))
    show_purged(done, desk.register.latest, desk.root)
    sys.exit(HAS_PROBLEMS if done.drawn_from or done.issued or done.remains else ALL_WELL)


@click.command(help=texts.help.WAIVE)
@click.argument("unit")
@click.argument("period")
@click.argument("code")
@_deciding
def waive(unit: str, period: str, code: str, **who: Any) -> None:
    """Let a finding stand."""
    code = code.upper()
    _decide(DecisionKind.WAIVED, unit, period, subject=code, label=code, **who)


@click.command(help=texts.help.EXCUSE)
@click.argument("unit")
@click.argument("period")
@_deciding
def excuse(unit: str, period: str, **who: Any) -> None:
    """Accept the reason for a lateness."""
    _decide(DecisionKind.EXCUSED, unit, period, **who)


@click.command(help=texts.help.CARRY)
@click.argument("unit")
@click.argument("period")
@_deciding
def carry(unit: str, period: str, **who: Any) -> None:
    """Let a missing unit's last figures stand in."""
    _decide(DecisionKind.CARRIED, unit, period, **who)


@click.command(help=texts.help.ANSWER)
@click.argument("unit")
@click.argument("period")
@click.option("--points", required=True, type=int, metavar="N", help=texts.help.POINTS)
@_deciding
def answer(unit: str, period: str, points: int, **who: Any) -> None:
    """Decide about a unit's objection to its points."""
    _decide(DecisionKind.ANSWERED, unit, period, label=str(points), **who)


@click.command(help=texts.help.REOPEN)
@click.argument("period")
@_deciding
def reopen(period: str, **who: Any) -> None:
    """Let an issued report be made again."""
    _decide(DecisionKind.REOPENED, "", period, **who)


@click.command(help=texts.help.WITHDRAW)
@click.argument("number")
@_deciding
def withdraw(number: str, **who: Any) -> None:
    """Withdraw an earlier decision."""
    _decide(DecisionKind.WITHDRAWN, subject=number, label=number, **who)


@click.command(help=texts.help.AMEND)
@click.argument("unit")
@click.argument("period")
@click.argument("cell", nargs=-1, required=True)
@click.option("--was", required=True, metavar="COUNT", help=texts.help.WAS)
@_deciding
def amend(
    unit: str,
    period: str,
    cell: tuple[str, ...],
    was: str,
    office: Path | None,
    now_text: str | None,
    by: str,
    why: str,
) -> None:
    """Write down a count that a unit corrected by telephone."""
    from pipeline.recipes.amend import Told
    from pipeline.recipes.amend import amend as recipe
    from pipeline.screen.amended import show_amended

    *where, new = cell
    if len(where) not in (_A_CELL, _ROW_AND_COLUMN):
        raise click.UsageError(texts.help.AMEND_WORDS, click.get_current_context())
    desk = open_office(office)
    told = Told(
        unit=desk.unit(unit),
        period=read_period(period),
        where=tuple(where),
        new=new,
        was=was,
        by=by,
        why=why,
    )
    done = recipe(desk, told, clock(desk, now_text))
    show_amended(done, desk.register.latest)
    sys.exit(HAS_PROBLEMS if done.asked or done.issued else ALL_WELL)


@click.command(help=texts.help.DECISIONS)
@help_option
@click.argument("periods", nargs=-1)
@office_option
@json_option
def decisions(periods: Sequence[str], office: Path | None, as_json: bool) -> None:
    """List what was decided."""
    from pipeline.recipes import decide as recipe
    from pipeline.screen.decided import decisions_object, show_decisions

    desk, chosen = open_office(office), read_periods(periods)
    taken = recipe.decisions(desk)
    if as_json:
        print_json(decisions_object(taken, chosen))
    else:
        show_decisions(taken, chosen, desk.register.latest)


def _decide(
    kind: DecisionKind,
    unit: str = "",
    period: str = "",
    *,
    time: str = "",
    subject: str = "",
    label: str = "",
    office: Path | None,
    now_text: str | None,
    by: str,
    why: str,
) -> None:
    from pipeline.recipes import decide as recipe

    desk = open_office(office)
    now = clock(desk, now_text)
    decision = Decision(
        number=0,
        kind=kind,
        unit=desk.unit(unit).code if unit else "",
        period=read_period(period) if period else None,
        subject=subject,
        label=label,
        at=hour(desk, time) if time else None,
        by=by,
        why=why,
        decided_at=now,
    )
    taken = recipe.decide(desk, decision, now)
    words = texts.sentences.decision_words(taken, desk.register.latest)
    paragraph(texts.screen.DECIDED.format(words=words), "")
    say(texts.screen.DECIDED_NEXT)


COMMANDS = (
    *(received, set_aside, amend, waive, excuse, carry, answer, reopen, withdraw),
    decisions,
)
