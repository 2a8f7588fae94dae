"""What clerks' honest files hold besides their figures: read, named or asked about at its cell."""

import io
import shutil
import unicodedata
import zipfile

import pytest
from made import DUE, WEEK, filled, read
from made import OFFICE as COUNTY
from monthly import OFFICE, District, Filled
from office import convert
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from typed import OfficeFolder
from weekly import FORM as SHIPPED

from pipeline.domain.period import Period
from pipeline.domain.register import Register
from pipeline.intake.submission import read_submission
from pipeline.outputs.forms.form import build_form


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return OfficeFolder(tmp_path_factory.mktemp("office"))


def checked(office, content, name="tu-phap.xlsx"):
    """Check one file by the command; returns what is said of it, and whether it is valid."""
    shutil.rmtree(office.collected)
    path = office.collected / name
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    (answer,) = office.json("check", path)["files"]
    return answer


def places(answer):
    return [(f["code"], f["sheet"], f["cell"]) for f in answer["findings"]]


@pytest.fixture(scope="module")
def form(office):
    """Fill the form of one unit, tampered with."""

    def fill(tamper=None, **values):
        return filled("tu-phap", office.root / "forms", tamper=tamper, **values)

    return fill


def at(sheet, cell, value):
    def tamper(form):
        (form.table if sheet is None else form.book[sheet])[cell] = value

    return tamper


@pytest.mark.parametrize("sheet", [None, "Nội dung", "_baocao06"])
@pytest.mark.parametrize(
    ("cell", "value", "code"),
    [("D1048576", 5, "C25"), ("ZZ900000", "x", "C25"), ("XFD1048576", " ", "C26")],
)
def test_a_stray_cell_far_off_is_named_and_the_form_is_read(office, form, sheet, cell, value, code):
    answer = checked(office, form(at(sheet, cell, value)))
    assert answer["verdict"] == "valid"
    assert places(answer) == [(code, sheet or "Số liệu", cell)]


@pytest.mark.parametrize(
    ("typed", "code"), [("8\u200b", "C10"), ("8\u2060", "C10"), ("1\u200b2", "C27")]
)
def test_what_nobody_sees_in_a_count(office, form, typed, code):
    answer = checked(office, form(lambda form: form.fill("dvc-09", received_online=typed)))
    assert places(answer) == [(code, "Số liệu", "E10")]
    assert answer["verdict"] == ("valid" if code == "C10" else "invalid")


def dated(how):
    """The form of a task's month with a day of completion, put there in some way."""
    sent = District()
    unit, period = OFFICE.units[0], Period.parse("2023-03")
    form = Filled(sent.blank(unit, period), sent.forms[period.kind])
    cell = form.cell("tasks", "nv-han", "done_on")
    how(form, cell)
    content = form.content()
    return read_submission(
        content, "a.xlsx", "sha", sent.forms, Register(sent.office)
    ), cell.coordinate


def put(value, shape="General", epoch=None):
    def how(form, cell):
        if epoch:
            form.book.epoch = epoch
        cell.value, cell.number_format = value, shape

    return how


@pytest.mark.parametrize(
    ("how", "code"),
    [
        (put("31/02/2023"), "C21"),
        (put("2023-02-31"), "C21"),
        (put(-5, "dd/mm/yyyy"), "C21"),
        (put(0, "dd/mm/yyyy"), "C21"),
        (put(60, "dd/mm/yyyy"), "C24"),
        (put(3_000_000, "dd/mm/yyyy"), "C21"),
        (put(44986, epoch=CALENDAR_MAC_1904), "C22"),  # a day of 2027
        (put(43524, epoch=CALENDAR_MAC_1904), None),  # 1 March 2023
        (put(44986), None),
    ],
)
def test_a_day_is_the_same_however_it_stands_in_the_cell(how, code):
    submission, cell = dated(how)
    found = [(f.code, f.where.cell) for f in submission.findings if "C21" <= f.code <= "C24"]
    assert found == ([(code, cell)] if code else [])
    if not code:
        day = next(row for row in submission.rows if row.key == "nv-han").entries["done_on"]
        assert day.value == "2023-03-01"


def seen(tmp_path, *files):
    """Put files into a new office's folder; returns what a run says of them."""
    office = OfficeFolder(tmp_path / "office")
    for name, content in files:
        path = office.collected / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return office.json("status", "2023-W12", "--now", "2023-03-27T08:00")


def nobodys(answer):
    """What is said of files that belong to no unit."""
    found = [*answer["refused"], *(f for p in answer["periods"] for f in p["other_findings"])]
    return sorted({(f["code"], f["file"].rpartition("/")[2]) for f in found})


def zipped(*members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


def unmarked(content, ascii_name, raw):
    """Rename a member in bytes of another encoding, unmarked; both names are as long."""
    assert len(raw) == len(ascii_name)
    return content.replace(ascii_name.encode(), raw)


@pytest.mark.parametrize("name", ["5A3F2C10.tmp", "~$Tuần 12.xlsx", ".a.xlsx", "a.xlsx.part"])
def test_a_whole_form_under_a_passing_name_is_named(tmp_path, form, name):
    for held in ((name, form()), ("gửi.zip", zipped((name, form()), ("khác.xlsx", form())))):
        answer = seen(tmp_path / held[0], held, ("khóa/~$b.xlsx", b"\x05user"))
        assert nobodys(answer) == [("F23", name)]
        assert answer["files"]["ignored"] == 1


def test_a_signed_scan_beside_its_form_is_no_error(tmp_path, form):
    answer = seen(
        tmp_path,
        ("tu-phap.xlsx", form()),
        ("Tu-phap (ký).pdf", b"%PDF-1.7"),
        ("xã/a.jpg", b"\xff\xd8\xff\xe0"),
        ("xã/b.xlsx", form(received_online=9)),
        ("bản in.pdf", b"%PDF-1.7"),  # of nobody's form: the unit is to send that
    )
    assert not answer["refused"]
    (week,) = answer["periods"]
    assert [(f["code"], f["file"]) for f in week["other_findings"]] == [("F10", "bản in.pdf")]
    assert (answer["files"]["signed"], answer["files"]["ignored"]) == (2, 0)


def test_an_attachment_nobody_can_tell_the_kind_of_is_named(tmp_path, form):
    members = [
        ("a.xlsx", form()),
        ("b.bin", bytes(range(256))),
        ("c.png", b"\x89PNG"),
        ("d", b"ok"),
    ]
    answer = seen(tmp_path, ("gửi.zip", zipped(*members)))
    assert nobodys(answer) == [("F07", "b.bin")]
    assert answer["files"]["ignored"] == 2


@pytest.mark.parametrize(("encoding", "letters"), [("utf-8", 1), ("cp1258", 0)])
def test_a_member_of_a_zip_has_its_right_name(tmp_path, form, encoding, letters):
    called = unicodedata.normalize("NFC", "Tuần 11.xlsx")
    raw = called.encode("utf-8") if letters else b"Tu\xe2\xcc n 11.xlsx".replace(b" n", b"n")
    stand_in = "x" * (len(raw) - 5) + ".xlsx"
    content = unmarked(zipped((stand_in, form())), stand_in, raw)
    answer = seen(tmp_path, ("gửi.zip", content))
    (unit,) = [u for p in answer["periods"] for u in p["units"] if u["file"]]
    assert unit["file"] == f"gửi.zip/{called}"
    assert "S09" in {f["code"] for f in unit["findings"]}  # week 11 by its name, 12 inside


def test_a_blank_form_is_one_finding(office):
    blank = build_form(SHIPPED, COUNTY, WEEK, COUNTY.unit("tu-phap"), {}, DUE)
    answer = checked(office, blank)
    assert places(answer) == [("C29", None, None)] and answer["verdict"] == "invalid"


def test_a_blank_row_is_one_finding(office, form):
    def passed_over(form):
        for column in form.columns.values():
            cell = form.table.cell(form.rows["dvc-10"], column)
            if cell.column > form.columns["name"] + 1 and not str(cell.value).startswith("="):
                cell.value = None

    answer = checked(office, form(passed_over))
    assert places(answer) == [("C28", "Số liệu", "E11")]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Phong Tai nguyen va Moi truong - tuan 12.xlsx", "S11"),
        ("Điện lực huyện/tuần 12.xlsx", "S11"),
        ("2023-W12-dien-luc.xlsx", "S11"),
        ("Điện lực huyện/tu_phap tuần 12.xlsx", None),
        ("Gửi Công an huyện Hương Khê/tuần 12.xlsx", None),
        ("Báo cáo của Phòng Tư pháp gửi Điện lực.xlsx", None),
        ("báo cáo thuế, điện, y tế tuần 12.xlsx", None),
    ],
)
def test_the_unit_in_a_files_name_is_compared_with_the_one_inside(office, form, name, code):
    answer = checked(office, form(), name)
    assert places(answer) == ([(code, None, None)] if code else [])


@pytest.mark.office
@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_a_total_of_numbers_typed_as_text_is_no_deleted_formula(tmp_path, form, kind):
    """The formula is there and shows nothing; saved by LibreOffice."""

    def typed_as_text(form):
        for column in ("received_online", "received_direct", "carried_over"):
            cell = form.cell("dvc-09", column)
            cell.value = str(cell.value)
        form.fill("dvc-09", received_total='=IF(COUNT(E10:G10)=0,"",SUM(E10:G10))')

    path = tmp_path / "a.xlsx"
    path.write_bytes(form(typed_as_text))
    saved = convert(path, "xls:MS Excel 97" if kind == "xls" else kind, tmp_path / "saved")
    submission = read(saved.read_bytes())
    row = next(row for row in submission.rows if row.key == "dvc-09")
    assert row.count("received_total") == 11 and submission.valid
    assert {f.code for f in submission.findings} == {"C10"}


def sized(letter=None, row=None, **size):
    def tamper(form):
        about = form.table.column_dimensions[letter] if letter else form.table.row_dimensions[row]
        for name, value in size.items():
            setattr(about, name, value)

    return tamper


@pytest.mark.office
@pytest.mark.parametrize(
    ("tamper", "first", "last"),
    [
        (sized("D", hidden=True), "D10", "Q14"),  # one width from D to Q
        (sized("D", width=0.01), "D10", "Q14"),
        (sized(row=12, hidden=True), "D12", "U12"),
        (lambda form: None, None, None),
    ],
)
def test_figures_hidden_are_asked_about_in_an_xls_too(tmp_path, form, tamper, first, last):
    path = tmp_path / "a.xlsx"
    path.write_bytes(form(tamper))
    old = convert(path, "xls:MS Excel 97", tmp_path / "saved")
    low = form(sized(row=12, height=0.1))
    assert "H10" in {f.code for f in read(low).findings}
    for content in (path.read_bytes(), old.read_bytes()):
        found = [f.where.cell for f in read(content).findings if f.code == "H10"]
        assert (found[:1], found[-1:]) == (([first], [last]) if first else ([], []))


@pytest.mark.parametrize(
    ("cell", "value", "found"),
    [
        ("CZ10", 5, ["CZ10"]),  # beside a row of the table
        ("CZ30", "12", ["CZ30"]),
        ("E30", 5, ["E30"]),  # below it
        ("CZ10", "=E10+F10", []),
        ("CZ10", "ghi nhớ", []),
    ],
)
def test_a_figure_beside_or_below_the_table_is_asked_about(office, form, cell, value, found):
    answer = checked(office, form(at(None, cell, value)))
    assert answer["verdict"] == "valid"
    assert [f["cell"] for f in answer["findings"] if f["code"] == "C13"] == found
