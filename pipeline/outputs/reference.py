"""The reference of all codes in the guide, made from the catalogue and the shipped forms.

Run as a module it brings HUONG-DAN.md up to date; a test holds that the guide is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from pipeline.config.form import load_forms
from pipeline.domain.checks import check_rows
from pipeline.domain.finding import Finding, Severity, Where
from pipeline.domain.form import Form, Table
from pipeline.domain.rules.answers import (
    Afterwards,
    Limit,
    SameDay,
    Since,
    Stays,
    When,
    Without,
)
from pipeline.domain.rules.counts import AtMost, Balance, Holds, Reason, Sum
from pipeline.domain.rules.documents import DatedLater, Redated, Undated, Unnumbered
from pipeline.domain.rules.flows import Cumulative, Included, Outweighs, Remains, so_far
from pipeline.domain.rules.past import (
    CarriedForward,
    Cumulated,
    NotFalling,
    Unusual,
    Vanished,
    Whole,
)
from pipeline.domain.rules.reasons import Copied, Idle
from pipeline.domain.rules.results import Hollow, Misplaced
from pipeline.domain.rules.rule import Rule, most_lately, usual_size
from pipeline.domain.rules.table import Nothing, Repeated
from pipeline.domain.submission import Entry, Row
from pipeline.texts import reference, screen
from pipeline.texts.catalogue import Entry as Code
from pipeline.texts.catalogue.cells import CELLS
from pipeline.texts.catalogue.files import FILES
from pipeline.texts.catalogue.forms import FORMS
from pipeline.texts.catalogue.sheets import SHEETS
from pipeline.texts.findings import said
from pipeline.texts.numbers import PERIOD_KINDS, day, sentence

_NAMED = re.compile(r"\{\w+\}")
_ROW = "row"
_ANY_DAY = "2023-03-20"
_FIRST_DAY, _LAST_DAY = date(2023, 2, 11), date(2023, 3, 10)  # of a window
_LEAVES_OPEN = 2  # by how much an example is off


def code_reference(forms: Iterable[Form]) -> str:
    """Return the guide's section: each code with cause, cure and example."""
    parts = [reference.TITLE, reference.INTRO]
    for title, codes in zip(reference.GROUPS, (FILES, FORMS, SHEETS, CELLS), strict=True):
        parts += [f"### {title}", *(_code(code, entry) for code, entry in codes.items())]
    parts += [f"### {reference.RULES}", reference.RULES_INTRO, *_rules(forms)]
    return "\n\n".join(parts) + "\n"


def bring_up_to_date(root: Path) -> None:
    """Write the section into the guide of a program's folder; it is the last one there."""
    guide = root / "HUONG-DAN.md"
    before = guide.read_text(encoding="utf-8").partition(reference.TITLE)[0].rstrip()
    section = code_reference(load_forms(root / "input_templates").values())
    guide.write_text(f"{before}\n\n{section}", encoding="utf-8")


def _code(code: str, entry: Code) -> str:
    head = reference.HEAD.format(
        code=code,
        severity=_severity(entry.severity),
        sentence=_NAMED.sub("…", entry.sentence),
    )
    return f"{head}\n{_lines(entry.cause, entry.cure, entry.example)}"


def _severity(severity: Severity) -> str:
    return screen.SEVERITY[severity].rstrip(":")


def _lines(cause: str, cure: str, example: str) -> str:
    return reference.LINES.format(
        cause=sentence(cause), cure=sentence(cure), example=sentence(example)
    )


def _rules(forms: Iterable[Form]) -> Iterator[str]:
    """Yield the forms' rules by code; one that several forms share in the same words comes once."""
    shared: dict[tuple[str, str, str], tuple[Rule, Table, list[str]]] = {}
    for form in forms:
        for table in form.tables:
            for rule in table.rules:
                key = (rule.id, rule.message, rule.action)
                shared.setdefault(key, (rule, table, []))[2].append(PERIOD_KINDS[form.kind])
    for _, (rule, table, kinds) in sorted(shared.items()):
        head = reference.RULE_HEAD.format(
            code=rule.id,
            severity=_severity(rule.severity),
            kinds=", ".join(kinds),
            sentence=_NAMED.sub("…", rule.message),
        )
        cause = reference.CAUSES[type(rule).__name__]
        if rule.basis:
            cause = reference.CAUSE.format(cause=cause, basis=rule.basis)
        said_of = "\n".join([head, _lines(cause, rule.action, _example(rule, table))])
        yield "\n".join([said_of, *filter(None, [_dates(rule)])])


def _dates(rule: Rule) -> str:
    """Say when a rule holds, how grave it is since when, and whom to ask; "" where always."""
    dates, held = rule.dates, rule.dates.validity
    said = [
        reference.SINCE.format(day=day(held.since)) if held.since else "",
        *(
            reference.GRADE.format(day=day(since), severity=_severity(severity))
            for since, severity in dates.grades
        ),
        reference.TRIAL.format(day=day(dates.trial_until)) if dates.trial_until else "",
        reference.UNTIL.format(day=day(held.until)) if held.until else "",
        reference.OWNER.format(owner=dates.owner) if dates.owner else "",
    ]
    listed = "; ".join(filter(None, said))
    return reference.DATES.format(dates=sentence(listed)) if listed else ""


def _example(rule: Rule, table: Table) -> str:
    """Say of made-up answers what the rule itself says of them."""
    if isinstance(rule, When):
        choice, needed = table.column(rule.choice).label, table.column(rule.needs).label
        return reference.LEFT_BLANK.format(chosen=rule.values[0], choice=choice, needed=needed)
    return said(broken(rule, table)).message


def broken(rule: Rule, table: Table) -> Finding:
    """Return what is found in made-up answers that break a rule."""
    if isinstance(rule, Since):  # of a plan that begins with the window
        rule = replace(rule, first=_FIRST_DAY)
    answers, past = _answers(rule)
    entries = {id: Entry(answer, "") for id, answer in answers.items()}
    row = Row(table.id, _ROW, entries, declared_none=False)
    rule = rule.within(_FIRST_DAY, _LAST_DAY)
    table = replace(table, rules=(rule,))
    found = check_rows(
        [row] * (rule.cells if isinstance(rule, Repeated) else 1),
        table,
        {_ROW: past},
        looking_back=rule.looks_back,
        where=lambda *_: Where(""),
        held_by=lambda key: key,
    )
    return next(finding for finding in found if finding.code == rule.id)


def _answers(rule: Rule) -> tuple[dict[str, int | str], Mapping[str, int | str]]:
    """Make up answers that break a rule, and what the reports before said."""
    match rule:
        case Sum():
            parts = _small(rule.parts)
            return {rule.total: sum(parts.values()) + _LEAVES_OPEN, **parts}, {}
        case Balance():
            right = _small(rule.right)
            left = dict.fromkeys(rule.left, 0)
            return {**left, rule.left[0]: sum(right.values()) + _LEAVES_OPEN, **right}, {}
        case AtMost():
            whole = _small(rule.whole)
            return {rule.part: max(sum(whole.values()) + _LEAVES_OPEN, rule.floor), **whole}, {}
        case Holds():
            return {rule.whole: 16, rule.other: 10704}, {}
        case Reason():
            return {**_small(rule.counts)}, {}
        case CarriedForward(opening=column) | NotFalling(count=column):
            return {column: 5}, {rule.past_key: 5 + _LEAVES_OPEN}
        case Unusual():
            count = max(rule.floor, rule.times)
            return {rule.count: count}, {usual_size(rule.count): (count - 1) // rule.times}
        case Cumulative():
            each = -(-rule.floor // len(rule.counts))
            counts: dict[str, int | str] = dict.fromkeys(rule.counts, each + _LEAVES_OPEN)
            return counts, {so_far(column): each for column in rule.counts}
        case Remains():
            return dict.fromkeys(rule.counts, 0), {rule.past_key: _LEAVES_OPEN}
        case Outweighs():
            usual = {usual_size(rule.count): 1, usual_size(rule.against): rule.floor}
            return {rule.count: rule.floor, rule.against: 1}, usual
        case Included():
            shown = {rule.part: 2, rule.whole: 9, rule.shown: 7}
            return {**shown}, {rule.past_key: rule.floor}
        case Idle():
            return {**dict.fromkeys(rule.counts, 0), rule.told: reference.SOME_WORDS}, {}
        case Copied():
            said_before = {rule.past_key: reference.SOME_WORDS}
            return {**_small(rule.counts), rule.told: reference.SOME_WORDS}, said_before
        case Nothing():
            return dict.fromkeys(rule.counts, 0), {rule.past_key: rule.floor}
        case Repeated():
            same = dict.fromkeys(rule.counts, rule.floor)
            return {**same}, dict.fromkeys(rule.remembers, rule.floor)
        case Cumulated():
            usual = {rule.past_key: 400, most_lately(rule.count): 500}
            return {rule.count: 2048, rule.opening: 1625}, usual
        case Vanished():
            return dict.fromkeys(rule.columns, 0), {rule.past_key: rule.floor}
        case Whole():
            return {rule.part: 1, rule.whole: 190}, {rule.past_key: 19}
        case Limit():
            outside = rule.least - 20 if rule.least else rule.most + 20
            chosen: dict[str, int | str] = {rule.choice: rule.values[0]} if rule.choice else {}
            return {rule.count: outside, **chosen}, {}
        case When():
            return {rule.choice: rule.values[0]}, {}
        case Without():
            return {rule.choice: rule.values[0], rule.bare: _ANY_DAY}, {}
        case Stays():
            return {rule.choice: reference.SOME_WORDS}, {rule.past_key: 1}
        case Afterwards():
            chosen = {rule.day: _ANY_DAY, rule.choice: rule.values[0]}
            return {**chosen}, {rule.past_key: 100_000}
        case Undated():
            return {rule.told: reference.NO_DAY}, {}
        case Unnumbered():
            return {rule.told: reference.NO_NUMBER}, {}
        case DatedLater() | Redated():
            return {rule.told: reference.LATER_DAY}, {f"{rule.told}.said": reference.EARLIER_DAY}
        case Misplaced():
            return {rule.told: reference.SOME_WORDS}, {rule.above: reference.SOME_WORDS}
        case Hollow():
            return {rule.told: rule.words[0]}, {}
        case SameDay():
            return {rule.day: _ANY_DAY}, {rule.past_key: 1}
        case Since():
            return {rule.day: (rule.first - timedelta(days=1)).isoformat()}, {}
    raise ValueError(rule)


def _small(columns: Iterable[str]) -> dict[str, int]:
    return {column: 4 - place % 3 for place, column in enumerate(columns)}


if __name__ == "__main__":
    bring_up_to_date(Path(__file__).parents[2])
