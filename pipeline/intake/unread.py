"""The answer for a file of which nothing was read but why."""

from __future__ import annotations

from pipeline import texts
from pipeline.domain.finding import Finding, Where
from pipeline.domain.submission import Submission


def unreadable(file: str, sha256: str, finding: Finding) -> Submission:
    """Return the answer for a file that could not be read, and why."""
    return Submission(
        file=file,
        sha256=sha256,
        form=None,
        version=None,
        unit=None,
        period=None,
        sheets={},
        rows=(),
        none_declared=False,
        answers={},
        fields={},
        saved_at=None,
        findings=(finding,),
    )


def failed_submission(file: str, sha256: str, kind: str) -> Submission:
    """Return the answer for a file that took its reader with it ("timeout" or "crash")."""
    code = "F13" if kind == "timeout" else "F14"
    return unreadable(file, sha256, texts.findings.found(code, Where(file)))


def unread_submission(finding: Finding) -> Submission:
    """Return the answer for a file of which only the finding is known."""
    return unreadable(finding.where.file, "", finding)
