"""What is wrong or doubtful in a returned file, and where."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

_HOLDS_FILES = re.compile(r".*?\.(?:zip|eml)(?=/)", re.IGNORECASE)


class Severity(StrEnum):
    """`error` blocks the file, `warning` asks the unit, `note` informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


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


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem: a value that travels, never an exception.

    `message` says what is wrong and quotes it; `action` says what to do. Both are Vietnamese
    sentences. The place is added by whoever shows the finding.
    """

    code: str  # "C03": quoted by telephone, never reused
    severity: Severity
    where: Where
    message: str
    action: str
    unit: str | None = None  # the unit's code, once known


class BaocaoError(Exception):
    """The run cannot go on; the text is a Vietnamese sentence: what, where, what to do."""
