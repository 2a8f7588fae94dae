"""What the plan wants at once is due some days after the plan's own day, once that is declared."""

from datetime import date

import dated
import pytest
from typed import OfficeFolder

from pipeline.config.office import load_register
from pipeline.domain.finding import BaocaoError
from pipeline.domain.office import Timing

MONTH, NOW = "2023-03", "2023-03-12T10:00"
NO_DAY = "Thời hạn: triển khai ngay (chưa xác định ngày)"
TASK = dated.task("nv-ngay", "1", deadline_words="triển khai ngay", at_once=True)


def plan(head):
    return f'[plan]\ntitle = "Kế hoạch mẫu"\nissuer = "UBND huyện Mẫu"\n{head}\n{TASK}'


@pytest.fixture
def district(tmp_path):
    found = dated.District(OfficeFolder(tmp_path / "huyện"), "")
    office = dated.OFFICE.replace('plan = "Kế hoạch mẫu"\n', "")
    found.declare('plans = ["plans/mau.toml"]\n' + office + dated.UNITS)
    return found


def follow(district, head):
    path = district.folder.root / "plans" / "mau.toml"
    path.write_text(plan(head), encoding="utf-8")


def told(district):
    return district.blanks(MONTH)["xa-mau"].cell("tasks", "nv-ngay", "told").value


@pytest.mark.parametrize("head", ["", "date = 2023-02-20", "at_once_days = 10"])
def test_before_both_are_declared_there_is_no_day(district, head):
    follow(district, head)
    assert told(district).startswith(NO_DAY)
    (task,) = load_register(district.folder.root / "config.toml").office.tasks
    assert (task.timing, task.due) == (Timing.ONGOING, None)


def test_then_it_is_due_and_goes_on(district):
    follow(district, "date = 2023-02-20\nat_once_days = 10")
    assert told(district).startswith("Thời hạn: triển khai ngay (02/3/2023, sau đó thường xuyên)")
    for form in district.blanks(MONTH).values():
        form.fill("tasks", "nv-ngay", **dated.TASK_ANSWER)
        form.answer_all()
        (district.folder.collected / f"{id(form)}.xlsx").write_bytes(form.content())
    district.merge(MONTH, now=NOW)
    (paper,) = [c for path, c in district.outputs("2023").items() if "bao-cao" in path]
    assert "quá hạn 08 ngày" in dated.said(paper)
    assert "02/3/2023, sau đó thường xuyên" in dated.said(paper)


def test_a_day_of_its_own_stands(district):
    follow(district, "date = 2023-02-20\nat_once_days = 10")
    path = district.folder.root / "plans" / "mau.toml"
    own = TASK.replace('"ongoing"', '"by"') + "due = 2023-03-05\n"
    path.write_text(plan("date = 2023-02-20\nat_once_days = 10").replace(TASK, own), "utf-8")
    (task,) = load_register(district.folder.root / "config.toml").office.tasks
    assert task.due == date(2023, 3, 5)


@pytest.mark.parametrize("days", ["-1", "367", '"mười"'])
def test_a_number_of_days_that_is_none_is_named(district, days):
    follow(district, f"date = 2023-02-20\nat_once_days = {days}")
    with pytest.raises(BaocaoError) as raised:
        load_register(district.folder.root / "config.toml")
    assert "mục “plan.at_once_days”" in str(raised.value)


def test_the_shipped_plan_wants_two_things_at_once_and_knows_no_day(office_folder):
    office = load_register(office_folder.root / "config.toml").office
    assert [(t.number, t.due) for t in office.tasks if t.at_once] == [
        ("3.2(3)", None),
        ("3.3(3)", None),
    ]
    path = office_folder.root / "plans" / "de-an-06-2023.toml"
    text = path.read_text(encoding="utf-8")
    for commented in ("date = 2023-03-01", "at_once_days = 10"):
        assert text.count(f"\n# {commented}\n") == 1
        text = text.replace(f"\n# {commented}\n", f"\n{commented}\n")
    path.write_text(text, encoding="utf-8")
    office = load_register(office_folder.root / "config.toml").office
    assert {t.due for t in office.tasks if t.at_once} == {date(2023, 3, 11)}
    assert office_folder.run("plan").returncode == 0
