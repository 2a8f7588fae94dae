"""The commands: the only place that prints, colours and sets exit codes."""

from __future__ import annotations

import gc
import json
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline import __version__, texts
from pipeline.domain.decision import Decision, DecisionKind
from pipeline.domain.finding import BaocaoError, Severity
from pipeline.domain.period import Period
from pipeline.domain.standing import StandingKind

if TYPE_CHECKING:
    from pipeline.domain.summary import Overview
    from pipeline.recipes.desk import Desk
    from pipeline.recipes.outcome import Outcome
    from pipeline.recipes.write import Written

_ALL_WELL, _HAS_PROBLEMS, _CANNOT_RUN, _BUG = 0, 1, 2, 3
_FIRST_YEAR, _LAST_YEAR = 2000, 2999  # as periods are

_office = click.option(
    "--office",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help=texts.help.OFFICE,
)
_now = click.option("--now", "now_text", default=None, metavar="TIME", help=texts.help.NOW)
_help = click.help_option("-h", "--help", help=texts.help.HELP)
_json = click.option("--json", "as_json", is_flag=True, help=texts.help.JSON)


class _Formatter(click.HelpFormatter):
    """Help with Vietnamese headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or texts.help.USAGE)

    def write_heading(self, heading: str) -> None:
        super().write_heading(texts.help.SECTIONS.get(heading, heading))


click.Context.formatter_class = _Formatter


class _Group(click.Group):
    """Turns every way a run can end into one sentence and an exit code."""

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        if self.get_command(ctx, args[0]) is None:
            raise click.UsageError(texts.help.USAGE_NO_COMMAND.format(name=args[0]), ctx)
        return super().resolve_command(ctx, args)

    def main(  # type: ignore[override]
        self, args: Sequence[str] | None = None, *, standalone_mode: bool = True
    ) -> Any:
        try:
            code: object = super().main(args, "baocao06", standalone_mode=False)
        except click.exceptions.NoArgsIsHelpError as error:
            click.echo(error.message)
            code = _CANNOT_RUN
        except click.ClickException as error:
            _complain(_usage_sentence(error))
            code = _CANNOT_RUN
        except click.Abort:
            code = _CANNOT_RUN
        if standalone_mode:
            sys.exit(code if isinstance(code, int) else _ALL_WELL)
        return code

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BaocaoError as error:
            _complain(str(error))
            ctx.exit(_CANNOT_RUN)
        except BrokenPipeError:  # whoever was reading has seen enough
            _forget_output()
            ctx.exit(_ALL_WELL)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception:
            trace = _keep_trace()
            click.secho(texts.screen.BUG.format(path=trace), fg="red", err=True)
            ctx.exit(_BUG)


def _complain(said: str) -> None:
    from pipeline.screen import visible

    click.secho("\n".join(map(visible, said.split("\n"))), fg="red", err=True)


def _usage_sentence(error: click.ClickException) -> str:
    match error:
        case click.NoSuchOption():
            said = texts.help.USAGE_NO_OPTION.format(name=error.option_name)
        case click.MissingParameter():
            name = error.param.human_readable_name if error.param else ""
            said = texts.help.USAGE_MISSING.format(
                name=texts.help.USAGE_NAMES.get(name.lower(), name)
            )
        case click.BadOptionUsage():
            said = texts.help.USAGE_NO_VALUE.format(name=error.option_name)
        case click.BadParameter():
            said = texts.help.USAGE_BAD.format(message=error.message)
        case click.UsageError() if "unexpected extra argument" in error.message:
            said = texts.help.USAGE_EXTRA.format(
                words=error.message.rpartition("(")[2].rstrip(").")
            )
        case _:
            said = error.message
    context = error.ctx if isinstance(error, click.UsageError) else None
    return said + texts.help.USAGE_HELP.format(
        command=context.command_path if context else "baocao06"
    )


def _forget_output() -> None:
    """Leave nothing to flush at exit into a pipe that is closed."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _keep_trace() -> Path:
    import tempfile

    name = f"baocao06-loi-{datetime.now():%Y%m%d-%H%M%S}.txt"
    path = Path(tempfile.gettempdir()) / name
    path.write_text(f"baocao06 {__version__}\n{traceback.format_exc()}", encoding="utf-8")
    return path


@click.group(
    cls=_Group,
    help=texts.help.MAIN,
)
@click.version_option(__version__, prog_name="baocao06", help=texts.help.VERSION)
@_help
def _commands() -> None:
    pass


def main() -> None:
    """Run the command line."""
    # A run is short and keeps nearly all it makes: to look for garbage often is half its time.
    gc.set_threshold(50_000)
    for stream in (sys.stdout, sys.stderr):
        # A redirected console on Windows would otherwise break on the first accent.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    _commands.main()


@_commands.command(help=texts.help.TEMPLATES)
@_help
@click.argument("period", required=False)
@_office
@_now
def templates(period: str | None, office: Path | None, now_text: str | None) -> None:
    """Write one form per unit."""
    from pipeline.recipes import forms as recipe

    desk = _open(office)
    now = _clock(desk, now_text)
    chosen = _period(period) if period else _being_filled(desk, now)
    written = recipe.distribute(desk, chosen, now)
    heading = texts.screen.FORMS_WRITTEN.format(count=len(written) - 1, period=chosen)
    _list_written(desk, heading, written)
    schedule = desk.office.schedule
    deadline = texts.numbers.due_words(schedule.deadline(chosen))
    deadline += texts.numbers.day_off_words(schedule.due_day_off(chosen))
    click.echo(texts.screen.FORMS_NEXT.format(deadline=deadline))
    _note_years(desk, (chosen,))


def _being_filled(desk: Desk, now: datetime) -> Period:
    """Return the week units fill now: the closed one until it is due, then the running one."""
    current = desk.office.schedule.current(now)
    return current if now < desk.office.schedule.deadline(current) else current.next


@_commands.command(help=texts.help.MERGE)
@_help
@click.argument("periods", nargs=-1)
@_office
@_now
@_json
def merge(periods: Sequence[str], office: Path | None, now_text: str | None, as_json: bool) -> None:
    """Merge what was returned and write the outputs."""
    from pipeline.recipes import merge as recipe

    desk = _open(office)
    now = _clock(desk, now_text)
    chosen = tuple(_closed(desk, _period(text), now) for text in periods)
    with _progress(quiet=as_json) as progress:
        outcome = recipe.merge(desk, chosen, now, progress)
    _report(outcome, desk, as_json=as_json)


@_commands.command(help=texts.help.STATUS)
@_help
@click.argument("periods", nargs=-1)
@_office
@_now
@_json
def status(
    periods: Sequence[str], office: Path | None, now_text: str | None, as_json: bool
) -> None:
    """Tell how each unit stands."""
    from pipeline.recipes import look as recipe

    desk = _open(office)
    now = _clock(desk, now_text)
    chosen = tuple(_period(text) for text in periods)
    with _progress(quiet=as_json) as progress:
        outcome = recipe.status(desk, chosen, now, progress)
    _report(outcome, desk, as_json=as_json)


@_commands.command(help=texts.help.CHECK)
@_help
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@_office
@_now
@_json
def check(files: Sequence[Path], office: Path | None, now_text: str | None, as_json: bool) -> None:
    """Say what is wrong in files."""
    from pipeline.recipes import look as recipe
    from pipeline.screen import checked_object, show_checked

    desk = _open(office)
    now = _clock(desk, now_text)
    with _progress(quiet=as_json) as progress:
        submissions = recipe.check(desk, files, now, progress)
    if as_json:
        _print_json({"files": [checked_object(submission) for submission in submissions]})
    else:
        for submission in submissions:
            show_checked(submission, desk.office)
    sys.exit(_ALL_WELL if all(s.valid for s in submissions) else _HAS_PROBLEMS)


def _deciding(command: Callable[..., None]) -> Callable[..., None]:
    """Add what every decision of a named person takes."""
    by = click.option("--by", required=True, metavar="NAME", help=texts.help.BY)
    why = click.option("--why", required=True, metavar="TEXT", help=texts.help.WHY)
    return _help(by(why(_office(_now(command)))))


@_commands.command(help=texts.help.RECEIVED)
@click.argument("unit")
@click.argument("period")
@click.argument("time")
@_deciding
def received(unit: str, period: str, time: str, **who: Any) -> None:
    """Note when a report really arrived."""
    _decide(DecisionKind.RECEIVED, unit, period, time=time, **who)


@_commands.command(name="set-aside", help=texts.help.SET_ASIDE)
@click.argument("file")
@_deciding
def set_aside(file: str, **who: Any) -> None:
    """Leave a file out."""
    _decide(DecisionKind.SET_ASIDE, label=file, **who)


@_commands.command(help=texts.help.WAIVE)
@click.argument("unit")
@click.argument("period")
@click.argument("code")
@_deciding
def waive(unit: str, period: str, code: str, **who: Any) -> None:
    """Let a finding stand."""
    _decide(DecisionKind.WAIVED, unit, period, subject=code, label=code, **who)


@_commands.command(help=texts.help.EXCUSE)
@click.argument("unit")
@click.argument("period")
@_deciding
def excuse(unit: str, period: str, **who: Any) -> None:
    """Accept the reason for a lateness."""
    _decide(DecisionKind.EXCUSED, unit, period, **who)


@_commands.command(help=texts.help.CARRY)
@click.argument("unit")
@click.argument("period")
@_deciding
def carry(unit: str, period: str, **who: Any) -> None:
    """Let a missing unit's last figures stand in."""
    _decide(DecisionKind.CARRIED, unit, period, **who)


@_commands.command(help=texts.help.REOPEN)
@click.argument("period")
@_deciding
def reopen(period: str, **who: Any) -> None:
    """Let an issued report be made again."""
    _decide(DecisionKind.REOPENED, "", period, **who)


@_commands.command(help=texts.help.ISSUE)
@_help
@click.argument("period")
@click.option("--number", required=True, metavar="NUMBER", help=texts.help.NUMBER)
@click.option("--date", "day", required=True, metavar="DATE", help=texts.help.DATE)
@click.option("--by", required=True, metavar="NAME", help=texts.help.BY)
@_office
@_now
def issue(
    period: str, number: str, day: str, by: str, office: Path | None, now_text: str | None
) -> None:
    """Write a report with number and date, and seal it."""
    from pipeline.recipes import issue as recipe

    desk = _open(office)
    now = _clock(desk, now_text)
    try:
        signed_on = date.fromisoformat(day)
    except ValueError as error:
        raise BaocaoError(texts.screen.BAD_DATE.format(text=day)) from error
    chosen = _closed(desk, _period(period), now)
    written, absent = recipe.issue(desk, chosen, number, signed_on, by, now)
    _list_written(desk, texts.screen.ISSUED.format(period=chosen, number=number), written)
    if absent:
        units = ", ".join(unit.name for unit in absent)
        click.secho(texts.screen.ISSUED_WITHOUT.format(units=units), fg="yellow")
        sys.exit(_HAS_PROBLEMS)


@_commands.command(help=texts.help.CORRECT)
@_help
@click.argument("period")
@click.option("--by", required=True, metavar="NAME", help=texts.help.BY)
@click.option("--why", required=True, metavar="TEXT", help=texts.help.WHY)
@_office
@_now
def correct(period: str, by: str, why: str, office: Path | None, now_text: str | None) -> None:
    """Write the correction of an issued report."""
    from pipeline.recipes import issue as recipe

    desk = _open(office)
    chosen = _period(period)
    written = recipe.correct(desk, chosen, by, why, _clock(desk, now_text))
    _list_written(desk, texts.screen.CORRECTED.format(period=chosen), written)


def _list_written(desk: Desk, heading: str, written: Sequence[Written]) -> None:
    click.echo(heading)
    for one in written:
        click.echo(f"  {_shown(desk, one.path)}{texts.screen.BESIDE if one.beside else ''}")


@_commands.command(help=texts.help.WITHDRAW)
@click.argument("number")
@_deciding
def withdraw(number: str, **who: Any) -> None:
    """Withdraw an earlier decision."""
    _decide(DecisionKind.WITHDRAWN, subject=number, label=number, **who)


def _decide(
    kind: DecisionKind,
    unit: str = "",
    period: str = "",
    *,
    time: str = "",
    subject: str = "",
    label: str = "",
    office: Path | None,
    now_text: str | None,
    by: str,
    why: str,
) -> None:
    from pipeline.recipes import decide as recipe
    from pipeline.screen import visible

    desk = _open(office)
    now = _clock(desk, now_text)
    decision = Decision(
        number=0,
        kind=kind,
        unit=desk.unit(unit).code if unit else "",
        period=_period(period) if period else None,
        subject=subject,
        label=label,
        at=_hour(desk, time) if time else None,
        by=by,
        why=why,
        decided_at=now,
    )
    taken = recipe.decide(desk, decision, now)
    click.echo(
        visible(
            texts.screen.DECIDED.format(words=texts.sentences.decision_words(taken, desk.office))
        )
    )
    click.echo(texts.screen.DECIDED_NEXT)


@_commands.command(help=texts.help.DEMO)
@_help
@click.argument("folder", required=False, default="demo", type=click.Path(path_type=Path))
@click.option("--short", is_flag=True, help=texts.help.SHORT)
def demo(folder: Path, short: bool) -> None:
    """Play a sample office."""
    from pipeline.demo.story import play

    play(folder, _run_command, short=short)


def _run_command(arguments: Sequence[str]) -> int:
    """Run a command as if it had been typed, and return its exit code."""
    try:
        code = _commands.main(list(arguments), standalone_mode=False)
    except SystemExit as ended:
        code = ended.code
    return code if isinstance(code, int) else 0


def _open(office: Path | None) -> Desk:
    from pipeline.recipes.desk import closing_late, open_desk

    if office and not office.is_dir():
        raise BaocaoError(texts.config.NO_OFFICE.format(folder=office))
    desk = open_desk((office or Path.cwd()).resolve())
    for period in closing_late(desk):
        click.secho(texts.screen.CLOSES_LATE.format(period=period), fg="yellow", err=True)
    return desk


def _clock(desk: Desk, text: str | None) -> datetime:
    zone = desk.office.schedule.zone
    return _instant(desk, text) if text else datetime.now(zone).replace(microsecond=0)


def _instant(desk: Desk, text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise BaocaoError(texts.screen.BAD_TIME.format(text=text)) from error
    if not _FIRST_YEAR <= at.year <= _LAST_YEAR:
        raise BaocaoError(texts.screen.BAD_TIME.format(text=text))
    return at if at.tzinfo else at.replace(tzinfo=desk.office.schedule.zone)


def _hour(desk: Desk, text: str) -> datetime:
    """Read an instant that names its hour: a day alone would mean midnight, before any deadline."""
    if ":" not in text:
        raise BaocaoError(texts.screen.BAD_TIME.format(text=text))
    return _instant(desk, text)


def _period(text: str) -> Period:
    try:
        return Period.parse(text)
    except ValueError as error:
        raise BaocaoError(texts.screen.BAD_PERIOD.format(text=text)) from error


def _closed(desk: Desk, period: Period, now: datetime) -> Period:
    """Refuse a period whose days are not over: its figures cannot be there yet."""
    last = desk.office.schedule.window(period)[1]
    if last >= now.astimezone(desk.office.schedule.zone).date():
        raise BaocaoError(
            texts.screen.FUTURE_PERIOD.format(period=period, last=texts.numbers.day(last))
        )
    return period


def _shown(desk: Desk, path: Path) -> str:
    return str(path.relative_to(desk.root)) if path.is_relative_to(desk.root) else str(path)


def _note_years(desk: Desk, periods: Iterable[Period]) -> None:
    """Say of which years no day off is declared."""
    from pipeline.recipes.desk import years_without_days_off

    if years := years_without_days_off(desk, periods):
        said = texts.screen.NO_DAYS_OFF.format(years=", ".join(map(str, years)))
        click.secho(said, fg="yellow", err=True)


def _report(outcome: Outcome, desk: Desk, *, as_json: bool) -> None:
    """Print what a run found, and end with its exit code."""
    from pipeline.screen import outcome_object, show_files, show_result

    if as_json:
        _print_json(outcome_object(outcome, desk.root))
    else:
        for result in outcome.results:
            show_result(result, desk.root)
        show_files(outcome, desk.office)
    _note_years(desk, (result.summary.period for result in outcome.results))
    sys.exit(_verdict(outcome))


def _print_json(value: dict[str, object]) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def _verdict(outcome: Outcome) -> int:
    settled = all(_settled(result.summary) for result in outcome.results)
    return _ALL_WELL if settled and not outcome.refused else _HAS_PROBLEMS


def _settled(summary: Overview) -> bool:
    """Tell whether nobody is waited for and no error stands."""
    unsettled = {StandingKind.INVALID, StandingKind.UNDECIDED}
    if summary.now >= summary.deadline:
        unsettled.add(StandingKind.MISSING)
    waiting = any(standing.kind in unsettled for standing in summary.standings)
    return not waiting and not any(f.severity is Severity.ERROR for f in summary.findings)


@contextmanager
def _progress(*, quiet: bool) -> Iterator[Callable[[int, int], None]]:
    """Show a bar once the reading has taken more than a second; never in --json or a pipe."""
    import time

    began = time.monotonic()
    bar: Any = None

    def report(done: int, whole: int) -> None:
        nonlocal bar
        if quiet or not sys.stderr.isatty() or time.monotonic() - began < 1:
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
