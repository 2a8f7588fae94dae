"""A form, declared once: its tables, columns and rules (design: one declaration, many uses)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Protocol

from pipeline.domain.finding import Severity
from pipeline.domain.period import PeriodKind
from pipeline.domain.rules.rule import Rule
from pipeline.domain.words import lowered

MOST = 10_000_000  # no district counts as many; a pasted telephone number has more


class ColumnType(StrEnum):
    """What a cell of the column may hold."""

    COUNT = "count"  # whole number from 0
    TEXT = "text"  # free text, optional unless a rule asks for it
    RATE = "rate"  # computed percentage, never typed
    CHOICE = "choice"  # one of a few words
    DATE = "date"  # a day, kept as "2023-03-31"


class Rows(StrEnum):
    """What stands in a table's rows: what the office declares for the unit."""

    SERVICES = "services"
    TASKS = "tasks"
    FLOWS = "flows"  # indicators that add up over time
    STOCKS = "stocks"  # indicators that are a state on the last day


class AnsweredState(StrEnum):
    """What a unit's answer about a task may mean."""

    DONE = "done"
    UNDER_WAY = "under_way"
    NOT_STARTED = "not_started"
    NOT_YET = "not_yet"  # its time has not come, or what it waits for has not happened


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
    choices: tuple[str, ...]  # what a choice may be
    means: tuple[str, ...]  # what each choice means to the program ("done"), or ()
    parts: tuple[str, ...]  # a total: the columns it adds up; typed columns have none
    ratio: tuple[str, str] | None  # a rate: numerator and denominator
    required: bool  # a count or choice that must be answered
    of_whole: bool  # holds a denominator: asked only where the row has one
    only_form: bool  # asked of the unit, not printed in the consolidated appendix
    hidden: bool  # computed for others (a denominator), never shown
    carried_from: str  # the earlier report's column this repeats, locked; or ""
    starts_from: str  # the earlier report's column the clerk starts from, or ""
    corrected_by: str  # where the unit enters an opening that differs, or ""
    says_none: bool  # a choice of one word, by which a row says that nothing arose in it
    help: str  # input message shown when the cell is entered
    width: float  # of the column on the form, in characters

    @property
    def name(self) -> str:
        """Its name where the group is not printed above it."""
        return f"{self.group}: {lowered(self.label)}" if self.group else self.label

    @property
    def typed(self) -> bool:
        """Whether the clerk types it."""
        return not self.parts and self.ratio is None


class Item(Protocol):
    """What a row of a table is about: a service, a task or an indicator."""

    @property
    def code(self) -> str:
        """The row's key."""

    @property
    def number(self) -> int | str:
        """Its number in the catalogue or the plan."""

    @property
    def name(self) -> str:
        """What the clerk reads."""

    @property
    def group(self) -> str:
        """The heading it stands under in the report."""

    @property
    def measure(self) -> str:
        """Its own unit of measure, or "" when the column's holds."""

    @property
    def whole(self) -> str:
        """The name of its denominator, or "" when it has none."""


@dataclass(frozen=True, kw_only=True)  # no slots: it keeps what each line of a report asks it
class Table:
    """A table with one row for each service, task or indicator the unit reports on."""

    id: str
    rows: Rows
    sheet: str
    title: str
    row_label: str  # "Tên dịch vụ công"
    row_width: float  # of the names' column, in characters
    activity_question: str  # before the one-click answer for the whole table; "" for none
    measure: str  # "Đơn vị tính: hồ sơ"
    columns: tuple[Column, ...]
    rules: tuple[Rule, ...]

    def as_of(self, day: date) -> Table:
        """Return the table with the rules of a day."""
        rules = tuple(rule.as_of(day) for rule in self.rules if rule.dates.validity.covers(day))
        return replace(self, rules=rules)

    @cached_property
    def printed(self) -> tuple[Column, ...]:
        """The counts and rates a report prints: without what is asked of the form alone."""
        return tuple(
            column
            for column in self.columns
            if column.type is not ColumnType.TEXT and not column.only_form and not column.hidden
        )

    @cached_property
    def printed_ids(self) -> frozenset[str]:
        """The ids of these."""
        return frozenset(column.id for column in self.printed)

    @property
    def none_column(self) -> Column | None:
        """The column by which a row says that nothing arose in it, or None."""
        return next((column for column in self.columns if column.says_none), None)

    @property
    def takes_none(self) -> bool:
        """Whether it may be said, of all rows or of one, that nothing arose."""
        return bool(self.activity_question or self.none_column)

    def column(self, id: str) -> Column:
        """Find a column that is declared."""
        return next(column for column in self.columns if column.id == id)

    def applies(self, column: Column, item: Item) -> bool:
        """Tell whether a column is asked of a row."""
        return not column.of_whole or bool(item.whole)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A narrative section, answered by one click when nothing new has arisen."""

    id: str  # "section_2"
    number: str  # "2"
    title: str
    help: str
    optional: bool = False  # left as it is, it says that there is nothing new


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A single answer about the report itself: who filled it, who signed it."""

    id: str
    label: str
    required: bool
    help: str
    choices: tuple[str, ...]  # a drop-down when there are any
    empty_words: tuple[str, ...] = ()  # in small letters: what is no answer
    of_unit: bool = False  # an answer that names a unit names the reporting one


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
    tables: tuple[Table, ...]
    none_answer: str  # "Không phát sinh"
    some_answer: str  # "Có phát sinh"
    sections: tuple[Section, ...]
    fields: tuple[Field, ...]
    empty_words: tuple[str, ...] = ()  # in small letters: what says nothing, however long
    earlier: tuple[Form, ...] = ()  # versions that were sent out before and are still read

    def as_of(self, day: date) -> Form:
        """Return the form as it asked on a day: the rules of that day, as grave as they were."""
        if not any(rule.dated for rule in self.rules):
            return self
        return replace(self, tables=tuple(table.as_of(day) for table in self.tables))

    def graded_on(self, day: date) -> tuple[Severity | None, ...]:
        """Return how grave each rule is on a day that is not the same on all; None: not asked."""
        return graded_on((rule for rule in self.rules if rule.dated), day)

    def of_plans(self, begins: tuple[date, ...]) -> Form:
        """Return the form of an office whose plans begin on these days."""
        tables = (
            replace(table, rules=tuple(rule.of_plans(begins) for rule in table.rules))
            for table in self.tables
        )
        earlier = tuple(form.of_plans(begins) for form in self.earlier)
        return replace(self, tables=tuple(tables), earlier=earlier)

    def of_version(self, version: int | None) -> Form | None:
        """Return this form as it was at a version, or None."""
        return next((one for one in (self, *self.earlier) if one.version == version), None)

    @property
    def table(self) -> Table:
        """The first table; the weekly form has no other."""
        return self.tables[0]

    def table_of(self, id: str) -> Table:
        """Find a table that is declared."""
        return next(table for table in self.tables if table.id == id)

    def table_with(self, rows: Rows) -> Table | None:
        """Return the table whose rows are of a kind, or None."""
        return next((table for table in self.tables if table.rows is rows), None)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules of all tables."""
        return tuple(rule for table in self.tables for rule in table.rules)


def graded_on(rules: Iterable[Rule], day: date) -> tuple[Severity | None, ...]:
    """Return how grave each of some rules is on a day; None: it is not asked."""
    return tuple(
        rule.dates.severity(day, rule.severity) if rule.dates.validity.covers(day) else None
        for rule in rules
    )
