"""What is said of a file that is not read is true for each way it may come to that."""

import io
import zipfile

import pytest
from test_container import book
from test_unpack import MIXED, mail, zipped
from typed import OfficeFolder

from pipeline.intake.container import MAX_ENTRIES
from pipeline.intake.inbox import MAX_BYTES
from pipeline.intake.unpack import MAX_INSIDE

FORM = book()
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
TEXT = b"application/vnd.oasis.opendocument.text"


def stored(*members):
    return zipped(*members, method=zipfile.ZIP_STORED)


def half(content):
    return content[: len(content) // 2]


def zeros():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"")
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"\0" * 20_000_000)
    return out.getvalue()


WAYS = {  # how a file may come, its code, what is said of it
    "tệp lớn.xlsx": (b"PK" + b"\0" * MAX_BYTES, "F03", "cả tệp lớn hơn 25 MB"),
    "gói lớn.zip": (stored(("a.bin", b"\1" * MAX_BYTES)), "F03", "tệp nén"),
    "nhiều biểu.zip": (
        zipped(*((f"{i}.xlsx", b"x") for i in range(MAX_INSIDE + 1))),
        "F06",
        "trên 200 tệp phải đọc",
    ),
    "nhiều ảnh.zip": (
        zipped(("a.xlsx", FORM), *((f"{i}.png", b"x") for i in range(MAX_ENTRIES))),
        "F06",
        "trên 2.000 tệp bên trong",
    ),
    "lồng.zip": (
        zipped(("a.zip", zipped(("b.zip", zipped(("c.xlsx", FORM)))))),
        "F06",
        "nằm trong tệp nén hoặc thư khác quá hai lớp",
    ),
    "thư dài.eml": (MIXED + b"\n\n" + b"--x\n" * 9_000, "F06", "cách chia phần dài"),
    "chỉ có tệp tạm.zip": (
        zipped(("~$a.xlsx", b"\5user"), ("đọc.txt", b"ok")),
        "F40",
        "không có biểu Excel nào",
    ),
    "văn bản.odt": (
        zipped(("mimetype", TEXT), ("content.xml", b"<a/>")),
        "F07",
        "không phải tệp Excel",
    ),
    "bảng.ods": (
        zipped(("mimetype", SPREADSHEET), ("content.xml", b"<a/>")),
        "F09",
        "Lưu thành (Save As)",
    ),
    "trang.xlsx": (b"<!DOCTYPE html><html>xin chao</html>", "F09", "không phải thì gửi lại"),
    "khóa.xlsx": (
        OLE + "EncryptedPackage".encode("utf-16-le"),
        "F08",
        "Nếu không bị hỏi: mở bằng Excel",
    ),
    "nén hỏng.zip": (half(zipped(("a.xlsx", FORM))), "F12", "giải nén"),
    "biểu hỏng.xlsx": (half(FORM), "F12", "bằng Excel"),
    "phình.xlsx": (zeros(), "F11", "xl/worksheets/sheet1.xml"),
    "phình trong thư.eml": (mail(("a.zip", zipped(("b.xlsx", zeros())))), "F11", "sheet1.xml"),
    "rỗng.xlsx": (b"", "F02", "rỗng"),
    "in.pdf": (b"%PDF-1.7", "F10", "PDF"),
    "thư.msg": (OLE + "__substg1.0_".encode("utf-16-le"), "F17", "Outlook"),
    "nén.xlsx": (b"Rar!\x1a\x07" + b"\0" * 50, "F19", ".rar"),
}


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    """What one run says of them all."""
    office = OfficeFolder(tmp_path_factory.mktemp("office"))
    for name, (content, _, _) in WAYS.items():
        (office.collected / name).write_bytes(content)
    answer = office.json("status", "2023-W12", "--now", "2023-03-27T08:00")
    found = [*answer["refused"], *(f for p in answer["periods"] for f in p["other_findings"])]
    return {f["file"].partition("/")[0]: f for f in found}


@pytest.mark.parametrize("name", WAYS)
def test_the_words_of_a_refusal_are_true(said, name):
    _, code, words = WAYS[name]
    assert said[name]["code"] == code
    assert words in f"{said[name]['message']}. {said[name]['action']}"


@pytest.mark.parametrize("name", [name for name, (_, code, _) in WAYS.items() if code != "F08"])
def test_nobody_is_told_of_a_password_there_is_not(said, name):
    assert "mật khẩu" not in said[name]["message"] + said[name]["action"]
