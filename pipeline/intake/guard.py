"""What identifies a citizen is warned of wherever it stands, and covered before it goes on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline import texts
from pipeline.domain.areas import address
from pipeline.domain.finding import Finding, Where
from pipeline.domain.submission import Entry, Submission
from pipeline.intake.book import Book, Cell, CellKind, Sheet
from pipeline.personal import Kind, is_lost_zero, masked, named, traces

_CONTACT = (Kind.PHONE, Kind.EMAIL)
_LONGEST = 31  # characters of a sheet's name in Excel
_FEWEST = 10**8  # the smallest number of as many digits as anybody's has
_UP = 50  # rows above a number in which its column's heading is looked for


def guard(book: Book, file: str, fields: Collection[str]) -> Iterator[Finding]:
    """Warn of each cell, on any sheet, and of all beside the cells that names somebody.

    `fields` are the form's own questions about who filled it: a telephone is asked for there.
    """
    yield from _aside(Where(file), "file", [file])
    for sheet in book.sheets:
        yield from _aside(Where(file, sheet.name), "sheet", [sheet.name])
        for place in sorted(at for at, cell in sheet.cells.items() if _may_name(cell)):
            kinds = _kinds(sheet, place, sheet.cells[place])
            if _key(sheet, place[0]) in fields:
                kinds = [kind for kind in kinds if kind not in _CONTACT]
            yield from _say(kinds, Where(file, sheet.name, address(*place)), "cell")
        yield from _aside(Where(file, sheet.name), "margin", (*sheet.asides, *sheet.far.values()))
        yield from _aside(Where(file, sheet.name), "prompt", sheet.prompts)
    yield from _aside(Where(file), "beside", book.asides)


def _aside(where: Where, place: str, said: Iterable[str]) -> Iterator[Finding]:
    for kinds in sorted({tuple(sorted({trace.kind for trace in traces(text)})) for text in said}):
        yield from _say(kinds, where, place)


def _may_name(cell: Cell) -> bool:
    """Tell whether a cell is worth a look: nearly none is."""
    if cell.kind is CellKind.NUMBER:
        return isinstance(cell.value, int) and cell.value >= _FEWEST
    text = str(cell.value)
    return text.strip().isdigit() or bool(traces(text))


def _kinds(sheet: Sheet, place: tuple[int, int], cell: Cell) -> list[Kind]:
    if cell.kind is CellKind.TEXT:
        found = sorted({trace.kind for trace in traces(str(cell.value))})
    elif cell.kind is CellKind.NUMBER and isinstance(cell.value, int) and is_lost_zero(cell.value):
        found = [Kind.CITIZEN]
    else:
        found = []
    bare = str(cell.value).strip() if not found else ""
    if 9 <= len(bare) <= 10 and bare.isdigit():
        kinds = {named(bare, label) for label in _labels(sheet, *place)}
        found = sorted(kind for kind in kinds if kind)[:1]
    return found


def _labels(sheet: Sheet, row: int, column: int) -> Iterator[str]:
    """Give the words beside a cell and those over its column."""
    beside = sheet.cells.get((row, column - 1))
    over = (sheet.cells.get((above, column)) for above in range(row - 1, max(row - _UP, -1), -1))
    heading = next((c for c in over if c and not str(c.value).strip().isdigit()), None)
    for cell in (beside, heading):
        if cell and cell.kind is CellKind.TEXT:
            yield str(cell.value).strip()


def _key(sheet: Sheet, row: int) -> str:
    cell = sheet.cells.get((row, 0))
    return str(cell.value) if cell else ""


def _say(kinds: Sequence[Kind], where: Where, place: str) -> Iterator[Finding]:
    """Say once what one place seems to tell, of however many kinds it is."""
    if kinds:
        yield texts.findings.found("P01", where, place=place, kind=",".join(kinds))


def covered(submission: Submission) -> Submission:
    """Return a submission with every trace of a citizen covered in its words."""
    return replace(
        submission,
        file=masked(submission.file),
        rows=tuple(
            replace(row, entries={name: _entry(entry) for name, entry in row.entries.items()})
            for row in submission.rows
        ),
        answers={
            name: replace(answer, text=masked(answer.text), choice=masked(answer.choice))
            for name, answer in submission.answers.items()
        },
        fields={name: _entry(entry) for name, entry in submission.fields.items()},
        sheets={table: _sheet_name(sheet) for table, sheet in submission.sheets.items()},
        findings=tuple(map(_finding, submission.findings)),
    )


def _finding(finding: Finding) -> Finding:
    where = replace(finding.where, file=masked(finding.where.file))
    if where.sheet:
        where = replace(where, sheet=_sheet_name(where.sheet))
    details = {
        name: masked(detail) if isinstance(detail, str) else detail
        for name, detail in finding.details.items()
    }
    return replace(finding, where=where, details=details)


def _sheet_name(name: str) -> str:
    return masked(name)[:_LONGEST]


def _entry(entry: Entry) -> Entry:
    value = masked(entry.value) if isinstance(entry.value, str) else entry.value
    return replace(entry, value=value, raw=masked(entry.raw))
