"""What the plan orders without naming a unit reaches a form, or is put before the leader."""

import re
from io import BytesIO

import dated
import docx
import pytest
from net import spaced
from openpyxl import load_workbook

from pipeline.config.office import load_register
from pipeline.domain.period import Period

MONTH, NOW = "2023-03", "2023-03-12T10:00"
ON_FORMS = {  # clause: rows that ask for it, and some whose forms have them
    "3.2(7)": {"nv-3-2-7a": ["tthcc"], "nv-3-2-7b": ["xa-ha-linh", "tt-huong-khe"]},
    "3.5(5)": {"nv-3-5-5": ["noi-vu", "ldtbxh", "tnmt", "bhxh", "gddt", "mttq", "cong-an"]},
    "5": {"nv-5": ["cong-an", "tthcc", "dien-luc", "xa-ha-linh"]},
    "5.2": {"nv-5-2": ["cong-an", "tthcc", "dien-luc", "xa-ha-linh"]},
}
TO_ASSIGN = {  # clause: its row, which no form has and the leader is asked to assign
    "3.2(4)c": "nv-3-2-4c",
    "3.5(6)": "nv-3-5-6",
    "4.3": "nv-4-3",
    "5.1": "nv-5-1",
}


@pytest.fixture(scope="module")
def office(new_office):
    """The shipped office: its forms of a month, and what is written before anybody sends."""
    folder = new_office()
    for words in (("templates", MONTH), ("merge", MONTH)):
        assert folder.run(*words, "--now", NOW).returncode in (0, 1)
    return folder


@pytest.fixture(scope="module")
def forms(office):
    """The rows and words of each unit's form, by its code."""
    found = {}
    for path in (office.root / "input_templates" / "monthly" / MONTH).glob("*.xlsx"):
        cells = {str(c.value) for sheet in load_workbook(path) for row in sheet for c in row}
        found[path.stem.removeprefix(f"{MONTH}-")] = cells
    return found


@pytest.fixture(scope="module")
def paragraphs(office):
    (path,) = (office.output / MONTH).glob("bao-cao-*.docx")
    return path.read_bytes()


@pytest.mark.parametrize("clause", ON_FORMS)
def test_a_clause_reaches_the_forms_of_its_units(forms, clause):
    for row, units in ON_FORMS[clause].items():
        assert [code for code in units if row not in forms[code]] == []


@pytest.mark.parametrize("clause", TO_ASSIGN)
def test_a_clause_of_nobodys_is_listed_to_the_leader(forms, paragraphs, clause):
    assert not any(TO_ASSIGN[clause] in cells for cells in forms.values())
    said = [spaced(one.text) for one in docx.Document(BytesIO(paragraphs)).paragraphs]
    (listed,) = [one for one in said if "xem xét giao đơn vị chủ trì" in one]
    assert re.search(rf"(?<![\w.()]){re.escape(clause)}(?!\w|\.\d|\()", listed), listed


def test_months_go_through_the_police_and_weeks_to_their_team(forms, office):
    through = "Tổ công tác Đề án 06 huyện (qua Công an huyện)"
    assert all(any(through in cell for cell in cells) for cells in forms.values())
    as_of = load_register(office.root / "config.toml").as_of(Period.parse("2023-W12"))
    assert "qua Đội CSQLHC về TTXH Công an huyện Hương Khê" in as_of.receiver


def test_the_report_goes_to_whom_the_plan_went(paragraphs):
    said = dated.said(paragraphs)
    for body in (
        "UBND tỉnh",
        "Phòng PC06",
        "Ủy ban MTTQ, các tổ chức đoàn thể cấp huyện",
        "Thành viên TCT Đề án 06 huyện",
        "Các phòng, ban, ngành cấp huyện",
        "Đảng ủy, UBND các xã, thị trấn",
        "Lưu: VT, CA",
    ):
        assert body in said, body


def test_the_notice_of_the_province_is_cited_where_the_plan_cites_it(forms):
    for code, cells in forms.items():
        assert any("Thông báo số 23/TB-UBND ngày 02/02/2023" in cell for cell in cells), code
