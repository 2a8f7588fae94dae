"""What a run found, told: on the screen or as JSON, with its exit code."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline import texts
from pipeline.cli.ending import ALL_WELL, HAS_PROBLEMS
from pipeline.screen.lines import is_plain, say

if TYPE_CHECKING:
    from pipeline.domain.period import Period
    from pipeline.recipes.desk import Desk
    from pipeline.recipes.outcome import Outcome, Result
    from pipeline.recipes.rebuild import Rebuilt
    from pipeline.recipes.write import Written


_SHORT = 12  # of a hash that only tells two apart


def list_written(desk: Desk, heading: str, written: Sequence[Written]) -> None:
    """Name what was written, and what stands beside an edited file."""
    say(heading)
    for one in written:
        say(f"  {shown(desk, one.path)}{texts.screen.BESIDE if one.beside else ''}")


def show_rebuilt(one: Rebuilt) -> None:
    """Say of a document made again whether it is the one that was sealed, by their hashes."""
    from pipeline.recipes.rebuild import CODE

    said = texts.screen.REBUILT[one.came.value]
    say(f"  {texts.screen.REBUILT_FILE.format(name=one.name, said=said)}")
    lines = [texts.screen.REBUILT_SEALED.format(sha256=one.sealed)]
    if one.sha256:
        lines.append(texts.screen.REBUILT_MADE.format(sha256=one.sha256))
    else:
        lines.append(texts.screen.REBUILT_GONE if one.archived else texts.screen.REBUILT_LOST)
    if not one.is_as_sealed and one.sha256:
        parts = [texts.screen.REBUILT_PART.format(part=part) for part in one.parts]
        lines += parts or [texts.screen.REBUILT_PACKED]
        lines += [
            texts.screen.REBUILT_MAKER.format(
                name=texts.screen.REBUILT_CODE if name == CODE else name,
                then=then[:_SHORT],
                now=now[:_SHORT],
            )
            for name, then, now in one.makers
        ]
    for line in lines:
        say(f"    {line}")


def print_pdfs(
    desk: Desk, made: Iterable[Written], now: datetime, *, wanted: bool, quiet: bool = False
) -> None:
    """Write the reports that were made as PDF/A and name the files; that there are none is said.

    Where none are wanted, those of the reports as they were before go.
    """
    from pipeline.recipes.pdf import print_reports, withdraw_old

    reports = [one.path for one in made if one.path.suffix == ".docx"]
    if not wanted:
        withdraw_old(desk, reports)
        return
    done = print_reports(desk, reports, now)
    if done.written and not quiet:
        list_written(desk, texts.screen.PDF_WRITTEN, done.written)
    if done.why_not:
        say(done.why_not, fg="yellow", err=True)


def shown(desk: Desk, path: Path) -> str:
    """Return a path as seen from the office's folder."""
    return str(path.relative_to(desk.root)) if path.is_relative_to(desk.root) else str(path)


def note_years(desk: Desk, periods: Iterable[Period]) -> None:
    """Say of which years no day off is declared."""
    for said in years_words(desk, periods):
        say(said, fg="yellow", err=True)


def years_words(desk: Desk, periods: Iterable[Period]) -> tuple[str, ...]:
    """Return what is said of years that periods depend on and of which no day off is declared."""
    from pipeline.recipes.desk import years_without_days_off

    years = ", ".join(map(str, years_without_days_off(desk, periods)))
    return (texts.screen.NO_DAYS_OFF.format(years=years),) if years else ()


def report(outcome: Outcome, desk: Desk, *, as_json: bool, every: bool = False) -> None:
    """Print what a run found, the week in hand last."""
    if as_json:
        from pipeline.screen.objects import outcome_object

        print_json(outcome_object(outcome, desk.root))
    else:
        show(outcome, desk, every=every)
    note_years(desk, periods_of(outcome))


def show(outcome: Outcome, desk: Desk, *, every: bool = False) -> None:
    """Print what a run found for people to read."""
    from pipeline.screen.files import show_files
    from pipeline.screen.period import is_finished, show_result
    from pipeline.screen.written import show_folder

    for result in sorted(outcome.results, key=lambda one: not is_finished(one)):
        show_result(result, desk.root, every=every)
    if not outcome.results:
        say(texts.next_steps.nobody_owes_now(desk.schedule, outcome.coming))
    show_files(outcome, desk.register.latest)
    if outcome.unread:
        show_folder(texts.screen.UNREAD, outcome.unread, desk.root)


def periods_of(outcome: Outcome) -> tuple[Period, ...]:
    """Return the periods a run speaks of."""
    return tuple(result.summary.period for result in outcome.results)


def exit_code(outcome: Outcome) -> int:
    """Return how a run ends by what it found."""
    return HAS_PROBLEMS if needs_a_person(outcome) else ALL_WELL


def print_json(value: dict[str, object]) -> None:
    """Print an object for a program to read."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def needs_a_person(outcome: Outcome) -> bool:
    """Tell whether anything is printed that somebody must do, beside what every period asks."""
    files = outcome.refused or outcome.objections or outcome.repeated or outcome.unrecorded
    kept = outcome.unsealed or outcome.lost_inputs or outcome.lost_forms or outcome.ahead
    return bool(files or kept or outcome.ripple) or any(map(_asks, outcome.results))


def _asks(result: Result) -> bool:
    """Tell whether anybody is waited for, anything is asked or an edited report must be seen to."""
    from pipeline.domain.finding import Severity
    from pipeline.domain.standing import StandingKind

    summary = result.summary
    waiting = {StandingKind.INVALID, StandingKind.UNDECIDED}
    if summary.now >= summary.deadline:
        waiting.add(StandingKind.MISSING)
    edited = result.kept is not None and bool(result.kept.left or result.kept.unheld)
    return (
        any(standing.kind in waiting for standing in summary.standings)
        or any(finding.severity is not Severity.NOTE for finding in summary.findings)
        or edited
        or any(one.beside for one in result.written)
    )


@contextmanager
def progress_bar(*, quiet: bool) -> Iterator[Callable[[int, int], None]]:
    """Show a bar once the reading has taken more than a second; never in --json or a pipe."""
    began = time.monotonic()
    bar: Any = None

    def report(done: int, whole: int) -> None:
        nonlocal bar
        if quiet or is_plain() or not sys.stderr.isatty() or time.monotonic() - began < 1:
            return
        if bar is None:
            bar = click.progressbar(length=whole, label=texts.screen.READING, file=sys.stderr)
            bar.__enter__()
        bar.update(done - bar.pos)

    try:
        yield report
    finally:
        if bar is not None:
            bar.__exit__(None, None, None)
