"""What a figure is called: a name to type, the same in every run, and words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from pipeline import texts
from pipeline.domain.digest import digest
from pipeline.domain.figure import (
    ANSWERS,
    APPENDIX,
    COMPARED,
    COMPARISON,
    COUNTS,
    CUMULATIVE,
    HALVES,
    MERITS,
    PACE,
    POINTS,
    SECTORS,
    STANDINGS,
    STATES,
    TARGETS,
    TASKS,
    UNITS,
    FigureId,
)
from pipeline.domain.form import Rows, Table
from pipeline.domain.numeral import Made, Share, Sum, Units
from pipeline.domain.office import Office

_OF_SERVICES = (APPENDIX, SECTORS, UNITS, COMPARED, COMPARISON, CUMULATIVE)
_TOLD_APART = (STANDINGS, MERITS, POINTS, PACE, TARGETS, COUNTS, ANSWERS)  # no form's columns
_SAID = 3  # figures that a sum is called by; of more its name is a digest of theirs
_NO_LETTERS = re.compile(r"[^a-z0-9_]+")


def name_of(made: Made | FigureId) -> str:
    """Return the name by which a number is asked for."""
    match made:
        case FigureId():
            table = texts.trace.TABLES[made.table]
            parts = (table, made.item, _slug(made.scope), made.column)
            return ".".join(filter(None, parts))
        case Sum(terms):
            signs = (("+" if sign > 0 else "-", name_of(id)) for id, sign in terms)
            said = "".join(sign + name for sign, name in signs).removeprefix("+")
            return said if len(terms) <= _SAID else texts.trace.MANY.format(digest=digest(said))
        case Units(figure, owed):
            return f"{texts.trace.OWED if owed else texts.trace.COUNTED}({name_of(figure)})"
        case Share(part, whole):
            return f"{_within(part)}/{_within(whole)}"


def row_of(made: Made) -> FigureId | None:
    """Return what a row is of in which a number stands: a figure of no column; None of several.

    So all counts of a service, and the rates of them, are of one row.
    """
    match made:
        case Sum(((id, _),)):
            return FigureId(id.period, id.table, id.item, "", id.scope)
    found = {FigureId(id.period, id.table, id.item, "", id.scope): None for id in figures_of(made)}
    return next(iter(found)) if len(found) == 1 else None


def figures_of(made: Made) -> Iterator[FigureId]:
    """Yield the figures a number is made of."""
    match made:
        case Sum(terms):
            yield from (id for id, _ in terms)
        case Units(figure):
            yield figure
        case Share(part, whole):
            yield from figures_of(part)
            yield from figures_of(whole)


def _within(made: Sum | Share) -> str:
    single = isinstance(made, Sum) and len(made.terms) == 1
    return name_of(made) if single else f"({name_of(made)})"


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return _NO_LETTERS.sub("-", letters).strip("-")


def words_of(id: FigureId, office: Office, asked: Sequence[Table]) -> str:
    """Say what a figure is: of what, which column, whose, of which period.

    `asked` are the tables of its period's form, and of the week's.
    """
    said = (
        _item(id, office),
        _column(id, asked),
        "" if id.table == SECTORS or _of_unit(id) else _scope(id, office),
        texts.numbers.period_brief(id.period),
    )
    return texts.trace.BETWEEN.join(filter(None, said))


def _of_unit(id: FigureId) -> bool:
    """Tell whether a figure is of all a unit counts: then it is called by the unit."""
    return id.table == UNITS and not id.item


def _item(id: FigureId, office: Office) -> str:
    """Name the service, indicator or task a figure is about."""
    if id.table == POINTS:
        return texts.plan.SCORE_KINDS.get(id.item, "")
    if not id.item:
        return texts.trace.WHOLE.get(id.table, "").format(scope=_scope(id, office))
    if service := office.service(id.item):
        return service.name
    for indicator in office.indicators:
        if indicator.code == id.item:
            named = {"number": indicator.number, "title": indicator.title}
            return texts.trace.INDICATOR.format(**named)
    for task in office.tasks:
        if task.code == id.item:
            return texts.plan.task_mark(task)
    return id.item


def _column(id: FigureId, asked: Sequence[Table]) -> str:
    """Name a figure's column as people know it."""
    if id.table in (TASKS, STATES):
        return texts.trace.STATE.format(state=texts.plan.TASK_STATES[id.column])
    if id.table not in _TOLD_APART:
        rows = (Rows.SERVICES,) if id.table in _OF_SERVICES else (Rows.FLOWS, Rows.STOCKS)
        for table in (table for table in asked if table.rows in rows):
            for column in table.columns:
                if column.id == id.column:
                    return column.name
    if id.column.startswith(texts.trace.VOICE_BEGINS):
        return texts.trace.VOICE
    return texts.trace.COLUMNS.get(id.column, id.column)


def _scope(id: FigureId, office: Office) -> str:
    if id.table == HALVES:
        return texts.trace.HALVES[id.scope]
    unit = office.unit(id.scope) if id.scope else None
    return unit.name if unit else id.scope
