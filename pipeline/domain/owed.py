"""What a unit still owes a period: its report, a mended one, or an explanation."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pipeline.domain.finding import Finding, Severity
from pipeline.domain.office import Unit
from pipeline.domain.standing import Standing, StandingKind


class Owing(StrEnum):
    """What is wanted of a unit."""

    REPORT = "report"  # nothing came
    MENDED = "mended"  # what came last cannot be used
    EXPLAINED = "explained"  # its report is used, and asked about


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """A unit that owes something, and what is wrong in what it sent last."""

    standing: Standing
    owing: Owing
    findings: tuple[Finding, ...]

    @property
    def unit(self) -> Unit:
        """Whose it is."""
        return self.standing.unit

    @property
    def newest(self) -> str:
        """The hash of what it sent last, "" where nothing came."""
        return self.standing.versions[-1].sha256 if self.standing.versions else ""

    @property
    def lacks_report(self) -> bool:
        """Whether the office has no report of it to use."""
        return self.standing.in_force is None


def owed_by(standing: Standing) -> Owed | None:
    """Return what a unit owes; None where nothing is wanted of it.

    Of one whose earlier figures stand in, on a named person's word, nothing is.
    """
    if standing.carried:
        return None
    if not standing.versions:
        return Owed(standing=standing, owing=Owing.REPORT, findings=())
    newest = standing.versions[-1]
    wrong = [f for f in newest.findings if f.severity is Severity.ERROR]
    asked = tuple(f for f in newest.findings if f.severity is not Severity.NOTE)
    if wrong or standing.kind is StandingKind.INVALID:
        return Owed(standing=standing, owing=Owing.MENDED, findings=asked)
    return Owed(standing=standing, owing=Owing.EXPLAINED, findings=asked) if asked else None
