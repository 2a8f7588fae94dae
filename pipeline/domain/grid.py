"""A table described without format: workbook, Word report and whatever comes next only draw it.

A grid says what stands in which row and column, which cells are figures and what they add up, what
repeats on every page, and what an empty or unknown cell means. How wide, how bold, in which file
format: that is the renderer's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from pipeline.domain.figure import FigureId
from pipeline.domain.finding import Where


class Tone(StrEnum):
    """What a cell's look says, beside its words: colour never carries a meaning alone."""

    PLAIN = "plain"
    GOOD = "good"
    DOUBT = "doubt"
    BAD = "bad"


class Shape(StrEnum):
    """How a number is written."""

    COUNT = "count"  # 1.234
    RATE = "rate"  # 85,64%
    SIGNED = "signed"  # +5, -3
    CHANGE = "change"  # +12,50%, of one count against another


class Kind(StrEnum):
    """What a row is."""

    ITEM = "item"
    GROUP = "group"  # a heading over the rows below it, alone in its row
    SUBTOTAL = "subtotal"
    TOTAL = "total"


class Medium(StrEnum):
    """Where a column or a grid is shown."""

    BOOK = "book"
    PAPER = "paper"


BOTH = frozenset(Medium)


# --- what a number is worked out from, for media that can show it live ---


@dataclass(frozen=True, slots=True)
class SumOfRows:
    """The same column of other rows of this grid, added up."""

    rows: tuple[int, ...]  # places in `Grid.rows`


@dataclass(frozen=True, slots=True)
class SumOfColumns:
    """Other columns of the same row, added up, those in `less` taken away."""

    columns: tuple[str, ...]
    less: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ratio:
    """One sum of columns of the same row divided by another; "–" over zero."""

    part: SumOfColumns
    whole: SumOfColumns


@dataclass(frozen=True, slots=True)
class SumWhere:
    """A column of another grid, added up where its columns hold these words."""

    grid: str
    column: str
    where: tuple[tuple[str, str], ...]  # column id of that grid, and the words it must hold


@dataclass(frozen=True, slots=True)
class Same:
    """A cell of another grid."""

    grid: str
    row: int
    column: str


Formula = SumOfRows | SumOfColumns | Ratio | SumWhere | Same


# --- cells ---


@dataclass(frozen=True, slots=True)
class Words:
    """Words, whoever they come from."""

    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Number:
    """A number; `value` None is unknown and drawn as such, never as 0."""

    value: int | Fraction | None
    shape: Shape = Shape.COUNT
    figure: FigureId | None = None  # the figure it states, where it states one
    formula: Formula | None = None
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of a returned file, as its words and a link where the medium has links."""

    where: Where
    text: str


@dataclass(frozen=True, slots=True)
class State:
    """Words in place of figures ("chưa có báo cáo"), over several columns."""

    text: str
    columns: tuple[str, ...]  # ids, neighbours
    tone: Tone = Tone.PLAIN


Cell = Words | Number | Place


# --- the table ---


@dataclass(frozen=True, slots=True, kw_only=True)
class GridColumn:
    """One column."""

    id: str
    label: str
    group: str = ""  # header over neighbours that share it
    words: bool = False  # holds words, set from the left; else figures and short marks
    room: float = 1.0  # its share of the width
    media: frozenset[Medium] = BOTH


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow:
    """One row; a state stands in place of the cells it covers."""

    cells: dict[str, Cell]  # by column id; one that is missing is drawn empty
    kind: Kind = Kind.ITEM
    state: State | None = None
    label: str = ""  # of a group


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table."""

    id: str
    title: str
    columns: tuple[GridColumn, ...]
    rows: tuple[GridRow, ...]
    measure: str = ""  # over its right edge: "Đơn vị tính: hồ sơ"
    before: tuple[str, ...] = ()  # sentences above it: what days it covers, how many reported
    notes: tuple[str, ...] = ()  # what must be known to read it, below
    numbered: bool = False  # a third header row numbers the columns: (1), (2) …
    empty: str = ""  # what is said where there is no row
    media: frozenset[Medium] = BOTH

    def columns_on(self, medium: Medium) -> tuple[GridColumn, ...]:
        """Return the columns shown in a medium."""
        return tuple(column for column in self.columns if medium in column.media)

    def figures(self) -> Iterable[tuple[int, str, Number]]:
        """Yield every number that states a figure: row, column id, number."""
        for at, row in enumerate(self.rows):
            covered = row.state.columns if row.state else ()
            for id, cell in row.cells.items():
                if isinstance(cell, Number) and cell.figure is not None and id not in covered:
                    yield at, id, cell
