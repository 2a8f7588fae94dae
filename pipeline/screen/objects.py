"""What a run found, as an object for programs; docs/maintaining.md describes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from pipeline.domain.reminders import Notice, NoticeKind
from pipeline.domain.standing import Standing
from pipeline.domain.summary import CellChange
from pipeline.personal import masked
from pipeline.recipes.outcome import Outcome, Result
from pipeline.screen.changes import corrected_object
from pipeline.screen.findings import finding_object, finding_objects
from pipeline.screen.lines import below


def outcome_object(outcome: Outcome, root: Path) -> dict[str, object]:
    """Give what a run found as documented in docs/maintaining.md."""
    return {
        "files": {"seen": outcome.files.seen, **asdict(outcome.files)},
        "refused": [finding_object(finding) for finding in outcome.refused],
        "unread": [below(one.path, root).as_posix() for one in outcome.unread],
        "repeated": [
            {
                "file": masked(one.file),
                "unit": one.unit,
                "period": str(one.period) if one.period else None,
            }
            for one in outcome.repeated
        ],
        "periods": [_period_object(result, root) for result in outcome.results],
        "issued_changes": [
            {"period": str(issue.period), "number": issue.number, **corrected_object(one)}
            for issue, changes in outcome.ripple
            for one in changes
        ],
        "objections": [
            {
                "file": masked(one.file),
                "unit": one.unit,
                "period": str(one.period),
                "words": one.objection,
            }
            for one in outcome.objections
        ],
        "to_change": [str(period) for period in outcome.to_change],
        "outdated": [str(period) for period in outcome.outdated],
        "nothing_new_since": None,
    }


def _period_object(result: Result, root: Path) -> dict[str, object]:
    summary = result.summary
    return {
        "period": str(summary.period),
        "window": [day.isoformat() for day in summary.window],
        "deadline": summary.deadline.isoformat(),
        "units": [_unit_object(standing, result, root) for standing in summary.standings],
        "totals": dict(summary.total.values),
        "coverage": summary.total.coverage,
        "other_findings": finding_objects(f for f in summary.findings if f.unit is None),
        "outputs": [below(one.path, root).as_posix() for one in result.written],
        "receipts": [below(one.path, root).as_posix() for one in result.receipts],
        "slips": [below(one.path, root).as_posix() for one in result.slips],
        "changed": [corrected_object(one) for one in result.changed],
        "edits": [asdict(one) for one in result.kept.edits] if result.kept else [],
        "left": [asdict(one) for one in result.kept.left] if result.kept else [],
    }


def _change_object(change: CellChange) -> dict[str, object]:
    return {
        "before": masked(change.before),
        "after": masked(change.after),
        "subject": change.subject,
        "column": change.column,
        "cell": change.cell,
        "old": change.old,
        "new": change.new,
    }


def _unit_object(standing: Standing, result: Result, root: Path) -> dict[str, object]:
    summary = result.summary
    returned = result.returned.get(standing.unit.code)
    reminded = result.noted(NoticeKind.REMINDER, standing.unit)
    newest = standing.in_force or (standing.versions[-1] if standing.versions else None)
    return {
        "code": standing.unit.code,
        "standing": standing.kind.value,
        "received": {
            name: at.astimezone(summary.office.schedule.zone).isoformat() if at else None
            for name, at in (("earliest", standing.earliest), ("latest", standing.latest))
        },
        "file": masked(newest.file) if newest else None,
        "signed_copy": masked(summary.signed.get(standing.unit.code, "")) or None,
        "findings": finding_objects(f for f in summary.findings if f.unit == standing.unit.code),
        "changes": [_change_object(c) for c in summary.changes if c.unit == standing.unit],
        "returned": below(returned.path, root).as_posix() if returned else None,
        "asked": _last(result.noted(NoticeKind.FORM, standing.unit)),
        "reminded": {"times": len(reminded), "last": _last(reminded)},
    }


def _last(noted: Sequence[Notice]) -> str | None:
    return noted[-1].at.isoformat() if noted else None
