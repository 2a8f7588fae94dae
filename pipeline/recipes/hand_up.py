"""A period's result is handed up: as a returned form of the level above, and in its own files.

Beside what is handed up lies a workbook that says of each number how many units are in it, and
the cells below.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import texts
from pipeline.consolidate.handed_up import fill, named
from pipeline.domain.figure import MERITS, STANDINGS
from pipeline.domain.finding import BaocaoError, Severity
from pipeline.domain.handed_up import Filled, Handed
from pipeline.domain.issue import corrections, to_correct
from pipeline.domain.period import Period
from pipeline.domain.standing import StandingKind
from pipeline.domain.summary import Summary
from pipeline.ledger.ledger import Ledger, open_ledger
from pipeline.recipes.above import FormAbove, as_read_above, form_above
from pipeline.recipes.desk import Desk
from pipeline.recipes.folders import Wanted, keep_folder
from pipeline.recipes.judge import facts_of, history_of, summary_of
from pipeline.recipes.receive import Progress, Taken, take_in
from pipeline.recipes.superior import FilledFile, fill_superiors
from pipeline.recipes.write import Written, as_signed

if TYPE_CHECKING:
    from pipeline.consolidate.facts import Facts
    from pipeline.consolidate.grids.handed_up import HandedIn
    from pipeline.consolidate.trace import Walk

FOLDER = "nop-len"  # beside a period's outputs
_OF_THE_HOUSE = (MERITS, STANDINGS)  # tables of which nothing is handed up


@dataclass(frozen=True, slots=True)
class HandedUp:
    """What came of handing a period up."""

    files: tuple[FilledFile, ...]
    written: tuple[Written, ...]
    changed: bool  # whether anything is another than the last time

    @property
    def asks(self) -> bool:
        """Whether somebody must see to it before it is sent."""
        read = (one.read_above for one in self.files if one.read_above)
        return (
            any(one.beside for one in self.written)
            or any(
                finding.severity is not Severity.NOTE for one in read for finding in one.findings
            )
            or any(one.left for one in self.files)
        )


def hand_up(
    desk: Desk,
    period: Period,
    into: Path | None,
    now: datetime,
    progress: Progress,
    *,
    as_it_stands: bool = False,
) -> HandedUp:
    """Fill the form of the level above, and its own workbooks, with a period's figures.

    Args:
        desk: The office.
        period: The period, merged already.
        into: The form; without it the one in the declared folder.
        now: The time.
        progress: Is told how far the reading is.
        as_it_stands: Whether what units still owe is no reason to wait.

    Raises:
        BaocaoError: Nothing is declared, the form is none of ours, or the period is not ready.
    """
    register = desk.register
    superiors = [one for one in register.superiors if period.kind in one.reports]
    if register.hand_up is None and (into or not superiors):
        none_of_kind = register.superiors and not into
        said = texts.handed_up.NO_KIND if none_of_kind else texts.handed_up.NOTHING_DECLARED
        raise BaocaoError(said.format(period=period))
    desk.must_owe((period,))
    above = form_above(desk, register.hand_up, period, into) if register.hand_up else None
    with open_ledger(desk.collected, alone=True) as ledger:
        taken = take_in(desk, ledger, now, progress, note=False)
        facts = facts_of(history_of(desk, taken, (period,)))
        summary = as_signed(desk, summary_of(desk, taken, facts, period, now), None)
        _must_be_ready(ledger, summary, as_it_stands=as_it_stands)
        walk = _walk(desk, taken, facts, summary, now)
        filled = [*_filled_forms(desk, summary, above, walk, now)]
        filled += fill_superiors(desk, summary, superiors, walk, now)
        handed = [one for file in filled for one in file.traced]
        wanted = {one.name: Wanted(one.made_of, partial(_content, one.content)) for one in filled}
        trace = f"truy-vet-nop-len-{period}.xlsx"
        wanted[trace] = Wanted(tuple(handed), partial(_trace, desk, summary, handed))
        mark = f"{period}/{FOLDER}"
        before = ledger.made_of(mark)
        written = keep_folder(desk, ledger, mark, wanted, now)
        changed = before != ledger.made_of(mark)
        return HandedUp(tuple(filled), tuple(written.values()), changed)


def _content(content: bytes) -> bytes:
    return content


def _walk(desk: Desk, taken: Taken, facts: Facts, summary: Summary, now: datetime) -> Walk:
    from pipeline.consolidate.trace import Walk

    return Walk(
        facts,
        taken.decisions,
        lambda one: summary_of(desk, taken, facts, one, now).figures,
        {summary.period: summary.figures},
    )


def _must_be_ready(ledger: Ledger, summary: Summary, *, as_it_stands: bool) -> None:
    """Refuse a period whose figures are not those of its documents, or that waits for somebody."""
    period, issued = summary.period, ledger.issued().get(summary.period)
    if issued is None and period not in ledger.merged():
        raise BaocaoError(texts.verify.NEVER_MERGED.format(period=period))
    if issued and (other := to_correct(issued, summary)):
        said = {"number": issued.number, "period": period, "count": len(other)}
        raise BaocaoError(texts.handed_up.TO_CORRECT.format(**said))
    moved = () if issued else corrections(ledger.stated(period), summary)
    if other := [one for one in moved if one.table not in _OF_THE_HOUSE]:
        said = {"period": period, "count": len(other)}
        raise BaocaoError(texts.handed_up.CHANGED_SINCE.format(**said))
    if (open := [*_still_open(summary)]) and not as_it_stands:
        what = texts.handed_up.AND.join(open)
        raise BaocaoError(texts.handed_up.STILL_OPEN.format(period=period, what=what))


def _still_open(summary: Summary) -> Iterator[str]:
    """Say what the period waits for: units without a report, questions nobody answered."""
    kinds = {
        StandingKind.MISSING: texts.handed_up.OPEN_MISSING,
        StandingKind.INVALID: texts.handed_up.OPEN_INVALID,
    }
    for kind, said in kinds.items():
        waiting = [one for one in summary.of_kind(kind) if one.carried is None]
        if codes := [one.unit.code for one in waiting]:
            yield said.format(units=named(codes, summary.office))
    asked = [one for one in summary.findings if one.severity is Severity.WARNING]
    if asked:
        yield texts.handed_up.OPEN_FINDINGS.format(count=len(texts.findings.once(asked)))


def _filled_forms(
    desk: Desk, summary: Summary, above: FormAbove | None, walk: Walk, now: datetime
) -> Iterator[FilledFile]:
    """Yield the form of the level above, filled; nothing in an office that has none."""
    declared = desk.register.hand_up
    if above is None or declared is None:
        return
    filled = fill(above.blank, above.form, summary, declared, summary.office.signer)
    name = f"{summary.period}-{above.blank.unit}.xlsx"
    content = _typed(above, filled, now)
    yield FilledFile(
        name=name,
        source=above.path.name,
        content=content,
        made_of=(above.content, filled.typed, filled.shown),
        traced=tuple(_handed(name, filled.numbers, walk)),
        left=filled.left,
        read_above=replace(as_read_above(desk, above, content, declared), file=name),
    )


def _typed(above: FormAbove, filled: Filled, now: datetime) -> bytes:
    from pipeline.intake.sent import as_sent
    from pipeline.outputs.marked.fill import CannotType, filled_in
    from pipeline.outputs.marked.mark import CannotMark
    from pipeline.outputs.typed_back import prove_typed

    refusal = BaocaoError(texts.handed_up.CANNOT_FILL.format(file=above.path.name))
    if (sent := as_sent(above.content)) is None:
        raise refusal
    try:
        content = filled_in(sent, filled.typed, filled.shown, now)
    except (CannotMark, CannotType) as error:
        raise refusal from error
    prove_typed(above.path.name, above.content, content, filled.typed, above.blank.formulas)
    return content


def _handed(name: str, numbers: Iterable[Handed], walk: Walk) -> Iterator[HandedIn]:
    from pipeline.consolidate.grids.handed_up import HandedIn

    for one in numbers:
        yield HandedIn(name, one, tuple(walk.figure(figure.id) for figure in one.of))


def _trace(desk: Desk, summary: Summary, handed: Sequence[HandedIn]) -> bytes:
    from pipeline.consolidate.grids.handed_up import handed_sheets
    from pipeline.consolidate.wording import word_report
    from pipeline.outputs.book.workbook import build_workbook
    from pipeline.outputs.said import book_of

    report = word_report(desk.wording(summary.period.kind, "report.md"), summary)
    return build_workbook(book_of(summary, report, handed_sheets(summary, handed)))
