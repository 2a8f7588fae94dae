"""A unit's own workbook goes back to it: what is wrong is coloured and said at its cell.

Marks of an earlier time are taken out first. All else stays as the unit left it: what it typed, its
own comments, the widths it set, the lists and live checks of its form.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle

from pipeline import texts
from pipeline.domain.finding import Finding, Severity
from pipeline.domain.marks import NOTES_AUTHOR
from pipeline.domain.returned import AsSent, SentSheet
from pipeline.outputs.book.look import BAD, DOUBT, lines_of
from pipeline.outputs.clean import quoted
from pipeline.outputs.marked.listed import write_list
from pipeline.outputs.marked.restore import restored
from pipeline.outputs.mending import ToMend, is_ours, note, still
from pipeline.personal import is_lost_zero, masked

_LIMIT = 2000  # characters said beside a cell
_WIDTH, _LINE = 300, 18  # points of a comment's box
_NOTHING = SentSheet({}, {}, frozenset(), b"")
_THREAD = "[Threaded comment]"  # how Excel begins what it says of one to older programs


class CannotMark(Exception):
    """The library does not take the workbook, or what names a citizen cannot be covered in it."""


def build_marked(
    sent: AsSent, findings: Sequence[Finding], lines: Sequence[ToMend], now: datetime
) -> bytes:
    """Mark a workbook.

    Args:
        sent: The workbook, as it came.
        findings: What is wrong, each at its cell there.
        lines: The same, as a list on a sheet of its own.
        now: The time of making, written into the file's properties.

    Raises:
        CannotMark: The workbook must be drawn anew instead.
    """
    book = opened(sent.content)
    if texts.form.MENDING_SHEET in book.sheetnames:
        del book[texts.form.MENDING_SHEET]
    for sheet in book.worksheets:
        _unmark(sheet, sent.sheets.get(sheet.title, _NOTHING))
        sheet.sheet_view.tabSelected = False
        _quote(sheet)
    _cover(book, findings)
    at: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        at.setdefault((finding.where.sheet or "", finding.where.cell or ""), []).append(finding)
    for (name, cell), found in at.items():
        if cell and name in book.sheetnames:
            asked = [one for one in found if one.severity is not Severity.NOTE]
            _mark(book[name], cell, asked, sent.sheets.get(name, _NOTHING))
    write_list(book.create_sheet(texts.form.MENDING_SHEET, 0), lines)
    book.active = 0
    book.views[0].firstSheet = 0
    out = BytesIO()
    book.save(out)
    sheets = [sent.sheets.get(name, _NOTHING) for name in book.sheetnames]
    return restored(out.getvalue(), sheets, now.astimezone(UTC))


def opened(content: bytes) -> Any:
    """Open a workbook; CannotMark where the library does not take it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what it cannot read and `restored` puts back
            return load_workbook(BytesIO(content))
    except Exception as error:  # it meets what it does not know with errors of many kinds
        raise CannotMark from error


def _unmark(sheet: Any, sent: SentSheet) -> None:
    """Take out what this program wrote into a sheet before; the unit's own words stay."""
    rules = sheet.conditional_formatting
    sheet.conditional_formatting = ConditionalFormattingList()
    for area in rules:
        for rule in area.rules:
            if not any(map(is_ours, rule.formula)):
                sheet.conditional_formatting.add(str(area.sqref), rule)
    for row in sheet.iter_rows():
        for cell in row:
            if comment := cell.comment:
                own = sent.comments.get(cell.coordinate, "")
                ours = texts.spelling.NOTE_END in " ".join(comment.text.split())
                if ours or comment.text.startswith(_THREAD):
                    cell.comment = _comment(own, "") if own else None
                else:
                    _fit(comment)


def _quote(sheet: Any) -> None:
    """Let words that begin as a formula does stay words, should somebody edit their cell."""
    for row in sheet.iter_rows():
        for cell in row:
            if cell.data_type == "s" and quoted(str(cell.value)):
                cell.quotePrefix = True


def _cover(book: Any, findings: Iterable[Finding]) -> None:
    """Cover what names a citizen: a workbook in the outputs says no more than they do."""
    for finding in findings:
        if finding.code != "P01" or finding.details.get("place") == "file":
            continue
        name, place = finding.where.sheet or "", finding.where.cell
        if finding.details.get("place") != "cell" or not place or name not in book.sheetnames:
            raise CannotMark
        cell = book[name][place]
        value = cell.value
        if isinstance(value, int) and is_lost_zero(value):
            value = f"0{value}"
        covered = masked(str(value))
        if cell.data_type == "f" or covered == str(value):
            raise CannotMark
        cell.value, cell.data_type = covered, "s"


def _mark(sheet: Any, place: str, found: Sequence[Finding], sent: SentSheet) -> None:
    """Colour a cell until it holds something else, and say what is wrong with it."""
    cell = _anchor(sheet, place)
    if not found or cell is None:
        return
    cell.comment = _comment(note(found, sent.comments.get(place, ""), _LIMIT), NOTES_AUTHOR)
    grave = any(one.severity is Severity.ERROR for one in found)
    look, edge = BAD if grave else DOUBT, Side(style="thin", color="FFC00000")
    style = DifferentialStyle(
        font=Font(color=_argb(look["font_color"])),
        fill=PatternFill(bgColor=_argb(look["bg_color"]), fill_type="solid"),
        border=Border(left=edge, right=edge, top=edge, bottom=edge),
    )
    there = _there(cell, sent.shown.get(cell.coordinate))
    address = f"${cell.column_letter}${cell.row}"
    for area in sheet.conditional_formatting:
        for rule in area.rules:
            rule.priority += 1  # what is wrong is seen before all else
    rule = Rule(type="expression", dxf=style, formula=[still(address, there)], priority=1)
    sheet.conditional_formatting.add(cell.coordinate, rule)


def _anchor(sheet: Any, place: str) -> Any:
    """Return the cell in which something can be said: of merged ones the first."""
    cell = sheet[place]
    if not isinstance(cell, MergedCell):
        return cell
    first = (area.start_cell for area in sheet.merged_cells.ranges if place in area)
    return next(first, None)


def _there(cell: Any, shown: tuple[str, str] | None) -> int | float | str | None:
    """Return what a cell holds, or what its formula shows, as a condition can compare it."""
    value = cell.value
    if shown:
        kind, text = shown
        value = float(text) if kind == "n" else text
    if isinstance(value, date):
        value = (value - datetime(1899, 12, 30)).total_seconds() / 86_400
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    return value


def _comment(text: str, author: str) -> Comment:
    comment = Comment(text, author)
    _fit(comment)
    return comment


def _fit(comment: Comment) -> None:
    comment.width, comment.height = _WIDTH, _LINE * lines_of(comment.text, 46) + 12


def _argb(colour: object) -> str:
    return f"FF{str(colour).removeprefix('#')}"
