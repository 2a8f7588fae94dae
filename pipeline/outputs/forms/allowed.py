"""What the cells of a table take, and the colours they have until they hold it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from pipeline import texts
from pipeline.domain.answer import FIRST_DAY, serial
from pipeline.domain.asked import Asked
from pipeline.domain.finding import Severity
from pipeline.domain.form import MOST, Column, ColumnType
from pipeline.domain.marks import CHECK_ID, ERRORS_ID, MISSING, NONE_ID, list_name, rule_id
from pipeline.domain.plain import blank_formula, literal
from pipeline.domain.rules.answers import Limit, When
from pipeline.outputs.book.look import BAD, DOUBT, GOOD
from pipeline.outputs.forms.layout import DATA_ROW, NUMBER, runs
from pipeline.outputs.forms.page import Page
from pipeline.outputs.forms.pen import OWED, TEXT_LIMIT, at_most, prompt


def validate(page: Page) -> None:
    """Say of every cell the clerk may type into what it takes."""
    layout = page.layout
    for column in layout.shown:
        open_rows = [
            DATA_ROW + index
            for index, item in enumerate(layout.items)
            if page.sent.is_open(column, item)
        ]
        place = layout.places[column.id]
        for first, last, help in _helped(page, column, open_rows):
            cells, shown = (first, place, last, place), prompt(column.label, help)
            if column.type is ColumnType.CHOICE:
                name = list_name(layout.table.id, column.id)
                page.hidden.choose(page.sheet, cells, name, column.label, column.help)
            else:
                page.sheet.data_validation(*cells, _allowed(page, column) | shown)


def _helped(page: Page, column: Column, rows: Sequence[int]) -> Iterator[tuple[int, int, str]]:
    """Yield stretches of a column's open cells with what is said beside each when it is entered.

    First what the unit's last reports counted there: a slip of the hand shows against it.
    """
    codes = [item.code for item in page.layout.items]
    counted = {row: page.recent.get((codes[row - DATA_ROW], column.id), ()) for row in rows}
    for row, before in counted.items():
        if before:
            yield row, row, f"{texts.form.before_these(before)}\n{column.help}"
    for first, last in runs(row for row, before in counted.items() if not before):
        yield first, last, column.help


def _allowed(page: Page, column: Column) -> dict[str, object]:
    """Return the validation of what a cell takes."""
    if column.type is ColumnType.TEXT:
        return at_most(TEXT_LIMIT)
    if column.type is ColumnType.DATE:
        return {
            "validate": "date",
            "criteria": "between",
            "minimum": FIRST_DAY,
            "maximum": page.last_day,
            "error_title": texts.form.BAD_COUNT_TITLE,
            "error_message": texts.form.BAD_DAY,
        }
    limits = [
        rule
        for rule in page.layout.table.rules
        if isinstance(rule, Limit) and rule.count == column.id and not rule.choice
    ]
    least, most = (limits[0].least, limits[0].most) if limits else (0, MOST)
    said = texts.form.BAD_COUNT.format(least=least, most=texts.numbers.number(most))
    return {
        "validate": "integer",
        "criteria": "between",
        "minimum": least,
        "maximum": most,
        "error_title": texts.form.BAD_COUNT_TITLE,
        "error_message": said,
    }


def colour(page: Page) -> None:
    """Colour what is wrong, what is asked about and what is still owed."""
    layout = page.layout
    errors = layout.cell(DATA_ROW, ERRORS_ID)
    check = layout.cell(DATA_ROW, CHECK_ID)
    asks = f"=LEFT({check},{len(texts.form.ASK)})={literal(texts.form.ASK)}"

    def paint(place: int, criteria: str, look: Mapping[str, str]) -> None:
        page.sheet.conditional_format(
            DATA_ROW,
            place,
            layout.last_row,
            place,
            {
                "type": "formula",
                "criteria": criteria,
                "format": page.pen.book.add_format(look),
            },
        )

    for place in (layout.check, NUMBER):
        paint(place, f"={errors}>0", BAD)
        paint(place, asks, DOUBT)
    paint(layout.check, f"={check}={literal(texts.form.FINE)}", GOOD)
    for rule in page.layout.table.rules:
        answer = rule.needs if isinstance(rule, When) else rule.explained_by
        if answer:
            owed = f"={layout.cell(DATA_ROW, rule_id(rule.id))}>0"
            look = OWED if rule.severity is Severity.ERROR else DOUBT
            paint(layout.places[answer], owed, look)
    # What a row begun still lacks; an untouched row stays white.
    asked = [c.id for c in layout.shown if c.required and c.typed and not c.carried_from]
    if asked:
        begun = f"COUNTA({layout.cells(DATA_ROW, asked)})>0"
        missing, marked = layout.cell(DATA_ROW, MISSING), layout.table.none_column
        stocks = [column.id for column in Asked.of(layout.table, layout.items[0]).stocks]
        for id in asked:
            blank = blank_formula(layout.cell(DATA_ROW, id))
            if marked:  # where nothing arose, what is still open is owed alone
                none = f"{layout.cell(DATA_ROW, NONE_ID)}>0"
                owed = f"OR({none},{begun})" if id in stocks else f"AND(NOT({none}),{begun})"
            else:
                owed = begun
            paint(layout.places[id], f"=AND({blank},{missing}>0,{owed})", OWED)


def mark(page: Page) -> None:
    """Mark what is to be mended; the colour goes when the clerk changes the answer."""
    for index, item in enumerate(page.layout.items):
        for column in page.layout.table.columns:
            place = (item.code, column.id)
            found, own = page.sent.said_beside(place)
            if (found or own) and not column.hidden:
                at = (DATA_ROW + index, page.layout.places[column.id])
                start = page.sent.start(column, item) if page.sent.is_open(column, item) else None
                typed = serial(start) if isinstance(start, date) else start
                page.pen.mark(page.sheet, at, found, own, typed)
