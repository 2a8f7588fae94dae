"""Mistakes in the long forms that would pass in silence, each by a real file and command."""

from datetime import date

import pytest
from monthly import SHIPPED, TASK_ANSWER
from test_mistakes import Commune

from pipeline.consolidate.counts import issued_in
from pipeline.domain.form import Rows
from pipeline.domain.period import Period

PLAN = "Kế hoạch số 12/KH-UBND"
UNDER_WAY = TASK_ANSWER | {"progress": 60}
NOT_STARTED = TASK_ANSWER | {"status": "Chưa thực hiện", "result": None, "progress": None}
DONE = TASK_ANSWER | {"status": "Hoàn thành", "progress": 100}
BEFORE = "{}-{:02}-12T08:00"  # before a month is due
WHY = {"explanation": "Đã rà soát, số đúng"}
FLOW, STOCK = "ct-tuyen-truyen", "ct-can-bo-attt"
EACH = {"flow": 60, "flow_of": 90}


@pytest.fixture
def unit(office_folder):
    return lambda code="xa-hoa-hai": Commune(office_folder, code)


def task_of(unit, day=date(2023, 4, 10), due=True):
    """Return one of a unit's tasks with a day that is over."""
    items = SHIPPED.items(Rows.TASKS, day, unit.unit)
    return next(one for one in items if one.due and one.due < day)


def typed(table, key, **values):
    return lambda form: form.fill(table, key, **values)


def asked(unit, period, words=None, **mistakes):
    """Send a month, and return what `check` asks of it beside what it asks of all rows alike."""
    path = unit.send(period, words, **mistakes)
    number = int(period[-2:])
    said = unit.asked(path, BEFORE.format(2023, number))
    path.unlink()
    return {code: cell for code, severity, cell, _ in said if severity == "warning"}


MARCH, APRIL = "2023-03", "2023-04"
TASKS = [  # what March said of a task, what April says, and what is asked
    pytest.param({}, DONE | {"done_on": date(2023, 4, 11)}, "C22", id="a day to come"),
    pytest.param({}, DONE | {"done_on": date(2022, 12, 31)}, "T12 T13", id="before the plan"),
    pytest.param({}, DONE | {"done_on": date(2023, 3, 1)}, "T13", id="a time said not done"),
    pytest.param({}, DONE | {"done_on": date(2023, 3, 20)}, "", id="done since"),
    pytest.param({}, UNDER_WAY | {"done_on": date(2023, 4, 1)}, "T09", id="under way, with a day"),
    pytest.param({}, UNDER_WAY | {"progress": 100}, "T07", id="under way, all of it"),
    pytest.param(UNDER_WAY, UNDER_WAY | {"progress": 30}, "T14", id="progress falls"),
    pytest.param(UNDER_WAY, UNDER_WAY | {"progress": 70}, "", id="progress grows"),
    pytest.param(
        {},
        NOT_STARTED | {"progress": 60, "difficulty": "Thiếu cán bộ"},
        "T08 T22",
        id="not begun, 60",
    ),
    pytest.param({}, {"documents": PLAN}, "T15", id="a number without a day"),
    pytest.param({}, {"documents": "Kế hoạch ngày 05/3/2023"}, "T16", id="a day without a number"),
    pytest.param({}, {"documents": f"{PLAN} ngày 11/4/2023"}, "T17", id="a document to come"),
    pytest.param({}, {"documents": f"{PLAN} ngày 10/4/2023"}, "", id="of the last day"),
    pytest.param(
        {"documents": f"{PLAN} ngày 05/3/2023"},
        {"documents": f"{PLAN} ngày 05/4/2023"},
        "T18",
        id="an old document as new",
    ),
    pytest.param(
        NOT_STARTED | {"difficulty": "Thiếu cán bộ"},
        NOT_STARTED | {"difficulty": "Thiếu cán bộ"},
        "T20",
        id="last month's reason",
    ),
    pytest.param(
        NOT_STARTED | {"difficulty": "Thiếu cán bộ"},
        NOT_STARTED | {"difficulty": "Đã có cán bộ, đang làm thủ tục"},
        "",
        id="another reason",
    ),
    pytest.param({}, {"result": "Đã hoàn thành."}, "T21", id="a result that says nothing"),
]


@pytest.mark.parametrize(("before", "now", "codes"), TASKS)
def test_what_a_task_says_is_held_against_the_plan_and_the_month_before(unit, before, now, codes):
    one = unit()
    task = next(
        item for item in SHIPPED.items(Rows.TASKS, date(2023, 3, 10), one.unit)
        if item.due and item.due < date(2023, 3, 10)
    ) if "T20" in codes else task_of(one)  # fmt: skip
    one.send(MARCH, typed("tasks", task.code, **before))
    path = one.send(APRIL, typed("tasks", task.code, **now))
    said = one.asked(path, "2023-04-12T08:00")
    assert {code for code, *_ in said} == set(codes.split())
    assert len({cell[1:] for _, _, cell, _ in said}) <= 1, "all of one row"


def test_a_day_that_is_another_when_the_form_is_sent_once_more_is_asked_about(unit):
    """From after the deadline to before it: five points lost would be five points won."""
    one = unit()
    one.send(MARCH)
    task = task_of(one)
    late = DONE | {"done_on": date(2023, 4, 5)}
    first = one.send(APRIL, typed("tasks", task.code, **late))
    assert not one.asked(first, "2023-04-11T08:00")
    assert one.folder.run("merge", APRIL, "--now", "2023-04-11T08:00").returncode in (0, 1)
    again = one.send(APRIL, typed("tasks", task.code, **late | {"done_on": date(2023, 3, 30)}))
    said = one.asked(again, "2023-04-12T08:00")
    assert [(code, severity, cell[0]) for code, severity, cell, _ in said] == [
        ("T11", "warning", said[0][2][0])
    ]
    same = one.send(APRIL, typed("tasks", task.code, **late | {"result": "Xong cả phần phụ"}))
    assert not one.asked(same, "2023-04-12T09:00"), "the day is the same as before"


def test_a_result_pasted_one_row_off_is_asked_about(unit):
    one = unit()
    tasks = SHIPPED.items(Rows.TASKS, date(2023, 4, 10), one.unit)[:4]
    said = [f"Đã tập huấn {number} người trong {number % 5} buổi" for number in (120, 45, 61, 7)]

    def results(told):
        def fill(form):
            for task, words in zip(tasks, told, strict=True):
                form.fill("tasks", task.code, result=words)

        return fill

    one.send(MARCH, results(said))
    assert not asked(one, APRIL, results(said))
    one.district.versions.pop((Period.parse(APRIL), one.unit.code))
    path = one.send(APRIL, results(["Đã cấp 3 thẻ", *said[:3]]))
    (answer,) = one.folder.json("check", path, "--now", "2023-04-12T08:00")["files"]
    (found,) = [f for f in answer["findings"] if f["severity"] != "note"]
    assert (found["code"], len(found["cells"])) == ("T19", 3), "one cause, said once"


FLOWS = [  # what April's first flow says after two months of EACH, and what is asked
    pytest.param({"flow": 190, "flow_of": 280}, "I14 I15", id="the new total"),
    pytest.param({"flow": 60, "flow_of": 900}, "I16", id="a digit too many below"),
    pytest.param({"flow": 600, "flow_of": 900}, "I06 I16", id="a digit too many"),
    pytest.param({"flow": 0, "flow_of": 90}, "I17", id="nothing where there is much"),
    pytest.param({"flow": 60, "flow_of": 90}, "", id="as ever"),
    pytest.param({"flow": 90, "flow_of": 120}, "", id="half more"),
    pytest.param({"flow": 600, "flow_of": 900} | WHY, "", id="explained"),
]


@pytest.mark.parametrize(("now", "codes"), FLOWS)
def test_what_arises_in_a_month_is_held_against_the_months_before(unit, now, codes):
    one = unit()
    key = "ct-dvc-con-lai"
    for period in ("2023-02", MARCH):
        one.send(period, _flow(one, key, period, EACH))
    path = one.send(APRIL, _flow(one, key, APRIL, now))
    said = one.asked(path, "2023-04-12T08:00")
    assert {code for code, *_ in said} == set(codes.split())
    assert len({cell[1:] for _, _, cell, _ in said}) <= 1, "all of one row"


def _flow(one, key, period, values):
    """Type a flow, with its totals as Excel would have computed them."""
    past = one.district.history(Period.parse(period)).past(Period.parse(period), one.unit)
    known = past.get(key, {})
    totals = {
        f"closing{end}": known.get(f"opening{end}", 0) + values[f"flow{end}"] for end in ("", "_of")
    }
    return typed("flows", key, **values, **totals)


def test_a_sheet_sent_once_more_or_left_at_nothing_is_asked_about_once(unit):
    one = unit()
    for period in ("2023-02", MARCH):
        one.send(period)
    same = {"flow": 33, "flow_of": 66}
    one.district.versions.pop((Period.parse(MARCH), one.unit.code))
    one.send(MARCH, flows=same)
    path = one.send(APRIL, flows=same)
    assert [code for code, *_ in one.asked(path, "2023-04-12T08:00")] == ["I18"]
    path.unlink()
    one.district.versions.pop((Period.parse(APRIL), one.unit.code))
    path = one.send(APRIL, flows={"flow": 0, "flow_of": 0})
    assert [code for code, *_ in one.asked(path, "2023-04-12T08:00")] == ["I19"]


def test_a_denominator_is_not_below_what_another_row_counts(unit):
    """16 of 16 accounts activated, 100 %, where 10,704 were issued by another row."""
    one = unit("cong-an")

    def accounts(closing, whole):
        def fill(form):
            form.fill("flows", "ct-tai-khoan", opening=0, flow=10704, closing=10704)
            form.fill("stocks", "ct-kich-hoat", closing=closing, closing_of=whole)

        return fill

    said = one.asked(one.send(MARCH, accounts(16, 16)), "2023-03-12T08:00")
    assert [(code, severity) for code, severity, *_ in said] == [("S27", "warning")]
    assert "10.704" in said[0][3]
    one.district.versions.clear()
    path = one.send("2023-02", accounts(9000, 10704))
    assert not one.asked(path, "2023-02-12T08:00")


def test_a_count_of_people_ten_times_as_many_is_asked_about(unit):
    one = unit("noi-vu")
    for period, count in (("2023-02", 3), (MARCH, 4)):
        one.send(period, typed("stocks", STOCK, closing=count))
    assert list(asked(one, APRIL, typed("stocks", STOCK, closing=40))) == ["S26"]


def test_a_year_is_not_below_its_half_year_in_force(unit):
    """4 accounts a year whose own half-year says 10,704: with months missing, too."""
    one = unit("cong-an")

    def accounts(flow):
        def fill(form):
            form.fill("flows", "ct-tai-khoan", opening=0, flow=flow, closing=flow)
            form.fill("stocks", "ct-kich-hoat", closing=flow, closing_of=flow)

        return fill

    half = one.send("2023-H1", accounts(10704))
    codes = {code for code, *_ in one.asked(half, "2023-06-13T08:00")}
    assert not codes & {"I10", "I12", "S27"}
    year = one.send("2023", accounts(4))
    codes = {code for code, *_ in one.asked(year, "2023-12-13T08:00")}
    assert codes >= {"I10", "I12"}


def test_a_document_the_form_came_with_is_not_issued_again(unit):
    one = unit()
    task = task_of(one)
    cited = typed("tasks", task.code, documents=f"{PLAN} ngày 05/3/2023")
    one.send(MARCH, cited)
    one.send(APRIL)
    for period, number in ((MARCH, 1), (APRIL, 0)):
        summary = one.district.summary(Period.parse(period))
        assert len(issued_in(summary.plan, summary.period, summary.window[0])) == number
