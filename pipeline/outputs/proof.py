"""Both outputs are read back, and every number of the appendices must be the same in each."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree
from python_calamine import CalamineWorkbook

from pipeline import texts
from pipeline.domain.finding import BaocaoError
from pipeline.domain.form import Column, ColumnType
from pipeline.domain.plan import IndicatorLine
from pipeline.domain.summary import Line, LineState, Summary

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_COUNT = re.compile(r"\d{1,3}(\.\d{3})*", re.ASCII)


class ProofError(BaocaoError):
    """The workbook or the report does not say what was merged; nothing is published."""


def prove(summary: Summary, workbook: bytes, report: bytes) -> None:
    """Raise ProofError unless both outputs hold every number of the appendix."""
    columns = summary.table.printed
    wanted = [_numbers(line, columns) for line in summary.lines if _has_numbers(line)]
    for name, found in (
        (texts.screen.PROOF_WORKBOOK, list(_from_workbook(workbook, columns))),
        (texts.screen.PROOF_REPORT, list(_from_report(report, columns))),
    ):
        if found != wanted:
            raise ProofError(texts.screen.PROOF_FAILED.format(name=name))
    _prove_plan(summary, workbook, report)


def _prove_plan(summary: Summary, workbook: bytes, report: bytes) -> None:
    """Hold every indicator's sum against both outputs, read back."""
    if summary.plan is None:
        return
    wanted = {line.indicator.number: _closing(line) for line in summary.plan.sums if line.reported}
    for name, found in (
        (texts.screen.PROOF_WORKBOOK, dict(_indicators_of_workbook(workbook))),
        (texts.screen.PROOF_REPORT, dict(_indicators_of_report(report))),
    ):
        if found != wanted:
            raise ProofError(texts.screen.PROOF_FAILED.format(name=name))


def _closing(line: IndicatorLine) -> int:
    return line.values["closing"] or 0


def _indicators_of_workbook(content: bytes) -> Iterator[tuple[str, int]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    for row in book.get_sheet_by_name(texts.tables.SHEET_INDICATORS).to_python(
        skip_empty_area=False
    )[4:]:
        if len(row) > 6 and isinstance(row[6], int | float) and row[2]:
            yield str(row[0]), int(row[6])


def _indicators_of_report(content: bytes) -> Iterator[tuple[str, int]]:
    for table in _tables(content):
        rows = [_words(row) for row in table.iter(f"{_W}tr")]
        if rows and tuple(rows[0]) == texts.plan.INDICATOR_HEADERS:
            yield from (
                (r[0], int(r[4].replace(".", "")))
                for r in rows[1:]
                if len(r) > 4 and _COUNT.fullmatch(r[4])
            )


def _has_numbers(line: Line) -> bool:
    return line.state in (LineState.REPORTED, LineState.NOTHING_AROSE)


def _numbers(line: Line, columns: Sequence[Column]) -> tuple[int | None, ...]:
    return tuple(line.values[c.id] for c in columns if c.type is ColumnType.COUNT)


def _from_workbook(content: bytes, columns: Sequence[Column]) -> Iterator[tuple[int | None, ...]]:
    """Yield the counts of each row of the sheet that has all of them."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    rows = book.get_sheet_by_name(texts.tables.SHEET_APPENDIX).to_python(skip_empty_area=False)
    start = next((i for i, row in enumerate(rows) if row and row[0] == "(1)"), len(rows))
    for row in rows[start + 1 :]:
        said = [str(int(c)) if isinstance(c, int | float) else str(c) for c in row[2:]]
        if (counts := _counts(said, columns)) is not None:
            yield counts


def _from_report(content: bytes, columns: Sequence[Column]) -> Iterator[tuple[int | None, ...]]:
    """Yield the counts of each row of the appendix's table that has all of them."""
    tables = _tables(content)
    for row in tables[-1].iter(f"{_W}tr") if tables else ():
        said = [text.replace(".", "") if _COUNT.fullmatch(text) else text for text in _words(row)]
        if (counts := _counts(said[2:], columns)) is not None:
            yield counts


def _counts(cells: Sequence[str], columns: Sequence[Column]) -> tuple[int | None, ...] | None:
    """Return the counts of a row, None for an unknown one; None for a row that has none."""
    if len(cells) < len(columns):
        return None
    said = [cell for cell, c in zip(cells, columns, strict=False) if c.type is ColumnType.COUNT]
    if not all(
        one == texts.tables.UNKNOWN_FIGURE or (one.isascii() and one.isdigit()) for one in said
    ):
        return None
    return tuple(None if one == texts.tables.UNKNOWN_FIGURE else int(one) for one in said)


def _tables(content: bytes) -> list[Any]:
    """Return the tables that hold more than a letterhead or a signature."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        tree = etree.fromstring(package.read("word/document.xml"))
    return [t for t in tree.iter(f"{_W}tbl") if len(t.findall(f"{_W}tr")) > 4]


def _words(row: Any) -> list[str]:
    return ["".join(t.text or "" for t in c.iter(f"{_W}t")) for c in row.iter(f"{_W}tc")]
