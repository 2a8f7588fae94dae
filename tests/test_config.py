"""A mistake in the office's files is named by file, line and key; all of them at once."""

import ast
import re
import tomllib
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from shipped import as_one_file, copy_declared, declared_in, edit

from pipeline.config.files import declared_files
from pipeline.config.form import NEEDED_COLUMNS, NEEDED_FIELDS, load_form, load_forms
from pipeline.config.office import load_office, load_register
from pipeline.config.place import find_office
from pipeline.domain import form, office
from pipeline.domain.finding import BaocaoError
from pipeline.domain.period import Period
from pipeline.domain.rules import (
    answers,
    counts,
    documents,
    flows,
    past,
    reasons,
    results,
    rule,
)
from pipeline.domain.rules import (
    table as of_tables,
)

ROOT = Path(__file__).parents[1]
CONFIG = as_one_file()
FORM = (ROOT / "input_templates" / "weekly" / "form.toml").read_text(encoding="utf-8")


def line_of(text, fragment):
    return text[: text.index(fragment)].count("\n") + 1


def refusal(load, path, text, encoding="utf-8", kind=None):
    file = path / kind / "form.toml" if kind else path
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(text.encode(encoding))
    with pytest.raises(BaocaoError) as refused:
        load(path)
    return str(refused.value)


def test_the_shipped_office_is_the_plans():
    office = load_office(ROOT / "config.toml")
    codes = ("cong-an", "tu-phap", "tnmt", "gddt", "ldtbxh", "thue", "bhxh", "dien-luc")
    week = Period.parse("2023-W12")
    assert tuple(unit.code for unit in office.reporters(week)) == codes
    assert [service.number for service in office.services] == list(range(1, 26))
    assert [s.number for s in office.services if s.unit is None] == [20, 22]
    assert float(office.targets["online_essential"]) == 0.8


MISTAKES = {
    "unknown key": ("week_starts = 1", "weekstarts = 1", "week_starts"),
    "wrong type": ("due_weekday = 2", 'due_weekday = "2"', "số nguyên"),
    "weekday": ("due_weekday = 2", "due_weekday = 9", "thứ Hai"),
    "clock": ('due_time = "09:00"', 'due_time = "9h"', "09:00"),
    "zone": ("Asia/Ho_Chi_Minh", "Asia/Hue", "Asia/Ho_Chi_Minh"),
    "a folder of zones": ('"Asia/Ho_Chi_Minh"', '"Asia"', "Asia/Ho_Chi_Minh"),
    "holiday": ("holidays = [\n    2023-01-02,", 'holidays = [\n    "2/1/2023",', "ngày"),
    "bool": ("move_off_holidays = false", 'move_off_holidays = "no"', "true"),
    "per cent": ("online_essential = 80", "online_essential = 180", "100"),
    "code": ('code = "tnmt"', 'code = "TN MT"', "chữ thường"),
    "code twice": ('code = "bhxh"', 'code = "thue"', "trùng"),
    "unknown unit": ('unit = "bhxh"', 'unit = "bhx"', "Có phải “bhxh” không"),
    "no unit, no reason": (
        'note = "Thẩm quyền của Sở Tư pháp; không có đơn vị cấp huyện báo cáo."\n',
        "",
        "note",
    ),
    "unit has no name": ('name = "Phòng Tư pháp"\n', "", "còn thiếu"),
    "name twice": ('name = "Phòng Tư pháp"', 'name = "Chi cục thuế"', "Chi cục Thuế"),
    "gone before it came": (
        'code = "thue"',
        'since = 2026-01-01\ncode = "thue"',
        "đứng trước",
    ),
    "not words": ('issuer = ["TỔ CÔNG TÁC", "TRIỂN KHAI ĐỀ ÁN 06"]', "issuer = [1]", "chữ"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_named_with_its_line(tmp_path, name):
    old, new, hint = MISTAKES[name]
    assert old in CONFIG
    said = refusal(load_office, tmp_path / "config.toml", CONFIG.replace(old, new, 1))
    assert "config.toml" in said and hint in said, said
    if new and name not in ("name twice", "gone before it came"):  # said where they meet
        assert f"dòng {line_of(CONFIG, old)}," in said, said


def test_a_table_that_is_a_word_is_named(tmp_path):
    text = CONFIG[: CONFIG.index("[[services]]")].replace(
        "[schedule]", "services = [1]\n[schedule]"
    )
    said = refusal(load_office, tmp_path / "config.toml", text)
    assert f"dòng {line_of(text, 'services = [1]')}, mục “services”: phải là một bảng." in said


def test_all_mistakes_are_said_at_once(tmp_path):
    text = CONFIG
    for name in ("weekday", "clock", "per cent", "unknown unit"):
        old, new, _ = MISTAKES[name]
        text = text.replace(old, new, 1)
    said = refusal(load_office, tmp_path / "config.toml", text)
    assert len(said.splitlines()) >= 4
    lines = [int(line.split("dòng ")[1].split(",")[0]) for line in said.splitlines()]
    assert lines == sorted(lines)


def test_syntax_and_encoding_are_said(tmp_path):
    path = tmp_path / "config.toml"
    broken = CONFIG.replace("week_starts = 1", "week_starts = = 1")
    assert f"dòng {line_of(CONFIG, 'week_starts = 1')}" in refusal(load_office, path, broken)
    unclosed = CONFIG + '\nlast = "no end'
    assert f"dòng {unclosed.count(chr(10)) + 1}:" in refusal(load_office, path, unclosed)
    unclosed = CONFIG + "\nlast = [1,\n\n"
    assert f"dòng {unclosed.rstrip().count(chr(10)) + 1}:" in refusal(load_office, path, unclosed)
    odd = CONFIG.replace("# Cấu hình", "# Cấu\u2028hình", 1).replace("week_starts = 1", "w = 1")
    assert f"dòng {line_of(CONFIG, 'week_starts = 1')}, mục “schedule.w”" in refusal(
        load_office, path, odd
    )
    assert "UTF-8" in refusal(load_office, path, "ten = 'Đề án'", "utf-16")
    assert "đường dẫn viết bằng /" in refusal(load_office, path, 'plans = ["plans\\một.toml"]')
    path.unlink()
    with pytest.raises(BaocaoError):
        load_office(path)


def test_a_file_saved_by_notepad_is_read(tmp_path):
    path = tmp_path / "config.toml"
    path.write_bytes(b"\xef\xbb\xbf" + CONFIG.replace("\n", "\r\n").encode())
    assert load_office(path) == load_office(ROOT / "config.toml")


FORM_MISTAKES = {
    "kind of rule": ('kind = "balance"', 'kind = "balanced"', "balance"),
    "column of a rule": ('part = "sent_back"', 'part = "sent_bak"', "rules[10].part”"),
    "column of a list": ('whole = ["resolved_total"]', 'whole = ["resolved"]', "rules[9].whole”"),
    "opening": ('opening = "carried_over"', 'opening = "carried"', "rules[8].opening”"),
    "rule twice": ('id = "Q12"', 'id = "Q11"', "rules[12].id”"),
    "rule that takes a code of the program": ('id = "Q12"', 'id = "C12"', "“C12” là mã của"),
    "section twice": ('id = "section_3"', 'id = "section_2"', "sections[2].id”"),
    "field twice": ('id = "signed_as"', 'id = "filled_by"', "fields[3].id”"),
    "number a message cannot know": ("có {rejected} hồ sơ", "có {sent_back} hồ sơ", "message”"),
    "past a rule cannot know": ("có {rejected} hồ sơ", "có {past} hồ sơ", "“past”"),
    "number of a whole table": ("tổng cộng khoảng {past}", "có {received_online}", "message”"),
    "past that is words": ("nguyên nhân quá hạn ghi giống hệt", "giống {past}", "“past”"),
    "brace alone": ("có {rejected} hồ sơ", "có {rejected hồ sơ", "message”: “{ }”"),
    "empty braces": ("có {rejected} hồ sơ", "có {} hồ sơ", "message”"),
    "width": ("width = 19", "width = 2.5", "số nguyên"),
    "column of a total": ('"resolved_overdue"]', '"resolved_late"]', "resolved_late"),
    "severity": ('severity = "warning"', 'severity = "grave"', "grave"),
    "time": ('time = "opening"', 'time = "start"', "start"),
    "ratio": ('ratio = ["received_online", "received_new"]', "ratio = []", "tỷ lệ"),
    "key": ('narrative_sheet = "Nội dung"', 'narative_sheet = "Nội dung"', "narrative_sheet"),
}


@pytest.mark.parametrize("name", FORM_MISTAKES)
def test_a_mistake_in_a_form_is_named(tmp_path, name):
    old, new, hint = FORM_MISTAKES[name]
    assert old in FORM
    said = refusal(load_form, tmp_path / "form.toml", FORM.replace(old, new, 1))
    assert "form.toml" in said and hint in said, said
    wrong = next(n for n, line in enumerate(FORM.splitlines(), 1) if old in line)
    if name != "key":
        assert f"dòng {wrong}," in said, said


def needed():
    """Each id the program asks for, in the shipped form that holds it."""
    for path in sorted((ROOT / "input_templates").glob("*/form.toml")):
        declared = load_form(path)
        if "like" in tomllib.loads(path.read_text(encoding="utf-8")):
            continue  # its tables are another form's
        for table in declared.tables:
            for id in NEEDED_COLUMNS[table.rows]:
                yield pytest.param(path, "columns", table.id, id, id=f"{declared.id} {id}")
        for id in NEEDED_FIELDS:
            yield pytest.param(path, "fields", "", id, id=f"{declared.id} {id}")


@pytest.mark.parametrize(("path", "part", "table", "id"), list(needed()))
def test_a_column_or_field_the_program_needs_is_missed(tmp_path, path, part, table, id):
    text = path.read_text(encoding="utf-8")
    start = text.index(f'id = "{table}"') if table else 0
    at = text.index(f'id = "{id}"', start)
    renamed = text[:at] + text[at:].replace(f'"{id}"', f'"{id}_else"', 1)
    said = refusal(load_forms, tmp_path, renamed, kind=path.parent.name)
    missed = [line for line in said.splitlines() if "phải có" in line and f"“{id}”" in line]
    assert len(missed) == 1 and f"{part}”: " in missed[0] and "form.toml" in missed[0], said


def test_a_needed_column_of_another_type_is_named(tmp_path):
    text = (ROOT / "input_templates" / "monthly" / "form.toml").read_text(encoding="utf-8")
    said = refusal(
        load_forms, tmp_path, text.replace('type = "date"', 'type = "text"'), kind="monthly"
    )
    assert "phải có cột “done_on” với type = “date”" in said
    means = 'means = ["done", "under_way", "not_started", "not_yet"]\n'
    said = refusal(load_forms, tmp_path, text.replace(means, ""), kind="monthly")
    assert "cột “status” phải có “means”" in said


def test_the_office_is_found_from_below(tmp_path):
    (tmp_path / "config.toml").write_text(CONFIG, encoding="utf-8")
    below = tmp_path / "output" / "2023-W12"
    below.mkdir(parents=True)
    assert find_office(below) == tmp_path
    with pytest.raises(BaocaoError, match=r"config\.toml"):
        find_office(Path(tmp_path.anchor))


@pytest.mark.parametrize(
    ("old", "new", "hint"),
    [
        ("2023-01-02,", "2023-02-30,", "Ngày phải có thật"),
        ("2023-01-02,", "02/01/2023,", "Ngày phải có thật"),
        ('due_time = "09:00"', "due_time = 09:00", "Giờ phải để trong dấu nháy"),
        ('due_time = "09:00"', "due_time = “09:00”", "nháy thẳng"),
        ("week_starts = 1", "week_starts = 1\nweek_starts = 2", "đã có ở trên"),
        ('"Như trên",', '"Như trên"', "dấu phẩy"),
    ],
)
def test_a_line_that_cannot_be_read_says_what_is_likely_wrong(tmp_path, old, new, hint):
    assert old in CONFIG
    said = refusal(load_office, tmp_path / "config.toml", CONFIG.replace(old, new, 1))
    assert "dòng" in said and hint in said, said


def test_a_name_left_empty_is_missing(tmp_path):
    said = refusal(
        load_office,
        tmp_path / "config.toml",
        CONFIG.replace('name = "Phòng Tư pháp"', 'name = " "', 1),
    )
    assert "name" in said and "còn thiếu" in said


def test_a_table_misspelt_is_one_mistake_and_not_a_hundred(tmp_path):
    text = CONFIG.replace("[[units]]", "[[unit]]")
    said = refusal(load_office, tmp_path / "config.toml", text)
    assert "“units”" in said and len(said.splitlines()) < 5


def read_somewhere():
    """Names read of anything in the program or in a report's wording, but not in config/."""
    names = set()
    for path in (ROOT / "pipeline").rglob("*.py"):
        if path.parent.name != "config":
            tree = ast.parse(path.read_text(encoding="utf-8"))
            read = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
            names |= {node.attr for node in read if isinstance(node.ctx, ast.Load)}
    # Points are read by the name they are told by.
    scoring = ast.parse((ROOT / "pipeline/consolidate/scoring.py").read_text(encoding="utf-8"))
    names |= {node.value for node in ast.walk(scoring) if isinstance(node, ast.Constant)}
    for path in (ROOT / "input_templates").rglob("*.md"):
        names |= set(re.findall(r"\.(\w+)", path.read_text(encoding="utf-8")))
    return names


RULES = (rule, answers, counts, documents, flows, past, reasons, results, of_tables)
DECLARED = [
    f"{kind.__name__}.{one.name}"
    for module in (office, form, *RULES)
    for kind in vars(module).values()
    if isinstance(kind, type) and kind.__module__ == module.__name__ and is_dataclass(kind)
    for one in fields(kind)
]


def test_what_may_be_declared_is_read():
    read = read_somewhere()
    assert [name for name in DECLARED if name.partition(".")[2] not in read] == []


def office_of(folder):
    """The shipped declarations, in their own files, in a folder."""
    copy_declared(folder)
    return folder / "config.toml"


def test_an_office_of_one_file_opens_as_before(tmp_path):
    """All that stands in files of their own may stand in config.toml, as it did in 0.1.0."""
    path = tmp_path / "config.toml"
    path.write_text(CONFIG, encoding="utf-8")
    assert declared_files(path) == (path,)
    assert load_office(path) == load_office(ROOT / "config.toml")


def test_one_person_can_oversee_what_config_holds():
    files = {
        path: path.read_text(encoding="utf-8") for path in declared_files(ROOT / "config.toml")
    }
    assert len(files[ROOT / "config.toml"].splitlines()) <= 120
    for path, text in files.items():
        lists = set(re.findall(r"^\[\[(\w+)", text, flags=re.M))
        assert lists <= {"bases"} if path.name == "config.toml" else len(lists) <= 5, path


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_named_with_its_file(tmp_path, name):
    old, new, hint = MISTAKES[name]
    path = office_of(tmp_path)
    file = declared_in(tmp_path, old)
    line = line_of(file.read_text(encoding="utf-8"), old)
    edit(tmp_path, old, new)
    with pytest.raises(BaocaoError) as refused:
        load_office(path)
    said = str(refused.value)
    assert hint in said, said
    if new and name not in ("name twice", "gone before it came"):  # said where they meet
        assert f"{file}, dòng {line}, " in said, said


def test_mistakes_of_all_files_are_said_at_once_each_by_its_own_key(tmp_path):
    path = office_of(tmp_path)
    edit(tmp_path, "week_starts = 1", "week_starts = 9")
    edit(tmp_path, 'unit = "bhxh"', 'unit = "bhx"')
    edit(tmp_path, 'lead = ["van-phong-huyen-uy"]', 'lead = ["van-phong"]')
    edit(tmp_path, "[plan]", "[plan]\nowner = 1")
    with pytest.raises(BaocaoError) as refused:
        load_office(path)
    said = [line.removeprefix(f"{tmp_path}/") for line in str(refused.value).splitlines()]
    assert [re.search("“[a-z_.0-9\\[\\]]+”", line)[0] for line in said] == [
        *("“schedule.week_starts”", "“services[17].unit”", "“plan.owner”", "“tasks[1].lead”"),
    ]
    files = ["config.toml", "services.toml", "plans/de-an-06-2023.toml"]
    assert [line.partition(",")[0] for line in said] == [*files, files[-1]]


@pytest.mark.parametrize(
    ("old", "new", "hint"),
    [
        ('"services.toml"', '"service.toml"', "“include”: không có tệp “service.toml”"),
        ('"plans/de-an-06-2023.toml"', '"../a.toml"', "“plans”: không có tệp “../a.toml”"),
        ('["plans/de-an-06-2023.toml"]', "1", "“plans”: phải là danh sách"),
        ("[[groups]]", "[office]\na = 1\n[[groups]]", "“office”: tên mục này không có"),
        ("[plan]", "[plans]", "“plan.title”: còn thiếu"),
        ("[plan]", "[[services]]\n[plan]", "“services”: tên mục này không có"),
    ],
)
def test_a_file_that_is_not_there_or_holds_what_is_anothers_is_named(tmp_path, old, new, hint):
    path = office_of(tmp_path)
    (tmp_path.parent / "a.toml").touch()  # there, but not the office's
    edit(tmp_path, old, new)
    with pytest.raises(BaocaoError) as refused:
        load_office(path)
    assert hint in str(refused.value), str(refused.value)


def test_a_plans_number_and_day_are_cited_once_they_are_known(tmp_path):
    path = office_of(tmp_path)
    title = load_office(path).plan
    assert title.startswith("Kế hoạch triển khai")
    edit(tmp_path, 'number = ""\n', 'number = "1/KH-UBND"\ndate = 2023-03-02\n')
    about = title.removeprefix("Kế hoạch ")
    cited = f"Kế hoạch số 1/KH-UBND ngày 02/3/2023 của UBND huyện Hương Khê {about}"
    assert load_office(path).plan == cited


def next_years(folder, *lines):
    """Add a plan of 2024 to an office, with some lines at its head; returns what is opened."""
    edit(folder, '"plans/de-an-06-2023.toml"]', '"plans/de-an-06-2023.toml", "plans/2024.toml"]')
    head = ['[plan]\ntitle = "Kế hoạch 2024"\nissuer = "UBND"\nsince = 2024-01-01', *lines]
    row = '[[tasks]]\ncode = "nv-2024"\nnumber = "1"\ngroup = "Mẫu"\ncontent = "Mẫu"\nlead = []'
    text = "\n".join([*head, row, 'timing = "ongoing"\n'])
    (folder / "plans" / "2024.toml").write_text(text, encoding="utf-8")
    return load_register(folder / "config.toml")


def asked(register, period):
    office = register.as_of(Period.parse(period))
    return {row.code for row in (*office.tasks, *office.indicators)}


def test_a_plan_ends_with_its_year_and_what_the_next_continues_goes_on(tmp_path):
    office_of(tmp_path)
    before = load_register(tmp_path / "config.toml")
    goes_on = {"nv-3-5-7", "ct-tai-khoan"}
    register = next_years(
        tmp_path, 'continues = ["nv-3-5-7", "ct-tai-khoan"]', "until = 2024-12-31"
    )
    assert (
        asked(register, "2023-06") == asked(before, "2023-06")
        and len(asked(before, "2023-06")) > 80
    )
    assert register.as_of(Period.parse("2023-06")) == before.as_of(Period.parse("2023-06"))
    assert asked(register, "2022-06") == asked(before, "2024-03") == set()
    assert asked(register, "2024-03") == {"nv-2024", *goes_on}
    assert asked(register, "2025-03") == set()


def test_a_group_declared_for_a_unit_of_later_is_none_of_before(tmp_path):
    office_of(tmp_path)
    june, before = Period.parse("2023-06"), load_register(tmp_path / "config.toml")
    said = '\n[[groups]]\ncode = "moi"\nname = "Các xã mới"\n\n[[units]]\ncode = "xa-moi"\n'
    said += 'name = "Xã Mới"\ngroup = "moi"\nsince = 2024-01-01\nreports = ["monthly"]\n'
    with (tmp_path / "units.toml").open("a", encoding="utf-8") as units:
        units.write(said)
    register = load_register(tmp_path / "config.toml")
    assert register.as_of(june) == before.as_of(june)
    assert register.as_of(Period.parse("2024-03")).group("@moi")


def test_a_plan_continues_only_what_there_was(tmp_path):
    office_of(tmp_path)
    with pytest.raises(BaocaoError) as refused:
        next_years(tmp_path, 'continues = ["nv-9"]')
    assert "“plan.continues”: các kế hoạch trước không có" in str(refused.value)
    assert f"{tmp_path / 'plans' / '2024.toml'}, dòng 5, " in str(refused.value)


def test_what_is_wrong_at_the_head_of_a_plan_is_told_once(tmp_path):
    office_of(tmp_path)
    with pytest.raises(BaocaoError) as refused:
        next_years(tmp_path, 'continues = "nv-3-5-7"')
    assert str(refused.value).endswith("“plan.continues”: phải là danh sách trong dấu ngoặc vuông.")
