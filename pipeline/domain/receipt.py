"""What a unit is told when its report was taken: which file, when, in time or not, what it says."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.domain.office import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """One unit's receipt: lines of a name and what it says, the same in chat and on paper."""

    unit: Unit
    title: str
    office: str
    about: tuple[tuple[str, str], ...]  # file, time, standing
    read: tuple[tuple[str, str], ...]  # the key figures, as they were read
    notes: tuple[str, ...]
