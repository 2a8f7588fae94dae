"""A Submission as plain values and back, without loss: what the ledger keeps of a reading."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from pipeline.domain.finding import Finding, Severity, Where
from pipeline.domain.form import Form
from pipeline.domain.period import Period, PeriodKind
from pipeline.domain.register import Register
from pipeline.domain.rules.rule import Rule
from pipeline.domain.submission import Entry, Submission
from pipeline.intake.basis import Bases
from pipeline.intake.filled import packed, unpacked


@dataclass(frozen=True, slots=True)
class Unread:
    """A file as it goes to who reads it, on whatever machine."""

    file: str
    sha256: str
    content: bytes


_PLAIN = ("file", "sha256", "form", "version", "unit", "sheets", "none_declared")


def read_record(
    unread: Unread, forms: Mapping[PeriodKind, Form], register: Register
) -> dict[str, Any]:
    """Read one file into what the ledger keeps of it, in short and whole: the worker's job."""
    from pipeline.intake.submission import read_submission  # needed by who reads alone

    submission = read_submission(unread.content, unread.file, unread.sha256, forms, register)
    return {"says": what_it_says(submission), **to_json(submission)}


def basis_of(record: Mapping[str, Any], bases: Bases) -> str:
    """Return what a reading rests on, by what was read: its form, the form's version, its period.

    What the last program kept may say none of it.
    """
    period = record.get("period")
    return bases.of(
        record.get("form"), record.get("version"), Period.parse(period) if period else None
    )


def to_json(submission: Submission) -> dict[str, Any]:
    """Return a submission as values JSON can hold; what is packed of it is `filled`."""
    return {
        **{name: getattr(submission, name) for name in (*_PLAIN, "not_asked")},
        "period": str(submission.period) if submission.period else None,
        "saved_at": _written(submission.saved_at),
        "saved_until": _written(submission.saved_until),
        "filled": packed(submission),
        "findings": [
            [f.code, f.severity, asdict(f.where), dict(f.details), f.unit]
            for f in submission.findings
        ],
    }


def _written(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _instant(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None


def from_json(record: Mapping[str, Any], forms: Mapping[PeriodKind, Form]) -> Submission:
    """Return the submission that was recorded, its findings to be worded as `forms` now word."""
    broken = _rules(record, forms) if record["findings"] else {}
    rows, answers, fields, rules = unpacked(record["filled"])
    return Submission(
        **{name: record[name] for name in _PLAIN},
        not_asked=tuple(record.get("not_asked", ())),  # older readings have none
        rules=rules,
        period=Period.parse(record["period"]) if record["period"] else None,
        saved_at=_instant(record["saved_at"]),
        saved_until=_instant(record.get("saved_until")),  # older readings have none
        rows=rows,
        answers=answers,
        fields=fields,
        findings=tuple(_finding(broken, *finding) for finding in record["findings"]),
    )


Rules = Mapping[tuple[str, str | None], Rule]  # by id and the sheet of their table


def _rules(record: Mapping[str, Any], forms: Mapping[PeriodKind, Form]) -> Rules:
    """Return the rules a file was read with: those of its own version of its form."""
    form = next((form for form in forms.values() if form.id == record["form"]), None)
    read_with = form.of_version(record["version"]) if form else None
    tables = read_with.tables if read_with else ()
    sheets = record["sheets"]
    return {(rule.id, sheets.get(table.id)): rule for table in tables for rule in table.rules}


def _finding(
    rules: Rules,
    code: str,
    severity: str,
    where: Mapping[str, str],
    details: Mapping[str, int | str],
    unit: str | None,
) -> Finding:
    rule = rules.get((code, where["sheet"]))
    return Finding(code, Severity(severity), Where(**where), details, unit, rule)


def what_it_says(submission: Submission) -> str:
    """Return a hash of all of a reading that a report rests on: not how its findings are worded."""
    said = [
        submission.valid,
        [submission.form, submission.unit, str(submission.period), *_saved(submission)],
        [[row.table, row.key, row.declared_none, _values(row.entries)] for row in submission.rows],
        submission.none_declared,
        [[id, answer.none_declared, answer.text] for id, answer in submission.answers.items()],
        _values(submission.fields),
    ]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def _saved(submission: Submission) -> list[str]:
    until = submission.saved_until
    return [str(submission.saved_at), *([str(until)] if until else ())]


def _values(entries: Mapping[str, Entry]) -> dict[str, int | str | None]:
    return {id: entry.value for id, entry in entries.items()}
