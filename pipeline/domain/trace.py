"""Where a printed number comes from: its places, what it is made of, down to units' cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from pipeline.domain.figure import FigureId
from pipeline.domain.finding import Where
from pipeline.domain.numeral import Made
from pipeline.domain.period import Period


@dataclass(frozen=True, slots=True)
class Place:
    """Where a number is printed."""

    document: str  # name of the file
    words: str  # the way to it: headings, table, row, column
    sheet: str = ""  # of a workbook
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Printed:
    """A number as a document prints it, and what it is made of."""

    made: Made
    text: str
    place: Place
    row: str = ""  # the way to its row, where it stands in a table's; "" in a sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What a number is made of: another number, a unit's answer, or one thing that is counted."""

    words: str
    value: int | Fraction | None
    sign: int = 1  # -1: it is taken away
    figure: FigureId | None = None  # None for one thing that is counted
    name: str = ""  # of the figure
    period: Period | None = None  # whose report it stands in
    unit: str = ""  # code: whose answer it is
    where: Where | None = None  # the cell it stands in, or the file
    sha256: str = ""  # of that file
    parts: tuple[Part, ...] = ()
    shares: bool = False  # the first of its parts out of the other, not their sum
    notes: tuple[str, ...] = ()  # on whose word it is carried, who is missing

    @property
    def leaves(self) -> Iterator[tuple[int, Part]]:
        """Yield what is made of nothing else, each with how it counts: added or taken away."""
        if not self.parts:
            yield 1, self
        for part in self.parts:
            for sign, leaf in part.leaves:
                yield sign * part.sign, leaf


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """All that is known of one number of a period's documents."""

    text: str  # as printed
    whole: Part
    places: tuple[Place, ...]
    notes: tuple[str, ...] = ()  # where what was sealed is another number now

    @property
    def figures(self) -> tuple[FigureId, ...]:
        """The figures it states, or is worked out from."""
        parts = (self.whole,) if self.whole.figure else self.whole.parts
        return tuple(one.figure for one in parts if one.figure)
