"""What a board says, all of it: its renderer draws this and asks for nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from pipeline.domain.grid import Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A sign with its meaning: never by its colour alone."""

    sign: str
    words: str
    tone: Tone
    asks: int = 0  # questions still open, shown beside it


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A file or folder beside the board."""

    words: str
    path: str  # below the board's own folder


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One number a leader reads first, and the section that says more."""

    value: str
    words: str
    tone: Tone
    section: str  # id


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLine:
    """A unit, how it stands, and whom to ring."""

    name: str
    words: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The units that stand alike."""

    mark: Mark
    count: str  # "35 đơn vị"
    units: tuple[UnitLine, ...]
    folded: bool  # nothing in it needs a person


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A period against the clock."""

    id: str
    title: str
    clock: str  # "còn 23 giờ 00 phút"
    tone: Tone  # of the clock
    facts: tuple[str, ...]  # which days, until when
    sent: int
    owed: int
    sent_words: str
    groups: tuple[Group, ...]
    steps: tuple[str, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A finding that still asks."""

    code: str
    severity: str
    tone: Tone
    place: str
    message: str
    action: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The findings of a period, by unit."""

    title: str
    units: tuple[tuple[str, tuple[Question, ...]], ...]
    folded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Heat:
    """Units against periods: a mark where a unit owes one."""

    id: str
    title: str
    about: str
    corner: str  # over the units
    years: tuple[tuple[str, int], ...]  # over the periods, each with how many it spans
    periods: tuple[tuple[str, str], ...]  # short, and in full
    rows: tuple[tuple[str, tuple[Mark | None, ...]], ...]
    legend: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RatePoint:
    """A week of the chart."""

    label: str  # short, under the axis
    period: str
    rate: Fraction | None
    words: str  # "85,64%"
    counts: str  # "320/374"
    coverage: str
    complete: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """The online rate against its target."""

    title: str
    about: str
    summary: str  # what the picture shows, for who does not see it
    target: Fraction | None
    target_words: str
    points: tuple[RatePoint, ...]
    hollow: str  # what a hollow point means; "" where there is none
    table: str  # over the same figures as a table
    headers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """A task of the plan whose day is over or near."""

    number: str
    title: str
    due: str
    days: str
    tone: Tone
    count: str  # of its units
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A table of words."""

    id: str
    title: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    empty: str
    commands: bool = False  # its first column is typed


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the page, and what is said where it holds nothing."""

    id: str
    title: str
    short: str  # in the list of contents
    empty: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """One page."""

    language: str
    office: str
    title: str
    drawn: str  # when
    skip: str
    contents: str
    steps: str
    outputs: str
    filter: str  # what a person types to see one unit alone
    nothing_found: str
    tiles: tuple[Tile, ...]
    sections: dict[str, Section] = field(default_factory=dict)
    cards: tuple[Card, ...]
    asked: tuple[Asked, ...]
    heats: tuple[Heat, ...]
    rates: Rates | None
    tasks_about: str
    overdue: tuple[TaskRow, ...]
    soon: tuple[TaskRow, ...]
    overdue_title: str
    soon_title: str
    open: tuple[str, ...]
    open_title: str
    listings: tuple[Listing, ...]
    files: tuple[tuple[str, tuple[Link, ...]], ...]
    newest_files: int  # of these that stand unfolded
    earlier_files: str  # over the others
    footer: str
