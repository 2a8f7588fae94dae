"""Run a table's declared rules over rows; each breach is a finding at the cell it points at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from pipeline.domain.finding import Finding, Where
from pipeline.domain.form import Table
from pipeline.domain.rules.rule import Past, Rule
from pipeline.domain.submission import Row


def check_rows(
    rows: Iterable[Row],
    table: Table,
    past: Mapping[str, Mapping[str, int | str]],
    *,
    looking_back: bool,
    where: Callable[[Row, str], Where],
) -> Iterator[Finding]:
    """Yield a finding for each rule a row of the table breaks; `past` is by the row's key."""
    rules = [rule for rule in table.rules if rule.looks_back == looking_back]
    columns = [column.id for column in table.columns]
    judged: list[tuple[Row, Mapping[str, int | None], Past]] = []
    for row in rows:
        if row.table != table.id:
            continue
        known = past.get(row.key, {})
        before = {key: value for key, value in known.items() if isinstance(value, int)}
        words = {key: value for key, value in known.items() if isinstance(value, str)}
        counts = {column: row.count(column) for column in columns}
        words |= {column: row.text(column) for column in columns}
        judged.append((row, counts, before))
        for rule in rules:
            if not rule.of_all_rows and rule.broken(counts, words, before):
                yield _finding(rule, row, counts, before, where)
    for rule in rules:
        if rule.of_all_rows and rule.broken_by_all([(n, p) for _, n, p in judged]):
            yield _finding(rule, *judged[0], where)


def _finding(
    rule: Rule,
    row: Row,
    counts: Mapping[str, int | None],
    past: Past,
    where: Callable[[Row, str], Where],
) -> Finding:
    """Return what the rule's sentence may name: the counts it looks at and what was before."""
    column = rule.points_at
    before = past.get(rule.past_key)
    named = {name: counts.get(name) for name in rule.columns}
    if rule.looks_back:
        named["past"] = before
    return Finding(
        code=rule.id,
        severity=rule.severity,
        where=where(row, column),
        details={name: value for name, value in named.items() if value is not None},
        rule=rule,
    )
