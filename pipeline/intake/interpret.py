"""Plain cells become typed rows, answers and fields, each with its address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.domain.finding import Finding
from pipeline.domain.form import Form
from pipeline.domain.office import Office, Unit
from pipeline.domain.period import Period
from pipeline.domain.submission import Answer, Entry, Row
from pipeline.intake.book import Book
from pipeline.intake.carried import Carried
from pipeline.intake.find import (
    ask_about_strays,
    ask_about_unseen,
    find_table,
    keyed,
    marked_sheet,
    nothing_arose,
    rows_of,
)
from pipeline.intake.headers import check_headers
from pipeline.intake.kept import kept_values
from pipeline.intake.narrative import ask_about_unseen_answers, read_fields, read_sections
from pipeline.intake.row import RowReader
from pipeline.intake.telling import Teller
from pipeline.intake.words import quoted


@dataclass
class Interpreted:
    """What a form says."""

    sheets: Mapping[str, str] = field(default_factory=dict)  # by table id
    rows: tuple[Row, ...] = ()
    not_asked: tuple[str, ...] = ()  # codes of what is declared and was not in the form
    none_declared: bool = False
    answers: Mapping[str, Answer] = field(default_factory=dict)
    fields: Mapping[str, Entry] = field(default_factory=dict)

    def is_blank(self, form: Form, starts: Mapping[str, str]) -> bool:
        """Tell whether nothing was filled in that was not there when the form was sent out."""
        asked = {
            (table.id, column.id)
            for table in form.tables
            for column in table.columns
            if column.typed and not (column.carried_from or column.starts_from)
        }
        filled = (
            entry
            for row in self.rows
            for column, entry in row.entries.items()
            if (row.table, column) in asked
        )
        said = (*(one.text + one.choice for one in self.answers.values()),)
        return (
            not self.none_declared
            and bool(self.rows)
            and not any(said)
            and not any(entry.value is not None or entry.raw for entry in filled)
            and not any(
                one.value and one.value != starts.get(id) for id, one in self.fields.items()
            )
        )


def interpret(
    book: Book,
    file: str,
    form: Form,
    office: Office,
    unit: Unit,
    period: Period,
    carried: Carried,
) -> tuple[Interpreted, tuple[Finding, ...]]:
    """Read a form's answers; everything wrong comes back beside them."""
    day = office.schedule.window(period)[1]
    teller, result, names = Teller(file, form), Interpreted(), dict[str, str]()
    sheets, kept = keyed(book), kept_values(book)
    for table in form.tables:
        declared, every = (office.items(table.rows, day, one) for one in (unit, None))
        own = carried.items(declared)
        if since := carried.not_asked(declared):
            teller.say("H51", count=len(since), name=quoted(since[0].name))
            result.not_asked += tuple(item.code for item in since)
        found = find_table(sheets, table, teller) if own else None
        if found is None:
            continue
        names[table.id] = found.sheet.name
        none = nothing_arose(found, form, teller)
        result.none_declared = result.none_declared or none
        check_headers(found, teller)
        ask_about_unseen(found, own, teller)
        result.rows += tuple(
            RowReader(found, item, row, day, teller, kept).read(none)
            for item, row in rows_of(found, own, every, carried.rows, teller)
        )
        ask_about_strays(found, {*carried.codes, *(item.code for item in own)}, teller)
    result.sheets = names
    ids = [*(one.id for one in form.sections), *(one.id for one in form.fields)]
    if narrative := marked_sheet(sheets, ids, teller):
        ask_about_unseen_answers(narrative, form, teller)
        result.answers = read_sections(narrative, form, teller)
        result.fields = read_fields(narrative, form, unit, office, teller)
    else:
        teller.say("H01", sheet=form.narrative_sheet)
    return result, tuple(teller.findings)
