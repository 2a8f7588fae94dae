"""What the counts of one row owe each other."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.domain.rules.rule import HELD, Counts, Past, Ref, Rule, Words, plus


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum(Rule):
    """A total equals the sum of its parts."""

    total: str
    parts: tuple[str, ...]

    @property
    def points_at(self) -> str:  # noqa: D102
        return self.total

    @property
    def columns(self) -> tuple[str, ...]:  # noqa: D102
        return (self.total, *self.parts)

    def _violated(self, n: Counts, words: Words, past: Past) -> bool:
        return n[self.total] != sum(n[part] for part in self.parts)

    def _condition(self, ref: Ref, past: Ref) -> str:
        return f"{ref(self.total)}<>{plus(self.parts, ref)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance(Rule):
    """What came in equals what went out and what is left."""

    left: tuple[str, ...]
    right: tuple[str, ...]

    @property
    def points_at(self) -> str:  # noqa: D102
        return self.left[0]

    @property
    def columns(self) -> tuple[str, ...]:  # noqa: D102
        return (*self.left, *self.right)

    def _violated(self, n: Counts, words: Words, past: Past) -> bool:
        return sum(n[c] for c in self.left) != sum(n[c] for c in self.right)

    def _condition(self, ref: Ref, past: Ref) -> str:
        return f"{plus(self.left, ref)}<>{plus(self.right, ref)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class AtMost(Rule):
    """A part is at most the whole."""

    part: str
    whole: tuple[str, ...]
    floor: int = 0  # below which a part is too small to say anything

    @property
    def points_at(self) -> str:  # noqa: D102
        return self.part

    @property
    def columns(self) -> tuple[str, ...]:  # noqa: D102
        return (self.part, *self.whole)

    def _violated(self, n: Counts, words: Words, past: Past) -> bool:
        return n[self.part] > sum(n[c] for c in self.whole) and n[self.part] >= self.floor

    def _condition(self, ref: Ref, past: Ref) -> str:
        above = f"{ref(self.part)}>{plus(self.whole, ref)}"
        return f"AND({above},{ref(self.part)}>={self.floor})" if self.floor else above


@dataclass(frozen=True, slots=True, kw_only=True)
class Holds(Rule):
    """A denominator holds what another indicator counts: it is at least as much."""

    whole: str
    other: str  # the column of the other indicator's row

    @property
    def points_at(self) -> str:  # noqa: D102
        return self.whole

    @property
    def columns(self) -> tuple[str, ...]:  # noqa: D102
        return (self.whole, HELD + self.other)

    def _violated(self, n: Counts, words: Words, past: Past) -> bool:
        return n[self.whole] < n[HELD + self.other]

    def _condition(self, ref: Ref, past: Ref) -> str:
        held = ref(HELD + self.other)
        return f"{ref(self.whole)}<{held}" if held else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason(Rule):
    """A count above zero owes a reason; the reason's own column is `explained_by`."""

    counts: tuple[str, ...]

    @property
    def points_at(self) -> str:  # noqa: D102
        return self.explained_by

    @property
    def columns(self) -> tuple[str, ...]:  # noqa: D102
        return self.counts

    def _violated(self, n: Counts, words: Words, past: Past) -> bool:
        return sum(n.values()) > 0

    def _condition(self, ref: Ref, past: Ref) -> str:
        return f"{plus(self.counts, ref)}>0"
