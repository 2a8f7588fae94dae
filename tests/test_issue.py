"""An issued report is sealed; what changes afterwards is corrected in the open."""

import hashlib
import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import docx
import pytest
from made import filled, read, summary_of
from monthly import District
from net import spaced
from pages import pages_of, thin
from shipped import edit
from typed import unfolded

from pipeline import texts
from pipeline.consolidate.grids.correction import correction_grid
from pipeline.domain.issue import Corrected, Issue, corrections, figures_of, to_correct
from pipeline.domain.period import Period
from pipeline.ledger.ledger import open_ledger
from pipeline.outputs.decree.rules import check as check_form
from pipeline.texts.tables import cell_words

PERIOD, NEXT = "2023-W12", "2023-W13"
NOW, LATER = "2023-03-28T08:00", "2023-03-29T08:00"
BY = ("--by", "Người mẫu")
CORRECT = ("correct", PERIOD, "--number", "07", "--date", "2023-03-29", *BY)
ISSUE = ("issue", PERIOD, "--number", "05", "--date", "2023-03-28", "--by", "Văn thư mẫu")


@pytest.fixture(scope="module")
def issued(new_office, tmp_path_factory):
    office = new_office()
    made = tmp_path_factory.mktemp("made")
    (office.collected / "tp.xlsx").write_bytes(filled("tu-phap", made))
    office.run("merge", PERIOD, "--now", NOW)
    done = office.run(*ISSUE, "--now", NOW)
    # Seven units are not in it: done, and said.
    assert done.returncode == 1 and "không có số liệu của Công an" in done.stdout, done.stderr
    return office


@pytest.fixture
def office(issued, tmp_path):
    return issued.copy_to(tmp_path / "văn phòng mẫu")


def report_of(office, name=f"bao-cao-{PERIOD}.docx"):
    return office.output / PERIOD / name


def resubmit(office, folder):
    """The unit sends nine instead of eight for each of its five services."""
    again = filled("tu-phap", folder / "again", received_online=9, resolved_early=4)
    (office.collected / "tp sửa.xlsx").write_bytes(again)


def test_nothing_is_sealed_beside_a_workbook_somebody_edited(office):
    """It would lie there as the sealed one, and each later look would call it changed."""
    run = office.run
    assert run("reopen", PERIOD, *BY, "--why", "Lý do mẫu", "--now", LATER).returncode == 0
    run("merge", PERIOD, "--now", LATER)
    book = report_of(office, f"tong-hop-{PERIOD}.xlsx")
    book.write_bytes(book.read_bytes() + b"edited")
    done = run(*ISSUE, "--now", LATER)
    assert done.returncode == 2 and f"output/{PERIOD}/{book.name}" in done.stderr
    assert book.read_bytes().endswith(b"edited")
    book.rename(book.with_name("ghi chú.xlsx"))
    assert run(*ISSUE, "--now", LATER).returncode == 1  # seven units are not in it
    assert run("verify", PERIOD, "--now", LATER).returncode == 0


def test_number_and_date_stand_in_the_report(office):
    document = docx.Document(report_of(office))
    head = " ".join(c.text for c in document.tables[0].rows[1].cells)
    assert "Số: 05/BC-TCT" in head and "ngày 28 tháng 3 năm 2023" in head
    assert any("số 05/BC-TCT ngày 28 tháng 3" in p.text for p in document.paragraphs)


def test_it_is_sealed_and_kept(office):
    for path in filter(Path.is_file, (office.output / PERIOD).iterdir()):
        sha = hashlib.sha256(path.read_bytes()).hexdigest()
        kept = office.collected / ".archive" / sha[:2] / sha
        assert kept.read_bytes() == path.read_bytes()


def test_a_file_it_rests_on_that_is_no_longer_kept_is_told(office):
    received = (office.collected / "tp.xlsx").read_bytes()
    sha = hashlib.sha256(received).hexdigest()
    assert "căn cứ của báo cáo" not in office.run("status", PERIOD, "--now", LATER).stdout
    (office.collected / ".archive" / sha[:2] / sha).unlink()
    for command in (("status", PERIOD), ("merge",)):
        said = " ".join(office.run(*command, "--now", LATER).stdout.split())
        assert "Tệp nộp tp.xlsx là căn cứ của báo cáo đã ban hành (kỳ 2023-W12, số 05)" in said


def test_a_later_merge_is_refused_and_changes_nothing(office):
    before = report_of(office).read_bytes()
    done = office.run("merge", PERIOD, "--now", LATER)
    assert done.returncode == 2 and "đã ban hành, số 05" in done.stderr
    assert office.run(*ISSUE, "--now", LATER).returncode == 2
    office.run("merge", "--now", "2023-04-03T08:00")
    assert report_of(office).read_bytes() == before


def test_a_change_after_issue_is_told_and_corrected(office, tmp_path):
    assert office.run(*CORRECT, "--why", "x", "--now", LATER).returncode == 2
    resubmit(office, tmp_path)
    told = office.run("merge", "--now", "2023-04-03T08:00")
    assert "sau đó có: tp sửa.xlsx" in told.stdout
    assert f"kỳ {PERIOD} đã ban hành" in told.stdout and "baocao06 correct" in told.stdout
    changes = office.json("merge", "--now", "2023-04-03T08:00")["issued_changes"]
    total = {c["column"]: (c["old"], c["new"]) for c in changes if c["line"] == "TỔNG CỘNG"}
    assert total["received_online"] == (40, 45)
    assert total["resolved_total"] == (50, 55)
    assert "rejected" not in total
    before = report_of(office).read_bytes()
    done = office.run(*CORRECT, "--why", "Tư pháp gửi lại", "--now", LATER)
    assert done.returncode == 0, done.stderr
    assert report_of(office).read_bytes() == before
    path = report_of(office, f"dieu-chinh-{PERIOD}-1.docx")
    assert check_form(path.read_bytes()) == ()
    document = docx.Document(path)
    body = spaced("\n".join(p.text for p in document.paragraphs))
    assert "Điều chỉnh số liệu tại Báo cáo số 05/BC-TCT" in body and "Tư pháp gửi lại" in body
    rows = [[c.text for c in row.cells] for row in document.tables[-1].rows]
    said = [tuple(row[1:]) for row in rows[1:]]
    assert ("TỔNG CỘNG", "Số hồ sơ tiếp nhận: trực tuyến", "hồ sơ", "40", "45") in said
    assert ("Tư pháp", "Số hồ sơ tiếp nhận: trực tuyến", "hồ sơ", "40", "45") in said, "its sector"
    rates = [row for row in said if row[2] == "%"]
    assert ("TỔNG CỘNG", "80%", "81,82%") in [(row[0], *row[3:]) for row in rates]
    assert {row[2] for row in said} == {"hồ sơ", "%"} and all("%" in row[3] for row in rates)
    assert len(said) == len(changes) + len(rates)
    assert f"Điều chỉnh {len(said)} số liệu" in body, "counted as its table lists them"
    assert "\nLý do: Tư pháp gửi lại.\n" in body
    assert "khoản 3 Điều 18 Nghị định số 30/2020/NĐ-CP" in body and "ính chính" not in body
    head = " ".join(c.text for c in document.tables[0].rows[1].cells)
    assert "Số: 07/BC-TCT" in head and "ngày 29 tháng 3 năm 2023" in head
    assert body.count("Tư pháp gửi lại") == 1 and not any("gửi lại" in cell for cell in rows[0])


def test_a_later_report_that_holds_the_figure_is_listed_too(office, tmp_path):
    """The ripple: next week's comparison and cumulative sums rest on the corrected week."""
    made = tmp_path / "next"
    (office.collected / "13.xlsx").write_bytes(filled("tu-phap", made, Period.parse(NEXT)))
    at = "2023-04-04T08:00"
    office.run("merge", NEXT, "--now", at)
    issued = office.run(
        *("issue", NEXT, "--number", "06", "--date", "2023-04-04", "--by", "Văn thư mẫu"),
        *("--now", at),
    )
    assert issued.returncode == 1, issued.stderr
    resubmit(office, tmp_path)
    changes = office.json("merge", "--now", "2023-04-10T08:00")["issued_changes"]
    later = {
        (c["table"], c["column"]): (c["old"], c["new"]) for c in changes if c["number"] == "06"
    }
    assert later["comparison", "received_online"] == (40, 45)
    assert later["cumulative", "received_online"] == (80, 85)


def test_a_reopened_report_is_made_again(office, tmp_path):
    resubmit(office, tmp_path)
    who = ("--by", "Lãnh đạo mẫu", "--why", "Chưa gửi đi")
    assert office.run("reopen", PERIOD, *who, "--now", LATER).returncode == 0
    done = office.json("merge", PERIOD, "--now", LATER)["periods"][0]
    assert done["totals"]["received_online"] == 45
    assert "Chưa gửi đi" in spaced(
        "\n".join(p.text for p in docx.Document(report_of(office)).paragraphs)
    )
    again = office.run(*ISSUE, "--now", "2023-03-29T09:00")
    assert again.returncode == 1 and "Đã ban hành" in again.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("issue", "2023-W11", "--number", "5a", "--date", "2023-03-21"), "chỉ gồm chữ số"),
        (("issue", "2023-W11", "--number", "05", "--date", "31/2/2023"), "không phải là ngày"),
    ],
)
def test_what_cannot_be_issued_is_said(office, words, said):
    done = office.run(*words, "--by", "Văn thư mẫu", "--now", NOW)
    assert done.returncode == 2 and said in done.stderr
    assert not (office.output / "2023-W11").exists()


def test_a_period_not_issued_is_not_corrected(office):
    done = office.run("correct", "2023-W11", *CORRECT[2:], "--why", "x", "--now", NOW)
    assert done.returncode == 2 and "chưa ban hành" in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--number", "05", "--date", "2023-04-03"), "đã dùng"),
        (("--number", "06", "--date", "2023-04-01"), "sau ngày cuối kỳ"),
        (("--number", "06", "--date", "2030-01-01"), "không sau hôm nay"),
        (("--number", "06", "--date", "2023-04-04"), "chưa có báo cáo hợp lệ nào"),
    ],
)
def test_what_makes_no_sense_is_not_issued(office, words, said):
    done = office.run("issue", NEXT, *words, "--by", "Văn thư mẫu", "--now", "2023-04-04T10:00")
    assert done.returncode == 2 and said in done.stderr


def test_a_service_of_another_name_is_no_change(office):
    edit(office.root, 'name = "Đăng ký khai sinh"', 'name = "Đăng ký khai sinh (mới)"')
    assert office.json("merge", "--now", "2023-04-03T08:00")["issued_changes"] == []


def test_a_decision_about_another_week_touches_nothing(office):
    office.run("merge", NEXT, "--now", "2023-04-04T08:00")
    who = ("--by", "Cán bộ mẫu", "--why", "Gửi nhầm")
    (office.collected / "lạ.xlsx").write_bytes(b"PK")
    office.run("merge", NEXT, "--now", "2023-04-04T08:00")
    office.run("set-aside", "lạ.xlsx", *who, "--now", "2023-04-04T08:30")
    told = office.run("merge", "--now", "2023-04-04T09:00")
    assert "đã ban hành" not in told.stdout


def test_after_a_correction_nothing_is_left_to_correct(office, tmp_path):
    resubmit(office, tmp_path)
    assert office.run(*CORRECT, "--why", "Gửi lại", "--now", LATER).returncode == 0
    again = office.run(*CORRECT, "--why", "Gửi lại", "--now", LATER)
    assert again.returncode == 2 and report_of(office, f"dieu-chinh-{PERIOD}-1.docx").exists()
    assert "đã ban hành" not in office.run("merge", "--now", "2023-04-03T08:00").stdout


def test_once_corrected_nothing_says_to_correct_again(office, tmp_path):
    """As it is played: the late file is merged, its correction sealed, then all is looked at."""
    resubmit(office, tmp_path)
    wanted = f"baocao06 correct {PERIOD}"
    assert wanted in unfolded(office.run("merge", "--now", LATER).stdout)
    assert office.run(*CORRECT, "--why", "Gửi lại", "--now", LATER).returncode == 0
    for words in (
        *(("status",), ("status", PERIOD), ("merge",), ("merge", PERIOD), ("merge", NEXT)),
        *(("status",), ("merge",)),
    ):
        done = office.run(*words, "--now", "2023-04-03T08:00")
        assert "correct" not in done.stdout + done.stderr, words


def test_a_second_correction_states_what_changed_since_the_first(office, tmp_path):
    """The office's last word is what it is held against, and what it names."""
    resubmit(office, tmp_path)
    assert office.run(*CORRECT, "--why", "Gửi lại", "--now", LATER).returncode == 0
    told = office.run("status", PERIOD, "--now", LATER).stdout
    assert "số 05 ngày 28/3/2023, đã điều chỉnh ngày 29/3/2023." in " ".join(told.split())
    assert "correct" not in told
    third = filled("tu-phap", tmp_path / "third", received_online=10, resolved_early=5)
    (office.collected / "tp sửa nữa.xlsx").write_bytes(third)
    ripple = " ".join(office.run("merge", "--now", "2023-04-03T08:00").stdout.split())
    assert "(số 05, đã điều chỉnh ngày 29/3/2023) nay khác" in ripple
    again = ("correct", PERIOD, *BY, "--why", "Gửi lại nữa", "--now", "2023-04-03T08:00")
    for number, day in (("07", "2023-04-03"), ("05", "2023-04-03"), ("08", "2023-03-28")):
        assert office.run(*again, "--number", number, "--date", day).returncode == 2
    done = office.run(*again, "--number", "08", "--date", "2023-04-03")
    assert done.returncode == 0, done.stderr
    document = docx.Document(report_of(office, f"dieu-chinh-{PERIOD}-2.docx"))
    assert check_form(report_of(office, f"dieu-chinh-{PERIOD}-2.docx").read_bytes()) == ()
    body = spaced("\n".join(p.text for p in document.paragraphs))
    assert "(số đã báo cáo là số đã điều chỉnh tại Báo cáo số 07/BC-TCT ngày 29/3/2023)." in body
    rows = [[c.text for c in row.cells] for row in document.tables[-1].rows][1:]
    total = ["TỔNG CỘNG", "Số hồ sơ tiếp nhận: trực tuyến", "hồ sơ", "45", "50"]
    assert total in [row[1:] for row in rows], "not what the report itself said: 40"
    later = ("issue", NEXT, "--date", "2023-04-04", *BY, "--now", "2023-04-04T10:00")
    assert "đã dùng" in office.run(*later, "--number", "08").stderr, "a correction has its own"


def test_corrections_that_had_no_number_are_known(office, tmp_path):
    """Before corrections had their own, a further row of the same number said so."""
    with open_ledger(office.collected) as ledger:
        sealed = ledger.issued()[Period.parse(PERIOD)]
        files = {**sealed.files, f"dinh-chinh-{PERIOD}-1.docx": "0" * 64}
        at = sealed.issued_at + timedelta(days=1)
        ledger.issue(replace(sealed, issued_at=at, files=files, kept={}), ())
        known = ledger.issued()[Period.parse(PERIOD)]
    assert known.corrected == (Corrected("", date(2023, 3, 29)),)
    said = " ".join(office.run("status", PERIOD, "--now", LATER).stdout.split())
    assert "đã điều chỉnh ngày 29/3/2023" in said
    resubmit(office, tmp_path)
    assert office.run(*CORRECT, "--why", "Gửi lại", "--now", "2023-03-30T08:00").returncode == 0
    document = docx.Document(report_of(office, f"dieu-chinh-{PERIOD}-2.docx"))
    body = spaced("\n".join(p.text for p in document.paragraphs))
    assert "(số đã báo cáo là số đã điều chỉnh ngày 29/3/2023)." in body


def test_the_status_of_an_issued_week_says_so(office):
    said = office.run("status", PERIOD, "--now", LATER).stdout
    assert "đã ban hành, số 05" in said
    assert not re.search("baocao06 (?!remind)", said), "who has not sent may be reminded still"


@pytest.mark.office
def test_no_page_of_a_correction_holds_only_a_number(office, tmp_path):
    resubmit(office, tmp_path)
    done = office.run(*CORRECT, "--why", "Tư pháp gửi lại", "--now", LATER)
    assert done.returncode == 0, done.stderr
    corrections = sorted((office.output / PERIOD).glob("*-1.docx"))
    assert corrections and not thin(pages_of(corrections, tmp_path / "pdf"))


def test_what_was_unknown_is_not_said_to_be_unreported(tmp_path):
    """Only a line of which nothing is known had no report."""
    summary = summary_of([read(filled("bhxh", tmp_path))])
    stated = figures_of(summary)
    key = next(key for key, value in stated.items() if key[0] == "appendix" and key[1] and value)
    unknown = {**stated, key: None}
    (row, *_) = correction_grid(summary, unknown, corrections(unknown, summary)).rows
    assert cell_words(row.cells["old"]) == texts.numbers.figure_words(None)
    silent = {one: None if one[:2] == key[:2] else value for one, value in stated.items()}
    for row in correction_grid(summary, silent, corrections(silent, summary)).rows:
        assert cell_words(row.cells["old"]) == texts.document.STATES["not_reported"]


def test_points_are_of_the_house_and_correct_no_report():
    district = District()
    for unit in district.office.units[:2]:
        district.month(unit, Period.parse("2023-03"), (0, 7), (0, 1, 0, 2), (1, 2))
    summary = district.summary(Period.parse("2023-03"))
    stated = figures_of(summary)
    points = {key: value + 1 for key, value in stated.items() if key[0] == "merits" and value}
    sealed = Issue(
        id=1,
        period=summary.period,
        number="05",
        signed_on=date(2023, 4, 1),
        by="Văn thư mẫu",
        issued_at=summary.now,
        figures={**stated, **points},
        inputs={},
        files={},
    )
    assert points and len(corrections(sealed.figures, summary)) == len(points)
    assert to_correct(sealed, summary) == ()
