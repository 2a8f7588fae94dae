"""One row of a table: its cells become entries, and what is wrong with them is said."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from pipeline.domain.answer import FIRST_DAY, Typed, check_of, day_of, is_blank
from pipeline.domain.areas import address
from pipeline.domain.asked import Asked
from pipeline.domain.form import Column, ColumnType, Item
from pipeline.domain.submission import Entry, Row
from pipeline.intake.book import Cell, CellKind
from pipeline.intake.cell import (
    PERCENT,
    typed_of,
    understand_count,
    understand_day,
    understand_percent,
)
from pipeline.intake.find import Found
from pipeline.intake.kept import KeptValues
from pipeline.intake.telling import Spot, Teller
from pipeline.intake.words import one_of, words_of
from pipeline.texts import spelling

_NO_COLUMN = 1  # where an answer is said to stand when its column was deleted


@dataclass(slots=True)
class RowReader:
    """Reads one row of a table that was found."""

    found: Found
    item: Item
    row: int
    last_day: date  # that a day may name
    teller: Teller
    kept: KeptValues
    entries: dict[str, Entry] = field(default_factory=dict)
    typed: dict[str, Typed] = field(default_factory=dict)  # as understood

    def read(self, none: bool) -> Row:
        """Read the row; `none` when of the whole table it is said that nothing arose."""
        table = self.found.table
        columns = [column for column in table.columns if column.type is not ColumnType.RATE]
        for column in sorted(columns, key=lambda column: bool(column.parts)):  # parts first
            self._column(column)
        asked = Asked.of(table, self.item)
        zeros = asked.zeros(self.typed, none)
        declared_none = zeros and asked.left_blank(self.typed, none)
        if zeros:
            self._count_blanks_as_zero(table.none_column, totals=declared_none)
        self._demand(asked, none)
        self._add_up()
        entries = {column.id: self.entries[column.id] for column in columns}
        return Row(table.id, self.item.code, entries, declared_none)

    def _count_blanks_as_zero(self, mark: Column | None, totals: bool) -> None:
        """Answer with 0 what is left blank where nothing arose; what is typed is the row's mark."""
        said = self.entries[mark.id] if mark else None
        raw = said.raw or str(said.value) if said and said.value else ""
        for column in self.found.table.columns:
            counted = column.type is ColumnType.COUNT and not column.only_form
            if counted and (column.typed or totals) and is_blank(self.typed[column.id]):
                cell = self.entries[column.id].cell
                self.entries[column.id] = Entry(0, cell, raw if column.typed else "")

    def _cell(self, column: Column) -> Cell | None:
        cell = self.found.cell(self.row, column.id)
        is_open = cell is not None and cell.kind is CellKind.UNCACHED and column.carried_from
        return self._recalled(column, cell) if cell and is_open else cell

    def _recalled(self, column: Column, cell: Cell) -> Cell:
        """Return what the form's own formula would show that nobody worked out."""
        kept = self.kept.get((self.item.code, column.id))
        place = self.found.columns.get(column.corrected_by)
        corrected = address(self.row, place) if place is not None else ""
        if kept is None or not kept.is_taken_by(cell.expression, corrected):
            return cell
        typed = self.found.cell(self.row, column.corrected_by)
        return typed if typed and typed.kind is CellKind.NUMBER else kept.value

    def _spot(self, column: Column) -> Spot:
        return self.found.sheet, self.row, self.found.columns.get(column.id, _NO_COLUMN)

    def _column(self, column: Column) -> None:
        """Read one cell into its entry, and keep what stands there as it was understood."""
        name, cell = address(*self._spot(column)[1:]), self._cell(column)
        self.typed[column.id] = typed_of(cell)
        if column.parts and self._cannot_follow(column, cell):
            self.entries[column.id] = Entry(None, name)
        elif not self.found.table.applies(column, self.item):
            if not is_blank(self.typed[column.id]):
                self.teller.say("C13", self._spot(column), column.label)
            self.entries[column.id] = Entry(None, name)
        else:
            match column.type:
                case ColumnType.CHOICE:
                    entry = self._chosen(column, cell, name)
                case ColumnType.DATE:
                    entry = self._day(column, cell, name)
                case ColumnType.TEXT:
                    entry = self._words(column, cell, name)
                case _:
                    entry = self._count(column, cell, name)
            self.entries[column.id] = entry

    def _count(self, column: Column, cell: Cell | None, name: str) -> Entry:
        measure, place = self.item.measure or column.measure, self._spot(column)[1:]
        if measure == PERCENT and self.found.sheet.shows_percent(*place):
            understood = understand_percent(cell)
        else:
            understood = understand_count(cell, measure)
        self.teller.doubt(understood.doubt, self._spot(column), column.label)
        if understood.value is not None:
            self.typed[column.id] = understood.value
            if not understood.doubt and self.found.sheet.shows_otherwise(*place):
                self.teller.say("C30", self._spot(column), column.label, value=understood.value)
        raw = str(cell.value) if cell and cell.kind is CellKind.TEXT else ""
        return Entry(understood.value, name, raw)

    def _words(self, column: Column, cell: Cell | None, name: str) -> Entry:
        self._held(column)
        said = self.teller.words(cell, self._spot(column), column.label)
        raw = str(cell.value) if cell and said != words_of(cell) else ""
        return Entry(said or None, name, raw)

    def _chosen(self, column: Column, cell: Cell | None, name: str) -> Entry:
        """Read a choice; whoever types it may err in capitals and spaces only."""
        said = words_of(cell)
        chosen = one_of(column.choices, said)
        if chosen is None and column.says_none and one_of(spelling.NONE_MARKS, said):
            (chosen,) = column.choices
        if chosen:
            self.typed[column.id] = chosen
        self._held(column)
        return Entry(chosen, name, said if chosen != said else "")

    def _day(self, column: Column, cell: Cell | None, name: str) -> Entry:
        """Read a day, from a real date or from words like 31/3/2023."""
        typed = self.typed[column.id] = understand_day(cell, self.found.sheet.days_from_1904)
        wrong, day = self._held(column), day_of(typed)
        return Entry(day.isoformat() if day and wrong in ("", "C22") else None, name)

    def _held(self, column: Column) -> str:
        """Hold what stands in a cell against its check, and say what is wrong."""
        typed = self.typed[column.id]
        wrong, spot = check_of(column, self.last_day).found(typed), self._spot(column)
        said = words_of(self._cell(column))
        match wrong:
            case "C20":
                self.teller.say(wrong, spot, title=column.label, value=said)
            case "C22":
                self.teller.say(wrong, spot, column.label, value=day_of(typed), last=self.last_day)
            case "C24":
                self.teller.say(wrong, spot, column.label, value=day_of(typed), first=FIRST_DAY)
            case "C21" | "C23":
                self.teller.say(wrong, spot, column.label, value=said)
        return wrong

    def _cannot_follow(self, column: Column, cell: Cell | None) -> bool:
        """Tell whether a total's formula could not follow its parts: it is to be added up.

        Excel's SUM passes over a number typed as text, and shows a part's error as its own.
        """
        parts = [self.entries[part] for part in column.parts]
        typed = [part for part in parts if part.raw and isinstance(part.value, int)]
        numbers = sum(p.value for p in parts if isinstance(p.value, int) and not p.raw)
        passed_over = bool(typed) and cell is not None and cell.value in (numbers, None, "")
        unread = any(part.value is None for part in parts)
        wrong = cell is not None and understand_count(cell, "").value is None
        uncached = cell is not None and cell.kind is CellKind.UNCACHED
        return column.hidden or passed_over or (wrong and unread) or uncached

    def _demand(self, asked: Asked, none: bool) -> None:
        """Ask for what is not answered, and about what arose under "không phát sinh"."""
        owed, arose = asked.owed(self.typed, none), asked.arose(self.typed, none)
        there = [column for column in owed if column.id in self.found.columns]
        blank = [column for column in there if is_blank(self.typed[column.id])]
        if owed == asked.answers and len(blank) == len(there) > 1:  # once for a row passed over
            self.teller.say("C28", self._spot(blank[0]), name=self.item.name)
            blank = []
        for column in self.found.table.columns:
            if column.id == arose:  # once for a row is enough
                self._ask_what_holds(column, None if none else asked.mark)
            elif column in blank:
                if column.type is ColumnType.CHOICE:
                    self.teller.say("C16", self._spot(column), title=column.label)
                else:
                    self.teller.say("C01", self._spot(column), column.label)

    def _ask_what_holds(self, column: Column, mark: Column | None) -> None:
        """Ask which holds: that nothing arose, as all rows or this one's mark say, or a count."""
        value = self.entries[column.id].value
        if mark is None:
            self.teller.say("C14", self._spot(column), column.label, value=value)
        else:
            self.teller.say("C41", self._spot(mark), mark.label, name=column.name, value=value)

    def _add_up(self) -> None:
        """Add up totals whose formula has no stored number; a deleted one is said."""
        silent = self.found.sheet.silent
        for column in self.found.table.columns:
            entry = self.entries.get(column.id)
            if not column.parts or entry is None or entry.value is not None:
                continue
            if not self.found.table.applies(column, self.item):
                continue
            parts = [self.entries[part].value for part in column.parts]
            if all(isinstance(part, int) for part in parts):
                gone = self._cell(column) is None and self._spot(column)[1:] not in silent
                if gone and not column.hidden:
                    self.teller.say("C15", self._spot(column), column.label)
                total = sum(part for part in parts if isinstance(part, int))
                self.entries[column.id] = replace(entry, value=total, raw="")
