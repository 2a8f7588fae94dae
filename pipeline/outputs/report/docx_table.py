"""Tables of the Word report, built as XML: python-docx's cell access is quadratic."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from pipeline.outputs.clean import clean_text

PAGE_WIDTH = 252.0  # mm between the margins of the landscape page
_AIR = 3  # points above and below the words of a cell
SIDE = 2  # points left and right of them


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell's words look; a row kept stays on the page of the next."""

    size: float  # points
    bold: bool = False
    italic: bool = False
    align: str = "center"
    keep: bool = False

    def left(self) -> Look:
        """Return the same look, set from the left."""
        return replace(self, align="left")


def bordered(widths: Sequence[float]) -> Any:
    """Begin a table with its lines; widths in mm."""
    table = OxmlElement("w:tbl")
    table.append(_table_properties())
    grid = OxmlElement("w:tblGrid")
    for width in widths:
        step = OxmlElement("w:gridCol")
        step.set(qn("w:w"), str(round(width * 56.7)))
        grid.append(step)
    table.append(grid)
    return table


def _table_properties() -> Any:
    properties = OxmlElement("w:tblPr")
    width = OxmlElement("w:tblW")
    width.set(qn("w:w"), str(round(PAGE_WIDTH * 56.7)))
    width.set(qn("w:type"), "dxa")
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        border = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "000000")):
            border.set(qn(f"w:{name}"), value)
        borders.append(border)
    layout = OxmlElement("w:tblLayout")
    layout.set(qn("w:type"), "fixed")
    margins = OxmlElement("w:tblCellMar")
    for side, room in (("top", _AIR), ("left", SIDE), ("bottom", _AIR), ("right", SIDE)):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(20 * room))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    for part in (width, borders, layout, margins):
        properties.append(part)
    return properties


def tr(*, header: bool = False) -> Any:
    """Begin a row, which no page divides; a header repeats on every page."""
    row = OxmlElement("w:tr")
    properties = OxmlElement("w:trPr")
    properties.append(OxmlElement("w:cantSplit"))
    if header:
        properties.append(OxmlElement("w:tblHeader"))
    row.append(properties)
    return row


def tc(text: str, width: float, look: Look, *, span: int = 1, merge: str = "") -> Any:
    """Return a cell; its width in mm."""
    # Copies: a report has thousands of cells of a few dozen looks, and building one is dear.
    cell = deepcopy(_blank_cell(width, span, merge, look))
    if text:
        run = deepcopy(_empty_run(look.bold, look.italic, look.size))
        run[-1].text = clean_text(text)
        cell[-1].append(run)
    return cell


@lru_cache(maxsize=256)
def _blank_cell(width: float, span: int, merge: str, look: Look) -> Any:
    cell = OxmlElement("w:tc")
    properties = OxmlElement("w:tcPr")
    room = OxmlElement("w:tcW")
    room.set(qn("w:w"), str(round(width * 56.7)))
    room.set(qn("w:type"), "dxa")
    properties.append(room)
    if span > 1:
        spanned = OxmlElement("w:gridSpan")
        spanned.set(qn("w:val"), str(span))
        properties.append(spanned)
    if merge:
        merged = OxmlElement("w:vMerge")
        merged.set(qn("w:val"), merge)
        properties.append(merged)
    centre = OxmlElement("w:vAlign")
    centre.set(qn("w:val"), "center")
    properties.append(centre)
    cell.append(properties)
    paragraph = OxmlElement("w:p")
    style = OxmlElement("w:pPr")
    if look.keep:
        style.append(OxmlElement("w:keepNext"))
    justified = OxmlElement("w:jc")
    justified.set(qn("w:val"), look.align)
    style.append(justified)
    mark = OxmlElement("w:rPr")  # an empty cell is no higher than the words beside it
    mark.extend(_sizes(look.size))
    style.append(mark)
    paragraph.append(style)
    cell.append(paragraph)
    return cell


def _sizes(size: float) -> Iterator[Any]:
    for name in ("w:sz", "w:szCs"):
        half_points = OxmlElement(name)
        half_points.set(qn("w:val"), str(round(size * 2)))
        yield half_points


@lru_cache(maxsize=16)
def _empty_run(bold: bool, italic: bool, size: float) -> Any:
    run = OxmlElement("w:r")
    look = OxmlElement("w:rPr")
    for there, name in ((bold, "w:b"), (italic, "w:i")):
        if there:
            look.append(OxmlElement(name))
    look.extend(_sizes(size))
    run.append(look)
    words = OxmlElement("w:t")
    words.set(qn("xml:space"), "preserve")
    run.append(words)
    return run
