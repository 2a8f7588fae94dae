"""A unit's own file goes back to it, marked: its comments, lists and live checks stay in it."""

import re
import shutil
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from made import DUE, FORM, WEEK, filled, read
from office import convert, type_in_office
from openpyxl import load_workbook
from openpyxl.comments import Comment
from test_returned import careless, printed_at

import pipeline
from pipeline import texts
from pipeline.domain.finding import Severity
from pipeline.domain.returned import sent_back
from pipeline.intake.sent import as_sent
from pipeline.outputs import maker
from pipeline.outputs.marked.mark import build_marked

pytestmark = pytest.mark.office
NOW = "2023-03-28T08:00"
HERS = "Số này chờ xác minh"
SHEET, WORDS = FORM.table.sheet, FORM.narrative_sheet


def with_comments(form):
    careless(form)
    form.fill("dvc-07", sent_back_reason="thiếu giấy tờ")
    form.cell("dvc-03", "rejected").comment = Comment(HERS, "Cán bộ Mẫu")
    form.cell("dvc-01", "received_online").comment = Comment("Khoảng mười hai", "Cán bộ Mẫu")
    form.table["D9"].comment = Comment("Cột này khó hiểu", "")
    form.table.column_dimensions["C"].width = 61.5


@pytest.fixture(scope="module")
def office(new_office):
    return new_office()


def send(office, content, name="cong-an.xlsx"):
    """Merge one file; return what the unit gets back, and what was found in the file."""
    (office.collected / name).write_bytes(content)
    done = office.json("merge", str(WEEK), "--now", NOW)
    (unit,) = [u for u in done["periods"][0]["units"] if u["code"] == "cong-an"]
    back = office.root / unit["returned"] if unit["returned"] else None
    return back, unit


@pytest.fixture(scope="module")
def sent(tmp_path_factory):
    """A careless form, worked out by LibreOffice: its formulas have values."""
    folder = tmp_path_factory.mktemp("sent")
    path = folder / "a.xlsx"
    path.write_bytes(filled("cong-an", folder, tamper=with_comments))
    return convert(path, "xlsx", folder / "saved").read_bytes()


@pytest.fixture(scope="module")
def back(office, sent):
    path, _ = send(office, sent)
    return path.read_bytes()


def said(content):
    """What is found in a file, and the figures it gives."""
    one = read(content)
    found = sorted((f.code, f.where.sheet, f.where.cell, str(f.details)) for f in one.findings)
    return found, one.rows, one.answers, one.fields


def test_returned_unchanged_it_has_the_same_figures_and_findings(sent, back):
    assert len(said(sent)[0]) > 10
    assert said(back) == said(sent)


def test_formulas_show_what_they_showed_and_work_as_before(sent, back, tmp_path):
    """Whoever opens it without working anything out, a phone or a preview, sees the same."""
    (tmp_path / "a.xlsx").write_bytes(back)
    again = convert(tmp_path / "a.xlsx", "xlsx", tmp_path / "again").read_bytes()
    for values_only in (True, False):
        before, after, computed = (
            load_workbook(BytesIO(one), data_only=values_only) for one in (sent, back, again)
        )
        for name in (SHEET, WORDS):
            assert cells(after[name]) == cells(before[name])
            if values_only:
                assert cells(computed[name]) == cells(before[name])
    assert "LỖI" in str(load_workbook(BytesIO(back), data_only=True)[SHEET]["B5"].value)


def cells(sheet):
    return {c.coordinate: c.value for row in sheet.iter_rows() for c in row if c.value is not None}


def test_what_the_unit_set_and_the_form_watches_stays(sent, back):
    before, after = (load_workbook(BytesIO(one)) for one in (sent, back))
    for name in (SHEET, WORDS):
        lists, kept = (
            {(str(v.sqref), v.type, v.formula1) for v in book[name].data_validations.dataValidation}
            for book in (before, after)
        )
        assert lists == kept and len(lists) > 1
        was, now = (
            {(str(a.sqref), *r.formula) for a in book[name].conditional_formatting for r in a.rules}
            for book in (before, after)
        )
        assert was < now and all("baocao06" in one[1] for one in now - was)
        assert after[name].protection.sheet and not after[name].protection.formatRows
    assert after[SHEET].column_dimensions["C"].width == pytest.approx(61.5, abs=1)
    assert after[SHEET]["D9"].comment.text == "Cột này khó hiểu"
    assert after[SHEET]["P12"].comment.text == HERS
    heights = [
        re.findall(rb'<row r="?[^>]*customHeight="(?:1|true)"', sheet_part(one, SHEET))
        for one in (sent, back)
    ]
    assert len(heights[0]) == len(heights[1]), "rows that grow still grow"


def sheet_part(content, name):
    book = load_workbook(BytesIO(content))
    with ZipFile(BytesIO(content)) as package:
        return package.read(f"xl/worksheets/sheet{book.sheetnames.index(name) + 1}.xml")


def test_each_fault_is_said_at_its_cell_and_listed_with_what_was_sent(sent, back):
    book = load_workbook(BytesIO(back))
    asked = [f for f in read(sent).findings if f.severity is not Severity.NOTE]
    for finding in asked:
        note = book[finding.where.sheet][finding.where.cell].comment.text
        assert texts.spelling.NOTE_END in note, finding.where
    assert printed_at(book[texts.form.MENDING_SHEET]) >= 9
    rows = [[c.value for c in row] for row in book[texts.form.MENDING_SHEET].iter_rows(min_row=7)]
    listed = {(row[1], row[2]): row for row in rows}
    assert listed[SHEET, "E10"][6] == "12?" and listed[SHEET, "N10"][6] == texts.form.SENT_BLANK
    assert all(row[7] and row[8] for row in rows), "what is wanted, and the clause"
    assert "Khoảng mười hai" in book[SHEET]["E10"].comment.text


def test_marks_of_an_earlier_time_are_taken_out(office, back):
    path, _ = send(office, back, "lần 2.xlsx")
    twice = path.read_bytes()
    assert said(twice) == said(back)
    for name in (SHEET, WORDS):
        first, second = (load_workbook(BytesIO(one))[name] for one in (back, twice))
        counted = [
            sum(len(area.rules) for area in sheet.conditional_formatting)
            for sheet in (first, second)
        ]
        assert counted[0] == counted[1]
        notes = [
            {c.coordinate: c.comment.text for row in sheet.iter_rows() for c in row if c.comment}
            for sheet in (first, second)
        ]
        assert notes[0] == notes[1]


def test_corrected_in_libreoffice_it_is_valid(new_office, tmp_path):
    office = new_office()

    def late(form):
        form.fill("dvc-18", pending_in_time=5)
        form.cell("dvc-18", "rejected").comment = Comment(HERS, "Cán bộ Mẫu")

    (office.collected / "a.xlsx").write_bytes(filled("thue", tmp_path, tamper=late))
    path = returned(office, "thue")
    place = next(f for f in read(path.read_bytes()).findings if f.severity is Severity.ERROR).where
    assert place.sheet == SHEET
    job = {"open": str(path), "save": str(office.collected / "b.xlsx")}
    column = load_workbook(path)[SHEET]
    typed = next(c for row in column.iter_rows() for c in row if c.value == 5).coordinate
    assert type_in_office([job | {"type": [[SHEET, typed, "1"]]}]) == [[]]
    assert returned(office, "thue") is None and not path.exists()
    mended = load_workbook(office.collected / "b.xlsx")[SHEET]
    assert HERS in [c.comment.text for row in mended.iter_rows() for c in row if c.comment]


def returned(office, code):
    done = office.json("merge", str(WEEK), "--now", NOW)
    (unit,) = [u for u in done["periods"][0]["units"] if u["code"] == code]
    return office.root / unit["returned"] if unit["returned"] else None


def test_what_is_unsafe_or_out_of_order_is_drawn_anew_with_her_comments(new_office, tmp_path):
    """A form with a row deleted, sorted rows, or a formula that asks other programs."""
    office = new_office()

    def cut(form):
        form.cell("dvc-03", "rejected").comment = Comment(HERS, "Cán bộ Mẫu")
        form.table.delete_rows(form.rows["dvc-01"])

    def sort(form):
        first, other = (form.rows[code] for code in ("dvc-01", "dvc-02"))
        for column in range(2, 25):
            one, two = form.table.cell(first, column), form.table.cell(other, column)
            one.value, two.value = two.value, one.value

    def ask(form):
        form.fill("dvc-01", received_online="12?", overdue_reason="=WEBSERVICE(A1)")

    for tamper in (cut, sort, ask):
        content = filled("cong-an", tmp_path, tamper=tamper)
        (office.collected / f"{tamper.__name__}.xlsx").write_bytes(content)
        path = returned(office, "cong-an")
        book = load_workbook(path)
        keys = [cell.value for cell in book[SHEET]["A"]]
        assert {"dvc-01", "dvc-02", "dvc-03"} <= {*keys}
        with ZipFile(path) as package:
            assert not any(b"WEBSERVICE" in package.read(name) for name in package.namelist())
        codes = {f.code for f in read(path.read_bytes()).findings}
        assert not codes & {"H05", "H11"}, tamper.__name__
        if tamper is cut:
            notes = [c.comment.text for row in book[SHEET].iter_rows() for c in row if c.comment]
            assert any(HERS in note for note in notes)


def test_lists_that_only_newer_excels_know_survive(tmp_path):
    """Excel keeps a list whose words stand on another sheet where older programs do not look."""
    content = filled("cong-an", tmp_path, tamper=with_comments)
    marks = (
        '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" xmlns:x14="http://schemas.'
        'microsoft.com/office/spreadsheetml/2009/9/main"><x14:dataValidations count="1" xmlns:xm='
        '"http://schemas.microsoft.com/office/excel/2006/main"><x14:dataValidation type="list" '
        'xr:uid="{00000000-0002-0000-0000-000000000000}" xmlns:xr="http://schemas.microsoft.com/'
        'office/spreadsheetml/2014/revision"><x14:formula1><xm:f>_baocao06!$B$8:$C$8</xm:f>'
        "</x14:formula1><xm:sqref>J5</xm:sqref></x14:dataValidation></x14:dataValidations></ext>"
        "</extLst></worksheet>"
    )
    out = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                part = part.replace(b"</worksheet>", marks.encode())
            new.writestr(name, part)
    one = read(out.getvalue())
    back = sent_back(one)
    assert back is not None and back.stands
    sent = as_sent(out.getvalue())
    assert sent is not None
    findings = [finding for _, finding in back.findings]
    with ZipFile(BytesIO(build_marked(sent, findings, (), DUE))) as package:
        part = package.read("xl/worksheets/sheet2.xml")  # behind the list
    assert part.count(b"<x14:dataValidation ") == 1 and b"<xm:sqref>J5</xm:sqref>" in part
    assert b"xr:uid" not in part and part.endswith(b"</extLst></worksheet>")


def test_what_names_a_citizen_is_covered_in_it(new_office, tmp_path):
    office = new_office()

    def named(form):
        form.fill("dvc-18", pending_in_time=5, overdue_reason="Hồ sơ CCCD 042083001234 chờ bổ sung")

    (office.collected / "a.xlsx").write_bytes(filled("thue", tmp_path, tamper=named))
    path = returned(office, "thue")
    with ZipFile(path) as package:
        whole = b"".join(package.read(name) for name in package.namelist())
    assert b"042083001234" not in whole and b"042" in whole


def test_it_is_not_made_again_of_the_same(new_office, tmp_path):
    office = new_office()
    (office.collected / "a.xlsx").write_bytes(filled("thue", tmp_path, pending_in_time=5))
    path = returned(office, "thue")
    before = path.stat().st_mtime_ns
    assert returned(office, "thue") == path
    assert path.stat().st_mtime_ns == before
    path.unlink()
    assert returned(office, "thue") == path and path.exists()


def test_it_is_made_again_by_another_program(new_office, tmp_path, monkeypatch):
    """Of the same, but drawn otherwise: with its new notes, not as an earlier version had it."""
    office = new_office()
    (office.collected / "a.xlsx").write_bytes(filled("thue", tmp_path, pending_in_time=5))
    (office.collected / "b.xlsx").write_bytes(filled("tu-phap", tmp_path))
    path = returned(office, "thue")
    receipt = next(path.parents[1].glob("da-nhan/*.html"))
    before = [one.stat().st_mtime_ns for one in (path, receipt)]
    program = tmp_path / "pipeline"
    shutil.copytree(Path(maker.__file__).parents[1], program, ignore=shutil.ignore_patterns("_*_"))
    with (program / "outputs" / "marked" / "mark.py").open("a", encoding="utf-8") as code:
        code.write("# drawn otherwise\n")
    monkeypatch.setattr(pipeline, "__file__", str(program / "__init__.py"))
    monkeypatch.setattr(maker, "__file__", str(program / "outputs" / "maker.py"))
    maker.units_files_made_by.cache_clear()
    try:
        returned(office, "thue")
    finally:
        monkeypatch.undo()
        maker.units_files_made_by.cache_clear()
    assert all(
        one.stat().st_mtime_ns != was for one, was in zip((path, receipt), before, strict=True)
    )
