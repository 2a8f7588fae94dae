"""Hold the check code on a signed paper against the report in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from pipeline import texts
from pipeline.domain.check_code import code_of, typed_code
from pipeline.domain.finding import BaocaoError
from pipeline.domain.form import Form
from pipeline.domain.period import Period, PeriodKind
from pipeline.domain.submission import Submission
from pipeline.ledger.ledger import look_into
from pipeline.recipes.desk import Desk
from pipeline.recipes.judge import history_of
from pipeline.recipes.receive import Progress, take_in


@dataclass(frozen=True, slots=True)
class HeldCode:
    """A typed code, and what the files of a report say."""

    typed: str
    file: str  # in force
    code: str  # its own
    others: tuple[str, ...]  # versions not in force that have the typed one

    @property
    def same(self) -> bool:
        """Whether the paper says what the file in force does."""
        return self.typed == self.code


def hold_code(
    desk: Desk, unit: str, period: Period, typed: str, now: datetime, progress: Progress
) -> HeldCode:
    """Hold a typed code against a unit's report; BaocaoError where there is none of either."""
    code, body = typed_code(typed), desk.unit(unit)
    if code is None:
        raise BaocaoError(texts.screen.NO_CHECK_CODE.format(text=typed))
    desk.form(period)
    with look_into(desk.collected) as ledger:
        taken = take_in(desk, ledger, now, progress, note=False)
    standing = history_of(desk, taken, (period,)).standings.get((period, body.code))
    if standing is None or standing.in_force is None or not standing.reported:
        raise BaocaoError(texts.screen.NOTHING_IN_FORCE.format(unit=body.name, period=period))
    kept = standing.in_force
    codes = {one.file: own for one in standing.versions if (own := code_in(desk.forms, one))}
    others = tuple(file for file, own in codes.items() if own == code and file != kept.file)
    return HeldCode(code, kept.file, codes[kept.file], others)


def code_in(forms: Mapping[PeriodKind, Form], submission: Submission) -> str:
    """Return the code of a form as it was read; "" for what is none."""
    form = next((form for form in forms.values() if form.id == submission.form), None)
    version = form.of_version(submission.version) if form else None
    return code_of(submission, version) if version and submission.valid else ""
