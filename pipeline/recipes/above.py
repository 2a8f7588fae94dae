"""A form of the level above is found, and read as that level will read it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline import texts
from pipeline.domain.checks import check_rows
from pipeline.domain.finding import BaocaoError, Finding, Where
from pipeline.domain.form import Form, Rows
from pipeline.domain.handed_up import Blank, HandUp
from pipeline.domain.office import Indicator, Office, Service, Unit
from pipeline.domain.period import Period
from pipeline.domain.register import Register
from pipeline.domain.submission import Submission
from pipeline.domain.validity import ALWAYS
from pipeline.intake.blank import form_of, read_blank
from pipeline.intake.carried import read_carried
from pipeline.intake.refused import Refused
from pipeline.intake.submission import read_submission
from pipeline.intake.workbook import read
from pipeline.recipes.desk import Desk


@dataclass(frozen=True, slots=True)
class FormAbove:
    """A form of the level above, before it is filled."""

    path: Path
    content: bytes
    blank: Blank
    form: Form  # our own declaration of it


def form_above(desk: Desk, declared: HandUp, period: Period, into: Path | None) -> FormAbove:
    """Return the form to be filled: the one named, or the period's in the declared folder.

    Raises:
        BaocaoError: There is none, or not one alone; it is of another unit, period or version.
    """
    if into is not None:
        return _checked(desk, declared, period, into)
    folder, form = desk.root / declared.forms, desk.form(period)
    found = [
        path for path in sorted(folder.glob("*.xlsx")) if _is_ours(path, declared, period, form)
    ]
    if not found:
        said = {"unit": declared.unit, "period": period, "folder": folder}
        raise BaocaoError(texts.handed_up.NO_FORM.format(**said))
    if len(found) > 1:
        files = ", ".join(path.name for path in found)
        said = {"period": period, "folder": folder, "files": files}
        raise BaocaoError(texts.handed_up.SEVERAL_FORMS.format(**said))
    return _checked(desk, declared, period, found[0])


def _is_ours(path: Path, declared: HandUp, period: Period, form: Form) -> bool:
    """Tell whether a file is the form we look for; of one that cannot be read nobody knows."""
    if path.name.startswith("~$"):
        return False
    try:
        blank = read_blank(read(path.read_bytes()), form)
    except (OSError, Refused):
        return False
    return (blank.unit, blank.period) == (declared.unit, period)


def _checked(desk: Desk, declared: HandUp, period: Period, path: Path) -> FormAbove:
    file, wanted = path.name, desk.form(period)
    try:
        content = path.read_bytes()
        book = read(content)
    except OSError as error:
        raise BaocaoError(texts.handed_up.NO_FILE.format(file=path)) from error
    except Refused as refused:
        found = texts.findings.found(refused.code, Where(file), **refused.details)
        why = texts.findings.said(found).message
        raise BaocaoError(texts.handed_up.UNREADABLE.format(file=file, why=why)) from refused
    id = form_of(book)
    if not id:
        raise BaocaoError(texts.handed_up.NOT_A_FORM.format(file=file))
    blank = read_blank(book, wanted)
    said: dict[str, object] = {"file": file, "period": period, "form": id}
    if id != wanted.id:
        raise BaocaoError(texts.handed_up.OTHER_FORM.format(found=id, wanted=wanted.id, **said))
    if blank.unit != declared.unit:
        units = {"found": blank.unit, "wanted": declared.unit}
        raise BaocaoError(texts.handed_up.OTHER_UNIT.format(**units, **said))
    if blank.period != period:
        raise BaocaoError(texts.handed_up.OTHER_PERIOD.format(found=blank.period, **said))
    form = desk.forms[period.kind].of_version(blank.version)
    if form is None:
        known = ", ".join(str(one.version) for one in (wanted, *wanted.earlier))
        versions = {"found": blank.version, "known": known}
        raise BaocaoError(texts.handed_up.OTHER_VERSION.format(**versions, **said))
    form = form.as_of(desk.schedule.window(period)[1])
    return FormAbove(path, content, read_blank(book, form), form)


def as_read_above(desk: Desk, above: FormAbove, content: bytes, declared: HandUp) -> Submission:
    """Read a filled form as the level above does, as far as the form itself tells what it asks.

    What that level knows besides (its own earlier reports, who may sign) it alone can ask about.
    """
    period = above.blank.period
    assert period
    office = _office_above(desk.office(period), above, declared)
    register = Register(office)
    sha256 = hashlib.sha256(content).hexdigest()
    forms = {above.form.kind: above.form}
    read_there = read_submission(content, above.path.name, sha256, forms, register)
    more = (replace(one, unit=office.units[0].code) for one in _looking_back(above, read_there))
    return replace(read_there, findings=(*read_there.findings, *more))


def _looking_back(above: FormAbove, submission: Submission) -> Iterator[Finding]:
    """Yield what the form's own past values say to what was filled in."""
    past: dict[str, dict[str, int | str]] = {}
    for (code, key), value in above.blank.past.items():
        past.setdefault(code, {})[key] = value
    asked = read_carried(read(above.content)).of(above.form)
    for table in asked.tables:
        yield from check_rows(
            submission.rows, table, past, looking_back=True, where=submission.where
        )


def _office_above(ours: Office, above: FormAbove, declared: HandUp) -> Office:
    """Return as much of the office above as the form tells: us, and the rows it asks us for."""
    blank = above.blank
    unit = Unit(
        code=blank.unit,
        name=blank.unit_name,
        short_name=blank.unit_name,
        aliases=(),
        contact="",
        validity=ALWAYS,
        reports=frozenset({above.form.kind}),
    )
    rows = {above.form.table_of(one.id).rows: one.rows for one in blank.tables}
    indicators = (*rows.get(Rows.FLOWS, ()), *rows.get(Rows.STOCKS, ()))
    return replace(
        ours,
        short_name=blank.office,
        units=(unit,),
        groups=(),
        services=tuple(
            _service(code, number, blank, unit)
            for number, code in enumerate(rows.get(Rows.SERVICES, ()), start=1)
        ),
        tasks=(),
        indicators=tuple(
            one
            for code in indicators
            if (one := _indicator(ours, code, blank, unit, declared)) is not None
        ),
        roster=(),
        since=None,
    )


def _service(code: str, number: int, blank: Blank, unit: Unit) -> Service:
    return Service(
        code=code,
        number=number,
        name=blank.names.get(code, code),
        sector="",
        unit=unit.code,
        note="",
        validity=ALWAYS,
    )


def _indicator(
    ours: Office, code: str, blank: Blank, unit: Unit, declared: HandUp
) -> Indicator | None:
    known = (ours.indicator(one) for one in declared.rows.get(code, (code,)))
    own = next(filter(None, known), None)
    return (
        replace(own, code=code, units=(unit.code,), validity=ALWAYS, share_of="") if own else None
    )
