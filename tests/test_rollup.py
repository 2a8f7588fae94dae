"""Months become halves and years: every figure against one computed by hand."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from made import filled, read
from monthly import (
    BIG,
    COUNT,
    DUE,
    FORMS,
    GONE,
    OFFICE,
    RATE,
    SHIPPED,
    SMALL,
    STATE,
    District,
    figures,
    month,
)
from monthly import unit as a_unit

from pipeline import texts
from pipeline.consolidate.grids.merits import units_grid
from pipeline.consolidate.rollup import roll_up
from pipeline.consolidate.standing import Version
from pipeline.consolidate.wording import word_report
from pipeline.domain.period import Period, PeriodKind
from pipeline.domain.plan import TaskState
from pipeline.domain.register import Register
from pipeline.texts.tables import cell_words

ZONE = OFFICE.schedule.zone
JAN, FEB, MAR, APR = (month(f"2023-0{n}") for n in (1, 2, 3, 4))
WORDING = Path(__file__).parents[1] / "input_templates" / "shared" / "report.md"
FLOWS = FORMS[PeriodKind.MONTH].table_of("flows")


@pytest.fixture(scope="module")
def quarter():
    """Opening stock, a missing month, a restated closing, a unit merged before April."""
    district = District()
    district.month(SMALL, JAN, (100, 10), (0, 8, 0, 10), (3, 10))
    district.month(GONE, JAN, (50, 1), (0, 1, 0, 2), (1, 4))
    district.month(BIG, JAN, (1000, 200), (0, 900, 0, 1000), (7, 9))
    district.month(SMALL, FEB, (110, 5), (8, 2, 10, 10), (5, 10))
    district.month(BIG, FEB, (1200, 100), (900, 50, 1000, 50), (8, 9))

    def restated(form):  # what was closed with 115 is opened with 120, and said why
        form.fill("flows", COUNT.code, opening_corrected=120)
        form.fill("flows", COUNT.code, explanation="Rà soát lại, tháng trước ghi thiếu 5 hồ sơ")

    district.month(SMALL, MAR, (120, 4), (10, 0, 20, 0), (6, 10), tamper=restated)
    district.month(GONE, MAR, (51, 3), (1, 1, 2, 1), (4, 4))
    district.month(BIG, MAR, (1300, 0), (950, 0, 1050, 0), (9, 9))
    district.month(SMALL, APR, (178, 7), (12, 1, 23, 1), (10, 14))
    return district


def rolled(district, unit, periods):
    return roll_up(Register(OFFICE), FLOWS, periods, unit, district.history(*periods).in_force)


def test_everything_sent_is_valid(quarter):
    findings = [f for v in quarter.versions.values() for one in v for f in one.submission.findings]
    assert not findings


def test_opening_is_the_first_closing_the_last_and_flows_add_up(quarter):
    row = rolled(quarter, SMALL, (JAN, FEB, MAR)).values[COUNT.code]
    assert (row["opening"], row["flow"], row["closing"]) == (100, 10 + 5 + 4, 124)


def test_an_opening_stock_is_never_summed_over_months(quarter):
    row = rolled(quarter, BIG, (JAN, FEB, MAR)).values[COUNT.code]
    assert row["opening"] == 1000 and row["closing"] == 1300
    assert row["opening"] + row["flow"] == row["closing"]


def test_a_missing_month_is_named_and_never_counted_as_0(quarter):
    found = rolled(quarter, GONE, (JAN, FEB, MAR))
    assert [(period, one.code) for period, one in found.missing] == [(FEB, GONE.code)]
    assert not found.complete
    assert found.values[COUNT.code]["flow"] == 1 + 3
    early = rolled(quarter, GONE, (JAN, FEB))
    assert "closing" not in early.values[COUNT.code], "the last month is not there: no closing"


def test_a_unit_merged_into_another_is_carried_on_by_it(quarter):
    past = quarter.history(APR).past(APR, SMALL)
    assert past[COUNT.code]["opening"] == 124 + 54
    assert past[RATE.code]["opening_of"] == 20 + 3
    found = rolled(quarter, SMALL, (JAN, FEB, MAR, APR))
    row = found.values[COUNT.code]
    assert row["opening"] == 100 + 50
    assert row["flow"] == (10 + 1) + 5 + (4 + 3) + 7
    assert row["closing"] == 185
    assert found.missing == ((FEB, GONE),)


def test_a_unit_that_ended_owes_nothing_more(quarter):
    assert OFFICE.reporters(MAR) == (BIG, SMALL, GONE)
    assert OFFICE.reporters(APR) == (BIG, SMALL)


def test_a_restated_opening_needs_its_reason():
    district = District()
    district.month(SMALL, JAN, (100, 10), (0, 8, 0, 10), (3, 10))
    silent = district.month(SMALL, FEB, (115, 5), (8, 2, 10, 10), (5, 10))
    summary = district.summary(FEB)
    assert "I04" in {f.code for f in summary.findings}
    assert silent.valid, "only the report before it can tell"
    assert not summary.standings[1].reported


def test_a_week_counts_in_the_month_that_holds_its_last_day():
    schedule = OFFICE.schedule
    straddling = Period.parse("2023-W10")  # 6 to 12 March; March ends on the 10th
    assert schedule.window(MAR)[1].day == 10
    assert straddling in schedule.weeks_ending(*schedule.window(APR))
    assert straddling not in schedule.weeks_ending(*schedule.window(MAR))


def test_every_week_counts_once_in_a_year():
    year = Period.parse("2023")
    weeks = OFFICE.schedule.weeks_ending(*OFFICE.schedule.window(year))
    by_month = [
        w for m in year.months for w in OFFICE.schedule.weeks_ending(*OFFICE.schedule.window(m))
    ]
    assert sorted(by_month) == sorted(weeks) and len(set(weeks)) == len(weeks)


def test_years_are_not_mixed(quarter):
    december = month("2022-12")
    quarter = District(quarter.office)
    quarter.month(BIG, december, (0, 5000), (0, 1, 0, 1), (1, 9))
    quarter.month(BIG, JAN, (5000, 7), (1, 1, 1, 1), (2, 9))
    months = Period.parse("2023").months
    row = rolled(quarter, BIG, months).values[COUNT.code]
    assert december not in months
    assert (row["opening"], row["flow"]) == (5000, 7)


def test_a_blank_is_asked_about_and_never_read_as_0():
    district = District()
    blank = {COUNT.code: {"opening": 3, "closing": 3}, RATE.code: figures(0, 1, 0, 2)}
    stocks = {STATE.code: {"closing": 1, "closing_of": 2}}
    submission = district.send(SMALL, JAN, {"flows": blank, "stocks": stocks})
    (finding,) = [f for f in submission.findings if f.code == "C01"]
    assert (finding.where.sheet, finding.where.column) == ("Chỉ tiêu trong kỳ", "Số lượng")
    summary = district.summary(JAN)
    line = next(one for one in summary.plan.sums if one.indicator == COUNT)
    assert line.values["flow"] is None and line.coverage == "0/3"


def test_who_did_not_report_is_not_counted_as_0(quarter):
    summary = quarter.summary(APR)  # Công an has not sent April
    line = next(one for one in summary.plan.sums if one.indicator == COUNT)
    assert line.coverage == "1/2" and line.values["flow"] == 7
    assert line.values["closing"] == 185 + 1300, "of which 1300 were reported until March"
    state = next(one for one in summary.plan.sums if one.indicator == STATE)
    assert (state.coverage, state.values["closing"]) == ("1/2", 10), "how it stands is not known"
    absent = next(
        one for one in summary.plan.indicators if (one.unit, one.indicator) == (BIG, STATE)
    )
    assert not absent.reported and absent.values["closing"] is None


def test_a_rate_has_its_own_numerator_and_denominator(quarter):
    """Two rates of 80 % and 90 % are 908 of 1,012 together, not 85 %."""
    summary = quarter.summary(JAN)
    line = next(one for one in summary.plan.sums if one.indicator == RATE)
    assert line.ratio == (8 + 1 + 900, 10 + 2 + 1000)
    assert Fraction(*line.ratio) != (Fraction(8, 10) + Fraction(1, 2) + Fraction(900, 1000)) / 3
    assert line.met is True


def test_a_target_is_a_rate_of_what_is_there_or_nothing(quarter):
    summary = quarter.summary(MAR)  # nobody but the commune that is gone received anything
    line = next(one for one in summary.plan.sums if one.indicator == RATE)
    assert line.ratio == (1, 1) and line.met is True
    big = next(one for one in summary.plan.indicators if one.unit == BIG and one.indicator == RATE)
    assert big.ratio == (0, 0) and big.met is None, "no rate over zero"


def test_the_pace_to_a_target():
    district = District(replace(OFFICE, units=(SMALL,)))
    district.month(SMALL, JAN, (100, 10), (0, 8, 0, 10), (3, 10))
    line = next(one for one in district.summary(JAN).plan.sums if one.indicator == COUNT)
    # 890 are left on 10 January, with 171 days to 30 June: 36 a week would bring 879 only.
    assert (line.pace.left, line.pace.days, line.pace.per_week) == (890, 171, 37)


def test_in_the_last_week_the_pace_is_all_that_is_left():
    soon = replace(COUNT, target_by=date(2023, 1, 13))
    others = (one for one in OFFICE.indicators if one != COUNT)
    district = District(replace(OFFICE, units=(SMALL,), indicators=(soon, *others)))
    district.month(SMALL, JAN, (100, 10), (0, 8, 0, 10), (3, 10))
    line = next(one for one in district.summary(JAN).plan.sums if one.indicator == soon)
    assert (line.pace.days, line.pace.per_week) == (3, 890)


def test_a_half_year_form_starts_from_its_months_and_differs_only_with_a_reason(quarter):
    half = Period.parse("2023-H1")
    district = District(replace(OFFICE, units=(SMALL,)))
    before = 0
    for number in range(1, 7):
        district.month(SMALL, month(f"2023-0{number}"), (before, number), (0, 0, 0, 0), (1, 2))
        before += number
    past = district.history(half).past(half, SMALL)
    assert past[COUNT.code]["opening"] == 0 and past[COUNT.code]["flow"] == 21
    assert past[STATE.code]["closing"] == 1 and past[DUE.code]["status"] == "Đang thực hiện"
    tables = {
        "flows": {COUNT.code: figures(0, 25), RATE.code: figures(0, 0, 0, 0)},
        "stocks": {STATE.code: {"closing": 1, "closing_of": 2}},
    }
    district.send(SMALL, half, tables)
    assert "I07" in {f.code for f in district.summary(half).findings}

    def explained(form):
        why = "Bổ sung 4 trường hợp tháng 6 báo cáo sót"
        form.fill("flows", COUNT.code, flow_corrected=25, explanation=why)

    district.send(SMALL, half, tables, tamper=explained)
    summary = district.summary(half)
    assert summary.standings[0].reported
    told = {(d.column, d.stated, d.added) for d in summary.plan.differences}
    assert told == {("Trong kỳ: số lượng", 25, 21), ("Lũy kế đến cuối kỳ: số lượng", 25, 21)}
    (flow,) = [d for d in summary.plan.differences if d.added_at and d.column.startswith("Trong")]
    assert len(flow.added_at) == 6 and flow.stated_at.sheet == "Chỉ tiêu trong kỳ"


def test_a_year_is_compared_half_by_half():
    district = District(replace(OFFICE, units=(SMALL,)))
    before = 0
    for number in range(1, 13):
        flow = 10 * number
        district.month(
            SMALL, Period(2023, number, PeriodKind.MONTH), (before, flow), (0, 0, 0, 0), (1, 2)
        )
        before += flow
    year = Period.parse("2023")
    tables = {
        "flows": {COUNT.code: figures(0, before), RATE.code: figures(0, 0, 0, 0)},
        "stocks": {STATE.code: {"closing": 1, "closing_of": 2}},
    }
    district.send(SMALL, year, tables)
    line = next(one for one in district.summary(year).plan.sums if one.indicator == COUNT)
    assert (line.halves.first, line.halves.second) == ((10 * 21, None), (10 * (78 - 21), None))
    assert line.halves.coverage == "1/1" and line.values["flow"] == 780
    assert not district.summary(year).plan.differences


def test_tasks_are_overdue_by_days_and_what_is_done_stays_done():
    district = District(replace(OFFICE, units=(SMALL, BIG)))
    numbers = ((0, 1), (0, 0, 0, 0), (1, 2))

    def done(form):
        form.fill("tasks", DUE.code, status="Hoàn thành", done_on="05/04/2023")

    district.month(SMALL, APR, *numbers, tamper=done)
    district.month(BIG, APR, *numbers)
    lines = {line.unit: line for line in district.summary(APR).plan.tasks if line.task == DUE}
    assert (lines[SMALL].state, lines[SMALL].days) == (TaskState.DONE_LATE, 5)
    assert (lines[BIG].state, lines[BIG].days) == (TaskState.OVERDUE, 10)
    may = {line.unit: line for line in district.summary(month("2023-05")).plan.tasks}
    tasks = [line for line in district.summary(month("2023-05")).plan.tasks if line.task == DUE]
    assert {line.unit: line.state for line in tasks} == {
        SMALL: TaskState.DONE_LATE,
        BIG: TaskState.NOT_REPORTED,
    }
    assert may[None].state is TaskState.NOBODYS
    march = district.summary(MAR)
    assert [line.task for line in march.plan.due_within(march.time_to_come, 30)] == [DUE, DUE]


def test_what_is_still_to_come_is_counted_from_the_deadline_whenever_it_is_made():
    """The window ends on the 10th and the report is due on the 13th: what lies between is past."""
    due = replace(DUE, due=date(2023, 3, 12))
    later = replace(DUE, code="nv-sau", due=date(2023, 3, 14))
    district = District(replace(OFFICE, units=(SMALL,), tasks=(due, later)))
    district.month(SMALL, MAR, (0, 1), (0, 0, 0, 0), (1, 2))
    made = [district.summary(MAR), district.summary(MAR, datetime(2023, 8, 1, tzinfo=ZONE))]
    for summary in made:
        soon = summary.plan.due_within(summary.time_to_come, 30)
        assert [line.task for line in soon] == [later]
        said = [b.text for b in word_report(WORDING, summary).blocks if "hạn 12/3/2023" in b.text]
        assert len(said) == 1 and said[0].startswith("Nhiệm vụ 1.1 (")
        assert SMALL.name in said[0]


def test_where_only_a_day_is_set_all_of_the_whole_must_be_reached():
    past = replace(STATE, target=None, target_by=date(2023, 2, 1))
    others = (one for one in OFFICE.indicators if one != STATE)
    district = District(replace(OFFICE, units=(SMALL,), indicators=(past, *others)))
    district.month(SMALL, JAN, (0, 1), (0, 0, 0, 0), (9, 11))
    district.month(SMALL, FEB, (1, 1), (0, 0, 0, 0), (9, 11))
    district.month(SMALL, MAR, (2, 1), (0, 0, 0, 0), (11, 11))
    said = {}
    for period in (JAN, FEB, MAR):
        sums = district.summary(period).plan.sums
        said[period] = next(one.met for one in sums if one.indicator == past)
    assert said == {JAN: None, FEB: False, MAR: True}


def test_before_its_day_a_target_is_under_way_and_after_it_not_reached():
    district = District(replace(OFFICE, units=(SMALL,)))
    district.month(SMALL, MAR, (0, 1), (0, 0, 0, 0), (1, 2))
    district.month(SMALL, month("2023-07"), (1, 1), (0, 0, 0, 0), (1, 2))
    march, july = (
        next(one for one in district.summary(period).plan.sums if one.indicator == COUNT)
        for period in (MAR, month("2023-07"))
    )
    assert (march.met, texts.plan.met_words(march)) == (None, "đang thực hiện, chưa đến hạn")
    assert (july.met, texts.plan.met_words(july)) == (False, "chưa đạt")
    assert "hạn 30/6/2023, còn" in texts.plan.indicator_words(march)


def test_a_figure_is_said_once_and_with_its_units():
    district = District(replace(OFFICE, units=(SMALL,)))
    district.month(SMALL, JAN, (0, 7), (0, 9, 0, 10), (12, 12))
    district.month(SMALL, FEB, (7, 3), (9, 1, 10, 2), (6, 12))
    january, february = (
        {one.indicator: texts.plan.indicator_words(one) for one in district.summary(p).plan.sums}
        for p in (JAN, FEB)
    )
    assert january[RATE] == "9/10 hồ sơ, đạt 90% (đạt chỉ tiêu từ 80% trở lên)"
    assert january[STATE] == "12/12 hồ sơ, đạt 100% (đạt chỉ tiêu 100%)"
    assert "lũy kế" not in january[COUNT]
    assert february[COUNT].startswith("trong kỳ 3 hồ sơ; lũy kế 10 hồ sơ (chỉ tiêu 1.000 hồ sơ")
    assert february[RATE].startswith("1/2 hồ sơ, đạt 50%; lũy kế 10 hồ sơ")


def test_periods_in_a_row_are_named_by_the_first_and_the_last():
    weeks = [Period(2023, n, PeriodKind.WEEK) for n in (2, 4, 5, 49, 50, 51, 52)]
    weeks += [Period(2024, n, PeriodKind.WEEK) for n in (1, 2)]
    assert texts.numbers.periods_brief(weeks) == (
        "tuần 2/2023, tuần 4/2023, tuần 5/2023, tuần 49/2023 đến tuần 2/2024"
    )


def test_points_have_their_evidence_and_ties_share_a_rank():
    district = District(replace(OFFICE, units=(SMALL, GONE, BIG)))
    for unit in (SMALL, GONE):
        district.month(unit, JAN, (0, 1), (0, 0, 0, 0), (1, 2))
    summary = district.summary(JAN)
    merits = {merit.unit.code: merit for merit in summary.plan.merits}
    assert merits[SMALL.code].rank == merits[GONE.code].rank == 1 and merits[BIG.code].rank == 3
    points = {point.kind: point for point in merits[SMALL.code].points}
    (on_time,) = points["report_on_time"].evidence
    assert on_time.about == "2023-01"
    assert merits[SMALL.code].total == 10 and merits[SMALL.code].attainable == 10 + 5, (
        "a target not yet due is not owed"
    )
    assert {p.kind: p.evidence for p in merits[BIG.code].points}["report_missing"][
        0
    ].about.startswith("20")
    assert merits[BIG.code].attainable >= merits[SMALL.code].attainable, (
        "silence makes no target go away"
    )
    ranking = {cell_words(row.cells["unit"]): row for row in units_grid(summary, summary.plan).rows}
    assert cell_words(ranking[SMALL.name].cells["score"]) == "10/15 (66,67%)"


def test_a_month_is_held_against_its_weeks():
    """What a unit states for the month and its weeks add up to another number are both told."""
    district = District(replace(OFFICE, units=(BIG,), services=OFFICE.services))
    weeks = OFFICE.schedule.weeks_ending(*OFFICE.schedule.window(FEB))
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        for week in weeks:
            content = filled("cong-an", Path(folder), week, carried_over=1, pending_in_time=1)
            one = read(content, f"{week}.xlsx")
            assert one.valid
            seen = OFFICE.schedule.deadline(week) - timedelta(hours=3)
            district.versions[week, "cong-an"] = [Version(one, seen)]
    services = sum(s.unit == "cong-an" for s in OFFICE.services)
    online, new = (n * services * len(weeks) for n in (8, 10))
    district.month(BIG, FEB, (0, 1), (0, online, 0, new + 3), (1, 2))
    (difference,) = district.summary(FEB).plan.differences
    assert (difference.stated, difference.added) == (new + 3, new)
    assert difference.unit == BIG and len(difference.added_at) == services * len(weeks)
    assert all(where.cell for where in difference.added_at)
    kept = district.versions.pop((weeks[1], "cong-an"))
    short = district.summary(FEB).total
    assert (short.coverage, short.partial) == ("1/1", ("cong-an",)), "in the sum, and said short"
    district.versions[weeks[1], "cong-an"] = kept
    total = district.summary(FEB).total
    assert (total.values["received_online"], total.values["received_new"]) == (online, new)
    assert total.values["carried_over"] == services, "the first week's opening, not the sum"
    assert total.values["pending_total"] == services, "the last week's closing, not the sum"


# By hand, from the calendar: each week's last day, a Sunday, and the files the unit counted in it.
# March's figures run from 11 February to 10 March, April's to 10 April.
STRADDLING = {
    "2023-W05": 1000,  # 5 February
    "2023-W06": 1,  # 12 February: five of its days lie before March's window
    "2023-W07": 2,  # 19 February
    "2023-W08": 4,  # 26 February
    "2023-W09": 8,  # 5 March
    "2023-W10": 2000,  # 12 March: five of its days lie in March's window
    "2023-W11": 16,  # 19 March
    "2023-W12": 32,  # 26 March
    "2023-W13": 64,  # 2 April
    "2023-W14": 128,  # 9 April
    "2023-W15": 4000,  # 16 April
}


@pytest.fixture(scope="module")
def weekly_files(tmp_path_factory):
    """A unit of one service that counted so many files in each week."""
    folder = tmp_path_factory.mktemp("weeks")
    taxes = a_unit("thue", "Chi cục Thuế", "cap-huyen", weekly=True)
    district = District(replace(OFFICE, units=(taxes,), services=SHIPPED.services))
    assert sum(service.unit == "thue" for service in SHIPPED.services) == 1
    for name, files in STRADDLING.items():
        week = Period.parse(name)
        counts = {"received_online": files, "received_direct": 0, "carried_over": 0}
        counts |= {"resolved_early": 0, "resolved_on_time": files, "resolved_overdue": 0}
        counts |= {"pending_in_time": 0, "pending_overdue": 0, "results_returned": files}
        one = read(filled("thue", folder, week, **counts), f"{week}.xlsx")
        assert one.valid
        seen = OFFICE.schedule.deadline(week) - timedelta(hours=3)
        district.versions[week, "thue"] = [Version(one, seen)]
    return district


@pytest.mark.parametrize(
    ("period", "weeks", "files"),
    [
        (MAR, "2023-W06 2023-W07 2023-W08 2023-W09", 15),
        (APR, "2023-W10 2023-W11 2023-W12 2023-W13 2023-W14", 2240),
    ],
)
def test_a_straddling_week_is_counted_once_where_it_ends(weekly_files, period, weeks, files):
    summary = weekly_files.summary(period)
    assert [str(week) for week in summary.plan.weeks] == weeks.split()
    assert summary.total.coverage == "1/1" and not summary.plan.weeks_missing
    told = ("received_online", "received_new", "received_total", "resolved_total")
    assert [summary.total.values[column] for column in told] == [files] * 4
