"""What an office asks of reminders, and what was noted of them: forms sent out, units reminded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from pipeline.domain.period import Period, PeriodKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminders:
    """How an office reminds its units (đôn đốc)."""

    apart: timedelta = timedelta(hours=4)  # what comes sooner, with nothing new, is the same one
    letter_from: int = 2  # from which reminder on a letter is drawn
    letter_kinds: frozenset[PeriodKind] = frozenset(PeriodKind)  # of which reports
    symbol: str = ""  # of the letter; "": what the office's own has after the kind of document
    recipients: tuple[str, ...] = ()  # Nơi nhận; (): the first and the last of a report


AS_USUAL = Reminders()


class NoticeKind(StrEnum):
    """What a unit was sent."""

    FORM = "form"
    REMINDER = "reminder"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """That drafts for a unit were made, for the office to send: the program sends nothing."""

    kind: NoticeKind
    period: Period
    unit: str  # code
    at: datetime
    about: str = ""  # what was wanted: another is another reminder, however soon it comes


@dataclass(frozen=True, slots=True)
class Notices:
    """All that was noted, in the order of the runs that noted it."""

    every: tuple[Notice, ...] = ()

    def of(self, kind: NoticeKind, period: Period, unit: str) -> tuple[Notice, ...]:
        """Return those of one kind to a unit about a period, oldest first."""
        key = kind, period, unit
        return tuple(one for one in self.every if (one.kind, one.period, one.unit) == key)


NONE_YET = Notices()


def is_another(before: Sequence[Notice], about: str, now: datetime, apart: timedelta) -> bool:
    """Tell whether what is sent now counts once more, or is the last one made again."""
    if not before or before[-1].about != about:
        return True
    return now - before[-1].at >= apart
