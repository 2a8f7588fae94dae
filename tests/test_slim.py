"""Cells and rows that hold nothing are dropped before they are read; nothing else is."""

import pytest
from made import filled
from test_container import book, in_sheet, repacked, shared
from test_hostile import bordered, claiming

from pipeline.intake.slim import without_blanks, without_claims
from pipeline.intake.workbook import read
from pipeline.intake.worker import read_all


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    return filled("thue", tmp_path_factory.mktemp("slim"))


def test_a_form_with_blank_bordered_cells_reads_as_it_would_without(good):
    """In a reader's memory, and in a part of its time: to look at each cell would take 10 s."""
    content = bordered(good, 100_000)
    assert list(read_all([content], first_cells, work=4)) == [(content, first_cells(good))]


def first_cells(content):
    return dict(read(content).sheets[0].cells)


@pytest.mark.parametrize(
    ("part", "slim"),
    [
        (b'<row r="1"><c r="A1" s="1"/><c r="B1"><v>1</v></c></row>',
         b'<row r="1"><c r="B1"><v>1</v></c></row>'),
        (b'<row r="1"><c r="A1" s="1"></c></row><row r="2"/><row r="3"><c r="A3"/></row>', b""),
        (b'<row r="2" hidden="1"><c r="A2"/></row>', b'<row r="2" hidden="1"></row>'),
        (b'<row r="1"><c r="A1"/><c><v>1</v></c></row>', None),  # the second is placed by the first
        (b'<row><c r="A1"/></row><row><c r="A2"><v>1</v></c></row>', None),
        (b'<row r="1"><c r="A1" t="s"><f>1</f></c></row>', None),
        (b'<c r="A1"><v><![CDATA[<c r="A1"/>]]></v></c>', None),
    ],
)  # fmt: skip
def test_what_says_something_stays(part, slim):
    assert without_blanks(part) == (part if slim is None else slim)


def test_a_cell_placed_by_blank_ones_before_it_keeps_its_place():
    placed = b'<row r="9"><c r="A9" s="0"/><c r="B9" s="0"/><c><v>5</v></c></row></sheetData>'
    sheet = read(repacked(book(), in_sheet(b"</sheetData>", placed))).sheets[0]
    assert sheet.cells[8, 2].value == 5


@pytest.mark.parametrize("strings", [0, 6 * 10**7, 10**12, 10**30])
def test_a_false_count_of_texts_is_no_reason_to_refuse(strings):
    assert read(claiming(strings)).sheets == read(shared()).sheets


def test_what_a_text_says_of_counts_stays():
    part = b'<sst count="7" uniqueCount="7" xmlns="m"><si><t>sst count="1"</t></si></sst>'
    assert without_claims(part) == b'<sst xmlns="m"><si><t>sst count="1"</t></si></sst>'
