"""`init`: an office of one's own, from the command to the first report."""

import random
import re
import subprocess
import tomllib
from datetime import date, timedelta

import pytest
import xlsxwriter
from docx import Document
from net import spaced
from office import type_in_office
from typed import COMMAND, OfficeFolder, surroundings
from weekly import FORM, Filled

from pipeline.config.form import load_forms
from pipeline.config.office import load_office
from pipeline.demo.week import Stock, Week
from pipeline.domain.form import ColumnType
from pipeline.domain.period import Period, PeriodKind
from pipeline.outputs.decree.rules import check as check_form
from pipeline.recipes.desk import open_desk
from pipeline.texts.numbers import day, due_words, period_words

UNITS = [
    ("TT", "Tên đơn vị", "Mã", "Điện thoại", "E-mail"),
    (1, "Công an xã Mẫu", "cong-an", 239123456, "mot@mau.vn"),
    (2, "Phòng Văn hóa\n- Xã hội", None, "0239 765 432", None),
    (3, "Trạm Y tế xã Mẫu", None, None, None),
    (4, None, None, None, None),
]
SERVICES = [
    ("Danh mục của xã", None, None),
    ("Tên dịch vụ công", "Đơn vị", "Ngành"),
    ("Đăng ký thường trú", "cong-an", None),
    ("Đăng ký tạm trú", "Công an xã Mẫu", None),
    ("Đăng ký khai sinh", "phong-van-hoa-xa-hoi", "Tư pháp"),
    ("Tiêm chủng", "Trạm Y tế xã Mẫu", "Y tế"),
]
ASKED = ("--name", "Tổ công tác Đề án 06 xã Mẫu", "--parent", "Ủy ban nhân dân xã Mẫu")
ASKED += ("--place", "Xã Mẫu")


def listed(path, rows):
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return path


@pytest.fixture
def lists(tmp_path):
    units = listed(tmp_path / "đơn vị.xlsx", UNITS)
    return "--units", units, "--services", listed(tmp_path / "dịch vụ.xlsx", SERVICES)


def begin(folder, *words):
    """Begin an office beside a folder that is none."""
    around = OfficeFolder.at(folder.parent)
    done = around.run("init", folder.name, *words)
    return OfficeFolder.at(folder), done


def test_from_the_command_to_the_first_report(tmp_path, lists):
    office, done = begin(tmp_path / "văn phòng", *ASKED, *lists)
    assert done.returncode == 0 and "3 đơn vị, 4 dịch vụ công" in done.stdout, done.stderr
    period = Period.parse("2027-W02")
    schedule = load_office(office.root / "config.toml").schedule
    due = schedule.deadline(period)
    blanks = office.templates(str(period), (due - timedelta(days=3)).isoformat())
    assert set(blanks) == {"cong-an", "phong-van-hoa-xa-hoi", "tram-y-te-xa-mau"}
    declared = load_office(office.root / "config.toml")
    form, dice = load_forms(office.root / "input_templates")[PeriodKind.WEEK], random.Random(6)
    new = 0
    for code, blank in blanks.items():
        week = Week(form, blank.read_bytes(), declared.unit(code), period, Stock(), dice)
        answers = week.answers()
        new += sum(row["received_new"] for row in answers.values())
        content = week.filled(answers, due - timedelta(hours=20))
        (office.collected / f"{code}.xlsx").write_bytes(content)
    merged = office.run("merge", period, "--now", (due - timedelta(hours=1)).isoformat())
    assert merged.returncode == 0, merged.stdout + merged.stderr
    report = office.output / str(period) / f"bao-cao-{period}.docx"
    assert check_form(report.read_bytes()) == ()
    said = spaced("\n".join(paragraph.text for paragraph in Document(report).paragraphs))
    assert "Kết quả triển khai 4 dịch vụ công thiết yếu" in said
    assert f"tiếp nhận mới {new} hồ sơ" in said
    assert "huyện" not in said and "Kế hoạch" not in said


COUNTS = {"received_online": 4, "resolved_on_time": 4, "results_returned": 4}


def typing(path):
    """What a clerk types at LibreOffice into a new office's first form."""
    form = Filled(path.read_bytes())
    typed = [[FORM.table.sheet, form.activity.coordinate, FORM.some_answer]]
    asked_for = [c.id for c in FORM.table.columns if c.type is ColumnType.COUNT and c.required]
    for service in form.rows:
        for column in asked_for:
            cell = form.cell(service, column).coordinate
            typed.append([FORM.table.sheet, cell, COUNTS.get(column, 0)])
    for one in (*FORM.sections, *FORM.fields):
        cell = form.narrative.cell(form.narrative_rows[one.id], 3).coordinate
        choices = getattr(one, "choices", (FORM.none_answer,))
        typed.append([FORM.narrative_sheet, cell, choices[0] if choices else "Cán bộ mẫu"])
    return typed


@pytest.mark.office
def test_the_first_forms_are_filled_at_libreoffice_and_merged(tmp_path, lists):
    office, _ = begin(tmp_path / "văn phòng", *ASKED, *lists)
    period, now = "2027-W02", "2027-01-18T16:00"
    forms = office.templates(period, now)
    sent = {path: office.collected / f"{code}.xlsx" for code, path in forms.items()}
    jobs = [{"open": str(path), "type": typing(path), "save": str(to)} for path, to in sent.items()]
    assert type_in_office(jobs) == [[], [], []], "an unlocked cell refused what was typed"
    merged = office.json("merge", period, "--now", now)
    (told,) = merged["periods"]
    assert told["coverage"] == "3/3" and told["totals"]["received_new"] == 4 * len(SERVICES[2:])
    report = office.output / period / f"bao-cao-{period}.docx"
    assert check_form(report.read_bytes()) == ()


def test_what_the_lists_say_is_declared(tmp_path, lists):
    office, _ = begin(tmp_path / "văn phòng", *ASKED, *lists)
    declared = load_office(office.root / "config.toml")
    units = {unit.code: (unit.name, unit.contact) for unit in declared.units}
    assert units == {
        "cong-an": ("Công an xã Mẫu", "0239123456, mot@mau.vn"),
        "phong-van-hoa-xa-hoi": ("Phòng Văn hóa - Xã hội", "0239 765 432"),
        "tram-y-te-xa-mau": ("Trạm Y tế xã Mẫu", ""),
    }
    counted = [(service.sector, service.unit) for service in declared.services]
    assert counted == [
        ("Công an xã Mẫu", "cong-an"),
        ("Công an xã Mẫu", "cong-an"),
        ("Tư pháp", "phong-van-hoa-xa-hoi"),
        ("Y tế", "tram-y-te-xa-mau"),
    ]
    assert declared.letterhead.issuer == ("TỔ CÔNG TÁC", "ĐỀ ÁN 06 XÃ MẪU")


def test_an_office_of_weeks_is_declared_in_170_lines(tmp_path):
    """Eight units and the whole catalogue that comes with the program."""
    names = [("Tên đơn vị",), *((f"Phòng số {number}",) for number in range(1, 8))]
    units = listed(tmp_path / "đơn vị.xlsx", [*names, ("Công an xã Mẫu",)])
    office, done = begin(tmp_path / "văn phòng", *ASKED, "--units", units)
    assert done.returncode == 0, done.stderr
    files = sorted(office.root.glob("*.toml"))
    assert [file.name for file in files] == ["config.toml", "services.toml"]
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    assert len(lines) <= 170
    explained = [line for line in lines if line.startswith("# ")]
    assert len(explained) >= 18
    declared = load_office(office.root / "config.toml")
    assert {s.unit for s in declared.services if s.sector == "Công an"} == {"cong-an-xa-mau"}
    nobodys = [s for s in declared.services if s.unit is None]
    assert nobodys and f"{len(nobodys)} dịch vụ công chưa có đơn vị" in done.stdout
    assert not list((office.root / "input_templates").glob("monthly/*"))


@pytest.mark.parametrize(
    ("old", "new", "number", "said"),
    [
        ('unit = "cong-an"', 'unit = "cong-ann"', 5, "services[1].unit”: không có đơn vị"),
        ("number = 3", 'number = "3"', 7, "services[3].number”: phải là số nguyên"),
        ("sector", "ngành", 5, "Mỗi dòng là một mục"),
        (" },\n    { number = 2", " }\n    { number = 2", 6, "xem cả cuối dòng trên"),
        ("    { number = 4", "    number = 4", 8, "Hãy xem lại dấu ngoặc"),
    ],
)
def test_a_mistake_in_a_list_of_lines_is_told_at_its_line(tmp_path, lists, old, new, number, said):
    office, _ = begin(tmp_path / "văn phòng", *ASKED, *lists)
    file = office.root / "services.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    done = office.run("status")
    assert done.returncode == 2 and said in done.stderr, done.stderr
    assert f"services.toml, dòng {number}" in done.stderr, done.stderr


def test_an_office_of_months_too(tmp_path, lists):
    office, done = begin(tmp_path / "văn phòng", *ASKED, *lists, "--months")
    assert done.returncode == 0, done.stderr
    declared = load_office(office.root / "config.toml")
    assert declared.kinds >= {PeriodKind.WEEK, PeriodKind.MONTH, PeriodKind.YEAR}
    assert "Kế hoạch" in declared.plan
    forms = open_desk(office.root).forms
    kept = [form.as_of(date(2999, 1, 1)) for form in forms.values()]
    first = {rule.first for form in kept for rule in form.rules if rule.id == "T12"}
    assert first == {date(declared.since.year, 1, 1)}, "tasks of its plan, not of the sample's"
    for path in (office.root / "input_templates").rglob("*.toml"):
        assert "first = " not in path.read_text(encoding="utf-8"), path
    merged = office.run("merge", "2027-03", "--now", "2027-03-14T08:00")
    assert merged.returncode == 1 and "bao-cao-2027-03.docx" in merged.stdout, merged.stderr
    plan = office.root / "plans" / "ke-hoach.toml"
    text = plan.read_text(encoding="utf-8")
    for table in ("tasks", "indicators"):  # the examples in it open once their mark is taken away
        head, _, rows = text.partition(f"# [[{table}]]\n")
        rows, blank, tail = rows.partition("#\n")
        text = f"{head}[[{table}]]\n" + re.sub("^# ", "", rows, flags=re.M) + blank + tail
    plan.write_text(text, encoding="utf-8")
    declared = load_office(office.root / "config.toml")
    assert len(declared.tasks) == len(declared.indicators) == 1


def asked(folder, *answers):
    """Begin an office with answers typed at the terminal, one a line."""
    return subprocess.run(
        [*COMMAND, "init", folder],
        env=surroundings(),
        input="".join(f"{answer}\n" for answer in answers),
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


def test_without_an_answer_no_office_begins(tmp_path):
    done = asked(tmp_path / "văn phòng", "Tổ công tác xã Mẫu")
    assert done.returncode == 2 and "Chưa đủ thông tin" in done.stderr
    assert not (tmp_path / "văn phòng").exists()


def test_what_no_option_says_is_asked_at_the_terminal(tmp_path):
    folder = tmp_path / "văn phòng"
    typed = [" ", "Tổ công tác xã Mẫu", "UBND xã Mẫu", "Mẫu", "Phòng Một", "Phòng Mốt", ""]
    typed += ["Dịch vụ", "phong-ba", "Dịch vụ", "phong-mot-2", "", "n"]
    done = asked(folder, *typed)
    assert done.returncode == 0, done.stderr
    assert "không có đơn vị “phong-ba”" in done.stderr
    config, listed = (
        tomllib.loads((folder / name).read_text(encoding="utf-8"))
        for name in ("config.toml", "services.toml")
    )
    assert [unit["code"] for unit in config["units"]] == ["phong-mot", "phong-mot-2"]
    assert [one["unit"] for one in listed["services"]] == ["phong-mot-2"]
    assert (folder / "collected").is_dir() and (folder / "output").is_dir()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((*ASKED, "--units", "hai lần.xlsx"), "“phòng một” có hai lần"),
        ((*ASKED, "--units", "không có.xlsx"), "Không đọc được danh sách"),
        ((*ASKED, "--units", "trống.xlsx"), "không có dòng tiêu đề"),
        ((*ASKED, "--units", "tiêu đề.xlsx"), "không có đơn vị nào"),
        ((*ASKED, "--units", "đơn vị.xlsx", "--services", "sai.xlsx"), "không có đơn vị “Sở Mẫu”"),
        ((*ASKED, "--units", "đơn vị.xlsx", "--services", "rỗng.xlsx"), "không có dịch vụ công"),
        (("--office-of", "ha-tinh-2026", "--units", "đơn vị.xlsx"), "bỏ --name, --parent"),
    ],
)
def test_what_cannot_begin_an_office_is_told(tmp_path, lists, words, said):
    listed(tmp_path / "trống.xlsx", [("x",)])
    listed(tmp_path / "tiêu đề.xlsx", UNITS[:1])
    listed(tmp_path / "hai lần.xlsx", [("Đơn vị",), ("Phòng Một",), ("Phòng  một",)])
    listed(tmp_path / "sai.xlsx", [SERVICES[1], ("Dịch vụ", "Sở Mẫu", None)])
    listed(tmp_path / "rỗng.xlsx", SERVICES[1:2])
    office, done = begin(tmp_path / "văn phòng", *words)
    assert done.returncode == 2 and said in done.stderr
    assert not office.root.exists()


def test_a_file_is_no_folder_and_a_folder_no_list(tmp_path, lists):
    _, done = begin(lists[1], *ASKED, *lists)
    assert done.returncode == 2 and "là một tệp, phải là thư mục" in done.stderr
    _, done = begin(tmp_path / "văn phòng", *ASKED, "--units", tmp_path)
    assert done.returncode == 2 and "là thư mục, phải là một tệp" in done.stderr
    assert not (tmp_path / "văn phòng").exists()


def test_a_folder_in_use_is_left_alone(tmp_path, lists):
    folder = tmp_path / "văn phòng"
    folder.mkdir()
    (folder / "của tôi.txt").write_text("x", encoding="utf-8")
    _, done = begin(folder, *ASKED, *lists)
    assert done.returncode == 2 and "đã có tệp" in done.stderr
    assert [path.name for path in folder.iterdir()] == ["của tôi.txt"]


def test_a_new_office_says_when_its_first_reports_are_due(tmp_path, lists):
    """It owes nothing yet: the week in which it began ends first."""
    folder, done = begin(tmp_path / "văn phòng", *ASKED, *lists)
    assert done.returncode == 0, done.stderr
    desk = open_desk(folder.root)
    first = Period.holding(date.today(), PeriodKind.WEEK)
    last, due = desk.schedule.window(first)[1], desk.schedule.deadline(first)
    for words in ("merge", "status"):
        said = " ".join(folder.run(words, "--now", f"{date.today()}T08:00").stdout.split())
        assert f"Kỳ tới là {period_words(first)}, số liệu đến hết ngày {day(last)}" in said
        assert f"hạn gửi trước {due_words(due)}; biểu mẫu: baocao06 templates {first}" in said
