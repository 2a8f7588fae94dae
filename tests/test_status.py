"""What `status` names, what it only counts, and when it says that somebody must act."""

import pytest
from made import filled
from typed import unfolded

from pipeline.domain.period import Period

WEEK, BEFORE, AFTER = "2023-W12", "2023-03-28T08:00", "2023-03-28T14:00"
UNITS = ("cong-an", "tu-phap", "thue", "bhxh")
WHO = ("--by", "Cán bộ mẫu", "--why", "Theo biên bản mẫu")


def unbalanced(form):
    form.fill(next(iter(form.rows)), pending_in_time=99)


def questioned(form):
    form.table.cell(form.table.max_row + 3, 4).value = 7


@pytest.fixture
def office(office_folder, tmp_path):
    for unit in UNITS:
        (office_folder.collected / f"{unit}.xlsx").write_bytes(filled(unit, tmp_path))
    office_folder.run("merge", WEEK, "--now", BEFORE)
    return office_folder


def spaced(done):
    return " ".join(done.stdout.split())


def test_who_is_of_no_concern_is_counted(office):
    early = office.run("status", WEEK, "--now", BEFORE)
    assert "✓ 4 đơn vị đúng hạn" in early.stdout and early.returncode == 0
    assert "· 4 đơn vị chưa gửi (chưa đến hạn)" in early.stdout
    late = office.run("status", WEEK, "--now", AFTER)
    assert late.stdout.count("✗") == 4 and late.returncode == 1
    every = office.run("status", WEEK, "--all", "--now", AFTER)
    assert every.stdout.count("✓") == 4 and "Phòng Tư pháp" in every.stdout
    assert len(late.stdout.splitlines()) < len(every.stdout.splitlines())


def test_after_a_merge_of_all_there_is_nothing_says_to_merge(office):
    assert "merge" not in spaced(office.run("status", WEEK, "--now", BEFORE)).replace(
        "chạy lại merge khi có thêm báo cáo", ""
    )
    after = office.run("status", WEEK, "--now", AFTER)
    assert "chạy: baocao06 merge" in spaced(after), "the deadline passed since"
    office.run("merge", WEEK, "--now", AFTER)
    after = office.run("status", WEEK, "--now", AFTER)
    assert "merge" not in after.stdout and "baocao06 issue" in spaced(after)


def test_a_finished_period_takes_one_line(office, tmp_path):
    owed = [
        one["code"] for one in office.json("status", WEEK, "--now", AFTER)["periods"][0]["units"]
    ]
    for unit in owed:
        if unit not in UNITS:
            (office.collected / f"{unit}.xlsx").write_bytes(filled(unit, tmp_path))
    office.run("merge", WEEK, "--now", BEFORE)
    done = office.run("status", WEEK, "--now", AFTER)
    first, second, *_ = done.stdout.splitlines()
    assert first == "✓ tuần 12 năm 2023 (2023-W12): đủ 8/8 đơn vị." and second.startswith("→ ")
    office.run("merge", WEEK, "--now", AFTER)
    numbered = ("--number", "7", "--date", "28/3/2023", "--by", "Văn thư mẫu")
    assert office.run("issue", WEEK, *numbered, "--now", AFTER).returncode == 0
    done = office.run("status", WEEK, "--now", AFTER)
    assert "đủ 8/8 đơn vị; đã ban hành, số 07 ngày 28/3/2023." in spaced(done)
    assert done.returncode == 0 and "baocao06" not in done.stdout.partition("Thư mục")[0]


def test_errors_come_before_questions(office, tmp_path):
    (office.collected / "thue.xlsx").write_bytes(filled("thue", tmp_path / "x", tamper=unbalanced))
    (office.collected / "cong-an.xlsx").write_bytes(
        filled("cong-an", tmp_path / "y", tamper=questioned)
    )
    said = office.run("merge", WEEK, "--now", AFTER).stdout
    assert "Lỗi:" in said and "Hỏi lại:" in said
    assert said.rindex("Lỗi:") < said.index("Hỏi lại:")


def test_a_question_makes_the_exit_code_say_so(office, tmp_path):
    assert office.run("status", WEEK, "--now", BEFORE).returncode == 0
    content = filled("thue", tmp_path / "x", tamper=questioned)
    (office.collected / "thue.xlsx").write_bytes(content)
    office.run("merge", WEEK, "--now", BEFORE)
    done = office.run("status", WEEK, "--now", BEFORE)
    assert "Hỏi lại:" in done.stdout and done.returncode == 1
    (finding,) = [
        f
        for unit in office.json("status", WEEK, "--now", BEFORE)["periods"][0]["units"]
        for f in unit["findings"]
        if f["severity"] == "warning"
    ]
    assert office.run("waive", "thue", WEEK, finding["code"], *WHO, "--now", BEFORE).returncode == 0
    assert office.run("status", WEEK, "--now", BEFORE).returncode == 0


def test_a_file_seen_for_the_first_time_by_status_asks_for_a_merge(office, tmp_path):
    (office.collected / "x.xlsx").write_bytes(filled("dien-luc", tmp_path))
    done = office.run("status", WEEK, "--now", BEFORE)
    assert done.returncode == 1 and "1 tệp mới chưa ghi nhận" in spaced(done)


def test_one_unit_is_followed_over_periods(office, tmp_path):
    last = filled("thue", tmp_path / "11", Period.parse("2023-W11"))
    (office.collected / "thue 11.xlsx").write_bytes(last)
    bad = filled("thue", tmp_path / "x", tamper=unbalanced)
    (office.collected / "thue.xlsx").write_bytes(bad)
    office.run("merge", "--now", AFTER)
    for name in ("thue", "Chi cục Thuế"):
        done = office.run("status", "--unit", name, "--now", AFTER)
        assert done.returncode == 1 and "(2023-W11)" in done.stdout, done.stderr
        assert "Lỗi:" in done.stdout and "Phòng Tư pháp" not in done.stdout
    assert office.run("status", "--unit", "tu-phap", "--now", AFTER).returncode in (0, 1)
    told = office.json("status", "--unit", "thue", "tuần 11/2023", "--now", AFTER)
    assert [one["period"] for one in told["periods"]] == ["2023-W11"]


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("phong tu phap", "“tu-phap” (Phòng Tư pháp)"),
        ("thuee", "“thue” (Chi cục Thuế khu vực Hương Khê - Vũ Quang)"),
        ("Công an huyen", "“cong-an” (Công an huyện Hương Khê)"),
    ],
)
def test_a_unit_nobody_knows_gets_the_nearest(office_folder, typed, near):
    done = office_folder.run("check-code", typed, WEEK, "KT-0001")
    assert done.returncode == 2 and f"Có phải {near} không?" in unfolded(done.stderr)
