"""A table described without format: workbook, Word report and whatever comes next only draw it.

A grid says what stands in which row and column, which cells are figures and what they add up, what
repeats on every page, and what an empty or unknown cell means. How wide, how bold, in which file
format: that is the renderer's.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import accumulate, islice
from typing import overload

from pipeline.domain.figure import FigureId
from pipeline.domain.finding import Where
from pipeline.domain.key import Key
from pipeline.domain.numeral import Made, Piece, Share, Sum
from pipeline.domain.shape import Shape

PART = "/"  # before the number of a part of a grid, in its id


def kind_of(grid: str) -> str:
    """Return what grid one is, or is a part of, by its id."""
    return grid.partition(PART)[0]


class Tone(Key):
    """What a cell's look says, beside its words: colour never carries a meaning alone."""

    PLAIN = "plain"
    GOOD = "good"
    DOUBT = "doubt"
    BAD = "bad"
    GOAL = "goal"  # what a figure is held against: neither good nor bad


class Kind(Key):
    """What a row is."""

    ITEM = "item"
    GROUP = "group"  # a heading over the rows below it, alone in its row
    SUBTOTAL = "subtotal"
    TOTAL = "total"
    CHECK = "check"  # whether the row above it agrees with another grid


class Align(Key):
    """Where words stand in a column; numbers always stand right of a sheet's."""

    LEFT = "left"
    MIDDLE = "middle"
    RIGHT = "right"


class Medium(Key):
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
    where: tuple[tuple[str, str], ...] = ()  # column id of that grid, and the words it must hold
    like: tuple[tuple[str, str], ...] = ()  # and the column of this row whose words it must hold


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
    """A number; `value` None is drawn "–", never as 0: it is unknown, or a rate over nothing.

    What is unknown has no formula: worked out live it would be 0 or an error. A rate over nothing
    keeps its own, which says "–" by itself.
    """

    value: int | Fraction | None
    shape: Shape = Shape.COUNT
    figure: FigureId | None = None  # the figure it states, where it states one
    formula: Formula | None = None
    tone: Tone = Tone.PLAIN
    made: Made | None = None  # what it is worked out from, where that is no figure and no formula
    mark: str = ""  # said after it, of what a note explains

    def __post_init__(self) -> None:
        """Refuse a formula that has no value to stand beside it."""
        if self.value is None and isinstance(self.formula, SumOfRows | SumOfColumns | SumWhere):
            raise ValueError(f"{self.formula} adds up to nothing known")


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of a returned file, as its words and a link where the medium has links."""

    where: Where
    text: str


@dataclass(frozen=True, slots=True)
class Jump:
    """Words that lead to a row of another grid, where the medium has links."""

    text: str
    grid: str
    row: int  # place in `Grid.rows`


@dataclass(frozen=True, slots=True)
class State:
    """Words in place of figures ("chưa có báo cáo"), over several columns."""

    text: str
    columns: tuple[str, ...]  # ids, neighbours
    tone: Tone = Tone.PLAIN
    why: str = ""  # said instead of it where there is room


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words and numbers in one cell: "5/8", "320/340 (94,12%)"."""

    parts: tuple[Words | Number, ...]
    tone: Tone = Tone.PLAIN

    @property
    def numbers(self) -> tuple[Number, ...]:
        """Return the numbers in it."""
        return tuple(part for part in self.parts if isinstance(part, Number))


@dataclass(frozen=True, slots=True)
class Check:
    """Whether a number of this grid and one of another are the same, in words."""

    agrees: bool
    row: int  # place in `Grid.rows` of the number in this column
    other: Same


Cell = Words | Number | Phrase | Place | Check | Jump


# --- the table ---


@dataclass(frozen=True, slots=True, kw_only=True)
class GridColumn:
    """One column."""

    id: str
    label: str
    group: str = ""  # header over neighbours that share it
    words: bool = False  # on paper: set from the left, not in the middle
    align: Align = Align.LEFT  # on a sheet: where its words stand
    room: float = 1.0  # its width, in characters, or its share of a page
    paper: float | None = None  # its share of a page, where that is another
    media: frozenset[Medium] = BOTH


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow:
    """One row; a state stands in place of the cells it covers."""

    cells: Mapping[str, Cell]  # by column id; one that is missing is drawn empty
    kind: Kind = Kind.ITEM
    state: State | None = None
    label: str = ""  # of a group; of another row over its first columns, up to one with a cell
    media: frozenset[Medium] = BOTH


class Stretches(Sequence[GridRow]):
    """Rows that are made whenever they are asked for: half a million of them take no room.

    They come a few at a time, as what they are made of does, and are plain: items, shown in every
    medium, each cell words or a count.
    """

    def __init__(self, stretches: Iterable[tuple[int, Callable[[], Sequence[GridRow]]]]) -> None:
        """Take how many rows there are in each stretch, and what makes them."""
        kept = list(stretches)
        self._makers = [make for _, make in kept]
        self._ends = list(accumulate(count for count, _ in kept))
        self._last: tuple[int, Sequence[GridRow]] = -1, ()

    def __len__(self) -> int:
        """Count the rows."""
        return self._ends[-1] if self._ends else 0

    def __iter__(self) -> Iterator[GridRow]:
        """Make them all, one stretch after the other."""
        for make in self._makers:
            yield from make()

    def __eq__(self, other: object) -> bool:
        """Tell whether other rows are the same, however they are kept."""
        if not isinstance(other, Sequence) or len(self) != len(other):
            return False
        return all(one == its for one, its in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]

    @overload
    def __getitem__(self, at: int) -> GridRow: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[GridRow]: ...
    def __getitem__(self, at: int | slice) -> GridRow | Sequence[GridRow]:
        """Make a row, or some; the stretch of the last one is at hand."""
        if isinstance(at, slice):
            return tuple(islice(self, *at.indices(len(self))))
        place = range(len(self))[at]
        stretch = bisect_right(self._ends, place)
        if stretch != self._last[0]:
            self._last = stretch, self._makers[stretch]()
        return self._last[1][place - self._ends[stretch]]


@dataclass(frozen=True, slots=True)
class Bars:
    """How a grid is drawn: a group of bars for each row, a bar for each column of numbers."""

    title: str
    stacked: bool = False
    tones: tuple[Tone, ...] = ()  # of the bars, in order
    names: tuple[str, ...] = ()  # of the bars, where no header stands over them
    columns: tuple[str, ...] = ()  # drawn as bars; () for all of numbers
    line: str = ""  # column drawn as a line across them: what they are held against
    upright: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table."""

    id: str
    title: str
    columns: tuple[GridColumn, ...]
    rows: Sequence[GridRow]
    measure: str = ""  # over its right edge: "Đơn vị tính: hồ sơ"
    days: tuple[date, date] | None = None  # that its figures cover, where not the period's own
    before: tuple[Words, ...] = ()  # sentences above it, where no report around it says them
    notes: tuple[str, ...] = ()  # what must be known to read it, below
    numbered: bool = False  # a third header row numbers the columns: (1), (2) …
    empty: str = ""  # what is said where there is no row
    bars: tuple[Bars, ...] = ()  # it is drawn, too
    media: frozenset[Medium] = BOTH

    def columns_on(self, medium: Medium) -> tuple[GridColumn, ...]:
        """Return the columns shown in a medium."""
        return tuple(column for column in self.columns if medium in column.media)

    def rows_on(self, medium: Medium) -> Iterator[tuple[int, GridRow]]:
        """Yield the rows shown in a medium, each with its place among all rows."""
        return ((at, row) for at, row in enumerate(self.rows) if medium in row.media)

    def made_of(self, row: int, number: Number) -> Made | None:
        """Return what a number of a row is made of: its figure, or those it is worked out from.

        None for one that nobody counted: by which a row is called.
        """
        if number.made or number.shape is Shape.ORDINAL:
            return number.made
        if number.figure:
            return Sum.of(number.figure)
        match number.formula:
            case SumOfColumns() as columns:
                return self._sum(row, columns)
            case Ratio(part, whole):
                return Share(self._sum(row, part), self._sum(row, whole))
        return None

    def _sum(self, row: int, columns: SumOfColumns) -> Sum:
        whole, cells = Sum(()), self.rows[row].cells
        for sign, ids in ((1, columns.columns), (-1, columns.less)):
            for id in ids:
                cell = cells.get(id)
                made = self.made_of(row, cell) if isinstance(cell, Number) else None
                if isinstance(made, Sum):
                    whole += made if sign > 0 else -made
        return whole

    def numbers(self) -> Iterator[tuple[int, str, Number]]:
        """Yield every number that is shown: row, column id, number."""
        for at, row in enumerate(self.rows):
            covered = row.state.columns if row.state else ()
            for id, cell in row.cells.items():
                for number in _numbers(cell) if id not in covered else ():
                    yield at, id, number

    def figures(self) -> Iterable[tuple[int, str, Number]]:
        """Yield every number that states a figure: row, column id, number."""
        return (found for found in self.numbers() if found[2].figure is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """What a workbook's cover says beside its grids."""

    verdict: tuple[Piece, ...]  # whether all have sent, its numbers by their figures
    missing: str  # who has not; "" where all have
    told: tuple[tuple[str, str], ...]  # of the period: what, and the words
    contents: tuple[tuple[str, str], ...]  # each other sheet, and what it holds


@dataclass(frozen=True, slots=True)
class Chapter:
    """Grids that stand under one title: an appendix of the report."""

    title: str
    grids: tuple[Grid, ...]
    cover: Cover | None = None  # of the sheet that is a workbook's first


def words_in(cell: Cell | None) -> str:
    """Return the words of a cell that was put into words; TypeError for any other."""
    if cell is None:
        return ""
    if isinstance(cell, Words | Place):
        return cell.text
    raise TypeError(f"not in words: {cell}")


def part_of(title: str, part: int, parts: int) -> str:
    """Name a part of what is divided; the only one has no number."""
    return f"{title} ({part}/{parts})" if parts > 1 else title


def _numbers(cell: Cell) -> tuple[Number, ...]:
    if isinstance(cell, Phrase):
        return cell.numbers
    return (cell,) if isinstance(cell, Number) else ()
