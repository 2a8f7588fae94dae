"""A report of a period is, for ever, what was asked and known for that period."""

import pytest
from dated import OFFICE, UNITS, District, indicator, standing, task

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
