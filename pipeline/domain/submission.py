"""A returned file, read, typed and checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from pipeline.domain.decision import Decision
from pipeline.domain.finding import Finding, Severity, Where
from pipeline.domain.marks import SLIP
from pipeline.domain.period import Period

LOST_FORM = "H50"  # the code of a file whose form the office no longer declares
SCAN = "F10"  # the code of a picture or PDF: what is signed and scanned


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer and the cell it stands in."""

    value: int | str | None  # None: not answered
    cell: str  # "D12"
    raw: str = ""  # what was typed, when it had to be understood


@dataclass(frozen=True, slots=True)
class Row:
    """The answers for one service, task or indicator."""

    table: str  # id of the table it stands in
    key: str  # the code of what it is about
    entries: Mapping[str, Entry]  # by column id
    declared_none: bool  # left blank under the unit's "không phát sinh"

    def count(self, column: str) -> int | None:
        """Return a count, 0 where nothing arose by declaration, None where not answered."""
        entry = self.entries.get(column)
        return entry.value if entry and isinstance(entry.value, int) else None

    def text(self, column: str) -> str:
        """Return a text, empty where nothing was written."""
        entry = self.entries.get(column)
        return entry.value if entry and isinstance(entry.value, str) else ""


@dataclass(frozen=True, slots=True)
class Answer:
    """A narrative section: nothing new by declaration, or the text."""

    none_declared: bool
    text: str
    cell: str
    choice: str = ""  # as chosen
    choice_cell: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """One returned file. Same bytes, same form, same office: same submission."""

    file: str  # path below collected/
    sha256: str
    form: str | None  # None: not one of our forms
    version: int | None
    unit: str | None
    period: Period | None
    sheets: Mapping[str, str]  # names of the tables' sheets as found, by table id
    rows: Sequence[Row]
    none_declared: bool  # "không phát sinh" for the whole table
    answers: Mapping[str, Answer]  # by section id
    fields: Mapping[str, Entry]  # by field id
    saved_at: datetime | None  # it was not last saved before this, aware; evidence, not proof
    findings: tuple[Finding, ...]
    saved_until: datetime | None = None  # nor after this; None: it is the same instant
    not_asked: tuple[str, ...] = ()  # codes of what is declared and its form did not ask
    rules: Mapping[str, Severity] = field(default_factory=dict)  # by id, those its form carried
    # What stands otherwise in the file itself, by code of the row and id of the column.
    amended: Mapping[tuple[str, str], Decision] = field(default_factory=dict)

    @property
    def valid(self) -> bool:
        """Whether its figures may be used: identified, and no error."""
        return (
            self.form is not None
            and self.unit is not None
            and self.period is not None
            and not any(f.severity is Severity.ERROR for f in self.findings)
        )

    @property
    def is_copy(self) -> bool:
        """Whether it is the signed copy of a report."""
        return self.form is None and self.unit is not None and not self.findings

    @property
    def awaits_form(self) -> bool:
        """Whether it could not be read for want of its form's declaration: no fault of the unit."""
        return any(finding.code == LOST_FORM for finding in self.findings)

    @property
    def is_scan(self) -> bool:
        """Whether it is a picture or PDF, in which no figure can be read."""
        return any(finding.code == SCAN for finding in self.findings)

    @property
    def is_slip(self) -> bool:
        """Whether it is a slip of a unit's points that came back."""
        return self.form == SLIP

    @property
    def objection(self) -> str:
        """What a slip says to its points, in one line."""
        return "; ".join(" ".join(answer.text.split()) for answer in self.answers.values())

    @property
    def saved(self) -> tuple[datetime, datetime] | None:
        """Between which instants it was last saved, by its own word; None where it says nothing."""
        return (self.saved_at, self.saved_until or self.saved_at) if self.saved_at else None

    def where(self, row: Row, column: str) -> Where:
        """Return the place of an entry."""
        return Where(self.file, self.sheets.get(row.table), row.entries[column].cell)

    def rows_of(self, table: str) -> tuple[Row, ...]:
        """Return the rows of one table."""
        return tuple(row for row in self.rows if row.table == table)

    def row(self, key: str) -> Row | None:
        """Find the row about a service, task or indicator."""
        return next((row for row in self.rows if row.key == key), None)


def as_copy(scan: Submission, unit: str, period: Period) -> Submission:
    """Return a scan as the signed copy of a unit's report: nothing is left to ask."""
    return replace(scan, unit=unit, period=period, findings=())
