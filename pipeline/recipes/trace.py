"""From a number that a period's documents print back to the cells units filled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from pipeline import texts
from pipeline.domain.decision import Decisions
from pipeline.domain.figure import SEALED, FigureId, Figures
from pipeline.domain.finding import BaocaoError
from pipeline.domain.issue import Issue
from pipeline.domain.office import Office
from pipeline.domain.period import Period
from pipeline.domain.trace import Trace
from pipeline.ledger.ledger import look_into, open_ledger
from pipeline.recipes.brief import brief_name, word_brief
from pipeline.recipes.desk import Desk
from pipeline.recipes.judge import facts_of, history_of, summary_of
from pipeline.recipes.receive import Progress, Taken, take_in
from pipeline.recipes.remake import making_of, rests_on_other
from pipeline.recipes.write import Written, laid_out, names_of_documents, put

if TYPE_CHECKING:
    from pipeline.consolidate.trace import Walk
    from pipeline.domain.summary import Summary
    from pipeline.domain.trace import Printed


@dataclass(frozen=True, slots=True, kw_only=True)
class Traced:
    """What was found of a number."""

    period: Period
    asked: str
    office: Office
    found: tuple[Trace, ...]
    near: tuple[str, ...]  # where nothing was found
    issued: Issue | None
    outdated: bool  # since its documents were made, more was received or decided
    written: tuple[Written, ...] = ()


def trace(
    desk: Desk, period: Period, asked: str, now: datetime, progress: Progress, *, write: bool
) -> Traced:
    """Find a number in a period's documents and follow it to its cells; `write` it down as well.

    A report that was issued is traced as it was sealed.
    """
    from pipeline.consolidate.asked import find, near
    from pipeline.consolidate.trace import Walk, traces

    desk.must_owe((period,))
    with look_into(desk.collected) as ledger:
        taken = take_in(desk, ledger, now, progress, note=False)
        issued = ledger.issued().get(period)
        merged = ledger.merged()
        if issued is None and period not in merged:
            raise BaocaoError(texts.verify.NEVER_MERGED.format(period=period))
    then = known_at(taken, issued.issued_at) if issued else taken
    facts = facts_of(history_of(desk, then, (period,)))
    summary = summary_of(desk, then, facts, period, now)
    walk = Walk(
        facts,
        then.decisions,
        lambda one: summary_of(desk, then, facts, one, now).figures,
        {period: summary.figures},
    )
    printed = printed_by(desk, summary)
    chosen = find(asked, printed, summary.figures)
    found = traces(chosen, walk)
    if issued:
        present = _present(desk, taken, period, now)
        found = tuple(_sealed(one, issued, present, walk) for one in found)
    traced = Traced(
        period=period,
        asked=asked,
        office=summary.office,
        found=found,
        near=() if found else near(asked, printed),
        issued=issued,
        outdated=issued is None and rests_on_other(period, merged, making_of(desk, taken, merged)),
    )
    return replace(traced, written=_written(desk, summary, traced, now)) if write else traced


def printed_by(desk: Desk, summary: Summary) -> tuple[Printed, ...]:
    """Return every number the documents of a period print, those of the leader's page last."""
    from pipeline.outputs.places import in_report, in_workbook

    report, sheets, appendices = laid_out(desk, summary)
    workbook, document = names_of_documents(summary.period)
    page = in_report(brief_name(summary.period), word_brief(desk, summary), ())
    on_paper = in_report(document, report, appendices)
    return *on_paper, *in_workbook(workbook, sheets), *page


def known_at(taken: Taken, at: datetime) -> Taken:
    """Return what had been received and decided by an instant."""
    versions = {
        key: tuple(one for one in sent if one.first_seen <= at)
        for key, sent in taken.versions.items()
    }
    return replace(
        taken,
        versions={key: sent for key, sent in versions.items() if sent},
        unplaced=tuple(one for one in taken.unplaced if one.first_seen <= at),
        decisions=Decisions(one for one in taken.decisions.every if one.decided_at <= at),
    )


def _present(desk: Desk, taken: Taken, period: Period, now: datetime) -> Figures:
    """Return what a period's figures are by what is known now."""
    facts = facts_of(history_of(desk, taken, (period,)))
    return summary_of(desk, taken, facts, period, now).figures


def _sealed(one: Trace, issued: Issue, present: Figures, walk: Walk) -> Trace:
    """Say where a number that was issued is another by what is known now, or cannot be shown."""
    notes = [
        said
        for id in one.figures
        if id.period == issued.period and id.table in SEALED
        for said in _differences(id, issued, present, walk)
    ]
    return replace(one, notes=(*one.notes, *notes))


def _differences(id: FigureId, issued: Issue, present: Figures, walk: Walk) -> Iterator[str]:
    sealed, then, now = issued.figures.get(id.key), walk.known(id), present.get(id)
    said = {"number": issued.number, "sealed": texts.trace.value_words(sealed)}
    if then and then.value != sealed:
        yield texts.trace.SEALED_OTHERWISE.format(value=texts.trace.value_words(then.value), **said)
    value = now.value if now else None
    if value != sealed:
        yield texts.trace.OTHERWISE_NOW.format(value=texts.trace.value_words(value), **said)


def _written(desk: Desk, summary: Summary, traced: Traced, now: datetime) -> tuple[Written, ...]:
    """Write down what was found beside the period's documents."""
    from pipeline.consolidate.grids.traced import traced_sheets
    from pipeline.outputs.book.workbook import build_workbook
    from pipeline.outputs.said import book_of

    if not traced.found:
        return ()
    period = traced.period
    report, _, _ = laid_out(desk, summary)
    sheets = traced_sheets(summary, traced.asked, traced.found)
    content = build_workbook(book_of(summary, report, sheets))
    with open_ledger(desk.collected, alone=True) as ledger:
        name = f"truy-vet-{period}.xlsx"
        return put(ledger, desk.output / str(period), str(period), {name: content}, now)
