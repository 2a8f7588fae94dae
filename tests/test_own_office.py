"""An office of one's own: nothing of the shipped district stands in the program or its wordings."""

import ast
import re
from pathlib import Path

import pytest
from shipped import as_one_file, copy_declared, edit

from pipeline.config.office import load_office
from pipeline.domain.period import Period, PeriodKind

ROOT = Path(__file__).parents[1]
# What is true of one district or its plan, and what of one level of offices.
OF_ONE = re.compile(
    r"huyện|Hương Khê|Hà Tĩnh|thị trấn|cap-huyen|\b(?:25|28|53) (?:dịch vụ|DỊCH VỤ)|513/CAT"
    r"|\b(?:43|48|356)/KH|Kế hoạch, mục|gạch thứ",
    re.IGNORECASE,
)
OF_THE_SAMPLE = {"GROUPS_OF_0_1_0"}  # how an office of that version is still read
MODULES = [
    path
    for path in sorted((ROOT / "pipeline").rglob("*.py"))
    if "demo" not in path.parts and path.name != "demo.py"
]
SHIPPED = sorted((ROOT / "input_templates").rglob("*.*"))
SHIPPED = [path for path in SHIPPED if path.suffix in (".toml", ".md")]


def said(path):
    """Yield what a module says: its strings, but for docstrings and what 0.1.0 had built in."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    quoted = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and {ast.unparse(t) for t in node.targets} & OF_THE_SAMPLE:
            quoted |= {id(below) for below in ast.walk(node)}
    for node in ast.walk(tree):
        constant = isinstance(node, ast.Constant) and id(node) not in quoted
        if constant and isinstance(node.value, str):
            yield node.value


def test_the_program_says_nothing_of_one_district():
    assert len(MODULES) > 150
    found = [(path.name, text) for path in MODULES for text in said(path) if OF_ONE.search(text)]
    assert found == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: "/".join(path.parts[-2:]))
def test_forms_and_wordings_say_nothing_of_one_district(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if OF_ONE.search(line)] == []


def test_what_is_looked_for_stands_in_the_shipped_declarations():
    found = {one.group().lower() for one in OF_ONE.finditer(as_one_file())}
    assert {"huyện", "hương khê", "hà tĩnh", "thị trấn", "cap-huyen", "513/cat", "43/kh"} <= found


def test_legal_bases_and_what_asks_for_a_form_are_declared(tmp_path):
    text = as_one_file()
    text += """
[[bases]]
text = "Căn cứ {plan}, bản sửa đổi"
reports = ["weekly"]
since = 2023-03-20
"""
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    office = load_office(path)
    week, before, month = map(Period.parse, ("2023-W12", "2023-W11", "2023-03"))
    assert len(office.bases_of(before)) == 3 and len(office.bases_of(month)) == 3
    assert office.bases_of(week)[:3] == office.bases_of(before)
    assert office.bases_of(week)[3] == f"Căn cứ {office.plan}, bản sửa đổi"
    assert "tỉnh Hà Tĩnh" in office.bases_of(month)[1]
    assert "513/CAT" in office.asked_by[PeriodKind.WEEK]


def test_a_base_cites_the_plan_in_whose_file_it_stands(tmp_path):
    copy_declared(tmp_path)
    next_year = tmp_path / "plans" / "sau.toml"
    next_year.write_text(
        '[plan]\ntitle = "Kế hoạch mẫu"\nissuer = "UBND mẫu"\n[[bases]]\ntext = "Căn cứ {plan}"\n',
        encoding="utf-8",
    )
    edit(tmp_path, '"plans/de-an-06-2023.toml"]', '"plans/de-an-06-2023.toml", "plans/sau.toml"]')
    office = load_office(tmp_path / "config.toml")
    cited = [basis.text for basis in office.bases if "Kế hoạch" in basis.text]
    assert cited[-2:] == [f"Căn cứ {office.plan}", "Căn cứ Kế hoạch mẫu"] and len(cited) == 3
