"""What identifies a citizen is warned of wherever it stands, and covered before it goes on."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from pipeline import texts
from pipeline.domain.finding import Finding, Severity, Where
from pipeline.domain.submission import Entry, Submission
from pipeline.intake.workbook import Book, Cell, CellKind, Sheet, address
from pipeline.personal import Kind, is_lost_zero, masked, traces


def guard(book: Book, file: str, fields: Collection[str]) -> Iterator[Finding]:
    """Warn of each cell, on any sheet, and of comments and properties that name somebody.

    `fields` are the form's own questions about who filled it: a telephone is asked for there.
    """
    for sheet in book.sheets:
        for (row, column), cell in sorted(sheet.cells.items()):
            for kind in _kinds(cell):
                if kind is Kind.PHONE and _key(sheet, row) in fields:
                    continue
                yield _say(kind, Where(file, sheet.name, address(row, column)))
    for kind in sorted({trace.kind for said in book.asides for trace in traces(said)}):
        yield _say(kind, Where(file))


def _kinds(cell: Cell) -> list[Kind]:
    if cell.kind is CellKind.TEXT:
        return sorted({trace.kind for trace in traces(str(cell.value))})
    number = cell.value
    if cell.kind is CellKind.NUMBER and isinstance(number, int) and is_lost_zero(number):
        return [Kind.CITIZEN]
    return []


def _key(sheet: Sheet, row: int) -> str:
    cell = sheet.cells.get((row, 0))
    return str(cell.value) if cell else ""


def _say(kind: Kind, where: Where) -> Finding:
    message, action = texts.PERSONAL_SENTENCE
    said = message.format(kind=texts.PERSONAL_KINDS[kind.value])
    return Finding("P01", Severity.WARNING, where, said, action)


def covered(submission: Submission) -> Submission:
    """Return a submission with every trace of a citizen covered in its words."""
    return replace(
        submission,
        rows=tuple(
            replace(row, entries={name: _entry(entry) for name, entry in row.entries.items()})
            for row in submission.rows
        ),
        answers={
            name: replace(answer, text=masked(answer.text))
            for name, answer in submission.answers.items()
        },
        fields={name: _entry(entry) for name, entry in submission.fields.items()},
        findings=tuple(replace(f, message=masked(f.message)) for f in submission.findings),
    )


def _entry(entry: Entry) -> Entry:
    value = masked(entry.value) if isinstance(entry.value, str) else entry.value
    return replace(entry, value=value, raw=masked(entry.raw))
