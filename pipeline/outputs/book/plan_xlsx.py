"""The workbook of a month, half or year: tasks, indicators, reconciliation, emulation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from xlsxwriter.utility import quote_sheetname, xl_range_abs

from pipeline import texts
from pipeline.domain.finding import Where
from pipeline.domain.plan import IndicatorLine, TaskLine, TaskState
from pipeline.domain.plan import Plan as PlanFigures
from pipeline.outputs.book.book import RATE, TEXT, TOTAL, Look, plain
from pipeline.outputs.book.look import BAD, BOX, COUNT, DOUBT, GOOD
from pipeline.outputs.book.services_xlsx import Services

_STATE_LOOKS: dict[TaskState, Look] = {
    TaskState.DONE: GOOD,
    TaskState.DONE_LATE: DOUBT,
    TaskState.OVERDUE: BAD,
    TaskState.NOT_REPORTED: DOUBT,
    TaskState.NOBODYS: BAD,
}
_COUNTED = ("opening", "flow", "closing", "flow_of", "closing_of")  # columns of figures
_BASIS_WIDTH, _MET_WIDTH = 34, 16
_CHART_WIDTHS = (44, 14, 14, 14)  # of what the charts draw
_SHORT_NAME = 90  # characters of a task's name where it stands once for each unit
_FIRST_FIGURE = 4  # of the sheets of indicators


@dataclass
class PlanBook(Services):
    """The workbook being written."""

    @property
    def plan(self) -> PlanFigures:
        """What the period says of the plan."""
        plan: PlanFigures | None = self.summary.plan
        assert plan
        return plan

    def write(self) -> None:
        """Write all sheets."""
        self.open()
        self.cover(self._key_figures)
        self._tasks()
        self._task_units()
        last = self._indicator_units()
        self._indicators(last)
        self.write_appendix()
        self._differences()
        self._merits()
        self._said()
        self.write_narratives()
        self.write_standings()
        self.write_findings()
        self.write_versions()
        self.write_decisions()
        self._plan_charts()

    def _key_figures(self, sheet: Any, row: int) -> int:
        """Write the indicators that have a target, and how the tasks stand."""
        self.say(sheet, row, 0, texts.tables.KEY_FIGURES, {"bold": True})
        self.header(sheet, row + 1, texts.tables.FIGURE_HEADERS)
        row += 2
        for line in self.plan.sums:
            if line.indicator.goal is None:
                continue
            look: Look = {} if line.met is None else (GOOD if line.met else DOUBT)
            self.say(sheet, row, 0, line.indicator.title, BOX, {"text_wrap": True})
            self.height(sheet, row, (line.indicator.title, 30))
            said = (
                texts.numbers.percent(*line.ratio)
                if line.ratio
                else _shown(line.values.get("closing"))
            )
            self.say(sheet, row, 1, said, BOX, {"align": "right"}, look)
            target = texts.plan.target_words(line.indicator)
            said = texts.plan.COVER_TARGET.format(target=target, coverage=line.coverage)
            self.say(sheet, row, 2, said, BOX, {"text_wrap": True})
            row += 1
        for state, words in texts.plan.TASK_STATES.items():
            if count := len(self.plan.in_state(TaskState(state))):
                label = texts.plan.COVER_TASKS.format(state=words)
                self.say(sheet, row, 0, label, BOX)
                sheet.write_number(row, 1, count, self.style(BOX, COUNT))
                self.say(sheet, row, 2, texts.plan.COVER_COUNTED, BOX)
                row += 1
        return row

    # --- tasks ---

    def _tasks(self) -> None:
        sheet, office = self.sheets[texts.tables.SHEET_TASKS], self.summary.office
        self.title(sheet, texts.tables.TASKS_TITLE)
        rows = []
        for task, found in groupby(self.plan.tasks, key=lambda line: line.task):
            lines = list(found)
            worst = min(lines, key=lambda line: _GRAVITY.index(line.state)).state
            rows.append(
                [
                    *plain(task.number, task.name, texts.plan.task_units(task, office)),
                    *plain(task.deadline_said, texts.plan.task_days(task)),
                    *plain(task.quantity),
                    (texts.plan.task_progress(lines), _STATE_LOOKS.get(worst, {})),
                    *plain(texts.plan.task_behind(lines)),
                ]
            )
        widths = (9, 56, 34, 24, 18, 18, 26, 40)
        self.list(sheet, texts.tables.TASK_HEADERS, widths, rows)

    def _task_units(self) -> None:
        sheet = self.sheets[texts.tables.SHEET_TASK_UNITS]
        self.title(sheet, texts.tables.TASK_UNITS_TITLE)
        rows = [self._task_unit(line) for line in self.plan.tasks]
        widths = (9, 44, 24, 22, 15, 10, 9, 12, 22, 34, 26, 30, 11)
        self.list(sheet, texts.tables.TASK_UNIT_HEADERS, widths, rows)

    def _task_unit(self, line: TaskLine) -> list[tuple[str | int, Look]]:
        progress = line.row.count("progress") if line.row else None
        return [
            *plain(line.task.number, texts.plan.shortened(line.task.name, _SHORT_NAME)),
            *plain(line.unit.name if line.unit else texts.plan.NOBODY),
            *plain(texts.plan.task_deadline(line.task)),
            (texts.plan.TASK_STATES[line.state.value], _STATE_LOOKS.get(line.state, {})),
            *plain("" if progress is None else progress),
            *plain(line.days or "", texts.numbers.day(line.done_on) if line.done_on else ""),
            *plain(*(line.said(name) for name in ("person", "result", "documents", "difficulty"))),
            *plain(str(line.as_of) if line.as_of else ""),
        ]

    # --- indicators ---

    def _indicator_units(self) -> int:
        """Write each unit's figures; return the last row."""
        sheet = self.sheets[texts.tables.SHEET_INDICATOR_UNITS]
        self.title(sheet, texts.tables.INDICATOR_UNITS_TITLE)
        widths = (7, 52, 18, 34, 11, 11, 13, 13, 13, 10, 34, 18, 7)
        self.list(sheet, texts.tables.INDICATOR_UNIT_HEADERS, widths, [])
        row = 3
        for line in self.plan.indicators:
            if line.unit is None:
                continue
            row += 1
            indicator = line.indicator
            words = (indicator.number, indicator.name, indicator.code, line.unit.name)
            for column, said in enumerate(words):
                self.say(sheet, row, column, said, BOX, TEXT)
            self._figures(sheet, row, line)
            where = _where(line)
            for column, said in enumerate((where.file, where.sheet or "", where.cell or ""), 10):
                self.say(sheet, row, column, said, BOX, TEXT)
            self.height(sheet, row, (indicator.name, 52), (where.file, 34))
        if row > 3:
            sheet.autofilter(3, 0, row, len(widths) - 1)
        return row

    def _figures(self, sheet: Any, row: int, line: IndicatorLine, end: int = 0) -> None:
        """Write a row's figures and its rate; sums as formulas over the units' sheet."""
        if not line.reported:
            said = texts.document.STATES["not_reported"]
            first, last = _FIRST_FIGURE, _FIRST_FIGURE + len(_COUNTED)
            self.across(sheet, row, first, last, said, BOX, {"align": "center"}, BAD)
            return
        for at, name in enumerate(_COUNTED, _FIRST_FIGURE):
            value = line.values.get(name)
            style = self.style(BOX, COUNT)
            if value is None:
                self.say(sheet, row, at, "", BOX)
            elif line.unit is None:
                source = quote_sheetname(texts.tables.SHEET_INDICATOR_UNITS)
                codes, values = (f"{source}!{xl_range_abs(4, c, end, c)}" for c in (2, at))
                formula = f"=SUMIFS({values},{codes},$C{row + 1})"
                sheet.write_formula(row, at, formula, style, value)
            else:
                sheet.write_number(row, at, value, style)
        at = _FIRST_FIGURE + len(_COUNTED)
        if line.ratio is None:
            self.say(sheet, row, at, "", BOX)
            return
        part, whole = ("F", "H") if line.indicator.adds_up else ("G", "I")
        formula = f'=IF({whole}{row + 1}=0,"–",{part}{row + 1}/{whole}{row + 1})'
        rate: float | str = line.ratio[0] / line.ratio[1] if line.ratio[1] else "–"
        sheet.write_formula(row, at, formula, self.style(BOX, RATE), rate)

    def _indicators(self, end: int) -> None:
        sheet = self.sheets[texts.tables.SHEET_INDICATORS]
        self.title(sheet, texts.tables.INDICATORS_TITLE)
        year = self.summary.period.first_half is not None
        headers = (
            *texts.tables.INDICATOR_HEADERS,
            *(texts.tables.HALVES_HEADERS if year else ()),
            texts.tables.INDICATOR_BASIS,
        )
        figures = (7, 52, 18, 13, 11, 11, 13, 13, 13, 10, 24, _MET_WIDTH, 13, 10, 9)
        widths = (*figures, *([18, 18, 12] * year), _BASIS_WIDTH)
        self.list(sheet, headers, widths, [])
        row, group = 4, ""
        for line in self.plan.sums:
            indicator = line.indicator
            if indicator.group != group:
                group = indicator.group
                self.across(sheet, row, 0, len(headers) - 1, group, TOTAL)
                row += 1
            words = (indicator.number, indicator.name, indicator.code, indicator.measure)
            for column, said in enumerate(words):
                self.say(sheet, row, column, said, BOX, TEXT)
            self._figures(sheet, row, line, end)
            met: Look = {} if line.met is None else (GOOD if line.met else DOUBT)
            self.say(sheet, row, 10, texts.plan.target_words(indicator), BOX, TEXT)
            judged = texts.plan.met_words(line)
            self.say(sheet, row, 11, judged, BOX, {"align": "center", "text_wrap": True}, met)
            numbers = (line.before.get("closing"), line.pace.per_week if line.pace else None)
            for column, value in enumerate(numbers, 12):
                self._number(sheet, row, column, value)
            short = len(line.present) < len(line.expected)
            look = {"align": "center"} | (BAD if short else {})
            counted = (
                texts.document.CARRIED.format(label=line.coverage)
                if line.carried
                else line.coverage
            )
            self.say(sheet, row, 14, counted, BOX, look)
            for column, said in enumerate(_halves(line) if year else (), 15):
                self.say(sheet, row, column, said, BOX, {"align": "right"})
            basis = texts.plan.indicator_basis(indicator, self.summary.office)
            self.say(sheet, row, len(headers) - 1, basis, BOX, TEXT)
            target = texts.plan.target_words(indicator)
            fitted = (
                (indicator.name, 52),
                (target, 24),
                (judged, _MET_WIDTH),
                (basis, _BASIS_WIDTH),
            )
            self.height(sheet, row, *fitted)
            row += 1

    def _number(self, sheet: Any, row: int, column: int, value: int | None) -> None:
        if value is None:
            self.say(sheet, row, column, "", BOX)
        else:
            sheet.write_number(row, column, value, self.style(BOX, COUNT))

    # --- reconciliation and emulation ---

    def _differences(self) -> None:
        sheet = self.sheets[texts.tables.SHEET_DIFFERENCES]
        self.title(sheet, texts.tables.DIFFERENCES_TITLE)
        weeks, months = map(
            texts.plan.missing_words, (self.plan.weeks_missing, self.plan.months_missing)
        )
        said = [
            texts.tables.DIFFERENCES_SAID,
            texts.tables.WEEKS_MISSING.format(weeks=weeks)
            if weeks
            else texts.tables.ALL_WEEKS.format(count=len(self.plan.weeks)),
            texts.tables.MONTHS_MISSING.format(months=months) if months else "",
        ]
        self.say(sheet, 2, 0, " ".join(filter(None, said)))
        rows = [
            plain(
                one.unit.name,
                one.subject,
                one.column,
                one.stated,
                _place(one.stated_at),
                one.added,
                _places(one.added_at),
                texts.plan.signed_number(one.stated - one.added),
                one.periods,
            )
            for one in self.plan.differences
        ]
        widths = (28, 44, 20, 11, 34, 11, 40, 10, 18)
        self.list(sheet, texts.tables.DIFFERENCE_HEADERS, widths, rows)

    def _merits(self) -> None:
        sheet = self.sheets[texts.tables.SHEET_MERITS]
        self.title(sheet, texts.tables.MERITS_TITLE)
        rows = [
            plain(
                merit.rank,
                merit.unit.name,
                texts.plan.score_words(merit),
                texts.plan.SCORE_KINDS[point.kind],
                len(point.evidence),
                texts.plan.signed_number(point.each),
                texts.plan.signed_number(point.total),
                ", ".join(point.evidence),
            )
            for merit in self.plan.merits
            for point in merit.points
            if point.evidence
        ]
        self.list(sheet, texts.tables.MERIT_HEADERS, (7, 36, 18, 32, 8, 9, 9, 66), rows)

    def _said(self) -> None:
        sheet = self.sheets[texts.tables.SHEET_REASONS]
        self.title(sheet, texts.tables.REASONS_TITLE)
        rows = [
            plain(name, report.file, said, where.cell or "")
            for name, report, said, where in self._explanations()
        ]
        self.list(sheet, texts.tables.EXPLANATION_HEADERS, (34, 40, 80, 10), rows)

    def _explanations(self) -> list[tuple[str, Any, str, Where]]:
        return [
            (standing.unit.name, report, said, report.where(row, "explanation"))
            for standing in self.summary.standings
            if (report := standing.in_force)
            for row in report.rows
            if (said := row.text("explanation"))
        ]

    # --- charts ---

    def _plan_charts(self) -> None:
        sheet = self.sheets[texts.tables.SHEET_CHARTS]
        self.title(sheet, texts.tables.CHARTS_TITLE)
        self.widths(sheet, _CHART_WIDTHS)
        states: list[tuple[str | float, ...]] = [
            (words, len(self.plan.in_state(TaskState(state))))
            for state, words in texts.plan.TASK_STATES.items()
        ]
        row = self._table(sheet, 3, texts.tables.STATE_HEADERS, states)
        self._bars(sheet, texts.tables.TASK_CHART, 3, row, ("#2F6DB5",), "0", 0)
        targets: list[tuple[str | float, ...]] = [
            (f"{line.indicator.number}. {line.indicator.title}", *levels)
            for line in self.plan.sums
            if (levels := _levels(line))
        ]
        start = row + 2
        row = self._table(sheet, start, texts.tables.TARGET_HEADERS, targets, RATE)
        self._bars(sheet, texts.tables.TARGET_CHART, start, row, ("#2F6DB5", "#C0392B"), "0%", 20)
        punctual: list[tuple[str | float, ...]] = []
        for merit in self.plan.merits:
            counts = {point.kind: len(point.evidence) for point in merit.points}
            kinds = ("report_on_time", "report_late", "report_missing")
            punctual.append((merit.unit.short_name, *(counts.get(kind, 0) for kind in kinds)))
        start = row + 2
        row = self._table(sheet, start, texts.tables.PUNCTUAL_HEADERS, punctual)
        colours = ("#2E7D32", "#E69F00", "#C0392B")
        self._bars(sheet, texts.tables.PUNCTUALITY_CHART, start, row, colours, "0", 40)

    def _table(
        self,
        sheet: Any,
        start: int,
        headers: Sequence[str],
        rows: Sequence[Sequence[str | float]],
        look: Look = COUNT,
    ) -> int:
        """Write what a chart draws; return the last row."""
        self.header(sheet, start, headers)
        self.height(sheet, start, *zip(headers, _CHART_WIDTHS, strict=False))
        for row, cells in enumerate(rows, start + 1):
            name = str(cells[0])
            self.say(sheet, row, 0, name, BOX, {"text_wrap": True})
            self.height(sheet, row, (name, _CHART_WIDTHS[0]))
            for column, value in enumerate(cells[1:], 1):
                sheet.write_number(row, column, value, self.style(BOX, look))
        return start + len(rows)

    def _bars(
        self,
        sheet: Any,
        title: str,
        start: int,
        end: int,
        colours: Sequence[str],
        number: str,
        at: int,
    ) -> None:
        if end == start:
            return
        stacked = {"type": "bar", "subtype": "stacked"} if len(colours) > 2 else {"type": "bar"}
        chart = self.chart(stacked, title)
        name = texts.tables.SHEET_CHARTS
        for column, colour in enumerate(colours, 1):
            chart.add_series(
                {
                    "name": [name, start, column],
                    "categories": [name, start + 1, 0, end, 0],
                    "values": [name, start + 1, column, end, column],
                    "fill": {"color": colour},
                    "gap": 50,
                }
            )
        chart.set_y_axis({"reverse": True, "num_font": {"name": "Times New Roman", "size": 9}})
        chart.set_x_axis({"num_format": number, "min": 0})
        chart.set_size({"width": 760, "height": max(280, 90 + 22 * (end - start))})
        sheet.insert_chart(3 + at + (20 if at > 20 else 0), 5, chart)


_GRAVITY = (
    TaskState.NOBODYS,
    TaskState.OVERDUE,
    TaskState.NOT_REPORTED,
    TaskState.DONE_LATE,
    TaskState.NOT_STARTED,
    TaskState.UNDER_WAY,
    TaskState.NOT_YET,
    TaskState.DONE,
)


def _halves(line: IndicatorLine) -> tuple[str, str, str]:
    """Write a year's two halves and whose they are."""
    if line.halves is None:
        return "", "", ""
    first, second = (
        texts.plan.half_words(half) for half in (line.halves.first, line.halves.second)
    )
    return first, second, line.halves.coverage


def _levels(line: IndicatorLine) -> tuple[float, float] | None:
    """Return how far a target is reached, and 1 or its percentage to compare with."""
    target, closing = line.indicator.goal, line.values.get("closing")
    if target is None or closing is None:
        return None
    if line.indicator.whole:
        return (
            (line.ratio[0] / line.ratio[1], target / 100) if line.ratio and line.ratio[1] else None
        )
    return closing / target, 1.0


def _shown(value: int | None) -> str:
    return texts.document.STATES["not_reported"] if value is None else texts.numbers.number(value)


def _where(line: IndicatorLine) -> Where:
    if line.row is None or line.submission is None:
        return Where("")
    return line.submission.where(line.row, "closing")


def _place(where: Where) -> str:
    return texts.tables.PLACE.format(file=where.file, sheet=where.sheet, cell=where.cell)


def _places(places: Sequence[Where]) -> str:
    """Name the first cells that were added up; all of them would fill the sheet."""
    said = "; ".join(_place(where) for where in places[:3])
    return texts.tables.ADDED_CELLS.format(count=len(places), first=said) if places else ""
