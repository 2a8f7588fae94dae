"""A report that the leader edited keeps his words; its figures are those that were counted."""

import copy
import hashlib
import re
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt
from made import filled
from net import spaced
from office import type_in_office

from pipeline import texts
from pipeline.outputs.decree.rules import check as check_form

pytestmark = pytest.mark.office
PERIOD = "2023-W12"
EARLY, NOW, LATER = "2023-03-28T08:00", "2023-03-28T08:30", "2023-03-29T08:00"
ISSUE = ("issue", PERIOD, "--number", "05", "--date", "2023-03-28", "--by", "Văn thư mẫu")
LEADER = Path(__file__).with_name("leader_in_office.py")
CHANGES = [
    ["reword", "Đã giải quyết", "Đến nay toàn huyện đã xử lý xong"],
    ["reword", "Có 1/8\u00a0đơn vị", "Có 7/8\u00a0đơn vị"],
    ["add_after", "Đang giải quyết", "Lãnh đạo bổ sung đoạn này."],
    ["delete", "Tỷ lệ hồ sơ tiếp nhận trực tuyến"],
    ["embolden", "kỳ trước chuyển sang"],
]
MOVES = [
    ["move_up", "Đang giải quyết"],
    ["move_row", "Đăng ký khai sinh", 2],
]


def report_of(office, name=f"bao-cao-{PERIOD}.docx"):
    return office.output / PERIOD / name


def paragraphs(office):
    said = (spaced(p.text) for p in docx.Document(report_of(office)).paragraphs)
    return [text for text in said if text.strip()]


def one(office, words):
    (found,) = [text for text in paragraphs(office) if words in text]
    return found


def table_of(office):
    return max(docx.Document(report_of(office)).tables, key=lambda table: len(table.rows))


@pytest.fixture(scope="module")
def drawn(new_office, tmp_path_factory):
    office = new_office()
    (office.collected / "tp.xlsx").write_bytes(filled("tu-phap", tmp_path_factory.mktemp("made")))
    office.run("merge", PERIOD, "--now", EARLY)
    return office


@pytest.fixture(scope="module")
def edited(drawn, tmp_path_factory):
    """The report as a leader saved it, by what he did."""
    folder = tmp_path_factory.mktemp("edited")
    jobs = {
        "changed": CHANGES,
        "moved": MOVES,
        "tracked": [["track"], *CHANGES[:4]],
        "accepted": [["track"], *CHANGES[:4], ["accept"]],
        "reworded": CHANGES[:1],
        "remarked": [["remark", "Đã giải quyết", "Xem lại câu này"]],
        "resaved": [],
    }
    failed = type_in_office(
        [
            {"open": str(report_of(drawn)), "do": done, "save": str(folder / f"{name}.docx")}
            for name, done in jobs.items()
        ],
        clerk=LEADER,
    )
    assert failed == [[]] * len(jobs)
    return {name: (folder / f"{name}.docx").read_bytes() for name in jobs}


@pytest.fixture
def office(drawn, tmp_path):
    return drawn.copy_to(tmp_path / "văn phòng mẫu")


def arrive(office, folder, unit="cong-an", **values):
    """One more unit sends its report, and the compiler merges."""
    (office.collected / f"{unit}.xlsx").write_bytes(filled(unit, folder / unit, **values))
    return office.run("merge", PERIOD, "--now", NOW)


@pytest.mark.parametrize("how", ["changed", "accepted"])
def test_words_stay_and_figures_are_renewed(office, edited, how, tmp_path):
    report_of(office).write_bytes(edited[how])
    done = arrive(office, tmp_path)
    said = " ".join(done.stdout.split())
    # Reworded: kept, with the new figures.
    assert one(office, "Đến nay toàn huyện đã xử lý xong").startswith(
        "Đến nay toàn huyện đã xử lý xong 160 hồ sơ, trong đó trước hạn 48"
    )
    # A changed number is left, and said.
    assert "Có 7/8 đơn vị" in one(office, "Hạn gửi báo cáo")
    assert "Số “7” khác số liệu đã tổng hợp: “2”" in said
    # Added after the same neighbour; what was left out stays left out; the rest is new.
    texts_now = paragraphs(office)
    at = texts_now.index("Lãnh đạo bổ sung đoạn này.")
    assert texts_now[at - 1].startswith("Đang giải quyết 16 hồ sơ")
    assert not any(text.startswith("Tỷ lệ hồ sơ tiếp nhận trực tuyến") for text in texts_now)
    assert "trong kỳ đã tiếp nhận mới 160 hồ sơ" in one(office, "trong kỳ đã tiếp nhận mới")
    assert any("Công an huyện Hương Khê, 11 dịch vụ (" in text for text in texts_now)
    assert "giữ nguyên 4 chỗ sửa" in said
    assert check_form(report_of(office).read_bytes()) == ()
    # The comment stands in that paragraph; what was there before is kept.
    (note,) = docx.Document(report_of(office)).comments
    assert note.text.startswith("Số “7” khác số liệu")
    assert report_of(office, f"ban-sua/bao-cao-{PERIOD}.docx").read_bytes() == edited[how]
    sha = hashlib.sha256(edited[how]).hexdigest()
    assert (office.collected / ".archive" / sha[:2] / sha).read_bytes() == edited[how]


def test_merged_again_it_is_the_same_and_figures_go_on_being_renewed(office, edited, tmp_path):
    report_of(office).write_bytes(edited["changed"])
    arrive(office, tmp_path)
    first = report_of(office).read_bytes()
    assert "giữ nguyên 4 chỗ sửa" in office.run("merge", PERIOD, "--now", NOW).stdout
    assert report_of(office).read_bytes() == first
    arrive(office, tmp_path, "thue")
    assert "đã xử lý xong 170 hồ sơ" in one(office, "Đến nay toàn huyện")
    (note,) = docx.Document(report_of(office)).comments
    assert "số liệu đã tổng hợp: “3”" in note.text
    kept = report_of(office, "ban-sua")
    assert [path.name for path in kept.iterdir()] == [report_of(office).name]


def test_what_stands_elsewhere_stays_there(office, drawn, edited, tmp_path):
    report_of(office).write_bytes(edited["moved"])
    done = office.json("merge", PERIOD, "--now", EARLY)["periods"][0]
    assert {edit["kind"] for edit in done["edits"]} == {"moved"} and done["left"] == []
    arrive(office, tmp_path)
    said = paragraphs(office)
    at = next(i for i, text in enumerate(said) if text.startswith("Đang giải quyết 16"))
    assert said[at + 1].startswith("Đã giải quyết 160 hồ sơ")
    rows = [[cell.text for cell in row.cells] for row in table_of(office).rows]
    names = [row[1].split(" (")[0] for row in rows]
    before = [row.cells[1].text.split(" (")[0] for row in table_of(drawn).rows]
    place = next(i for i, name in enumerate(before) if name.startswith(MOVES[1][1]))
    assert names[place + 2] == before[place] and sorted(names) == sorted(before)
    (total,) = (row for row in rows if any("TỔNG CỘNG" in cell for cell in row))
    assert "160" in total and "50" not in total


def test_changes_that_are_tracked_stay_so(office, edited, tmp_path):
    report_of(office).write_bytes(edited["tracked"])
    arrive(office, tmp_path)
    xml = zipfile.ZipFile(report_of(office)).read("word/document.xml").decode()
    assert "<w:ins " in xml and "<w:delText" in xml
    assert re.search(r">160<", xml) and "Lãnh đạo bổ sung" in xml
    refused = office.run(*ISSUE, "--keep-edits", "--now", LATER)
    assert refused.returncode == 2 and "Accept All Changes" in refused.stderr


def test_what_was_only_saved_again_is_kept_as_it_looks(office, edited, tmp_path):
    report_of(office).write_bytes(edited["resaved"])
    done = arrive(office, tmp_path)
    assert "chỗ sửa" not in done.stdout and "chỗ trong báo cáo" not in done.stdout
    fresh = office.copy_to(tmp_path / "fresh")
    report_of(fresh).unlink()
    fresh.run("merge", PERIOD, "--now", NOW)
    assert paragraphs(office) == paragraphs(fresh)
    assert zipfile.ZipFile(report_of(office)).read("docProps/app.xml").find(b"LibreOffice") > 0


def test_looks_stay_where_figures_are_renewed(office, edited, tmp_path):
    report_of(office).write_bytes(edited["changed"])
    arrive(office, tmp_path)
    (paragraph,) = (
        p for p in docx.Document(report_of(office)).paragraphs if "kỳ trước chuyển sang" in p.text
    )
    assert any(run.bold and "kỳ trước" in run.text for run in paragraph.runs)
    assert "tiếp nhận mới 160 hồ sơ" in spaced(paragraph.text)


def test_an_edited_report_is_issued_when_that_is_asked(office, edited):
    report_of(office).write_bytes(edited["reworded"])
    refused = office.run(*ISSUE, "--now", LATER)
    assert refused.returncode == 2 and "--keep-edits" in refused.stderr
    shown = " ".join(office.run("merge", PERIOD, "--now", LATER).stdout.split())
    assert "--keep-edits" in shown and "Đến nay toàn huyện" in shown
    done = office.run(*ISSUE, "--keep-edits", "--now", LATER)
    assert done.returncode == 1, done.stderr  # seven units are not in it
    assert "gồm 1 chỗ sửa" in done.stdout and "Đến nay toàn huyện" in done.stdout
    document = docx.Document(report_of(office))
    head = " ".join(c.text for c in document.tables[0].rows[1].cells)
    assert "Số: 05/BC-TCT" in head and "ngày 28 tháng 3 năm 2023" in head
    assert "số 05/BC-TCT ngày 28 tháng 3" in one(office, "(Kèm theo")
    assert "đã xử lý xong 50 hồ sơ" in one(office, "Đến nay toàn huyện")
    content = report_of(office).read_bytes()
    assert check_form(content) == ()
    sha = hashlib.sha256(content).hexdigest()
    assert (office.collected / ".archive" / sha[:2] / sha).read_bytes() == content
    assert office.run("merge", PERIOD, "--now", LATER).returncode == 2
    assert "đã bị sửa" not in office.run("status", PERIOD, "--now", LATER).stdout
    again = office.run("rebuild", PERIOD)
    assert again.returncode == 0 and "sửa tay" in again.stdout, again.stdout
    # Made again it still holds what he wrote, and takes another number.
    who = ("--by", "Lãnh đạo mẫu", "--why", "Chưa gửi đi")
    assert office.run("reopen", PERIOD, *who, "--now", LATER).returncode == 0
    shown = office.run("merge", PERIOD, "--now", LATER)
    assert "giữ nguyên 1 chỗ sửa" in shown.stdout
    number = [one if one != "05" else "06" for one in ISSUE]
    office.run(*number, "--keep-edits", "--now", "2023-03-29T09:00")
    assert "số 06/BC-TCT" in one(office, "(Kèm theo") and one(office, "Đến nay toàn huyện")


def test_the_year_left_open_for_the_day_is_that_of_signing(office, edited):
    report_of(office).write_bytes(edited["reworded"])
    office.run("merge", PERIOD, "--now", LATER)
    number = [one if one != "2023-03-28" else "2024-01-03" for one in ISSUE]
    done = office.run(*number, "--keep-edits", "--now", "2024-01-04T09:00")
    assert done.returncode == 1, done.stderr  # seven units are not in it
    assert "gồm 1 chỗ sửa" in done.stdout, done.stdout
    assert "ngày 03 tháng 01 năm 2024" in one(office, "(Kèm theo")


def test_a_sentence_added_at_the_end_is_shown():
    said = texts.edited.edit_words("reworded", "một " * 50, "một " * 50 + "Câu thêm.", "")
    assert "Câu thêm." in said.partition("thành")[2]


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("changed", ["ghi “7/8”, phải là “1/8”", "Hạn gửi báo cáo"]),
        ("remarked", ["1 ghi chú", "Xem lại câu này"]),
        ("tracked", ["Accept All Changes"]),
    ],
)
def test_what_must_be_done_before_it_is_issued_is_said(office, edited, how, said):
    report_of(office).write_bytes(edited[how])
    refused = office.run(*ISSUE, "--keep-edits", "--now", LATER)
    words = " ".join(refused.stderr.split())
    assert refused.returncode == 2 and all(one in words for one in said), words
    assert report_of(office).read_bytes() == edited[how]


def test_figures_that_changed_since_are_read_before_they_are_issued(office, edited, tmp_path):
    report_of(office).write_bytes(edited["reworded"])
    (office.collected / "ca.xlsx").write_bytes(filled("cong-an", tmp_path))
    refused = office.run(*ISSUE, "--keep-edits", "--now", LATER)
    assert refused.returncode == 2 and f"merge {PERIOD}" in refused.stderr
    assert report_of(office).read_bytes() == edited["reworded"]


def test_an_edited_report_that_was_issued_is_corrected(office, edited, tmp_path):
    report_of(office).write_bytes(edited["reworded"])
    office.run("merge", PERIOD, "--now", LATER)
    office.run(*ISSUE, "--keep-edits", "--now", LATER)
    sealed = report_of(office).read_bytes()
    again = filled("tu-phap", tmp_path, received_online=9, resolved_early=4)
    (office.collected / "tp sửa.xlsx").write_bytes(again)
    told = office.run("merge", "--now", "2023-04-03T08:00")
    assert "baocao06 correct" in told.stdout
    number = ("--number", "07", "--date", "2023-04-03")
    who = ("--by", "Văn thư mẫu", "--why", "Tư pháp gửi lại")
    done = office.run("correct", PERIOD, *number, *who, "--now", "2023-04-03T08:00")
    assert done.returncode == 0, done.stderr
    assert report_of(office).read_bytes() == sealed


def test_what_was_said_of_a_number_goes_when_it_is_put_right(office):
    def type_over(old, new):
        document = docx.Document(report_of(office))
        said = next(p for p in document.paragraphs if p.text.startswith("Đã giải quyết"))
        next(run for run in said.runs if run.text == old).text = new
        document.save(report_of(office))

    office.run("merge", PERIOD, "--now", LATER)
    type_over("50", "51")
    assert "Số “51” khác số liệu" in office.run("merge", PERIOD, "--now", LATER).stdout
    assert len(docx.Document(report_of(office)).comments) == 1
    refused = office.run(*ISSUE, "--keep-edits", "--now", LATER)
    assert refused.returncode == 2 and "phải là “50”" in refused.stderr
    type_over("51", "50")
    assert office.run(*ISSUE, "--keep-edits", "--now", LATER).returncode == 1
    assert len(docx.Document(report_of(office)).comments) == 0


def test_what_is_told_of_an_edited_report_does_when_it_is_typed(office):
    office.run("merge", PERIOD, "--now", LATER)
    assert "--keep-edits" not in office.run("status", PERIOD, "--now", LATER).stdout
    document = docx.Document(report_of(office))
    basis = next(p for p in document.paragraphs if p.text.startswith("Căn cứ"))
    basis.runs[-1].text += " Đề nghị các đơn vị lưu ý."
    document.save(report_of(office))

    def status():
        board = office.run("board", PERIOD, "--now", LATER)
        assert board.returncode < 2, board.stderr
        shown = (office.output / f"bang-theo-doi-{PERIOD}.html").read_text(encoding="utf-8")
        for said in (office.run("status", PERIOD, "--now", LATER).stdout, shown):
            said = " ".join(said.split())
            assert "đã có người sửa" in said and "--keep-edits" in said

    status()
    merged = " ".join(office.run("merge", PERIOD, "--now", LATER).stdout.split())
    told = merged.partition("xem: baocao06 ")[2].split()[:3]
    assert told == ["decree30", "check", f"output/{PERIOD}/bao-cao-{PERIOD}.docx"]
    assert "E6a" in office.run(*told[:2], report_of(office)).stdout
    status()
    office.run(*ISSUE, "--keep-edits", "--now", LATER)
    assert "issue" not in office.run("status", PERIOD, "--now", LATER).stdout


def test_a_number_nobody_counted_is_shown_when_it_is_issued(office):
    office.run("merge", PERIOD, "--now", LATER)
    document = docx.Document(report_of(office))
    said = next(p for p in document.paragraphs if "Đang giải quyết" in p.text)
    added = copy.deepcopy(said._p)
    said._p.addnext(added)
    for mark in [*added.iter(qn("w:bookmarkStart")), *added.iter(qn("w:bookmarkEnd"))]:
        mark.getparent().remove(mark)
    texts = [*added.iter(qn("w:t"))]
    texts[0].text = "Ước còn 12.345 hồ sơ chưa số hóa."
    for text in texts[1:]:
        text.text = ""
    document.save(report_of(office))
    done = office.run(*ISSUE, "--keep-edits", "--now", LATER)
    assert done.returncode == 1, done.stderr
    shown = " ".join(done.stdout.split())
    assert "Số gõ tay" in shown and "số “12.345” không phải số liệu" in shown, done.stdout


def test_what_breaks_the_decree_is_said_and_not_refused(office, tmp_path):
    document = docx.Document(report_of(office))
    next(p for p in document.paragraphs if "Đã giải quyết" in p.text).runs[0].font.size = Pt(9)
    document.save(report_of(office))
    done = arrive(office, tmp_path)
    assert "Nghị định 30/2020/NĐ-CP: E6b (II.6.e)" in " ".join(done.stdout.split())
    assert "Đã giải quyết 160 hồ sơ" in one(office, "Đã giải quyết")
