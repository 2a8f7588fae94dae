"""Documents held against the decree on their form."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline import texts
from pipeline.domain.breach import Breach
from pipeline.screen.lines import paragraph, say, visible


def show_breaches(path: Path, breaches: Sequence[Breach]) -> None:
    """Print which rules of form a document breaks, where, and what they ask for."""
    say(texts.decree.TITLE.format(name=visible(path.name)), bold=True)
    rules = [one for one in breaches if not one.advice]
    if rules:
        say(texts.decree.MANY.format(count=len(rules)), fg="red")
    else:
        say(texts.decree.RIGHT, fg="green")
    for one in (*rules, *(one for one in breaches if one.advice)):
        sentence = texts.decree.ADVISED if one.advice else texts.decree.BREACH
        said = sentence.format(rule=one.rule, clause=one.clause, wanted=one.wanted)
        paragraph(said, "  ")
        more = texts.decree.MORE.format(count=one.times - 1) if one.times > 1 else ""
        here = texts.decree.HERE if one.where else texts.decree.SOMEWHERE
        paragraph(here.format(where=one.where, found=one.found, more=more), "    ")


def breaches_object(path: Path, breaches: Sequence[Breach]) -> dict[str, object]:
    """Return which rules of form a document breaks, as an object for programs."""
    return {
        "file": str(path),
        "keeps": all(one.advice for one in breaches),
        "breaches": [
            {
                "rule": one.rule,
                "clause": one.clause,
                "advice": one.advice,
                "where": one.where,
                "found": one.found,
                "wanted": one.wanted,
                "times": one.times,
            }
            for one in breaches
        ],
    }
