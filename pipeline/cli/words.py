"""What is typed, read: the options all commands share, periods, instants, whose office."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline import texts
from pipeline.cli.spelled import day_of, instant_of, period_of
from pipeline.domain.finding import BaocaoError
from pipeline.domain.period import Period
from pipeline.screen.lines import say

if TYPE_CHECKING:
    from pipeline.recipes.desk import Desk

_FIRST_YEAR, _LAST_YEAR = 2000, 2999  # as periods are


class _Kind(click.Path):
    """A folder or a file; that it is the other one is said in the user's language."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> str | bytes | os.PathLike[str]:
        """Return the path; BadParameter where something else has its name."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            said = texts.help.IS_A_FOLDER if self.file_okay else texts.help.IS_A_FILE
            self.fail(said.format(path=value), param, ctx)


FOLDER = _Kind(file_okay=False, path_type=Path)
FILE = _Kind(dir_okay=False, path_type=Path)

BY = "BAOCAO06_BY"  # names, once for all, whoever types at this machine


Command = Callable[..., None]


def asked(
    option: str, question: str, said: str, *, variable: str | None = None
) -> Callable[[Command], Command]:
    """Return an option that is asked for at a terminal where it was left out."""

    def ask(context: click.Context, parameter: click.Parameter, value: str | None) -> str:
        if value is not None:
            return value
        if not sys.stdin.isatty():
            raise click.MissingParameter(ctx=context, param=parameter)
        return str(click.prompt(question, err=True))

    metavar = texts.help.METAVARS[option.strip("-")]
    return click.option(option, metavar=metavar, envvar=variable, callback=ask, help=said)


def agreed(question: str) -> bool:
    """Ask a question that is answered with yes or no, in any of the ways people say it."""
    while True:
        said = click.prompt(question + texts.help.YES_OR_NO, default="", show_default=False)
        if said.strip().lower() in texts.spelling.TYPED_YES:
            return True
        if said.strip().lower() in texts.spelling.TYPED_NO:
            return False


office_option = click.option("--office", type=FOLDER, default=None, help=texts.help.OFFICE)
now_option = click.option("--now", "now_text", default=None, metavar="TIME", help=texts.help.NOW)
help_option = click.help_option("-h", "--help", help=texts.help.HELP)
json_option = click.option("--json", "as_json", is_flag=True, help=texts.help.JSON)
by_option = asked("--by", texts.help.ASK_BY, texts.help.BY, variable=BY)
why_option = asked("--why", texts.help.ASK_WHY, texts.help.WHY)


def open_office(office: Path | None) -> Desk:
    """Open the office named, or the one around the current folder."""
    from pipeline.recipes.desk import open_desk

    if office and not office.is_dir():
        raise BaocaoError(texts.config.NO_OFFICE.format(folder=office))
    desk = open_desk((office or Path.cwd()).resolve())
    click.get_current_context().find_root().obj = desk.root  # for what is said of how a run ends
    for words in closing_words(desk):
        say(words, fg="yellow", err=True)
    return desk


def closing_words(desk: Desk) -> tuple[str, ...]:
    """Say of which kinds of period the window is still open when they are due."""
    from pipeline.recipes.desk import closing_late

    return tuple(texts.screen.CLOSES_LATE.format(period=kind) for kind in closing_late(desk))


def clock(desk: Desk, text: str | None) -> datetime:
    """Return what time it is, or shall be."""
    zone = desk.schedule.zone
    return read_instant(text, zone) if text else datetime.now(zone).replace(microsecond=0)


def read_instant(text: str, zone: tzinfo | None) -> datetime:
    """Read an instant; in a zone, or the machine's, where it names none."""
    return _instant(text, zone)[0]


def hour(desk: Desk, text: str) -> datetime:
    """Read an instant that names its hour: a day alone would mean midnight, before any deadline."""
    at, says_hour = _instant(text, desk.schedule.zone, _today())
    if not says_hour:
        raise BaocaoError(texts.screen.BAD_TIME.format(text=text))
    return at


def _instant(text: str, zone: tzinfo | None, today: date | None = None) -> tuple[datetime, bool]:
    found = instant_of(text, today or datetime.now(zone).date())
    if found is None or not _FIRST_YEAR <= found[0].year <= _LAST_YEAR:
        raise BaocaoError(texts.screen.BAD_TIME.format(text=text))
    at, says_hour = found
    return at if at.tzinfo else at.replace(tzinfo=zone).astimezone(zone), says_hour


def _today() -> date:
    """Return the day it is, or shall be where the command that runs was told the time."""
    context = click.get_current_context(silent=True)
    told = context.params.get("now_text") if context else None
    return _instant(told, None)[0].date() if told else date.today()


def read_day(text: str) -> date:
    """Read a day."""
    day = day_of(text)
    if day is None:
        raise BaocaoError(texts.screen.BAD_DATE.format(text=text))
    return day


def read_number(text: str) -> str:
    """Read a document's number as it is printed: the decree has two digits at least."""
    number = text.strip()
    return number.zfill(2) if number.isdecimal() and int(number) else number


def read_period(text: str) -> Period:
    """Read a period, by its name or in words."""
    period = period_of(text, _today())
    if period is None:
        raise BaocaoError(texts.screen.BAD_PERIOD.format(text=text))
    return period


def read_periods(words: Sequence[str]) -> tuple[Period, ...]:
    """Read several periods; words of one that were typed apart, "tuần 24", belong together."""
    together = period_of(" ".join(words), _today()) if len(words) > 1 else None
    return (together,) if together else tuple(map(read_period, words))


def closed(desk: Desk, period: Period, now: datetime) -> Period:
    """Refuse a period whose days are not over: its figures cannot be there yet."""
    last = desk.schedule.window(period)[1]
    if last >= now.astimezone(desk.schedule.zone).date():
        raise BaocaoError(
            texts.screen.FUTURE_PERIOD.format(period=period, last=texts.numbers.day(last))
        )
    return period
