"""A receipt for each unit whose report was taken: for the chat, and to be printed."""

import hashlib
import html
import re

import pytest
from made import WEEK, filled
from openpyxl import load_workbook
from test_mistakes import Commune
from typed import unfolded

from pipeline import texts
from pipeline.recipes.folders import file_name

NOW, LATER = "2023-03-28T08:00", "2023-03-28T08:30"


@pytest.fixture(scope="module")
def merged(new_office, tmp_path_factory):
    office, folder = new_office(), tmp_path_factory.mktemp("gửi")
    (office.collected / "thuế.xlsx").write_bytes(filled("thue", folder))
    (office.collected / "sai.xlsx").write_bytes(filled("tu-phap", folder, pending_in_time=9))
    office.said = office.run("merge", str(WEEK), "--now", NOW).stdout
    return office


def folder_of(office, period=WEEK):
    return office.output / str(period) / "da-nhan"


def lines(path):
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf") and raw.count(b"\n") == raw.count(b"\r\n")
    return raw.decode("utf-8-sig").splitlines()


def test_a_unit_whose_report_was_taken_has_one_and_others_none(merged):
    assert sorted(p.name for p in folder_of(merged).iterdir()) == ["thue.html", "thue.txt"]
    assert "da-nhan (1 phiếu đã nhận" in merged.said
    said = dict(line.partition(": ")[::2] for line in lines(folder_of(merged) / "thue.txt"))
    assert said[texts.receipt.FILE] == "thuế.xlsx"
    content = (merged.collected / "thuế.xlsx").read_bytes()
    assert said[texts.receipt.HASH] == hashlib.sha256(content).hexdigest()
    assert said[texts.receipt.STANDING] == "đúng hạn"
    assert said[texts.receipt.IN_FORCE] == texts.receipt.ONLY_VERSION
    assert "28/3/2023" in said[texts.receipt.RECEIVED]


def test_its_figures_are_those_of_the_workbook(merged):
    path = merged.output / str(WEEK) / f"tong-hop-{WEEK}.xlsx"
    book = load_workbook(path, data_only=True)
    rows = book["Theo đơn vị"].iter_rows(values_only=True)
    (there,) = [row for row in rows if row[0] == "thue"]
    read = [line for line in lines(folder_of(merged) / "thue.txt") if line.startswith("- ")]
    told = [int(line.rpartition(": ")[2]) for line in read]
    assert told == [there[at] for at in (2, 6, 9, 10, 12, 13, 14, 15)], "totals, and what is late"
    assert read[2].startswith("- Số hồ sơ đã giải quyết: quá hạn")


def test_the_page_says_the_same_and_needs_nothing_else(merged):
    page = (folder_of(merged) / "thue.html").read_text("utf-8")
    plain = re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page)))
    for line in lines(folder_of(merged) / "thue.txt"):
        for said in line.removeprefix("- ").split(": "):
            assert " ".join(said.rstrip(":").split()) in plain, line
    assert "http" not in page and "<script" not in page and 'lang="vi"' in page


def test_it_names_nobody(merged):
    whole = "".join(p.read_text("utf-8") for p in folder_of(merged).iterdir())
    assert "Nguyễn Văn Mẫu" not in whole, "who filled in and signed is no matter of a receipt"


def test_it_follows_what_is_in_force(merged, tmp_path):
    office = merged.copy_to(tmp_path / "văn phòng")
    before = (folder_of(office) / "thue.html").stat().st_mtime_ns
    office.run("merge", str(WEEK), "--now", LATER)
    assert (folder_of(office) / "thue.html").stat().st_mtime_ns == before, "not made again"
    (office.collected / "đúng.xlsx").write_bytes(filled("tu-phap", tmp_path))
    (office.collected / "thuế 2.xlsx").write_bytes(filled("thue", tmp_path, pending_in_time=9))
    office.run("merge", str(WEEK), "--now", LATER)
    assert "bản thứ 2 trong 2" in (folder_of(office) / "tu-phap.txt").read_text("utf-8")
    still = (folder_of(office) / "thue.txt").read_text("utf-8")
    assert "thuế 2.xlsx) chưa dùng được" in still and "bản thứ 1 trong 2" in still
    for name in ("đúng.xlsx", "sai.xlsx"):
        words = ("--by", "Cán bộ mẫu", "--why", "Gửi nhầm kỳ")
        assert office.run("set-aside", name, *words, "--now", LATER).returncode == 0
    office.run("merge", str(WEEK), "--now", LATER)
    assert not (folder_of(office) / "tu-phap.txt").exists()


def test_a_months_receipt_tells_tasks_and_indicators(new_office):
    office = new_office()
    Commune(office).send("2023-04")
    office.run("merge", "2023-04", "--now", "2023-04-20T08:00")
    (path,) = folder_of(office, "2023-04").glob("*.txt")
    said = [line for line in lines(path) if line.startswith("- ")]
    assert any(line.startswith("- Nhiệm vụ ") for line in said)
    assert any("lũy kế" in line for line in said)


@pytest.mark.parametrize("code", ["con", "aux", "com1", "lpt9"])
def test_no_file_is_called_as_windows_calls_a_device(code):
    assert file_name(code) == f"_{code}" and file_name(f"{code}.xlsx") == f"_{code}.xlsx"
    assert file_name(f"{code}-huyen") == f"{code}-huyen"
    assert file_name("thư/bài: 1?.xlsx") == "thư-bài- 1-.xlsx"


def test_of_a_file_nobody_can_read_a_page_says_what_to_do(new_office, tmp_path):
    """Whose it is, nobody knows; of one whose unit is known it lies with the period's."""
    office = new_office()
    (office.collected / "con.xlsx").write_bytes(b"PK\x03\x04 hong")
    (office.collected / "thuế").mkdir()
    (office.collected / "thuế" / "báo cáo.ods").write_bytes(b"PK\x03\x04 khac")

    def without_table(form):
        form.book.remove(form.table)

    content = filled("tu-phap", tmp_path, tamper=without_table)
    (office.collected / "thiếu trang.xlsx").write_bytes(content)
    done = office.json("merge", str(WEEK), "--now", NOW)
    assert done["unread"] == [
        "output/tra-lai/_con.xlsx.html",
        "output/tra-lai/thuế-báo cáo.ods.html",
    ]
    page = html.unescape((office.root / done["unread"][0]).read_text("utf-8"))
    assert texts.findings.CATALOGUE["F12"].cure in page and "con.xlsx" in page
    (unit,) = [u for u in done["periods"][0]["units"] if u["code"] == "tu-phap"]
    assert unit["returned"] == f"output/{WEEK}/tra-lai/{WEEK}-tu-phap.html"
    page = html.unescape((office.root / unit["returned"]).read_text("utf-8"))
    assert texts.findings.CATALOGUE["H01"].cure in page
    (office.collected / "con.xlsx").unlink()
    said = office.run("merge", str(WEEK), "--now", LATER).stdout
    assert not (office.root / done["unread"][0]).exists()
    said = unfolded(said.replace("\\", "/"))
    assert "output/tra-lai (1 tờ việc cần làm" in said
    assert f"{WEEK}/tra-lai (1 tờ việc cần làm về tệp chưa dùng được, để gửi lại đơn vị)" in said
    assert "biểu đánh dấu" not in said
