"""Days off, the days a report can be filled on, and the one instant both documents are made at."""

import re
import zipfile
from dataclasses import replace
from datetime import date, datetime, timedelta

import openpyxl
import pytest
from made import OFFICE, filled
from test_clock import LIBRE, SOMEBODY
from typed import unfolded
from weekly import EXCEL, ZONE, stamped

from pipeline.domain.period import Period

WEEK = "2023-W12"  # Monday 20 to Sunday 26 March, due on Tuesday 28, 09:00
BEFORE = "2023-03-28T08:00"
SCHEDULE = OFFICE.schedule


@pytest.fixture(scope="module")
def form(tmp_path_factory):
    return filled("thue", tmp_path_factory.mktemp("calendar"))


def declare(office, key, value):
    """Give a key of the schedule another value."""
    path = office.root / "config.toml"
    words = path.read_text(encoding="utf-8")
    words, found = re.subn(rf"(?m)^{key} = (?:\[[^\]]*\]|.*)$", f"{key} = {value}", words)
    assert found == 1
    path.write_text(words, encoding="utf-8")


def asked(office, now=BEFORE):
    (period,) = office.json("merge", WEEK, "--now", now)["periods"]
    (unit,) = [unit for unit in period["units"] if unit["code"] == "thue"]
    assert unit["standing"] == "on_time"
    return [finding["code"] for finding in unit["findings"]], unit["file"]


@pytest.mark.parametrize(
    ("said", "program", "more", "codes"),
    [
        ("2023-03-22T03:00:00Z", EXCEL, {}, ["V06"]),
        ("2023-03-23T16:59:00Z", EXCEL, {}, ["V06"]),  # a minute before Friday
        ("2023-03-23T17:00:00Z", EXCEL, {}, []),
        ("2023-03-24T09:00:00Z", EXCEL, {}, []),
        ("2023-03-23T23:59:00Z", LIBRE, {"edits": 1}, ["V06"]),
        ("2023-03-24T00:00:00Z", LIBRE, {"edits": 1}, []),
        ("2023-03-23T16:59:00Z", SOMEBODY, {}, ["V06"]),
        ("2023-03-23T17:00:00Z", SOMEBODY, {}, []),  # Friday by one of its readings
        ("2023-03-17T02:00:00Z", EXCEL, {"created": "2023-03-17T02:00:00Z"}, []),  # as handed out
        ("", EXCEL, {}, []),
    ],
)
def test_a_report_saved_before_its_week_was_over_is_asked(
    office_folder, form, said, program, more, codes
):
    (office_folder.collected / "bc.xlsx").write_bytes(stamped(form, said, program, **more))
    assert asked(office_folder)[0] == codes


def test_it_is_said_when_and_settled_by_a_later_version(office_folder, form, tmp_path):
    early = stamped(form, "2023-03-22T03:00:00Z", EXCEL)
    (office_folder.collected / "bc.xlsx").write_bytes(early)
    screen = " ".join(office_folder.run("merge", WEEK, "--now", BEFORE).stdout.split())
    assert "[V06] Hỏi lại: bc.xlsx" in screen
    assert "lưu lần cuối không muộn hơn 10 giờ 00 ngày 22/3/2023, khi kỳ số liệu chưa" in screen
    later = filled("thue", tmp_path, received_online=9, resolved_on_time=7, results_returned=11)
    (office_folder.collected / "bc 2.xlsx").write_bytes(stamped(later, "", EXCEL))
    assert asked(office_folder, "2023-03-28T08:30") == ([], "bc 2.xlsx")


def test_so_is_one_that_lay_here_before(office_folder, form):
    (office_folder.collected / "bc.xlsx").write_bytes(stamped(form, "", EXCEL))
    office_folder.run("merge", "2023-W11", "--now", "2023-03-22T10:00")
    assert asked(office_folder)[0] == ["V06"]


def test_on_the_last_working_day_it_is_honest(office_folder, form):
    declare(office_folder, "holidays", "[2023-03-24]")
    thursday = stamped(form, "2023-03-23T09:00:00Z", EXCEL)
    (office_folder.collected / "bc.xlsx").write_bytes(thursday)
    assert asked(office_folder)[0] == []


@pytest.mark.parametrize(
    ("period", "other", "day"),
    [
        ("2023-W12", {}, date(2023, 3, 24)),
        ("2023-W12", {"working_days": frozenset({date(2023, 3, 25)})}, date(2023, 3, 25)),
        ("2023-W03", {}, date(2023, 1, 19)),  # Tết begins on Friday
        ("2023-W04", {}, date(2023, 1, 27)),
        ("2023-03", {}, date(2023, 3, 10)),
        ("2023-H1", {}, date(2023, 6, 9)),
        ("2023", {}, date(2023, 12, 8)),
        # All of it off, or due while it is open: nothing can be waited for.
        ("2023-W12", {"holidays": frozenset(date(2023, 3, n) for n in range(20, 27))}, None),
        ("2023-03", {"month_ends": 25}, None),
    ],
)
def test_when_a_report_can_be_filled(period, other, day):
    schedule, period = replace(SCHEDULE, **other), Period.parse(period)
    expected = day or schedule.window(period)[0]
    assert schedule.can_be_filled(period) == datetime(*expected.timetuple()[:3], tzinfo=ZONE)


@pytest.mark.parametrize(
    ("period", "other", "day"),
    [
        ("2023-W12", {}, None),
        ("2023-W12", {"holidays": frozenset({date(2023, 3, 28)})}, date(2023, 3, 28)),
        ("2023-W17", {}, date(2023, 5, 2)),
        ("2023-W17", {"move_off_holidays": True}, None),
        ("2023-W12", {"due_weekday": 6}, date(2023, 4, 1)),
        ("2023-08", {}, date(2023, 8, 12)),  # "before the 13th": Saturday the 12th
        ("2023-08", {"working_days": frozenset({date(2023, 8, 12)})}, None),
        ("2023-08", {"due_day_included": True}, date(2023, 8, 13)),
        ("2023-08", {"move_off_holidays": True}, None),
        ("2023-09", {}, None),
    ],
)
def test_which_deadlines_fall_on_a_day_off(period, other, day):
    assert replace(SCHEDULE, **other).due_day_off(Period.parse(period)) == day


OFF = "ngày 28/3/2023 là ngày nghỉ, hạn không lùi"


def said_of_the_deadline(office):
    """What the command that hands forms out, the form and the merge say of a week's deadline."""
    handed = office.run("templates", WEEK, "--now", "2023-03-24T09:00")
    assert handed.returncode == 0, handed.stderr
    form = openpyxl.load_workbook(
        office.root / f"input_templates/weekly/{WEEK}/{WEEK}-thue.xlsx", rich_text=False
    )
    cells = [str(c.value) for row in form.worksheets[0].iter_rows(max_row=6) for c in row]
    (on_form,) = [words for words in cells if words.startswith("Hạn gửi:")]
    merged = office.run("merge", WEEK, "--now", BEFORE).stdout
    return {"screen": unfolded(handed.stdout), "form": on_form, "merge": unfolded(merged)}


def test_a_deadline_on_a_day_off_is_said_wherever_it_stands(office_folder):
    assert not any("ngày nghỉ" in said for said in said_of_the_deadline(office_folder).values())
    declare(office_folder, "holidays", "[2023-03-28]")
    said = said_of_the_deadline(office_folder)
    assert {place: OFF in words for place, words in said.items()} == dict.fromkeys(said, True)
    assert said["form"] == f"Hạn gửi: trước 09 giờ 00, thứ Ba, ngày 28/3/2023; {OFF}"
    declare(office_folder, "move_off_holidays", "true")
    said = said_of_the_deadline(office_folder)
    assert not any("ngày nghỉ" in words for words in said.values())
    assert "ngày 29/3/2023" in said["form"]


def test_a_long_deadline_on_a_day_off_is_said(office_folder):
    handed = office_folder.run("templates", "2023-08", "--now", "2023-08-11T09:00")
    said = "trước ngày 13/8/2023 (hết ngày 12/8/2023); ngày 12/8/2023 là ngày nghỉ, hạn không lùi."
    assert handed.returncode == 0 and said in unfolded(handed.stdout)


def test_a_year_without_days_off_is_said_once_and_is_no_fault(office_folder, form):
    (office_folder.collected / "bc.xlsx").write_bytes(form)
    before = office_folder.run("status", WEEK, "--now", BEFORE)
    declare(office_folder, "holidays", "[]")
    after = office_folder.run("status", WEEK, "2023-W11", "--now", BEFORE)
    note = "config.toml chưa khai ngày nghỉ lễ, Tết của năm 2023 (holidays)"
    assert note not in before.stderr and after.stderr.count(note) == 1
    assert office_folder.run("status", WEEK, "--now", BEFORE).returncode == before.returncode
    assert office_folder.json("status", WEEK, "--now", BEFORE)["periods"]


def test_the_year_meant_is_that_of_the_period(office_folder):
    said = office_folder.run("status", "2024-W02", "--now", "2024-01-16T08:00").stderr
    assert "Tết của năm 2024 (holidays)" in said
    turning = office_folder.run("status", "2023-W52", "--now", "2024-01-02T08:00").stderr
    assert "Tết của năm 2024 (holidays)" in turning, "due in January"
    assert "holidays" not in office_folder.run("status", WEEK, "--now", BEFORE).stderr


@pytest.fixture(scope="module")
def documents(make_office, tmp_path_factory, form):
    """The two documents of a week, merged at 14:00, as packages, from two runs of their own."""
    runs = []
    for name in ("một", "hai"):
        office = make_office(tmp_path_factory.mktemp(name))
        (office.collected / "bc.xlsx").write_bytes(form)
        office.run("merge", WEEK, "--now", "2023-03-29T14:00")
        runs.append({path.suffix: path for path in (office.output / WEEK).iterdir()})
    return runs


def part(path, name):
    with zipfile.ZipFile(path) as package:
        return package.read(name).decode()


def test_both_documents_name_the_instant_they_were_made_at(documents):
    for suffix in (".docx", ".xlsx"):
        core = part(documents[0][suffix], "docProps/core.xml")
        said = re.findall(r"<dcterms:(?:created|modified)[^>]*>([^<]*)<", core)
        assert said == ["2023-03-29T07:00:00Z"] * 2, suffix


def test_word_opens_the_report_as_its_own_and_in_vietnamese(documents):
    settings = part(documents[0][".docx"], "word/settings.xml")
    (mode,) = re.findall(r'w:name="compatibilityMode"[^>]*w:val="(\d+)"', settings)
    assert int(mode) >= 15, "below it Word writes “[Compatibility Mode]” over the window"
    assert re.findall(r'<w:themeFontLang w:val="([^"]*)"', settings) == ["vi-VN"]
    styles = part(documents[0][".docx"], "word/styles.xml")
    assert re.findall(r'<w:lang [^>]*?w:val="([^"]*)"', styles) == ["vi-VN"]
    assert "<w:lang " not in part(documents[0][".docx"], "word/document.xml")


def test_the_same_run_makes_the_same_bytes(documents):
    one, other = documents
    assert one[".docx"].read_bytes() == other[".docx"].read_bytes()


def test_a_window_and_its_deadline_lie_as_the_sample_says():
    due = SCHEDULE.deadline(Period.parse(WEEK))
    assert due == datetime(2023, 3, 28, 9, tzinfo=ZONE)
    assert SCHEDULE.opens(Period.parse(WEEK)) == due - timedelta(days=8, hours=9)
