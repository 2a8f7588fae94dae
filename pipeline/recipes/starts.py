"""What a unit's form starts from of its own last report: who filled it in, who signed it and how.

Where the office's roster knows who may sign for the unit, it has the last word: what is printed
here must raise no question when it is left as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from pipeline.consolidate.history import History
from pipeline.domain.form import Field, Form
from pipeline.domain.office import RosterRow, Unit
from pipeline.domain.period import Period
from pipeline.domain.sections import field_checks, first_wrong
from pipeline.domain.submission import Submission
from pipeline.domain.words import SIGNED_AS, SIGNED_BY, SIGNER_TITLE, sign_mark
from pipeline.intake.named import says
from pipeline.personal import COVER

Starts = Mapping[str, str]  # by the id of a field
Recent = Mapping[tuple[str, str], Sequence[int | None]]  # by row and column, the newest first

_SHOWN = 3  # reports, beside what is typed

_OF_SIGNER = (SIGNED_BY, SIGNED_AS, SIGNER_TITLE)


def starts_of(history: History, form: Form, period: Period, unit: Unit) -> Starts:
    """Return what the fields of a unit's form hold as it is sent out."""
    last = _last(history, period, unit)
    told = _told(last, form) if last else {}
    day = history.register.schedule.deadline(period).date()
    roster = [row for row in history.register.office.roster if row.unit == unit.code]
    said = _as_the_roster_knows(told, roster, day, form) if roster else told
    return {field.id: said[field.id] for field in form.fields if _is_fine(field, said)}


def recent_of(history: History, form: Form, period: Period, unit: Unit) -> Recent:
    """Return what a unit's last reports of the kind counted, by row and column."""
    periods = [period]
    for _ in range(_SHOWN):
        periods.append(periods[-1].previous)
    columns = [column.id for table in form.tables for column in table.columns if column.typed]
    known = {id: [history.sizes(one, unit.code, id) for one in periods[1:]] for id in columns}
    return {
        (code, id): [one.get(code) for one in counted]
        for id, counted in known.items()
        for code in sorted(set().union(*counted))
    }


def _last(history: History, period: Period, unit: Unit) -> Submission | None:
    """Return a unit's newest report of before, of the same kind if there is one."""
    ending = history.last_day(period)
    known = [
        (one.kind is period.kind, history.last_day(one), one)
        for one, code in history.standings
        if code == unit.code and one != period and history.last_day(one) <= ending
    ]
    ordered = (one for *_, one in sorted(known, reverse=True))
    return next((report for one in ordered if (report := history.in_force(one, unit.code))), None)


def _told(last: Submission, form: Form) -> dict[str, str]:
    """Return the answers nobody had to ask about; of a signer nobody knows, nothing."""
    tables = {*last.sheets.values()}
    asked = {f.where.cell for f in last.findings if f.where.sheet not in tables}
    told = {
        field.id: str(entry.value)
        for field in form.fields
        if (entry := last.fields.get(field.id)) and entry.value and entry.cell not in asked
    }
    return {id: said for id, said in told.items() if SIGNED_BY in told or id not in _OF_SIGNER}


def _as_the_roster_knows(
    told: Mapping[str, str], roster: list[RosterRow], day: date, form: Form
) -> dict[str, str]:
    """Return what was told with the signer the roster knows; without one where it knows none."""
    others = {id: said for id, said in told.items() if id not in _OF_SIGNER}
    could = [row for row in roster if row.validity.covers(day)]
    named = [row for row in could if says(told.get(SIGNED_BY, ""), row.name)]
    if len(could) > 1 and not named:
        return others
    if not could:  # somebody else signs, of whom the roster says nothing
        known = any(says(told.get(SIGNED_BY, ""), row.name) for row in roster)
        return others if known else dict(told)
    row = (named or could)[0]
    mark = sign_mark(row.authority[0]) if row.authority else ""
    ways = next((field.choices for field in form.fields if field.id == SIGNED_AS), ())
    ways = tuple(way for way in ways if sign_mark(way) == mark)
    own = {
        SIGNED_BY: row.name,
        SIGNER_TITLE: row.title or (told.get(SIGNER_TITLE, "") if named else ""),
    }
    return others | own | ({SIGNED_AS: ways[0]} if ways else {})


def _is_fine(field: Field, said: Starts) -> bool:
    """Tell whether an answer may stand there: it raises nothing, and hides nothing."""
    answer = said.get(field.id, "")
    return bool(answer) and COVER not in answer and not first_wrong(field_checks(field), answer)
