"""Numbers that identify citizens are found and covered; honest numbers are left alone.

All numbers here are made up.
"""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from office import convert

from pipeline.personal import _SHAPES, Kind, _plain, is_lost_zero, masked, traces
from pipeline.texts.findings import said


@pytest.mark.parametrize(
    ("text", "kind", "shown"),
    [
        ("CCCD 042099000001 nộp thiếu", Kind.CITIZEN, "CCCD 042••••••••• nộp thiếu"),
        ("042 099 000 001", Kind.CITIZEN, "042 ••• ••• •••"),
        ("042.099.000.001", Kind.CITIZEN, "042.•••.•••.•••"),
        ("số 42099000001.", Kind.CITIZEN, "số 420••••••••."),
        ("CMND 184000001", Kind.OLD_CARD, "CMND 184••••••"),
        ("chứng minh nhân dân số: 184000001", Kind.OLD_CARD, None),
        ("DN4424200000001", Kind.HEALTH, "DN4••••••••••••"),
        ("HN 4 42 4200000001", Kind.HEALTH, None),
        ("mã số BHXH 4200000001", Kind.INSURANCE, None),
        ("gọi 0912000001", Kind.PHONE, "gọi 091•••••••"),
        ("gọi 0912 000 001 hoặc", Kind.PHONE, None),
        ("+84912000001", Kind.PHONE, None),
        ("hộ chiếu B1200001", Kind.PASSPORT, "hộ chiếu B12•••••"),
        ("xe 38A-120.01", Kind.PLATE, "xe 38A-•••.••"),
        ("xe 38A1-12001", Kind.PLATE, None),
        ("38-A1 120.01", Kind.PLATE, None),
        ("biển số 38 A1 12001", Kind.PLATE, None),
        ("29MĐ1-120.01", Kind.PLATE, None),
        ("biển số xe: 38A 1201", Kind.PLATE, None),
        ("cccd.042099000001", Kind.CITIZEN, "cccd.042•••••••••"),
        ("042099000001/CCCD", Kind.CITIZEN, None),
        ("042-099-000001", Kind.CITIZEN, None),
        ("042  099  000001", Kind.CITIZEN, None),
        ("042\u200b099000001", Kind.CITIZEN, None),
        ("０４２０９９０００００１", Kind.CITIZEN, "０４２•••••••••"),
        ("CCCD 1099000001", Kind.CITIZEN, None),  # Hà Nội, both zeros gone
        ("CMND 184 000 001", Kind.OLD_CARD, "CMND 184 ••• •••"),
        ("CMND số 184.000.001", Kind.OLD_CARD, None),
        ("CMT 184000001", Kind.OLD_CARD, None),
        ("184000001 (CMND)", Kind.OLD_CARD, None),
        ("CMND của ông Nguyễn Văn Mẫu trú tại xã Hương Mẫu 184000001", Kind.OLD_CARD, None),
        ("dn4424200000001", Kind.HEALTH, None),
        ("số sổ BHXH: 4200 000 001", Kind.INSURANCE, None),
        ("thẻ BHYT 4200000001", Kind.INSURANCE, None),
        ("ĐT.0912000001", Kind.PHONE, "ĐT.091•••••••"),
        ("(+84) 912000001", Kind.PHONE, None),
        ("+84 912 000 001", Kind.PHONE, None),
        ("điện thoại 912000001", Kind.PHONE, None),  # its zero gone
        ("912 000 001 (đt)", Kind.PHONE, None),
        ("hộ chiếu số b 1200001", Kind.PASSPORT, None),
        ("C12000001", Kind.PASSPORT, None),
        ("GPLX 420200000001", Kind.LICENCE, None),
        ("mã số thuế cá nhân: 8420000001", Kind.TAX, None),
        ("MST của ông Mẫu: 8420000001", Kind.TAX, None),
        ("bà B, sinh ngày 12/03/1990", Kind.BIRTH, "bà B, sinh ngày 12/••/••••"),
        ("CCCD 042099\n000001", Kind.CITIZEN, "CCCD 042•••\n••••••"),
        ("CCCD: 042/099/000/001", Kind.CITIZEN, None),
        ("căn cước 042,099,000,001", Kind.CITIZEN, None),
        ("CCCD 042099/000001", Kind.CITIZEN, None),
        ("042_099_000_001", Kind.CITIZEN, "042_•••_•••_•••"),
        ("042:099:000:001", Kind.CITIZEN, None),
        ("042/099/000001", Kind.CITIZEN, None),
        ("042,099000001", Kind.CITIZEN, None),
        ("042099xxxxxx", Kind.CITIZEN, "042•••••••••"),
        ("CCCD 0420990000XX", Kind.CITIZEN, None),
        ("0420990000**", Kind.CITIZEN, "042•••••••**"),
        ("4.2099000001E+10", Kind.CITIZEN, None),
        ("4,2099000001e10", Kind.CITIZEN, None),
        ("ông Nguyễn Văn Mẫu 184000001", Kind.OLD_CARD, "ông Nguyễn Văn Mẫu 184••••••"),
        ("01681234567", Kind.PHONE, "016••••••••"),
        ("0168 123 4567", Kind.PHONE, None),
        ("+841681234567", Kind.PHONE, None),
        ("nguyen.van.mau@gmail.com", Kind.EMAIL, "ngu•••.•••.•••@•••••.•••"),
        ("gửi mau_12@yahoo.com.vn để bổ sung", Kind.EMAIL, None),
        ("STK 101000123456", Kind.BANK, "STK 101•••••••••"),
        ("số tài khoản ngân hàng: 3713 2051 23456", Kind.BANK, None),
        ("MST 8420000001", Kind.TAX, None),
        ("ông Nguyễn Văn Mẫu, trú tại thôn 3, xã Mẫu", Kind.HOME, None),
        ("Bà Trần Thị Mẫu (địa chỉ: tổ dân phố 5)", Kind.HOME, None),
    ],
)
def test_found_and_covered(text, kind, shown):
    assert [trace.kind for trace in traces(text)] == [kind]
    covered = masked(text)
    assert covered != text and traces(covered) == []
    if shown:
        assert covered == shown


@pytest.mark.parametrize(
    "text",
    [
        "356/KH-UBND ngày 17/3/2022",
        "thủ tục 1.003459",
        "tổng 1.234.567 hồ sơ",
        "đạt 1.234.567.890 đồng",
        "mã xã 18532",
        "40.000 tài khoản",
        "184000001",  # nine digits alone: a count or a sum of money
        "4200000001",
        "0239 3870 001",  # the office's own landline
        "02393870001",
        "H27.18.09-230326-0001",
        "từ 01/01/2023 đến 26/03/2023",
        "Văn bản số 513/CAT-PC06 ngày 21/3/2022",
        "98,75%",
        "lệ phí 42099000001 đồng",
        "căn cước: thu 150.000.000 đồng",
        "BHXH đã chi 4200000001đ",
        "cấp CCCD, tổng cộng 1.234.567 hồ sơ, 184.000.001 lượt",
        "mã hồ sơ 042230315001",
        "Mã số hồ sơ: 042230315001 chờ bổ sung",
        "H27.19-042230315001",
        "000.00.19.H27-230315-0001",
        "G22.99.99-230315-12345",
        "TTHC 1.000110.000.00.00.H27",
        "2.000889.000.00.00.H27",
        "1552/BTTTT-THH",
        "075/2022/TT-BTC",
        "Công văn số 042096/001234",
        "MST 4200000001",  # an organisation's
        "912000001",
        "tài khoản 3713.0.1054321",
        "12.345.678.901",
        "2023-03-28 09:00",
        "phát sinh ngày 12/03/2023",
        "đăng ký khai sinh ngày 12/03/2023",
        "38A 1201",
        "các mẫu 001,002,003,004",
        "mẫu 001/002/003/004, 005",
        "báo cáo 032023_121530",
        "ban 010323_081530",
        "012/2023, 12345",
        "cấp CCCD theo Kế hoạch 012/2023, 12345 thẻ",
        "tuần 012_20230328",
        "041xxx",
        "4.2099E+10",
        "1.23456789012E+11",
        "0161234567",
        "01234567890123",
        "ubndxa@huongkhe.hatinh.gov.vn",
        "gmail.com",
        "số tài khoản: 10704",
        "10.704 tài khoản, 12.345.678 lượt",
        "số tài khoản 3713.0.1054321 tại Kho bạc",
        "số tài khoản thu 150000000 đồng",
        "MST 4200000001-001",
        "ông Nguyễn Văn Mẫu, Chủ tịch Ủy ban nhân dân xã",
        "Ông Nguyễn Văn Mẫu ký ngày 12/03/2023",
        "bà con trú tại xã Mẫu",
        "công dân trú tại xã khác",
        "bà con nộp 184000001",
        "ông Nguyễn Văn Mẫu thu 184000001 đồng",
    ],
)
def test_honest_numbers_are_left_alone(text):
    assert traces(text) == [] and masked(text) == text


def test_a_number_without_its_zero():
    assert is_lost_zero(42099000001)
    assert not is_lost_zero(99_000_000_001) and not is_lost_zero(1234567)


def test_two_in_a_row():
    assert masked("0912000001/0912000002") == "091•••••••/091•••••••"
    assert masked("0912000001,0912000002") == "091•••••••,091•••••••"


@pytest.mark.parametrize("shape", _SHAPES, ids=lambda shape: shape.pattern.written[:30])
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_no_text_is_let_go_in_which_a_shape_stands(shape, data):
    pattern = shape.pattern.written.replace(r"(?=[\dxX*]{12}(?![\w*]))", "")  # hard to draw from
    text = data.draw(st.from_regex(re.compile(pattern, shape.pattern.compiled.flags)))
    assert shape.needs.search(_plain(text))


@given(st.text())
def test_covering_is_stable_and_keeps_the_length(text):
    covered = masked(text)
    assert len(covered) == len(text) and masked(covered) == covered


@given(st.text(alphabet="0123459 .-/,()+CMNDĐTđ\u200b\uff11"))
def test_covering_numbers_is_stable(text):
    covered = masked(text)
    assert len(covered) == len(text) and masked(covered) == covered


CITIZEN = "042099000001"


@pytest.fixture
def leaking(tmp_path):
    """A form with a citizen's number in a reason, a hidden sheet, a comment and the properties."""
    from made import filled
    from openpyxl.comments import Comment

    def leak(form):
        form.fill("dvc-09", overdue_reason=f"Hồ sơ của công dân CCCD {CITIZEN} chờ xác minh")
        form.cell("dvc-09", "rejected").comment = Comment(f"xem {CITIZEN}", "x")
        hidden = form.book.create_sheet("Tạm")
        hidden.sheet_state = "hidden"
        hidden["C7"] = int(CITIZEN)  # Excel took the zero
        form.book.properties.title = "Gọi 0912000001"
        form.narrative.cell(form.narrative_rows["filled_by_phone"], 3).value = "0912000002"

    return filled("tu-phap", tmp_path, tamper=leak)


def test_traces_are_warned_of_wherever_they_stand(leaking):
    from made import read

    submission = read(leaking)
    assert submission.valid, "a warning asks; it does not throw the figures away"
    places = [(f.where.sheet, f.where.cell) for f in submission.findings if f.code == "P01"]
    assert places == [("Số liệu", "U10"), ("Tạm", "C7"), (None, None), (None, None)]


def traced(tamper=lambda form: None, name="a.xlsx", add=()):
    """Return where a form is said to name somebody."""
    import tempfile

    from made import filled, read
    from test_container import repacked

    with tempfile.TemporaryDirectory() as folder:
        content = repacked(filled("thue", Path(folder), tamper=tamper), add=add)
    found = [f for f in read(content, name).findings if f.code == "P01"]
    return {
        (f.where.sheet, f.where.cell, said(f).message.partition(" có dãy số")[0]) for f in found
    }


def sheet_of(*rows):
    def tamper(form):
        sheet = form.book.create_sheet("Tạm")
        for row in rows:
            sheet.append(row)

    return tamper


def margin(form):
    form.table.oddHeader.center.text = f"Hồ sơ {CITIZEN}"


def prompting(form):
    from openpyxl.worksheet.datavalidation import DataValidation

    asking = DataValidation(type="whole", operator="greaterThan", formula1="0")
    asking.prompt = f"Như hồ sơ {CITIZEN}"
    asking.add("E10")
    form.book.create_sheet("Tạm").add_data_validation(asking)


def charted(form):
    from openpyxl.chart import BarChart, Reference

    sheet, chart = form.book.create_sheet("Tạm"), BarChart()
    sheet.append([1])
    chart.title = f"Hồ sơ {CITIZEN}"
    chart.add_data(Reference(sheet, min_col=1, min_row=1))
    sheet.add_chart(chart, "C3")


BESIDE = "ghi chú, hình vẽ hoặc thuộc tính của tệp"


@pytest.mark.parametrize(
    ("traces", "found"),
    [
        ({"name": f"{CITIZEN}/a.xlsx"}, (None, None, "tên tệp")),
        (
            {"tamper": lambda f: f.book.create_sheet(f"DS {CITIZEN}")},
            ("DS 042•••••••••", None, "tên trang"),
        ),
        ({"tamper": prompting}, ("Tạm", None, "lời nhắc của ô")),
        ({"tamper": charted}, (None, None, BESIDE)),
        ({"tamper": margin}, ("Số liệu", None, "đầu trang, chân trang in hoặc ghi chú")),
        (
            {"add": [("xl/drawings/drawing1.xml", f"<a:t xmlns:a='a'>{CITIZEN}</a:t>".encode())]},
            (None, None, BESIDE),
        ),
        (
            {"add": [("xl/drawings/vmlDrawing1.vml", f"<x><br>{CITIZEN}</x>".encode())]},
            (None, None, BESIDE),
        ),
        ({"add": [("customXml/item1.xml", f"<a>{CITIZEN}</a>".encode())]}, (None, None, BESIDE)),
        ({"add": [("docProps/custom.xml", f"<a>{CITIZEN}</a>".encode())]}, (None, None, BESIDE)),
        ({"tamper": sheet_of(["CMND", 184000001])}, ("Tạm", "B1")),
        ({"tamper": sheet_of(["Số CMND"], ["184000001"])}, ("Tạm", "A2")),
        ({"tamper": sheet_of(["Điện thoại"], [912000001], [912000002])}, ("Tạm", "A3")),
        ({"tamper": sheet_of(["CCCD", 1099000001])}, ("Tạm", "B1")),
    ],
)
def test_every_place_is_looked_at(traces, found):
    assert found in {place[: len(found)] for place in traced(**traces)}


@pytest.mark.parametrize(
    "rows",
    [
        [[184000001, 912000001, 1099000001]],
        [["Tổng thu lệ phí cấp CCCD", 150000000]],
        [["Số hồ sơ"], [912000001]],
    ],
)
def test_counts_are_left_alone(rows):
    assert traced(sheet_of(*rows)) == set()


def drawn(*boxes):
    """Return what is found in a workbook with text boxes: row, column, text, and how it is laid."""
    import io

    import xlsxwriter

    from pipeline.intake.guard import guard
    from pipeline.intake.workbook import read

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Số liệu")
        sheet.write(0, 0, 1)
        for row, column, text, laid in boxes:
            sheet.insert_textbox(row, column, text, laid)
            sheet.write_comment(row, column, "đã xem", {"x_offset": row, "y_offset": column})
    return [f.code for f in guard(read(out.getvalue()), "a.xlsx", ())]


def test_where_a_text_box_lies_is_no_number_of_a_person():
    """As "3 495300 32 0 7 371475 40 133350", its corners would be a telephone's."""
    places = [(row, column) for row in range(0, 900, 7) for column in (0, 1, 3, 8, 42, 84)]
    boxes = [
        (row, column, "Ghi chú", {"x_offset": row % 61 + 3, "y_offset": 13 * column % 19})
        for row, column in places
    ]
    assert drawn(*boxes, (32, 3, "Số liệu tuần 12", {"x_offset": 52, "y_offset": 0})) == []


@pytest.mark.parametrize("text", [CITIZEN, f"Gọi ông Mẫu\nCCCD {CITIZEN}", "0912 000 001"])
def test_what_is_typed_into_a_text_box_is_read(text):
    assert drawn((32, 3, "Ghi chú", {}), (40, 7, text, {})) == ["P01"]


def test_a_number_in_pieces_of_a_text_box_is_one_but_not_over_two_lines():
    def box(*pieces):
        runs = "".join(f"<a:r><a:t>{piece}</a:t></a:r>" for piece in pieces)
        return f"<w xmlns:a='a'><a:p>{runs}</a:p></w>".encode()

    split = CITIZEN[:6], CITIZEN[6:]
    assert traced(add=[("xl/drawings/drawing9.xml", box(*split))])
    apart = "</a:t></a:r></a:p><a:p><a:r><a:t>".join(split)
    assert not traced(add=[("xl/drawings/drawing9.xml", box(apart))])


@pytest.mark.office
def test_a_note_of_an_old_workbook_is_read(tmp_path):
    import openpyxl
    from openpyxl.comments import Comment

    from pipeline.intake.guard import guard
    from pipeline.intake.workbook import read

    book = openpyxl.Workbook()
    book.active["A1"] = 1
    book.active["A1"].comment = Comment(f"xem {CITIZEN}", "x")
    book.save(tmp_path / "a.xlsx")
    old = convert(tmp_path / "a.xlsx", "xls:MS Excel 97", tmp_path / "old")
    found = list(guard(read(old.read_bytes()), "a.xls", ()))
    assert [(f.code, f.where.sheet) for f in found] == [("P01", "Sheet")]


def test_no_output_shows_them(office_folder, leaking):
    import zipfile

    (office_folder.collected / f"cccd {CITIZEN}.xlsx").write_bytes(leaking)
    done = office_folder.run("merge", "2023-W12", "--now", "2023-03-28T08:00")
    assert "[P01]" in done.stdout and CITIZEN not in done.stdout + done.stderr
    said = b""
    for path in filter(Path.is_file, (office_folder.output / "2023-W12").rglob("*")):
        if path.suffix in (".json", ".txt", ".html"):
            said += path.read_bytes()
            continue
        with zipfile.ZipFile(path) as package:
            said += b"".join(package.read(name) for name in package.namelist())
    assert b"042\xe2\x80\xa2" in said, "the words are kept, the number covered"
    for secret in (CITIZEN, CITIZEN[1:], "0912000001"):
        assert secret.encode() not in said
    kept = [office_folder.collected / "ledger.sqlite3"]
    kept += (office_folder.collected / ".archive").glob("*.sqlite3")
    assert len(kept) == 2
    for path in kept:
        assert CITIZEN.encode() not in path.read_bytes(), "nor in the name of its file"
    again = office_folder.json("merge", "2023-W12", "--now", "2023-03-28T08:00")
    assert again["files"]["seen"] == 1 and not again["repeated"]
    words = ("--by", "Người Mẫu", "--why", "Gửi nhầm")
    name = f"cccd {CITIZEN}.xlsx"
    assert office_folder.run("set-aside", name, *words).returncode == 0


def test_a_chosen_answer_is_covered_too(office_folder, tmp_path):
    from made import filled

    def choose(form):
        form.narrative.cell(form.narrative_rows["section_2"], 3).value = f"Hỏi {CITIZEN}"

    (office_folder.collected / "a.xlsx").write_bytes(filled("thue", tmp_path, tamper=choose))
    office_folder.run("merge", "2023-W12", "--now", "2023-03-28T08:00")
    assert CITIZEN.encode() not in (office_folder.collected / "ledger.sqlite3").read_bytes()


def test_names_that_look_alike_when_covered_are_two_files(office_folder, tmp_path):
    from made import filled

    other = CITIZEN[:-1] + "2"
    (office_folder.collected / f"a {CITIZEN}.xlsx").write_bytes(b"PK\x03\x04")
    content = filled("thue", tmp_path)
    (office_folder.collected / f"a {other}.xlsx").write_bytes(content)
    outcome = office_folder.json("merge", "2023-W12", "--now", "2023-03-28T08:00")
    assert outcome["files"]["refused"] == 1
    (damaged,) = (f for f in outcome["periods"][0]["other_findings"] if f["code"] == "F12")
    assert "gửi lại, đọc được" not in damaged["action"], "nobody sent this one again"
    words = ("--by", "Người Mẫu", "--why", "Gửi nhầm")
    assert office_folder.run("set-aside", f"a {other}.xlsx", *words).returncode == 2


def test_one_cell_is_asked_about_once_and_a_name_told_once(office_folder, tmp_path):
    from made import filled

    said = f"CCCD {CITIZEN}, ĐT 0912000001, sinh ngày 12/03/1990, xe 38A-120.01, DN4424200000001"
    content = filled("tu-phap", tmp_path, overdue_reason=said)
    name = f"cccd {CITIZEN} đt 0912000001.xlsx"
    (office_folder.collected / name).write_bytes(content)
    outcome = office_folder.json("merge", "2023-W12", "--now", "2023-03-28T08:00")
    (unit,) = (u for u in outcome["periods"][0]["units"] if u["file"])
    found = [f for f in unit["findings"] if f["code"] == "P01"]
    places = [f["cell"] for f in found]
    assert len(places) == len(set(places)) and places.count(None) == 1, "once in its name"
    (of_name,) = (f for f in found if f["cell"] is None)
    assert "căn cước" in of_name["message"] and "điện thoại" in of_name["message"]
    for kind in ("căn cước", "bảo hiểm y tế", "điện thoại", "biển số xe", "ngày sinh"):
        assert kind in next(f["message"] for f in found if f["cell"])


def test_every_way_of_naming_somebody_is_asked_about_at_its_cell(office_folder, tmp_path):
    from made import filled

    ways = [
        "Chờ CCCD 042099\n000001 xác minh",
        "Chờ 042/099/000001 bổ sung",
        "Chờ 0420990000xx bổ sung",
        "Gọi 01681234567 không được",
        "Gửi mau.nguyen@gmail.com chưa trả lời",
        "Hoàn phí vào STK 101000123456",
        "Chờ ông Nguyễn Văn Mẫu, trú tại thôn Mẫu xác nhận",
        "Trùng với 4,2099000001E+10",
    ]

    def name(form):
        for code, way in zip(sorted(form.rows), ways, strict=False):
            form.fill(code, overdue_reason=way)

    (office_folder.collected / "a.xlsx").write_bytes(filled("cong-an", tmp_path, tamper=name))
    outcome = office_folder.json("merge", "2023-W12", "--now", "2023-03-28T08:00")
    (unit,) = (u for u in outcome["periods"][0]["units"] if u["file"])
    cells = {cell for f in unit["findings"] if f["code"] == "P01" for cell in f["cells"]}
    assert len(cells) == len(ways) and all(cell.startswith("U") for cell in cells)
    kept = (office_folder.collected / "ledger.sqlite3").read_bytes()
    for secret in (
        "CCCD 042099",
        "042/099",
        "0420990000",
        "mau.nguyen",
        "101000123456",
        "thôn Mẫu",
    ):
        assert secret.encode() not in kept


def test_the_hash_in_a_path_is_nobodys_number():
    """A sealed file is opened by the path that is printed: no digit of it may be covered."""
    digits = "84912000001"
    sha256 = f"ab{digits}c".ljust(64, "f")
    path = f"collected/.archive/{sha256[:2]}/{sha256}"
    assert masked(f"{path}: CCCD 042099000001") == f"{path}: CCCD 042•••••••••"
    assert masked(f"x {digits}") != f"x {digits}"
    assert masked(sha256[:-1]) != sha256[:-1], "a name may look like a part of a hash"
