"""Words put together of words and figures: a text that knows where its figures stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from string import Formatter

from pipeline.domain.figure import Figures
from pipeline.domain.numeral import Made, Numeral, Piece, Share, Sum, Units
from pipeline.texts.numbers import counted, number, percent
from pipeline.texts.tables import UNKNOWN_FIGURE

COVERAGE = "{counted}/{owed}"
CHANGE = "{said} ({rate})"


class Phrase(str):
    """A text that knows where its figures stand; where that does not matter, a text like any."""

    pieces: tuple[Piece, ...]

    def __new__(cls, pieces: Iterable[Piece]) -> Phrase:
        """Put pieces together."""
        pieces = tuple(pieces)
        self = super().__new__(cls, "".join(piece.text for piece in pieces))
        self.pieces = pieces
        return self

    @classmethod
    def of(cls, template: str, **values: object) -> Phrase:
        """Fill a template's braces with words and numbers; a plain number states no figure."""
        pieces: list[Piece] = []
        for literal, name, _, _ in Formatter().parse(template):
            pieces += [Piece(literal)] if literal else []
            pieces += pieces_of(values[name]) if name else ()
        return cls(pieces)

    @classmethod
    def joined(cls, between: str, said: Iterable[object]) -> Phrase:
        """Put values one after another."""
        pieces: list[Piece] = []
        for one in said:
            pieces += [Piece(between)] if pieces else []
            pieces += pieces_of(one)
        return cls(pieces)


def pieces_of(value: object) -> tuple[Piece, ...]:
    """Write a value, a number with its dots, and say which figure it states."""
    match value:
        case Phrase():
            return value.pieces
        case Numeral():
            return (Piece(number(value) if value.known else UNKNOWN_FIGURE, value.made),)
        case bool():
            return (Piece(str(value)),)
        case int():
            return (Piece(number(value)),)
        case None:
            return (Piece(UNKNOWN_FIGURE),)
    return (Piece(str(value)),)


def share(part: int, whole: int) -> Phrase:
    """Write one count out of another as a percentage; unknown with one of them."""
    known = all(one.known for one in (part, whole) if isinstance(one, Numeral))
    said = percent(part, whole) if known else UNKNOWN_FIGURE
    sums = [one.made for one in (part, whole) if isinstance(one, Numeral)]
    match sums:
        case [Sum() as of_part, Sum() as of_whole]:
            return Phrase((Piece(said, Share(of_part, of_whole)),))
    return Phrase((Piece(said),))


def coverage(present: Sequence[str], expected: Sequence[str], of: int | None) -> Phrase:
    """Write how many units are counted in a figure, out of those that owe a part of it: "7/8"."""
    there, owed = Numeral(len(present)), Numeral(len(expected))
    if isinstance(of, Numeral) and isinstance(of.made, Sum) and len(of.made.terms) == 1:
        (id, _), *_ = of.made.terms
        there, owed = Numeral(there, Units(id)), Numeral(owed, Units(id, owed=True))
    return Phrase.of(COVERAGE, counted=there, owed=owed)


def restated(piece: Piece, figures: Figures) -> str:
    """Write a piece anew, as its place in the sentence has it. KeyError as `stated`."""
    if piece.made is None:
        return piece.text
    said = stated(piece.made, figures)
    return in_prose(said) if piece.in_prose else said


def in_prose(said: str) -> str:
    """Write a number as a sentence has it: "5" is "05"."""
    return counted(int(said)) if said.isdigit() else said


def stated(made: Made, figures: Figures) -> str:
    """Write a number anew from the figures it is made of. KeyError where one is not there."""
    if isinstance(made, Share):
        share = made.value(figures)
        return UNKNOWN_FIGURE if share is None else percent(share.numerator, share.denominator)
    value = made.value(figures)
    return UNKNOWN_FIGURE if value is None else number(value)
