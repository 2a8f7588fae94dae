"""Every rule of the long forms, shown twice the same rows: by the merge, and by LibreOffice.

Each case is a row of its own in one form, made from the months before it as the program makes it.
"""

from dataclasses import dataclass, field, replace
from datetime import date

import pytest
from monthly import DUE, FORMS, OFFICE, RATE, SMALL, STATE, TASK_ANSWER, District, Filled, figures
from office import convert_all
from openpyxl import load_workbook

from pipeline.consolidate.standing import Version
from pipeline.domain.form import Rows
from pipeline.domain.period import Period, PeriodKind
from pipeline.domain.register import Register
from pipeline.domain.rules.rule import TableRule
from pipeline.intake.submission import read_submission

MONTH, HALF, YEAR = PeriodKind.MONTH, PeriodKind.HALF_YEAR, PeriodKind.YEAR
PERIODS = {
    MONTH: Period.parse("2023-07"),
    HALF: Period.parse("2023-H1"),
    YEAR: Period.parse("2023"),
}
WHY = {"explanation": "Rà soát lại, tháng trước ghi sót"}
EACH = (30, 40)  # every month's flow and its denominator
STOCK = {"closing": 2, "closing_of": 5}


@dataclass(frozen=True)
class Case:
    """A row: what is typed into it as it was sent out, and which rules it breaks."""

    table: str
    typed: dict
    broken: set
    each: tuple = EACH
    before: dict = field(default_factory=dict)  # of a task: what the months before say
    holds: int | None = None  # of a stock: which of the flows its denominator counts as well
    bare: bool = False  # of a stock: it has no denominator


def task(broken="", before=None, **typed):
    if before is None:  # what is done was done in the months before
        done = {"status": typed["status"], "done_on": typed.get("done_on") or JANUARY}
        before = done if typed["status"] == "Hoàn thành" else {}
    return Case("tasks", typed, set(broken.split()), before=before)


def flow(broken="", each=EACH, **typed):
    return Case("flows", typed, set(broken.split()), each)


def stock(broken="", holds=None, bare=False, **typed):
    return Case("stocks", typed, set(broken.split()), holds=holds, bare=bare)


JANUARY = date(2023, 1, 5)
DONE = TASK_ANSWER | {"status": "Hoàn thành", "done_on": JANUARY}
NOT_BEGUN = ("Chưa thực hiện", "Chưa đến thời điểm")
NOT_STARTED = TASK_ANSWER | {"status": "Chưa thực hiện"}
PLAN = "Kế hoạch số 12/KH-UBND"
CITED = PLAN + " ngày 5/3/2023"
HALFWAY = TASK_ANSWER | {"progress": 60}
COMMON = [
    task(**TASK_ANSWER),
    task(**DONE),
    task("T01 T02 T04", status="Hoàn thành"),
    task("T01", **DONE | {"done_on": None}),
    task("T02", **TASK_ANSWER | {"result": "xong"}),
    task("T02", **TASK_ANSWER | {"result": "\u00a0 xong \u00a0 "}),
    task("T03", **NOT_STARTED),
    task("T03", **NOT_STARTED, difficulty="Bận"),
    task(**NOT_STARTED, difficulty="Thiếu cán bộ"),
    task("T04", **TASK_ANSWER | {"person": " "}),
    task(status="Chưa đến thời điểm"),
    task(**TASK_ANSWER, progress=0),
    task(**TASK_ANSWER, progress=99),
    task("T07", **TASK_ANSWER, progress=100),
    task("T08", **NOT_STARTED, difficulty="Thiếu cán bộ", progress=60),
    task(**NOT_STARTED, difficulty="Thiếu cán bộ", progress=0),
    task("T09", **TASK_ANSWER, done_on=date(2023, 1, 5)),
    task("T12", **DONE | {"done_on": date(2013, 1, 5)}),
    task("T12", **DONE | {"done_on": date(2022, 12, 31)}),
    task(**DONE | {"done_on": date(2023, 1, 1)}),
    task("T13", before={}, **DONE),
    task(before={}, **DONE, difficulty="Tháng trước ghi sót"),
    task("T15", **TASK_ANSWER, documents="Kế hoạch số 12/KH-UBND"),
    task("T15", **TASK_ANSWER, documents="KH 12/KH-UBND"),
    task("T15", **TASK_ANSWER, documents="Công văn Số: 125"),
    task(**TASK_ANSWER, documents="Công văn số 125 tháng 3"),
    task(**TASK_ANSWER, documents="Kế hoạch số 12/KH-UBND", difficulty="Chưa ghi được ngày"),
    task(**TASK_ANSWER, documents="Kế hoạch của UBND xã"),
    task(**TASK_ANSWER, documents="12/KH-UBND, 05/3/2023"),
    task("T16", **TASK_ANSWER, documents="Kế hoạch ngày 05/3/2023"),
    task("T16", **TASK_ANSWER, documents="Kế hoạch giao ban hằng ngày, ngày 05/3/2023"),
    task(**TASK_ANSWER, documents="Sổ theo dõi hằng ngày của Bộ phận Một cửa"),
    task(**TASK_ANSWER, documents="Công văn 125 ngày 05/3/2023"),
    task(**TASK_ANSWER, documents="Ngày 05/3/2023, số 12/KH-UBND"),
    task("T17", **TASK_ANSWER, documents=PLAN + " NGÀY 1/1/2024"),
    task("T17", **TASK_ANSWER, documents=PLAN + " ngày 05/12/2025"),
    task("T17", **TASK_ANSWER, documents=f"{CITED}; {PLAN} ngày 25/12/2023"),
    task(**TASK_ANSWER, documents=CITED),
    task("T18", before={"documents": CITED}, **TASK_ANSWER, documents=PLAN + " ngày 05/4/2023"),
    task(before={"documents": CITED}, **TASK_ANSWER, documents=CITED),
    task(before={"documents": CITED}, **TASK_ANSWER, documents=PLAN + " ngày 05/03/2023"),
    task(before={"documents": CITED}, **TASK_ANSWER, documents=f"{CITED}; {PLAN} ngày 09/3/2023"),
    task(before={"documents": CITED}, **TASK_ANSWER, documents="Văn bản số 7 ngày 05/4/2023"),
    task("T21", **TASK_ANSWER | {"result": "Đã hoàn thành."}),
    task("T21", **TASK_ANSWER | {"result": " ĐÚNG TIẾN ĐỘ"}),
    task(**TASK_ANSWER | {"result": "Đúng tiến độ, đã cấp 12 thẻ"}),
    task(before=DONE, **DONE),
    task("T10", before=DONE, **TASK_ANSWER),
    task("T11", before=DONE, **DONE | {"done_on": date(2023, 1, 4)}),
    task("T02", **TASK_ANSWER | {"result": "....."}),
    task("T02", **TASK_ANSWER | {"result": "Như tuần trước."}),
    task("T03", **NOT_STARTED, difficulty="asdfgh"),
    task("T03", **NOT_STARTED, difficulty="Không có lý do"),
    task("T04", **TASK_ANSWER | {"person": "cán bộ"}),
    task("T04", **TASK_ANSWER | {"person": ".."}),
    task("T05 T07", **TASK_ANSWER, progress=101),
    task("T14", before=HALFWAY, **TASK_ANSWER, progress=30),
    task(before=HALFWAY, **TASK_ANSWER, progress=60),
    task(before=HALFWAY, **TASK_ANSWER, progress=30, difficulty="Phải làm lại phần đầu"),
    task(**DONE, progress=100),
    task("T06", **DONE, progress=99),
    task("T05 T06", **DONE, progress=101),
    task("T22", before=TASK_ANSWER, **NOT_STARTED, difficulty="Chờ hướng dẫn"),
    task(before=TASK_ANSWER, **TASK_ANSWER | {"status": None}),
    task("T13", before=TASK_ANSWER, **DONE),
    task("T17", **TASK_ANSWER, documents=PLAN + " ngày 05/3/2032"),
    task("T02", **TASK_ANSWER | {"result": "sdfsdf"}),
    task("T02", **TASK_ANSWER | {"result": "Quá hạn quá hạn"}),
    task(**TASK_ANSWER | {"result": "Đã cấp xong cả 12 thẻ"}),
]
OPENED = [  # what an opening may be changed to, in all long forms
    flow("I04 I09", opening_corrected=9999),
    flow("I04 I09", opening_corrected=9999, explanation="sót"),
    flow("I04 I09", opening_corrected=9999, explanation="12345"),
    flow("I09", opening_corrected=9999, **WHY),
    flow(opening_corrected=1, **WHY),
    flow("I05", opening_of_corrected=9999),
    flow(opening_of_corrected=9999, **WHY),
    flow("I04 I05", opening_corrected=9999, opening_of_corrected=9999),
    flow("I02", closing=1),
    flow("I03 I09", closing_of=1),
]
LATE = NOT_STARTED | {"difficulty": "Thiếu cán bộ"}
OWN = ("Đã cấp 120/300 thẻ", "Đã tập huấn 45 người, 2 buổi", "Đã ban hành 3 văn bản, họp 2 lần")
RAISED, LOWERED = 0, 8  # among these, closings above and below a stock's denominator
TYPED = {"flow": 3, "flow_of": 3}  # into a month; longer forms come with their months' sum
LONGER = [  # a half-year and a year: their figures come from the months
    *COMMON,
    *OPENED,
    flow(),
    flow("I07", flow_corrected=1),
    flow("I07", flow_corrected=1, explanation="sót"),
    flow(flow_corrected=1, **WHY),
    flow("I08", flow_of_corrected=9999),
    flow(flow_of_corrected=9999, **WHY),
    flow("I07 I08", flow_corrected=1, flow_of_corrected=9999),
    flow("I01 I07 I09", flow_corrected=9999),
    flow("I01 I09", flow_corrected=9999, **WHY),
    stock(),
    stock("S22", closing_corrected=3),
    stock("S22", closing_corrected=3, explanation="sót"),
    stock(closing_corrected=3, **WHY),
    stock("S23", closing_of_corrected=4),
    stock(closing_of_corrected=4, **WHY),
    stock("S21 S22", closing_corrected=6),
    stock("S21", closing_corrected=6, **WHY),
    stock("S22 S23", closing_corrected=3, closing_of_corrected=4),
    stock("S27", holds=RAISED),
    stock(holds=RAISED, **WHY),
    stock(holds=LOWERED),
]
CASES = {
    MONTH: [
        *COMMON,
        *(replace(case, typed=TYPED | case.typed) for case in OPENED),
        task("T17", **TASK_ANSWER, documents=PLAN + " ngày 11/7/2023"),
        task("T17", **TASK_ANSWER, documents=PLAN + " ngày 05/08/2023"),
        task(**TASK_ANSWER, documents=PLAN + " ngày 10/7/2023"),
        task("T20", before=LATE, **LATE),
        task("T20", before=LATE, **LATE | {"difficulty": "THIẾU cán bộ "}),
        task(before=LATE, **LATE | {"difficulty": "Thiếu cán bộ, tháng sau sẽ có"}),
        task(before={"result": OWN[0]}, **TASK_ANSWER | {"result": OWN[0]}),
        task("T19", before={"result": OWN[1]}, **TASK_ANSWER | {"result": OWN[0]}),
        task("T19", before={"result": OWN[2]}, **TASK_ANSWER | {"result": OWN[1]}),
        task(before={"result": "Xong việc"}, **TASK_ANSWER),
        flow(**TYPED),
        flow("I17", flow=0, flow_of=0),
        flow("I17", flow=0, flow_of=40),
        flow(flow=0, flow_of=40, **WHY),
        flow(each=(29, 40), flow=0, flow_of=0),
        flow("I06 I14", flow=195, flow_of=200),
        flow("I06", flow=194, flow_of=200),
        flow("I06 I14 I15 I16", flow=215, flow_of=285),
        flow(flow=215, flow_of=285, **WHY),
        flow("I16", flow=30, flow_of=400),
        flow(flow=30, flow_of=400, **WHY),
        flow("I01", flow=4, flow_of=3),
        flow(flow=159, flow_of=160),
        flow("I06", flow=160, flow_of=160),
        flow(flow=160, flow_of=160, **WHY),
        flow(each=(1, 1), flow=14, flow_of=14),
        flow("I06 I16", each=(1, 1), flow=15, flow_of=15),
        flow(each=(0, 0), flow=199, flow_of=199),
        flow("I06 I16", each=(0, 0), flow=200, flow_of=200),
        flow("I01 I06 I15 I16", flow=301, flow_of=300),
        stock(closing=5, closing_of=5),
        stock("S21", closing=6, closing_of=5),
        stock("S24", closing=1, closing_of=5),
        stock(closing=1, closing_of=5, **WHY),
        stock("S25", closing=2, closing_of=50),
        stock("S25", closing=4, closing_of=4),
        stock(closing=4, closing_of=25),
        stock("S25", closing=86, closing_of=100),
        stock(closing=4, closing_of=4, **WHY),
        stock("S26", bare=True, closing=20),
        stock(bare=True, closing=19),
        stock(bare=True, closing=20, **WHY),
        stock("S27", holds=RAISED, closing=2, closing_of=5),
        stock(holds=RAISED, closing=2, closing_of=5, **WHY),
        stock(holds=LOWERED, closing=2, closing_of=5),
    ],
    HALF: LONGER,
    YEAR: LONGER,
}

FIRST = {"opening": 0, "opening_of": 0}
LACKING = [  # a half-year that lacks April: what its other months say is a bound from below
    task(**TASK_ANSWER),
    flow(**FIRST, flow=180, flow_of=240),
    flow("I10 I12", **FIRST, flow=149, flow_of=240),
    flow("I12", **FIRST, flow=150, flow_of=240),
    flow("I11 I13", **FIRST, flow=180, flow_of=199),
    flow(**FIRST, flow=149, flow_of=199, **WHY),
    stock("S24", closing=1, closing_of=5),
    stock(closing=2, closing_of=5),
    stock("S25", closing=2, closing_of=50),
    stock(closing=2, closing_of=50, **WHY),
]


def code_of(number):
    return f"dong-{number:02}"


def office_of(cases):
    """Declare a task or an indicator for each case."""
    like = {"tasks": DUE, "flows": RATE, "stocks": STATE}
    items = {table: [] for table in like}
    flows = [code_of(number) for number, case in enumerate(cases) if case.table == "flows"]
    for number, case in enumerate(cases):
        shape = {"whole": ""} if case.bare else {}
        shape |= {} if case.holds is None else {"whole_holds": flows[case.holds]}
        items[case.table].append(replace(like[case.table], code=code_of(number), **shape))
    indicators = (*items["flows"], *items["stocks"])
    return replace(OFFICE, units=(SMALL,), tasks=tuple(items["tasks"]), indicators=indicators)


def months_before(district, cases, period, without=None):
    """Send the months a period's form starts from, every one alike, `without` one of them."""
    months = period.months if period.kind is not MONTH else Period.parse("2023").months[:6]
    for past, one in enumerate(months):
        tables = {"tasks": {}, "flows": {}, "stocks": {}}
        for number, case in enumerate(cases):
            if case.table == "flows":
                part, whole = case.each
                row = figures(past * part, part, past * whole, whole)
                tables["flows"][code_of(number)] = row
            elif case.table == "tasks":
                begun = case.typed.get("status") not in NOT_BEGUN
                as_typed = {} if begun else {"status": NOT_BEGUN[1]}
                tables["tasks"][code_of(number)] = case.before or as_typed
            elif case.table == "stocks":
                ends = ["closing"] if case.bare else STOCK
                tables["stocks"][code_of(number)] = {end: STOCK[end] for end in ends}
        if one != without:
            assert district.send(SMALL, one, tables).valid


def typed_form(district, cases, period):
    """Fill the form of a period as its cases say; task rows are emptied of what came before."""
    form = Filled(district.blank(SMALL, period), FORMS[period.kind])
    columns = [column.id for column in FORMS[period.kind].table_of("tasks").columns]
    for number, case in enumerate(cases):
        empty = dict.fromkeys(columns) if case.table == "tasks" else {}
        form.fill(case.table, code_of(number), **empty | case.typed)
    form.answer_all()
    return form


def shown_broken(content, form, cases):
    """Say which rules the form itself shows broken, by case."""
    shown = Filled.__new__(Filled)
    shown.form, shown.book = form, load_workbook(content, data_only=True)
    shown.sheets = {t.id: shown.book[t.sheet] for t in form.tables if t.sheet in shown.book}
    return [
        {
            rule.id
            for rule in form.table_of(case.table).rules
            if shown.cell(case.table, code_of(number), f"rule.{rule.id}").value == 1
        }
        for number, case in enumerate(cases)
    ]


def told_broken(district, path, period, cases):
    """Say which rules the merge finds broken in a returned form, by case."""
    office, rules = district.office, {rule.id for rule in FORMS[period.kind].rules}
    submission = read_submission(path.read_bytes(), path.name, path.name, FORMS, Register(office))
    assert (submission.unit, submission.period) == (SMALL.code, period)
    seen = office.schedule.deadline(period)
    district.versions[period, SMALL.code] = [Version(submission, seen)]
    standing = district.history(period).standings[period, SMALL.code]
    (version,) = standing.versions
    book = load_workbook(path)
    broken = {code_of(number): set() for number in range(len(cases))}
    for finding in version.findings:
        if finding.code in rules:
            sheet = book[finding.where.sheet]
            broken[sheet.cell(sheet[finding.where.cell].row, 1).value].add(finding.code)
    return list(broken.values())


@pytest.fixture(scope="module")
def returned(tmp_path_factory):
    """Fill a form for each kind, let LibreOffice compute it, and return both answers."""
    folder = tmp_path_factory.mktemp("quy tắc dài")
    districts, paths = {}, []
    for kind, period in PERIODS.items():
        cases = CASES[kind]
        districts[kind] = District(office_of(cases))
        months_before(districts[kind], cases, period)
        paths.append(folder / f"{kind.value}.xlsx")
        paths[-1].write_bytes(typed_form(districts[kind], cases, period).content())
    computed = convert_all(paths, "xlsx", folder / "out")
    return {
        kind: (
            shown_broken(path, FORMS[kind], CASES[kind]),
            told_broken(districts[kind], path, PERIODS[kind], CASES[kind]),
        )
        for kind, path in zip(PERIODS, computed, strict=True)
    }


@pytest.mark.office
@pytest.mark.parametrize(
    ("kind", "number"),
    [
        pytest.param(kind, number, id=f"{kind.value} {number} {' '.join(sorted(case.broken))}")
        for kind, cases in CASES.items()
        for number, case in enumerate(cases)
    ],
)
def test_the_merge_and_the_form_agree(returned, kind, number):
    shown, told = returned[kind]
    case = CASES[kind][number]
    assert told[number] == case.broken, case
    assert shown[number] == case.broken, case


@pytest.mark.office
def test_the_merge_and_the_form_agree_where_a_month_is_missing(tmp_path):
    district, period = District(office_of(LACKING)), PERIODS[HALF]
    months_before(district, LACKING, period, without=Period.parse("2023-04"))
    path = tmp_path / "thiếu tháng 4.xlsx"
    path.write_bytes(typed_form(district, LACKING, period).content())
    (computed,) = convert_all([path], "xlsx", tmp_path / "out")
    broken = [case.broken for case in LACKING]
    assert told_broken(district, computed, period, LACKING) == broken
    assert shown_broken(computed, FORMS[HALF], LACKING) == broken


ALIKE = {"flow": EACH[0], "flow_of": EACH[1]}
TOGETHER = {  # a table's rows, and what they break together
    "I18": [ALIKE] * 3,
    "I19": [{"flow": 0, "flow_of": 0}] * 3,
    "": [ALIKE, ALIKE, ALIKE | {"flow": EACH[0] - 1}],
}


@pytest.mark.office
def test_the_merge_and_the_form_agree_on_what_all_rows_say(tmp_path):
    period, paths = PERIODS[MONTH], []
    for code, rows in TOGETHER.items():
        cases = [flow(code, **row) for row in rows]
        district = District(office_of(cases))
        months_before(district, cases, period)
        paths.append(tmp_path / f"bảng {code}.xlsx")
        paths[-1].write_bytes(typed_form(district, cases, period).content())
    for path, (code, rows) in zip(
        convert_all(paths, "xlsx", tmp_path / "out"), TOGETHER.items(), strict=True
    ):
        cases = [flow(code, **row) for row in rows]
        district = District(office_of(cases))
        months_before(district, cases, period)
        once = [{code} - {""}, set(), set()]
        told = [case & set(TOGETHER) for case in told_broken(district, path, period, cases)]
        shown = [case & set(TOGETHER) for case in shown_broken(path, FORMS[MONTH], cases)]
        assert (told, shown) == (once, once), code
    assert {rule.id for rule in FORMS[MONTH].rules if isinstance(rule, TableRule)} == set(
        TOGETHER
    ) - {""}


@pytest.mark.parametrize("kind", CASES)
def test_every_rule_is_shown_broken_and_kept(kind):
    cases = CASES[kind] + ([] if kind is MONTH else LACKING)
    shown = set().union(*(case.broken for case in cases))
    assert shown == {rule.id for rule in FORMS[kind].rules if not isinstance(rule, TableRule)}
    for table in FORMS[kind].tables:
        assert any(not case.broken for case in CASES[kind] if case.table == table.id)
    assert {table.rows for table in FORMS[kind].tables} == {Rows.TASKS, Rows.FLOWS, Rows.STOCKS}
