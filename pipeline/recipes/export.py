"""Facts, figures and standings as data: as a file, or as frames for a notebook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline import texts
from pipeline.domain.finding import BaocaoError
from pipeline.domain.period import Period
from pipeline.ledger.ledger import look_into
from pipeline.recipes.desk import Desk
from pipeline.recipes.judge import facts_of, history_of, summary_of
from pipeline.recipes.receive import Progress, Taken, take_in

if TYPE_CHECKING:
    from pipeline.consolidate.history import History


@dataclass(frozen=True, slots=True)
class Reckoned:
    """An office's reports, read and judged once, for as many questions as are asked."""

    desk: Desk
    taken: Taken
    now: datetime

    def known(self) -> tuple[Period, ...]:
        """Return the periods of which any report came, in order."""
        return tuple(sorted({period for period, _ in self.taken.versions}))

    def facts(self, periods: Sequence[Period]) -> Any:
        """Return a frame of every answer in force (`consolidate/tidy.FACTS`)."""
        from pipeline.consolidate.tidy import facts_frame

        return facts_frame(self._history(periods), periods)

    def figures(self, period: Period) -> Any:
        """Return a frame of every figure a period states (`consolidate/tidy.FIGURES`)."""
        from pipeline.consolidate.tidy import figures_frame

        facts = facts_of(self._history((period,)))
        summary = summary_of(self.desk, self.taken, facts, period, self.now)
        return figures_frame(period, summary.figures)

    def standings(self, period: Period) -> Any:
        """Return a frame of how each unit stands (`consolidate/tidy.STANDINGS`)."""
        from pipeline.consolidate.tidy import standings_frame

        found = self._history((period,)).standings
        units = self.desk.office(period).reporters(period)
        return standings_frame(period, (found[period, unit.code] for unit in units))

    def _history(self, periods: Sequence[Period]) -> History:
        self.desk.must_owe(periods)
        return history_of(self.desk, self.taken, periods)


def reckon(desk: Desk, now: datetime, progress: Progress) -> Reckoned:
    """Read what is there; nothing is written, not even a ledger."""
    with look_into(desk.collected) as ledger:
        return Reckoned(desk, take_in(desk, ledger, now, progress, note=False), now)


def export(
    desk: Desk, periods: Sequence[Period], target: Path, now: datetime, progress: Progress
) -> tuple[Path, int]:
    """Write the facts of some periods, of all that are known where none is named.

    Return where, and how many. A file that lies there stays: what is written gets a name beside it.

    Raises:
        BaocaoError: The file's name says no kind there is, or names what is no output of ours.
    """
    from pipeline.consolidate.tidy import pivots
    from pipeline.outputs.exported import SUFFIXES, exported
    from pipeline.outputs.publish import publish

    suffix = target.suffix.lower()
    if suffix not in SUFFIXES:
        said = ", ".join(SUFFIXES)
        raise BaocaoError(texts.screen.NO_SUCH_EXPORT.format(name=target.name, kinds=said))
    if target.resolve().is_relative_to(desk.collected.resolve()):
        raise BaocaoError(texts.screen.EXPORT_INTO_COLLECTED.format(path=target))
    reckoned = reckon(desk, now, progress)
    facts = reckoned.facts(periods or reckoned.known())
    content = exported(suffix, facts, pivots(facts), now)
    (written,) = publish(target.parent, {target.name: content}, {})
    return written.path, len(facts)
