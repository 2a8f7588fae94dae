"""Whether a form can be sent, said on each of its sheets: the words, and their Excel formula."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline import texts
from pipeline.domain.plain import literal


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Where another sheet of the form counts its errors."""

    sheet: str
    cells: str  # an expression
    errors: int  # as it is sent out


@dataclass(frozen=True, slots=True)
class Question:
    """The one-click answer of a whole table."""

    unanswered: str  # the Excel expression that is TRUE while there is none
    words: str  # what is said then
    open: bool  # as the form is sent out


def status_formula(here: str, others: Sequence[Elsewhere], question: Question | None) -> str:
    """Return the formula of a sheet's status; `here` counts the sheet's own errors."""
    before, after = texts.form.LEFT_IN_TABLE
    total = "+".join((here, *(other.cells for other in others)))
    look = literal("")
    for other in reversed(others):
        said = texts.form.LEFT_ELSEWHERE.format(sheet=other.sheet)
        look = f"IF({other.cells}>0,{literal(said)},{look})"
    status = (
        f"IF({total}=0,{literal(texts.form.READY)},"
        f"{literal(before)}&({total})&IF({here}>0,{literal(after)},{look}))"
    )
    if question is None:
        return status
    return f"IF({question.unanswered},{literal(question.words)},{status})"


def status_now(errors: int, others: Sequence[Elsewhere], question: Question | None) -> str:
    """Return what a sheet's status says as the form is sent out."""
    if question and question.open:
        return question.words
    before, after = texts.form.LEFT_IN_TABLE
    total = errors + sum(other.errors for other in others)
    if not total:
        return texts.form.READY
    first = next((other.sheet for other in others if other.errors), "")
    return f"{before}{total}{after if errors else texts.form.LEFT_ELSEWHERE.format(sheet=first)}"
