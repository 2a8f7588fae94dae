"""A report of a period is, for ever, what was asked and known for that period."""

import re
from datetime import date
from io import BytesIO

import pytest
from dated import OFFICE, UNITS, District, indicator, opening, said, standing, task, told_by
from openpyxl import load_workbook
from typed import ROOT

from pipeline.config.form import load_form, load_forms
from pipeline.config.office import load_register
from pipeline.consolidate.rollup import gather
from pipeline.domain.finding import BaocaoError
from pipeline.domain.marks import ASKED_ROWS, IDENTITY_SHEET
from pipeline.domain.period import Period, PeriodKind
from pipeline.intake.submission import read_submission
from pipeline.outputs.reference import code_reference

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


@pytest.mark.parametrize("more", [{}, {"since": "2023-08-01"}])
def test_a_task_added_in_august_is_asked_by_the_year_and_loses_no_unit(district, more):
    """The half-year that was sent in June stays as it is; the year asks for the task as well."""
    half, year = "2023-H1", "2023"
    district.send(half, district.send(MARCH, {}))
    told, _ = district.merge(half, now="2023-06-13T08:00")
    assert all_in_time(told[half])
    before = district.outputs(half)
    added = task("nv-2", "2", lead=["van-hoa"]).rstrip()
    since = "".join(f"\n{key} = {day}" for key, day in more.items())
    district.declare(f"{FIRST}{added}{since}\n")
    district.merge(now=AUGUST)
    assert district.outputs(half) == before and before
    stood = district.folder.json("status", half, "--now", AUGUST)["periods"][0]
    assert all_in_time(stood)
    asked = district.blanks(year)["van-hoa"].keys("tasks")
    assert {"nv-1", "nv-2"} <= asked
    district.send(year, {(code, "ct-1"): 5 for code in ("van-hoa", "xa-mau", "xa-cu")}, flow=5)
    told, _ = district.merge(year, now="2023-12-13T08:00")
    assert [standing(told[year], code)[0] for code in ("van-hoa", "xa-mau", "xa-cu")] == [
        "on_time"
    ] * 3
    assert district.outputs(half) == before


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
    anew = new_year.outputs("2023")
    # The list of what they were made of names the declarations by hash: these are others now.
    assert {path.rpartition("/")[2] for path in anew if anew[path] != before[path]} == {
        "manifest.json"
    }
    assert anew.keys() == before.keys()


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
    book = load_workbook(report.with_name(f"tong-hop-{FIRST_OF_2024}.xlsx"), data_only=True)
    shown = {row[2]: row[5:7] for row in book["Chỉ tiêu"].values}
    assert shown["ct-lai"] == (10, 10), "counted anew, and not on from the commune that ended"
    assert shown["ct-tiep"] == (10, 40)
    assert "Người Ký Một" in said(new_year.outputs(LAST)[f"{LAST}/bao-cao-{LAST}.docx"])


def test_a_change_of_the_past_is_said_before_it_is_made(district):
    """A commune that is said to have ended before March."""
    quiet = district.folder.json("status", "2023-08", "--now", AUGUST)
    assert quiet["to_change"] == []
    district.declare(FIRST.replace('code = "xa-cu"', 'code = "xa-cu"\nuntil = 2023-02-28'))
    said_first = district.folder.run("status", "2023-08", "--now", AUGUST)
    assert f"1 kỳ đã tổng hợp ({MARCH}) sẽ đổi" in " ".join(said_first.stdout.split())
    before = district.outputs(MARCH)
    assert district.folder.json("status", "2023-08", "--now", AUGUST)["to_change"] == [MARCH]
    assert district.outputs(MARCH) == before
    told, _ = district.merge(now=AUGUST)
    assert MARCH in told and district.outputs(MARCH) != before


MORE = """
[[changes]]
since = 2024-01-01

[changes.schedule]
month_ends = 20
due_time = "10:30"

[changes.targets]
online_essential = 90

[[changes]]
since = 2024-07-01

[changes.office]
receiver = "Nơi nhận mới"

[changes.asked_by]
monthly = "Theo kế hoạch năm sau"
"""


def register_of(text, tmp_path):
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    return load_register(path)


def test_each_period_has_the_declarations_of_its_time(tmp_path):
    register = register_of(FIRST + MORE, tmp_path)
    window, due = register.schedule.window, register.schedule.deadline
    december, january, july, week, later = map(
        Period.parse, ("2023-12", "2024-01", "2024-07", "2023-W52", "2024-W02")
    )
    assert window(december) == (date(2023, 11, 11), date(2023, 12, 10))
    assert window(january) == (date(2023, 12, 11), date(2024, 1, 20)), "no day is left out"
    assert (due(week).hour, due(later).hour, due(later).minute) == (9, 10, 30)
    targets = [float(register.as_of(one).targets["online_essential"]) for one in (week, later)]
    assert targets == [0.8, 0.9]
    receivers = {register.as_of(one).receiver for one in (december, january)}
    assert receivers == {"Tổ công tác huyện Mẫu"}
    assert register.as_of(july).receiver == "Nơi nhận mới"
    assert register.as_of(july).plan == register.as_of(january).plan == "Kế hoạch mẫu"
    asked_by = [register.as_of(one).asked_by.get(PeriodKind.MONTH) for one in (january, july)]
    assert asked_by == [None, "Theo kế hoạch năm sau"]
    assert float(register.as_of(july).targets["online_essential"]) == 0.9, "and what was before"
    assert register.as_of(january) is register.as_of(Period.parse("2024-02"))


def test_before_the_office_began_nothing_is_owed(tmp_path):
    began = FIRST.replace("[office]", "[office]\nsince = 2023-03-06")
    register = register_of(began, tmp_path)
    owed = {p: bool(register.as_of(p).reporters(p)) for p in map(Period.parse, WEEKS)}
    assert owed == {Period.parse("2023-W09"): False, Period.parse("2023-W10"): True}
    span = gather(register, tuple(owed), register.office.unit("van-hoa"), lambda period, unit: None)
    assert [str(period) for period, _ in span.missing] == ["2023-W10"]


WEEKS = ("2023-W09", "2023-W10")  # of which the office began on the first day of the second
FIRST_CHANGE = "\n[[changes]]\nsince = 2024-01-01\n"
THIRD = "\n[[units]]\ncode = 'xa-ba'\nname = 'UBND xã Ba'\nreports = ['monthly']\n"
MISTAKES = {
    "without a day": ("\n[[changes]]\n[changes.signer]\nname = 'Mẫu'\n", "changes[1].since”"),
    "out of order": (FIRST_CHANGE + "\n[[changes]]\nsince = 2023-01-01\n", "changes[2].since”"),
    "no such key": (FIRST_CHANGE + "[changes.signer]\nnam = 'x'\n", "“changes[1].signer.nam”"),
    "no such section": (FIRST_CHANGE + "[changes.units]\na = 1\n", "“changes[1].units”"),
    "another plan": (
        FIRST_CHANGE + "[changes.office]\nplan = 'Kế hoạch khác'\n",
        "“changes[1].office.plan”: không ghi ở đây; kế hoạch mới là một tệp nữa",
    ),
    "a unit that becomes itself": (
        THIRD + "until = 2023-12-31\nsuccessor = 'xa-ba'\n",
        "“units[4].successor”: đơn vị không thể tiếp nhận chính nó",
    ),
    "a unit that goes on and is taken over": (
        THIRD + "successor = 'xa-mau'\n",
        "“units[4].successor”: đơn vị có đơn vị tiếp nhận thì phải ghi ngày cuối cùng",
    ),
    "days off": (FIRST_CHANGE + "[changes.schedule]\nholidays = []\n", "holidays”"),
    "both on a day": (
        task("nv-hai", "2") + task("nv-hai", "2", since=date(2024, 1, 1)),
        "tasks[3].code”: “nv-hai” đã dùng ở trên; hãy ghi since, until",
    ),
    "ends before it begins": (
        task("nv-hai", "2", since=date(2024, 1, 1), until=date(2023, 1, 1)),
        "tasks[2].until”: ngày kết thúc đứng trước",
    ),
    "anew since when": (indicator("ct-hai", "2", restarts=True), "indicators[2].restarts”"),
    "anew within a year": (
        indicator("ct-hai", "2", restarts=True, since=date(2024, 7, 1)),
        "phải ghi từ ngày 01/01",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_in_what_is_dated_is_named_with_its_line(tmp_path, name):
    more, hint = MISTAKES[name]
    with pytest.raises(BaocaoError) as refused:
        register_of(FIRST + more, tmp_path)
    assert hint in str(refused.value) and len(str(refused.value).splitlines()) == 1
    line = int(str(refused.value).split("dòng ")[1].split(",")[0])
    assert line > FIRST.count("\n")


def test_a_day_is_held_against_the_plan_of_its_time():
    forms = load_forms(ROOT / "input_templates", (date(2023, 1, 1), date(2024, 1, 1)))

    def first(day):
        rules = {rule.id: rule for rule in forms[PeriodKind.MONTH].as_of(day).rules}
        return rules["T12"]

    days = [date(2023, 12, 10), date(2024, 1, 10), date(2022, 12, 10)]
    assert [first(day).first for day in days] == [date(2023, 1, 1), date(2024, 1, 1), date.min]
    said = {"done_on": "2023-03-05"}
    assert [first(day).broken({}, said, {}) for day in days] == [False, True, False]


def dated_rule(text, tmp_path):
    """Return a rule of the weekly form with more keys."""
    form = (ROOT / "input_templates" / "weekly" / "form.toml").read_text(encoding="utf-8")
    path = tmp_path / "form.toml"
    path.write_text(form.replace('id = "Q07"\n', f'id = "Q07"\n{text}\n'), encoding="utf-8")
    return load_form(path)


def grade(form, day):
    rules = {rule.id: rule.severity.value for rule in form.as_of(day).rules}
    return rules.get("Q07")


def test_a_rule_has_its_days_and_its_grades_are_kept_and_printed(tmp_path):
    form = dated_rule(
        "since = 2023-03-01\nuntil = 2024-12-31\ntrial_until = 2023-04-30\nowner = 'Tổ mẫu'\n"
        'grades = [{ since = 2024-01-01, severity = "warning" },'
        ' { since = 2024-06-01, severity = "error" }]',
        tmp_path,
    )
    grades = {
        date(2023, 2, 28): None,
        date(2023, 3, 1): "warning",  # on trial
        date(2023, 4, 30): "warning",
        date(2023, 5, 1): "error",
        date(2024, 1, 1): "warning",
        date(2024, 6, 1): "error",
        date(2025, 1, 1): None,
    }
    assert {day: grade(form, day) for day in grades} == grades
    assert (
        "- Áp dụng: Từ 01/3/2023; từ 01/01/2024 là Hỏi lại; từ 01/6/2024 là Lỗi; đến hết "
        "30/4/2023 chỉ hỏi lại (chạy thử); đến hết 31/12/2024; Tổ mẫu phụ trách."
    ) in code_reference([form])
    with pytest.raises(BaocaoError, match="ngày sau ghi dưới ngày trước"):
        dated_rule('grades = [{ severity = "warning" }]', tmp_path)


@pytest.mark.parametrize(
    ("sent_out", "declared_since", "found"),
    [("warning", "error", "warning"), ("error", "warning", "warning"), ("error", "error", "error")],
)
def test_a_rule_that_looks_back_is_no_graver_than_the_form_it_was_sent_with(
    district, sent_out, declared_since, found
):
    district.regrade("I04", "2023-04-01", sent_out)
    district.send("2023-04", {(code, "ct-1"): 99 for code in ("van-hoa", "xa-mau", "xa-cu")})
    path = district.folder.root / "input_templates" / "monthly" / "form.toml"
    words = path.read_text(encoding="utf-8")
    graded = f'since = 2023-04-01, severity = "{sent_out}"'
    assert graded in words  # March closed with 5: what April opens with is no more that
    path.write_text(words.replace(graded, graded.replace(sent_out, declared_since)), "utf-8")
    told, _ = district.merge("2023-04", now="2023-04-12T08:00")
    assert graded_in(told["2023-04"], "I04") == {found}
    kept = district.folder.json("status", "2023-04", "--now", "2023-04-12T10:00")["periods"][0]
    assert graded_in(kept, "I04") == {found}  # as the ledger has kept what the form carried


def graded_in(told, code):
    """Return how grave a finding is, in all units' reports."""
    found = [one for unit in told["units"] for one in unit["findings"]]
    return {one["severity"] for one in found if one["code"] == code}


def without_list(content):
    """Return a form as those were that listed no more than the codes of their rows."""
    book = load_workbook(BytesIO(content))
    hidden = book[IDENTITY_SHEET]
    start = next(cell.row for cell in hidden["A"] if cell.value == ASKED_ROWS)
    hidden.delete_rows(start, hidden.max_row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_form_that_carried_no_list_is_read_by_the_declarations_of_its_period(march):
    content = (march.folder.collected / f"{MARCH}-van-hoa.xlsx").read_bytes()
    forms = load_forms(march.folder.root / "input_templates")
    register = march.register
    new, old = (
        read_submission(one, "a.xlsx", "sha", forms, register)
        for one in (content, without_list(content))
    )
    assert new.rules and not old.rules and old.valid
    assert (new.rows, new.answers, new.findings) == (old.rows, old.answers, old.findings)


TODAYS = re.compile(r"register\.(office|latest|on)\b|load_(office|register)\b")


def test_nothing_that_is_counted_or_drawn_reads_todays_list():
    rooms = [ROOT / "pipeline" / room for room in ("consolidate", "outputs")]
    modules = [path for room in rooms for path in room.rglob("*.py")]
    found = {path.name for path in modules if TODAYS.search(path.read_text(encoding="utf-8"))}
    assert len(modules) > 60 and not found


def test_what_holds_until_the_last_day_there_is_holds_on(tmp_path):
    endless = FIRST.replace("[[units]]\n", "[[units]]\nuntil = 9999-12-31\n", 1)
    assert endless != FIRST
    register = register_of(endless, tmp_path)
    assert len(register.latest.units) == len(register_of(FIRST, tmp_path).latest.units)
