"""Commands as they are typed: what they print, write and return."""

import json
import shutil

import pytest
from made import filled

PERIOD = "2023-W12"
BEFORE, AFTER = "2023-03-28T08:00", "2023-03-28T14:00"


@pytest.fixture
def office(office_folder, tmp_path):
    """An office with one good report, one spoilt, and something that is no report."""
    made = tmp_path / "made"
    good = filled("tu-phap", made)
    spoilt = filled("thue", made, tamper=lambda f: f.fill("dvc-18", rejected=None))
    (office_folder.collected / "Tư pháp tuần 12.xlsx").write_bytes(good)
    (office_folder.collected / "thue.xlsx").write_bytes(spoilt)
    (office_folder.collected / "ghi chú.txt").write_text("gọi lại BHXH", encoding="utf-8")
    return office_folder


def snapshot(folder):
    return {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_merge_says_who_sent_and_what_is_wrong(office):
    before = snapshot(office.collected)
    done = office.run("merge", PERIOD, "--now", BEFORE)
    assert done.returncode == 1 and done.stderr == ""
    out = done.stdout
    for said in ("từ ngày 20/03/2023 đến ngày 26/03/2023", "1/8 đơn vị", "[C01]", "[F07]"):
        assert said in out, out
    assert "output/2023-W12/bao-cao-2023-W12.docx" in out.replace("\\", "/")
    assert max(map(len, out.splitlines())) <= 80, out
    assert all(path.read_bytes() == content for path, content in before.items())


def test_before_the_deadline_nobody_is_missing(office):
    (office.collected / "thue.xlsx").unlink()
    (office.collected / "ghi chú.txt").unlink()
    early = office.run("merge", PERIOD, "--now", BEFORE)
    assert early.returncode == 0 and "chưa đến hạn" in early.stdout
    late = office.run("status", PERIOD, "--now", AFTER)
    assert late.returncode == 1 and "Đôn đốc" in late.stdout


def test_json_is_one_object_with_the_keys_promised(office):
    merged = office.json("merge", PERIOD, "--now", BEFORE)
    (period,) = merged["periods"]
    files = merged["files"]
    assert files == {"seen": 3, "accepted": 1, "warned": 0, "refused": 2, "ignored": 0}
    keys = "period window deadline units totals coverage other_findings outputs"
    assert set(period) == set(keys.split())
    assert period["window"] == ["2023-03-20", "2023-03-26"]
    assert period["deadline"] == "2023-03-28T09:00:00+07:00"
    units = {unit["code"]: unit for unit in period["units"]}
    assert len(units) == 8
    keys = "code standing received file findings changes returned"
    assert set(units["thue"]) == set(keys.split())
    assert units["thue"]["returned"] == f"output/{PERIOD}/tra-lai/{PERIOD}-thue.xlsx"
    assert (units["tu-phap"]["standing"], units["thue"]["standing"]) == ("on_time", "invalid")
    assert units["tu-phap"]["received"]["latest"] == "2023-03-28T08:00:00+07:00"
    finding = units["thue"]["findings"][0]
    assert set(finding) == {"code", "severity", "file", "sheet", "cell", "message", "action"}
    assert (finding["code"], finding["severity"], finding["sheet"]) == ("C01", "error", "Số liệu")
    assert period["totals"]["received_total"] == 55
    assert [f["file"] for f in period["other_findings"]] == ["ghi chú.txt"]
    assert office.json("status", PERIOD, "--now", BEFORE)["periods"][0]["outputs"] == []


def test_check_records_nothing(office):
    path = office.collected / "thue.xlsx"
    before = snapshot(office.root)
    said = office.json("check", path, office.collected / "Tư pháp tuần 12.xlsx")
    verdicts = [(f["file"], f["unit"], f["verdict"]) for f in said["files"]]
    assert verdicts == [
        ("thue.xlsx", "thue", "invalid"),
        ("Tư pháp tuần 12.xlsx", "tu-phap", "valid"),
    ]
    assert said["files"][0]["period"] == PERIOD and said["files"][0]["form"] == "weekly"
    assert snapshot(office.root) == before
    assert office.run("check", path).returncode == 1


def test_status_writes_nothing_to_output(office):
    assert office.run("status", PERIOD, "--now", BEFORE).returncode == 1
    assert list(office.output.iterdir()) == []


def test_merge_without_a_period_does_what_changed_and_the_current_week(office):
    done = office.json("merge", "--now", "2023-04-03T08:00")
    assert [p["period"] for p in done["periods"]] == [PERIOD, "2023-W13"]
    again = office.json("merge", "--now", "2023-04-03T08:05")
    assert [p["period"] for p in again["periods"]] == ["2023-W13"]


def test_an_edited_report_is_kept(office):
    office.run("merge", PERIOD, "--now", BEFORE)
    report = office.output / PERIOD / f"bao-cao-{PERIOD}.docx"
    edited = report.read_bytes() + b"edited by hand"
    report.write_bytes(edited)
    done = office.run("merge", PERIOD, "--now", AFTER)
    assert report.read_bytes() == edited
    assert (office.output / PERIOD / f"bao-cao-{PERIOD}-2.docx").exists()
    assert "giữ nguyên" in done.stdout


def test_a_removed_file_stays_in_force(office):
    office.run("merge", PERIOD, "--now", BEFORE)
    (office.collected / "Tư pháp tuần 12.xlsx").unlink()
    after = office.json("merge", PERIOD, "--now", AFTER)["periods"][0]
    standing = {unit["code"]: unit["standing"] for unit in after["units"]}
    assert standing["tu-phap"] == "on_time" and after["totals"]["received_total"] == 55


def test_a_copy_under_another_name_counts_once(office):
    shutil.copy(office.collected / "Tư pháp tuần 12.xlsx", office.collected / "gửi lại.xlsx")
    totals = office.json("merge", PERIOD, "--now", BEFORE)["periods"][0]["totals"]
    assert totals["received_total"] == 55


def test_next_weeks_form_carries_what_is_pending(office):
    import openpyxl
    from weekly import Filled

    office.run("merge", PERIOD, "--now", BEFORE)
    forms = office.templates("2023-W13", "2023-03-31T09:00")
    sheet = openpyxl.load_workbook(forms["tu-phap"], data_only=True)["Số liệu"]
    form = Filled(forms["tu-phap"].read_bytes())
    cell = form.cell("dvc-09", "carried_over")
    assert sheet[cell.coordinate].value == 1 and cell.protection.locked


REFUSED = [
    (["merge", "2023-W60"], "không phải là kỳ báo cáo"),
    (["merge", "tuan12"], "không phải là kỳ báo cáo"),
    (["merge", "2023-W12", "--now", "2023-03-24T08:00"], "chưa kết thúc"),
    (["merge", "--now", "hôm nay"], "không phải là thời điểm"),
    (["merge", "--now", "9999-12-31T23:59"], "không phải là thời điểm"),
    (["merge", "--now", "0001-01-01T00:00"], "không phải là thời điểm"),
    (["status", "--now", "1999-12-31T23:59+07:00"], "không phải là thời điểm"),
    (
        [*("received", "thue", "2023-W12", "9999-12-31T23:59"), "--by", "X", "--why", "Y"],
        "không phải là thời điểm",
    ),
    (["merge", "--office", "không-có"], "config.toml"),
    (["check", "không có.xlsx"], "Không mở được"),
    (["check"], "Còn thiếu"),
    (["nonsense"], "Không có lệnh"),
    (["merge", "--nonsense"], "Không có tùy chọn"),
    (
        ["received", "tu-phap", "2023-W11", "2023-03-21T08:00", "--by", "A", "--why", "B"],
        "Chưa có báo cáo nào",
    ),
    (
        ["received", "tuphap", "2023-W12", "2023-03-28T08:00", "--by", "A", "--why", "B"],
        "Có phải “tu-phap” không",
    ),
]


@pytest.mark.parametrize(("words", "said"), REFUSED)
def test_what_cannot_run_is_one_sentence_and_code_two(office, words, said):
    done = office.run(*words)
    assert done.returncode == 2 and said in done.stderr and done.stdout == ""
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "command",
    [
        *("", "templates", "merge", "status", "check", "received", "demo"),
        *("set-aside", "waive", "excuse", "carry", "withdraw", "issue", "reopen", "correct"),
    ],
)
def test_help_begins_with_a_worked_example(office, command):
    done = office.run(*command.split(), "-h")
    assert done.returncode == 0
    assert done.stdout.index("baocao06 " + command) < done.stdout.index("Tùy chọn:")
    assert "Ví dụ" in done.stdout and "Usage" not in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_a_fault_of_the_program_is_a_sentence_with_a_trace_kept(office):
    (office.root / "input_templates" / "weekly" / "report.md").write_text(
        "# A\n\n# B\n\n{{ no_such_name }}\n", encoding="utf-8"
    )
    done = office.run("merge", PERIOD, "--now", BEFORE)
    assert done.returncode == 2 and "report.md" in done.stderr
    assert list(office.output.iterdir()) == []


def test_a_closed_pipe_is_no_fault(office):
    import os
    import subprocess
    import sys

    from conftest import ROOT

    command = f"'{sys.executable}' -P -m pipeline status {PERIOD} --now {BEFORE} | head -1"
    done = subprocess.run(
        ["sh", "-c", command],
        cwd=office.root,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert done.stderr == "" and PERIOD in done.stdout


def test_demo_shows_every_kind_of_unit(office_folder):
    done = office_folder.run("demo", "mẫu", "--short")
    assert done.returncode == 0, done.stderr
    for sign in ("✓", "!", "✗", "?"):
        assert f"  {sign} " in done.stdout
    assert "không phát sinh" in done.stdout
    folder = office_folder.root / "mẫu"
    assert len(list((folder / "output").glob("2023-W*/*.docx"))) == 6
    second = json.loads(
        office_folder.run("status", "2023-W09", "--office", folder, "--json").stdout
    )
    justice = next(u for u in second["periods"][0]["units"] if u["code"] == "tu-phap")
    assert justice["file"].startswith("gui-lai/"), "the version sent again is in force"
    assert office_folder.run("demo", "mẫu", "--short").returncode == 2, (
        "a folder in use is left alone"
    )


def test_a_window_that_closes_after_its_deadline_is_told_at_start(office_folder):
    config = office_folder.root / "config.toml"
    words = config.read_text(encoding="utf-8")
    config.write_text(words.replace("month_ends = 10", "month_ends = 14"), encoding="utf-8")
    said = office_folder.run("status", "2023-W12", "--now", "2023-03-28T08:00").stderr
    assert "kỳ tháng khóa số liệu sau khi hết hạn" in said
    config.write_text(words, encoding="utf-8")
    assert not office_folder.run("status", "2023-W12", "--now", "2023-03-28T08:00").stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("check",), "Còn thiếu tên tệp."),
        (("carry", "thue", "2023-W12", "--by", "Mẫu"), "Còn thiếu lý do (--why)."),
        (
            ("carry", "thue", "2023-W12", "--by", "“Họ", "tên”", "--why", "x"),
            "Thừa phần “tên””",
        ),
    ],
)
def test_what_was_mistyped_is_said_in_vietnamese(office_folder, words, said):
    done = office_folder.run(*words)
    assert done.returncode == 2 and said in done.stderr, done.stderr


def test_a_folder_that_is_gone_is_named(office_folder):
    office_folder.collected.rmdir()
    done = office_folder.run("merge", "2023-W12", "--now", "2023-03-28T08:00")
    assert done.returncode == 2 and "Không mở được thư mục" in done.stderr
