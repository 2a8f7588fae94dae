"""The sheet of one of a form's tables: what the clerk types, and what checks it while she does."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby
from typing import Any

from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

from pipeline import texts
from pipeline.domain.finding import Severity
from pipeline.domain.form import MOST, Column, ColumnType, Form, Item, Time
from pipeline.domain.office import Office, Unit
from pipeline.domain.period import Period
from pipeline.domain.returned import SAID, Place, Returned
from pipeline.domain.rule import Limit, Rule, When
from pipeline.outputs.book.look import BAD, BOX, COUNT, DOUBT, GOOD, HEADER, lines_of
from pipeline.outputs.clean import clean_text
from pipeline.outputs.forms.hidden import Hidden
from pipeline.outputs.forms.layout import (
    ACTIVITY_MARK,
    ACTIVITY_ROW,
    BASIS_ROW,
    CHECK_WIDTH,
    COLUMNS_MARK,
    DATA_ROW,
    FIRST,
    GROUP_ROW,
    HELPERS,
    INDEX_ROW,
    KEY,
    LABEL_ROW,
    MARK_ROW,
    NAME,
    NUMBER,
    PERIOD_ROW,
    TITLE_ROW,
    TOTAL_MARK,
    UNIT_ROW,
    Layout,
    field_row,
    inputs,
    runs,
    text_literal,
)
from pipeline.outputs.forms.pen import FIXED, INPUT, OWED, TEXT, TEXT_LIMIT, Pen, at_most, prompt
from pipeline.outputs.forms.signature import SIGNED_AS, signature_lines
from pipeline.outputs.forms.status import Elsewhere, Question, status_formula, status_now

_RATE = {"num_format": "0.0%", "align": "right", "indent": 1}
_DAY = {"num_format": "dd/mm/yyyy", "align": "center"}
_FIRST_DAY, _LAST_DAY = date(2020, 1, 1), date(2099, 12, 31)  # that a date cell takes
_DAY_ZERO = date(1899, 12, 30)  # Excel's

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_LOOKS: Mapping[ColumnType, Mapping[str, object]] = {
    ColumnType.COUNT: COUNT,
    ColumnType.RATE: _RATE,
    ColumnType.TEXT: TEXT,
    ColumnType.CHOICE: {"num_format": 49, "align": "center", "text_wrap": True},
    ColumnType.DATE: _DAY,
}

Known = Mapping[str, int | str]  # what earlier reports say of a row


@dataclass(slots=True)
class TableSheet:
    """The making of one table's sheet."""

    pen: Pen
    hidden: Hidden
    layout: Layout
    sheet: Any
    form: Form
    office: Office
    period: Period | None
    unit: Unit | None
    past: Mapping[str, Known]
    returned: Returned | None = None  # what the unit typed before, when the form goes back to it
    errors: int = 0  # of the form as it is sent out

    def make(self) -> None:
        """Write everything but the head, which needs to know of the other sheets."""
        self._header()
        for index, item in enumerate(self.layout.items):
            self._row(index, item)
        if self.layout.items:
            if self.layout.totalled:
                self._totals()
            self._validations()
            self._colours()
            self._marks()
        self._signatures()
        self._look()

    def cells(self) -> dict[Place, tuple[str, str, str]]:
        """Return where each answer stands: sheet, cell, and what it is about."""
        layout = self.layout
        return {
            (item.code, column.id): (
                layout.table.sheet,
                layout.cell(DATA_ROW + index, column.id).replace("$", ""),
                texts.form.ABOUT.format(item=item.name, column=column.name),
            )
            for index, item in enumerate(layout.items)
            for column in layout.table.columns
        }

    @property
    def errors_cell(self) -> str:
        """Where this sheet counts its errors."""
        cell = xl_rowcol_to_cell(ACTIVITY_ROW, self.layout.places["errors"], True, True)
        return f"{quote_sheetname(self.layout.table.sheet)}!{cell}"

    @property
    def activity(self) -> str:
        """The cell of the one-click answer for the whole table."""
        column = self._activity_columns()[0]
        return str(xl_rowcol_to_cell(ACTIVITY_ROW, column, row_abs=True, col_abs=True))

    @property
    def none(self) -> str:
        """The Excel expression that is TRUE when nothing arose by declaration."""
        if not self.layout.table.activity_question:
            return "FALSE"
        return f"{self.activity}={text_literal(self.form.none_answer)}"

    def _activity_columns(self) -> tuple[int, int]:
        first = self.layout.fitting(FIRST, len(self.layout.table.activity_question)) + 1
        answers = max(len(self.form.none_answer), len(self.form.some_answer))
        return first, self.layout.fitting(first, answers + 6)

    def head(self, others: Sequence[Elsewhere]) -> None:
        """Write the top of the sheet.

        Args:
            others: Where the form's other sheets count their errors, and how many there are.
        """
        sheet, layout, form = self.sheet, self.layout, self.form
        title = self.pen.style(bold=True, font_size=14)
        self.pen.text(sheet, TITLE_ROW, NUMBER, form.title, title)
        self.pen.text(sheet, BASIS_ROW, NUMBER, form.basis, self.pen.style(italic=True))
        deadline = period = texts.form.LEFT_OPEN
        if self.period:
            words = texts.numbers.period_words(self.period)
            window = texts.numbers.window_words(*self.office.schedule.window(self.period))
            period = f"{words[0].upper()}{words[1:]} ({window})"
            schedule = self.office.schedule
            deadline = texts.form.before_words(schedule.deadline(self.period))
            deadline += texts.numbers.day_off_words(schedule.due_day_off(self.period))
        right, bold = self.pen.style(align="right"), self.pen.style(bold=True)
        for row, name, said in (
            (UNIT_ROW, texts.form.UNIT, self.unit.name if self.unit else texts.form.LEFT_OPEN),
            (PERIOD_ROW, texts.form.PERIOD, period),
        ):
            self.pen.span(sheet, row, NUMBER, NAME, name, right)
            self.pen.text(sheet, row, FIRST, said, bold)
        # Against the right edge, from where words run on to the left over free cells.
        for row, name, said in (
            (BASIS_ROW, texts.form.RECEIVER, self.office.receiver),
            (UNIT_ROW, texts.form.DEADLINE, deadline),
        ):
            sheet.write_rich_string(row, layout.check - 1, f"{name} ", bold, said, right)
        # The measure stands over the table's right edge.
        measure = self.pen.style(italic=True, align="right")
        self.pen.text(sheet, ACTIVITY_ROW, layout.check - 1, layout.table.measure, measure)
        if layout.table.activity_question:
            self._activity()
        self._status(others)

    def _activity(self) -> None:
        sheet, question = self.sheet, self.layout.table.activity_question
        self.pen.text(sheet, ACTIVITY_ROW, KEY, ACTIVITY_MARK)
        first, last = self._activity_columns()
        style = self.pen.style(align="right", bold=True)
        self.pen.span(sheet, ACTIVITY_ROW, FIRST, first - 1, question, style)
        answer = self.pen.style(INPUT, bold=True, align="center", num_format=49)
        none = self.returned and self.returned.none_declared
        said = self.form.none_answer if none else self.form.some_answer
        self.pen.span(sheet, ACTIVITY_ROW, first, last, said, answer)
        help = texts.form.ACTIVITY_HELP.format(none=self.form.none_answer)
        cells = (ACTIVITY_ROW, first, ACTIVITY_ROW, first)
        self.hidden.choose(sheet, cells, "list.activity", question, help)
        name = f"={quote_sheetname(self.layout.table.sheet)}!{self.activity}"
        self.pen.book.define_name("activity", name)

    @property
    def question(self) -> Question | None:
        """The sheet's one-click answer, as other sheets refer to it."""
        asked = self.layout.table.activity_question
        if not asked:
            return None
        cell = f"{quote_sheetname(self.layout.table.sheet)}!{self.activity}"
        answers = (self.form.some_answer, self.form.none_answer)
        unanswered = ",".join(f"{cell}<>{text_literal(answer)}" for answer in answers)
        words = texts.form.NO_ACTIVITY_ANSWER.format(question=asked)
        return Question(f"AND({unanswered})", words)

    def _status(self, others: Sequence[Elsewhere]) -> None:
        sheet, layout = self.sheet, self.layout
        here = xl_rowcol_to_cell(ACTIVITY_ROW, layout.places["errors"], True, True)
        sums = f"SUM({layout.down('errors')})" if layout.items else "0"
        self.pen.formula(sheet, ACTIVITY_ROW, layout.places["errors"], sums, None, self.errors)
        elsewhere = sum(other.errors for other in others)
        added = "+".join(other.cells for other in others)
        self.pen.formula(sheet, ACTIVITY_ROW, layout.places["elsewhere"], added, None, elsewhere)
        status = status_formula(here, others, self.question)
        value = status_now(self.errors, others)
        style = self.pen.style(BAD, BOX, bold=True, font_size=13, align="center", shrink=True)
        self.pen.span(sheet, ACTIVITY_ROW, NUMBER, NAME, "", style)
        self.pen.formula(sheet, ACTIVITY_ROW, NUMBER, status, style, value)
        place = xl_rowcol_to_cell(ACTIVITY_ROW, NUMBER, row_abs=True, col_abs=True)
        ready = {
            "type": "formula",
            "criteria": f"={place}={text_literal(texts.form.READY)}",
            "format": self.pen.book.add_format(GOOD),
        }
        sheet.conditional_format(ACTIVITY_ROW, NUMBER, ACTIVITY_ROW, NAME, ready)

    def _header(self) -> None:
        sheet, layout, header = self.sheet, self.layout, self.pen.style(HEADER)
        self.pen.text(sheet, MARK_ROW, KEY, COLUMNS_MARK + layout.table.id)
        self.pen.text(sheet, MARK_ROW, NUMBER, "number")
        self.pen.text(sheet, MARK_ROW, NAME, "name")
        for id, column in layout.places.items():
            self.pen.text(sheet, MARK_ROW, column, id)
        alone = [(NUMBER, texts.form.NUMBER), (NAME, layout.table.row_label)]
        if layout.told:
            alone.append((layout.places["told"], texts.form.TOLD[layout.table.rows.value]))
        for group, columns in groupby(layout.shown, key=lambda column: column.group):
            members = list(columns)
            if not group:
                alone += [(layout.places[column.id], column.label) for column in members]
                continue
            places = [layout.places[column.id] for column in members]
            self.pen.span(sheet, GROUP_ROW, places[0], places[-1], group, header)
            for place, member in zip(places, members, strict=True):
                self.pen.text(sheet, LABEL_ROW, place, member.label, header)
        alone.append((layout.check, texts.form.CHECK))
        for at, label in alone:
            self.pen.span(sheet, GROUP_ROW, at, at, label, header, rows=2)
        small = self.pen.style(HEADER, bold=False, italic=True, font_size=9)
        for index, place in enumerate(range(NUMBER, layout.check), 1):
            self.pen.text(sheet, INDEX_ROW, place, f"({index})", small)
        self.pen.text(sheet, INDEX_ROW, layout.check, "", small)
        lines = max(
            lines_of(column.label, column.width) - (0 if column.group else 1)
            for column in layout.shown
        )
        sheet.set_row(GROUP_ROW, 16)
        sheet.set_row(LABEL_ROW, 13.5 * max(2, lines) + 3)
        sheet.set_row(INDEX_ROW, 13)

    def _row(self, index: int, item: Item) -> None:
        sheet, layout, row = self.sheet, self.layout, DATA_ROW + index
        fixed = self.pen.style(FIXED, text_wrap=True, align="left", indent=1)
        self.pen.text(sheet, row, KEY, item.code)
        centred = self.pen.style(FIXED, align="center")
        if isinstance(item.number, int):
            sheet.write_number(row, NUMBER, item.number, centred)
        else:
            self.pen.text(sheet, row, NUMBER, item.number, centred)
        self.pen.text(sheet, row, NAME, item.name, fixed)
        lines = lines_of(item.name, layout.table.row_width)
        if layout.told:
            self.pen.text(sheet, row, layout.places["told"], layout.told[index], fixed)
            lines = max(lines, lines_of(layout.told[index], layout.told_width - 2))
        for column in layout.table.columns:
            place, look = layout.places[column.id], _LOOKS[column.type]
            if self._open(column, item):
                start = self._start(column, item)
                self._typed(row, place, column, start)
                if isinstance(start, str):
                    lines = max(lines, lines_of(start, column.width))
            elif formula := self._computed(row, column, item):
                value = self._value(column, item)
                self.pen.formula(sheet, row, place, formula, self.pen.style(FIXED, look), value)
            else:
                sheet.write_blank(row, place, None, self.pen.style(FIXED, look))
        self._row_checks(index, item)
        self.pen.grow(sheet, row, lines, 33)

    def _typed(self, row: int, place: int, column: Column, start: int | str | None) -> None:
        """Write an input cell with what the clerk starts from."""
        style = self.pen.style(INPUT, _LOOKS[column.type])
        if start is None:
            self.sheet.write_blank(row, place, None, style)
        elif isinstance(start, int):
            self.sheet.write_number(row, place, start, style)
        elif column.type is ColumnType.DATE and _ISO_DAY.fullmatch(start):
            self.sheet.write_datetime(row, place, date.fromisoformat(start), style)
        else:
            self.pen.text(self.sheet, row, place, clean_text(start), style)

    def _known(self, item: Item) -> Known:
        return self.past.get(item.code, {})

    def _start(self, column: Column, item: Item) -> int | str | None:
        """Return what stands in an input cell as the form is sent out."""
        if self.returned:
            return self.returned.typed.get((item.code, column.id))
        return self._known(item).get(column.id) if column.starts_from else None

    def _open(self, column: Column, item: Item) -> bool:
        """Tell whether the clerk may type into the column's cell in a row."""
        table = self.layout.table
        if not column.typed or column.hidden or not table.applies(column, item):
            return False
        if column.carried_from:
            return column.id not in self._known(item)
        corrects = [c for c in table.columns if c.corrected_by == column.id]
        known = any(c.id in self._known(item) and table.applies(c, item) for c in corrects)
        return not corrects or known

    def _computed(self, row: int, column: Column, item: Item) -> str:
        layout = self.layout
        if not layout.table.applies(column, item) or (column.ratio and not _has_whole(self, item)):
            return ""
        if column.parts:
            parts = layout.cells(row, column.parts)
            return f'IF(COUNT({parts})=0,"",SUM({parts}))'
        if column.ratio:
            return _ratio(*(layout.cell(row, id) for id in column.ratio))
        if column.carried_from and column.id in self._known(item):
            before = self.hidden.past(item.code, column.id)
            if not column.corrected_by:
                return before
            corrected = layout.cell(row, column.corrected_by)
            return f"IF(ISNUMBER({corrected}),{corrected},{before})"
        return ""

    def _value(self, column: Column, item: Item) -> int | float | str:
        """Return what a cell shows as the form is sent out."""
        if column.parts:
            numbers = [n for n in map(partial(self._count, item), column.parts) if n is not None]
            return sum(numbers) if numbers else ""
        if column.ratio:
            part, whole = map(partial(self._count, item), column.ratio)
            return part / whole if part is not None and whole else ""
        if self._open(column, item):
            start = self._start(column, item)
            return "" if start is None else start
        corrected = column.corrected_by and self._count(item, column.corrected_by)
        if isinstance(corrected, int):
            return corrected
        known = self._known(item).get(column.id) if column.carried_from else None
        return known if isinstance(known, int) else ""

    def _count(self, item: Item, column: str) -> int | None:
        value = self._value(self.layout.table.column(column), item)
        return value if isinstance(value, int) else None

    def _row_checks(self, index: int, item: Item) -> None:
        sheet, layout, row = self.sheet, self.layout, DATA_ROW + index
        table, counts = layout.table, inputs(layout.table)
        here = [column for column in layout.shown if self._open(column, item)]
        asked = [column for column in here if column.required]
        openings = [
            layout.cell(row, column.id)
            for column in counts
            if not self._open(column, item) and column.carried_from
        ]
        flows = [column.id for column in counts if column.time is Time.FLOW]

        def cells_of(kind: ColumnType) -> list[str]:
            return [layout.cell(row, column.id) for column in here if column.type is kind]

        missing = "0"
        if asked:
            cells = layout.cells(row, (column.id for column in asked))
            excused = ",".join([self.none, f"COUNTA({cells})=0", *(f"N({o})=0" for o in openings)])
            missing = f"IF(COUNTA({cells})={len(asked)},0,IF(AND({excused}),0,1))"
        summed = layout.cells(row, flows) if flows else "0"
        helpers = {
            "missing": missing,
            "invalid": _not_whole(cells_of(ColumnType.COUNT), MOST),
            "bad_day": _not_whole(cells_of(ColumnType.DATE), self._last_serial),
            "unlisted": self._unlisted(row, here),
            "bad_text": "+".join(f"IF(ISERROR({c}),1,0)" for c in cells_of(ColumnType.TEXT)) or "0",
            "arose": f"IF(AND({self.none},IFERROR(SUM({summed}),0)>0),1,0)",
        }
        wrong = self._wrong(item, here, asked, flows)
        for id in HELPERS:
            self.pen.formula(sheet, row, layout.places[id], helpers[id], None, int(id in wrong))
        broken = {rule.id for rule in table.rules if self._breaks(rule, item)}
        for rule in table.rules:
            place = layout.places[f"rule.{rule.id}"]
            formula = self._rule(row, rule, item)
            self.pen.formula(sheet, row, place, formula, None, int(rule.id in broken))

        blocking = [rule for rule in table.rules if rule.severity is Severity.ERROR]
        asking = [rule for rule in table.rules if rule.severity is Severity.WARNING]
        added = layout.cells(row, [*HELPERS, *(f"rule.{rule.id}" for rule in blocking)])
        errors = len(wrong) + sum(rule.id in broken for rule in blocking)
        self.errors += errors
        self.pen.formula(sheet, row, layout.places["errors"], f"SUM({added})", None, errors)

        said = [
            ("missing", texts.form.BLANK),
            ("invalid", texts.form.NOT_A_COUNT),
            ("bad_day", texts.form.NOT_A_DAY),
            ("unlisted", texts.form.NOT_LISTED),
            ("bad_text", texts.form.BAD_TEXT),
            ("arose", texts.form.AROSE.format(none=self.form.none_answer)),
            *((f"rule.{rule.id}", texts.form.ERROR + rule.brief) for rule in blocking),
            *((f"rule.{rule.id}", texts.form.ASK + rule.brief) for rule in asking),
        ]
        check = "".join(f"IF({layout.cell(row, id)}>0,{text_literal(t)}," for id, t in said)
        check += text_literal(texts.form.FINE) + ")" * len(said)
        wrong |= {f"rule.{id}" for id in broken}
        shown = next((words for id, words in said if id in wrong), texts.form.FINE)
        style = self.pen.style(FIXED, text_wrap=True, bold=True)
        self.pen.formula(sheet, row, layout.check, check, style, shown)

    @property
    def _last_day(self) -> date:
        """The last day a date may name: nothing is done after the window's end."""
        return self.office.schedule.window(self.period)[1] if self.period else _LAST_DAY

    @property
    def _last_serial(self) -> int:
        return (self._last_day - _DAY_ZERO).days

    def _wrong(
        self, item: Item, here: Sequence[Column], asked: Sequence[Column], flows: Sequence[str]
    ) -> set[str]:
        """Tell which helpers find a fault in the row as it is sent out."""
        starts = {column.id: self._start(column, item) for column in here}
        blank = [column for column in asked if starts[column.id] is None]
        none = bool(self.returned and self.returned.none_declared)
        carried = any(
            self._count(item, column.id)
            for column in inputs(self.layout.table)
            if column.carried_from and not self._open(column, item)
        )
        found = {
            "missing": bool(blank) and not (none and len(blank) == len(asked) and not carried),
            "invalid": any(
                column.type is ColumnType.COUNT and isinstance(starts[column.id], str)
                for column in here
            ),
            "bad_day": any(
                column.type is ColumnType.DATE
                and isinstance(start := starts[column.id], str)
                and not (_ISO_DAY.fullmatch(start) and start <= self._last_day.isoformat())
                for column in here
            ),
            "unlisted": any(
                column.type is ColumnType.CHOICE
                and starts[column.id] is not None
                and starts[column.id] not in column.choices
                for column in here
            ),
            "arose": none and any(self._count(item, column) for column in flows),
        }
        return {id for id, there in found.items() if there}

    def _unlisted(self, row: int, here: Sequence[Column]) -> str:
        """Count choices that are none of those offered."""
        layout = self.layout
        return (
            "+".join(
                f"IF(ISBLANK({cell}),0,IF(COUNTIF({listed},{cell})=0,1,0))"
                for column in here
                if column.type is ColumnType.CHOICE
                for cell in [layout.cell(row, column.id)]
                for listed in [self.hidden.list_cells(f"list.{layout.table.id}.{column.id}")]
            )
            or "0"
        )

    def _breaks(self, rule: Rule, item: Item) -> bool:
        """Tell whether the row breaks a rule as it is sent out."""
        values = {column.id: self._value(column, item) for column in self.layout.table.columns}
        counts = {id: value for id, value in values.items() if isinstance(value, int)}
        words = {id: value for id, value in values.items() if isinstance(value, str)}
        past = {id: n for id, n in self._known(item).items() if isinstance(n, int)}
        return rule.broken(counts, words, past)

    def _rule(self, row: int, rule: Rule, item: Item) -> str:
        """Write a rule as 1 for broken and 0 for kept."""
        condition = rule.formula(
            lambda id: self.layout.cell(row, id), lambda key: self.hidden.past(item.code, key)
        )
        return f"IF(IFERROR({condition},FALSE),1,0)"

    def _totals(self) -> None:
        sheet, layout, row = self.sheet, self.layout, self.layout.total_row
        self.pen.text(sheet, row, KEY, TOTAL_MARK)
        total = self.pen.style(FIXED, bold=True, align="center")
        self.pen.span(sheet, row, NUMBER, NAME, texts.form.TOTAL, total)
        sums = {
            column.id: sum(self._count(item, column.id) or 0 for item in layout.items)
            for column in layout.table.columns
            if column.type is ColumnType.COUNT and not column.only_form
        }
        for column in self.layout.table.columns:
            place = layout.places[column.id]
            if column.ratio:
                formula = _ratio(*(layout.cell(row, id) for id in column.ratio))
                style = self.pen.style(FIXED, _RATE, bold=True)
                part, whole = (sums[id] for id in column.ratio)
                self.pen.formula(sheet, row, place, formula, style, part / whole if whole else "")
            elif column.id in sums:
                style, value = self.pen.style(FIXED, COUNT, bold=True), sums[column.id]
                self.pen.formula(sheet, row, place, f"SUM({layout.down(column.id)})", style, value)
            else:
                sheet.write_blank(row, place, None, self.pen.style(FIXED))
        sheet.write_blank(row, layout.check, None, self.pen.style(FIXED))
        sheet.set_row(row, 22)

    def _validations(self) -> None:
        layout = self.layout
        for column in layout.shown:
            open_rows = [
                DATA_ROW + index
                for index, item in enumerate(layout.items)
                if self._open(column, item)
            ]
            place, shown = layout.places[column.id], prompt(column.label, column.help)
            for first, last in runs(open_rows):
                cells = (first, place, last, place)
                if column.type is ColumnType.CHOICE:
                    name = f"list.{layout.table.id}.{column.id}"
                    self.hidden.choose(self.sheet, cells, name, column.label, column.help)
                else:
                    self.sheet.data_validation(*cells, self._allowed(column) | shown)

    def _allowed(self, column: Column) -> dict[str, object]:
        """Return the validation of what a cell takes."""
        if column.type is ColumnType.TEXT:
            return at_most(TEXT_LIMIT)
        if column.type is ColumnType.DATE:
            return {
                "validate": "date",
                "criteria": "between",
                "minimum": _FIRST_DAY,
                "maximum": self._last_day,
                "error_title": texts.form.BAD_COUNT_TITLE,
                "error_message": texts.form.BAD_DAY,
            }
        limits = [
            rule
            for rule in self.layout.table.rules
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

    def _colours(self) -> None:
        layout = self.layout
        errors = layout.cell(DATA_ROW, "errors")
        check = layout.cell(DATA_ROW, "check")
        asks = f"=LEFT({check},{len(texts.form.ASK)})={text_literal(texts.form.ASK)}"

        def colour(place: int, criteria: str, look: Mapping[str, str]) -> None:
            self.sheet.conditional_format(
                DATA_ROW,
                place,
                layout.last_row,
                place,
                {
                    "type": "formula",
                    "criteria": criteria,
                    "format": self.pen.book.add_format(look),
                },
            )

        for place in (layout.check, NUMBER):
            colour(place, f"={errors}>0", BAD)
            colour(place, asks, DOUBT)
        colour(layout.check, f"={check}={text_literal(texts.form.FINE)}", GOOD)
        for rule in self.layout.table.rules:
            answer = rule.needs if isinstance(rule, When) else rule.explained_by
            if answer:
                owed = f"={layout.cell(DATA_ROW, f'rule.{rule.id}')}>0"
                look = OWED if rule.severity is Severity.ERROR else DOUBT
                colour(layout.places[answer], owed, look)
        # What a row begun still lacks; an untouched row stays white.
        asked = [c.id for c in layout.shown if c.required and c.typed and not c.carried_from]
        if asked:
            begun = f"COUNTA({layout.cells(DATA_ROW, asked)})>0"
            missing = layout.cell(DATA_ROW, "missing")
            for id in asked:
                blank = f"ISBLANK({layout.cell(DATA_ROW, id)})"
                colour(layout.places[id], f"=AND({blank},{missing}>0,{begun})", OWED)

    def _marks(self) -> None:
        """Mark what is to be mended; the colour goes when the clerk changes the answer."""
        for index, item in enumerate(self.layout.items):
            for column in self.layout.table.columns:
                place = (item.code, column.id)
                found = self.returned.notes.get(place, ()) if self.returned else ()
                if found and not column.hidden:
                    at = (DATA_ROW + index, self.layout.places[column.id])
                    start = self._start(column, item) if self._open(column, item) else None
                    self.pen.mark(self.sheet, *at, found, start)

    def _signatures(self) -> None:
        sheet, layout = self.sheet, self.layout
        row = layout.total_row + 2
        bold = self.pen.style(bold=True, align="center")
        hint = self.pen.style(italic=True, align="center")
        first, last = layout.check - 1, layout.check - 1
        while first > FIRST and sum(layout.width(c) for c in range(first, last + 1)) < 50:
            first -= 1
        year = self.period.first_day.year if self.period else texts.form.LEFT_OPEN
        place = self.office.letterhead.place
        dated = texts.form.SIGNED_ON.format(place=place, year=year)
        self.pen.span(sheet, row, first, last, dated, hint)
        self.pen.span(sheet, row + 1, NUMBER, NAME, texts.form.FILLED_BY, bold)
        self.pen.span(sheet, row + 2, NUMBER, NAME, texts.form.FILLED_BY_HINT, hint)
        # Which line is the hint depends on the choice, and so does which is bold.
        plain, start = self.pen.style(align="center"), row + 1
        for at, (formula, shown) in enumerate(self._signature(), start=start):
            self.pen.span(sheet, at, first, last, "" if formula else shown, plain)
            if formula:
                self.pen.formula(sheet, at, first, formula, plain, shown)
        cell = xl_rowcol_to_cell(start, first, col_abs=True)
        is_hint = f"{cell}={text_literal(texts.form.SIGNED_BY_HINT)}"
        for criteria, look in ((is_hint, {"italic": True}), (f"NOT({is_hint})", {"bold": True})):
            rule = {"type": "formula", "criteria": f"={criteria}"}
            rule["format"] = self.pen.book.add_format(look)
            sheet.conditional_format(start, first, at, last, rule)

    def _signature(self) -> list[tuple[str, str]]:
        """Return the lines above the signature: the unit's own, or what suits any head."""
        own = self.unit.authority if self.unit else ()
        authority, hint = own or (texts.form.SIGNED_BY,), texts.form.SIGNED_BY_HINT
        fields = self.form.fields
        index = next((n for n, field in enumerate(fields) if field.id == SIGNED_AS), None)
        if index is None:
            return signature_lines(authority, hint, (), "", "")
        place = xl_rowcol_to_cell(field_row(self.form, index), 2, True, True)
        cell = f"{quote_sheetname(self.form.narrative_sheet)}!{place}"
        said = self.returned.typed.get((SIGNED_AS, SAID), "") if self.returned else ""
        return signature_lines(authority, hint, fields[index].choices, str(said), cell)

    def _look(self) -> None:
        sheet, layout = self.sheet, self.layout
        sheet.set_column(KEY, KEY, 10, None, {"hidden": True})
        sheet.set_column(NUMBER, NUMBER, 5 if layout.totalled else 8)
        sheet.set_column(NAME, NAME, layout.table.row_width)
        for place in range(FIRST, layout.check):
            sheet.set_column(place, place, layout.width(place))
        sheet.set_column(layout.check, layout.check, CHECK_WIDTH)
        sheet.set_column(layout.check + 1, layout.last_column, 10, None, {"hidden": True})
        sheet.set_row(TITLE_ROW, 24)
        sheet.set_row(ACTIVITY_ROW, 30)
        sheet.set_row(MARK_ROW, None, None, {"hidden": True})
        sheet.freeze_panes(DATA_ROW, FIRST)
        self.pen.protect(sheet)
        self.pen.page(sheet)
        # The check column is for the screen; the signed page does not carry it.
        end = layout.total_row + 7 + len(self._signature())
        sheet.print_area(TITLE_ROW, NUMBER, end, layout.check - 1)
        sheet.repeat_rows(GROUP_ROW, INDEX_ROW)
        typed = [layout.places[c.id] for c in layout.shown if c.typed and not c.carried_from]
        sheet.set_selection(DATA_ROW, typed[0], DATA_ROW, typed[0])


def _has_whole(sheet: TableSheet, item: Item) -> bool:
    """Tell whether a row's rate has a denominator."""
    return bool(item.whole) or not any(c.of_whole for c in sheet.layout.table.columns)


def _not_whole(cells: Sequence[str], most: int) -> str:
    """Return 1 where something else than a whole number from 0 to the most stands."""
    wrong = "+".join(
        f"IF(ISNUMBER({c}),IF(OR({c}<0,{c}>{most},{c}<>INT({c})),1,0),IF(ISBLANK({c}),0,1))"
        for c in cells
    )
    return f"IF({wrong}>0,1,0)" if wrong else "0"


def _ratio(part: str, whole: str) -> str:
    return f'IF(AND(ISNUMBER({part}),N({whole})>0),{part}/{whole},"")'
