"""What clerks' honest files hold besides their figures: read, named or asked about at its cell."""

import pytest
from made import filled
from typed import OfficeFolder


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
