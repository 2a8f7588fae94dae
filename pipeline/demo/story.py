"""The story: weeks and months of a sample district, with all that goes wrong in one.

Figures are made from a seed; delays, missing units, an invalid file, a resubmission and a unit
with nothing to report are played on purpose.
"""

from __future__ import annotations

import contextlib
import io
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from pipeline import texts
from pipeline.config.form import load_forms
from pipeline.config.office import load_register
from pipeline.config.shipped import furnish
from pipeline.demo.month import Month, Progress
from pipeline.demo.week import Stock, Week
from pipeline.domain.finding import BaocaoError
from pipeline.domain.form import Form
from pipeline.domain.office import Unit
from pipeline.domain.period import Period, PeriodKind
from pipeline.domain.register import Register
from pipeline.screen.lines import say

_SEED = 6
_SHORT = tuple(f"2023-W{week:02}" for week in range(8, 14))
_MONTH, _WEEKS_OF_IT = "2023-04", tuple(f"2023-W{week}" for week in range(10, 15))
_WEEKS = (*(f"2022-W{w}" for w in range(49, 53)), *(f"2023-W{w:02}" for w in range(1, 23)))
_HALF = "2023-H1"
_SILENT = {  # who sends no report, by period
    "2023-02": ("xa-huong-lien",),
    "2023-05": ("xa-huong-lam", "mttq"),
    "2023-H1": ("xa-phu-gia",),
}
_LATE = {"2023-03": ("xa-ha-linh",), "2023-06": ("tckh",), "2023-H1": ("xa-loc-yen",)}
_SPOILT = {"2023-H1": ("xa-huong-do",)}


class Length(StrEnum):
    """How much of the story is played."""

    WEEKS = "weeks"  # some weeks, and no month
    MONTH = "month"
    HALF_YEAR = "half-year"


Command = Callable[[Sequence[str]], int]
Returned = tuple[str, bytes, bool]  # path below collected/, bytes, before the deadline?


@dataclass
class Story:
    """The office as it is played."""

    folder: Path
    register: Register
    forms: Mapping[PeriodKind, Form]
    command: Command
    dice: random.Random
    stock: Stock = field(default_factory=Stock)
    progress: Progress = field(default_factory=Progress)
    clock: datetime | None = None  # when the last command was typed

    def live(self, period: Period, returned: Sequence[Returned], *, show: bool) -> None:
        """Let files arrive before and after the deadline, and merge both times."""
        due = self.register.schedule.deadline(period)
        late = [(path, content) for path, content, early in returned if not early]
        for path, content, early in returned:
            if early:
                _drop(self.folder / "collected" / path, content)
        early_on = due - timedelta(hours=16 if late else 1)
        self.type(early_on, "merge", str(period), show=show and not late)
        for path, content in late:
            _drop(self.folder / "collected" / path, content)
        if late:
            self.type(due + timedelta(hours=5), "merge", str(period), show=show)

    def blanks(self, period: Period) -> dict[str, bytes]:
        """Make the forms of a period; return them by unit code."""
        due = self.register.schedule.deadline(period)
        self.type(due - timedelta(days=4), "templates", str(period), show=False)
        folder = self.folder / "input_templates" / period.kind.value / str(period)
        return {p.stem.removeprefix(f"{period}-"): p.read_bytes() for p in folder.glob("*.xlsx")}

    def type(self, now: datetime, *words: str, show: bool) -> None:
        """Type a command at a moment."""
        self.clock = now
        arguments = [*words, "--office", str(self.folder), "--now", now.isoformat()]
        say("$ baocao06 " + " ".join(arguments), after="    ")
        if show:
            self.command(arguments)
            return
        with contextlib.redirect_stdout(io.StringIO()):
            self.command(arguments)


@dataclass(frozen=True, slots=True)
class Plot:
    """Which periods are played: weeks, the months that end among them, and what ends the story."""

    weeks: tuple[Period, ...]
    eventful: Period  # the week in which much goes wrong
    months: tuple[Period, ...] = ()
    end: Period | None = None  # a longer period

    @property
    def shown(self) -> Period:
        """The period whose merging is shown."""
        return self.end or (self.months or self.weeks)[-1]


def play(folder: Path, command: Command, *, length: Length, office: str = "") -> None:
    """Build an office in a new folder, live through its periods, and say what to do there next.

    Of another shipped office than the first, which `office` names, the longest story is a month.
    """
    if folder.exists() and any(folder.iterdir()):
        raise BaocaoError(texts.demo.FOLDER_TAKEN.format(folder=folder))
    furnish(folder, office)
    register = load_register(folder / "config.toml")
    forms = load_forms(folder / "input_templates")
    story = Story(folder, register, forms, command, random.Random(_SEED))
    plot, schedule = _plot(register, length), register.schedule
    for index, week in enumerate(plot.weeks):
        eventful, shown = week == plot.eventful, week == plot.shown
        story.live(week, _week(story, week, second=index == 1, eventful=eventful), show=shown)
        for month in plot.months:
            since, until = schedule.window(month)  # a week counts where its last day lies
            inside = [w for w in plot.weeks if since <= schedule.window(w)[1] <= until]
            if inside and week == inside[-1]:
                story.live(month, _month(story, month, inside), show=month == plot.shown)
    if plot.end:
        story.live(plot.end, _month(story, plot.end, plot.weeks), show=True)
    _tell(story, plot)


def _tell(story: Story, plot: Plot) -> None:
    """Say where to look, and what can be typed next at the hour at which the office stands."""
    folder, shown = story.folder, plot.shown
    say(texts.demo.DONE.format(folder=folder, kind=shown.kind.value, period=shown))
    if story.clock:
        clock = story.clock.astimezone(story.register.schedule.zone).replace(tzinfo=None)
        at = f"--office {folder} --now {clock.isoformat(timespec='minutes')}"
        said = texts.demo.NEXT.format(
            clock=texts.numbers.moment(clock), at=at, week=plot.weeks[-1].next
        )
        say(said, after="    ")


def _plot(register: Register, length: Length) -> Plot:
    """Choose the periods; those of an office that begins on a day lie in that year."""
    since = register.office.since
    if since:
        weeks = tuple(Period.parse(f"{since.year}-W{week:02}") for week in range(7, 11))
        months = () if length is Length.WEEKS else (Period.parse(f"{since.year}-03"),)
        return Plot(weeks, weeks[-1], months)
    if length is Length.HALF_YEAR:
        weeks, half = tuple(map(Period.parse, _WEEKS)), Period.parse(_HALF)
        return Plot(weeks, weeks[-1], half.months, half)
    eventful = Period.parse(_SHORT[-1])
    if length is Length.WEEKS:
        return Plot(tuple(map(Period.parse, _SHORT)), eventful)
    return Plot(tuple(map(Period.parse, _WEEKS_OF_IT)), eventful, (Period.parse(_MONTH),))


def _drop(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)


def _week(story: Story, period: Period, *, second: bool, eventful: bool) -> list[Returned]:
    """Return what all units send for a week."""
    blanks = story.blanks(period)
    form = story.forms[PeriodKind.WEEK]
    return [
        one
        for unit in story.register.as_of(period).reporters(period)
        for one in _unit_week(
            story,
            Week(form, blanks[unit.code], unit, period, story.stock, story.dice),
            second,
            eventful,
        )
    ]


def _unit_week(story: Story, week: Week, second: bool, eventful: bool) -> list[Returned]:
    unit, name, dice = week.unit, _named(week.unit, week.period), story.dice
    due = story.register.schedule.deadline(week.period)
    saved = due - timedelta(hours=dice.randint(17, 24), minutes=dice.randint(0, 59))
    if eventful and unit.code == "thue":  # never sends
        return []
    if unit.code == "gddt":  # nothing to report, every week
        return [(name, week.nothing(saved), True)]
    answers = week.answers()
    if eventful and unit.code == "dien-luc":  # leaves cells blank
        return [(name, week.filled(answers, saved, spoil=True), True)]
    if eventful and unit.code == "tnmt":  # late by some hours
        return [(name, week.filled(answers, due + timedelta(hours=2)), False)]
    if eventful and unit.code == "bhxh":  # saved before, seen after: somebody must say
        return [(name, week.filled(answers, saved), False)]
    if second and unit.code == "tu-phap":  # first without answers, then put right
        right = week.filled(answers, due + timedelta(hours=1))
        wrong = week.filled(answers, saved, spoil=True)
        return [(name, wrong, True), (f"gui-lai/{name}", right, False)]
    return [(name, week.filled(answers, saved), True)]


def _month(story: Story, period: Period, weeks: Sequence[Period]) -> list[Returned]:
    """Return what all units send for a month or a half-year."""
    blanks, form, dice = story.blanks(period), story.forms[period.kind], story.dice
    due = story.register.schedule.deadline(period)
    returned = []
    for unit in story.register.as_of(period).reporters(period):
        month = Month(
            form,
            blanks[unit.code],
            story.register.as_of(period),
            unit,
            period,
            weeks,
            story.stock,
            story.progress,
            dice,
        )
        late = unit.code in _LATE.get(str(period), ())
        hours = -2 if late else dice.randint(17, 24)
        saved = due - timedelta(hours=hours, minutes=dice.randint(0, 59))
        content = month.filled(saved, spoil=unit.code in _SPOILT.get(str(period), ()))
        if unit.code not in _SILENT.get(str(period), ()):
            returned.append((f"{period}/{unit.code}.xlsx", content, not late))
    return returned


def _named(unit: Unit, period: Period) -> str:
    """Return a file name as different clerks would choose it."""
    style = sum(map(ord, unit.code)) % 3
    week = f"{period.number:02}"
    return texts.demo.FILE_NAMES[style].format(
        code=unit.code, unit=unit.short_name.replace("/", " "), week=week, period=period
    )
