"""Receipts of a period: what each unit whose report is in force is told of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline import texts
from pipeline.domain.finding import Finding, Severity
from pipeline.domain.form import ColumnType
from pipeline.domain.office import Unit
from pipeline.domain.plan import NOT_OWED, IndicatorLine, Plan
from pipeline.domain.receipt import Receipt
from pipeline.domain.standing import Standing
from pipeline.domain.submission import Submission
from pipeline.domain.summary import Summary

_LATE = "_overdue"  # ends the ids of the parts that are told beside their sum


def receipts(summary: Summary) -> tuple[Receipt, ...]:
    """Return the receipts of the units whose own report of the period is in force."""
    asked: dict[str | None, list[Finding]] = {}
    for finding in summary.findings:
        if finding.severity is Severity.WARNING and not finding.settled:
            asked.setdefault(finding.unit, []).append(finding)
    return tuple(
        _receipt(summary, standing, standing.in_force, asked.get(standing.unit.code, ()))
        for standing in summary.standings
        if standing.in_force and standing.reported
    )


def _receipt(
    summary: Summary, standing: Standing, kept: Submission, asked: Sequence[Finding]
) -> Receipt:
    unit, deadline = standing.unit, texts.numbers.due_words(summary.deadline)
    return Receipt(
        unit=unit,
        title=texts.receipt.TITLE,
        office=summary.office.name,
        about=(
            (texts.receipt.UNIT, unit.name),
            (texts.receipt.PERIOD, _period(summary)),
            (texts.receipt.DEADLINE, texts.receipt.BEFORE.format(deadline=deadline)),
            (texts.receipt.FILE, kept.file),
            (texts.receipt.HASH, kept.sha256),
            (texts.receipt.RECEIVED, _received(summary, standing)),
            (texts.receipt.IN_FORCE, _version(standing, kept)),
            (texts.receipt.STANDING, texts.sentences.standing_words(standing, due=True)),
        ),
        read=tuple(_counts(summary, unit) if summary.plan is None else _work(summary.plan, unit)),
        notes=tuple(_notes(summary, standing, kept, asked)),
    )


def _period(summary: Summary) -> str:
    words = texts.numbers.period_words(summary.period)
    window = texts.numbers.window_words(*summary.window)
    return texts.receipt.PERIOD_OF.format(period=words, window=window)


def _received(summary: Summary, standing: Standing) -> str:
    zone = summary.office.schedule.zone
    earliest, latest = (
        at.astimezone(zone) if at else None for at in (standing.earliest, standing.latest)
    )
    return texts.receipt.received(earliest, latest)


def _version(standing: Standing, kept: Submission) -> str:
    count = len(standing.versions)
    if count == 1:
        return texts.receipt.ONLY_VERSION
    number = standing.versions.index(kept) + 1
    return texts.receipt.VERSION.format(number=number, count=count)


def _notes(
    summary: Summary, standing: Standing, kept: Submission, asked: Sequence[Finding]
) -> Iterator[str]:
    of_file = [finding for finding in asked if finding.where.file == kept.file]
    if of_file:
        yield texts.receipt.QUESTIONS.format(count=len(texts.findings.once(of_file)))
    newest = standing.versions[-1]
    if not newest.valid:
        yield texts.receipt.LATER.format(file=newest.file)
    receiver = summary.office.receivers.get(summary.period.kind, summary.office.receiver)
    yield texts.receipt.CHECK.format(receiver=receiver)


def _counts(summary: Summary, unit: Unit) -> Iterator[tuple[str, str]]:
    """Yield a week's sums over a unit's services, as the workbook's table by unit has them."""
    counts, table = summary.by_unit.get(unit.code, {}), summary.table
    parts = {part for column in table.columns for part in column.parts}
    for column in table.columns:
        told = column.id not in parts or column.id.endswith(_LATE)
        if column.type is ColumnType.COUNT and column.id in counts and told and not column.hidden:
            yield column.name, texts.numbers.figure_words(counts[column.id])


def _work(plan: Plan, unit: Unit) -> Iterator[tuple[str, str]]:
    """Yield how a unit's tasks stand, and its indicators."""
    states = Counter(
        line.state for line in plan.tasks if line.unit == unit and line.state not in NOT_OWED
    )
    for state, count in states.items():
        told = texts.plan.TASK_STATES[state.value]
        yield texts.receipt.TASKS.format(state=told), texts.numbers.number(count)
    for line in plan.indicators:
        if line.unit == unit and line.indicator.asked:
            yield line.indicator.heading, _measured(line)


def _measured(line: IndicatorLine) -> str:
    if line.indicator.adds_up:
        flow, closing = _part(line, "flow"), _part(line, "closing")
        return texts.receipt.FLOW.format(flow=flow, closing=closing)
    return _part(line, "closing")


def _part(line: IndicatorLine, column: str) -> str:
    part = texts.numbers.figure_words(line.values.get(column))
    if not line.indicator.whole:
        return part
    whole = texts.numbers.figure_words(line.values.get(f"{column}_of"))
    return texts.receipt.OF.format(part=part, whole=whole)
