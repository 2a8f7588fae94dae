"""What an office declares is looked at by itself, whatever was collected."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from pipeline import texts
from pipeline.config.files import read_declared
from pipeline.config.place import find_office
from pipeline.config.ties import Tied, load_tied
from pipeline.consolidate.tied import Fault, Held
from pipeline.domain.clauses import sentences
from pipeline.domain.finding import BaocaoError
from pipeline.domain.office import Office, PlanDocument
from pipeline.domain.period import PeriodKind
from pipeline.recipes.desk import Desk

_FOLDER = "schemas"  # of an office


def write_schemas(folder: Path | None, start: Path) -> tuple[Path, ...]:
    """Write the schema of each kind of declared file, into the office around `start` or a folder.

    BaocaoError where no folder is named and there is no office. What is declared may be wrong.
    """
    from pipeline.config.schema import schemas

    folder = folder or find_office(start) / _FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, schema in schemas().items():
        text = json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
        written.append(folder / name)
    return tuple(written)


@dataclass(frozen=True, slots=True)
class PlanHeld:
    """A plan with what was found when its text was held against what is declared."""

    plan: PlanDocument
    held: Held | None  # None where the plan has no text
    faults: Sequence[Fault]


def hold_plans(desk: Desk) -> tuple[PlanHeld, ...]:
    """Hold the text of each plan against its rows and forms. BaocaoError when it cannot be read."""
    path = desk.root / "config.toml"
    return tuple(_held(desk, tied, read_declared(path).data) for tied in load_tied(path))


def _held(desk: Desk, tied: Tied, declared: Mapping[str, Any]) -> PlanHeld:
    if tied.text is None:
        return PlanHeld(tied.plan, None, ())
    try:
        text = tied.text.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BaocaoError(texts.config.UNREADABLE.format(file=tied.text)) from error
    held = Held(_office_of(desk, tied), sentences(text), tied.ties, tied.plan.bodies)
    unknown = (
        Fault(kind="no_place", clause=tie.clause, words=place)
        for tie in tied.ties
        for place in tie.by
        if not _is_there(desk, declared, place)
    )
    return PlanHeld(tied.plan, held, [*held.faults, *unknown])


def _office_of(desk: Desk, tied: Tied) -> Office:
    """Return the office on a plan's last day, with no rows but those of the plan's own file."""
    office = desk.register.on(tied.plan.validity.until or date.max)
    return replace(
        office,
        tasks=tuple(one for one in office.tasks if one.code in tied.rows),
        indicators=tuple(one for one in office.indicators if one.code in tied.rows),
    )


def _is_there(desk: Desk, declared: Mapping[str, Any], place: str) -> bool:
    """Tell whether a form has a column, section or field, or a declared table a key."""
    table, _, key = place.partition(".")
    if table not in list(PeriodKind):
        return key in declared.get(table, {})
    if (form := desk.forms.get(PeriodKind(table))) is None:
        return False
    ids = {column.id for one in form.tables for column in one.columns}
    ids |= {section.id for section in form.sections} | {one.id for one in form.fields}
    return key in ids
