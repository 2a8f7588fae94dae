"""A leader at LibreOffice Writer: opens reports, changes them, saves. Run by a Python with UNO.

Reads from standard input a JSON list of jobs:
    {"open": path, "do": [[what, ...], ...], "save": path}
Writes a JSON list: for each job what could not be found.
"""

from string import ascii_uppercase

import uno
from clerk_in_office import answer, option
from com.sun.star.text.ControlCharacter import PARAGRAPH_BREAK
from com.sun.star.util import URL


def found(document, words):
    search = document.createSearchDescriptor()
    search.SearchString = words
    search.SearchCaseSensitive = True
    return document.findFirst(search)


def paragraph_of(document, words):
    """Return a cursor over the paragraph that holds some words."""
    at = found(document, words)
    cursor = at.Text.createTextCursorByRange(at)
    cursor.gotoStartOfParagraph(False)
    cursor.gotoEndOfParagraph(True)
    return cursor


def reword(document, old, new):
    found(document, old).setString(new)


def add_after(document, words, said):
    cursor = paragraph_of(document, words)
    cursor.collapseToEnd()
    cursor.Text.insertControlCharacter(cursor, PARAGRAPH_BREAK, False)
    cursor.Text.insertString(cursor, said, False)


def delete(document, words):
    cursor = paragraph_of(document, words)
    cursor.goRight(1, True)  # with its end
    cursor.setString("")


def move_up(document, words):
    view = document.CurrentController.ViewCursor
    view.gotoRange(found(document, words), False)
    dispatch(document, "MoveUp")


def move_row(document, words, places):
    """Put a row of a table elsewhere: its cells are typed into a new row."""
    table = found(document, words).TextTable
    at = next(i for i in range(table.Rows.Count) if words in row_of(table, i))
    said = row_of(table, at)
    table.Rows.removeByIndex(at, 1)
    table.Rows.insertByIndex(at + places, 1)
    for column, text in enumerate(said):
        table.getCellByPosition(column, at + places).setString(text)


def delete_row(document, words):
    table = found(document, words).TextTable
    table.Rows.removeByIndex(
        next(i for i in range(table.Rows.Count) if words in row_of(table, i)), 1
    )


def row_of(table, at):
    names = [name for name in table.CellNames if name.lstrip(ascii_uppercase) == str(at + 1)]
    return [table.getCellByName(name).getString() for name in names]


def track(document):
    document.RecordChanges = True


def accept(document):
    document.RecordChanges = False
    dispatch(document, "AcceptAllTrackedChanges")


def remark(document, words, said):
    note = document.createInstance("com.sun.star.text.textfield.Annotation")
    note.Content, note.Author = said, "Lãnh đạo mẫu"
    at = found(document, words)
    at.Text.insertTextContent(at.getStart(), note, False)


def delete_remarks(document):
    dispatch(document, "DeleteAllNotes")


def embolden(document, words):
    found(document, words).CharWeight = 150.0


def dispatch(document, command):
    url = URL(Complete=f".uno:{command}", Main=f".uno:{command}", Protocol=".uno:", Path=command)
    frame = document.CurrentController.Frame
    frame.queryDispatch(url, "", 0).dispatch(url, (option("SynchronMode", True),))


ACTIONS = {
    one.__name__: one
    for one in (
        *(reword, add_after, delete, move_up, move_row, delete_row),
        *(track, accept, remark, delete_remarks, embolden),
    )
}


def do(desktop, job):
    url = uno.systemPathToFileUrl(job["open"])
    document = desktop.loadComponentFromURL(url, "_blank", 0, (option("Hidden", True),))
    failed = []
    for what, *words in job["do"]:
        try:
            ACTIONS[what](document, *words)
        except AttributeError:
            failed.append([what, *words])
    target = uno.systemPathToFileUrl(job["save"])
    document.storeToURL(target, (option("FilterName", "MS Word 2007 XML"),))
    document.close(True)
    return failed


if __name__ == "__main__":
    answer(do)
