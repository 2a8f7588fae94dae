"""The sheet of sections and fields: what was chosen, written and signed."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.domain import marks
from pipeline.domain.answer import Broken
from pipeline.domain.areas import address
from pipeline.domain.form import Field, Form, Section
from pipeline.domain.office import Office, Unit
from pipeline.domain.sections import Said, field_checks, first_wrong, section_checks
from pipeline.domain.submission import Answer, Entry
from pipeline.intake.cell import typed_of
from pipeline.intake.find import Keyed, ask_about_hidden
from pipeline.intake.named import other_unit
from pipeline.intake.telling import Spot, Teller
from pipeline.intake.words import one_of, words_of

_ANSWER = (marks.CHOICE, marks.TEXT)  # columns of a section's


def read_sections(there: Keyed, form: Form, teller: Teller) -> Mapping[str, Answer]:
    """Read the sections; one whose row is gone is said."""
    return {
        one.id: _section(there, row, one, form, teller)
        for one in form.sections
        if (row := _row(there, one.id, one.title, teller)) is not None
    }


def read_fields(
    there: Keyed, form: Form, unit: Unit, office: Office, teller: Teller
) -> Mapping[str, Entry]:
    """Read the fields; one whose row is gone is said."""
    return {
        one.id: _field(there, row, one, unit, office, teller)
        for one in form.fields
        if (row := _row(there, one.id, one.label, teller)) is not None
    }


def ask_about_unseen_answers(there: Keyed, form: Form, teller: Teller) -> None:
    """Ask about answers that whoever looks at the sheet does not see."""
    sheet, rows = there
    places = [
        *((row, at) for one in form.sections for row in rows.get(one.id, ()) for at in _ANSWER),
        *((row, marks.CHOICE) for one in form.fields for row in rows.get(one.id, ())),
    ]
    ask_about_hidden(sheet, sorted(places), teller)


def _row(there: Keyed, id: str, title: str, teller: Teller) -> int | None:
    rows = there[1].get(id, ())
    if not rows:
        teller.say("H07", place=there[0], title=title)
    return rows[0] if rows else None


def _section(there: Keyed, row: int, section: Section, form: Form, teller: Teller) -> Answer:
    choice_at, text_at = (there[0], row, marks.CHOICE), (there[0], row, marks.TEXT)
    cell, beside = (there[0].cells.get(place[1:]) for place in (choice_at, text_at))
    choice, text = typed_of(cell), typed_of(beside)
    chosen = said = ""
    if not isinstance(choice, Broken):
        words = words_of(cell)
        choice = chosen = one_of((form.none_answer, form.some_answer), words) or words
    if not isinstance(text, Broken):
        text = said = teller.words(beside, text_at, section.title)
    wrong = _code(first_wrong(section_checks(form, section), choice, text))
    at_text = wrong == "C17" or (wrong == "C23" and not isinstance(choice, Broken))
    _say(wrong, text_at if at_text else choice_at, section.title, teller)
    untouched = section.optional and not (chosen or said)
    none = untouched or (chosen == form.none_answer and not said)
    return Answer(none, said, address(*text_at[1:]), chosen, address(*choice_at[1:]))


def _field(
    there: Keyed, row: int, asked: Field, unit: Unit, office: Office, teller: Teller
) -> Entry:
    place = (there[0], row, marks.CHOICE)
    cell = there[0].cells.get(place[1:])
    answer, said = typed_of(cell), ""
    if not isinstance(answer, Broken):
        words = teller.words(cell, place, asked.label)
        answer = said = one_of(asked.choices, words) or words
    _say(_code(first_wrong(field_checks(asked), answer)), place, asked.label, teller)
    if asked.of_unit and (other := other_unit(said, unit, office)):
        teller.say("C51", place, unit=unit.name, title=asked.label, value=said, other=other.name)
    return Entry(said or None, address(*place[1:]))


def _code(wrong: Said | None) -> str:
    return wrong.code if wrong else ""


def _say(wrong: str, place: Spot, title: str, teller: Teller) -> None:
    """Say what is wrong, if anything, at the cell where it is."""
    said = words_of(place[0].cells.get(place[1:]))
    match wrong:
        case "C20" | "C50":
            teller.say(wrong, place, title=title, value=said)
        case "C23":
            teller.say(wrong, place, value=said)
        case "C16" | "C17" | "C18" | "C19":
            teller.say(wrong, place, title=title)
