"""Hidden bookmarks: what a paragraph, table, chart or figure of a report is, in the file itself.

Word and LibreOffice keep them, so that what somebody wrote by hand is told from what was drawn.
A name that begins with "_" is shown to nobody, and has at most 40 letters.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from pipeline.domain.digest import digest
from pipeline.domain.figure import FigureId
from pipeline.domain.numeral import Made, Piece, Share, Units

PARAGRAPH, FIGURE, TABLE, CHART = "_p_", "_f_", "_g_", "_c_"
FIXED, AROUND, NOTE, TITLE = "_x_", "_a_", "_n_", "_h_"  # what stands in every report; round tables
DRAWN = "_drawn_"  # which drawing a file is
KEPT = "_kept_"  # which one it took its figures from, somebody's words kept
NUMBER, DATED = f"{FIXED}number", f"{FIXED}dated"
SIGNATURE = f"{FIXED}signature"
ATTACHED = "attached"  # the line of an appendix that repeats both
_MOST, _DIGITS = 40, 12
_NO_NAME = re.compile(r"[^0-9A-Za-z_]")


def mark(element: Any, name: str) -> None:
    """Put a bookmark round all that a paragraph holds, or round a run of it."""
    begin, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    begin.set(qn("w:name"), _NO_NAME.sub("_", name)[: _MOST - 3])
    if element.tag == qn("w:p"):
        properties = element.find(qn("w:pPr"))
        element.insert(0 if properties is None else 1, begin)
        element.append(end)
    else:
        element.addprevious(begin)
        element.addnext(end)


def mark_table(table: Any, name: str) -> None:
    """Put a table's bookmark into its first cell."""
    mark(next(table.iter(qn("w:p"))), name)


def around(grid: str, role: str) -> str:
    """Name a paragraph that stands round an appendix's tables, by the first of these."""
    return f"{AROUND}{grid}_{role}"


def is_signed(name: str) -> bool:
    """Tell whether a paragraph holds the number and the day of signing, which people write in."""
    return name in (NUMBER, DATED) or (name.startswith(AROUND) and name.endswith(f"_{ATTACHED}"))


def note(words: str) -> str:
    """Name a note below a table by its words, whatever numbers stand in them."""
    return NOTE + digest(re.sub(r"\d+", "", words))[:_DIGITS]


def figure_names(id: str, pieces: Iterable[Piece]) -> Iterator[str]:
    """Yield the name of each figure that a paragraph's pieces state, in order."""
    for piece in pieces:
        if piece.made is not None:
            yield FIGURE + digest(id, _spelt(piece.made))[:_DIGITS]


def _spelt(made: Made) -> str:
    """Spell out what a number is made of, the same in every version of the program."""
    if isinstance(made, Share):
        return f"{_spelt(made.part)} / {_spelt(made.whole)}"
    if isinstance(made, Units):
        return f"{'owed' if made.owed else 'units'} {_id(made.figure)}"
    return " ".join(f"{sign:+} {_id(id)}" for id, sign in made.terms)


def _id(id: FigureId) -> str:
    return "|".join((str(id.period), id.table, id.item, id.column, id.scope))


def stretches(pieces: Iterable[Piece]) -> Iterator[tuple[Piece, ...]]:
    """Part a text where a figure begins or ends."""
    numbered = enumerate(pieces)
    for _, found in groupby(numbered, lambda one: one[0] if one[1].made is not None else -1):
        yield tuple(piece for _, piece in found)


def settle(body: Any) -> None:
    """Number the bookmarks of a document, and let no two of them have one name."""
    given: Counter[str] = Counter()
    opened: list[str] = []
    for element in body.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd")):
        if element.tag == qn("w:bookmarkEnd"):
            element.set(qn("w:id"), opened.pop())
            continue
        name = element.get(qn("w:name"))
        given[name] += 1
        if given[name] > 1:
            element.set(qn("w:name"), f"{name}_{given[name]}")
        opened.append(str(given.total()))
        element.set(qn("w:id"), opened[-1])
