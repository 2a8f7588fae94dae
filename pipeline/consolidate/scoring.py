"""The emulation ledger (thi đua): points by the office's declared rule, each with its evidence.

Units owe different numbers of reports and tasks, so they are ranked by the share of the points
they could have had. A task counts once, in the period in which it is due, whenever it is done.
What nobody can decide yet, when a report came or whether a task is done whose own measure says that
it is not, gives no points; a report's are not among those attainable either.

Plan II.1.1(2) and III.4: the results of Đề án 06 are a criterion of emulation.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import TypeVar

from pipeline import texts
from pipeline.consolidate.evidence import cell_of
from pipeline.consolidate.history import History
from pipeline.consolidate.punctual import Owed, counted
from pipeline.domain.decision import Decision
from pipeline.domain.figure import Evidence
from pipeline.domain.finding import Where
from pipeline.domain.form import ColumnType, Form
from pipeline.domain.office import Scoring, Timing
from pipeline.domain.period import Period
from pipeline.domain.plan import OBJECTION, RARE, IndicatorLine, Merit, Point, TaskLine, TaskState
from pipeline.domain.standing import Standing, StandingKind
from pipeline.domain.submission import Submission

AnyLine = TypeVar("AnyLine", TaskLine, IndicatorLine)


def score(
    period: Period,
    owed: Mapping[str, Owed],
    tasks: Sequence[TaskLine],
    indicators: Sequence[IndicatorLine],
    contradicted: Collection[TaskLine],
    history: History,
) -> tuple[Merit, ...]:
    """Rank the units that owed a report of the span by their share of the points attainable."""
    register, window = history.register, history.register.schedule.window(period)
    rule = register.as_of(period).scoring
    disputed = {_said_of(line) for line in contradicted}
    own_tasks, own_indicators = _by_unit(tasks), _by_unit(indicators)
    merits = []
    for unit in register.as_of(period).units:
        if unit.code in owed:
            found = owed[unit.code]
            own = own_tasks.get(unit.code, []), own_indicators.get(unit.code, [])
            answers = history.decisions.answers(period, unit.code)
            points = tuple(_points(found, *own, disputed, history, rule, window))
            points = (*points, *_of_answers(answers))
            owed_points = tuple(_owed(found, *own, rule, window))
            merits.append(
                Merit(unit=unit, rank=0, points=points, owed=owed_points, answers=answers)
            )
    shares = sorted(merit.share for merit in merits)
    ranked = [
        replace(merit, rank=1 + len(shares) - bisect_right(shares, merit.share)) for merit in merits
    ]
    return tuple(sorted(ranked, key=lambda merit: merit.rank))


def _by_unit(lines: Iterable[AnyLine]) -> dict[str, list[AnyLine]]:
    found: dict[str, list[AnyLine]] = {}
    for line in lines:
        if line.unit:
            found.setdefault(line.unit.code, []).append(line)
    return found


def _owed(
    found: Owed,
    tasks: Sequence[TaskLine],
    indicators: Sequence[IndicatorLine],
    rule: Scoring,
    window: tuple[date, date],
) -> Iterator[Evidence]:
    """Yield what brings points to a unit that does all it owes in time."""
    decided = sum(standing.kind is not StandingKind.UNDECIDED for _, standing in found)
    due = sum(_is_due(line, window) for line in tasks)
    targets = sum(_is_judged(line) for line in indicators)
    for name, count, each in (
        ("report_on_time", decided, rule.report_on_time),
        ("task_on_time", due, rule.task_on_time),
        ("target_met", targets, rule.target_met),
    ):
        kind = texts.plan.SCORE_KINDS[name]
        said = texts.trace.POINTS_OF.format(count=count, each=each, kind=kind)
        yield Evidence(said, count=count * each)


def _points(
    found: Owed,
    tasks: Sequence[TaskLine],
    indicators: Sequence[IndicatorLine],
    disputed: Collection[tuple[str, str]],
    history: History,
    rule: Scoring,
    window: tuple[date, date],
) -> Iterator[Point]:
    yield from _of_reports(found, history, rule)
    own = [line for line in tasks if line.task.timing is Timing.BY]
    due = [line for line in own if _is_due(line, window)]
    done = [line for line in due if line.state is TaskState.DONE]
    # Who fell silent on an overdue task stands no better than who owns up to it.
    late = [line for line in own if line.days and _falls_late(line, window)]
    for name, each, lines in (
        ("task_on_time", rule.task_on_time, [x for x in done if _said_of(x) not in disputed]),
        ("task_disputed", 0, [x for x in done if _said_of(x) in disputed]),
        ("task_overdue", rule.task_overdue, late),
        ("task_due", 0, [x for x in due if x not in done and x not in late]),
    ):
        said = [_evidence(texts.plan.task_mark(line.task), line, "status") for line in lines]
        short = rule.task_on_time * sum(line in due for line in lines)
        missed = 0 if name == "task_on_time" else short
        yield Point(kind=name, each=each, evidence=tuple(said), missed=missed)
    judged = [line for line in indicators if _is_judged(line)]
    for name, each, missed, counted_lines in (
        ("target_met", rule.target_met, 0, [line for line in judged if line.met]),
        ("target_missed", 0, rule.target_met, [line for line in judged if not line.met]),
    ):
        said = [_evidence(_numbered(line), line, "closing") for line in counted_lines]
        yield Point(kind=name, each=each, evidence=tuple(said), missed=missed * len(said))


def _of_answers(answers: Sequence[Decision]) -> Iterator[Point]:
    """Yield the points that named people gave on an objection, where they gave any."""
    said: list[Evidence] = []
    for one in answers:
        words = texts.plan.SCORE_ANSWER.format(number=one.number, by=one.by, why=one.why)
        said += [Evidence(words, one.unit)] * one.points
    if said:
        yield Point(kind=OBJECTION, each=1, evidence=tuple(said))


def _of_reports(found: Owed, history: History, rule: Scoring) -> Iterator[Point]:
    for name, standing_kinds in (
        ("report_on_time", (StandingKind.ON_TIME,)),
        ("report_late", (StandingKind.LATE,)),
        ("report_missing", (StandingKind.MISSING, StandingKind.INVALID)),
    ):
        said = [_report(p, s) for p, s in found if counted(s) in standing_kinds]
        each = getattr(rule, name)
        missed = rule.report_on_time - max(0, each)
        yield Point(kind=name, each=each, evidence=tuple(said), missed=missed * len(said))
    undecided = [_report(p, s) for p, s in found if s.kind is StandingKind.UNDECIDED]
    yield Point(kind="report_undecided", each=0, evidence=tuple(undecided))
    returned = [
        Evidence(f"{p}: {v.file}", s.unit.code, Where(v.file), v.sha256)
        for p, s in found
        for v in s.versions
        if _was_returned(v)
    ]
    yield Point(kind="report_returned", each=rule.report_returned, evidence=tuple(returned))
    corrected = [one for p, s in found for one in _corrected(p, s, history.forms[p.kind])]
    yield Point(kind="report_corrected", each=rule.report_corrected, evidence=tuple(corrected))


def _was_returned(version: Submission) -> bool:
    """Tell whether a version had to be sent again."""
    return not version.valid and not version.awaits_form


def _report(period: Period, standing: Standing) -> Evidence:
    """Name a report with the file that counts, or the newest that does not."""
    valid = [version for version in standing.versions if version.valid]
    newest = (*standing.versions[-1:], *valid[:1])[-1:]
    said, unit = _sent(period, standing), standing.unit.code
    if not newest:
        return Evidence(said, unit)
    return Evidence(said, unit, Where(newest[0].file), newest[0].sha256)


def _sent(period: Period, standing: Standing) -> str:
    """Name a report; a late one with how late it was, and the file that shows it."""
    if counted(standing) is not StandingKind.LATE or not standing.late_by:
        return str(period)
    late = texts.numbers.late_said(standing.late_by)
    valid = next((version.file for version in standing.versions if version.valid), "")
    return texts.plan.SCORE_LATE.format(period=period, late=late, file=valid)


def _is_judged(line: IndicatorLine) -> bool:
    """Tell whether a target counts: it does against whoever is silent when its day is over."""
    silent = not line.ahead and not line.ended and (line.silent or not line.reported)
    return line.met is not None or bool(silent and line.indicator.goal)


def _is_due(line: TaskLine, window: tuple[date, date]) -> bool:
    due = line.task.due
    return line.state not in RARE and due is not None and window[0] <= due <= window[1]


def _falls_late(line: TaskLine, window: tuple[date, date]) -> bool:
    """Tell whether the day after a task's last lies in the window: it costs its points once."""
    due = line.task.due
    return due is not None and window[0] <= due + timedelta(days=1) <= window[1]


def _said_of(line: TaskLine) -> tuple[str, str]:
    return line.task.code, line.unit.code if line.unit else ""


def _numbered(line: IndicatorLine) -> str:
    return texts.plan.INDICATOR_NUMBER.format(number=line.indicator.number)


def _evidence(mark: str, line: TaskLine | IndicatorLine, column: str) -> Evidence:
    """Name what a point is for, with the cell that says so, or that nothing was reported."""
    silent = isinstance(line, IndicatorLine) and bool(line.silent)
    unit = line.unit.code if line.unit else ""
    where, sha256 = cell_of(None if silent else line.submission, line.row, column)
    if where is None:
        return Evidence(texts.plan.SCORE_SILENT.format(mark=mark), unit)
    return Evidence(f"{mark} ({where.file}!{where.cell})", unit, where, sha256)


def _corrected(period: Period, standing: Standing, form: Form) -> Iterator[Evidence]:
    """Yield the figures typed otherwise after a valid version; totals follow by themselves."""
    valid = [version for version in standing.versions if version.valid]
    for before, after in pairwise(valid):
        old_rows = {row.key: row for row in before.rows}
        for row in after.rows:
            for column in form.table_of(row.table).columns:
                if column.type is ColumnType.COUNT and column.typed and row.key in old_rows:
                    old, new = old_rows[row.key].count(column.id), row.count(column.id)
                    if old != new:
                        where = after.where(row, column.id)
                        said = f"{period}: {where.file}!{where.cell}"
                        yield Evidence(said, standing.unit.code, where, after.sha256)
