"""A period's result, handed up to the level above."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline import texts
from pipeline.cli.ending import ALL_WELL, HAS_PROBLEMS
from pipeline.cli.told import list_written, progress_bar
from pipeline.cli.words import (
    FILE,
    clock,
    closed,
    help_option,
    now_option,
    office_option,
    open_office,
    read_period,
)
from pipeline.screen.lines import say

if TYPE_CHECKING:
    from pipeline.recipes.desk import Desk
    from pipeline.recipes.hand_up import HandedUp


@click.command(name="hand-up", help=texts.help.HAND_UP)
@help_option
@click.argument("period")
@click.option("--into", type=FILE, default=None, help=texts.help.INTO)
@click.option("--as-it-stands", is_flag=True, help=texts.help.AS_IT_STANDS)
@office_option
@now_option
def hand_up(
    period: str, into: Path | None, as_it_stands: bool, office: Path | None, now_text: str | None
) -> None:
    """Fill the level above's form with a period's figures."""
    from pipeline.recipes import hand_up as recipe

    desk = open_office(office)
    now = clock(desk, now_text)
    chosen = closed(desk, read_period(period), now)
    with progress_bar(quiet=False) as progress:
        done = recipe.hand_up(desk, chosen, into, now, progress, as_it_stands=as_it_stands)
    _show(desk, done, texts.numbers.period_words(chosen))
    sys.exit(HAS_PROBLEMS if done.asks else ALL_WELL)


def _show(desk: Desk, done: HandedUp, period: str) -> None:
    from pipeline.screen.handed_up import show_file

    for one in done.files:
        show_file(one, period)
    list_written(desk, texts.handed_up.WRITTEN, done.written)
    say(texts.handed_up.NEXT if done.changed else texts.handed_up.UNCHANGED)


COMMANDS = (hand_up,)
