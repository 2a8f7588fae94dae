"""What looking back found in the reports of a period, as it is kept, and when it is what it was.

To look back at a report takes most of the time in which it is judged. What was found rests on the
report and on those before it, and is found again only when one of these is another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.consolidate.amended import as_asked
from pipeline.domain.finding import Finding, How, Settled, Severity, Where
from pipeline.domain.form import Table
from pipeline.domain.period import Period
from pipeline.domain.submission import Submission

Found = Mapping[str, Sequence[Any]]  # by file's hash: after which period, and what was found


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a period."""

    found: Found
    stood: Mapping[str, Sequence[Any]]  # by unit's code: its standing in brief, as `stood` keeps it


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found, by period: what is kept of earlier runs, and what this run found."""

    kept: Mapping[Period, Kept] = field(default_factory=dict)
    keys: Mapping[Period, str] = field(default_factory=dict)  # hash of all on which each rests
    new: dict[Period, dict[str, Sequence[Any]]] = field(default_factory=dict)


def to_keep(after: Period, found: Iterable[Finding]) -> Sequence[Any]:
    """Return what was found in a report that goes on from that of a period, for JSON."""
    return [
        str(after),
        [
            [f.code, f.severity, f.where.sheet, f.where.cell, f.where.column, dict(f.details)]
            + ([f.settled.how, f.settled.by] if f.settled else [])
            for f in found
        ],
    ]


def as_kept(
    kept: Sequence[Sequence[Any]], submission: Submission, tables: Iterable[Table]
) -> list[Finding]:
    """Return the findings of a report, each with its rule; `tables` are those it was asked by."""
    sheets = submission.sheets
    rules = {
        (rule.id, sheets.get(table.id)): rule
        for table in tables
        for rule in as_asked(table, submission).rules
    }
    return [
        Finding(
            code=code,
            severity=Severity(severity),
            where=Where(submission.file, sheet, cell, column),
            details=details,
            unit=submission.unit,
            rule=rules[code, sheet],
            settled=Settled(How(settled[0]), settled[1]) if settled else None,
        )
        for code, severity, sheet, cell, column, details, *settled in kept
    ]
