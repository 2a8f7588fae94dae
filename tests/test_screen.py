"""What is printed can neither move the cursor nor hide, turn or flood the line."""

import json

import pytest
from made import filled
from weekly import FORM

from pipeline.screen.lines import visible

CITIZEN = "042099000001"
NOW = ("--now", "2023-03-28T08:00")


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("\x1b[2J\x1b]0;x\x07", "\\x1b[2J\\x1b]0;x\\x07"),
        ("a\r\nb\tc", "a\\r\\nb\\tc"),
        ("\u202excod.xlsx", "\\u202excod.xlsx"),
        ("\u2066a\u2069", "\\u2066a\\u2069"),
        ("a\u200bb\ufeff\u2028", "a\\u200bb\\ufeff\\u2028"),
        ("\x9b31m", "\\x9b31m"),
        ("Hòa Hải – “hồ sơ”, 12 … \u00a0", "Hòa Hải – “hồ sơ”, 12 … \u00a0"),
        (f"thư mục {CITIZEN}/x.xlsx", "thư mục 042•••••••••/x.xlsx"),
    ],
)
def test_what_is_hidden_is_made_visible(text, seen):
    assert visible(text) == seen


def hostile(form):
    form.fill(
        next(iter(form.rows)),
        rejected="\u202e" + "x" * 30_000,
        overdue_reason="\u200b" + "Chờ " * 1000,
    )
    form.narrative.cell(form.narrative_rows[FORM.fields[-1].id], 3).value = "đúng\u2066 " * 2000


NAMES = (
    "\x1b[2J\x1b[31mĐỏ\x1b]0;tiêu đề\x07.xlsx",
    "a\n  ✓ Điện lực ... đúng hạn\n.xlsx",
    "\u202excod.xlsx",
    f"{CITIZEN}.xlsx",
)


@pytest.fixture
def attacked(office_folder, tmp_path):
    for name in NAMES:
        try:
            (office_folder.collected / name).write_bytes(b"x")
        except OSError:
            pytest.skip("this file system takes no such names")
    (office_folder.collected / "a.xlsx").write_bytes(filled("thue", tmp_path, tamper=hostile))
    return office_folder


def test_nothing_printed_is_obeyed(attacked):
    printed = [
        attacked.run("merge", "2023-W12", *NOW),
        attacked.run("status", "2023-W12", *NOW),
        attacked.run("check", "collected/a.xlsx"),
        *(
            attacked.run("set-aside", name, "--by", "X\x1b[1m", "--why", f"trùng {CITIZEN}", *NOW)
            for name in (*NAMES, "không\x1b[31m có")
        ),
    ]
    for done in printed:
        said = done.stdout + done.stderr
        assert done.returncode in (0, 1, 2), said
        assert not {"\x1b", "\x07", "\u202e", "\u200b", "\u2066"} & set(said)
        assert "\n  ✓ Điện lực ..." not in said
        assert CITIZEN not in said
        assert len(said) < 20_000


def test_messages_are_short_and_json_keeps_names(attacked):
    done = attacked.run("merge", "2023-W12", *NOW, "--json")
    period = json.loads(done.stdout)["periods"][0]
    findings = [f for u in period["units"] for f in u["findings"]] + period["other_findings"]
    assert {f["file"] for f in findings} >= {NAMES[0], NAMES[2]}
    assert max(len(f["message"]) for f in findings) < 300


@pytest.mark.parametrize("count", [1, 2, 3])
def test_units_with_one_question_are_told_once(office_folder, tmp_path, count):
    for unit in ("thue", "bhxh", "tu-phap")[:count]:
        content = filled(unit, tmp_path)
        (office_folder.collected / f"{unit}.xlsx").write_bytes(content)
    done = office_folder.run("merge", "2023-W12", "--now", "2023-03-28T10:00")
    assert done.stdout.count("chưa rõ thời điểm nhận") == count
    assert done.stdout.count("baocao06 received") == 1
    told = "received thue 2023-W12" if count == 1 else f"{count} đơn vị đánh dấu ?"
    assert told in " ".join(done.stdout.split())
