"""A report sealed with its number and date, corrected, and made again."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from pipeline import texts
from pipeline.cli.ending import HAS_PROBLEMS
from pipeline.cli.told import list_written, print_pdfs, show_rebuilt
from pipeline.cli.words import (
    by_option,
    clock,
    closed,
    help_option,
    now_option,
    office_option,
    open_office,
    read_day,
    read_number,
    read_period,
    why_option,
)
from pipeline.screen.lines import say


@click.command(help=texts.help.ISSUE)
@help_option
@click.argument("period")
@click.option("--number", required=True, metavar="NUMBER", help=texts.help.NUMBER)
@click.option("--date", "day", required=True, metavar="DATE", help=texts.help.DATE)
@by_option
@click.option("--keep-edits", is_flag=True, help=texts.help.KEEP_EDITS)
@click.option("--pdf", is_flag=True, help=texts.help.PDF)
@office_option
@now_option
def issue(
    period: str,
    number: str,
    day: str,
    by: str,
    keep_edits: bool,
    pdf: bool,
    office: Path | None,
    now_text: str | None,
) -> None:
    """Write a report with number and date, and seal it."""
    from pipeline.recipes import issue as recipe
    from pipeline.recipes.write import report_name
    from pipeline.screen.written import show_folder, show_kept

    desk = open_office(office)
    now, signed_on = clock(desk, now_text), read_day(day)
    number = read_number(number)
    chosen = closed(desk, read_period(period), now)
    done = recipe.issue(desk, chosen, number, signed_on, by, now, keep_edits=keep_edits)
    list_written(desk, texts.screen.ISSUED.format(period=chosen, number=number), done.written)
    if done.slips:
        show_folder(texts.screen.SLIPS, done.slips, desk.root)
    if done.edited:
        report = desk.output / str(chosen) / report_name(chosen)
        show_kept(done.edited, report, desk.root, texts.edited.ISSUED_EDITED)
    print_pdfs(desk, done.written, now, wanted=pdf)
    if done.unnamed:
        say(texts.screen.SIGNER_UNNAMED, fg="yellow")
    lacking = (
        (texts.screen.ISSUED_WITHOUT, done.absent),
        (texts.screen.ISSUED_CARRIED, done.carried),
    )
    for sentence, units in lacking:
        if units:
            named = ", ".join(unit.name for unit in units)
            say(sentence.format(units=named), fg="yellow")
    if done.absent or done.carried:
        sys.exit(HAS_PROBLEMS)


@click.command(help=texts.help.CORRECT)
@help_option
@click.argument("period")
@click.option("--number", required=True, metavar="NUMBER", help=texts.help.NUMBER)
@click.option("--date", "day", required=True, metavar="DATE", help=texts.help.DATE)
@by_option
@why_option
@office_option
@now_option
def correct(
    period: str,
    number: str,
    day: str,
    by: str,
    why: str,
    office: Path | None,
    now_text: str | None,
) -> None:
    """Write the correction of an issued report, and seal it."""
    from pipeline.recipes import correct as recipe

    desk = open_office(office)
    chosen, signed_on, number = read_period(period), read_day(day), read_number(number)
    written = recipe.correct(desk, chosen, number, signed_on, by, why, clock(desk, now_text))
    list_written(desk, texts.screen.CORRECTED.format(period=chosen, number=number), written)


@click.command(help=texts.help.REBUILD)
@help_option
@click.argument("period")
@click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    metavar="FOLDER",
    help=texts.help.REBUILD_TO,
)
@office_option
def rebuild(period: str, folder: Path | None, office: Path | None) -> None:
    """Make an issued report again, and say by hash whether it is the one that was sealed."""
    from pipeline.recipes import rebuild as recipe

    chosen = read_period(period)
    made, written = recipe.rebuild((office or Path.cwd()).resolve(), chosen, folder)
    say(texts.screen.REBUILDING.format(period=chosen))
    for one in made:
        show_rebuilt(one)
    if written:
        say(texts.screen.REBUILT_INTO)
        for there in written:
            say(f"  {there.path}{texts.screen.BESIDE if there.beside else ''}")
    if not all(one.is_as_sealed for one in made):
        sys.exit(HAS_PROBLEMS)


COMMANDS = (issue, correct, rebuild)
