"""A report of a period is, for ever, what was asked and known for that period."""

from datetime import date

import pytest
from dated import OFFICE, UNITS, District, indicator, opening, said, standing, task, told_by

MARCH = "2023-03"
FIRST = OFFICE + UNITS + task("nv-1", "1") + indicator("ct-1", "1", target=1000)
AUGUST = "2023-08-20T08:00"


def all_in_time(told):
    """Tell whether each unit's report is in force, in time, and asked nothing."""
    said = [standing(told, code) for code in ("van-hoa", "xa-mau", "xa-cu")]
    return said == [("on_time", set())] * 3


@pytest.fixture(scope="module")
def march(new_office):
    """March is merged, and long closed."""
    district = District(new_office(), FIRST)
    district.send(MARCH, {})
    told, _ = district.merge(MARCH, now="2023-03-12T08:00")
    assert all_in_time(told[MARCH])
    district.merge(now=AUGUST)
    return district


@pytest.fixture
def district(march, tmp_path):
    copy = march.folder.copy_to(tmp_path / "văn phòng mẫu")
    return District(copy, FIRST)


@pytest.mark.parametrize("more", [{}, {"since": "2023-08-01"}])
def test_a_task_added_in_august_changes_nothing_of_march(district, more):
    before = district.outputs("2023-03")
    added = task("nv-2", "2", lead=["van-hoa"]).rstrip()
    since = "".join(f"\n{key} = {day}" for key, day in more.items())
    district.declare(f"{FIRST}{added}{since}\n")
    told, whole = district.merge(now=AUGUST)
    assert MARCH not in told and district.outputs("2023-03") == before and before
    assert not more or MARCH not in whole["outdated"]
    again = district.folder.json("status", MARCH, "--now", AUGUST)["periods"][0]
    assert all_in_time(again)
    august = district.blanks("2023-08")["van-hoa"]
    assert {"nv-1", "nv-2"} <= august.keys("tasks")


LAST, FIRST_OF_2024 = "2023-12", "2024-01"
PLAN_2023 = (
    task("nv-bo", "1")
    + task("nv-con", "2")
    + indicator("ct-doi", "1", target=1000)
    + indicator("ct-lai", "2", target=100)
    + indicator("ct-tiep", "3", target=500)
)
# 2024: a task dropped and one added, an indicator retargeted, one started anew, one that goes on,
# two communes become one, another signs.
PLAN_2024 = (
    task("nv-bo", "1", until=date(2023, 12, 31))
    + task("nv-con", "2")
    + task("nv-moi", "3", since=date(2024, 1, 1))
    + indicator("ct-doi", "1", target=1000, until=date(2023, 12, 31))
    + indicator("ct-doi", "1", target=2000, since=date(2024, 1, 1))
    + indicator("ct-lai", "2", target=100, until=date(2023, 12, 31))
    + indicator("ct-lai", "2", target=60, since=date(2024, 1, 1), restarts=True)
    + indicator("ct-tiep", "3", target=500)
)
CHANGES = """
[[changes]]
since = 2024-01-01

[changes.signer]
name = "Người Ký Hai"
"""
MERGED = UNITS.replace(
    'code = "xa-cu"', 'code = "xa-cu"\nuntil = 2023-12-31\nsuccessor = "xa-mau"', 1
)
YEAR_2023 = OFFICE + UNITS + PLAN_2023
YEAR_2024 = OFFICE + MERGED + PLAN_2024 + CHANGES
FEBRUARY = "2024-02-01T08:00"


@pytest.fixture(scope="module")
def year(new_office):
    """November and December 2023 are merged, and closed."""
    district, stands = District(new_office(), YEAR_2023), {}
    for month in ("2023-11", LAST):
        stands = district.send(month, stands)
        told, _ = district.merge(month, now=f"{month}-12T08:00")
        assert all_in_time(told[month])
    told, _ = district.merge(now="2024-01-02T08:00")
    assert set(told) <= {"2023", "2023-W52"}
    district.stands = stands
    return district


@pytest.fixture
def new_year(year, tmp_path):
    copy = District(year.folder.copy_to(tmp_path / "văn phòng mẫu"), YEAR_2024)
    copy.regrade("I05", "2024-01-01", "note")
    copy.stands = year.stands
    return copy


def test_next_years_plan_touches_no_report_of_this_year(new_year):
    before = new_year.outputs("2023")
    assert {path.split("/")[0] for path in before} >= {"2023-11", LAST}
    told, whole = new_year.merge(now=FEBRUARY)
    assert not set(told) & {"2023-11", LAST} and not whole["outdated"]
    assert new_year.outputs("2023") == before
    again = new_year.folder.json("status", LAST, "--now", FEBRUARY)["periods"][0]
    assert all_in_time(again)
    for month in ("2023-11", LAST):  # and drawn again, as at that hour, they are the same
        new_year.merge(month, now=f"{month}-12T08:00")
    assert new_year.outputs("2023") == before


def test_next_years_forms_ask_what_next_year_asks_and_open_as_declared(new_year):
    forms = new_year.blanks(FIRST_OF_2024)
    assert set(forms) == {"van-hoa", "xa-mau"}, "one commune went into the other"
    form = forms["xa-mau"]
    assert form.keys("tasks") >= {"nv-con", "nv-moi"} and "nv-bo" not in form.keys("tasks")
    assert "2.000" in told_by(form, "ct-doi") and "60" in told_by(form, "ct-lai")
    two = sum(new_year.stands[unit, "ct-tiep"] for unit in ("xa-mau", "xa-cu"))
    opens = {code: opening(form, code) for code in ("ct-doi", "ct-lai", "ct-tiep")}
    assert opens == {"ct-doi": two, "ct-lai": 0, "ct-tiep": two} and two == 20


def test_next_years_report_is_of_next_years_plan(new_year):
    stands = {
        (unit, code): sum(new_year.stands[one, code] for one in units)
        for unit, units in {"van-hoa": ("van-hoa",), "xa-mau": ("xa-mau", "xa-cu")}.items()
        for code in ("ct-doi", "ct-tiep")
    }
    new_year.send(FIRST_OF_2024, stands)
    told, _ = new_year.merge(FIRST_OF_2024, now="2024-01-12T08:00")
    for unit in ("van-hoa", "xa-mau"):
        assert standing(told[FIRST_OF_2024], unit) == ("on_time", set())
    report = new_year.folder.output / FIRST_OF_2024 / f"bao-cao-{FIRST_OF_2024}.docx"
    words = said(report.read_bytes())
    assert "Người Ký Hai" in words and "Người Ký Một" not in words
    assert "Nhiệm vụ mẫu số 3" in words and "Nhiệm vụ mẫu số 1" not in words
    assert "Người Ký Một" in said(new_year.outputs(LAST)[f"{LAST}/bao-cao-{LAST}.docx"])
