"""A worksheet read strictly, for what calamine passes over in silence."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.intake.container import parse, refuse, strict_parser

MAX_FILLED = 1_000_000
MAX_DEPTH = 100

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})", re.ASCII)


@dataclass
class Scanned:
    """Where a sheet is filled, and with what calamine will not tell."""

    filled: set[tuple[int, int]] = field(default_factory=set)
    formulas: set[tuple[int, int]] = field(default_factory=set)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    uncached: set[tuple[int, int]] = field(default_factory=set)

    @property
    def rectangle(self) -> int:
        """Cells in the rectangle around everything filled."""
        if not self.filled:
            return 0
        rows = [row for row, _ in self.filled]
        columns = [column for _, column in self.filled]
        return (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1)


@dataclass
class _Open:
    """The cell being read."""

    place: tuple[int, int]
    kind: str
    formula: bool = False
    value: str = ""


class _Reader:
    """Follows one worksheet's cells."""

    def __init__(self, blank_strings: frozenset[int]) -> None:
        self.scanned = Scanned()
        self._blank = blank_strings
        self._seen: set[tuple[int, int]] = set()
        self._cell: _Open | None = None
        self._collect = False
        self._depth = self._row = 0
        self._column = -1

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise refuse("F11")
        match tag.rpartition(":")[2]:
            case "row":
                self._row = int(attributes["r"]) if "r" in attributes else self._row + 1
                self._column = -1
            case "c":
                self._cell = _Open(self._place(attributes.get("r")), attributes.get("t", "n"))
            case "f" if self._cell:
                self._cell.formula = True
            case "v" | "t" if self._cell:
                self._collect = True

    def characters(self, text: str) -> None:
        if self._collect and self._cell:
            self._cell.value += text

    def end(self, tag: str) -> None:
        self._depth -= 1
        match tag.rpartition(":")[2]:
            case "v" | "t":
                self._collect = False
            case "c" if self._cell:
                self._keep(self._cell)
                self._cell = None

    def _place(self, reference: str | None) -> tuple[int, int]:
        if reference is None:
            self._column += 1
            place = (self._row - 1, self._column)
        else:
            match = _REFERENCE.fullmatch(reference)
            if not match:
                raise refuse("F12")
            column = 0
            for letter in match[1]:
                column = column * 26 + ord(letter) - 64
            place = (int(match[2]) - 1, column - 1)
            if place[0] >= 1_048_576 or column > 16_384 or place[0] != self._row - 1:
                raise refuse("F12")
            self._column = column - 1
        if place in self._seen:
            raise refuse("F12")  # two values for one cell: readers disagree which holds
        self._seen.add(place)
        return place

    def _keep(self, cell: _Open) -> None:
        scanned = self.scanned
        if cell.formula:
            scanned.formulas.add(cell.place)
        if cell.kind == "e":
            scanned.errors[cell.place] = cell.value
        elif cell.formula and not cell.value and cell.kind != "str":
            scanned.uncached.add(cell.place)
        elif not cell.value or (cell.kind == "s" and int(cell.value) in self._blank):
            return
        scanned.filled.add(cell.place)
        if len(scanned.filled) > MAX_FILLED:
            raise refuse("F11")


def scan(data: bytes, blank_strings: frozenset[int]) -> Scanned:
    """Read a worksheet part strictly; `Refused` when it is damaged or too large."""
    reader = _Reader(blank_strings)
    parser = strict_parser()
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler = reader.characters
    try:
        parse(parser, data)
    except (ValueError, OverflowError) as error:
        raise refuse("F12") from error
    return reader.scanned
