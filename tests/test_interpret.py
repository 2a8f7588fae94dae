"""What a clerk does to rows, columns and sheets is understood, asked about or refused."""

from datetime import date

import pytest
from made import ROW, filled, read
from openpyxl.comments import Comment
from test_container import repacked
from test_workbook import in_part
from weekly import FORM

from pipeline import texts
from pipeline.domain import marks
from pipeline.domain.finding import Severity

COUNTS = {k: v for k, v in ROW.items() if isinstance(v, int)}
TOTALS = {"received_total": 11, "resolved_total": 10, "pending_total": 1, "received_new": 10}
KEYS = ["dvc-09", "dvc-10", "dvc-11", "dvc-15", "dvc-16"]
# One service unlike the others, so that a mix-up shows.
OTHER = {"received_online": 20, "received_total": 23, "received_new": 22}
OTHER |= {"resolved_early": 15, "resolved_total": 22, "results_returned": 22}
ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("returned")


@pytest.fixture
def returned(folder):
    """Fill the form of Phòng Tư pháp, with dvc-16 unlike the rest; tamper; read it."""

    def make(tamper=lambda form: None):
        def both(form):
            form.fill("dvc-16", **OTHER)
            tamper(form)

        return read(filled("tu-phap", folder, tamper=both))

    return make


def said(submission):
    return {(f.code, f.severity, f.where.sheet, f.where.cell) for f in submission.findings}


def figures(submission):
    return {row.key: {c: row.count(c) for c in (*COUNTS, *TOTALS)} for row in submission.rows}


EXPECTED = dict.fromkeys(KEYS, COUNTS | TOTALS) | {"dvc-16": COUNTS | TOTALS | OTHER}


def typing(service, **values):
    return lambda form: form.fill(service, **values)


def narrative(row, column, value):
    def tamper(form):
        form.narrative.cell(form.narrative_rows[row], column).value = value

    return tamper


def unanswered(section):
    """Words, and no choice beside them."""

    def tamper(form):
        narrative(section, 3, "\u00a0")(form)
        narrative(section, 4, "Máy chủ chậm")(form)

    return tamper


def test_every_answer_with_its_cell(returned):
    submission = returned()
    assert figures(submission) == EXPECTED
    assert said(submission) == set()
    assert submission.sheets == {"services": "Số liệu"}
    first = submission.rows[0].entries
    assert (first["received_online"].cell, first["overdue_reason"].cell) == ("E10", "U10")
    assert submission.rows[4].entries["received_online"].cell == "E14"
    assert {id: a.cell for id, a in submission.answers.items()} == {
        "section_2": "D5",
        "section_3": "D6",
        "section_4": "D7",
        "section_5": "D8",
    }
    assert all(answer.none_declared for answer in submission.answers.values())
    assert submission.fields["signed_by"].value == "Nguyễn Văn Mẫu"


# --- every code, at its cell ---


def no_table(form):
    form.book.remove(form.table)


def no_narrative(form):
    form.book.remove(form.narrative)


def twice(sheet):
    return lambda form: form.book.copy_worksheet(getattr(form, sheet))


def set_key(service, key):
    def tamper(form):
        form.table.cell(form.rows[service], 1).value = key

    return tamper


def set_id(column, id):
    def tamper(form):
        header = next(c.row for c in form.table["A"] if c.value == "#columns.services")
        form.table.cell(header, form.columns[column]).value = id

    return tamper


def no_total(form):
    form.fill("dvc-09", received_total=None)


def stray(form):
    form.table.cell(form.total_row + 2, form.columns["received_direct"]).value = 4


def none_chosen(form):
    form.activity.value = FORM.none_answer


def relabel(column, text):
    return lambda form: header(form, column, text)


def header(form, column, text):
    """Write another label over a column."""
    form.table.cell(min(form.rows.values()) - 2, form.columns[column]).value = text


def hide(dimension):
    dimension.hidden = True


def swap_ids(form):
    a, b = form.columns["received_online"], form.columns["received_direct"]
    set_id("received_online", "received_direct")(form)
    set_id("received_direct", "received_online")(form)
    assert form.table.cell(6, a).value != form.table.cell(6, b).value


def note(cell):
    cell.comment = Comment("số này chờ xác minh lại", "Cán bộ Mẫu")


def far(form, value, sheet=None):
    (sheet or form.table)["ZZ900000"] = value


def empty(form, rows, words=False):
    """Take out all that a clerk types in some rows, and on the sheet of words."""
    for row in rows:
        for column in FORM.table.columns:
            if column.typed and not column.hidden:
                form.cell(row, column.id).value = None
    if words:
        for row in form.narrative_rows.values():
            form.narrative.cell(row, 3).value = form.narrative.cell(row, 4).value = None


def shown_as_percent(form):
    form.cell("dvc-10", "received_online").number_format = "0%"


TABLE, WORDS = "Số liệu", "Nội dung"


def of_version(form, version):
    """Make the form one of an earlier version, which is declared no more."""
    form.book[marks.IDENTITY_SHEET]["B2"].value = version


def never_asked(form, code):
    """Make the form one that did not ask about a service that is declared now."""
    hidden = form.book[marks.IDENTITY_SHEET]
    for cell in hidden["A"]:
        if cell.value == code:
            cell.value = None


SAID = {
    "C01": (ERROR, TABLE, "G11", typing("dvc-10", carried_over=" ")),
    "C03": (ERROR, TABLE, "F11", typing("dvc-10", received_direct="không")),
    "C04": (ERROR, TABLE, "F11", typing("dvc-10", received_direct="#REF!")),
    "C05": (ERROR, TABLE, "F11", typing("dvc-10", received_direct="=1+1")),
    "C06": (ERROR, TABLE, "F11", typing("dvc-10", received_direct=date(2023, 5, 1))),
    "C07": (ERROR, TABLE, "F11", typing("dvc-10", received_direct=-2)),
    "C08": (ERROR, TABLE, "F11", typing("dvc-10", received_direct=10_000_001)),
    "C09": (ERROR, TABLE, "F11", typing("dvc-10", received_direct="1,5")),
    "C10": (NOTE, TABLE, "F11", typing("dvc-10", received_direct="2 hồ sơ")),
    "C11": (WARNING, TABLE, "F11", typing("dvc-10", received_direct="2.000")),
    "C12": (ERROR, TABLE, "J5", lambda form: setattr(form.activity, "value", "có")),
    "C13": (WARNING, TABLE, "F17", stray),
    "C14": (ERROR, TABLE, "E10", none_chosen),
    "C15": (WARNING, TABLE, "D10", no_total),
    "C16": (ERROR, WORDS, "C6", unanswered("section_3")),
    "C17": (ERROR, WORDS, "D6", narrative("section_3", 3, FORM.some_answer)),
    "C18": (WARNING, WORDS, "C6", narrative("section_3", 4, "Máy chủ chậm")),
    "C19": (ERROR, WORDS, "C14", narrative("signed_by", 3, "\u00a0")),
    "C20": (ERROR, WORDS, "C13", narrative("signed_as", 3, "Ký hộ")),
    "C25": (WARNING, TABLE, "ZZ900000", lambda form: far(form, 5)),
    "C26": (NOTE, WORDS, "ZZ900000", lambda form: far(form, " ", form.narrative)),
    "C27": (ERROR, TABLE, "F11", typing("dvc-10", received_direct="1\u200b2")),
    "C28": (ERROR, TABLE, "E11", lambda form: empty(form, ["dvc-10"])),
    "C29": (ERROR, None, None, lambda form: empty(form, form.rows, words=True)),
    "C31": (NOTE, TABLE, "F11", lambda form: note(form.cell("dvc-10", "received_direct"))),
    "C30": (WARNING, TABLE, "E11", shown_as_percent),
    "C23": (ERROR, TABLE, "U10", typing("dvc-09", overdue_reason="#REF!")),
    "C41": (ERROR, TABLE, "S10", typing("dvc-09", nothing_arose="x")),
    "C50": (WARNING, WORDS, "C14", narrative("signed_by", 3, ".")),
    "C51": (WARNING, WORDS, "C15", narrative("signer_title", 3, "Giám đốc BHXH huyện")),
    "C52": (WARNING, TABLE, "D3", lambda form: setattr(form.table["D3"], "value", "Xã cũ")),
    "H01": (ERROR, None, None, no_table),
    "H02": (ERROR, "Số liệu Copy", None, twice("table")),
    "H03": (ERROR, TABLE, "Q6", set_id("sent_back", "rejected")),
    "H04": (ERROR, TABLE, None, set_id("sent_back", "returned")),
    "H05": (ERROR, TABLE, None, set_key("dvc-10", "dvc-99")),
    "H06": (ERROR, TABLE, "B11", set_key("dvc-10", "dvc-09")),
    "H07": (ERROR, WORDS, None, narrative("section_3", 1, None)),
    "H08": (ERROR, TABLE, "E8", swap_ids),
    "H09": (WARNING, TABLE, "E8", relabel("received_online", "Nộp qua mạng")),
    "H10": (WARNING, TABLE, "D10", lambda f: hide(f.table.row_dimensions[10])),
    "H50": (ERROR, None, None, lambda form: of_version(form, 0)),
    "H51": (NOTE, None, None, lambda form: never_asked(form, "dvc-10")),
    "H11": (ERROR, TABLE, "C10", lambda form: swap_rows(2)(form)),
    "H52": (WARNING, TABLE, "C10", lambda form: setattr(form.table["C10"], "value", "Việc khác")),
}


def test_every_code_is_shown():
    others = {"C21", "C22", "C24", "C40"}  # the weekly form asks for no day and no percentage
    signers = {"C53", "C54"}  # only of a unit that declares who signs: test_signers
    assert sorted({*SAID, *others, *signers}) == sorted(
        code for code in texts.findings.CATALOGUE if code[0] in "CH"
    )


@pytest.mark.parametrize("code", SAID)
def test_a_mistake_is_said_at_its_cell(returned, code):
    severity, sheet, cell, tamper = SAID[code]
    submission = returned(tamper)
    assert (code, severity, sheet, cell) in said(submission), said(submission)
    assert submission.valid == (not [f for f in submission.findings if f.severity is ERROR])
    if severity is ERROR:
        assert not submission.valid
    for finding in submission.findings:
        assert finding.unit == "tu-phap"
        assert texts.findings.said(finding).message
        assert "{" not in "".join(texts.findings.said(finding))


@pytest.mark.parametrize(
    ("code", "tamper"),
    [
        ("H01", no_narrative),
        ("H02", twice("narrative")),
        ("H07", narrative("signed_by", 1, "x")),
        ("H01", lambda form: form.table.delete_rows(6)),
    ],
    ids=["no narrative", "two narratives", "field gone", "columns' row gone"],
)
def test_the_other_sheets_and_rows_are_asked_for_too(returned, code, tamper):
    submission = returned(tamper)
    assert (code, ERROR) in {(f.code, f.severity) for f in submission.findings}


# --- moved ---


def swap_rows(first_column):
    def tamper(form):
        sheet, a, b = form.table, form.rows["dvc-09"], form.rows["dvc-16"]
        for column in range(first_column, sheet.max_column + 1):
            x, y = sheet.cell(a, column), sheet.cell(b, column)
            x.value, y.value = y.value, x.value

    return tamper


def move_column(form):
    """Put the column of rejected cases, hidden id and all, at the far end."""
    sheet, old, new = form.table, form.columns["rejected"], form.table.max_column + 2
    for row in range(1, sheet.max_row + 1):
        cell = sheet.cell(row, old)
        if type(cell).__name__ != "MergedCell":
            sheet.cell(row, new).value, cell.value = cell.value, None


def insert_column(form):
    form.table.insert_cols(form.columns["resolved_early"])


def insert_rows(form):
    form.table.insert_rows(form.rows["dvc-11"], 2)


def rename_and_shuffle(form):
    form.table.title, form.narrative.title = "Sheet1", "Bảng số liệu"
    form.book.move_sheet(form.narrative, -2)
    form.book.create_sheet("Nháp", 0)["A1"] = 5


def blank_before(form):
    form.table.insert_rows(1, 3)


MOVED = {
    "rows sorted with their keys": swap_rows(1),
    "column moved": move_column,
    "column inserted": insert_column,
    "rows inserted": insert_rows,
    "rows above": blank_before,
    "sheets renamed and in another order": rename_and_shuffle,
    "key column shown": lambda f: setattr(f.table.column_dimensions["A"], "hidden", False),
    "sheet hidden": lambda f: setattr(f.table, "sheet_state", "hidden"),
}


@pytest.mark.parametrize("name", MOVED)
def test_what_moved_is_found_again(returned, name):
    submission = returned(MOVED[name])
    assert figures(submission) == EXPECTED
    assert submission.valid, said(submission)


def test_an_entry_says_where_it_stands_now(returned):
    entries = returned(insert_rows).rows[2].entries
    assert entries["received_online"].cell == "E14"
    assert returned(rename_and_shuffle).sheets == {"services": "Sheet1"}


def test_rows_sorted_without_their_keys_are_refused(returned):
    """Only the visible part was sorted: every name now stands beside another service's key."""
    submission = returned(swap_rows(2))
    assert not submission.valid
    assert {("H11", ERROR, TABLE, "C10"), ("H11", ERROR, TABLE, "C14")} <= said(submission)


def test_a_name_touched_up_is_still_the_same_row(returned):
    submission = returned(lambda f: f.table.cell(f.rows["dvc-09"], 3, "Đăng ký  KHAI SINH (mới)"))
    assert submission.valid and figures(submission) == EXPECTED


def test_figures_in_a_row_nobody_asked_for_are_not_dropped_in_silence(returned):
    def tamper(form):
        row = form.rows["dvc-16"] + 1
        form.table.insert_rows(row)
        form.table.cell(row, 1).value = "dvc-18"
        form.table.cell(row, form.columns["received_online"]).value = 5

    submission = returned(tamper)
    assert figures(submission) == EXPECTED
    assert ("C13", WARNING, TABLE, "E15") in said(submission)


# --- headers ---


def swap_columns(a, b):
    """Exchange two columns as they look, label and figures; the hidden ids stay."""

    def tamper(form):
        first = min(form.rows.values())
        for row in (first - 2, *form.rows.values()):
            x, y = (form.table.cell(row, form.columns[id]) for id in (a, b))
            x.value, y.value = y.value, x.value

    return tamper


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("received_online", "received_direct"),
        ("resolved_early", "resolved_on_time"),
        ("resolved_on_time", "pending_in_time"),  # of two groups
    ],
)
def test_columns_exchanged_under_their_hidden_ids_are_refused(returned, a, b):
    submission = returned(swap_columns(a, b))
    assert not submission.valid
    assert sorted(f.code for f in submission.findings if f.code.startswith("H")) == ["H08", "H08"]


def test_a_label_that_two_groups_share_is_told_apart_by_its_group(returned):
    def tamper(form):
        set_id("resolved_overdue", "pending_overdue")(form)
        set_id("pending_overdue", "resolved_overdue")(form)

    submission = returned(tamper)
    assert [f.where.cell for f in submission.findings if f.code == "H08"] == ["K8", "N8"]


def group_gone(form):
    form.table.cell(min(form.rows.values()) - 3, form.columns["resolved_total"]).value = None


@pytest.mark.parametrize(
    "tamper",
    [
        relabel("received_online", " TRỰC  TUYẾN "),
        group_gone,
        lambda form: form.table.insert_rows(min(form.rows.values())),
    ],
    ids=["capitals and spaces", "group's words deleted", "row inserted below"],
)
def test_a_header_touched_up_is_still_the_same_column(returned, tamper):
    assert not [f.code for f in returned(tamper).findings if f.code.startswith("H")]


def test_edited_headers_are_asked_about_once(returned):
    def tamper(form):
        for column in ("received_online", "resolved_early", "pending_in_time"):
            header(form, column, "Cột của tôi")

    submission = returned(tamper)
    assert [f.code for f in submission.findings if f.code.startswith("H")] == ["H09"]
    assert submission.valid and figures(submission) == EXPECTED


# --- out of sight ---


def out_of_sight(tamper, returned):
    submission = returned(tamper)
    assert submission.valid and figures(submission) == EXPECTED
    return [f.where.cell for f in submission.findings if f.code == "H10"]


def test_figures_out_of_sight_are_asked_about(returned):
    hidden = [f"F{row}" for row in range(10, 15)]
    assert out_of_sight(lambda f: hide(f.table.column_dimensions["F"]), returned) == hidden
    assert out_of_sight(lambda f: setattr(f.table, "sheet_state", "veryHidden"), returned) == [
        "D10"
    ]


def test_a_figure_under_a_merged_cell_is_asked_about(folder):
    content = filled("tu-phap", folder)
    merge = in_part("sheet1", rb"(?=<mergeCell )", '<mergeCell ref="E10:E11"/>')
    assert ("H10", WARNING, TABLE, "E11") in said(read(repacked(content, merge)))


@pytest.mark.parametrize("value", ["4", " 4 ", 4])
def test_a_number_typed_as_text_outside_the_table_is_asked_about(returned, value):
    def tamper(form):
        form.table.cell(form.total_row + 2, form.columns["received_direct"]).value = value

    assert ("C13", WARNING, TABLE, "F17") in said(returned(tamper))


# --- gone ---


@pytest.mark.parametrize("column", ["received_total", "resolved_total", "received_new"])
def test_a_total_whose_column_is_gone_is_added_up(returned, column):
    submission = returned(lambda form: form.table.delete_cols(form.columns[column]))
    assert figures(submission) == EXPECTED
    assert submission.valid
    hidden = column == "received_new"
    assert {f.code for f in submission.findings} == (set() if hidden else {"C15"})


@pytest.mark.parametrize("column", ["rejected_reason", "overdue_reason", "sent_back_reason"])
def test_a_reason_whose_column_is_gone_is_asked_for(returned, column):
    def tamper(form):
        form.fill("dvc-09", rejected=2, sent_back=1, rejected_reason="Sai thẩm quyền")
        form.fill("dvc-09", sent_back_reason="Thiếu ảnh chân dung")
        form.table.delete_cols(form.columns[column])

    submission = returned(tamper)
    rule = {"overdue_reason": "Q05", "rejected_reason": "Q06", "sent_back_reason": "Q07"}[column]
    assert {"H04", rule} <= {f.code for f in submission.findings}
    assert not submission.valid


@pytest.mark.parametrize("column", [c.id for c in FORM.table.columns])
def test_any_column_may_be_gone_and_no_figure_is_another(returned, column):
    submission = returned(lambda form: form.table.delete_cols(form.columns[column]))
    found = figures(submission)
    for key, row in EXPECTED.items():
        for id, value in row.items():
            assert found[key][id] in (value, None), (key, id)
            assert found[key][id] is not None or not submission.valid


# --- nothing arose ---


def quiet(carried=0, **also):
    """Declare that nothing arose, and leave all counts blank but what is given."""

    def tamper(form):
        form.activity.value = FORM.none_answer
        for code in form.rows:
            form.fill(code, **dict.fromkeys((*COUNTS, *TOTALS, "overdue_reason")))
            form.fill(code, carried_over=0)
        form.fill("dvc-11", carried_over=carried, **also)

    return tamper


def test_nothing_arose_makes_zeros(returned):
    submission = returned(quiet())
    assert submission.valid and submission.none_declared
    assert figures(submission) == {key: dict.fromkeys((*COUNTS, *TOTALS), 0) for key in KEYS}
    assert all(row.declared_none for row in submission.rows)
    assert submission.rows[0].count("carried_over_corrected") is None


def test_files_carried_over_are_asked_for_in_their_row_alone(returned):
    submission = returned(quiet(carried=3))
    assert not submission.valid
    assert {f.code for f in submission.findings} == {"C01"}
    assert {f.where.cell[-2:] for f in submission.findings} == {"12"}
    assert [row.declared_none for row in submission.rows] == [True, True, False, True, True]


def test_files_carried_over_may_be_answered(returned):
    answer = dict.fromkeys(COUNTS, 0) | {"pending_in_time": 3}
    del answer["carried_over"]
    submission = returned(
        quiet(carried=3, **answer, received_total=3, resolved_total=0, pending_total=3)
    )
    assert submission.valid, said(submission)
    row = submission.rows[2]
    assert (row.count("pending_total"), row.declared_none) == (3, False)


def test_a_row_begun_is_finished_by_the_declaration(returned):
    submission = returned(quiet(sent_back=0))
    assert submission.valid, said(submission)
    row = submission.rows[2]
    assert {row.count(column) for column in COUNTS} == {0} and not row.declared_none


def test_a_blank_is_no_zero_without_the_declaration(returned):
    def tamper(form):
        quiet()(form)
        form.activity.value = FORM.some_answer

    submission = returned(tamper)
    assert not submission.valid
    assert {row.count("received_online") for row in submission.rows} == {None}


@pytest.mark.parametrize("typed", ["2 hồ sơ", " 2", "\u00a02", "２"])
def test_a_total_that_passed_over_a_number_typed_as_text_is_added_up(returned, typed):
    """Excel's SUM leaves text out; the number is understood, so the total is not wrong."""

    def as_excel_would(form):
        cell = form.cell("dvc-10", "received_direct")
        total = form.cell("dvc-10", "received_total")
        total.value -= int(cell.value)
        cell.value = typed

    submission = returned(as_excel_would)
    assert submission.valid, said(submission)
    row = submission.row("dvc-10")
    assert row.count("received_direct") == 2
    parts = ("received_online", "received_direct", "carried_over")
    assert row.count("received_total") == sum(row.count(part) for part in parts)


def test_an_error_is_said_once_where_it_was_typed(returned):
    def broken(form):
        for column in ("received_direct", "received_total", "received_new"):
            form.fill("dvc-10", **{column: "#DIV/0!"})

    assert {one for one in said(returned(broken)) if one[0] == "C04"} == {
        ("C04", ERROR, TABLE, "F11")
    }


@pytest.mark.parametrize(
    ("tamper", "read"),
    [
        (lambda f: setattr(f.activity, "value", FORM.some_answer.upper()), None),
        (narrative("section_3", 3, FORM.none_answer.lower()), "section_3"),
        (narrative("signed_as", 3, FORM.fields[2].choices[0].lower()), "signed_as"),
    ],
)
def test_capitals_do_not_matter_in_a_choice_as_in_excel(returned, tamper, read):
    submission = returned(tamper)
    assert submission.valid, said(submission)
    if read == "signed_as":
        assert submission.fields[read].value == FORM.fields[2].choices[0]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("Tuần 13 năm 2023 (từ ngày 27/03/2023 đến ngày 02/04/2023)", "2023-W13"),
        ("Tuần 54 năm 2023", "Tuần 54 năm 2023"),  # no such week: as it was typed
    ],
)
def test_a_period_typed_over_is_refused(returned, typed, told):
    def another(form):
        cells = [c for row in form.table["A1:Z5"] for c in row if isinstance(c.value, str)]
        (shown,) = [c for c in cells if c.value.startswith("Tuần 12 năm 2023")]
        shown.value = typed

    submission = returned(another)
    (finding,) = [f for f in submission.findings if f.code == "S10"]
    assert told in texts.findings.said(finding).message and not submission.valid
