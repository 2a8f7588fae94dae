"""Seal a report with number and date; see what came about it since."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from pipeline import texts
from pipeline.domain.decision import DecisionKind
from pipeline.domain.finding import BaocaoError
from pipeline.domain.issue import Issue, figures_of
from pipeline.domain.office import Unit
from pipeline.domain.period import Period
from pipeline.domain.summary import Summary
from pipeline.ledger.ledger import Ledger, open_ledger
from pipeline.recipes.desk import Desk
from pipeline.recipes.edited import Kept, to_issue
from pipeline.recipes.folders import write_slips
from pipeline.recipes.judge import facts_of, history_of, summary_of
from pipeline.recipes.manifest import MANIFEST, Signed, declarations_of, inputs_of, manifest
from pipeline.recipes.receive import Taken, take_in
from pipeline.recipes.remake import making_of
from pipeline.recipes.write import (
    Drawing,
    Written,
    as_signed,
    draw,
    our_hashes,
    put,
    report_name,
)


@dataclass(frozen=True, slots=True)
class Issued:
    """What came of issuing a report."""

    written: tuple[Written, ...]
    slips: tuple[Written, ...]  # what each unit got in the emulation ledger
    absent: tuple[Unit, ...]  # that are not in it
    carried: tuple[Unit, ...]  # whose earlier figures stand in
    edited: Kept | None  # what somebody wrote in it
    unnamed: bool  # nobody's name stands below it


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
    purged = ledger.decisions().purged  # what a named person had forgotten is not lost
    return tuple(
        said
        for sha256, said in resting.items()
        if not ledger.kept_at(sha256).is_file() and not purged(sha256)
    )


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
    desk: Desk,
    period: Period,
    number: str,
    signed_on: date,
    by: str,
    now: datetime,
    *,
    keep_edits: bool = False,
) -> Issued:
    """Write a report with its number and date, and seal it.

    One that somebody edited is issued only where its edits are to be kept.
    """
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
        signer = as_signed(desk, summary, signed_on).office.signer
        if summary.office.signer_needed and not signer.name:
            raise BaocaoError(texts.screen.SIGNER_NEEDED.format(period=period))
        inputs = inputs_of(history, period)
        drawing = draw(desk, summary, number=number, signed_on=signed_on)
        name = report_name(period)

        def draft() -> Mapping[str, bytes]:
            return draw(desk, summary).files

        drawn = drawing.files[name]
        edited = to_issue(desk, ledger, summary, drawn, draft, keep_edits=keep_edits)
        if edited:  # its bytes are kept; nothing draws them again
            drawn_again = {one: kept for one, kept in drawing.kept.items() if one != name}
            drawing = Drawing({**drawing.files, name: edited.content}, drawn_again)
        by_hand = {name: ""} if edited else {}
        signed = Signed(number, signed_on, hashes_of(drawing.kept) | by_hand)
        folder, mark = desk.output / str(period), str(period)
        _must_be_ours(ledger, folder, mark, drawing.files.keys() - {name})
        over = edited.over if edited else ""
        published = put(ledger, folder, mark, drawing.files, now, over)
        declared = declarations_of(desk)
        told = {MANIFEST: manifest(desk, period, inputs, declared, published, signed=signed)}
        put(ledger, folder, mark, told, now)
        sealed = Issue(
            id=0,
            period=period,
            number=number,
            signed_on=signed_on,
            by=by,
            issued_at=now,
            figures=figures_of(summary),
            inputs=inputs,
            files=hashes_of({**drawing.files, **told}),
            kept=signed.kept,
        )
        ledger.issue(sealed, all_to_keep(drawing, told), making[period])
        slips = write_slips(desk, ledger, summary, now, signed_on)
        without = [one for one in summary.standings if not one.reported]
        absent = tuple(one.unit for one in without if not one.carried)
        carried = tuple(one.unit for one in without if one.carried)
        return Issued(published, slips, absent, carried, edited, unnamed=not signer.name)


def _must_be_ours(ledger: Ledger, folder: Path, mark: str, names: Iterable[str]) -> None:
    """Refuse to seal beside a file that somebody edited: it would lie there as the sealed one."""
    ours = our_hashes(ledger, mark)
    for name in sorted(names):
        path = folder / name
        if path.is_file() and _hash_of(path) not in ours.get(name, ()):
            raise BaocaoError(texts.screen.EDITED_BESIDE.format(file=f"output/{mark}/{name}"))


def hashes_of(contents: Mapping[str, bytes]) -> dict[str, str]:
    """Return the hash of each content, by name."""
    return {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}


def all_to_keep(drawing: Drawing, told: Mapping[str, bytes]) -> tuple[bytes, ...]:
    """Return every content the archive keeps of what is sealed: files, and what draws them."""
    return (*drawing.files.values(), *drawing.kept.values(), *told.values())


def _check_issue(
    ledger: Ledger, summary: Summary, number: str, signed_on: date, now: datetime, by: str
) -> None:
    """Refuse a number or date that cannot be, and a report of nobody's figures."""
    period, last_day = summary.period, summary.window[1]
    if not by.strip():
        raise BaocaoError(texts.screen.WHO_ISSUES)
    check_number(ledger, number, signed_on)
    if not last_day < signed_on <= now.astimezone(summary.office.schedule.zone).date():
        said = texts.screen.BAD_SIGNING_DAY.format(
            day=texts.numbers.day(signed_on), last=texts.numbers.day(last_day)
        )
        raise BaocaoError(said)
    if not any(standing.in_force for standing in summary.standings):
        raise BaocaoError(texts.screen.NOTHING_TO_ISSUE.format(period=period))


def check_number(ledger: Ledger, number: str, signed_on: date) -> None:
    """Refuse a number that is none, or that another report or correction of the year has."""
    if not (number.isascii() and number.isdigit() and len(number) >= 2):
        raise BaocaoError(texts.screen.BAD_NUMBER.format(number=number))
    for other in ledger.issued().values():
        if any(number == taken and day.year == signed_on.year for taken, day in other.numbers):
            raise BaocaoError(texts.screen.NUMBER_TAKEN.format(number=number, period=other.period))
