"""What somebody changed in a report since it was drawn: reworded, added, left out, moved."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import TypeVar

from pipeline.outputs.edited.read import Block, Opened, Row, is_written_in, names_of
from pipeline.outputs.report import marks

T = TypeVar("T")
_ALIKE = 0.6  # of its words: below, a paragraph without a bookmark is another one


class EditKind(StrEnum):
    """What was done to a paragraph, a row or a cell."""

    REWORDED = "reworded"
    ADDED = "added"
    DELETED = "deleted"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Edit:
    """One thing that somebody changed by hand."""

    kind: EditKind
    was: str  # as it was drawn; "" of what was added
    now: str  # as it stands; "" of what was left out
    table: str = ""  # whose row it is, by the words of its header; "" of a paragraph


@dataclass(slots=True)
class Held:
    """A report that was edited, held against its drawing."""

    before: Mapping[str, Block]  # what was drawn, by what it is
    found: Mapping[str, Block]  # what of it is left, as it stands now
    again: Sequence[Block]  # those of them that lost their bookmark
    loose: Sequence[Block]  # what somebody added


def hold(base: Opened, theirs: Opened) -> Held:
    """Find each drawn paragraph and table in an edited report, also one that lost its bookmark."""
    before = {block.id: block for block in base.blocks if block.id}
    found = {
        name: block
        for block in theirs.blocks
        for name in block.names
        if name in before and (block.said or not before[name].said)
    }
    loose = [block for block in theirs.blocks if not block.names and block.said]
    drawn = {block.said for block in base.blocks if not block.id}
    loose = [block for block in loose if block.said not in drawn and not _is_frame(block)]
    again = []
    for id, block in before.items():
        if id not in found and block.said and (likest := _likest(block, loose)):
            likest.names = (id,)
            found[id] = likest
            again.append(likest)
            loose.remove(likest)
    return Held(before, found, again, loose)


def _is_frame(block: Block) -> bool:
    """Tell whether it is the letterhead or the signature, which hold no text of the report."""
    return block.is_table and any(
        name.startswith((marks.DRAWN, marks.KEPT, marks.FIXED)) for name in names_of(block.element)
    )


def _likest(block: Block, among: Sequence[Block]) -> Block | None:
    rated = [
        (SequenceMatcher(None, block.said.split(), one.said.split()).ratio(), -at, one)
        for at, one in enumerate(among)
        if one.is_table == block.is_table
    ]
    likeness, _, best = max(rated, key=lambda one: one[:2], default=(0.0, 0, None))
    return best if likeness >= _ALIKE else None


def edits_of(held: Held, theirs: Opened) -> tuple[Edit, ...]:
    """Name all that was changed by hand, in the order of the edited report, then what is gone."""
    moved = _moved([id for id in held.before if id in held.found], _order(held, theirs))
    return tuple(_edits(held, theirs, moved))


def _edits(held: Held, theirs: Opened, moved: set[str]) -> Iterator[Edit]:
    for block in theirs.blocks:
        if block in held.loose:
            yield Edit(EditKind.ADDED, "", block.said)
        for name in block.names:
            was = held.before.get(name)
            if was is None or held.found.get(name) is not block:
                continue
            if name in moved:
                yield Edit(EditKind.MOVED, was.said, block.said)
            if block.is_table:
                yield from _rows(was, block)
            elif block.said != was.said and not is_written_in(was):
                yield Edit(EditKind.REWORDED, was.said, block.said)
    for id, was in held.before.items():
        if id not in held.found and (was.said or was.is_table):
            yield Edit(EditKind.DELETED, was.said, "")


def _rows(was: Block, now: Block) -> Iterator[Edit]:
    pairs, moved, table = paired(was.rows, now.rows), rows_moved(was, now), was.said
    kept = {id(row) for _, row in pairs}
    for at, (before, after) in enumerate(pairs):
        if at in moved:
            yield Edit(EditKind.MOVED, _line(before), _line(after), table)
        if before.cells != after.cells:
            yield Edit(EditKind.REWORDED, _line(before), _line(after), table)
    for row in now.rows:
        if id(row) not in kept:
            yield Edit(EditKind.ADDED, "", _line(row), table)
    left = {id(row) for row, _ in pairs}
    for row in was.rows:
        if id(row) not in left:
            yield Edit(EditKind.DELETED, _line(row), "", table)


def rows_moved(was: Block, now: Block) -> set[int]:
    """Return which rows of a table, in the order of its drawing, stand elsewhere."""
    pairs = paired(was.rows, now.rows)
    places = {id(row): at for at, row in enumerate(now.rows)}
    stands = sorted(range(len(pairs)), key=lambda at: places[id(pairs[at][1])])
    return _moved(range(len(pairs)), stands)


def paired(was: Sequence[Row], now: Sequence[Row]) -> list[tuple[Row, Row]]:
    """Pair the rows of two tables: by the words each is known by, else by most of its cells."""
    by_key = {row.key: row for row in now}
    pairs = {row.key: by_key.pop(row.key) for row in was if row.key in by_key}
    for row in was:
        alike = [one for one in by_key.values() if _same_cells(row, one)]
        if row.key not in pairs and len(alike) == 1:
            pairs[row.key] = by_key.pop(alike[0].key)
    return [(row, pairs[row.key]) for row in was if row.key in pairs]


def _same_cells(one: Row, other: Row) -> bool:
    """Tell whether all but one cell of two rows that say something are the same."""
    if len(one.cells) != len(other.cells):
        return False
    same = [a for a, b in zip(one.cells, other.cells, strict=True) if a == b]
    return len(same) >= len(one.cells) - 1 and any(same)


def _order(held: Held, theirs: Opened) -> list[str]:
    return [
        name for block in theirs.blocks for name in block.names if held.found.get(name) is block
    ]


def _moved(drawn: Sequence[T], stands: Sequence[T]) -> set[T]:
    """Return what stands elsewhere: all but the longest part that is in the drawing's order."""
    place = {one: at for at, one in enumerate(drawn)}
    ends: list[int] = []  # by length, the least place that such a part can end at
    chain: list[tuple[int, T]] = []
    for one in stands:
        length = bisect_left(ends, place[one])
        ends[length : length + 1] = [place[one]]
        chain.append((length, one))
    stays: set[T] = set()
    wanted, least = len(ends) - 1, len(drawn)
    for length, one in reversed(chain):
        if length == wanted and place[one] < least:
            stays.add(one)
            wanted, least = wanted - 1, place[one]
    return {*stands} - stays


def _line(row: Row) -> str:
    return " | ".join(filter(None, row.cells))
