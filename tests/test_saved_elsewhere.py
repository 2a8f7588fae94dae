"""Honest forms of each kind, saved by LibreOffice as either kind of workbook, raise nothing."""

import pytest
from made import ROW, filled
from monthly import SHIPPED, TASK_ANSWER, District, typed_columns
from monthly import Filled as MonthlyFilled
from office import convert_all
from typed import OfficeFolder

from pipeline.domain.form import Rows
from pipeline.domain.period import Period

KINDS = ("xls:MS Excel 97", "xlsx")


def of_months(period):
    """An honest form of tasks and indicators, its formulas left for LibreOffice to work out."""
    district, period = District(SHIPPED), Period.parse(period)
    unit = next(one for one in SHIPPED.units if SHIPPED.items(Rows.FLOWS, DAY, one))
    declared = district.forms[period.kind]
    form = MonthlyFilled(district.blank(unit, period), declared)
    for table in declared.tables:
        for item in SHIPPED.items(table.rows, SHIPPED.schedule.window(period)[1], unit):
            if table.rows is Rows.TASKS:
                form.fill(table.id, item.code, **TASK_ANSWER)
                continue
            for column in typed_columns(table):
                cell = form.cell(table.id, item.code, column)
                if table.applies(table.column(column), item) and not cell.protection.locked:
                    cell.value = 0
    form.answer_all()
    return form.content()


def weekly(folder):
    return filled("cong-an", folder)


def numbers_as_text(folder):
    def tamper(form):
        for code in form.rows:
            for column in ("received_online", "received_direct", "carried_over"):
                form.cell(code, column).value = str(ROW[column])
            at = form.cell(code, "received_online").coordinate
            end = form.cell(code, "carried_over").coordinate
            total = f'=IF(COUNT({at}:{end})=0,"",SUM({at}:{end}))'
            form.fill(code, received_total=total)

    return filled("cong-an", folder, tamper=tamper)


DAY = SHIPPED.schedule.window(Period.parse("2023-03"))[1]
FORMS = {
    "tuần": (weekly, set()),
    "tháng": (lambda _: of_months("2023-03"), set()),
    "sáu tháng": (lambda _: of_months("2023-H1"), set()),
    "số dạng chữ": (numbers_as_text, {"C10"}),
}


@pytest.fixture(scope="module")
def checked(tmp_path_factory):
    """What `check` says of each form as LibreOffice saved it, by name and kind."""
    folder = tmp_path_factory.mktemp("saved")
    office, paths = OfficeFolder(folder / "office"), []
    for name, (make, _) in FORMS.items():
        paths.append(folder / f"{name}.xlsx")
        paths[-1].write_bytes(make(folder / "made"))
    saved = [one for kind in KINDS for one in convert_all(paths, kind, folder / kind[:4])]
    return {(path.stem, path.suffix): office.json("check", path)["files"][0] for path in saved}


@pytest.mark.office
@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("suffix", [".xls", ".xlsx"])
def test_nothing_is_asked(checked, name, suffix):
    answer = checked[name, suffix]
    found = {f["code"] for f in answer["findings"]}
    assert (answer["verdict"], found) == ("valid", FORMS[name][1]), answer["findings"]
