"""Remind units: what is typed, and what came of it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline import texts
from pipeline.cli.ending import ALL_WELL, HAS_PROBLEMS
from pipeline.cli.told import progress_bar, shown
from pipeline.cli.words import (
    clock,
    help_option,
    now_option,
    office_option,
    open_office,
    read_period,
)
from pipeline.screen.lines import paragraph, say

if TYPE_CHECKING:
    from pipeline.recipes.desk import Desk
    from pipeline.recipes.remind import Reminding


@click.command(help=texts.help.REMIND)
@help_option
@click.argument("period", required=False)
@office_option
@now_option
def remind(period: str | None, office: Path | None, now_text: str | None) -> None:
    """Write what reminds the units of a period."""
    from pipeline.recipes import remind as recipe

    desk = open_office(office)
    now = clock(desk, now_text)
    chosen = read_period(period) if period else None
    with progress_bar(quiet=False) as progress:
        found = recipe.remind(desk, chosen, now, progress)
    _tell(desk, found)
    sys.exit(HAS_PROBLEMS if found.must_act else ALL_WELL)


def _tell(desk: Desk, found: Reminding) -> None:
    """Print who is reminded, whom to ring up, and where the drafts lie."""
    from pipeline.recipes.remind import call_lines

    period = found.period
    words = texts.numbers.period_words(period)
    head = texts.reminding.TITLE.format(
        period=period, words=words, due=texts.reminding.due_of(found.office, period)
    )
    say(head, bold=True)
    for line in _alike(found):
        paragraph(line, "  ")
    if not found.reminded:
        say(texts.reminding.NOBODY)
    elif not found.late:
        for index, line in enumerate(call_lines(found)):
            paragraph(line, "  " if index else "", covered=False)
    _tell_written(desk, found)
    if found.others:
        periods = ", ".join(f"baocao06 remind {other}" for other in found.others)
        paragraph(texts.reminding.OTHERS.format(periods=periods), texts.screen.ARROW)


def _alike(found: Reminding) -> Iterator[str]:
    """Say of the units that owe the same, reminded as often, that they do."""
    alike: dict[tuple[str, bool, int], list[str]] = {}
    for one in found.reminded:
        key = one.owed.owing.value, one.another, one.times
        alike.setdefault(key, []).append(one.unit.name)
    for (owing, another, times), units in alike.items():
        words = texts.reminding.REMINDED_NOW if another else texts.reminding.AGAIN
        owes = texts.reminding.OWING[owing]
        yield words.format(owing=owes, times=times, count=len(units), units=", ".join(units))


def _tell_written(desk: Desk, found: Reminding) -> None:
    written = found.written
    if not written:
        return
    folder = shown(desk, written[0].path.parent)
    say(texts.reminding.FOLDER.format(folder=folder, count=len(written)))
    for one in written:
        if one.path.suffix == ".docx":
            count = len(found.letter)
            say(texts.reminding.LETTER_MADE.format(count=count, path=one.path.name))
    paragraph(texts.reminding.NOT_SENT, texts.screen.ARROW)
    if without := sum(not one.unit.mails for one in found.reminded):
        paragraph(texts.reminding.NO_MAIL.format(count=without), texts.screen.ARROW)


COMMANDS = (remind,)
