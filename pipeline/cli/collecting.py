"""Forms out, files back: templates, merge, status, check."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from pipeline import texts
from pipeline.cli.ending import ALL_WELL, HAS_PROBLEMS
from pipeline.cli.told import (
    exit_code,
    list_written,
    note_years,
    print_json,
    print_pdfs,
    progress_bar,
    report,
    shown,
)
from pipeline.cli.words import (
    clock,
    closed,
    help_option,
    json_option,
    now_option,
    office_option,
    open_office,
    read_period,
    read_periods,
)
from pipeline.domain.engine import scheduler
from pipeline.domain.period import Period
from pipeline.screen.lines import say

if TYPE_CHECKING:
    from pipeline.recipes.desk import Desk


@click.command(help=texts.help.TEMPLATES)
@help_option
@click.argument("period", required=False)
@office_option
@now_option
@click.option("--send", is_flag=True, help=texts.help.SEND)
def templates(period: str | None, office: Path | None, now_text: str | None, send: bool) -> None:
    """Write one form per unit."""
    from pipeline.recipes import forms as recipe

    desk = open_office(office)
    now = clock(desk, now_text)
    chosen = read_period(period) if period else _being_filled(desk, now)
    made = recipe.distribute(desk, chosen, now, send=send)
    heading = texts.screen.FORMS_WRITTEN.format(count=len(made.forms), period=chosen)
    list_written(desk, heading, (*made.forms, *made.master))
    if not desk.asks_figures(chosen):
        say(texts.screen.FORMS_ASK_NOTHING)
    if send:
        folder = shown(desk, made.sent[0].path.parent)
        say(texts.reminding.FORMS_SENT)
        say(texts.reminding.FOLDER.format(folder=folder, count=len(made.sent)))
        if made.without_mail:
            say(texts.reminding.NO_MAIL.format(count=made.without_mail))
    schedule = desk.schedule
    deadline = texts.numbers.due_words(schedule.deadline(chosen))
    deadline += texts.numbers.day_off_words(schedule.due_day_off(chosen))
    say(texts.screen.FORMS_NEXT.format(deadline=deadline))
    note_years(desk, (chosen,))


def _being_filled(desk: Desk, now: datetime) -> Period:
    """Return the week units fill now: the closed one until it is due, then the running one."""
    current = desk.schedule.current(now)
    return current if now < desk.schedule.deadline(current) else current.next


@click.command(help=texts.help.WATCH)
@help_option
@click.option(
    "--every", type=click.FloatRange(0.05, 3600), default=5, metavar="NUMBER", help=texts.help.EVERY
)
@click.option("--for", "minutes", type=click.FloatRange(0), metavar="NUMBER", help=texts.help.FOR)
@office_option
@now_option
def watch(every: float, minutes: float | None, office: Path | None, now_text: str | None) -> None:
    """Keep an eye on what arrives."""
    from pipeline.recipes import watch as recipe
    from pipeline.screen.watched import needs_somebody, show_told

    desk, began = open_office(office), time.monotonic()
    start = clock(desk, now_text)

    def now() -> datetime:
        passed = timedelta(seconds=int(time.monotonic() - began))
        return start + passed if now_text else clock(desk, None)

    def goes_on() -> bool:
        return minutes is None or time.monotonic() - began < minutes * 60

    say(texts.watch.BEGUN.format(folder=desk.collected, every=f"{every:g}".replace(".", ",")))
    came = asked = 0
    try:
        for told in recipe.watch(desk, now, lambda: time.sleep(every), goes_on):
            show_told(told, desk.register, desk.collected, now())
            came += isinstance(told, recipe.Came)
            asked += needs_somebody(told)
    except KeyboardInterrupt:
        pass  # the one way to end it where no time was set
    say(texts.watch.ENDED.format(at=f"{now():%H:%M:%S}", count=came))
    if came:
        say(texts.watch.NEXT)
    sys.exit(HAS_PROBLEMS if asked else ALL_WELL)


def _cluster(context: click.Context, parameter: click.Parameter, typed: str) -> str:
    """Take the name of a cluster as it must be written."""
    if typed and scheduler(typed) is None:
        raise click.BadParameter(texts.help.NO_EXECUTOR.format(typed=typed), context, parameter)
    return typed


@click.command(help=texts.help.MERGE)
@help_option
@click.argument("periods", nargs=-1)
@office_option
@now_option
@json_option
@click.option("--pdf", is_flag=True, help=texts.help.PDF)
@click.option(
    "--executor", metavar="CLUSTER", default="", callback=_cluster, help=texts.help.EXECUTOR
)
def merge(
    periods: Sequence[str],
    office: Path | None,
    now_text: str | None,
    as_json: bool,
    pdf: bool,
    executor: str,
) -> None:
    """Merge what was returned and write the outputs."""
    from pipeline.cli.again import keep, nothing_new, say_again

    if not pdf and (last := nothing_new(office, periods, now_text)):
        say_again(last, as_json=as_json)
    from pipeline.recipes.ahead import reader_ahead

    with reader_ahead(), progress_bar(quiet=as_json) as progress:
        from pipeline.recipes import merge as recipe

        desk = open_office(office)
        now = clock(desk, now_text)
        chosen = tuple(closed(desk, one, now) for one in read_periods(periods))
        outcome = recipe.merge(desk, chosen, now, progress, executor)
    made = [one for result in outcome.results for one in result.written]
    print_pdfs(desk, made, now, wanted=pdf, quiet=as_json)
    keep(outcome, desk)
    report(outcome, desk, as_json=as_json)
    sys.exit(exit_code(outcome))


@click.command(help=texts.help.STATUS)
@help_option
@click.argument("periods", nargs=-1)
@click.option("--unit", metavar="UNIT", default=None, help=texts.help.OF_UNIT)
@click.option("--all", "every", is_flag=True, help=texts.help.EVERY)
@office_option
@now_option
@json_option
def status(
    periods: Sequence[str],
    unit: str | None,
    every: bool,
    office: Path | None,
    now_text: str | None,
    as_json: bool,
) -> None:
    """Tell how each unit stands, or one unit over periods."""
    from pipeline.recipes import look as recipe

    desk = open_office(office)
    now = clock(desk, now_text)
    chosen = read_periods(periods)
    if unit is not None:
        _status_of(desk, unit, chosen, now, every=every, as_json=as_json)
    with progress_bar(quiet=as_json) as progress:
        outcome = recipe.status(desk, chosen, now, progress)
    report(outcome, desk, as_json=as_json, every=every)
    sys.exit(exit_code(outcome))


def _status_of(
    desk: Desk, unit: str, periods: Sequence[Period], now: datetime, *, every: bool, as_json: bool
) -> NoReturn:
    from pipeline.recipes import look as recipe
    from pipeline.screen.unit import show_unit, unit_object

    with progress_bar(quiet=as_json) as progress:
        found = recipe.status_of(desk, unit, periods, now, progress)
    if as_json:
        print_json(unit_object(found))
    else:
        show_unit(found, every=every)
    sys.exit(HAS_PROBLEMS if any(one.asks for one in found.reports) else ALL_WELL)


@click.command(help=texts.help.CHECK)
@help_option
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@office_option
@now_option
@json_option
def check(files: Sequence[Path], office: Path | None, now_text: str | None, as_json: bool) -> None:
    """Say what is wrong in files."""
    from pipeline.recipes.ahead import reader_ahead

    with reader_ahead(), progress_bar(quiet=as_json) as progress:
        from pipeline.recipes import check as recipe

        desk = open_office(office)
        checked = recipe.check(desk, files, clock(desk, now_text), progress)
    from pipeline.recipes.check_code import code_in
    from pipeline.screen.checked import checked_object, show_checked

    if as_json:
        print_json({"files": [checked_object(one) for one in checked]})
    else:
        for one in checked:
            show_checked(one, desk.register.latest, code_in(desk.forms, one.submission))
    sys.exit(HAS_PROBLEMS if any(one.asks for one in checked) else ALL_WELL)


@click.command(name="check-code", help=texts.help.CHECK_CODE)
@help_option
@click.argument("unit")
@click.argument("period")
@click.argument("typed")
@office_option
@now_option
def check_code(
    unit: str, period: str, typed: str, office: Path | None, now_text: str | None
) -> None:
    """Hold the code on a signed paper against the file in force."""
    from pipeline.recipes.check_code import hold_code
    from pipeline.screen.checked import show_code

    desk = open_office(office)
    now, chosen = clock(desk, now_text), read_period(period)
    with progress_bar(quiet=False) as progress:
        held = hold_code(desk, unit, chosen, typed, now, progress)
    show_code(held)
    sys.exit(ALL_WELL if held.same else HAS_PROBLEMS)


COMMANDS = (templates, watch, merge, status, check, check_code)
