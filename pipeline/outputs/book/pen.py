"""The hand that writes a workbook: words as words, each look made once, rows high enough."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.outputs.book.look import FONT, HEADER, LINE_HEIGHT, TALLEST, lines_of
from pipeline.outputs.clean import clean_text, quoted

Look = Mapping[str, object]


@dataclass
class Pen:
    """What writes on the sheets of one workbook."""

    book: Any
    footer: str  # of every printed page
    formats: dict[tuple[tuple[str, object], ...], Any] = field(default_factory=dict)

    def sheet(self, name: str, *, wide: bool) -> Any:
        """Add a sheet, set up to be printed."""
        sheet = self.book.add_worksheet(name)
        sheet.set_paper(9)
        if wide:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.6)
        sheet.set_footer(f'&C&"{FONT},Regular"&10{self.footer}')
        sheet.hide_gridlines(2)
        return sheet

    def style(self, *looks: Look, **more: object) -> Any:
        """Return a format, made once for each look."""
        merged: dict[str, object] = {"valign": "vcenter"}
        for look in (*looks, more):
            merged |= look
        key = tuple(merged.items())
        if key not in self.formats:
            whole = tuple(sorted(key))  # the same look, put together in another order
            if whole not in self.formats:
                self.formats[whole] = self.book.add_format(dict(whole))
            self.formats[key] = self.formats[whole]
        return self.formats[key]

    def say(self, sheet: Any, row: int, column: int, text: str, *looks: Look) -> None:
        """Write words as words, whatever they begin with."""
        style = self.style(*looks, **quoted(text))
        if text:
            sheet.write_string(row, column, clean_text(text), style)
        else:
            sheet.write_blank(row, column, None, style)

    def across(self, sheet: Any, row: int, first: int, last: int, text: str, *looks: Look) -> None:
        """Write words over several cells."""
        if first == last:
            self.say(sheet, row, first, text, *looks)
            return
        style = self.style(*looks, **quoted(text))
        sheet.merge_range(row, first, row, last, "", style)
        sheet.write_string(row, first, clean_text(text), style)

    def header(self, sheet: Any, row: int, labels: Iterable[str], first: int = 0) -> None:
        """Write a row of column headers."""
        for column, label in enumerate(labels, start=first):
            self.say(sheet, row, column, label, HEADER)

    def height(self, sheet: Any, row: int, *texts_in: tuple[str, float]) -> None:
        """Make a row as high as its longest text needs; each with the width it stands in."""
        lines = max((lines_of(text, 1.1 * width - 1) for text, width in texts_in), default=1)
        sheet.set_row(row, min(TALLEST, LINE_HEIGHT * lines + 3))
