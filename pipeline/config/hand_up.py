"""How an office stands at the level above, and which workbooks of its it fills."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath

from pipeline import texts
from pipeline.config.toml import TomlSection, check_unique, nearest
from pipeline.domain.areas import row_and_column
from pipeline.domain.handed_up import HandUp, Superior, Target
from pipeline.domain.office import Office
from pipeline.domain.period import PeriodKind

_FOLDER = "input_templates/cap-tren"  # where its forms lie, unless declared; backed up there


def read_hand_up(top: TomlSection, office: Office) -> HandUp | None:
    """Read `[hand_up]`; None in an office that declares none. Unknown codes are said."""
    section = top.sub("hand_up", needed=False)
    declared = HandUp(
        unit=section.need("unit", str, ""),
        forms=section.get("forms", str, _FOLDER),
        rows=section.lists("rows"),
        sections=section.lists("sections"),
        filled_by=section.get("filled_by", str, ""),
        phone=section.get("phone", str, ""),
    )
    section.close()
    known = [*(one.code for one in office.services), *(one.code for one in office.indicators)]
    _check(section, declared.rows, known)
    return None if section.absent else declared


def _check(section: TomlSection, rows: Mapping[str, Sequence[str]], known: Sequence[str]) -> None:
    for row, codes in rows.items():
        for code in codes if known else ():  # what is wrong with all of them was said
            if code not in known:
                unknown = texts.config.UNKNOWN_ITEM.format(code=code)
                section.say(f"rows.{row}", unknown + nearest(code, known))


def read_superiors(top: TomlSection) -> tuple[Superior, ...]:
    """Read `[[superior]]`; what names no cell, and a cell or file that is named twice, is said."""
    sections = top.many("superior", needed=False)
    superiors = tuple(map(_superior, sections))
    named: list[tuple[str, PeriodKind]] = []  # filled, they lie in one folder
    for section, one in zip(sections, superiors, strict=True):
        name = PurePath(one.file).name
        filled = [(name.casefold(), kind) for kind in one.reports]
        if set(filled) & set(named):
            section.say("file", texts.config.SAME_SUPERIOR.format(file=name))
        named += filled
    return superiors


def _superior(section: TomlSection) -> Superior:
    known = [kind.value for kind in PeriodKind]
    cells = section.many("cells")
    superior = Superior(
        file=section.need("file", str, ""),
        reports=frozenset(map(PeriodKind, section.words("reports", known, needed=True))),
        targets=tuple(map(_target, cells)),
        said_at=_said_at(section, "file"),
    )
    named = [f"{one.sheet}!{one.cell}" for one in superior.targets]
    check_unique(section.source, section.at("cells"), "at", named)
    section.close()
    return superior


def _target(section: TomlSection) -> Target:
    at = section.need("at", str, "")
    sheet, _, cell = at.replace("'", "").replace("$", "").rpartition("!")
    cell = cell.strip().upper()
    if at and (not sheet.strip() or row_and_column(cell) == (0, 0)):
        section.say("at", texts.config.NO_CELL.format(text=at))
    figure = section.need("figure", str, "")
    said_at = _said_at(section, "at")
    section.close()
    return Target(sheet.strip(), cell, figure, said_at)


def _said_at(section: TomlSection, key: str) -> str:
    place = section.source.place(section.at(key))
    return texts.config.SAID_AT.format(file=place.path.name, line=place.line)
