"""What became of the files in the folder, and what they change in closed periods."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

import click

from pipeline import texts
from pipeline.domain.finding import Finding
from pipeline.domain.office import Office
from pipeline.domain.period import Period
from pipeline.domain.submission import Submission
from pipeline.personal import masked
from pipeline.recipes.outcome import Outcome
from pipeline.screen.changes import example
from pipeline.screen.findings import show_finding
from pipeline.screen.lines import MOST, paragraph, say, unhidden, visible

_NAMED = 3  # periods named out of many


def show_files(outcome: Outcome, office: Office) -> None:
    """Print how many files lie in the folder, and what became of each."""
    counts = asdict(outcome.files)
    kinds = [w.format(count=counts[k]) for k, w in texts.screen.FILE_KINDS.items() if counts[k]]
    said = texts.screen.FILES.format(seen=outcome.files.seen)
    paragraph(f"{said}, {', '.join(kinds)}." if kinds else f"{said}.", "")
    if replaced := outcome.files.replaced:
        paragraph(texts.screen.SCREEN_REPLACED.format(count=replaced), "  ")
    for one in outcome.elsewhere[:MOST]:
        paragraph(_elsewhere_words(one, office), texts.screen.ARROW)
    _show_refused(outcome.refused)
    if outcome.ahead:
        paragraph(
            texts.screen.CLOCK_BEHIND.format(at=texts.numbers.instant(outcome.ahead)),
            texts.screen.ARROW,
        )
    for file, count in outcome.lost_forms:
        paragraph(texts.screen.FORM_LOST.format(file=file, count=count), texts.screen.ARROW)
    for issue, name, kept in outcome.unsealed:
        said = texts.screen.UNSEALED.format(file=name, period=issue.period, number=issue.number)
        paragraph(said, texts.screen.ARROW)
        click.echo(f"  {unhidden(str(kept))}")  # to be copied: a hash is no citizen's
    for issue, file in outcome.lost_inputs:
        said = texts.screen.INPUT_LOST.format(
            file=visible(file), period=issue.period, number=issue.number
        )
        paragraph(said, texts.screen.ARROW)
    _show_repeated(outcome.repeated, office)
    for one in outcome.objections:
        _show_objection(one, office)
    if outcome.unrecorded:
        paragraph(texts.screen.UNRECORDED.format(count=outcome.unrecorded), texts.screen.ARROW)
    if outcome.to_change:
        paragraph(_to_change_words(outcome.to_change), texts.screen.ARROW)
    if outcome.outdated:
        paragraph(_outdated_words(outcome.outdated), texts.screen.ARROW)
    for issue, since in outcome.touched:
        named = ", ".join(map(masked, since))
        number = f"{issue.number}{texts.next_steps.corrected_on(issue)}"
        said = texts.screen.TOUCHED.format(period=issue.period, number=number, since=named)
        paragraph(said, texts.screen.ARROW)
    for issue, changes in outcome.ripple:
        said = texts.screen.RIPPLE.format(
            period=issue.period,
            number=f"{issue.number}{texts.next_steps.corrected_on(issue)}",
            count=len(changes),
            example=example(changes[0]),
        )
        paragraph(said, texts.screen.ARROW)


def _elsewhere_words(one: Submission, office: Office) -> str:
    """Say whose a refused file is, of a period that is not shown, and where its faults are told."""
    unit = office.unit(one.unit) if one.unit else None
    return texts.screen.REFUSED_ELSEWHERE.format(
        file=masked(one.file), unit=unit.name if unit else one.unit, period=one.period
    )


def _to_change_words(periods: Sequence[Period]) -> str:
    """Say which closed reports rest on something else by now."""
    return texts.screen.TO_CHANGE.format(count=len(periods), periods=_few(periods))


def _outdated_words(periods: Sequence[Period]) -> str:
    """Say which closed periods a changed configuration left as they were."""
    words = {"periods": _few(periods), "example": periods[-1]}
    return texts.screen.OUTDATED.format(count=len(periods), **words)


def _few(periods: Sequence[Period]) -> str:
    """Name a few periods, and say how many more there are."""
    names, more = ", ".join(map(str, periods[:_NAMED])), len(periods) - _NAMED
    return names + (texts.screen.PERIODS_MORE.format(count=more) if more > 0 else "")


def _show_objection(one: Submission, office: Office) -> None:
    """Say what a unit objects to its points, and what is typed once it is decided."""
    unit = office.unit(one.unit or "")
    words = {"unit": unit.name if unit else one.unit, "code": one.unit, "period": one.period}
    paragraph(texts.screen.OBJECTION.format(words=one.objection, **words), texts.screen.ARROW)
    say(texts.screen.OBJECTION_NEXT.format(**words))
    for finding in one.findings:
        show_finding(finding)


def _show_repeated(repeated: Sequence[Submission], office: Office) -> None:
    """Name the files that came again to the last byte, under another name."""
    for one in repeated[:MOST]:
        unit = office.unit(one.unit) if one.unit else None
        said = texts.screen.REPEATED_NOBODYS.format(file=one.file)
        if unit and one.period:
            period = texts.numbers.period_words(one.period)
            said = texts.screen.REPEATED.format(file=one.file, unit=unit.name, period=period)
        paragraph(visible(said), texts.screen.ARROW)
    if len(repeated) > MOST:
        paragraph(texts.screen.REPEATED_MORE.format(count=len(repeated) - MOST), texts.screen.ARROW)


def _show_refused(refused: Sequence[Finding]) -> None:
    """Answer the files that no period shown speaks of."""
    if refused:
        say(texts.screen.REFUSED.format(count=len(refused)), bold=True)
    for finding in refused[:MOST]:
        show_finding(finding)
    if len(refused) > MOST:
        say(texts.screen.REFUSED_MORE.format(count=len(refused) - MOST))
