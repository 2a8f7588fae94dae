"""Whether a form can be sent, said on each of its sheets: the words, and their Excel formula.

What is wrong is said first, then what is not filled in yet, then what is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from pipeline import texts
from pipeline.domain.plain import literal
from pipeline.outputs.book.look import BAD, BOX, DOUBT, GOOD, GREY
from pipeline.outputs.forms.pen import Pen


@dataclass(frozen=True, slots=True)
class Count:
    """How much there is of something on a sheet."""

    cells: str  # an expression
    now: int  # as the form is sent out


@dataclass(frozen=True, slots=True)
class Tally:
    """What a sheet of the form counts of itself."""

    sheet: str
    measure: str  # of what is left to fill in: rows, answers
    errors: Count
    left: Count
    asks: Count


@dataclass(frozen=True, slots=True)
class Question:
    """The one-click answer of a whole table."""

    unanswered: str  # the Excel expression that is TRUE while there is none
    words: str  # what is said then
    open: bool  # as the form is sent out


Get = Callable[[Tally], Count]


def _errors(tally: Tally) -> Count:
    return tally.errors


def _left(tally: Tally) -> Count:
    return tally.left


def _asks(tally: Tally) -> Count:
    return tally.asks


def status_formula(here: Tally, others: Sequence[Tally], question: Question | None) -> str:
    """Return the formula of a sheet's status; `here` is the sheet itself."""
    every = (here, *others)
    errors, left, asks = (
        "+".join(get(tally).cells for tally in every) for get in (_errors, _left, _asks)
    )
    parts = "&".join(
        f'IF({t.left.cells}>0,", "&({t.left.cells})&{literal(_rest(t, here))},"")' for t in every
    )
    said = (
        f"IF({errors}>0,{_named(texts.form.ERRORS_LEFT, errors, _errors, here, others)},"
        f"IF({left}>0,{literal(texts.form.UNFINISHED)}&MID({parts},3,255),"
        f"IF({asks}>0,{_named(texts.form.ASKS_LEFT, asks, _asks, here, others)},"
        f"{literal(texts.form.READY)})))"
    )
    if question is None:
        return said
    return f"IF({question.unanswered},{literal(question.words)},{said})"


def status_now(here: Tally, others: Sequence[Tally], question: Question | None) -> str:
    """Return what a sheet's status says as the form is sent out."""
    if question and question.open:
        return question.words
    every = (here, *others)
    for words, get in (
        (texts.form.ERRORS_LEFT, _errors),
        (None, _left),
        (texts.form.ASKS_LEFT, _asks),
    ):
        there = [tally for tally in every if get(tally).now]
        if there and words is None:
            parts = (f"{tally.left.now}{_rest(tally, here)}" for tally in there)
            return texts.form.UNFINISHED + ", ".join(parts)
        if there and words is not None:
            before, after = words
            total = sum(get(tally).now for tally in there)
            return f"{before}{total}{after}{_place(there[0], here)}"
    return texts.form.READY


def _rest(tally: Tally, here: Tally) -> str:
    """Return what follows the number of what is left on a sheet."""
    on = "" if tally is here else texts.form.ON_SHEET.format(sheet=tally.sheet)
    return f" {tally.measure}{on}"


def _place(tally: Tally, here: Tally) -> str:
    return texts.form.SEE_CHECK if tally is here else texts.form.SEE_SHEET.format(sheet=tally.sheet)


def _named(
    words: tuple[str, str],
    total: str,
    get: Get,
    here: Tally,
    others: Sequence[Tally],
) -> str:
    """Return the expression that says how much there is of something, and where to look."""
    before, after = words
    look = literal("")
    for tally in reversed((here, *others)):
        look = f"IF({get(tally).cells}>0,{literal(_place(tally, here))},{look})"
    return f"{literal(before)}&({total})&{literal(after)}&{look}"


def write_status(
    pen: Pen, sheet: Any, place: tuple[int, int, int], formula: str, shown: str
) -> None:
    """Write a status: grey until something is wrong, asked about, or all is there.

    Args:
        pen: What it is written with.
        sheet: The sheet it is written on.
        place: The row, and the first and last of the columns it stands over.
        formula: What it says.
        shown: What it says as the form is sent out.
    """
    row, first, last = place
    look = {"bold": True, "font_size": 12, "align": "center", "text_wrap": True}
    style = pen.style(BOX, {"bg_color": GREY}, look)
    pen.span(sheet, row, first, last, "", style)
    pen.formula(sheet, row, first, formula, style, shown)
    cell = xl_rowcol_to_cell(row, first, row_abs=True, col_abs=True)
    for criteria, colour in (
        (f"{cell}={literal(texts.form.READY)}", GOOD),
        (f"ISNUMBER(FIND({literal(texts.form.ERRORS_LEFT[1])},{cell}))", BAD),
        (f"ISNUMBER(FIND({literal(texts.form.ASKS_LEFT[1])},{cell}))", DOUBT),
    ):
        rule = {"type": "formula", "criteria": f"={criteria}"}
        sheet.conditional_format(
            row, first, row, last, rule | {"format": pen.book.add_format(colour)}
        )
