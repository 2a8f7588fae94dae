"""Everything that ever lies in such a folder, in one merge, beside eight good forms.

The good forms' figures must come out as if they were alone, and every other file gets its answer.
"""

import io
import json
import os
import re
import shutil
import sys
import threading
import time
import unicodedata
import zipfile

import pytest
import xlwt
from made import OFFICE, ROW, WEEK, filled
from openpyxl.comments import Comment
from test_container import REFUSED, in_sheet, repacked, shared
from test_personal import CITIZEN
from test_read_submission import (
    delete_column,
    delete_row,
    hide_and_filter,
    identity,
    shuffle,
    typing,
)
from test_unpack import BOMBS, encrypted, mail, zipped

from pipeline.domain.areas import address
from pipeline.domain.period import Period
from pipeline.intake.inbox import MAX_BYTES

PERIOD, NOW = "2023-W12", "2023-03-28T08:00"
UNITS = [unit.code for unit in OFFICE.reporters(WEEK)]
TOO_DEEP = "d" * 250  # a folder in which there are twenty more of that name
SECONDS, KILOBYTES = 240, 1_600_000  # generous; measured in benchmarks/hostile.py


def spaced_rows(content):
    """A form whose sheet was formatted down to Excel's last row."""
    blank = b"".join(
        b'<row r="%d"><c r="A%d" s="1"/></row>' % (r, r) for r in range(200, 1_048_577)
    )
    return repacked(content, in_sheet(b"</sheetData>", blank + b"</sheetData>"))


def without_end(content):
    """A form with a cell so long that putting its pieces together would never end."""
    noise = os.urandom(10_000).hex().encode()  # a text of one letter would look like a bomb
    cell = b'<row r="300"><c r="B300" t="str"><v>' + noise * 9_500 + b"</v></c></row>"
    return repacked(content, in_sheet(b"</sheetData>", cell + b"</sheetData>"))


def claiming(strings):
    """A workbook that claims to hold so many texts that a reader would die of making room."""

    def change(name, part):
        claim = b'uniqueCount="%d"' % strings
        return re.sub(rb'uniqueCount="\d+"', claim, part) if "sharedStrings" in name else part

    return repacked(shared(), change)


def swallowing():
    """A workbook of so many elements that they fill a reader's memory, beyond worker.MEMORY."""
    noise = b"<!--" + os.urandom(200_000).hex().encode() + b"-->"  # or it would look like a bomb

    def change(name, part):
        last = b"</workbook>"
        many = noise + b"<a/>" * 9_000_000 + last
        return part.replace(last, many) if name == "xl/workbook.xml" else part

    return repacked(shared(), change)


def bordered(content, rows, columns=24):
    """A form with a border drawn around blank cells, as "Format as table" does to a sheet."""
    letters = [address(0, column)[:-1] for column in range(columns)]
    blank = "".join(
        f'<row r="{r}" spans="1:{columns}" ht="15.75" customHeight="1">'
        + "".join(f'<c r="{letter}{r}" s="1"/>' for letter in letters)
        + "</row>"
        for r in range(200, 200 + rows)
    )
    return repacked(content, in_sheet(b"</sheetData>", blank.encode() + b"</sheetData>"))


def locked_xls():
    """An .xls that says it is encrypted: a FILEPASS record after the workbook's first."""
    out, book = io.BytesIO(), xlwt.Workbook()
    book.add_sheet("Số liệu").write(0, 0, 1)
    book.save(out)
    content = bytearray(out.getvalue())
    first = content.index(b"\x09\x08")
    second = first + 4 + int.from_bytes(content[first + 2 : first + 4], "little")
    content[second : second + 2] = (0x2F).to_bytes(2, "little")
    return bytes(content)


def leaking(form):
    """Name a citizen in a reason, a comment, a property and a hidden sheet."""
    form.cell("dvc-18", "rejected").comment = Comment(f"xem {CITIZEN}", "x")
    hidden = form.book.create_sheet("Tạm")
    hidden.sheet_state = "hidden"
    hidden["C7"] = int(CITIZEN)  # Excel took the zero
    form.book.properties.title = "Gọi 0912000001"


def bare():
    import openpyxl

    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    return out.getvalue()


def refused(folder):
    """Name of what cannot be used → its bytes, and all that is said of it."""
    good = filled("thue", folder)
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    files = {
        f"r{index:02} {name}.xlsx": (make(), {code})
        for index, (name, (code, make)) in enumerate(REFUSED.items())
        if name != "a zip of forms"
    }
    files |= {f"bom {name}.zip": (make(), {code}) for name, (code, make) in BOMBS.items()}

    def changed(tamper):
        return filled("thue", folder, tamper=tamper)

    return files | {
        "rỗng.xlsx": (b"", {"F02"}),
        "bản in.pdf": (b"%PDF-1.4", {"F10"}),
        "web.xls": (b"<!DOCTYPE html><table></table>", {"F09"}),
        "bảng chữ.xls": ("Tên;Số\n1;2\n".encode("utf-16"), {"F07"}),
        "mật khẩu.xlsx": (ole + "EncryptedPackage".encode("utf-16-le"), {"F08"}),
        "mật khẩu.xls": (locked_xls(), {"F08"}),
        "mật khẩu.zip/a.xlsx": (None, {"F08"}),
        "nén kiểu khác.zip/a.xlsx": (None, {"F22"}),
        "nén kiểu khác.zip/b.dat": (None, {"F22"}),
        "nén.rar": (b"Rar!\x1a\x07\x01\0", {"F19"}),
        "nén.7z": (b"7z\xbc\xaf\x27\x1c", {"F19"}),
        "thư.msg": (ole + "__substg1.0_".encode("utf-16-le"), {"F17"}),
        "thư không kèm gì.eml": (mail(), {"F20"}),
        "đọc không xong.xlsx": (without_end(good), {"F11"}),
        "nói dối số chữ.xlsx": (claiming(10**12), {"S01"}),
        "nói dối số chữ ít hơn.xlsx": (claiming(6 * 10**7), {"S01"}),
        "hết bộ nhớ.xlsx": (swallowing(), {"F14"}),
        "không phải biểu.xlsx": (bare(), {"S01"}),
        "huyện khác.xlsx": (changed(identity("office", "?")), {"S02"}),
        "biểu khác.xlsx": (changed(identity("form", "daily")), {"S03"}),
        "phiên bản cũ.xlsx": (changed(identity("version", 0)), {"H50"}),
        "đơn vị lạ.xlsx": (changed(identity("unit", "so-xay-dung")), {"S05"}),
        "kỳ lạ.xlsx": (changed(identity("period", "2023-W60")), {"S06"}),
        "chưa tính.xlsx": (changed(typing("dvc-18", received_online="=1+1")), {"C05"}),
        "lỗi công thức.xlsx": (changed(typing("dvc-18", received_online="#REF!")), {"C04"}),
        "gộp ô.xlsx": (changed(lambda form: form.table.merge_cells("E10:F10")), {"C01"}),
        "xóa cột.xlsx": (changed(delete_column), {"H04"}),
        "xóa dòng.xlsx": (filled("tu-phap", folder, tamper=delete_row), {"H05"}),
    }


def read_all_the_same(folder):
    """Name of what is read and gives the same figures → its bytes, and all that is said of it."""
    good = filled("thue", folder)
    old = "§\u00adêng truyÒn m¹ng gi¸n ®o¹n, ®· xö lý xong"
    vni = "Ñöôøng truyeàn maïng giaùn ñoaïn"
    return {
        "xlsx thật tên xls.xls": (good, set()),
        "CON.xlsx": (good, set()),
        "tên\ncó xuống dòng.xlsx": (good, set()),
        "-n --help.xlsx": (good, set()),
        "x" * 250 + ".xlsx": (good, set()),
        "\u202excod.xlsx": (good, set()),
        unicodedata.normalize("NFD", "Hòa Hải.xlsx"): (good, set()),
        "macro.xlsm": (repacked(good, add=[("xl/vbaProject.bin", b"\0" * 99)]), {"F15"}),
        "liên kết.xlsx": (
            repacked(good, add=[("xl/externalLinks/externalLink1.xml", b"<x/>")]),
            {"F16"},
        ),
        "định dạng tới dòng cuối.xlsx": (spaced_rows(good), set()),
        "kẻ ô trống.xlsx": (bordered(good, 100_000), set()),
        "tuần trước.xlsx": (filled("thue", folder, Period.parse("2023-W11")), set()),
        "chữ rất dài.xlsx": (
            filled("tnmt", folder, overdue_reason="Chờ xác minh " + "a" * 32_000),
            set(),
        ),
        "ký tự lạ.xlsx": (
            filled("tnmt", folder, overdue_reason="Chờ xác minh_x0001__xFFFE_\u200b"),
            set(),
        ),
        "phông TCVN3.xlsx": (filled("tnmt", folder, overdue_reason=old), {"L01"}),
        "phông VNI.xlsx": (filled("tnmt", folder, overdue_reason=vni), {"L01"}),
        "phông không rõ.xlsx": (filled("tnmt", folder, overdue_reason="cham huyÖn"), {"L02"}),
        "lộ số giấy tờ.xlsx": (filled("thue", folder, tamper=leaking), {"C31", "P01"}),
        "ẩn và lọc.xlsx": (filled("tu-phap", folder, tamper=hide_and_filter), {"H10"}),
        "đảo dòng, đổi tên trang.xlsx": (filled("tu-phap", folder, tamper=shuffle), set()),
        "chèn dòng, cột.xlsx": (filled("tu-phap", folder, tamper=inserted), set()),
        # Sorts before every copy of the unit's good form, which therefore replaces it.
        "! số khác.xlsx": (filled("thue", folder, received_online=9, resolved_early=4), set()),
        "thư kèm biểu.eml": (mail(("đính kèm.xlsx", good), ("logo.png", b"x")), set()),
    }


def inserted(form):
    """Put an empty row among the rows and an empty column among the columns."""
    form.table.insert_rows(form.rows["dvc-10"])
    form.table.insert_cols(form.columns["rejected"])


def packed(folder):
    """A .zip of a good form, a damaged one, a locked one, one too deep, and a picture."""
    good = filled("thue", folder)
    deep = zipped(("b.zip", zipped(("c.zip", zipped(("d.xlsx", good))))))
    members = [("lại.xlsx", good), ("hỏng.xlsx", b"PK\x03\x04"), ("a.zip", deep)]
    content = zipped(*members, ("ảnh.png", b"x"), ("xin mở.xlsx", good))
    return encrypted(content, "xin mở.xlsx")


def packed_another_way():
    """A .zip of a few hundred bytes that would become 200 MB at the first byte that is read."""
    zeros = b"\0" * 100 * 1024 * 1024
    return zipped(("a.xlsx", zeros), ("b.dat", zeros), method=zipfile.ZIP_BZIP2)


PACKED = {
    "gói.zip/hỏng.xlsx": {"F12"},
    "gói.zip/xin mở.xlsx": {"F08"},
    "gói.zip/a.zip/b.zip": {"F06"},
}


def drop_what_is_no_file(office, outside):
    """Put links, devices and folders into `collected/`; returns what is said of each."""
    (office.collected / "thư mục.xlsx").mkdir()
    (office.collected / "thư mục.xlsx" / "bên trong.xlsx").write_bytes(b"PK")
    with (office.collected / "quá lớn.xlsx").open("wb") as stream:
        stream.truncate(MAX_BYTES + 1)
    expected = {"thư mục.xlsx/bên trong.xlsx": {"F12"}, "quá lớn.xlsx": {"F03"}}
    if os.name == "nt":
        return expected
    outside.write_bytes(b"not for us")
    (office.collected / "lối tắt.xlsx").symlink_to(outside)
    os.mkfifo(office.collected / "ống.xlsx")
    expected |= {"lối tắt.xlsx": {"F01"}, "ống.xlsx": {"F01"}}
    if os.geteuid():
        closed = office.collected / "không được đọc.xlsx"
        closed.write_bytes(b"PK")
        closed.chmod(0)
        return expected | {closed.name: {"F04"}}
    # Nothing is closed to root; but a folder deeper than a path may be long is to anybody.
    handle = os.open(office.collected, os.O_RDONLY)
    for _ in range(20):
        os.mkdir(TOO_DEEP, dir_fd=handle)
        inner = os.open(TOO_DEEP, os.O_RDONLY, dir_fd=handle)
        os.close(handle)
        handle = inner
    os.close(handle)
    return expected | {TOO_DEEP: {"F04"}}


class Copying:
    """A file that is being written as long as the block runs."""

    def __init__(self, path):
        self.path = path
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._write)

    def _write(self):
        # Reading 24 MB takes longer than a write: whoever reads meets a change.
        with self.path.open("wb", buffering=0) as stream:
            while not self._over.is_set():
                stream.truncate(MAX_BYTES - 2**20 + time.monotonic_ns() % 4096)
                time.sleep(0.0005)

    def __enter__(self):
        self._thread.start()

    def __exit__(self, *_):
        self._over.set()
        self._thread.join()


@pytest.fixture(scope="module")
def merged(make_office, tmp_path_factory):
    """Eight good forms alone, and the same eight in one merge with everything else."""
    folder = tmp_path_factory.mktemp("hostile")
    alone = make_office(tmp_path_factory.mktemp("một mình"))
    beside = make_office(tmp_path_factory.mktemp("thư mục lạ"))
    for unit in UNITS:
        content = filled(unit, folder)
        for office in (alone, beside):
            (office.collected / f"{unit}.xlsx").write_bytes(content)
    files = refused(folder) | read_all_the_same(folder)
    (beside.collected / "gói.zip").write_bytes(packed(folder))
    locked = encrypted(zipped(("a.xlsx", b"x")), "a.xlsx")
    (beside.collected / "mật khẩu.zip").write_bytes(locked)
    (beside.collected / "nén kiểu khác.zip").write_bytes(packed_another_way())
    for name, (content, _) in files.items():
        if content is not None:
            (beside.collected / name).write_bytes(content)
    expected = {unicodedata.normalize("NFC", name): codes for name, (_, codes) in files.items()}
    expected |= PACKED | drop_what_is_no_file(beside, folder / "ngoài.xlsx")
    expected |= {"đang chép.xlsx": {"F05"}}
    began = time.monotonic()
    with Copying(beside.collected / "đang chép.xlsx"):
        done = beside.process("merge", PERIOD, "--now", NOW, "--json")
    took = time.monotonic() - began
    assert done.returncode == 1, done.stderr
    outcome = json.loads(done.stdout)
    for path in beside.collected.glob(TOO_DEEP):
        shutil.rmtree(path)  # what is too deep for a path is in the way of whoever clears up
    return alone.json("merge", PERIOD, "--now", NOW), outcome, expected, took


def test_the_good_figures_are_unchanged(merged):
    alone, beside, _, _ = merged
    services = sum(1 for s in OFFICE.services if s.unit)
    expected = services * (ROW["received_online"] + ROW["received_direct"] + ROW["carried_over"])
    for outcome in (alone, beside):
        (period,) = outcome["periods"]
        assert period["totals"]["received_total"] == expected
        assert period["coverage"] == "8/8"
        assert {unit["standing"] for unit in period["units"]} == {"on_time"}
    assert alone["periods"][0]["totals"] == beside["periods"][0]["totals"]


def all_said(outcome):
    (period,) = outcome["periods"]
    said = {}
    for finding in period["other_findings"] + [f for u in period["units"] for f in u["findings"]]:
        file = re.sub(f"{TOO_DEEP}/.*", TOO_DEEP, finding["file"])
        said.setdefault(file, set()).add(finding["code"])
        assert finding["message"] and finding["action"]
    return said


def test_every_file_has_its_answer_and_no_other(merged):
    """All that is said of every file, so that none is refused for another reason than its own."""
    _, beside, expected, _ = merged
    # Which of a unit's versions was saved last is asked too; here they all are made at once, and
    # all of one form, with last week's reasons.
    told = {name: codes - {"V01", "V05", "Q28"} for name, codes in all_said(beside).items()}
    said = {name: codes for name, codes in told.items() if codes}
    wrong = {
        name: (codes, said.get(name, set()))
        for name, codes in expected.items()
        if said.get(name, set()) != codes
    }
    assert not wrong
    assert said.keys() <= expected.keys(), "nothing is said of the good ones"


def test_the_count_of_files_adds_up(merged):
    _, beside, expected, _ = merged
    counted = beside["files"]
    kinds = ("accepted", "warned", "refused", "ignored", "signed")
    assert counted["seen"] == sum(counted[kind] for kind in kinds)
    # Eight good ones, these, the good one in the .zip; a picture in it and one in the mail.
    assert counted["seen"] == len(UNITS) + len(expected) + 1 + 2
    assert counted["ignored"] == 2
    used = ({"F15"}, {"F16"}, {"H10"}, {"L01"}, {"L02"}, {"P01"}, {"C31", "P01"}, {"F10"}, set())
    assert counted["refused"] == sum(codes not in used for codes in expected.values())
    asked = ({"H10"}, {"L02"}, {"P01"}, {"C31", "P01"}, {"F10"})
    assert counted["warned"] == sum(codes in asked for codes in expected.values())


def test_a_version_before_the_good_one_is_told_and_replaced(merged):
    _, beside, _, _ = merged
    (unit,) = [u for u in beside["periods"][0]["units"] if u["code"] == "thue"]
    changes = {(c["before"], c["old"], c["new"]) for c in unit["changes"]}
    assert ("! số khác.xlsx", 9, 8) in changes


def test_a_file_that_is_gone_and_whose_copy_is_damaged_is_asked_for(office_folder, tmp_path):
    """Read anew after the office's declarations changed: from the folder, else from the copy."""
    sent = filled("thue", tmp_path)
    (office_folder.collected / "thue.xlsx").write_bytes(sent)
    assert office_folder.run("merge", PERIOD, "--now", NOW).returncode in (0, 1)
    (office_folder.collected / "thue.xlsx").unlink()
    kept = (office_folder.collected / ".archive").glob("??/*")  # the report as drawn is there too
    (copy,) = (path for path in kept if path.read_bytes() == sent)
    copy.write_bytes(copy.read_bytes()[:-1])
    config = office_folder.root / "config.toml"
    named = config.read_text(encoding="utf-8")
    changed = named.replace('short_name = "Tổ công tác', 'short_name = "Nhóm công tác')
    assert changed != named
    config.write_text(changed, encoding="utf-8")
    outcome = office_folder.json("merge", PERIOD, "--now", NOW)
    assert all_said(outcome)["thue.xlsx"] == {"F18"}
    assert outcome["periods"][0]["coverage"] == "0/8"


def test_time_and_memory_stay_bounded(merged):
    assert merged[3] < SECONDS
    if sys.platform != "win32":
        import resource

        assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < KILOBYTES
