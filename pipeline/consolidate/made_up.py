"""Made-up reports of an office, so that its wordings can be tried before the first real one.

Every unit answers everything, in another standing each; nothing of this is ever published.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from itertools import cycle

from pipeline import texts
from pipeline.consolidate.facts import Facts
from pipeline.consolidate.history import build_history
from pipeline.consolidate.merge import summarise
from pipeline.consolidate.standing import Version
from pipeline.domain.decision import Decision, DecisionKind, Decisions
from pipeline.domain.finding import Where
from pipeline.domain.form import Column, ColumnType, Form, Table, Time
from pipeline.domain.office import Unit
from pipeline.domain.period import Period, PeriodKind
from pipeline.domain.register import Register
from pipeline.domain.standing import StandingKind
from pipeline.domain.submission import Answer, Entry, Row, Submission
from pipeline.domain.summary import Summary

_STOCK, _FLOW = 3, 2  # what stands open, before and after; what comes in


def made_up(
    register: Register, forms: Mapping[PeriodKind, Form], period: Period
) -> Iterator[Summary]:
    """Yield a period's summary with each unit, in turn, in every standing; last of all in time.

    There the first unit has nothing to report.
    """
    schedule = register.schedule
    weeks = schedule.weeks_ending(*schedule.window(period))[-2:] if period.months else ()
    parts = [*weeks, *(month for month in period.months if month != period)] or [period.previous]
    in_time = [StandingKind.ON_TIME]
    kinds = list(StandingKind)
    turns = range(1) if len(period.months) > 1 else range(len(kinds))  # many reports take long
    for turn in (*turns, None):
        versions: dict[tuple[Period, str], list[Version]] = {}
        for one in (*parts, period):
            owing = register.as_of(one).reporters(one)
            of_now = in_time if turn is None else [*kinds[turn:], *kinds[:turn]]
            for unit, kind in zip(owing, cycle(of_now if one == period else in_time), strict=False):
                none = turn is None and unit == owing[0]
                if kind is not StandingKind.MISSING:
                    sent = _version(register, forms[one.kind], one, unit, kind, none=none)
                    versions[one, unit.code] = [sent]
        yield _summary(register, forms, versions, (*parts, period))


def _summary(
    register: Register,
    forms: Mapping[PeriodKind, Form],
    versions: Mapping[tuple[Period, str], list[Version]],
    periods: tuple[Period, ...],
) -> Summary:
    period = periods[-1]
    every = sorted({*periods, *period.months}, key=str)
    history = build_history(register, forms, versions, Decisions(), every)
    late = register.schedule.deadline(period) + timedelta(hours=3)
    decision = Decision(
        number=1,
        kind=DecisionKind.SET_ASIDE,
        unit="",
        period=period,
        subject="",
        label=texts.setup.SAMPLE,
        at=None,
        by=texts.setup.SAMPLE,
        why=texts.setup.SAMPLE,
        decided_at=late,
    )
    return summarise(period, Facts(history), (), (), late, (decision,))


def _version(
    register: Register,
    form: Form,
    period: Period,
    unit: Unit,
    kind: StandingKind,
    *,
    none: bool,
) -> Version:
    due = register.schedule.deadline(period)
    seen = due - timedelta(hours=1) if kind is StandingKind.ON_TIME else due + timedelta(hours=2)
    saved = due + timedelta(hours=1) if kind is StandingKind.LATE else due - timedelta(hours=2)
    name = f"{period}-{unit.code}.xlsx"
    wrong = (texts.findings.found("C10", Where(name)),) if kind is StandingKind.INVALID else ()
    office, day = register.as_of(period), register.schedule.window(period)[1]
    submission = Submission(
        file=name,
        sha256=name,
        form=form.id,
        version=form.version,
        unit=unit.code,
        period=period,
        sheets={table.id: table.sheet for table in form.tables},
        rows=tuple(
            Row(table.id, item.code, {} if none else _entries(table, turn, f"{day}"), none)
            for table in form.tables
            for turn, item in enumerate(office.items(table.rows, day, unit))
        ),
        none_declared=none,
        answers={
            section.id: Answer(none_declared=False, text=texts.setup.SAMPLE, cell="A1")
            for section in form.sections
        },
        fields={one.id: Entry(texts.setup.SAMPLE, "A1") for one in form.fields},
        saved_at=saved,
        findings=wrong,
    )
    return Version(submission, seen)


def _entries(table: Table, turn: int, day: str) -> dict[str, Entry]:
    said: dict[str, int | str] = {}
    for column in table.columns:
        match column.type:
            case ColumnType.COUNT if not column.parts:
                said[column.id] = _FLOW if column.time is Time.FLOW else _STOCK
            case ColumnType.CHOICE:
                said[column.id] = column.choices[turn % len(column.choices)]
            case ColumnType.DATE:
                said[column.id] = day
            case ColumnType.TEXT:
                said[column.id] = texts.setup.SAMPLE
    for column in table.columns:
        if column.parts:
            said[column.id] = _added(column, said)
    return {id: Entry(value, "A1") for id, value in said.items()}


def _added(column: Column, said: Mapping[str, int | str]) -> int:
    return sum(value for part in column.parts if isinstance(value := said.get(part), int))
