"""Typing into a form as a clerk does: cells get values, the file a time of saving."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from textwrap import wrap

from lxml import etree

from pipeline.domain import marks
from pipeline.domain.areas import address
from pipeline.intake.book import Book, Sheet

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

_LINE = 12.5  # points, of the small letters that words are typed in

Cells = Mapping[tuple[int, int], int | str | None]  # 0-based row and column → what is typed


def sheet_of(book: Book, name: str) -> Sheet:
    """Find a sheet by its name."""
    return next(sheet for sheet in book.sheets if sheet.name == name)


def rows_of(sheet: Sheet) -> dict[str, int]:
    """Return the rows by their hidden key."""
    return {str(c.value): row for (row, column), c in sheet.cells.items() if column == marks.KEY}


def columns_of(sheet: Sheet, table: str) -> dict[str, int]:
    """Return the columns of a table by their hidden id."""
    header = rows_of(sheet)[marks.columns_mark(table)]
    return {
        str(c.value): col
        for (row, col), c in sheet.cells.items()
        if row == header and col != marks.KEY
    }


def type_into(content: bytes, book: Book, sheets: Mapping[str, Cells], saved: datetime) -> bytes:
    """Return a workbook of ours with values typed into cells, as saved at a moment."""
    parts = {
        f"xl/worksheets/sheet{index}.xml": sheets[sheet.name]
        for index, sheet in enumerate(book.sheets, start=1)
        if sheet.name in sheets
    }
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for info in source.infolist():
            data = source.read(info)
            if info.filename in parts:
                data = _typed_part(data, parts[info.filename])
            if info.filename == "docProps/core.xml":
                data = _saved_part(data, saved)
            target.writestr(info.filename, data)
    return out.getvalue()


def _typed_part(data: bytes, cells: Cells) -> bytes:
    tree = etree.fromstring(data)
    found = {cell.get("r"): cell for cell in tree.iter(f"{_MAIN}c")}
    for cell in found.values():
        # What a formula said of the blank form is no longer so: whoever opens it computes anew.
        value = cell.find(f"{_MAIN}v")
        if cell.find(f"{_MAIN}f") is not None and value is not None:
            cell.remove(value)
            cell.attrib.pop("t", None)
    widths = _widths(tree)
    for (row, column), value in cells.items():
        cell = found[address(row, column)]
        for child in list(cell):
            if not (child.tag == f"{_MAIN}f" and isinstance(value, int)):
                cell.remove(child)
        cell.attrib.pop("t", None)
        if isinstance(value, int):
            etree.SubElement(cell, f"{_MAIN}v").text = str(value)
        elif value:
            cell.set("t", "inlineStr")
            etree.SubElement(etree.SubElement(cell, f"{_MAIN}is"), f"{_MAIN}t").text = value
            _grow(cell, value, widths[column])
    return bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))


def _widths(tree: etree._Element) -> dict[int, float]:
    """Return how many characters wide each column is, by its 0-based number."""
    return {
        column - 1: float(one.get("width", ""))
        for one in tree.iter(f"{_MAIN}col")
        for column in range(int(one.get("min", "")), int(one.get("max", "")) + 1)
    }


def _grow(cell: etree._Element, words: str, width: float) -> None:
    """Make a row as high as its words need, as Excel does where no height is fixed."""
    row = cell.getparent()
    if row is not None and "customHeight" not in row.attrib:
        lines = sum(len(wrap(part, int(width))) or 1 for part in words.split("\n"))
        row.set("ht", str(max(_LINE * lines + 3, float(row.get("ht", 15)))))


def _saved_part(data: bytes, saved: datetime) -> bytes:
    tree = etree.fromstring(data)
    for element in tree:
        if etree.QName(element).localname == "modified":
            element.text = f"{saved.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    return bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))
