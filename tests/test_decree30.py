"""The report keeps Nghị định 30/2020/NĐ-CP; each rule broken is seen and named."""

from datetime import date
from io import BytesIO

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from made import drawn_report, filled, read, summary_of, worded

from pipeline import texts
from pipeline.outputs.report import decree30_check, typeset


@pytest.fixture(scope="module")
def summary(tmp_path_factory):
    folder = tmp_path_factory.mktemp("filled")
    return summary_of([read(filled(unit, folder)) for unit in ("cong-an", "tu-phap", "thue")])


@pytest.fixture(scope="module")
def report(summary):
    return drawn_report(summary, worded(summary))


def test_the_report_keeps_every_rule(report):
    assert decree30_check.check(report) == ()


def test_a_number_and_date_given_keep_the_rules_too(summary):
    signed = drawn_report(summary, worded(summary), number="05", signed_on=date(2023, 2, 3))
    assert decree30_check.check(signed) == ()
    text = "\n".join(c.text for c in docx.Document(BytesIO(signed)).tables[0].rows[1].cells)
    assert "Số: 05/BC-TCT" in text and "ngày 03 tháng 02 năm 2023" in text


def test_months_from_march_have_no_zero(summary):
    signed = drawn_report(summary, worded(summary), number="5", signed_on=date(2023, 3, 3))
    assert [breach.rule for breach in decree30_check.check(signed)] == ["E3"]  # "5" must be "05"
    text = docx.Document(BytesIO(signed)).tables[0].rows[1].cells[1].text
    assert "ngày 03 tháng 3 năm 2023" in text


def line(document, text):
    """Find the first paragraph, in or out of a table, that holds a text."""
    cells = [c for table in document.tables for row in table.rows for c in row.cells]
    paragraphs = [*document.paragraphs, *(p for cell in cells for p in cell.paragraphs)]
    return next(p for p in paragraphs if text in p.text)


def resize(text, size):
    def spoil(document):
        for run in line(document, text).runs:
            run.font.size = Pt(size)

    return spoil


def plain(text, *, bold=None, italic=None):
    def spoil(document):
        for run in line(document, text).runs:
            run.bold, run.italic = bold, italic

    return spoil


def lower(text):
    def spoil(document):
        for run in line(document, text).runs:
            run.text = run.text.lower()

    return spoil


def replace(old, new):
    def spoil(document):
        for run in line(document, old).runs:
            run.text = run.text.replace(old, new)

    return spoil


def no_borders(part):
    def spoil(document):
        for border in list(part(document).iter(qn("w:pBdr"))):
            border.getparent().remove(border)

    return spoil


def cell_of(column):
    return lambda document: document.tables[0].rows[0].cells[column]._tc


def body_rules(document):
    for paragraph in document.paragraphs:
        for border in list(paragraph._p.iter(qn("w:pBdr"))):
            border.getparent().remove(border)


def landscape_first(document):
    section = document.sections[0]
    section.page_width, section.page_height = Mm(297), Mm(210)


def narrow(document):
    document.sections[0].left_margin = Mm(25)


def other_font(document):
    document.paragraphs[5].runs[0].font.name = "Arial"


def coloured(document):
    from docx.shared import RGBColor

    document.paragraphs[5].runs[0].font.color.rgb = RGBColor(200, 0, 0)


def first_page_numbered(document):
    document.sections[0].different_first_page_header_footer = False


def left_number(document):
    document.sections[0].header.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.LEFT


def prose(document):
    return next(p for p in document.paragraphs if p.text.startswith("Tổ công tác triển khai"))


def no_indent(document):
    prose(document).paragraph_format.first_line_indent = Mm(5)


def tight(document):
    prose(document).paragraph_format.space_before = Pt(2)


def double(document):
    prose(document).paragraph_format.line_spacing = 2.0


def small_prose(document):
    for run in prose(document).runs:
        run.font.size = Pt(12)


def no_repeat(document):
    for mark in list(document.tables[-1]._tbl.iter(qn("w:tblHeader"))):
        mark.getparent().remove(mark)


def no_restart(document):
    for mark in list(document.sections[-1]._sectPr.iter(qn("w:pgNumType"))):
        mark.getparent().remove(mark)


def no_end_of_appendix(document):
    document.paragraphs[-1].runs[0].text = "hết"


def no_mention(document):
    for paragraph in document.paragraphs[:-8]:
        for run in paragraph.runs:
            if paragraph.text != "Phụ lục":
                run.text = run.text.replace("Phụ lục", "bảng")


def stretched(part):
    """Make a rule line as long as the room there is."""

    def spoil(document):
        for border in part(document).iter(qn("w:pBdr")):
            for indent in border.getparent().iter(qn("w:ind")):
                indent.getparent().remove(indent)

    return spoil


def body_of(document):
    return document.element.body


def position_above(document):
    cell = document.tables[1].rows[0].cells[1]
    cell.paragraphs[1].insert_paragraph_before("TRƯỞNG CÔNG AN HUYỆN").runs[0].bold = True


def no_room_to_sign(document):
    cell = document.tables[1].rows[0].cells[1]
    for paragraph in [p for p in cell.paragraphs if not p.text.strip()]:
        paragraph._p.getparent().remove(paragraph._p)


def dashes_left(document):
    line(document, "- Công an tỉnh").paragraph_format.left_indent = Mm(30)


SPOILED = [
    ("P1", landscape_first),
    ("P2", narrow),
    ("P3", other_font),
    ("P3", coloured),
    ("P4", first_page_numbered),
    ("P4", left_number),
    ("E1a", resize("CỘNG HÒA XÃ HỘI", 14)),
    ("E1a", replace("CỘNG HÒA", "CỘNG HOÀ")),
    ("E1b", plain("Độc lập - Tự do", bold=False)),
    ("E1b", replace("Độc lập - Tự do - Hạnh phúc", "Độc lập-Tự do-Hạnh phúc")),
    ("E1c", no_borders(cell_of(1))),
    ("E1c", stretched(cell_of(1))),
    ("E2c", stretched(cell_of(0))),
    ("E5c", stretched(body_of)),
    ("E7b", position_above),
    ("E7b", no_room_to_sign),
    ("E7b", plain("TRƯỞNG CÔNG AN", bold=False)),
    ("E9a", dashes_left),
    ("E9a", replace("- Công an tỉnh", "Công an tỉnh")),
    ("E2a", plain("ỦY BAN NHÂN DÂN", bold=True)),
    ("E2b", lower("TỔ CÔNG TÁC")),
    ("E2c", no_borders(cell_of(0))),
    ("E3", replace("Số:", "Số")),
    ("E4", plain("Hương Khê, ngày", italic=False)),
    ("E4", replace("Hương Khê, ngày", "Hương Khê ngày")),
    ("E5a", lower("BÁO CÁO")),
    ("E5b", resize("Kết quả triển khai 25 dịch vụ", 16)),
    ("E5c", body_rules),
    ("E6b", small_prose),
    ("E6c", no_indent),
    ("E6d", tight),
    ("E6e", double),
    ("E6g", replace("TÌNH HÌNH CHẤP HÀNH", "Tình hình chấp hành")),
    ("E6h", plain("1. Kết quả chung", bold=False)),
    ("E6k", replace("./.", ".")),
    ("E7a", lower("KT. TỔ TRƯỞNG")),
    ("E9b", resize("Nơi nhận:", 14)),
    ("E9c", replace("- Lưu:", "Lưu ")),
    ("E9c", resize("- Như trên", 13)),
    ("A1", no_mention),
    ("A4", lower("THỐNG KÊ, BÁO CÁO KẾT QUẢ")),
    ("A5", plain("(Kèm theo", italic=False)),
    ("A7", no_restart),
    ("A8", no_end_of_appendix),
    ("A9", no_repeat),
]


@pytest.mark.parametrize(("rule", "spoil"), SPOILED, ids=[rule for rule, _ in SPOILED])
def test_a_broken_rule_is_named(report, rule, spoil):
    document = docx.Document(BytesIO(report))
    spoil(document)
    out = BytesIO()
    document.save(out)
    assert rule in {breach.rule for breach in decree30_check.check(out.getvalue())}


def test_every_rule_is_broken_by_some_case_here():
    every = {rule for rule, _, _ in decree30_check._RULES}
    assert every - {rule for rule, _ in SPOILED} == {"A3"}, "A3 is what finds the appendix at all"


def test_another_position_of_the_signer_stands_at_the_name(summary, report):
    cell = docx.Document(BytesIO(report)).tables[1].rows[0].cells[1]
    signer = summary.office.signer
    said = [p.text for p in cell.paragraphs]
    assert said[: len(signer.authority)] == list(signer.authority)
    assert said[-1] == signer.position and not any(said[len(signer.authority) : -1])


@pytest.mark.parametrize("count", [3, 12, 18, 25, 40])
def test_a_long_title_is_divided_into_lines_of_about_the_same_length(count):
    words = [f"chữ{n % 7}" for n in range(count)]
    lines = typeset.lines(" ".join(words), 14, 450, bold=True, phrases=())
    assert " ".join(lines).split(" ") == words
    long = [typeset.width(one, 14, bold=True) for one in lines]
    assert max(long) <= 450 and min(long) > max(long) * 0.6


def test_a_title_is_rather_divided_where_a_phrase_ends():
    subject = (
        "Kết quả triển khai 25 dịch vụ công thiết yếu theo Đề án 06 tuần\u00a022\u00a0năm\u00a02023"
    )
    first, second = typeset.lines(subject, 14, 450, bold=True, phrases=texts.document.PHRASES_BEGIN)
    assert second.startswith("theo Đề án 06") and f"{first} {second}" == subject


def test_something_that_is_no_report_breaks_all():
    out = BytesIO()
    docx.Document().save(out)
    assert len(decree30_check.check(out.getvalue())) == len(decree30_check._RULES)


def test_the_report_is_the_same_bytes_each_time(summary, report):
    assert drawn_report(summary, worded(summary)) == report
