"""A report sealed with its number and date, and corrected."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from pipeline import texts
from pipeline.cli.ending import HAS_PROBLEMS
from pipeline.cli.told import list_written
from pipeline.cli.words import (
    clock,
    closed,
    help_option,
    now_option,
    office_option,
    open_office,
    read_period,
)
from pipeline.domain.finding import BaocaoError


@click.command(help=texts.help.ISSUE)
@help_option
@click.argument("period")
@click.option("--number", required=True, metavar="NUMBER", help=texts.help.NUMBER)
@click.option("--date", "day", required=True, metavar="DATE", help=texts.help.DATE)
@click.option("--by", required=True, metavar="NAME", help=texts.help.BY)
@click.option("--keep-edits", is_flag=True, help=texts.help.KEEP_EDITS)
@office_option
@now_option
def issue(
    period: str,
    number: str,
    day: str,
    by: str,
    keep_edits: bool,
    office: Path | None,
    now_text: str | None,
) -> None:
    """Write a report with number and date, and seal it."""
    from pipeline.recipes import issue as recipe
    from pipeline.screen import show_kept

    desk = open_office(office)
    now = clock(desk, now_text)
    try:
        signed_on = date.fromisoformat(day)
    except ValueError as error:
        raise BaocaoError(texts.screen.BAD_DATE.format(text=day)) from error
    chosen = closed(desk, read_period(period), now)
    done = recipe.issue(desk, chosen, number, signed_on, by, now, keep_edits=keep_edits)
    list_written(desk, texts.screen.ISSUED.format(period=chosen, number=number), done.written)
    if done.kept:
        show_kept(done.kept, desk.root, texts.edited.ISSUED_EDITED)
    if done.absent:
        units = ", ".join(unit.name for unit in done.absent)
        click.secho(texts.screen.ISSUED_WITHOUT.format(units=units), fg="yellow")
        sys.exit(HAS_PROBLEMS)


@click.command(help=texts.help.CORRECT)
@help_option
@click.argument("period")
@click.option("--by", required=True, metavar="NAME", help=texts.help.BY)
@click.option("--why", required=True, metavar="TEXT", help=texts.help.WHY)
@office_option
@now_option
def correct(period: str, by: str, why: str, office: Path | None, now_text: str | None) -> None:
    """Write the correction of an issued report."""
    from pipeline.recipes import issue as recipe

    desk = open_office(office)
    chosen = read_period(period)
    written = recipe.correct(desk, chosen, by, why, clock(desk, now_text))
    list_written(desk, texts.screen.CORRECTED.format(period=chosen), written)


COMMANDS = (issue, correct)
