"""What a row's live check says to the clerk: the first thing that is wrong, in her words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from itertools import groupby

from pipeline import texts
from pipeline.domain.answer import is_blank
from pipeline.domain.asked import Asked
from pipeline.domain.finding import Severity
from pipeline.domain.marks import (
    AROSE,
    BAD_DAY,
    BAD_TEXT,
    HELPERS,
    INVALID,
    MISSING,
    NONE_ID,
    SAID_ASKS,
    SAID_ERRORS,
    SAID_REFUSED,
    UNLISTED,
    rule_id,
)
from pipeline.domain.plain import blank_formula, literal, quoting, quoting_formula
from pipeline.domain.rules.rule import Rule, Told
from pipeline.domain.words import lowered
from pipeline.outputs.forms.layout import DATA_ROW
from pipeline.outputs.forms.page import Page
from pipeline.outputs.forms.pen import FIXED

_SAID = {
    MISSING: texts.form.BLANK,
    INVALID: texts.form.NOT_A_COUNT,
    BAD_DAY: texts.form.NOT_A_DAY,
    UNLISTED: texts.form.NOT_LISTED,
    BAD_TEXT: texts.form.BAD_TEXT,
    AROSE: texts.form.AROSE,
}
Said = Mapping[str, tuple[str, str]]  # by the check that is broken: an expression, what it shows


def speak(page: Page, row: int, wrong: set[str], told: Told) -> str:
    """Write the column that says the first thing that is wrong; return what it shows."""
    layout = page.layout
    said = {
        id: (literal(words), words)
        for id in HELPERS
        if (words := _SAID[id].format(none=page.form.none_answer))
    }
    del said[MISSING]  # it is said after what is wrong with a cell
    said |= {MISSING: _left(page, row, NONE_ID in wrong)}
    errors = _of_rules(page, row, Severity.ERROR, texts.form.ERROR, told)
    asks = _of_rules(page, row, Severity.WARNING, texts.form.ASK, told)
    ruled = [_beside(page, row, SAID_ERRORS, errors, wrong)]
    ruled += [_beside(page, row, SAID_ASKS, asks, wrong)]
    check = _chain(page, row, said) + "".join(f'IF({cell}<>"",{cell},' for cell, _ in ruled)
    check += literal(texts.form.FINE) + ")" * (len(said) + len(ruled))
    fault = next((words for id, (_, words) in said.items() if id in wrong), "")
    shown = next(filter(None, (fault, *(words for _, words in ruled))), texts.form.FINE)
    cell, refused = _refused(page, row, wrong, told)
    check += f'&IF(OR(SUM({layout.cells(row, HELPERS)})>0,{cell}=""),""," "&{cell})'
    shown += f" {refused}" if refused and not fault else ""
    style = page.pen.style(FIXED, text_wrap=True, bold=True)
    page.pen.formula(page.sheet, row, layout.check, check, style, shown)
    return shown


def _chain(page: Page, row: int, said: Said) -> str:
    return "".join(f"IF({page.layout.cell(row, id)}>0,{words}," for id, (words, _) in said.items())


def _beside(page: Page, row: int, id: str, said: Said, wrong: set[str]) -> tuple[str, str]:
    """Write what the first broken rule says into a hidden column; return its cell, and the words.

    An .xls takes no formula as long as all of them together.
    """
    shown = next((words for one, (_, words) in said.items() if one in wrong), "")
    formula = f'{_chain(page, row, said)}""{")" * len(said)}'
    page.pen.formula(page.sheet, row, page.layout.places[id], formula, None, shown)
    return page.layout.cell(row, id), shown


def _refused(page: Page, row: int, wrong: set[str], told: Told) -> tuple[str, str]:
    """Write what is said of a refused reason beside that; return its cell, and the words.

    It belongs to the rule that speaks, the first one broken.
    """
    layout, rules = page.layout, page.layout.table.rules
    spoken = [
        rule
        for severity in (Severity.ERROR, Severity.WARNING)
        for rule in rules
        if rule.severity is severity
    ]
    added = '""'
    for column, group in reversed([(c, [*g]) for c, g in groupby(spoken, _explained_by)]):
        broken, refused = f"SUM({layout.cells(row, [rule_id(r.id) for r in group])})>0", '""'
        if column:
            cell = layout.cell(row, column)
            words = quoting_formula(texts.form.REASON_REFUSED, cell)
            refused = f'IF({blank_formula(cell)},"",{words})'
        added = f"IF({broken},{refused},{added})"
    speaking = next((rule for rule in spoken if rule_id(rule.id) in wrong), None)
    reason = told[1].get(speaking.explained_by, "") if speaking and speaking.explained_by else ""
    shown = "" if is_blank(reason) else quoting(texts.form.REASON_REFUSED, reason)
    page.pen.formula(page.sheet, row, layout.places[SAID_REFUSED], added, None, shown)
    return layout.cell(row, SAID_REFUSED), shown


def _left(page: Page, row: int, none: bool) -> tuple[str, str]:
    """Say that answers are missing; where nothing arose, which these are."""
    layout = page.layout
    stocks = Asked.of(layout.table, layout.items[row - DATA_ROW]).stocks
    blank = texts.form.BLANK
    if not stocks or not layout.table.none_column:
        return literal(blank), blank
    left = texts.form.STOCKS_LEFT.format(column=lowered(stocks[0].group or stocks[0].label))
    said = f"IF({layout.cell(row, NONE_ID)}>0,{literal(left)},{literal(blank)})"
    return said, left if none else blank


def _explained_by(rule: Rule) -> str:
    return rule.explained_by


def _of_rules(
    page: Page, row: int, severity: Severity, start: str, told: Told
) -> dict[str, tuple[str, str]]:
    """Return what the rules of a severity say: its expression, and what it shows."""
    counts, _, past = told
    code = page.layout.items[row - DATA_ROW].code
    said = {}
    for rule in page.layout.table.rules:
        if rule.severity is severity:
            formula = rule.live_formula(
                partial(page.layout.cell, row), partial(page.hidden.past, code)
            )
            said[rule_id(rule.id)] = (
                f"{literal(start)}&{formula}",
                start + rule.live(counts, past),
            )
    return said
