"""The sheets on public services: the appendix, by unit, over time, and every value with its cell.

Every total is a live formula with its value beside it, so that a reader can follow a number down
to the sheet of data, and from there to the unit's own cell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter.utility import (
    quote_sheetname,
    xl_col_to_name,
    xl_range_abs,
    xl_rowcol_to_cell,
)

from pipeline import texts
from pipeline.domain.form import Column, ColumnType
from pipeline.domain.standing import Standing
from pipeline.domain.summary import Line, LineKind, LineState
from pipeline.outputs.book.book import KIND_LOOKS, RATE, TITLE, TOTAL, Book, Look, plain
from pipeline.outputs.book.look import BAD, BOX, COUNT, FONT, GREY, HEADER
from pipeline.outputs.columns import appendix_columns

_SECTOR = BOX | {"bold": True, "bg_color": GREY}

_GROUP, _LABEL, _INDEX, _DATA = 4, 5, 6, 7  # rows of the appendix's header and first line
_NAME_WIDTH, _REPORTER_WIDTH = 46, 20
_FIRST = 2  # column of the appendix's first figure


@dataclass
class Services(Book):
    """The sheets on public services, alone for a week, among others for longer periods."""

    @property
    def columns(self) -> Sequence[Column]:
        """The columns of the appendix."""
        return appendix_columns(self.summary.table)

    def write(self) -> None:
        """Write the workbook of a week."""
        self.open()
        self.cover(self._cover_figures)
        self.write_appendix()
        data = self._data()
        self._units(data)
        self._reasons()
        self.write_narratives()
        self.write_standings()
        self.write_findings()
        self.write_versions()
        self.write_decisions()
        self._comparison()
        self._charts()

    # --- cover ---

    def _cover_figures(self, sheet: Any, row: int) -> int:
        summary = self.summary
        self.say(sheet, row, 0, texts.tables.KEY_FIGURES, {"bold": True})
        self.header(sheet, row + 1, texts.tables.FIGURE_HEADERS)
        row += 2
        appendix = quote_sheetname(texts.tables.SHEET_APPENDIX)
        total_row = _DATA + len(summary.lines) - 1
        for index, column in enumerate(self.columns):
            if column.parts or column.ratio:
                self.say(sheet, row, 0, column.name, BOX)
                formula = f"={appendix}!{xl_rowcol_to_cell(total_row, _FIRST + index)}"
                value = _shown(summary.total, column)
                look = RATE if column.ratio else COUNT
                sheet.write_formula(row, 1, formula, self.style(BOX, look), value)
                said = texts.tables.COVERAGE.format(coverage=summary.total.coverage)
                self.say(sheet, row, 2, said, BOX)
                row += 1
        return row

    # --- the official appendix ---

    def write_appendix(self) -> None:
        """Write the official appendix."""
        summary, sheet = self.summary, self.sheets[texts.tables.SHEET_APPENDIX]
        last = _FIRST + len(self.columns) + 1
        self.widths(sheet, (5, _NAME_WIDTH, *[8.5] * len(self.columns), _REPORTER_WIDTH, 8))
        centred: Look = {"align": "center"}
        self.across(sheet, 0, 0, last, self.report.appendix_title.upper(), TITLE, centred)
        window = texts.document.WINDOW.format(
            window=texts.numbers.window_words(*summary.lines_window)
        )
        self.across(sheet, 1, 0, last, window, centred)
        said = texts.tables.COVERAGE.format(coverage=summary.total.coverage)
        total = summary.total
        full = len(total.present) == len(total.expected) and not total.partial
        self.across(sheet, 2, 0, last, said, centred, {"bold": True}, {} if full else BAD)
        self.across(sheet, 3, 0, last, summary.table.measure, {"align": "right", "italic": True})
        self._appendix_header(sheet, last)
        sectors = _sector_rows(summary.lines)
        for index, line in enumerate(summary.lines):
            self._appendix_line(sheet, _DATA + index, line, sectors)
        end = _DATA + len(summary.lines) - 1
        sheet.freeze_panes(_DATA, _FIRST)
        sheet.repeat_rows(_GROUP, _INDEX)
        sheet.print_area(0, 0, end, last)

    def _appendix_header(self, sheet: Any, last: int) -> None:
        plain = self.style(HEADER)
        for column, label in (
            (0, texts.document.TT),
            (1, texts.document.SERVICE),
            (last - 1, texts.tables.UNIT),
            (last, texts.tables.COUNTED),
        ):
            sheet.merge_range(_GROUP, column, _LABEL, column, label, plain)
        for first, group in _groups(self.columns):
            at = _FIRST + first
            if len(group) == 1 and not group[0].group:
                sheet.merge_range(_GROUP, at, _LABEL, at, group[0].label, plain)
                continue
            self.across(sheet, _GROUP, at, at + len(group) - 1, group[0].group, HEADER)
            self.header(sheet, _LABEL, (column.label for column in group), at)
        for column in range(last + 1):
            small = {"bold": False, "italic": True, "font_size": 9}
            self.say(sheet, _INDEX, column, f"({column + 1})", HEADER, small)
        sheet.set_row(_GROUP, 30)
        sheet.set_row(_LABEL, 48)

    def _appendix_line(
        self, sheet: Any, row: int, line: Line, sectors: Mapping[int, Sequence[int]]
    ) -> None:
        look: Look = {LineKind.SECTOR: _SECTOR, LineKind.TOTAL: TOTAL}.get(line.kind, BOX)
        last = _FIRST + len(self.columns) + 1
        if line.number is None:
            self.say(sheet, row, 0, "", look)
        else:
            sheet.write_number(row, 0, line.number, self.style(look, align="center"))
        self.say(sheet, row, 1, line.label, look, {"text_wrap": True})
        self.say(sheet, row, last - 1, _reporter(line), look, {"text_wrap": True})
        self.height(sheet, row, (line.label, _NAME_WIDTH), (_reporter(line), _REPORTER_WIDTH))
        short = len(line.present) < len(line.expected) or bool(line.partial)
        coverage = line.coverage if line.expected else ""
        if line.partial:
            coverage = texts.document.CARRIED.format(label=coverage)
        self.say(sheet, row, last, coverage, look, {"align": "center"}, BAD if short else {})
        if line.state in (LineState.NOT_REPORTED, LineState.NO_REPORTER):
            said = texts.document.STATES[line.state.value]
            if line.state is LineState.NO_REPORTER and line.service and line.service.note:
                said = line.service.note
            warning = BAD if line.state is LineState.NOT_REPORTED else {}
            self.across(
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
            style = self.style(look, RATE if column.ratio else COUNT)
            if value is None:  # a stock whose report is missing is not 0
                self.say(sheet, row, at, texts.tables.UNKNOWN_FIGURE, look, {"align": "right"})
            elif column.ratio:
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
        summary, sheet = self.summary, self.sheets[texts.tables.SHEET_DATA]
        self.widths(sheet, (10, 11, 26, 8, 9, 44, 20, 36, 9, 14, 40, 14, 7))
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
                    self.say(sheet, row, at, said, {"num_format": 49})
                sheet.write_number(row, 3, line.service.number, self.style())
                sheet.write_number(row, 8, value, self.style(COUNT))
        if row:
            headers = [{"header": label} for label in texts.tables.DATA_HEADERS]
            sheet.add_table(
                0,
                0,
                row,
                len(headers) - 1,
                {"name": "SoLieu", "columns": headers, "style": "Table Style Light 9"},
            )
            sheet.repeat_rows(0)
        else:
            self.header(sheet, 0, texts.tables.DATA_HEADERS)
            self.say(sheet, 1, 0, texts.tables.NONE)
        sheet.freeze_panes(1, 0)
        return row

    # --- by unit ---

    def _units(self, data_end: int) -> None:
        summary, sheet = self.summary, self.sheets[texts.tables.SHEET_UNITS]
        self.widths(sheet, (12, 40, *[9] * len(self.columns), 24))
        self.title(sheet, texts.tables.UNITS_TITLE)
        plain = self.style(HEADER)
        last = _FIRST + len(self.columns)
        for column, label in (
            (0, texts.tables.DATA_HEADERS[1]),
            (1, texts.tables.UNIT),
            (last, texts.tables.STANDING),
        ):
            sheet.merge_range(3, column, 4, column, label, plain)
        for first, group in _groups(self.columns):
            at = _FIRST + first
            if len(group) == 1 and not group[0].group:
                sheet.merge_range(3, at, 4, at, group[0].label, plain)
            else:
                self.across(sheet, 3, at, at + len(group) - 1, group[0].group, HEADER)
                self.header(sheet, 4, (column.label for column in group), at)
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
        self.say(sheet, row, 0, standing.unit.code, BOX)
        self.say(sheet, row, 1, standing.unit.name, BOX, {"text_wrap": True})
        self.height(sheet, row, (standing.unit.name, 40))
        self.say(
            sheet,
            row,
            last,
            texts.sentences.standing_words(standing, due=self.summary.now >= self.summary.deadline),
            BOX,
            {"text_wrap": True},
            KIND_LOOKS[standing.kind],
        )
        sums = self.summary.by_unit.get(standing.unit.code, {})
        if not sums:
            said = texts.document.STATES["not_reported"]
            self.across(
                sheet, row, _FIRST, last - 1, said, BOX, {"italic": True, "align": "center"}
            )
            return
        data = quote_sheetname(texts.tables.SHEET_DATA)
        values, units, ids = (
            f"{data}!{xl_range_abs(1, column, data_end, column)}" for column in (8, 1, 6)
        )
        for index, column in enumerate(self.columns):
            at = _FIRST + index
            style = self.style(BOX, RATE if column.ratio else COUNT)
            if column.ratio:
                top, bottom = (sums.get(name) or 0 for name in column.ratio)
                value: object = top / bottom if bottom else "–"
                sheet.write_formula(row, at, self._ratio(column, row), style, value)
            elif sums.get(column.id) is None:
                self._number(sheet, row, at, None)
            else:
                formula = f'=SUMIFS({values},{units},$A{row + 1},{ids},"{column.id}")'
                sheet.write_formula(row, at, formula, style, sums[column.id])

    def _unit_total(self, sheet: Any, start: int, end: int) -> None:
        summary, total, check = self.summary, end + 1, end + 2
        last = _FIRST + len(self.columns)
        coverage = texts.document.COVERAGE.format(
            label=texts.sentences.TOTAL_LABEL, coverage=summary.total.coverage
        )
        for row, label, look in (
            (total, coverage, TOTAL),
            (check, texts.tables.SAME_AS_APPENDIX, BOX | {"italic": True}),
        ):
            self.across(sheet, row, 0, 1, label, look)
            self.say(sheet, row, last, "", look)
        appendix = quote_sheetname(texts.tables.SHEET_APPENDIX)
        appendix_row = _DATA + len(summary.lines) - 1
        for index, column in enumerate(self.columns):
            at, value = _FIRST + index, _shown(summary.total, column)
            style = self.style(TOTAL, RATE if column.ratio else COUNT)
            formula = (
                self._ratio(column, total) if column.ratio else f"=SUM({_range(start, at, end)})"
            )
            if summary.total.state is not LineState.REPORTED:
                self.say(sheet, total, at, "", TOTAL)
                self.say(sheet, check, at, "", BOX)
                continue
            sheet.write_formula(total, at, formula, style, value)
            here, there = (xl_rowcol_to_cell(row, at) for row in (total, appendix_row))
            sheet.write_formula(
                check,
                at,
                f'=IF({here}={appendix}!{there},"{texts.tables.AGREES}","{texts.tables.DIFFERS}")',
                self.style(BOX, italic=True, align="center"),
                texts.tables.AGREES,
            )

    # --- what units said ---

    def _reasons(self) -> None:
        sheet, column = self.sheets[texts.tables.SHEET_REASONS], self.summary.table.column
        self.title(sheet, texts.tables.REASONS_TITLE)
        rows = [
            plain(
                column(one.about).label,
                one.unit.name,
                one.subject,
                one.count or 0,
                one.text,
                texts.tables.PLACE.format(file=one.file, sheet=one.sheet, cell=one.cell),
            )
            for one in self.summary.reasons
        ]
        self.list(sheet, texts.tables.REASON_HEADERS, (20, 22, 32, 7, 46, 28), rows)

    # --- over time ---

    def _comparison(self) -> None:
        summary, sheet = self.summary, self.sheets[texts.tables.SHEET_COMPARISON]
        self.widths(sheet, (48, 14, 14, 18, 12))
        self.title(sheet, texts.tables.COMPARISON_TITLE)
        comparison = summary.comparison
        before = texts.numbers.period_words(summary.period.previous)
        row = 5
        if comparison is None:
            self.say(sheet, 2, 0, texts.tables.NO_COMPARISON.format(period=before))
        else:
            coverage = f"{len(comparison.units)}/{len(summary.standings)}"
            said = texts.tables.COMPARED.format(period=before, coverage=coverage)
            self.say(sheet, 2, 0, said)
            self.header(sheet, 4, texts.tables.COMPARISON_HEADERS)
            for column in summary.table.columns:
                if column.id in comparison.now:
                    self._change(
                        sheet, row, column, comparison.now[column.id], comparison.before[column.id]
                    )
                    row += 1
        self._cumulative(sheet, row + 1)

    def _change(
        self, sheet: Any, row: int, column: Column, now: int | None, before: int | None
    ) -> None:
        self.say(sheet, row, 0, column.name, BOX)
        self._number(sheet, row, 1, now)
        self._number(sheet, row, 2, before)
        if now is None or before is None:
            self._number(sheet, row, 3, None)
            self._number(sheet, row, 4, None)
            return
        signed = self.style(BOX, num_format="+#,##0;-#,##0;0", align="right")
        sheet.write_formula(row, 3, f"=B{row + 1}-C{row + 1}", signed, now - before)
        sheet.write_formula(
            row,
            4,
            f'=IF(C{row + 1}=0,"–",D{row + 1}/C{row + 1})',
            self.style(BOX, num_format="+0.00%;-0.00%;0%", align="right"),
            (now - before) / before if before else "–",
        )

    def _number(self, sheet: Any, row: int, column: int, value: int | None) -> None:
        if value is None:
            self.say(sheet, row, column, texts.tables.UNKNOWN_FIGURE, BOX, {"align": "right"})
        else:
            sheet.write_number(row, column, value, self.style(BOX, COUNT))

    def _cumulative(self, sheet: Any, row: int) -> None:
        summary, cumulative = self.summary, self.summary.cumulative
        title = texts.tables.CUMULATIVE_TITLE.format(
            since=texts.numbers.day(cumulative.since), until=texts.numbers.day(summary.window[1])
        )
        self.say(sheet, row, 0, title, TITLE)
        said = texts.tables.CUMULATIVE.format(
            count=len(cumulative.periods), reports=cumulative.reports, owed=cumulative.owed
        )
        gaps = "" if cumulative.complete else f" {texts.tables.CUMULATIVE_GAPS}"
        self.say(sheet, row + 1, 0, said + gaps)
        self.header(sheet, row + 3, texts.tables.CUMULATIVE_HEADERS)
        row += 4
        for column in summary.table.columns:
            if column.id in cumulative.values:
                self.say(sheet, row, 0, column.name, BOX)
                self._number(sheet, row, 1, cumulative.values[column.id])
                row += 1

    # --- charts ---

    def _charts(self) -> None:
        """Draw the declared rate against its target, and overdue files, by unit."""
        summary, sheet = self.summary, self.sheets[texts.tables.SHEET_CHARTS]
        self.widths(sheet, (30, 14, 14, 14, 14))
        self.title(sheet, texts.tables.CHARTS_TITLE)
        shown = [s for s in summary.standings if s.in_force]
        if not shown:
            self.say(sheet, 3, 0, texts.tables.NONE)
            return
        coverage = f"{len(shown)}/{len(summary.standings)}"
        absent = ", ".join(s.unit.short_name for s in summary.standings if not s.in_force)
        said = texts.tables.NOT_CHARTED if absent else texts.tables.CHARTED
        self.say(sheet, 2, 0, said.format(coverage=coverage, units=absent))
        target = summary.office.targets["online_essential"]
        rate = next((c for c in self.columns if c.ratio), None)
        overdue = [c for c in self.columns if c.id.endswith("_overdue")]
        labels = [
            texts.tables.UNIT,
            rate.label if rate else "",
            texts.tables.TARGET.format(target=texts.numbers.fraction_percent(target)),
            *(column.name for column in overdue),
        ]
        self.header(sheet, 3, labels)
        sheet.set_row(3, 48)
        for row, standing in enumerate(shown, start=4):
            sums = summary.by_unit.get(standing.unit.code, {})
            self.say(sheet, row, 0, standing.unit.short_name, BOX)
            percent = self.style(BOX, RATE)
            top, bottom = (sums.get(n) or 0 for n in rate.ratio) if rate and rate.ratio else (0, 0)
            if bottom:
                sheet.write_number(row, 1, top / bottom, percent)
            else:
                self.say(sheet, row, 1, "–", BOX, {"align": "right"})
            sheet.write_number(row, 2, float(target), percent)
            for at, column in enumerate(overdue, start=3):
                self._number(sheet, row, at, sums.get(column.id))
        end = 3 + len(shown)
        self._rate_chart(sheet, end, coverage)
        self._overdue_chart(sheet, end, coverage, len(overdue))

    def _series(self, column: int, end: int, **look: object) -> dict[str, object]:
        name = texts.tables.SHEET_CHARTS
        return {
            "name": [name, 3, column],
            "categories": [name, 4, 0, end, 0],
            "values": [name, 4, column, end, column],
            **look,
        }

    def _rate_chart(self, sheet: Any, end: int, coverage: str) -> None:
        title = texts.tables.RATE_CHART.format(coverage=coverage)
        chart = self.chart({"type": "column"}, title)
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

    def _overdue_chart(self, sheet: Any, end: int, coverage: str, count: int) -> None:
        title = texts.tables.OVERDUE_CHART.format(coverage=coverage)
        chart = self.chart({"type": "column", "subtype": "stacked"}, title)
        font = {"name": FONT, "size": 10}
        for at, colour in zip(range(3, 3 + count), ("#E69F00", "#C0392B"), strict=False):
            chart.add_series(self._series(at, end, fill={"color": colour}, gap=60))
        chart.set_y_axis({"num_format": "0", "min": 0, "num_font": font})
        sheet.insert_chart(end + 20, 0, chart)


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
    return line.values.get(column.id)


def _reporter(line: Line) -> str:
    if line.unit is None:
        return ""
    if line.carried:
        return texts.tables.CARRIED.format(unit=line.unit.short_name)
    if line.state is LineState.NOTHING_AROSE:
        return texts.tables.NOTHING.format(unit=line.unit.short_name)
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
