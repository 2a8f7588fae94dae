"""One kind of a clerk's slip: in which form, what her hand does, and where it must be found."""

from collections.abc import Callable
from dataclasses import dataclass

from pipeline.domain import marks
from pipeline.domain.areas import address

# Why a form cannot see what `check` sees.
A_FORMAT = "a formula sees a cell's value, not how it is shown"
THE_SHEET = "a formula sees neither hidden, deleted nor copied rows, columns and sheets"
THE_HEAD = "the words over the table are no part of what is checked, the formulas do not read them"
THE_FILE = "what the file is called, how it is packed and when it was saved, no formula sees"
OUTSIDE = "no formula looks at cells beside the tables"
UNDERSTOOD = "the form's sums pass over words and percentages, the reader understands them and asks"
ADDED_UP = "the form's rules pass over a total that is gone, the reader adds up anew and asks"
MOVED = "formulas follow cells that are cut and put elsewhere"
IN_WORDS = "personal data and old encodings are told by whole vocabularies, which no formula holds"


@dataclass(frozen=True)
class Slip:
    """A kind of mistake; `at` is a cell by what names it, a sheet's name, or "" for the file."""

    name: str
    form: str  # of the forms in `forms.py`
    do: Callable
    codes: tuple
    at: object
    unseen: str = ""  # why the form cannot see it
    files: Callable | None = None  # what becomes of the saved file, by name
    saved_as: str = ".xlsx"


class Base:
    """A filled form, as a slip sees it."""

    def __init__(self, report, before=None):
        self.report, self.form, self.before = report, report.form, before

    def at(self, table, key, column):
        return self.report.places.address(table, key, column)

    def value(self, table, key, column):
        return self.report.rows[table, key].get(column)

    def keys(self, table):
        return [key for name, key in self.report.rows if name == table]

    def put(self, table, key, **values):
        return [["put", *self.at(table, key, id), v] for id, v in values.items()]

    def said(self, id, place=marks.CHOICE):
        return [self.form.narrative_sheet, address(self.report.places.said[id], place)]

    def put_said(self, id, choice=None, text=None):
        given = ((marks.CHOICE, choice), (marks.TEXT, text))
        return [["put", *self.said(id, place), v] for place, v in given if v is not None]

    def place(self, at):
        """Where a finding must stand: sheet and cell, either None where there is none."""
        if callable(at):
            at = at(self)
        if isinstance(at, str):
            sheet, _, cell = at.partition("!")
            return sheet or None, cell or None
        if len(at) == 2:
            return tuple(self.said(*at))
        return tuple(self.at(*at))
