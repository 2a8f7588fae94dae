"""The lists that units' answers make as a grid: unit, work, documents, how it stands."""

from __future__ import annotations

from pipeline import texts
from pipeline.consolidate.grids.cells import cells, columns, widths
from pipeline.consolidate.grids.tasks import state_words
from pipeline.consolidate.registers import Cited, cited, registers
from pipeline.domain.grid import Align, Grid, GridRow, Medium
from pipeline.domain.plan import Plan, TaskLine

_COLUMNS = columns(
    texts.headers.REGISTERS,
    book=widths(register=34, unit=34, work=60, document=34, document_number=20, document_day=13)
    | widths(state=22, as_of=11),
    words=("register", "unit", "work", "document", "document_number"),
    align={"document_day": Align.MIDDLE},
)


def registers_grid(plan: Plan) -> Grid:
    """List what each unit writes in each list, a row for each document it cites."""
    return Grid(
        id="registers",
        title=texts.tables.REGISTERS_TITLE,
        columns=_COLUMNS,
        rows=tuple(
            _row(register.title, line, document)
            for register in registers(plan)
            for line in register.lines
            for document in cited(line.said("documents")) or (Cited(""),)
        ),
        empty=texts.tables.NONE,
        media=frozenset({Medium.BOOK}),
    )


def _row(title: str, line: TaskLine, document: Cited) -> GridRow:
    return GridRow(
        cells=cells(
            register=title,
            unit=line.unit.name if line.unit else None,
            work=line.said("result") or None,
            document=document.name or None,
            document_number=document.number or None,
            document_day=texts.numbers.day(document.day) if document.day else None,
            state=state_words(line),
            as_of=str(line.as_of) if line.as_of else None,
        )
    )
