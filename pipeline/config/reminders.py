"""How an office reminds its units: `[reminders]`."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from pipeline import texts
from pipeline.config.toml import TomlSection
from pipeline.domain.period import PeriodKind
from pipeline.domain.reminders import AS_USUAL, Reminders

_MOST_HOURS, _MOST_TIMES = 24 * 7, 99


def read_reminders(section: TomlSection) -> dict[str, Any]:
    """Read when a reminder counts anew, and from which one on a letter is drawn."""
    usual, known = AS_USUAL, [kind.value for kind in PeriodKind]
    hours = section.number("apart_hours", 1, _MOST_HOURS, texts.config.HOURS_APART, needed=False)
    times = section.number("letter_from", 1, _MOST_TIMES, texts.config.LETTER_FROM, needed=False)
    kinds = frozenset(map(PeriodKind, section.words("letter_kinds", known)))
    said = section.data  # [] are no letters, and what is not there at all is as usual
    reminders = Reminders(
        apart=timedelta(hours=hours) if "apart_hours" in said else usual.apart,
        letter_from=times if "letter_from" in said else usual.letter_from,
        letter_kinds=kinds if "letter_kinds" in said else usual.letter_kinds,
        symbol=section.get("letter_symbol", str, ""),
        recipients=section.words("letter_recipients"),
    )
    section.close()
    return {"reminders": reminders}
