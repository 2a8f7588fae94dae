"""What all rows of a table say together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from pipeline.domain.rules.rule import Counts, Past, Ref, TableRule


@dataclass(frozen=True, slots=True, kw_only=True)
class Nothing(TableRule):
    """A unit that received something in each of its last periods has nothing in any row."""

    counts: tuple[str, ...]
    floor: int  # of what all rows usually have together

    @property
    def points_at(self) -> str:  # noqa: D102
        return self.counts[0]

    @property
    def past_key(self) -> str:  # noqa: D102
        return f"{'+'.join(self.counts)}.together"

    @property
    def columns(self) -> tuple[str, ...]:  # noqa: D102
        return self.counts

    def _violated_over(self, rows: Sequence[Counts], pasts: Sequence[Past]) -> bool:
        usual = max(past.get(self.past_key, 0) for past in pasts)  # a new row knows nothing of it
        return usual >= self.floor and not any(chain(*(row.values() for row in rows)))

    def _condition(self, ref: Ref, past: Ref) -> str:
        usual = past(self.past_key)
        total = f"SUM({','.join(map(ref, self.counts))})"
        return f"AND(MAX({usual})>={self.floor},{total}=0)" if usual else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeated(TableRule):
    """Each count of each row is that of the report before, and there are too many by chance."""

    counts: tuple[str, ...]
    cells: int  # so many of the table's counts are above 0
    floor: int  # and add up to so much

    @property
    def points_at(self) -> str:  # noqa: D102
        return self.counts[0]

    @property
    def past_key(self) -> str:  # noqa: D102
        return f"{self.points_at}.known"

    @property
    def remembers(self) -> Mapping[str, str]:  # noqa: D102
        return {f"{column}.known": column for column in self.counts}

    @property
    def columns(self) -> tuple[str, ...]:  # noqa: D102
        return self.counts

    def _violated_over(self, rows: Sequence[Counts], pasts: Sequence[Past]) -> bool:
        counts = [count for row in rows for count in row.values()]
        return (
            sum(count > 0 for count in counts) >= self.cells
            and sum(counts) >= self.floor
            and all(
                past.get(key) == row[column]
                for row, past in zip(rows, pasts, strict=True)
                for key, column in self.remembers.items()
            )
        )

    def _condition(self, ref: Ref, past: Ref) -> str:
        pairs = [(ref(column), past(key)) for key, column in self.remembers.items()]
        if not all(before for _, before in pairs):
            return ""
        # A blank equals 0 in Excel, so what is known is counted too.
        known = f"COUNT({','.join(before for _, before in pairs)})"
        alike = "+".join(f"SUMPRODUCT(--({now}={before}))" for now, before in pairs)
        filled = "+".join(f'COUNTIF({now},">0")' for now, _ in pairs)
        every = f"{len(pairs)}*ROWS({pairs[0][0]})"
        total = f"SUM({','.join(now for now, _ in pairs)})"
        return f"AND({known}={every},{alike}={every},{filled}>={self.cells},{total}>={self.floor})"
