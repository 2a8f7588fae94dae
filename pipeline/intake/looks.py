"""How a workbook's cells look, as far as that decides what whoever opens it sees.

Two programs' files are read here: the styles of an .xlsx, and what xlrd makes of an .xls.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pipeline.intake.refused import Refused
from pipeline.intake.shown import misleads
from pipeline.intake.xml import parse, strict_parser

Colour = tuple[int, int, int] | str | None  # one the workbook's theme decides by its name

_PERCENT = {"9": "0%", "10": "0.00%"}  # of the formats Excel numbers itself, those that do
_WHITE, _BLACK = (255, 255, 255), (0, 0, 0)
_INDEXED = {0: _BLACK, 1: _WHITE, 8: _BLACK, 9: _WHITE, 64: _BLACK, 65: _WHITE}
_THEMED = {"0": _WHITE, "1": _BLACK}  # paper and ink, whatever the theme
_ALIKE = 16  # of 255: colours so near each other are one to the eye
_SHORT = 200_000  # bytes of a part that is remembered
_SMALLEST = 3  # points of letters that can still be read


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks."""

    format: str = ""  # of numbers; "" for most of Excel's own
    unseen: bool = False  # letters in the colour of their ground, or too small to be read


PLAIN = Look()  # Excel's own


@dataclass(frozen=True, slots=True)
class Styles:
    """The looks of a workbook, by the numbers under which its cells and conditions name them."""

    looks: tuple[Look, ...] = ()
    hiding: frozenset[int] = frozenset()  # of conditions: those that hide what a cell says


def styles_of(styles: bytes) -> Styles:
    """Return what a workbook's part of styles says of what is seen."""
    return _known(styles) if len(styles) <= _SHORT else _styles_of(styles)


@lru_cache(maxsize=16)  # who filled several forms on one machine saved the same styles
def _known(styles: bytes) -> Styles:
    return _styles_of(styles)


def _styles_of(styles: bytes) -> Styles:
    reader = _Styles()
    parser = strict_parser()
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    try:
        parse(parser, styles)
    except (Refused, ValueError, OverflowError):
        return Styles()  # how a cell looks is no reason to refuse what it says
    hiding = (number for number, look in enumerate(reader.conditional) if look.hides)
    return Styles(tuple(reader.looks), frozenset(hiding))


@dataclass(slots=True)
class _Conditional:
    """What a condition that holds changes of a cell's look."""

    ink: Colour = None
    ground: Colour = _WHITE
    format: str = ""

    @property
    def hides(self) -> bool:
        return misleads(self.format, 1) or _is_unseen(self.ink, self.ground, _SMALLEST)


class _Styles:
    """Follows the part of styles: its fonts and fills come before the looks made of them."""

    def __init__(self) -> None:
        self.looks: list[Look] = []
        self.conditional: list[_Conditional] = []
        self._formats: dict[str, str] = {}
        self._inks: list[tuple[Colour, float]] = []  # colour and size of letters
        self._grounds: list[Colour] = []
        self._inside: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name, parent = tag.rpartition(":")[2], self._inside[-1] if self._inside else ""
        self._inside.append(name)
        match parent, name:
            case "dxfs", "dxf":
                self.conditional.append(_Conditional())
            case "dxf", "numFmt":
                self.conditional[-1].format = attributes.get("formatCode", "")
            case "font", "color" if "dxfs" in self._inside:
                self.conditional[-1].ink = _colour(attributes)
            case "patternFill", "fgColor" | "bgColor" if "dxfs" in self._inside:
                self.conditional[-1].ground = _colour(attributes)
            case _, "numFmt":
                self._formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
            case "fonts", "font":
                self._inks.append((_BLACK, 11.0))
            case "font", "color" if "fonts" in self._inside:
                self._inks[-1] = (_colour(attributes), self._inks[-1][1])
            case "font", "sz" if "fonts" in self._inside:
                self._inks[-1] = (self._inks[-1][0], float(attributes.get("val", "11")))
            case "fills", "fill":
                self._grounds.append(_WHITE)
            case "fill", _ if "fills" in self._inside:
                plain = name == "patternFill" and attributes.get("patternType", "none") == "none"
                self._grounds[-1] = _WHITE if plain else None
            case "patternFill", "fgColor" if "fills" in self._inside and not self._grounds[-1]:
                self._grounds[-1] = _colour(attributes)
            case "cellXfs", "xf":
                self.looks.append(self._look(attributes))

    def end(self, _: str) -> None:
        self._inside.pop()

    def _look(self, attributes: dict[str, str]) -> Look:
        id = attributes.get("numFmtId", "0")
        font, fill = (int(attributes.get(name, "0")) for name in ("fontId", "fillId"))
        ink, size = self._inks[font] if font < len(self._inks) else (_BLACK, 11.0)
        ground = self._grounds[fill] if fill < len(self._grounds) else _WHITE
        return Look(self._formats.get(id, _PERCENT.get(id, "")), _is_unseen(ink, ground, size))


def _colour(attributes: dict[str, str]) -> Colour:
    if rgb := attributes.get("rgb"):
        return int(rgb[-6:-4], 16), int(rgb[-4:-2], 16), int(rgb[-2:], 16)
    if indexed := attributes.get("indexed"):
        return _INDEXED.get(int(indexed), f"indexed {indexed}")
    if theme := attributes.get("theme"):
        tint = float(attributes.get("tint", "0"))
        whole = _THEMED.get(theme)
        return _tinted(whole, tint) if whole else f"theme {theme} {tint:.2f}"
    return _BLACK


def _tinted(colour: tuple[int, int, int], tint: float) -> Colour:
    """Darken or lighten, as Excel does to paper and ink."""
    light = colour[0] * (1 + min(tint, 0)) + (255 - colour[0]) * max(tint, 0)
    return (round(light),) * 3


def _is_unseen(ink: Colour, ground: Colour, size: float) -> bool:
    if size < _SMALLEST:
        return True
    if isinstance(ink, tuple) and isinstance(ground, tuple):
        return all(abs(a - b) <= _ALIKE for a, b in zip(ink, ground, strict=True))
    return ink is not None and ink == ground


def look_in_xls(book: Any, xf: Any) -> Look:
    """Return a look of an .xls that was opened with its formatting."""
    font, ground = book.font_list[xf.font_index], xf.background
    paper = book.colour_map.get(ground.pattern_colour_index) if ground.fill_pattern == 1 else _WHITE
    ink = book.colour_map.get(font.colour_index) or _BLACK  # the system's own is none
    known = book.format_map.get(xf.format_key)
    covered = ground.fill_pattern > 1
    unseen = _is_unseen(ink, None if covered else paper or _WHITE, font.height / 20)
    return Look(known.format_str if known else "", unseen)
