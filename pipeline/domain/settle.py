"""What settles a finding: who asked a question may have had the answer already.

The sentence that then stands in place of the action is the catalogue's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from pipeline.domain.decision import Decision
from pipeline.domain.finding import Finding, How, Settled, Severity
from pipeline.domain.standing import Standing
from pipeline.domain.submission import Submission


def settle(finding: Finding, how: How, by: str = "") -> Finding:
    """Return a finding that is for the record; overtaken or amended, it asks the unit."""
    severity = Severity.WARNING if how in (How.OVERTAKEN, How.AMENDED) else Severity.NOTE
    return replace(finding, severity=severity, settled=Settled(how, by))


def put_aside(submission: Submission, decision: Decision) -> Submission:
    """Return a submission a named person set aside: nothing in it asks for anything any more."""
    return _all(submission, How.SET_ASIDE, decision.by)


def sent_again(submission: Submission) -> Submission:
    """Return a submission whose file came whole under the same name later: it asks for nothing."""
    return _all(submission, How.SENT_AGAIN)


def _all(submission: Submission, how: How, by: str = "") -> Submission:
    return replace(submission, findings=tuple(settle(f, how, by) for f in submission.findings))


def waive(submission: Submission, came: datetime, waived: Mapping[str, Decision]) -> Submission:
    """Return a submission with what was waived settled; `waived` is by the finding's code."""
    return replace(submission, findings=let_pass(submission.findings, came, waived))


def let_pass(
    findings: Iterable[Finding], came: datetime, waived: Mapping[str, Decision]
) -> tuple[Finding, ...]:
    """Return findings with what was waived settled, in what had come by then.

    In a later version it is asked about anew.
    """
    return tuple(
        settle(f, How.WAIVED, waived[f.code].by)
        if can_pass(f) and f.code in waived and came <= waived[f.code].decided_at
        else f
        for f in findings
    )


def can_pass(finding: Finding) -> bool:
    """Tell whether a named person may let a finding pass: a question, or a broken rule.

    What could not be read stays unread, whoever says so.
    """
    asks = finding.severity is Severity.WARNING
    return asks or (finding.rule is not None and finding.severity is Severity.ERROR)


def before_in_force(standing: Standing) -> tuple[Submission, ...]:
    """Return a unit's versions that a later valid one replaced: all before the one in force."""
    kept = standing.in_force.sha256 if standing.in_force else ""
    hashes = [version.sha256 for version in standing.versions]
    return standing.versions[: hashes.index(kept)] if kept in hashes else ()


def before_last(standing: Standing) -> tuple[Submission, ...]:
    """Return a unit's versions of which nothing is asked any more: it sent another since.

    Where none is valid, what is asked is asked of the newest.
    """
    return before_in_force(standing) if standing.in_force else standing.versions[:-1]


def replaced(submission: Submission) -> tuple[Finding, ...]:
    """Return the findings of a version that a later one replaced: nobody need mend it."""
    return tuple(
        f if f.severity is Severity.NOTE else settle(f, How.REPLACED) for f in submission.findings
    )
