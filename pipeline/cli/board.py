"""How the office stands, on one page: board."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from pipeline import texts
from pipeline.cli.ending import ALL_WELL, HAS_PROBLEMS
from pipeline.cli.told import needs_a_person, note_years, progress_bar
from pipeline.cli.words import (
    clock,
    help_option,
    now_option,
    office_option,
    open_office,
    read_period,
)
from pipeline.screen.lines import say


@click.command(help=texts.help.BOARD)
@help_option
@click.argument("period", required=False)
@office_option
@now_option
def board(period: str | None, office: Path | None, now_text: str | None) -> None:
    """Draw how the office stands."""
    from pipeline.recipes import board as recipe

    desk = open_office(office)
    now = clock(desk, now_text)
    with progress_bar(quiet=False) as progress:
        path, outcome = recipe.board(desk, read_period(period) if period else None, now, progress)
    say(recipe.words_of(path, desk))
    note_years(desk, (result.summary.period for result in outcome.results))
    sys.exit(HAS_PROBLEMS if needs_a_person(outcome) else ALL_WELL)


COMMANDS = (board,)
