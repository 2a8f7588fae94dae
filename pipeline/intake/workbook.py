"""Bytes become plain cells, or a refusal that says what the file is and what to do.

The order of reading: kind by content, container pre-flight, strict XML pass, calamine, and the
second witness: both readers must have seen the same cells filled with the same values. calamine
alone returns an empty text for error cells and for formulas without a stored value, and accepts
damaged XML.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

from pipeline.intake import container, kinds, sheet_xml
from pipeline.intake.book import Book, Cell, CellKind, Sheet, cell_of
from pipeline.intake.comments import comments_of
from pipeline.intake.looks import PLAIN, Look, Styles, styles_of
from pipeline.intake.refused import Refused
from pipeline.intake.slim import without_blanks, without_claims
from pipeline.intake.witness import agrees
from pipeline.intake.xls import read_xls

_MARGIN_CODE = re.compile(r'&(?:"[^"]*"|[A-Z]|\d{1,3})')  # "&C", a font, a size
_ERRORS = frozenset(  # that calamine knows
    {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#DATA!"}
)
_OTHERS = ("n", "b", "d")  # kinds of cells whose values are no texts
_STRINGS = "xl/sharedstrings.xml"
MAX_RECTANGLE = 5_000_000  # calamine lays out the whole rectangle; real sheets reach 175 k


def read(content: bytes) -> Book:
    """Read a workbook; `Refused` when it is not one, or cannot be trusted."""
    kind = kinds.kind_of(content)
    if kind == "xls":
        return read_xls(content)
    if kind != "zip":
        raise Refused(kind)
    package = container.open_package(content)
    slim = _slimmed(package)
    styles = styles_of(package.parts.get("xl/styles.xml", b"<none/>"))
    whole = [_scan(package, part) for part in package.sheets]
    sheets = [one.without_far() if _is_too_wide(one) else one for one in whole]
    values = _calamine(_repacked(content, package, slim | _readable(package, whole)))
    if len(values) != len(sheets):
        raise Refused("F12")
    return Book(
        sheets=tuple(
            Sheet(
                part.name,
                part.hidden,
                _witnessed(scanned, rows, package.days_from_1904),
                tuple(_MARGIN_CODE.sub(" ", said) for said in scanned.margins),
                comments_of(package.parts, part.path),
                frozenset(scanned.formulas - scanned.filled),
                package.days_from_1904,
                _far(every),
                frozenset(scanned.hidden_rows),
                tuple(scanned.hidden_columns),
                tuple(scanned.merges),
                tuple(scanned.prompts),
                _looks(scanned, styles),
            )
            for part, every, scanned, rows in zip(
                package.sheets, whole, sheets, values, strict=True
            )
        ),
        stamp=package.stamp,
        has_macros=package.has_macros,
        has_external_links=package.has_external_links,
        kind="xlsm" if package.has_macros else "xlsx",
        asides=package.asides,
    )


def _scan(package: container.Package, part: container.SheetPart) -> sheet_xml.Scanned:
    return sheet_xml.scan(package.read(part.path), package.strings, part.path)


def _looks(scanned: sheet_xml.Scanned, styles: Styles) -> dict[tuple[int, int], Look]:
    """Return how the cells look that do not look as Excel's own, or would not under a condition."""
    looks = styles.looks
    known = [(place, looks[style]) for place, style in scanned.styled.items() if style < len(looks)]
    found = {place: look for place, look in known if look != PLAIN}
    hidden = [area for id, areas in scanned.conditions if id in styles.hiding for area in areas]
    for place in scanned.said if hidden else ():
        if any(place[0] in rows and place[1] in columns for rows, columns in hidden):
            found[place] = replace(found.get(place, PLAIN), unseen=True)
    return found


def _is_too_wide(scanned: sheet_xml.Scanned) -> bool:
    return scanned.rectangle > MAX_RECTANGLE


def _far(scanned: sheet_xml.Scanned) -> dict[tuple[int, int], str]:
    """Return what stands so far off that the sheet is read without it, as the XML says it."""
    if not _is_too_wide(scanned):
        return {}
    said = {place: text for place, (_, text) in scanned.said.items()} | scanned.errors
    return {place: said.get(place, "") for place in scanned.filled if sheet_xml.is_far(place)}


def _slimmed(package: container.Package) -> dict[str, bytes]:
    """Take out of a package's parts what says nothing; returns those that changed, by name."""
    found = {part.path: without_blanks(package.read(part.path)) for part in package.sheets}
    if _STRINGS in package.parts:
        found[_STRINGS] = without_claims(package.read(_STRINGS))
    changed = {name: part for name, part in found.items() if part != package.read(name)}
    package.parts.update(changed)
    return changed


def _repacked(content: bytes, package: container.Package, changed: Mapping[str, bytes]) -> bytes:
    return container.repacked(package, changed) if changed else content


def _readable(package: container.Package, sheets: Sequence[sheet_xml.Scanned]) -> dict[str, bytes]:
    """Return the sheets that hold what calamine cannot take, without it.

    It would lay out all that is between a table and a cell far off, and lose the sheet of an error
    newer than itself. What is put in these' place never shows: errors come from the strict pass.
    """
    changed: dict[str, bytes] = {}
    for part, scanned in zip(package.sheets, sheets, strict=True):
        data = package.read(part.path)
        for error in sorted(set(scanned.errors.values()) - _ERRORS):
            data = data.replace(f"<v>{error}</v>".encode(), b"<v>#N/A</v>")
        if _is_too_wide(scanned):
            data = sheet_xml.cut_far(data)
        if data != package.read(part.path):
            changed[part.path] = data
    return changed


def _calamine(content: bytes) -> list[tuple[tuple[int, int], list[list[Any]]]]:
    """Return each sheet's top left corner and rows, by index: names may collide."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum

    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = [
            workbook.get_sheet_by_index(index)
            for index, about in enumerate(workbook.sheets_metadata)
            if about.typ == SheetTypeEnum.WorkSheet  # a chart sheet holds no cells
        ]
        return [(s.start or (0, 0), s.to_python(skip_empty_area=True)) for s in sheets]
    except Exception as error:
        raise Refused("F12") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise Refused("F12") from error


def _witnessed(
    scanned: sheet_xml.Scanned,
    values: tuple[tuple[int, int], list[list[Any]]],
    days_from_1904: bool,
) -> dict[tuple[int, int], Cell]:
    """Join what both readers saw; `Refused` unless they saw the same values in the same cells."""
    (top, left), rows = values
    cells: dict[tuple[int, int], Cell] = {}
    for r, row in enumerate(rows, start=top):
        for c, value in enumerate(row, start=left):
            if value != "" and value is not None:
                said = scanned.said.get((r, c))
                if said is None:
                    raise Refused("F12")
                kind, text = said
                if kind in _OTHERS or value != text:  # else a text that both read alike
                    value = _no_day(kind, text, value)
                    if not agrees(kind, text, value, days_from_1904):
                        raise Refused("F12")
                cells[r, c] = cell_of(value, (r, c) in scanned.formulas)
    for place, (kind, text) in scanned.said.items():
        if kind == "d" and place not in cells:  # no such day: calamine gives nothing
            cells[place] = Cell(text, CellKind.TEXT, place in scanned.formulas)
    if len(cells) != len(scanned.said):
        raise Refused("F12")
    for place, error in scanned.errors.items():
        cells[place] = Cell(error, CellKind.ERROR, place in scanned.formulas)
    for place, expression in scanned.uncached.items():
        cells[place] = Cell(None, CellKind.UNCACHED, formula=True, expression=expression)
    return cells


def _no_day(kind: str, text: str, value: Any) -> Any:
    """Return what a cell says where its date is none: before day zero, or a day there is not."""
    if kind == "d" and not isinstance(value, date | time):
        return text
    if kind == "n" and text.startswith("-") and isinstance(value, date | time | timedelta):
        return float(text)
    return value
