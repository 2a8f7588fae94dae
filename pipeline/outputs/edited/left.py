"""What of an edited report is left as it stands, for a person to look at."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class LeftKind(StrEnum):
    """Why something is left as it stands."""

    DIFFERS = "differs"  # a number is not the one that is counted
    LOST = "lost"  # a figure changed, and it is not found in the new words
    WORDING = "wording"  # the program would word it otherwise by now
    GONE = "gone"  # the program would not say it any more
    SHAPE = "shape"  # a table has other columns by now


@dataclass(frozen=True, slots=True)
class Left:
    """Something of an edited report that a person must look at."""

    kind: LeftKind
    where: str  # the paragraph, or the row of a table, as it stands
    found: str = ""  # the number that stands there, or stood
    wanted: str = ""  # the number that is counted, or the words that are drawn
