"""A plan's text held against what is declared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline import texts
from pipeline.screen.lines import say

if TYPE_CHECKING:
    from pipeline.recipes.declare import PlanHeld


def show_plan(one: PlanHeld) -> None:
    """Print what was found when a plan's text was held against what is declared."""
    if one.held is None:
        say(texts.tied.NO_TEXT.format(title=one.plan.title), fg="yellow")
        return
    held, ordering = one.held, len(one.held.ordering)
    untied = sum(not held.is_tied(sentence) for sentence in held.ordering)
    say(texts.bases.cited(one.plan), bold=True)
    counts = {"sentences": len(held.sentences), "ordering": ordering}
    say(texts.tied.COUNTS.format(**counts, tied=ordering - untied, left=untied))
    rows = {"tasks": held.tied_tasks, "indicators": held.tied_indicators}
    say(texts.tied.ROWS.format(**rows, reasons=len(held.explained)))
    for words in one.plan.without_unit:
        say(texts.tied.WITHOUT_UNIT.format(words=words))
    for fault in one.faults:
        details = {"words": fault.words, "row": fault.row}
        details["day"] = texts.numbers.day(fault.day) if fault.day else ""
        what = texts.tied.FAULTS[fault.kind].format(**details)
        say(texts.tied.FAULT.format(clause=fault.clause, what=what), fg="yellow")
    if not one.faults:
        say(texts.tied.ALL_WELL)
