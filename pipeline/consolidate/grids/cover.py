"""What the workbook's cover says beside its tables."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline import texts
from pipeline.consolidate.grids.cells import named_in_a_cell
from pipeline.domain.figure import STANDINGS, FigureId
from pipeline.domain.grid import Cover
from pipeline.domain.numeral import Numeral, Sum, Units
from pipeline.domain.summary import Summary
from pipeline.texts.phrase import Phrase


def cover_of(summary: Summary, sheets: Sequence[str]) -> Cover:
    """Say whether all have sent, what days the figures cover, and what the other sheets hold."""
    sent = FigureId(summary.period, STANDINGS, "", "sent")
    absent = [standing.unit.name for standing in summary.standings if not standing.reported]
    carried = {one.unit.name: None for one in summary.standings if one.carried}
    lacking = [name for name in absent if name not in carried]
    verdict = Phrase.of(
        texts.tables.INCOMPLETE if absent else texts.tables.COMPLETE,
        sent=Numeral(summary.sent, Sum.of(sent)),
        owed=Numeral(len(summary.standings), Units(sent, owed=True)),
    )
    due = texts.numbers.due_words(summary.deadline)
    made = summary.now.astimezone(summary.office.schedule.zone)
    says = texts.tables.PLAN_SHEET_SAYS if summary.plan else texts.tables.SHEET_SAYS
    return Cover(
        verdict=verdict.pieces,
        missing=texts.tables.PARTED.join(
            said.format(units=named_in_a_cell(units))
            for said, units in (
                (texts.tables.STILL_MISSING, lacking),
                (texts.tables.STOOD_IN, [*carried]),
            )
            if units
        ),
        told=(
            (texts.tables.WINDOW, texts.numbers.window_words(*summary.window)),
            (texts.tables.DEADLINE, texts.tables.BEFORE.format(deadline=due)),
            (texts.tables.MADE, texts.numbers.instant(made)),
            *_signed_copies(summary),
        ),
        contents=tuple((name, says[texts.tables.whole_sheet(name)]) for name in sheets),
    )


def _signed_copies(summary: Summary) -> tuple[tuple[str, str], ...]:
    """Say who still owes the signed copy of its report, in an office that wants these."""
    if summary.period.kind not in summary.office.signed_copies:
        return ()
    names = ", ".join(unit.name for unit in summary.unsigned)
    missing = texts.tables.COPIES_MISSING.format(units=names)
    return ((texts.tables.SIGNED_COPIES, missing if names else texts.tables.COPIES_COMPLETE),)
