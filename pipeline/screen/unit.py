"""One unit over many periods."""

from __future__ import annotations

from collections import Counter

import click

from pipeline import texts
from pipeline.domain.standing import StandingKind
from pipeline.personal import masked
from pipeline.recipes.look import OfUnit, Report
from pipeline.screen.findings import finding_objects, show_findings
from pipeline.screen.lines import paragraph, say
from pipeline.screen.standings import show_standing


def show_unit(found: OfUnit, *, every: bool) -> None:
    """Print how a unit stood, the newest period last; punctual ones are counted unless `every`."""
    say(texts.screen.OF_UNIT.format(unit=found.unit.name, code=found.unit.code), bold=True)
    if not found.reports:
        say(texts.screen.OF_UNIT_NONE)
    punctual = [one for one in found.reports if _is_punctual(one)]
    if punctual and not every:
        say(texts.screen.OF_UNIT_ON_TIME.format(count=len(punctual)), fg="green")
    for one in found.reports:
        if every or one not in punctual:
            _show_report(one)
    show_findings([f for one in found.reports for f in one.findings], found.office)
    decisions = [decision for one in found.reports for decision in one.decisions]
    if decisions:
        click.echo()
    for decision in decisions:
        paragraph(f"{texts.sentences.decision_words(decision, found.office)}.", "  ")


def _is_punctual(one: Report) -> bool:
    return one.standing.kind is StandingKind.ON_TIME and not one.asks


def _show_report(one: Report) -> None:
    words = texts.numbers.period_words(one.period)
    name = texts.screen.OF_UNIT_PERIOD.format(words=words, period=one.period)
    show_standing(one.standing, name, due=one.due)
    if one.findings:
        counts = Counter(finding.code for finding in texts.findings.once(one.findings))
        codes = ", ".join(sorted(counts))
        paragraph(texts.screen.OF_UNIT_ASKED.format(count=counts.total(), codes=codes), "      ")


def unit_object(found: OfUnit) -> dict[str, object]:
    """Give how a unit stood as an object for programs."""
    return {
        "unit": found.unit.code,
        "periods": [
            {
                "period": str(one.period),
                "standing": one.standing.kind.value,
                "file": masked(one.standing.in_force.file) if one.standing.in_force else None,
                "findings": finding_objects(one.findings),
                "decisions": [decision.number for decision in one.decisions],
            }
            for one in found.reports
        ],
    }
