"""A number as a sentence states it: what it says, and the figures it is made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
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
    """One sum of figures out of another, printed as a percentage."""

    part: Sum
    whole: Sum


Made = Sum | Units | Share


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text; `made` says what its number is made of, where it states a figure."""

    text: str
    made: Made | None = None


class Numeral(int):
    """A count that the program made; `made` is None where it is none of the report's figures.

    It adds up and compares as the number it is, and what is added up of numerals is one again;
    with any other number it makes a plain one, which no sentence may state. An unknown one counts
    as nothing in a condition, and is printed as unknown.
    """

    made: Sum | Units | None
    known: bool

    def __new__(cls, value: int | None, made: Sum | Units | None = None) -> Numeral:
        """Return a number; None is unknown."""
        self = super().__new__(cls, value or 0)
        self.made, self.known = made, value is not None
        return self

    def __add__(self, other: int, /) -> int:
        if not isinstance(other, Numeral):
            return super().__add__(other) if other else self
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
            return super().__sub__(other) if other else self
        return self.plus(-other)

    def __neg__(self) -> Numeral:
        made = -self.made if isinstance(self.made, Sum) else None
        return Numeral(super().__neg__() if self.known else None, made)

    def __abs__(self) -> Numeral:
        return -self if self < 0 else self


class Counted(tuple[T, ...]):
    """A list whose length is a number the report states."""

    made: Sum | None

    def __new__(cls, items: Iterable[T], made: Sum | None = None) -> Counted[T]:
        """Return the list with the figure that counts it."""
        self = super().__new__(cls, items)
        self.made = made
        return self
