"""A form, declared once: its tables, columns and rules (design: one declaration, many uses)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pipeline.domain.period import PeriodKind
from pipeline.domain.rule import Rule


class ColumnType(StrEnum):
    """What a cell of the column may hold."""

    COUNT = "count"  # whole number from 0
    TEXT = "text"  # free text, optional unless a rule asks for it
    RATE = "rate"  # computed percentage, never typed


class Time(StrEnum):
    """What time does to a count: a stock at the start, a flow, a stock at the end."""

    OPENING = "opening"
    FLOW = "flow"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table."""

    id: str  # "received_online"
    label: str  # "Trực tuyến"
    group: str  # header above it, "" for none: "Số hồ sơ tiếp nhận"
    type: ColumnType
    time: Time | None
    measure: str  # the unit of measure a clerk may type after the number: "hồ sơ"
    parts: tuple[str, ...]  # a total: the columns it adds up; typed columns have none
    ratio: tuple[str, str] | None  # a rate: numerator and denominator
    required: bool  # a count that must be answered
    only_form: bool  # asked of the unit, not printed in the consolidated appendix
    hidden: bool  # computed for others (a denominator), never shown
    carried_from: str  # the previous report's column an opening repeats, or ""
    corrected_by: str  # where the unit enters an opening that differs, or ""
    help: str  # input message shown when the cell is entered
    width: float  # of the column on the form, in characters

    @property
    def name(self) -> str:
        """Its name where the group is not printed above it."""
        return f"{self.group}: {self.label.lower()}" if self.group else self.label

    @property
    def typed(self) -> bool:
        """Whether the clerk types it."""
        return not self.parts and self.ratio is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with one row for each service the unit counts."""

    id: str
    sheet: str
    title: str
    measure: str  # "Đơn vị tính: hồ sơ"
    columns: tuple[Column, ...]
    rules: tuple[Rule, ...]

    def column(self, id: str) -> Column:
        """Find a column that is declared."""
        return next(column for column in self.columns if column.id == id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A narrative section, answered by one click when nothing new has arisen."""

    id: str  # "section_2"
    number: str  # "2"
    title: str
    help: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A single answer about the report itself: who filled it, who signed it."""

    id: str
    label: str
    required: bool
    help: str
    choices: tuple[str, ...]  # a drop-down when there are any


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """All that a unit fills for one kind of period."""

    id: str  # "weekly"
    version: int
    kind: PeriodKind
    title: str
    basis: str  # the legal basis printed under the title
    narrative_sheet: str  # name of the sheet that holds sections and fields
    guide: tuple[str, ...]  # the guide for clerks, a paragraph each
    table: Table
    activity_question: str  # label before the one-click answer for the whole table
    none_answer: str  # "Không phát sinh"
    some_answer: str  # "Có phát sinh"
    sections: tuple[Section, ...]
    fields: tuple[Field, ...]
