"""Weeks in their order: what each report carries forward from the ones before it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median_high

from pipeline.consolidate.standing import EnteredTime, Version, stand
from pipeline.domain.checks import check_rows
from pipeline.domain.figure import Standing
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
        """Return a unit's report in force in a period, or None."""
        standing = self.standings.get((period, unit))
        return standing.in_force if standing else None

    def past(self, form: Form, period: Period, unit: str) -> Past:
        """Return what earlier reports in force say to a unit's report of this period."""
        return _past(form, period, lambda p: self.in_force(p, unit))


def build_history(
    office: Office,
    form: Form,
    versions: Mapping[tuple[Period, str], Sequence[Version]],
    entered: Mapping[tuple[Period, str], EnteredTime],
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
            standings[key] = stand(unit, checked, deadline, entered.get(key))
    return History(standings)


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
