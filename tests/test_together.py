"""One cause that strikes several cells is said once, with its cells, wherever findings are said."""

import re

import pytest
from made import filled
from openpyxl import load_workbook
from typed import OfficeFolder

from pipeline import texts
from pipeline.domain.areas import areas
from pipeline.domain.finding import Where


def careless(form):
    """Five causes, each of which strikes five cells of a column or more."""
    for code in form.rows:
        form.cell(code, "received_online").value = "8"  # typed as text
        form.cell(code, "rejected").value = None
        form.cell(code, "results_returned").value = "không"
        form.cell(code, "sent_back").number_format = "0%"
    form.table.row_dimensions[12].hidden = True


CAUSES = {
    "C10": "E10:E14",
    "C03": "O10:O14",
    "C01": "P10:P14",
    "C30": "Q10:Q14",
    "H10": "D12:O12, Q12, U12, W12",
}


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    office = OfficeFolder(tmp_path_factory.mktemp("office"))
    values = {"sent_back": 2, "sent_back_reason": "Thiếu bản sao giấy khai sinh"}
    content = filled("tu-phap", office.root / "forms", tamper=careless, **values)
    (office.collected / "a.xlsx").write_bytes(content)
    return office


@pytest.fixture(scope="module")
def merged(office):
    return office.run("merge", "2023-W12", "--now", "2023-03-28T08:00")


def test_on_the_screen(office, merged):
    asked = {code: place for code, place in CAUSES.items() if code != "C10"}  # a note
    assert texts.screen.FINDINGS_NOTED.format(count=len(asked), notes=1) in merged.stdout
    checked = office.run("check", office.collected / "a.xlsx").stdout
    for said, causes in ((merged.stdout, asked), (checked, CAUSES)):
        found = re.findall(r"\[([A-Z]\d\d)\] .*?, ô ([A-Z0-9:, ]*?)(?:, cột.*)?$", said, re.M)
        assert dict(found) == causes and len(found) == len(causes)


def test_in_json(office):
    (file,) = office.json("check", office.collected / "a.xlsx")["files"]
    assert {f["code"]: areas(f["cells"]) for f in file["findings"]} == CAUSES
    assert all(f["cell"] == f["cells"][0] for f in file["findings"])


def test_in_the_workbook_and_in_the_form_that_goes_back(office, merged):
    folder = office.output / "2023-W12"
    book = load_workbook(folder / "tong-hop-2023-W12.xlsx")[texts.tables.SHEET_FINDINGS]
    rows = [[cell.value for cell in row] for row in book.iter_rows()]
    listed = [(row[2], row[5]) for row in rows if row[2] in CAUSES]
    assert sorted(listed) == sorted(CAUSES.items())
    form = load_workbook(folder / "tra-lai" / "2023-W12-tu-phap.xlsx")
    listed = [row[2].value for row in form[texts.form.MENDING_SHEET].iter_rows(min_row=7)]
    # A note asks for nothing.
    assert sorted(listed) == sorted(place for code, place in CAUSES.items() if code != "C10")
    marked = {
        cell.coordinate for row in form["Số liệu"].iter_rows() for cell in row if cell.comment
    }
    assert marked >= {f"{column}{row}" for column in "OPQ" for row in range(10, 15)}


def once(*said):
    """What is said of findings that are given as code, cell and details."""
    found = [
        texts.findings.found(code, Where("a.xlsx", sheet, cell, column), **details)
        for code, sheet, cell, column, details in said
    ]
    return [(f.code, f.place, f.where.column) for f in texts.findings.once(found)]


def test_what_is_of_another_cause_stays_alone():
    blank, negative = ("C01", "Số liệu"), ("C07", "Số liệu")
    assert once((*blank, "E10", "A", {}), (*blank, "F11", "B", {})) == [
        ("C01", "E10", "A"),
        ("C01", "F11", "B"),
    ], "in no line with one another"
    assert once((*blank, "E10", "A", {}), ("C01", "Khác", "E11", "A", {})) == [
        ("C01", "E10", "A"),
        ("C01", "E11", "A"),
    ], "on another sheet"
    assert (
        len(once((*negative, "E10", "A", {"value": -1}), (*negative, "E11", "A", {"value": -2})))
        == 2
    )
    assert once(*((*blank, cell, "A", {}) for cell in ("E10", "F11", "E11"))) == [
        ("C01", "E10:E11, F11", "A")
    ], "what joins them may come last"
    assert once((*blank, "E10", "A", {}), (*blank, "F10", "B", {})) == [("C01", "E10:F10", None)]


def test_what_is_about_a_whole_file_is_said_of_each():
    found = [texts.findings.found("F12", Where(name)) for name in ("a.xlsx", "b.xlsx")]
    assert texts.findings.once(found) == tuple(found)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (["E10"], "E10"),
        (["E10", "E11", "F10", "F11"], "E10:F11"),
        (["Z3", "AA3", "AB3"], "Z3:AB3"),
        (["E10", "G10", "E12"], "E10, E12, G10"),
        (["E10", "E11", "F11", "F12"], "E10:E11, F11:F12"),
    ],
)
def test_areas(cells, said):
    assert areas(cells) == said
