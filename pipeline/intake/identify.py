"""Which form, version, unit and period a workbook is, by content and never by name or folder."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline import texts
from pipeline.domain import marks
from pipeline.domain.areas import address
from pipeline.domain.finding import Finding, Where
from pipeline.domain.form import Form
from pipeline.domain.office import Office, Unit
from pipeline.domain.period import Period, PeriodKind
from pipeline.domain.register import Register
from pipeline.domain.submission import LOST_FORM
from pipeline.intake.book import Book
from pipeline.intake.named import names, other_in_path, period_in_path, period_of
from pipeline.intake.words import fold, quoted, understand_text

_SHOWN = {kind: re.compile(texts.spelling.SHOWN_PERIODS[kind.value]) for kind in PeriodKind}
_LONGEST = 200  # characters of a line that says a period
_VERSION = re.compile(r"\d{1,9}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Identity:
    """What a workbook is; None where it could not be told."""

    form: Form | None
    version: int | None
    unit: Unit | None
    period: Period | None


def identify(
    book: Book, file: str, forms: Mapping[PeriodKind, Form], register: Register
) -> tuple[Identity, tuple[Finding, ...]]:
    """Tell what a workbook is, with what is wrong or doubtful about that."""
    said = said_of_itself(book)
    if said is None:
        return Identity(None, None, None, None), (_say("S01", file),)
    current = next((form for form in forms.values() if form.id == said.get(marks.FORM)), None)
    period = period_of(said.get(marks.PERIOD, ""))
    office = register.as_of(period) if period else register.latest
    code = said.get(marks.UNIT, "")
    unit = office.unit(code) or register.latest.unit(code)  # one that began later owes nothing yet
    version = int(said[marks.VERSION]) if _VERSION.fullmatch(said.get(marks.VERSION, "")) else None
    form = (current.of_version(version) or current) if current else None
    if form and period:
        form = form.as_of(office.schedule.window(period)[1])
    identity = Identity(form, version, unit, period)
    return identity, tuple(_problems(identity, said, file, office, book))


def said_of_itself(book: Book) -> dict[str, str] | None:
    """Return what stands beside the names on the hidden sheet; None where there is none."""
    sheet = next((sheet for sheet in book.sheets if sheet.name == marks.IDENTITY_SHEET), None)
    if sheet is None:
        return None
    said: dict[str, str] = {}
    for (row, column), cell in sorted(sheet.cells.items()):
        if column == marks.KEY and (row, marks.VALUE) in sheet.cells:
            said.setdefault(str(cell.value), str(sheet.cells[row, marks.VALUE].value))
    return said


def _problems(
    identity: Identity, said: Mapping[str, str], file: str, office: Office, book: Book
) -> Iterator[Finding]:
    form, unit, period = identity.form, identity.unit, identity.period
    if said.get(marks.OFFICE) != office.short_name:
        yield _say("S02", file, office=said.get(marks.OFFICE, ""))
    if form is None:
        yield _say("S03", file, form=said.get(marks.FORM, ""))
    elif identity.version is not None and identity.version < form.version:
        # Sent out by this office, which no longer says what it asked: nothing the unit could mend.
        yield _say(LOST_FORM, file, version=identity.version, folder=form.kind.value)
    elif identity.version != form.version:
        yield _say("S04", file, version=said.get(marks.VERSION, ""), expected=form.version)
    if unit is None:
        yield _say("S05", file, unit=said.get(marks.UNIT, ""))
    if period is None or (form and period.kind is not form.kind):
        yield _say("S06", file, period=said.get(marks.PERIOD, ""))
    elif unit and not office.owes(period, unit.code):
        yield _say("S07", file, unit=unit.name, period=period)
    if unit and (found := _other_unit(book, unit, office)):
        other, sheet, cell = found
        yield _say("S08", Where(file, sheet, cell), unit=unit.name, other=other.name)
    elif unit and (unknown := _unknown_unit(book, unit)):
        typed, *place = unknown
        yield _say("C52", Where(file, *place), unit=unit.name, value=typed)
    shown = _shown_periods(book, period) if period else ()
    if other_period := next((one for one in shown if one[0] != period), None):
        there, *place = other_period
        yield _say("S10", Where(file, *place), period=period, shown=there)
    if unit and (called := other_in_path(file, unit, office)):
        yield _say("S11", file, unit=unit.name, named=called.name)
    named = period_in_path(file, period.kind, period.year) if period else None
    if named and named != period:
        yield _say("S09", file, period=str(period), named=named)


def _other_unit(book: Book, unit: Unit, office: Office) -> tuple[Unit, str, str] | None:
    """Return the unit whose name was typed over the one the form was made for, and where."""
    typed = {
        fold(cell.value): (sheet.name, address(row, column))
        for sheet in book.sheets
        for (row, column), cell in sheet.cells.items()
        if row in marks.HEAD_ROWS and isinstance(cell.value, str)
    }

    def named(one: Unit) -> str | None:
        return next(
            (key for name in (one.name, *one.aliases) if (key := fold(name)) in typed), None
        )

    # A unit and its successor may share a name, so the form's own unit is asked first.
    if named(unit) is not None:
        return None
    return next(((one, *typed[key]) for one in office.units if (key := named(one))), None)


def _unknown_unit(book: Book, unit: Unit) -> tuple[str, str, str] | None:
    """Return what stands at the top of a sheet where the unit's name was, and where."""
    for sheet in book.sheets:
        label = sheet.cells.get((marks.UNIT_ROW, marks.KEY + 1))
        cell = sheet.cells.get((marks.UNIT_ROW, marks.HEAD))
        if label and cell and fold(str(label.value)) == fold(texts.spelling.HEAD_UNIT):
            said = str(cell.value)
            if understand_text(said) and not names(said, unit):
                return said, sheet.name, address(marks.UNIT_ROW, marks.HEAD)
    return None


def _shown_periods(book: Book, period: Period) -> Iterator[tuple[Period | str, str, str]]:
    """Yield the period at the top of each sheet, and where: somebody may have typed over one.

    One that cannot be ("tuần 54") is yielded as it was typed.
    """
    for sheet in book.sheets:
        head = sorted(one for one in sheet.cells.items() if one[0][0] in marks.HEAD_ROWS)
        for (row, column), cell in head:
            said = fold(cell.value) if isinstance(cell.value, str) else ""
            found = _SHOWN[period.kind].match(said) if len(said) < _LONGEST else None
            if found:
                told = found.groupdict()
                numeral = texts.spelling.ROMAN.index(told.get("roman") or "i") + 1
                number = "2" if told.get("second") else told.get("number") or numeral
                shown = _period_of(period.kind, int(told["year"]), int(number))
                yield shown or str(cell.value), sheet.name, address(row, column)


def _period_of(kind: PeriodKind, year: int, number: int) -> Period | None:
    return period_of(str(Period(year, number, kind)))


def _say(code: str, place: str | Where, **details: object) -> Finding:
    where = place if isinstance(place, Where) else Where(place)
    said = {name: quoted(str(detail)) for name, detail in details.items()}
    return texts.findings.found(code, where, **said)
