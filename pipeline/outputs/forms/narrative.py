"""The sheet of a form's narrative sections and of who filled it and who signed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from xlsxwriter.utility import quote_sheetname, xl_range_abs, xl_rowcol_to_cell

from pipeline import texts
from pipeline.domain import marks
from pipeline.domain.answer import is_blank
from pipeline.domain.form import Field, Form, Section
from pipeline.domain.plain import blank_formula, literal, quoting, quoting_formula
from pipeline.domain.returned import CHOSEN, SAID, Place, Returned
from pipeline.domain.sections import (
    Said,
    field_checks,
    first_wrong,
    first_wrong_formula,
    section_checks,
)
from pipeline.outputs.book.look import BAD, DOUBT, GOOD, HEADER, lines_of
from pipeline.outputs.clean import clean_text
from pipeline.outputs.forms.hidden import Hidden
from pipeline.outputs.forms.layout import CHECK_WIDTH, NARRATIVE_FIRST, field_row
from pipeline.outputs.forms.pen import (
    FIXED,
    INPUT,
    SECTION_LIMIT,
    TEXT,
    TEXT_LIMIT,
    Pen,
    at_most,
    prompt,
)
from pipeline.outputs.forms.status import (
    Count,
    Question,
    Tally,
    status_formula,
    status_now,
    write_status,
)
from pipeline.personal import COVER

_LABEL = 1  # column
_SAID = {  # of a section or a field, by the finding's code
    "C16": texts.form.NOT_ANSWERED,
    "C17": texts.form.TEXT_REFUSED,
    "C18": texts.form.TEXT_BESIDE_NONE,
    "C19": texts.form.FIELD_BLANK,
    "C20": texts.form.NOT_LISTED,
    "C23": texts.form.BAD_TEXT,
    "C50": texts.form.FIELD_UNCLEAR,
}


@dataclass(slots=True)
class NarrativeSheet:
    """The making of the sheet."""

    pen: Pen
    hidden: Hidden
    form: Form
    sheet: Any
    returned: Returned | None
    starts: Mapping[str, str]  # what its fields start from
    said: list[str] = field(default_factory=list)  # by the checks, as the form is sent out

    def make(self) -> None:
        """Write sections and fields, with their live checks."""
        title = self.pen.style(bold=True, font_size=14)
        self.pen.text(self.sheet, 0, _LABEL, texts.form.NARRATIVE_TITLE, title)
        self.sheet.set_row(0, 24)
        self.sheet.set_row(1, 30)
        self._header(NARRATIVE_FIRST - 1, texts.form.NARRATIVE_HEADERS)
        for row, section in enumerate(self.form.sections, NARRATIVE_FIRST):
            self._section(row, section)
        first = field_row(self.form, 0)
        self._header(first - 1, texts.form.FIELD_HEADERS)
        for row, asked in enumerate(self.form.fields, first):
            self._field(row, asked)
        self._colours(first + len(self.form.fields) - 1)
        self._look(first + len(self.form.fields) - 1)

    def _section(self, row: int, section: Section) -> None:
        sheet, words = self.sheet, f"{section.number}. {section.title}"
        self.pen.text(sheet, row, marks.KEY, section.id)
        label = self.pen.style(FIXED, text_wrap=True, bold=True, valign="top")
        self.pen.text(sheet, row, _LABEL, words, label)
        chosen, said = self._start(section.id, CHOSEN), self._start(section.id, SAID)
        choice = self.pen.style(INPUT, num_format=49, align="center", valign="top")
        self.pen.text(sheet, row, marks.CHOICE, chosen, choice)
        self._choose(row, marks.ACTIVITY_LIST, section.title, section.help)
        self.pen.text(sheet, row, marks.TEXT, said, self.pen.style(INPUT, TEXT))
        asked_for = at_most(SECTION_LIMIT) | prompt(section.title, section.help)
        sheet.data_validation(row, marks.TEXT, row, marks.TEXT, asked_for)
        self._check(row, section_checks(self.form, section), chosen, said)
        self.pen.grow(sheet, row, max(lines_of(words, 46), lines_of(said, 84)), 63)
        self._mark(row, section.id)

    def _field(self, row: int, asked: Field) -> None:
        sheet = self.sheet
        self.pen.text(sheet, row, marks.KEY, asked.id)
        label = self.pen.style(FIXED, text_wrap=True, bold=True)
        self.pen.text(sheet, row, _LABEL, asked.label, label)
        said = self._start(asked.id, SAID)
        answer = self.pen.style(INPUT, TEXT, valign="vcenter")
        self.pen.text(sheet, row, marks.CHOICE, said, answer)
        if asked.choices:
            self._choose(row, marks.list_name(asked.id), asked.label, asked.help)
        else:
            asked_for = at_most(TEXT_LIMIT) | prompt(asked.label, asked.help)
            sheet.data_validation(row, marks.CHOICE, row, marks.CHOICE, asked_for)
        help = self.pen.style(FIXED, text_wrap=True, italic=True)
        self.pen.text(sheet, row, marks.TEXT, asked.help, help)
        self._check(row, field_checks(asked), said, quiet=not asked.required)
        self._mark(row, asked.id)
        self.pen.grow(sheet, row, max(lines_of(asked.label, 46), lines_of(asked.help, 84)), 21)

    def _look(self, last: int) -> None:
        sheet = self.sheet
        sheet.set_column(marks.KEY, marks.KEY, 16, None, {"hidden": True})
        sheet.set_column(_LABEL, _LABEL, 46)
        sheet.set_column(marks.CHOICE, marks.CHOICE, 28)
        sheet.set_column(marks.TEXT, marks.TEXT, 84)
        sheet.set_column(marks.CHECK, marks.CHECK, CHECK_WIDTH)
        sheet.freeze_panes(NARRATIVE_FIRST, 0)
        self.pen.protect(sheet)
        self.pen.page(sheet)
        sheet.print_area(0, _LABEL, last, marks.TEXT)
        sheet.repeat_rows(NARRATIVE_FIRST - 1)
        sheet.set_selection(NARRATIVE_FIRST, marks.CHOICE, NARRATIVE_FIRST, marks.CHOICE)

    def _header(self, row: int, names: tuple[str, ...]) -> None:
        for column, name in enumerate(names, 1):
            self.pen.text(self.sheet, row, column, name, self.pen.style(HEADER))
        self.sheet.set_row(row, 20)

    def _check(
        self,
        row: int,
        checks: Sequence[Said],
        choice: str,
        text: str | None = None,
        quiet: bool = False,
    ) -> None:
        """Write the live check of a row; where `quiet`, of nothing typed nothing is said.

        What it repeats is the text, or the answer of a field, which has none.
        """
        at, beside = (self._cell(row, column) for column in (marks.CHOICE, marks.TEXT))
        typed, cell = (choice, at) if text is None else (text, beside)
        said = [self._said(check) for check in checks]
        words = [quoting_formula(one, cell) for one in said]
        formula = first_wrong_formula(checks, words, texts.form.FINE, at, beside)
        wrong = first_wrong(checks, choice, text)
        value = quoting(self._said(wrong), typed) if wrong else texts.form.FINE
        if quiet:
            formula = f'IF({blank_formula(at)},"",{formula})'
            value = "" if is_blank(choice) else value
        style = self.pen.style(FIXED, text_wrap=True, bold=True)
        self.pen.formula(self.sheet, row, marks.CHECK, formula, style, value)
        self.said.append(value)

    def _said(self, check: Said) -> str:
        words = texts.form.NO_TEXT if check.blank else _SAID[check.code]
        return words.replace("{none}", self.form.none_answer)

    def _cell(self, row: int, column: int) -> str:
        return str(xl_rowcol_to_cell(row, column, col_abs=True))

    def _start(self, id: str, part: str) -> str:
        """Return what stands in an answer as the form is sent out."""
        typed = (
            self.returned.typed.get((id, part), "") if self.returned else self.starts.get(id, "")
        )
        said = clean_text(str(typed))
        # The telephone asked for was covered when it was read: better asked for once more.
        return said if id in {s.id for s in self.form.sections} or COVER not in said else ""

    def _mark(self, row: int, id: str) -> None:
        """Mark what is to be mended in a row."""
        is_section = id in {section.id for section in self.form.sections}
        columns = {CHOSEN: marks.CHOICE, SAID: marks.TEXT if is_section else marks.CHOICE}
        for part, column in columns.items():
            found = self.returned.notes.get((id, part), ()) if self.returned else ()
            own = self.returned.comments.get((id, part), "") if self.returned else ""
            if found or own:
                start = self._start(id, part) or None
                self.pen.mark(self.sheet, (row, column), found, own, start)

    def cells(self) -> dict[Place, tuple[str, str, str]]:
        """Return where each answer stands: sheet, cell, and what it is about."""
        sheet, found = self.form.narrative_sheet, {}
        for row, section in enumerate(self.form.sections, NARRATIVE_FIRST):
            for part, column in ((CHOSEN, marks.CHOICE), (SAID, marks.TEXT)):
                found[section.id, part] = (sheet, xl_rowcol_to_cell(row, column), section.title)
        for row, asked in enumerate(self.form.fields, field_row(self.form, 0)):
            cell = xl_rowcol_to_cell(row, marks.CHOICE)
            found[asked.id, SAID] = (sheet, cell, asked.label)
        return found

    def _colours(self, last: int) -> None:
        check = self._cell(NARRATIVE_FIRST, marks.CHECK)
        for start, look in (
            (texts.form.ERROR, BAD),
            (texts.form.ASK, DOUBT),
            (texts.form.FINE, GOOD),
        ):
            criteria = f"=LEFT({check},{len(start)})={literal(start)}"
            self.sheet.conditional_format(
                NARRATIVE_FIRST,
                marks.CHECK,
                last,
                marks.CHECK,
                {
                    "type": "formula",
                    "criteria": criteria,
                    "format": self.pen.book.add_format(look),
                },
            )

    def _choose(self, row: int, name: str, title: str, help: str) -> None:
        cells = (row, marks.CHOICE, row, marks.CHOICE)
        self.hidden.choose(self.sheet, cells, name, title, help)

    @property
    def tally(self) -> Tally:
        """What this sheet counts of itself."""
        last = NARRATIVE_FIRST + len(self.form.sections) + len(self.form.fields) + 1
        area = xl_range_abs(NARRATIVE_FIRST, marks.CHECK, last, marks.CHECK)
        cells = f"{quote_sheetname(self.form.narrative_sheet)}!{area}"
        errors, left, asks = (
            Count(
                f"SUMPRODUCT(--(LEFT({cells},{len(start)})={literal(start)}))",
                sum(one.startswith(start) for one in self.said),
            )
            for start in (texts.form.ERROR, texts.form.YET, texts.form.ASK)
        )
        name, measure = self.form.narrative_sheet, texts.form.ANSWERS_LEFT
        return Tally(name, measure, errors, left, asks)

    def head(self, others: Sequence[Tally], question: Question | None) -> None:
        """Say on this sheet, which a clerk ends with, too, whether the form can be sent."""
        status = status_formula(self.tally, others, question)
        value = status_now(self.tally, others, question)
        write_status(self.pen, self.sheet, (1, 1, 2), status, value)
