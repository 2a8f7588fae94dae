"""A signed scan is kept with its unit's report; an office that wants them is told who owes one."""

import struct
import zlib

import pytest
from made import filled
from openpyxl import load_workbook
from test_unpack import mail, zipped
from typed import OfficeFolder

DURING, AFTER = "2023-03-27T08:00", "2023-04-03T08:00"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
JPG = b"\xff\xd8\xff\xe0\0\x10JFIF\0" + b"\0" * 40 + b"\xff\xd9"


def png(shade):
    """A picture of one dot."""

    def part(name, content):
        sealed = name + content
        return struct.pack(">I", len(content)) + sealed + struct.pack(">I", zlib.crc32(sealed))

    size = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    dots = zlib.compress(bytes([0, shade]))
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", size) + part(b"IDAT", dots) + part(b"IEND", b"")


@pytest.fixture(scope="module")
def forms(tmp_path_factory):
    folder = tmp_path_factory.mktemp("forms")
    return {unit: filled(unit, folder) for unit in ("tu-phap", "thue", "cong-an")}


@pytest.fixture
def office(tmp_path):
    return OfficeFolder(tmp_path / "office")


def drop(office, **files):
    put(office, files)


def put(office, files):
    for name, content in files.items():
        path = office.collected / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def copies(answer, period="2023-W12"):
    (found,) = [one for one in answer["periods"] if one["period"] == period]
    return {unit["code"]: unit["signed_copy"] for unit in found["units"] if unit["signed_copy"]}


def asked(answer):
    codes = {one["code"] for one in answer["refused"]}
    said = [one for period in answer["periods"] for one in period["other_findings"]]
    assert not codes & {"F10", "F07", "F20", "F40"}
    return sorted(one["file"] for one in said if one["code"] == "F10")


def wants_copies(office, kinds='"weekly"'):
    config = office.root / "config.toml"
    said = config.read_text(encoding="utf-8")
    config.write_text(f"{said}\n[signing]\nsigned_copies = [{kinds}]\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "content", "beside", "whose"),
    [
        ("2023-W12-tu-phap.pdf", PDF, "a.xlsx", "tu-phap"),
        ("Phòng Tư pháp tuần 12.jpg", JPG, "a.xlsx", "tu-phap"),
        ("tuan 12/phong tu phap ky.png", png(3), "a.xlsx", "tu-phap"),
        ("ký/quét.pdf", PDF, "ký/a.xlsx", "tu-phap"),
        ("tu-phap (đã ký).pdf", PDF, "tu-phap.xlsx", "tu-phap"),
        ("ký/Chi cục Thuế.pdf", PDF, "ký/a.xlsx", None),  # whose period nobody says
        ("ký/Chi cục Thuế tuần 12.pdf", PDF, "ký/a.xlsx", "thue"),
        ("2023-W12-thue.pdf", PDF, "a.xlsx", "thue"),  # before its form
        ("scan0001.pdf", PDF, "a.xlsx", None),
        ("Phòng Tư pháp.pdf", PDF, "2023/a.xlsx", None),
        ("Phòng Tư pháp tháng 3.pdf", PDF, "a.xlsx", "month"),
    ],
)
def test_a_scan_is_kept_with_the_report_it_names(office, forms, name, content, beside, whose):
    put(office, {beside: forms["tu-phap"], name: content})
    answer = office.json("status", "2023-W12", "--now", DURING)
    assert copies(answer) == ({whose: name} if whose in forms else {})
    along = "/" in name and whose is None  # lies with a form: nobody is asked
    assert asked(answer) == ([name] if whose is None and not along else [])
    assert answer["files"]["signed"] == (whose is not None)
    assert answer["files"]["refused"] == 0


def test_scans_come_in_mails_and_zips_with_their_forms(office, forms):
    logo = png(9)
    sent = mail(("a.xlsx", forms["tu-phap"]), ("bản ký.pdf", PDF), ("image001.png", logo))
    put(office, {"thư.eml": sent})
    put(office, {"gói.zip": zipped(("b/c.xlsx", forms["thue"]), ("b/ký.pdf", PDF + b"2"))})
    put(office, {"chỉ bản ký.eml": mail(("Công an huyện tuần 12.pdf", PDF + b"3"))})
    answer = office.json("merge", "2023-W12", "--now", DURING)
    assert copies(answer) == {
        "tu-phap": "thư.eml/bản ký.pdf",
        "thue": "gói.zip/b/ký.pdf",
        "cong-an": "chỉ bản ký.eml/Công an huyện tuần 12.pdf",
    }
    assert asked(answer) == []
    assert answer["files"] == {
        "seen": 7,
        "accepted": 2,
        "warned": 0,
        "refused": 0,
        "ignored": 1,
        "signed": 4,  # the mail that brought no form too
        "replaced": 0,
    }


def test_it_is_kept_when_it_is_gone_and_known_by_the_name_it_got(office, forms):
    put(office, {"a.xlsx": forms["tu-phap"], "scan0001.pdf": PDF})
    assert asked(office.json("merge", "2023-W12", "--now", DURING)) == ["scan0001.pdf"]
    renamed = office.collected / "2023-W12-tu-phap.pdf"
    (office.collected / "scan0001.pdf").rename(renamed)
    answer = office.json("merge", "2023-W12", "--now", DURING)
    assert copies(answer) == {"tu-phap": renamed.name} and asked(answer) == []
    assert answer["repeated"] == []
    renamed.unlink()
    later = office.json("status", "2023-W12", "--now", AFTER)
    assert copies(later) == {"tu-phap": renamed.name}
    kept = [path for path in (office.collected / ".archive").rglob("*") if path.is_file()]
    assert PDF in [path.read_bytes() for path in kept]


def test_check_knows_a_signed_copy(office, forms):
    put(office, {"a.xlsx": forms["tu-phap"], "2023-W12-tu-phap.pdf": PDF, "x.jpg": JPG})
    ended = office.run("check", office.collected / "2023-W12-tu-phap.pdf", "--now", DURING)
    assert ended.returncode == 0 and "bản ký của báo cáo" in ended.stdout
    ended = office.run("check", office.collected / "x.jpg", "--now", DURING)
    assert ended.returncode == 1 and "F10" in ended.stdout


def test_who_still_owes_the_signed_copy_is_told_where_the_office_wants_it(office, forms):
    files = {f"{unit}.xlsx": form for unit, form in forms.items()}
    put(office, files | {"2023-W12-thue.pdf": PDF})
    said = office.run("merge", "2023-W12", "--now", DURING).stdout
    assert "đơn vị đúng hạn (1 đã có bản ký)" in said and "Còn thiếu bản ký" not in said
    named = office.run("status", "2023-W12", "--all", "--now", DURING).stdout
    assert "Đã có bản ký (2023-W12-thue.pdf)." in named
    book = office.output / "2023-W12" / "tong-hop-2023-W12.xlsx"
    assert "Bản ký" not in words(book)
    wants_copies(office)
    said = office.run("merge", "2023-W12", "--now", DURING).stdout
    owed = " ".join(said.split()).partition("Còn thiếu bản ký")[2].partition(".")[0]
    assert "Tư pháp" in owed and "Công an" in owed and "Thuế" not in owed
    told = words(book)
    assert "Bản ký" in told and "2023-W12-thue.pdf" in told and "chưa có" in told
    assert any(one.startswith("còn thiếu của ") and "Thuế" not in one for one in told)
    put(office, {"ký/2023-W12-tu-phap.jpg": JPG, "ký/2023-W12-cong-an.png": png(1)})
    said = office.run("merge", "2023-W12", "--now", DURING).stdout
    assert "Còn thiếu bản ký" not in said
    assert "đã có của mọi báo cáo đã nhận" in words(book)


def words(path):
    book = load_workbook(path)
    return {str(c.value) for sheet in book for row in sheet.iter_rows() for c in row if c.value}


def test_a_signed_copy_that_comes_later_makes_its_week_again_and_no_other(office, forms):
    wants_copies(office)
    put(office, {"tu-phap.xlsx": forms["tu-phap"]})
    office.run("merge", "2023-W12", "--now", DURING)
    office.run("merge", "2023-W13", "--now", AFTER)
    put(office, {"2023-W12-tu-phap.pdf": PDF})
    answer = office.json("merge", "--now", "2023-04-10T08:00")
    assert "2023-W12" in [one["period"] for one in answer["periods"]]
    assert "2023-W13" not in [one["period"] for one in answer["periods"]]


def test_a_kind_of_report_that_does_not_exist_is_refused(office):
    wants_copies(office, '"hang thang"')
    ended = office.run("status")
    assert ended.returncode == 2 and "signed_copies" in ended.stderr
