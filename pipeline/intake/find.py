"""Where the parts of a form stand in a returned book: by their marks, wherever they moved.

Rows are found by their hidden key and columns by their hidden id, so rows and columns that were
inserted or moved do no harm; one that is gone, stands twice or shows another's name is a finding.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.domain import marks
from pipeline.domain.form import ColumnType, Form, Item, Table
from pipeline.intake.book import Book, Cell, CellKind, Sheet
from pipeline.intake.cell import understand_count
from pipeline.intake.telling import Teller
from pipeline.intake.words import fold, one_of, quoted, words_of

Keys = Mapping[str, Sequence[int]]  # rows by hidden key
Keyed = tuple[Sheet, Keys]


def keyed(book: Book) -> list[Keyed]:
    """Return a book's sheets, each with its rows by the key in the hidden column."""
    return [(sheet, _rows_by_key(sheet)) for sheet in book.sheets]


def _rows_by_key(sheet: Sheet) -> Keys:
    found: dict[str, list[int]] = {}
    keys = [(row, c.value) for (row, column), c in sheet.cells.items() if column == marks.KEY]
    for row, key in sorted(keys, key=lambda one: one[0]):
        if isinstance(key, str):
            found.setdefault(key, []).append(row)
    return found


def marked_sheet(sheets: Sequence[Keyed], names: Sequence[str], teller: Teller) -> Keyed | None:
    """Find the sheet that carries some of our keys; a copied sheet carries them too."""
    found = [one for one in sheets if any(name in one[1] for name in names)]
    if len(found) > 1:
        called = ", ".join(sheet.name for sheet, _ in found)
        teller.say("H02", place=found[1][0], sheets=called)
    return found[0] if found else None


@dataclass(frozen=True, slots=True)
class Found:
    """A table's sheet, with the rows and columns that were found on it."""

    table: Table
    sheet: Sheet
    keys: Keys
    columns: Mapping[str, int]  # by hidden id

    @property
    def header(self) -> int:
        """The row that names the columns."""
        return self.keys[marks.columns_mark(self.table.id)][0]

    def data(self) -> list[int]:
        """Return the rows of answers, whosever they are."""
        return [rows[0] for key, rows in self.keys.items() if not marks.is_own(key)]

    def cell(self, row: int, column: str) -> Cell | None:
        """Return the cell of a column in a row."""
        at = self.columns.get(column)
        return self.sheet.cells.get((row, at)) if at is not None else None


def find_table(sheets: Sequence[Keyed], table: Table, teller: Teller) -> Found | None:
    """Find a table's sheet and its columns."""
    there = marked_sheet(sheets, [marks.columns_mark(table.id)], teller)
    if there is None:
        teller.say("H01", sheet=table.sheet)
        return None
    sheet, keys = there
    header = keys[marks.columns_mark(table.id)][0]
    columns: dict[str, int] = {}
    for (row, col), cell in sorted(sheet.cells.items()):
        if row == header and col != marks.KEY and isinstance(cell.value, str):
            if cell.value in columns:
                label = next((c.label for c in table.columns if c.id == cell.value), cell.value)
                teller.say("H03", place=(sheet, row, col), column=label)
            columns.setdefault(cell.value, col)
    for column in table.columns:
        if column.id not in columns and column.typed:
            teller.say("H04", place=sheet, name=column.label)
    return Found(table, sheet, keys, columns)


def nothing_arose(found: Found, form: Form, teller: Teller) -> bool:
    """Tell whether nothing arose by declaration; the answer stands right of its question."""
    asked, sheet = found.table.activity_question, found.sheet
    rows = found.keys.get(marks.ACTIVITY, []) if asked else []
    said = [(place, cell) for place, cell in sorted(sheet.cells.items()) if place[0] in rows]
    for _, cell in said:
        if answer := one_of((form.some_answer, form.none_answer), words_of(cell)):
            return answer == form.none_answer
    if asked:
        question, measure = fold(asked), fold(found.table.measure)
        at = next((place for place, cell in said if fold(words_of(cell)) == question), None)
        others = {question, measure, fold("")}
        typed = [p for p, cell in said if at and p > at and _is_typed(sheet, p, cell, others)]
        spot = typed[0] if typed else _right_of(sheet, at) if at else None
        teller.say("C12", place=(sheet, *spot) if spot else None, question=asked)
    return False


def _is_typed(sheet: Sheet, place: tuple[int, int], cell: Cell, others: Collection[str]) -> bool:
    """Tell whether a clerk may have typed what stands in a cell of the question's row."""
    return not cell.formula and fold(words_of(cell)) not in others and not sheet.hides(*place)


def _right_of(sheet: Sheet, place: tuple[int, int]) -> tuple[int, int]:
    """Return the cell beside another, which may be merged with some."""
    merged = [cols for rows, cols in sheet.merges if place == (rows[0], cols[0])]
    return place[0], (merged[0].stop if merged else place[1] + 1)


def rows_of(
    found: Found,
    own: Sequence[Item],
    every: Sequence[Item],
    named: Collection[str],
    teller: Teller,
) -> Iterator[tuple[Item, int]]:
    """Yield the unit's items with the rows they stand in.

    Args:
        found: The table's sheet.
        own: The unit's items, as it was asked about them.
        every: The items there are.
        named: Codes of those whose name the form itself carries.
        teller: Is told what is wrong.
    """
    for item in own:
        at = found.keys.get(item.code, [])
        if not at:
            name, sheet = quoted(item.name), found.sheet
            teller.say("H05", place=sheet, name=name, sheet=sheet.name)
            continue
        if len(at) > 1:
            teller.say("H06", place=(found.sheet, at[1], 1), name=quoted(item.name))
        said = words_of(found.cell(at[0], marks.NAME_ID))
        differs = fold(said) != fold(item.name)
        if differs and fold(said) in _names_of((*every, *own)):
            # Sorted, or pasted over, without the hidden key.
            place = (found.sheet, at[0], found.columns[marks.NAME_ID])
            teller.say("H11", place=place, said=quoted(said), name=quoted(item.name))
            continue
        if item.code in named and said.strip() and differs:
            place = (found.sheet, at[0], found.columns[marks.NAME_ID])
            teller.say("H52", place=place, said=quoted(said), name=quoted(item.name))
        yield item, at[0]


def _names_of(items: Sequence[Item]) -> set[str]:
    """Return the names of items as they match; the last of a code is its own."""
    return {fold(name) for name in {item.code: item.name for item in items}.values()}


def ask_about_strays(found: Found, keys: Collection[str], teller: Teller) -> None:
    """Say where numbers stand in rows or columns that belong to nothing the unit counts."""
    ours = {
        row for key, rows in found.keys.items() if key in keys or marks.is_own(key) for row in rows
    }
    table, columns, first = found.table, found.columns, found.header
    typed = {columns[c.id] for c in table.columns if c.typed and c.id in columns}
    known = {marks.KEY, *columns.values()}
    headers = range(first, min(found.data(), default=first))
    stray = sorted(
        (row, col)
        for (row, col), cell in found.sheet.cells.items()
        if (col not in known or (col in typed and row not in ours and row not in headers))
        and row > first
        and not cell.formula
        and _is_figure(cell)
    )
    if stray:
        teller.say("C13", (found.sheet, *stray[0]))


def ask_about_unseen(found: Found, own: Sequence[Item], teller: Teller) -> None:
    """Ask about answers that whoever looks at a table's sheet does not see."""
    rows = sorted(row for item in own for row in found.keys.get(item.code, ()))
    shown = [c for c in found.table.columns if not c.hidden and c.type is not ColumnType.RATE]
    columns = sorted(found.columns[c.id] for c in shown if c.id in found.columns)
    ask_about_hidden(found.sheet, [(row, column) for row in rows for column in columns], teller)


def ask_about_hidden(sheet: Sheet, answers: Sequence[tuple[int, int]], teller: Teller) -> None:
    """Ask about what stands in some cells and is not seen; of a hidden sheet once."""
    if sheet.hidden:
        for place in answers[:1]:
            teller.say("H10", (sheet, *place))
        return
    for place in answers:
        if sheet.cells.get(place) and sheet.hides(*place):
            teller.say("H10", (sheet, *place))


def _is_figure(cell: Cell) -> bool:
    """Tell whether a cell outside the table holds a number, be it typed as text."""
    if cell.kind is CellKind.TEXT:
        return understand_count(cell, "").value is not None
    return cell.kind is CellKind.NUMBER
