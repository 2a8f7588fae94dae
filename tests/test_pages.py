"""No page holds only a number or the end mark, wherever the text before it ends."""

from dataclasses import replace

import pytest
from made import filled, read, summary_of, worded
from pages import appendix_pages, letters, pages_of, thin

from pipeline.consolidate.grids.appendices import report_appendices
from pipeline.consolidate.grids.gather import grids_of
from pipeline.domain.grid import Chapter, Grid, GridColumn, GridRow, Words
from pipeline.domain.numeral import Piece
from pipeline.domain.report import Paragraph, Run
from pipeline.outputs.report.report_docx import build_report
from pipeline.outputs.said import letter_of

pytestmark = pytest.mark.office
UNITS = ("cong-an", "tu-phap", "tnmt", "gddt", "ldtbxh", "thue", "bhxh", "dien-luc")


@pytest.fixture(scope="module")
def week(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tuần")
    reports = [read(filled(unit, folder), f"{unit}.xlsx") for unit in UNITS]
    summary = summary_of(reports)
    return summary, worded(summary)


def drawn(week, path, *, report=None, appendices=None):
    summary, worded_as = week
    chapters = report_appendices(grids_of(summary, worded_as)) if appendices is None else appendices
    path.write_bytes(build_report(letter_of(summary, report or worded_as, chapters)))
    return path


def test_a_week_is_a_few_pages_and_its_appendix(week, tmp_path):
    pages = pages_of([drawn(week, tmp_path / "tuần.docx")], tmp_path / "pdf")
    body, appendix = appendix_pages(pages["tuần"])
    assert not thin(pages) and body <= 3 and appendix <= 3


def table(rows, *notes):
    """An appendix of so many rows."""
    columns = (GridColumn(id="name", label="Đơn vị"), GridColumn(id="said", label="Kết quả"))
    cells = {"name": Words("UBND xã mẫu"), "said": Words("đã hoàn thành")}
    title = f"Bảng thử {rows} dòng"
    grid = Grid(
        id="rows", title=title, columns=columns, rows=(GridRow(cells=cells),) * rows, notes=notes
    )
    return Chapter(title, (grid,))


def test_an_appendix_ends_on_the_page_of_its_last_rows(week, tmp_path):
    """Wherever its last row falls: a page holds about twenty."""
    sizes = range(14, 26)
    path = drawn(week, tmp_path / "dòng.docx", appendices=[table(rows) for rows in sizes])
    (texts,) = pages_of([path], tmp_path / "pdf").values()
    ends = [page for page in texts if page.rstrip().endswith("./.")]
    assert len(ends) >= len(sizes)
    assert all(page.count("UBND xã mẫu") >= 3 for page in ends if "UBND xã mẫu" in page)
    assert all(letters(page) >= 60 for page in texts)
    assert {page.count("UBND xã mẫu") for page in texts} >= {3, 14}, "some went over, some did not"


def test_a_longer_one_ends_with_what_must_be_known_to_read_it(week, tmp_path):
    """Each table of a report has a note, on whose page its end stands."""
    summary, worded_as = week
    for chapter in report_appendices(grids_of(summary, worded_as)):
        assert any(letters(note) >= 60 for grid in chapter.grids for note in grid.notes)
    note = (
        "Số liệu cộng từ báo cáo của các đơn vị theo từng dịch vụ công; kết quả tính đến cuối kỳ."
    )
    chapters = [table(rows, note) for rows in range(40, 48)]
    path = drawn(week, tmp_path / "dài.docx", appendices=chapters)
    assert not thin(pages_of([path], tmp_path / "pdf"))


def test_a_signature_never_leaves_an_empty_page_behind(week, tmp_path):
    """However long the body: what ends its section takes no page of its own."""
    _, report = week
    line = Paragraph((Run((Piece("Một đoạn văn ngắn của báo cáo thử."),)),))
    paths = []
    for more in range(34):
        longer = replace(report, blocks=(*[line] * more, report.blocks[-1]))
        path = tmp_path / f"dài {more:02}.docx"
        paths.append(drawn(week, path, report=longer, appendices=[table(3)]))
    pages = pages_of(paths, tmp_path / "pdf")
    assert not thin(pages)
    assert {appendix_pages(texts)[0] for texts in pages.values()} == {1, 2}, "one grew by a page"
