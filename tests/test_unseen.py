"""What whoever opens a form does not see is asked about, in whatever way it is hidden."""

import re

import pytest
from made import filled, read
from office import convert
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.colors import Color
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from test_clerks_files import checked
from test_container import repacked
from typed import OfficeFolder
from weekly import FORM

ROW, COLUMN = 10, "E"  # of dvc-09 in the form of the unit that reports no other before it


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return OfficeFolder(tmp_path_factory.mktemp("office"))


@pytest.fixture(scope="module")
def form(office):
    return lambda tamper=None: filled("tu-phap", office.root / "forms", tamper=tamper)


def looking(font=None, fill=None):
    def tamper(form):
        cell = form.table[f"{COLUMN}{ROW}"]
        cell.font, cell.fill = font or Font(), fill or PatternFill()

    return tamper


def with_white_words(form):
    row = form.narrative_rows["section_2"]
    form.narrative.cell(row, 3).value = FORM.some_answer
    form.narrative.cell(row, 4).value = "Đề nghị cấp thêm một máy quét"
    form.narrative.cell(row, 4).font = Font(color="FFFFFFFF")


def state(sheet, how):
    return lambda form: setattr(form.book[sheet], "sheet_state", how)


def filtered(form):
    form.table.auto_filter.ref = "B9:S14"
    form.table.row_dimensions[ROW].hidden = True


def grouped_row(form):
    form.table.row_dimensions.group(ROW, ROW, hidden=True)


def grouped_column(form):
    form.table.column_dimensions.group(COLUMN, COLUMN, hidden=True)


def under(rule):
    """A condition under which a cell looks otherwise."""
    return lambda form: form.table.conditional_formatting.add("E10:E12", rule)


def when(**look):
    return FormulaRule(formula=["E10>0"], **look)


def shaped(format):
    rule = when()
    rule.dxf = DifferentialStyle(numFmt=NumberFormat(numFmtId=200, formatCode=format))
    return rule


INK = Color(theme=0)
BLACK = PatternFill("solid", fgColor="FF000000")
CELL, ALL_ROW, ALL_COLUMN = {"E10"}, {f"{c}10" for c in "DEFGQ"}, {f"E{r}" for r in range(10, 15)}


@pytest.mark.parametrize(
    ("tamper", "sheet", "cells"),
    [
        (looking(Font(color="FFFFFFFF")), "Số liệu", CELL),
        (looking(Font(color="FFFDFEFF")), "Số liệu", CELL),
        (looking(Font(color=INK)), "Số liệu", CELL),
        (looking(Font(color=Color(indexed=9))), "Số liệu", CELL),
        (looking(Font(color="FF000000"), BLACK), "Số liệu", CELL),
        (looking(Font(sz=1)), "Số liệu", CELL),
        (grouped_row, "Số liệu", ALL_ROW),
        (filtered, "Số liệu", ALL_ROW),
        (grouped_column, "Số liệu", ALL_COLUMN),
        (state("Số liệu", "hidden"), "Số liệu", {"D10"}),
        (state("Số liệu", "veryHidden"), "Số liệu", {"D10"}),
        (state("Nội dung", "veryHidden"), "Nội dung", {"C5"}),
        (with_white_words, "Nội dung", {"D5"}),
        (under(when(font=Font(color="FFFFFFFF"))), "Số liệu", {"E10", "E11", "E12"}),
        (under(shaped(";;;")), "Số liệu", {"E10", "E11", "E12"}),
    ],
)
def test_what_nobody_sees_is_asked_about(office, form, tamper, sheet, cells):
    answer = checked(office, form(tamper))
    assert answer["verdict"] == "valid", "asked, not refused"
    assert [(f["code"], f["sheet"]) for f in answer["findings"]] == [("H10", sheet)]
    assert {*answer["findings"][0]["cells"]} >= cells


def in_table(old, new):
    """Change the XML of the table's sheet, as no library writes it."""

    def change(name, part):
        if name != "xl/worksheets/sheet1.xml":
            return part
        changed = re.sub(old, new, part, count=1)
        assert changed != part
        return changed

    return change


@pytest.mark.parametrize(
    ("change", "cells"),
    [
        (in_table(rb'(<row r="10"[^>]*) ht="[^"]*"', rb'\1 ht="0"'), ALL_ROW),
        (in_table(rb'(<row r="10"[^>]*) ht="[^"]*"', rb'\1 ht="2"'), ALL_ROW),
        (in_table(rb"<cols>", rb'<cols><col min="5" max="5" width="0" customWidth="1"/>'), CELL),
    ],
)
def test_rows_and_columns_without_room_are_asked_about(office, form, change, cells):
    answer = checked(office, repacked(form(), change))
    assert [f["code"] for f in answer["findings"]] == ["H10"]
    assert {*answer["findings"][0]["cells"]} >= cells


HONEST = [
    looking(Font(color="FF0000FF")),
    looking(Font(color="FF808080")),
    looking(Font(color=INK), PatternFill("solid", fgColor="FF1F4E79")),  # white on blue
    looking(Font(color="FFFF0000", sz=8), PatternFill("solid", fgColor="FFFFFF00")),
    under(when(font=Font(color="FFFF0000"))),
    under(when(font=Font(color="FFFFFFFF"), fill=PatternFill("solid", bgColor="FFFF0000"))),
    lambda form: setattr(form.table.row_dimensions[40], "hidden", True),  # below the table
]


@pytest.mark.parametrize("tamper", HONEST)
def test_what_can_be_seen_is_not_asked_about(office, form, tamper):
    assert checked(office, form(tamper))["findings"] == []


def test_blank_rows_hidden_by_default_hide_no_row_that_is_there(office, form):
    """So Excel keeps a sheet whose unused rows were all hidden."""
    old, new = rb"<sheetFormatPr[^>]*>", rb'<sheetFormatPr defaultRowHeight="15" zeroHeight="1"/>'
    assert checked(office, repacked(form(), in_table(old, new)))["findings"] == []


@pytest.mark.office
@pytest.mark.parametrize(
    ("tamper", "place"),
    [
        (looking(Font(color="FFFFFFFF")), ("Số liệu", "E10")),
        (looking(Font(sz=1)), ("Số liệu", "E10")),
        (filtered, ("Số liệu", "E10")),
        (state("Nội dung", "hidden"), ("Nội dung", "C5")),
        (HONEST[0], None),
        (HONEST[2], None),
    ],
)
def test_in_an_xls_too(tmp_path, form, tamper, place):
    path = tmp_path / "a.xlsx"
    path.write_bytes(form(tamper))
    for kind in ("xls:MS Excel 97", "xlsx"):
        saved = convert(path, kind, tmp_path / "saved").read_bytes()
        found = {(f.code, f.where.sheet, f.where.cell) for f in read(saved).findings}
        assert (("H10", *place) in found) if place else not found, kind
