"""What checks a row while the clerk fills it: hidden columns that count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from pipeline import texts
from pipeline.domain.answer import Check, check_of
from pipeline.domain.asked import Asked
from pipeline.domain.finding import Severity
from pipeline.domain.form import Column, Item
from pipeline.domain.marks import (
    AROSE,
    ERRORS_ID,
    HELPERS,
    MISSING,
    NONE_ID,
    ZEROS_ID,
    rule_id,
)
from pipeline.domain.rules.rule import HELD, Rule, TableRule, Told
from pipeline.outputs.forms.layout import DATA_ROW
from pipeline.outputs.forms.page import Page
from pipeline.outputs.forms.sent import Sent
from pipeline.outputs.forms.spoken import speak

Held = Sequence[tuple[Column, Check]]  # cells, each with what it is held to


@dataclass(frozen=True, slots=True)
class RowSays:
    """What a row's checks find as the form is sent out: errors, or something left open."""

    errors: int
    left: bool
    asks: bool


def write_checks(page: Page, index: int, item: Item, told: Sequence[Told]) -> RowSays:
    """Write a row's checks; return what they find as the form is sent out.

    `told` is what each row of the table says as it is sent out.
    """
    layout, row, rules = page.layout, DATA_ROW + index, page.layout.table.rules
    asked, held = Asked.of(page.layout.table, item), _held(page, item)
    formulas = _formulas(page, row, asked, held)
    wrong = _wrong(page, item, asked, held)
    for rule in rules:
        formulas[rule_id(rule.id)] = _rule(page, row, rule, item)
        if _breaks(page, rule, index, told):
            wrong.add(rule_id(rule.id))
    if layout.table.takes_none:
        formulas |= _said_of_nothing(page, row, asked)
    true = wrong | _true_of_nothing(page, item, asked)
    for id, formula in formulas.items():
        page.pen.formula(page.sheet, row, layout.places[id], formula, None, int(id in true))
    # Of a row that is not complete no rule between its cells is an error yet.
    cells = [id for id in HELPERS if id != MISSING]
    ruled = [rule_id(rule.id) for rule in rules if rule.severity is Severity.ERROR]
    total = f"SUM({layout.cells(row, cells)})"
    if ruled:
        total += f"+IF({layout.cell(row, MISSING)}>0,0,SUM({layout.cells(row, ruled)}))"
    errors = sum(id in wrong for id in (*cells, *(() if MISSING in wrong else ruled)))
    page.pen.formula(page.sheet, row, layout.places[ERRORS_ID], total, None, errors)
    shown = speak(page, row, true, told[index])
    return RowSays(errors, MISSING in wrong, shown.startswith(texts.form.ASK))


def _held(page: Page, item: Item) -> Held:
    """Return the cells the clerk may type into in a row, each with its check."""
    last_day = page.last_day
    return [
        (column, check_of(column, last_day))
        for column in page.layout.shown
        if page.sent.is_open(column, item)
    ]


def _formulas(page: Page, row: int, asked: Asked, held: Held) -> dict[str, str]:
    """Return the checks of a row: 1 for broken and 0 for kept."""

    def ref(column: str) -> str:
        return page.layout.cell(row, column)

    none = page.none
    conditions = {
        id: [c.formula(ref(column.id)) for column, c in held if c.id == id] for id in HELPERS
    }
    conditions[MISSING].append(asked.missing_formula(ref, none))
    conditions[AROSE].append(asked.arose_formula(ref, none))
    return {id: _one_if_any([c for c in conditions[id] if c]) for id in HELPERS}


def _said_of_nothing(page: Page, row: int, asked: Asked) -> dict[str, str]:
    """Return what is said of a row in which nothing arose."""
    ref = partial(page.layout.cell, row)
    faults = f"{ref(MISSING)}+{ref(AROSE)}>0"
    return {
        NONE_ID: _one_if_any([asked.declared_formula(ref, page.none)]),
        ZEROS_ID: _one_if_any([asked.zeros_formula(ref, page.none, faults)]),
    }


def _true_of_nothing(page: Page, item: Item, asked: Asked) -> set[str]:
    """Return what of that is so as the form is sent out."""
    row, none = page.sent.row(item), page.sent.none
    said = {NONE_ID: asked.declared(row, none), ZEROS_ID: asked.zeros(row, none)}
    return {id for id, so in said.items() if so}


def _one_if_any(conditions: Sequence[str]) -> str:
    return f"IF(OR({','.join(conditions)}),1,0)" if conditions else "0"


def _wrong(page: Page, item: Item, asked: Asked, held: Held) -> set[str]:
    """Return which checks find a fault in a row as it is sent out."""
    row, none = page.sent.row(item), page.sent.none
    wrong = {check.id for column, check in held if check.found(row[column.id])}
    wrong |= {MISSING} if asked.missing(row, none) else set()
    return wrong | ({AROSE} if asked.arose(row, none) else set())


def _breaks(page: Page, rule: Rule, index: int, told: Sequence[Told]) -> bool:
    """Tell whether a row breaks a rule as it is sent out."""
    if isinstance(rule, TableRule):
        return index == 0 and rule.broken_over(told)
    counts, words, past = told[index]
    held = page.held_counts(page.layout.items[index])
    held = {HELD + id: count for id, count in held.items()}
    if not rule.broken(held | dict(counts), words, past):
        return False
    wide = [one for one in page.layout.table.rules if isinstance(one, TableRule)]
    return not any(rule.id in one.instead_of and one.violated_over(told) for one in wide)


def told_by(sent: Sent, item: Item) -> Told:
    """Return what a row says as it is sent out, and what is known of it."""
    values = {column.id: sent.value(column, item) for column in sent.table.columns}
    known, asked = sent.known(item), Asked.of(sent.table, item)
    zeros = dict.fromkeys((column.id for column in asked.counts), 0) if sent.zeros(item) else {}
    said = {id: value for id, value in known.items() if isinstance(value, str)}
    return (
        zeros | {id: value for id, value in values.items() if isinstance(value, int)},
        said | {id: value for id, value in values.items() if isinstance(value, str)},
        {id: n for id, n in known.items() if isinstance(n, int)},
    )


def _rule(page: Page, row: int, rule: Rule, item: Item) -> str:
    """Write a rule as 1 for broken and 0 for kept."""
    layout, hidden = page.layout, page.hidden
    zeros = layout.table.takes_none
    wide = [one for one in layout.table.rules if isinstance(one, TableRule)]

    def down(key: str) -> str:
        return hidden.past_down(layout.items[0].code, layout.items[-1].code, key)

    def ref(id: str) -> str:
        held = id.removeprefix(HELD)
        return layout.cell(row, id) if held == id else page.held_cell(item, held)

    if isinstance(rule, TableRule):
        first = item is layout.items[0]
        in_rows = layout.down(ZEROS_ID) if zeros else ""
        condition = rule.formula(layout.down, down, in_rows) if first else "FALSE"
    else:
        condition = rule.formula(
            ref,
            lambda key: hidden.past(item.code, key),
            layout.cell(row, ZEROS_ID) if zeros else "",
        )
        for one in wide:
            if rule.id in one.instead_of:
                in_rows = layout.down(ZEROS_ID) if zeros else ""
                instead = one.violated_formula(layout.down, down, in_rows)
                condition = f"IF({instead},FALSE,{condition})"
    return f"IF(IFERROR({condition},FALSE),1,0)"
