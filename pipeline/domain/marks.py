"""The contract of a form: the hidden names and places by which a returned one is read.

Whoever writes a form, reads one or types into one takes them from here; nothing else is promised.
Rows and columns are counted from 0.

The sheet of each table. Column `KEY` is hidden and names the rows:
    `ACTIVITY`        (where the table asks for it) one of the row's cells, which has the name
                      `ACTIVITY_NAME` too, holds the form's `none_answer` or `some_answer`
    `columns_mark(x)` the row, hidden too, of the table with the id x, whose other cells name the
                      columns: `NUMBER_ID`, `NAME_ID`, the ids of the form's columns, `CHECK_ID`,
                      `ERRORS_ID`; ids not declared are the form's own: `TOLD_ID`, which says what
                      the plan asks of the row, its checks (`HELPERS`, `rule_id`), and what is
                      said of it (`NONE_ID`: that nothing arose, `ZEROS_ID`: that blanks are 0;
                      `SAID_IDS`: what the live check may say)
    a code            the row of that service, task or indicator; they stand without a gap
    `TOTAL`           the row of sums, where rows add up
The sheet of sections and fields. Column `KEY` holds the id of a section or field, `CHOICE` the
    choice or the field's answer, `TEXT` the section's text, `CHECK` the live check.
The sheet `IDENTITY_SHEET`, very hidden. Its first rows are `IDENTITY` with their values beside
    them; unit and period are empty in the blank master. Then lists for drop-downs, and the row
    `PAST`, whose other cells name past values, above a row for each code. Last what was asked:
    below `ASKED_ROWS` each code with the row's name, measure and denominator; beside
    `asked_mark(x)` the ids of the columns to be typed in the table x; below `ASKED_RULES` each
    rule's id with how grave it is; beside `started_mark(x)` what stood in the field x that did
    not start blank.

A slip (`SLIP`) has the same sheet; below its `IDENTITY` each `words_mark(kind)` stands beside the
cell of its only other sheet in which the unit may object to its points of that kind.

A file saved by another program keeps all this, but may turn "very hidden" into "hidden".
"""

from __future__ import annotations

IDENTITY_SHEET = "_baocao06"
FORM, VERSION, UNIT, PERIOD, OFFICE, PROGRAM = IDENTITY = (
    *("form", "version", "unit", "period", "office", "program"),
)
VALUE = 1  # column, beside the name
SLIP, SLIP_VERSION = "slip", 1  # what a slip says it is

KEY = 0  # column, on every sheet
_OWN = "#"  # begins the keys of rows that are no answer's
ACTIVITY, TOTAL, PAST = "#activity", "#total", "#past"
ASKED_ROWS, ASKED_RULES, _ASKED_COLUMNS = "#asked.rows", "#asked.rules", "#asked.columns."
_STARTED = "#started."
_WORDS = "#words."
ACTIVITY_NAME = "activity"

NUMBER_ID, NAME_ID, TOLD_ID = "number", "name", "told"
CHECK_ID, ERRORS_ID, ASKS_ID = "check", "errors", "asks"
NONE_ID, ZEROS_ID = "none", "zeros"
SAID_ERRORS, SAID_ASKS, SAID_REFUSED = SAID_IDS = "said.errors", "said.asks", "said.refused"
# What a row is checked for beside the declared rules.
MISSING, INVALID, BAD_DAY, UNLISTED, BAD_TEXT, AROSE = HELPERS = (
    *("missing", "invalid", "bad_day", "unlisted", "bad_text", "arose"),
)

TITLE_ROW, BASIS_ROW, UNIT_ROW, PERIOD_ROW, ACTIVITY_ROW, MARK_ROW = range(6)  # of a table's sheet
HEAD = 3  # column, where unit and period are said
HEAD_ROWS = range(MARK_ROW)  # which say what the form is, and of whom

CHOICE, TEXT, CHECK = 2, 3, 4  # columns of the sheet of sections and fields

SECTION_SUBSTANCE = 5  # characters a section's text needs to say something
FIELD_SUBSTANCE = 4  # and a field's answer: "Hà An" is a name, "x" is none


def words_mark(kind: str) -> str:
    """Return the key of a slip's cell for a unit's words on its points of a kind."""
    return f"{_WORDS}{kind}"


def words_kind(key: str) -> str:
    """Return the kind of points whose cell a key names, "" where it names none."""
    return key.removeprefix(_WORDS) if key.startswith(_WORDS) else ""


def columns_mark(table: str) -> str:
    """Return the key of the row that names a table's columns."""
    return f"{_OWN}columns.{table}"


def asked_mark(table: str) -> str:
    """Return the key of the row that names what is to be typed in a table's columns."""
    return f"{_ASKED_COLUMNS}{table}"


def asked_table(key: str) -> str:
    """Return the table whose columns a row of that key names, "" where it names none."""
    return key.removeprefix(_ASKED_COLUMNS) if key.startswith(_ASKED_COLUMNS) else ""


def started_mark(field: str) -> str:
    """Return the key of the row that says what a field started from."""
    return f"{_STARTED}{field}"


def started_field(key: str) -> str:
    """Return the field of which a row of that key says what it started from, "" for none."""
    return key.removeprefix(_STARTED) if key.startswith(_STARTED) else ""


def is_own(key: str) -> bool:
    """Tell whether a key is one of the form's own rows, and no answer's."""
    return key.startswith(_OWN)


def rule_id(rule: str) -> str:
    """Return the id of the column in which a rule speaks."""
    return f"rule.{rule}"


def list_name(*asked: str) -> str:
    """Return the name of a drop-down's list: of a field, or of a table and its column."""
    return ".".join(("list", *asked))


NOTES_AUTHOR = "baocao06"  # of the comments in a form that goes back: what is to be mended

ACTIVITY_LIST = list_name(ACTIVITY_NAME)
