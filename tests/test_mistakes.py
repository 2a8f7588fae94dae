"""Mistakes of clerks that would pass in silence, each through a real file and the real command."""

import shutil
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from docx import Document
from made import ROOT, drawn_report, drawn_workbook, filled, proved
from monthly import BIG, COUNT, DUE, RATE, SHIPPED, SMALL, STATE, District, figures
from monthly import OFFICE as MONTHLY
from monthly import unit as a_unit
from openpyxl import load_workbook
from weekly import Filled

from pipeline.consolidate.standing import Version
from pipeline.consolidate.wording import word_report
from pipeline.domain.form import Rows
from pipeline.domain.period import Period

W10, W11, W12, W13 = (Period.parse(f"2023-W{week}") for week in (10, 11, 12, 13))
SOON = "2023-03-28T08:00"  # before week 12 is due


@pytest.fixture
def put(office_folder, tmp_path):
    """Put a unit's weekly form into `collected/`, filled alike for each service."""

    def _put(unit, period, tamper=None, **values):
        path = office_folder.collected / f"{period}-{unit}.xlsx"
        path.write_bytes(filled(unit, tmp_path / "made", period, tamper, **values))
        return path

    return _put


def found(findings):
    return [(f["code"], f["severity"], f["file"], f["cells"]) for f in findings]


def of_unit(answer, unit, period=W12):
    (one,) = (p for p in answer["periods"] if p["period"] == str(period))
    return next(u["findings"] for u in one["units"] if u["code"] == unit)


def test_check_merge_and_status_say_the_same_in_one_order(office_folder, put, tmp_path):
    """What only earlier reports tell, too; of a file that lies elsewhere as of one put there."""
    put("tu-phap", W11)

    def spoil(form):
        for service in ("dvc-15", "dvc-09", "dvc-10"):
            form.fill(service, rejected=None)
        form.fill("dvc-11", carried_over=50, pending_in_time=50, received_total=60)
        form.fill("dvc-11", pending_total=50)

    path = put("tu-phap", W12, spoil)
    elsewhere = shutil.copy(path, tmp_path / path.name)
    (answer,) = office_folder.json("check", path, "--now", SOON)["files"]
    said = found(answer["findings"])
    assert answer["verdict"] == "invalid"
    assert [code for code, *_ in said if code == "Q08"] == ["Q08"]
    (blank,) = (cells for code, _, _, cells in said if code == "C01")
    rows = [int(cell[1:]) for cell in blank]
    assert rows == sorted(rows) and len(rows) == 3
    path.unlink()
    (away,) = office_folder.json("check", elsewhere, "--now", SOON)["files"]
    assert [(c, s, cells) for c, s, _, cells in found(away["findings"])] == [
        (c, s, cells) for c, s, _, cells in said
    ]
    shutil.copy(elsewhere, path)
    for command in ("status", "merge"):
        listed = of_unit(office_folder.json(command, str(W12), "--now", SOON), "tu-phap")
        assert found(listed) == said, command


def opened_with(opening):
    """A week whose opening is this, and all else follows from it."""
    return {"carried_over": opening, "pending_in_time": opening}


def test_after_a_missing_week_the_newest_report_is_gone_on_from(office_folder, put):
    """Closing 1, a week skipped, opening 50: asked at the cell, and both weeks are named."""
    put("tu-phap", W10)
    put("thue", W10)
    put("tu-phap", W12, **opened_with(50))
    put("thue", W12)
    merged = office_folder.json("merge", str(W12), "--now", SOON)
    asked = [f for f in of_unit(merged, "tu-phap") if f["code"] == "Q08"]
    assert {f["severity"] for f in asked} == {"warning"} and len(asked) == 1
    assert asked[0]["cells"] == [f"G{row}" for row in range(10, 15)]
    assert "báo cáo tuần 10/2023" in asked[0]["message"]
    assert "chưa có báo cáo tuần 11/2023" in asked[0]["message"]
    assert not [f for f in of_unit(merged, "thue") if f["severity"] != "note"]


def test_a_form_after_a_missing_week_opens_from_the_newest_report(office_folder, put):
    put("thue", W10)
    assert office_folder.run("merge", str(W10), "--now", "2023-03-14T08:00").returncode in (0, 1)
    path = office_folder.templates(str(W12), "2023-03-24T09:00")["thue"]
    form = Filled.read(path)
    assert form.cell("dvc-18", "carried_over").value == 1
    assert form.cell("dvc-18", "carried_over").protection.locked
    words = [str(c.value) for sheet in form.book for row in sheet.rows for c in row if c.value]
    assert [w for w in words if "tuần 11/2023" in w and "tuần 10/2023" in w]


class Commune:
    """A commune that fills its long forms honestly, each from the one before, but for mistakes."""

    def __init__(self, office_folder, code="xa-hoa-hai"):
        self.folder, self.district = office_folder, District(SHIPPED)
        self.unit = SHIPPED.unit(code)

    def send(self, period, words=None, **mistakes):
        """Send a period's form; `mistakes` are by table: columns for each of its rows."""
        period = Period.parse(period)
        day = SHIPPED.schedule.window(period)[1]
        past = self.district.history(period).past(period, self.unit)
        tables = {"tasks": {}, "flows": {}, "stocks": {}}
        for rows in (Rows.FLOWS, Rows.STOCKS):
            for at, item in enumerate(SHIPPED.items(rows, day, self.unit)):
                known = past.get(item.code, {})
                size = 30 + 7 * at + period.number  # grows by the month
                values = {"closing": size, "closing_of": 3 * size}
                if rows is Rows.FLOWS:
                    opening, whole = known.get("opening", 0), known.get("opening_of", 0)
                    values = figures(opening, size, whole, 2 * size)
                    values["flow"] = known.get("flow", values["flow"])
                    values["flow_of"] = known.get("flow_of", values["flow_of"])
                values |= mistakes.get(rows.value, {})
                if rows is Rows.FLOWS:
                    for end in ("", "_of"):
                        values[f"closing{end}"] = values[f"opening{end}"] + values[f"flow{end}"]
                if not item.whole:
                    values = {id: value for id, value in values.items() if id[-3:] != "_of"}
                tables[rows.value][item.code] = values
        for item in SHIPPED.items(Rows.TASKS, day, self.unit):
            tables["tasks"][item.code] = mistakes.get("tasks", {})
        submission = self.district.send(self.unit, period, tables, words or (lambda form: None))
        path = self.folder.collected / submission.file
        path.write_bytes(self.district.contents[submission.file])
        return path

    def asked(self, path, now):
        """Return what `check` asks of a file: code, severity and cell."""
        (answer,) = self.folder.json("check", path, "--now", now)["files"]
        assert answer["period"], answer
        return [
            (f["code"], f["severity"], f["cell"], f["message"])
            for f in answer["findings"]
            if f["severity"] != "note"
        ]


@pytest.fixture
def commune(office_folder):
    return Commune(office_folder)


def test_known_months_are_a_lower_bound_of_a_half_year(commune):
    for number in (1, 2, 3, 5):
        commune.send(f"2023-{number:02}")
    half = {"opening": 0, "flow": 400, "opening_of": 0, "flow_of": 900}
    stocks = {"closing": 100, "closing_of": 300}
    path = commune.send("2023-H1", flows=half, stocks=stocks)
    honest = commune.asked(path, "2023-06-13T08:00")
    assert not [one for one in honest if one[0][0] in "IS"]
    path.unlink()
    path = commune.send("2023-H1", flows=half | {"flow": 4, "flow_of": 9}, stocks=stocks)
    asked = commune.asked(path, "2023-06-13T08:00")
    assert {code for code, *_ in asked} >= {"I10", "I12"}
    assert {severity for code, severity, *_ in asked if code[0] == "I"} == {"warning"}
    assert {cell[0] for code, _, cell, _ in asked if code == "I10"} == {"G"}


NOTHING = (0, 0, 0, 0)
FEB, APR, MAY = (Period.parse(f"2023-0{number}") for number in (2, 4, 5))


def told(point):
    return tuple(one.about for one in point.evidence)


def points_of(district, period, unit):
    merit = next(m for m in district.summary(period).plan.merits if m.unit == unit)
    return merit, {point.kind: told(point) for point in merit.points}


def done(form):
    form.fill("tasks", DUE.code, status="Hoàn thành", done_on=date(2023, 3, 20))


def test_a_report_of_unknown_time_is_in_neither_sum():
    district = District(replace(MONTHLY, units=(SMALL,), indicators=(COUNT, RATE)))
    district.send(SMALL, FEB, {"flows": {COUNT.code: figures(0, 1), RATE.code: figures(*NOTHING)}})
    known, _ = points_of(district, FEB, SMALL)
    (version,) = district.versions[FEB, SMALL.code]
    unknown = replace(version.submission, saved_at=None, saved_until=None)
    seen = MONTHLY.schedule.deadline(FEB) + timedelta(hours=2)
    district.versions[FEB, SMALL.code] = [Version(unknown, seen)]
    merit, points = points_of(district, FEB, SMALL)
    assert points["report_undecided"] == (str(FEB),) and not points["report_late"]
    assert merit.total == known.total - 10 and merit.attainable == known.attainable - 10


def test_cells_of_a_refused_version_are_no_corrections():
    district = District(replace(MONTHLY, units=(SMALL,)))

    def spoilt(form):
        form.fill("flows", COUNT.code, flow=None)

    refused = district.month(SMALL, FEB, (0, 9), NOTHING, (1, 2), tamper=spoilt)
    district.month(SMALL, FEB, (0, 3), NOTHING, (2, 2))
    assert not refused.valid
    _, points = points_of(district, FEB, SMALL)
    assert points["report_corrected"] == () and len(points["report_returned"]) == 1
    district.month(SMALL, FEB, (0, 4), NOTHING, (2, 2), tamper=spoilt)
    _, points = points_of(district, FEB, SMALL)
    assert points["report_corrected"] == (), "nor when it comes after the valid one"


def test_a_late_task_costs_its_points_once():
    district = District(replace(MONTHLY, units=(SMALL,)))
    district.month(SMALL, APR, (0, 1), NOTHING, (1, 2))
    district.month(SMALL, MAY, (1, 1), NOTHING, (1, 2))
    _, april = points_of(district, APR, SMALL)
    _, may = points_of(district, MAY, SMALL)
    assert len(april["task_overdue"]) == 1 and may["task_overdue"] == ()
    assert [line.task for line in district.summary(MAY).plan.overdue] == [DUE], "and is still told"


def test_done_against_the_units_own_figure_earns_nothing_and_others_figures_say_nothing():
    """The commune met its own 2/2; Công an has 1/2, and another indicator is its alone."""
    state = replace(DUE, indicator=STATE.code)
    office = replace(MONTHLY, units=(SMALL, BIG), tasks=(state,))
    district = District(office)
    district.month(SMALL, APR, (0, 1), NOTHING, (2, 2), tamper=done)
    district.month(BIG, APR, (0, 1), NOTHING, (1, 2), tamper=done)
    plan = district.summary(APR).plan
    assert [(line.unit, own.unit) for line, own in plan.contradictions] == [(BIG, BIG)]
    _, points = points_of(district, APR, SMALL)
    assert len(points["task_on_time"]) == 1 and points["task_disputed"] == ()
    _, points = points_of(district, APR, BIG)
    assert points["task_on_time"] == () and len(points["task_disputed"]) == 1

    own = replace(STATE, units=(BIG.code,))
    district = District(replace(office, indicators=(COUNT, RATE, own)))
    flows = {COUNT.code: figures(0, 1), RATE.code: figures(*NOTHING)}
    district.send(SMALL, APR, {"flows": flows}, tamper=done)
    district.month(BIG, APR, (0, 1), NOTHING, (1, 2), tamper=done)
    assert [line.unit for line, _ in district.summary(APR).plan.contradictions] == [BIG]


def test_points_missed_are_listed_with_what_they_were_missed_for():
    """All points attainable are either given or missed, and each of both has its evidence."""
    soon = replace(DUE, code="nv-cuoi-ky", number="9", due=date(2023, 4, 10))
    silent = a_unit("xa-im", "UBND xã Im")
    office = replace(MONTHLY, units=(SMALL, silent), tasks=(DUE, soon))
    district, rule = District(office), office.scoring
    district.month(SMALL, APR, (0, 1), (0, 1, 0, 2), (1, 2), late=True)
    plan = district.summary(APR).plan
    merits = {merit.unit: merit for merit in plan.merits}
    for merit in merits.values():
        given = ("report_on_time", "report_late", "task_on_time", "target_met")
        points = sum(point.total for point in merit.points if point.kind in given)
        assert points + merit.missed == merit.attainable, merit.unit
    small = {point.kind: point for point in merits[SMALL].points}
    (late,) = told(small["report_late"])
    file = district.versions[APR, SMALL.code][0].submission.file
    assert late == f"{APR} (trễ ít nhất 01 giờ; {file})" and small["report_late"].missed == 10 - 5
    (overdue,) = told(small["task_overdue"])
    assert overdue.startswith(f"nhiệm vụ 1.1 ({file}!") and small["task_overdue"].missed == 5
    (due,) = told(small["task_due"])
    assert due.startswith(f"nhiệm vụ 9 ({file}!") and small["task_due"].total == 0
    assert small["target_missed"].missed == 2 * rule.target_met
    assert [said.partition(" (")[0] for said in told(small["target_missed"])] == [
        "chỉ tiêu 1.2", "chỉ tiêu 1.3"
    ]  # fmt: skip
    assert all(f"{file}!" in said for said in told(small["target_missed"]))
    none = {point.kind: point for point in merits[silent].points}
    assert told(none["report_missing"]) == (str(APR),) and none["report_missing"].missed == 10
    assert told(none["target_missed"]) == tuple(
        f"chỉ tiêu {number} (chưa có báo cáo)" for number in ("1.2", "1.3")
    )
    assert told(none["task_overdue"]) == ("nhiệm vụ 1.1 (chưa có báo cáo)",)

    summary = district.summary(APR)
    report = word_report(ROOT / "input_templates" / "shared" / "report.md", summary)
    workbook, document = drawn_workbook(summary, report), drawn_report(summary, report)
    proved(summary, report, workbook, document)
    rows = list(load_workbook(BytesIO(workbook))["Thi đua"].values)
    at = next(i for i, row in enumerate(rows) if "Điểm hụt" in row)
    kind, missed, evidence = (rows[at].index(x) for x in ("Nội dung", "Điểm hụt", "Căn cứ"))
    listed = {
        row[kind]: (row[missed], row[evidence]) for row in rows[at + 1 :] if row[1] == silent.name
    }
    assert listed["Chỉ tiêu chưa đạt, chưa có báo cáo"] == (
        10, "chỉ tiêu 1.2 (chưa có báo cáo), chỉ tiêu 1.3 (chưa có báo cáo)"
    )  # fmt: skip
    assert listed["Báo cáo thiếu, không hợp lệ"] == (10, str(APR))
    tables = [
        [[cell.text for cell in row.cells] for row in table.rows]
        for table in Document(BytesIO(document)).tables
    ]
    (ranks,) = (rows for rows in tables if "Điểm hụt" in rows[0])
    own = next(dict(zip(ranks[0], row, strict=True)) for row in ranks if SMALL.name in row)
    assert own["Điểm hụt"] == str(merits[SMALL].missed) == "25"
    assert own["Chỉ tiêu của đơn vị: chưa đạt"] == "2"


def test_what_adds_up_may_have_grown_in_a_missing_month_and_not_shrunk(commune):
    commune.send("2023-01")
    path = commune.send("2023-03", flows={"opening": 150, "opening_of": 400})
    asked = commune.asked(path, "2023-03-12T08:00")
    assert not [one for one in asked if one[0][0] in "IS"]
    path.unlink()
    path = commune.send("2023-03", flows={"opening": 5, "opening_of": 10})
    asked = [one for one in commune.asked(path, "2023-03-12T08:00") if one[0] in ("I04", "I05")]
    assert {code for code, *_ in asked} == {"I04", "I05"}
    assert {severity for _, severity, *_ in asked} == {"warning"}
    assert "chưa có báo cáo tháng 2/2023" in asked[0][3]
