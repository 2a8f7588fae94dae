"""An office of one's own: nothing of the shipped district stands in the program or its wordings."""

import ast
import re
import shutil
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from shipped import as_one_file, copy_declared, edit
from typed import OfficeFolder

from pipeline.config.office import load_office
from pipeline.domain.period import Period, PeriodKind

ROOT = Path(__file__).parents[1]
# What is true of one district or its plan, and what of one level of offices.
OF_ONE = re.compile(
    r"huyện|Hương Khê|Hà Tĩnh|thị trấn|cap-huyen|\b(?:25|28|53) (?:dịch vụ|DỊCH VỤ)|513/CAT"
    r"|\b(?:43|48|356)/KH|Kế hoạch, mục|gạch thứ",
    re.IGNORECASE,
)
OF_THE_SAMPLE = {"GROUPS_OF_0_1_0", "COMMENTS_OF_0_1_0"}  # how an office of then is read
MODULES = [
    path
    for path in sorted((ROOT / "pipeline").rglob("*.py"))
    if "demo" not in path.parts and path.name != "demo.py"
]
SHIPPED = sorted((ROOT / "input_templates").rglob("*.*"))
SHIPPED = [path for path in SHIPPED if path.suffix in (".toml", ".md")]


def said(path):
    """Yield what a module says: its strings, but for docstrings and what 0.1.0 had built in."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    quoted = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and {ast.unparse(t) for t in node.targets} & OF_THE_SAMPLE:
            quoted |= {id(below) for below in ast.walk(node)}
    for node in ast.walk(tree):
        constant = isinstance(node, ast.Constant) and id(node) not in quoted
        if constant and isinstance(node.value, str):
            yield node.value


def test_the_program_says_nothing_of_one_district():
    assert len(MODULES) > 150
    found = [(path.name, text) for path in MODULES for text in said(path) if OF_ONE.search(text)]
    assert found == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: "/".join(path.parts[-2:]))
def test_forms_and_wordings_say_nothing_of_one_district(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if OF_ONE.search(line)] == []


def test_what_is_looked_for_stands_in_the_shipped_declarations():
    found = {one.group().lower() for one in OF_ONE.finditer(as_one_file())}
    assert {"huyện", "hương khê", "hà tĩnh", "thị trấn", "cap-huyen", "513/cat", "43/kh"} <= found


def test_legal_bases_and_what_asks_for_a_form_are_declared(tmp_path):
    text = as_one_file()
    text += """
[[bases]]
text = "Căn cứ {plan}, bản sửa đổi"
reports = ["weekly"]
since = 2023-03-20
"""
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    office = load_office(path)
    week, before, month = map(Period.parse, ("2023-W12", "2023-W11", "2023-03"))
    assert len(office.bases_of(before)) == 3 and len(office.bases_of(month)) == 5
    assert office.bases_of(week)[:3] == office.bases_of(before)
    assert office.bases_of(week)[3] == f"Căn cứ {office.plan}, bản sửa đổi"
    assert "tỉnh Hà Tĩnh" in office.bases_of(month)[1]
    assert "513/CAT" in office.asked_by[PeriodKind.WEEK]


def test_a_base_cites_the_plan_in_whose_file_it_stands(tmp_path):
    copy_declared(tmp_path)
    next_year = tmp_path / "plans" / "sau.toml"
    next_year.write_text(
        '[plan]\ntitle = "Kế hoạch mẫu"\nissuer = "UBND mẫu"\n[[bases]]\ntext = "Căn cứ {plan}"\n',
        encoding="utf-8",
    )
    edit(tmp_path, '"plans/de-an-06-2023.toml"]', '"plans/de-an-06-2023.toml", "plans/sau.toml"]')
    office = load_office(tmp_path / "config.toml")
    cited = [basis.text for basis in office.bases if "Kế hoạch" in basis.text]
    assert cited[-2:] == [f"Căn cứ {office.plan}", "Căn cứ Kế hoạch mẫu"] and len(cited) == 5


# --- an office with little in it ---

WEEKLY = """
[schedule]
time_zone = "Asia/Ho_Chi_Minh"
week_starts = 1
due_weekday = 2
due_time = "09:00"

[office]
name = "Tổ công tác Đề án 06 xã Mẫu"
short_name = "Tổ công tác xã Mẫu"
receiver = "Công an xã Mẫu"
addressees = ["UBND xã Mẫu"]
recipients = ["Như trên", "Lưu: VT"]
since = 2026-01-05

[letterhead]
parent = ["UBND XÃ MẪU"]
issuer = ["TỔ CÔNG TÁC"]
symbol = "BC-TCT"
place = "Xã Mẫu"

[signer]
authority = ["TỔ TRƯỞNG"]

[[units]]
code = "mot"
name = "Phòng Một"
reports = ["weekly"]

[[units]]
code = "hai"
name = "Phòng Hai"
reports = ["weekly"]

[[services]]
code = "dvc-01"
number = 1
name = "Dịch vụ thứ nhất"
sector = "Ngành một"
unit = "mot"

[[services]]
code = "dvc-02"
number = 2
name = "Dịch vụ thứ hai"
sector = "Ngành hai"
unit = "hai"
"""
MONTHS = (
    WEEKLY.replace('reports = ["weekly"]', 'reports = ["weekly", "monthly"]').replace(
        "\n[office]", "month_ends = 10\nmonth_due_day = 13\n\n[office]"
    )
    + """
[emulation]
report_on_time = 10
report_late = 5
report_missing = -10
report_returned = -2
report_corrected = -1
task_on_time = 5
task_overdue = -5
target_met = 5
"""
)


def small_office(root, declared):
    """A folder with declarations and the shipped forms, and nothing else."""
    root.mkdir()
    (root / "config.toml").write_text(declared, encoding="utf-8")
    forms = shutil.ignore_patterns("20*", "*.xlsx")
    shutil.copytree(ROOT / "input_templates", root / "input_templates", ignore=forms)
    return OfficeFolder.at(root)


def sentences(path):
    """What a report says, its tables and appendices too, in order."""
    document = Document(path)
    return [
        "\n".join(cell.text for row in part.rows for cell in row.cells)
        if hasattr(part, "rows")
        else part.text
        for part in document.iter_inner_content()
    ]


def test_an_office_of_weeks_alone_opens_and_merges(tmp_path):
    office = small_office(tmp_path / "xã mẫu", WEEKLY)
    now = ("--now", "2026-01-20T10:00")
    ended = office.run("merge", *now)
    assert ended.returncode == 1 and "config.toml, dòng" not in ended.stderr, ended.stderr
    assert office.collected.is_dir() and not list(office.root.glob("output/2026-01*"))
    said = "\n".join(sentences(office.output / "2026-W03" / "bao-cao-2026-W03.docx"))
    assert "Kết quả triển khai 2 dịch vụ công thiết yếu" in said
    assert "Kế hoạch" not in said and "chỉ tiêu" not in said and "0/2 đơn vị" in said


def test_before_there_was_an_office_nothing_is_missing(tmp_path):
    office = small_office(tmp_path / "xã mẫu", MONTHS)
    ended = office.run("merge", "2026-W01", "--now", "2026-01-20T10:00")
    assert ended.returncode == 2 and "2026-W01" in ended.stderr
    for month, now in (("2026-01", "2026-01-14T08:00"), ("2026-02", "2026-02-14T08:00")):
        office.run("merge", month, "--now", now)
    first, second = (
        "\n".join(sentences(office.output / month / f"bao-cao-{month}.docx"))
        for month in ("2026-01", "2026-02")
    )
    assert "Thiếu báo cáo tuần" not in first
    assert "Thiếu báo cáo tuần" not in second, "where nobody has sent, no gaps are listed"
    book = load_workbook(office.output / "2026-02" / "tong-hop-2026-02.xlsx")
    told = "\n".join(f"{cell}" for row in book["Đối chiếu"].values for cell in row if cell)
    assert "(tuần 2/2026 đến tuần 6/2026)" in told


def test_an_office_without_a_plan_prints_no_empty_table(tmp_path):
    office = small_office(tmp_path / "xã mẫu", MONTHS)
    now = ("--now", "2026-02-14T08:00")
    forms = office.run("templates", "2026-02", "--now", "2026-02-11")
    assert forms.returncode == 0, forms.stderr
    form = load_workbook(office.root / "input_templates/monthly/2026-02/2026-02-mot.xlsx")
    first = form.worksheets[0]
    shown = [
        cell.value
        for row in first.iter_rows()
        if not first.row_dimensions[row[0].row].hidden
        for cell in row
    ]
    assert any(str(text).startswith("Kỳ này đơn vị không có nhiệm vụ") for text in shown)
    assert "Trạng thái" not in shown
    assert office.run("merge", "2026-02", *now).returncode == 1
    said = sentences(office.output / "2026-02" / "bao-cao-2026-02.docx")
    text = "\n".join(said)
    assert "đầu việc" not in text and "NHIỆM VỤ CỦA KẾ HOẠCH" not in text
    assert [one for one in said if one.startswith("Phụ lục")] == ["Phụ lục I", "Phụ lục II"]
    assert "(Phụ lục\u00a0I)" in text, "that of the standings"
    book = load_workbook(office.output / "2026-02" / "tong-hop-2026-02.xlsx")
    assert not {"Nhiệm vụ", "Chỉ tiêu"} & set(book.sheetnames)
