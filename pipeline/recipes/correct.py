"""Correct an issued report: a report of its own, with its number and date, sealed as well.

Wrong figures are a fault of content, mended by a document of the same form; "đính chính" is for
faults of form (Nghị định 30/2020/NĐ-CP, Điều 18, khoản 3).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from pipeline import texts
from pipeline.domain.figure import Figure
from pipeline.domain.finding import BaocaoError
from pipeline.domain.issue import Corrected, Correction, Issue, figures_of, to_correct
from pipeline.domain.period import Period
from pipeline.domain.summary import Summary
from pipeline.ledger.ledger import open_ledger
from pipeline.recipes.desk import Desk
from pipeline.recipes.issue import all_to_keep, check_number, hashes_of
from pipeline.recipes.judge import facts_of, history_of, summary_of
from pipeline.recipes.manifest import Signed, declarations_of, inputs_of, manifest
from pipeline.recipes.receive import take_in
from pipeline.recipes.remake import making_of
from pipeline.recipes.write import (
    Drawing,
    Written,
    as_signed,
    draw_to_keep,
    must_keep_the_decree,
    put,
)

_WORDING = "correction.md"


def correct(
    desk: Desk, period: Period, number: str, signed_on: date, by: str, why: str, now: datetime
) -> tuple[Written, ...]:
    """Write the correction of an issued report: each figure that is another now, and why.

    What it is held against is the office's last word: the report, or its last correction.
    """
    if not (by.strip() and why.strip()):
        raise BaocaoError(texts.screen.WHO_AND_WHY)
    with open_ledger(desk.collected, alone=True) as ledger:
        sealed = ledger.issued().get(period)
        if sealed is None:
            raise BaocaoError(texts.screen.NOT_ISSUED.format(period=period))
        taken = take_in(desk, ledger, now, lambda done, whole: None)
        history = history_of(desk, taken, (period,))
        summary = summary_of(desk, taken, facts_of(history), period, now)
        found = to_correct(sealed, summary)
        if not found:
            raise BaocaoError(texts.screen.NOTHING_TO_CORRECT.format(period=period))
        check_number(ledger, number, signed_on)
        _check_day(sealed, signed_on, now.astimezone(desk.schedule.zone).date())
        inputs, name = inputs_of(history, period), _name_of(sealed)
        drawing = _draw(desk, summary, sealed, found, name, number, signed_on, why)
        signed = Signed(number, signed_on, hashes_of(drawing.kept))
        folder, mark = desk.output / str(period), str(period)
        published = put(ledger, folder, mark, drawing.files, now)
        said = manifest(
            *(desk, period, inputs, declarations_of(desk), published),
            wordings=(_WORDING,),
            signed=signed,
        )
        told = {f"{name}.json": said}
        put(ledger, folder, mark, told, now)
        # What is corrected is what the office has said from now on.
        corrected = replace(
            sealed,
            by=by,
            issued_at=now,
            figures=figures_of(summary),
            inputs=inputs,
            files={**sealed.files, **hashes_of({**drawing.files, **told})},
            kept={**sealed.kept, **signed.kept},
            corrected=(*sealed.corrected, Corrected(number, signed_on)),
        )
        making = making_of(desk, taken, {period})
        ledger.issue(corrected, all_to_keep(drawing, told), making[period])
        return published


def _name_of(sealed: Issue) -> str:
    """Name a correction by what was sealed so far: a run that is killed leaves no gap."""
    return f"dieu-chinh-{sealed.period}-{len(sealed.corrected) + 1}"


def _check_day(sealed: Issue, signed_on: date, today: date) -> None:
    last = max(day for _, day in sealed.numbers)
    if not last <= signed_on <= today:
        said = texts.screen.BAD_CORRECTING_DAY.format(
            day=texts.numbers.day(signed_on), last=texts.numbers.day(last)
        )
        raise BaocaoError(said)


def _draw(
    desk: Desk,
    summary: Summary,
    sealed: Issue,
    found: Sequence[Correction],
    name: str,
    number: str,
    signed_on: date,
    why: str,
) -> Drawing:
    """Word the correction and draw it; BaocaoError unless it proves right."""
    from pipeline.consolidate.counts import count_of, counted
    from pipeline.consolidate.grids.appendices import correction_appendices
    from pipeline.consolidate.grids.correction import correction_grid
    from pipeline.consolidate.grids.marked import marked
    from pipeline.consolidate.wording import word_report
    from pipeline.outputs.proof import prove_report
    from pipeline.outputs.said import letter_of

    summary = as_signed(desk, summary, signed_on)
    table, many = (
        marked(correction_grid(summary, sealed.figures, found), summary.amended),
        count_of(summary.period, "corrected"),
    )
    summary = replace(
        summary, figures={**summary.figures, many: Figure(id=many, value=len(table.rows))}
    )
    symbol = summary.office.letterhead.symbol
    names = {
        "issued_number": f"{sealed.number}/{symbol}",
        "issued_on": texts.numbers.day(sealed.signed_on),
        "last_word": texts.sentences.last_word(sealed.corrected, symbol),
        "why": why,
        "corrected": counted(summary.figures, summary.period, "corrected"),
    }
    report = word_report(desk.wording(summary.period.kind, _WORDING), summary, names)
    appendices = correction_appendices(table)
    letter = letter_of(summary, report, appendices, number=number, signed_on=signed_on)
    drawing = draw_to_keep({f"{name}.docx": letter})
    (document,) = drawing.files.values()
    prove_report(summary, report, appendices, document, number=number, signed_on=signed_on)
    must_keep_the_decree(document)
    return drawing
