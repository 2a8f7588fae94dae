"""The plan's own text is held against what is declared: whatever it orders is asked of somebody."""

import re
from datetime import date

import pytest
from shipped import ROOT, copy_declared, edit
from typed import unfolded

from pipeline.domain.clauses import sentences, span, uncovered
from pipeline.domain.finding import BaocaoError
from pipeline.domain.form import Rows
from pipeline.domain.period import Period
from pipeline.recipes.declare import hold_plans
from pipeline.recipes.desk import open_desk

PLAN = "plans/de-an-06-2023.toml"
TEXT = (ROOT / PLAN).with_suffix(".txt").read_text(encoding="utf-8")
ROWS = re.compile(r"^\[\[(?:tasks|indicators|ties)\]\]\n(?:.+\n)*", re.MULTILINE)


def furnish(folder):
    copy_declared(folder)
    (folder / "input_templates").symlink_to(ROOT / "input_templates")
    return folder


@pytest.fixture
def office(tmp_path):
    return furnish(tmp_path)


def faults(folder):
    """What the command would list, a line each."""
    (held,) = hold_plans(open_desk(folder))
    return [(fault.kind, fault.clause, fault.row, fault.words) for fault in held.faults]


def test_nothing_of_the_shipped_plan_is_left_over(office_folder):
    ended = office_folder.run("plan")
    assert ended.returncode == 0, ended.stdout + ended.stderr
    said = unfolded(ended.stdout)
    assert "Kế hoạch có 137 câu, trong đó 107 câu giao việc: 107 câu đã gắn" in said
    assert "mục của biểu mẫu, 0 câu chưa gắn." in said
    assert "Đã gắn 56 nhiệm vụ, 45 chỉ tiêu; 15 câu không giao việc có nêu lý do." in said
    assert said.count("Chưa giao đơn vị nào: ") == 3
    assert said.endswith(
        "vào units.toml. Đơn vị, thời hạn, số liệu của từng dòng khớp với Kế hoạch."
    )


MORE = """
[[units]]
code = "{code}"
name = "{name}"
group = "cap-huyen"
reports = ["monthly", "half-year", "year"]
until = 2025-06-30
"""


def test_a_body_the_plan_means_and_does_not_name_has_its_rows_once_it_is_a_unit(office_folder):
    units = office_folder.root / "units.toml"
    bodies = {"ban-chqs": "Ban Chỉ huy quân sự mẫu", "thanh-tra": "Thanh tra mẫu"}
    more = "".join(MORE.format(code=code, name=name) for code, name in bodies.items())
    units.write_text(units.read_text(encoding="utf-8") + more, encoding="utf-8")
    assert office_folder.run("plan").returncode == 0
    office = open_desk(office_folder.root).register.as_of(Period.parse("2023-03"))
    for code in bodies:
        rows = {t.number for t in office.items(Rows.TASKS, date(2023, 3, 10), office.unit(code))}
        assert {
            "2",
            "3.2(4)a",
            "3.2(4)b",
            "3.2(5)",
            "3.3(3)",
            "3.5(2)",
            "5",
            "5.2",
            "III.1",
        } <= rows


def rows():
    text = (ROOT / PLAN).read_text(encoding="utf-8")
    return [found[0] for found in ROWS.finditer(text)]


def test_removing_any_row_of_the_plans_file_is_noticed(office):
    file, seen = office / PLAN, 0
    whole = file.read_text(encoding="utf-8")
    for row in rows():
        file.write_text(whole.replace(row, "", 1), encoding="utf-8")
        try:
            assert faults(office), row
        except BaocaoError as refused:  # a tie or a task names it still
            assert "không có" in str(refused), row
        seen += 1
    assert seen > 55 + 44 + 90
    file.write_text(whole, encoding="utf-8")
    assert faults(office) == []


def test_the_command_fails_when_a_sentence_is_tied_to_nothing(office_folder):
    text = office_folder.root / PLAN
    said = TEXT + "\n5. Giao Phòng Nội vụ rà soát biên chế trong tháng 5/2023.\n"
    text.with_suffix(".txt").write_text(said, encoding="utf-8")
    ended = office_folder.run("plan")
    assert ended.returncode == 1 and "107 câu đã gắn" in ended.stdout
    assert "- Mục III.5: chưa gắn: “Giao Phòng Nội vụ rà soát biên chế" in ended.stdout
    edit(office_folder.root, 'text = "de-an-06-2023.txt"\n', "")
    assert "chưa có nguyên văn" in office_folder.run("plan").stdout


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('["tckh"]\nwith_words', '["vhtt"]\nwith_words', "unasked 1.4  Phòng Tài chính"),
        ('performers = ["tthcc"]', 'performers = ["vhtt"]', "unnamed 3.2(7) nv-3-2-7a vhtt"),
        ('["noi-vu"]\nwith = ["@xa"]', '["noi-vu"]', "unasked 4.1  các xã"),
        ("due = 2023-02-28", "due = 2023-03-31", "due 1.4 nv-1-4 trước tháng 3/2023"),
        ("ts = 2023-06-01", "ts = 2023-06-02", "due 3.2(7) nv-3-2-7b cấp xã từ 01/6/2023"),
        ('"trước tháng 3/2023"', '"trước tháng 3"', None),
        ('"trong Quý III/2023"', '"cuối năm"', "deadline 3.5(2) nv-3-5-2 cuối năm"),
        ('"trong Quý III/2023"', '"trước 31/9/2023"', "deadline 3.5(2) nv-3-5-2 trước 31/9/2023"),
        ('number = "3.5(2)"', 'number = "3.5(3)"', "number 3.5(2) nv-3-5-2 3.5(3)"),
        ("target = 40000\n", "target = 4000\n", None),
        ("40.000 tài khoản", "4.000 tài khoản", None),
        ('by = ["weekly.rejected"', 'by = ["weekly.refused"', "no_place III.2a  weekly.refused"),
        ("Thông tư số 75/2022/TT-BTC", "Thông tư", "uncited 3.2(8)  75/2022/TT-BTC"),
        ('clause = "3.1"', 'clause = "3.9"', "no_clause 3.9  "),
        ('quote = "Nội vụ,"', 'quote = "Nội vụ."', "no_clause 3.5(5)  Nội vụ."),
    ],
)
def test_who_when_and_how_much_are_held_against_the_text(office, old, new, fault):
    edit(office, old, new)
    said = [" ".join(one) for one in faults(office)]
    # A part of the words is still the plan's; a figure stands in the task and in its indicator.
    assert said == [] if fault is None else fault in said, said


def test_two_plans_of_one_year_are_each_held_against_their_own_rows(office):
    other = re.sub(r'"(nv|ct)-', r'"khac-\1-', (office / PLAN).read_text(encoding="utf-8"))
    (office / "plans/khac.toml").write_text(other, encoding="utf-8")
    edit(office, f'plans = ["{PLAN}"]', f'plans = ["{PLAN}", "plans/khac.toml"]')
    held = hold_plans(open_desk(office))
    assert [(one.held.tied_tasks, one.faults) for one in held] == [(56, [])] * 2


def test_a_figure_that_no_row_states_is_listed(office):
    edit(office, "target = 40000\n", "target = 4000\n")
    edit(office, "40.000 tài khoản", "4.000 tài khoản")
    assert ("figure", "3.4(1)", "", "40.000") in faults(office)


def test_a_text_is_taken_apart_where_it_says():
    found = sentences(
        "Tên\nI. MỤC ĐÍCH\n1. Câu một. Câu hai (theo NĐ 30.2) nữa.\nII. NỘI DUNG\n3.2. Về dịch vụ\n"
        "(4) Chỉ tiêu:\n- Đạt 80%. (giao các xã)\n- Đạt 50%\nIII. TỔ CHỨC\n"
        "2. Báo cáo:\n- Tuần.\n+ Số."
    )
    assert [(one.clause, one.text) for one in found if not one.heads] == [
        ("", "Tên"),
        ("I.1", "Câu một."),
        ("I.1", "Câu hai (theo NĐ 30.2) nữa."),
        ("3.2(4)a", "Đạt 80%."),
        ("3.2(4)a", "(giao các xã)"),
        ("3.2(4)b", "Đạt 50%"),
        ("III.2a", "Tuần."),
        ("III.2a", "Số."),
    ]
    assert span("một hai ba bốn", "hai … bốn") == (4, 14) and span("một hai", "ba") is None
    assert uncovered("một hai ba", [(0, 3), (8, 10)]) == "hai"


def test_the_text_is_the_plans_own():
    """As it was issued, its page breaks joined; what it says stands in it word for word."""
    assert TEXT.startswith("KẾ HOẠCH\n") and "*" not in TEXT
    assert len(TEXT.split()) == 4116
