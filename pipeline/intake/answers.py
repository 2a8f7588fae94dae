"""Which answer of a report somebody means by words: by its cell, or by its row and its column."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from pipeline.domain.form import Column, Item, Table
from pipeline.domain.submission import Entry, Row, Submission
from pipeline.intake.words import fold, quoted

_NEAR = 3  # suggested where nothing has such a name


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of a report, and what it is about."""

    sheet: str
    table: Table
    row: Row
    column: Column
    item: Item
    entry: Entry


@dataclass(frozen=True, slots=True)
class Meant:
    """The answers that words may mean, and where there is none what they may have meant."""

    answers: tuple[Answer, ...]
    near: tuple[str, ...] = ()


def answers_of(
    report: Submission, tables: Iterable[Table], items: Callable[[Table], Sequence[Item]]
) -> Iterator[Answer]:
    """Yield every answer of a report's tables; `items` are what a table's rows are about."""
    for table in tables:
        known = {item.code: item for item in items(table)}
        for row in report.rows_of(table.id):
            for column in table.columns:
                entry, item = row.entries.get(column.id), known.get(row.key)
                if entry and item:
                    sheet = report.sheets.get(table.id, "")
                    yield Answer(sheet, table, row, column, item, entry)


def at_cell(answers: Iterable[Answer], cell: str) -> Meant:
    """Find an answer by its cell, "E10", or with its sheet, "Số liệu!E10"."""
    sheet, _, name = cell.rpartition("!")
    name, wanted = name.replace("$", "").strip().upper(), fold(sheet.strip().strip("'"))
    found = tuple(
        one for one in answers if one.entry.cell == name and wanted in ("", fold(one.sheet))
    )
    return Meant(found)


def called(answers: Iterable[Answer], row: str, column: str) -> Meant:
    """Find an answer by the code, number or name of its row and the id or header of its column."""
    every = list(answers)
    rows = [one for one in every if fold(row) in map(fold, _names_of_row(one))]
    if not rows:
        return Meant((), _nearest(row, every, lambda one: (one.item.code, one.item.name)))
    found = tuple(one for one in rows if fold(column) in map(fold, _names_of_column(one)))
    return Meant(found, () if found else _nearest(column, rows, _names_of_column))


def _names_of_row(one: Answer) -> tuple[str, ...]:
    title = getattr(one.item, "title", "")  # tasks and indicators have a shorter one
    return one.item.code, str(one.item.number), one.item.name, title


def _names_of_column(one: Answer) -> tuple[str, ...]:
    return one.column.id, one.column.name, one.column.label


def _nearest(
    words: str, answers: Iterable[Answer], names: Callable[[Answer], Iterable[str]]
) -> tuple[str, ...]:
    known = {fold(name): name for one in answers for name in names(one) if name}
    near = get_close_matches(fold(words), list(known), n=_NEAR, cutoff=0.4)
    return tuple(quoted(known[name]) for name in near)
