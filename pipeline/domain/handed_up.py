"""What an office hands up: a form of the level above, filled, and that level's own workbooks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from pipeline.domain.figure import Figure
from pipeline.domain.period import Period, PeriodKind

Place = tuple[str, str]  # a sheet's name and a cell


@dataclass(frozen=True, slots=True, kw_only=True)
class HandUp:
    """How an office stands at the level above: `[hand_up]`."""

    unit: str  # its code there
    forms: str  # folder, below the office's own, in which that level's forms are put
    # Codes of rows of the form above → of ours that are added up in it; others have one code.
    rows: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sections: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # the same of sections
    filled_by: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """A cell of the level above's own workbook, and the figure it is to show."""

    sheet: str
    cell: str
    figure: str  # as `trace` and the sheet of sources name it
    said_at: str  # the file and line that declare it


@dataclass(frozen=True, slots=True, kw_only=True)
class Superior:
    """A workbook of the level above, which it wants filled: `[[superior]]`."""

    file: str  # below the office's folder
    reports: frozenset[PeriodKind]
    targets: tuple[Target, ...]
    said_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BlankTable:
    """A table of a form of the level above, as it lies there."""

    id: str
    sheet: str
    rows: tuple[str, ...]  # codes, from the top
    cells: Mapping[tuple[str, str], str]  # by code of the row and id of the column
    asked: frozenset[str]  # ids of the columns that are to be typed
    activity: str  # the cell in which it is said whether anything arose, "" for none


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """A form of the level above: what it says it is, and where its answers go."""

    form: str
    version: int | None
    unit: str  # code
    unit_name: str  # as the form says it
    period: Period | None
    office: str  # that asks
    names: Mapping[str, str]  # of rows, by code
    wholes: frozenset[str]  # codes of the rows that have a denominator
    tables: tuple[BlankTable, ...]
    narrative: str  # name of its sheet
    answers: Mapping[str, tuple[str, str]]  # cells of a section's choice and text, by its id
    fields: Mapping[str, str]  # their cells, by id
    started: Mapping[str, str]  # what stands in fields, by id
    formulas: frozenset[Place]  # cells that are locked, or worked out
    past: Mapping[tuple[str, str], int]  # by row and column: what an opening is carried from


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """One number handed up, or why there is none."""

    place: Place
    row: str  # its words in the form above
    column: str
    value: int | Fraction | None
    of: tuple[Figure, ...]  # ours, added up
    why: str = ""  # it is blank, or is another than was carried forward

    @property
    def present(self) -> tuple[str, ...]:
        """Codes of the units counted in it."""
        return tuple(dict.fromkeys(code for one in self.of for code in one.present))

    @property
    def expected(self) -> tuple[str, ...]:
        """Codes of the units that owe a part of it."""
        return tuple(dict.fromkeys(code for one in self.of for code in one.expected))


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What is typed into a form of the level above."""

    numbers: tuple[Handed, ...]
    typed: Mapping[Place, int | str]
    shown: Mapping[Place, int]  # what formulas show then
    left: tuple[tuple[Place, str], ...]  # answers that stay blank, and why
