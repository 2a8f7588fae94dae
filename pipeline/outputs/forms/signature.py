"""The lines above a form's signature, as the report is signed (NĐ 30/2020, PL I, II.7)."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.utility import quote_sheetname, xl_range_abs, xl_rowcol_to_cell

from pipeline import texts
from pipeline.domain import check_code
from pipeline.domain.marks import CHOICE
from pipeline.domain.plain import is_one_of, literal, one_of_formula
from pipeline.domain.returned import SAID
from pipeline.domain.words import SIGNED_AS, sign_mark
from pipeline.outputs.forms.layout import DATA_ROW, FIRST, NAME, NUMBER, field_row, runs
from pipeline.outputs.forms.page import Page
from pipeline.outputs.forms.sent import Sent

SIGNING_ROOM = 3  # rows below the block's lines, to sign in; the page ends with the last


def lines_signed(authority: Sequence[str], signed_as: str) -> tuple[str, ...]:
    """Return the lines above a signature; the last of `authority` is the head's title."""
    mark = sign_mark(signed_as)
    *body, title = authority
    if not mark or any(sign_mark(line) in texts.form.SIGN_MARKS for line in authority):
        return tuple(authority)  # the head's own, or one that says how it is signed already
    under = f"{mark} {title}"
    if mark == texts.form.SIGN_FOR:
        return (*body, under, texts.form.deputy_title(title))
    if mark in texts.form.SIGN_BY_ORDER:  # in the head's name, no longer in the body's
        return under, texts.form.OWN_TITLE
    return (*body, under)


def signature_lines(
    authority: Sequence[str], hint: str, choices: Sequence[str], signed_as: str, cell: str
) -> list[tuple[str, str]]:
    """Return each line of the block, hint included, as its formula and what it shows now.

    A line that is the same however the report is signed has no formula.

    Args:
        authority: The lines where the head signs.
        hint: What stands below the last line.
        choices: How a report may be signed.
        signed_as: How it is signed as the form is sent out.
        cell: Where the clerk chooses it.
    """
    ways = {one: (*lines_signed(authority, one), hint) for one in ("", *choices)}
    now = next((ways[one] for one in choices if is_one_of(signed_as, (one,))), ways[""])
    block = []
    for row in range(max(map(len, ways.values()))):
        said = {one: lines[row] if row < len(lines) else "" for one, lines in ways.items()}
        formula = literal(said[""])
        for choice in choices:
            if said[choice] != said[""]:
                chosen = one_of_formula(cell, (choice,))
                formula = f"IF({chosen},{literal(said[choice])},{formula})"
        shown = now[row] if row < len(now) else ""
        block.append((formula if len(set(said.values())) > 1 else "", shown))
    return block


def write_signatures(page: Page) -> int:
    """Write the block below the table; return how many lines stand above the signature."""
    sheet, layout = page.sheet, page.layout
    row = layout.total_row + 1
    bold = page.pen.style(bold=True, align="center")
    hint = page.pen.style(italic=True, align="center")
    first, last = layout.check - 1, layout.check - 1
    while first > FIRST and sum(layout.width(c) for c in range(first, last + 1)) < 50:
        first -= 1
    year = page.period.first_day.year if page.period else texts.form.LEFT_OPEN
    place = page.office.letterhead.place
    dated = texts.form.SIGNED_ON.format(place=place, year=year)
    page.pen.span(sheet, row, first, last, dated, hint)
    page.pen.span(sheet, row + 1, NUMBER, NAME, texts.form.FILLED_BY, bold)
    page.pen.span(sheet, row + 2, NUMBER, NAME, texts.form.FILLED_BY_HINT, hint)
    # Which line is the hint depends on the choice, and so does which is bold.
    look, start = page.pen.style(align="center"), row + 1
    lines = _signature(page)
    for at, (formula, shown) in enumerate(lines, start=start):
        page.pen.span(sheet, at, first, last, "" if formula else shown, look)
        if formula:
            page.pen.formula(sheet, at, first, formula, look, shown)
    cell = xl_rowcol_to_cell(start, first, col_abs=True)
    is_hint = f"{cell}={literal(texts.form.SIGNED_BY_HINT)}"
    for criteria, look in ((is_hint, {"italic": True}), (f"NOT({is_hint})", {"bold": True})):
        rule = {"type": "formula", "criteria": f"={criteria}"}
        rule["format"] = page.pen.book.add_format(look)
        sheet.conditional_format(start, first, at, last, rule)
    _write_code(page, row)
    return len(lines)


def _write_code(page: Page, row: int) -> None:
    """Write the check code of the whole form: which figures were signed on paper."""
    areas, total = [], 0
    for table, layout in enumerate(page.layouts):
        counts = [column for column in layout.shown if check_code.is_in(column)]
        sent = Sent(layout.table, page.sent.past, page.sent.returned)
        for index, item in enumerate(layout.items):
            for column in counts:
                value = sent.count(item, column.id) or 0
                place = layout.places[column.id]
                total += value * check_code.weight(table, DATA_ROW + index, place)
        for first, last in runs(layout.places[column.id] for column in counts):
            if layout.items:
                area = xl_range_abs(DATA_ROW, first, layout.last_row, last)
                areas.append((table, f"{quote_sheetname(layout.table.sheet)}!{area}"))
    if areas:
        said = f"{literal(texts.form.CHECK_CODE)}&{check_code.formula(areas)}"
        now = texts.form.CHECK_CODE + check_code.as_code(total)
        page.pen.formula(page.sheet, row, NUMBER, said, page.pen.style(), now)


def _signature(page: Page) -> list[tuple[str, str]]:
    """Return the lines above the signature: the unit's own, or what suits any head."""
    own = page.unit.authority if page.unit else ()
    authority, hint = own or (texts.form.SIGNED_BY,), texts.form.SIGNED_BY_HINT
    fields = page.form.fields
    index = next((n for n, field in enumerate(fields) if field.id == SIGNED_AS), None)
    if index is None:
        return signature_lines(authority, hint, (), "", "")
    place = xl_rowcol_to_cell(field_row(page.form, index), CHOICE, True, True)
    cell = f"{quote_sheetname(page.form.narrative_sheet)}!{place}"
    back = page.sent.returned
    said = back.typed.get((SIGNED_AS, SAID), "") if back else page.starts.get(SIGNED_AS, "")
    return signature_lines(authority, hint, fields[index].choices, str(said), cell)
