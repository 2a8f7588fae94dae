"""A Summary becomes the consolidated workbook.

Every total is a live formula with its value beside it, so that a reader can follow a number down
to the sheet of data, and from there to the unit's own cell. Words of units are written as text,
whatever they look like.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC
from io import BytesIO
from typing import Any
from urllib.parse import quote

import xlsxwriter
from xlsxwriter.utility import (
    quote_sheetname,
    xl_col_to_name,
    xl_range_abs,
    xl_rowcol_to_cell,
)

from pipeline import texts
from pipeline.domain.figure import Line, LineKind, LineState, Standing, StandingKind, Summary
from pipeline.domain.finding import Finding, Severity
from pipeline.domain.form import Column, ColumnType
from pipeline.domain.report import Report
from pipeline.outputs.clean import clean_text
from pipeline.outputs.columns import appendix_columns
from pipeline.outputs.excel_look import (
    BAD,
    BOX,
    COUNT,
    DOUBT,
    FONT,
    GOOD,
    GREY,
    HEAD,
    HEADER,
    LINE_HEIGHT,
    OPTIONS,
    TALLEST,
    lines_of,
)

Look = Mapping[str, object]
_Row = Sequence[tuple[str | int, Look]]

_RATE = {"num_format": "0.00%", "align": "right", "indent": 1}
_TEXT = {"num_format": 49, "text_wrap": True, "align": "left", "valign": "top"}
_TITLE = {"bold": True, "font_size": 14}
_SECTOR = BOX | {"bold": True, "bg_color": GREY}
_TOTAL = BOX | {"bold": True, "bg_color": HEAD}
_LINK = {"font_color": "#0B4F9E", "underline": 1}
_KIND_LOOKS: Mapping[StandingKind, Look] = {
    StandingKind.ON_TIME: GOOD,
    StandingKind.LATE: DOUBT,
    StandingKind.UNDECIDED: DOUBT,
    StandingKind.MISSING: BAD,
    StandingKind.INVALID: BAD,
}
_SEVERITY_LOOKS: Mapping[Severity, Look] = {
    Severity.ERROR: BAD,
    Severity.WARNING: DOUBT,
    Severity.NOTE: {},
}
_UPRIGHT = {texts.SHEET_COVER, texts.SHEET_COMPARISON, texts.SHEET_CHARTS}
_LONGEST_LINK = 2000  # Excel's own limit is 2,079 characters

_GROUP, _LABEL, _INDEX, _DATA = 4, 5, 6, 7  # rows of the appendix's header and first line
_NAME_WIDTH, _REPORTER_WIDTH = 46, 20
_FIRST = 2  # column of the appendix's first figure


def build_workbook(summary: Summary, report: Report) -> bytes:
    """Draw a period's workbook; the same summary gives the same bytes."""
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, OPTIONS)
    book.set_properties(
        {
            "title": report.subject,
            "author": summary.office.name,
            "created": summary.now.astimezone(UTC).replace(tzinfo=None),
        }
    )
    book.set_size(24_000, 14_000)
    _Writer(book, summary, report, appendix_columns(summary.table)).write()
    book.close()
    return stream.getvalue()


@dataclass
class _Writer:
    """The workbook being written."""

    book: Any
    summary: Summary
    report: Report
    columns: Sequence[Column]  # of the appendix
    formats: dict[tuple[tuple[str, object], ...], Any] = field(default_factory=dict)
    sheets: dict[str, Any] = field(default_factory=dict)

    def write(self) -> None:
        for name in (texts.SHEET_COVER, *texts.SHEET_SAYS):
            self.sheets[name] = self._sheet(name, wide=name not in _UPRIGHT)
        self._cover()
        self._appendix()
        data = self._data()
        self._units(data)
        self._reasons()
        self._narratives()
        self._standings()
        self._findings()
        self._versions()
        self._decisions()
        self._comparison()
        self._charts()

    # --- what every sheet is made of ---

    def _sheet(self, name: str, *, wide: bool) -> Any:
        sheet = self.book.add_worksheet(name)
        sheet.set_paper(9)
        if wide:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.6)
        sheet.set_footer(f'&C&"{FONT},Regular"&10{texts.BOOK_PAGE}')
        sheet.hide_gridlines(2)
        return sheet

    def _style(self, *looks: Look, **more: object) -> Any:
        merged: dict[str, object] = {"valign": "vcenter"}
        for look in (*looks, more):
            merged |= look
        key = tuple(sorted(merged.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format(dict(key))
        return self.formats[key]

    def _say(self, sheet: Any, row: int, column: int, text: str, *looks: Look) -> None:
        """Write words as words, whatever they begin with."""
        style = self._style(*looks)
        if text:
            sheet.write_string(row, column, clean_text(text), style)
        else:
            sheet.write_blank(row, column, None, style)

    def _across(self, sheet: Any, row: int, first: int, last: int, text: str, *looks: Look) -> None:
        """Write words over several cells."""
        if first == last:
            self._say(sheet, row, first, text, *looks)
            return
        style = self._style(*looks)
        sheet.merge_range(row, first, row, last, "", style)
        sheet.write_string(row, first, clean_text(text), style)

    def _header(self, sheet: Any, row: int, labels: Iterable[str], first: int = 0) -> None:
        for column, label in enumerate(labels, start=first):
            self._say(sheet, row, column, label, HEADER)

    def _widths(self, sheet: Any, widths: Iterable[float]) -> None:
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width, self._style())

    def _height(self, sheet: Any, row: int, *texts_in: tuple[str, float]) -> None:
        """Make a row as high as its longest text needs; each with the width it stands in."""
        lines = max((lines_of(text, 1.1 * width - 1) for text, width in texts_in), default=1)
        sheet.set_row(row, min(TALLEST, LINE_HEIGHT * lines + 3))

    def _list(
        self, sheet: Any, headers: Sequence[str], widths: Sequence[float], rows: Sequence[_Row]
    ) -> None:
        """Write a titled sheet's list below row 3: each row its words and their looks."""
        self._widths(sheet, widths)
        self._header(sheet, 3, headers)
        self._height(sheet, 3, *zip(headers, widths, strict=True))
        for at, row in enumerate(rows, start=4):
            for column, (words, look) in enumerate(row):
                if isinstance(words, int):
                    sheet.write_number(at, column, words, self._style(BOX, COUNT, look))
                else:
                    self._say(sheet, at, column, words, BOX, _TEXT, look)
            self._height(
                sheet, at, *((str(w), width) for (w, _), width in zip(row, widths, strict=True))
            )
        if rows:
            sheet.autofilter(3, 0, 3 + len(rows), len(headers) - 1)
        else:
            self._say(sheet, 4, 0, texts.BOOK_NONE, {"italic": True})
        sheet.freeze_panes(4, 0)
        sheet.repeat_rows(3)

    def _title(self, sheet: Any, title: str) -> None:
        self._say(sheet, 0, 0, title, _TITLE)
        window = texts.DOC_WINDOW.format(window=texts.window_words(*self.summary.window))
        self._say(sheet, 1, 0, window, {"italic": True})

    # --- cover ---

    def _cover(self) -> None:
        summary, sheet = self.summary, self.sheets[texts.SHEET_COVER]
        self._widths(sheet, (30, 18, 60))
        wrap = {"text_wrap": True, "align": "center"}
        words = texts.period_words(summary.period).upper()
        self._across(sheet, 0, 0, 2, summary.office.name, {"bold": True, "align": "center"})
        self._across(
            sheet, 1, 0, 2, texts.BOOK_TITLE.format(period=words), _TITLE | {"align": "center"}
        )
        self._across(sheet, 2, 0, 2, self.report.subject, wrap)
        sheet.set_row(2, 32)
        absent = [s.unit.name for s in summary.standings if not s.reported]
        counts = {
            "sent": len(summary.standings) - len(absent),
            "owed": len(summary.standings),
        }
        verdict = texts.BOOK_INCOMPLETE if absent else texts.BOOK_COMPLETE
        strong = {"bold": True, "font_size": 14, "align": "center"} | BOX
        self._across(sheet, 4, 0, 2, verdict.format(**counts), strong | (BAD if absent else GOOD))
        sheet.set_row(4, 26)
        if absent:
            missing = texts.BOOK_STILL_MISSING.format(units=", ".join(absent))
            self._across(sheet, 5, 0, 2, missing, wrap)
            sheet.set_row(5, 32)
        row = 7
        for label, said in (
            (texts.BOOK_WINDOW, texts.window_words(*summary.window)),
            (
                texts.BOOK_DEADLINE,
                texts.BOOK_BEFORE.format(deadline=texts.instant(summary.deadline)),
            ),
            (
                texts.BOOK_MADE,
                texts.instant(summary.now.astimezone(summary.office.schedule.zone)),
            ),
        ):
            self._say(sheet, row, 0, label, BOX, {"bold": True})
            self._across(sheet, row, 1, 2, said, BOX)
            row += 1
        row = self._cover_figures(sheet, row + 1)
        row = self._cover_standings(sheet, row + 1)
        self._cover_contents(sheet, row + 1)
        sheet.print_area(0, 0, row + 12, 2)
        sheet.activate()

    def _cover_figures(self, sheet: Any, row: int) -> int:
        summary = self.summary
        self._say(sheet, row, 0, texts.BOOK_KEY_FIGURES, {"bold": True})
        self._header(sheet, row + 1, texts.BOOK_FIGURE_HEADERS)
        row += 2
        appendix = quote_sheetname(texts.SHEET_APPENDIX)
        total_row = _DATA + len(summary.lines) - 1
        for index, column in enumerate(self.columns):
            if column.parts or column.ratio:
                self._say(sheet, row, 0, column.name, BOX)
                formula = f"={appendix}!{xl_rowcol_to_cell(total_row, _FIRST + index)}"
                value = _shown(summary.total, column)
                look = _RATE if column.ratio else COUNT
                sheet.write_formula(row, 1, formula, self._style(BOX, look), value)
                said = texts.BOOK_COVERAGE.format(coverage=summary.total.coverage)
                self._say(sheet, row, 2, said, BOX)
                row += 1
        return row

    def _cover_standings(self, sheet: Any, row: int) -> int:
        self._say(sheet, row, 0, texts.BOOK_PUNCTUALITY, {"bold": True})
        self._header(sheet, row + 1, texts.BOOK_PUNCTUALITY_HEADERS)
        row += 2
        for kind in StandingKind:
            of_kind = self.summary.of_kind(kind)
            look = _KIND_LOOKS[kind] if of_kind else {}
            self._say(sheet, row, 0, texts.STANDING[kind.value], BOX, look)
            sheet.write_number(row, 1, len(of_kind), self._style(BOX, COUNT))
            names = ", ".join(s.unit.short_name for s in of_kind)
            self._say(sheet, row, 2, names, BOX, {"text_wrap": True})
            row += 1
        return row

    def _cover_contents(self, sheet: Any, row: int) -> None:
        self._say(sheet, row, 0, texts.BOOK_CONTENTS, {"bold": True})
        for index, (name, said) in enumerate(texts.SHEET_SAYS.items(), start=row + 1):
            sheet.write_url(
                index, 0, f"internal:{quote_sheetname(name)}!A1", self._style(BOX, _LINK), name
            )
            self._across(sheet, index, 1, 2, said, BOX)

    # --- the official appendix ---

    def _appendix(self) -> None:
        summary, sheet = self.summary, self.sheets[texts.SHEET_APPENDIX]
        last = _FIRST + len(self.columns) + 1
        self._widths(sheet, (5, _NAME_WIDTH, *[8.5] * len(self.columns), _REPORTER_WIDTH, 8))
        centred: Look = {"align": "center"}
        self._across(sheet, 0, 0, last, self.report.appendix_title.upper(), _TITLE, centred)
        window = texts.DOC_WINDOW.format(window=texts.window_words(*summary.window))
        self._across(sheet, 1, 0, last, window, centred)
        said = texts.BOOK_COVERAGE.format(coverage=summary.total.coverage)
        full = len(summary.total.present) == len(summary.total.expected)
        self._across(sheet, 2, 0, last, said, centred, {"bold": True}, {} if full else BAD)
        self._across(sheet, 3, 0, last, summary.table.measure, {"align": "right", "italic": True})
        self._appendix_header(sheet, last)
        sectors = _sector_rows(summary.lines)
        for index, line in enumerate(summary.lines):
            self._appendix_line(sheet, _DATA + index, line, sectors)
        end = _DATA + len(summary.lines) - 1
        sheet.freeze_panes(_DATA, _FIRST)
        sheet.repeat_rows(_GROUP, _INDEX)
        sheet.print_area(0, 0, end, last)

    def _appendix_header(self, sheet: Any, last: int) -> None:
        plain = self._style(HEADER)
        for column, label in (
            (0, texts.DOC_TT),
            (1, texts.DOC_SERVICE),
            (last - 1, texts.BOOK_UNIT),
            (last, texts.BOOK_COUNTED),
        ):
            sheet.merge_range(_GROUP, column, _LABEL, column, label, plain)
        for first, group in _groups(self.columns):
            at = _FIRST + first
            if len(group) == 1 and not group[0].group:
                sheet.merge_range(_GROUP, at, _LABEL, at, group[0].label, plain)
                continue
            self._across(sheet, _GROUP, at, at + len(group) - 1, group[0].group, HEADER)
            self._header(sheet, _LABEL, (column.label for column in group), at)
        for column in range(last + 1):
            small = {"bold": False, "italic": True, "font_size": 9}
            self._say(sheet, _INDEX, column, f"({column + 1})", HEADER, small)
        sheet.set_row(_GROUP, 30)
        sheet.set_row(_LABEL, 48)

    def _appendix_line(
        self, sheet: Any, row: int, line: Line, sectors: Mapping[int, Sequence[int]]
    ) -> None:
        look: Look = {LineKind.SECTOR: _SECTOR, LineKind.TOTAL: _TOTAL}.get(line.kind, BOX)
        last = _FIRST + len(self.columns) + 1
        if line.number is None:
            self._say(sheet, row, 0, "", look)
        else:
            sheet.write_number(row, 0, line.number, self._style(look, align="center"))
        self._say(sheet, row, 1, line.label, look, {"text_wrap": True})
        self._say(sheet, row, last - 1, _reporter(line), look, {"text_wrap": True})
        self._height(sheet, row, (line.label, _NAME_WIDTH), (_reporter(line), _REPORTER_WIDTH))
        short = len(line.present) < len(line.expected)
        coverage = line.coverage if line.expected else ""
        self._say(sheet, row, last, coverage, look, {"align": "center"}, BAD if short else {})
        if line.state in (LineState.NOT_REPORTED, LineState.NO_REPORTER):
            said = texts.DOC_STATES[line.state.value]
            warning = BAD if line.state is LineState.NOT_REPORTED else {}
            self._across(
                sheet,
                row,
                _FIRST,
                last - 2,
                said,
                look,
                {"italic": True, "align": "center"},
                warning,
            )
            return
        for index, column in enumerate(self.columns):
            at, value = _FIRST + index, _shown(line, column)
            style = self._style(look, _RATE if column.ratio else COUNT)
            if column.ratio:
                sheet.write_formula(row, at, self._ratio(column, row), style, value)
            elif line.kind is LineKind.SERVICE and column.parts:
                parts = "+".join(self._cell(part, row) for part in column.parts)
                sheet.write_formula(row, at, f"={parts}", style, value)
            elif line.kind is LineKind.SERVICE:
                sheet.write_number(row, at, value, style)
            else:
                below = ",".join(
                    xl_rowcol_to_cell(a, at) if a == b else _range(a, at, b)
                    for a, b in _stretches(sectors[row])
                )
                sheet.write_formula(row, at, f"=SUM({below})", style, value)

    def _cell(self, column: str, row: int) -> str:
        ids = [c.id for c in self.columns]
        return str(xl_rowcol_to_cell(row, _FIRST + ids.index(column)))

    def _ratio(self, column: Column, row: int) -> str:
        """Divide; a part that is not printed is replaced by what it adds up."""
        assert column.ratio
        top, bottom = (self._expression(name, row) for name in column.ratio)
        return f'=IF({bottom}=0,"–",{top}/({bottom}))'

    def _expression(self, name: str, row: int) -> str:
        if name in [c.id for c in self.columns]:
            return self._cell(name, row)
        return "+".join(self._cell(p, row) for p in self.summary.table.column(name).parts)

    # --- tidy data ---

    def _data(self) -> int:
        """Write every figure with its source as a real table; return the last row."""
        summary, sheet = self.summary, self.sheets[texts.SHEET_DATA]
        self._widths(sheet, (10, 11, 26, 8, 9, 44, 20, 36, 9, 14, 40, 14, 7))
        row = 0
        for line in summary.lines:
            if not (line.row and line.service and line.unit and line.submission):
                continue
            for column in summary.table.columns:
                value = line.row.count(column.id)
                if column.type is not ColumnType.COUNT or value is None:
                    continue
                row += 1
                entry = line.row.entries[column.id]
                for at, said in (
                    (0, str(summary.period)),
                    (1, line.unit.code),
                    (2, line.unit.name),
                    (4, line.service.code),
                    (5, line.service.name),
                    (6, column.id),
                    (7, column.name),
                    (9, entry.raw),
                    (10, line.submission.file),
                    (11, line.submission.sheets.get(line.row.table, "")),
                    (12, entry.cell),
                ):
                    self._say(sheet, row, at, said, {"num_format": 49})
                sheet.write_number(row, 3, line.service.number, self._style())
                sheet.write_number(row, 8, value, self._style(COUNT))
        if row:
            headers = [{"header": label} for label in texts.BOOK_DATA_HEADERS]
            sheet.add_table(
                0,
                0,
                row,
                len(headers) - 1,
                {"name": "SoLieu", "columns": headers, "style": "Table Style Light 9"},
            )
            sheet.repeat_rows(0)
        else:
            self._header(sheet, 0, texts.BOOK_DATA_HEADERS)
            self._say(sheet, 1, 0, texts.BOOK_NONE)
        sheet.freeze_panes(1, 0)
        return row

    # --- by unit ---

    def _units(self, data_end: int) -> None:
        summary, sheet = self.summary, self.sheets[texts.SHEET_UNITS]
        self._widths(sheet, (12, 40, *[9] * len(self.columns), 24))
        self._title(sheet, texts.BOOK_UNITS_TITLE)
        plain = self._style(HEADER)
        last = _FIRST + len(self.columns)
        for column, label in (
            (0, texts.BOOK_DATA_HEADERS[1]),
            (1, texts.BOOK_UNIT),
            (last, texts.BOOK_STANDING),
        ):
            sheet.merge_range(3, column, 4, column, label, plain)
        for first, group in _groups(self.columns):
            at = _FIRST + first
            if len(group) == 1 and not group[0].group:
                sheet.merge_range(3, at, 4, at, group[0].label, plain)
            else:
                self._across(sheet, 3, at, at + len(group) - 1, group[0].group, HEADER)
                self._header(sheet, 4, (column.label for column in group), at)
        sheet.set_row(3, 30)
        sheet.set_row(4, 48)
        start = 5
        for row, standing in enumerate(summary.standings, start=start):
            self._unit_line(sheet, row, standing, data_end)
        end = start + len(summary.standings) - 1
        self._unit_total(sheet, start, end)
        sheet.freeze_panes(start, _FIRST)
        sheet.repeat_rows(3, 4)

    def _unit_line(self, sheet: Any, row: int, standing: Standing, data_end: int) -> None:
        last = _FIRST + len(self.columns)
        self._say(sheet, row, 0, standing.unit.code, BOX)
        self._say(sheet, row, 1, standing.unit.name, BOX, {"text_wrap": True})
        self._height(sheet, row, (standing.unit.name, 40))
        self._say(
            sheet,
            row,
            last,
            texts.standing_words(standing, due=self.summary.now >= self.summary.deadline),
            BOX,
            {"text_wrap": True},
            _KIND_LOOKS[standing.kind],
        )
        sums = self._sums(standing)
        if not sums:
            said = texts.DOC_STATES["not_reported"]
            self._across(
                sheet, row, _FIRST, last - 1, said, BOX, {"italic": True, "align": "center"}
            )
            return
        data = quote_sheetname(texts.SHEET_DATA)
        values, units, ids = (
            f"{data}!{xl_range_abs(1, column, data_end, column)}" for column in (8, 1, 6)
        )
        for index, column in enumerate(self.columns):
            at = _FIRST + index
            style = self._style(BOX, _RATE if column.ratio else COUNT)
            if column.ratio:
                top, bottom = (sums.get(name, 0) for name in column.ratio)
                value: object = top / bottom if bottom else "–"
                sheet.write_formula(row, at, self._ratio(column, row), style, value)
            else:
                formula = f'=SUMIFS({values},{units},$A{row + 1},{ids},"{column.id}")'
                sheet.write_formula(row, at, formula, style, sums.get(column.id, 0))

    def _sums(self, standing: Standing) -> dict[str, int]:
        """Add up a unit's own lines."""
        sums: dict[str, int] = {}
        for line in self.summary.lines:
            if line.row and line.unit == standing.unit:
                for column, value in line.values.items():
                    sums[column] = sums.get(column, 0) + (value or 0)
        return sums

    def _unit_total(self, sheet: Any, start: int, end: int) -> None:
        summary, total, check = self.summary, end + 1, end + 2
        last = _FIRST + len(self.columns)
        coverage = texts.DOC_COVERAGE.format(
            label=texts.TOTAL_LABEL, coverage=summary.total.coverage
        )
        for row, label, look in (
            (total, coverage, _TOTAL),
            (check, texts.BOOK_SAME_AS_APPENDIX, BOX | {"italic": True}),
        ):
            self._across(sheet, row, 0, 1, label, look)
            self._say(sheet, row, last, "", look)
        appendix = quote_sheetname(texts.SHEET_APPENDIX)
        appendix_row = _DATA + len(summary.lines) - 1
        for index, column in enumerate(self.columns):
            at, value = _FIRST + index, _shown(summary.total, column)
            style = self._style(_TOTAL, _RATE if column.ratio else COUNT)
            formula = (
                self._ratio(column, total) if column.ratio else f"=SUM({_range(start, at, end)})"
            )
            if summary.total.state is not LineState.REPORTED:
                self._say(sheet, total, at, "", _TOTAL)
                self._say(sheet, check, at, "", BOX)
                continue
            sheet.write_formula(total, at, formula, style, value)
            here, there = (xl_rowcol_to_cell(row, at) for row in (total, appendix_row))
            sheet.write_formula(
                check,
                at,
                f'=IF({here}={appendix}!{there},"{texts.BOOK_AGREES}","{texts.BOOK_DIFFERS}")',
                self._style(BOX, italic=True, align="center"),
                texts.BOOK_AGREES,
            )

    # --- what units said ---

    def _reasons(self) -> None:
        sheet, column = self.sheets[texts.SHEET_REASONS], self.summary.table.column
        self._title(sheet, texts.BOOK_REASONS_TITLE)
        rows = [
            _plain(
                column(one.about).label,
                one.unit.name,
                one.subject,
                one.count or 0,
                one.text,
                texts.BOOK_PLACE.format(file=one.file, sheet=one.sheet, cell=one.cell),
            )
            for one in self.summary.reasons
        ]
        self._list(sheet, texts.BOOK_REASON_HEADERS, (20, 22, 32, 7, 46, 28), rows)

    def _narratives(self) -> None:
        sheet = self.sheets[texts.SHEET_NARRATIVES]
        self._title(sheet, texts.BOOK_NARRATIVES_TITLE)
        rows = [
            _plain(
                one.subject,
                one.unit.name,
                one.text,
                texts.BOOK_PLACE.format(file=one.file, sheet=one.sheet, cell=one.cell),
            )
            for one in self.summary.narratives
        ]
        self._list(sheet, texts.BOOK_NARRATIVE_HEADERS, (32, 24, 70, 28), rows)

    # --- standings and findings ---

    def _standings(self) -> None:
        summary, sheet = self.summary, self.sheets[texts.SHEET_STANDINGS]
        self._title(sheet, texts.BOOK_STANDINGS_TITLE)
        said = texts.BOOK_BEFORE.format(deadline=texts.instant(summary.deadline))
        self._say(sheet, 2, 0, f"{texts.BOOK_DEADLINE}: {said}")
        rows = [self._standing(standing) for standing in summary.standings]
        widths = (28, 17, 13, 13, 26, 30, 8, 16, 16, 16)
        self._list(sheet, texts.BOOK_STANDING_HEADERS, widths, rows)

    def _standing(self, standing: Standing) -> _Row:
        summary, kept = self.summary, standing.in_force
        zone = summary.office.schedule.zone
        evidence = [
            texts.moment(at.astimezone(zone)) if at else ""
            for at in (standing.earliest, standing.latest)
        ]
        people = [
            str(kept.fields[name].value or "") if kept and name in kept.fields else ""
            for name in ("filled_by", "signed_by")
        ]
        words = texts.standing_words(standing, due=summary.now >= summary.deadline)
        return [
            (standing.unit.name, {}),
            (words, _KIND_LOOKS[standing.kind]),
            *_plain(
                *evidence,
                " ".join(filter(None, (standing.decided_by, standing.excused))),
                kept.file if kept else "",
            ),
            (len(standing.versions), {}),
            *_plain(*people, standing.unit.contact),
        ]

    def _findings(self) -> None:
        summary, sheet = self.summary, self.sheets[texts.SHEET_FINDINGS]
        self._title(sheet, texts.BOOK_FINDINGS_TITLE)
        rows = [self._finding(finding) for finding in summary.findings]
        self._list(sheet, texts.BOOK_FINDING_HEADERS, (22, 9, 6, 28, 10, 7, 44, 40), rows)
        for row, finding in enumerate(summary.findings, start=4):
            self._link(sheet, row, finding)

    def _finding(self, finding: Finding) -> _Row:
        unit = self.summary.office.unit(finding.unit) if finding.unit else None
        where = finding.where
        return [
            (unit.name if unit else texts.UNKNOWN_UNIT, {}),
            (
                texts.SEVERITY[finding.severity.value].rstrip(":"),
                _SEVERITY_LOOKS[finding.severity],
            ),
            *_plain(finding.code, where.file, where.sheet or "", where.cell or ""),
            *_plain(texts.sentence(finding.message), finding.action),
        ]

    def _versions(self) -> None:
        sheet = self.sheets[texts.SHEET_VERSIONS]
        self._title(sheet, texts.BOOK_VERSIONS_TITLE)
        rows = [
            _plain(
                one.unit.name,
                one.before,
                one.after,
                one.subject,
                one.column,
                one.cell,
                "" if one.old is None else one.old,
                "" if one.new is None else one.new,
            )
            for one in self.summary.changes
        ]
        self._list(sheet, texts.BOOK_VERSION_HEADERS, (24, 28, 28, 34, 16, 7, 24, 24), rows)

    def _decisions(self) -> None:
        summary, sheet = self.summary, self.sheets[texts.SHEET_DECISIONS]
        self._title(sheet, texts.BOOK_DECISIONS_TITLE)
        zone = summary.office.schedule.zone
        rows = [
            _plain(
                one.number,
                texts.decision_words(one, summary.office),
                one.by,
                one.why,
                texts.moment(one.decided_at.astimezone(zone)),
            )
            for one in summary.decisions
        ]
        self._list(sheet, texts.BOOK_DECISION_HEADERS, (6, 70, 24, 40, 16), rows)

    def _link(self, sheet: Any, row: int, finding: Finding) -> None:
        """Lead from a finding to the very cell, where the file lies in `collected/`."""
        where = finding.where
        # Letters beyond ASCII stay as they are, as Excel itself writes them.
        path = "".join(quote(c) if c.isascii() else c for c in where.file)
        target = f"external:../../collected/{path}"
        if where.sheet and where.cell:
            target += f"#{quote_sheetname(where.sheet)}!{where.cell}"
        shown = clean_text(where.cell or where.file)
        names_nobody = clean_text(where.file) == where.file  # a link would show what was covered
        if names_nobody and len(target) < _LONGEST_LINK and len(shown) < 255:
            at = 5 if where.cell else 3
            sheet.write_url(row, at, target, self._style(BOX, _TEXT, _LINK), shown)

    # --- over time ---

    def _comparison(self) -> None:
        summary, sheet = self.summary, self.sheets[texts.SHEET_COMPARISON]
        self._widths(sheet, (48, 14, 14, 18, 12))
        self._title(sheet, texts.BOOK_COMPARISON_TITLE)
        comparison = summary.comparison
        before = texts.period_words(summary.period.previous)
        row = 5
        if comparison is None:
            self._say(sheet, 2, 0, texts.BOOK_NO_COMPARISON.format(period=before))
        else:
            coverage = f"{len(comparison.units)}/{len(summary.standings)}"
            said = texts.BOOK_COMPARED.format(period=before, coverage=coverage)
            self._say(sheet, 2, 0, said)
            self._header(sheet, 4, texts.BOOK_COMPARISON_HEADERS)
            for column in summary.table.columns:
                if column.id in comparison.now:
                    self._change(
                        sheet, row, column, comparison.now[column.id], comparison.before[column.id]
                    )
                    row += 1
        self._cumulative(sheet, row + 1)

    def _change(self, sheet: Any, row: int, column: Column, now: int, before: int) -> None:
        count = self._style(BOX, COUNT)
        self._say(sheet, row, 0, column.name, BOX)
        sheet.write_number(row, 1, now, count)
        sheet.write_number(row, 2, before, count)
        signed = self._style(BOX, num_format="+#,##0;-#,##0;0", align="right")
        sheet.write_formula(row, 3, f"=B{row + 1}-C{row + 1}", signed, now - before)
        sheet.write_formula(
            row,
            4,
            f'=IF(C{row + 1}=0,"–",D{row + 1}/C{row + 1})',
            self._style(BOX, num_format="+0.00%;-0.00%;0%", align="right"),
            (now - before) / before if before else "–",
        )

    def _cumulative(self, sheet: Any, row: int) -> None:
        summary, cumulative = self.summary, self.summary.cumulative
        title = texts.BOOK_CUMULATIVE_TITLE.format(
            since=texts.day(cumulative.since), until=texts.day(summary.window[1])
        )
        self._say(sheet, row, 0, title, _TITLE)
        said = texts.BOOK_CUMULATIVE.format(count=len(cumulative.periods))
        gaps = "" if cumulative.complete else f" {texts.BOOK_CUMULATIVE_GAPS}"
        self._say(sheet, row + 1, 0, said + gaps)
        self._header(sheet, row + 3, texts.BOOK_CUMULATIVE_HEADERS)
        row += 4
        for column in summary.table.columns:
            if column.id in cumulative.values:
                self._say(sheet, row, 0, column.name, BOX)
                style = self._style(BOX, COUNT)
                sheet.write_number(row, 1, cumulative.values[column.id], style)
                row += 1

    # --- charts ---

    def _charts(self) -> None:
        """Draw the declared rate against its target, and overdue files, by unit."""
        summary, sheet = self.summary, self.sheets[texts.SHEET_CHARTS]
        self._widths(sheet, (30, 14, 14, 14, 14))
        self._title(sheet, texts.BOOK_CHARTS_TITLE)
        shown = [s for s in summary.standings if s.in_force]
        if not shown:
            self._say(sheet, 3, 0, texts.BOOK_NONE)
            return
        target = summary.office.targets["online_essential"]
        rate = next((c for c in self.columns if c.ratio), None)
        overdue = [c for c in self.columns if c.id.endswith("_overdue")]
        labels = [
            texts.BOOK_UNIT,
            rate.label if rate else "",
            texts.BOOK_TARGET.format(target=texts.fraction_percent(target)),
            *(column.name for column in overdue),
        ]
        self._header(sheet, 3, labels)
        sheet.set_row(3, 48)
        for row, standing in enumerate(shown, start=4):
            sums = self._sums(standing)
            self._say(sheet, row, 0, standing.unit.short_name, BOX)
            percent = self._style(BOX, _RATE)
            top, bottom = (sums.get(n, 0) for n in rate.ratio) if rate and rate.ratio else (0, 0)
            if bottom:
                sheet.write_number(row, 1, top / bottom, percent)
            else:
                self._say(sheet, row, 1, "–", BOX, {"align": "right"})
            sheet.write_number(row, 2, float(target), percent)
            for at, column in enumerate(overdue, start=3):
                sheet.write_number(row, at, sums.get(column.id, 0), self._style(BOX, COUNT))
        end = 3 + len(shown)
        self._rate_chart(sheet, end)
        self._overdue_chart(sheet, end, len(overdue))

    def _series(self, column: int, end: int, **look: object) -> dict[str, object]:
        name = texts.SHEET_CHARTS
        return {
            "name": [name, 3, column],
            "categories": [name, 4, 0, end, 0],
            "values": [name, 4, column, end, column],
            **look,
        }

    def _chart(self, kind: dict[str, str], title: str) -> Any:
        chart = self.book.add_chart(kind)
        font = {"name": FONT, "size": 10}
        chart.set_title({"name": title, "name_font": {"name": FONT, "size": 13}, "overlay": False})
        chart.set_x_axis({"num_font": font})
        chart.set_legend({"position": "bottom", "font": font})
        chart.set_size({"width": 620, "height": 340})
        return chart

    def _rate_chart(self, sheet: Any, end: int) -> None:
        chart = self._chart({"type": "column"}, texts.BOOK_RATE_CHART)
        font = {"name": FONT, "size": 10}
        labels = {"value": True, "num_format": "0%", "font": font}
        chart.add_series(
            self._series(1, end, fill={"color": "#2F6DB5"}, gap=60, data_labels=labels)
        )
        line = self.book.add_chart({"type": "line"})
        line.add_series(self._series(2, end, line={"color": "#C0392B", "width": 2}))
        chart.combine(line)
        chart.set_y_axis({"num_format": "0%", "min": 0, "max": 1, "num_font": font})
        sheet.insert_chart(end + 2, 0, chart)

    def _overdue_chart(self, sheet: Any, end: int, count: int) -> None:
        chart = self._chart({"type": "column", "subtype": "stacked"}, texts.BOOK_OVERDUE_CHART)
        font = {"name": FONT, "size": 10}
        for at, colour in zip(range(3, 3 + count), ("#E69F00", "#C0392B"), strict=False):
            chart.add_series(self._series(at, end, fill={"color": colour}, gap=60))
        chart.set_y_axis({"num_format": "0", "min": 0, "num_font": font})
        sheet.insert_chart(end + 20, 0, chart)


def _plain(*words: str | int) -> list[tuple[str | int, Look]]:
    return [(word, {}) for word in words]


def _groups(columns: Sequence[Column]) -> list[tuple[int, list[Column]]]:
    """Join neighbours under one header; each with the place of its first column."""
    groups: list[tuple[int, list[Column]]] = []
    for index, column in enumerate(columns):
        if groups and column.group and groups[-1][1][-1].group == column.group:
            groups[-1][1].append(column)
        else:
            groups.append((index, [column]))
    return groups


def _shown(line: Line, column: Column) -> Any:
    """Return the value a cell shows: a count, a rate, or a dash over zero."""
    if column.ratio:
        top, bottom = (line.values.get(name) or 0 for name in column.ratio)
        return top / bottom if bottom else "–"
    return line.values.get(column.id) or 0


def _reporter(line: Line) -> str:
    if line.unit is None:
        return ""
    if line.carried:
        return texts.BOOK_CARRIED.format(unit=line.unit.short_name)
    if line.state is LineState.NOTHING_AROSE:
        return texts.BOOK_NOTHING.format(unit=line.unit.short_name)
    return line.unit.short_name


def _sector_rows(lines: Sequence[Line]) -> dict[int, list[int]]:
    """Return which rows each subtotal and the total add up."""
    rows: dict[int, list[int]] = {}
    sectors: list[int] = []
    for row, line in enumerate(lines, start=_DATA):
        if line.kind is LineKind.SECTOR:
            rows[row] = []
            sectors.append(row)
        elif line.kind is LineKind.TOTAL:
            rows[row] = sectors
        else:
            rows[sectors[-1]].append(row)
    return rows


def _stretches(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Join neighbouring rows."""
    joined: list[tuple[int, int]] = []
    for row in rows:
        if joined and joined[-1][1] == row - 1:
            joined[-1] = (joined[-1][0], row)
        else:
            joined.append((row, row))
    return joined


def _range(first: int, column: int, last: int) -> str:
    name = xl_col_to_name(column)
    return f"{name}{first + 1}:{name}{last + 1}"
