"""How units stand, in one period or one unit in many: who is of no concern is counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import click

from pipeline import texts
from pipeline.domain.standing import Standing, StandingKind
from pipeline.domain.summary import Overview
from pipeline.personal import masked
from pipeline.screen.lines import columns, folded, paragraph, say, visible

_NAME = 45  # columns of a name with its dots
_COLOURS = {
    StandingKind.ON_TIME: "green",
    StandingKind.LATE: "yellow",
    StandingKind.UNDECIDED: "yellow",
    StandingKind.MISSING: "red",
    StandingKind.INVALID: "red",
}


def show_standings(summary: Overview, reminded: Mapping[str, str], *, every: bool) -> None:
    """Print how units stand; punctual ones and those still awaited by name only if `every`.

    `reminded` says, by a unit's code, how often it was; "" where it never was.
    """
    due = summary.now >= summary.deadline
    counted = {} if every else _counted(summary, due=due)
    if punctual := counted.get(StandingKind.ON_TIME):
        quiet = sum(one.nothing_arose for one in punctual)
        signed = sum(one.unit.code in summary.signed for one in punctual)
        more = [
            words.format(count=count)
            for count, words in (
                (quiet, texts.sentences.STANDINGS_NOTHING),
                (signed, texts.sentences.STANDINGS_SIGNED),
            )
            if count
        ]
        said = texts.sentences.STANDINGS_ON_TIME.format(count=len(punctual))
        say(f"{said} ({', '.join(more)})" if more else said, fg="green")
    if awaited := counted.get(StandingKind.MISSING):
        said = texts.sentences.STANDINGS_NOT_YET.format(count=len(awaited))
        often = sum(bool(reminded.get(one.unit.code)) for one in awaited)
        click.echo(said + (texts.sentences.STANDINGS_REMINDED.format(count=often) if often else ""))
    named = {one.unit.code for units in counted.values() for one in units}
    for standing in summary.standings:
        if standing.unit.code not in named:
            show_standing(standing, standing.unit.name, due=due)
            again = reminded.get(standing.unit.code, "")
            for words in filter(None, (again and f"({again})", *_told(standing, summary))):
                paragraph(words, "      ")


def show_standing(standing: Standing, name: str, *, due: bool) -> None:
    """Print one standing after a name: of the unit, or of the period."""
    sign = texts.sentences.STANDING_SIGNS[standing.kind.value]
    words = visible(texts.sentences.standing_words(standing, due=due))
    colour = None if words == texts.sentences.STANDING_NOT_YET else _COLOURS[standing.kind]
    if colour is None:
        sign = texts.sentences.STANDING_NOT_YET_SIGN
    name = visible(name)
    dots = "." * max(3, _NAME - columns(name))
    for part in folded(f"{sign} {name} {dots} {words}", "  ", " " * 6):
        styled = part.replace(words, click.style(words, fg=colour)) if colour else part
        click.echo(styled.replace(f"  {sign} ", f"  {click.style(sign, fg=colour)} ", 1))


def _counted(summary: Overview, *, due: bool) -> dict[StandingKind, Sequence[Standing]]:
    """Return those of whom there is nothing to say, where they are several of a kind."""
    punctual = [
        one
        for one in summary.standings
        if one.kind is StandingKind.ON_TIME and not any(_told(one, summary)[:-1])
    ]
    awaited = [
        one
        for one in summary.standings
        if one.kind is StandingKind.MISSING and not (due or one.aside or one.carried)
    ]
    found = {StandingKind.ON_TIME: punctual, StandingKind.MISSING: awaited}
    return {kind: units for kind, units in found.items() if len(units) > 1}


def _told(standing: Standing, summary: Overview) -> tuple[str, ...]:
    """Say what else there is of a unit's report, its signed copy last; "" for what there is not."""
    file = standing.in_force.file if standing.in_force else ""
    changed = sum(one.unit == standing.unit and one.after == file for one in summary.changes)
    replaced = texts.sentences.STANDING_REPLACED.format(file=masked(file), count=changed)
    copy = masked(summary.signed.get(standing.unit.code, ""))
    signed = texts.sentences.STANDING_SIGNED.format(file=copy)
    return (
        replaced if changed else "",
        *texts.sentences.told_words(standing),
        standing.decided_by,
        standing.excused,
        signed if copy else "",
    )
