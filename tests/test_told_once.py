"""Mistakes in declarations and wordings: allowed values listed, one cause told once, own lines."""

import pytest
from shipped import copy_declared, edit
from test_init import ASKED, SERVICES, UNITS, begin, listed

from pipeline.config.office import load_office
from pipeline.config.toml import ConfigError


def told(folder):
    with pytest.raises(ConfigError) as refused:
        load_office(folder / "config.toml")
    return str(refused.value).splitlines()


@pytest.fixture
def declared(tmp_path):
    copy_declared(tmp_path)
    return tmp_path


def test_a_units_code_that_is_misspelt_is_one_message(declared):
    edit(declared, 'code = "cong-an"', 'code = "cong-ann"')
    (said,) = told(declared)
    assert "không có đơn vị mang mã “cong-an”" in said and "Có phải “cong-ann” không?" in said
    assert "Cùng lỗi này còn" in said
    count = int(said.partition("Cùng lỗi này còn ")[2].split()[0])
    assert count > 25, "services, tasks and indicators name it"


def test_a_groups_code_that_is_misspelt_is_one_message_for_its_units(declared):
    edit(declared, 'code = "xa"', 'code = "xaa"')
    said = told(declared)
    assert len(said) == 2, "one for those who belong to it, one for what is ordered of it"
    assert "“xa” không dùng được ở đây" in said[0] and "Dùng được: xaa, cap-huyen" in said[0]


def test_a_table_that_is_not_there_is_missed_once(declared):
    text = (declared / "config.toml").read_text(encoding="utf-8")
    before, _, after = text.partition("[emulation]")
    rest = after[after.index("[office]") :]
    (declared / "config.toml").write_text(before + rest, encoding="utf-8")
    (said,) = told(declared)
    assert "“emulation”: còn thiếu" in said


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            'reports = ["weekly", ',
            'reports = ["tuan", ',
            "weekly, monthly, quarter, half-year, year",
        ),
        ('timing = "by"', 'timing = "den-han"', "by, ongoing, on-event, yearly, unstated"),
        ('time = "flow"', 'time = "dong"', "flow, stock"),
    ],
)
def test_what_may_stand_is_listed(declared, old, new, words):
    edit(declared, old, new)
    assert any(f"Dùng được: {words}." in said for said in told(declared))


@pytest.fixture
def office(tmp_path):
    units = "--units", listed(tmp_path / "đơn vị.xlsx", UNITS)
    services = "--services", listed(tmp_path / "dịch vụ.xlsx", SERVICES)
    return begin(tmp_path / "văn phòng", *ASKED, *units, *services)[0]


WORDING = {
    "a name": ("{{ deadline }}", "{{ deadlin }}", "không có tên “deadlin”; có phải “deadline”"),
    "a column": (
        "total.resolved_overdue + total",
        "total.resolved_overdu + total",
        "không có “resolved_overdu” sau dấu chấm; có phải “resolved_overdue”",
    ),
    "a filter": (
        "{{ named(standings.missing) }}",
        "{{ named(standings.missing) | uper }}",
        "không có phép “uper” sau dấu |",
    ),
    "an open block": (
        "{% if standings.undecided %}",
        "{% if standings.undecided %}{% if due %}",
        "câu lệnh “if” không có {% endif %}",
    ),
    "an end too many": (
        "## TỒN TẠI, HẠN CHẾ",
        "{% endif %}## TỒN TẠI",
        "không có câu lệnh “endif”, hoặc thừa",
    ),
    "a brace": ("{{ sent }}/{{ owed }}", "{{ sent }/{{ owed }}", "dấu “}” không đúng chỗ"),
}


@pytest.mark.parametrize("name", WORDING)
def test_a_fault_of_a_wording_is_told_in_vietnamese_at_its_line(office, name):
    right, wrong, said = WORDING[name]
    path = office.root / "input_templates" / "weekly" / "report.md"
    text = path.read_text(encoding="utf-8")
    line = text[: text.index(right)].count("\n") + 1
    path.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    done = office.run("merge", "2027-W02", "--now", "2027-01-19T10:00")
    assert done.returncode == 2 and f"report.md, dòng {line}: " in done.stderr, done.stderr
    assert said in done.stderr
    assert not [
        word for word in ("Error", "undefined", "unexpected", "attribute") if word in done.stderr
    ]
