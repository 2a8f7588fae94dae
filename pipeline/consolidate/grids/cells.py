"""What the columns and cells of the plan's grids are made of."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from pipeline import texts
from pipeline.domain.figure import Figure
from pipeline.domain.grid import Align, Cell, GridColumn, Medium, Number, Phrase, Tone, Words
from pipeline.domain.numeral import Units

MOST_NAMES = 60  # of units in one cell
NOT_REPORTED = Words(texts.document.STATES["not_reported"])
KEPT = Words(texts.document.KEPT.format(label=""))  # after what holds what silent units had
CARRIED = Words(texts.document.CARRIED.format(label=""))  # after what holds an earlier figure


def columns(
    labels: Mapping[str, str],
    *,
    book: Mapping[str, float] | None = None,
    paper: Mapping[str, float] | None = None,
    words: Collection[str] = (),
    align: Mapping[str, Align] | None = None,
) -> tuple[GridColumn, ...]:
    """Return columns in the order of their labels; each is shown where it has a width."""
    wide = {Medium.BOOK: book or {}, Medium.PAPER: paper or {}}
    return tuple(
        GridColumn(
            id=id,
            label=label,
            words=id in words,
            align=(align or {}).get(id, Align.LEFT),
            room=shown[0],
            paper=wide[Medium.PAPER].get(id),
            media=frozenset(medium for medium, widths in wide.items() if id in widths),
        )
        for id, label in labels.items()
        if (shown := [widths[id] for widths in wide.values() if id in widths])
    )


def widths(**of: float) -> dict[str, float]:
    """Return the widths of columns: characters of a sheet, shares of a page."""
    return of


def cells(**values: Cell | str | int | None) -> dict[str, Cell]:
    """Return a row's cells by column: words, counts, or cells made elsewhere; None is no cell."""
    return {id: _cell(value) for id, value in values.items() if value is not None}


def _cell(value: Cell | str | int) -> Cell:
    if isinstance(value, str):
        return Words(value)
    return Number(value) if isinstance(value, int) else value


def coverage(of: Figure | None, words: str, *marks: Words, tone: Tone = Tone.PLAIN) -> Phrase:
    """Say how many units are counted in a figure out of those that owe a part of it: "7/8".

    `words` are said of what is no figure.
    """
    if of is None:
        return phrase(words, *marks, tone=tone)
    counted, owed = (
        Number(len(units), made=Units(of.id, owed=of_owed))
        for units, of_owed in ((of.present, False), (of.expected, True))
    )
    return phrase(counted, "/", owed, *marks, tone=tone)


def named_in_a_cell(units: Sequence[str]) -> str:
    """Name units; of more than a cell can be read with the first, and how many others."""
    said, others = ", ".join(units[:MOST_NAMES]), len(units) - MOST_NAMES
    if others <= 0:
        return said
    count, sheet = texts.numbers.number(others), texts.tables.SHEET_STANDINGS
    return texts.tables.AND_OTHERS.format(units=said, count=count, sheet=sheet)


def phrase(*parts: Cell | str | int, tone: Tone = Tone.PLAIN) -> Phrase:
    """Put words and numbers into one cell."""
    flat: list[Words | Number] = []
    for part in map(_cell, parts):
        if isinstance(part, Phrase):
            flat += part.parts
        elif isinstance(part, Words | Number):
            flat.append(part)
    return Phrase(tuple(flat), tone)
