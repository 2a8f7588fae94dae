"""Today's sample office, of two levels: a province collects from departments and communes."""

import re
from collections import Counter

import pytest
from docx import Document
from net import spaced
from office import convert_all
from openpyxl import load_workbook
from typed import ROOT, OfficeFolder

from pipeline.config.office import load_office
from pipeline.config.shipped import office_of
from pipeline.domain.period import PeriodKind
from pipeline.outputs.decree.rules import check as check_form

NAME = "ha-tinh-2026"
OFFICE = load_office(office_of(NAME) / "config.toml")


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    around = OfficeFolder.at(tmp_path_factory.mktemp("hai cấp"))
    done = around.run("demo", "mẫu", "--office-of", NAME)
    assert done.returncode == 0, done.stderr
    return around.root / "mẫu"


def test_there_are_69_communes_and_no_level_between():
    communes = [unit for unit in OFFICE.units if unit.group == "xa"]
    assert len(communes) == 69
    assert all(re.fullmatch(r"1[78]\d{3}|1[89]\d{3}", unit.official_code) for unit in communes)
    assert max(Counter(unit.official_code for unit in communes).values()) == 1
    assert OFFICE.unit("xa-huong-do").official_code == "18550"
    declared = "".join(path.read_text(encoding="utf-8") for path in office_of(NAME).rglob("*.toml"))
    assert not re.search(r"cấp huyện(?!\))|UBND huyện|Phòng Tư pháp", declared)
    assert declared.count("xem lại") >= 6 and declared.count("điền") >= 5


def test_every_service_has_the_department_that_counts_it():
    asked = [unit for unit in OFFICE.units if PeriodKind.WEEK in unit.reports]
    departments = {unit.code for unit in asked if unit.group == "so-nganh"}
    assert len(OFFICE.services) == 25 and {s.unit for s in OFFICE.services if s.unit} == departments
    assert {s.unit for s in OFFICE.services if s.number in (20, 22)} == {"cong-an"}
    shared = {s.number: s.units for s in OFFICE.services if s.units}
    assert shared == dict.fromkeys((9, 10, 11), ("@xa",))
    assert len([unit for unit in asked if unit.group == "xa"]) == 69


def test_a_week_adds_up_what_69_communes_count(played):
    done = OfficeFolder.at(played).run("merge", "2026-W08", "--now", "2026-03-13T10:00")
    assert done.returncode in (0, 1), done.stderr
    report = played / "output/2026-W08/bao-cao-2026-W08.docx"
    assert check_form(report.read_bytes()) == ()
    book = load_workbook(played / "output/2026-W08/tong-hop-2026-W08.xlsx", data_only=True)
    (births,) = [row for row in book["Tổng hợp"].values if "Đăng ký khai sinh" in row]
    assert "69/69 đơn vị" in births
    header, *data = book["Dữ liệu"].values
    at = {name: header.index(name) for name in ("Mã DVC", "Mã cột", "Giá trị", "Mã đơn vị")}
    sent = {
        row[at["Mã đơn vị"]]: row[at["Giá trị"]]
        for row in data
        if (row[at["Mã DVC"]], row[at["Mã cột"]]) == ("dvc-09", "received_online")
    }
    assert len(sent) == 69 and sum(sent.values()) in births


def test_a_month_of_all_communes_is_merged_and_drawn_by_the_law(played):
    report = played / "output/2026-03/bao-cao-2026-03.docx"
    assert check_form(report.read_bytes()) == ()
    said = spaced("\n".join(paragraph.text for paragraph in Document(report).paragraphs))
    assert "77/77 đơn vị" in said and "huyện" not in said.lower()
    assert "Căn cứ Kế hoạch triển khai, thực hiện Đề án 06 trên địa bàn tỉnh Hà Tĩnh" in said
    book = load_workbook(played / "output/2026-03/tong-hop-2026-03.xlsx", data_only=True)
    shown = "\n".join(str(c.value) for s in book for row in s.iter_rows() for c in row)
    assert "huyện" not in shown.lower() and "18550" in shown


@pytest.mark.office
def test_a_commune_s_form_opens_as_declared(played, tmp_path):
    forms = [played / f"collected/2026-03/{code}.xlsx" for code in ("xa-huong-khe", "cong-an")]
    there = [path for path in forms if path.is_file()]
    assert there == forms
    for path in convert_all(forms, "xlsx", tmp_path):
        sheet = load_workbook(path, data_only=True).worksheets[0]
        words = [str(cell.value) for row in sheet["A1:J8"] for cell in row]
        assert any("CÓ THỂ GỬI" in text for text in words), words


def test_an_office_that_is_none_of_the_shipped_is_named(tmp_path):
    done = OfficeFolder.at(tmp_path).run("demo", "mẫu", "--office-of", "ha-noi")
    assert done.returncode == 2 and NAME in done.stderr
    assert not (tmp_path / "mẫu").exists() and (ROOT / "offices" / NAME).is_dir()


def test_an_office_begins_as_this_one_is_declared(tmp_path):
    around = OfficeFolder.at(tmp_path)
    done = around.run("init", "văn phòng", "--office-of", NAME)
    assert done.returncode == 0 and "units.toml" in done.stdout, done.stderr
    begun = load_office(tmp_path / "văn phòng" / "config.toml")
    assert begun.units == OFFICE.units and begun.services == OFFICE.services
    again = around.run("init", "văn phòng", "--office-of", NAME)
    assert again.returncode == 2 and "đã có tệp" in again.stderr
