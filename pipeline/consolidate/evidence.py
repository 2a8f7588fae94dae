"""What counts are counts of: each report, task or week that is in one, with its file or cell."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline import texts
from pipeline.domain.figure import Evidence
from pipeline.domain.finding import Where
from pipeline.domain.period import Period
from pipeline.domain.plan import TaskLine
from pipeline.domain.standing import Standing
from pipeline.domain.submission import Row, Submission


def of_reports(standings: Iterable[Standing], period: Period) -> tuple[Evidence, ...]:
    """Name reports and how they stand, each with its file."""
    return tuple(
        _of_file(
            texts.trace.REPORT_STANDS.format(
                period=texts.numbers.period_brief(period),
                state=texts.sentences.standing_words(one, due=True),
            ),
            one.unit.code,
            one.in_force or next(iter(one.versions[::-1]), None),
        )
        for one in standings
    )


def of_versions(standing: Standing) -> tuple[Evidence, ...]:
    """Name all that a unit sent for one period."""
    return tuple(
        _of_file(texts.trace.VERSION.format(number=number), standing.unit.code, one)
        for number, one in enumerate(standing.versions, start=1)
    )


def of_task(line: TaskLine, about: str, column: str = "status", count: int = 1) -> Evidence:
    """Name a task at a unit, with the cell that tells of it."""
    unit = line.unit.code if line.unit else ""
    where, sha256 = cell_of(line.submission, line.row, column)
    return Evidence(about, unit, where, sha256, count)


def of_states(lines: Iterable[TaskLine]) -> tuple[Evidence, ...]:
    """Name tasks and how they stand, each with the cell that says so."""
    return tuple(
        of_task(
            line,
            texts.trace.TASK_STANDS.format(
                mark=texts.plan.task_mark(line.task),
                state=texts.plan.TASK_STATES[line.state.value],
            ),
        )
        for line in lines
    )


def of_documents(lines: Iterable[TaskLine]) -> tuple[Evidence, ...]:
    """Name the documents units say they issued, each with its cell."""
    return tuple(
        of_task(
            line,
            texts.trace.TASK_DOCUMENTS.format(
                mark=texts.plan.task_mark(line.task), documents=line.documents
            ),
            "documents",
        )
        for line in lines
    )


def cell_of(report: Submission | None, row: Row | None, column: str) -> tuple[Where | None, str]:
    """Return a report's cell and the file's hash; nothing where it has no such answer."""
    if report is None or row is None or column not in row.entries:
        return None, ""
    return report.where(row, column), report.sha256


def _of_file(about: str, unit: str, report: Submission | None) -> Evidence:
    if report is None:
        return Evidence(about, unit)
    return Evidence(about, unit, Where(report.file), report.sha256)
