"""Run a table's declared rules over rows; each breach is a finding at the cell it points at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from pipeline.domain.finding import Finding, Where
from pipeline.domain.form import Table
from pipeline.domain.rules.rule import HELD, Rule, TableRule, Told
from pipeline.domain.submission import Row


def check_rows(
    rows: Iterable[Row],
    table: Table,
    past: Mapping[str, Mapping[str, int | str]],
    *,
    looking_back: bool,
    where: Callable[[Row, str], Where],
    held_by: Callable[[str], str] = lambda key: "",
) -> Iterator[Finding]:
    """Yield a finding for each rule the table's rows break; `past` is by the row's key.

    `held_by` names the row, of any table, whose count the denominator of a row holds.
    """
    rows = tuple(rows)
    by_key = {row.key: row for row in rows}
    rules = [rule for rule in table.rules if rule.looks_back == looking_back]
    wide = [rule for rule in rules if isinstance(rule, TableRule)]
    there = [row for row in rows if row.table == table.id]
    held = [by_key.get(held_by(row.key)) for row in there]
    told = [
        _told(row, table, past.get(row.key, {}), beside)
        for row, beside in zip(there, held, strict=True)
    ]
    broken = [rule for rule in wide if rule.violated_over(told)]
    for rule in broken:
        if rule.broken_over(told):
            known = next((past for *_, past in told if rule.past_key in past), {})
            yield _finding(rule, there[0], {}, known, where)
    spoken = {id for rule in broken for id in rule.instead_of}
    alone = [rule for rule in rules if rule not in wide and rule.id not in spoken]
    for row, (counts, words, before) in zip(there, told, strict=True):
        for one in alone:
            if one.broken(counts, words, before):
                yield _finding(one, row, counts, before, where)


def _told(row: Row, table: Table, known: Mapping[str, int | str], held: Row | None) -> Told:
    """Return a row's counts and words, and what is known of it: words of then beside its own."""
    ids = [column.id for column in table.columns]
    said = {key: value for key, value in known.items() if isinstance(value, str)}
    beside = {HELD + id: held.count(id) for id in held.entries} if held else {}
    return (
        beside | {id: row.count(id) for id in ids},
        said | {id: row.text(id) for id in ids},
        {key: value for key, value in known.items() if isinstance(value, int)},
    )


def _finding(
    rule: Rule,
    row: Row,
    counts: Mapping[str, int | None],
    past: Mapping[str, int],
    where: Callable[[Row, str], Where],
) -> Finding:
    """Return what the rule's sentence may name: the counts it looks at and what was before."""
    column = rule.points_at
    before = past.get(rule.past_key)
    named = {name: counts.get(name) for name in rule.columns if counts}
    if rule.looks_back:
        named["past"] = before
    return Finding(
        code=rule.id,
        severity=rule.severity,
        where=where(row, column),
        details={name: value for name, value in named.items() if value is not None},
        rule=rule,
    )
