"""The Word report's appendices on the plan: tasks, indicators, units."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from pipeline import texts
from pipeline.domain.plan import Halves, IndicatorLine, Merit, Plan
from pipeline.domain.summary import Summary
from pipeline.outputs.report.chart_docx import Chart, Series
from pipeline.outputs.report.docx_table import Appendix, listed

_UNITS_IN_CHART = 20  # more names would run into each other


def plan_appendices(summary: Summary, services: Appendix) -> tuple[Appendix, ...]:
    """Return the appendices of a monthly, half-year or annual report; the services come last."""
    assert summary.plan
    return (
        Appendix(texts.plan.TASKS_TITLE, "", _tasks(summary, summary.plan)),
        Appendix(
            texts.plan.INDICATORS_TITLE,
            "",
            _indicators(summary, summary.plan),
            (texts.document.CARRIED_NOTE,) if any(one.carried for one in summary.plan.sums) else (),
            charts=_target_chart(summary.plan),
        ),
        Appendix(
            texts.plan.BY_UNIT_TITLE,
            "",
            tuple(_by_unit(summary, summary.plan)),
            (
                texts.plan.BY_UNIT_NOTE,
                *(
                    [texts.document.CARRIED_NOTE]
                    if any(one.carried for one in summary.plan.sums)
                    else ()
                ),
            ),
        ),
        Appendix(
            texts.plan.UNITS_TITLE,
            "",
            _units(summary, summary.plan),
            charts=tuple(_punctuality_charts(summary.plan)),
        ),
        services,
    )


def _tasks(summary: Summary, plan: Plan) -> tuple[tuple[str, Any], ...]:
    widths = (14.0, 82.0, 46.0, 34.0, 26.0, 50.0)
    rows: list[tuple[str, ...]] = []
    group = ""
    for task, found in groupby(plan.tasks, key=lambda line: line.task):
        lines = list(found)
        if task.group != group:
            group = task.group
            rows.append((group,))
        who = texts.plan.task_units(task, summary.office)
        rows.append(
            (
                task.number,
                task.name,
                who,
                texts.plan.task_deadline(task),
                texts.plan.task_progress(lines),
                texts.plan.task_behind(lines),
            )
        )
    return (("", listed(texts.plan.TASK_HEADERS, widths, rows, left=(1, 2, 3, 5))),)


def _indicators(summary: Summary, plan: Plan) -> tuple[tuple[str, Any], ...]:
    widths = (12.0, 72.0, 21.0, 18.0, 20.0, 18.0, 18.0, 30.0, 27.0, 16.0)
    rows: list[tuple[str, ...]] = []
    group = ""
    for line in plan.sums:
        if line.indicator.group != group:
            group = line.indicator.group
            rows.append((group,))
        rows.append(indicator_cells(line))
    table = listed(texts.plan.INDICATOR_HEADERS, widths, rows, left=(1,))
    return ("", table), *_halves(plan)


def _halves(plan: Plan) -> Iterator[tuple[str, Any]]:
    """Yield a year's halves side by side, where some unit reported both."""
    widths = (12.0, 92.0, 22.0, 24.0, 19.0, 24.0, 19.0, 22.0, 18.0)
    rows = [_halves_cells(line, line.halves) for line in plan.sums if line.halves]
    if rows:
        table = listed(texts.tables.PLAN_HALVES_HEADERS, widths, rows, left=(1,))
        yield texts.tables.PLAN_HALVES_TITLE, table


def _halves_cells(line: IndicatorLine, halves: Halves) -> tuple[str, ...]:
    first, second = (
        (
            texts.numbers.number(part),
            texts.numbers.percent(part, whole) if whole is not None else "",
        )
        for part, whole in (halves.first, halves.second)
    )
    indicator = line.indicator
    change = texts.plan.signed_number(halves.change)
    named = (indicator.number, indicator.name, indicator.measure)
    return (*named, *first, *second, change, halves.coverage)


def indicator_cells(line: IndicatorLine) -> tuple[str, ...]:
    """Return an indicator's row: number, name, measure, figures, rate, target, verdict, units."""
    indicator = line.indicator
    ratio = line.ratio
    whole = "flow_of" if indicator.adds_up else "closing_of"
    return (
        indicator.number,
        texts.document.CARRIED.format(label=indicator.name) if line.carried else indicator.name,
        indicator.measure,
        _count(line.values.get("flow")) if indicator.adds_up else "",
        _count(line.values.get("closing")),
        _count(line.values.get(whole)) if indicator.whole else "",
        texts.numbers.percent(*ratio) if ratio else "",
        texts.plan.target_words(indicator),
        texts.plan.met_words(line),
        line.coverage,
    )


def _target_chart(plan: Plan) -> tuple[Chart, ...]:
    """Draw how far each target is reached; nothing where no target has a figure."""
    reached = [(line, line.reached) for line in plan.sums if line.reached is not None]
    if not reached:
        return ()
    shown = Series(
        name=texts.tables.TARGET_CHART,
        values=[float(share) for _, share in reached if share is not None],
        colour="2F6DB5",
    )
    names = [f"{line.indicator.number}. {line.indicator.title}" for line, _ in reached]
    return (
        Chart(
            title=texts.plan.TARGET_CHART,
            categories=names,
            series=(shown,),
            number_format="0%",
            height=35.0 + 11 * len(names),
        ),
    )


def _punctuality_charts(plan: Plan) -> Iterator[Chart]:
    """Draw each unit's reports of the period: in time, late, missing; so many names on a page."""
    parts = -(-len(plan.merits) // _UNITS_IN_CHART)
    for part in range(parts):
        merits = plan.merits[part * _UNITS_IN_CHART : (part + 1) * _UNITS_IN_CHART]
        title = texts.tables.PUNCTUALITY_CHART
        if parts > 1:
            title = texts.tables.CHART_PART.format(title=title, part=part + 1, parts=parts)
        yield _punctuality_chart(merits, title)


def _punctuality_chart(merits: Sequence[Merit], title: str) -> Chart:
    kinds = (
        ("report_on_time", "2E7D32"),
        ("report_late", "E69F00"),
        ("report_missing", "B3261E"),
    )
    counts = [{p.kind: len(p.evidence) for p in merit.points} for merit in merits]
    return Chart(
        title=title,
        categories=[merit.unit.short_name for merit in merits],
        series=[
            Series(
                name=texts.plan.SCORE_KINDS[kind],
                values=[c.get(kind, 0) for c in counts],
                colour=colour,
            )
            for kind, colour in kinds
        ],
        stacked=True,
        height=40.0 + 5.5 * len(counts),
    )


def _count(value: int | None) -> str:
    return "" if value is None else texts.numbers.number(value)


def _by_unit(summary: Summary, plan: Plan) -> Iterator[tuple[str, Any]]:
    """Yield a table for each group of indicators: units down, indicators across."""
    for group, found in groupby(plan.indicators, key=lambda line: line.indicator.group):
        lines = [line for line in found if line.unit is not None]
        codes = list(dict.fromkeys(line.indicator.code for line in lines))
        cells = {(line.unit.code, line.indicator.code): _short(line) for line in lines if line.unit}
        owing = {line.unit.code for line in lines if line.unit}
        units = [s.unit for s in summary.standings if s.unit.code in owing]
        shown = [next(one for one in lines if one.indicator.code == code) for code in codes]
        room = (252.0 - 10 - 42) / max(1, len(codes))
        rows = [
            (str(number), unit.short_name, *(cells.get((unit.code, code), "") for code in codes))
            for number, unit in enumerate(units, start=1)
        ]
        headers = (
            texts.document.TT,
            texts.tables.UNIT,
            *(f"{one.indicator.number}. {one.indicator.title}" for one in shown),
        )
        yield group, listed(headers, (10.0, 42.0, *[room] * len(codes)), rows, left=(1,))


def _short(line: IndicatorLine) -> str:
    """Say a unit's figure in a narrow cell; what was not reported is not 0."""
    if not line.reported:
        return texts.document.STATES["not_reported"]
    shown = line.values.get("flow" if line.indicator.adds_up else "closing")
    if shown is None:  # what was carried brings no flow
        said = texts.tables.UNKNOWN_FIGURE
    elif line.ratio:
        said = f"{texts.numbers.number(shown)}/{texts.numbers.number(line.ratio[1])}"
    else:
        said = texts.numbers.number(shown)
    return f"{said} (*)" if line.carried else said


def _units(summary: Summary, plan: Plan) -> tuple[tuple[str, Any], ...]:
    standings = {standing.unit.code: standing for standing in summary.standings}
    due = summary.now >= summary.deadline
    rows = []
    for merit in plan.merits:
        counts = {point.kind: len(point.evidence) for point in merit.points}
        rows.append(
            (
                str(merit.rank),
                merit.unit.name,
                texts.sentences.standing_words(standings[merit.unit.code], due=due)
                if merit.unit.code in standings
                else texts.plan.UNIT_ENDED,
                *(
                    str(counts.get(kind, 0))
                    for kind in ("report_on_time", "report_late", "report_missing")
                ),
                *(str(counts.get(kind, 0)) for kind in ("task_on_time", "task_overdue")),
                str(counts.get("target_met", 0)),
                texts.plan.score_words(merit),
            )
        )
    widths = (12.0, 70.0, 42.0, 15.0, 15.0, 17.0, 17.0, 17.0, 15.0, 32.0)
    return (("", listed(texts.plan.UNIT_HEADERS, widths, rows, left=(1, 2))),)
