"""A slip that came back: whose points it is about, and what the unit says to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from pipeline import texts
from pipeline.domain import marks
from pipeline.domain.areas import address
from pipeline.domain.finding import Finding, Where
from pipeline.domain.register import Register
from pipeline.domain.submission import Answer, Submission
from pipeline.intake.book import Book
from pipeline.intake.guard import covered, guard
from pipeline.intake.named import period_of
from pipeline.intake.words import quoted, words_of


def read_slip(
    book: Book, itself: Mapping[str, str], file: str, sha256: str, register: Register
) -> Submission:
    """Read what a unit wrote on its slip; `itself` is what the slip says it is."""
    period = period_of(itself.get(marks.PERIOD, ""))
    office = register.as_of(period) if period else register.latest
    code = itself.get(marks.UNIT, "")
    unit = office.unit(code) or register.latest.unit(code)
    words = dict(_words(book, itself))
    found = [_say("S02", file, office=itself.get(marks.OFFICE, ""))]
    found = found if itself.get(marks.OFFICE) != office.short_name else []
    if unit is None:
        found.append(_say("S05", file, unit=code))
    if period is None or not period.kind.follows_plan:
        found.append(_say("S06", file, period=itself.get(marks.PERIOD, "")))
    cells = {answer.cell for answer in words.values()}
    found += (one for one in guard(book, file, ()) if one.where.cell in cells)
    slip = Submission(
        file=file,
        sha256=sha256,
        form=marks.SLIP,
        version=marks.SLIP_VERSION,
        unit=unit.code if unit else None,
        period=period,
        sheets={},
        rows=(),
        none_declared=False,
        answers=words,
        fields={},
        saved_at=None,
        findings=tuple(replace(one, unit=unit.code if unit else None) for one in found),
    )
    return covered(slip)


def _words(book: Book, itself: Mapping[str, str]) -> Iterator[tuple[str, Answer]]:
    """Yield what was written in the cells left to the unit, by what it is about."""
    seen = [sheet for sheet in book.sheets if sheet.name != marks.IDENTITY_SHEET]
    typed = {address(*place): cell for sheet in seen[:1] for place, cell in sheet.cells.items()}
    for key, cell in itself.items():
        kind = marks.words_kind(key)
        if kind and (said := words_of(typed.get(cell))):
            yield kind, Answer(none_declared=False, text=said, cell=cell)


def _say(code: str, file: str, **details: str) -> Finding:
    said = {name: quoted(detail) for name, detail in details.items()}
    return texts.findings.found(code, Where(file), **said)
