"""A worksheet read strictly, for what calamine passes over in silence."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from pipeline.intake.refused import Refused
from pipeline.intake.xml import parse, strict_parser, trimmed

MAX_FILLED = 1_000_000
MAX_DEPTH = 100
MAX_TEXT = 100_000  # characters of a cell; Excel takes 32,767
# Where a sheet too wide to be laid out is cut: no form has so many rows or columns.
NEAR_ROWS, NEAR_COLUMNS = 10_000, 400

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})", re.ASCII)
_SEEN = {"ht": 3.0, "width": 0.7}  # points, characters: nobody reads what has less
_TRUE = ("1", "true")
_PROMPTS = ("promptTitle", "prompt", "errorTitle", "error")
_MARGINS = frozenset(
    f"{which}{what}" for which in ("odd", "even", "first") for what in ("Header", "Footer")
)


@dataclass
class Scanned:
    """Where a sheet is filled, with what each cell's own text says."""

    filled: set[tuple[int, int]] = field(default_factory=set)
    said: dict[tuple[int, int], tuple[str, str]] = field(default_factory=dict)  # kind and text
    formulas: set[tuple[int, int]] = field(default_factory=set)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    uncached: dict[tuple[int, int], str] = field(default_factory=dict)  # formulas without value
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[range] = field(default_factory=list)
    merges: list[tuple[range, range]] = field(default_factory=list)  # rows and columns
    conditions: list[tuple[int, list[tuple[range, range]]]] = field(default_factory=list)
    styled: dict[tuple[int, int], int] = field(default_factory=dict)  # the number of its look
    margins: list[str] = field(default_factory=list)  # headers and footers of the printed page
    prompts: list[str] = field(default_factory=list)  # what is shown when a cell is entered

    def without_far(self) -> Scanned:
        """Return what is near the sheet's beginning, where every table stands."""
        return replace(
            self,
            filled={place for place in self.filled if not is_far(place)},
            said={place: said for place, said in self.said.items() if not is_far(place)},
            formulas={place for place in self.formulas if not is_far(place)},
            errors={place: said for place, said in self.errors.items() if not is_far(place)},
            uncached={place: f for place, f in self.uncached.items() if not is_far(place)},
        )

    @cached_property
    def rectangle(self) -> int:
        """Cells in the rectangle around everything filled; asked for when all is read."""
        if not self.filled:
            return 0
        rows = [row for row, _ in self.filled]
        columns = [column for _, column in self.filled]
        return (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1)


@dataclass(slots=True)
class _Open:
    """The cell being read."""

    place: tuple[int, int]
    kind: str
    style: str = "0"
    formula: bool = False
    expression: str = ""  # of its formula
    value: str = ""
    has_value: bool = False  # a second one is one too many: readers disagree which holds


@lru_cache(maxsize=16_384)  # each file has the same ones
def place_of(reference: str) -> tuple[int, int]:
    """Return the row and column of "D12"; `Refused` when there is no such cell."""
    match = _REFERENCE.fullmatch(reference)
    if not match:
        raise Refused("F12")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    place = (int(match[2]) - 1, column - 1)
    if place[0] >= 1_048_576 or column > 16_384:
        raise Refused("F12")
    return place


def _is_unseen(attributes: dict[str, str], size: str, default: str = "") -> bool:
    """Tell whether a row or column is hidden, or so low or narrow that nobody reads it."""
    given = attributes.get(size, default)
    low = bool(given) and float(given) < _SEEN[size]
    return low or attributes.get("hidden") in _TRUE


def _rectangle(reference: str) -> tuple[range, range]:
    first, _, last = reference.partition(":")
    (top, left), (bottom, right) = place_of(first), place_of(last or first)
    return range(top, bottom + 1), range(left, right + 1)


class _Reader:
    """Follows one worksheet's cells."""

    def __init__(self, strings: Sequence[str], part: str) -> None:
        self.scanned = Scanned()
        self._part = part  # as a refusal names it
        self._strings = strings
        self._seen: set[tuple[int, int]] = set()
        self._cell: _Open | None = None
        self._text = ""
        self._collect = self._inline = self._trim = False
        self._hints = 0  # phonetic ones, open
        self._depth = self._row = 0
        self._column = -1
        self._areas: list[tuple[range, range]] = []  # for which conditions are set
        self._height = ""  # of a row that does not say its own

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise Refused("F11", part=self._part)
        begin = _BEGINS.get(tag) or _BEGINS.get(tag.rpartition(":")[2])
        if begin:
            begin(self, attributes)

    def characters(self, text: str) -> None:
        if self._collect:
            self._text += text
            if len(self._text) > MAX_TEXT:  # putting its pieces together would never end
                raise Refused("F11", part=self._part)

    def end(self, tag: str) -> None:
        self._depth -= 1
        end = _ENDS.get(tag) or _ENDS.get(tag.rpartition(":")[2])
        if end:
            end(self)

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        place, kind = self._place(attributes.get("r")), attributes.get("t", "n")
        self._cell = _Open(place, kind, attributes.get("s", "0"))

    def _begin_formula(self, _: dict[str, str]) -> None:
        if self._cell:
            self._cell.formula = True
            self._collect, self._trim = True, False

    def _begin_value(self, _: dict[str, str]) -> None:
        if self._cell:
            self._must_be_only(self._cell)
            self._inline, self._collect, self._trim = False, True, False

    def _begin_inline(self, _: dict[str, str]) -> None:
        if self._cell:
            self._must_be_only(self._cell)
            self._inline, self._collect, self._trim = True, False, False

    def _must_be_only(self, cell: _Open) -> None:
        if cell.has_value:
            raise Refused("F12")
        cell.has_value = True

    def _begin_text(self, attributes: dict[str, str]) -> None:
        if self._inline and not self._hints:
            self._collect, self._trim = True, attributes.get("xml:space") != "preserve"

    def _begin_row(self, attributes: dict[str, str]) -> None:
        self._row = int(attributes["r"]) if "r" in attributes else self._row + 1
        self._column = -1
        if _is_unseen(attributes, "ht", self._height):
            self.scanned.hidden_rows.add(self._row - 1)

    def _begin_hint(self, _: dict[str, str]) -> None:
        self._hints += 1

    def _begin_format(self, attributes: dict[str, str]) -> None:
        # Rows hidden by default are those that are not written.
        self._height = attributes.get("defaultRowHeight", "")

    def _begin_columns(self, attributes: dict[str, str]) -> None:
        if _is_unseen(attributes, "width"):
            columns = range(int(attributes["min"]) - 1, int(attributes["max"]))
            self.scanned.hidden_columns.append(columns)

    def _begin_areas(self, attributes: dict[str, str]) -> None:
        self._areas = [_rectangle(one) for one in attributes.get("sqref", "").split()]

    def _begin_condition(self, attributes: dict[str, str]) -> None:
        if "dxfId" in attributes:
            self.scanned.conditions.append((int(attributes["dxfId"]), self._areas))

    def _begin_merged(self, attributes: dict[str, str]) -> None:
        self.scanned.merges.append(_rectangle(attributes.get("ref", "")))

    def _begin_validation(self, attributes: dict[str, str]) -> None:
        self.scanned.prompts += filter(None, (attributes.get(name, "") for name in _PROMPTS))

    def _begin_margin(self, _: dict[str, str]) -> None:
        self._collect, self._trim = True, False

    def _end_cell(self) -> None:
        if self._cell:
            self._keep(self._cell)
            self._cell = None

    def _end_formula(self) -> None:
        if self._cell:
            self._cell.expression = self._text
            self._collect, self._text = False, ""

    def _end_value(self) -> None:
        if self._collect and self._cell:
            self._cell.value += trimmed(self._text) if self._trim else self._text
            self._collect, self._text = False, ""

    def _end_inline(self) -> None:
        self._inline = False

    def _end_hint(self) -> None:
        self._hints -= 1

    def _end_margin(self) -> None:
        self.scanned.margins.append(self._text)
        self._collect, self._text = False, ""

    def _place(self, reference: str | None) -> tuple[int, int]:
        if reference is None:
            self._column += 1
            place = (self._row - 1, self._column)
        else:
            place = place_of(reference)
            if place[0] != self._row - 1:
                raise Refused("F12")
            self._column = place[1]
        if place in self._seen:
            raise Refused("F12")  # two values for one cell: readers disagree which holds
        self._seen.add(place)
        return place

    def _shared(self, index: str) -> str:
        if not (index.isascii() and index.isdigit()) or int(index) >= len(self._strings):
            raise Refused("F12")
        return self._strings[int(index)]

    def _keep(self, cell: _Open) -> None:
        scanned = self.scanned
        text = self._shared(cell.value) if cell.kind == "s" and cell.value else cell.value
        if cell.formula:
            scanned.formulas.add(cell.place)
        if cell.kind == "e":
            scanned.errors[cell.place] = cell.value
        elif cell.formula and not cell.value and cell.kind != "str":
            scanned.uncached[cell.place] = cell.expression
        elif not text:
            return
        else:
            scanned.said[cell.place] = (cell.kind, text)
            if cell.style != "0":
                scanned.styled[cell.place] = int(cell.style)
        scanned.filled.add(cell.place)
        if len(scanned.filled) > MAX_FILLED:
            raise Refused("F11", part=self._part)


_BEGINS: Mapping[str, Callable[[_Reader, dict[str, str]], None]] = {
    "c": _Reader._begin_cell,
    "f": _Reader._begin_formula,
    "v": _Reader._begin_value,
    "is": _Reader._begin_inline,
    "t": _Reader._begin_text,
    "row": _Reader._begin_row,
    "rPh": _Reader._begin_hint,
    "sheetFormatPr": _Reader._begin_format,
    "col": _Reader._begin_columns,
    "conditionalFormatting": _Reader._begin_areas,
    "cfRule": _Reader._begin_condition,
    "mergeCell": _Reader._begin_merged,
    "dataValidation": _Reader._begin_validation,
    **dict.fromkeys(_MARGINS, _Reader._begin_margin),
}
_ENDS: Mapping[str, Callable[[_Reader], None]] = {
    "c": _Reader._end_cell,
    "f": _Reader._end_formula,
    "v": _Reader._end_value,
    "t": _Reader._end_value,
    "is": _Reader._end_inline,
    "rPh": _Reader._end_hint,
    **dict.fromkeys(_MARGINS, _Reader._end_margin),
}


def scan(data: bytes, strings: Sequence[str], part: str) -> Scanned:
    """Read a worksheet part strictly; `Refused` when it is damaged or too large."""
    reader = _Reader(strings, part)
    parser = strict_parser()
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler = reader.characters
    try:
        parse(parser, data)
    except (ValueError, OverflowError) as error:
        raise Refused("F12") from error
    return reader.scanned


def is_far(place: tuple[int, int]) -> bool:
    """Tell whether a cell is so far below or beside every table that it can be none's."""
    return place[0] >= NEAR_ROWS or place[1] >= NEAR_COLUMNS


def cut_far(data: bytes) -> bytes:
    """Return a part that was scanned, without its far cells: a reader lays out what is between."""
    parser, kept = strict_parser(), list[bytes]()
    at = {"row": 0, "column": -1, "from": 0, "far": -1}

    def start(tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "row":
            at["row"] = int(attributes["r"]) if "r" in attributes else at["row"] + 1
            at["column"] = -1
        elif name == "c":
            said = attributes.get("r")
            at["column"] = place_of(said)[1] if said else at["column"] + 1
            if is_far((at["row"] - 1, at["column"])):
                at["far"] = parser.CurrentByteIndex

    def end(tag: str) -> None:
        if tag.rpartition(":")[2] == "c" and at["far"] >= 0:
            kept.append(data[at["from"] : at["far"]])
            at["from"] = data.index(b">", parser.CurrentByteIndex) + 1
            at["far"] = -1

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parse(parser, data)
    return b"".join([*kept, data[at["from"] :]])
