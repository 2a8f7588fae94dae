"""A grid in the Word report: what it says, whatever it is of, read back from a real file."""

from dataclasses import replace
from fractions import Fraction
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt
from made import ROOT, WORDING, drawn_report, filled, read, summary_of
from monthly import COUNT, RATE, SMALL, STATE, District
from monthly import month as month_of

from pipeline import texts
from pipeline.consolidate.grids.appendices import correction_appendices, report_appendices
from pipeline.consolidate.grids.correction import correction_grid
from pipeline.consolidate.grids.gather import grids_of
from pipeline.consolidate.wording import word_report
from pipeline.domain.figure import BY_UNIT, INDICATORS, MERITS, SEALED, TASKS, FigureId
from pipeline.domain.grid import (
    Bars,
    Grid,
    GridColumn,
    GridRow,
    Kind,
    Medium,
    Number,
    Phrase,
    State,
    Tone,
    Words,
)
from pipeline.domain.issue import corrections, figures_of
from pipeline.domain.shape import Shape
from pipeline.outputs.proof import prove_report
from pipeline.outputs.report.chart_docx import charts_of
from pipeline.outputs.report.grid_docx import grid_table
from pipeline.outputs.report.report_docx import build_report
from pipeline.outputs.said import in_words, letter_of

JAN = month_of("2023-01")
BOOK, PAPER = frozenset({Medium.BOOK}), frozenset({Medium.PAPER})
NASTY = "a\x07b <c> & d"
COLUMNS = (
    GridColumn(id="tt", label="TT", paper=10),
    GridColumn(id="name", label="Tên", words=True, room=46, paper=58),
    GridColumn(id="code", label="Mã", media=BOOK),
    GridColumn(id="new", label="mới", group="Tiếp nhận", paper=16),
    GridColumn(id="old", label="cũ", group="Tiếp nhận", paper=16),
    GridColumn(id="hidden", label="trang tính", group="Tiếp nhận", media=BOOK),
    GridColumn(id="rate", label="tỷ lệ", group="Kết quả", paper=20),
)


def counted(number, name, new, old, rate, **more):
    cells = {
        "tt": Number(number, Shape.ORDINAL),
        "name": Words(name),
        "code": Words("chỉ ở trang tính"),
        "new": Number(new),
        "old": Number(old),
        "rate": Number(rate, Shape.RATE),
    }
    return GridRow(cells=cells, **more)


ROWS = (
    GridRow(cells={}, kind=Kind.GROUP, label="I. Nhóm"),
    GridRow(cells={"name": Words("chỉ ở trang tính")}, media=BOOK),
    counted(1, "Tư pháp", 1234, 2, Fraction(2, 3), kind=Kind.SUBTOTAL),
    counted(2, NASTY, None, 0, None),
    counted(3, "Im lặng", 5, 6, 1, state=State("chưa có báo cáo", ("new", "old", "hidden"))),
    counted(4, "TỔNG", 1239, 8, Fraction(1), kind=Kind.TOTAL),
)
GRID = Grid(id="grid", title="Bảng", columns=COLUMNS, rows=ROWS, numbered=True)


def table_of(grid):
    """Draw a grid into a file and read its table back."""
    document = docx.Document()
    document.element.body.insert(0, grid_table(in_words(grid)))
    out = BytesIO()
    document.save(out)
    (table,) = docx.Document(BytesIO(out.getvalue())).tables
    return table


@pytest.fixture(scope="module")
def table():
    return table_of(GRID)


def said(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_a_table_says_what_its_grid_says(table):
    assert said(table) == [
        ["TT", "Tên", "Tiếp nhận", "Tiếp nhận", "Kết quả"],
        ["TT", "Tên", "mới", "cũ", "tỷ lệ"],
        ["(1)", "(2)", "(3)", "(4)", "(5)"],
        ["I. Nhóm"] * 5,
        ["1", "Tư pháp", "1.234", "2", "66,67%"],
        ["2", "a\ufffdb <c> & d", "–", "0", "–"],
        ["3", "Im lặng", "chưa có báo cáo", "chưa có báo cáo", "100%"],
        ["4", "TỔNG", "1.239", "8", "100%"],
    ]


def test_cells_that_are_one_are_merged(table):
    spans = [
        [(c.findtext(f".//{qn('w:t')}"), (s := c.find(f".//{qn('w:gridSpan')}")) is not None
          and s.get(qn("w:val"))) for c in row._tr.iter(qn("w:tc"))]
        for row in table.rows
    ]  # fmt: skip
    assert [s for row in spans for s in row if s[1]] == [
        ("Tiếp nhận", "2"), ("I. Nhóm", "5"), ("chưa có báo cáo", "2"),
    ]  # fmt: skip
    head = table.rows[0]._tr
    assert [m.get(qn("w:val")) for m in head.iter(qn("w:vMerge"))] == ["restart", "restart"]


def test_headers_repeat_and_no_row_is_divided(table):
    rows = [row._tr.trPr for row in table.rows]
    heads = [properties.find(qn("w:tblHeader")) is not None for properties in rows]
    assert heads == [True] * 3 + [False] * 5
    assert all(properties.find(qn("w:cantSplit")) is not None for properties in rows)


def kept(table):
    """Whether each row below the header stands on the page of the next."""
    return [
        all(p.paragraph_format.keep_with_next for c in row.cells for p in c.paragraphs)
        for row in table.rows[3:]
    ]


def test_a_heading_row_is_never_the_last_of_a_page(table):
    assert kept(table) == [True, True, False, False, False]


def test_a_list_of_sums_may_break_anywhere():
    sums = [counted(n, f"Lĩnh vực {n}", n, n, 1, kind=Kind.SUBTOTAL) for n in range(1, 5)]
    whole = counted(5, "TỔNG", 10, 10, 1, kind=Kind.TOTAL)
    assert not any(kept(table_of(replace(GRID, rows=(*sums, whole)))))


def looks(table, row, column):
    (run,) = table.rows[row].cells[column].paragraphs[0].runs
    return run.bold, run.italic, run.font.size


def test_sums_stand_out_and_states_differ_from_figures(table):
    assert looks(table, 4, 2) == looks(table, 7, 2) == (True, None, Pt(10.5))
    assert looks(table, 5, 2) == (None, None, Pt(10.5))
    assert looks(table, 6, 2) == (None, True, Pt(10.5))
    assert looks(table, 0, 0) == (True, None, Pt(10))
    assert looks(table, 2, 0) == (None, True, Pt(10))


def test_a_grid_without_groups_has_one_row_of_headers():
    columns = tuple(GridColumn(id=f"c{n}", label=f"Cột {n}") for n in range(3))
    grid = Grid(id="list", title="", columns=columns, rows=(), empty="Không có.")
    assert said(table_of(grid)) == [["Cột 0", "Cột 1", "Cột 2"], ["Không có."] * 3]


@pytest.mark.parametrize("count", [1, 2, 7, 15, 16, 23])
def test_any_columns_fill_the_page_and_many_are_set_smaller(count):
    columns = tuple(GridColumn(id=f"c{n}", label="x", room=1 + n % 3) for n in range(count))
    row = GridRow(cells={column.id: Number(7) for column in columns})
    table = table_of(Grid(id="wide", title="", columns=columns, rows=(row,)))
    widths = [int(step.get(qn("w:w"))) for step in table._tbl.tblGrid]
    assert abs(sum(widths) - 252 * 56.7) <= count, "in twentieths of a point"
    assert looks(table, 1, 0)[2] == (Pt(10.5) if count <= 15 else Pt(10))


def test_words_and_numbers_in_one_cell():
    parts = (
        Number(1200),
        Words("/"),
        Number(2400),
        Words(" ("),
        Number(Fraction(1, 2), Shape.RATE),
    )
    row = GridRow(cells={"a": Phrase((*parts, Words(")"))), "b": Number(5, Shape.SIGNED)})
    columns = (GridColumn(id="a", label="A"), GridColumn(id="b", label="B"))
    table = table_of(Grid(id="phrase", title="", columns=columns, rows=(row,)))
    assert said(table)[1] == ["1.200/2.400 (50%)", "+5"]


@pytest.mark.parametrize(
    ("value", "shape", "words"),
    [
        (None, Shape.COUNT, "–"),
        (None, Shape.RATE, "–"),
        (0, Shape.COUNT, "0"),
        (0, Shape.SIGNED, "0"),
        (-1234, Shape.SIGNED, "-1.234"),
        (Fraction(9999, 10000), Shape.RATE, "99,99%"),
        (Fraction(999999, 1000000), Shape.RATE, "99,9999%"),
        (Fraction(15999, 20000), Shape.RATE, "79,995%"),
        (Fraction(1343, 1658), Shape.RATE, "81%"),
        (Fraction(1, 8), Shape.CHANGE, "+12,5%"),
        (Fraction(-1, 8), Shape.CHANGE, "-12,5%"),
        (1234, Shape.ORDINAL, "1234"),
    ],
)
def test_a_figure_has_one_way_to_be_written(value, shape, words):
    assert texts.numbers.figure_words(value, shape) == words


def test_bars_are_drawn_from_rows_so_many_to_a_page():
    columns = (GridColumn(id="name", label=""), GridColumn(id="a", label="A"))
    rows = tuple(
        GridRow(cells={"name": Words(f"xã {n}"), "a": Number(None if n == 3 else n)})
        for n in range(43)
    )
    bars = Bars("Báo cáo", tones=(Tone.BAD,), names=("Thiếu",))
    grid = Grid(id="bars", title="", columns=columns, rows=rows, bars=(bars,))
    charts = list(charts_of(grid))
    assert [chart.title for chart in charts] == [f"Báo cáo ({n}/3)" for n in (1, 2, 3)]
    assert [name for chart in charts for name in chart.categories] == [f"xã {n}" for n in range(43)]
    values = [value for chart in charts for value in chart.series[0].values]
    assert values == [None if n == 3 else n for n in range(43)], "unknown is no bar of 0"
    assert charts[0].series[0].name == "Thiếu"
    assert not list(charts_of(Grid(id="none", title="", columns=columns, rows=(), bars=(bars,))))


# --- the grids of real reports ---


@pytest.fixture(scope="module")
def month():
    """A month one of whose units reported; its grids and its report, read back."""
    district = District()
    district.month(SMALL, JAN, (3, 4), (5, 2, 6, 4), (1, 2))
    summary = district.summary(JAN)
    report = word_report(ROOT / "input_templates" / "shared" / "report.md", summary)
    grids = grids_of(summary, report)
    return grids, docx.Document(BytesIO(drawn_report(summary, report)))


def drawn(grids):
    """Yield the grids the report draws as tables, in its order."""
    for chapter in report_appendices(grids):
        yield from (grid for grid in chapter.grids if not grid.bars)


def cells_read(grids, document):
    """Yield each cell of each grid beside what stands in its place in the file."""
    shown = list(drawn(grids))
    tables = document.tables[-len(shown) :]
    for grid, table in zip(shown, tables, strict=True):
        rows = [row for row in table.rows if row._tr.trPr.find(qn("w:tblHeader")) is None]
        lines = [row for _, row in grid.rows_on(Medium.PAPER)]
        assert len(rows) == len(lines) or (not lines and grid.empty)
        for line, row in zip(lines, rows, strict=False):
            for column, cell in zip(grid.columns_on(Medium.PAPER), row.cells, strict=True):
                yield grid, line, column, cell.text


def test_every_figure_stands_in_its_place(month):
    """What the file says is worked out here from the value alone, whatever the renderer did."""
    found = {}
    for grid, line, column, text in cells_read(*month):
        cell = line.cells.get(column.id)
        covered = line.state.columns if line.state else ()
        if isinstance(cell, Number) and cell.figure and column.id not in covered:
            found[cell.figure] = (grid.id, cell.value, text)
    assert {id.table for id in found} >= {INDICATORS}
    for _, value, text in found.values():
        assert text == ("–" if value is None else f"{value:,}".replace(",", "."))
    assert (
        found[next(id for id in found if (id.item, id.column) == (COUNT.code, "closing"))][1] == 7
    )


def test_figures_in_words_are_known_too(month):
    grids, document = month
    shown = {id: number for grid in drawn(grids) for *_, number in grid.figures()
             for id in [number.figure]}  # fmt: skip
    assert {id.table for id in shown} >= {BY_UNIT, MERITS, TASKS, INDICATORS}
    by_unit = {(id.item, id.column): n.value for id, n in shown.items() if id.table == BY_UNIT}
    assert by_unit[RATE.code, "flow"] == 2 and by_unit[RATE.code, "flow_of"] == 4
    said = {text for *_, text in cells_read(grids, document)}
    assert "2/4" in said and "4" in said and "1/2" in said


def test_what_nobody_reported_is_said_and_not_left_blank():
    """A blank cell reads as 0, or as forgotten."""
    summary = District().summary(JAN)
    report = word_report(ROOT / "input_templates" / "shared" / "report.md", summary)
    grids = grids_of(summary, report)
    document = docx.Document(BytesIO(drawn_report(summary, report)))
    figures = ("reported", "whole", "rate", "cumulative")
    said = {
        (line.cells["code"].text, column.id): text
        for grid, line, column, text in cells_read(grids, document)
        if grid.id == "indicators" and line.kind is Kind.ITEM and column.id in figures
    }
    asked = {(one.code, column) for one in (COUNT, RATE, STATE) for column in figures}
    assert asked <= said.keys() and set(said.values()) == {"chưa có báo cáo"}


def test_the_appendix_of_a_week_holds_its_services(tmp_path):
    summary = summary_of([read(filled("tu-phap", tmp_path), "a.xlsx")])
    report = word_report(WORDING, summary)
    grids = grids_of(summary, report)
    cells = list(cells_read(grids, docx.Document(BytesIO(drawn_report(summary, report)))))
    total = {column.id: text for _, line, column, text in cells if line.kind is Kind.TOTAL}
    assert total["received_online"] == "40" and total["label"] == "TỔNG CỘNG (1/8 đơn vị)"
    assert len(cells) == len(summary.lines) * (len(summary.table.printed) + 2)


@pytest.mark.parametrize(
    ("times", "kinds"),
    [
        (1, {*Kind} - {Kind.GROUP, Kind.CHECK}),
        (20, {Kind.SUBTOTAL, Kind.TOTAL}),
        (80, {Kind.TOTAL}),
    ],
)
def test_of_a_table_too_long_to_be_read_the_report_prints_the_sums(tmp_path, times, kinds):
    summary = summary_of([read(filled("tu-phap", tmp_path), "a.xlsx")])
    report = word_report(WORDING, summary)
    grids = grids_of(summary, report)
    *above, total = grids["appendix"].rows
    grids["appendix"] = replace(grids["appendix"], rows=(*above * times, total))
    appendices = report_appendices(grids)
    content = build_report(letter_of(summary, report, appendices))
    prove_report(summary, report, appendices, content)
    shown = [row for _, row in appendices[0].grids[0].rows_on(Medium.PAPER)]
    document = docx.Document(BytesIO(content))
    headers = 3
    assert {row.kind for row in shown} == kinds
    assert len(said(document.tables[2])) - headers == len(shown) <= 300
    note = f"Bảng đầy đủ có {texts.numbers.number(len(above) * times + 1)} dòng"
    assert any(one.text.startswith(note) for one in document.paragraphs) is (times > 1)


def test_a_correction_lists_the_figures_by_their_identity(tmp_path):
    now = summary_of([read(filled("tu-phap", tmp_path), "a.xlsx")])
    again = read(filled("tu-phap", tmp_path, received_online=9, resolved_early=4), "b.xlsx")
    issued, right = figures_of(now), summary_of([again])
    found = corrections(issued, right)
    grid = correction_grid(right, issued, found)
    new = {number.figure: number.value for *_, number in grid.figures()}
    assert len(new) == len(found) and {id.key for id in new} == {
        key for key, value in figures_of(right).items() if issued.get(key) != value
    }
    assert all(figures_of(right)[id.key] == value for id, value in new.items())
    report = word_report(WORDING, right)
    content = build_report(letter_of(right, report, correction_appendices(grid)))
    rows = said(docx.Document(BytesIO(content)).tables[-1])[1:]
    assert ["TỔNG CỘNG", "Số hồ sơ tiếp nhận: trực tuyến", "hồ sơ", "40", "45"] in [
        r[1:] for r in rows
    ]
    assert ["TỔNG CỘNG", "%", "80%", "81,82%"] in [[r[1], *r[3:]] for r in rows]
    assert [row[0] for row in rows] == [str(n) for n in range(1, len(grid.rows) + 1)]


def test_a_figures_name_leads_back_to_it(month):
    grids, _ = month
    stated = {number.figure for grid in drawn(grids) for *_, number in grid.figures()}
    ids = {id for id in stated if id.table in SEALED}
    assert ids and all(FigureId.of(id.period, id.key) == id for id in ids)
