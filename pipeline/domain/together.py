"""Findings of one cause are said once, with all the cells it strikes."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field, replace

from pipeline.domain.areas import row_and_column
from pipeline.domain.finding import Finding


@dataclass(slots=True)
class _Struck:
    """What one cause struck, and in which lines of its sheet."""

    findings: dict[int, Finding] = field(default_factory=dict)  # by their order
    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)

    def take(self, other: _Struck) -> None:
        self.findings |= other.findings
        self.rows |= other.rows
        self.columns |= other.columns


def together(
    findings: Iterable[Finding], cause: Callable[[Finding], Hashable]
) -> tuple[Finding, ...]:
    """Return findings with those of one cause as one, where the first of them stood.

    Of one cause are those of which `cause` says the same, in one sheet, and of which each stands
    in a row or column with another. What is about no cell stays alone.
    """
    struck: dict[Hashable, list[_Struck]] = {}
    for order, finding in enumerate(findings):
        row, column = row_and_column(finding.where.cell or "")
        new = _Struck({order: finding}, {row}, {column})
        if not row:
            struck[order] = [new]
            continue
        where = finding.where
        key = (finding.code, finding.severity, finding.unit, finding.settled, where.file)
        alike = struck.setdefault((*key, where.sheet, cause(finding)), [])
        for one in [one for one in alike if row in one.rows or column in one.columns]:
            new.take(one)
            alike.remove(one)
        alike.append(new)
    one_each = [one.findings for every in struck.values() for one in every]
    return tuple(_as_one(found) for found in sorted(one_each, key=min))


def _as_one(found: dict[int, Finding]) -> Finding:
    every = [found[order] for order in sorted(found)]
    first = every[0]
    if len(every) == 1:
        return first
    same_column = {one.where.column for one in every} == {first.where.column}
    where = first.where if same_column else replace(first.where, column=None)
    return replace(first, where=where, cells=tuple(str(one.where.cell) for one in every))
