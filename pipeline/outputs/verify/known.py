"""The values a period's documents may state: a number somebody adds is held against them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from pipeline import texts
from pipeline.domain.shape import Shape
from pipeline.outputs.read_back import read_workbook
from pipeline.outputs.verify.numbers import numbers_in, value
from pipeline.outputs.verify.paper import Said, read_paper


def known_values(figures: Iterable[int | None], documents: Mapping[str, bytes]) -> frozenset[str]:
    """Return all figures, and all that the program's own documents print."""
    counts = (texts.numbers.figure_words(one) for one in figures if one is not None)
    printed = (
        number for name, content in documents.items() for number in _of_document(name, content)
    )
    return frozenset(value(number) for number in (*counts, *printed))


def _of_document(name: str, content: bytes) -> Iterator[str]:
    if name.endswith(".xlsx"):
        yield from _of_book(content)
    elif name.endswith(".docx"):
        yield from _of_paper(content)


def _of_paper(content: bytes) -> Iterator[str]:
    for block in read_paper(content).blocks:
        for text in [block.text] if isinstance(block, Said) else block.cells:
            yield from numbers_in(text)


def _of_book(content: bytes) -> Iterator[str]:
    for rows in read_workbook(content).values():
        for cell in (cell for row in rows for cell in row):
            if isinstance(cell, str):
                yield from numbers_in(cell)
            elif isinstance(cell, float) and cell.is_integer():
                yield texts.numbers.number(int(cell))
            elif isinstance(cell, float):
                yield texts.numbers.figure_words(Fraction(cell), Shape.RATE)
