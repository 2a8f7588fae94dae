"""One period: who sent, who is late, what is wrong, what people do next."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline import texts
from pipeline.domain.standing import Standing, StandingKind
from pipeline.domain.summary import Overview
from pipeline.personal import masked
from pipeline.recipes.outcome import Result
from pipeline.screen.changes import example
from pipeline.screen.findings import show_findings
from pipeline.screen.lines import below, columns, paragraph, say, visible
from pipeline.screen.written import show_folder, show_kept

_COLOURS = {
    StandingKind.ON_TIME: "green",
    StandingKind.LATE: "yellow",
    StandingKind.UNDECIDED: "yellow",
    StandingKind.MISSING: "red",
    StandingKind.INVALID: "red",
}


def show_result(result: Result, root: Path) -> None:
    """Print a period: who sent, who is late or missing, what is wrong, where the result is."""
    summary = result.summary
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
    click.echo()
    for standing in summary.standings:
        _show_standing(standing, summary)
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
        show_kept(result.kept, root, texts.edited.KEPT)
    if result.returned:
        show_folder(texts.screen.SENT_BACK, tuple(result.returned.values()), root)
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


def _show_standing(standing: Standing, summary: Overview) -> None:
    sign = texts.sentences.STANDING_SIGNS[standing.kind.value]
    name = visible(standing.unit.name)
    dots = "." * max(3, 45 - columns(name))
    words = visible(texts.sentences.standing_words(standing, due=summary.now >= summary.deadline))
    colour = "white" if words == texts.sentences.STANDING_NOT_YET else _COLOURS[standing.kind]
    click.echo(f"  {click.style(sign, fg=colour)} {name} {dots} {click.style(words, fg=colour)}")
    changed = sum(
        standing.in_force is not None
        and change.unit == standing.unit
        and change.after == standing.in_force.file
        for change in summary.changes
    )
    replaced = ""
    if changed and standing.in_force:
        file = masked(standing.in_force.file)
        replaced = texts.sentences.STANDING_REPLACED.format(file=file, count=changed)
    copy = summary.signed.get(standing.unit.code, "")
    signed = texts.sentences.STANDING_SIGNED.format(file=masked(copy)) if copy else ""
    told = texts.sentences.told_words(standing)
    for words in filter(None, (replaced, *told, signed, standing.decided_by, standing.excused)):
        paragraph(words, "      ")


def _read(result: Result) -> str:
    """Say how a report is read before it is signed; "" where none was written."""
    if result.kept is not None:
        return texts.next_steps.NEXT_READ_EDITED
    if any(one.beside and one.path.suffix == ".docx" for one in result.written):
        return texts.next_steps.NEXT_READ_BESIDE
    return texts.next_steps.NEXT_READ if result.written else ""
