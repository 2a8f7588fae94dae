"""What a form says on its hidden sheet that it asked: its rows, its columns, its rules.

A unit is never held to more than its own form asked, whatever is declared since; the office may
ask less of it. Forms sent out before they carried the list name their rows at least; of what they
do not say, the declarations of their period hold.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import dropwhile, islice, takewhile

from pipeline.domain import marks
from pipeline.domain.finding import Severity
from pipeline.domain.form import Column, Form, Item, Table
from pipeline.domain.rules.rule import Rule
from pipeline.intake.book import Book, Sheet

_Row = tuple[str, list[str]]  # its hidden key, and what stands beside it


@dataclass(frozen=True, slots=True)
class AskedRow:
    """A row as it was asked about."""

    code: str
    name: str
    measure: str
    whole: str
    number: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Carried:
    """What a form asked; empty where it does not say."""

    codes: frozenset[str] = frozenset()  # of its rows
    rows: Mapping[str, AskedRow] = field(default_factory=dict)  # by code
    columns: Mapping[str, frozenset[str]] = field(default_factory=dict)  # by table: ids
    rules: Mapping[str, Severity] = field(default_factory=dict)  # by id
    starts: Mapping[str, str] = field(default_factory=dict)  # what stood in fields, by their ids

    def of(self, form: Form) -> Form:
        """Return a form with no more than what was asked."""
        return replace(form, tables=tuple(map(self._table, form.tables)))

    def items(self, declared: Sequence[Item]) -> tuple[Item, ...]:
        """Return those of the declared items that were asked about, as they were."""
        if not self.codes:
            return tuple(declared)
        return tuple(self.rows.get(one.code, one) for one in declared if one.code in self.codes)

    def not_asked(self, declared: Sequence[Item]) -> tuple[Item, ...]:
        """Return the declared items of which the form did not ask."""
        return tuple(one for one in declared if self.codes and one.code not in self.codes)

    def _table(self, table: Table) -> Table:
        asked = self.columns.get(table.id)
        if asked is None:
            return table
        columns = [c for c in table.columns if not c.typed or c.id in asked]
        there = {column.id for column in columns}
        return replace(
            table,
            columns=tuple(_within(column, there) for column in columns),
            rules=tuple(
                self._rule(rule)
                for rule in table.rules
                if rule.id in self.rules and rule.points_at in there
            ),
        )

    def _rule(self, rule: Rule) -> Rule:
        severity = rule.severity.milder(self.rules[rule.id])
        return rule if severity is rule.severity else replace(rule, severity=severity)


def _within(column: Column, there: Collection[str]) -> Column:
    """Return a column that is made of no other than those that are there."""
    parts = tuple(part for part in column.parts if part in there)
    return column if len(parts) == len(column.parts) else replace(column, parts=parts)


def read_carried(book: Book) -> Carried:
    """Read a form's hidden sheet."""
    hidden = next((sheet for sheet in book.sheets if sheet.name == marks.IDENTITY_SHEET), None)
    if hidden is None:
        return Carried()
    listed = _rows(hidden)
    past, rows, rules = (
        _below(listed, mark) for mark in (marks.PAST, marks.ASKED_ROWS, marks.ASKED_RULES)
    )
    columns = {table: said for key, said in listed if (table := marks.asked_table(key))}
    known = {severity.value for severity in Severity}
    return Carried(
        codes=frozenset(code for code, _ in (*past, *rows)),
        rows={code: AskedRow(code, *(*said, "", "", "")[:3]) for code, said in rows},
        columns={table: frozenset(filter(None, said)) for table, said in columns.items()},
        rules={id: Severity(said[0]) for id, said in rules if said and said[0] in known},
        starts={id: said[0] for key, said in listed if (id := marks.started_field(key)) and said},
    )


def _rows(sheet: Sheet) -> list[_Row]:
    """Return a sheet's rows in order, each by its hidden key."""
    cells: dict[int, dict[int, str]] = {}
    for (row, column), cell in sheet.cells.items():
        cells.setdefault(row, {})[column] = str(cell.value)
    return [
        (said[marks.KEY], [said.get(at, "") for at in range(marks.VALUE, max(said) + 1)])
        for _, said in sorted(cells.items())
        if marks.KEY in said
    ]


def _below(rows: Sequence[_Row], mark: str) -> list[_Row]:
    """Return the rows of a list: those below its mark, down to the next."""
    after = dropwhile(lambda row: row[0] != mark, rows)
    return list(takewhile(lambda row: not marks.is_own(row[0]), islice(after, 1, None)))
