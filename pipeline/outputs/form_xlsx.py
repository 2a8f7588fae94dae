"""The Excel form a unit fills.

What the reader of returned files relies on (nothing else is promised):

Sheet `form.table.sheet`. Column A is hidden and names the rows:
    "#activity"  one of the row's cells holds `form.none_answer` or `form.some_answer`; it is also
                 the cell of the defined name `activity`
    "#columns"   the row, hidden too, whose other cells name the columns: "number", "name", the ids
                 of the form's columns, "check", "errors"; ids not declared are the form's helpers
                 ("missing", "rule.Q01")
    a code       the row of that service; the codes stand without a gap below the header
    "#total"     the row of sums
Sheet `form.narrative_sheet`. Hidden column A holds the id of a section or field; column C the
    choice or the field's answer, column D the section's text, E the live check, F (hidden) 1 for
    an error.
Sheet `_baocao06`, very hidden. A1:B6 are "form", "version" (a number), "unit", "period", "office",
    "program" with their values; unit and period are empty in the blank master. Then lists for
    drop-downs ("list.activity" …), and the row "#past", whose other cells name past values, above
    a row for each service code.

A file saved by another program keeps all this, but may turn "very hidden" into "hidden".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from itertools import groupby
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import xlsxwriter
from xlsxwriter.utility import quote_sheetname, xl_range_abs, xl_rowcol_to_cell

from pipeline import __version__, texts
from pipeline.domain.finding import Severity
from pipeline.domain.form import Column, ColumnType, Form, Time
from pipeline.domain.office import Office, Service, Unit
from pipeline.domain.period import Period
from pipeline.domain.rule import Rule
from pipeline.domain.rule import substance_formula as substance_formula
from pipeline.outputs.excel_look import (
    BAD,
    BOX,
    COUNT,
    DOUBT,
    FONT,
    GOOD,
    GREY,
    HEADER,
    OPTIONS,
    WHITE,
    lines_of,
)
from pipeline.outputs.form_layout import (
    ACTIVITY_MARK,
    ACTIVITY_ROW,
    BASIS_ROW,
    CHECK_WIDTH,
    COLUMNS_MARK,
    DATA_ROW,
    FIRST,
    GROUP_ROW,
    IDENTITY_SHEET,
    INDEX_ROW,
    KEY,
    LABEL_ROW,
    MARK_ROW,
    NAME,
    NARRATIVE_FIRST,
    NUMBER,
    PAST_MARK,
    PERIOD_ROW,
    TITLE_ROW,
    TOTAL_MARK,
    UNIT_ROW,
    Layout,
    inputs,
    runs,
    text_literal,
)

TEXT_LIMIT = 2000
SECTION_LIMIT = 10_000
NAME_WIDTH = 36
SECTION_SUBSTANCE = 5  # characters a narrative needs to say something

_SHEET_PART = re.compile(r"xl/worksheets/sheet(\d+)\.xml")
_FIXED_ROW = rb'(<row r="%d"[^>]*?) customHeight="1"'

_OWED = {"bg_color": "#FFF176"}
_INPUT = BOX | {"locked": False, "bg_color": WHITE}
_FIXED = BOX | {"bg_color": GREY}
_RATE = {"num_format": "0.0%", "align": "right"}
# As text, or Excel takes a reason that begins with a dash for a formula.
_TEXT = {"num_format": 49, "text_wrap": True, "align": "left", "valign": "top"}


def build_form(
    form: Form,
    office: Office,
    period: Period | None,
    unit: Unit | None,
    past: Mapping[str, Mapping[str, int]],
    now: datetime,
) -> bytes:
    """Make the form of one unit for one period; without them, the blank master.

    Args:
        form: The form's declaration.
        office: The office that asks.
        period: The period reported on.
        unit: The unit that reports; its services are the rows.
        past: What earlier reports say, by service code: `past[code]["carried_over"]` is what an
            opening column is carried forward from, `past[code]["x.typical"]` x's usual size.
        now: The time of making, written into the file's properties.
    """
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, OPTIONS)
    book.set_properties(
        {
            "title": form.title,
            "subject": unit.name if unit else "",
            "author": office.short_name,
            "created": now.astimezone(UTC).replace(tzinfo=None),
        }
    )
    book.set_size(24_000, 14_000)
    day = office.schedule.window(period)[1] if period else now.date()
    services = tuple(
        service for service in office.services_on(day) if unit is None or service.unit == unit.code
    )
    maker = _Maker(book, Layout.of(form, services), office, period, unit, past)
    maker.make()
    book.close()
    return _growing(stream.getvalue(), maker.growing)


@dataclass(slots=True)
class _Maker:
    """The making of one workbook."""

    book: Any
    layout: Layout
    office: Office
    period: Period | None
    unit: Unit | None
    past: Mapping[str, Mapping[str, int]]
    formats: dict[tuple[tuple[str, object], ...], Any] = field(default_factory=dict)
    table: Any = None
    narrative: Any = None
    guide: Any = None
    identity: Any = None
    table_errors: int = 0  # of the form as it is sent out
    narrative_errors: int = 0
    growing: set[tuple[int, int]] = field(default_factory=set)  # sheet and row

    @property
    def form(self) -> Form:
        return self.layout.form

    def make(self) -> None:
        self.table = self.book.add_worksheet(self.form.table.sheet)
        self.narrative = self.book.add_worksheet(self.form.narrative_sheet)
        self.guide = self.book.add_worksheet(texts.GUIDE_SHEET)
        self.identity = self.book.add_worksheet(IDENTITY_SHEET)
        self._identity_sheet()
        self._narrative_sheet()
        self._header()
        for index, service in enumerate(self.layout.services):
            self._row(index, service)
        if self.layout.services:
            self._totals()
            self._table_validations()
            self._table_colours()
        self._head()
        self._signatures()
        self._table_page()
        self._guide_sheet()

    # --- writing, with the return codes looked at ---

    def style(self, *looks: Mapping[str, object], **more: object) -> Any:
        merged = {"valign": "vcenter"}
        for look in (*looks, more):
            merged |= look  # type: ignore[arg-type]
        key = tuple(sorted(merged.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format(dict(key))
        return self.formats[key]

    def text(self, sheet: Any, row: int, column: int, text: str, style: Any = None) -> None:
        if not text:
            sheet.write_blank(row, column, None, style)
        elif sheet.write_string(row, column, text, style):
            raise ValueError(text)

    def formula(
        self, sheet: Any, row: int, column: int, formula: str, style: Any, value: int | str
    ) -> None:
        if len(formula) > 8000 or sheet.write_formula(row, column, "=" + formula, style, value):
            raise ValueError(formula)

    def span(
        self, sheet: Any, row: int, first: int, last: int, text: str, style: Any, rows: int = 1
    ) -> None:
        if first < last or rows > 1:
            sheet.merge_range(row, first, row + rows - 1, last, "", style)
        self.text(sheet, row, first, text, style)

    def grow(self, sheet: Any, row: int, lines: int, at_least: float = 0) -> None:
        """Give a row room for its lines, and let it grow as the clerk types."""
        sheet.set_row(row, max(15 * lines + 3, at_least))
        self.growing.add((sheet.index + 1, row + 1))

    # --- the hidden sheet ---

    def _identity_sheet(self) -> None:
        sheet, layout = self.identity, self.layout
        identity: dict[str, str | int] = {
            "form": self.form.id,
            "version": self.form.version,
            "unit": self.unit.code if self.unit else "",
            "period": str(self.period) if self.period else "",
            "office": self.office.short_name,
            "program": __version__,
        }
        for row, (key, value) in enumerate(identity.items()):
            self.text(sheet, row, 0, key)
            if isinstance(value, int):
                sheet.write_number(row, 1, value)
            else:
                self.text(sheet, row, 1, value)
        for row, (name, values) in enumerate(self._lists().items(), len(identity) + 1):
            self.text(sheet, row, 0, name)
            for column, item in enumerate(values, 1):
                self.text(sheet, row, column, item)
        self.text(sheet, layout.past_row, 0, PAST_MARK)
        for column, key in enumerate(layout.past_keys, 1):
            self.text(sheet, layout.past_row, column, key)
        for row, service in enumerate(layout.services, layout.past_row + 1):
            self.text(sheet, row, 0, service.code)
            known = self.past.get(service.code, {})
            for column, key in enumerate(layout.past_keys, 1):
                if key in known:
                    sheet.write_number(row, column, known[key])
        sheet.set_column(0, 1 + len(layout.past_keys), 22)
        sheet.protect()
        sheet.very_hidden()

    def _lists(self) -> dict[str, tuple[str, ...]]:
        lists = {"list.activity": (self.form.none_answer, self.form.some_answer)}
        return lists | {f"list.{f.id}": f.choices for f in self.form.fields if f.choices}

    def _list(self, name: str) -> str:
        lists = self._lists()
        row = 7 + list(lists).index(name)
        return f"{quote_sheetname(IDENTITY_SHEET)}!{xl_range_abs(row, 1, row, len(lists[name]))}"

    def choose(self, sheet: Any, row: int, column: int, name: str, title: str, help: str) -> None:
        """Give a cell a drop-down."""
        sheet.data_validation(
            row,
            column,
            row,
            column,
            {
                "validate": "list",
                "source": "=" + self._list(name),
                "input_title": _cut(title, 32),
                "input_message": _cut(help, 255),
                "error_title": texts.FORM_BAD_CHOICE_TITLE,
                "error_message": texts.FORM_BAD_CHOICE,
            },
        )

    # --- the table ---

    @property
    def activity(self) -> str:
        column = self._activity_columns()[0]
        return str(xl_rowcol_to_cell(ACTIVITY_ROW, column, row_abs=True, col_abs=True))

    def _activity_columns(self) -> tuple[int, int]:
        first = self.layout.fitting(FIRST, len(self.form.activity_question)) + 1
        answers = max(len(self.form.none_answer), len(self.form.some_answer))
        return first, self.layout.fitting(first, answers + 6)

    def _head(self) -> None:
        sheet, layout, form = self.table, self.layout, self.form
        self.text(sheet, TITLE_ROW, NUMBER, form.title, self.style(bold=True, font_size=14))
        self.text(sheet, BASIS_ROW, NUMBER, form.basis, self.style(italic=True))
        deadline = period = texts.LEFT_OPEN
        if self.period:
            words = texts.period_words(self.period)
            window = texts.window_words(*self.office.schedule.window(self.period))
            period = f"{words[0].upper()}{words[1:]} ({window})"
            deadline = texts.before_words(self.office.schedule.deadline(self.period))
        label, value = self.style(align="right"), self.style(bold=True)
        second = layout.fitting(FIRST, 64) + 1
        for row, at, name, said in (
            (UNIT_ROW, FIRST, texts.FORM_UNIT, self.unit.name if self.unit else texts.LEFT_OPEN),
            (PERIOD_ROW, FIRST, texts.FORM_PERIOD, period),
            (UNIT_ROW, second + 2, texts.FORM_DEADLINE, deadline),
            (PERIOD_ROW, second + 2, texts.FORM_RECEIVER, self.office.receiver),
        ):
            self.span(sheet, row, at - 2, at - 1, name, label)
            self.text(sheet, row, at, said, value)
        self._activity_and_status()

    def _activity_and_status(self) -> None:
        sheet, layout, form = self.table, self.layout, self.form
        self.text(sheet, ACTIVITY_ROW, KEY, ACTIVITY_MARK)
        first, last = self._activity_columns()
        question = self.style(align="right", bold=True)
        self.span(sheet, ACTIVITY_ROW, FIRST, first - 1, form.activity_question, question)
        answer = self.style(_INPUT, bold=True, align="center", num_format=49)
        self.span(sheet, ACTIVITY_ROW, first, last, form.some_answer, answer)
        self.choose(
            sheet,
            ACTIVITY_ROW,
            first,
            "list.activity",
            form.activity_question,
            texts.FORM_ACTIVITY_HELP.format(none=form.none_answer),
        )
        name = f"={quote_sheetname(form.table.sheet)}!{self.activity}"
        self.book.define_name("activity", name)
        # The measure stands over the table's right edge.
        self.text(
            sheet,
            ACTIVITY_ROW,
            layout.check - 1,
            form.table.measure,
            self.style(italic=True, align="right"),
        )

        errors = layout.places["errors"]
        here = xl_rowcol_to_cell(ACTIVITY_ROW, errors, row_abs=True, col_abs=True)
        there = xl_rowcol_to_cell(ACTIVITY_ROW, errors + 1, row_abs=True, col_abs=True)
        sums = f"SUM({layout.down('errors')})" if layout.services else "0"
        self.formula(sheet, ACTIVITY_ROW, errors, sums, None, self.table_errors)
        last_row = NARRATIVE_FIRST + len(form.sections) + len(form.fields) + 1
        area = xl_range_abs(NARRATIVE_FIRST, 5, last_row, 5)
        sums = f"SUM({quote_sheetname(form.narrative_sheet)}!{area})"
        self.formula(sheet, ACTIVITY_ROW, errors + 1, sums, None, self.narrative_errors)

        unanswered = texts.FORM_NO_ACTIVITY_ANSWER.format(question=form.activity_question)
        before, after = texts.FORM_LEFT_IN_TABLE
        _, elsewhere = texts.FORM_LEFT_IN_NARRATIVE
        elsewhere = elsewhere.format(sheet=form.narrative_sheet)
        status = (
            f"IF(AND({self.activity}<>{text_literal(form.some_answer)},"
            f"{self.activity}<>{text_literal(form.none_answer)}),{text_literal(unanswered)},"
            f"IF({here}+{there}=0,{text_literal(texts.FORM_READY)},"
            f"{text_literal(before)}&({here}+{there})"
            f"&IF({here}>0,{text_literal(after)},{text_literal(elsewhere)})))"
        )
        total = self.table_errors + self.narrative_errors
        value = texts.FORM_READY
        if total:
            value = f"{before}{total}{after if self.table_errors else elsewhere}"
        style = self.style(BAD, BOX, bold=True, font_size=13, align="center", shrink=True)
        self.span(sheet, ACTIVITY_ROW, NUMBER, NAME, "", style)
        self.formula(sheet, ACTIVITY_ROW, NUMBER, status, style, value)
        place = xl_rowcol_to_cell(ACTIVITY_ROW, NUMBER, row_abs=True, col_abs=True)
        sheet.conditional_format(
            ACTIVITY_ROW,
            NUMBER,
            ACTIVITY_ROW,
            NAME,
            {
                "type": "formula",
                "criteria": f"={place}={text_literal(texts.FORM_READY)}",
                "format": self.book.add_format(GOOD),
            },
        )
        # The same answer on the sheet a clerk ends with.
        style = self.style(BAD, BOX, bold=True, font_size=13, align="center")
        formula = f"{quote_sheetname(form.table.sheet)}!{place}"
        self.narrative.merge_range(1, 1, 1, 2, "", style)
        self.formula(self.narrative, 1, 1, formula, style, value)
        self.narrative.conditional_format(
            1,
            1,
            1,
            2,
            {
                "type": "formula",
                "criteria": f"=$B$2={text_literal(texts.FORM_READY)}",
                "format": self.book.add_format(GOOD),
            },
        )

    def _header(self) -> None:
        sheet, layout, header = self.table, self.layout, self.style(HEADER)
        self.text(sheet, MARK_ROW, KEY, COLUMNS_MARK)
        self.text(sheet, MARK_ROW, NUMBER, "number")
        self.text(sheet, MARK_ROW, NAME, "name")
        for id, column in layout.places.items():
            self.text(sheet, MARK_ROW, column, id)
        alone = [(NUMBER, texts.FORM_NUMBER), (NAME, texts.FORM_NAME)]
        for group, columns in groupby(layout.shown, key=lambda column: column.group):
            members = list(columns)
            if not group:
                alone += [(layout.places[column.id], column.label) for column in members]
                continue
            places = [layout.places[column.id] for column in members]
            self.span(sheet, GROUP_ROW, places[0], places[-1], group, header)
            for place, member in zip(places, members, strict=True):
                self.text(sheet, LABEL_ROW, place, member.label, header)
        alone.append((layout.check, texts.FORM_CHECK))
        for at, label in alone:
            self.span(sheet, GROUP_ROW, at, at, label, header, rows=2)
        small = self.style(HEADER, bold=False, italic=True, font_size=9)
        for index, place in enumerate(range(NUMBER, layout.check), 1):
            self.text(sheet, INDEX_ROW, place, f"({index})", small)
        self.text(sheet, INDEX_ROW, layout.check, "", small)
        lines = max(
            lines_of(column.label, column.width) - (0 if column.group else 1)
            for column in layout.shown
        )
        sheet.set_row(GROUP_ROW, 16)
        sheet.set_row(LABEL_ROW, 13.5 * max(2, lines) + 3)
        sheet.set_row(INDEX_ROW, 13)

    def _row(self, index: int, service: Service) -> None:
        sheet, layout, row = self.table, self.layout, DATA_ROW + index
        known = self.past.get(service.code, {})
        fixed = self.style(_FIXED, text_wrap=True, align="left", indent=1)
        self.text(sheet, row, KEY, service.code)
        sheet.write_number(row, NUMBER, service.number, self.style(_FIXED, align="center"))
        self.text(sheet, row, NAME, service.name, fixed)
        for column in self.form.table.columns:
            place = layout.places[column.id]
            if not self._open(column, known):
                value = self._value(column, known)
                look: Mapping[str, object] = _RATE if column.type is ColumnType.RATE else COUNT
                if formula := self._computed(index, column, known):
                    self.formula(sheet, row, place, formula, self.style(_FIXED, look), value)
                else:
                    sheet.write_blank(row, place, None, self.style(_FIXED, look))
            else:
                look = _TEXT if column.type is ColumnType.TEXT else COUNT
                sheet.write_blank(row, place, None, self.style(_INPUT, look))
        self._row_checks(index, known)
        self.grow(sheet, row, lines_of(service.name, NAME_WIDTH), 33)

    def _open(self, column: Column, known: Mapping[str, int]) -> bool:
        """Tell whether the clerk may type into the column's cell in a row."""
        if not column.typed or column.hidden or column.type is ColumnType.RATE:
            return False
        if column.carried_from:
            return column.id not in known
        corrects = [c.id for c in self.form.table.columns if c.corrected_by == column.id]
        return not corrects or any(id in known for id in corrects)

    def _computed(self, index: int, column: Column, known: Mapping[str, int]) -> str:
        layout, row = self.layout, DATA_ROW + index
        if column.parts:
            parts = layout.cells(row, column.parts)
            return f'IF(COUNT({parts})=0,"",SUM({parts}))'
        if column.ratio:
            return _ratio(*(layout.cell(row, id) for id in column.ratio))
        if column.carried_from and column.id in known:
            before = layout.past(index, column.id)
            if not column.corrected_by:
                return before
            corrected = layout.cell(row, column.corrected_by)
            return f"IF(ISNUMBER({corrected}),{corrected},{before})"
        return ""

    def _value(self, column: Column, known: Mapping[str, int]) -> int | str:
        """Return what a locked cell shows while nothing is typed."""
        if column.parts:
            parts = [self._value(self.form.table.column(id), known) for id in column.parts]
            numbers = [part for part in parts if isinstance(part, int)]
            return sum(numbers) if numbers else ""
        return known.get(column.id, "") if column.carried_from else ""

    def _row_checks(self, index: int, known: Mapping[str, int]) -> None:
        sheet, layout, row = self.table, self.layout, DATA_ROW + index
        counts = inputs(self.form)
        asked = [column for column in counts if column.required and self._open(column, known)]
        openings = [
            layout.cell(row, column.id)
            for column in counts
            if not self._open(column, known) and column.carried_from
        ]
        flows = [column.id for column in counts if column.time is Time.FLOW]
        typed = [layout.cell(row, c.id) for c in counts if self._open(c, known)]
        written = [
            layout.cell(row, column.id) for column in layout.shown if column.type is ColumnType.TEXT
        ]
        none = f"{self.activity}={text_literal(self.form.none_answer)}"

        missing = "0"
        if asked:
            cells = layout.cells(row, (column.id for column in asked))
            excused = ",".join([none, f"COUNTA({cells})=0", *(f"N({o})=0" for o in openings)])
            missing = f"IF(COUNTA({cells})={len(asked)},0,IF(AND({excused}),0,1))"
        wrong = "+".join(
            f"IF(ISNUMBER({c}),IF({c}<0,1,IF({c}<>INT({c}),1,0)),IF(ISBLANK({c}),0,1))"
            for c in typed
        )
        helpers = {
            "missing": missing,
            "invalid": f"IF({wrong}>0,1,0)" if wrong else "0",
            "bad_text": "+".join(f"IF(ISERROR({c}),1,0)" for c in written) or "0",
            "arose": f"IF(AND({none},SUM({layout.cells(row, flows)})>0),1,0)" if flows else "0",
        }
        for id, formula in helpers.items():
            value = int(id == "missing" and bool(asked))
            self.formula(sheet, row, layout.places[id], formula, None, value)
        for rule in self.form.table.rules:
            place = layout.places[f"rule.{rule.id}"]
            self.formula(sheet, row, place, self._rule(index, rule), None, 0)

        blocking = [rule for rule in self.form.table.rules if rule.severity is Severity.ERROR]
        asking = [rule for rule in self.form.table.rules if rule.severity is Severity.WARNING]
        summed = layout.cells(row, [*helpers, *(f"rule.{rule.id}" for rule in blocking)])
        errors = int(bool(asked))
        self.table_errors += errors
        self.formula(sheet, row, layout.places["errors"], f"SUM({summed})", None, errors)

        said = [
            ("missing", texts.FORM_BLANK),
            ("invalid", texts.FORM_NOT_A_COUNT),
            ("bad_text", texts.FORM_BAD_TEXT),
            ("arose", texts.FORM_AROSE.format(none=self.form.none_answer)),
            *((f"rule.{rule.id}", texts.FORM_ERROR + rule.brief) for rule in blocking),
            *((f"rule.{rule.id}", texts.FORM_ASK + rule.brief) for rule in asking),
        ]
        check = "".join(f"IF({layout.cell(row, id)}>0,{text_literal(t)}," for id, t in said)
        check += text_literal(texts.FORM_FINE) + ")" * len(said)
        style = self.style(_FIXED, text_wrap=True, bold=True)
        shown = texts.FORM_BLANK if asked else texts.FORM_FINE
        self.formula(sheet, row, layout.check, check, style, shown)

    def _rule(self, index: int, rule: Rule) -> str:
        """Write a rule as 1 for broken and 0 for kept."""
        layout, row = self.layout, DATA_ROW + index
        condition = rule.formula(
            lambda id: layout.cell(row, id), lambda key: layout.past(index, key)
        )
        return f"IF(IFERROR({condition},FALSE),1,0)"

    def _totals(self) -> None:
        sheet, layout, row = self.table, self.layout, self.layout.total_row
        self.text(sheet, row, KEY, TOTAL_MARK)
        total = self.style(_FIXED, bold=True, align="center")
        self.span(sheet, row, NUMBER, NAME, texts.FORM_TOTAL, total)
        for column in self.form.table.columns:
            place = layout.places[column.id]
            if column.ratio:
                formula = _ratio(*(layout.cell(row, id) for id in column.ratio))
                style = self.style(_FIXED, _RATE, bold=True)
                self.formula(sheet, row, place, formula, style, "")
            elif column.type is ColumnType.COUNT and not column.only_form:
                shown = [
                    self._value(column, self.past.get(service.code, {}))
                    for service in layout.services
                ]
                value = sum(number for number in shown if isinstance(number, int))
                style = self.style(_FIXED, COUNT, bold=True)
                self.formula(sheet, row, place, f"SUM({layout.down(column.id)})", style, value)
            else:
                sheet.write_blank(row, place, None, self.style(_FIXED))
        sheet.write_blank(row, layout.check, None, self.style(_FIXED))
        sheet.set_row(row, 22)

    def _table_validations(self) -> None:
        layout = self.layout
        for column in layout.shown:
            open_rows = [
                DATA_ROW + index
                for index, service in enumerate(layout.services)
                if self._open(column, self.past.get(service.code, {}))
            ]
            if column.type is ColumnType.COUNT:
                rule = {
                    "validate": "integer",
                    "criteria": ">=",
                    "value": 0,
                    "error_title": texts.FORM_BAD_COUNT_TITLE,
                    "error_message": texts.FORM_BAD_COUNT,
                }
            else:
                rule = _at_most(TEXT_LIMIT)
            for first, last in runs(open_rows):
                place = layout.places[column.id]
                self.table.data_validation(
                    first, place, last, place, rule | _prompt(column.label, column.help)
                )

    def _table_colours(self) -> None:
        layout = self.layout
        errors = layout.cell(DATA_ROW, "errors")
        check = layout.cell(DATA_ROW, "check")
        asks = f"=LEFT({check},{len(texts.FORM_ASK)})={text_literal(texts.FORM_ASK)}"

        def colour(place: int, criteria: str, look: Mapping[str, str]) -> None:
            self.table.conditional_format(
                DATA_ROW,
                place,
                layout.last_row,
                place,
                {
                    "type": "formula",
                    "criteria": criteria,
                    "format": self.book.add_format(look),
                },
            )

        for place in (layout.check, NUMBER):
            colour(place, f"={errors}>0", BAD)
            colour(place, asks, DOUBT)
        colour(layout.check, f"={check}={text_literal(texts.FORM_FINE)}", GOOD)
        for rule in self.form.table.rules:
            if rule.explained_by:
                owed = f"={layout.cell(DATA_ROW, f'rule.{rule.id}')}>0"
                look = _OWED if rule.severity is Severity.ERROR else DOUBT
                colour(layout.places[rule.explained_by], owed, look)

    def _signatures(self) -> None:
        sheet, layout = self.table, self.layout
        row = layout.total_row + 2
        bold = self.style(bold=True, align="center")
        hint = self.style(italic=True, align="center")
        first, last = layout.check - 1, layout.check - 1
        while first > FIRST and sum(layout.width(c) for c in range(first, last + 1)) < 50:
            first -= 1
        year = self.period.first_day.year if self.period else texts.LEFT_OPEN
        place = self.office.letterhead.place
        dated = texts.FORM_SIGNED_ON.format(place=place, year=year)
        self.span(sheet, row, first, last, dated, hint)
        for left, right, name, note in (
            (NUMBER, NAME, texts.FORM_FILLED_BY, texts.FORM_FILLED_BY_HINT),
            (first, last, texts.FORM_SIGNED_BY, texts.FORM_SIGNED_BY_HINT),
        ):
            self.span(sheet, row + 1, left, right, name, bold)
            self.span(sheet, row + 2, left, right, note, hint)

    def _table_page(self) -> None:
        sheet, layout = self.table, self.layout
        sheet.set_column(KEY, KEY, 10, None, {"hidden": True})
        sheet.set_column(NUMBER, NUMBER, 5)
        sheet.set_column(NAME, NAME, NAME_WIDTH)
        for column in layout.shown:
            place = layout.places[column.id]
            sheet.set_column(place, place, column.width)
        sheet.set_column(layout.check, layout.check, CHECK_WIDTH)
        sheet.set_column(layout.check + 1, layout.last_column, 10, None, {"hidden": True})
        sheet.set_row(TITLE_ROW, 24)
        sheet.set_row(ACTIVITY_ROW, 30)
        sheet.set_row(MARK_ROW, None, None, {"hidden": True})
        sheet.freeze_panes(DATA_ROW, FIRST)
        self._protect(sheet)
        self._page(sheet)
        # The check column is for the screen; the signed page does not carry it.
        sheet.print_area(TITLE_ROW, NUMBER, layout.total_row + 9, layout.check - 1)
        sheet.repeat_rows(GROUP_ROW, INDEX_ROW)
        sheet.activate()
        typed = [layout.places[column.id] for column in inputs(self.form)]
        sheet.set_selection(DATA_ROW, typed[0], DATA_ROW, typed[0])

    def _protect(self, sheet: Any) -> None:
        sheet.protect("", {"format_columns": True, "format_rows": True})

    def _page(self, sheet: Any) -> None:
        sheet.hide_gridlines(2)
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.center_horizontally()
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.set_footer(f'&C&"{FONT},Regular"&10{texts.FORM_PAGE}')

    # --- sections and fields ---

    def _narrative_sheet(self) -> None:
        sheet, form = self.narrative, self.form
        title = self.style(bold=True, font_size=14)
        self.text(sheet, 0, 1, texts.FORM_NARRATIVE_TITLE, title)
        sheet.set_row(0, 24)
        sheet.set_row(1, 30)
        row = NARRATIVE_FIRST
        self._narrative_header(row - 1, texts.FORM_NARRATIVE_HEADERS)
        label = self.style(_FIXED, text_wrap=True, bold=True, valign="top")
        field_label = self.style(_FIXED, text_wrap=True, bold=True)
        choice = self.style(_INPUT, num_format=49, align="center", valign="top")
        answer = self.style(_INPUT, _TEXT)
        for section in form.sections:
            self.text(sheet, row, 0, section.id)
            self.text(sheet, row, 1, f"{section.number}. {section.title}", label)
            sheet.write_blank(row, 2, None, choice)
            self.choose(sheet, row, 2, "list.activity", section.title, section.help)
            sheet.write_blank(row, 3, None, answer)
            prompt = _prompt(section.title, section.help)
            sheet.data_validation(row, 3, row, 3, _at_most(SECTION_LIMIT) | prompt)
            self._narrative_check(row, self._section_check(row), texts.FORM_NOT_ANSWERED)
            self.grow(sheet, row, lines_of(f"{section.number}. {section.title}", 46), 63)
            row += 1
        self._narrative_header(row + 1, texts.FORM_FIELD_HEADERS)
        row += 2
        for asked in form.fields:
            self.text(sheet, row, 0, asked.id)
            self.text(sheet, row, 1, asked.label, field_label)
            sheet.write_blank(row, 2, None, self.style(_INPUT, _TEXT, valign="vcenter"))
            if asked.choices:
                self.choose(sheet, row, 2, f"list.{asked.id}", asked.label, asked.help)
            else:
                prompt = _prompt(asked.label, asked.help)
                sheet.data_validation(row, 2, row, 2, _at_most(TEXT_LIMIT) | prompt)
            self.text(sheet, row, 3, asked.help, self.style(_FIXED, text_wrap=True, italic=True))
            check, value = self._field_check(row, asked.choices, asked.required, asked.id)
            self._narrative_check(row, check, value)
            self.grow(sheet, row, max(lines_of(asked.label, 46), lines_of(asked.help, 84)), 21)
            row += 1
        self._narrative_colours(row - 1)
        sheet.set_column(0, 0, 16, None, {"hidden": True})
        sheet.set_column(1, 1, 46)
        sheet.set_column(2, 2, 28)
        sheet.set_column(3, 3, 84)
        sheet.set_column(4, 4, CHECK_WIDTH)
        sheet.set_column(5, 5, 8, None, {"hidden": True})
        sheet.freeze_panes(NARRATIVE_FIRST, 0)
        self._protect(sheet)
        self._page(sheet)
        sheet.print_area(0, 1, row - 1, 3)
        sheet.set_selection(NARRATIVE_FIRST, 2, NARRATIVE_FIRST, 2)

    def _narrative_header(self, row: int, names: tuple[str, ...]) -> None:
        for column, name in enumerate(names, 1):
            self.text(self.narrative, row, column, name, self.style(HEADER))
        self.narrative.set_row(row, 20)

    def _narrative_check(self, row: int, check: str, value: str) -> None:
        style = self.style(_FIXED, text_wrap=True, bold=True)
        self.formula(self.narrative, row, 4, check, style, value)
        error = int(value.startswith(texts.FORM_ERROR))
        self.narrative_errors += error
        cell = f"$E{row + 1}"
        wrong = f"LEFT({cell},{len(texts.FORM_ERROR)})={text_literal(texts.FORM_ERROR)}"
        self.formula(self.narrative, row, 5, f"IF({wrong},1,0)", None, error)

    def _section_check(self, row: int) -> str:
        choice, text = f"$C{row + 1}", f"$D{row + 1}"
        none, some = (text_literal(a) for a in (self.form.none_answer, self.form.some_answer))
        beside = texts.FORM_TEXT_BESIDE_NONE.format(none=self.form.none_answer)
        return (
            f"IF({_blank(choice)},{text_literal(texts.FORM_NOT_ANSWERED)},"
            f"IF({choice}={some},"
            f"IF({substance_formula(text, SECTION_SUBSTANCE)},{text_literal(texts.FORM_FINE)},"
            f"{text_literal(texts.FORM_NO_TEXT)}),"
            f"IF({choice}={none},"
            f"IF({_blank(text)},{text_literal(texts.FORM_FINE)},{text_literal(beside)}),"
            f"{text_literal(texts.FORM_NOT_LISTED)})))"
        )

    def _field_check(
        self, row: int, choices: tuple[str, ...], required: bool, id: str
    ) -> tuple[str, str]:
        answer = f"$C{row + 1}"
        value = texts.FORM_FIELD_BLANK if required else ""
        filled = text_literal(texts.FORM_FINE)
        if choices:
            unlisted = text_literal(texts.FORM_NOT_LISTED)
            filled = f"IF(COUNTIF({self._list(f'list.{id}')},{answer})>0,{filled},{unlisted})"
        return f"IF({_blank(answer)},{text_literal(value)},{filled})", value

    def _narrative_colours(self, last: int) -> None:
        first = NARRATIVE_FIRST + 1
        for start, look in (
            (texts.FORM_ERROR, BAD),
            (texts.FORM_ASK, DOUBT),
            (texts.FORM_FINE, GOOD),
        ):
            criteria = f"=LEFT($E{first},{len(start)})={text_literal(start)}"
            self.narrative.conditional_format(
                NARRATIVE_FIRST,
                4,
                last,
                4,
                {
                    "type": "formula",
                    "criteria": criteria,
                    "format": self.book.add_format(look),
                },
            )

    # --- the guide ---

    def _guide_sheet(self) -> None:
        sheet, form = self.guide, self.form
        widths = (7, 36, 10, 60, 52)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        self.text(sheet, 0, 0, texts.FORM_GUIDE_TITLE, self.style(bold=True, font_size=14))
        sheet.set_row(0, 26)
        row = 1
        number = self.style(align="center", valign="top")
        wrapped = self.style(text_wrap=True, valign="top")
        for count, paragraph in enumerate(form.guide, 1):
            self.text(sheet, row, 0, f"{count}.", number)
            self.span(sheet, row, 1, len(widths) - 1, paragraph, wrapped)
            sheet.set_row(row, 15.5 * lines_of(paragraph, sum(widths[1:])) + 4)
            row += 1
        row += 1
        self.text(sheet, row, 0, texts.FORM_RULES_TITLE, self.style(bold=True, font_size=12))
        row += 1
        for column, name in enumerate(texts.FORM_RULE_HEADERS):
            self.text(sheet, row, column, name, self.style(HEADER))
        cell = self.style(BOX, text_wrap=True, valign="top")
        for rule in form.table.rules:
            row += 1
            severity = texts.FORM_SEVERITIES[rule.severity]
            said = (rule.id, rule.brief, severity, rule.action, rule.basis)
            for column, text in enumerate(said):
                self.text(sheet, row, column, text, cell)
            pairs = zip(said, widths, strict=True)
            self.grow(sheet, row, max(lines_of(text, width) for text, width in pairs))
        self._protect(sheet)
        self._page(sheet)


def _blank(cell: str) -> str:
    # The character itself: CHAR(160) is another one on a Mac and in LibreOffice under UTF-8.
    return f'LEN(TRIM(SUBSTITUTE({cell},"\u00a0"," ")))=0'


def _ratio(part: str, whole: str) -> str:
    return f'IF(AND(ISNUMBER({part}),N({whole})>0),{part}/{whole},"")'


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip(" ,;") + texts.LEFT_OPEN


def _prompt(title: str, help: str) -> dict[str, str]:
    """Return the message shown when a cell is entered, within Excel's limits."""
    return {"input_title": _cut(title, 32), "input_message": _cut(help, 255)} if help else {}


def _at_most(limit: int) -> dict[str, object]:
    return {
        "validate": "length",
        "criteria": "<=",
        "value": limit,
        "error_title": texts.FORM_BAD_LENGTH_TITLE,
        "error_message": texts.FORM_BAD_LENGTH.format(limit=limit),
    }


def _growing(content: bytes, rows: set[tuple[int, int]]) -> bytes:
    """Mark the heights of rows as found, not fixed: xlsxwriter can only fix them.

    A fixed row would hide all but the first lines of a long reason, on the signed page too.
    """
    result = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(result, "w", ZIP_DEFLATED) as target:
        for item in source.infolist():
            part = source.read(item)
            if sheet := _SHEET_PART.fullmatch(item.filename):
                for number, row in rows:
                    if number == int(sheet[1]):
                        part = re.sub(_FIXED_ROW % row, rb"\1", part)
            target.writestr(item, part)
    return result.getvalue()
