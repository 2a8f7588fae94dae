"""Rows of a table as they are found, held against those that were written, cell by cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from math import isclose

from pipeline.domain.difference import Difference, Nature, Spot
from pipeline.outputs.verify.align import aligned, overlap
from pipeline.outputs.verify.numbers import held, plain, unheld_in, value
from pipeline.outputs.verify.paper import Drawn

_PRECISE = 1e-12  # what programs keep of a number: fifteen digits
_ALIKE = 0.4
_CALLED_ALIKE = 0.6

Row = Sequence[object]


def shown(cell: object) -> str:
    """Write a cell's content: words as they are, a number with a comma before its decimals."""
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        return f"{cell:.15g}".replace(".", ",")
    return plain(f"{cell}")


def pair_rows(wanted: Sequence[Row], found: Sequence[Row]) -> dict[int, int]:
    """Pair the rows of two tables: equal ones, those of equal words, and the most alike."""
    ours, theirs = [_cells(row) for row in wanted], [_cells(row) for row in found]
    return aligned(ours, theirs, [lambda row: row, _words], _alike, _ALIKE)


def pair_columns(wanted: Sequence[Row], found: Sequence[Row]) -> dict[int, int]:
    """Pair the columns of two tables by some of their rows, as the headers are."""
    ours, theirs = _turned(wanted), _turned(found)
    if len(ours) == len(theirs):
        return {at: at for at in range(len(ours))}
    likeness = lambda one, other: overlap(Counter(one), Counter(other))  # noqa: E731
    return aligned(ours, theirs, [lambda column: column], likeness, _ALIKE)


def _turned(rows: Sequence[Row]) -> list[tuple[str, ...]]:
    width = max(map(len, rows), default=0)
    return [tuple(shown(row[at]) if at < len(row) else "" for row in rows) for at in range(width)]


def _cells(row: Row) -> tuple[str, ...]:
    """Return a row as it is compared: a number by as many digits as every program keeps."""
    return tuple(
        f"{cell:.12g}" if isinstance(cell, float | int) else plain(f"{cell}") for cell in row
    )


def _words(row: Sequence[str]) -> tuple[str, ...] | None:
    """Return what names a row: its cells that say something in words."""
    said = tuple(cell for cell in row if sum(map(str.isalpha, cell)) > 1)
    return said or None


def _alike(one: Sequence[str], other: Sequence[str]) -> float:
    """Say how much two rows are alike: those that are called otherwise are not, whatever else."""
    mine, others = _words(one), _words(other)
    if mine and others:
        called = SequenceMatcher(None, " ".join(mine), " ".join(others), autojunk=False)
        if called.quick_ratio() < _CALLED_ALIKE or called.ratio() < _CALLED_ALIKE:
            return 0.0
        return called.ratio()
    return overlap(Counter(filter(None, one)), Counter(filter(None, other)))


def name_of(row: Row) -> str:
    """Name a row by its first words."""
    said = [shown(cell) for cell in row]
    words = (cell for cell in said if sum(map(str.isalpha, cell)) > 1)
    return next(words, None) or next(filter(None, said), "")


def hold_cell(
    wanted: object, found: object, known: Collection[str]
) -> Iterator[tuple[Nature, str, str]]:
    """Hold a cell: yields what kind of difference it is, what stands there and what should."""
    if wanted == found:
        return
    if isinstance(wanted, float | int) and isinstance(found, float | int):
        if not isclose(wanted, found, rel_tol=_PRECISE):
            yield Nature.WRONG, shown(found), shown(wanted)
        return
    ours, theirs = shown(wanted), shown(found)
    if ours == theirs or (ours and value(ours) == value(theirs)):
        return
    if not _is_words(ours) or (not _is_words(theirs) and any(map(str.isdigit, theirs))):
        figures = any(map(str.isdigit, ours + theirs)) or ours
        yield (Nature.WRONG if figures else Nature.WORDS), theirs, ours
        return
    differ = list(held(f"{wanted}", f"{found}", known))
    yield from differ or [(Nature.WORDS, theirs, ours)]


def _is_words(text: str) -> bool:
    return any(map(str.isalpha, text))


def hold_table(
    wanted: Drawn, found: Drawn, spot: Spot, known: Collection[str]
) -> Iterator[Difference]:
    """Hold a table of a report: what its header says, then each row beside its own."""
    ours, theirs = (*wanted.headers, *wanted.rows), (*found.headers, *found.rows)
    tops = len(wanted.headers)
    columns = pair_columns(wanted.headers, theirs[:tops])
    labels = _labels(wanted.headers)
    for at, label in enumerate(labels):
        if at not in columns:
            yield Difference(Nature.GONE, replace(spot, column=label))
    headed = dict.fromkeys(range(tops)).keys()
    for at in headed:
        read = theirs[at] if at < len(theirs) else ()
        yield from _hold_row(ours[at], read, columns, labels, spot, known)
    pairs = pair_rows(ours[tops:], theirs[tops:])
    for at, row in enumerate(ours[tops:]):
        named = replace(spot, row=name_of(row))
        if at in pairs:
            yield from _hold_row(row, theirs[tops:][pairs[at]], columns, labels, named, known)
        else:
            yield Difference(Nature.GONE, named)
    for there, row in enumerate(theirs[tops:]):
        if there not in pairs.values():
            yield from added_row(row, replace(spot, row=name_of(row)), known)


def added_row(row: Row, spot: Spot, known: Collection[str]) -> Iterator[Difference]:
    """Say that a row was added, and which of its numbers nobody computed."""
    yield Difference(Nature.ADDED, spot, " | ".join(filter(None, map(shown, row))))
    for number in dict.fromkeys(n for cell in row for n in unheld_in(shown(cell), known)):
        yield Difference(Nature.UNHELD, spot, number)


def _hold_row(
    wanted: Row,
    found: Row,
    columns: Mapping[int, int],
    labels: Sequence[str],
    spot: Spot,
    known: Collection[str],
) -> Iterator[Difference]:
    for at, cell in enumerate(wanted):
        if at in columns:
            read = found[columns[at]] if columns[at] < len(found) else ""
            placed = replace(spot, column=labels[at] if at < len(labels) else "")
            for nature, there, must in hold_cell(cell, read, known):
                yield Difference(nature, placed, there, must)


def _labels(headers: Sequence[Row]) -> list[str]:
    """Name each column by all that stands over it, said once."""
    turned = _turned(headers)
    return [", ".join(dict.fromkeys(filter(_is_words, column))) for column in turned]
