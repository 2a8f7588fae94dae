"""Plain cells become typed rows, answers and fields, each with its address.

Rows are found by their hidden key and columns by their hidden id, so rows and columns that were
inserted or moved do no harm; one that is gone, stands twice or shows another's name is a finding.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from pipeline import texts
from pipeline.domain.finding import Finding, Where
from pipeline.domain.form import Column, ColumnType, Form, Item, Table, Time
from pipeline.domain.office import Office, Unit
from pipeline.domain.period import Period
from pipeline.domain.rule import has_substance
from pipeline.domain.submission import Answer, Entry, Row
from pipeline.intake.cell import quoted, understand_count, understand_day, understand_text
from pipeline.intake.identify import fold
from pipeline.intake.legacy import Decoded, decode
from pipeline.intake.workbook import Book, Cell, CellKind, Sheet, address

COLUMNS_MARK = "#columns."  # before the table's id
ACTIVITY_MARK = "#activity"
_INDEX = re.compile(r"\(\d+\)", re.ASCII)  # "(4)", under a header
_TYPED = frozenset({"value", "shown", "sheets"})  # details in the sender's own words
_AGAINST_ANSWER = frozenset({"C14", "C17", "C18"})  # what is said quotes the form's own answers
_NO_COLUMN = 1  # where an answer is said to stand when its column was deleted
_SUBSTANCE = 5  # letters a narrative needs at least


@dataclass
class Interpreted:
    """What a form says."""

    sheets: Mapping[str, str] = field(default_factory=dict)  # by table id
    rows: tuple[Row, ...] = ()
    none_declared: bool = False
    answers: Mapping[str, Answer] = field(default_factory=dict)
    fields: Mapping[str, Entry] = field(default_factory=dict)


def interpret(
    book: Book, file: str, form: Form, office: Office, unit: Unit, period: Period
) -> tuple[Interpreted, tuple[Finding, ...]]:
    """Read a form's answers; everything wrong comes back beside them."""
    day = office.schedule.window(period)[1]
    reader = _Reader(file, form, day)
    asked = {
        table.id: (office.items(table.rows, day, unit), office.items(table.rows, day, None))
        for table in form.tables
    }
    return reader.read(book, asked), tuple(reader.findings)


def _by_key(sheet: Sheet) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    keys = [(row, c.value) for (row, column), c in sheet.cells.items() if column == 0]
    for row, key in sorted(keys, key=lambda one: one[0]):
        if isinstance(key, str):
            found.setdefault(key, []).append(row)
    return found


@dataclass(frozen=True, slots=True)
class _Header:
    """What a reader of the sheet sees over a column."""

    group: str  # folded, "" when nothing spans the column
    label: str  # folded
    text: str
    row: int


def _header(sheet: Sheet, rows: range, column: int) -> _Header:
    """Return the lowest words over a column, and those above them that span it from the left."""
    words = {
        row: _words(cell)
        for row in rows
        if (cell := sheet.cells.get((row, column))) and not _INDEX.fullmatch(_words(cell))
    }
    lowest = max((row for row, said in words.items() if said), default=None)
    if lowest is None:
        return _Header("", "", "", rows.start)
    above = (
        _words(cell)
        for row in range(lowest - 1, rows.start - 1, -1)
        for at in range(column, 0, -1)
        if (cell := sheet.cells.get((row, at)))
    )
    group = next(filter(None, above), "")
    return _Header(fold(group), fold(words[lowest]), words[lowest], lowest)


class _Reader:
    """Reads one book; collects findings as it goes."""

    table: Table  # the one being read

    def __init__(self, file: str, form: Form, last_day: date) -> None:
        self.file, self.form, self.last_day = file, form, last_day
        self.findings: list[Finding] = []
        self.keys: dict[int, dict[str, list[int]]] = {}  # rows by hidden key, by sheet

    def say(
        self,
        code: str,
        place: tuple[Sheet, int, int] | Sheet | None = None,  # a sheet where a cell is gone
        column: str | None = None,
        **details: object,
    ) -> None:
        if code in _AGAINST_ANSWER:
            details |= {"none": self.form.none_answer, "some": self.form.some_answer}
        said = {
            name: quoted(str(detail)) if name in _TYPED else str(detail)
            for name, detail in details.items()
        }
        where = Where(self.file)
        if isinstance(place, Sheet):
            where = Where(self.file, place.name)
        elif place:
            sheet, row, col = place
            where = Where(self.file, sheet.name, address(row, col), column)
        self.findings.append(texts.findings.found(code, where, **said))

    def read(
        self, book: Book, asked: Mapping[str, tuple[Sequence[Item], Sequence[Item]]]
    ) -> Interpreted:
        """Read all sheets; `asked` holds, by table, the unit's own rows and all there are."""
        result, sheets = Interpreted(), {}
        self.keys = {id(sheet): _by_key(sheet) for sheet in book.sheets}
        for table in self.form.tables:
            self.table = table
            own, every = asked[self.table.id]
            if not own:
                continue
            sheet = self._marked(book, COLUMNS_MARK + self.table.id)
            if sheet is None:
                self.say("H01", sheet=self.table.sheet)
                continue
            sheets[self.table.id] = sheet.name
            none = bool(self.table.activity_question) and self._activity(sheet)
            result.none_declared = result.none_declared or none
            result.rows += self._rows(sheet, own, every, none)
        result.sheets = sheets
        sections, fields = self.form.sections, self.form.fields
        narrative = self._marked(book, *(s.id for s in sections), *(f.id for f in fields))
        if narrative is None:
            self.say("H01", sheet=self.form.narrative_sheet)
        else:
            result.answers = self._answers(narrative)
            result.fields = self._fields(narrative)
        return result

    def _marked(self, book: Book, *marks: str) -> Sheet | None:
        """Find the sheet that carries our marks; a copied sheet carries them too."""
        found = [s for s in book.sheets if any(mark in self.keys[id(s)] for mark in marks)]
        if len(found) > 1:
            self.say("H02", place=found[1], sheets=", ".join(sheet.name for sheet in found))
        return found[0] if found else None

    def _activity(self, sheet: Sheet) -> bool:
        """Tell whether nothing arose by declaration; the answer stands right of its question."""
        rows = self.keys[id(sheet)].get(ACTIVITY_MARK, [])
        answers = (self.form.some_answer, self.form.none_answer)
        said = [(place, cell) for place, cell in sorted(sheet.cells.items()) if place[0] in rows]
        for _, cell in said:
            if answer := _one_of(answers, _words(cell)):
                return answer == self.form.none_answer
        question, measure = fold(self.table.activity_question), fold(self.table.measure)
        at = next((place for place, cell in said if fold(_words(cell)) == question), None)
        after = [p for p, cell in said if at and p > at and fold(_words(cell)) != measure]
        found = after[0] if after else at
        asked = self.table.activity_question
        self.say("C12", place=(sheet, *found) if found else None, question=asked)
        return False

    def _columns(self, sheet: Sheet, header: int) -> dict[str, int]:
        found: dict[str, int] = {}
        for (row, col), cell in sorted(sheet.cells.items()):
            if row == header and col and isinstance(cell.value, str):
                if cell.value in found:
                    self.say("H03", place=(sheet, row, col), column=self._label(cell.value))
                found.setdefault(cell.value, col)
        for column in self.table.columns:
            if column.id not in found and column.typed:
                self.say("H04", place=sheet, name=column.label)
        return found

    def _unseen(self, sheet: Sheet, rows: Sequence[int], columns: Mapping[str, int]) -> None:
        """Ask about figures that whoever looks at the sheet does not see; the first is named."""
        shown = [columns[c.id] for c in self.table.columns if not c.hidden and c.id in columns]
        table = [(row, col) for row in sorted(rows) for col in sorted(shown)]
        unseen = [place for place in table if sheet.cells.get(place) and sheet.hides(*place)]
        if sheet.hidden and table:
            self.say("H10", (sheet, *table[0]))
        elif unseen:
            self.say("H10", (sheet, *unseen[0]))

    def _headers(self, sheet: Sheet, rows: range, columns: Mapping[str, int]) -> None:
        """Hold what stands over each column against what its hidden id says it is."""
        own = {c.id: (fold(c.group), fold(c.label)) for c in self.table.columns if not c.hidden}
        there = {fold(_words(cell)) for (row, _), cell in sheet.cells.items() if row in rows}
        edited: tuple[tuple[Sheet, int, int], str] | None = None
        for id in sorted(own.keys() & columns.keys(), key=lambda id: columns[id]):
            header = _header(sheet, rows, columns[id])
            place = (sheet, header.row, columns[id])
            group, label = own[id]
            if header.label == label and (header.group == group or group not in there):
                continue  # a group's words are gone with the column they stood over
            others = {shown for name, shown in own.items() if name != id}
            if (header.group, header.label) in others or (
                header.label != label and header.label in {shown for _, shown in others}
            ):
                self.say("H08", place=place, column=self._label(id), shown=header.text)
            else:
                edited = edited or (place, self._label(id))
        if edited:
            self.say("H09", *edited)

    def _label(self, id: str) -> str:
        return next((c.label for c in self.table.columns if c.id == id), id)

    def _rows(
        self, sheet: Sheet, own: Sequence[Item], every: Sequence[Item], none: bool
    ) -> tuple[Row, ...]:
        by_key = self.keys[id(sheet)]
        header = by_key[COLUMNS_MARK + self.table.id][0]
        columns = self._columns(sheet, header)
        data = [rows[0] for key, rows in by_key.items() if not key.startswith("#")]
        below = min((row for row in data if row > header), default=header)
        self._headers(sheet, range(header + 1, below), columns)
        self._unseen(sheet, [row for item in own for row in by_key.get(item.code, ())], columns)
        names = {item.code: fold(item.name) for item in every}
        rows = []
        for item in own:
            at = by_key.get(item.code, [])
            if not at:
                self.say("H05", place=sheet, name=quoted(item.name), sheet=sheet.name)
                continue
            if len(at) > 1:
                self.say("H06", place=(sheet, at[1], 1), name=quoted(item.name))
            if self._is_anothers(sheet, at[0], columns, item.code, names):
                place = (sheet, at[0], columns["name"])
                said = quoted(_words(sheet.cells.get(place[1:])))
                self.say("H11", place=place, said=said, name=quoted(item.name))
                continue
            rows.append(self._row(sheet, item, at[0], columns, none))
        self._outside(sheet, by_key, columns, tuple(item.code for item in own))
        return tuple(rows)

    def _is_anothers(
        self,
        sheet: Sheet,
        row: int,
        columns: Mapping[str, int],
        key: str,
        names: Mapping[str, str],
    ) -> bool:
        """Tell whether a row shows another's name: sorted without its hidden key."""
        shown = fold(_words(sheet.cells.get((row, columns["name"])))) if "name" in columns else ""
        return shown != names[key] and shown in names.values()

    def _outside(
        self,
        sheet: Sheet,
        by_key: Mapping[str, list[int]],
        columns: Mapping[str, int],
        keys: tuple[str, ...],
    ) -> None:
        """Say where numbers stand in rows that belong to nothing the unit counts."""
        ours = {
            row
            for key, rows in by_key.items()
            if key in keys or key.startswith("#")
            for row in rows
        }
        first = by_key[COLUMNS_MARK + self.table.id][0]
        typed = {columns[c.id] for c in self.table.columns if c.typed and c.id in columns}
        data = [rows[0] for key, rows in by_key.items() if not key.startswith("#")]
        headers = range(first, min(data, default=first))
        stray = sorted(
            (row, col)
            for (row, col), cell in sheet.cells.items()
            if col in typed
            and row > first
            and row not in ours
            and row not in headers
            and not cell.formula
            and _is_figure(cell)
        )
        if stray:
            self.say("C13", (sheet, *stray[0]))

    def _row(
        self, sheet: Sheet, item: Item, row: int, columns: Mapping[str, int], none: bool
    ) -> Row:
        entries: dict[str, Entry] = {}
        cells: dict[str, Cell | None] = {}
        read = [column for column in self.table.columns if column.type is not ColumnType.RATE]
        for column in sorted(read, key=lambda column: bool(column.parts)):  # totals after parts
            place = (row, columns.get(column.id, _NO_COLUMN))
            cells[column.id] = sheet.cells.get(place) if column.id in columns else None
            if column.parts:
                entries[column.id] = self._sum(sheet, place, column, item, entries, cells)
            else:
                entries[column.id] = self._entry(sheet, place, column, item, cells[column.id])
        entries = {column.id: entries[column.id] for column in read}
        asked = [c for c in self._asked(columns) if self.table.applies(c, item)]
        blank = all(cells.get(c.id) is None for c in asked if not c.carried_from)
        carried = any(
            isinstance(e.value, int) and e.value > 0
            for c in asked
            if c.time is Time.OPENING and (e := entries[c.id])
        )
        if none and blank and not carried:
            zero = {
                c.id: Entry(0, entries[c.id].cell)
                for c in self.table.columns
                if c.type is ColumnType.COUNT and not c.only_form
            }
            return Row(self.table.id, item.code, {**entries, **zero}, declared_none=True)
        self._demand(sheet, row, columns, asked, cells, entries, none)
        self._total(sheet, row, columns, item, cells, entries)
        return Row(self.table.id, item.code, entries, declared_none=False)

    def _asked(self, columns: Mapping[str, int]) -> list[Column]:
        return [c for c in self.table.columns if c.required and c.id in columns]

    def _entry(
        self, sheet: Sheet, place: tuple[int, int], column: Column, item: Item, cell: Cell | None
    ) -> Entry:
        name = address(*place)
        if not self.table.applies(column, item):
            if not _is_space(cell):
                self.say("C13", (sheet, *place), column.label)
            return Entry(None, name)
        if column.type is ColumnType.CHOICE:
            return self._chosen(sheet, place, column, cell)
        if column.type is ColumnType.DATE:
            return self._day(sheet, place, column, cell)
        if column.type is ColumnType.TEXT:
            if cell and cell.kind in (CellKind.ERROR, CellKind.UNCACHED):
                self.say("C23", place=(sheet, *place), column=column.label, value=cell.value)
            said = self._said(sheet, place, cell, column.label)
            raw = str(cell.value) if cell and said != _words(cell) else ""
            return Entry(said or None, name, raw)
        understood = understand_count(cell, item.measure or column.measure)
        if understood.doubt:
            doubt = understood.doubt
            where = Where(self.file, sheet.name, name, column.label)
            self.findings.append(texts.findings.found(doubt.code, where, **doubt.details))
        raw = str(cell.value) if cell and cell.kind is CellKind.TEXT else ""
        return Entry(understood.value, name, raw)

    def _sum(
        self,
        sheet: Sheet,
        place: tuple[int, int],
        column: Column,
        item: Item,
        entries: Mapping[str, Entry],
        cells: Mapping[str, Cell | None],
    ) -> Entry:
        """Read a total; one whose formula could not follow its parts is left to be added up.

        Excel's SUM passes over a number typed as text, and shows a part's error as its own.
        """
        name, cell = address(*place), cells[column.id]
        parts = [entries[part] for part in column.parts]
        typed = [part for part in parts if part.raw and isinstance(part.value, int)]
        numbers = sum(p.value for p in parts if isinstance(p.value, int) and not p.raw)
        passed_over = bool(typed) and cell is not None and cell.value in (numbers, None, "")
        unread = any(part.value is None for part in parts)
        wrong = cell is not None and understand_count(cell, "").value is None
        if column.hidden or passed_over or (wrong and unread):
            return Entry(None, name)
        if cell is not None and cell.kind is CellKind.UNCACHED:
            return Entry(None, name)
        return self._entry(sheet, place, replace(column, parts=()), item, cell)

    def _chosen(
        self, sheet: Sheet, place: tuple[int, int], column: Column, cell: Cell | None
    ) -> Entry:
        """Read a choice; whoever types it may err in capitals and spaces only."""
        said = _words(cell)
        chosen = _one_of(column.choices, said)
        if said and chosen is None:
            self.say("C20", place=(sheet, *place), column=None, title=column.label, value=said)
        return Entry(chosen, address(*place), said if chosen != said else "")

    def _day(
        self, sheet: Sheet, place: tuple[int, int], column: Column, cell: Cell | None
    ) -> Entry:
        """Read a day, from a real date or from words like 31/3/2023."""
        name = address(*place)
        if _is_space(cell):
            return Entry(None, name)
        day = understand_day(cell)
        if day is None:
            self.say("C21", place=(sheet, *place), column=column.label, value=_words(cell))
            return Entry(None, name)
        if day > self.last_day:
            self.say("C22", (sheet, *place), column.label, value=day, last=self.last_day)
        return Entry(day.isoformat(), name)

    def _said(self, sheet: Sheet, place: tuple[int, int], cell: Cell | None, label: str) -> str:
        """Read words, those typed in an old encoding too; every reading of that kind is said."""
        typed = _words(cell)
        decoded = decode(typed)
        if decoded.table or decoded.doubtful:
            where = Where(self.file, sheet.name, address(*place), label)
            self.findings.append(_legacy(decoded, typed, where))
        return understand_text(decoded.text)

    def _demand(
        self,
        sheet: Sheet,
        row: int,
        columns: Mapping[str, int],
        asked: Sequence[Column],
        cells: Mapping[str, Cell | None],
        entries: dict[str, Entry],
        none: bool,
    ) -> None:
        """Ask for what is not answered; under "không phát sinh" no flow may be above zero."""
        arose = False
        for column in asked:
            entry, place = entries[column.id], (sheet, row, columns[column.id])
            if _is_space(cells[column.id]) and column.type is ColumnType.CHOICE:
                self.say("C16", place=place, column=None, title=column.label)
            elif _is_space(cells[column.id]):
                self.say("C01", place=place, column=column.label)
            elif none and not arose and column.time is Time.FLOW and entry.value:
                arose = True  # once for a row is enough
                self.say("C14", place=place, column=column.label, value=entry.value)

    def _total(
        self,
        sheet: Sheet,
        row: int,
        columns: Mapping[str, int],
        item: Item,
        cells: Mapping[str, Cell | None],
        entries: dict[str, Entry],
    ) -> None:
        """Fill in totals whose formula has no stored number; a deleted one is said."""
        for column in self.table.columns:
            if not column.parts or entries[column.id].value is not None:
                continue
            if not self.table.applies(column, item):
                continue
            cell = cells[column.id]
            parts = [entries[part].value for part in column.parts]
            if all(isinstance(part, int) for part in parts):
                if cell is None and not column.hidden:
                    place = (sheet, row, columns.get(column.id, _NO_COLUMN))
                    self.say("C15", place, column.label)
                total = sum(part for part in parts if isinstance(part, int))
                entries[column.id] = Entry(total, entries[column.id].cell)

    def _answers(self, sheet: Sheet) -> dict[str, Answer]:
        by_key = self.keys[id(sheet)]
        answers = {}
        for section in self.form.sections:
            rows = by_key.get(section.id, [])
            if not rows:
                self.say("H07", place=sheet, title=section.title)
                continue
            place = (sheet, rows[0], 2)
            said = _words(sheet.cells.get((rows[0], 2)))
            choice = _one_of((self.form.none_answer, self.form.some_answer), said) or said
            text = self._said(sheet, (rows[0], 3), sheet.cells.get((rows[0], 3)), section.title)
            if choice not in (self.form.none_answer, self.form.some_answer):
                self.say("C16", place=place, title=section.title)
            elif choice == self.form.some_answer and not has_substance(text, _SUBSTANCE):
                self.say("C17", place=(sheet, rows[0], 3), title=section.title)
            elif choice == self.form.none_answer and text:
                self.say("C18", place, title=section.title)
            none = choice == self.form.none_answer and not text
            answers[section.id] = Answer(
                none, text, address(rows[0], 3), choice, address(rows[0], 2)
            )
        return answers

    def _fields(self, sheet: Sheet) -> dict[str, Entry]:
        by_key = self.keys[id(sheet)]
        fields = {}
        for one in self.form.fields:
            rows = by_key.get(one.id, [])
            if not rows:
                self.say("H07", place=sheet, title=one.label)
                continue
            value = self._said(sheet, (rows[0], 2), sheet.cells.get((rows[0], 2)), one.label)
            value = _one_of(one.choices, value) or value
            if one.required and not value:
                self.say("C19", place=(sheet, rows[0], 2), title=one.label)
            elif value and one.choices and value not in one.choices:
                self.say("C20", place=(sheet, rows[0], 2), title=one.label, value=value)
            fields[one.id] = Entry(value or None, address(rows[0], 2))
        return fields


def _legacy(decoded: Decoded, typed: str, where: Where) -> Finding:
    """Say how words in an old encoding were read, or that nobody could be sure."""
    if not decoded.table:
        return texts.findings.found("L02", where, raw=quoted(typed))
    read = quoted(decoded.text)
    return texts.findings.found("L01", where, table=decoded.table, raw=quoted(typed), read=read)


def _one_of(answers: Sequence[str], said: str) -> str | None:
    """Return which of some answers a text is; capitals and spaces do not matter, as in Excel."""
    return next((answer for answer in answers if said and fold(answer) == fold(said)), None)


def _is_figure(cell: Cell) -> bool:
    """Tell whether a cell outside the table holds a number, be it typed as text."""
    if cell.kind is CellKind.TEXT:
        return understand_count(cell, "").value is not None
    return cell.kind is CellKind.NUMBER


def _is_space(cell: Cell | None) -> bool:
    return cell is None or (cell.kind is CellKind.TEXT and not str(cell.value).strip())


def _words(cell: Cell | None) -> str:
    return understand_text(str(cell.value)) if cell and cell.value is not None else ""
