"""Only honest workbooks get past the door; each refusal has its code."""

import io
import tracemalloc
import zipfile

import openpyxl
import pytest
import xlsxwriter
import xlwt

from pipeline.intake.book import CellKind
from pipeline.intake.workbook import Refused, read
from pipeline.texts.findings import CATALOGUE


def book(rows=(("Tên", 1), ("Số", 2.5))):
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def repacked(content, change=None, add=(), method=zipfile.ZIP_DEFLATED):
    """Pack a workbook again with parts changed by name, and more parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", method) as new:
        for item in old.infolist():
            part = old.read(item)
            new.writestr(item.filename, change(item.filename, part) if change else part)
        for name, part in add:
            new.writestr(name, part)
    return out.getvalue()


def in_sheet(old, new):
    def change(name, part):
        return part.replace(old, new, 1) if name == "xl/worksheets/sheet1.xml" else part

    return change


DOCTYPE = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


def legacy():
    made = xlwt.Workbook()
    sheet = made.add_sheet("Số liệu")
    sheet.write(0, 0, "Tên")
    sheet.write(0, 1, 7)
    sheet.write(1, 1, 2.5)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def in_encoding(name):
    head = b'<?xml version="1.0" encoding="%s"?>' % name.encode()
    return lambda part_name, part: head + part if part_name == "xl/workbook.xml" else part


def shared():
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    made.add_worksheet().write(0, 0, "Tên")
    made.close()
    return out.getvalue()


def repeated(content):
    """Add a sheet a second time under its very name; readers disagree which one holds."""
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("xl/worksheets/sheet1.xml", b"<x/>")
    return out.getvalue()


def overlapping():
    """Two entries of the directory that point at the same bytes."""
    content = bytearray(repacked(book(), add=[("x/1", b"a"), ("x/2", b"b")]))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        first = archive.getinfo("x/1").header_offset
    at = content.rindex(b"x/2") - 46
    content[at + 42 : at + 46] = first.to_bytes(4, "little")
    return bytes(content)


def flagged_encrypted():
    content = bytearray(repacked(book()))
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    return bytes(content)


def lying_size():
    """A part that declares less than it holds."""
    content = bytearray(repacked(book(), add=[("xl/extra.xml", b"x" * 5000)]))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.getinfo("xl/extra.xml").file_size == 5000
    at = content.rindex(b"PK\x01\x02")
    content[at + 24 : at + 28] = (10).to_bytes(4, "little")
    return bytes(content)


REFUSED = {
    "empty zip": ("F40", lambda: b"PK\x05\x06" + b"\0" * 18),
    "a zip of forms": ("F40", lambda: repacked_alone([("đơn vị/a.xlsx", book())])),
    "pdf": ("F10", lambda: b"%PDF-1.7 ..."),
    "html renamed": ("F09", lambda: b"<html><table><tr><td>1</td></tr></table></html>"),
    "csv": ("F07", lambda: "Tên;1\nSố;2\n".encode()),
    "random": ("F07", lambda: bytes(range(256)) * 8),
    "ods": (
        "F09",
        lambda: repacked_alone([("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")]),
    ),
    "xlsb": ("F09", lambda: repacked_alone([("xl/workbook.bin", b"\0")])),
    "encrypted xlsx": (
        "F08",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
    ),
    "encrypted entries": ("F08", flagged_encrypted),
    "truncated": ("F12", lambda: book()[:-200]),
    "cut in the middle": ("F12", lambda: book()[: len(book()) // 2]),
    "bomb": ("F11", lambda: repacked(book(), add=[("xl/comments1.xml", b"\0" * 30_000_000)])),
    "packed by bzip2": ("F12", lambda: repacked(book(), method=zipfile.ZIP_BZIP2)),
    "packed by lzma": ("F12", lambda: repacked(book(), method=zipfile.ZIP_LZMA)),
    "many parts": ("F11", lambda: repacked(book(), add=[(f"x/{i}", b"") for i in range(2100)])),
    "declared size lies": ("F12", lying_size),
    "path upwards": ("F12", lambda: repacked(book(), add=[("../evil.xml", b"x")])),
    "same part twice in other case": (
        "F12",
        lambda: repacked(book(), add=[("XL/Worksheets/Sheet1.xml", b"<x/>")]),
    ),
    "entities": ("F12", lambda: repacked(book(), in_sheet(b"<worksheet", DOCTYPE + b"<worksheet"))),
    "utf-16 part": (
        "F12",
        lambda: repacked(
            book(),
            lambda name, part: (
                part.decode().encode("utf-16") if name == "xl/worksheets/sheet1.xml" else part
            ),
        ),
    ),
    "broken xml": ("F12", lambda: repacked(book(), in_sheet(b"</sheetData>", b""))),
    "sheet gone": (
        "F12",
        lambda: repacked(
            book(),
            lambda name, part: (
                part.replace(b"sheet1.xml", b"sheet9.xml")
                if name == "xl/_rels/workbook.xml.rels"
                else part
            ),
        ),
    ),
    "relation without target": (
        "F12",
        lambda: repacked(
            book(),
            lambda name, part: (
                part.replace(b"Target=", b"Aim=") if name == "xl/_rels/workbook.xml.rels" else part
            ),
        ),
    ),
    "encoding nobody knows": (
        "F12",
        lambda: repacked(book(), in_encoding("foo")),
    ),
    "encoding of several bytes": (
        "F12",
        lambda: repacked(book(), in_encoding("shift_jis")),
    ),
    "the same part twice": (
        "F12",
        lambda: repeated(repacked(book())),
    ),
    "overlapping parts": ("F12", lambda: overlapping()),
    "document type in the strings": (
        "F12",
        lambda: repacked(
            shared(),
            lambda name, part: (
                part.replace(b"<sst", DOCTYPE + b"<sst") if name == "xl/sharedStrings.xml" else part
            ),
        ),
    ),
    "zip renamed": ("F40", lambda: repacked_alone([("a.txt", b"x"), ("b/c.png", b"y")])),
    "sheet in an html page": ("F09", lambda: b"\xef\xbb\xbf\r\n<!DOCTYPE html>"),
    "saved as a web archive": ("F09", lambda: b"MIME-Version: 1.0\r\n"),
    "saved as xml": ("F09", lambda: b'<?xml version="1.0"?><Workbook/>'),
    "nothing but a name": ("F12", lambda: b"PK\x03\x04"),
    "broken xls": ("F12", lambda: legacy()[:1500]),
}


def repacked_alone(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in parts:
            archive.writestr(name, part)
    return out.getvalue()


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name):
    code, make = REFUSED[name]
    with pytest.raises(Refused) as refused:
        read(make())
    assert refused.value.code == code
    assert refused.value.code in CATALOGUE


def test_a_cell_in_the_last_corner_is_left_out_and_costs_nothing():
    far = b'<row r="1048576"><c r="XFD1048576" t="str"><v> a </v></c></row></sheetData>'
    tracemalloc.start()
    sheet = read(repacked(book(), in_sheet(b"</sheetData>", far))).sheets[0]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert {place: cell.value for place, cell in sheet.cells.items()} == {
        **{(0, 0): "Tên", (0, 1): 1},
        **{(1, 0): "Số", (1, 1): 2.5},
    }
    assert sheet.far == {(1048575, 16383): " a "} and peak < 10 * 1024 * 1024


def test_what_is_never_read_is_never_expanded():
    dense = [(name, b"\0" * 30_000_000) for name in ("xl/media/a.png", "docProps/thumbnail.jpeg")]
    tracemalloc.start()
    content = repacked(book(), add=dense)
    tracemalloc.reset_peak()
    assert read(content).sheets[0].cells[0, 1].value == 1
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10 * 1024 * 1024


def test_styles_that_repeat_themselves_are_honest():
    spaces = b" " * 3_000_000 + b"</styleSheet>"
    content = repacked(
        book(),
        lambda name, part: (
            part.replace(b"</styleSheet>", spaces) if name == "xl/styles.xml" else part
        ),
    )
    assert read(content).sheets[0].cells[0, 1].value == 1


def test_what_is_too_large_is_named():
    with pytest.raises(Refused) as refused:
        read(repacked(book(), add=[("xl/comments1.xml", b"\0" * 30_000_000)]))
    assert refused.value.details == {"part": "xl/comments1.xml"}


def test_what_is_packed_another_way_is_refused_before_it_is_expanded():
    """100 MB that say they are ten bytes, and would come out all at once."""
    out = io.BytesIO(book())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("xl/media/a.bin", b"\0" * 100 * 1024 * 1024)
    content = bytearray(out.getvalue())
    at = content.rindex(b"PK\x01\x02")
    content[at + 24 : at + 28] = (10).to_bytes(4, "little")
    tracemalloc.start()
    with pytest.raises(Refused) as refused:
        read(bytes(content))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert refused.value.code == "F12" and peak < 10 * 1024 * 1024


def values(content):
    return {place: cell.value for place, cell in read(content).sheets[0].cells.items()}


def test_the_same_cells_from_every_kind_of_file():
    expected = {(0, 0): "Tên", (0, 1): 7, (1, 1): 2.5}
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = made.add_worksheet("Số liệu")
    sheet.write(0, 0, "Tên")
    sheet.write(0, 1, 7)
    sheet.write(1, 1, 2.5)
    made.close()
    by_openpyxl = book([("Tên", 7), (None, 2.5)])
    assert values(out.getvalue()) == values(by_openpyxl) == values(legacy()) == expected


def test_a_workbook_stored_without_compression_is_read():
    assert values(repacked(book(), method=zipfile.ZIP_STORED)) == values(book())


def test_a_chart_sheet_holds_no_cells_and_does_no_harm():
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    chart = made.add_chart({"type": "line"})
    chart.add_series({"values": "=Số!$A$1"})
    made.add_chartsheet("Biểu đồ").set_chart(chart)
    made.add_worksheet("Số").write(0, 0, 5)
    made.close()
    (sheet,) = read(out.getvalue()).sheets
    assert (sheet.name, sheet.cells[0, 0].value) == ("Số", 5)


def test_what_comments_and_properties_say_stays_apart():
    made = openpyxl.Workbook()
    made.properties.creator, made.properties.title = "Người Mẫu 12", "34"
    out = io.BytesIO()
    made.save(out)
    said = " ".join(read(out.getvalue()).asides).split()
    assert "12" in said and "34" in said


def test_macros_and_links_are_noted_and_never_followed():
    macro = read(repacked(book(), add=[("xl/vbaProject.bin", b"\0" * 50)]))
    assert macro.has_macros and macro.kind == "xlsm"
    linked = read(repacked(book(), add=[("xl/externalLinks/externalLink1.xml", b"<x/>")]))
    assert linked.has_external_links


def test_kinds_of_cells():
    from datetime import date

    made = openpyxl.Workbook()
    sheet = made.active
    sheet.append([date(2023, 3, 12), True, "=1+1", "#N/A", "'=x"])
    sheet["D1"].data_type = "e"
    out = io.BytesIO()
    made.save(out)
    cells = read(out.getvalue()).sheets[0].cells
    kinds = [cells[0, column].kind for column in range(5)]
    assert kinds == [
        CellKind.DATE,
        CellKind.BOOLEAN,
        CellKind.UNCACHED,
        CellKind.ERROR,
        CellKind.TEXT,
    ]


def test_a_formula_gives_its_stored_value():
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    made.add_worksheet().write_formula(0, 0, "=40+2", None, 42)
    made.close()
    cell = read(out.getvalue()).sheets[0].cells[0, 0]
    assert (cell.value, cell.formula) == (42, True)


def test_a_flipped_bit_is_seen():
    content = bytearray(repacked(book(), method=zipfile.ZIP_STORED))
    content[content.index(b"<v>1</v>") + 3] ^= 1  # 1 becomes 0; only the checksum knows
    with pytest.raises(Refused) as refused:
        read(bytes(content))
    assert refused.value.code == "F12"
