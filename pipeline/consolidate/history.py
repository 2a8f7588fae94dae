"""Weeks in their order: what each report carries forward from the ones before it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median_high

from pipeline import texts
from pipeline.consolidate.standing import Version, stand
from pipeline.domain.checks import check_rows
from pipeline.domain.decision import DecisionKind, Decisions
from pipeline.domain.figure import Standing
from pipeline.domain.finding import Severity
from pipeline.domain.form import Form
from pipeline.domain.office import Office, Unit
from pipeline.domain.period import Period
from pipeline.domain.rule import Unusual
from pipeline.domain.submission import Submission

Past = Mapping[str, Mapping[str, int]]  # by service code, then as domain.rule describes

_WEEKS_FOR_USUAL = 8
_WEEKS_AT_LEAST = 3


@dataclass(frozen=True, slots=True)
class History:
    """Every unit's standing in every period known, decided in the order of time."""

    standings: Mapping[tuple[Period, str], Standing]  # by period and unit code

    def in_force(self, period: Period, unit: str) -> Submission | None:
        """Return a unit's own report in force in a period, or None."""
        standing = self.standings.get((period, unit))
        return standing.in_force if standing and standing.reported else None

    def past(self, form: Form, period: Period, unit: str) -> Past:
        """Return what earlier reports in force say to a unit's report of this period."""
        return _past(form, period, lambda p: self.in_force(p, unit))


def build_history(
    office: Office,
    form: Form,
    versions: Mapping[tuple[Period, str], Sequence[Version]],
    decisions: Decisions,
    periods: Sequence[Period],
) -> History:
    """Decide standings period by period, so that each is checked against those before it."""
    standings: dict[tuple[Period, str], Standing] = {}
    for period in sorted(periods):
        _, last_day = office.schedule.window(period)
        deadline = office.schedule.deadline(period)
        for unit in office.units_on(last_day):
            key = (period, unit.code)
            past = History(standings).past(form, period, unit.code)
            checked = [_looked_back(v, form, past, unit) for v in versions.get(key, ())]
            judged = [_judged(v, decisions, period, unit) for v in checked]
            entered = decisions.find(DecisionKind.RECEIVED, period, unit.code)
            standing = stand(unit, judged, deadline, entered.at if entered else None)
            standings[key] = _decided(standing, decisions, period, History(standings))
    return History(standings)


def _judged(version: Version, decisions: Decisions, period: Period, unit: Unit) -> Version:
    """Apply what was decided about a file: set aside, or a finding waived."""
    waived = decisions.waived(period, unit.code)
    findings = tuple(
        replace(f, severity=Severity.NOTE, action=texts.WAIVED.format(by=waived[f.code].by))
        if f.code in waived
        else f
        for f in version.submission.findings
    )
    return replace(
        version,
        submission=replace(version.submission, findings=findings),
        set_aside=version.submission.sha256 in decisions.set_aside,
    )


def _decided(standing: Standing, decisions: Decisions, period: Period, before: History) -> Standing:
    """Add what was decided about a unit's report."""
    unit = standing.unit.code
    if entered := decisions.find(DecisionKind.RECEIVED, period, unit):
        standing = replace(standing, decided_by=texts.decided_by(entered))
    if excused := decisions.find(DecisionKind.EXCUSED, period, unit):
        standing = replace(standing, excused=texts.decided_by(excused))
    if standing.in_force is None and decisions.find(DecisionKind.CARRIED, period, unit):
        own = {p: s.in_force for (p, u), s in before.standings.items() if u == unit and s.reported}
        if last := max(own, default=None):
            standing = replace(standing, in_force=own[last], carried=last)
    return standing


def _looked_back(version: Version, form: Form, past: Past, unit: Unit) -> Version:
    """Add what only earlier reports can tell about a submission."""
    submission = version.submission
    found = tuple(
        replace(finding, unit=unit.code)
        for finding in check_rows(
            submission.rows, form.table, past, looking_back=True, where=submission.where
        )
    )
    return replace(version, submission=replace(submission, findings=submission.findings + found))


def _past(
    form: Form, period: Period, in_force: Callable[[Period], Submission | None]
) -> dict[str, dict[str, int]]:
    past: dict[str, dict[str, int]] = {}
    if before := in_force(period.previous):
        for column in form.table.columns:
            if column.carried_from:
                for row in before.rows:
                    if (closing := row.count(column.carried_from)) is not None:
                        past.setdefault(row.key, {})[column.id] = closing
    for rule in form.table.rules:
        if isinstance(rule, Unusual):
            for key, usual in _usual(rule.count, period, in_force).items():
                past.setdefault(key, {})[f"{rule.count}.typical"] = usual
    return past


def _usual(
    column: str, period: Period, in_force: Callable[[Period], Submission | None]
) -> dict[str, int]:
    """Return the middle of the last weeks' counts, where there are enough of them."""
    seen: dict[str, list[int]] = {}
    for _ in range(_WEEKS_FOR_USUAL):
        period = period.previous
        if submission := in_force(period):
            for row in submission.rows:
                if (count := row.count(column)) is not None:
                    seen.setdefault(row.key, []).append(count)
    return {
        key: int(median_high(counts))
        for key, counts in seen.items()
        if len(counts) >= _WEEKS_AT_LEAST
    }
