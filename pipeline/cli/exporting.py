"""Data for whoever wants to reckon on."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from pipeline import texts
from pipeline.cli.ending import ALL_WELL
from pipeline.cli.told import progress_bar, shown
from pipeline.cli.words import (
    clock,
    help_option,
    now_option,
    office_option,
    open_office,
    read_periods,
)
from pipeline.screen.lines import say


@click.command(help=texts.help.EXPORT)
@help_option
@click.argument("periods", nargs=-1)
@click.option(
    "--to", "target", required=True, type=click.Path(path_type=Path), help=texts.help.EXPORT_TO
)
@office_option
@now_option
def export(periods: Sequence[str], target: Path, office: Path | None, now_text: str | None) -> None:
    """Write the facts of some periods as data."""
    from pipeline.recipes import export as recipe

    desk = open_office(office)
    with progress_bar(quiet=False) as progress:
        chosen, now = read_periods(periods), clock(desk, now_text)
        path, count = recipe.export(desk, chosen, target.absolute(), now, progress)
    say(texts.screen.EXPORTED.format(count=texts.numbers.number(count), path=shown(desk, path)))
    sys.exit(ALL_WELL)


COMMANDS = (export,)
