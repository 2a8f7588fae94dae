"""Both outputs are read back, and every number of the appendix must be the same in each."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence

from lxml import etree
from python_calamine import CalamineWorkbook

from pipeline import texts
from pipeline.domain.figure import Line, LineState, Summary
from pipeline.domain.finding import BaocaoError
from pipeline.domain.form import Column, ColumnType
from pipeline.outputs.columns import appendix_columns

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_COUNT = re.compile(r"\d{1,3}(\.\d{3})*", re.ASCII)


class ProofError(BaocaoError):
    """The workbook or the report does not say what was merged; nothing is published."""


def prove(summary: Summary, workbook: bytes, report: bytes) -> None:
    """Raise ProofError unless both outputs hold every number of the appendix."""
    columns = appendix_columns(summary.table)
    wanted = [_numbers(line, columns) for line in summary.lines if _has_numbers(line)]
    for name, found in (
        (texts.PROOF_WORKBOOK, list(_from_workbook(workbook, len(columns)))),
        (texts.PROOF_REPORT, list(_from_report(report, len(columns)))),
    ):
        if found != wanted:
            raise ProofError(texts.PROOF_FAILED.format(name=name))


def _has_numbers(line: Line) -> bool:
    return line.state in (LineState.REPORTED, LineState.NOTHING_AROSE)


def _numbers(line: Line, columns: Sequence[Column]) -> tuple[int | None, ...]:
    return tuple(line.values[c.id] for c in columns if c.type is ColumnType.COUNT)


def _from_workbook(content: bytes, width: int) -> Iterator[tuple[int | None, ...]]:
    """Yield the counts of each row of the sheet that has all of them."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    rows = book.get_sheet_by_name(texts.SHEET_APPENDIX).to_python(skip_empty_area=False)
    start = next((i for i, row in enumerate(rows) if row and row[0] == "(1)"), len(rows))
    for row in rows[start + 1 :]:
        cells = row[2 : 2 + width]
        counts = tuple(int(c) for c in cells[:-1] if isinstance(c, int | float))
        if len(counts) == width - 1:
            yield counts


def _from_report(content: bytes, width: int) -> Iterator[tuple[int | None, ...]]:
    """Yield the counts of each row of the appendix's table that has all of them."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        tree = etree.fromstring(package.read("word/document.xml"))
    tables = [t for t in tree.iter(f"{_W}tbl") if len(t.findall(f"{_W}tr")) > 4]
    for row in tables[-1].iter(f"{_W}tr") if tables else ():
        cells = ["".join(t.text or "" for t in c.iter(f"{_W}t")) for c in row.iter(f"{_W}tc")]
        counts = tuple(
            int(text.replace(".", "")) for text in cells[2 : 1 + width] if _COUNT.fullmatch(text)
        )
        if len(cells) >= 2 + width and len(counts) == width - 1:
            yield counts
