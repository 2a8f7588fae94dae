"""Returned forms: what clerks do to them is understood, asked about or refused; never misread."""

import io
import random
import re
import zipfile
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made import FORMS, OFFICE, ROW, WEEK, filled, read, summary_of
from weekly import FORM

from pipeline.domain.finding import Severity
from pipeline.domain.period import Period
from pipeline.intake.record import from_json, to_json
from pipeline.texts.findings import said


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("returned")


def errors(submission):
    return {(f.code, f.where.cell) for f in submission.findings if f.severity is Severity.ERROR}


def codes(submission):
    return {f.code for f in submission.findings}


def figures(submission):
    counts = [c.id for c in FORM.table.columns if c.id in ROW and c.type.value == "count"]
    return {row.key: {c: row.count(c) for c in counts} for row in submission.rows}


EXPECTED = {k: v for k, v in ROW.items() if isinstance(v, int)}


def test_a_form_filled_as_asked_is_valid(folder):
    submission = read(filled("tu-phap", folder))
    assert submission.valid and not submission.findings
    assert (submission.unit, submission.period, submission.form) == ("tu-phap", WEEK, "weekly")
    assert figures(submission) == {f"dvc-{n:02}": EXPECTED for n in (9, 10, 11, 15, 16)}
    assert submission.rows[0].text("overdue_reason") == ROW["overdue_reason"]


def test_sections_left_as_they_are_say_that_there_is_nothing_new(folder):
    """III.2: where nothing new arose in sections 2 to 5, the figures alone are the report."""

    def untouched(form):
        for section in FORM.sections:
            narrative(section.id, 3, None)(form)

    submission = read(filled("tu-phap", folder, tamper=untouched))
    assert submission.valid and not submission.findings
    assert all(answer.none_declared for answer in submission.answers.values())
    assert len(submission.answers) == len(FORM.sections) == 4


def cell_of(form, service, column):
    return form.cell(service, column).coordinate


def typing(service, **values):
    def tamper(form):
        form.fill(service, **values)

    return tamper


def narrative(row, column, value):
    def tamper(form):
        form.narrative.cell(form.narrative_rows[row], column).value = value

    return tamper


def unanswered(section):
    """Words, and no choice beside them."""

    def tamper(form):
        narrative(section, 3, None)(form)
        narrative(section, 4, "Máy chủ chậm")(form)

    return tamper


def identity(key, value):
    def tamper(form):
        sheet = form.book["_baocao06"]
        next(row for row in sheet.iter_rows(max_row=6) if row[0].value == key)[1].value = value

    return tamper


def delete_column(form):
    form.table.delete_cols(form.columns["rejected"])


def delete_row(form):
    form.table.delete_rows(form.rows["dvc-10"])


def double_row(form):
    form.table.cell(form.rows["dvc-10"], 1).value = "dvc-09"


def double_column(form):
    header = form.table.cell(8, 1).row
    row = next(r for r in form.table.iter_rows() if r[0].value == "#columns.services")
    row[form.columns["rejected"] - 1].value = "sent_back"
    assert header


def copied_sheet(form):
    form.book.copy_worksheet(form.table)


def no_table(form):
    form.book.remove(form.table)


def no_section(form):
    form.narrative.cell(form.narrative_rows["section_3"], 1).value = None


def number_outside(form):
    form.table.cell(form.total_row + 3, form.columns["received_direct"]).value = 5


def other_name(form):
    for row in form.table.iter_rows(max_row=6):
        for cell in row:
            if cell.value == "Phòng Tư pháp":
                cell.value = "Bảo hiểm xã hội huyện Hương Khê"


def swapped(one, other):
    """Type two columns into each other's place, in every row."""

    def tamper(form):
        for service in form.rows:
            a, b = form.cell(service, one), form.cell(service, other)
            a.value, b.value = b.value, a.value

    return tamper


def pasted(down, right):
    """Paste all that was typed some rows and columns away from where it belongs."""

    def tamper(form):
        rows = sorted(form.rows.values())
        columns = range(form.columns["received_online"], form.columns["sent_back"] + 1)
        block = {(r, c): form.table.cell(r, c).value for r in rows for c in columns}
        for row, column in block:
            form.table.cell(row, column).value = None
        for (row, column), value in block.items():
            form.table.cell(row + down, column + right).value = value

    return tamper


def neighbours_sheet(form):
    """Copy a neighbour's rows, keys and names and all, over one's own."""
    others = [s for s in OFFICE.services if s.unit == "cong-an"]
    for row, service in zip(sorted(form.rows.values()), others, strict=False):
        form.table.cell(row, form.columns["name"]).value = service.name


BROKEN = {  # a clerk's mistake → code, and its place: a cell of the table if no sheet is named
    "left blank": ("C01", "E10", typing("dvc-09", received_online=None)),
    "words for a number": ("C03", "E10", typing("dvc-09", received_online="nhiều")),
    "error value": ("C04", "E10", typing("dvc-09", received_online="#REF!")),
    "formula not computed": ("C05", "E10", typing("dvc-09", received_online="=1+1")),
    "negative": ("C07", "E10", typing("dvc-09", received_online=-1)),
    "telephone number": ("C08", "E10", typing("dvc-09", received_online=912345678)),
    "half a file": ("C09", "E10", typing("dvc-09", received_online=1.5)),
    "thousands as decimals": ("C09", "E10", typing("dvc-09", received_online=1.234)),
    "no answer to the first question": ("C12", "J5", lambda f: setattr(f.activity, "value", "?")),
    "nothing arose, yet figures": (
        "C14",
        "E10",
        lambda f: setattr(f.activity, "value", FORM.none_answer),
    ),
    "section not answered": ("C16", "Nội dung!C5", unanswered("section_2")),
    "section without words": ("C17", "Nội dung!D5", narrative("section_2", 3, FORM.some_answer)),
    "no signer": ("C19", "Nội dung!C14", narrative("signed_by", 3, None)),
    "not in the list": ("C20", "Nội dung!C13", narrative("signed_as", 3, "Ký đại")),
    "no table": ("H01", "", no_table),
    "two tables": ("H02", "Số liệu Copy", copied_sheet),
    "column twice": ("H03", "Q6", double_column),
    "column deleted": ("H04", "Số liệu", delete_column),
    "row deleted": ("H05", "Số liệu", delete_row),
    "row twice": ("H06", "B11", double_row),
    "section deleted": ("H07", "Nội dung", no_section),
    "no identity": ("S01", "", lambda f: f.book.remove(f.book["_baocao06"])),
    "another office": ("S02", "", identity("office", "Huyện khác")),
    "another form": ("S03", "", identity("form", "daily")),
    "another version": ("S04", "", identity("version", 99)),
    "unknown unit": ("S05", "", identity("unit", "so-xay-dung")),
    "no such week": ("S06", "", identity("period", "2023-W60")),
    "total overwritten": ("Q01", "D10", typing("dvc-09", received_total=99)),
    "resolved total overwritten": ("Q02", "H10", typing("dvc-09", resolved_total=99)),
    "pending total overwritten": ("Q03", "L10", typing("dvc-09", pending_total=99)),
    "does not balance": ("Q04", "D10", typing("dvc-09", received_online=9, received_total=12)),
    "reason missing": ("Q05", "U10", typing("dvc-09", overdue_reason=None)),
    "reason is dots": ("Q05", "U10", typing("dvc-09", overdue_reason="............")),
    "reason is a dot": ("Q05", "U10", typing("dvc-09", overdue_reason=".")),
    "reason is a word without sense": ("Q05", "U10", typing("dvc-09", overdue_reason="---")),
    "rejected without reason": ("Q06", "V10", typing("dvc-09", rejected=2)),
    "sent back without reason": ("Q07", "W10", typing("dvc-09", sent_back=1)),
    "another unit's name": ("S08", "Số liệu!D3", other_name),
    "a neighbour's form copied into one's own": ("H11", "C10", neighbours_sheet),
    "two columns swapped": ("Q01", "D10", swapped("carried_over", "resolved_early")),
    "two columns swapped, of other groups": ("Q02", "H12", swapped("resolved_overdue", "rejected")),
    "a column of reasons swapped": ("Q05", "U14", swapped("overdue_reason", "rejected_reason")),
    "pasted a row too low": ("C28", "E10", pasted(1, 0)),
    "pasted a row too high": ("C28", "E14", pasted(-1, 0)),
    "pasted a column to the right": ("C01", "E13", pasted(0, 1)),
    "pasted a column to the left": ("C01", "Q11", pasted(0, -1)),
    "thousands as decimals, in words": ("C09", "E10", typing("dvc-09", received_online="12.50")),
    "Excel made a date of it": ("C06", "E10", typing("dvc-09", received_online=date(2023, 5, 1))),
    "the letter O for a nought": ("C03", "E10", typing("dvc-09", received_online="1O")),
    "a dash for nothing": ("C03", "P10", typing("dvc-09", rejected="-")),
    "two numbers in a cell": ("C03", "E10", typing("dvc-09", received_online="5+3")),
    "a tick": ("C03", "P10", typing("dvc-09", rejected=True)),
}


def counted(rates, good=0, of=0):
    name = "kinds of mistakes caught"
    before = rates.get(name, (0, 0))
    rates[name] = before[0] + good, before[1] + of


def places(submission):
    """Where what is said, as somebody looks for it: sheet!cell, sheet, or the file."""
    return {
        (f.code, "!".join(filter(None, (f.where.sheet, f.where.cell)))) for f in submission.findings
    }


def full(place):
    return f"{FORM.table.sheet}!{place}" if re.fullmatch(r"[A-Z]+\d+", place) else place


@pytest.mark.parametrize("name", BROKEN)
def test_a_mistake_is_caught_where_it_stands(folder, name, rates):
    counted(rates, of=1)
    code, place, tamper = BROKEN[name]
    submission = read(filled("tu-phap", folder, tamper=tamper))
    assert (code, full(place)) in places(submission)
    assert not submission.valid
    for finding in submission.findings:
        assert all(said(finding)) and "{" not in "".join(said(finding))
    counted(rates, good=1)


ASKED = {  # read all the same, and asked about
    "number with its measure": ("C10", "E10", typing("dvc-09", received_online="8 hồ sơ")),
    "dot between thousands": (
        "C11",
        "E10",
        lambda f: f.fill(
            "dvc-09",
            received_online="1.008",
            received_total=1011,
            received_new=1010,
            resolved_early=1003,
            resolved_total=1010,
            results_returned=1010,
        ),
    ),
    "number outside the table": ("C13", "F18", number_outside),
    "total deleted": ("C15", "D10", typing("dvc-09", received_total=None)),
    "nothing new, yet words": ("C18", "Nội dung!C5", narrative("section_2", 4, "Có hai cuộc họp")),
    "more returned than resolved": ("Q09", "O10", typing("dvc-09", results_returned=11)),
    "more sent back than received": (
        "Q10",
        "Q10",
        typing("dvc-09", sent_back=12, sent_back_reason="Thiếu bản chụp giấy tờ"),
    ),
}


@pytest.mark.parametrize("name", ASKED)
def test_a_doubt_does_not_stop_the_file(folder, name, rates):
    counted(rates, of=1)
    code, place, tamper = ASKED[name]
    submission = read(filled("tu-phap", folder, tamper=tamper))
    assert (code, full(place)) in places(submission)
    assert submission.valid, errors(submission)
    counted(rates, good=1)


def looked_back(folder, *, tamper):
    """Send four weeks, none like the next, then one with a mistake; return what is said of it."""
    sent = []
    for week in range(8, 12):
        more, why = week % 2, f"Đường truyền gián đoạn trong tuần {week}"
        counts = {"received_online": 8, "resolved_early": 3, "results_returned": 10}
        own = {column: count + more for column, count in counts.items()} | {"overdue_reason": why}
        content = filled("tu-phap", folder, Period.parse(f"2023-W{week:02}"), **own)
        sent.append(read(content, f"{week}.xlsx"))
    summary = summary_of([*sent, read(filled("tu-phap", folder, tamper=tamper), "12.xlsx")])
    return {(f.code, f.where.cell) for f in summary.findings if f.where.file == "12.xlsx"}


LOOKING_BACK = {  # what only the weeks before show
    "what was carried over swapped": ("Q08", "G10", swapped("received_direct", "carried_over")),
    "a nought too many": (
        "Q11",
        "E10",
        typing(
            "dvc-09",
            received_online=800,
            received_total=803,
            received_new=802,
            resolved_early=795,
            resolved_total=802,
        ),
    ),
}


@pytest.mark.parametrize("name", LOOKING_BACK)
def test_a_mistake_the_weeks_before_show(folder, name, rates):
    counted(rates, of=1)
    code, cell, tamper = LOOKING_BACK[name]
    assert looked_back(folder, tamper=lambda form: None) == set()
    assert (code, cell) in looked_back(folder, tamper=tamper)
    counted(rates, good=1)


def test_last_weeks_file_sent_again_is_no_report_of_this_week(folder, rates):
    """Under this week's name it is asked about; the unit still owes this week's."""
    counted(rates, of=1)
    content = filled("tu-phap", folder, Period.parse("2023-W11"))
    sent = read(content, "tu-phap 2023-W12.xlsx")
    assert ("S09", "") in places(sent) and sent.period == Period.parse("2023-W11")
    (standing,) = [s for s in summary_of([sent]).standings if s.unit.code == "tu-phap"]
    assert standing.in_force is None
    counted(rates, good=1)


def test_a_neighbours_form_under_ones_own_name(folder, rates):
    """Copied, its figures changed, one's own name typed over: the form knows whose it is."""
    counted(rates, of=1)

    def tamper(form):
        for row in form.table.iter_rows(max_row=6):
            for cell in row:
                if cell.value == OFFICE.unit("thue").name:
                    cell.value = OFFICE.unit("tu-phap").name

    submission = read(filled("thue", folder, tamper=tamper))
    assert ("S08", "Số liệu!D3") in places(submission) and not submission.valid
    counted(rates, good=1)


def hide_and_filter(form):
    sheet = form.table
    sheet.row_dimensions[form.rows["dvc-09"]].hidden = True
    sheet.column_dimensions["E"].hidden = True
    sheet.auto_filter.ref = f"B9:K{form.total_row}"
    sheet.sheet_state = "hidden"


def test_what_is_hidden_or_filtered_away_is_read_all_the_same(folder):
    submission = read(filled("tu-phap", folder, tamper=hide_and_filter))
    assert submission.valid
    assert figures(submission) == {f"dvc-{n:02}": EXPECTED for n in (9, 10, 11, 15, 16)}


def test_a_number_lost_by_merging_cells_is_asked_for(folder):
    submission = read(
        filled("tu-phap", folder, tamper=lambda form: form.table.merge_cells("E10:F10"))
    )
    assert ("C01", "F10") in errors(submission)


def test_a_row_that_was_deleted_and_one_inserted(folder):
    def tamper(form):
        form.table.delete_rows(form.rows["dvc-10"])
        form.table.insert_rows(form.rows["dvc-09"])

    submission = read(filled("tu-phap", folder, tamper=tamper))
    assert "H05" in codes(submission) and len(submission.rows) == 4


def test_dates_made_by_excel_are_not_numbers(folder):
    submission = read(
        filled("tu-phap", folder, tamper=typing("dvc-09", received_online=date(2023, 3, 12)))
    )
    assert ("C06", "E10") in errors(submission)


def shuffle(form):
    sheet = form.table
    a, b = form.rows["dvc-09"], form.rows["dvc-16"]
    for column in range(1, sheet.max_column + 1):
        x, y = sheet.cell(a, column), sheet.cell(b, column)
        x.value, y.value = y.value, x.value
    sheet.title = "Trang tính 1"
    form.narrative.title = "Khác"
    form.book.move_sheet(form.narrative, -2)


def test_rows_and_columns_may_move(folder):
    """Sorting rows, inserting a row or a column, or renaming a sheet changes no figure."""

    def mark(form):
        form.fill("dvc-16", received_direct=4, received_total=13, received_new=12)
        form.fill("dvc-16", resolved_early=5, resolved_total=12, results_returned=12)
        shuffle(form)

    submission = read(filled("tu-phap", folder, tamper=mark))
    assert submission.valid, errors(submission)
    moved = EXPECTED | {"received_direct": 4, "resolved_early": 5, "results_returned": 12}
    assert figures(submission)["dvc-16"] == moved
    assert figures(submission)["dvc-09"] == EXPECTED


def test_nothing_arose_is_an_answer(folder):
    blank = dict.fromkeys(ROW)

    def quiet(form):
        form.activity.value = FORM.none_answer
        for code in form.rows:
            form.fill(code, **blank)
            form.fill(code, received_total=None, resolved_total=None, pending_total=None)
            form.fill(code, carried_over=0, received_new=None)

    submission = read(filled("gddt", folder, tamper=quiet))
    assert submission.valid and submission.none_declared
    assert figures(submission) == {"dvc-21": dict.fromkeys(EXPECTED, 0)}
    assert submission.rows[0].declared_none

    def with_stock(form):
        quiet(form)
        form.fill("dvc-21", carried_over=3)

    asked = read(filled("gddt", folder, tamper=with_stock))
    assert not asked.valid and "C01" in codes(asked), "files carried over are somewhere"


def test_a_unit_without_duty_is_refused(folder):
    from pipeline.domain.office import Validity

    gone = tuple(
        replace(u, validity=Validity(until=date(2023, 1, 31))) if u.code == "tu-phap" else u
        for u in OFFICE.units
    )
    submission = read(filled("tu-phap", folder), office=replace(OFFICE, units=gone))
    assert "S07" in codes(submission) and not submission.valid


def test_a_name_that_says_another_week_is_noted(folder):
    content = filled("tu-phap", folder)
    assert "S09" in codes(read(content, "bao cao 2023-W11.xlsx"))
    assert read(content, "bao cao 2023-W11.xlsx").period == Period.parse("2023-W12")
    assert "S09" not in codes(read(content, "bao cao 2023-W12.xlsx"))


def test_what_was_read_is_remembered_whole(folder):
    for tamper in (lambda form: None, *(t for _, _, t in list(BROKEN.values())[:12])):
        submission = read(filled("tu-phap", folder, tamper=tamper))
        assert from_json(to_json(submission), FORMS) == submission


SAME_EVERY_TIME = settings(
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@settings(SAME_EVERY_TIME, max_examples=200)
@given(st.binary(max_size=400))
def test_any_bytes_get_an_answer(content):
    submission = read(content)
    assert not submission.valid and submission.findings


def said_in(submission):
    """All that a submission says: its identity, figures, words, answers and fields."""
    rows = {
        (row.table, row.key, column): entry.value
        for row in submission.rows
        for column, entry in row.entries.items()
    }
    about = (submission.form, submission.version, submission.unit, submission.period)
    answers = {id: (a.choice, a.text) for id, a in submission.answers.items()}
    return about, rows, answers, {id: entry.value for id, entry in submission.fields.items()}


class Original:
    """A real filled form; a class, so that a failing example prints short."""

    def __init__(self, folder):
        # Each row with counts of its own: figures that changed places would be seen.
        def tell_apart(form):
            for number, service in enumerate(form.rows, start=1):
                form.fill(service, received_online=8 + number, received_total=11 + number)
                form.fill(service, received_new=10 + number, resolved_early=3 + number)
                form.fill(service, resolved_total=10 + number, results_returned=number)

        self.content = filled("tu-phap", folder, tamper=tell_apart)
        submission = read(self.content)
        assert submission.valid
        self.said = said_in(submission)


@pytest.fixture(scope="module")
def original(folder):
    return Original(folder)


DAMAGE = 250


@settings(SAME_EVERY_TIME, max_examples=DAMAGE)
@given(seed=st.integers(0, 2**32))
def test_a_damaged_form_is_never_read_as_another(original, seed):
    """Flip, cut or repeat bytes of a real form: refused, or the very same."""
    dice, damaged = random.Random(seed), bytearray(original.content)
    for _ in range(dice.randint(1, 4)):
        at = dice.randrange(len(damaged))
        match dice.randrange(3):
            case 0:
                damaged[at] ^= 1 << dice.randrange(8)
            case 1:
                del damaged[at : at + dice.randint(1, 200)]
            case 2:
                damaged[at:at] = damaged[at : at + dice.randint(1, 50)]
    submission = read(bytes(damaged))
    assert submission.findings if not submission.valid else said_in(submission) == original.said


def parts_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def cells_as_written(content):
    """What an independent reader finds in every cell; None where it finds no workbook."""
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    except Exception:
        return None
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def mutated(part, dice):
    """Delete, repeat, move or exchange a piece of a part, or change a letter in it."""
    part = bytearray(part)
    at = dice.randrange(len(part))
    piece = part[at : at + dice.randint(1, 60)]
    match dice.randrange(4):
        case 0:
            del part[at : at + len(piece)]
        case 1:
            part[at:at] = piece
        case 2:
            del part[at : at + len(piece)]
            other = dice.randrange(len(part) + 1)
            part[other:other] = piece
        case 3:
            part[at] = dice.choice(b'0123456789<>/"=ABZabz &;')
    return bytes(part)


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
@settings(SAME_EVERY_TIME, max_examples=DAMAGE)
@given(seed=st.integers(0, 2**32))
def test_damaged_xml_never_gives_what_is_not_written_in_it(original, seed):
    """With its checksum made good again: what is accepted is what an independent reader sees."""
    dice, parts = random.Random(seed), parts_of(original.content)
    victim = dice.choice(sorted(parts))
    parts[victim] = mutated(parts[victim], dice)
    content = packed(parts)
    submission = read(content)
    if not submission.valid:
        assert submission.findings
        return
    if said_in(submission) == original.said:
        return
    # It says something else. Then the damage must have made a file that really says so.
    seen = cells_as_written(content)
    assert seen is not None, victim
    for row in submission.rows:
        sheet = submission.sheets[row.table]
        for column, entry in row.entries.items():
            if isinstance(entry.value, int) and not FORM.table.column(column).parts:
                assert seen.get((sheet, entry.cell)) == entry.value, (victim, column, entry)


TAGS = re.compile(rb"<(?!v>|t>|t |/v>|/t>|\?)[^<>]*>")


@settings(SAME_EVERY_TIME, max_examples=DAMAGE)
@given(seed=st.integers(0, 2**32))
def test_damage_around_the_values_never_changes_one(original, seed):
    """A letter of a tag of the table's sheet, never of a value: refused, or the very same.

    A cell that is declared another's place, row or kind is what such damage would make.
    """
    dice, parts = random.Random(seed), parts_of(original.content)
    name = "xl/worksheets/sheet1.xml"
    part = bytearray(parts[name])
    tag = dice.choice([match.span() for match in TAGS.finditer(part)])
    part[dice.randrange(tag[0], tag[1])] = dice.choice(b'0123456789<>/"=ABZabz &;')
    parts[name] = bytes(part)
    submission = read(packed(parts))
    assert submission.findings if not submission.valid else said_in(submission) == original.said


HONEST = 200


def test_two_hundred_honest_forms_raise_no_error(folder, rates):
    """Random consistent figures, as many kinds as there are, never blocked for nothing."""
    dice, units = random.Random(200), [u.code for u in OFFICE.reporters(WEEK)]
    blocked = []
    for number in range(HONEST):
        online, direct, carried = (dice.randint(0, 3000) for _ in range(3))
        pending = dice.randint(0, online + direct + carried)
        resolved = online + direct + carried - pending
        overdue = dice.randint(0, min(5, resolved))
        content = filled(
            dice.choice(units),
            folder,
            received_online=online,
            received_direct=direct,
            carried_over=carried,
            resolved_early=resolved - overdue,
            resolved_on_time=0,
            resolved_overdue=overdue,
            pending_in_time=pending,
            results_returned=dice.randint(0, resolved),
        )
        submission = read(content)
        if not submission.valid:
            blocked.append((number, errors(submission)))
    rates["valid forms without an error"] = HONEST - len(blocked), HONEST
    assert not blocked


TYPED = [c.id for c in FORM.table.columns if c.typed and not c.hidden]


def test_every_filled_cell_is_taken_or_named(folder):
    """Cells likewise: whatever is typed where counts are asked is an answer or in a finding."""
    dice = random.Random(7)
    values = (7, -1, 2.5, "abc", "12 hồ sơ", "1.234", "=1/0", True, "３")
    for number in range(60):
        typed, outside = set(), set()

        def tamper(form, typed=typed, outside=outside):
            columns = [form.columns[id] for id in TYPED]
            for _ in range(6):
                row = dice.choice(list(form.rows.values()))
                form.table.cell(row, dice.choice(columns)).value = dice.choice(values)
            if dice.random() < 0.5:
                stray = form.table.cell(form.total_row + 8, dice.choice(columns))
                stray.value = 9
                outside.add(stray.coordinate)
            cells = [form.cell(key, id) for key in form.rows for id in TYPED]
            typed |= {cell.coordinate for cell in cells if cell.value is not None}

        submission = read(filled(dice.choice(("tu-phap", "thue")), folder, tamper=tamper))
        taken = {
            entry.cell
            for row in submission.rows
            for entry in row.entries.values()
            if entry.value is not None
        }
        named = {f.where.cell for f in submission.findings}
        assert typed | outside <= taken | named, (number, typed - taken - named)


def test_a_copy_of_the_form_in_openpyxl_keeps_what_identifies_it(folder):
    content = filled("thue", folder)
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book["_baocao06"].sheet_state != "visible"
