"""A target holds from a day on: what ended before it is held against none."""

from datetime import date

import dated
import pytest
from made import fill
from openpyxl import load_workbook
from typed import OfficeFolder
from weekly import Filled

from pipeline.config.office import load_register
from pipeline.domain.period import Period

BEFORE, FIRST = "2023-W08", "2023-W09"  # they end on 26 February and on 5 March
NOW = {BEFORE: "2023-02-27T10:00", FIRST: "2023-03-06T10:00"}
JUDGED = "chưa đạt chỉ tiêu 80%"


def written(district, period):
    """Return what a period's report says, and the words on its workbook's sheets."""
    folder = district.folder.output / period
    (paper,), (book,) = folder.glob("bao-cao-*.docx"), folder.glob("*.xlsx")
    cells = [c.value for sheet in load_workbook(book) for row in sheet for c in row]
    return dated.said(paper.read_bytes()), {one for one in cells if isinstance(one, str)}


@pytest.fixture(scope="module")
def district(tmp_path_factory):
    """A district whose unit sends the week before the target's day, and that of it."""
    folder = OfficeFolder(tmp_path_factory.mktemp("chỉ tiêu") / "huyện")
    percent = "online_essential = 80"
    office = dated.OFFICE.replace(percent, f"{percent}\nsince = 2023-03-01")
    rate = dated.indicator(
        "ct", "1.1", of="Tổng số hồ sơ", target=80, target_since=date(2023, 3, 1)
    )
    found = dated.District(folder, office + dated.UNITS + rate + dated.task("nv", "1"))
    for week, now in NOW.items():
        (form,) = folder.templates(week, now).values()
        answers = {"received_online": 6, "received_direct": 4}
        content = fill(Filled(form.read_bytes()), answers).content()
        (folder.collected / f"{week}.xlsx").write_bytes(content)
        found.merge(week, now=now)
    return found


def test_a_week_before_its_day_has_no_target(district):
    paper, cells = written(district, BEFORE)
    assert "6/10 hồ sơ" in paper
    assert "chỉ tiêu" not in paper and "80%" not in paper
    assert not [words for words in cells if "80%" in words]


def test_a_week_that_ends_after_its_day_is_held_against_it(district):
    paper, cells = written(district, FIRST)
    assert JUDGED in paper and "dưới 80%" in paper
    assert [words for words in cells if "80%" in words]


def test_an_indicators_target_holds_from_its_day(district):
    february, march = (district.blanks(name).values() for name in ("2023-02", "2023-03"))
    assert not any("told" in ids(form) for form in february)
    assert all(dated.told_by(form, "ct").startswith("từ 80% trở lên") for form in march)


def ids(form):
    return {cell.value for row in form.sheets["flows"] for cell in row}


def test_the_shipped_targets_of_public_services_hold_from_march(office_folder):
    register = load_register(office_folder.root / "config.toml")
    february, march = (register.as_of(Period.parse(one)) for one in ("2023-02", "2023-03"))
    judged = ("ct-dvc-thiet-yeu", "ct-dvc-con-lai")
    assert [february.indicator(code).target for code in judged] == [None, None]
    assert [march.indicator(code).target for code in judged] == [80, 50]
    weeks = [register.as_of(Period.parse(one)).targets for one in (BEFORE, FIRST)]
    assert weeks == [{}, {"online_essential": register.office.targets["online_essential"]}]
