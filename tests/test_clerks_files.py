"""What clerks' honest files hold besides their figures: read, named or asked about at its cell."""

import pytest
from made import filled
from monthly import OFFICE, District, Filled
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from typed import OfficeFolder

from pipeline.domain.period import Period
from pipeline.intake.submission import read_submission


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return OfficeFolder(tmp_path_factory.mktemp("office"))


def checked(office, content, name="tu-phap.xlsx"):
    """Check one file by the command; returns what is said of it, and whether it is valid."""
    path = office.collected / name
    path.parent.mkdir(parents=True, exist_ok=True)
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
    return read_submission(content, "a.xlsx", "sha", sent.forms, sent.office), cell.coordinate


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
