"""What was reported once stays counted: of units that fall silent, and of those that end.

Every sum is worked out from what was typed, and held against the files that are published.
"""

import re
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from docx import Document
from made import ROOT, drawn_report, drawn_workbook, filled, proved, read
from monthly import (
    BIG,
    COUNT,
    DUE,
    ONGOING,
    RATE,
    SHIPPED,
    SMALL,
    STATE,
    District,
    Filled,
    figures,
    month,
    weeks_of,
)
from monthly import OFFICE as MONTHLY
from monthly import task as a_task
from monthly import unit as a_unit
from net import spaced
from openpyxl import load_workbook
from shipped import declared_in
from test_mistakes import Commune

from pipeline import texts
from pipeline.consolidate.overview import look_over
from pipeline.consolidate.standing import Version
from pipeline.consolidate.wording import word_report
from pipeline.domain.figure import BEFORE, BY_UNIT, INDICATORS, FigureId
from pipeline.domain.period import Period
from pipeline.domain.plan import TaskState
from pipeline.outputs.proof import ProofError

MAR, APR, MAY, JUN = (month(f"2023-0{number}") for number in (3, 4, 5, 6))
HALF, YEAR = Period.parse("2023-H1"), Period.parse("2023")
OTHER = a_unit("xa-khac", "UBND xã Khác")
ENDING = a_unit("xa-het", "UBND xã Hết", until=date(2023, 3, 31))
NONE = (0, 0, 0, 0)


def sum_of(district, period, indicator=COUNT):
    """The line of all units of an indicator."""
    sums = district.summary(period).plan.sums
    return next(line for line in sums if line.indicator == indicator)


def published(district, period):
    """The workbook and the report of a period as they are published, read back before."""
    summary = district.summary(period)
    report = word_report(ROOT / "input_templates" / "shared" / "report.md", summary)
    book, document = drawn_workbook(summary, report), drawn_report(summary, report)
    proved(summary, report, book, document)
    return load_workbook(BytesIO(book), data_only=True), Document(BytesIO(document))


def rows_of(book, sheet):
    """The rows of a sheet below its header, by the header's labels."""
    lines = list(book[sheet].values)
    at = next(i for i, line in enumerate(lines) if "Lũy kế, hiện trạng" in line)
    return [dict(zip(lines[at], line, strict=False)) for line in lines[at + 1 :]]


def figures_by_month(district, unit, numbers, first=1):
    """Send a month after another; return what was typed, added up."""
    before = 0
    for number, flow in enumerate(numbers, first):
        if flow is not None:
            district.month(unit, month(f"2023-{number:02}"), (before, flow), NONE, (1, 2))
            before += flow
    return before


@pytest.fixture(scope="module")
def silent():
    """April closes with 1.540 and 85; in May one reports 423 more, and the other nothing."""
    district = District(replace(MONTHLY, units=(BIG, SMALL)))
    district.month(BIG, APR, (1500, 40), (200, 10, 300, 20), (1, 2))
    district.month(SMALL, APR, (80, 5), (50, 4, 60, 5), (3, 4))
    district.month(BIG, MAY, (1540, 423), (210, 9, 320, 10), (2, 2))
    return district


def test_the_last_known_of_a_silent_unit_stays_and_its_flow_is_unknown(silent):
    april, may = sum_of(silent, APR), sum_of(silent, MAY)
    assert april.values["closing"] == 1540 + 85 and not april.kept
    assert (may.values["flow"], may.values["closing"]) == (423, 1540 + 423 + 85)
    assert may.values["opening"] + may.values["flow"] == may.values["closing"]
    assert may.coverage == "1/2"
    assert [(one.unit, one.until) for one in may.silent] == [(SMALL, (APR,))]
    rate = sum_of(silent, MAY, RATE)
    assert (rate.ratio, rate.values["closing"]) == ((9, 10), 219 + 54)
    assert rate.values["closing_of"] == 330 + 65
    state = sum_of(silent, MAY, STATE)
    assert (state.values["closing"], state.kept) == (2, ()), "how it stands now nobody knows"


def test_each_kept_figure_leads_to_the_report_it_was_in(silent):
    summaries = {period: silent.summary(period) for period in (APR, MAY)}
    kept = summaries[MAY].figures[FigureId(MAY, BY_UNIT, COUNT.code, "closing", SMALL.code)]
    (origin,) = kept.made_of
    assert origin == FigureId(APR, BY_UNIT, COUNT.code, "closing", SMALL.code)
    assert kept.value == summaries[APR].figures[origin].value == 85 and kept.coverage == "0/1"
    whole = summaries[MAY].figures[FigureId(MAY, INDICATORS, COUNT.code, "closing")]
    assert {id.scope for id in whole.made_of} == {BIG.code, SMALL.code}
    flow = summaries[MAY].figures[FigureId(MAY, INDICATORS, COUNT.code, "flow")]
    assert {id.scope for id in flow.made_of} == {BIG.code}
    before = summaries[MAY].figures[FigureId(MAY, BEFORE, COUNT.code, "closing")]
    assert before.value == 1540 + 85, "and what April said is told beside it"


def test_workbook_and_report_say_whose_past_it_is(silent):
    book, document = published(silent, MAY)
    (row,) = [r for r in rows_of(book, "Chỉ tiêu") if r["Mã"] == COUNT.code]
    assert (row["Trong kỳ"], row["Lũy kế, hiện trạng"]) == (423, 2048)
    assert row["Số đơn vị"] == "1/2 (**)" and row["Kỳ trước (lũy kế)"] == 1625
    own = [r for r in rows_of(book, "Chỉ tiêu từng đơn vị") if r["Mã"] == COUNT.code]
    assert [(r["Đơn vị"], r["Trong kỳ"], r["Lũy kế, hiện trạng"]) for r in own] == [
        (BIG.name, 423, 1963),
        (f"{SMALL.name} (**)", "–", 85),
    ]
    assert [r["Theo báo cáo kỳ"] for r in own] == ["2023-05", "2023-04"]
    sent = {file: load_workbook(BytesIO(content)) for file, content in silent.contents.items()}
    assert sent[own[1]["Tệp"]][own[1]["Trang"]][own[1]["Ô"]].value == 85
    said = spaced(" ".join(paragraph.text for paragraph in document.paragraphs))
    assert (
        "trong kỳ 423 hồ sơ; lũy kế 2.048 hồ sơ (đạt chỉ tiêu 1.000 hồ sơ, hạn 30/6/2023)" in said
    )
    lacking = "Số liệu mục này của 1/2 đơn vị; lũy kế gồm số đã báo cáo đến tháng 4/2023 của đơn vị"
    assert lacking in said
    assert texts.document.KEPT_NOTE in said
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "2.048" in cells and "1.963" not in cells


def test_a_sum_without_what_is_kept_is_not_published(silent):
    """As it was: the missing unit's 85 dropped out."""
    summary = silent.summary(MAY)
    id = FigureId(MAY, INDICATORS, COUNT.code, "closing")
    short = replace(summary.figures[id], value=1963)
    summary = replace(summary, figures={**summary.figures, id: short})
    report = word_report(ROOT / "input_templates" / "shared" / "report.md", summary)
    book, document = drawn_workbook(summary, report), drawn_report(summary, report)
    with pytest.raises(ProofError, match=r"1\.963, cộng các phần của nó là 2\.048"):
        proved(summary, report, book, document)


def test_who_is_silent_is_not_judged_by_the_past(silent):
    line = next(x for x in silent.summary(MAY).plan.indicators if x.unit == SMALL)
    assert line.values["closing"] == 85 and line.reached is line.met is None and not line.present
    july = month("2023-07")
    silent = District(silent.office)
    silent.month(SMALL, JUN, (0, 2000), NONE, (1, 2))
    merit = next(m for m in silent.summary(july).plan.merits if m.unit == SMALL)
    assert not {p.kind: p.evidence for p in merit.points}["target_met"]


def test_who_never_reported_is_in_no_sum():
    district = District(replace(MONTHLY, units=(BIG, SMALL)))
    district.month(BIG, APR, (0, 5), NONE, (1, 2))
    line = sum_of(district, APR)
    assert (line.values["closing"], line.coverage, line.kept) == (5, "1/2", ())
    assert "lũy kế gồm" not in texts.plan.indicator_words(line)


def test_silence_goes_on_and_the_last_known_is_named():
    district = District(replace(MONTHLY, units=(BIG, SMALL)))
    district.month(SMALL, MAR, (0, 7), NONE, (1, 2))
    for period, opening in ((MAR, 0), (APR, 10), (MAY, 20)):
        district.month(BIG, period, (opening, 10), NONE, (1, 2))
    line = sum_of(district, MAY)
    assert line.values["closing"] == 30 + 7 and line.silent[0].until == (MAR,)
    district = District(district.office)
    district.month(SMALL, MAR, (0, 7), NONE, (1, 2))
    line = sum_of(district, APR)
    assert (line.values["flow"], line.values["closing"], line.coverage) == (None, 7, "0/2")
    assert texts.plan.indicator_words(line).startswith("trong kỳ chưa có báo cáo; lũy kế 7 hồ sơ")


def test_a_silent_half_year_and_year_keep_what_the_months_closed_with():
    district = District(replace(MONTHLY, units=(BIG, SMALL)))
    small = figures_by_month(district, SMALL, (4, 5, 6, 7, 8, 9))
    big = figures_by_month(district, BIG, (1, 1, 1, 1, 1, 1))
    tables = {
        "flows": {COUNT.code: figures(0, big), RATE.code: figures(*NONE)},
        "stocks": {STATE.code: {"closing": 1, "closing_of": 2}},
    }
    district.send(BIG, HALF, tables)
    half = sum_of(district, HALF)
    assert (half.values["flow"], half.values["closing"]) == (big, big + small)
    assert half.coverage == "1/2" and half.silent[0].until == (JUN,)
    year = sum_of(district, YEAR)
    assert (year.values["flow"], year.values["closing"]) == (None, big + small)
    assert year.coverage == "0/2" and {one.until for one in year.silent} == {(JUN,), (HALF,)}


def test_what_a_silent_successor_took_over_stays_with_what_it_had():
    gone = a_unit("xa-cu", "UBND xã Cũ", until=date(2023, 3, 20), successor=SMALL.code)
    district = District(replace(MONTHLY, units=(SMALL, gone)))
    district.month(SMALL, MAR, (0, 7), NONE, (1, 2))
    district.month(gone, MAR, (0, 9), NONE, (1, 2))
    line = sum_of(district, APR)
    assert (line.values["closing"], line.coverage) == (7 + 9, "0/1")
    district.month(SMALL, APR, (16, 1), NONE, (1, 2))
    assert sum_of(district, MAY).values["closing"] == 17, "once, and not twice"


def test_merge_keeps_it_too_and_says_so(office_folder):
    """Two communes report April; in May one of them does, and the other's April stays."""
    sent, code = {}, "ct-van-ban"
    for unit, months in (("xa-hoa-hai", (APR, MAY)), ("xa-ha-linh", (APR,))):
        commune = Commune(office_folder, unit)
        for period in months:
            path = commune.send(str(period))
            form = Filled(path.read_bytes(), commune.district.forms[period.kind])
            sent[unit, period] = {c: form.cell("flows", code, c).value for c in ("flow", "closing")}
    done = office_folder.run("merge", str(MAY), "--now", "2023-05-12T08:00")
    assert done.returncode in (0, 1), done.stdout + done.stderr
    book = load_workbook(
        office_folder.root / "output" / str(MAY) / f"tong-hop-{MAY}.xlsx", data_only=True
    )
    (row,) = [r for r in rows_of(book, "Chỉ tiêu") if r["Mã"] == code]
    mine, past = sent["xa-hoa-hai", MAY], sent["xa-ha-linh", APR]
    assert row["Trong kỳ"] == mine["flow"]
    assert row["Lũy kế, hiện trạng"] == mine["closing"] + past["closing"] > mine["closing"]
    assert row["Số đơn vị"] == "1/37 (**)"
    report = Document(office_folder.root / "output" / str(MAY) / f"bao-cao-{MAY}.docx")
    said = spaced(" ".join(paragraph.text for paragraph in report.paragraphs))
    assert (
        "Số liệu mục này của 1/37 đơn vị; lũy kế gồm số đã báo cáo đến tháng 4/2023 của đơn vị "
        "chưa báo cáo kỳ này." in said
    )


# --- a unit that ended, and left nobody to go on from it ---


@pytest.fixture(scope="module")
def ended():
    """One of three units ends on 31 March, with its months until then reported."""
    own = a_task("nv-rieng", "4", date(2023, 6, 1), lead=(ENDING.code,))
    early = a_task("nv-som", "5", date(2023, 2, 1), lead=(ENDING.code,))
    office = replace(MONTHLY, units=(BIG, OTHER, ENDING), tasks=(DUE, ONGOING, own, early))
    district, before = District(office), 0
    done = {"status": "Hoàn thành", "done_on": date(2023, 1, 5)}
    for number, flow in enumerate((3, 4, 5), 1):
        flows = {COUNT.code: figures(before, flow), RATE.code: figures(*NONE)}
        stocks = {STATE.code: {"closing": 1, "closing_of": 2}}
        rows = {"flows": flows, "stocks": stocks, "tasks": {early.code: done}}
        assert district.send(ENDING, month(f"2023-0{number}"), rows).valid
        before += flow
    for unit, flow in ((BIG, 10), (OTHER, 20)):
        for number in range(1, 7):
            flows = {COUNT.code: figures(flow * (number - 1), flow), RATE.code: figures(*NONE)}
            stocks = {STATE.code: {"closing": 1, "closing_of": 2}}
            district.send(unit, month(f"2023-0{number}"), {"flows": flows, "stocks": stocks})
        flows = {COUNT.code: figures(0, 6 * flow), RATE.code: figures(*NONE)}
        stocks = {STATE.code: {"closing": 1, "closing_of": 2}}
        district.send(unit, HALF, {"flows": flows, "stocks": stocks})
    return district


def test_the_months_of_a_unit_that_ended_stay_in_the_half_year_and_the_year(ended):
    assert ENDING not in ended.office.reporters(HALF)
    half = sum_of(ended, HALF)
    assert half.values["flow"] == 6 * 10 + 6 * 20 + (3 + 4 + 5)
    assert half.values["closing"] == half.values["opening"] + half.values["flow"] == 192
    assert half.coverage == "3/3" and half.ended[0].until == (MAR,)
    year = sum_of(ended, YEAR)
    assert (year.values["flow"], year.values["closing"]) == (12, 192)
    assert year.coverage == "1/3", "of the others only the half-year is there"
    april = sum_of(ended, APR)
    assert (april.values["flow"], april.values["closing"]) == (30, 4 * 30 + 12)
    assert april.coverage == "2/2" and april.before["closing"] == 3 * 30 + 12
    state = sum_of(ended, HALF, STATE)
    assert (state.coverage, state.values["closing"]) == ("2/2", 2), "it is no more"


def test_a_month_that_an_ended_unit_owed_and_never_sent_is_named(ended):
    district = District(ended.office)
    district.versions = {
        key: sent for key, sent in ended.versions.items() if key != (month("2023-02"), ENDING.code)
    }
    half = sum_of(district, HALF)
    assert half.values["flow"] == 180 and half.coverage == "2/3"
    assert half.values["closing"] == 180 + 12, "and what March closed with is known all the same"
    missing = district.summary(HALF).plan.months_missing
    assert (month("2023-02"), ENDING.code) in {(period, unit.code) for period, unit in missing}


def test_tasks_of_an_ended_unit_are_ended_and_not_given_to_nobody(ended):
    def states(period):
        lines = district.summary(period).plan.tasks
        return {(x.task.number, x.unit and x.unit.code): x.state for x in lines}

    district = ended
    half, april = states(HALF), states(APR)
    assert half["4", ENDING.code] is april["4", ENDING.code] is TaskState.ENDED
    assert half["5", ENDING.code] is april["5", ENDING.code] is TaskState.DONE, "it was done"
    assert half["2", ENDING.code] is TaskState.ENDED and ("2", ENDING.code) not in april
    assert TaskState.NOBODYS not in {*half.values(), *april.values()}
    plan = ended.summary(JUN).plan
    assert ENDING not in {line.unit for line in plan.overdue}
    merits = {merit.unit: merit for merit in ended.summary(HALF).plan.merits}
    assert not {p.kind: p.evidence for p in merits[ENDING].points}["task_overdue"]


def test_workbook_and_report_say_that_the_unit_ended(ended):
    book, document = published(ended, HALF)
    said = spaced(" ".join(paragraph.text for paragraph in document.paragraphs))
    assert (
        "lũy kế gồm 01 đơn vị đã kết thúc hoạt động, tính theo số đã báo cáo đến tháng 3/2023"
        in said
    )
    left = "Nhiệm vụ của đơn vị đã kết thúc hoạt động, chưa có đơn vị tiếp nhận: Nhiệm vụ 4"
    assert left in said.replace(": - ", ": ")
    assert "Ngoài ra có 03 việc của đơn vị đã kết thúc hoạt động" in said
    assert "chưa giao đơn vị nào" not in said
    assert (
        "xem xét giao đơn vị khác tiếp nhận nhiệm vụ của đơn vị đã kết thúc hoạt động: 4." in said
    )
    own = [r for r in rows_of(book, "Chỉ tiêu từng đơn vị") if r["Mã"] == COUNT.code]
    assert [(r["Đơn vị"], r["Trong kỳ"], r["Lũy kế, hiện trạng"]) for r in own][-1] == (
        f"{ENDING.name} (**)", 12, 12
    )  # fmt: skip
    tables = [[[c.text for c in row.cells] for row in table.rows] for table in document.tables]
    assert any(ENDING.name in row and "12" in row for rows in tables for row in rows)
    published(ended, APR)
    published(ended, YEAR)


def test_merge_keeps_the_months_of_a_commune_that_ended(office_folder):
    """The shipped office, in which a commune ends on 31 March and nobody takes it over."""
    units = declared_in(office_folder.root, 'code = "xa-hoa-hai"')
    before, row, after = units.read_text(encoding="utf-8").partition('code = "xa-hoa-hai"')
    own, end, others = after.partition("[[units]]")
    own = re.sub(r"until = .*\nsuccessor = .*\n", "until = 2023-03-31\n", own)
    units.write_text("".join((before, row, own, end, others)), encoding="utf-8")
    commune, code, flows = Commune(office_folder), "ct-van-ban", []
    for period in ("2023-01", "2023-02", "2023-03"):
        content = commune.send(period).read_bytes()
        form = Filled(content, commune.district.forms[MAR.kind])
        flows.append(form.cell("flows", code, "flow").value)
    other = Commune(office_folder, "xa-ha-linh")
    form = Filled(other.send(str(HALF)).read_bytes(), other.district.forms[HALF.kind])
    flows.append(form.cell("flows", code, "flow").value)
    done = office_folder.run("merge", str(HALF), "--now", "2023-06-15T08:00")
    assert done.returncode in (0, 1), done.stdout + done.stderr
    folder = office_folder.root / "output" / str(HALF)
    book = load_workbook(folder / f"tong-hop-{HALF}.xlsx", data_only=True)
    (row,) = [r for r in rows_of(book, "Chỉ tiêu") if r["Mã"] == code]
    assert row["Trong kỳ"] == row["Lũy kế, hiện trạng"] == sum(flows) > 0
    assert row["Số đơn vị"] == "2/37 (**)", "of 36 that owe the half-year, and the one"
    said = spaced(" ".join(p.text for p in Document(folder / f"bao-cao-{HALF}.docx").paragraphs))
    assert "lũy kế gồm 01 đơn vị đã kết thúc hoạt động" in said
    assert "việc của đơn vị đã kết thúc hoạt động" in said


# --- weeks: what is added up of them, too ---


def sent_week(district, unit, week, folder, files):
    """Send a week in which each service received and resolved so many files."""
    counts = {"received_online": files, "received_direct": 0, "carried_over": 0}
    counts |= {"resolved_early": 0, "resolved_on_time": files, "resolved_overdue": 0}
    counts |= {"pending_in_time": 0, "pending_overdue": 0, "results_returned": files}
    one = read(filled(unit, folder, week, **counts), f"{week}-{unit}.xlsx")
    assert one.valid
    seen = district.office.schedule.deadline(week) - timedelta(hours=3)
    district.versions[week, unit] = [Version(one, seen)]


def test_the_weeks_of_a_unit_that_ended_stay_in_the_half_year(tmp_path):
    """It counted one service, and nobody counts it now; of the weeks after its end none is owed."""
    until = date(2023, 3, 1)
    taxes = a_unit("thue", "Chi cục Thuế", "cap-huyen", until=until, weekly=True)
    district = District(replace(MONTHLY, units=(OTHER, taxes), services=SHIPPED.services))
    weeks = [Period.parse(f"2023-W{number:02}") for number in (6, 7, 8)]
    assert MONTHLY.schedule.window(weeks[-1])[1] <= until
    for at, week in enumerate(weeks):
        sent_week(district, "thue", week, tmp_path, 10**at)
    summary = district.summary(HALF)
    (line,) = (line for line in summary.lines if line.service and line.service.unit == "thue")
    assert line.values["received_new"] == summary.total.values["received_new"] == 111
    assert (line.unit, line.coverage) == (taxes, "1/1") and line.partial == ("thue",)
    missing = {week for week, unit in summary.plan.weeks_missing if unit.code == "thue"}
    assert missing and max(MONTHLY.schedule.window(week)[1] for week in missing) <= until
    history = district.history(HALF, *weeks_of(district.office, HALF))
    assert look_over(HALF, history, [], [], summary.now).total == summary.total
    later = district.summary(month("2023-08"))
    (line,) = (line for line in later.lines if line.service and line.service.unit == "thue")
    assert (line.unit, line.values["received_new"]) == (None, None)
    published(district, HALF)


def test_the_weeks_before_a_missing_one_stay_in_the_cumulative_sum(tmp_path):
    units = tuple(SHIPPED.unit(code) for code in ("thue", "bhxh"))
    district = District(replace(MONTHLY, units=units, services=SHIPPED.services))
    weeks = [Period.parse(f"2023-W{number:02}") for number in (2, 3)]
    sent_week(district, "thue", weeks[0], tmp_path, 5)
    for week in weeks:
        sent_week(district, "bhxh", week, tmp_path, 100)
    summary = district.summary(weeks[1])
    services = {u.code: sum(s.unit == u.code for s in SHIPPED.services) for u in units}
    so_far = summary.cumulative
    assert so_far.values["received_new"] == 5 * services["thue"] + 200 * services["bhxh"]
    assert (so_far.reports, so_far.complete) == (3, False)
    assert summary.total.values["received_new"] == 100 * services["bhxh"]
