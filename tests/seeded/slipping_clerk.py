"""A clerk at LibreOffice who fills a form, and then slips in it in many ways, one after another.

Run by a Python that has UNO, with a JSON list of jobs on standard input:
    {"open": path, "type": [[sheet, cell, value], ...], "save": path, "look": [[sheet, range], ...],
     "slips": [{"do": [[verb, sheet, ...], ...], "save": path}, ...]}
Writes for each job the cells that refused what was typed, what its ranges show, and what they show
after each slip. Each slip is made in the form as it was filled.
"""

import sys
from pathlib import Path

import uno

sys.path.insert(0, str(Path(__file__).parents[1]))
from clerk_in_office import FILTERS, answer, option


def locate(document, sheet, address):
    return document.Sheets.getByName(sheet).getCellRangeByName(address)


def enter(cell, value):
    """Put a number or words into a cell; "" clears it."""
    if isinstance(value, str):
        cell.setString(value)
    else:
        cell.setValue(value)


def at(cell):
    return cell.getCellAddress()


class Hand:
    """Whatever a clerk's hand can do to an open form, by its verb."""

    def __init__(self, document):
        self.document = document

    def sheet(self, name):
        sheet = self.document.Sheets.getByName(name)
        if sheet.isProtected():
            sheet.unprotect("")
        return sheet

    def put(self, name, address, value):
        enter(self.sheet(name).getCellRangeByName(address), value)

    def key(self, name, address, text):
        """Type as at the keyboard, where the program makes of it what it does."""
        self.sheet(name).getCellRangeByName(address).setFormula(text)

    def note(self, name, address, text):
        sheet = self.sheet(name)
        sheet.Annotations.insertNew(at(sheet.getCellRangeByName(address)), text)

    def format(self, name, address, code):
        formats, locale = (
            self.document.NumberFormats,
            uno.createUnoStruct("com.sun.star.lang.Locale"),
        )
        key = formats.queryKey(code, locale, False)
        key = formats.addNew(code, locale) if key == -1 else key
        self.sheet(name).getCellRangeByName(address).NumberFormat = key

    def hide_rows(self, name, address):
        self.sheet(name).getCellRangeByName(address).Rows.IsVisible = False

    def hide_columns(self, name, address):
        self.sheet(name).getCellRangeByName(address).Columns.IsVisible = False

    def hide_sheet(self, name):
        self.sheet(name).IsVisible = False

    def merge(self, name, address):
        self.sheet(name).getCellRangeByName(address).merge(True)

    def delete_rows(self, name, address):
        sheet = self.sheet(name)
        area = sheet.getCellRangeByName(address).getRangeAddress()
        sheet.Rows.removeByIndex(area.StartRow, area.EndRow - area.StartRow + 1)

    def insert_rows(self, name, address):
        sheet = self.sheet(name)
        sheet.Rows.insertByIndex(sheet.getCellRangeByName(address).getRangeAddress().StartRow, 1)

    def delete_columns(self, name, address):
        sheet = self.sheet(name)
        sheet.Columns.removeByIndex(
            sheet.getCellRangeByName(address).getRangeAddress().StartColumn, 1
        )

    def cut(self, name, source, target):
        sheet = self.sheet(name)
        area = sheet.getCellRangeByName(source).getRangeAddress()
        sheet.moveRange(at(sheet.getCellRangeByName(target)), area)

    def copy(self, name, source, target):
        sheet = self.sheet(name)
        area = sheet.getCellRangeByName(source).getRangeAddress()
        sheet.copyRange(at(sheet.getCellRangeByName(target)), area)

    def remove_sheet(self, name):
        self.document.Sheets.removeByName(name)

    def rename_sheet(self, name, new):
        self.document.Sheets.getByName(name).setName(new)

    def copy_sheet(self, name, new):
        self.document.Sheets.copyByName(name, new, 0)

    def add_sheet(self, new):
        self.document.Sheets.insertNewByName(new, 0)


def shown(document, looks):
    """What ranges show, None where their sheet is gone."""
    there = document.Sheets.ElementNames
    return [
        [list(row) for row in locate(document, *look).getDataArray()] if look[0] in there else None
        for look in looks
    ]


OTHERS = {
    ".ods": "calc8",
    ".csv": "Text - txt - csv (StarCalc)",
    ".pdf": "calc_pdf_Export",
    ".html": "HTML (StarCalc)",
}


def store(document, path):
    name = option("FilterName", (FILTERS | OTHERS)[Path(path).suffix])
    document.storeToURL(uno.systemPathToFileUrl(path), (name,))


def fill(document, typed):
    refused = []
    sheets = {name: document.Sheets.getByName(name) for name in {name for name, *_ in typed}}
    document.addActionLock()
    for sheet, address, value in typed:
        cell = sheets[sheet].getCellRangeByName(address)
        enter(cell, value)
        if value != (cell.getString() if isinstance(value, str) else cell.getValue()):
            refused.append([sheet, address])
    document.removeActionLock()
    return refused


def do(desktop, job):
    document = opened(desktop, job["open"])
    refused = fill(document, job["type"])
    answered = {"refused": refused, "shown": shown(document, job["look"]), "slips": []}
    store(document, job["save"])
    for slip in job["slips"]:
        before = kept(document, slip["do"])
        hand = Hand(document)
        for verb, *words in slip["do"]:
            getattr(hand, verb)(*words)
        answered["slips"].append(shown(document, job["look"]))
        store(document, slip["save"])
        if before is None:
            document.close(True)
            document = opened(desktop, job["save"])
        else:
            for cell, restore in before:
                restore(cell)
    answered["after"] = shown(document, job["look"])
    document.close(True)
    return answered


def opened(desktop, path):
    url = uno.systemPathToFileUrl(path)
    return desktop.loadComponentFromURL(url, "_blank", 0, (option("Hidden", True),))


def kept(document, done):
    """How to make cells what they are now, None where more than their contents will change."""
    if any(verb not in ("put", "key", "format") for verb, *_ in done):
        return None
    return [(cell, restored(cell)) for _, *place, _ in done for cell in [locate(document, *place)]]


def restored(cell):
    words, formula, format = cell.getString(), cell.getFormula(), cell.NumberFormat
    is_text = cell.Type.value == "TEXT"

    def restore(cell):
        cell.NumberFormat = format
        if is_text:
            cell.setString(words)
        else:
            cell.setFormula(formula)

    return restore


if __name__ == "__main__":
    answer(do)
