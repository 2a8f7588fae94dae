"""A form of the level above, as it lies there: what it asks, and where each answer goes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline import texts
from pipeline.domain import marks
from pipeline.domain.areas import address
from pipeline.domain.form import Form
from pipeline.domain.handed_up import Blank, BlankTable, Place
from pipeline.intake.book import Book, CellKind, Sheet
from pipeline.intake.carried import Carried, read_carried
from pipeline.intake.find import Keyed, keyed
from pipeline.intake.identify import said_of_itself
from pipeline.intake.kept import kept_values
from pipeline.intake.named import period_of
from pipeline.intake.words import fold, one_of, words_of


def form_of(book: Book) -> str:
    """Return the id of the form a workbook says it is; "" for none of ours."""
    said = said_of_itself(book) or {}
    return "" if said.get(marks.FORM) == marks.SLIP else said.get(marks.FORM, "")


def read_blank(book: Book, form: Form) -> Blank:
    """Read a form of the level above, by our own declaration of that form.

    It may be of another version, unit or period: that is for the caller to see.
    """
    said = said_of_itself(book) or {}
    carried, sheets = read_carried(book), keyed(book)
    version = said.get(marks.VERSION, "")
    sections, fields = ([one.id for one in ones] for ones in (form.sections, form.fields))
    sheet, rows = next(
        (one for one in sheets if any(id in one[1] for id in (*sections, *fields))), (None, {})
    )
    return Blank(
        form=form_of(book),
        version=int(version) if version.isdecimal() else None,
        unit=said.get(marks.UNIT, ""),
        unit_name=next(filter(None, map(_unit_name, book.sheets)), ""),
        period=period_of(said.get(marks.PERIOD, "")),
        office=said.get(marks.OFFICE, ""),
        names={code: row.name for code, row in carried.rows.items()},
        wholes=frozenset(code for code, row in carried.rows.items() if row.whole),
        tables=tuple(_tables(sheets, form, carried)),
        narrative=sheet.name if sheet else "",
        answers={
            id: (address(rows[id][0], marks.CHOICE), address(rows[id][0], marks.TEXT))
            for id in sections
            if id in rows
        },
        fields={id: address(rows[id][0], marks.CHOICE) for id in fields if id in rows},
        started=carried.starts,
        formulas=frozenset(_formulas(book.sheets)),
        past={
            key: kept.value.value
            for key, kept in kept_values(book).items()
            if isinstance(kept.value.value, int)
        },
    )


def _tables(sheets: Sequence[Keyed], form: Form, carried: Carried) -> Iterator[BlankTable]:
    for sheet, keys in sheets:
        for table in form.tables:
            if (mark := marks.columns_mark(table.id)) not in keys:
                continue
            rows = {code: at[0] for code, at in keys.items() if code in carried.codes}
            columns = {
                str(cell.value): column
                for (row, column), cell in sheet.cells.items()
                if row == keys[mark][0] and column != marks.KEY
            }
            yield BlankTable(
                id=table.id,
                sheet=sheet.name,
                rows=tuple(rows),
                cells={
                    (code, id): address(row, column)
                    for code, row in rows.items()
                    for id, column in columns.items()
                },
                asked=carried.columns.get(table.id, frozenset(columns)),
                activity=_activity(sheet, keys.get(marks.ACTIVITY, ()), form),
            )


def _activity(sheet: Sheet, rows: Sequence[int], form: Form) -> str:
    """Return the cell that says whether anything arose: it is sent out with one of both answers."""
    answers = (form.some_answer, form.none_answer)
    said = sorted(place for place in sheet.cells if place[0] in rows)
    found = (at for at in said if one_of(answers, words_of(sheet.cells[at])))
    return next((address(*at) for at in found), "")


def _unit_name(sheet: Sheet) -> str:
    label = sheet.cells.get((marks.UNIT_ROW, marks.KEY + 1))
    beside = label and fold(words_of(label)) == fold(texts.spelling.HEAD_UNIT)
    return words_of(sheet.cells.get((marks.UNIT_ROW, marks.HEAD))) if beside else ""


def _formulas(sheets: Sequence[Sheet]) -> Iterator[Place]:
    for sheet in sheets:
        for place, cell in sheet.cells.items():
            if cell.formula or cell.kind is CellKind.UNCACHED:
                yield sheet.name, address(*place)
        yield from ((sheet.name, address(*place)) for place in sheet.silent)
