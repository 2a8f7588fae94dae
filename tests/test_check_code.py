"""The check code on a form: LibreOffice and the program make the same; a typed one is held."""

import re

import pytest
from made import DUE, FORM, OFFICE, WEEK, filled, read
from monthly import FORMS, SMALL, District, month
from office import convert_all
from openpyxl import load_workbook
from typed import OfficeFolder

from pipeline.domain.check_code import as_code, code_of, typed_code
from pipeline.domain.period import PeriodKind
from pipeline.domain.register import Register
from pipeline.intake.submission import read_submission
from pipeline.outputs.forms.form import build_form

PERIOD, NOW = "2023-W12", "2023-03-28T08:00"
CODE = re.compile(r"Mã kiểm tra số liệu: (KT-\d{4})")


def printed(path):
    """The code each sheet of a file shows."""
    book = load_workbook(path, data_only=True)
    cells = (str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    return [found[1] for cell in cells if (found := CODE.fullmatch(cell))]


@pytest.mark.office
def test_libreoffice_and_the_program_make_the_same_code(tmp_path):
    """Of counts, words in a count's cell, dates, texts, openings carried over, several sheets."""

    def typed(form):
        form.cell(next(iter(form.rows)), "received_direct").value = "2 hồ sơ"

    kept = {c.id: 7 for c in FORM.table.columns if c.carried_from or c.starts_from}
    past = {service.code: kept for service in OFFICE.services}
    district = District()
    sent = district.month(SMALL, month("2023-03"), (0, 7), (0, 4, 0, 5), (3, 8))
    files = {
        "tuan": filled("tu-phap", tmp_path, tamper=typed),
        "thang": district.contents[sent.file],
        "trong": build_form(FORM, OFFICE, WEEK, OFFICE.unit("thue"), past, DUE),
    }
    paths = [tmp_path / f"{name}.xlsx" for name in files]
    for path, content in zip(paths, files.values(), strict=True):
        path.write_bytes(content)
    week, filled_month, blank = convert_all(paths, "xlsx", tmp_path / "mở")
    forms, register = FORMS, Register(district.office)
    for path, of in ((week, read), (filled_month, None)):
        content = path.read_bytes()
        one = of(content) if of else read_submission(content, "a", "b", forms, register)
        form = FORM if of else FORMS[PeriodKind.MONTH]
        assert one.rows and set(printed(path)) == {code_of(one, form)}
    assert len(printed(filled_month)) == 3, "on each page that is signed"
    assert printed(blank) == printed(paths[2]), "as it is sent out, with what is carried over"
    assert "KT-0000" not in printed(blank)


def test_a_changed_or_swapped_count_changes_it(tmp_path):
    def swapped(form):
        first, second, *_ = form.rows
        for column, value in (("received_online", 8), ("received_direct", 2)):
            form.cell(first, column).value = value + 1
            form.cell(second, column).value = value - 1

    made = [
        filled("tu-phap", tmp_path),
        filled("tu-phap", tmp_path, received_online=9, resolved_early=4),
        filled("tu-phap", tmp_path, received_online=2, received_direct=8),
        filled("tu-phap", tmp_path, tamper=swapped),
    ]
    codes = [code_of(read(content), FORM) for content in made]
    assert len(set(codes)) == len(codes) and all(map(typed_code, codes))


@pytest.mark.parametrize("typed", ["KT-0042", "kt 0042", "0042", " KT–0042 ", "KT0042"])
def test_a_code_is_understood_as_people_type_it(typed):
    assert typed_code(typed) == as_code(42 + 9973) == "KT-0042"


@pytest.mark.parametrize("typed", ["", "42", "KT-12345", "KT-12a4", "QĐ-0042"])
def test_what_is_no_code_is_none(typed):
    assert typed_code(typed) is None


def test_the_command_holds_a_code_against_the_file_in_force(tmp_path):
    office = OfficeFolder(tmp_path / "office")
    first = filled("tu-phap", tmp_path / "1")
    second = filled("tu-phap", tmp_path / "2", received_online=9, resolved_early=4)
    older, newer = (code_of(read(content), FORM) for content in (first, second))
    (office.collected / "tp.xlsx").write_bytes(first)
    said = office.run("check", office.collected / "tp.xlsx", "--now", NOW).stdout
    assert f"Mã kiểm tra số liệu: {older}" in said
    ended = office.run("check-code", "tu-phap", PERIOD, older.lower(), "--now", NOW)
    assert ended.returncode == 0 and "Khớp" in ended.stdout and "tp.xlsx" in ended.stdout
    assert office.run("merge", PERIOD, "--now", NOW).returncode in (0, 1)
    (office.collected / "tp sửa.xlsx").write_bytes(second)
    ended = office.run("check-code", "Phòng Tư pháp", PERIOD, older, "--now", "2023-03-28T08:30")
    assert ended.returncode == 1 and f"có mã {newer}" in " ".join(ended.stdout.split())
    assert "là của bản gửi khác: tp.xlsx" in " ".join(ended.stdout.split())
    assert all(len(line) <= 80 for line in ended.stdout.splitlines())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("tu-phap", PERIOD, "42"), "không phải mã kiểm tra"),
        (("thue", PERIOD, "KT-0042"), "chưa có báo cáo hợp lệ"),
        (("tu-phep", PERIOD, "KT-0042"), "tu-phap"),
        (("tu-phap", PERIOD), "mã kiểm tra"),
    ],
)
def test_what_cannot_be_held_is_said(office_folder, words, said):
    ended = office_folder.run("check-code", *words, "--now", NOW)
    assert ended.returncode == 2 and said in " ".join(ended.stderr.split())
