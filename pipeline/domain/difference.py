"""Where a document on the disk says something else than was computed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Nature(StrEnum):
    """What kind of difference it is."""

    WRONG = "wrong"  # a figure, or a cell of figures, that is not the one computed
    UNHELD = "unheld"  # a number added by hand that no figure of the period equals
    WORDS = "words"  # other words
    GONE = "gone"  # what the program wrote is not there
    ADDED = "added"  # what the program did not write


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place of a document as people find it; "" for what it has not."""

    document: str  # name of the file
    section: str = ""  # heading, appendix or sheet
    table: str = ""
    row: str = ""
    column: str = ""
    cell: str = ""  # "B12", in a workbook
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: what stands there, and what should."""

    nature: Nature
    spot: Spot
    found: str = ""
    wanted: str = ""

    @property
    def asks(self) -> bool:
        """Tell whether a person should look: people's own words in the text ask nothing."""
        return self.nature in (Nature.WRONG, Nature.UNHELD) or bool(self.spot.table)
