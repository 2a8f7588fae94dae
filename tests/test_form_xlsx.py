"""The form a unit gets: what it holds, what it lets her type, and what it says when filled."""

import subprocess
from dataclasses import replace
from io import BytesIO
from itertools import takewhile
from zipfile import ZipFile

import pytest
from made import typed_again
from monthly import SMALL, District
from office import convert, convert_all
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from weekly import FORM, JUSTICE, NONE, NOW, NUMBERS, OFFICE, PERIOD, POLICE, Filled

from pipeline import __version__, texts
from pipeline.domain.form import ColumnType
from pipeline.domain.period import Period
from pipeline.domain.returned import SAID
from pipeline.outputs.book.look import FONT, Sheet
from pipeline.outputs.forms.form import build_form
from pipeline.outputs.forms.signature import lines_signed

PAST = {f"dvc-{n:02}": {"carried_over": 0, "received_online.typical": 20} for n in NUMBERS}
PAST["dvc-02"] = {"carried_over": 5}
del PAST["dvc-03"]


def build(unit=POLICE, period=PERIOD, past=PAST):
    return build_form(FORM, OFFICE, period, unit, past, NOW)


@pytest.fixture
def form():
    return Filled(build())


def test_rows_are_the_units_services_on_the_windows_last_day(form):
    assert list(form.rows) == [f"dvc-{number:02}" for number in NUMBERS]
    assert list(Filled(build(JUSTICE)).rows) == ["dvc-09"]


def test_a_unit_without_services_still_gets_its_narrative():
    form = Filled(build(NONE))
    assert not form.rows
    assert form.total_row is None
    assert "section_2" in form.narrative_rows


def test_the_blank_master_has_every_service_and_nobodys_name():
    form = Filled(build(None, None, {}))
    assert len(form.rows) == len([s for s in OFFICE.services if s.validity.covers(NOW.date())])
    identity = {row[0].value: row[1].value for row in form.book["_baocao06"]["A1:B6"]}
    assert identity["unit"] is None
    assert identity["period"] is None
    assert texts.form.LEFT_OPEN in [cell.value for cell in form.table[3]]


def signature(sheet):
    """The lines above the signature, from below the place and day to the hint."""
    rows = list(sheet.iter_rows(values_only=True))
    dated = next(n for n, row in enumerate(rows) if any("ngày … tháng" in str(v) for v in row))
    place = next(n for n, value in enumerate(rows[dated]) if "ngày … tháng" in str(value))
    said = [row[place] for row in rows[dated + 1 :]]
    return list(takewhile(bool, said))


def sent_out(unit):
    content = BytesIO(build(unit))
    return load_workbook(content, data_only=True).worksheets[0]


TITLE, HINT = "TRƯỞNG CÔNG AN HUYỆN", texts.form.SIGNED_BY_HINT
COMMUNE = ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
WAYS = FORM.fields[[field.id for field in FORM.fields].index("signed_as")].choices
SIGNED = {  # by way of signing: the lines of one that signs alone, and of a body
    "": ([TITLE], [*COMMUNE]),
    WAYS[0]: ([TITLE], [*COMMUNE]),
    "KT. (ký thay)": (
        [f"KT. {TITLE}", f"PHÓ {TITLE}"],
        ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
    ),
    "TL. (thừa lệnh)": (
        [f"TL. {TITLE}", texts.form.OWN_TITLE],
        ["TL. CHỦ TỊCH", texts.form.OWN_TITLE],
    ),
    "TUQ. (thừa ủy quyền)": (
        [f"TUQ. {TITLE}", texts.form.OWN_TITLE],
        ["TUQ. CHỦ TỊCH", texts.form.OWN_TITLE],
    ),
    "Q. (quyền thủ trưởng)": ([f"Q. {TITLE}"], ["TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH"]),
}


@pytest.mark.parametrize("authority", [COMMUNE, (TITLE,)])
def test_the_signature_stands_below_the_units_own_authority(authority):
    sheet = sent_out(replace(POLICE, authority=authority))
    assert signature(sheet) == [*authority, HINT]
    words = [cell.value for cell in sheet["B"]]
    at = words.index(texts.form.FILLED_BY)
    assert words[at + 1] == texts.form.FILLED_BY_HINT


def test_a_unit_without_its_own_authority_signs_as_any_head():
    assert signature(sent_out(POLICE)) == ["THỦ TRƯỞNG ĐƠN VỊ", HINT]


def test_every_way_of_signing_is_held():
    assert [*SIGNED] == ["", *WAYS]


@pytest.mark.office
def test_the_signature_follows_how_the_report_is_signed(tmp_path):
    paths, expected = [], []
    for number, (way, lines) in enumerate(SIGNED.items()):
        for authority, said in zip(((TITLE,), COMMUNE), lines, strict=True):
            form = Filled(build(replace(POLICE, authority=authority)))
            form.narrative.cell(form.narrative_rows["signed_as"], 3).value = way or None
            paths.append(form.save(tmp_path / f"{number}-{len(authority)}.xlsx"))
            expected.append([*said, HINT])
    drawn = convert_all(paths, "xlsx", tmp_path / "out")
    books = (load_workbook(path, data_only=True) for path in drawn)
    assert [signature(book.worksheets[0]) for book in books] == expected


@pytest.mark.parametrize("way", SIGNED)
def test_a_form_that_goes_back_shows_how_it_was_signed(way):
    typed = {("signed_as", SAID): way}
    back = typed_again(typed)
    content = build_form(FORM, OFFICE, PERIOD, replace(POLICE, authority=COMMUNE), PAST, NOW, back)
    sheet = load_workbook(BytesIO(content), data_only=True)[FORM.table.sheet]
    assert signature(sheet) == [*SIGNED[way][1], HINT]


def test_an_authority_that_says_how_it_signs_already_stays_so():
    own = ("KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG")
    assert lines_signed(own, "KT. (ký thay)") == own


def test_the_identity_is_in_the_hidden_sheet(form):
    sheet = form.book["_baocao06"]
    assert sheet.sheet_state == "veryHidden"
    assert {row[0].value: row[1].value for row in sheet["A1:B6"]} == {
        "form": "weekly",
        "version": FORM.version,
        "unit": "cong-an",
        "period": "2023-W12",
        "office": OFFICE.short_name,
        "program": __version__,
    }


def test_the_head_says_who_when_and_until_when(form):
    words = [c.value for row in form.table["A1:Z5"] for c in row if isinstance(c.value, str)]
    assert FORM.title in words
    assert OFFICE.asked_by[FORM.kind] in words
    assert "Công an huyện" in words
    assert any(OFFICE.receiver in w for w in words)
    assert any("Tuần 12 năm 2023" in w and "20/" in w and "26/" in w for w in words)
    assert any("trước 09 giờ 00, thứ Ba, ngày 28/3/2023" in w for w in words)


def test_only_what_a_clerk_answers_is_unlocked(form):
    open_cells = {
        (code, id)
        for code in form.rows
        for id, place in form.columns.items()
        if not form.table.cell(form.rows[code], place).protection.locked
    }
    expected = set()
    for code in form.rows:
        for column in FORM.table.columns:
            known = "carried_over" in PAST.get(code, {})
            if column.type is ColumnType.RATE or column.parts or column.hidden:
                continue
            if (column.carried_from and known) or (
                column.id == "carried_over_corrected" and not known
            ):
                continue
            expected.add((code, column.id))
    assert open_cells == expected
    assert not form.activity.protection.locked
    for code, id in open_cells:
        assert form.cell(code, id).fill.start_color.rgb == "FFFFFFFF"


def test_every_sheet_is_protected_without_a_password(form):
    for sheet in form.book.worksheets:
        assert sheet.protection.sheet
        assert not sheet.protection.password
        assert not sheet.protection.selectLockedCells
    assert not form.table.protection.formatColumns
    assert not form.table.protection.formatRows


def validation_of(sheet, cell):
    (found,) = [v for v in sheet.data_validations.dataValidation if cell.coordinate in v.sqref]
    return found


def test_limits_and_prompts_speak_vietnamese(form):
    count = validation_of(form.table, form.cell("dvc-01", "received_online"))
    assert (count.type, count.formula1, count.formula2) == ("whole", "0", "10000000")
    assert count.error == texts.form.BAD_COUNT.format(least=0, most="10.000.000")
    assert count.prompt == FORM.table.column("received_online").help
    reason = validation_of(form.table, form.cell("dvc-01", "overdue_reason"))
    assert (reason.type, reason.formula1) == ("textLength", "2000")
    for sheet in (form.table, form.narrative):
        for validation in sheet.data_validations.dataValidation:
            assert validation.error
            assert len(validation.errorTitle) <= 32
            assert len(validation.promptTitle or "") <= 32
            assert len(validation.prompt or "") <= 255
    assert validation_of(form.table, form.activity).type == "list"


def test_every_open_cell_is_validated(form):
    for sheet in (form.table, form.narrative):
        for row in sheet.iter_rows():
            for cell in row:
                if not cell.protection.locked and type(cell).__name__ != "MergedCell":
                    assert validation_of(sheet, cell)


def test_the_one_click_answer_has_a_name(form):
    assert form.activity.value == FORM.some_answer
    defined = form.book.defined_names["activity"].attr_text
    assert defined.replace("$", "") == f"'{FORM.table.sheet}'!{form.activity.coordinate}"


def dots(sheet, columns):
    """How wide columns are on a screen."""
    spans = [(one.min, one.max, one.width) for one in sheet.column_dimensions.values()]
    widths = [next(w for first, last, w in spans if first <= n <= last) for n in columns]
    return sum(7 * width for width in widths)  # as kept: with what a column leaves free


def test_it_prints_on_one_page_width_with_its_header(form):
    sheet = form.table
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 2)
    first = min(form.rows.values())
    assert sheet.freeze_panes == f"D{first}"
    assert sheet.print_title_rows == f"${first - 3}:${first - 1}"
    assert sheet.print_title_cols == "$B:$C"
    figures, reasons = (
        range_boundaries(area.split("!")[1].replace("$", ""))
        for area in sheet.print_area.split(",")
    )
    check = form.columns["check"]  # is for the screen, and stands beside the figures
    assert figures[:3] == (2, 1, check - 1)
    assert figures[3] > form.total_row + 4
    assert reasons == (check + 1, first, form.columns["explanation"], max(form.rows.values()))
    assert 11 * min(1, 10.9 * 96 / dots(sheet, range(2, check))) >= 9  # points, on A4 lying
    assert "&P/&N" in sheet.oddFooter.center.text


def test_a_small_screen_shows_the_checks_beside_what_is_typed(form):
    sheet, check = form.table, form.columns["check"]
    assert dots(sheet, range(2, check + 1)) * sheet.sheet_view.zoomScale / 100 <= 1366 - 40


def test_the_tab_key_walks_the_figures_of_a_row_in_their_order(form):
    """Under a sheet's protection it goes to the next unlocked cell: along a row, then down."""
    open_ids = [
        id
        for id, place in sorted(form.columns.items(), key=lambda pair: pair[1])
        if id and not form.table.cell(form.rows["dvc-01"], place).protection.locked
    ]
    declared = [column.id for column in FORM.table.columns if column.id in open_ids]
    assert open_ids == declared
    assert (
        form.table.sheet_view.selection[-1].activeCell
        == form.cell("dvc-01", open_ids[0]).coordinate
    )


def test_machine_columns_are_hidden(form):
    assert form.table.column_dimensions["A"].hidden
    assert form.table.row_dimensions[form.table["A"][5].row].hidden
    shown = {column.id for column in FORM.table.columns if not column.hidden}
    widths = [d for d in form.table.column_dimensions.values() if d.hidden and d.min > 1]
    hidden = {n for d in widths for n in range(d.min, d.max + 1)}
    for id, place in form.columns.items():
        visible = id in shown or id in ("#columns.services", "number", "name", "check", None)
        assert visible != (place in hidden), id


def test_one_typeface(form):
    for sheet in form.book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.font.name == FONT
                assert cell.font.scheme is None


def test_the_same_declaration_gives_the_same_bytes():
    assert build() == build()


def test_the_library_would_write_the_same_bytes(monkeypatch):
    """Its search for functions newer than Excel 2007 is left out: there is none to be found."""
    ours = build(), District().blank(SMALL, Period.parse("2023-H1"))
    monkeypatch.delattr(Sheet, "_prepare_formula")
    assert (build(), District().blank(SMALL, Period.parse("2023-H1"))) == ours


def test_no_sheet_has_overlapping_merges(form):
    for sheet in form.book.worksheets:
        cells = [cell for merged in sheet.merged_cells.ranges for cell in merged.cells]
        assert len(cells) == len(set(cells))


def test_rows_grow_with_what_is_typed():
    with ZipFile(BytesIO(build())) as archive:
        part = archive.read("xl/worksheets/sheet1.xml").decode()
    row = part[part.index('<row r="10"') :]
    assert "customHeight" not in row[: row.index(">")]
    assert 'ht="' in row[: row.index(">")]


def test_text_that_looks_like_a_formula_stays_text():
    unit = replace(POLICE, name="=1+1")
    with ZipFile(BytesIO(build(unit))) as archive:
        assert b"<f>1+1</f>" not in archive.read("xl/worksheets/sheet1.xml")
        assert b"<t>=1+1</t>" in archive.read("xl/sharedStrings.xml")


def test_what_a_viewer_shows_without_recalculating():
    book = load_workbook(BytesIO(build()), data_only=True)
    sheet = book[FORM.table.sheet]
    form = Filled(build())
    at = {id: place for id, place in form.columns.items() if id}
    assert sheet.cell(form.rows["dvc-02"], at["carried_over"]).value == 5
    assert sheet.cell(form.rows["dvc-02"], at["received_total"]).value == 5
    assert sheet.cell(form.total_row, at["received_total"]).value == 5
    assert sheet.cell(form.rows["dvc-02"], at["check"]).value == texts.form.BLANK


# --- recalculated by LibreOffice ---


def fresh():
    return Filled(build())


def complete():
    form = Filled(build())
    for code in form.rows:
        form.zeros(code)
    form.fill("dvc-02", pending_in_time=5)
    form.fill("dvc-01", received_online=3, received_direct=1, resolved_on_time=4)
    form.answer_all()
    return form


def only_the_narrative_left():
    form = complete()
    form.narrative.cell(form.narrative_rows["section_3"], 3).value = FORM.some_answer
    form.narrative.cell(form.narrative_rows["section_4"], 4).value = "Có nội dung"
    form.narrative.cell(form.narrative_rows["signed_by"], 3).value = "  "
    form.narrative.cell(form.narrative_rows["signed_as"], 3).value = "Khác"
    return form


def nothing_arose():
    form = Filled(build())
    form.activity.value = FORM.none_answer
    form.zeros("dvc-02", pending_in_time=5)
    form.answer_all()
    return form


def nothing_arose_but():
    form = nothing_arose()
    form.fill("dvc-02", **dict.fromkeys(("received_online", "pending_in_time"), None))
    form.zeros("dvc-01", received_online=1, pending_in_time=1)
    form.fill("dvc-04", sent_back=0)
    form.fill("dvc-05", carried_over_corrected=2, explanation="Kỳ trước đếm sót")
    return form


FORMS = (fresh, complete, only_the_narrative_left, nothing_arose, nothing_arose_but)


@pytest.fixture(scope="module")
def recalculated(tmp_path_factory):
    folder = tmp_path_factory.mktemp("forms")
    paths = [make().save(folder / f"{make.__name__}.xlsx") for make in FORMS]
    results = convert_all(paths, "xlsx", folder / "out")
    return {path.stem: Filled.read(path) for path in results}


def checks(form):
    return {code: form.cell(code, "check").value for code in form.rows}


@pytest.mark.office
def test_a_fresh_form_counts_what_is_left(recalculated):
    form = recalculated["fresh"]
    sections = sum(not section.optional for section in FORM.sections)
    answers = sections + sum(field.required for field in FORM.fields)
    there = texts.form.ON_SHEET.format(sheet=FORM.narrative_sheet)
    left = f"{len(form.rows)} dòng, {answers} ô{there}"
    assert form.status == texts.form.UNFINISHED + left
    assert set(checks(form).values()) == {texts.form.BLANK}
    cached = load_workbook(BytesIO(build()), data_only=True)[FORM.table.sheet]
    assert cached["B5"].value == form.status


@pytest.mark.office
def test_cached_values_are_what_libreoffice_computes(recalculated):
    cached = load_workbook(BytesIO(build()), data_only=True)
    formulas = load_workbook(BytesIO(build()))
    for sheet in formulas.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    ours = cached[sheet.title][cell.coordinate].value
                    theirs = recalculated["fresh"].book[sheet.title][cell.coordinate].value
                    assert (ours or "") == (theirs or ""), f"{sheet.title} {cell.coordinate}"


@pytest.mark.office
def test_a_filled_form_can_be_sent(recalculated):
    form = recalculated["complete"]
    assert form.status == texts.form.READY
    assert set(checks(form).values()) == {texts.form.FINE}
    total = {
        id: form.table.cell(form.total_row, place).value
        for id, place in form.columns.items()
        if id in ("received_total", "resolved_total", "pending_total", "online_rate")
    }
    assert total == {
        "received_total": 9,
        "resolved_total": 4,
        "pending_total": 5,
        "online_rate": 0.75,
    }


@pytest.mark.office
def test_the_status_sends_the_clerk_to_the_narrative(recalculated):
    form = recalculated["only_the_narrative_left"]
    before, after = texts.form.ERRORS_LEFT
    there = texts.form.SEE_SHEET.format(sheet=FORM.narrative_sheet)
    assert form.status == f"{before}1{after}{there}"
    said = {id: form.narrative.cell(row, 5).value for id, row in form.narrative_rows.items()}
    assert said["section_2"] == texts.form.FINE
    assert said["section_3"] == texts.form.NO_TEXT
    assert said["section_4"] == texts.form.TEXT_BESIDE_NONE.format(none=FORM.none_answer)
    assert said["signed_by"] == texts.form.FIELD_BLANK
    assert said["signed_as"] == texts.form.NOT_LISTED


@pytest.mark.office
def test_nothing_arose_needs_only_rows_with_cases_left(recalculated):
    form = recalculated["nothing_arose"]
    assert form.status == texts.form.READY
    assert set(checks(form).values()) == {texts.form.FINE}


@pytest.mark.office
def test_nothing_arose_does_not_hide_what_did(recalculated):
    form = recalculated["nothing_arose_but"]
    said = checks(form)
    assert said.pop("dvc-01") == texts.form.AROSE.format(none=FORM.none_answer)
    left = texts.form.STOCKS_LEFT.format(column="số hồ sơ đang giải quyết")
    assert said.pop("dvc-02") == left  # five cases are still open
    assert said.pop("dvc-05") == left  # two cases by its own correction
    assert set(said.values()) == {texts.form.FINE}


@pytest.mark.office
def test_no_number_is_too_wide_on_paper(tmp_path):
    form = complete()
    form.fill("dvc-01", received_online=123456, pending_in_time=123453)
    pdf = convert(form.save(tmp_path / "form.xlsx"), "pdf", tmp_path / "out")
    # Beyond the reasons' edge LibreOffice writes ### for hidden columns, where nobody sees it.
    figures = ["pdftotext", "-layout", "-l", "1", pdf, "-"]
    shown = subprocess.run(figures, capture_output=True, check=True)
    words = shown.stdout.decode()
    assert "###" not in words
    assert "123,456" in words or "123.456" in words
    assert texts.form.FILLED_BY in words and texts.form.CHECK_CODE in words  # on the same page
