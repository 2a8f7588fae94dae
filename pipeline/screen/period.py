"""One period: who sent, who is late, what is wrong, what people do next."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline import texts
from pipeline.domain.finding import Severity
from pipeline.domain.owed import owed_by
from pipeline.domain.reminders import NoticeKind
from pipeline.domain.standing import Standing, StandingKind
from pipeline.domain.summary import Overview
from pipeline.recipes.outcome import Result
from pipeline.recipes.write import report_name
from pipeline.screen.changes import example
from pipeline.screen.findings import show_findings
from pipeline.screen.lines import below, paragraph, say
from pipeline.screen.standings import show_standings
from pipeline.screen.written import show_folder, show_kept, show_sent_back


def show_result(result: Result, root: Path, *, every: bool = False) -> None:
    """Print a period: who sent, who is late or missing, what is wrong, where the result is.

    One that is finished takes a line, unless `every` unit shall be named.
    """
    summary = result.summary
    if is_finished(result) and not every:
        _show_finished(result)
        return
    first, last = summary.window
    say(
        texts.screen.TITLE.format(
            period=summary.period, words=texts.numbers.period_words(summary.period)
        ),
        bold=True,
    )
    say(texts.screen.WINDOW.format(window=texts.numbers.window_words(first, last)))
    day_off = summary.office.schedule.due_day_off(summary.period)
    deadline = texts.numbers.due_words(summary.deadline) + texts.numbers.day_off_words(day_off)
    say(texts.screen.DEADLINE.format(deadline=deadline))
    say(texts.screen.SENT.format(sent=summary.sent, owed=len(summary.standings)))
    if asked := _asked(result):
        say(asked)
    click.echo()
    reminded = {one.unit.code: _reminded(result, one) for one in summary.standings}
    show_standings(summary, reminded, every=every)
    show_findings(summary.findings, summary.office)
    if summary.decisions:
        click.echo()
    for decision in summary.decisions:
        paragraph(f"{texts.sentences.decision_words(decision, summary.office)}.", "  ")
    click.echo()
    for one in result.written:
        say(f"  {below(one.path, root)}")
        if one.beside:
            say(texts.screen.WRITTEN_BESIDE, fg="yellow")
    if result.kept:
        show_kept(result.kept, _report(result), root, texts.edited.KEPT)
    if result.returned:
        show_sent_back(tuple(result.returned.values()), root)
    if result.receipts:
        show_folder(texts.screen.RECEIPTS, result.receipts[::2], root)
    if result.slips:
        show_folder(texts.screen.SLIPS, result.slips, root)
    if result.changed and not _is_collected(summary):
        said = texts.screen.REMADE.format(
            count=len(result.changed), example=example(result.changed[0])
        )
        paragraph(said, texts.screen.ARROW)
    for line in texts.next_steps.what_next(summary, _read(result), result.issued):
        paragraph(line, texts.screen.ARROW)
    click.echo()


def _is_collected(summary: Overview) -> bool:
    """Tell whether a period's reports are still coming: all its figures are others each time."""
    schedule, period = summary.office.schedule, summary.period
    return summary.now < summary.deadline or schedule.current(summary.now, period.kind) == period


def is_finished(result: Result) -> bool:
    """Tell whether all reports of a period are there, and nothing is asked or newly written."""
    summary = result.summary
    punctual = (StandingKind.ON_TIME, StandingKind.LATE)
    complete = all(one.kind in punctual for one in summary.standings)
    asks = any(one.severity is not Severity.NOTE for one in summary.findings)
    over = summary.now >= summary.deadline
    return complete and over and not (asks or summary.unsigned or result.written)


def _show_finished(result: Result) -> None:
    summary, issued = result.summary, result.issued
    late = [standing.unit for standing in summary.of_kind(StandingKind.LATE)]
    words = {
        "words": texts.numbers.period_words(summary.period),
        "period": summary.period,
        "owed": len(summary.standings),
        "late": texts.plan.named_in_sentence(late),
    }
    said = (texts.screen.FINISHED_LATE if late else texts.screen.FINISHED).format(**words)
    if issued:
        day, corrected = texts.numbers.day(issued.signed_on), texts.next_steps.corrected_on(issued)
        said += texts.screen.FINISHED_ISSUED.format(
            number=issued.number, day=day, corrected=corrected
        )
    say(f"{said}.", fg="green", after="  ")
    for line in () if issued else texts.next_steps.what_next(summary, _read(result), None):
        paragraph(line, texts.screen.ARROW)
    click.echo()


def _reminded(result: Result, standing: Standing) -> str:
    """Say how often a unit was reminded that still owes something; "" where it never was."""
    if owed_by(standing) is None:
        return ""
    return texts.reminding.reminded_words(result.noted(NoticeKind.REMINDER, standing.unit))


def _asked(result: Result) -> str:
    """Say on which days forms were sent out, and to how many units."""
    units = [standing.unit for standing in result.summary.standings]
    sent = [noted[-1].at for unit in units if (noted := result.noted(NoticeKind.FORM, unit))]
    return texts.reminding.asked_words([at.date() for at in sent], len(units))


def _report(result: Result) -> Path:
    name = report_name(result.summary.period)
    return next(one.path for one in result.written if one.path.name == name)


def _read(result: Result) -> str:
    """Say how a report is read before it is signed; "" where none was written."""
    if result.kept is not None:
        return texts.next_steps.NEXT_READ_EDITED
    if any(one.beside and one.path.suffix == ".docx" for one in result.written):
        return texts.next_steps.NEXT_READ_BESIDE
    if result.edited:
        return texts.next_steps.NEXT_READ_MADE_EDITED
    if result.made:
        return texts.next_steps.NEXT_READ_MADE
    return texts.next_steps.NEXT_READ if result.written else ""
