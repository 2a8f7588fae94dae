"""`doctor`: an office is looked over before its report is due; each fault says what to do."""

import re
import sqlite3

import pytest
from test_init import ASKED, SERVICES, UNITS, begin, listed
from typed import ROOT, OfficeFolder, unfolded

from pipeline import texts

NOW = "2027-01-12T08:00"
DAYS = ", ".join(
    f"{year}-{month:02}-0{day}" for year in (2027, 2028) for month in (1, 2) for day in range(1, 7)
)


@pytest.fixture(scope="module")
def ready(tmp_path_factory):
    """An office that reports weeks and months, its days off declared."""
    around = tmp_path_factory.mktemp("bác sĩ")
    units = "--units", listed(around / "đơn vị.xlsx", UNITS)
    services = "--services", listed(around / "dịch vụ.xlsx", SERVICES)
    office, done = begin(around / "văn phòng", *ASKED, *units, *services)
    assert done.returncode == 0, done.stderr
    change(office, "config.toml", "holidays = []", f"holidays = [{DAYS}]")
    return office


def test_the_text_of_a_plan_that_is_gone_is_missed(tmp_path):
    office = OfficeFolder(tmp_path / "văn phòng mẫu")
    (office.root / "plans" / "de-an-06-2023.txt").unlink()
    ((sign, said),), done = told(office, "declared", now="2023-03-28T08:00")
    assert sign == "✗" and "Không đọc được tệp" in said and "de-an-06-2023.txt" in said, said
    assert done.returncode == 1


@pytest.fixture
def office(ready, tmp_path):
    return ready.copy_to(tmp_path / "văn phòng")


def test_months_that_ask_for_no_figure_are_told_before_they_go_out(tmp_path):
    lists = "--units", listed(tmp_path / "đơn vị.xlsx", UNITS), "--months"
    office, _ = begin(tmp_path / "văn phòng", *ASKED, *lists)
    ((sign, said),), _ = told(office, "declared")
    assert sign == "·" and "báo cáo tháng" in said and "plans" in said, said
    note = "không hỏi số liệu nào"
    sent = office.run("templates", "2027-01", "--now", NOW)
    assert note in unfolded(sent.stdout), sent.stdout + sent.stderr
    assert note not in unfolded(office.run("templates", "2027-W02", "--now", NOW).stdout)
    plan = office.root / "plans" / "ke-hoach.toml"
    head, _, example = plan.read_text(encoding="utf-8").partition("# [[indicators]]")
    asked = f"[[indicators]]{example}".replace("\n# ", "\n")
    plan.write_text(head + asked, encoding="utf-8")
    ((sign, said),), _ = told(office, "declared")
    assert sign == "✓", said
    assert note not in unfolded(office.run("templates", "2027-01", "--now", NOW).stdout)


def change(office, file, old, new):
    path = office.root / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def told(office, area, now=NOW):
    """What is said of one area, with its sign; and the exit code."""
    done = office.run("doctor", "--now", now)
    assert not done.stderr, done.stderr
    name = re.escape(texts.doctor.AREAS[area])
    found = re.findall(rf"^(.) {name}:(.*(?:\n    .*)*)", done.stdout, re.M)
    return [(sign, unfolded(said)) for sign, said in found], done


def test_an_office_without_faults_is_well(office):
    before = sorted(office.root.rglob("*"))
    done = office.run("doctor", "--now", NOW)
    assert done.returncode == 0 and texts.doctor.ALL_WELL in done.stdout, done.stdout
    for area in texts.doctor.AREAS.values():
        assert f" {area}: " in done.stdout
    assert sorted(office.root.rglob("*")) == before, "nothing is written"


WORDING = "input_templates/weekly/report.md"
HIDDEN = [  # in branches that no report of a quiet week takes
    ("{{ total.rejected }} hồ sơ không tiếp nhận", "{{ total.rejectd }} hồ sơ không tiếp nhận"),
    ("late_said(s.late_by)", "late_sayd(s.late_by)"),
    ("change.pending_total.by(", "change.pending.by("),
    ("{{ named(blamed) }}", "{{ named(blame) }}"),
    ("{{ line.label }}", "{{ line.lable }}"),
]


@pytest.mark.parametrize(("right", "wrong"), HIDDEN, ids=[wrong for _, wrong in HIDDEN])
def test_a_wrong_name_in_a_branch_is_found_before_the_deadline(office, right, wrong):
    change(office, WORDING, right, wrong)
    lines = (office.root / WORDING).read_text(encoding="utf-8").splitlines()
    (line,) = (number for number, text in enumerate(lines, start=1) if wrong in text)
    ((sign, said),), done = told(office, "wordings")
    assert sign == "✗" and f"report.md, dòng {line}:" in said, said
    assert done.returncode == 1


def test_a_correction_worded_as_one_of_form_is_noted(office):
    """Wrong figures are adjusted by a document of the same form: Nghị định 30/2020, Điều 18."""
    path = office.root / "input_templates" / "weekly" / "correction.md"
    wording = path.read_text(encoding="utf-8").replace(
        "# Điều chỉnh số liệu", "# Đính chính số liệu"
    )
    path.write_text(wording, encoding="utf-8")
    ((sign, said),), done = told(office, "wordings")
    assert sign == "·" and f"{path.name} gọi việc sửa số liệu là đính chính" in said, said
    assert done.returncode == 0


def test_every_wording_that_is_shipped_passes_in_every_branch(tmp_path):
    folder = OfficeFolder(tmp_path / "mẫu")
    ((sign, _),), _ = told(folder, "wordings", now="2023-03-20T08:00")
    assert sign == "✓"


def test_a_mistake_in_a_declaration_is_told_with_its_line(office):
    change(office, "config.toml", "due_weekday = 2", "due_weekday = 9")
    ((sign, said),), done = told(office, "declared")
    assert sign == "✗" and "due_weekday" in said and done.returncode == 1


def test_days_off_that_are_not_declared(office):
    change(office, "config.toml", f"[{DAYS}]", "[2027-01-01]")
    this, next_year = told(office, "days_off")[0]
    assert this[0] == "✗" and "2027 mới khai 1 ngày" in this[1]
    assert next_year[0] == "·" and "2028" in next_year[1]
    assert told(office, "days_off", now="2027-12-02T08:00")[0][1][0] == "✗", "it is December"


def test_a_deadline_on_a_day_off(office):
    change(office, "config.toml", "2027-02-01", "2027-02-09")  # a Tuesday
    found, done = told(office, "deadlines")
    assert {sign for sign, _ in found} == {"·"} and done.returncode == 0
    days = [said.partition("hết ngày ")[2][:10] for _, said in found]
    assert days == ["02/02/2027", "09/02/2027"], "both are Tuesdays"


def test_a_clock_that_was_set_back(office):
    (office.collected / "tệp lạ.xlsx").write_bytes(b"x")
    office.run("merge", "--now", "2027-02-12T08:00")
    (sign, said), *_ = told(office, "clock")[0]
    assert sign == "✗" and "12/02/2027" in said.replace("12/2/2027", "12/02/2027")


def test_a_ledger_that_is_damaged(office):
    office.run("merge", "--now", NOW)
    path = office.collected / "ledger.sqlite3"
    with sqlite3.connect(path) as ledger:
        ledger.execute("PRAGMA user_version = 999")
    ledger.close()
    ((sign, _),), done = told(office, "ledger")
    assert sign == "✗" and done.returncode == 1


def test_a_folder_that_a_run_makes_is_not_missed(office):
    office.output.rmdir()
    ((sign, _),), _ = told(office, "share")
    assert sign == "✓" and not office.output.exists()


def test_a_backup_that_is_gone(office):
    (office.collected / "tệp lạ.xlsx").write_bytes(b"x")
    office.run("merge", "--now", NOW)
    for backup in (office.collected / ".archive").glob("ledger-*.sqlite3"):
        backup.unlink()
    ((sign, _),), _ = told(office, "backup")
    assert sign == "✗"


def test_a_library_of_another_version(office, monkeypatch):
    from pipeline.recipes import doctor

    found = dict.fromkeys(("click",), "0")
    real = doctor.metadata.version
    monkeypatch.setattr(doctor.metadata, "version", lambda name: found.get(name) or real(name))
    ((sign, said),), _ = told(office, "packages")
    assert sign == "✗" and "click 0" in said


def test_there_is_a_lock_to_hold_libraries_against():
    assert (ROOT / "requirements.lock").is_file()
