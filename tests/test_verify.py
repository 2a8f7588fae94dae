"""Documents on the disk, edited or not: every figure that is not the one computed is named."""

import copy
import io
import shutil

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from made import DUE, drawn_report, drawn_workbook, filled, read, summary_of, worded
from mutated import unzipped, zipped
from net import spaced
from office import convert
from typed import OfficeFolder

from pipeline import texts
from pipeline.domain.difference import Nature
from pipeline.outputs.verify.book import hold_workbook
from pipeline.outputs.verify.known import known_values
from pipeline.outputs.verify.numbers import held, value
from pipeline.outputs.verify.report import hold_report

PERIOD = "2023-W13"
NAME = "bao-cao.docx"


@pytest.fixture(scope="module")
def week(tmp_path_factory):
    """Both documents of a week, and what is known of it."""
    folder = tmp_path_factory.mktemp("tuần")
    units = ("cong-an", "tu-phap", "thue")
    summary = summary_of([read(filled(unit, folder)) for unit in units], now=DUE)
    report = worded(summary)
    made = {"a.docx": drawn_report(summary, report), "a.xlsx": drawn_workbook(summary, report)}
    known = known_values((one.value for one in summary.figures.values()), made)
    return made["a.docx"], made["a.xlsx"], known


def edited(content, edit):
    """Edit a document; who types writes plain spaces and hyphens for those that do not break."""
    document = docx.Document(io.BytesIO(content))
    for text in document.element.body.iter(qn("w:t")):
        text.text = (text.text or "").replace("\u00a0", " ").replace("\u2011", "-")
    edit(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def paragraph(document, words):
    return next(p for p in document.paragraphs if words in p.text)


def write(paragraph, text):
    """Write a paragraph anew, in the look of its first words."""
    first, *others = paragraph.runs
    first.text = text
    for run in others:
        run.text = ""


def repeated(paragraph):
    """Copy a paragraph below itself, without its bookmarks, as Word does."""
    below = copy.deepcopy(paragraph._p)
    for mark in list(below):
        if "bookmark" in mark.tag:
            below.remove(mark)
    paragraph._p.addnext(below)
    return docx.text.paragraph.Paragraph(below, paragraph._parent)


def asked(found):
    return [(d.nature, d.found, d.wanted) for d in found if d.asks]


def hold(week, edit):
    return hold_report(week[0], edited(week[0], edit), NAME, week[2])


TOTAL = "170 hồ sơ"


def test_untouched_documents_differ_in_nothing(week):
    report, workbook, known = week
    assert hold_report(report, report, NAME, known) == ()
    assert hold_workbook(workbook, workbook, "a.xlsx", known) == ()


@pytest.mark.office
def test_documents_saved_by_libreoffice_differ_in_nothing(week, tmp_path):
    for content, name, hold in (
        (week[0], "a.docx", hold_report),
        (week[1], "b.xlsx", hold_workbook),
    ):
        (tmp_path / name).write_bytes(content)
        again = convert(tmp_path / name, name[-4:], tmp_path / "lại").read_bytes()
        assert again != content
        assert hold(content, again, name, week[2]) == ()


def test_a_changed_number_is_named_with_its_place_and_the_right_one(week):
    def edit(document):
        one = paragraph(document, TOTAL)
        write(one, one.text.replace("170", "190", 1))

    (one,) = hold(week, edit)
    assert (one.nature, one.found, one.wanted) == (Nature.WRONG, "190", "170")
    assert one.spot.section.startswith("II. ") and "190 hồ sơ" in spaced(one.spot.sentence)


def test_a_reworded_sentence_with_its_own_numbers_asks_nothing(week):
    def edit(document):
        one = paragraph(document, TOTAL)
        write(
            one, "Tuần qua, các đơn vị đã " + one.text.replace("trong kỳ", "toàn huyện").rstrip(".")
        )

    found = hold(week, edit)
    assert [one.nature for one in found] == [Nature.WORDS] and not asked(found)


def test_in_a_reworded_sentence_the_changed_number_alone_is_named(week):
    def edit(document):
        one = paragraph(document, TOTAL)
        write(one, "Tuần qua, toàn huyện đã " + one.text.replace("170", "290", 1).rstrip("."))

    assert asked(hold(week, edit)) == [(Nature.WRONG, "290", "170")]


def test_two_numbers_changed_about_are_both_named(week):
    def edit(document):
        one = paragraph(document, TOTAL)
        words = one.text.split()
        at = [i for i, word in enumerate(words) if word.isdigit()][-2:]
        assert words[at[0]] != words[at[1]]
        words[at[0]], words[at[1]] = words[at[1]], words[at[0]]
        write(one, " ".join(words))

    assert [nature for nature, *_ in asked(hold(week, edit))] == [Nature.WRONG] * 2


def test_paragraphs_moved_split_and_joined_ask_nothing(week):
    def edit(document):
        one = paragraph(document, TOTAL)
        other = paragraph(document, "Hạn gửi báo cáo")
        one._p.addprevious(other._p)
        first, rest = one.text.rsplit("; ", 1)
        later = repeated(one)
        write(one, first + ".")
        write(later, rest)
        write(other, other.text + " " + paragraph(document, "Đơn vị chưa gửi báo cáo").text)
        gone = next(p for p in document.paragraphs if p.text.startswith("Đơn vị chưa gửi"))
        gone._p.getparent().remove(gone._p)

    assert not asked(hold(week, edit))


def test_in_a_split_paragraph_a_changed_number_is_named(week):
    def edit(document):
        one = paragraph(document, TOTAL)
        first, rest = one.text.rsplit("; ", 1)
        later = repeated(one)
        write(one, first + ".")
        digit = next(c for c in rest if c.isdigit())
        write(later, rest.replace(digit, "7777", 1))

    assert [(nature, found[:4]) for nature, found, _ in asked(hold(week, edit))] == [
        (Nature.WRONG, "7777")
    ]


def test_an_added_sentence_is_held_by_its_numbers(week):
    """One that repeats a figure is right; one nobody computed is asked about, not called wrong."""

    def edit(document):
        last = paragraph(document, TOTAL)
        for text in (
            "Lãnh đạo đơn vị đã trực tiếp kiểm tra bộ phận một cửa theo Văn bản số 12/CV-CA.",
            "Riêng trong ngày cuối tuần có thêm 4711 hồ sơ chờ xử lý.",
            "Nêu lại: toàn huyện tiếp nhận mới 170 hồ sơ.",
        ):
            write(repeated(last), text)

    found = hold(week, edit)
    assert asked(found) == [(Nature.UNHELD, "4711", "")]
    assert {one.found[:8] for one in found if one.nature is Nature.ADDED} >= {
        *("Riêng tr", "Lãnh đạo"),
    }


def test_a_deleted_sentence_is_told_and_asks_nothing(week):
    def edit(document):
        one = paragraph(document, TOTAL)
        one._p.getparent().remove(one._p)

    (one,) = hold(week, edit)
    assert one.nature is Nature.GONE and not one.asks and spaced(TOTAL) in one.wanted


def test_a_row_deleted_and_one_added_by_hand_are_named(week):
    def edit(document):
        rows = document.tables[-1].rows
        added = copy.deepcopy(rows[8]._tr)
        rows[8]._tr.addnext(added)
        cells = docx.table._Row(added, document.tables[-1]).cells
        cells[1].paragraphs[0].runs[0].text = "Dịch vụ ghi thêm bằng tay"
        cells[2].paragraphs[0].runs[0].text = "98765"
        rows[6]._tr.getparent().remove(rows[6]._tr)

    table = docx.Document(io.BytesIO(week[0])).tables[-1]
    gone = table.rows[6].cells[1].text
    found = [one for one in hold(week, edit) if one.asks]
    assert [one.spot.row for one in found if one.nature is Nature.GONE] == [gone]
    assert [one.spot.row for one in found if one.nature is Nature.ADDED] == [
        "Dịch vụ ghi thêm bằng tay"
    ]
    assert [one.found for one in found if one.nature is Nature.UNHELD] == ["98765"]
    assert len(found) == 3


def test_rows_moved_ask_nothing_and_a_number_in_one_is_found(week):
    def edit(document):
        rows = document.tables[-1].rows
        rows[6]._tr.addnext(rows[8]._tr)
        cell = docx.table._Row(rows[8]._tr, document.tables[-1]).cells[2]
        cell.paragraphs[0].runs[0].text = "10"

    assert not asked(
        hold(week, lambda d: d.tables[-1].rows[6]._tr.addnext(d.tables[-1].rows[8]._tr))
    )
    (one,) = [one for one in hold(week, edit) if one.asks]
    assert (one.nature, one.found, one.wanted) == (Nature.WRONG, "10", "11") and one.spot.column


def test_a_table_that_is_gone_is_named(week):
    def edit(document):
        table = document.tables[-1]._tbl
        table.getparent().remove(table)

    (one,) = hold(week, edit)
    assert one.nature is Nature.GONE and one.asks and "Tên dịch vụ công" in one.spot.table


def test_number_and_day_written_in_by_hand_are_no_figures(week):
    def edit(document):
        left, right = document.tables[0].rows[1].cells
        left.paragraphs[0].runs[0].text = "Số: 57/BC-TCT"
        right.paragraphs[0].runs[0].text = "Hương Khê, ngày 28 tháng 3 năm 2023"

    assert not asked(hold(week, edit))


def test_a_text_box_and_a_header_are_read_too(week):
    def edit(document):
        document.sections[0].header.paragraphs[0].add_run(" 8642 hồ sơ")

    assert asked(hold(week, edit)) == [(Nature.UNHELD, "8642", "")]


def test_what_a_tracked_change_takes_away_is_not_there_and_what_it_puts_in_is(week):
    name = "word/document.xml"
    parts = unzipped(week[0])
    said = parts[name].decode()
    at = said.index("170")
    start, end = said.rindex("<w:r>", 0, at), said.index("</w:r>", at) + len("</w:r>")
    run = said[start:end]
    gone = f"<w:del w:id='9001' w:author='mẫu'>{run}</w:del>".replace("w:t>", "w:delText>").replace(
        "<w:t ", "<w:delText "
    )
    put = f"<w:ins w:id='9002' w:author='mẫu'>{run.replace('170', '171', 1)}</w:ins>"
    parts[name] = (said[:start] + gone + put + said[end:]).encode()
    assert asked(hold_report(week[0], zipped(parts), NAME, week[2])) == [
        (Nature.WRONG, "171", "170")
    ]


def changed_book(week, change):
    book = openpyxl.load_workbook(io.BytesIO(week[1]))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return hold_workbook(week[1], out.getvalue(), "b.xlsx", week[2])


def test_a_workbook_saved_by_a_program_that_computes_nothing_differs_in_nothing(week):
    assert not changed_book(week, lambda book: None)


def test_a_cell_and_a_formula_that_are_others_are_named_by_their_cell(week):
    def change(book):
        sheet = book["Tổng hợp"]
        at = next(
            c for row in sheet.iter_rows() for c in row if c.data_type == "n" and c.value == 8
        )
        at.value = 7
        other = next(c for row in sheet.iter_rows() for c in row if c.data_type == "f")
        other.value = f"{other.value}+1"
        change.cells = {at.coordinate, other.coordinate}

    found = changed_book(week, change)
    assert {one.spot.cell for one in found} == change.cells
    assert {one.nature for one in found} == {Nature.WRONG}
    assert all(one.spot.section == "Tổng hợp" and one.spot.column for one in found)


def test_rows_and_columns_put_into_a_sheet_shift_what_is_held(week):
    def change(book):
        sheet = book["Dữ liệu"]
        sheet.insert_rows(2)
        sheet.insert_cols(3)
        sheet["A2"] = "Ghi chú thêm của người tổng hợp"
        book["Bìa"]["A1"] = "Một dòng khác"

    found = changed_book(week, change)
    assert {(one.nature, one.spot.section) for one in found} == {
        (Nature.GONE, "Bìa"),
        (Nature.ADDED, "Bìa"),
        (Nature.ADDED, "Dữ liệu"),
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [("05", "5"), ("1234", "1.234"), ("85,60%", "85,6"), ("05/3/2023", "5/03/2023")],
)
def test_two_ways_of_writing_a_number_are_one_value(one, other):
    assert value(one) == value(other)


def test_clauses_put_the_other_way_round_keep_their_numbers():
    ours = "tiếp nhận mới 120 hồ sơ, đã giải quyết 95 hồ sơ, quá hạn 3 hồ sơ"
    theirs = "đã giải quyết 95 hồ sơ; quá hạn 3 hồ sơ; tiếp nhận mới 120 hồ sơ"
    assert not list(held(ours, theirs, set()))
    wrong = theirs.replace("95", "120").replace("mới 120", "mới 95")
    assert len(list(held(ours, wrong, set()))) == 2


# --- the command ---

LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")


@pytest.fixture
def office(short_demo, tmp_path):
    return OfficeFolder.at(shutil.copytree(short_demo, tmp_path / "văn phòng"))


def test_the_command_says_that_all_is_right(office):
    ended = office.run("verify", PERIOD)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert ended.stdout.count(texts.verify.ALL_RIGHT) >= 2
    assert max(map(len, ended.stdout.splitlines())) <= 80


def test_the_command_names_what_is_wrong_and_writes_nothing(office):
    path = office.output / PERIOD / f"bao-cao-{PERIOD}.docx"
    document = docx.Document(path)
    cell = document.tables[-1].rows[-1].cells[2]
    right = cell.text
    cell.paragraphs[0].runs[0].text = "31.415"
    document.save(path)
    before = {p: p.read_bytes() for p in office.root.rglob("*") if p.is_file()}
    ended = office.run("verify", PERIOD)
    assert ended.returncode == 1
    said = " ".join(ended.stdout.split())
    assert f"ghi “31.415”, phải là “{right}”" in said and "TỔNG CỘNG" in said
    assert max(map(len, ended.stdout.splitlines())) <= 80
    documents = office.json("verify", PERIOD)["documents"]
    held = next(one for one in documents if one["file"].endswith(".docx"))
    (one,) = held["differences"]
    assert (one["nature"], one["found"], one["wanted"]) == ("wrong", "31.415", right)
    assert one["row"].startswith("TỔNG CỘNG") and held["right"] is False and held["sealed"] is None
    assert before == {p: p.read_bytes() for p in office.root.rglob("*") if p.is_file()}


def test_an_issued_report_is_held_against_its_seal(office):
    issued = office.run(
        *("issue", PERIOD, "--number", "17", "--date", "2023-04-05", "--by", "Mẫu"),
        *("--now", "2023-04-06T08:00"),
    )
    assert issued.returncode in (0, 1), issued.stderr
    assert texts.verify.IS_SEALED in office.run("verify", PERIOD).stdout
    path = office.output / PERIOD / f"bao-cao-{PERIOD}.docx"
    document = docx.Document(path)
    document.save(path)  # saved again, in other bytes
    again = office.run("verify", PERIOD)
    assert again.returncode == 0 and texts.verify.NOT_SEALED in " ".join(again.stdout.split())
    run = document.tables[0].rows[1].cells[0].paragraphs[0].runs[0]
    run.text = run.text.replace("17", "18")
    document.save(path)
    wrong = office.json("verify", PERIOD)
    held = next(one for one in wrong["documents"] if one["file"].endswith(".docx"))
    (one,) = held["differences"]
    assert wrong["issued"] == "17" and one["found"].startswith("18") and one["wanted"][:2] == "17"


def test_a_file_named_is_held_in_place_of_those_in_the_folder(office, tmp_path):
    draft = tmp_path / "bản thảo.docx"
    draft.write_bytes((office.output / PERIOD / f"bao-cao-{PERIOD}.docx").read_bytes())
    (held,) = office.json("verify", PERIOD, draft)["documents"]
    assert held["file"].endswith("bản thảo.docx") and held["right"]


def test_a_document_that_is_another_is_not_said_to_agree(office, tmp_path):
    letter = docx.Document()
    for words in ("Kính gửi: Các cơ quan", "Nội dung mẫu của một công văn.", "Nơi nhận:"):
        letter.add_paragraph(words)
    letter.save(tmp_path / "công văn.docx")
    ended = office.run("verify", PERIOD, tmp_path / "công văn.docx")
    said = " ".join(ended.stdout.split())
    assert ended.returncode == 1 and texts.verify.ALL_RIGHT not in said
    assert texts.verify.ANOTHER.format(name=f"bao-cao-{PERIOD}.docx") in said
    brief = office.output / PERIOD / f"tom-tat-{PERIOD}.docx"
    (held,) = office.json("verify", PERIOD, brief)["documents"]
    assert not held["another"], "the leader's page is one of the period's own"


def test_a_workbook_that_is_another_is_not_said_to_lack_sheets(office, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Danh sách mẫu", "Số lượng"])
    book.active.append(["Dòng mẫu", 5])
    book.save(tmp_path / "sổ khác.xlsx")
    ended = office.run("verify", PERIOD, tmp_path / "sổ khác.xlsx")
    said = " ".join(ended.stdout.split())
    assert ended.returncode == 1 and "Không còn" not in said
    assert texts.verify.ANOTHER.format(name=f"tong-hop-{PERIOD}.xlsx") in said


@pytest.mark.parametrize("kind", ["bomb", "doctype", "none", "other", "locked"])
def test_what_is_no_honest_document_is_refused_in_a_sentence(office, tmp_path, kind):
    parts = unzipped((office.output / PERIOD / f"bao-cao-{PERIOD}.docx").read_bytes())
    draft, name = tmp_path / "bản sửa.docx", "word/document.xml"
    if kind == "bomb":
        parts[name] = parts[name].replace(b"</w:body>", b" " * 80_000_000 + b"</w:body>")
    if kind == "doctype":
        parts[name] = b'<!DOCTYPE x [<!ENTITY a "b">]>' + parts[name].split(b"?>", 1)[1]
    if kind == "other":
        del parts[name]
    draft.write_bytes({"none": b"no document", "locked": LOCKED}.get(kind) or zipped(parts))
    ended = office.run("verify", PERIOD, draft)
    assert ended.returncode == 2 and draft.name in ended.stderr
    assert (texts.verify.REFUSED["F08"] in ended.stderr) is (kind == "locked")


def test_a_period_never_merged_cannot_be_verified(office):
    ended = office.run("verify", "2023-W40")
    assert ended.returncode == 2 and "merge 2023-W40" in ended.stderr
