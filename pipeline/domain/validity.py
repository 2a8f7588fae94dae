"""The days on which something declared holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Validity:
    """The first and the last day on which something holds, both included; None is open."""

    since: date | None = None
    until: date | None = None

    def covers(self, day: date) -> bool:
        """Tell whether it holds on a day."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )

    def meets(self, other: Validity) -> bool:
        """Tell whether there is a day on which both hold."""
        starts = max(self.since or date.min, other.since or date.min)
        return starts <= min(self.until or date.max, other.until or date.max)

    def as_known(self, day: date) -> Validity:
        """Return it as it was known on a day on which it had begun: an end to come is none yet."""
        ended = self.until is not None and self.until < day
        return self if ended else Validity(self.since)


ALWAYS = Validity()
