"""How much a clerk types in a normal week: cells of figures, and answers beside them.

`PYTHONPATH=. python benchmarks/keys.py` counts on real forms, made as `templates` makes them: what
is asked, open and blank. Sections that hold nothing new are left as they are. A row in which
nothing arose is one mark; one with something open from before has what is left of that beside it.
"""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook

from pipeline.domain import marks
from pipeline.domain.asked import Asked
from pipeline.domain.period import Period
from pipeline.outputs.forms.form import build_form
from pipeline.recipes.desk import open_desk

WEEK = Period.parse("2023-W13")


def counted(first: bool) -> None:
    """Say the counts of each unit that reports, in its first week or in one after it."""
    desk = open_desk(Path(__file__).parents[1])
    form, office = desk.form(WEEK), desk.office(WEEK)
    now = desk.schedule.deadline(WEEK) - timedelta(days=4)
    said = {f.id: f.choices[0] if f.choices else "Nguyễn Văn Mẫu" for f in form.fields}
    table = form.table
    for unit in office.reporters(WEEK):
        items = office.items(table.rows, desk.schedule.window(WEEK)[1], unit)
        past = {} if first else {item.code: {"carried_over": 0} for item in items}
        starts = {} if first else said
        made = build_form(form, office, WEEK, unit, past, now, starts=starts)
        book = load_workbook(BytesIO(made))
        sheet, words = book[table.sheet], book[form.narrative_sheet]
        rows = {str(cell.value): cell.row for cell in sheet["A"] if cell.value}
        header = sheet[rows[marks.columns_mark(table.id)]]
        asked = {column.id for column in table.columns if column.required and column.typed}
        places = [cell.column for cell in header if cell.value in asked]
        open_cells = (sheet.cell(rows[item.code], place) for item in items for place in places)
        cells = sum(not cell.protection.locked for cell in open_cells)
        keys = {str(cell.value): cell.row for cell in words["A"] if cell.value}
        needed = [one.id for one in form.fields if one.required]
        needed += [one.id for one in form.sections if not one.optional]
        answers = sum(words.cell(keys[id], marks.CHOICE + 1).value is None for id in needed)
        rows = [Asked.of(table, item) for item in items]
        quiet, left = len(rows), sum(1 + len(row.stocks) for row in rows)
        print(
            f"{unit.name}: {cells} cells, {answers} answers;"
            f" {quiet} cells if nothing arose in any row, {left} if each has something left"
        )


if __name__ == "__main__":
    for words, first in (("first week", True), ("every week after", False)):
        print(words)
        counted(first)
