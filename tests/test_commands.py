"""Commands as they are typed: what they print, write and return."""

import json
import os
import shutil
import sqlite3
import unicodedata
from pathlib import Path

import pytest
from made import filled
from test_unpack import mail, zipped

from pipeline import texts
from pipeline.domain.period import Period
from pipeline.intake.inbox import MAX_BYTES

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
    for said in ("từ ngày 20/3/2023 đến ngày 26/3/2023", "1/8 đơn vị", "[C01]", "[F07]"):
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
    counts = {"seen": 3, "accepted": 1, "warned": 0, "refused": 2, "ignored": 0, "signed": 0}
    assert files == counts | {"replaced": 0}
    keys = "period window deadline units totals coverage other_findings outputs changed edits left"
    assert set(period) == {*keys.split(), "receipts", "slips"}
    assert period["window"] == ["2023-03-20", "2023-03-26"]
    assert period["deadline"] == "2023-03-28T09:00:00+07:00"
    units = {unit["code"]: unit for unit in period["units"]}
    assert len(units) == 8
    keys = "code standing received file signed_copy findings changes returned asked reminded"
    assert set(units["thue"]) == set(keys.split())
    assert units["thue"]["returned"] == f"output/{PERIOD}/tra-lai/{PERIOD}-thue.xlsx"
    assert (units["tu-phap"]["standing"], units["thue"]["standing"]) == ("on_time", "invalid")
    assert units["tu-phap"]["received"]["latest"] == "2023-03-28T08:00:00+07:00"
    finding = units["thue"]["findings"][0]
    assert set(finding) == {
        "code",
        "severity",
        "file",
        "sheet",
        "cell",
        "cells",
        "message",
        "action",
    }
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


def test_check_tells_files_of_one_name_apart(office, tmp_path):
    (office.collected / "gửi lại").mkdir()
    again = office.collected / "gửi lại" / "thue.xlsx"
    again.write_bytes(filled("thue", tmp_path / "again"))
    elsewhere = shutil.copy(again, tmp_path / "thue.xlsx")
    paths = [Path("collected", "thue.xlsx"), again, elsewhere]
    said = [(f["file"], f["verdict"]) for f in office.json("check", *paths)["files"]]
    typed = unicodedata.normalize("NFC", Path(elsewhere).as_posix())
    assert said == [("thue.xlsx", "invalid"), ("gửi lại/thue.xlsx", "valid"), (typed, "valid")]


def test_a_refused_file_with_a_valid_one_after_it_asks_for_nothing(office, tmp_path):
    first = office.json("merge", PERIOD, "--now", BEFORE)["files"]
    assert (first["refused"], first["replaced"]) == (2, 0)
    (office.collected / "thue gửi lại.xlsx").write_bytes(filled("thue", tmp_path / "again"))
    done = office.run("merge", PERIOD, "--now", AFTER)
    assert "1 tệp không cần xử lý" in " ".join(done.stdout.split())
    second = office.json("status", PERIOD, "--now", AFTER)["files"]
    assert (second["accepted"], second["refused"], second["replaced"]) == (2, 2, 1)


@pytest.mark.parametrize("command", ["merge", "status"])
def test_when_nobody_owes_anything_that_is_said_and_no_report_is_made(office_folder, command):
    """The district's own units end in mid-2025: a week after that is nobody's."""
    done = office_folder.run(command, "--now", "2026-11-05T08:00")
    assert done.returncode == 0 and "không có đơn vị nào phải báo cáo" in done.stdout
    assert "trình ký" not in done.stdout and list(office_folder.output.iterdir()) == []
    assert office_folder.json(command, "--now", "2026-11-05T08:00")["periods"] == []


def test_check_answers_as_merge_does(office, tmp_path):
    """A .zip, a mail, an empty file, one too large, a link, an archive of another kind."""
    good = filled("tu-phap", tmp_path / "made")
    empty, large = office.collected / "rỗng.xlsx", office.collected / "lớn.xlsx"
    empty.touch()
    with large.open("wb") as stream:
        stream.truncate(MAX_BYTES + 1)
    packed = zipped(("a.xlsx", good), ("b.xlsx", b""), ("c.zip", zipped(("d.zip", zipped()))))
    (office.collected / "gói.zip").write_bytes(packed)
    (office.collected / "thư.eml").write_bytes(mail(("a.xlsx", good), ("c.rar", b"Rar!\x1a\x07")))
    (office.collected / "thư trống.eml").write_bytes(mail())
    if os.name == "posix":
        (office.collected / "lối tắt.xlsx").symlink_to(tmp_path / "nowhere")
    paths = [p for p in office.collected.iterdir() if not p.name.startswith("ledger")]
    looked = {
        one["file"]: {f["code"] for f in one["findings"] if f["severity"] == "error"}
        for one in office.json("check", *paths)["files"]
    }
    merged = office.json("merge", PERIOD, "--now", BEFORE)
    (period,) = merged["periods"]
    said = [*period["other_findings"], *(f for u in period["units"] for f in u["findings"])]
    refused = {}
    for finding in said:
        if finding["severity"] == "error":
            refused.setdefault(finding["file"], set()).add(finding["code"])
    assert {file: codes for file, codes in looked.items() if codes} == refused
    assert looked["gói.zip/a.xlsx"] == looked["thư.eml/a.xlsx"] == set()
    expected = {"gói.zip/b.xlsx": "F02", "thư.eml/c.rar": "F19", "thư trống.eml": "F20"}
    expected |= {"rỗng.xlsx": "F02", "lớn.xlsx": "F03"}
    if os.name == "posix":
        expected["lối tắt.xlsx"] = "F01"
    assert {file: refused[file] for file in expected} == {f: {c} for f, c in expected.items()}
    assert len(looked) == merged["files"]["seen"]


@pytest.mark.parametrize("path", ["collected", "không có.xlsx", "collected/thue.xlsx/x"])
def test_check_of_what_is_no_file_is_a_sentence(office, path):
    done = office.run("check", path)
    assert done.returncode == 2 and path in done.stderr.replace("\\", "/")
    assert "Traceback" not in done.stderr and not list(office.root.glob("nhat-ky*"))


def test_status_writes_nothing(office):
    before = snapshot(office.root)
    assert office.run("status", PERIOD, "--now", BEFORE).returncode == 1
    assert snapshot(office.root) == before


def test_templates_keeps_what_it_read_and_notes_nothing_as_received(office):
    assert office.run("templates", "2023-W13", "--now", BEFORE).returncode == 0
    ledger = sqlite3.connect(office.collected / "ledger.sqlite3")
    counts = [
        ledger.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
        for name in ("reading", "sighting")
    ]
    ledger.close()
    assert counts[0] >= 2 and counts[1] == 0


def test_merge_without_a_period_does_what_changed_and_the_current_week(office):
    done = office.json("merge", "--now", "2023-04-03T08:00")
    assert [p["period"] for p in done["periods"]] == [PERIOD, "2023-W13"]
    again = office.json("merge", "--now", "2023-04-03T08:05")
    assert [p["period"] for p in again["periods"]] == ["2023-W13"]


def test_what_a_correction_changes_in_later_weeks_is_told(office, tmp_path):
    """Nine instead of eight, for each of five services, in the week before."""
    week = Period.parse("2023-W11")
    (office.collected / "tp 11.xlsx").write_bytes(filled("tu-phap", tmp_path / "11", week))
    office.run("merge", "2023-W11", PERIOD, "--now", "2023-03-29T08:00")
    again = filled("tu-phap", tmp_path / "again", week, received_online=9, resolved_early=4)
    (office.collected / "tp 11 sửa.xlsx").write_bytes(again)
    copy = office.copy_to(tmp_path / "bản sao")
    said = " ".join(copy.run("merge", "--now", "2023-03-30T08:00").stdout.split())
    # Week 12 is still being collected: all it states is another at every merge.
    assert said.count("Khác lần tổng hợp trước ở") == 1
    done = office.json("merge", "--now", "2023-03-30T08:00")
    changed = {
        one["period"]: {(c["table"], c["column"]): (c["old"], c["new"]) for c in one["changed"]}
        for one in done["periods"]
    }
    assert changed["2023-W12"]["cumulative", "received_online"] == (80, 85)
    assert ("appendix", "received_online") not in changed["2023-W12"], "its own are what they were"
    assert changed["2023-W11"]["appendix", "received_online"] in {(8, 9), (40, 45)}
    after = office.json("merge", "2023-W12", "--now", "2023-03-30T09:00")
    assert after["periods"][0]["changed"] == []


def test_an_edited_workbook_is_kept(office):
    office.run("merge", PERIOD, "--now", BEFORE)
    book = office.output / PERIOD / f"tong-hop-{PERIOD}.xlsx"
    edited = book.read_bytes() + b"edited by hand"
    book.write_bytes(edited)
    done = office.run("merge", PERIOD, "--now", AFTER)
    assert book.read_bytes() == edited
    assert (office.output / PERIOD / f"tong-hop-{PERIOD}-2.xlsx").exists()
    assert "giữ nguyên" in done.stdout


def test_a_report_that_is_no_word_document_any_more_is_kept(office):
    """Nothing can be brought into it: the new one lies beside it, and neither is issued."""
    office.run("merge", PERIOD, "--now", BEFORE)
    report = office.output / PERIOD / f"bao-cao-{PERIOD}.docx"
    report.write_bytes(b"edited by hand")
    done = office.run("merge", PERIOD, "--now", AFTER)
    assert report.read_bytes() == b"edited by hand"
    assert (office.output / PERIOD / f"bao-cao-{PERIOD}-2.docx").exists()
    assert "baocao06 issue" not in done.stdout and "chuyển tệp cũ đi nơi khác" in done.stdout
    issue = ("issue", PERIOD, "--number", "05", "--date", "2023-03-28", "--by", "Văn thư mẫu")
    refused = office.run(*issue, "--keep-edits", "--now", AFTER)
    assert refused.returncode == 2 and "mất dấu vết" in refused.stderr
    report.unlink()  # or it would be opened, as all that is left is


def test_a_removed_file_stays_in_force(office):
    office.run("merge", PERIOD, "--now", BEFORE)
    (office.collected / "Tư pháp tuần 12.xlsx").unlink()
    after = office.json("merge", PERIOD, "--now", AFTER)["periods"][0]
    standing = {unit["code"]: unit["standing"] for unit in after["units"]}
    assert standing["tu-phap"] == "on_time" and after["totals"]["received_total"] == 55


def test_a_copy_under_another_name_counts_once(office):
    shutil.copy(office.collected / "Tư pháp tuần 12.xlsx", office.collected / "gửi lại.xlsx")
    merged = office.json("merge", PERIOD, "--now", BEFORE)
    assert merged["periods"][0]["totals"]["received_total"] == 55
    (again,) = merged["repeated"]
    assert (again["unit"], again["period"]) == ("tu-phap", PERIOD)


def test_the_same_file_sent_again_for_another_week_is_named_once(office):
    """Last week's file under this week's name: it counts for its own week, and that is said."""
    office.run("merge", PERIOD, "--now", BEFORE)
    sent = office.collected / "báo cáo tuần này.xlsx"
    shutil.copy(office.collected / "Tư pháp tuần 12.xlsx", sent)
    done = office.run("merge", "--now", "2023-04-03T08:00")
    assert f"Giống hệt tệp đã nhận, không tính lần nữa: {sent.name}" in " ".join(
        done.stdout.split()
    )
    assert "tuần 12" in done.stdout
    assert office.json("merge", "--now", "2023-04-03T09:00")["repeated"] == []


def test_a_file_is_set_aside_by_the_name_the_screen_shows(office):
    number = "042" + "0" * 8 + "1"  # as long as a citizen's, nobody's
    (office.collected / f"CCCD {number}.xlsx").write_bytes(b"PK\x03\x04 damaged")
    shown = office.run("merge", PERIOD, "--now", BEFORE).stdout
    name = "CCCD 042•••••••••.xlsx"
    assert number not in shown and name in shown
    why = ("--by", "Người mẫu", "--why", "gửi nhầm", "--now", AFTER)
    done = office.run("set-aside", name, *why)
    assert done.returncode == 0, done.stderr
    assert office.json("status", PERIOD, "--now", AFTER)["files"]["ignored"] == 1


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
    (["merge", "tuần mười hai"], "không phải là kỳ báo cáo"),
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
        "Có phải “tu-phap” (Phòng",
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
        *("answer", "rebuild"),
    ],
)
def test_help_begins_with_a_worked_example(office, command):
    done = office.run(*command.split(), "-h")
    assert done.returncode == 0
    assert done.stdout.index("baocao06 " + command) < done.stdout.index("Tùy chọn:")
    assert "Ví dụ" in done.stdout and "Usage" not in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"# A\n\n# B\n\n{{ no_such_name }}\n", 5),
        (b"# A\n\n# B\n\n{{ 1 / 0 }}\n", 5),
        ("# A\n\n# B\n".encode("utf-16"), 1),
    ],
)
@pytest.mark.parametrize("period", [PERIOD, None])
def test_a_mistake_in_the_wording_is_named_and_nothing_is_written(office, content, line, period):
    wording = office.root / "input_templates" / "weekly" / "report.md"
    wording.write_bytes(content)
    done = office.run("merge", *filter(None, [period]), "--now", BEFORE)
    assert done.returncode == 2 and f"{wording}, dòng {line}: " in done.stderr
    assert "Traceback" not in done.stderr and list(office.output.iterdir()) == []


# Loaded by the interpreter before the command: the workbook's making ends in a fault of ours.
FAULT = """
from pipeline.outputs.book import workbook

def build_workbook(*_):
    raise RuntimeError("the workbook's maker is broken")

workbook.build_workbook = build_workbook
"""


def test_a_fault_of_the_program_is_a_sentence_with_a_trace_kept(office, tmp_path):
    kept, ours = tmp_path / "kept", tmp_path / "ours"
    kept.mkdir(), ours.mkdir()
    (ours / "sitecustomize.py").write_text(FAULT, encoding="utf-8")
    done = office.process(
        *("merge", PERIOD, "--now", BEFORE), path=ours, TMPDIR=str(kept), TEMP=str(kept)
    )
    assert done.returncode == 3 and done.stdout == ""
    (trace,) = kept.glob("baocao06-loi-*.txt")
    assert done.stderr == texts.screen.BUG.format(path=trace) + "\n"
    said = trace.read_text(encoding="utf-8")
    assert "Traceback" in said and "RuntimeError: the workbook's maker is broken" in said
    assert list(office.output.iterdir()) == []


@pytest.mark.parametrize(
    ("command", "missing", "period"),
    [
        *(
            ("status", kind, period)
            for kind, period in (("weekly", PERIOD), ("monthly", "2023-03"))
        ),
        *(("status", "weekly", period) for period in ("2023-03", "2023-H1", "2023")),
        *(("status", "monthly", period) for period in ("2023-H1", "2023")),
        *((command, "monthly", "2023-H1") for command in ("templates", "merge")),
    ],
)
def test_a_form_that_is_missing_is_named(office_folder, command, missing, period):
    folder = office_folder.root / "input_templates" / missing
    (folder / "form.toml").unlink()
    done = office_folder.run(command, period, "--now", "2024-01-05T08:00")
    assert done.returncode == 2 and done.stdout == "", done.stderr
    assert f"form.toml trong {folder}." in done.stderr and period in done.stderr


def test_a_year_can_do_without_the_half_years_form(office_folder):
    forms = office_folder.root / "input_templates"
    half = (forms / "half-year" / "form.toml").read_text(encoding="utf-8")
    own = half.replace('= "half-year"', '= "year"')  # a form of its own, like no other
    (forms / "year" / "form.toml").write_text(own, encoding="utf-8")
    (forms / "half-year" / "form.toml").unlink()
    done = office_folder.run("templates", "2023", "--now", "2024-01-05T08:00")
    assert done.returncode == 0, done.stderr
    done = office_folder.run("merge", "2023", "--now", "2024-01-05T08:00")
    assert done.returncode == 1, done.stderr


def test_a_closed_pipe_is_no_fault(office):
    import os
    import subprocess
    import sys

    from typed import ROOT

    command = f"'{sys.executable}' -P -m pipeline status {PERIOD} --now {BEFORE} | head -1"
    done = subprocess.run(
        ["sh", "-c", command],
        cwd=office.root,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert done.stderr == "" and PERIOD in done.stdout


def test_demo_shows_every_kind_of_unit(office_folder, short_demo):
    said = (short_demo.parent / "screen.txt").read_text(encoding="utf-8")
    for sign in ("✓", "!", "✗", "?"):
        assert f"  {sign} " in said
    assert "không phát sinh" in said
    folder = office_folder.root / "mẫu"
    shutil.copytree(short_demo, folder)
    assert len(list((folder / "output").glob("2023-W*/bao-cao-*.docx"))) == 6
    second = json.loads(
        office_folder.run("status", "2023-W09", "--office", folder, "--json").stdout
    )
    justice = next(u for u in second["periods"][0]["units"] if u["code"] == "tu-phap")
    assert justice["file"].startswith("gui-lai/"), "the version sent again is in force"
    assert office_folder.run("demo", "mẫu", "--short").returncode == 2, (
        "a folder in use is left alone"
    )


def test_demo_says_what_to_type_next_at_its_own_hour(office_folder, short_demo):
    said = (short_demo.parent / "screen.txt").read_text(encoding="utf-8")
    typed = [line.split()[1:] for line in said.splitlines() if line.startswith("  baocao06 ")]
    assert [words[0] for words in typed] == ["status", "templates"] and "2023-W14" in typed[1]
    shutil.copytree(short_demo, office_folder.root / "mẫu")
    status, templates = (office_folder.run(*words) for words in typed)
    assert status.returncode == 1 and "Thuế" in status.stdout, "the missing unit is still owed"
    assert templates.returncode == 0 and "2023-W14-cong-an.xlsx" in templates.stdout


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
