"""Whether who signed a form could sign it on that day, by the office's roster."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from pipeline import texts
from pipeline.domain.finding import Finding, Where
from pipeline.domain.form import Form
from pipeline.domain.office import RosterRow, Unit
from pipeline.domain.register import Register
from pipeline.domain.submission import Entry
from pipeline.domain.words import SIGNED_AS, SIGNED_BY, sign_mark
from pipeline.intake.named import says
from pipeline.intake.words import quoted


def ask_who_signed(
    file: str,
    form: Form,
    fields: Mapping[str, Entry],
    unit: Unit,
    days: Collection[date],
    register: Register,
) -> Iterator[Finding]:
    """Yield what must be asked about who signed on one of these days, or how.

    Only where the roster knows somebody of the unit: on these days, or that person on others.
    """
    signed = fields.get(SIGNED_BY)
    name = str(signed.value or "") if signed else ""
    if not (signed and name):
        return
    every = [row for row in register.office.roster if row.unit == unit.code]
    could = [row for row in every if any(row.validity.covers(day) for day in days)]
    own = [row for row in could if says(name, row.name)]
    where = Where(file, form.narrative_sheet, signed.cell)
    if not own and (could or any(says(name, row.name) for row in every)):
        told = {"who": quoted(name), "day": max(days).isoformat(), "body": unit.name}
        yield texts.findings.found("C53", where, **told)
    how = fields.get(SIGNED_AS)
    said = str(how.value or "") if how else ""
    if own and how and said and sign_mark(said) not in map(_mark, own):
        where = Where(file, form.narrative_sheet, how.cell)
        told = {"who": quoted(name), "value": quoted(said), "declared": " ".join(map(_mark, own))}
        yield texts.findings.found("C54", where, **told)


def _mark(row: RosterRow) -> str:
    """Return how somebody signs: "KT."; "" for the head."""
    return sign_mark(row.authority[0]) if row.authority else ""
