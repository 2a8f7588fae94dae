"""A number as a sentence states it: what it says, and the figures it is made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from pipeline.domain.figure import FigureId, Figures

T = TypeVar("T")


class NotAFigure(TypeError):
    """A number was to be stated that nobody counted."""

    def __init__(self, number: object) -> None:
        super().__init__(f"{number}")
        self.number = f"{number}"


@dataclass(frozen=True, slots=True)
class Sum:
    """Figures added up, or taken away (-1)."""

    terms: tuple[tuple[FigureId, int], ...]

    @classmethod
    def of(cls, *ids: FigureId) -> Sum:
        """Return the sum of some figures."""
        return cls(tuple((id, 1) for id in ids))

    def value(self, figures: Figures) -> int | None:
        """Add up; unknown with any of its parts. KeyError where there is no such figure."""
        whole = 0
        for id, sign in self.terms:
            value = figures[id].value
            if value is None:
                return None
            whole += sign * value
        return whole

    def __add__(self, other: Sum) -> Sum:
        return Sum((*self.terms, *other.terms))

    def __neg__(self) -> Sum:
        return Sum(tuple((id, -sign) for id, sign in self.terms))


@dataclass(frozen=True, slots=True)
class Units:
    """How many units are counted in a figure, or owe a part of it."""

    figure: FigureId
    owed: bool = False

    def value(self, figures: Figures) -> int:
        """Count the units. KeyError where there is no such figure."""
        figure = figures[self.figure]
        return len(figure.expected if self.owed else figure.present)


@dataclass(frozen=True, slots=True)
class Share:
    """One number out of another, printed as a percentage."""

    part: Sum | Share
    whole: Sum | Share

    def value(self, figures: Figures) -> Fraction | None:
        """Divide; unknown with one of them, and over nothing. KeyError as above."""
        part, whole = self.part.value(figures), self.whole.value(figures)
        return None if part is None or not whole else Fraction(part) / whole


Made = Sum | Units | Share


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text; `made` says what its number is made of, where it states a figure."""

    text: str
    made: Made | None = None
    in_prose: bool = False  # one to nine has a 0 before it, as sentences write counts


class Numeral(int):
    """A count that the program made; `made` is None where it is none of the report's figures.

    It adds up and compares as the number it is, and what is added up of numerals is one again;
    with any other number it makes a plain one, which no sentence may state. An unknown one is
    printed as unknown and makes unknown what is worked out with it. In a condition it is never
    none: it is true, equals nothing, and is more than any number.
    """

    made: Sum | Units | None
    known: bool

    def __new__(cls, value: int | None, made: Sum | Units | None = None) -> Numeral:
        """Return a number; None is unknown."""
        self = super().__new__(cls, value or 0)
        self.made, self.known = made, value is not None
        return self

    def __bool__(self) -> bool:
        return not self.known or super().__bool__()

    def __eq__(self, other: object, /) -> bool:
        return _known(self, other) and super().__eq__(other)

    def __ne__(self, other: object, /) -> bool:
        return not self == other

    __hash__ = int.__hash__

    def __lt__(self, other: int, /) -> bool:
        return super().__lt__(other) if _known(self, other) else self.known

    def __gt__(self, other: int, /) -> bool:
        return super().__gt__(other) if _known(self, other) else not self.known

    def __le__(self, other: int, /) -> bool:
        return not self > other

    def __ge__(self, other: int, /) -> bool:
        return not self < other

    def __mul__(self, other: int, /) -> int:
        return super().__mul__(other) if _known(self, other) else Numeral(None)

    __rmul__ = __mul__

    def __truediv__(self, other: int, /) -> float:
        return super().__truediv__(other) if _known(self, other) else Numeral(None)

    def __rtruediv__(self, other: int, /) -> float:
        return super().__rtruediv__(other) if _known(self, other) else Numeral(None)

    def __floordiv__(self, other: int, /) -> int:
        return super().__floordiv__(other) if _known(self, other) else Numeral(None)

    def __rfloordiv__(self, other: int, /) -> int:
        return super().__rfloordiv__(other) if _known(self, other) else Numeral(None)

    def __add__(self, other: int, /) -> int:
        if not isinstance(other, Numeral):
            return super().__add__(other) if other and self.known else self
        return self.plus(other)

    def plus(self, other: Numeral) -> Numeral:
        """Add up two numbers of the program; unknown with one of them."""
        said = super().__add__(other) if self.known and other.known else None
        if isinstance(self.made, Sum) and isinstance(other.made, Sum):
            return Numeral(said, self.made + other.made)
        return Numeral(said)

    def __radd__(self, other: int, /) -> int:
        return self + other

    def __sub__(self, other: int, /) -> int:
        if not isinstance(other, Numeral):
            return super().__sub__(other) if other and self.known else self
        return self.plus(-other)

    def __rsub__(self, other: int, /) -> int:
        return -self + other

    def __neg__(self) -> Numeral:
        made = -self.made if isinstance(self.made, Sum) else None
        return Numeral(super().__neg__() if self.known else None, made)

    def __abs__(self) -> Numeral:
        return -self if self < 0 else self


def _known(*numbers: object) -> bool:
    return all(one.known for one in numbers if isinstance(one, Numeral))


class Counted(tuple[T, ...]):
    """A list whose length is a number the report states."""

    made: Sum | None

    def __new__(cls, items: Iterable[T], made: Sum | None = None) -> Counted[T]:
        """Return the list with the figure that counts it."""
        self = super().__new__(cls, items)
        self.made = made
        return self
