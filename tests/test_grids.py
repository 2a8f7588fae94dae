"""Grids: drawn on a sheet, and as well in a medium of sixty lines; what is unknown is never 0."""

import io
import re
import zipfile
from dataclasses import replace
from fractions import Fraction
from html import escape

import openpyxl
import pytest
from lxml import etree
from made import OFFICE, drawn_report, drawn_workbook, filled, proved, read, summary_of, worded
from office import convert
from python_calamine import CalamineWorkbook
from weekly import FORM

from pipeline import texts
from pipeline.consolidate.grids import data
from pipeline.consolidate.grids.cells import named_in_a_cell
from pipeline.consolidate.grids.gather import grids_of
from pipeline.domain.grid import (
    Kind,
    Medium,
    Number,
    Ratio,
    Same,
    SumOfColumns,
    SumOfRows,
    SumWhere,
)
from pipeline.domain.shape import Shape

UNKNOWN = "–"
UNITS = ("thue", "tu-phap")
FILES = 8 + 2 + 1  # received for each service: online, directly, from before
POST = replace(FORM.table.columns[1], id="by_post", label="Bưu chính", required=False)
WIDER = replace(  # the form after it got a column: what went out before is read by what it was
    FORM,
    version=FORM.version + 1,
    tables=(replace(FORM.table, columns=(POST, *FORM.table.columns)),),
    earlier=(FORM,),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("grids")


def week_of(folder, *units, form=FORM):
    sent = [read(filled(unit, folder), f"{unit}.xlsx", form=form) for unit in units]
    summary = summary_of(sent, form=form)
    return summary, drawn_workbook(summary, worded(summary))


@pytest.fixture(scope="module")
def empty(folder):
    """Before anybody sent: the first merge of every week."""
    return week_of(folder)


@pytest.fixture(scope="module")
def widened(folder):
    """Two units sent before the form got a column."""
    return week_of(folder, *UNITS, form=WIDER)


@pytest.fixture(scope="module")
def whole(folder):
    return week_of(folder, "cong-an", "thue", "tu-phap")


def both_readers(content, sheet):
    """A sheet's rows as openpyxl and as the program's own reader find them."""
    yield list(openpyxl.load_workbook(io.BytesIO(content), data_only=True)[sheet].values)
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    yield book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)


def formulas_of(content):
    """Every formula of a workbook with the value cached beside it."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            if name.startswith("xl/worksheets/sheet"):
                for cell in re.findall(r"<c [^>]*>.*?</c>", package.read(name).decode()):
                    if found := re.search(r"<f>(.*?)</f>(?:<v>(.*?)</v>)?", cell):
                        yield found[1], found[2]


# --- what is unknown ---


def test_before_anybody_sent_the_cover_says_that_nothing_is_known(empty):
    summary, content = empty
    names = [column.name for column in summary.table.printed if column.parts or column.ratio]
    assert len(names) > 2
    for rows in both_readers(content, texts.tables.SHEET_COVER):
        said = {row[0]: row[1] for row in rows if row[0] in names}
        assert said == dict.fromkeys(names, UNKNOWN)


def test_before_anybody_sent_no_unit_has_a_sum(empty):
    summary, content = empty
    count = len(summary.table.printed)
    for rows in both_readers(content, texts.tables.SHEET_UNITS):
        (total,) = (row for row in rows if str(row[0]).startswith("TỔNG CỘNG"))
        assert list(total[2 : 2 + count]) == [UNKNOWN] * count
        said = [row[2] for row in rows if row[0] in {s.unit.code for s in summary.standings}]
        assert said == ["chưa có báo cáo"] * 8


def test_a_column_that_was_not_asked_is_unknown_and_its_neighbours_are_not(widened):
    _, content = widened
    for rows in both_readers(content, texts.tables.SHEET_UNITS):
        header = next(row for row in rows if POST.label in row)
        at = header.index(POST.label)
        said = {str(row[0]).split(" (")[0]: row[at : at + 2] for row in rows}
        of_unit = {unit: sum(s.unit == unit for s in OFFICE.services) for unit in UNITS}
        wanted = of_unit | {"TỔNG CỘNG": sum(of_unit.values())}
        assert all(wanted.values())
        for unit, services in wanted.items():
            assert tuple(said[unit]) == (UNKNOWN, FILES * services), unit


@pytest.mark.parametrize("made", ["empty", "widened", "whole"])
def test_every_formula_has_the_value_of_its_own_cell(made, request):
    _, content = request.getfixturevalue(made)
    found = list(formulas_of(content))
    assert not [formula for formula, value in found if value in (None, "", "None")]
    assert bool(found) is (made != "empty")


@pytest.mark.parametrize("formula", [SumOfRows((1,)), SumOfColumns(("a",)), SumWhere("data", "a")])
def test_what_is_unknown_cannot_have_a_formula(formula):
    with pytest.raises(ValueError, match="nothing known"):
        Number(None, formula=formula)


@pytest.mark.parametrize(
    ("value", "shape", "said"),
    [
        (None, Shape.COUNT, UNKNOWN),
        (None, Shape.RATE, UNKNOWN),
        (1234567, Shape.COUNT, "1.234.567"),
        (0, Shape.COUNT, "0"),
        (Fraction(6, 7), Shape.RATE, "85,71%"),
        (5, Shape.SIGNED, "+5"),
        (-1234, Shape.SIGNED, "-1.234"),
        (0, Shape.SIGNED, "0"),
        (Fraction(-1, 8), Shape.CHANGE, "-12,5%"),
        (2023, Shape.ORDINAL, "2023"),
    ],
)
def test_what_a_figure_looks_like(value, shape, said):
    assert texts.numbers.figure_words(value, shape) == said


@pytest.mark.office
@pytest.mark.parametrize("made", ["empty", "widened", "whole"])
def test_the_values_are_what_libreoffice_works_out(made, request, tmp_path):
    """The cached values are taken out, so that it must."""
    _, content = request.getfixturevalue(made)
    path = tmp_path / "bare.xlsx"
    with zipfile.ZipFile(io.BytesIO(content)) as package, zipfile.ZipFile(path, "w") as bare:
        for name in package.namelist():
            part = package.read(name)
            if name.startswith("xl/worksheets/sheet"):
                part = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", part)
            bare.writestr(name, part)
    theirs = openpyxl.load_workbook(convert(path, "xlsx", tmp_path / "out"), data_only=True)
    ours = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    compared = 0
    for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            here, there = (book[sheet.title][cell.coordinate].value for book in (ours, theirs))
            assert here == pytest.approx(there), f"{sheet.title} {cell.coordinate}"
            compared += 1
    assert bool(compared) is (made != "empty")


# --- another medium ---


def html(grid, medium):
    """Draw any grid as a table of HTML: what another output takes."""
    columns = grid.columns_on(medium)
    lines = [f"<h1>{escape(grid.title)}</h1>", f"<p>{escape(grid.measure)}</p>", "<table>"]
    lines += [_tr((column.group, 1, "th") for column in columns)]
    lines += [_tr((column.label, 1, "th") for column in columns)]
    if grid.numbered:
        lines += [_tr((f"({at})", 1, "th") for at in range(1, len(columns) + 1))]
    for _, row in grid.rows_on(medium):
        lines += [_tr(_cells(row, columns), row.kind)]
    lines += ["</table>", *(f"<p>{escape(note)}</p>" for note in grid.notes)]
    return "\n".join(lines if grid.rows else [*lines, f"<p>{escape(grid.empty)}</p>"])


def _cells(row, columns):
    """Yield a row's words, each with how many columns they stand over."""
    ids = [column.id for column in columns]
    if row.kind is Kind.GROUP:
        yield row.label, len(ids), "td"
        return
    covered = [id for id in ids if row.state and id in row.state.columns]
    labelled = ids[: next((at for at, id in enumerate(ids) if id in row.cells), len(ids))]
    if row.label:
        yield row.label, len(labelled), "td"
    for column in columns:
        if column.id in covered[:1]:
            yield row.state.why or row.state.text, len(covered), "td"
        elif column.id not in covered and not (row.label and column.id in labelled):
            yield texts.tables.cell_words(row.cells.get(column.id)), 1, "td"


def _tr(cells, kind=""):
    said = "".join(f'<{tag} colspan="{span}">{escape(text)}</{tag}>' for text, span, tag in cells)
    return f'<tr class="{kind}">{said}</tr>'


def rows_of(page):
    """Read a page's table: each row's words by its column, as a browser lays them out."""
    for row in etree.HTML(page).iter("tr"):
        said = []
        for cell in row:
            said += ["".join(cell.itertext())] + [""] * (int(cell.get("colspan")) - 1)
        yield said


def shown(value, rate):
    """A cell of the workbook as people read it."""
    if value is None or isinstance(value, str):
        return value or ""
    hundredths = f"{100 * value:.2f}".rstrip("0").rstrip(".").replace(".", ",")
    return f"{hundredths}%" if rate else f"{value:,}".replace(",", ".")


def test_data_go_on_on_another_sheet_where_one_has_no_room(whole, folder, monkeypatch):
    _, content = whole
    monkeypatch.setattr(data, "MOST_LINES", 100)
    summary, parted = week_of(folder, "cong-an", "thue", "tu-phap")
    report = worded(summary)
    proved(summary, report, parted, drawn_report(summary, report))
    every, book = (
        openpyxl.load_workbook(io.BytesIO(one), data_only=True) for one in (content, parted)
    )
    names = [name for name in book.sheetnames if name.startswith("Dữ liệu")]
    assert names[:2] == ["Dữ liệu", "Dữ liệu (2)"] and len(names) > 2
    rows = [row for name in names for row in list(book[name].values)[1:]]
    assert rows == list(every["Dữ liệu"].values)[1:]
    assert [*book[names[1]].tables] == ["SoLieu2"]
    sums = [formula for formula, _ in formulas_of(parted) if "SUMIFS" in formula]
    assert sums and all(formula.count("SUMIFS") == len(names) for formula in sums)


def test_a_cell_names_sixty_units_and_counts_the_others():
    names = [f"Đơn vị {number}" for number in range(1, 61)]
    assert named_in_a_cell(names) == ", ".join(names)
    assert named_in_a_cell([*names, "A", "B"]) == (
        f"{', '.join(names)} và 2 đơn vị khác (trang “Tình trạng nộp”)"
    )


@pytest.mark.parametrize("made", ["empty", "widened", "whole"])
def test_the_appendix_as_html_says_what_the_workbook_says(made, request):
    summary, content = request.getfixturevalue(made)
    grid = grids_of(summary, worded(summary))["appendix"]
    columns = grid.columns_on(Medium.BOOK)
    drawn = list(rows_of(html(grid, Medium.BOOK)))
    assert {len(row) for row in drawn} == {len(columns)}
    sheet = openpyxl.load_workbook(io.BytesIO(content), data_only=True)[texts.tables.SHEET_APPENDIX]
    rows = [row for row in sheet.values if any(value is not None for value in row)]
    rates = [bool(column.ratio) for column in summary.table.printed]
    of_number = [False, False, *rates, False, False]
    wanted = [
        [shown(value, rate) for value, rate in zip(row, of_number, strict=True)]
        for row in rows[-len(grid.rows) :]
    ]
    assert drawn[3:] == wanted and len(wanted) > 25


def test_html_holds_what_the_units_counted(whole):
    """Held against the files, not against the grid."""
    summary, _ = whole
    grid = grids_of(summary, worded(summary))["appendix"]
    drawn = list(rows_of(html(grid, Medium.PAPER)))
    labels = [column.label for column in grid.columns_on(Medium.PAPER)]
    sent = [
        row for standing in summary.standings if standing.in_force for row in standing.in_force.rows
    ]
    online = sum(row.count("received_online") for row in sent)
    (total,) = (row for row in drawn if row[1].startswith("TỔNG CỘNG (3/8 đơn vị)"))
    assert total[labels.index("Trực tuyến")] == str(online) == str(8 * len(sent))


def test_every_figure_a_grid_states_is_known_by_what_it_is(whole):
    summary, _ = whole
    grids = grids_of(summary, worded(summary))
    numbers = [number for grid in grids.values() for _, _, number in grid.figures()]
    stated = [number.figure for number in numbers]
    appendix = [number.figure for _, _, number in grids["appendix"].figures()]
    assert len(appendix) == len(set(appendix)) > 100 and set(appendix) < set(stated)
    assert {id.period for id in stated} == {summary.period}
    assert not [one for one in numbers if summary.figures[one.figure].value != one.value]


def test_a_formula_leads_to_a_cell_that_is_there(whole):
    summary, _ = whole
    grids = grids_of(summary, worded(summary))
    numbers = [
        (grid, cell.formula)
        for grid in grids.values()
        for row in grid.rows
        for cell in row.cells.values()
        if isinstance(cell, Number) and cell.formula
    ]
    kinds = {type(formula) for _, formula in numbers}
    assert kinds == {SumOfRows, SumOfColumns, Ratio, SumWhere, Same}
    for _, formula in numbers:
        if isinstance(formula, Same):
            there = grids[formula.grid].rows[formula.row].cells[formula.column]
            assert isinstance(there, Number)
