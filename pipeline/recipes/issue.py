"""Seal a report with number and date; correct it; see what came about it since."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from pipeline import texts
from pipeline.consolidate.history import History
from pipeline.domain.decision import DecisionKind
from pipeline.domain.figure import Figure
from pipeline.domain.finding import BaocaoError
from pipeline.domain.issue import Issue, corrections, figures_of
from pipeline.domain.office import Unit
from pipeline.domain.period import Period
from pipeline.domain.summary import Summary
from pipeline.ledger.ledger import Ledger, open_ledger
from pipeline.recipes.desk import Desk
from pipeline.recipes.judge import facts_of, history_of, summary_of
from pipeline.recipes.receive import Taken, take_in
from pipeline.recipes.remake import making_of
from pipeline.recipes.write import Written, draw, must_keep_the_decree, our_hashes, put


def unsealed(
    desk: Desk, ledger: Ledger, issued: Iterable[Issue]
) -> tuple[tuple[Issue, str, Path], ...]:
    """Return the issued files that no longer lie there as they were sealed."""
    return tuple(
        (issue, name, ledger.kept_at(sha256))
        for issue in issued
        for name, sha256 in issue.files.items()
        if _hash_of(desk.output / str(issue.period) / name) != sha256
    )


def lost_inputs(ledger: Ledger, issued: Iterable[Issue]) -> tuple[tuple[Issue, str], ...]:
    """Return the returned files that issued reports rest on and the archive no longer has."""
    resting = {sha256: (issue, file) for issue in issued for sha256, file in issue.inputs.items()}
    return tuple(said for sha256, said in resting.items() if not ledger.kept_at(sha256).is_file())


def _hash_of(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def arrived_since(issue: Issue, taken: Taken) -> tuple[str, ...]:
    """Name what came about an issued period after it was issued: files, numbers of decisions."""
    files = [
        version.submission.file
        for (period, _), versions in taken.versions.items()
        if period == issue.period
        for version in versions
        if version.first_seen > issue.issued_at
        and taken.decisions.aside(version.submission.sha256) is None
    ]
    decided = [
        texts.screen.DECISION_NUMBER.format(number=one.number)
        for one in taken.decisions.of(issue.period)
        if one.decided_at > issue.issued_at and one.kind is not DecisionKind.SET_ASIDE
    ]
    return (*files, *decided)


def issue(
    desk: Desk, period: Period, number: str, signed_on: date, by: str, now: datetime
) -> tuple[tuple[Written, ...], tuple[Unit, ...]]:
    """Write a report with its number and date, and seal it; name the units that are not in it."""
    with open_ledger(desk.collected, alone=True) as ledger:
        if there := ledger.issued().get(period):
            raise BaocaoError(
                texts.screen.ALREADY_ISSUED.format(period=period, number=there.number)
            )
        taken = take_in(desk, ledger, now, lambda done, whole: None)
        making = making_of(desk, taken, {period})
        history = history_of(desk, taken, (period,))
        summary = summary_of(desk, taken, facts_of(history), period, now)
        _check_issue(ledger, summary, number, signed_on, now, by)
        _check_untouched(desk, ledger, period)
        files = draw(desk, summary, number=number, signed_on=signed_on)
        published = put(ledger, desk.output / str(period), str(period), files, now)
        ledger.remember_merged(period, making[period], figures_of(summary), now)
        sealed = Issue(
            id=0,
            period=period,
            number=number,
            signed_on=signed_on,
            by=by,
            issued_at=now,
            figures=figures_of(summary),
            inputs=_inputs(history),
            files={name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
        )
        ledger.issue(sealed, files.values())
        return published, tuple(one.unit for one in summary.standings if not one.reported)


def _inputs(history: History) -> dict[str, str]:
    """Return the files a report rests on, by hash: its period's and those it is held against."""
    return {
        standing.in_force.sha256: standing.in_force.file
        for standing in history.standings.values()
        if standing.in_force
    }


def _check_untouched(desk: Desk, ledger: Ledger, period: Period) -> None:
    """Refuse to issue beside a report somebody edited: which of the two would be signed?"""
    name = f"bao-cao-{period}.docx"
    there = _hash_of(desk.output / str(period) / name)
    if there and there not in our_hashes(ledger, str(period)).get(name, ()):
        raise BaocaoError(texts.screen.EDITED_BY_HAND.format(period=period, name=name))


def _check_issue(
    ledger: Ledger, summary: Summary, number: str, signed_on: date, now: datetime, by: str
) -> None:
    """Refuse a number or date that cannot be, and a report of nobody's figures."""
    period, last_day = summary.period, summary.window[1]
    if not by.strip():
        raise BaocaoError(texts.screen.WHO_ISSUES)
    if not (number.isascii() and number.isdigit() and len(number) >= 2):
        raise BaocaoError(texts.screen.BAD_NUMBER.format(number=number))
    if not last_day < signed_on <= now.astimezone(summary.office.schedule.zone).date():
        said = texts.screen.BAD_SIGNING_DAY.format(
            day=texts.numbers.day(signed_on), last=texts.numbers.day(last_day)
        )
        raise BaocaoError(said)
    for other in ledger.issued().values():
        if other.number == number and other.signed_on.year == signed_on.year:
            raise BaocaoError(texts.screen.NUMBER_TAKEN.format(number=number, period=other.period))
    if not any(standing.in_force for standing in summary.standings):
        raise BaocaoError(texts.screen.NOTHING_TO_ISSUE.format(period=period))


def correct(desk: Desk, period: Period, by: str, why: str, now: datetime) -> tuple[Written, ...]:
    """Write the correction of an issued report: each figure that is another now, and why."""
    if not (by.strip() and why.strip()):
        raise BaocaoError(texts.screen.WHO_AND_WHY)
    from pipeline.consolidate.counts import count_of, counted
    from pipeline.consolidate.grids.appendices import correction_appendices
    from pipeline.consolidate.grids.correction import correction_grid
    from pipeline.consolidate.wording import word_report
    from pipeline.outputs.proof import prove_report
    from pipeline.outputs.report.report_docx import build_report
    from pipeline.outputs.said import letter_of

    with open_ledger(desk.collected, alone=True) as ledger:
        sealed = ledger.issued().get(period)
        if sealed is None:
            raise BaocaoError(texts.screen.NOT_ISSUED.format(period=period))
        taken = take_in(desk, ledger, now, lambda done, whole: None)
        history = history_of(desk, taken, (period,))
        summary = summary_of(desk, taken, facts_of(history), period, now)
        found = corrections(sealed.figures, summary)
        if not found:
            raise BaocaoError(texts.screen.NOTHING_TO_CORRECT.format(period=period))
        many = count_of(period, "corrected")
        figures = {**summary.figures, many: Figure(id=many, value=len(found))}
        summary = replace(summary, figures=figures)
        wording = desk.wording(period.kind, "correction.md")
        names = {
            "issued_number": f"{sealed.number}/{summary.office.letterhead.symbol}",
            "issued_on": texts.numbers.day(sealed.signed_on),
            "why": why,
            "corrected": counted(summary.figures, period, "corrected"),
        }
        report = word_report(wording, summary, names)
        table = correction_grid(summary, sealed.figures, found)
        appendices = correction_appendices(table)
        document = build_report(letter_of(summary, report, appendices))
        prove_report(summary, report, appendices, document)
        must_keep_the_decree(document)
        earlier = [path for path in ledger.outputs() if f"{period}/dinh-chinh-" in path]
        name = f"dinh-chinh-{period}-{len(earlier) + 1}.docx"
        published = put(ledger, desk.output / str(period), str(period), {name: document}, now)
        # What is corrected is what the office has said from now on.
        files = {**sealed.files, name: hashlib.sha256(document).hexdigest()}
        corrected = replace(
            sealed,
            by=by,
            issued_at=now,
            figures=figures_of(summary),
            inputs=_inputs(history),
            files=files,
        )
        ledger.issue(corrected, (document,))
        return published
