"""Lists made of what units answer on a task: their works, their plans with number and day."""

from datetime import date

import dated
import pytest
from openpyxl import load_workbook
from typed import OfficeFolder

from pipeline.consolidate.registers import Cited, cited

WORKS, PLANS = "Công trình của các đơn vị", "Kế hoạch của các đơn vị"
DECLARED = (
    dated.OFFICE
    + dated.UNITS
    + dated.task("nv-ct", "5", register=WORKS, register_help="Ghi tên công trình ở cột Kết quả.")
    + dated.task("nv-kh", "6", register=PLANS, timing="by", due=date(2023, 3, 7))
    + dated.task("nv", "7")
)
MONTH, NOW = "2023-03", "2023-03-12T10:00"
DONE = {"person": "Cán bộ Mẫu", "status": "Hoàn thành", "done_on": date(2023, 3, 6)}
UNDER_WAY = {"person": "Cán bộ Mẫu", "status": "Đang thực hiện"}
NOT_YET = {"person": "Cán bộ Mẫu", "status": "Chưa thực hiện", "difficulty": "Chưa có kinh phí."}


@pytest.mark.parametrize(
    ("said", "documents"),
    [
        ("", ()),
        (
            "Kế hoạch số 12/KH-UBND ngày 05/3/2023",
            (Cited("Kế hoạch", "12/KH-UBND", date(2023, 3, 5)),),
        ),
        (
            "Kế hoạch số 12/KH-UBND, ngày 5-3-2023; Công văn số: 7 ngày 10/02/2023.",
            (
                Cited("Kế hoạch", "12/KH-UBND", date(2023, 3, 5)),
                Cited("Công văn", "7", date(2023, 2, 10)),
            ),
        ),
        (
            "KH số 1/KH-UBND ngày 1/3/2023, QĐ số 02/QĐ-UBND ngày 2/3/2023",
            (
                Cited("KH", "1/KH-UBND", date(2023, 3, 1)),
                Cited("QĐ", "02/QĐ-UBND", date(2023, 3, 2)),
            ),
        ),
        ("15/KH-CAH ngày 31/02/2023", (Cited("", "15/KH-CAH", None),)),
        (
            "Kế hoạch triển khai, đã gửi Công an huyện",
            (Cited("Kế hoạch triển khai, đã gửi Công an huyện"),),
        ),
        ("Kế hoạch ngày 07/03/2023", (Cited("Kế hoạch", "", date(2023, 3, 7)),)),
    ],
)
def test_documents_are_read_as_words_cite_them(said, documents):
    assert cited(said) == documents


@pytest.fixture(scope="module")
def merged(tmp_path_factory):
    """A month in which one unit says all, one has no work yet, and one does not report."""
    district = dated.District(OfficeFolder(tmp_path_factory.mktemp("sổ") / "huyện"), DECLARED)
    forms = district.blanks(MONTH)
    work = {"result": "Máy tính công cộng mẫu tại trụ sở"}
    plan = {
        "result": "Đã gửi",
        "documents": "Kế hoạch số 12/KH-UBND ngày 05/3/2023; Công văn số 7/CV ngày 06/3/2023",
    }
    answers = {
        "van-hoa": {"nv-ct": UNDER_WAY | work, "nv-kh": DONE | plan},
        "xa-mau": {"nv-ct": NOT_YET, "nv-kh": NOT_YET},
    }
    for code, rows in answers.items():
        for row, values in (rows | {"nv": dated.TASK_ANSWER}).items():
            forms[code].fill("tasks", row, **values)
        forms[code].answer_all()
        (district.folder.collected / f"{code}.xlsx").write_bytes(forms[code].content())
    told, _ = district.merge(MONTH, now=NOW)
    assert not [f for one in told[MONTH]["units"] for f in one["findings"]]
    found = district.outputs("2023")
    (book,) = [district.folder.output / path for path in found if "tong-hop-" in path]
    (paper,) = [content for path, content in found.items() if "bao-cao" in path]
    return forms, load_workbook(book), dated.said(paper)


def listed(sheet, title):
    """Return the rows of one list on a sheet, of each what is told."""
    return [[c for c in row[1:] if c is not None] for row in sheet.values if row[0] == title]


def test_the_form_tells_what_to_write(merged):
    forms, _, _ = merged
    told = forms["xa-mau"].cell("tasks", "nv-ct", "told").value
    assert told.endswith("Ghi tên công trình ở cột Kết quả.")
    assert "Ghi tên" not in forms["xa-mau"].cell("tasks", "nv", "told").value


def test_the_workbook_lists_each_unit_with_its_work_and_its_documents(merged):
    _, book, _ = merged
    assert listed(book["Sổ đăng ký"], WORKS) == [
        ["Phòng Văn hóa mẫu", "Máy tính công cộng mẫu tại trụ sở", "đang thực hiện", "2023-03"],
        ["UBND xã Mẫu", "chưa thực hiện", "2023-03"],
        ["UBND xã Cũ", "chưa có báo cáo"],
    ]
    done = ["hoàn thành", "2023-03"]
    assert listed(book["Sổ đăng ký"], PLANS) == [
        ["Phòng Văn hóa mẫu", "Đã gửi", "Kế hoạch", "12/KH-UBND", "05/3/2023", *done],
        ["Phòng Văn hóa mẫu", "Đã gửi", "Công văn", "7/CV", "06/3/2023", *done],
        ["UBND xã Mẫu", "quá hạn", "2023-03"],
        ["UBND xã Cũ", "chưa có báo cáo"],
    ]


def test_the_report_names_who_has_what(merged):
    _, _, paper = merged
    assert f"{WORKS}: 01 đang thực hiện, 01 chưa thực hiện, 01 chưa có báo cáo; " in paper
    assert "chưa ghi nội dung: UBND xã Mẫu." in paper
    whose = f"{WORKS} (theo báo cáo của Phòng Văn hóa mẫu)"
    assert f"{whose}: Máy tính công cộng mẫu tại trụ sở." in paper
    assert f"{PLANS}: 01 hoàn thành đúng hạn, 01 quá hạn, 01 chưa có báo cáo" in paper


def test_an_office_whose_plan_asks_for_no_list_has_no_sheet_of_them(tmp_path):
    district = dated.District(
        OfficeFolder(tmp_path / "huyện"), dated.OFFICE + dated.UNITS + dated.task("nv", "7")
    )
    district.merge(MONTH, now=NOW)
    (book,) = [path for path in district.outputs("2023") if "tong-hop-" in path]
    assert "Sổ đăng ký" not in load_workbook(district.folder.output / book).sheetnames
