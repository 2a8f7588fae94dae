"""A grid's bars, drawn as a chart of Excel's own beside it."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import cycle
from typing import Any

from pipeline.domain.grid import Bars, GridRow, Number, Tone
from pipeline.domain.shape import Shape
from pipeline.outputs.book.look import FONT
from pipeline.outputs.book.placed import Placed

_COLOURS: Mapping[Tone, str] = {
    Tone.PLAIN: "#2F6DB5",
    Tone.GOOD: "#2E7D32",
    Tone.DOUBT: "#E69F00",
    Tone.BAD: "#C0392B",
    Tone.GOAL: "#7F8C98",
}
_STRIPES: Mapping[Tone, str] = {  # so that bars differ on a page without colours too
    Tone.DOUBT: "wide_upward_diagonal",
    Tone.BAD: "dark_horizontal",
    Tone.GOAL: "light_vertical",
}
_UNTOLD = (Tone.PLAIN, Tone.GOAL)  # of bars whose tones are not told
_FONT = {"name": FONT, "size": 10}
_SMALL = {"name": FONT, "size": 9}
_UPRIGHT = {"width": 620, "height": 340}  # pixels


def chart(book: Any, here: Placed, bars: Bars) -> Any:
    """Return a chart of a grid that has rows."""
    drawn = _chart(book, bars)
    shares = _shares(here, bars)
    gap = 60 if bars.upright else 50
    labelled = {"value": True, "num_format": "0%", "font": _FONT}
    for column, tone in zip(_columns(here, bars), cycle(bars.tones or _UNTOLD), strict=False):
        labels = {"data_labels": labelled} if bars.line else {}
        fill = {**_fill(tone), "gap": gap, **labels}
        drawn.add_series(_series(here, column) | fill)
    if bars.line:
        line = book.add_chart({"type": "line"})
        look = {"line": {"color": _COLOURS[Tone.GOAL], "width": 2, "dash_type": "dash"}}
        line.add_series(_series(here, bars.line) | look)
        drawn.combine(line)
    _axes(drawn, here, bars, shares=shares)
    return drawn


def _fill(tone: Tone) -> dict[str, object]:
    """Return how bars of a tone are filled."""
    if tone not in _STRIPES:
        return {"fill": {"color": _COLOURS[tone]}}
    stripes = {"pattern": _STRIPES[tone], "fg_color": _COLOURS[tone], "bg_color": "#FFFFFF"}
    return {"pattern": stripes, "border": {"color": _COLOURS[tone]}}


def _chart(book: Any, bars: Bars) -> Any:
    kind = {"type": "column" if bars.upright else "bar"}
    drawn = book.add_chart(kind | ({"subtype": "stacked"} if bars.stacked else {}))
    drawn.set_title({"name": bars.title, "name_font": {"name": FONT, "size": 13}, "overlay": False})
    drawn.set_x_axis({"num_font": _FONT})
    drawn.set_legend({"position": "bottom", "font": _FONT})
    return drawn


def _axes(drawn: Any, here: Placed, bars: Bars, *, shares: bool) -> None:
    count = {"num_format": "0%" if shares else "0", "min": 0}
    if bars.upright:
        drawn.set_y_axis(count | ({"max": 1} if shares else {}) | {"num_font": _FONT})
        drawn.set_size(_UPRIGHT)
        return
    drawn.set_y_axis({"reverse": True, "num_font": _SMALL})  # the first row stands on top
    drawn.set_x_axis(count)
    drawn.set_size({"width": 760, "height": max(280, 90 + 22 * len(here.rows))})


def _columns(here: Placed, bars: Bars) -> list[str]:
    """Return the columns that are bars: those named, or all of numbers."""
    first = next(iter(here.rows.values()))
    numbers = [c.id for c in here.columns if isinstance(first.cells.get(c.id), Number)]
    return [id for id in numbers if id in bars.columns] if bars.columns else numbers


def _shares(here: Placed, bars: Bars) -> bool:
    """Whether the bars are shares of something."""
    rows: list[GridRow] = list(here.rows.values())
    cells = [row.cells.get(id) for row in rows[:1] for id in _columns(here, bars)]
    return any(isinstance(cell, Number) and cell.shape is Shape.RATE for cell in cells)


def _series(here: Placed, column: str) -> dict[str, object]:
    sheet, at = here.sheet, here.at(column)
    return {
        "name": [sheet, here.header, at],
        "categories": [sheet, here.first, 0, here.last, 0],
        "values": [sheet, here.first, at, here.last, at],
    }
