"""A form saved without its formulas worked out says what its own formulas would show."""

import re

import pytest
from made import ROW, filled
from monthly import BIG, COUNT, RATE, District, month
from monthly import Filled as MonthlyFilled
from openpyxl.utils import get_column_letter
from typed import OfficeFolder
from weekly import FORM, Filled

from pipeline.domain.period import Period

W11, W12 = Period.parse("2023-W11"), Period.parse("2023-W12")


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    office = OfficeFolder(tmp_path_factory.mktemp("office"))
    (office.collected / "tuần 11.xlsx").write_bytes(filled("thue", office.root / "forms", W11))
    office.run("merge", str(W11), "--now", "2023-03-21T08:00")
    return office


@pytest.fixture
def form(office):
    """The form of the week after, filled by a program that works no formula out."""
    path = office.templates(str(W12), "2023-03-24T09:00")["thue"]
    form = Filled(path.read_bytes())
    form.activity.value = FORM.some_answer
    typed = {c.id for c in FORM.table.columns if c.typed and not c.carried_from}
    for code in form.rows:
        form.fill(code, **{id: value for id, value in ROW.items() if id in typed})
        form.fill(code, overdue_reason="Chờ giám định lại hồ sơ lần hai")
        assert str(form.cell(code, "carried_over").value).startswith("=")
    form.answer_all()
    return form


def checked(office, form):
    path = office.root / "tuần 12.xlsx"
    form.save(path)
    (answer,) = office.json("check", path, "--now", "2023-03-27T08:00")["files"]
    return answer


def test_the_forms_own_formulas_without_values_raise_nothing(office, form):
    answer = checked(office, form)
    assert (answer["verdict"], answer["findings"]) == ("valid", [])


def test_a_correction_beside_it_holds(office, form):
    code = sorted(form.rows)[0]
    words = "Tuần trước đếm thiếu một hồ sơ của xã Mẫu"
    form.fill(code, carried_over_corrected=2, pending_in_time=2, explanation=words)
    answer = checked(office, form)
    assert (answer["verdict"], answer["findings"]) == ("valid", [])


def others(form):
    """Formulas in the place of the form's own that are none of it."""
    code = sorted(form.rows)[0]
    cell = form.cell(code, "carried_over")
    own, below = str(cell.value), f"{get_column_letter(cell.column)}{cell.row + 1}"
    at = re.search(r"_baocao06'?!\$?([A-Z]+)\$?(\d+)", own)
    another = own.replace(at[0], at[0][: -len(at[2])] + str(int(at[2]) + 1))
    return cell, ["=1+0", f"{own}+4", f"={below}", another]


@pytest.mark.parametrize("which", range(4))
def test_another_formula_without_a_value_is_asked_about(office, form, which):
    cell, formulas = others(form)
    cell.value = formulas[which]
    answer = checked(office, form)
    assert answer["verdict"] == "invalid"
    assert [(f["code"], f["cell"]) for f in answer["findings"]] == [("C05", cell.coordinate)]


def test_an_indicators_past_is_recalled_too():
    """Of a month whose openings are formulas; the form of a half-year keeps them alike."""
    district, march, april = District(), month("2023-03"), month("2023-04")
    district.month(BIG, march, (5, 3), (10, 4, 12, 5), (2, 3))
    blank = MonthlyFilled(district.blank(BIG, april), district.forms[april.kind])
    cells = {
        (key, id): blank.cell("flows", key, id)
        for key, ids in ((COUNT.code, ["opening"]), (RATE.code, ["opening", "opening_of"]))
        for id in ids
    }
    formulas = {place: cell.value for place, cell in cells.items()}
    assert all(str(one).startswith("=") for one in formulas.values())

    def unworked(form):
        for (key, id), formula in formulas.items():
            form.fill("flows", key, **{id: formula})

    sent = district.month(BIG, april, (8, 2), (14, 4, 17, 5), (2, 3), tamper=unworked)
    assert sent.valid and not sent.findings
    found = {place: sent.row(place[0]).count(place[1]) for place in cells}
    assert found == {
        (COUNT.code, "opening"): 8,
        (RATE.code, "opening"): 14,
        (RATE.code, "opening_of"): 17,
    }
