"""What is asked at the cell the clerk sees: by the command, on a file in the folder."""

from datetime import date

import pytest
from made import filled
from monthly import SHIPPED, TASK_ANSWER, District, Filled
from office import convert
from openpyxl.utils.datetime import to_excel

from pipeline.domain.form import Rows
from pipeline.domain.period import Period

MARCH = Period.parse("2023-03")
DAYS = [  # as they stand in the cell, and what is asked
    pytest.param("31/02/2023", "C21", id="a day that is none, in words"),
    pytest.param(date(9999, 12, 31), "C22", id="a day to come"),
    pytest.param(to_excel(date(2032, 3, 5)), "C22", id="a serial number to come"),
    pytest.param(date(1923, 3, 5), "C24", id="a day long before"),
    pytest.param(31, "C24", id="a serial number long before"),
]


def asked(office, path):
    (answer,) = office.json("check", path)["files"]
    return {(f["code"], cell) for f in answer["findings"] for cell in f["cells"]}


@pytest.mark.parametrize(("day", "code"), DAYS)
def test_an_impossible_day_is_asked_about(office_folder, day, code):
    district = District(SHIPPED)
    unit = SHIPPED.unit("tu-phap")
    form = Filled(district.blank(unit, MARCH), district.forms[MARCH.kind])
    task = SHIPPED.items(Rows.TASKS, SHIPPED.schedule.window(MARCH)[1], unit)[0]
    form.fill("tasks", task.code, **TASK_ANSWER | {"status": "Hoàn thành", "done_on": day})
    path = office_folder.collected / "tháng 3.xlsx"
    path.write_bytes(form.content())
    at = form.cell("tasks", task.code, "done_on").coordinate
    assert (code, at) in asked(office_folder, path)


def test_an_unanswered_question_is_named_where_it_is_seen(office_folder, tmp_path):
    path = office_folder.collected / "tuần.xlsx"

    def unanswered(form):
        form.activity.value = None

    path.write_bytes(filled("tu-phap", tmp_path, tamper=unanswered))
    places = {cell for code, cell in asked(office_folder, path) if code in ("C12", "C18")}
    assert places == {"J5"}


@pytest.mark.office
def test_a_hidden_row_is_asked_about_in_an_old_workbook(office_folder, tmp_path):
    path = tmp_path / "tuần.xlsx"

    def hidden(form):
        form.table.row_dimensions[10].hidden = True

    path.write_bytes(filled("tu-phap", tmp_path / "made", tamper=hidden))
    old = convert(path, "xls:MS Excel 97", tmp_path / "old")
    found = asked(office_folder, old)
    assert {cell[1:] for code, cell in found if code == "H10"} == {"10"}
