"""What the office knows by itself: it asks nobody, and the report states the one figure."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from docx import Document
from made import ROOT, drawn_report, drawn_workbook, proved
from monthly import COUNT, DUE, RATE, STATE, District, figures, indicator, month
from monthly import OFFICE as MONTHLY
from monthly import task as a_task
from monthly import unit as a_unit
from net import spaced
from openpyxl import load_workbook
from shipped import copy_declared, declared_in

from pipeline.config.office import load_office
from pipeline.consolidate.wording import word_report
from pipeline.domain.figure import INDICATORS, TASKS, FigureId
from pipeline.domain.finding import BaocaoError
from pipeline.domain.period import Period, PeriodKind
from pipeline.domain.plan import TaskState
from pipeline.domain.register import Register
from pipeline.domain.sums import added
from pipeline.intake.submission import read_submission

APR, MAY = month("2023-04"), month("2023-05")
HALF = Period.parse("2023-H1")
NONE = (0, 0, 0, 0)
UNITS = tuple(a_unit(f"xa-{n}", f"UBND xã Số {n}") for n in range(1, 6))
ON_TIME, LATE, MISSING = UNITS[:3], UNITS[3], UNITS[4]
WIDE = replace(DUE, code="nv-rong", number="3.5(2)", due=date(2023, 9, 30), indicator="ct-dem-nv")
SENDING = a_task("nv-gui", "III.2", part="Báo cáo tháng", reports=frozenset({PeriodKind.MONTH}))
HALVES = a_task("nv-gui-6", "III.2", part="6 tháng", reports=frozenset({PeriodKind.HALF_YEAR}))
COUNTED = indicator(
    "ct-dem-nv", "4.1", whole="đơn vị", adds_up=False, units=(), task=WIDE.code, derived=True,
    measure="đơn vị", target=100, target_by=date(2023, 9, 30),
)  # fmt: skip
OFFICE = replace(
    MONTHLY,
    units=UNITS,
    tasks=(WIDE, SENDING, HALVES),
    indicators=(COUNT, RATE, STATE, COUNTED),
)


def done(form):
    form.fill("tasks", WIDE.code, status="Hoàn thành", done_on=date(2023, 4, 5))


@pytest.fixture(scope="module")
def district():
    """Of five units four report April, one of them late; two have done the task."""
    district = District(OFFICE)
    for at, unit in enumerate(UNITS[:4]):
        tamper = done if at < 2 else (lambda form: None)
        district.month(unit, APR, (0, 1), NONE, (1, 2), tamper=tamper, late=unit == LATE)
    return district


def states(district, period, task):
    return {x.unit: x.state for x in district.summary(period).plan.tasks if x.task == task}


def test_no_form_asks_for_it(district):
    book = load_workbook(BytesIO(district.blank(UNITS[0], APR)))
    codes = {cell.value for sheet in book for cell in sheet["A"]}
    assert WIDE.code in codes and COUNT.code in codes
    assert not codes & {SENDING.code, HALVES.code, COUNTED.code}


def test_sending_reports_stands_as_the_reports_came(district):
    assert states(district, APR, SENDING) == {
        **dict.fromkeys(ON_TIME, TaskState.DONE),
        LATE: TaskState.DONE_LATE,
        MISSING: TaskState.OVERDUE,
    }
    assert set(states(district, APR, HALVES).values()) == {TaskState.NOT_YET}, "none was due"
    before = district.office.schedule.opens(MAY)
    early = district.summary(APR, before.replace(day=11)).plan.tasks
    assert {x.unit: x.state for x in early if x.task == SENDING}[MISSING] is TaskState.NOT_YET
    half = states(district, HALF, SENDING)
    assert set(half.values()) == {TaskState.OVERDUE}, "of six months five are missing"


def test_who_has_done_a_task_is_counted_and_typed_by_nobody(district):
    summary = district.summary(APR)
    line = next(one for one in summary.plan.sums if one.indicator == COUNTED)
    assert line.ratio == (2, 5) and line.coverage == "4/5", "of the fifth nothing is known"
    assert not [one for one in summary.plan.indicators if one.unit and one.indicator == COUNTED]
    closing = summary.figures[FigureId(APR, INDICATORS, COUNTED.code, "closing")]
    assert {id.table for id in closing.made_of} == {TASKS}
    for column in ("closing", "closing_of"):
        figure = summary.figures[FigureId(APR, INDICATORS, COUNTED.code, column)]
        assert figure.value == added(summary.figures[id].value for id in figure.made_of)
    silent = next(one for one in district.summary(MAY).plan.sums if one.indicator == COUNTED)
    assert silent.ratio == (2, 5) and silent.coverage == "2/5", "what is done stays done"


def test_before_anybody_reports_it_is_not_known(district):
    """Nothing is published that cannot be proved: 0 of 5 would be said of units that are silent."""
    summary = District(OFFICE).summary(APR)
    line = next(one for one in summary.plan.sums if one.indicator == COUNTED)
    assert (line.values["closing"], line.coverage) == (None, "0/5")
    report = word_report(ROOT / "input_templates" / "shared" / "report.md", summary)
    proved(summary, report, drawn_workbook(summary, report), drawn_report(summary, report))


def test_of_a_silent_unit_it_is_said_what_its_days_are(district):
    """The task's deadline is past by so many; the unit's report is not late by them."""
    summary = District(OFFICE).summary(Period.parse("2023-12"))
    report = word_report(ROOT / "input_templates" / "shared" / "report.md", summary)
    document = Document(BytesIO(drawn_report(summary, report)))
    cells = [row.cells[-1].text for table in document.tables for row in table.rows]
    told = [said for said in cells if "chưa có báo cáo (" in said and " ngày" in said]
    assert told and all(re.search(r": quá hạn \d+ ngày", said) for said in told)
    assert not any(re.search(r": \d+ ngày", said) for said in told)


def test_workbook_and_report_state_the_one_figure(district):
    summary = district.summary(APR)
    report = word_report(ROOT / "input_templates" / "shared" / "report.md", summary)
    workbook, document = drawn_workbook(summary, report), drawn_report(summary, report)
    proved(summary, report, workbook, document)
    rows = list(load_workbook(BytesIO(workbook), data_only=True)["Chỉ tiêu"].values)
    header = next(row for row in rows if "Mã" in row)
    told = dict(zip(header, next(r for r in rows if COUNTED.code in r), strict=True))
    assert (told["Lũy kế, hiện trạng"], told["Tổng số lũy kế, hiện trạng"]) == (2, 5)
    assert told["Tỷ lệ"] == 0.4 and told["Số đơn vị"] == "4/5"
    assert "không hỏi đơn vị" in told["Căn cứ"]
    said = spaced("\n".join(paragraph.text for paragraph in Document(BytesIO(document)).paragraphs))
    assert "2/5 đơn vị, đạt 40%" in said and "Số liệu mục này của 4/5 đơn vị." in said
    cells = [
        [cell.text for cell in row.cells]
        for table in Document(BytesIO(document)).tables
        for row in table.rows
    ]
    (own,) = (row for row in cells if row[0] == "III.2" and "Báo cáo tháng" in row[1])
    late = MISSING.short_name
    assert own[-1] == f"3/5 hoàn thành; 1/5 hoàn thành chậm; 1/5 quá hạn ({late})"
    assert "quá hạn 0 ngày" not in said


@pytest.mark.parametrize(
    "wrong", ['units = ["cong-an"]', 'units = []\ntime = "flow"', 'units = []\ntime = "stock"']
)
def test_what_is_derived_from_nothing_is_refused_with_its_line(tmp_path, wrong):
    copy_declared(tmp_path)
    plan = declared_in(tmp_path, "[[indicators]]")
    words = 'name = "Chỉ tiêu mới"\nnumber = "9.9"\ngroup = "Nhóm mới"\nmeasure = "đơn vị"'
    row = f'\n[[indicators]]\ncode = "ct-moi"\n{words}\nderived = true\n{wrong}\n'
    plan.write_text(plan.read_text(encoding="utf-8") + row, encoding="utf-8")
    with pytest.raises(BaocaoError, match="derived"):
        load_office(tmp_path / "config.toml")


def test_what_went_out_asking_for_it_is_read_all_the_same(district):
    """A form sent out before has a row more; what is in it is nobody's question any more."""
    asking = District(replace(OFFICE, tasks=(WIDE, replace(SENDING, reports=frozenset()))))
    flows = {COUNT.code: figures(0, 1), RATE.code: figures(*NONE)}
    stocks = {STATE.code: {"closing": 1, "closing_of": 2}}
    asking.send(UNITS[0], APR, {"flows": flows, "stocks": stocks})
    (content,) = asking.contents.values()
    read = read_submission(content, "cũ.xlsx", "sha", asking.forms, Register(OFFICE))
    assert read.valid and not read.row(SENDING.code), read.findings
