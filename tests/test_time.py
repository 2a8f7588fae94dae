"""What time does to figures, tasks and points: each case worked out by hand."""

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import docx
import pytest
from made import DUE as WEEK_DUE
from made import OFFICE as SHIPPED
from made import ROOT, drawn_report, filled, read, summary_of
from monthly import BIG, COUNT, DUE, GONE, OFFICE, RATE, SMALL, STATE, District, figures, month

from pipeline import texts
from pipeline.consolidate.facts import Facts
from pipeline.consolidate.merge import summarise
from pipeline.consolidate.standing import Version
from pipeline.consolidate.wording import word_report
from pipeline.domain.issue import Issue as Issued
from pipeline.domain.issue import corrections, figures_of
from pipeline.domain.period import Period, PeriodKind
from pipeline.domain.plan import TaskState
from pipeline.domain.register import Register
from pipeline.domain.standing import StandingKind

JAN, FEB, MAR, APR, MAY = (month(f"2023-0{n}") for n in range(1, 6))
YEAR, HALF = Period.parse("2023"), Period.parse("2023-H1")
NOTHING = (0, 0, 0, 0)


def months(district, unit, flows, first=1, opening=0):
    """Send a month for each flow, one after the other."""
    for number, flow in enumerate(flows, start=first):
        if flow is not None:
            district.month(unit, month(f"2023-{number:02}"), (opening, flow), NOTHING, (1, 2))
            opening += flow
    return opening


def longer(opening, flow, **more):
    return {
        "flows": {COUNT.code: figures(opening, flow, **more), RATE.code: figures(0, 0, 0, 0)},
        "stocks": {STATE.code: {"closing": 1, "closing_of": 2}},
    }


def total_of(summary):
    return next(line for line in summary.plan.sums if line.indicator == COUNT)


def test_no_week_counts_in_two_years(tmp_path):
    last, first = Period.parse("2022-W52"), Period.parse("2023-W01")
    reports = [
        read(filled("thue", tmp_path / str(week), week), f"{week}.xlsx") for week in (last, first)
    ]
    seen = {period: SHIPPED.schedule.deadline(period) for period in (last, first)}
    from weekly import FORM

    from pipeline.consolidate.history import build_history
    from pipeline.domain.decision import Decisions

    versions = {
        (one.period, "thue"): [Version(one, seen[one.period] - timedelta(hours=2))]
        for one in reports
    }
    history = build_history(
        Register(SHIPPED), {PeriodKind.WEEK: FORM}, versions, Decisions(), [last, first]
    )
    found = {w: summarise(w, Facts(history), [], [], seen[w]).cumulative for w in (last, first)}
    assert found[first].periods == (first,) and found[first].since == date(2023, 1, 2)
    assert last in found[last].periods and first not in found[last].periods
    assert found[first].values["received_online"] == 8, "one week's, not two"


def test_a_stock_restated_on_the_way_stays_restated():
    district = District(replace(OFFICE, units=(SMALL,)))
    months(district, SMALL, [10, 5], opening=100)

    def restated(form):  # 115 were closed with, 120 is right
        form.fill("flows", COUNT.code, opening_corrected=120, explanation="Bổ sung 5 hồ sơ cũ")

    district.month(SMALL, MAR, (120, 4), NOTHING, (1, 2), tamper=restated)
    months(district, SMALL, [0, 0, 0], first=4, opening=124)
    past = district.history(HALF).past(HALF, SMALL)[COUNT.code]
    assert (past["opening"], past["flow"]) == (124 - 19, 19), "105 + 19 is what June closed with"
    district.send(SMALL, HALF, longer(105, 19))
    summary = district.summary(HALF)
    assert total_of(summary).values["closing"] == 124 and not summary.plan.differences


def test_a_year_is_made_of_what_the_half_year_confirmed():
    district = District(replace(OFFICE, units=(SMALL,)))
    closing = months(district, SMALL, [10] * 6)

    def corrected(form):
        why = "Bổ sung 15 trường hợp"
        form.fill("flows", COUNT.code, flow_corrected=75, explanation=why)

    district.send(SMALL, HALF, longer(0, 75), tamper=corrected)
    months(district, SMALL, [10] * 6, first=7, opening=closing)
    assert district.history(YEAR).past(YEAR, SMALL)[COUNT.code]["flow"] == 75 + 60
    district.send(SMALL, YEAR, longer(-15 + 15, 135))
    line = total_of(district.summary(YEAR))
    assert (line.halves.first, line.halves.second) == ((75, None), (60, None))


def test_halves_compare_the_same_units():
    district = District(replace(OFFICE, units=(SMALL, BIG)))
    for unit, flows in ((SMALL, [1] * 12), (BIG, [10] * 8 + [None] + [10] * 3)):
        months(district, unit, flows)
    line = total_of(district.summary(YEAR))
    assert (line.halves.first, line.halves.second) == ((6, None), (6, None)), "without Công an"
    assert line.halves.coverage == "1/2"


def test_a_missing_month_is_named_in_the_longer_report():
    district = District(replace(OFFICE, units=(SMALL,)))
    months(district, SMALL, [10, 10, None, 10, 10, 10])
    district.send(SMALL, HALF, longer(0, 999))
    plan = district.summary(HALF).plan
    assert plan.months_missing == ((MAR, SMALL),)
    assert texts.plan.missing_words(plan.months_missing) == f"{SMALL.short_name} (tháng 3/2023)"


@pytest.mark.parametrize("said", ["Chưa đến thời điểm", "Đang thực hiện", "Chưa thực hiện"])
def test_a_task_past_its_day_is_overdue_whatever_is_chosen(said):
    district = District(replace(OFFICE, units=(SMALL,)))

    def answer(form):
        form.fill("tasks", DUE.code, status=said, difficulty="Chưa có kinh phí")

    district.month(SMALL, APR, (0, 1), NOTHING, (1, 2), tamper=answer)
    (line,) = [one for one in district.summary(APR).plan.tasks if one.task == DUE]
    assert (line.state, line.days) == (TaskState.OVERDUE, 10)


def test_silence_about_an_overdue_task_is_named_and_costs_as_much():
    district = District(replace(OFFICE, units=(SMALL, BIG)))
    for unit in (SMALL, BIG):
        district.month(unit, MAR, (0, 1), NOTHING, (1, 2))
    district.month(SMALL, APR, (1, 1), NOTHING, (1, 2))  # Công an falls silent
    plan = district.summary(APR).plan
    overdue = {line.unit: (line.state, line.days) for line in plan.overdue if line.task == DUE}
    assert overdue == {
        SMALL: (TaskState.OVERDUE, 10),
        BIG: (TaskState.NOT_REPORTED, 10),
    }
    points = {
        merit.unit: {point.kind: point.total for point in merit.points} for merit in plan.merits
    }
    assert points[BIG]["task_overdue"] == points[SMALL]["task_overdue"] < 0
    ranks = {merit.unit: merit.rank for merit in plan.merits}
    assert ranks[SMALL] < ranks[BIG]


def test_units_that_became_one_hand_on_words_only_where_they_agree():
    for mine, theirs, kept in (
        ("Hoàn thành", "Chưa thực hiện", None),
        ("Đang thực hiện", "Đang thực hiện", "Đang thực hiện"),
    ):
        district = District()
        for unit, status in ((SMALL, mine), (GONE, theirs)):

            def answer(form, status=status):
                form.fill("tasks", DUE.code, status=status, difficulty="Chưa có kinh phí")
                if status == "Hoàn thành":
                    form.fill("tasks", DUE.code, done_on=date(2023, 3, 1))

            district.month(unit, MAR, (100, 1), NOTHING, (1, 2), tamper=answer)
        past = district.history(APR).past(APR, SMALL)
        assert past.get(DUE.code, {}).get("status") == kept
        assert past[COUNT.code]["opening"] == 202, "counts are summed either way"
        april = next(
            line
            for line in district.summary(APR).plan.indicators
            if line.unit == SMALL and line.indicator == COUNT
        )
        assert april.before["closing"] == 202, "the month before is that of both"


def test_the_year_counts_the_half_years_report_too():
    district = District(replace(OFFICE, units=(SMALL,)))
    months(district, SMALL, [1] * 6)
    district.send(SMALL, HALF, longer(0, 6), late=True)
    (merit,) = district.summary(YEAR).plan.merits
    points = {point.kind: point.evidence for point in merit.points}
    (late,) = points["report_late"]
    assert late.about.startswith(f"{HALF} (trễ"), "and how late, and which file"


def test_what_is_not_due_yet_is_not_missing_yet():
    district = District(replace(OFFICE, units=(SMALL,)))
    months(district, SMALL, [1])
    before = OFFICE.schedule.deadline(FEB) - timedelta(days=2)
    (merit,) = district.summary(FEB, now=before).plan.merits
    assert not {p.kind: p.evidence for p in merit.points}["report_missing"]
    (merit,) = district.summary(FEB).plan.merits
    (missing,) = {p.kind: p.evidence for p in merit.points}["report_missing"]
    assert missing.about == str(FEB)


def test_only_typed_figures_count_as_corrected_and_name_their_cell():
    district = District(replace(OFFICE, units=(SMALL,)))
    district.month(SMALL, JAN, (0, 1), NOTHING, (1, 2))

    def reworded(form):
        form.fill("tasks", DUE.code, result="Viết lại cho rõ hơn")

    again = district.month(SMALL, JAN, (0, 2), NOTHING, (1, 2), tamper=reworded)
    (merit,) = district.summary(JAN).plan.merits
    (evidence,) = {p.kind: p.evidence for p in merit.points}["report_corrected"]
    cell = again.row(COUNT.code).entries["flow"].cell
    assert evidence.about == f"2023-01: {again.file}!{cell}", "not the total, not the words"


def test_a_stand_in_counts_where_it_closed_and_not_its_flow_again():
    from pipeline.consolidate.history import build_history
    from pipeline.domain.decision import Decision, DecisionKind, Decisions

    district = District(replace(OFFICE, units=(SMALL, BIG)))
    for unit in (SMALL, BIG):
        district.month(unit, JAN, (100, 7), NOTHING, (1, 2))
    district.month(SMALL, FEB, (107, 5), NOTHING, (1, 2))
    carry = Decision(
        number=1, kind=DecisionKind.CARRIED, unit=BIG.code, period=FEB, subject="", label="",
        at=None, by="Cán bộ mẫu", why="mẫu", decided_at=OFFICE.schedule.deadline(FEB),
    )  # fmt: skip
    history = build_history(
        Register(district.office), district.forms, district.versions, Decisions([carry]), [JAN, FEB]
    )
    now = OFFICE.schedule.deadline(FEB) + timedelta(hours=3)
    line = total_of(summarise(FEB, Facts(history), [], [], now))
    assert line.carried and line.coverage == "1/2"
    values = line.values
    assert (values["opening"], values["flow"], values["closing"]) == (214, 5, 219)
    summary = summarise(FEB, Facts(history), [], [], now)
    report = word_report(ROOT / "input_templates" / "shared" / "report.md", summary)
    said = [
        [cell.text for cell in row.cells if cell.text]
        for table in docx.Document(BytesIO(drawn_report(summary, report))).tables
        for row in table.rows
    ]
    (stood_in,) = [cells for cells in said if BIG.short_name in cells and "– (*)" in cells]
    assert "0 (*)" not in stood_in, "a flow nobody knows is not none"


def test_punctuality_is_a_share_of_all_that_was_owed(tmp_path):
    """Three in time, one late, one undecided, three missing of eight: never late over on time."""
    units = [unit.code for unit in SHIPPED.reporters(Period.parse("2023-W12"))]
    reports, seen = [], {}
    for index, unit in enumerate(units[:5]):
        one = read(filled(unit, tmp_path / unit), f"{unit}.xlsx")
        saved = None
        if index == 3:
            seen[unit], saved = WEEK_DUE + timedelta(hours=5), WEEK_DUE + timedelta(hours=2)
        if index == 4:
            seen[unit], saved = WEEK_DUE + timedelta(hours=5), WEEK_DUE - timedelta(hours=5)
        reports.append(replace(one, saved_at=saved))
    summary = summary_of(reports, now=WEEK_DUE + timedelta(hours=6), seen=seen)
    counts = {kind: len(summary.of_kind(kind)) for kind in StandingKind}
    assert [counts[kind] for kind in StandingKind] == [3, 1, 1, 3, 0]
    assert sum(counts.values()) == 8
    from made import worded

    said = "\n".join(block.text for block in worded(summary).blocks)
    assert "5/8 đơn vị" in said and "03 đơn vị gửi đúng hạn" in said
    for wrong in ("33,33%", "25%", "20%"):
        assert wrong not in said.split("KẾT QUẢ TIẾP NHẬN")[0]


def test_a_seal_holds_tasks_and_standings_too():
    district = District(replace(OFFICE, units=(SMALL,)))

    def done(form):
        form.fill("tasks", DUE.code, status="Hoàn thành", done_on="05/03/2023")

    district.month(SMALL, MAR, (0, 1), NOTHING, (1, 2), tamper=done)
    before = district.summary(MAR)
    issued = Issued(
        id=1, period=MAR, number="05", signed_on=date(2023, 3, 14), by="mẫu",
        issued_at=before.now, figures=figures_of(before), inputs={}, files={},
    )  # fmt: skip
    assert corrections(issued.figures, before) == ()
    district.month(SMALL, MAR, (0, 1), NOTHING, (1, 2))
    changed = {(one.table, one.column): (one.old, one.new) for one in
               corrections(issued.figures, district.summary(MAR))}  # fmt: skip
    assert changed["tasks", "done"] == (1, 0) and changed["tasks", "under_way"] == (0, 1)
