"""The sheet of a form's narrative sections and of who filled it and who signed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter.utility import quote_sheetname, xl_range_abs

from pipeline import texts
from pipeline.domain.form import Field, Form
from pipeline.domain.returned import CHOSEN, SAID, Place, Returned
from pipeline.domain.rule import has_substance, substance_formula
from pipeline.outputs.book.look import BAD, BOX, DOUBT, GOOD, HEADER, lines_of
from pipeline.outputs.clean import clean_text
from pipeline.outputs.forms.hidden import Hidden
from pipeline.outputs.forms.layout import CHECK_WIDTH, NARRATIVE_FIRST, field_row, text_literal
from pipeline.outputs.forms.pen import (
    FIXED,
    INPUT,
    SECTION_LIMIT,
    TEXT,
    TEXT_LIMIT,
    Pen,
    at_most,
    blank,
    prompt,
)
from pipeline.outputs.forms.status import Elsewhere, Question, status_formula, status_now
from pipeline.personal import COVER

SECTION_SUBSTANCE = 5  # characters a narrative needs to say something


@dataclass(slots=True)
class NarrativeSheet:
    """The making of the sheet."""

    pen: Pen
    hidden: Hidden
    form: Form
    sheet: Any
    returned: Returned | None = None
    errors: int = 0  # of the form as it is sent out

    def make(self) -> None:
        """Write sections and fields, with their live checks."""
        sheet, form = self.sheet, self.form
        title = self.pen.style(bold=True, font_size=14)
        self.pen.text(sheet, 0, 1, texts.form.NARRATIVE_TITLE, title)
        sheet.set_row(0, 24)
        sheet.set_row(1, 30)
        row = NARRATIVE_FIRST
        self._header(row - 1, texts.form.NARRATIVE_HEADERS)
        label = self.pen.style(FIXED, text_wrap=True, bold=True, valign="top")
        field_label = self.pen.style(FIXED, text_wrap=True, bold=True)
        choice = self.pen.style(INPUT, num_format=49, align="center", valign="top")
        answer = self.pen.style(INPUT, TEXT)
        for section in form.sections:
            self.pen.text(sheet, row, 0, section.id)
            self.pen.text(sheet, row, 1, f"{section.number}. {section.title}", label)
            chosen, said = self._start(section.id, CHOSEN), self._start(section.id, SAID)
            self.pen.text(sheet, row, 2, chosen, choice)
            self._choose(row, "list.activity", section.title, section.help)
            self.pen.text(sheet, row, 3, said, answer)
            asked_for = prompt(section.title, section.help)
            sheet.data_validation(row, 3, row, 3, at_most(SECTION_LIMIT) | asked_for)
            self._check(row, self._section_check(row), self._section_now(chosen, said))
            title = lines_of(f"{section.number}. {section.title}", 46)
            self.pen.grow(sheet, row, max(title, lines_of(said, 84)), 63)
            self._mark(row, section.id)
            row += 1
        self._header(row + 1, texts.form.FIELD_HEADERS)
        row += 2
        for asked in form.fields:
            self.pen.text(sheet, row, 0, asked.id)
            self.pen.text(sheet, row, 1, asked.label, field_label)
            said = self._start(asked.id, SAID)
            self.pen.text(sheet, row, 2, said, self.pen.style(INPUT, TEXT, valign="vcenter"))
            if asked.choices:
                self._choose(row, f"list.{asked.id}", asked.label, asked.help)
            else:
                asked_for = prompt(asked.label, asked.help)
                sheet.data_validation(row, 2, row, 2, at_most(TEXT_LIMIT) | asked_for)
            self.pen.text(
                sheet, row, 3, asked.help, self.pen.style(FIXED, text_wrap=True, italic=True)
            )
            self._check(row, self._field_check(row, asked), self._field_now(asked, said))
            self._mark(row, asked.id)
            self.pen.grow(sheet, row, max(lines_of(asked.label, 46), lines_of(asked.help, 84)), 21)
            row += 1
        self._colours(row - 1)
        sheet.set_column(0, 0, 16, None, {"hidden": True})
        sheet.set_column(1, 1, 46)
        sheet.set_column(2, 2, 28)
        sheet.set_column(3, 3, 84)
        sheet.set_column(4, 4, CHECK_WIDTH)
        sheet.set_column(5, 5, 8, None, {"hidden": True})
        sheet.freeze_panes(NARRATIVE_FIRST, 0)
        self.pen.protect(sheet)
        self.pen.page(sheet)
        sheet.print_area(0, 1, row - 1, 3)
        sheet.repeat_rows(NARRATIVE_FIRST - 1)
        sheet.set_selection(NARRATIVE_FIRST, 2, NARRATIVE_FIRST, 2)

    def _header(self, row: int, names: tuple[str, ...]) -> None:
        for column, name in enumerate(names, 1):
            self.pen.text(self.sheet, row, column, name, self.pen.style(HEADER))
        self.sheet.set_row(row, 20)

    def _check(self, row: int, check: str, value: str) -> None:
        style = self.pen.style(FIXED, text_wrap=True, bold=True)
        self.pen.formula(self.sheet, row, 4, check, style, value)
        error = int(value.startswith(texts.form.ERROR))
        self.errors += error
        cell = f"$E{row + 1}"
        wrong = f"LEFT({cell},{len(texts.form.ERROR)})={text_literal(texts.form.ERROR)}"
        self.pen.formula(self.sheet, row, 5, f"IF({wrong},1,0)", None, error)

    def _section_check(self, row: int) -> str:
        choice, text = f"$C{row + 1}", f"$D{row + 1}"
        none, some = (text_literal(a) for a in (self.form.none_answer, self.form.some_answer))
        beside = texts.form.TEXT_BESIDE_NONE.format(none=self.form.none_answer)
        return (
            f"IF({blank(choice)},{text_literal(texts.form.NOT_ANSWERED)},"
            f"IF({choice}={some},"
            f"IF({substance_formula(text, SECTION_SUBSTANCE)},{text_literal(texts.form.FINE)},"
            f"{text_literal(texts.form.NO_TEXT)}),"
            f"IF({choice}={none},"
            f"IF({blank(text)},{text_literal(texts.form.FINE)},{text_literal(beside)}),"
            f"{text_literal(texts.form.NOT_LISTED)})))"
        )

    def _section_now(self, choice: str, text: str) -> str:
        """Return what the check of a section says as the form is sent out."""
        if choice == self.form.some_answer:
            there = has_substance(text, SECTION_SUBSTANCE)
            return texts.form.FINE if there else texts.form.NO_TEXT
        if choice == self.form.none_answer:
            beside = texts.form.TEXT_BESIDE_NONE.format(none=self.form.none_answer)
            return beside if text else texts.form.FINE
        return texts.form.NOT_LISTED if choice else texts.form.NOT_ANSWERED

    def _field_check(self, row: int, asked: Field) -> str:
        answer = f"$C{row + 1}"
        blank_one = text_literal(texts.form.FIELD_BLANK if asked.required else "")
        filled = text_literal(texts.form.FINE)
        if asked.choices:
            unlisted = text_literal(texts.form.NOT_LISTED)
            listed = self.hidden.list_cells(f"list.{asked.id}")
            filled = f"IF(COUNTIF({listed},{answer})>0,{filled},{unlisted})"
        return f"IF({blank(answer)},{blank_one},{filled})"

    def _field_now(self, asked: Field, said: str) -> str:
        """Return what the check of a field says as the form is sent out."""
        if not said:
            return texts.form.FIELD_BLANK if asked.required else ""
        listed = not asked.choices or said in asked.choices
        return texts.form.FINE if listed else texts.form.NOT_LISTED

    def _start(self, id: str, part: str) -> str:
        """Return what stands in an answer as the form is sent out."""
        said = clean_text(str(self.returned.typed.get((id, part), ""))) if self.returned else ""
        # The telephone asked for was covered when it was read: better asked for once more.
        return said if id in {s.id for s in self.form.sections} or COVER not in said else ""

    def _mark(self, row: int, id: str) -> None:
        """Mark what is to be mended in a row."""
        columns = {CHOSEN: 2, SAID: 3 if id in {s.id for s in self.form.sections} else 2}
        for part, column in columns.items():
            if self.returned and (found := self.returned.notes.get((id, part), ())):
                self.pen.mark(self.sheet, row, column, found, self._start(id, part) or None)

    def cells(self) -> dict[Place, tuple[str, str, str]]:
        """Return where each answer stands: sheet, cell, and what it is about."""
        sheet, found = self.form.narrative_sheet, {}
        for row, section in enumerate(self.form.sections, start=NARRATIVE_FIRST + 1):
            found[section.id, CHOSEN] = (sheet, f"C{row}", section.title)
            found[section.id, SAID] = (sheet, f"D{row}", section.title)
        for row, asked in enumerate(self.form.fields, start=field_row(self.form, 0) + 1):
            found[asked.id, SAID] = (sheet, f"C{row}", asked.label)
        return found

    def _colours(self, last: int) -> None:
        first = NARRATIVE_FIRST + 1
        for start, look in (
            (texts.form.ERROR, BAD),
            (texts.form.ASK, DOUBT),
            (texts.form.FINE, GOOD),
        ):
            criteria = f"=LEFT($E{first},{len(start)})={text_literal(start)}"
            self.sheet.conditional_format(
                NARRATIVE_FIRST,
                4,
                last,
                4,
                {
                    "type": "formula",
                    "criteria": criteria,
                    "format": self.pen.book.add_format(look),
                },
            )

    def _choose(self, row: int, name: str, title: str, help: str) -> None:
        self.hidden.choose(self.sheet, (row, 2, row, 2), name, title, help)

    @property
    def errors_cells(self) -> str:
        """The expression that counts this sheet's errors."""
        last = NARRATIVE_FIRST + len(self.form.sections) + len(self.form.fields) + 1
        area = xl_range_abs(NARRATIVE_FIRST, 5, last, 5)
        return f"SUM({quote_sheetname(self.form.narrative_sheet)}!{area})"

    def head(self, others: Sequence[Elsewhere], question: Question | None) -> None:
        """Say on this sheet, which a clerk ends with, too, whether the form can be sent."""
        status = status_formula(self.errors_cells, others, question)
        value = status_now(self.errors, others)
        style = self.pen.style(BAD, BOX, bold=True, font_size=13, align="center")
        self.sheet.merge_range(1, 1, 1, 2, "", style)
        self.pen.formula(self.sheet, 1, 1, status, style, value)
        ready = {
            "type": "formula",
            "criteria": f"=$B$2={text_literal(texts.form.READY)}",
            "format": self.pen.book.add_format(GOOD),
        }
        self.sheet.conditional_format(1, 1, 1, 2, ready)
