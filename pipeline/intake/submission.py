"""Bytes become a Submission: one pure function, safe to run in any process."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline import texts
from pipeline.domain import marks
from pipeline.domain.areas import address
from pipeline.domain.checks import check_rows
from pipeline.domain.finding import Finding, Where
from pipeline.domain.form import Form, Table
from pipeline.domain.period import PeriodKind
from pipeline.domain.register import Register
from pipeline.domain.submission import Row, Submission
from pipeline.intake.book import Book
from pipeline.intake.carried import read_carried
from pipeline.intake.clock import NEVER
from pipeline.intake.guard import covered, guard
from pipeline.intake.identify import identify, said_of_itself
from pipeline.intake.interpret import Interpreted, interpret
from pipeline.intake.refused import Refused
from pipeline.intake.signers import ask_who_signed
from pipeline.intake.slip import read_slip
from pipeline.intake.unread import unreadable
from pipeline.intake.words import understand_text
from pipeline.intake.workbook import read

_LONGEST = 500  # characters of a comment that are told
_UNFILLED = frozenset({"C01", "C12", "C16", "C19", "C28"})  # said of what was left open


def read_submission(
    content: bytes, file: str, sha256: str, forms: Mapping[PeriodKind, Form], register: Register
) -> Submission:
    """Read, identify, interpret and check one file; whatever is wrong is a finding."""
    try:
        book = read(content)
    except Refused as refused:
        why = texts.findings.found(refused.code, Where(file), **refused.details)
        return unreadable(file, sha256, why)
    if (itself := said_of_itself(book)) and itself.get(marks.FORM) == marks.SLIP:
        return read_slip(book, itself, file, sha256, register)
    identity, findings = identify(book, file, forms, register)
    form, unit, period = identity.form, identity.unit, identity.period
    said, found, blank = Interpreted(), list(findings), False
    office = register.as_of(period) if period else register.latest
    carried = read_carried(book)
    form = carried.of(form) if form else None
    found += _notes(book, file)
    if form and unit and period and identity.version == form.version:
        said, more = interpret(book, file, form, office, unit, period, carried)
        blank = said.is_blank(form, carried.starts) and not any(map(_is_typed, more))
        found += _blank(file, more) if blank else more
    saved = book.stamp.meant(register.schedule.zone)
    if form and unit and saved and saved.latest < NEVER:  # else it was signed nobody knows when
        zone = register.schedule.zone
        days = {at.astimezone(zone).date() for at in (saved.earliest, saved.latest)}
        found += ask_who_signed(file, form, said.fields, unit, days, register)
    submission = Submission(
        file=file,
        sha256=sha256,
        form=form.id if form else None,
        version=identity.version,
        unit=unit.code if unit else None,
        period=period,
        sheets=said.sheets,
        not_asked=said.not_asked,
        rules=carried.rules,
        rows=said.rows,
        none_declared=said.none_declared,
        answers=said.answers,
        fields=said.fields,
        saved_at=saved.earliest if saved else None,
        findings=(),
        saved_until=saved.latest if saved and saved.latest != saved.earliest else None,
    )
    if form and not blank:
        for table in form.tables:
            where = _Places(submission, table)
            held_by = office.held_by_whole
            found += check_rows(
                said.rows, table, {}, looking_back=False, where=where, held_by=held_by
            )
    found += guard(book, file, {one.id for one in form.fields} if form else set())
    code = unit.code if unit else None
    return covered(replace(submission, findings=tuple(replace(f, unit=code) for f in found)))


class _Places:
    """Answers where an entry stands, with the label its column shows."""

    def __init__(self, submission: Submission, table: Table) -> None:
        self._submission, self._table = submission, table

    def __call__(self, row: Row, column: str) -> Where:
        label = self._table.column(column).label
        return replace(self._submission.where(row, column), column=label)


def _notes(book: Book, file: str) -> list[Finding]:
    there = {"F15": book.has_macros, "F16": book.has_external_links}
    said = [texts.findings.found(code, Where(file)) for code in there if there[code]]
    return [*said, *_far(book, file), *_comments(book, file)]


def _comments(book: Book, file: str) -> Iterator[Finding]:
    for sheet in book.sheets:
        for place, text in sorted(sheet.comments.items()):
            where = Where(file, sheet.name, address(*place))
            yield texts.findings.found("C31", where, value=text[:_LONGEST])


def _is_typed(finding: Finding) -> bool:
    """Tell whether a finding is about something that was typed."""
    return finding.code.startswith(("C", "L")) and finding.code not in _UNFILLED


def _blank(file: str, found: Sequence[Finding]) -> list[Finding]:
    """Say once that a form was not filled in, beside what else is wrong with it."""
    others = [finding for finding in found if not finding.code.startswith("C")]
    return [*others, texts.findings.found("C29", Where(file))]


def _far(book: Book, file: str) -> Iterator[Finding]:
    """Name the first of a sheet's cells that stand so far off that no table can hold them."""
    for sheet in book.sheets:
        if sheet.far:
            worded = [place for place, text in sheet.far.items() if understand_text(text)]
            code = "C25" if worded else "C26"
            where = Where(file, sheet.name, address(*min(worded or sheet.far)))
            yield texts.findings.found(code, where)
