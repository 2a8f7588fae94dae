"""Kinds of period: a form like another one, groups of an office's own, a quarter added."""

from dataclasses import replace

import docx
import pytest
from monthly import (
    COUNT,
    FORMS,
    OFFICE,
    RATE,
    ROOT,
    STATE,
    District,
    month,
)
from shipped import DECLARED, as_one_file, edit

from pipeline.config.form import load_form, load_forms
from pipeline.config.office import load_office
from pipeline.config.toml import ConfigError
from pipeline.domain.period import Period, PeriodKind
from pipeline.domain.words import lowered

QUARTER = 'like = "half-year"\nid = "quarter"\nkind = "quarter"\ntitle = "BÁO CÁO QUÝ"\n'


def with_quarter(folder):
    """Add a quarter's form, the one file that it takes, to a folder of forms."""
    (folder / "quarter").mkdir()
    (folder / "quarter" / "form.toml").write_text(QUARTER, encoding="utf-8")


def test_a_form_like_another_is_that_one_by_another_name():
    half, year = FORMS[PeriodKind.HALF_YEAR], FORMS[PeriodKind.YEAR]
    assert "NĂM" in year.title and year.title != half.title and year.id == "year"
    same = {"id": half.id, "kind": half.kind, "title": half.title}
    assert replace(year, **same) == half


def test_earlier_versions_of_the_other_are_earlier_versions_of_it(tmp_path):
    whole = (ROOT / "input_templates" / "half-year" / "form.toml").read_text(encoding="utf-8")
    for kind in ("half-year", "year"):
        (tmp_path / kind).mkdir()
    shipped = (ROOT / "input_templates" / "year" / "form.toml").read_text(encoding="utf-8")
    (tmp_path / "year" / "form.toml").write_text(shipped, encoding="utf-8")
    (tmp_path / "half-year" / "form-1.toml").write_text(whole, encoding="utf-8")
    newer = whole.replace("version = 1", "version = 2", 1)
    (tmp_path / "half-year" / "form.toml").write_text(newer, encoding="utf-8")
    year = load_forms(tmp_path)[PeriodKind.YEAR]
    assert year.version == 2
    first = year.of_version(1)
    assert first and (first.id, first.kind) == ("year", PeriodKind.YEAR)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('like = "half-yaer"\n' + QUARTER.partition("\n")[2], "half-year"),
        (QUARTER + 'tilte = "x"\n', "title"),
        (QUARTER.replace('title = "BÁO CÁO QUÝ"\n', ""), "title"),
        (QUARTER.replace('"half-year"', '"year"'), "like"),
    ],
)
def test_what_is_wrong_with_a_form_like_another_is_named(tmp_path, text, said):
    for kind in ("half-year", "year"):
        (tmp_path / kind).mkdir()
        content = (ROOT / "input_templates" / kind / "form.toml").read_text(encoding="utf-8")
        (tmp_path / kind / "form.toml").write_text(content, encoding="utf-8")
    with_quarter(tmp_path)
    path = tmp_path / "quarter" / "form.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as refused:
        load_form(path)
    assert str(path) in str(refused.value) and said in str(refused.value)


def test_a_quarter_is_a_few_lines(tmp_path):
    """Its form names another, its due day and who owes it stand in config.toml: two files."""
    with_quarter(tmp_path)
    forms = {**FORMS, PeriodKind.QUARTER: None}
    for kind in ("monthly", "half-year"):
        (tmp_path / kind).mkdir()
        content = (ROOT / "input_templates" / kind / "form.toml").read_text(encoding="utf-8")
        (tmp_path / kind / "form.toml").write_text(content, encoding="utf-8")
    forms |= load_forms(tmp_path)
    schedule = replace(
        OFFICE.schedule, due_days={**OFFICE.schedule.due_days, PeriodKind.QUARTER: 20}
    )
    units = tuple(replace(u, reports=u.reports | {PeriodKind.QUARTER}) for u in OFFICE.units)
    district = District(replace(OFFICE, schedule=schedule, units=units), forms)
    big, small = district.office.units[0], district.office.units[1]
    for number, flow in ((1, 10), (2, 20), (3, 30)):
        period = month(f"2023-{number:02}")
        so_far = sum((10, 20, 30)[: number - 1])
        rate = (so_far, flow, 2 * so_far, 2 * flow)
        for one in (big, small):
            sent = district.month(one, period, (so_far, flow), rate, (1, 2))
            assert sent.valid, sent.findings
    quarter = Period.parse("2023-Q1")
    assert district.office.schedule.deadline(quarter).date().isoformat() == "2023-03-20"
    past = district.history(quarter).past(quarter, big)
    assert (past[COUNT.code]["opening"], past[COUNT.code]["flow"]) == (0, 60)
    assert past[RATE.code]["flow_of"] == 120 and past[STATE.code]["closing"] == 1


def test_a_quarters_report_is_made_by_the_command(office_folder):
    root = office_folder.root
    with_quarter(root / "input_templates")
    edit(root, "\nyear_due_day", "\nquarter_due_day = 14\nyear_due_day")
    edit(root, '"monthly", "half-year"', '"monthly", "quarter", "half-year"', count=-1)
    now = ("--now", "2023-03-14T08:00")
    written = office_folder.run("templates", "2023-Q1", *now)
    assert written.returncode == 0, written.stderr
    assert list((root / "input_templates" / "quarter" / "2023-Q1").glob("*.xlsx"))
    merged = office_folder.run("merge", "2023-Q1", *now)
    assert merged.returncode == 1 and "[" not in merged.stderr, merged.stderr
    document = docx.Document(str(root / "output" / "2023-Q1" / "bao-cao-2023-Q1.docx"))
    said = " ".join(paragraph.text for paragraph in document.paragraphs).replace("\u00a0", " ")
    assert "quý I năm 2023" in said


def test_a_due_day_is_needed_of_what_some_unit_owes(tmp_path):
    text = as_one_file()
    owing = text.replace('"monthly", "half-year"', '"monthly", "quarter", "half-year"', 1)
    path = tmp_path / "config.toml"
    path.write_text(owing, encoding="utf-8")
    with pytest.raises(ConfigError) as refused:
        load_office(path)
    assert "schedule.quarter_due_day" in str(refused.value)


def test_an_office_names_its_own_groups(tmp_path):
    """An office without huyện: its groups, and what a report calls them, are its own."""
    text = as_one_file()
    text = text.replace('"cap-huyen"', '"so-nganh"').replace("@cap-huyen", "@so-nganh")
    text = text.replace("các phòng, ban, ngành cấp huyện", "các sở, ban, ngành cấp tỉnh")
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    office = load_office(path)
    assert office.group("@so-nganh").name == "các sở, ban, ngành cấp tỉnh"
    named = [unit.code for unit in office.units if office.names(("@so-nganh",), unit)]
    assert len(named) == len([u for u in office.units if u.group == "so-nganh"]) > 10


def test_an_office_of_before_has_the_groups_it_had(tmp_path):
    declared = DECLARED["groups"]
    text = as_one_file()
    before, _, after = text.partition("[[groups]]")
    text = before + "[[units]]" + after.partition("[[units]]")[2]
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    office = load_office(path)
    assert {(g.code, g.name) for g in office.groups} == {(g["code"], g["name"]) for g in declared}


def test_an_unknown_group_is_named_with_the_nearest(tmp_path):
    text = as_one_file()
    path = tmp_path / "config.toml"
    path.write_text(text.replace('\ngroup = "xa"', '\ngroup = "xaa"', 1), encoding="utf-8")
    with pytest.raises(ConfigError) as refused:
        load_office(path)
    assert "“xa”" in str(refused.value)


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("Trực tuyến", "trực tuyến"),
        ("Qua VNeID", "qua VNeID"),
        ("VNeID", "VNeID"),
        ("CCCD gắn chip", "CCCD gắn chip"),
        ("UBND xã Mẫu", "UBND xã Mẫu"),
        ("Đúng hạn", "đúng hạn"),
        ("", ""),
    ],
)
def test_a_name_keeps_its_capitals_inside_a_sentence(label, said):
    assert lowered(label) == said
