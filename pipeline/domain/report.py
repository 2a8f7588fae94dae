"""A worded report without a format: what the Word renderer draws."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: level 1 is "I. …", level 2 "1. …", level 3 "a) …"."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one look."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body."""

    runs: tuple[Run, ...]
    bullet: bool = False  # printed with "- " before it

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(run.text for run in self.runs)


Block = Heading | Paragraph


@dataclass(frozen=True, slots=True)
class Report:
    """The body of a report; letterhead, signature and appendix come from office and summary."""

    kind: str  # tên loại: "BÁO CÁO"
    subject: str  # trích yếu
    legal_bases: tuple[str, ...]  # căn cứ, without closing punctuation
    blocks: tuple[Block, ...]
    appendix_title: str
