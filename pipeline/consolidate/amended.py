"""What was told of reports by telephone: laid over them, and awaited in writing.

The next valid file of the unit is in force as it says itself. Where it says what was told, the
amendment has done its work; where it says otherwise, the unit is asked. A signed scan, in which no
figure can be read, settles nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline import texts
from pipeline.consolidate.standing import Version, in_order
from pipeline.domain.amendment import Amendment, lay
from pipeline.domain.finding import Finding, Severity
from pipeline.domain.form import Form, Table
from pipeline.domain.office import Office
from pipeline.domain.rules.rule import Rule
from pipeline.domain.submission import Submission


def with_amendments(
    sent: Sequence[Version], told: Sequence[Amendment], form: Form, office: Office
) -> Sequence[Version]:
    """Return a unit's versions with what was told of each, and what is to be said of that.

    `form` is the newest version of the period's form, as of its last day.
    """
    if not told:
        return sent
    ordered = [version.submission.sha256 for version in in_order(sent)]
    return [
        replace(version, submission=_laid(version.submission, told, ordered, form, office))
        for version in sent
    ]


def _laid(
    submission: Submission,
    told: Sequence[Amendment],
    ordered: Sequence[str],
    form: Form,
    office: Office,
) -> Submission:
    before = ordered[: ordered.index(submission.sha256)]
    own = [one for one in told if one.sha256 == submission.sha256]
    earlier = [one for one in told if one.sha256 in before]
    read_with = form.of_version(submission.version)
    if read_with is None or not (own or (earlier and submission.valid)):
        return submission
    tables = [as_asked(table, submission) for table in read_with.tables]
    laid = lay(submission, own, tables, office.held_by_whole)
    said = (*_pending(laid, own, read_with), *_answered(laid, earlier, read_with))
    return replace(laid, findings=(*laid.findings, *said))


def as_asked(table: Table, submission: Submission) -> Table:
    """Return a table with the rules a report's form carried, no graver; all where it names none."""
    if not (carried := submission.rules):
        return table
    asked = [rule for rule in table.rules if rule.id in carried]
    return replace(table, rules=tuple(_no_graver(rule, carried[rule.id]) for rule in asked))


def _no_graver(rule: Rule, was: Severity) -> Rule:
    milder = rule.severity.milder(was)
    return rule if milder is rule.severity else replace(rule, severity=milder)


def _pending(laid: Submission, own: Sequence[Amendment], form: Form) -> Iterator[Finding]:
    """Say of each answer that was amended that the unit still owes it in writing."""
    for one in own:
        yield from _said("V07", laid, one, form)


def _answered(later: Submission, earlier: Sequence[Amendment], form: Form) -> Iterator[Finding]:
    """Say whether a later file says what was told of the one before."""
    for one in earlier:
        row = later.row(one.place[0])
        count = row.count(one.place[1]) if row else None
        found = texts.numbers.figure_words(count)
        yield from _said("V08" if count == one.new else "V09", later, one, form, found=found)


def _said(
    code: str, report: Submission, one: Amendment, form: Form, **details: int | str
) -> Iterator[Finding]:
    row = report.row(one.place[0])
    if row is None or one.place[1] not in row.entries:
        return
    where = report.where(row, one.place[1])
    label = form.table_of(row.table).column(one.place[1]).label
    decision = one.decision
    words: dict[str, int | str] = {
        "number": decision.number,
        "by": decision.by,
        "old": texts.sentences.count_words(decision.old),
        "new": one.new,
    }
    found = texts.findings.found(code, replace(where, column=label), **words, **details)
    yield replace(found, unit=report.unit)
