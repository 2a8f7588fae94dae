"""Word, draw and prove a period's outputs, and put them in place."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import texts
from pipeline.domain.finding import BaocaoError
from pipeline.domain.office import Office, Signer
from pipeline.domain.period import Period
from pipeline.ledger.ledger import Ledger
from pipeline.recipes.brief import brief_name, word_brief
from pipeline.recipes.desk import Desk

if TYPE_CHECKING:  # `status` asks for names alone
    from pipeline.domain.drawn import Drawn
    from pipeline.domain.grid import Chapter
    from pipeline.domain.report import Report
    from pipeline.domain.summary import Summary


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written, and whether it had to go beside an edited one."""

    path: Path
    beside: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """Files by name, and what each is drawn from again, where it is kept."""

    files: Mapping[str, bytes]
    kept: Mapping[str, bytes]


def load_writers() -> None:
    """Import what adds up and what draws: both take long to load."""
    import pipeline.consolidate.merge
    import pipeline.outputs.book.workbook
    import pipeline.outputs.report.report_docx  # noqa: F401


def draw(
    desk: Desk, summary: Summary, *, number: str | None = None, signed_on: date | None = None
) -> Drawing:
    """Word a report, draw both outputs and the leader's page; BaocaoError unless they prove right.

    With a number, what draws them again is kept.
    """
    from pipeline.outputs.proof import prove, prove_brief
    from pipeline.outputs.said import book_of, brief_of, letter_of

    summary = as_signed(desk, summary, signed_on)
    report, sheets, appendices = laid_out(desk, summary)
    page = word_brief(desk, summary)
    brief = brief_of(summary, page, number=number, signed_on=signed_on)

    def drawn() -> Drawing:  # what documents say takes room, and goes before they are proven
        letter = letter_of(summary, report, appendices, number=number, signed_on=signed_on)
        documents: tuple[Drawn, ...] = (book_of(summary, report, sheets), letter, brief)
        names = (*names_of_documents(summary.period), brief_name(summary.period))
        named = dict(zip(names, documents, strict=True))
        return draw_to_keep(named) if number else Drawing(draw_all(named), {})

    drawing = drawn()
    workbook, document, short = drawing.files.values()
    proved = (summary, report, sheets, appendices, workbook, document)
    prove(*proved, number=number, signed_on=signed_on)
    prove_brief(summary, page, brief.attached, short)
    must_keep_the_decree(document)
    return drawing


def as_signed(desk: Desk, summary: Summary, signed_on: date | None) -> Summary:
    """Return a summary with who signs on a day, by the roster; not signed yet, on the day it is.

    All else in it is as declared for its period.
    """
    day = signed_on or summary.now.astimezone(desk.schedule.zone).date()
    office = summary.office
    return replace(summary, office=replace(office, signer=signer_on(desk, office, day)))


def signer_on(desk: Desk, office: Office, day: date) -> Signer:
    """Return who signs for an office on a day."""
    return desk.register.on(day).signed_by(office.signer)


def laid_out(
    desk: Desk, summary: Summary
) -> tuple[Report, tuple[Chapter, ...], tuple[Chapter, ...]]:
    """Word a period's report and lay out its tables: those of the workbook, those of the report.

    The workbook says of each number of both where it comes from.
    """
    from pipeline.consolidate.grids.appendices import report_appendices
    from pipeline.consolidate.grids.gather import grids_of
    from pipeline.consolidate.grids.sheets import workbook_sheets
    from pipeline.consolidate.grids.sources import with_sources
    from pipeline.consolidate.wording import word_report
    from pipeline.outputs.places import in_report, in_workbook

    report = word_report(desk.wording(summary.period.kind, "report.md"), summary)
    grids = grids_of(summary, report)
    sheets, appendices = workbook_sheets(summary, grids), report_appendices(grids)
    workbook, document = names_of_documents(summary.period)
    on_sheets, on_paper = in_workbook(workbook, sheets), in_report(document, report, appendices)
    return report, with_sources(summary, sheets, on_sheets, tuple(on_paper)), appendices


def report_name(period: Period) -> str:
    """Return the name of a period's report."""
    return f"bao-cao-{period}.docx"


def names_of_documents(period: Period) -> tuple[str, str]:
    """Return what a period's workbook and its report are called."""
    return f"tong-hop-{period}.xlsx", report_name(period)


def draw_all(named: Mapping[str, Drawn]) -> dict[str, bytes]:
    """Draw each document."""
    return {name: draw_one(drawn) for name, drawn in named.items()}


def draw_one(drawn: Drawn) -> bytes:
    """Draw a document: the same value gives the same bytes."""
    from pipeline.domain.drawn import Book, Brief
    from pipeline.outputs.book.workbook import build_workbook
    from pipeline.outputs.report.brief_docx import build_brief
    from pipeline.outputs.report.report_docx import build_report

    match drawn:
        case Book():
            return build_workbook(drawn)
        case Brief():
            return build_brief(drawn)
    return build_report(drawn)


def draw_to_keep(named: Mapping[str, Drawn]) -> Drawing:
    """Draw each document from what is kept of it, so that it can be drawn again."""
    from pipeline.outputs.kept import read, written
    from pipeline.outputs.maker import made_by

    kept = {name: written(drawn, made_by()) for name, drawn in named.items()}
    return Drawing({name: draw_one(read(content)[0]) for name, content in kept.items()}, kept)


def must_keep_the_decree(document: bytes) -> None:
    """Refuse a document that breaks a rule of form of Nghị định 30/2020; BaocaoError names it."""
    from pipeline.outputs.decree.rules import check

    if broken := [breach for breach in check(document) if not breach.advice]:
        rules = ", ".join(f"{one.rule} ({one.clause})" for one in broken)
        raise BaocaoError(texts.document.DECREE_BROKEN.format(rules=rules))


def put(
    ledger: Ledger,
    folder: Path,
    mark: str,
    files: Mapping[str, bytes],
    now: datetime,
    over: str = "",
) -> tuple[Written, ...]:
    """Put files in place; `mark` is the folder's name in the ledger.

    `over` is the hash of an edited file whose words were taken along, and which makes way.
    """
    from pipeline.outputs.publish import publish

    ledger.about_to_write(
        {f"{mark}/{name}": hashlib.sha256(content).hexdigest() for name, content in files.items()},
        now,
    )
    known = our_hashes(ledger, mark)
    known = {name: known.get(name, frozenset()) | {over} for name in files}
    published = publish(folder, files, known, within=ledger.path.parents[1])
    return tuple(Written(p.path, p.beside) for p in published)


def as_text(text: str) -> bytes:
    """Return a text as Notepad has it."""
    return f"{text}\n".replace("\n", "\r\n").encode()


def our_hashes(ledger: Ledger, mark: str) -> dict[str, frozenset[str]]:
    """Return the hashes of all this program wrote into a folder, by name."""
    return {
        path.removeprefix(f"{mark}/"): hashes
        for path, hashes in ledger.outputs().items()
        if path.startswith(f"{mark}/")
    }
