"""A Submission as plain values and back, without loss: what the ledger keeps of a reading."""

from __future__ import annotations

from collections.abc import Mapping
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


def read_record(
    arrival: Arrival, forms: Mapping[PeriodKind, Form], office: Office
) -> dict[str, Any]:
    """Read one file into its record: the job done in the worker's process."""
    submission = read_submission(arrival.content, arrival.file, arrival.sha256, forms, office)
    return to_json(submission)


def to_json(submission: Submission) -> dict[str, Any]:
    """Return a submission as values JSON can hold."""
    record = asdict(submission)
    record["period"] = str(submission.period) if submission.period else None
    record["saved_at"] = submission.saved_at.isoformat() if submission.saved_at else None
    return record


def from_json(record: dict[str, Any]) -> Submission:
    """Return the submission that was recorded."""
    return Submission(
        **{
            **record,
            "period": Period.parse(record["period"]) if record["period"] else None,
            "saved_at": (
                datetime.fromisoformat(record["saved_at"]) if record["saved_at"] else None
            ),
            "rows": tuple(
                Row(
                    row["table"],
                    row["key"],
                    {column: Entry(**entry) for column, entry in row["entries"].items()},
                    row["declared_none"],
                )
                for row in record["rows"]
            ),
            "answers": {id: Answer(**answer) for id, answer in record["answers"].items()},
            "fields": {id: Entry(**entry) for id, entry in record["fields"].items()},
            "findings": tuple(_finding(finding) for finding in record["findings"]),
        }
    )


def _finding(record: dict[str, Any]) -> Finding:
    return Finding(
        **{
            **record,
            "severity": Severity(record["severity"]),
            "where": Where(**record["where"]),
        }
    )
