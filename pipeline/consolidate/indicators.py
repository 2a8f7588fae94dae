"""What the plan's indicators show, of each unit and of all together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from pipeline.consolidate.facts import Facts, stood_in
from pipeline.consolidate.history import History
from pipeline.consolidate.kept import (
    ENDS,
    closing_of,
    kept_line,
    last_answers,
    owed_by,
    span_of,
    with_months,
)
from pipeline.consolidate.rollup import Span, gather, parts_of
from pipeline.domain.figure import TASKS, FigureId
from pipeline.domain.form import Rows
from pipeline.domain.office import Indicator, Unit
from pipeline.domain.period import Period, halves
from pipeline.domain.plan import (
    DONE,
    NOT_OWED,
    Halves,
    IndicatorLine,
    Outlook,
    Pace,
    TaskLine,
    TaskState,
)
from pipeline.domain.standing import Standing
from pipeline.domain.submission import Row
from pipeline.domain.sums import added

# Ids of an indicator's columns, in every form; "_of" are of its whole.
MEASURED = ("opening", "flow", "closing", "opening_of", "flow_of", "closing_of")
_FORESEEN = 3660  # days ahead of which something can still be said
_FLOWS, _LEVELS = ("flow", "flow_of"), ("closing", "closing_of")

Values = Mapping[str, int | None]  # by the names above
HalvesOf = Mapping[tuple[str, str], Halves]  # by unit and indicator code


def indicator_lines(
    period: Period, standings: Sequence[Standing], tasks: Sequence[TaskLine], facts: Facts
) -> Iterator[IndicatorLine]:
    """Yield each indicator: the sum of those who report it, then each of them."""
    history = facts.history
    office, form = history.register.as_of(period), history.forms[period.kind]
    before = {s.unit.code: history.before(period, s.unit) for s in standings}
    both = _halves(period, standings, facts)
    window = office.schedule.window(period)
    today = window[1]
    anew = office.restarted(history.last_day(period.previous))
    cells: dict[tuple[str, str], Values] = {}
    levels: dict[str, Values] = {}
    flows: dict[str, Values] = {}
    for table in filter(None, map(form.table_with, (Rows.FLOWS, Rows.STOCKS))):
        counts = stood_in(facts.counts(table, (period,)), table)
        cells |= counts.cells()
        levels |= counts.by_item()
        flows |= counts.own.by_item()  # what stands in for a missing report brought none of its own
    for indicator in office.indicators:
        code, lines = indicator.code, []
        if indicator.derived:
            yield _counted(indicator, tasks, period, today)
            continue
        for standing in standings:
            report = standing.in_force if standing.reported else None
            asked = report is None or code not in report.not_asked
            if asked and office.names(indicator.units, standing.unit):
                key = standing.unit.code, code
                values = _measured(cells.get(key))
                # What was counted before it started anew is nothing to compare with.
                reports = [] if code in anew else before[standing.unit.code]
                earlier = [one.row(code) for one in reports]
                own = office.asked_of(indicator, standing.unit, today)
                line = _unit_line(own, standing, values, both.get(key), earlier, window)
                if indicator.adds_up and not (line.present or line.carried):
                    answers = last_answers(history, period, standing.unit, code)
                    line = kept_line(line, answers, ended=False)
                lines.append(line)
        if indicator.adds_up:
            for unit in office.ended(today, indicator.units):
                if (unit.validity.until or date.max) >= office.restarts.get(code, date.min):
                    lines.append(_ended_line(indicator, unit, period, history))
        sums = _measured(levels.get(code)) | _measured(flows.get(code), _FLOWS)
        yield _sum_of(indicator, _with_kept(sums, lines), lines, today)
        yield from lines


def _counted(
    indicator: Indicator, tasks: Sequence[TaskLine], period: Period, today: date
) -> IndicatorLine:
    """Count how many units have done a task, of those that must; who is silent is not counted."""
    owed = [x for x in tasks if x.task.code == indicator.task and x.state not in NOT_OWED]
    told = [x for x in owed if x.state is not TaskState.NOT_REPORTED]
    done = sum(line.state in DONE for line in owed)
    counts = {"closing": done, "closing_of": len(owed)} if told else {}
    values = dict.fromkeys(MEASURED) | counts
    states = {"closing": DONE, "closing_of": [s for s in TaskState if s not in NOT_OWED]}
    return IndicatorLine(
        indicator=indicator,
        unit=None,
        values=values,
        before={},
        halves=None,
        row=None,
        submission=None,
        present=tuple(line.unit.code for line in told if line.unit),
        expected=tuple(line.unit.code for line in owed if line.unit),
        carried=False,
        pace=_pace(indicator, values, today),
        ahead=_ahead(indicator, today),
        taken_from={
            column: tuple(FigureId(period, TASKS, indicator.task, state) for state in counted)
            for column, counted in states.items()
            if column in counts
        },
    )


def _with_kept(sums: Values, lines: Sequence[IndicatorLine]) -> dict[str, int | None]:
    """Add to the sums over the period's own reports what is kept of other units."""
    found = dict(sums)
    for name in MEASURED:
        counted = [line for line in lines if line.present or (name in ENDS and line.reported)]
        kept = [line.values[name] for line in counted if line.kept]
        if kept:
            found[name] = added([*kept, *([sums[name]] if len(kept) < len(counted) else [])])
    return found


def _ended_line(
    indicator: Indicator, unit: Unit, period: Period, history: History
) -> IndicatorLine:
    """Return the line of a unit that ended and left nobody to report what it reported."""
    code, table = indicator.code, history.forms[period.kind].table_with(Rows.FLOWS)
    owed = owed_by(history, period, unit)
    earlier = closing_of(last_answers(history, period.previous, unit, code))
    line = IndicatorLine(
        indicator=indicator,
        unit=unit,
        values=dict.fromkeys(MEASURED),
        before=dict.fromkeys(MEASURED)
        | {name: earlier[name] for name in ("closing", "closing_of")},
        halves=None,
        row=None,
        submission=None,
        present=(),
        expected=(unit.code,) if owed else (),
        carried=False,
        pace=None,
    )
    line = kept_line(line, last_answers(history, period, unit, code), ended=True)
    return with_months(line, span_of(history, period, unit), table) if owed and table else line


def _unit_line(
    indicator: Indicator,
    standing: Standing,
    values: Values,
    halves: Halves | None,
    earlier: Sequence[Row | None],
    window: tuple[date, date],
) -> IndicatorLine:
    """Return a unit's line; `earlier` are the rows of the reports it goes on from."""
    report, code = standing.in_force, standing.unit.code
    row = report.row(indicator.code) if report else None
    sums = {name: added(one.count(name) for one in earlier if one) for name in MEASURED}
    return IndicatorLine(
        indicator=indicator,
        unit=standing.unit,
        values=values,
        before=sums if all(earlier) else {},
        halves=halves,
        row=row,
        submission=report,
        present=(code,) if row and standing.reported else (),
        expected=(code,),
        carried=bool(row and standing.carried),
        pace=None,
        outlook=_outlook(indicator, values, window),
        ahead=_ahead(indicator, window[1]),
    )


def _measured(values: Values | None, names: Sequence[str] = MEASURED) -> dict[str, int | None]:
    return {name: values.get(name) if values else None for name in names}


def _halves(period: Period, standings: Sequence[Standing], facts: Facts) -> HalvesOf:
    """Return the flows of a year's two halves, of units of which both are there in full."""
    if period.first_half is None:
        return {}
    register, in_force = facts.history.register, facts.history.in_force
    spans: dict[str, tuple[Span, Span]] = {}
    for unit in (standing.unit for standing in standings):
        parts = parts_of(period, unit, in_force)
        # The first is its own report or its six months.
        both = [gather(register, half, unit, in_force) for half in halves(parts)]
        if all(half.complete for half in both):
            spans[unit.code] = both[0], both[1]
    first, second = (
        _flows({unit: both[end] for unit, both in spans.items()}, facts) for end in (0, 1)
    )
    return {
        (unit, item): Halves(
            first=(flow, whole),
            second=(later, later_whole),
            units=(unit,),
            expected=(unit,),
        )
        for (unit, item), (flow, whole) in first.items()
        for later, later_whole in [second.get((unit, item), (None, None))]
        if flow is not None and later is not None
    }


def _flows(
    spans: Mapping[str, Span], facts: Facts
) -> dict[tuple[str, str], tuple[int | None, int | None]]:
    """Add up flows, and those of their wholes, over spans of six months or of a half-year."""
    found: dict[tuple[str, str], tuple[int | None, int | None]] = {}
    for kind in {span.periods[0].kind for span in spans.values()}:
        table = facts.history.forms[kind].table_with(Rows.FLOWS)
        alike = {unit: span for unit, span in spans.items() if span.periods[0].kind is kind}
        for key, values in facts.rolled(table, alike).cells().items() if table else ():
            found[key] = values.get("flow"), values.get("flow_of")
    return found


def _halves_of(lines: Sequence[IndicatorLine]) -> Halves | None:
    """Add up the halves of the units that have both."""
    found = [line.halves for line in lines if line.halves]
    if not found:
        return None
    return Halves(
        first=(sum(one.first[0] for one in found), added(one.first[1] for one in found)),
        second=(sum(one.second[0] for one in found), added(one.second[1] for one in found)),
        units=tuple(code for one in found for code in one.units),
        expected=tuple(code for line in lines for code in line.expected),
    )


def _sum_of(
    indicator: Indicator, values: Values, lines: Sequence[IndicatorLine], today: date
) -> IndicatorLine:
    """Return the line of all units; the period before is told only when the same are in it."""
    both = [line for line in lines if line.reported and line.before.get("closing") is not None]
    before = {name: added(line.before.get(name) for line in both) for name in MEASURED}
    return IndicatorLine(
        indicator=indicator,
        unit=None,
        values=values,
        before=before if len(both) == len(lines) else {},
        halves=_halves_of(lines),
        row=None,
        submission=None,
        present=tuple(code for line in lines for code in line.present),
        expected=tuple(code for line in lines for code in line.expected),
        carried=any(line.carried for line in lines),
        pace=_pace(indicator, values, today),
        ahead=_ahead(indicator, today),
        silent=tuple(one for line in lines for one in line.silent),
        ended=tuple(one for line in lines for one in line.ended if line.reported),
    )


def _ahead(indicator: Indicator, today: date) -> bool:
    return indicator.target_by is not None and today < indicator.target_by


def _pace(indicator: Indicator, values: Mapping[str, int | None], today: date) -> Pace | None:
    """Say what is left to a count, or to a share of a stock; a share of a flow has no remainder."""
    target, by = indicator.goal, indicator.target_by
    closing, whole = values.get("closing"), values.get("closing_of")
    if target is None or by is None or closing is None or by <= today:
        return None
    if indicator.whole and (indicator.adds_up or whole is None):
        return None
    goal = -(-target * whole // 100) if indicator.whole and whole is not None else target
    left = goal - closing
    if left <= 0:
        return None
    days = (by - today).days
    return Pace(left=left, by=by, days=days, per_week=min(left, -(-7 * left // days)))


def _outlook(indicator: Indicator, values: Values, window: tuple[date, date]) -> Outlook | None:
    """Say what is left to a unit's share of a target, and when it is reached at this pace."""
    closing, target, by = values.get("closing"), indicator.target, indicator.target_by
    if not indicator.share_of or closing is None or target is None or closing >= target:
        return None
    (first, last), left, flow = window, target - closing, values.get("flow")
    days = -(-left * ((last - first).days + 1) // flow) if flow else 0
    reached_on = last + timedelta(days=days) if flow and days <= _FORESEEN else None
    late = by is not None and (last >= by or reached_on is None or reached_on > by)
    return Outlook(left=left, reached_on=reached_on, late=late)
