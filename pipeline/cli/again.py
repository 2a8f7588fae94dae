"""A merge with nothing new: what the last one said is said again, and nothing is made."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from contextlib import redirect_stdout
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from pipeline import texts
from pipeline.cli.told import exit_code, periods_of, print_json, show, years_words
from pipeline.cli.words import closing_words, read_instant, read_periods
from pipeline.domain.finding import BaocaoError
from pipeline.recipes.footing import LastMerge, Said, last_merge, remember, stands
from pipeline.screen.lines import is_plain, say

if TYPE_CHECKING:
    from pipeline.recipes.desk import Desk
    from pipeline.recipes.outcome import Outcome


def nothing_new(
    office: Path | None, periods: Sequence[str], now_text: str | None
) -> LastMerge | None:
    """Return the last merge where the same one would find nothing new; None where it has to look.

    What is wrong with the words typed is said by the run that follows.
    """
    from zoneinfo import ZoneInfo

    try:
        if (last := last_merge((office or Path.cwd()).resolve())) is None:
            return None
        zone, asked = ZoneInfo(last.footing.zone), [str(one) for one in read_periods(periods)]
        now = read_instant(now_text, zone) if now_text else datetime.now(zone)
    except (BaocaoError, KeyError):  # a zone that is not to be had
        return None
    return last if stands(last, asked, now) else None


def say_again(last: LastMerge, *, as_json: bool) -> NoReturn:
    """Say what the last merge found, and since when nothing is new; end with its exit code."""
    said = last.said
    for warning in said.warnings:
        say(warning, fg="yellow", err=True)
    if as_json:
        print_json({**said.object, "nothing_new_since": last.footing.since})
    else:
        click.echo(said.screen, nl=False, color=False if is_plain() else None)
    sys.exit(said.code)


def keep(outcome: Outcome, desk: Desk) -> None:
    """Keep what the same merge would say, as long as all it rests on is as it was."""
    if outcome.next is None:
        return
    from pipeline.screen.objects import outcome_object

    footing, found = outcome.next.footing, outcome.next.outcome
    since = datetime.fromisoformat(footing.since)
    said = Said(
        screen=_screen(found, desk, since),
        warnings=(*closing_words(desk), *years_words(desk, periods_of(found))),
        object=outcome_object(found, desk.root),
        code=exit_code(found),
    )
    try:
        remember(desk.root, footing, said)
    except OSError:  # no room, or a scanner holds it: the next run looks at all anew
        if not desk.collected.is_dir():  # it was moved away
            raise


def _screen(found: Outcome, desk: Desk, since: datetime) -> str:
    """Return what the screen says, in colours wherever it has some, and that nothing is new."""
    written, context = io.StringIO(), click.get_current_context()
    before, context.color = context.color, True
    try:
        with redirect_stdout(written):
            show(found, desk)
            say(texts.screen.NOTHING_NEW.format(since=texts.numbers.instant(since)))
    finally:
        context.color = before
    return written.getvalue()
