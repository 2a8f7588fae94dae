"""What is typed, read: the options all commands share, periods, instants, whose office."""

from __future__ import annotations

import os
from datetime import date, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline import texts
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

office_option = click.option(
    "--office",
    type=FOLDER,
    default=None,
    help=texts.help.OFFICE,
)
now_option = click.option("--now", "now_text", default=None, metavar="TIME", help=texts.help.NOW)
help_option = click.help_option("-h", "--help", help=texts.help.HELP)
json_option = click.option("--json", "as_json", is_flag=True, help=texts.help.JSON)


def open_office(office: Path | None) -> Desk:
    """Open the office named, or the one around the current folder."""
    from pipeline.recipes.desk import closing_late, open_desk

    if office and not office.is_dir():
        raise BaocaoError(texts.config.NO_OFFICE.format(folder=office))
    desk = open_desk((office or Path.cwd()).resolve())
    for period in closing_late(desk):
        say(texts.screen.CLOSES_LATE.format(period=period), fg="yellow", err=True)
    return desk


def clock(desk: Desk, text: str | None) -> datetime:
    """Return what time it is, or shall be."""
    zone = desk.schedule.zone
    return read_instant(text, zone) if text else datetime.now(zone).replace(microsecond=0)


def read_instant(text: str, zone: tzinfo | None) -> datetime:
    """Read an instant; in a zone, or the machine's, where it names none."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise BaocaoError(texts.screen.BAD_TIME.format(text=text)) from error
    if not _FIRST_YEAR <= at.year <= _LAST_YEAR:
        raise BaocaoError(texts.screen.BAD_TIME.format(text=text))
    return at if at.tzinfo else at.replace(tzinfo=zone).astimezone(zone)


def hour(desk: Desk, text: str) -> datetime:
    """Read an instant that names its hour: a day alone would mean midnight, before any deadline."""
    if ":" not in text:
        raise BaocaoError(texts.screen.BAD_TIME.format(text=text))
    return read_instant(text, desk.schedule.zone)


def read_day(text: str) -> date:
    """Read a day."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BaocaoError(texts.screen.BAD_DATE.format(text=text)) from error


def read_period(text: str) -> Period:
    """Read a period as it is typed."""
    try:
        return Period.parse(text)
    except ValueError as error:
        raise BaocaoError(texts.screen.BAD_PERIOD.format(text=text)) from error


def closed(desk: Desk, period: Period, now: datetime) -> Period:
    """Refuse a period whose days are not over: its figures cannot be there yet."""
    last = desk.schedule.window(period)[1]
    if last >= now.astimezone(desk.schedule.zone).date():
        raise BaocaoError(
            texts.screen.FUTURE_PERIOD.format(period=period, last=texts.numbers.day(last))
        )
    return period
