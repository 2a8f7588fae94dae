"""Who signs: the roster, and what an office asks of signatures."""

from __future__ import annotations

from typing import Any

from pipeline import texts
from pipeline.config.rows import validity_of
from pipeline.config.toml import TomlSection, nearest
from pipeline.domain.office import RosterRow, Unit
from pipeline.domain.period import PeriodKind


def read_signing(section: TomlSection) -> dict[str, Any]:
    """Read which signed copies are wanted, and whether a report needs its signer's name."""
    known = [kind.value for kind in PeriodKind]
    copies = frozenset(map(PeriodKind, section.words("signed_copies", known)))
    needed = section.get("signer_needed", bool, False)
    section.close()
    return {"signed_copies": copies, "signer_needed": needed}


def read_roster(top: TomlSection, units: tuple[Unit, ...]) -> tuple[RosterRow, ...]:
    """Read `[[signers]]`; a unit that does not exist is said."""
    codes = [unit.code for unit in units]
    return tuple(_row(section, codes) for section in top.many("signers", needed=False))


def _row(section: TomlSection, codes: list[str]) -> RosterRow:
    row = RosterRow(
        unit=section.get("unit", str, ""),
        name=section.need("name", str, ""),
        title=section.get("title", str, ""),
        authority=section.words("authority"),
        validity=validity_of(section),
    )
    if row.unit and row.unit not in codes:
        section.say(
            "unit", texts.config.UNKNOWN_UNIT.format(code=row.unit) + nearest(row.unit, codes)
        )
    section.close()
    return row
