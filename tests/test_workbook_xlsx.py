"""The workbook: live formulas, words as words, links that lead to cells."""

import io
import re
import zipfile

import openpyxl
import pytest
from made import OFFICE, drawn_workbook, filled, read, summary_of, worded

NASTY = [
    "=HYPERLINK(\"http://x\",\"bấm\")",
    "+1+1",
    "-2",
    "@SUM(A1)",
    "http://example.invalid/",
    "\t=1",
    "a\x07b\x00c",
    "x" * 2000,
    "&lt;xml>",
    "_x0041_",
]  # fmt: skip
SHEETS = [
    "Bìa",
    "Tổng hợp",
    "Theo đơn vị",
    "Nguyên nhân",
    "Nội dung",
    "Tình trạng nộp",
    "Vấn đề",
    "Các lần gửi",
    "Ý kiến xử lý",
    "So sánh",
    "Biểu đồ",
    "Dữ liệu",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("workbook")


@pytest.fixture(scope="module")
def summary(folder):
    content = filled("bhxh", folder, tamper=lambda f: f.fill("dvc-17", received_online="?"))
    broken = read(content, "bhxh #1 50% số.xlsx")
    return summary_of([read(filled("cong-an", folder), "Công an.xlsx"), broken])


@pytest.fixture(scope="module")
def content(summary):
    return drawn_workbook(summary, worded(summary))


@pytest.fixture(scope="module")
def book(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def test_its_sheets_are_those_asked_for(book):
    assert book.sheetnames == SHEETS


def test_the_cover_gives_the_verdict(book):
    said = " ".join(str(c.value) for row in book["Bìa"].iter_rows() for c in row if c.value)
    assert "CHƯA ĐỦ SỐ LIỆU: 1/8 đơn vị" in said
    assert "Bảo hiểm xã hội huyện Hương Khê" in said


@pytest.mark.parametrize(
    ("signed_as", "said"),
    [
        ("KT. (ký thay)", "Nguyễn Văn Mẫu (KT.)"),
        ("Q. (quyền thủ trưởng)", "Nguyễn Văn Mẫu (Q.)"),
        ("Thủ trưởng đơn vị", "Nguyễn Văn Mẫu"),
    ],
)
def test_the_standings_say_how_a_report_was_signed(folder, signed_as, said):
    def sign(form):
        form.narrative.cell(form.narrative_rows["signed_by"], 3).value = "Nguyễn Văn Mẫu"
        form.narrative.cell(form.narrative_rows["signed_as"], 3).value = signed_as

    summary = summary_of([read(filled("bhxh", folder, tamper=sign), "bhxh.xlsx")])
    content = drawn_workbook(summary, worded(summary))
    rows = list(openpyxl.load_workbook(io.BytesIO(content))["Tình trạng nộp"].values)
    at = next(row for row in rows if "Người ký" in row).index("Người ký")
    assert [row[at] for row in rows if row[0] == "Bảo hiểm xã hội huyện Hương Khê"] == [said]


def test_totals_are_formulas_with_their_values(content, book):
    values = openpyxl.load_workbook(io.BytesIO(content), data_only=True)["Tổng hợp"]
    sheet = book["Tổng hợp"]
    row = next(r for r in range(1, 60) if sheet.cell(r, 2).value == "TỔNG CỘNG")
    assert re.match(r"=SUM\(C\d+", sheet.cell(row, 3).value)
    assert values.cell(row, 3).value == 11 * 11  # eleven services of eleven files
    assert values.cell(row, 19).value == "1/8"
    first = next(r for r in range(1, 60) if sheet.cell(r, 1).value == 1)
    assert sheet.cell(first, 3).value == f"=D{first}+E{first}+F{first}"


def test_opening_it_works_nothing_out_anew(content, book):
    """What each formula gives stands there, proven; any change is still followed."""
    declared = zipfile.ZipFile(io.BytesIO(content)).read("xl/workbook.xml").decode()
    assert re.findall("<calcPr [^>]*>", declared) == ['<calcPr calcId="191029"/>']
    values = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    formulas = [cell for sheet in book for row in sheet for cell in row if cell.data_type == "f"]
    assert formulas
    assert not [c for c in formulas if values[c.parent.title][c.coordinate].value is None]


def test_a_service_nobody_in_the_district_counts_says_why(book):
    rows = list(book["Tổng hợp"].iter_rows(values_only=True))
    said = {row[0]: row[2] for row in rows if row[0] in (20, 22)}
    notes = {s.number: s.note for s in OFFICE.services if s.unit is None}
    assert said == notes and "Sở Giao thông vận tải" in said[20]


def test_print_set_up(book):
    sheet = book["Tổng hợp"]
    assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9")
    assert sheet.print_title_rows == "$5:$7"
    assert sheet.print_area and sheet.freeze_panes == "C8"


def test_the_data_are_a_table(book):
    sheet = book["Dữ liệu"]
    assert list(sheet.tables) == ["SoLieu"]
    assert sheet.max_row == 1 + 11 * 15


def test_charts_are_native(content):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        charts = [n for n in package.namelist() if n.startswith("xl/charts/chart")]
    assert len(charts) == 2


def test_the_charts_say_whose_figures_they_lack(book):
    said = book["Biểu đồ"]["A3"].value
    assert re.match(r"Số liệu của \d/8 đơn vị; chưa có số liệu: ", said)


def test_a_finding_leads_to_its_cell(book):
    links = [c.hyperlink for row in book["Vấn đề"].iter_rows() for c in row if c.hyperlink]
    assert links
    target, place = links[0].target, links[0].location
    assert target.replace("\\", "/") == "../../collected/bhxh%20%231%2050%25%20số.xlsx"
    assert place == "'Số liệu'!E10"


@pytest.mark.parametrize(
    ("file", "path"),
    [
        ("tuần 12/gói 1.zip/xã/bhxh.xlsx", "tuần%2012/gói%201.zip"),
        ("Thư.EML/gói.zip/bhxh.xlsx", "Thư.EML"),
    ],
)
def test_a_finding_in_a_packed_file_leads_to_what_lies_in_the_folder(folder, file, path):
    content = filled("bhxh", folder, tamper=lambda f: f.fill("dvc-17", received_online="?"))
    summary = summary_of([read(content, file)])
    book = openpyxl.load_workbook(io.BytesIO(drawn_workbook(summary, worded(summary))))
    links = [c.hyperlink for row in book["Vấn đề"].iter_rows() for c in row if c.hyperlink]
    assert {(one.target.replace("\\", "/"), one.location) for one in links} == {
        (f"../../collected/{path}", None)
    }


@pytest.mark.parametrize("words", NASTY)
def test_words_of_units_stay_words(folder, words):
    said = re.sub("[\x00-\x08]", "", f"{words} nguyên nhân")
    summary = summary_of([read(filled("thue", folder, overdue_reason=said), f"{words[:5]}.xlsx")])
    content = drawn_workbook(summary, worded(summary))
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Nguyên nhân"]
    cell = sheet.cell(5, 5)
    assert cell.data_type == "s" and cell.hyperlink is None
    assert bool(cell.quotePrefix) == said.lstrip().startswith(("=", "+", "-", "@"))
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        relations = [package.read(n) for n in package.namelist() if n.endswith(".rels")]
        formulas = re.findall(
            rb"<f>([^<]*)</f>", b"".join(package.read(n) for n in package.namelist())
        )
    assert b"example.invalid" not in b"".join(relations)
    assert not any(b"HYPERLINK" in f for f in formulas)


def test_the_same_input_gives_the_same_bytes(summary, content):
    assert drawn_workbook(summary, worded(summary)) == content


def test_an_empty_week_makes_a_workbook_too():
    summary = summary_of([])
    book = openpyxl.load_workbook(io.BytesIO(drawn_workbook(summary, worded(summary))))
    assert book.sheetnames == SHEETS


@pytest.mark.parametrize("begins", ["=1+1", "+ chờ", "- chờ xác minh", "@chờ"])
def test_an_edit_makes_no_formula_of_words(office_folder, folder, begins):
    """In the workbook and in the form that goes back, where a reason may be edited."""
    said = f"{begins} nguyên nhân"

    def unreadable(form):
        for code in form.rows:
            form.fill(code, received_online="?")

    wrong = filled("bhxh", folder, tamper=unreadable, overdue_reason=said)
    (office_folder.collected / "bhxh.xlsx").write_bytes(wrong)
    (office_folder.collected / "thue.xlsx").write_bytes(filled("thue", folder, overdue_reason=said))
    assert office_folder.run("merge", "2023-W12", "--now", "2023-03-28T08:00").returncode == 1
    books = [openpyxl.load_workbook(path) for path in office_folder.output.rglob("*.xlsx")]
    assert len(books) == 2
    for book in books:
        cells = [c for sheet in book for row in sheet.iter_rows() for c in row if c.value == said]
        assert cells and all(c.quotePrefix and c.data_type == "s" for c in cells)
