"""An office's data as frames, for a notebook: `from pipeline import open_office`.

Nothing is written. What is returned are pandas frames; their columns are listed in docs/data.md.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from pipeline.domain.period import Period
from pipeline.recipes.desk import open_desk
from pipeline.recipes.export import Reckoned, reckon


class OpenOffice:
    """An office as its folder is now."""

    def __init__(self, reckoned: Reckoned) -> None:
        self._reckoned = reckoned

    @property
    def periods(self) -> tuple[str, ...]:
        """The periods of which any report came: "2023-W12", "2023-03", "2023-H1"."""
        return tuple(map(str, self._reckoned.known()))

    def facts(self, *periods: str) -> Any:
        """Return every answer in force, one a row, with its cell; of all periods unless named."""
        chosen = tuple(map(Period.parse, periods)) or self._reckoned.known()
        return self._reckoned.facts(chosen)

    def figures(self, period: str) -> Any:
        """Return every figure a period states, one a row."""
        return self._reckoned.figures(Period.parse(period))

    def standings(self, period: str) -> Any:
        """Return how each unit stands in a period, one a row."""
        return self._reckoned.standings(Period.parse(period))


def open_office(path: str | Path, *, now: datetime | None = None) -> OpenOffice:
    """Read an office's folder; `now` is aware, the machine's clock unless given.

    Raises:
        BaocaoError: There is no office, or its declarations have mistakes (all are listed).
    """
    desk = open_desk(Path(path).resolve())
    at = now or datetime.now(desk.schedule.zone).replace(microsecond=0)
    return OpenOffice(reckon(desk, at, lambda done, whole: None))
