"""The pen forms are written with: one look, and every refusal of the library heard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from pipeline import texts
from pipeline.domain.finding import Finding, Severity
from pipeline.domain.marks import NOTES_AUTHOR
from pipeline.outputs.book.look import BAD, BOX, DOUBT, FONT, GREY, WHITE, lines_of
from pipeline.outputs.clean import fitting, quoted
from pipeline.outputs.mending import note, still

TEXT_LIMIT = 2000
SECTION_LIMIT = 10_000

OWED = {"bg_color": "#FFF176"}
INPUT = BOX | {"locked": False, "bg_color": WHITE}
FIXED = BOX | {"bg_color": GREY}
# As text, or Excel takes a reason that begins with a dash for a formula.
TEXT = {"num_format": 49, "text_wrap": True, "align": "left", "valign": "top"}


@dataclass(slots=True)
class Pen:
    """Writes into one workbook."""

    book: Any
    formats: dict[tuple[tuple[str, object], ...], Any] = field(default_factory=dict)
    growing: set[tuple[int, int]] = field(default_factory=set)  # sheet and row

    def style(self, *looks: Mapping[str, object], **more: object) -> Any:
        """Return a format, made once for each look."""
        merged = {"valign": "vcenter"}
        for look in (*looks, more):
            merged |= look  # type: ignore[arg-type]
        key = tuple(sorted(merged.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format(dict(key))
        return self.formats[key]

    def _look(self, style: Any) -> Mapping[str, object]:
        return next((dict(look) for look, made in self.formats.items() if made is style), {})

    def text(self, sheet: Any, row: int, column: int, text: str, style: Any = None) -> None:
        """Write words as words, whatever they begin with."""
        if quote := quoted(text):
            style = self.style(self._look(style), quote)
        if not text:
            sheet.write_blank(row, column, None, style)
        elif sheet.write_string(row, column, text, style):
            raise ValueError(text)

    def formula(
        self, sheet: Any, row: int, column: int, formula: str, style: Any, value: float | str
    ) -> None:
        """Write a formula with the value it has now."""
        if len(formula) > 8000 or sheet.write_formula(row, column, "=" + formula, style, value):
            raise ValueError(formula)

    def span(
        self, sheet: Any, row: int, first: int, last: int, text: str, style: Any, rows: int = 1
    ) -> None:
        """Write words over several cells."""
        if first < last or rows > 1:
            sheet.merge_range(row, first, row + rows - 1, last, "", style)
        self.text(sheet, row, first, text, style)

    def mark(
        self,
        sheet: Any,
        place: tuple[int, int],
        found: Sequence[Finding],
        own: str,
        typed: int | str | None,
    ) -> None:
        """Say beside an answer what is wrong with it, and colour it until it is another one.

        `own` is what the unit wrote in the cell's comment itself.
        """
        said = note(found, own, TEXT_LIMIT) if found else own
        size = {"width": 300, "height": 18 * lines_of(said, 46) + 12, "font_size": 10}
        sheet.write_comment(*place, said, size | ({"author": NOTES_AUTHOR} if found else {}))
        if found:
            cell = xl_rowcol_to_cell(*place, row_abs=True, col_abs=True)
            grave = any(one.severity is Severity.ERROR for one in found)
            look = self.book.add_format(BAD if grave else DOUBT)
            rule = {"type": "formula", "criteria": f"={still(cell, typed)}", "format": look}
            sheet.conditional_format(*place, *place, rule)

    def grow(self, sheet: Any, row: int, lines: int, at_least: float = 0) -> None:
        """Give a row room for its lines, and let it grow as the clerk types."""
        sheet.set_row(row, max(15 * lines + 3, at_least))
        self.growing.add((sheet.index + 1, row + 1))

    def protect(self, sheet: Any) -> None:
        """Protect a sheet against accident, not against the clerk: there is no password."""
        sheet.protect("", {"format_columns": True, "format_rows": True})

    def page(self, sheet: Any) -> None:
        """Set a sheet up to be printed."""
        sheet.hide_gridlines(2)
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.center_horizontally()
        sheet.set_margins(left=0.4, right=0.4, top=0.4, bottom=0.55)
        sheet.set_footer(f'&C&"{FONT},Regular"&10{texts.form.PAGE}')


def prompt(title: str, help: str) -> dict[str, str]:
    """Return the message shown when a cell is entered.

    A title that is too long for Excel is left out: it stands over the cell anyway.
    """
    if not (said := fitting(help, 255)):
        return {}
    return {"input_title": title if len(title) <= 32 else "", "input_message": said}


def at_most(limit: int) -> dict[str, object]:
    """Return the validation of a text's length."""
    return {
        "validate": "length",
        "criteria": "<=",
        "value": limit,
        "error_title": texts.form.BAD_LENGTH_TITLE,
        "error_message": texts.form.BAD_LENGTH.format(limit=limit),
    }
