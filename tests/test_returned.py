"""A form that goes back to its unit: all that was typed, with what is wrong marked at its cell."""

from dataclasses import replace
from io import BytesIO

import pytest
from made import OFFICE, WEEK, filled, read, summary_of
from monthly import OFFICE as DISTRICT_OFFICE
from monthly import District, month
from office import convert
from openpyxl import load_workbook
from openpyxl.comments import Comment
from weekly import FORM, NOW, Filled

from pipeline import texts
from pipeline.domain.finding import Severity
from pipeline.domain.register import Register
from pipeline.domain.returned import sent_back
from pipeline.outputs.forms.form import build_form

LAST_WEEK = {"dvc-18": {"carried_over": 1}}


def careless(form):
    """Make one mistake of each kind a clerk's form shows."""
    # Totals as Excel would have them.
    form.fill("dvc-01", received_online="12?", received_total=3, received_new=2)
    form.fill("dvc-01", pending_overdue=None, rejected=3)
    form.fill("dvc-02", resolved_on_time=60, resolved_total=64, sent_back="1.5")
    form.fill("dvc-05", overdue_reason=".")
    form.fill("dvc-07", sent_back=2, sent_back_reason="CCCD 042083001234, thiếu giấy tờ")
    form.fill("dvc-08", results_returned=900)
    rows, sheet = form.narrative_rows, form.narrative
    sheet.cell(rows["section_2"], 3).value = None
    sheet.cell(rows["section_3"], 3).value = FORM.some_answer
    sheet.cell(rows["section_4"], 4).value = "Đã chọn không phát sinh mà vẫn ghi"
    sheet.cell(rows["filled_by_phone"], 3).value = "0912345678"
    sheet.cell(rows["signed_as"], 3).value = "Ký thay ai đó"
    sheet.cell(rows["signed_by"], 3).value = None


def again(submission, unit="cong-an", past=()):
    """Return the form that goes back for a submission."""
    back = sent_back(submission)
    assert back is not None
    return build_form(FORM, OFFICE, WEEK, OFFICE.unit(unit), dict(past), NOW, back)


def asked(submission):
    return sorted(
        (f.code, f.severity, f.where.cell)
        for f in submission.findings
        if f.severity is not Severity.NOTE
    )


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    folder = tmp_path_factory.mktemp("first")
    return read(filled("cong-an", folder, tamper=careless), "lần 1.xlsx")


def test_sent_back_unchanged_it_has_the_same_faults_at_the_same_cells(first):
    second = read(again(first), "lần 2.xlsx")
    assert len(asked(first)) > 10
    # The reason that named somebody was covered, and so names nobody any more.
    assert asked(second) == [one for one in asked(first) if one[0] != "P01"]


def test_what_was_typed_and_understood_is_all_there(first):
    second = read(again(first), "lần 2.xlsx")
    for row in first.rows:
        for column in FORM.table.columns:
            if column.typed and (row.key, column.id) != ("dvc-01", "pending_overdue"):
                there = second.row(row.key).entries[column.id].value
                assert there == row.entries[column.id].value, (row.key, column.id)
    assert second.answers == first.answers
    fields = {id: entry.value for id, entry in first.fields.items()} | {"filled_by_phone": None}
    assert {id: entry.value for id, entry in second.fields.items()} == fields


def test_each_fault_is_noted_at_its_cell_and_listed_with_a_link(first):
    book = load_workbook(BytesIO(again(first)))
    noted = {
        (sheet.title, cell.coordinate)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }
    expected = {
        (f.where.sheet, f.where.cell) for f in first.findings if f.severity is not Severity.NOTE
    }
    assert noted == expected
    listed = book[texts.form.MENDING_SHEET]
    assert printed_at(listed) >= 9
    links = {
        cell.hyperlink.location for row in listed.iter_rows() for cell in row if cell.hyperlink
    }
    assert links == {f"'{sheet}'!{cell}" for sheet, cell in expected}
    said = [c.value for row in listed.iter_rows() for c in row if isinstance(c.value, str)]
    assert not any("042083001234" in words for words in said)


def printed_at(sheet):
    """Return of how many points the words of a sheet are that fits on the width of A4 lying."""
    margins, widths = sheet.page_margins, [one.width for one in sheet.column_dimensions.values()]
    assert len(widths) == len(texts.form.MENDING_HEADERS)
    return 11 * min(1, (11.69 - margins.left - margins.right) * 96 / (7 * sum(widths)))


@pytest.mark.office
def test_stored_values_are_what_libreoffice_computes(first, tmp_path):
    path = tmp_path / "lại.xlsx"
    path.write_bytes(again(first))
    stored = load_workbook(path, data_only=True)
    computed = load_workbook(convert(path, "xlsx", tmp_path / "out"), data_only=True)
    for name in (FORM.table.sheet, FORM.narrative_sheet):
        for row in stored[name].iter_rows():
            for cell in row:
                other = computed[name][cell.coordinate].value
                if isinstance(cell.value, float):
                    assert other == pytest.approx(cell.value), (name, cell.coordinate)
                else:
                    assert (other or "") == (cell.value or ""), (name, cell.coordinate)
    assert "LỖI" in Filled.read(path).status


def test_nothing_arose_goes_back_as_such(tmp_path):
    def quiet(form):
        form.activity.value = FORM.none_answer
        for code in form.rows:
            form.fill(code, **{c.id: None for c in FORM.table.columns if c.typed})
        form.fill("dvc-25", received_online=3)

    one = read(filled("dien-luc", tmp_path, tamper=quiet))
    form = Filled(again(one, "dien-luc"))
    assert form.activity.value == FORM.none_answer
    assert form.cell("dvc-25", "received_online").value == 3
    assert form.cell("dvc-24", "received_online").value is None


def test_an_opening_that_differs_is_noted_on_the_locked_cell(tmp_path):
    last = read(filled("thue", tmp_path / "11", WEEK.previous), "11.xlsx")
    this = read(filled("thue", tmp_path / "12", carried_over=7, pending_in_time=7), "12.xlsx")
    (standing,) = [s for s in summary_of([last, this]).standings if s.unit.code == "thue"]
    form = Filled(again(standing.versions[-1], "thue", LAST_WEEK))
    cell = form.cell("dvc-18", "carried_over")
    assert cell.protection.locked and "Điều chỉnh số kỳ trước" in cell.comment.text


@pytest.mark.parametrize("tamper", ["other office", "nothing wrong", "not read"])
def test_what_cannot_be_filled_in_anew_does_not_go_back(tmp_path, tamper):
    one = read(filled("thue", tmp_path))
    assert not asked(one)
    if tamper == "other office":
        one = replace(one, findings=(first_error("S02"),))
    if tamper == "not read":
        one = replace(one, findings=(first_error("H01"),), rows=())
    assert sent_back(one) is None


def first_error(code):
    from pipeline.domain.finding import Finding, Where

    return Finding(code, Severity.ERROR, Where("a.xlsx"))


def test_a_months_form_goes_back_too():
    district, unit, period = District(), DISTRICT_OFFICE.units[0], month("2023-03")
    one = district.send(unit, period, {"tasks": {}}, tamper=lambda form: form.answer_all())
    back = sent_back(one)
    assert back is not None, "its indicators are blank"
    content = build_form(district.forms[period.kind], district.office, period, unit, {}, NOW, back)
    from pipeline.intake.submission import read_submission

    second = read_submission(content, "2.xlsx", "2", district.forms, Register(district.office))
    assert asked(second) == asked(one)


def test_merge_writes_it_and_takes_it_away_once_mended(office_folder, tmp_path):
    now = "2023-03-28T08:00"
    (office_folder.collected / "thuế.xlsx").write_bytes(
        filled("thue", tmp_path / "bad", pending_in_time=5)
    )
    done = office_folder.json("merge", str(WEEK), "--now", now)
    (unit,) = [u for u in done["periods"][0]["units"] if u["code"] == "thue"]
    path = office_folder.root / unit["returned"]
    assert path.parent == office_folder.output / str(WEEK) / "tra-lai"
    form = Filled(path.read_bytes())
    assert form.cell("dvc-18", "pending_in_time").value == 5
    form.fill("dvc-18", pending_in_time=1, pending_total=1)  # as Excel works it out
    (office_folder.collected / "sửa.xlsx").write_bytes(form.save(tmp_path / "s.xlsx").read_bytes())
    done = office_folder.json("merge", str(WEEK), "--now", now)
    (unit,) = [u for u in done["periods"][0]["units"] if u["code"] == "thue"]
    assert (unit["standing"], unit["returned"]) == ("on_time", None)
    assert not path.exists()


def test_a_marked_form_somebody_changed_stays(office_folder, tmp_path):
    (office_folder.collected / "thuế.xlsx").write_bytes(
        filled("thue", tmp_path / "bad", pending_in_time=5)
    )
    office_folder.run("merge", str(WEEK), "--now", "2023-03-28T08:00")
    path = office_folder.output / str(WEEK) / "tra-lai" / f"{WEEK}-thue.xlsx"
    path.write_bytes(path.read_bytes() + b"edited")
    (office_folder.collected / "sửa.xlsx").write_bytes(filled("thue", tmp_path / "good"))
    office_folder.run("merge", str(WEEK), "--now", "2023-03-28T08:30")
    assert path.exists()


def test_a_question_left_open_is_named_where_it_is_seen_and_goes_back_open(tmp_path):
    open_one = read(
        filled("cong-an", tmp_path, tamper=lambda form: setattr(form.activity, "value", None))
    )
    (said,) = [f for f in open_one.findings if f.code == "C12"]
    assert said.where.cell == "J5"
    assert load_workbook(BytesIO(again(open_one)))[FORM.table.sheet]["J5"].value is None
    words = texts.form.NO_ACTIVITY_ANSWER.format(question=FORM.table.activity_question)
    kept = load_workbook(BytesIO(again(open_one)), data_only=True)
    assert {kept[name]["B5"].value for name in (FORM.table.sheet,)} == {words}


def test_what_the_unit_wrote_in_a_comment_is_told_and_goes_back(tmp_path):
    def noted(form):
        form.fill("dvc-01", received_online="12?")
        form.cell("dvc-02", "rejected").comment = Comment("chờ xác minh", "Cán bộ Mẫu")

    sent = read(filled("cong-an", tmp_path, tamper=noted))
    told = [f for f in sent.findings if f.code == "C31"]
    assert [(f.where.cell, f.details["value"]) for f in told] == [("P11", "chờ xác minh")]
    content = again(sent)
    assert "chờ xác minh" in load_workbook(BytesIO(content))[FORM.table.sheet]["P11"].comment.text
    told = [f for f in read(content, "lại.xlsx").findings if f.code == "C31"]
    assert [(f.where.cell, f.details["value"]) for f in told] == [("P11", "chờ xác minh")]


def commented(form):
    form.fill("dvc-09", received_online="12?")
    form.cell("dvc-10", "rejected").comment = Comment("Số này chờ xác minh", "Cán bộ Mẫu")
    form.table["D9"].comment = Comment("Cột này khó hiểu", "")
    row = form.narrative_rows["section_2"]
    form.narrative.cell(row, 4).comment = Comment("Cán bộ Mẫu:\nXem văn bản kèm theo", "Cán bộ Mẫu")


@pytest.fixture
def with_comments(office_folder, tmp_path):
    """What a merge made of a form with comments: the workbook and the form that goes back."""
    content = filled("tu-phap", tmp_path, tamper=commented)
    (office_folder.collected / "a.xlsx").write_bytes(content)
    office_folder.run("merge", str(WEEK), "--now", "2023-03-28T08:00")
    made = office_folder.output / str(WEEK)
    return made / f"tong-hop-{WEEK}.xlsx", made / "tra-lai" / f"{WEEK}-tu-phap.xlsx"


def test_comments_stand_in_the_workbooks_list_and_stay_in_the_form(with_comments):
    workbook, back = with_comments
    sheet = load_workbook(workbook)[texts.tables.SHEET_FINDINGS]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    listed = {(row[4], row[5]): row[6] for row in rows if row[2] == "C31"}
    assert {place: said.partition("“")[2] for place, said in listed.items()} == {
        ("Số liệu", "P11"): "Số này chờ xác minh”.",
        ("Số liệu", "D9"): "Cột này khó hiểu”.",
        ("Nội dung", "D5"): "Xem văn bản kèm theo”.",
    }
    form = load_workbook(back)
    assert "Số này chờ xác minh" in form["Số liệu"]["P11"].comment.text
    assert "Xem văn bản kèm theo" in form["Nội dung"]["D5"].comment.text
    assert form["Số liệu"]["D9"].comment.text == "Cột này khó hiểu"


@pytest.mark.office
@pytest.mark.parametrize("kind", ["xlsx", "xls:MS Excel 97"])
def test_what_we_wrote_beside_a_cell_is_never_told_as_the_units(with_comments, tmp_path, kind):
    """LibreOffice keeps no authors, and says where a comment's box stands beside its words."""
    _, back = with_comments
    saved = convert(back, kind, tmp_path / "saved").read_bytes()
    told = {f.where.cell for f in read(saved).findings if f.code == "C31"}
    assert told == {"P11", "D9", "D5"}, "where the unit itself wrote, and nowhere else"


def test_what_the_unit_adds_below_our_words_is_told(with_comments):
    book = load_workbook(with_comments[1])
    note = book["Số liệu"]["E10"].comment
    note.text += "\nSố đúng là 12 hồ sơ ạ"
    out = BytesIO()
    book.save(out)
    told = [f for f in read(out.getvalue()).findings if f.code == "C31"]
    assert ("E10", "Số đúng là 12 hồ sơ ạ") in [(f.where.cell, f.details["value"]) for f in told]
