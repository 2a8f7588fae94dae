"""A value two readers read differently is no value; what honest programs write is never refused."""

import io
import shutil
import subprocess
from datetime import date, datetime, time, timedelta

import openpyxl
import pandas
import pytest
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from test_container import repacked
from test_workbook import by_openpyxl, by_xlsxwriter, in_part

from pipeline.intake.book import Cell, CellKind
from pipeline.intake.witness import agrees
from pipeline.intake.workbook import Refused, read

TYPED = rb'<c r="B1"[^>]*>.*?</c>'


def with_cell(xml):
    return repacked(by_openpyxl([["Tên", 1]]), in_part("sheet1", TYPED, xml))


def value(content):
    return read(content).sheets[0].cells[0, 1].value


@pytest.mark.parametrize(
    "xml",
    [
        '<c r="B1"><v>1&#48;</v></c>',
        '<c r="B1"><v>1<!---->0</v></c>',
        '<c r="B1"><v>1<![CDATA[0]]></v></c>',
        '<c r="B1"><v>1<?a b?>0</v></c>',
        '<c r="B1"><v>10</v><v>1</v></c>',
        '<c r="B1"><v>1</v><v>10</v></c>',
        '<c r="B1"><v>10</v><is><t>1</t></is></c>',
        '<c r="B1" t="inlineStr"><is><t>1</t></is><is><t>0</t></is></c>',
        '<c r="B1"><v>1_0</v></c>',
        '<c r="B1"><v>NaN</v></c>',
        '<c r="B1"><v>none</v></c>',
        '<c r="B1" t="s"><v>-1</v></c>',
        '<c r="B1" t="s"><v>7</v></c>',
        '<c r="B1"><f>1+9</f><v>1<!---->0</v></c>',
        '<c r="B1" t="str"><f>"a"</f><v>1<!---->0</v></c>',
    ],
)
def test_a_value_two_readers_may_read_differently_is_refused_or_read_as_written(xml):
    try:
        read_as = value(with_cell(xml))
    except Refused as refused:
        assert refused.code == "F12"
    else:
        assert read_as in (10, "10")


def test_a_day_said_in_pieces_is_refused():
    content = repacked(
        by_openpyxl([["Tên", date(2023, 3, 15)]]),
        in_part("sheet1", rb"<v>45000</v>", "<v>4500<!---->0</v>"),
    )
    with pytest.raises(Refused):
        read(content)


@pytest.mark.parametrize(
    ("text", "kind", "seen", "same"),
    [
        ("10", "n", 10.0, True),
        ("1E1", "n", 10, True),
        ("10", "n", 1.0, False),
        ("1", "n", True, False),
        ("45000", "n", date(2023, 3, 15), True),
        ("45000", "n", date(2023, 3, 16), False),
        ("45000.5", "n", datetime(2023, 3, 15, 12), True),
        ("0.5", "n", time(12), True),
        ("0.5", "n", time(13), False),
        ("1.5", "n", timedelta(hours=36), True),
        ("59", "n", date(1900, 2, 28), True),
        ("1", "b", True, True),
        ("0", "b", True, False),
        ("2023-01-08", "d", date(2023, 1, 8), True),
        ("2023-01-08", "d", date(2023, 1, 9), False),
        ("a_x000D_b", "s", "a\rb", True),
        ("_x005F_x000D_", "s", "_x000D_", True),
        ("a_x0001__xFFFE_b", "s", "a\x01_xFFFE_b", True),
        ("_xD83D__xDE00__x00e0_", "s", "_xD83D__xDE00_à", True),
        ("10", "s", "1", False),
        ("10", "str", 10.0, False),
    ],
)
def test_agreement(text, kind, seen, same):
    assert agrees(kind, text, seen, days_from_1904=False) is same


def test_days_from_1904_agree():
    assert agrees("n", "43538", date(2023, 3, 15), days_from_1904=True)
    assert not agrees("n", "43538", date(2023, 3, 15), days_from_1904=False)


# --- what honest programs write ---


def shapes(add):
    """Cells of every kind, with the formats that make numbers days, times and durations."""
    add("Hồ sơ &lt; & > \u00a0 “x” \ufeff", None)
    add("  hai\ndòng\t ", None)
    add("_x000D_ là chữ _x0001__xFFFE__xD83D__x0041_x0042_ _X0041_ _xZZZZ_", None)
    add("1+1 là chữ", None)
    for number in (0, -3, 2.5, 0.1 + 0.2, 1e300, 12345678901234567890, 1 / 3):
        add(number, None)
    for shape in ("dd/mm/yyyy", "hh:mm", "[h]:mm", "dd/mm/yyyy hh:mm:ss.000", "mmm-yy"):
        for number in (0, 0.25, 1, 59, 60, 61, 44985, 44985.123456789, 2958465):
            add(number, shape)


def everything_xlsxwriter(**options):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, **options})
    sheet, rows = book.add_worksheet("Số liệu"), iter(range(1000))

    def add(value, shape):
        style = book.add_format({"num_format": shape}) if shape else None
        if isinstance(value, str):
            sheet.write_string(next(rows), 1, value, style)
        else:
            sheet.write_number(next(rows), 1, value, style)

    shapes(add)
    bold = book.add_format({"bold": True})
    sheet.write_rich_string(next(rows), 1, "Đăng ký ", bold, " khai ", "sinh")
    for formula, result in (("=1+1", 2), ('="a"', "a"), ("=1/0", "#DIV/0!"), ("=1=1", True)):
        sheet.write_formula(next(rows), 1, formula, None, result)
    sheet.write_boolean(next(rows), 1, False)
    book.close()
    return out.getvalue()


def everything_openpyxl():
    book = openpyxl.Workbook()
    sheet = book.active

    def add(value, shape):
        sheet.append([None, value])
        sheet.cell(sheet.max_row, 2).number_format = shape or "General"

    shapes(add)
    sheet.append([None, CellRichText("Đăng ký ", TextBlock(InlineFont(b=True), " khai "), "sinh")])
    sheet.append([None, True])
    sheet.append([None, "#N/A"])
    sheet.append([None, "=1+1"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def everything_pandas(engine):
    frame = pandas.DataFrame(
        {
            "Tên": ["một", "  hai ", None],
            "Số": [1, 2.5, float("nan")],
            "Ngày": pandas.to_datetime(["2023-03-15 00:00", "2023-03-15 08:30", None]),
            "Có": [True, False, True],
        }
    )
    out = io.BytesIO()
    with pandas.ExcelWriter(out, engine=engine) as writer:
        frame.to_excel(writer)
    return out.getvalue()


WRITERS = {
    "xlsxwriter": everything_xlsxwriter,
    "xlsxwriter, inline": lambda: everything_xlsxwriter(constant_memory=True),
    "xlsxwriter, 1904": lambda: everything_xlsxwriter(date_1904=True),
    "openpyxl": everything_openpyxl,
    "pandas by openpyxl": lambda: everything_pandas("openpyxl"),
    "pandas by xlsxwriter": lambda: everything_pandas("xlsxwriter"),
}


@pytest.mark.parametrize("writer", WRITERS)
def test_what_honest_programs_write_is_read(writer):
    cells = read(WRITERS[writer]()).sheets[0].cells
    assert len(cells) > 10


@pytest.mark.skipif(not shutil.which("soffice"), reason="no LibreOffice here")
def test_what_libreoffice_saves_is_read_alike(tmp_path):
    names = {}
    for number, (writer, make) in enumerate(WRITERS.items()):
        names[writer] = tmp_path / f"{number}.xlsx"
        names[writer].write_bytes(make())
    subprocess.run(
        [
            *("soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"),
            *("--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", tmp_path / "out"),
            *names.values(),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    for writer, path in names.items():
        cells = read((tmp_path / "out" / path.name).read_bytes()).sheets[0].cells
        assert len(cells) > 10, writer


def test_rich_text_keeps_the_spaces_it_asks_to_keep():
    content = by_xlsxwriter([["x", "y"]])
    rich = '<si><r><t xml:space="preserve">Đăng ký </t></r><r><t>khai sinh</t></r></si>'
    cells = (
        read(repacked(content, in_part("sharedStrings", rb"<si>.*?</si>", rich))).sheets[0].cells
    )
    assert cells[0, 0] == Cell("Đăng ký khai sinh", CellKind.TEXT)
