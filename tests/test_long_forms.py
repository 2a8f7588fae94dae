"""The forms of month, half-year and year: in LibreOffice as in the check, and back again."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import docx
import pytest
from made import drawn_report, drawn_workbook, proved
from monthly import (
    BIG,
    COUNT,
    DUE,
    FORMS,
    OFFICE,
    ONGOING,
    RATE,
    ROOT,
    SHIPPED,
    SMALL,
    STATE,
    TASK_ANSWER,
    District,
    Filled,
    figures,
    month,
    weeks_of,
)
from named import named_counts, of_several_figures
from net import spaced, verdict
from office import convert, type_in_office
from openpyxl import load_workbook

from pipeline import texts
from pipeline.consolidate.grids.gather import grids_of
from pipeline.consolidate.grids.tasks import task_units_grid
from pipeline.consolidate.wording import word_report
from pipeline.domain.finding import Severity
from pipeline.domain.form import ColumnType, Rows
from pipeline.domain.office import Timing
from pipeline.domain.period import Period, PeriodKind
from pipeline.domain.register import Register
from pipeline.intake.submission import read_submission
from pipeline.outputs.book.look import LINE_HEIGHT, lines_of
from pipeline.outputs.decree.rules import check as check_form
from pipeline.outputs.forms import form as form_xlsx
from pipeline.outputs.forms.told import weeks_counted

JAN, FEB = month("2023-01"), month("2023-02")
LONG = (PeriodKind.MONTH, PeriodKind.HALF_YEAR, PeriodKind.YEAR)
DISTRICT = replace(OFFICE, units=(SMALL, BIG))


def months(district, unit, count=12):
    """Send so many months, each with a flow of its number."""
    before = 0
    for number in range(1, count + 1):
        period = Period(2023, number, PeriodKind.MONTH)
        rate = (before, number, 2 * before, 2 * number)
        district.month(unit, period, (before, number), rate, (number, 12))
        before += number
    return before


def period_of(kind):
    return {
        PeriodKind.MONTH: FEB,
        PeriodKind.HALF_YEAR: Period.parse("2023-H1"),
        PeriodKind.YEAR: Period.parse("2023"),
    }[kind]


def typing(form, unit, period, answers):
    """List what is typed where, in cells that are open."""
    typed = []
    for table, rows in answers.items():
        for key, values in rows.items():
            for column, value in values.items():
                cell = form.cell(table, key, column)
                if not cell.protection.locked:
                    typed.append([cell.parent.title, cell.coordinate, value])
    rows = {c.value: c.row for c in form.narrative["A"] if c.value is not None}
    for section in form.form.sections:
        typed.append([form.form.narrative_sheet, f"C{rows[section.id]}", form.form.none_answer])
    for field in form.form.fields:
        answer = field.choices[1] if field.choices else "Cán bộ Mẫu"  # signed KT.
        typed.append([form.form.narrative_sheet, f"C{rows[field.id]}", answer])
    return typed


def answers_for(kind):
    done = {"status": "Hoàn thành", "done_on": 44962, "progress": 100}  # 5 February 2023
    tasks = {DUE.code: TASK_ANSWER | done, ONGOING.code: TASK_ANSWER}
    if kind is PeriodKind.MONTH:
        flows = {COUNT.code: {"flow": 12}, RATE.code: {"flow": 3, "flow_of": 4}}
        return {"tasks": tasks, "flows": flows, "stocks": {STATE.code: {"closing": 2}}}
    return {"tasks": tasks}


@pytest.fixture(scope="module")
def returned(tmp_path_factory):
    """Fill the three forms in LibreOffice, one saved as .xls; by kind: submission and form."""
    folder = tmp_path_factory.mktemp("dài")
    district = District(DISTRICT)
    months(district, SMALL, 1)
    full = District(DISTRICT)
    months(full, SMALL)
    jobs, made = [], {}
    for kind in LONG:
        period = period_of(kind)
        blank = (district if kind is PeriodKind.MONTH else full).blank(SMALL, period)
        source = folder / f"{kind.value}.xlsx"
        source.write_bytes(blank)
        form = Filled(blank, FORMS[kind])
        answers = answers_for(kind)
        if kind is PeriodKind.MONTH:
            answers["stocks"][STATE.code]["closing_of"] = 12
        suffix = ".xls" if kind is PeriodKind.HALF_YEAR else ".xlsx"
        target = folder / f"đã điền {kind.value}{suffix}"
        typed = typing(form, SMALL, period, answers)
        jobs.append({"open": str(source), "type": typed, "save": str(target)})
        made[kind] = target
    assert type_in_office(jobs) == [[], [], []], "an unlocked cell refused what was typed"
    return {
        kind: (
            path,
            read_submission(path.read_bytes(), path.name, kind.value, FORMS, Register(DISTRICT)),
        )
        for kind, path in made.items()
    }


@pytest.mark.office
@pytest.mark.parametrize("kind", LONG)
def test_a_form_filled_in_libreoffice_comes_back_valid(returned, kind):
    _, submission = returned[kind]
    assert not [f for f in submission.findings if f.severity is Severity.ERROR]
    assert (submission.unit, submission.period) == (SMALL.code, period_of(kind))
    assert submission.row(DUE.code).text("done_on") == "2023-02-05"
    assert submission.row(DUE.code).text("status") == "Hoàn thành"


@pytest.mark.office
def test_what_was_carried_and_typed_adds_up(returned):
    counts = {kind: returned[kind][1].row(COUNT.code).count for kind in LONG}
    assert [counts[PeriodKind.MONTH](c) for c in ("opening", "flow", "closing")] == [1, 12, 13]
    assert [counts[PeriodKind.HALF_YEAR](c) for c in ("opening", "flow", "closing")] == [0, 21, 21]
    assert [counts[PeriodKind.YEAR](c) for c in ("opening", "flow", "closing")] == [0, 78, 78]
    rate = returned[PeriodKind.YEAR][1].row(RATE.code)
    assert (rate.count("flow"), rate.count("flow_of")) == (78, 156)
    state = returned[PeriodKind.YEAR][1].row(STATE.code)
    assert (state.count("closing"), state.count("closing_of")) == (12, 12)


def computed(returned, kind, folder):
    """Open a returned form with the values LibreOffice computed."""
    path, _ = returned[kind]
    if path.suffix == ".xls":
        path = convert(path, "xlsx", folder)
    return load_workbook(path, data_only=True)


@pytest.mark.office
@pytest.mark.parametrize("kind", LONG)
def test_the_form_says_it_can_be_sent(returned, kind, tmp_path):
    book = computed(returned, kind, tmp_path)
    said = [book[table.sheet]["B5"].value for table in FORMS[kind].tables]
    said.append(book[FORMS[kind].narrative_sheet]["B2"].value)
    if kind is PeriodKind.MONTH:
        assert {*said} == {texts.form.READY}
    else:  # a task's day is another than the months told: it can be sent, and is asked about
        assert all(texts.form.ASKS_LEFT[1] in words for words in said)


@pytest.mark.office
@pytest.mark.parametrize("kind", LONG)
def test_every_sheet_of_it_is_signed_as_chosen(returned, kind, tmp_path):
    book = computed(returned, kind, tmp_path)
    for table in FORMS[kind].tables:
        said = [cell.value for row in book[table.sheet].iter_rows() for cell in row if cell.value]
        end = ["KT. THỦ TRƯỞNG ĐƠN VỊ", "PHÓ THỦ TRƯỞNG ĐƠN VỊ", texts.form.SIGNED_BY_HINT]
        assert [one for one in said if one in end] == end, table.sheet


def test_what_cannot_be_a_day_or_a_choice_is_said_at_its_cell():
    def tamper(form):
        form.fill("tasks", DUE.code, status="xong rồi", done_on="hôm qua")

    district = District(DISTRICT)
    submission = district.month(SMALL, JAN, (0, 1), (0, 0, 0, 0), (1, 2), tamper=tamper)
    said = {f.code: f.where for f in submission.findings}
    assert said["C21"].sheet == said["C20"].sheet == "Nhiệm vụ"
    assert said["C21"].cell and not submission.valid


@pytest.mark.parametrize("typed", ["5/2/2023", "05/02/2023", "05-02-2023", 44962])
def test_a_day_is_understood_however_it_is_typed(typed):
    district = District(DISTRICT)
    submission = district.month(
        SMALL,
        FEB,
        (0, 1),
        (0, 0, 0, 0),
        (1, 2),
        tamper=lambda f: f.fill("tasks", DUE.code, status="Hoàn thành", done_on=typed),
    )
    assert submission.valid and submission.row(DUE.code).text("done_on") == "2023-02-05"


def test_a_denominator_where_there_is_none_is_asked_about():
    district = District(DISTRICT)
    submission = district.month(
        SMALL,
        JAN,
        (0, 1),
        (0, 0, 0, 0),
        (1, 2),
        tamper=lambda form: form.fill("flows", COUNT.code, flow_of=9),
    )
    assert "C13" in {f.code for f in submission.findings}


@pytest.fixture(scope="module")
def reports():
    """Word and draw a month, a half-year and a year of a district."""
    district = District(DISTRICT)
    before = months(district, SMALL)
    for kind, flow in ((PeriodKind.HALF_YEAR, 21), (PeriodKind.YEAR, before)):
        stocks = {STATE.code: {"closing": 6 if flow == 21 else 12, "closing_of": 12}}
        flows = {COUNT.code: figures(0, flow), RATE.code: figures(0, flow, 0, 2 * flow)}
        district.send(SMALL, period_of(kind), {"flows": flows, "stocks": stocks}, late=True)
    made = {}
    for kind in LONG:
        summary = district.summary(period_of(kind))
        wording = ROOT / "input_templates" / "shared" / "report.md"
        report = word_report(wording, summary)
        drawn = drawn_workbook(summary, report), drawn_report(summary, report)
        made[kind] = summary, report, *drawn
    return made


@pytest.mark.parametrize("kind", LONG)
def test_a_report_keeps_the_decree(reports, kind):
    *_, document = reports[kind]
    assert not check_form(document)


@pytest.mark.parametrize("kind", LONG)
def test_a_reports_numbers_are_the_same_in_both_outputs(reports, kind):
    proved(*reports[kind])


@pytest.mark.office
@pytest.mark.parametrize("kind", LONG)
def test_the_outputs_are_valid_office_files(reports, kind, validator, tmp_path):
    *_, workbook, document = reports[kind]
    for name, content in (("a.xlsx", workbook), ("a.docx", document)):
        path = tmp_path / name
        path.write_bytes(content)
        assert not verdict(validator, path), name


@pytest.mark.parametrize("kind", LONG)
def test_counts_of_one_name_are_one_figure_wherever_they_are_printed(reports, kind):
    *_, workbook, document = reports[kind]
    book = load_workbook(BytesIO(workbook), data_only=True)
    found = named_counts(docx.Document(BytesIO(document)), book)
    assert not of_several_figures(found)
    assert sum(len({where for where, _ in stated}) > 1 for stated in found.values()) > 3, found


def test_the_body_follows_the_outline(reports):
    for kind, (*_, document) in reports.items():
        said = [p.text for p in docx.Document(BytesIO(document)).paragraphs]
        parts = [t for t in said if t[:3] in ("I. ", "II.", "III", "IV.", "V. ")]
        assert [t.split(". ", 1)[1] for t in parts] == [
            "CÔNG TÁC THAM MƯU, CHỈ ĐẠO TRIỂN KHAI",
            "KẾT QUẢ THỰC HIỆN",
            "ĐÁNH GIÁ CHUNG",
            "NHIỆM VỤ TRỌNG TÂM THỜI GIAN TỚI",
            "KIẾN NGHỊ, ĐỀ XUẤT",
        ], kind
        assert [t for t in said if t.startswith(texts.document.APPENDIX) and len(t) < 14] == [
            f"{texts.document.APPENDIX} {n}" for n in ("I", "II", "III", "IV", "V")
        ]
        assert not [t for t in said if "None" in t or "{{" in t or "Fraction" in t]


@pytest.mark.parametrize("kind", LONG)
def test_the_workbook_says_what_an_indicator_rests_on(kind):
    rate = replace(RATE, basis="Kế hoạch, mục II.3.2(4)", task=DUE.code)
    district = District(replace(DISTRICT, indicators=(rate, COUNT)))
    summary = district.summary(period_of(kind))
    wording = ROOT / "input_templates" / "shared" / "report.md"
    book = load_workbook(BytesIO(drawn_workbook(summary, word_report(wording, summary))))
    rows = list(book[texts.tables.SHEET_INDICATORS].iter_rows(values_only=True))
    (header,) = (row for row in rows if "Căn cứ" in row)
    at = header.index("Căn cứ")
    said = {row[2]: row[at] for row in rows if row[2] in (rate.code, COUNT.code)}
    assert said == {rate.code: "Kế hoạch, mục II.3.2(4); đo nhiệm vụ 1.1", COUNT.code: None}


@pytest.mark.parametrize(
    ("changes", "days"),
    [
        ({}, "31/3/2023"),
        ({"then_ongoing": True}, "31/3/2023, sau đó thường xuyên"),
        ({"due": None, "starts": date(2023, 6, 1)}, "từ ngày 01/6/2023"),
        ({"due": None}, ""),
    ],
)
def test_a_tasks_days_are_told_in_both_outputs(changes, days):
    one = replace(DUE, **changes)
    district = District(replace(DISTRICT, tasks=(one,)))
    summary = district.summary(JAN)
    report = word_report(ROOT / "input_templates" / "shared" / "report.md", summary)
    book = load_workbook(BytesIO(drawn_workbook(summary, report)))
    rows = list(book[texts.tables.SHEET_TASKS].iter_rows(values_only=True))
    (row,) = (row for row in rows if row[0] == one.number)
    assert (row[3], row[4] or "") == (one.deadline_said, days)
    tables = docx.Document(BytesIO(drawn_report(summary, report))).tables
    cells = [c.text for table in tables for r in table.rows for c in r.cells]
    assert (days or texts.plan.task_until(one)) in cells


@pytest.mark.parametrize("progress", [0, 45, None])
def test_the_workbook_shows_how_far_a_unit_is_with_a_task_and_when_it_is_due(progress):
    def tamper(form):
        form.fill("tasks", DUE.code, progress=progress)

    district = District(DISTRICT)
    district.month(SMALL, JAN, (0, 1), (0, 3, 0, 4), (1, 2), tamper=tamper)
    summary = district.summary(JAN)
    report = word_report(ROOT / "input_templates" / "shared" / "report.md", summary)
    sheet = load_workbook(BytesIO(drawn_workbook(summary, report)))[texts.tables.SHEET_TASK_UNITS]
    rows = list(sheet.iter_rows(values_only=True))
    headers = next(row for row in rows if row[0] == "Số mục")
    assert headers == tuple(texts.headers.TASK_UNITS.values())
    said = {row[0]: dict(zip(headers, row, strict=True)) for row in rows if row[2] == SMALL.name}[
        DUE.number
    ]
    assert said["Tỷ lệ hoàn thành (%)"] == progress
    assert said["Thời hạn"] == "31/3/2023"


def fits(sheet, cell):
    """Tell whether a cell's words are wrapped and its row is high enough for them."""
    lines = lines_of(str(cell.value), sheet.column_dimensions[cell.column_letter].width)
    height = sheet.row_dimensions[cell.row].height or LINE_HEIGHT
    return bool(cell.alignment.wrap_text) and height >= lines * LINE_HEIGHT


def test_words_of_the_long_workbook_are_not_cut():
    long = replace(COUNT, title="Tài khoản định danh điện tử của công dân trên địa bàn " * 2)
    district = District(replace(DISTRICT, indicators=(long, RATE, STATE)))
    months(district, SMALL, 1)
    summary = district.summary(JAN)
    report = word_report(ROOT / "input_templates" / "shared" / "report.md", summary)
    book = load_workbook(BytesIO(drawn_workbook(summary, report)))
    cells = [
        (sheet, cell)
        for sheet in (book[texts.tables.SHEET_INDICATORS], book[texts.tables.SHEET_CHARTS])
        for row in sheet.iter_rows(min_row=4)
        for cell in row
    ]
    judged = [one for one in cells if one[1].value == texts.plan.UNDER_WAY]
    headers = ("Đầu việc thường xuyên, theo yêu cầu", "Thiếu, không hợp lệ")
    drawn = [one for one in cells if one[1].value in headers]
    named = [one for one in cells if str(one[1].value).startswith(f"{long.number}. {long.title}")]
    assert judged and len(drawn) == 2 and named
    assert not [cell.value for sheet, cell in judged + drawn + named if not fits(sheet, cell)]


@pytest.mark.parametrize("kind", LONG)
def test_every_figure_of_a_grid_is_the_reports_own(reports, kind):
    summary, *_ = reports[kind]
    report = word_report(ROOT / "input_templates" / "shared" / "report.md", summary)
    stated = [
        number for grid in grids_of(summary, report).values() for _, _, number in grid.figures()
    ]
    assert len(stated) > 40
    assert not [one for one in stated if summary.figures[one.figure].value != one.value]


def test_a_missing_unit_is_named_and_a_task_of_nobody_too(reports):
    *_, document = reports[PeriodKind.MONTH]
    said = spaced("\n".join(p.text for p in docx.Document(BytesIO(document)).paragraphs))
    assert f"Đơn vị chưa gửi báo cáo: {BIG.name}" in said
    assert "1/2 đơn vị" in said and "Nhiệm vụ chưa giao đơn vị nào: nhiệm vụ 3" in said


def test_the_year_compares_its_halves_and_the_half_year_its_lateness(reports):
    *_, document = reports[PeriodKind.YEAR]
    said = spaced("\n".join(p.text for p in docx.Document(BytesIO(document)).paragraphs))
    assert "2 chỉ tiêu có số lượng 6 tháng cuối năm cao hơn, 0 chỉ tiêu thấp hơn" in said
    halves = next(
        t
        for t in docx.Document(BytesIO(document)).tables
        if tuple(c.text for c in t.rows[0].cells) == tuple(texts.headers.HALVES.values())
    )
    row = next(r for r in halves.rows if r.cells[0].text == COUNT.number)
    assert [c.text for c in row.cells[3:]] == ["21", "", "57", "", "+36", "1/2"]
    assert f"{SMALL.name} (trễ ít nhất 01 giờ)" in said


def test_typed_cells_are_open_and_computed_ones_are_not():
    district = District(DISTRICT)
    months(district, SMALL, 1)
    form = Filled(district.blank(SMALL, FEB), FORMS[PeriodKind.MONTH])
    flows = FORMS[PeriodKind.MONTH].table_of("flows")
    open_cells = {
        c.id
        for c in flows.columns
        if not c.hidden and not form.cell("flows", COUNT.code, c.id).protection.locked
    }
    assert open_cells == {"flow", "opening_corrected", "explanation"}
    rate = {
        c.id
        for c in flows.columns
        if not c.hidden and not form.cell("flows", RATE.code, c.id).protection.locked
    }
    assert rate == open_cells | {"flow_of", "opening_of_corrected"}
    assert form.cell("tasks", DUE.code, "status").value == "Đang thực hiện", "started from January"
    assert all(c.type is not ColumnType.RATE or c.ratio for c in flows.columns)


def told(form, table, key):
    return form.cell(table, key, "told").value


def blank_of(office, unit=SMALL, period=JAN):
    return Filled(District(office).blank(unit, period), FORMS[PeriodKind.MONTH])


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "Thời hạn: trong tháng 3/2023 (31/3/2023)|Vai trò: chủ trì"),
        (
            {"quantity": "100% hộ nghèo", "lead": (BIG.code,), "performers": ("@xa",)},
            "Thời hạn: trong tháng 3/2023 (31/3/2023)|Phải đạt: 100% hộ nghèo|Vai trò: thực hiện",
        ),
        (
            {"indicator": COUNT.code, "deadline_said": "", "performers": ("@tat-ca",)},
            "Thời hạn: 31/3/2023|Phải đạt: 1.000 hồ sơ, hạn 30/6/2023|Vai trò: chủ trì, thực hiện",
        ),
        (
            {"due": None, "timing": Timing.ON_EVENT, "deadline_said": ""},
            "Thời hạn: khi phát sinh|Vai trò: chủ trì",
        ),
        (
            {"due": None, "timing": Timing.UNSTATED, "deadline_said": ""},
            "Thời hạn: Kế hoạch không nêu|Vai trò: chủ trì",
        ),
    ],
)
def test_the_form_tells_when_a_task_is_due_what_to_reach_and_the_units_role(changes, said):
    form = blank_of(replace(DISTRICT, tasks=(replace(DUE, **changes),)))
    cell = form.cell("tasks", DUE.code, "told")
    assert cell.value.split("\n") == said.split("|")
    assert cell.protection.locked and cell.alignment.wrap_text


def test_the_form_tells_an_indicators_target_where_there_is_one():
    form = blank_of(DISTRICT)
    assert told(form, "flows", COUNT.code) == "1.000 hồ sơ, hạn 30/6/2023"
    assert told(form, "flows", RATE.code) == "từ 80% trở lên", "the commune sends no weekly report"
    assert told(form, "stocks", STATE.code) == "100%"
    aimless = blank_of(replace(DISTRICT, indicators=(replace(STATE, target=None),)))
    header = next(row for row in aimless.sheets["stocks"] if row[0].value == "#columns.stocks")
    assert "told" not in [cell.value for cell in header], "an empty column is not printed"


def guide_of(form):
    sheet = form.book[texts.form.GUIDE_SHEET]
    return " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)


def test_a_form_tells_which_weeks_it_is_held_against():
    form = blank_of(DISTRICT, BIG, Period.parse("2023-04"))
    against = "từ 80% trở lên\nđối chiếu: tuần 10/2023 đến tuần 14/2023"
    assert told(form, "flows", RATE.code) == against
    assert told(form, "flows", COUNT.code) == "1.000 hồ sơ, hạn 30/6/2023"
    said = guide_of(form)
    assert "Chỉ tiêu 1.2 được đối chiếu" in said and "có ngày kết thúc (Chủ nhật)" in said
    assert "tuần 10/2023 đến tuần 14/2023, từ ngày 06/3/2023 đến ngày 09/4/2023" in said
    assert "được đối chiếu" not in guide_of(blank_of(DISTRICT, SMALL))


@pytest.mark.parametrize("starts", range(1, 8))
@pytest.mark.parametrize("period", ["2023-01", "2023-04", "2023-H1", "2023-H2", "2023"])
def test_the_weeks_told_are_those_that_are_added_up(period, starts):
    office = replace(DISTRICT, schedule=replace(DISTRICT.schedule, week_starts=starts))
    weeks = weeks_of(office, Period.parse(period))
    assert weeks_counted(office.schedule, Period.parse(period)) == (weeks[0], weeks[-1])
    said = texts.plan.weeks_told(["1"], office.schedule, None, "Giải trình")
    weekdays = ("Chủ nhật", "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy")
    assert f"({weekdays[starts - 1]})" in said and "kỳ này" not in said


def test_a_row_is_high_enough_for_what_it_tells():
    long = replace(DUE, quantity="một hai ba bốn " * 20)
    form = blank_of(replace(DISTRICT, tasks=(long, ONGOING)))
    heights = [
        form.sheets["tasks"].row_dimensions[form.cell("tasks", code, "told").row].height
        for code in (DUE.code, ONGOING.code)
    ]
    assert heights[0] > 13 * 15 > heights[1]


def test_a_form_sent_out_before_it_told_of_the_plan_is_still_read(monkeypatch):
    def sent():
        rate, flow = (0, 3, 0, 4), (0, 1)
        return District(DISTRICT).month(SMALL, JAN, flow, rate, (1, 2))

    now = sent()
    monkeypatch.setattr(form_xlsx, "told", lambda *of: "")
    before = sent()
    assert before.valid and now.valid
    values = [
        [(row.key, {id: entry.value for id, entry in row.entries.items()}) for row in one.rows]
        for one in (before, now)
    ]
    assert values[0] == values[1]
    assert before.row(DUE.code).entries["status"].cell != now.row(DUE.code).entries["status"].cell


def listed(summary):
    return task_units_grid(summary, summary.plan).rows


def test_who_supports_a_task_has_its_row_marked_so():
    """What it answers is in the workbook beside those who carry the task out; none counts it."""
    alone = replace(DUE, lead=(BIG.code,))
    shared = replace(alone, supporters=(SMALL.code, BIG.code))
    offices = (replace(DISTRICT, tasks=(one, ONGOING)) for one in (shared, alone))
    district, before = map(District, offices)
    form = blank_of(district.office, SMALL)
    assert "Vai trò: phối hợp" in told(form, "tasks", DUE.code).split("\n")
    assert told(blank_of(district.office, BIG), "tasks", DUE.code).endswith("chủ trì, phối hợp")
    for one in (district, before):
        for unit in (BIG, SMALL):
            sent = one.month(unit, JAN, (0, 10), (0, 8, 0, 10), (1, 2))
            assert sent.valid, sent.findings
    summary, without = district.summary(JAN), before.summary(JAN)
    rows = [(str(row.cells["unit"]), row.cells["person"]) for row in listed(summary)]
    assert len(rows) == len(listed(without)) + 1 and all(person for _, person in rows)
    assert sum("UBND xã Mẫu (phối hợp)" in unit for unit, _ in rows) == 1
    counted = [
        [(line.task.code, line.unit, line.state) for line in one.plan.tasks]
        for one in (summary, without)
    ]
    assert counted[0] == counted[1] and len(counted[0]) == 3
    assert [m.points for m in summary.plan.merits] == [m.points for m in without.plan.merits]


def test_the_shipped_plans_supporters_each_have_their_rows():
    """15 tasks, 139 units and tasks together; the plan's own list (test_plan) says which."""
    office, day = SHIPPED, date(2023, 3, 10)
    owing = [u for u in office.units if u.validity.covers(day) and PeriodKind.MONTH in u.reports]
    rows = [
        (task.code, unit.code)
        for unit in owing
        for task in office.items(Rows.TASKS, day, unit)
        if not office.names((*task.lead, *task.performers), unit)
    ]
    assert len(rows) == 139 and len({task for task, _ in rows}) == 15


def test_a_form_says_where_its_own_kind_of_report_is_sent():
    office = replace(DISTRICT, receivers={PeriodKind.MONTH: "Tổ mẫu (qua Công an mẫu)"})
    for one, sent_to in ((office, "Tổ mẫu (qua Công an mẫu)"), (DISTRICT, SHIPPED.receiver)):
        elsewhere = replace(one, receivers=one.receivers if one is office else {})
        sheet = blank_of(elsewhere).sheets["tasks"]
        words = [str(cell.value) for row in sheet.iter_rows(max_row=8) for cell in row]
        assert any(sent_to in said for said in words), words
    by_kind = {kind.value for kind in SHIPPED.receivers}
    assert by_kind == {"monthly", "half-year", "year"} and "Đội" in SHIPPED.receiver
