"""A count a unit corrects by telephone: written down as a decision, over the report in force."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from pipeline import texts
from pipeline.domain.amendment import Amendment, amendments
from pipeline.domain.decision import Decision, DecisionKind
from pipeline.domain.finding import BaocaoError, Finding, How, Where
from pipeline.domain.form import ColumnType
from pipeline.domain.issue import Issue
from pipeline.domain.office import Unit
from pipeline.domain.period import Period
from pipeline.domain.submission import Submission
from pipeline.intake.answers import Answer, Meant, answers_of, at_cell, called
from pipeline.intake.book import Cell, CellKind
from pipeline.intake.cell import understand_count
from pipeline.intake.words import quoted
from pipeline.ledger.ledger import open_ledger
from pipeline.personal import masked
from pipeline.recipes.desk import Desk
from pipeline.recipes.judge import history_of
from pipeline.recipes.receive import Taken, take_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What was told by telephone, as it was typed."""

    unit: Unit
    period: Period
    where: tuple[str, ...]  # a cell, or a row and a column
    new: str
    was: str
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class Amended:
    """What was written down, and what there is to do about it now."""

    decision: Decision
    asked: tuple[Finding, ...]  # rules that the report breaks with what was told
    issued: Issue | None  # the report that has gone out with the count as it was


def amend(desk: Desk, told: Told, now: datetime) -> Amended:
    """Write a phoned correction down; BaocaoError when it is about nothing there is.

    The file stays as it came. What the unit said before must be what was read, so that nobody
    corrects another cell than the one both speak of.
    """
    if not (told.by.strip() and told.why.strip()):
        raise BaocaoError(texts.screen.WHO_AND_WHY)
    with open_ledger(desk.collected, alone=True) as ledger:
        taken = take_in(desk, ledger, now, lambda done, whole: None)
        report = _in_force(desk, taken, told)
        answer = _one(_meant(desk, report, told), told)
        decision = ledger.decide(_checked(taken, report, answer, told, now))
        taken = replace(taken, decisions=ledger.decisions())
        amended = _in_force(desk, taken, told)
        asked = (f for f in amended.findings if f.settled and f.settled.how is How.AMENDED)
        return Amended(decision, tuple(asked), ledger.issued().get(told.period))


def _in_force(desk: Desk, taken: Taken, told: Told) -> Submission:
    report = history_of(desk, taken, (told.period,)).in_force(told.period, told.unit.code)
    if report is None:
        words = {"unit": told.unit.name, "period": told.period}
        raise BaocaoError(texts.amend.NOTHING_IN_FORCE.format(**words))
    return report


def _meant(desk: Desk, report: Submission, told: Told) -> Meant:
    """Find what is meant among the answers of a report, as its own form asked for them."""
    form, office = desk.form(told.period), desk.office(told.period)
    day = office.schedule.window(told.period)[1]
    read_with = form.of_version(report.version) or form
    answers = answers_of(
        report, read_with.tables, lambda table: office.items(table.rows, day, told.unit)
    )
    return at_cell(answers, *told.where) if len(told.where) == 1 else called(answers, *told.where)


def _one(meant: Meant, told: Told) -> Answer:
    """Return the one answer that is meant; BaocaoError where it is none, several, or no count."""
    asked = quoted(texts.amend.BETWEEN.join(told.where))
    if not meant.answers:
        near = texts.amend.NEAR.format(near="; ".join(meant.near)) if meant.near else ""
        raise BaocaoError(texts.amend.NO_SUCH_ANSWER.format(asked=asked, near=near))
    if len(meant.answers) > 1:
        places = "; ".join(_place(one) for one in meant.answers)
        raise BaocaoError(texts.amend.SEVERAL_ANSWERS.format(asked=asked, places=places))
    (answer,) = meant.answers
    if answer.column.type is not ColumnType.COUNT:
        raise BaocaoError(texts.amend.NO_COUNT.format(place=_place(answer)))
    if answer.column.parts:
        parts = ", ".join(answer.table.column(part).name for part in answer.column.parts)
        raise BaocaoError(texts.amend.A_TOTAL.format(place=_place(answer), parts=parts))
    return answer


def _place(answer: Answer) -> str:
    return texts.amend.PLACE.format(
        row=answer.item.name,
        column=answer.column.name,
        sheet=answer.sheet,
        cell=answer.entry.cell,
    )


def _checked(
    taken: Taken, report: Submission, answer: Answer, told: Told, now: datetime
) -> Decision:
    """Return the decision; BaocaoError where `was` is not what was read, or nothing is told."""
    place, value = (answer.row.key, answer.column.id), answer.entry.value
    old = str(value) if isinstance(value, int) else ""
    if _typed(told.was, answer, report) != value:
        words = {"place": _place(answer), "value": _shown(old), "was": quoted(told.was)}
        raise BaocaoError(texts.amend.WAS_OTHER.format(**words))
    new = _typed(told.new, answer, report)
    if new is None:
        raise BaocaoError(texts.amend.NOTHING_TOLD.format(place=_place(answer)))
    if new == value:
        raise BaocaoError(texts.amend.THE_SAME.format(place=_place(answer), value=_shown(old)))
    before = amendments(taken.decisions, told.period, told.unit.code)
    held = [one for one in before if (one.sha256, one.place) == (report.sha256, place)]
    if held and answer.entry.raw == str(new):  # what the file says itself stands beside it
        number = held[-1].decision.number
        raise BaocaoError(texts.amend.AS_SENT.format(value=_shown(str(new)), number=number))
    return Decision(
        number=0,
        kind=DecisionKind.AMENDED,
        unit=told.unit.code,
        period=told.period,
        subject=Amendment.subject(report.sha256, place),
        label=_place(answer),
        at=None,
        by=told.by,
        why=masked(told.why),
        decided_at=now,
        old=old,
        new=str(new),
    )


def _shown(count: str) -> str:
    return texts.sentences.count_words(count)


def _typed(text: str, answer: Answer, report: Submission) -> int | None:
    """Understand a count as in a clerk's cell; BaocaoError says what is wrong with it."""
    measure = answer.item.measure or answer.column.measure
    understood = understand_count(Cell(text, CellKind.TEXT), measure)
    if understood.value is None and understood.doubt:
        where = Where(report.file, answer.sheet, answer.entry.cell, answer.column.label)
        doubt = understood.doubt
        said = texts.findings.said(texts.findings.found(doubt.code, where, **doubt.details))
        raise BaocaoError(texts.amend.NOT_A_COUNT.format(text=quoted(text), said=said.message))
    return understood.value
