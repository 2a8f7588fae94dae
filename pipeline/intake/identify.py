"""Which form, version, unit and period a workbook is, by content and never by name or folder."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline import texts
from pipeline.domain.finding import Finding, Severity, Where
from pipeline.domain.form import Form
from pipeline.domain.office import Office, Unit
from pipeline.domain.period import Period, PeriodKind
from pipeline.intake.cell import quoted, understand_text
from pipeline.intake.workbook import Book, Sheet

IDENTITY_SHEET = "_baocao06"

_NAMED = re.compile(r"(?<![\dA-Za-z-])\d{4}-(?:W\d{2}|H[12]|\d{2})(?!\d|-\d)", re.ASCII)
_VERSION = re.compile(r"\d{1,9}", re.ASCII)

# In decomposed letters: a tone that stands on the second vowel of an open oa, oe or uy.
_LATE_TONE = re.compile(
    "(?<!q)(?:(o)([ae])|(u)(y))([\u0300\u0301\u0303\u0309\u0323])(?![\\w\u0300-\u036f])"
)


@dataclass(frozen=True, slots=True)
class Identity:
    """What a workbook is; None where it could not be told."""

    form: Form | None
    version: int | None
    unit: Unit | None
    period: Period | None


def fold(name: str) -> str:
    """Return the key by which names match: exact but for case, spaces and tone placement."""
    text = " ".join(understand_text(name).casefold().split())
    apart = unicodedata.normalize("NFD", text)
    moved = _LATE_TONE.sub(lambda m: f"{m[1] or m[3]}{m[5]}{m[2] or m[4]}", apart)
    return unicodedata.normalize("NFC", moved)


def identify(
    book: Book, file: str, forms: Mapping[PeriodKind, Form], office: Office
) -> tuple[Identity, tuple[Finding, ...]]:
    """Tell what a workbook is, with what is wrong or doubtful about that."""
    hidden = next((sheet for sheet in book.sheets if sheet.name == IDENTITY_SHEET), None)
    if hidden is None:
        return Identity(None, None, None, None), (_say("S01", file),)
    said = _pairs(hidden)
    current = next((form for form in forms.values() if form.id == said.get("form")), None)
    unit = office.unit(said.get("unit", ""))
    period = _period(said.get("period", ""))
    version = int(said["version"]) if _VERSION.fullmatch(said.get("version", "")) else None
    form = (current.of_version(version) or current) if current else None
    identity = Identity(form, version, unit, period)
    return identity, tuple(_problems(identity, said, file, office, book))


def _pairs(sheet: Sheet) -> dict[str, str]:
    return {
        str(cell.value): str(sheet.cells[row, 1].value)
        for (row, column), cell in sheet.cells.items()
        if column == 0 and (row, 1) in sheet.cells
    }


def _period(text: str) -> Period | None:
    try:
        return Period.parse(text)
    except ValueError:
        return None


def _problems(
    identity: Identity, said: Mapping[str, str], file: str, office: Office, book: Book
) -> Iterator[Finding]:
    form, unit, period = identity.form, identity.unit, identity.period
    if said.get("office") != office.short_name:
        yield _say("S02", file, office=said.get("office", ""))
    if form is None:
        yield _say("S03", file, form=said.get("form", ""))
    elif identity.version != form.version:
        yield _say("S04", file, version=said.get("version", ""), expected=form.version)
    if unit is None:
        yield _say("S05", file, unit=said.get("unit", ""))
    if period is None or (form and period.kind is not form.kind):
        yield _say("S06", file, period=said.get("period", ""))
    elif unit and unit not in office.reporters(period):
        yield _say("S07", file, unit=unit.name, period=period)
    if unit and (other := _other_unit(book, unit, office)):
        yield _say("S08", file, unit=unit.name, other=other.name)
    if period and (named := _named_period(file, period.kind)) and named != period:
        yield _say("S09", file, Severity.WARNING, period=period, named=named)


def _other_unit(book: Book, unit: Unit, office: Office) -> Unit | None:
    """Return the unit whose name was typed over the one the form was made for."""
    typed = {
        fold(cell.value)
        for sheet in book.sheets
        for (row, _), cell in sheet.cells.items()
        if row < 5 and isinstance(cell.value, str)
    }

    def is_named(one: Unit) -> bool:
        return any(fold(name) in typed for name in (one.name, *one.aliases))

    # A unit and its successor may share a name, so the form's own unit is asked first.
    return None if is_named(unit) else next(filter(is_named, office.units), None)


def _named_period(file: str, kind: PeriodKind) -> Period | None:
    """Return the last period of a kind in a file's name: "2023-03" may be many another thing."""
    found = [_period(text) for text in _NAMED.findall(file)]
    named = [period for period in found if period and period.kind is kind]
    return named[-1] if named else None


def _say(code: str, file: str, severity: Severity = Severity.ERROR, **details: object) -> Finding:
    message, action = texts.IDENTITY_SENTENCES[code]
    details = {name: quoted(detail) for name, detail in details.items()}
    return Finding(code, severity, Where(file), message.format(**details), action)
