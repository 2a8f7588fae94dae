"""A Submission as plain values and back, without loss: what the ledger keeps of a reading."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from pipeline.domain.finding import Finding, Severity, Where
from pipeline.domain.form import Form
from pipeline.domain.office import Office
from pipeline.domain.period import Period, PeriodKind
from pipeline.domain.submission import Answer, Entry, Row, Submission
from pipeline.intake.inbox import Arrival
from pipeline.intake.submission import read_submission

_PLAIN = ("file", "sha256", "form", "version", "unit", "sheets", "none_declared")


def read_record(
    arrival: Arrival, forms: Mapping[PeriodKind, Form], office: Office
) -> dict[str, Any]:
    """Read one file into its record: the job done in the worker's process."""
    submission = read_submission(arrival.content, arrival.file, arrival.sha256, forms, office)
    return as_record(submission)


def as_record(submission: Submission) -> dict[str, Any]:
    """Return what the ledger keeps of a reading: what it says in short, and all of it."""
    return {"says": what_it_says(submission), **to_json(submission)}


def to_json(submission: Submission) -> dict[str, Any]:
    """Return a submission as values JSON can hold; there are many entries, so they are lists."""
    return {
        **{name: getattr(submission, name) for name in _PLAIN},
        "period": str(submission.period) if submission.period else None,
        "saved_at": submission.saved_at.isoformat() if submission.saved_at else None,
        "rows": [
            [row.table, row.key, _listed(row.entries), row.declared_none] for row in submission.rows
        ],
        "answers": {id: asdict(answer) for id, answer in submission.answers.items()},
        "fields": _listed(submission.fields),
        "findings": [asdict(finding) for finding in submission.findings],
    }


def _listed(entries: Mapping[str, Entry]) -> dict[str, list[Any]]:
    return {id: [entry.value, entry.cell, entry.raw] for id, entry in entries.items()}


def from_json(record: Mapping[str, Any]) -> Submission:
    """Return the submission that was recorded."""
    return Submission(
        **{name: record[name] for name in _PLAIN},
        period=Period.parse(record["period"]) if record["period"] else None,
        saved_at=datetime.fromisoformat(record["saved_at"]) if record["saved_at"] else None,
        rows=tuple(
            Row(table, key, _entries(entries), none) for table, key, entries, none in record["rows"]
        ),
        answers={id: Answer(**answer) for id, answer in record["answers"].items()},
        fields=_entries(record["fields"]),
        findings=tuple(_finding(finding) for finding in record["findings"]),
    )


def _entries(listed: Mapping[str, Sequence[Any]]) -> dict[str, Entry]:
    return {id: Entry(value, cell, raw) for id, (value, cell, raw) in listed.items()}


def _finding(record: Mapping[str, Any]) -> Finding:
    return Finding(
        **{
            **record,
            "severity": Severity(record["severity"]),
            "where": Where(**record["where"]),
        }
    )


def what_it_says(submission: Submission) -> str:
    """Return a hash of all of a reading that a report rests on: not how its findings are worded."""
    said = [
        submission.valid,
        [submission.form, submission.unit, str(submission.period), str(submission.saved_at)],
        [[row.table, row.key, row.declared_none, _values(row.entries)] for row in submission.rows],
        submission.none_declared,
        [[id, answer.none_declared, answer.text] for id, answer in submission.answers.items()],
        _values(submission.fields),
    ]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def _values(entries: Mapping[str, Entry]) -> dict[str, int | str | None]:
    return {id: entry.value for id, entry in entries.items()}
