"""What all rows of a table owe, taken together, to the report before: it is asked once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from pipeline.domain.rules.rule import Past, Ref, Rule

Judged = Sequence[tuple[Mapping[str, int | None], Past]]  # rows, each with what was before


@dataclass(frozen=True, slots=True, kw_only=True)
class _AllRows(Rule):
    """Counts of every row beside those of the report before; no count is as good as 0."""

    looks_back: ClassVar[bool] = True
    of_all_rows: ClassVar[bool] = True
    counts: tuple[str, ...]

    @property
    def points_at(self) -> str:
        return self.counts[0]

    @property
    def remembers(self) -> Mapping[str, str]:
        return {_before(count): count for count in self.counts}


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeated(_AllRows):
    """Not every row repeats the report before, where enough of them count something."""

    least: int

    def broken_by_all(self, rows: Judged) -> bool:  # noqa: D102
        told = sum(bool(counts.get(id)) for counts, _ in rows for id in self.counts)
        return told >= self.least and all(
            (counts.get(id) or 0) == past.get(_before(id), 0)
            for counts, past in rows
            for id in self.counts
        )

    def _condition(self, ref: Ref, past: Ref) -> str:
        pairs = [(ref(id), past(_before(id))) for id in self.counts]
        if not all(before for _, before in pairs):
            return ""
        told = "+".join(f'COUNTIF({now},">0")' for now, _ in pairs)
        apart = "+".join(f"SUMPRODUCT(--({now}<>{before}))" for now, before in pairs)
        return f"AND({told}>={self.least},{apart}=0)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Silent(_AllRows):
    """Not every row is 0, where the report before counted something worth the question."""

    floor: int

    def broken_by_all(self, rows: Judged) -> bool:  # noqa: D102
        counted = [counts.get(id) for counts, _ in rows for id in self.counts]
        before = sum(past.get(_before(id), 0) for _, past in rows for id in self.counts)
        return before >= self.floor and 0 in counted and not any(counted)

    def _condition(self, ref: Ref, past: Ref) -> str:
        pairs = [(ref(id), past(_before(id))) for id in self.counts]
        if not all(before for _, before in pairs):
            return ""
        now = ",".join(now for now, _ in pairs)
        before = ",".join(before for _, before in pairs)
        return f"AND(SUM({before})>={self.floor},COUNT({now})>0,SUM({now})=0)"


def _before(count: str) -> str:
    return f"{count}.before"
