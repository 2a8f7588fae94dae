"""What a document says, all of it: a renderer draws this and asks for nothing else.

Each word and each number stands here as it is printed, so that a document is drawn again the same
after declarations, wording and the program's own sentences changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pipeline.domain.grid import Chapter
from pipeline.domain.report import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """An appendix of a letter, the cells of its tables in words."""

    name: str  # "Phụ lục II"
    attached: str  # to which report it belongs
    window: str  # which days it covers
    chapter: Chapter


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A Word document of the office."""

    author: str  # of the file's properties, as the next two are
    title: str
    made_at: datetime
    parent: tuple[str, ...]
    issuer: tuple[str, ...]
    nation: str
    motto: str
    number: str  # "Số: 05/BC-CAH"
    dated: str  # place and day
    phrases: tuple[str, ...]  # words a line of the subject may begin with
    to: str  # "Kính gửi:"
    addressees: tuple[str, ...]
    report: Report
    recipients_head: str
    recipients: tuple[str, ...]
    authority: tuple[str, ...]  # lines above the room to sign, then those below it
    signer: tuple[str, ...]
    annexes: tuple[Annex, ...]
    about: str = ""  # "V/v …" of a công văn, which has no name of its kind and no title


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A page for the leader, of the house: neither number nor signature."""

    author: str  # of the file's properties, as the next two are
    title: str
    made_at: datetime
    issuer: tuple[str, ...]
    internal: str  # that it goes no further
    attached: str  # to which report it belongs
    phrases: tuple[str, ...]  # words a line of the subject may begin with
    report: Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """Words for those who use the program, with pictures."""

    author: str  # of the file's properties, as the next two are
    title: str
    made_at: datetime
    markdown: str
    pictures: Mapping[str, bytes]  # by the name it calls them
    size: float  # of its letters, in points


class Layout(StrEnum):
    """How a sheet is laid out."""

    COVER = "cover"
    CHARTS = "charts"
    COMPARISON = "comparison"
    LIST = "list"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet of a book: its grids, and what stands over the first."""

    layout: Layout
    title: str
    window: str  # which days its figures cover
    chapter: Chapter


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A workbook of the office."""

    author: str  # of the file's properties, as the next two are
    title: str
    made_at: datetime
    head: tuple[str, str, str]  # of the cover: whose it is, of which period, what about
    contents: str  # over the list of its sheets
    footer: str
    unknown: str  # in place of a number nobody knows
    agrees: str  # of two numbers that are the same, and that are not
    differs: str
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """What one unit got in the emulation ledger: one sheet, signed."""

    book: Book
    identity: tuple[str | int, ...]  # values of `marks.IDENTITY`
    kinds: tuple[str, ...]  # what its rows are about, as `marks.words_mark` takes it
    signs: tuple[tuple[str, ...], tuple[str, ...]]  # lines above the room to sign, and below it


Drawn = Letter | Brief | Book
