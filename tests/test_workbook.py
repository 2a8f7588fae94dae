"""The same cells come out of a workbook, whoever wrote it and in whichever form."""

import io
import re
from datetime import date, datetime, time

import openpyxl
import pytest
import xlsxwriter
import xlwt
from test_container import repacked

from pipeline.intake.book import Cell, CellKind
from pipeline.intake.workbook import Refused, read

DAY, MOMENT, CLOCK = date(2023, 3, 12), datetime(2023, 3, 12, 8, 30), time(8, 30)
ROWS = [
    ["Tên dịch vụ", 0, 12, 2.5, -3],
    ["Hòa Hải", 10_000_000_000, True, False, None],
    [DAY, MOMENT, CLOCK, None, "  hai\ndòng "],
]
EXPECTED = {
    (0, 0): Cell("Tên dịch vụ", CellKind.TEXT),
    (0, 1): Cell(0, CellKind.NUMBER),
    (0, 2): Cell(12, CellKind.NUMBER),
    (0, 3): Cell(2.5, CellKind.NUMBER),
    (0, 4): Cell(-3, CellKind.NUMBER),
    (1, 0): Cell("Hòa Hải", CellKind.TEXT),
    (1, 1): Cell(10_000_000_000, CellKind.NUMBER),
    (1, 2): Cell(True, CellKind.BOOLEAN),
    (1, 3): Cell(False, CellKind.BOOLEAN),
    (2, 0): Cell(DAY, CellKind.DATE),
    (2, 1): Cell(MOMENT, CellKind.DATE),
    (2, 2): Cell(CLOCK, CellKind.DATE),
    (2, 4): Cell("  hai\ndòng ", CellKind.TEXT),
}
FORMATS = {date: "dd/mm/yyyy", datetime: "dd/mm/yyyy hh:mm", time: "hh:mm"}


def by_xlsxwriter(rows, options=None):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, **(options or {})})
    sheet = book.add_worksheet("Số liệu")
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            shape = FORMATS.get(type(value))
            sheet.write(r, c, value, book.add_format({"num_format": shape}) if shape else None)
    book.close()
    return out.getvalue()


def by_openpyxl(rows):
    book = openpyxl.Workbook()
    book.active.title = "Số liệu"
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def by_xlwt(rows):
    book = xlwt.Workbook()
    sheet = book.add_sheet("Số liệu")
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            shape = FORMATS.get(type(value))
            style = xlwt.easyxf(num_format_str=shape) if shape else xlwt.Style.default_style
            if value is not None:
                sheet.write(r, c, value, style)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("write", "kind"), [(by_xlsxwriter, "xlsx"), (by_openpyxl, "xlsx"), (by_xlwt, "xls")]
)
def test_the_same_cells_from_every_writer(write, kind):
    book = read(write(ROWS))
    (sheet,) = book.sheets
    assert book.kind == kind
    assert (sheet.name, sheet.hidden) == ("Số liệu", False)
    assert sheet.cells == EXPECTED
    assert {place: type(cell.value) for place, cell in sheet.cells.items()} == {
        place: type(cell.value) for place, cell in EXPECTED.items()
    }


def test_days_counted_from_1904_are_the_same_days():
    assert read(by_xlsxwriter(ROWS, {"date_1904": True})).sheets[0].cells == EXPECTED


def test_cells_far_from_the_corner_keep_their_place():
    rows = [[None]] * 40 + [[None] * 30 + ["x", 7]]
    expected = {(40, 30): Cell("x", CellKind.TEXT), (40, 31): Cell(7, CellKind.NUMBER)}
    for write in (by_xlsxwriter, by_openpyxl, by_xlwt):
        assert read(write(rows)).sheets[0].cells == expected


def test_a_formula_with_and_without_its_value():
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_formula(0, 0, "=40+2", None, 42)
    sheet.write_formula(0, 1, '="a"&"b"', None, "ab")
    sheet.write_formula(0, 2, "=1/0", None, "#DIV/0!")
    sheet.write_formula(0, 3, "=1=1", None, True)
    book.close()
    assert read(out.getvalue()).sheets[0].cells == {
        (0, 0): Cell(42, CellKind.NUMBER, formula=True),
        (0, 1): Cell("ab", CellKind.TEXT, formula=True),
        (0, 2): Cell("#DIV/0!", CellKind.ERROR, formula=True),
        (0, 3): Cell(True, CellKind.BOOLEAN, formula=True),
    }
    assert read(by_openpyxl([["=40+2"]])).sheets[0].cells == {
        (0, 0): Cell(None, CellKind.UNCACHED, formula=True, expression="40+2")
    }


@pytest.mark.parametrize(
    "error", ["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"]
)
def test_an_error_is_named_and_never_a_blank(error):
    cells = read(with_error(error)).sheets[0].cells
    assert cells[0, 1] == Cell(error, CellKind.ERROR)
    assert cells[0, 0].value == "Tên"


def with_error(error):
    return repacked(
        by_openpyxl([["Tên", 1]]),
        in_part("sheet1", rb'<c r="B1"[^>]*>.*?</c>', f'<c r="B1" t="e"><v>{error}</v></c>'),
    )


def test_an_error_newer_than_the_reader_is_named_too():
    cells = read(with_error("#SPILL!")).sheets[0].cells
    assert cells[0, 1] == Cell("#SPILL!", CellKind.ERROR)
    assert cells[0, 0].value == "Tên"


def test_errors_of_an_old_workbook():
    book = xlwt.Workbook()
    sheet = book.add_sheet("a")
    sheet.row(0).set_cell_error(0, 0x07)
    sheet.row(0).set_cell_error(1, 0x2A)
    out = io.BytesIO()
    book.save(out)
    assert read(out.getvalue()).sheets[0].cells == {
        (0, 0): Cell("#DIV/0!", CellKind.ERROR),
        (0, 1): Cell("#N/A", CellKind.ERROR),
    }


def in_part(name, pattern, replacement):
    def change(file, part):
        if name not in file or not file.endswith(".xml"):
            return part
        changed, count = re.subn(pattern, lambda _: replacement.encode(), part, count=1)
        assert count, f"{pattern} is not in {file}"
        return changed

    return change


def test_rich_text_is_joined_and_phonetic_hints_are_not_read():
    rich = (
        "<si><r><t xml:space='preserve'>Đăng ký </t></r><r><rPr><b/></rPr><t>khai sinh</t></r>"
        "<rPh sb='0' eb='1'><t>đọc</t></rPh></si>"
    )
    content = repacked(
        by_xlsxwriter([["một", "hai"]]), in_part("sharedStrings", rb"<si>.*?</si>", rich)
    )
    cells = read(content).sheets[0].cells
    assert [cells[0, c].value for c in (0, 1)] == ["Đăng ký khai sinh", "hai"]


def test_a_string_that_is_only_a_hint_is_no_answer():
    hint = "<si><t></t><rPh sb='0' eb='1'><t>đọc</t></rPh></si>"
    content = repacked(
        by_xlsxwriter([["một", "hai"]]), in_part("sharedStrings", rb"<si>.*?</si>", hint)
    )
    assert read(content).sheets[0].cells == {(0, 1): Cell("hai", CellKind.TEXT)}


@pytest.mark.parametrize("declared", ["A1:XFD1048576", "A1", "C3:D4"])
def test_declared_dimensions_are_not_believed(declared):
    content = repacked(
        by_xlsxwriter([["Tên", 1], ["Số", 2]]),
        in_part("sheet1", rb'<dimension ref="[^"]*"/>', f'<dimension ref="{declared}"/>'),
    )
    cells = read(content).sheets[0].cells
    assert {place: cell.value for place, cell in cells.items()} == {
        (0, 0): "Tên",
        (0, 1): 1,
        (1, 0): "Số",
        (1, 1): 2,
    }


def test_a_cell_in_the_last_corner_of_an_old_workbook_costs_nothing():
    book = xlwt.Workbook()
    sheet = book.add_sheet("a")
    sheet.write(0, 0, 1)
    sheet.write(65535, 255, 2)
    out = io.BytesIO()
    book.save(out)
    cells = read(out.getvalue()).sheets[0].cells
    assert {place: cell.value for place, cell in cells.items()} == {(0, 0): 1, (65535, 255): 2}


def test_two_values_for_one_cell_are_refused():
    content = repacked(
        by_xlsxwriter([[1]]),
        in_part("sheet1", rb"</row>", '<c r="A1"><v>2</v></c></row>'),
    )
    with pytest.raises(Refused) as refused:
        read(content)
    assert refused.value.code == "F12"


def test_sheets_are_found_in_their_order_hidden_ones_too():
    book = openpyxl.Workbook()
    book.active.title = "Một"
    for name, state in (("MỘT (2)", "hidden"), ("_ba", "veryHidden"), ("Bốn", "visible")):
        sheet = book.create_sheet(name)
        sheet["A1"] = name
        sheet.sheet_state = state
    book.move_sheet("Bốn", -3)
    out = io.BytesIO()
    book.save(out)
    seen = [(sheet.name, sheet.hidden) for sheet in read(out.getvalue()).sheets]
    assert seen == [("Bốn", False), ("Một", False), ("MỘT (2)", True), ("_ba", True)]


def test_names_that_differ_only_in_case_are_not_mixed_up():
    content = repacked(
        by_two_sheets(),
        in_part("xl/workbook", rb'name="Hai"', 'name="một"'),
    )
    sheets = read(content).sheets
    assert [(s.name, s.cells[0, 0].value) for s in sheets] == [("Một", 1), ("một", 2)]


def by_two_sheets():
    book = openpyxl.Workbook()
    book.active.title = "Một"
    book.active["A1"] = 1
    book.create_sheet("Hai")["A1"] = 2
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_what_no_book_holds_is_not_noted():
    book = read(by_openpyxl([[1]]))
    assert (book.has_macros, book.has_external_links) == (False, False)
