"""How the grids of each kind of sheet look, and the cells in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.domain.grid import Align, GridColumn, Kind, Tone
from pipeline.domain.shape import Shape
from pipeline.outputs.book.look import BAD, BOX, COUNT, DOUBT, GOOD, GREY, HEAD
from pipeline.outputs.book.pen import Look

RATE = {"num_format": "0.00%", "align": "right", "indent": 1}
TEXT = {"num_format": 49, "text_wrap": True, "align": "left", "valign": "top"}
TITLE = {"bold": True, "font_size": 14}
LINK = {"font_color": "#0B4F9E", "underline": 1}
TONES: Mapping[Tone, Look] = {
    Tone.PLAIN: {},
    Tone.GOOD: GOOD,
    Tone.DOUBT: DOUBT,
    Tone.BAD: BAD,
    Tone.GOAL: {},
}
SHAPES: Mapping[Shape, Look] = {
    Shape.COUNT: COUNT,
    Shape.RATE: RATE,
    Shape.SIGNED: {"num_format": "+#,##0;-#,##0;0", "align": "right"},
    Shape.CHANGE: {"num_format": "+0.00%;-0.00%;0%", "align": "right"},
    Shape.ORDINAL: {},
}
_BUILT_IN: Mapping[object, str] = {3: "#,##0"}  # formats of Excel's own that have a number
_STRONG = {"bold": True, "bg_color": HEAD}
KINDS: Mapping[Kind, Look] = {
    Kind.ITEM: {},
    Kind.SUBTOTAL: {"bold": True, "bg_color": GREY},
    Kind.TOTAL: _STRONG,
    Kind.GROUP: _STRONG,
    Kind.CHECK: {"italic": True},
}
ALIGNS: Mapping[Align, dict[str, object]] = {
    Align.LEFT: {},
    Align.MIDDLE: {"align": "center"},
    Align.RIGHT: {"align": "right"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How the grids of a kind of sheet look."""

    words: Look  # of columns of words
    short: Look = field(default_factory=dict)  # of words in other columns
    middle: Look = field(default_factory=lambda: ALIGNS[Align.MIDDLE])
    box: Look = field(default_factory=lambda: BOX)  # of every cell
    state: Look = field(default_factory=lambda: {"italic": True, "align": "center"})
    nothing: Look = field(default_factory=dict)  # of what is said where there is no row
    head: float | None = None  # height of its headers: None as labels need, 0 as it comes
    fits: bool = True  # rows are as high as their words need
    always: bool = True  # headers stand over no rows too
    held: int | None = None  # columns that stay in view with the headers; None: nothing does
    filtered: bool = False
    table: str = ""  # name of Excel's own table


_WRAP = {"text_wrap": True}
LIST = Style(
    words=TEXT,
    short=TEXT,
    middle=ALIGNS[Align.MIDDLE] | _WRAP,
    state=ALIGNS[Align.MIDDLE],
    nothing={"italic": True},
    held=0,
    filtered=True,
)
TABLE = Style(words=_WRAP)
WIDE = Style(words=_WRAP, held=2)
COVER = Style(words=_WRAP, head=0)
SHORT = Style(words={}, fits=False, always=False, head=0)
CHARTED = Style(words={}, fits=False, always=False, head=48)
_PLAIN = {"num_format": 49}
DATA = Style(words=_PLAIN, short=_PLAIN, box={}, head=0, fits=False, held=0, table="SoLieu")


def marked(shape: Look, mark: str) -> Look:
    """Return the look of a number with a mark after it: it stays a number, and fits its column."""
    if not mark:
        return shape
    shown = shape.get("num_format", "General")
    format = _BUILT_IN.get(shown, shown)
    return {**shape, "num_format": f'{format}"{mark}"', "shrink": True, "indent": 0}


def words_look(style: Style, column: GridColumn) -> Look:
    """Return how words look in a column."""
    match column.align:
        case Align.LEFT:
            return style.words if column.words else style.short
        case Align.MIDDLE:
            return style.middle
        case Align.RIGHT:
            return ALIGNS[Align.RIGHT]
