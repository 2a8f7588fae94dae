"""A worded report without a format: what the Word renderer draws."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.domain.numeral import Piece


def _text(pieces: Iterable[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: level 1 is "I. …", level 2 "1. …", level 3 "a) …"."""

    level: int
    pieces: tuple[Piece, ...]
    id: str = ""  # what it is, whatever it says: the same in every draft

    @property
    def text(self) -> str:
        """The words alone."""
        return _text(self.pieces)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one look, that knows which figures stand in it."""

    pieces: tuple[Piece, ...]
    bold: bool = False
    italic: bool = False

    @property
    def text(self) -> str:
        """The words alone."""
        return _text(self.pieces)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body."""

    runs: tuple[Run, ...]
    bullet: bool = False  # printed with "- " before it
    id: str = ""  # what it is, whatever it says: the same in every draft

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(run.text for run in self.runs)


Block = Heading | Paragraph


@dataclass(frozen=True, slots=True)
class Unbroken:
    """What no line's end divides: names, and what stands with a number."""

    names: tuple[str, ...] = ()  # of units
    before: tuple[str, ...] = ()  # words that say what the number after them is: "Phụ lục"
    after: tuple[str, ...] = ()  # words that say of what the number before them is: "đơn vị"


@dataclass(frozen=True, slots=True)
class Report:
    """The body of a report; letterhead, signature and appendix come from office and summary."""

    titles: tuple[Heading, Heading]  # tên loại: "BÁO CÁO"; trích yếu
    bases: tuple[Paragraph, ...]  # căn cứ, without closing punctuation
    blocks: tuple[Block, ...]
    appendix_title: str
    unbroken: Unbroken = Unbroken()

    @property
    def kind(self) -> str:
        """Tên loại."""
        return self.titles[0].text

    @property
    def subject(self) -> str:
        """Trích yếu."""
        return self.titles[1].text
