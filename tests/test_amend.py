"""A count corrected by telephone: over the file, marked in print, until a file says so as well."""

import docx
import openpyxl
import pytest
from made import filled
from weekly import FORM

from pipeline.domain.period import Period

WEEK, BEFORE, AFTER = "2023-W12", "2023-03-28T08:00", "2023-03-28T14:00"
MONTH, MONTHLY = "2023-04", "2023-04-14T08:00"
BY = ("--by", "Cán bộ mẫu", "--why", "Trực ban đọc lại sổ")
FIRST = "Xác nhận số Chứng minh nhân dân"


@pytest.fixture(scope="module")
def received(new_office, tmp_path_factory):
    """One unit's report, merged before the deadline."""
    office, made = new_office(), tmp_path_factory.mktemp("made")
    (office.collected / "cong an.xlsx").write_bytes(filled("cong-an", made))
    office.run("merge", WEEK, "--now", BEFORE)
    return office


@pytest.fixture(scope="module")
def told(received, tmp_path_factory):
    """The same, with one more received and one more resolved in the first row, by telephone."""
    office = received.copy_to(tmp_path_factory.mktemp("điện thoại") / "văn phòng mẫu")
    first = amend(office, "E10", "9", "--was", "8")
    assert first.returncode == 1 and "[Q04] Hỏi lại:" in first.stdout
    second = amend(office, "dvc-01", "resolved_on_time", "7 hồ sơ", "--was", "6")
    assert second.returncode == 0 and "Q04" not in second.stdout, second.stdout
    merge(office)
    return office


@pytest.fixture
def office(received, tmp_path):
    return received.copy_to(tmp_path / "văn phòng mẫu")


@pytest.fixture
def told_office(told, tmp_path):
    return told.copy_to(tmp_path / "văn phòng mẫu")


def amend(office, *words, unit="cong-an", now=BEFORE):
    return office.run("amend", unit, WEEK, *words, *BY, "--now", now)


def merge(office, now=BEFORE):
    (period,) = office.json("merge", WEEK, "--now", now)["periods"]
    return period, next(one for one in period["units"] if one["code"] == "cong-an")


def codes(unit):
    return {finding["code"]: finding["severity"] for finding in unit["findings"]}


def send(office, name, **values):
    """A file in which the first row alone is filled in otherwise."""

    def tamper(form):
        form.fill("dvc-01", **values)
        row = {column: form.cell("dvc-01", column).value for column in form.columns}
        for total in FORM.table.columns:  # as Excel adds up
            if total.parts and total.id in row:
                row[total.id] = sum(row[part] for part in total.parts)
                form.fill("dvc-01", **{total.id: row[total.id]})

    content = filled("cong-an", office.root / "made", tamper=tamper)
    (office.collected / name).write_bytes(content)


def printed_row(office, document):
    for table in document.tables:
        for row in table.rows:
            said = [cell.text for cell in row.cells]
            if any(FIRST in words for words in said):
                return said
    raise AssertionError("no such row")


def test_what_was_told_is_counted_added_up_and_marked_in_both_documents(told, received):
    before, _ = merge(received)
    after, unit = merge(told)
    assert after["totals"]["received_online"] == before["totals"]["received_online"] + 1
    assert after["totals"]["resolved_total"] == before["totals"]["resolved_total"] + 1
    assert unit["standing"] == "on_time" and codes(unit) == {"V07": "warning"}
    folder = told.output / WEEK
    row = printed_row(told, docx.Document(folder / f"bao-cao-{WEEK}.docx"))
    # Totals of the row follow what was told, so they are the unit's no more than it is.
    assert row[2:5] == ["12 (đt)", "9 (đt)", "2"] and "7 (đt)" in row and "11 (đt)" in row
    words = "\n".join(p.text for p in docx.Document(folder / f"bao-cao-{WEEK}.docx").paragraphs)
    assert "(đt) Số đơn vị sửa qua điện thoại, chờ bản ký." in words
    book = openpyxl.load_workbook(folder / f"tong-hop-{WEEK}.xlsx")
    told_cells = [
        (sheet.title, cell.value)
        for sheet in book
        for cells in sheet.iter_rows()
        for cell in cells
        if "(đt)" in cell.number_format
    ]
    assert {sheet for sheet, _ in told_cells} == {"Tổng hợp", "Dữ liệu"}
    assert {("Tổng hợp", 9), ("Dữ liệu", 9), ("Dữ liệu", 7)} <= {*told_cells}
    header, *rows = book["Dữ liệu"].values
    (kept,) = [dict(zip(header, one, strict=True)) for one in rows if "E10" in one]
    assert (kept["Giá trị"], kept["Đã gõ"]) == (9, "8")


def test_a_unit_whose_count_came_by_telephone_is_no_longer_said_to_have_none(new_office, tmp_path):
    quiet = "Đơn vị báo cáo không phát sinh hồ sơ trong kỳ"
    office = new_office()
    content = filled("cong-an", tmp_path, tamper=without_any)
    (office.collected / "cong an.xlsx").write_bytes(content)
    (office.collected / "tu phap.xlsx").write_bytes(filled("tu-phap", tmp_path))

    def said():
        document = docx.Document(office.output / WEEK / f"bao-cao-{WEEK}.docx")
        return "\n".join(p.text for p in document.paragraphs)

    _, unit = merge(office)
    assert unit["standing"] == "on_time" and quiet in said(), unit["findings"]
    assert "1 không phát sinh" in office.run("status", WEEK, "--now", BEFORE).stdout
    told_one = amend(office, "dvc-01", "received_online", "1", "--was", "0")
    assert told_one.returncode in (0, 1), told_one.stderr
    merge(office)
    assert quiet not in said()
    assert "không phát sinh" not in office.run("status", WEEK, "--now", BEFORE).stdout


def without_any(form):
    """Answer for the whole form that nothing arose."""
    form.activity.value = FORM.none_answer
    for code in form.rows:
        form.fill(code, **dict.fromkeys(c.id for c in FORM.table.columns if c.id in form.columns))
        form.fill(code, carried_over=0)


def test_the_file_stays_and_everybody_can_see_who_told_what(told, received):
    name = "cong an.xlsx"
    assert (told.collected / name).read_bytes() == (received.collected / name).read_bytes()
    said = " ".join(told.run("status", WEEK, "--now", BEFORE).stdout.split())
    assert "2 số sửa theo điện thoại, chờ bản ký." in said
    assert "từ 8 thành 9 (Cán bộ mẫu, 28/3/2023: Trực ban đọc lại sổ)" in said
    (found,) = told.json("trace", WEEK, "dvc.dvc-01.received_online", "--now", BEFORE)["found"]
    (note,) = found["made_of"]["notes"]
    assert found["made_of"]["cell"] == "E10" and found["made_of"]["value"] == 9
    assert note.startswith("(đt) Ý kiến xử lý số 1") and "Cán bộ mẫu" in note
    (whole,) = told.json("trace", WEEK, "dvc.received_online", "--now", BEFORE)["found"]
    assert str(whole["made_of"]).count("(đt)") == 1  # of all that are added up, this one


def test_both_documents_hold_against_what_was_told(told):
    held = told.json("verify", WEEK, "--now", BEFORE)
    assert all(one["right"] and not one["differences"] for one in held["documents"])
    assert not held["outdated"]


def test_a_week_s_amendment_is_in_its_month(told_office):
    told_office.run("merge", MONTH, "--now", MONTHLY)
    traced = told_office.json("trace", MONTH, "dvc.dvc-01.received_online", "--now", MONTHLY)
    (found,) = traced["found"]
    weeks = {one["period"]: one for one in found["made_of"]["parts"]}
    assert weeks[WEEK]["value"] == 9 and "(đt)" in weeks[WEEK]["notes"][0]


def test_a_later_file_that_says_so_settles_it_and_costs_nothing(told_office):
    send(told_office, "ban ky.xlsx", received_online=9, resolved_on_time=7)
    _, unit = merge(told_office, AFTER)
    assert unit["file"] == "ban ky.xlsx" and unit["standing"] == "on_time"
    assert codes(unit) == {"V07": "note", "V08": "note"}  # nor is it asked why it came again
    assert unit["changes"] == []
    said = told_office.run("status", WEEK, "--now", AFTER).stdout
    assert "Bản gửi lại đúng 2 số đã sửa theo điện thoại" in said and "chờ bản ký." in said
    row = printed_row(
        told_office, docx.Document(told_office.output / WEEK / f"bao-cao-{WEEK}.docx")
    )
    assert "9" in row and not any("(đt)" in words for words in row)
    assert "ban ky.xlsx" not in ranked(told_office)
    told_office.run("withdraw", "1", *BY, "--now", AFTER)  # as if she had never called
    assert "ban ky.xlsx" in ranked(told_office)


def ranked(office):
    """What the emulation ledger says of the month."""
    office.run("merge", MONTH, "--now", MONTHLY)
    book = openpyxl.load_workbook(office.output / MONTH / f"tong-hop-{MONTH}.xlsx")
    return str(list(book["Thi đua"].values))


def test_a_later_file_that_says_otherwise_is_in_force_and_asked_about(told_office):
    send(told_office, "ban ky.xlsx", received_online=9, resolved_early=4)
    _, unit = merge(told_office, AFTER)
    assert codes(unit)["V08"] == "note" and codes(unit)["V09"] == "warning"
    asked = next(one for one in unit["findings"] if one["code"] == "V09")
    assert "ghi 6, khác số đã báo qua điện thoại (7, ý kiến số 2" in asked["message"]
    told_office.run("withdraw", "2", *BY, "--now", AFTER)
    _, unit = merge(told_office, AFTER)
    assert "V09" not in codes(unit)


def test_withdrawn_it_is_as_if_nobody_had_called(told_office, received):
    before, _ = merge(received)
    for number in ("2", "1"):
        assert told_office.run("withdraw", number, *BY, "--now", BEFORE).returncode == 0
    after, unit = merge(told_office)
    assert after["totals"] == before["totals"] and codes(unit) == {}
    document = docx.Document(told_office.output / WEEK / f"bao-cao-{WEEK}.docx")
    assert not any("(đt)" in words for words in printed_row(told_office, document))


def test_an_issued_report_is_corrected_and_sealed_marks_are_made_again(told_office):
    issue = ("issue", WEEK, "--number", "05", "--date", "2023-03-28", "--by", "Cán bộ mẫu")
    assert told_office.run(*issue, "--now", AFTER).returncode in (0, 1)  # others have not sent
    assert told_office.run("rebuild", WEEK).returncode == 0
    done = amend(told_office, "E10", "10", "--was", "9", now=AFTER)
    said = " ".join(done.stdout.split())
    assert done.returncode == 1 and f"baocao06 correct {WEEK} --number SỐ" in said
    correct = ("correct", WEEK, "--number", "06", "--date", "2023-03-28", *BY)
    assert told_office.run(*correct, "--now", AFTER).returncode == 0
    document = docx.Document(told_office.output / WEEK / f"dieu-chinh-{WEEK}-1.docx")
    assert any(
        "10 (đt)" in [cell.text for cell in row.cells]
        for table in document.tables
        for row in table.rows
    )
    assert told_office.run("rebuild", WEEK).returncode == 0


REFUSED = [
    (("E10", "9", "--was", "7"), "đang là 8, không phải “7”"),
    (("E10", "9", "--was", "tám"), "“tám” không phải số đếm"),
    (("E10", "8", "--was", "8"), "Không có gì để sửa"),
    (("E10", "", "--was", "8"), "chưa ghi số đúng"),
    (("E10", "3 ca", "--was", "8"), "“3 ca” không phải số đếm"),
    (("E10", "1,5", "--was", "8"), "không phải số đếm"),
    (("E10", "=1+8", "--was", "8"), "không phải số đếm"),
    (("E10", "9\u200b9", "--was", "8"), "không phải số đếm"),
    (("E10", "1e3", "--was", "8"), "không phải số đếm"),
    (("E10", "99999999999", "--was", "8"), "không phải số đếm"),
    (("E10", "9" * 5000, "--was", "8"), "không phải số đếm"),
    (("D10", "9", "--was", "10"), "là số tự cộng. Hãy sửa ô thành phần"),
    (("dvc-01", "overdue_reason", "9", "--was", "8"), "bản gửi sau được dùng thay"),
    (("ZZ99", "9", "--was", "8"), "không có ô số liệu “ZZ99”"),
    (("dvc-0l", "trực tuyến", "9", "--was", "8"), "Gần nhất có: dvc-"),
    (("dvc-01", "truc tuyen", "9", "--was", "8"), "Gần nhất có: Trực tuyến"),
    (("1", "Tổng số", "9", "--was", "8"), "có thể là nhiều ô"),
    (("E10", "--was", "8"), "phải ghi ô (ví dụ E10) hoặc dòng và cột"),
]


def test_what_cannot_be_meant_is_refused_and_nothing_is_written(office):
    for words, said in REFUSED:
        done = amend(office, *words)
        assert done.returncode == 2 and said in " ".join(done.stderr.split()), (words, done.stderr)
        assert len(done.stderr) < 1000
    assert "Ý kiến xử lý" not in office.run("status", WEEK, "--now", BEFORE).stdout


def test_a_unit_without_a_report_has_nothing_to_amend(received):
    done = amend(received, "E10", "9", "--was", "8", unit="thue")
    assert done.returncode == 2 and "chưa có báo cáo hợp lệ nào đang dùng" in done.stderr


@pytest.mark.parametrize(
    "words",
    [("Số liệu!$E$10",), ("1", "received_online"), ("e10",)],
    ids=["sheet and cell", "number and id", "small letters"],
)
def test_a_cell_is_named_as_people_name_it(office, words):
    done = amend(office, *words, "９", "--was", "08")  # a digit of another script is one too
    assert "ô E10) từ 8 thành 9" in " ".join(done.stdout.split()), done.stderr


def test_what_was_told_twice_is_what_was_told_last(office):
    amend(office, "E10", "9", "--was", "8")
    again = amend(office, "E10", "11", "--was", "8")
    assert again.returncode == 2 and "đang là 9" in again.stderr
    assert amend(office, "E10", "11", "--was", "9").returncode == 1
    back = amend(office, "E10", "8", "--was", "11")
    assert back.returncode == 2 and "withdraw 2" in back.stderr
    _, unit = merge(office)
    assert [one["code"] for one in unit["findings"]].count("V07") == 1
    office.run("withdraw", "2", *BY, "--now", BEFORE)
    said = office.run("status", WEEK, "--now", BEFORE).stdout
    assert "1 số sửa theo điện thoại" in said


def test_a_report_from_which_it_is_carried_forward_is_asked_about(office):
    """The next week opens with what was told: a report that opens otherwise is wrong."""
    later = Period.parse("2023-W13")
    amend(office, "M10", "2", "--was", "1")
    amend(office, "E10", "9", "--was", "8")
    form = filled("cong-an", office.root / "made", later, carried_over=1)
    (office.collected / "tuan 13.xlsx").write_bytes(form)
    (period,) = office.json("merge", "2023-W13", "--now", "2023-04-04T08:00")["periods"]
    unit = next(one for one in period["units"] if one["code"] == "cong-an")
    first = [one for one in unit["findings"] if one["cell"] and one["cell"].endswith("10")]
    assert first and "2" in first[0]["message"], unit["findings"]
