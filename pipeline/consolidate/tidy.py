"""What is in force as tidy frames, one answer, figure or standing a row, for whoever reckons on.

Nothing is added up here: a figure's frame repeats what the period states, and a fact's what a
cell of a returned file holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from pipeline.consolidate.called import name_of
from pipeline.consolidate.history import History
from pipeline.domain.figure import Figures
from pipeline.domain.form import Column, Table
from pipeline.domain.office import Office
from pipeline.domain.period import Period
from pipeline.domain.standing import Standing
from pipeline.domain.submission import Submission

Frame = Any  # a DataFrame: pandas tells the type checker nothing

FACTS = {  # columns of the facts, and their types
    "period": "str",
    "unit": "str",  # codes
    "unit_name": "str",
    "table": "str",
    "item": "str",
    "item_name": "str",
    "column": "str",
    "column_name": "str",
    "value": "Int64",  # a count; missing where the answer is words
    "typed": "str",  # as the clerk typed it; "0" where the unit declared that nothing arose
    "file": "str",
    "sha256": "str",
    "sheet": "str",
    "cell": "str",
}
FIGURES = {
    "period": "str",
    "name": "str",  # by which `trace` finds it
    "table": "str",
    "item": "str",
    "column": "str",
    "scope": "str",
    "value": "Int64",  # missing where it is unknown, never 0
    "present": "Int64",  # units counted in it, of those that owe a part
    "expected": "Int64",
}
STANDINGS = {
    "period": "str",
    "unit": "str",
    "unit_name": "str",
    "standing": "str",
    "arrived": "str",  # not after this, ISO 8601; "" where nobody knows
    "late_minutes": "Int64",  # at least; missing unless late
    "versions": "Int64",
    "carried_from": "str",
    "file": "str",
    "sha256": "str",
}


def facts_frame(history: History, periods: Sequence[Period]) -> Frame:
    """Return every answer of the reports in force in some periods, each with its cell."""
    return _frame(FACTS, (row for period in periods for row in _facts(history, period)))


def figures_frame(period: Period, figures: Figures) -> Frame:
    """Return every figure a period states, in the order of their names."""
    return _frame(
        FIGURES,
        sorted(
            (
                str(period),
                name_of(one.id),
                one.id.table,
                one.id.item,
                one.id.column,
                one.id.scope,
                one.value,
                len(one.present),
                len(one.expected),
            )
            for one in figures.values()
            if one.id.period == period
        ),
    )


def standings_frame(period: Period, standings: Iterable[Standing]) -> Frame:
    """Return how each unit stands in a period."""
    return _frame(STANDINGS, (_standing(period, one) for one in standings))


def pivots(facts: Frame) -> dict[str, Frame]:
    """Set the counts of some facts out across: by unit, and by period. Nothing is added up."""
    counted = facts[facts["value"].notna()]
    about = ["table", "item", "item_name", "column"]
    return {
        "unit": _across(counted, ["period", *about], "unit"),
        "period": _across(counted, ["unit", *about], "period"),
    }


def _across(counted: Frame, down: list[str], across: str) -> Frame:
    wide = counted.set_index([*down, across])["value"].unstack(across, sort=False)
    return wide.reset_index().rename_axis(columns=None)


def _frame(columns: Mapping[str, str], rows: Iterable[Sequence[object]]) -> Frame:
    return pd.DataFrame(list(rows), columns=[*columns]).astype(dict(columns))


def _facts(history: History, period: Period) -> Iterator[tuple[object, ...]]:
    office = history.register.as_of(period)
    form, names = history.forms[period.kind], _titles(office)
    for unit in office.reporters(period):
        standing = history.standings.get((period, unit.code))
        report = standing.in_force if standing and standing.reported else None
        if report is None:
            continue
        for table in form.tables:
            for said in _answers(report, table):
                item, column = said[0], said[1]
                about = (str(period), unit.code, unit.name, table.id, item, names.get(item, item))
                yield *about, column.id, column.name, *said[2:]


def _answers(report: Submission, table: Table) -> Iterator[tuple[Any, ...]]:
    """Yield what a table answers: item, column, count, as typed, and where."""
    columns: Mapping[str, Column] = {one.id: one for one in table.columns if not one.hidden}
    for row in report.rows_of(table.id):
        for id, entry in row.entries.items():
            if id in columns and entry.value not in (None, ""):
                value = entry.value if isinstance(entry.value, int) else None
                typed = entry.raw or str(entry.value)
                where = (report.file, report.sha256, report.sheets.get(table.id, ""), entry.cell)
                yield row.key, columns[id], value, typed, *where


def _titles(office: Office) -> dict[str, str]:
    """Return what reports call all that rows are about, by code."""
    services = {one.code: one.name for one in office.services}
    tasks = {one.code: one.title for one in office.tasks}
    return services | tasks | {one.code: one.title for one in office.indicators}


def _standing(period: Period, one: Standing) -> tuple[object, ...]:
    report = one.in_force
    return (
        str(period),
        one.unit.code,
        one.unit.name,
        one.kind.value,
        one.latest.isoformat() if one.latest else "",
        None if one.late_by is None else int(one.late_by.total_seconds() // 60),
        len(one.versions),
        str(one.carried or ""),
        report.file if report else "",
        report.sha256 if report else "",
    )
