"""What the plan's indicators show, of each unit and of all together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from pipeline.consolidate.history import History
from pipeline.consolidate.rollup import parts_of, roll_up
from pipeline.domain.form import Rows
from pipeline.domain.office import Indicator, Unit
from pipeline.domain.period import Period, PeriodKind
from pipeline.domain.plan import Halves, IndicatorLine, Pace
from pipeline.domain.standing import Standing
from pipeline.domain.submission import Row

MEASURED = ("opening", "flow", "closing")  # ids of an indicator's columns, in every form


def indicator_lines(
    period: Period, standings: Sequence[Standing], history: History
) -> Iterator[IndicatorLine]:
    """Yield each indicator: the sum of those who report it, then each of them."""
    office = history.office
    for indicator in office.indicators:
        asked = [s for s in standings if office.names(indicator.units, s.unit)]
        lines = [_unit_line(indicator, standing, period, history) for standing in asked]
        yield _sum_of(indicator, lines, office.schedule.window(period)[1])
        yield from lines


def _unit_line(
    indicator: Indicator, standing: Standing, period: Period, history: History
) -> IndicatorLine:
    report, unit = standing.in_force, standing.unit
    row = report.row(indicator.code) if report else None
    before = [one.row(indicator.code) for one in history.before(period, unit)]
    code = unit.code
    return IndicatorLine(
        indicator=indicator,
        unit=unit,
        values=_stood_in(_measured(row)) if standing.carried else _measured(row),
        before=_added([_measured(one) for one in before]) if all(before) else {},
        halves=_halves(indicator, unit, period, history),
        row=row,
        submission=report,
        present=(code,) if row and standing.reported else (),
        expected=(code,),
        carried=bool(row and standing.carried),
        pace=None,
        ahead=_ahead(indicator, history.office.schedule.window(period)[1]),
    )


def _measured(row: Row | None) -> dict[str, int | None]:
    names = [*MEASURED, *(f"{name}_of" for name in MEASURED)]
    return {name: row.count(name) if row else None for name in names}


def _stood_in(measured: Mapping[str, int | None]) -> dict[str, int | None]:
    """Return the figures of an earlier report as a stand-in: where it closed, and no flow of its.

    The flow was counted in its own period; once more would be twice.
    """
    opened = {f"opening{of}": measured[f"closing{of}"] for of in ("", "_of")}
    return {**measured, "flow": None, "flow_of": None, **opened}


def _halves(indicator: Indicator, unit: Unit, period: Period, history: History) -> Halves | None:
    """Return a unit's flow in a year's two halves, where both are there in full."""
    table = history.forms[PeriodKind.MONTH].table_with(Rows.FLOWS) if indicator.adds_up else None
    if period.first_half is None or table is None:
        return None
    parts = parts_of(period, unit, history.in_force)
    flows = []
    for half in (parts[:-6], parts[-6:]):  # the first is its own report or its six months
        rolled = roll_up(history.office, table, half, unit, history.in_force)
        row = rolled.values.get(indicator.code, {})
        flow, whole = row.get("flow"), row.get("flow_of")
        if not rolled.complete or not isinstance(flow, int):
            return None
        flows.append((flow, whole if isinstance(whole, int) else None))
    return Halves(first=flows[0], second=flows[1], units=(unit.code,), expected=(unit.code,))


def _halves_of(lines: Sequence[IndicatorLine]) -> Halves | None:
    """Add up the halves of the units that have both."""
    found = [line.halves for line in lines if line.halves]
    if not found:
        return None
    return Halves(
        first=(sum(one.first[0] for one in found), _total(one.first[1] for one in found)),
        second=(sum(one.second[0] for one in found), _total(one.second[1] for one in found)),
        units=tuple(code for one in found for code in one.units),
        expected=tuple(code for line in lines for code in line.expected),
    )


def _sum_of(indicator: Indicator, lines: Sequence[IndicatorLine], today: date) -> IndicatorLine:
    """Add up units; the period before is told only when the same units are in it."""
    both = [line for line in lines if line.reported and line.before.get("closing") is not None]
    values = _added([line.values for line in lines if line.reported])
    return IndicatorLine(
        indicator=indicator,
        unit=None,
        values=values,
        before=_added([line.before for line in both]) if len(both) == len(lines) else {},
        halves=_halves_of(lines),
        row=None,
        submission=None,
        present=tuple(code for line in lines for code in line.present),
        expected=tuple(code for line in lines for code in line.expected),
        carried=any(line.carried for line in lines),
        pace=_pace(indicator, values, today),
        ahead=_ahead(indicator, today),
    )


def _added(rows: Sequence[Mapping[str, int | None]]) -> dict[str, int | None]:
    names = [*MEASURED, *(f"{name}_of" for name in MEASURED)]
    return {name: _total(row.get(name) for row in rows) for name in names}


def _total(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


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
