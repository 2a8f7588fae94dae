"""A service that several units count: each reports its own part, and the office adds them up."""

import random
from datetime import timedelta

import pytest
from dated import OFFICE
from docx import Document
from net import spaced
from openpyxl import load_workbook
from typed import OfficeFolder

from pipeline.config.form import load_forms
from pipeline.config.office import load_office
from pipeline.demo.week import Stock, Week
from pipeline.domain.finding import BaocaoError
from pipeline.domain.period import Period, PeriodKind
from pipeline.outputs.decree.rules import check as check_form

DECLARED = f"""
{OFFICE}
[[groups]]
code = "xa"
name = "UBND các xã"

[[units]]
code = "tu-phap"
name = "Phòng Tư pháp"
reports = ["weekly", "monthly"]

[[units]]
code = "xa-mot"
name = "UBND xã Một"
group = "xa"
reports = ["weekly", "monthly"]

[[units]]
code = "xa-hai"
name = "UBND xã Hai"
group = "xa"
reports = ["weekly", "monthly"]

[[units]]
code = "xa-khong-tuan"
name = "UBND xã Ba"
group = "xa"
reports = ["monthly"]

[[services]]
code = "dvc-01"
number = 1
name = "Đăng ký thường trú"
sector = "Công an"
units = ["@xa"]

[[services]]
code = "dvc-02"
number = 2
name = "Đăng ký khai sinh"
sector = "Tư pháp"
units = ["xa-hai", "tu-phap"]

[[services]]
code = "dvc-03"
number = 3
name = "Đăng ký kết hôn"
sector = "Tư pháp"
unit = "tu-phap"
"""
COUNTS = ("received_online", "resolved_total", "pending_total", "rejected")
ASKED = {"tu-phap": {"dvc-02", "dvc-03"}, "xa-mot": {"dvc-01"}, "xa-hai": {"dvc-01", "dvc-02"}}
WEEKS = [Period.parse(f"2023-W{week:02}") for week in (8, 9)]
SILENT = (WEEKS[1], "xa-mot")


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """Two weeks, sent and merged; and what was sent, by week, unit, service and column."""
    office = OfficeFolder(tmp_path_factory.mktemp("nhiều đơn vị"))
    for name in ("units.toml", "services.toml"):
        (office.root / name).unlink()
    (office.root / "config.toml").write_text(DECLARED, encoding="utf-8")
    declared = load_office(office.root / "config.toml")
    form, stock = load_forms(office.root / "input_templates")[PeriodKind.WEEK], Stock()
    dice, sent = random.Random(6), {}
    for week in WEEKS:
        due = declared.schedule.deadline(week)
        blanks = office.templates(str(week), (due - timedelta(days=4)).isoformat())
        for code, path in blanks.items():
            filler = Week(form, path.read_bytes(), declared.unit(code), week, stock, dice)
            sent[week, code] = filler.answers()
            content = filler.filled(sent[week, code], due - timedelta(hours=20))
            if (week, code) != SILENT:
                (office.collected / f"{week}-{code}.xlsx").write_bytes(content)
        merged = office.run("merge", week, "--now", (due - timedelta(hours=1)).isoformat())
        assert merged.returncode in (0, 1), merged.stdout + merged.stderr
    del sent[SILENT]
    return office, sent


def added(sent, week, service, column, units=ASKED):
    """Add up by hand what the units sent of a service in a week."""
    rows = (sent.get((week, unit), {}).get(service, {}) for unit in units)
    return sum(row.get(column, 0) for row in rows)


def by_first(rows, keys):
    return {row[0]: row for row in rows if row[0] in keys}


def rows_of(office, period, sheet):
    """Read a sheet's cells as shown: by the first words of a row, by the words above a column."""
    path = office.output / str(period) / f"tong-hop-{period}.xlsx"
    return [[cell.value for cell in row] for row in load_workbook(path, data_only=True)[sheet]]


def test_each_units_form_asks_for_what_it_counts(played):
    _, sent = played
    assert {code: set(answers) for (week, code), answers in sent.items() if week == WEEKS[0]} == (
        ASKED
    )


@pytest.mark.parametrize("week", WEEKS, ids=str)
def test_the_parts_add_up(played, week):
    office, sent = played
    due = load_office(office.root / "config.toml").schedule.deadline(week)
    (told,) = office.json("merge", week, "--now", (due + timedelta(hours=1)).isoformat())["periods"]
    for column in COUNTS:
        every = sum(added(sent, week, f"dvc-0{number}", column) for number in (1, 2, 3))
        assert told["totals"][column] == every
    appendix = {row[1]: row for row in rows_of(office, week, "Tổng hợp") if row[1]}
    first = appendix["Đăng ký thường trú"]
    silent = week == SILENT[0]
    assert ("1/2 đơn vị" if silent else "2/2 đơn vị") in first
    assert added(sent, week, "dvc-01", "received_online") in first
    assert "Phòng Tư pháp" in appendix["Đăng ký kết hôn"]
    for unit, row in by_first(rows_of(office, week, "Theo đơn vị"), ASKED).items():
        if (week, unit) in sent:
            whole = sum(added(sent, week, one, "received_online", [unit]) for one in ASKED[unit])
            assert whole in row[2:]


@pytest.mark.parametrize("week", WEEKS, ids=str)
def test_each_part_is_listed_with_its_cell(played, week):
    office, sent = played
    header, *rows = rows_of(office, week, "Dữ liệu")
    unit, service, column, value = (
        header.index(one) for one in ("Mã đơn vị", "Mã DVC", "Mã cột", "Giá trị")
    )
    listed = {(row[unit], row[service], row[column]): row[value] for row in rows}
    assert listed.keys() >= {(u, s, "received_online") for u in ASKED for s in ASKED[u]} - (
        {(SILENT[1], "dvc-01", "received_online")} if week == SILENT[0] else set()
    )
    for (code, one, id), number in listed.items():
        assert number == sent[week, code][one].get(id, 0)


def test_a_month_adds_up_its_weeks_unit_by_unit(played):
    office, sent = played
    (told,) = office.json("merge", "2023-03", "--now", "2023-03-14T08:00")["periods"]
    for column in ("received_online", "rejected"):
        every = [added(sent, w, f"dvc-0{n}", column) for w in WEEKS for n in (1, 2, 3)]
        assert told["totals"][column] == sum(every)
    report = office.output / "2023-03" / "bao-cao-2023-03.docx"
    assert check_form(report.read_bytes()) == ()


def test_the_report_says_whose_part_is_missing_and_gives_each_units_reasons(played):
    office, sent = played
    week, _ = SILENT
    report = office.output / str(week) / f"bao-cao-{week}.docx"
    assert check_form(report.read_bytes()) == ()
    document = Document(report)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert any("Đăng ký thường trú" in cell for cell in cells)
    said = spaced("\n".join(paragraph.text for paragraph in document.paragraphs))
    assert "UBND xã Một" in said and "2/3 đơn vị" in said
    for code, one in (("xa-hai", "dvc-01"), ("xa-hai", "dvc-02"), ("tu-phap", "dvc-02")):
        row = sent[week, code][one]
        if "rejected_reason" in row:
            assert f"{row['rejected']:02} hồ sơ" in said and row["rejected_reason"] in said


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('units = ["@xa"]', 'units = ["@xã"]', "“services[1].units”: không có đơn vị"),
        ('units = ["@xa"]', 'units = ["@xa"]\nunit = "xa-mot"', "không ghi cả hai"),
        ('units = ["@xa"]', "units = []", "phải ghi lý do ở “note”"),
    ],
)
def test_a_mistake_is_named(tmp_path, old, new, said):
    path = tmp_path / "config.toml"
    path.write_text(DECLARED.replace(old, new), encoding="utf-8")
    with pytest.raises(BaocaoError) as refused:
        load_office(path)
    assert said in str(refused.value), str(refused.value)


def test_marks_name_the_same_units_together_as_one_by_one(tmp_path):
    (tmp_path / "config.toml").write_text(DECLARED, encoding="utf-8")
    office = load_office(tmp_path / "config.toml")
    for marks in ((), ("@xa",), ("xa-hai", "@xa"), ("@tat-ca", "tu-phap"), ("tu-phap", "xa-mot")):
        assert office.named(marks) == tuple(u for u in office.units if office.names(marks, u))
