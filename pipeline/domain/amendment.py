"""A correction told by telephone: one count, laid over the file it was said of.

The file stays as it is. An amendment is a decision, named by whose it is, and holds for the bytes
it was said of alone: what the unit sends later is in force as it says itself.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.domain.checks import check_rows
from pipeline.domain.decision import Decision, DecisionKind, Decisions
from pipeline.domain.finding import Finding, How, Severity
from pipeline.domain.form import Table
from pipeline.domain.period import Period
from pipeline.domain.settle import settle
from pipeline.domain.submission import Entry, Row, Submission

_OF_WHAT_WAS_TYPED = "C"  # first letter of the codes that are said of a cell's content
Place = tuple[str, str]  # code of the row, id of the column


@dataclass(frozen=True, slots=True)
class Amendment:
    """One answer of one file, and the count that was told for it."""

    sha256: str
    place: Place
    new: int
    decision: Decision

    @staticmethod
    def subject(sha256: str, place: Place) -> str:
        """Return how a decision keeps whose answer it is about."""
        return " ".join((sha256, *place))

    @classmethod
    def of(cls, decision: Decision) -> Amendment:
        """Return what a decision amends; ValueError for one that amends nothing."""
        sha256, row, column = decision.subject.split(" ")
        return cls(sha256, (row, column), int(decision.new), decision)


def amendments(decisions: Decisions, period: Period, unit: str) -> tuple[Amendment, ...]:
    """Return what was told of a unit's report and holds: of each answer what was told last."""
    told = map(Amendment.of, decisions.about(DecisionKind.AMENDED, period, unit))
    return tuple({one.place: one for one in told}.values())


def lay(
    submission: Submission,
    told: Sequence[Amendment],
    tables: Sequence[Table],
    held_by: Callable[[str], str],
) -> Submission:
    """Return a reading with what was told of it: totals follow, rules are run again.

    A report that was in force stays so: a rule that is broken now asks, and refuses nothing.
    `tables` are those of its form, with the rules its form carried.
    """
    by_place = {one.place: one for one in told if one.sha256 == submission.sha256}
    if not by_place:
        return submission
    by_id = {table.id: table for table in tables}
    amended: dict[Place, Decision] = {}
    rows = tuple(_told(row, by_id[row.table], by_place, amended) for row in submission.rows)
    none = submission.none_declared and not any(told.new for told in by_place.values())
    laid = replace(submission, rows=rows, amended=amended, none_declared=none)
    cells = {
        (place.sheet, place.cell)
        for row in rows
        for column in row.entries
        if (row.key, column) in amended
        for place in (laid.where(row, column),)
    }
    kept = (
        one
        for one in submission.findings
        if one.rule is None
        and not (
            one.code.startswith(_OF_WHAT_WAS_TYPED) and (one.where.sheet, one.where.cell) in cells
        )
    )
    return replace(laid, findings=(*kept, *asked(laid, _checked(laid, tables, held_by))))


def asked(submission: Submission, found: Collection[Finding]) -> tuple[Finding, ...]:
    """Return findings of rules as they are said of a report: of one that was amended, they ask."""
    if not submission.amended:
        return tuple(found)
    by = max(submission.amended.values(), key=lambda one: one.number).by
    return tuple(settle(f, How.AMENDED, by) if f.severity is Severity.ERROR else f for f in found)


def _told(
    row: Row, table: Table, by_place: Mapping[Place, Amendment], amended: dict[Place, Decision]
) -> Row:
    """Return a row with what was told of it, and note which of its answers are others now."""
    entries = dict(row.entries)
    for column, entry in row.entries.items():
        if one := by_place.get((row.key, column)):
            entries[column] = _instead(entry, one.new)
            amended[row.key, column] = one.decision
    for column, parts in _totals(table):
        moved = [amended[row.key, part] for part in parts if (row.key, part) in amended]
        values = [entries[part].value for part in parts if part in entries]
        counts = [value for value in values if isinstance(value, int)]
        known = moved and column in entries and len(counts) == len(parts)
        if known and entries[column].value != sum(counts):
            entries[column] = _instead(entries[column], sum(counts))
            amended[row.key, column] = moved[-1]
    arose = any(isinstance(entry.value, int) and entry.value for entry in entries.values())
    return replace(row, entries=entries, declared_none=row.declared_none and not arose)


def _instead(entry: Entry, count: int) -> Entry:
    """Return an answer with another count, beside it what the file says."""
    return Entry(count, entry.cell, "" if entry.value is None else str(entry.value))


def _totals(table: Table) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the totals of a table, those of totals after these."""
    left = {column.id: column.parts for column in table.columns if column.parts}
    while left:
        free = [id for id, parts in left.items() if not left.keys() & {*parts}]
        for id in free:
            yield id, left.pop(id)


def _checked(
    submission: Submission, tables: Sequence[Table], held_by: Callable[[str], str]
) -> tuple[Finding, ...]:
    return tuple(
        replace(
            finding,
            unit=submission.unit,
            where=replace(finding.where, column=_label(table, finding)),
        )
        for table in tables
        for finding in check_rows(
            submission.rows,
            table,
            {},
            looking_back=False,
            where=submission.where,
            held_by=held_by,
        )
    )


def _label(table: Table, finding: Finding) -> str | None:
    rule = next((one for one in table.rules if one.id == finding.code), None)
    return table.column(rule.points_at).label if rule else None
