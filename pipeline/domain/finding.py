"""What is wrong or doubtful in a returned file, and where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from pipeline.domain.areas import areas, row_and_column

_HOLDS_FILES = re.compile(r".*?\.(?:zip|eml)(?=/)", re.IGNORECASE)


class Severity(StrEnum):
    """`error` blocks the file, `warning` asks the unit, `note` informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    def milder(self, other: Severity) -> Severity:
        """Return the milder of two."""
        return max(self, other, key=tuple(Severity).index)


@dataclass(frozen=True, slots=True)
class Where:
    """A place precise enough to find in Excel."""

    file: str  # path below collected/, with forward slashes
    sheet: str | None = None
    cell: str | None = None  # "C7"
    column: str | None = None  # the label the sender sees

    @property
    def outer_file(self) -> str:
        """The file as it lies in `collected/`: what a .zip or a mail holds has no path there."""
        holder = _HOLDS_FILES.match(self.file)
        return holder[0] if holder else self.file


class How(StrEnum):
    """Why a finding no longer asks what it asked; `domain.settle` says when."""

    WAIVED = "waived"  # a named person lets it pass, for one report
    SET_ASIDE = "set_aside"  # a named person said the file is not to be used
    AMENDED = "amended"  # a count was told by telephone: the report stays in force meanwhile
    OVERTAKEN = "overtaken"  # the report before was corrected after this one came
    REPLACED = "replaced"  # the unit sent another version later
    SENT_AGAIN = "sent_again"  # the file came again under its name, and could be read


@dataclass(frozen=True, slots=True)
class Settled:
    """How a finding was settled, and by whom where a person did."""

    how: How
    by: str = ""


class Spoken(Protocol):
    """How a form's rule words what is found; `domain.rules.rule.Rule` is one."""

    @property
    def message(self) -> str:
        """What is wrong, with a finding's details in braces."""

    @property
    def action(self) -> str:
        """What to do about it."""

    @property
    def basis(self) -> str:
        """What it rests on: a legal basis, a line of the plan."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem: a value that travels, never an exception.

    It is a code, a place and details; whoever shows it words it, from the catalogue or, where a
    unit's figures break a form's rule, from that rule as it was declared.
    """

    code: str  # "C03": quoted by telephone, never reused; of a rule its id
    severity: Severity
    where: Where
    details: Mapping[str, int | str] = field(default_factory=dict)  # what its sentence names
    unit: str | None = None  # the unit's code, once known
    rule: Spoken | None = None  # the rule of the form that is broken, if it is one
    settled: Settled | None = None
    cells: tuple[str, ...] = ()  # all it is about, where it is said of several at once

    @property
    def place(self) -> str:
        """The cell or cells it is about, as Excel names them: "E10:E14, G10"; "" for none."""
        return areas(self.cells) if self.cells else self.where.cell or ""


def in_reading_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sort findings as a reader meets them: by file and sheet, then row by row, then by code."""
    return tuple(sorted(findings, key=lambda f: (f.where.file, *_place(f.where), f.code)))


def _place(where: Where) -> tuple[str, int, int]:
    return where.sheet or "", *row_and_column(where.cell or "")


class BaocaoError(Exception):
    """The run cannot go on; the text is a Vietnamese sentence: what, where, what to do."""
