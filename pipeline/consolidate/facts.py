"""The counts of the reports in force as frames, and the rule by which they are added up.

One wide frame a table: a row for each period, unit and item that was answered, a column for each
count, and beside them what gives any count its cell. A frame is built once, of whole columns, when
it is first asked for; every sum is a group-by on it. A count that is not there (never asked, or not
answered) is unknown, and so is each sum it is part of, as in `domain/sums.py`; what a unit declared
not to have arisen is 0.

pandas takes a quarter of a second to load: whoever needs no sums does not import this module.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from typing import Any

import pandas as pd

from pipeline.consolidate.history import History
from pipeline.consolidate.lines import count_columns
from pipeline.consolidate.rollup import Span
from pipeline.domain.figure import APPENDIX, BY_UNIT, UNITS, FigureId
from pipeline.domain.finding import Where
from pipeline.domain.form import ColumnType, Rows, Table, Time
from pipeline.domain.period import Period
from pipeline.domain.submission import Row, Submission

# What a row is about; no column of a form is called so.
_PERIOD, _UNIT, _ITEM, _OWN, _FILE, _ROW = "#period", "#unit", "#item", "#own", "#file", "#row"
_HEIR, _FIRST, _LAST = "#heir", "#first", "#last"  # whose it has become; at which end of a span

Frame = Any  # a DataFrame: pandas tells the type checker nothing
Answered = tuple[bool, str, int]  # whether a unit's own, the file's hash, the row of its sheet
Values = dict[str, int | None]  # by count column; None is unknown
# What rows are about, and their counts, a list a column.
Columns = tuple[Mapping[str, list[Any]], Mapping[str, list[int | None]]]


@dataclass(frozen=True, slots=True)
class Counts:
    """Some rows of a table's frame, and how they are added up."""

    _frame: Frame
    columns: tuple[str, ...]

    @property
    def own(self) -> Counts:
        """Those that units reported themselves, without what stands in for a missing report."""
        return replace(self, _frame=self._frame[self._frame[_OWN]])

    def of_units(self, units: Sequence[str]) -> Counts:
        """Those of some units."""
        return replace(self, _frame=self._frame[self._frame[_UNIT].isin(list(units))])

    def counted_by(self, counters: Collection[tuple[str, str]]) -> Counts:
        """Those of the items given, each of the units that count it; codes of unit and item."""
        keys = pd.MultiIndex.from_frame(self._frame[[_UNIT, _ITEM]])
        return replace(self, _frame=self._frame[keys.isin(list(counters))])

    def cells(self) -> dict[tuple[str, str], Values]:
        """What each unit says of each item; by unit and item."""
        keys = zip(self._frame[_UNIT], self._frame[_ITEM], strict=True)
        return dict(zip(keys, self._plain(self._frame), strict=True))

    def by_unit(self) -> dict[str, Values]:
        """Add up each unit's items."""
        return self._sums(self._frame[_UNIT])

    def by_item(self) -> dict[str, Values]:
        """Add up units, item by item."""
        return self._sums(self._frame[_ITEM])

    def by_group(self, groups: Mapping[str, str]) -> dict[str, Values]:
        """Add up all that is said of items of one group; `groups` is by item."""
        return self._sums(self._frame[_ITEM].map(dict(groups)))

    def total(self) -> Values:
        """Add up everything; unknown where there is nothing."""
        if self._frame.empty:
            return dict.fromkeys(self.columns)
        (values,) = self._plain(self._frame[[*self.columns]].sum(skipna=False).to_frame().T)
        return values

    def _sums(self, keys: Any) -> dict[str, Values]:
        sums = _added(self._frame, keys, self.columns)
        return dict(zip(sums.index, self._plain(sums), strict=True))

    def _plain(self, frame: Frame) -> list[Values]:
        said = [frame[column].to_numpy(dtype=object, na_value=None) for column in self.columns]
        return [dict(zip(self.columns, row, strict=True)) for row in zip(*said, strict=True)]


class Facts:
    """All counts in force that a history knows, table by table."""

    def __init__(self, history: History) -> None:
        self.history = history
        self._frames: dict[tuple[str, tuple[Period, ...]], Frame] = {}
        self._laid: dict[tuple[Period, str], Columns] = {}
        self._indexes: dict[tuple[Period, str], Mapping[tuple[str, str, str], Answered]] = {}
        self._letters: dict[tuple[str, str], dict[str, str]] = {}  # by file and table, by column

    def counts(self, table: Table, periods: Sequence[Period]) -> Counts:
        """Return what was answered in a table in some periods of one kind."""
        return Counts(self._frame(table, periods), count_columns(table))

    def rolled(self, table: Table, spans: Mapping[str, Span]) -> Counts:
        """Add up each unit's reports over time, with those of the units it took over.

        An opening is taken from the first period, a closing from the last, a flow from all; a total
        of such columns is added up from them. `spans` are by unit, of periods of one kind.
        """
        types = {_PERIOD: "str", _UNIT: "str", _HEIR: "str", _FIRST: "bool", _LAST: "bool"}
        parts = pd.DataFrame(
            [
                (str(report.period), report.unit, unit, *_ends(span, report))
                for unit, span in spans.items()
                for report in span.reports
            ],
            columns=[*types],
        ).astype(types)
        periods = [period for span in spans.values() for period in span.periods]
        counts = self.counts(table, list(dict.fromkeys(periods)))
        rows = counts.own._frame.merge(parts, on=[_PERIOD, _UNIT]).drop(columns=_UNIT)
        rows = rows.rename(columns={_HEIR: _UNIT})
        sums = rows.drop_duplicates([_UNIT, _ITEM])[[_UNIT, _ITEM, _OWN]]
        for time in Time:
            timed = [c.id for c in table.columns if c.time is time and c.id in counts.columns]
            taken = rows
            if time is not Time.FLOW:
                taken = rows[rows[_FIRST if time is Time.OPENING else _LAST]]
            keys = [taken[_UNIT], taken[_ITEM]]
            sums = sums.merge(_added(taken, keys, timed), on=[_UNIT, _ITEM], how="left")
        for column in table.columns:
            if column.id in counts.columns and column.parts and not column.time:
                sums[column.id] = sums[[*column.parts]].sum(axis=1, skipna=False)
        return Counts(sums, tuple(column for column in counts.columns if column in sums))

    def where(self, id: FigureId) -> Where | None:
        """Return the cell of a unit's own answer; None where a figure is added up of several."""
        found = self.answer(id)
        return found[1] if found else None

    def answer(self, id: FigureId) -> tuple[str, Where, str] | None:
        """Return whose answer a figure is, its cell and its file's hash; None as above."""
        unit, table = self._answered(id)
        standing = self.history.standings.get((id.period, unit)) if unit else None
        report = standing.in_force if standing else None
        if table is None or report is None:
            return None
        found = self._index(id.period, table).get((str(id.period), unit, id.item))
        if found is None:
            return None
        own, file, row = found
        letters = self._letters[file, table.id]
        column = id.column if own else _stood_in(table).get(id.column, id.column)
        if column not in letters:
            return None
        where = Where(report.file, report.sheets.get(table.id), f"{letters[column]}{row}")
        return unit, where, file

    def _index(self, period: Period, table: Table) -> Mapping[tuple[str, str, str], Answered]:
        """Return where each row of a period was read: by period, unit and item."""
        key = period, table.id
        if key not in self._indexes:
            about, _ = self._columns(period, table)
            names = (_PERIOD, _UNIT, _ITEM, _OWN, _FILE, _ROW)
            rows = zip(*(about[name] for name in names), strict=True)
            self._indexes[key] = {row[:3]: row[3:] for row in rows}
        return self._indexes[key]

    def _answered(self, id: FigureId) -> tuple[str, Table | None]:
        """Return whose answer a figure is, and in which table."""
        office = self.history.register.as_of(id.period)
        form = self.history.forms[id.period.kind]
        if id.table == APPENDIX and id.item and not id.period.kind.follows_plan:
            day = office.schedule.window(id.period)[1]
            service = office.service_on(id.item, day)
            counters = office.counters(service, day) if service and service.unit else ()
            return counters[0].code if counters else "", form.table
        if id.table == UNITS and id.item and not id.period.kind.follows_plan:
            return id.scope, form.table
        if id.table == BY_UNIT:
            found = [one for one in office.indicators if one.code == id.item]
            rows = Rows.FLOWS if found and found[0].adds_up else Rows.STOCKS
            return id.scope, form.table_with(rows)
        return "", None

    def _frame(self, table: Table, periods: Sequence[Period]) -> Frame:
        """Lay a table's answers in some periods out; only of these are they looked at."""
        known = tuple(p for p in self._units if p in set(periods))
        key = table.id, known
        if key not in self._frames:
            self._frames[key] = self._built(table, known)
        return self._frames[key]

    @cached_property
    def _units(self) -> dict[Period, list[str]]:
        """The units of each period, in the order in which they are judged."""
        units: dict[Period, list[str]] = {}
        for period, unit in self.history.standings:
            units.setdefault(period, []).append(unit)
        return units

    def _built(self, table: Table, periods: Sequence[Period]) -> Frame:
        """Make a frame of the columns of some periods."""
        laid = [self._columns(period, table) for period in periods]
        types = {_OWN: "bool", _ROW: "int64"}
        keys = {
            name: pd.Series(list(chain(*(about[name] for about, _ in laid))), dtype=type_of)
            for name in (_PERIOD, _UNIT, _ITEM, _OWN, _FILE, _ROW)
            for type_of in (types.get(name, "str"),)
        }
        typed = {
            name: pd.array(list(chain(*(counts[name] for _, counts in laid))), dtype="Int64")
            for name in _counts(table)
        }
        return pd.DataFrame({**keys, **typed})

    def _columns(self, period: Period, table: Table) -> Columns:
        """Lay the answers of one period out, a list a column."""
        key = period, table.id
        if key not in self._laid:
            self._laid[key] = self._answers(period, table)
        return self._laid[key]

    def _answers(self, period: Period, table: Table) -> Columns:
        about: dict[str, list[Any]] = {
            name: [] for name in (_PERIOD, _UNIT, _ITEM, _OWN, _FILE, _ROW)
        }
        counts: dict[str, list[int | None]] = {name: [] for name in _counts(table)}
        for unit in self._units.get(period, ()):
            standing = self.history.standings[period, unit]
            report = standing.in_force
            if report is None:
                continue
            letters = self._letters.setdefault((report.sha256, table.id), {})
            rows = report.rows_of(table.id)
            for row in rows:
                letters.update(_letters(row, letters))
                for name, answers in counts.items():
                    answers.append(row.count(name))
            about[_ITEM] += [row.key for row in rows]
            about[_ROW] += map(_row, rows)
            for name, said in (
                (_PERIOD, str(period)),
                (_UNIT, unit),
                (_OWN, standing.reported),
                (_FILE, report.sha256),
            ):
                about[name] += [said] * len(rows)
        return about, counts


def _counts(table: Table) -> list[str]:
    return [c.id for c in table.columns if c.type is ColumnType.COUNT]


def stood_in(counts: Counts, table: Table) -> Counts:
    """Let an earlier report stand in for a missing one: it opens where that one closed.

    What came in its own period was counted there; once more would be twice.
    """
    frame = counts._frame.copy()
    for opening, closing in _stood_in(table).items():
        frame[opening] = frame[opening].where(frame[_OWN], frame[closing])
    for column in table.columns:
        if column.time is Time.FLOW and column.id in counts.columns:
            frame[column.id] = frame[column.id].where(frame[_OWN])
    return replace(counts, _frame=frame)


def _added(frame: Frame, keys: Any, columns: Sequence[str]) -> Frame:
    """Add up by keys: the one rule, in a frame."""
    return frame.groupby(keys, sort=False)[[*columns]].sum(skipna=False)


def _stood_in(table: Table) -> dict[str, str]:
    """Return which column each opening closes in."""
    return {
        part: column.id
        for column in table.columns
        if column.time is Time.CLOSING
        for part in column.parts
        if table.column(part).time is Time.OPENING
    }


def _ends(span: Span, report: Submission) -> tuple[bool, bool]:
    """Tell whether a report is of a span's first period, and of its last."""
    return (
        report.period in span.taken_from(Time.OPENING),
        report.period in span.taken_from(Time.CLOSING),
    )


def _letters(row: Row, known: Mapping[str, str]) -> dict[str, str]:
    """Return the letters of the columns of a row that are not known yet."""
    new = row.entries.keys() - known.keys()
    return {id: row.entries[id].cell.rstrip("0123456789") for id in new}


def _row(row: Row) -> int:
    """Return the sheet's row an answer stands in, 0 where it has no cell."""
    cell = next((entry.cell for entry in row.entries.values()), "")
    return int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") or 0)
