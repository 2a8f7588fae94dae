"""The sample office lives a half-year: what is merged is what stands in the returned files."""

import random
import shutil

import docx
import openpyxl
import pytest
from mutated import mutated
from named import named_counts, of_several_figures
from net import spaced, verdict
from pages import appendix_pages, pages_of, thin
from typed import OfficeFolder

from pipeline import texts
from pipeline.config.form import load_forms
from pipeline.config.office import load_office
from pipeline.domain.period import PeriodKind
from pipeline.outputs.decree.rules import check as check_form

HALF = "2023-H1"
ABSENT = {"xa-phu-gia", "xa-huong-do"}  # sent nothing; sent what is not valid
MOST = {"2023-W06": (3, 3), "2023-06": (6, 14), HALF: (7, 16)}  # pages: body, appendices
LAST = "2023-06"  # the month that both reported last: its cumulative counts stay counted


@pytest.fixture(scope="module")
def played(make_office, tmp_path_factory):
    office = make_office(tmp_path_factory.mktemp("nửa năm"))
    done = office.run("demo", "mẫu", "--half-year")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "35/37 đơn vị" in done.stdout
    return office.root / "mẫu"


@pytest.fixture(scope="module")
def returned(played):
    """Every unit's figures, read from its file by openpyxl alone: (unit, indicator) → row."""
    return figures_in(played, PeriodKind.HALF_YEAR, HALF)


@pytest.fixture(scope="module")
def kept(played):
    """What the absent ones closed their last month with: (unit, indicator) → row."""
    months = figures_in(played, PeriodKind.MONTH, LAST)
    return {key: row for key, row in months.items() if key[0] in ABSENT and "flow" in row}


def figures_in(played, kind, period):
    form = load_forms(played / "input_templates")[kind]
    figures = {}
    for path in sorted((played / "collected" / period).glob("*.xlsx")):
        book = openpyxl.load_workbook(path, data_only=True)
        for table in form.tables:
            if table.id == "tasks" or table.sheet not in book.sheetnames:
                continue
            rows = list(book[table.sheet].values)
            header = next(row for row in rows if row[0] == f"#columns.{table.id}")
            for row in rows:
                if isinstance(row[0], str) and row[0].startswith("ct-"):
                    figures[path.stem, row[0]] = dict(zip(header, row, strict=True))
    return figures


def done_by(played, task):
    """Who says in a valid report of the half-year that a task is done, and who is asked it."""
    form = load_forms(played / "input_templates")[PeriodKind.HALF_YEAR]
    table = form.table_of("tasks")
    done, asked = set(), set()
    for path in sorted((played / "collected" / HALF).glob("*.xlsx")):
        rows = list(openpyxl.load_workbook(path, data_only=True)[table.sheet].values)
        header = next(row for row in rows if row[0] == f"#columns.{table.id}")
        for row in rows:
            if row[0] == task:
                asked.add(path.stem)
                if row[header.index("status")] == table.column("status").choices[0]:
                    done.add(path.stem)
    return done - ABSENT, asked | ABSENT


def test_every_indicators_sum_is_that_of_the_returned_files(played, returned, kept):
    book = openpyxl.load_workbook(
        played / "output" / HALF / f"tong-hop-{HALF}.xlsx", data_only=True
    )
    shown = {row[2]: row for row in book["Chỉ tiêu"].values if row[2] and row[2].startswith("ct-")}
    office = load_office(played / "config.toml")
    assert set(shown) == {one.code for one in office.indicators}
    for one in office.indicators:
        code, row = one.code, shown[one.code]
        if one.derived:
            done, asked = done_by(played, one.task)
            assert (row[6], row[8]) == (len(done), len(asked)) and len(asked) == 37
            continue
        own = [v for (unit, c), v in returned.items() if c == code and unit not in ABSENT]
        assert own, code
        flows = [v["flow"] for v in own if v.get("flow") is not None]
        closings = [v["closing"] for v in own if v.get("closing") is not None]
        closings += [v["closing"] for (_, c), v in kept.items() if c == code]
        assert not flows or row[5] == sum(flows), code
        assert row[6] == sum(closings), code
    assert len({unit for unit, _ in kept}) == len(ABSENT)


def test_libreoffice_computes_the_sums_to_the_same(played, tmp_path):
    from office import convert

    path = played / "output" / HALF / f"tong-hop-{HALF}.xlsx"
    cached = openpyxl.load_workbook(path, data_only=True)["Chỉ tiêu"]
    computed = openpyxl.load_workbook(convert(path, "xlsx", tmp_path), data_only=True)["Chỉ tiêu"]
    formulas = openpyxl.load_workbook(path)["Chỉ tiêu"]
    compared = 0
    for row in formulas.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and cell.value.startswith("="):
                here, there = cached[cell.coordinate].value, computed[cell.coordinate].value
                assert here == pytest.approx(there), cell.coordinate
                compared += 1
    assert compared > 100


test_libreoffice_computes_the_sums_to_the_same = pytest.mark.office(
    test_libreoffice_computes_the_sums_to_the_same
)


def test_word_says_the_same(played, returned, kept):
    document = docx.Document(played / "output" / HALF / f"bao-cao-{HALF}.docx")
    table = next(
        t
        for t in document.tables
        if texts.headers.INDICATORS["judged"] in [cell.text for cell in t.rows[0].cells]
    )
    # Of what adds up the cumulative count stands last, of a state that of the last day alone.
    said = {row.cells[0].text: row.cells[6].text or row.cells[3].text for row in table.rows}
    office = load_office(played / "config.toml")
    for one in office.indicators:
        valid = [
            v for (unit, code), v in returned.items() if code == one.code and unit not in ABSENT
        ]
        past = [v for (_, code), v in kept.items() if code == one.code]
        closing = sum(v["closing"] for v in (*valid, *past))
        if one.derived:
            closing = len(done_by(played, one.task)[0])
        assert said[one.number] == texts.numbers.number(closing), one.code
    words = spaced("\n".join(p.text for p in document.paragraphs))
    assert "Đơn vị chưa gửi báo cáo: UBND xã Phú Gia" in words
    assert "chưa hợp lệ, chưa được tổng hợp: UBND xã Hương Đô" in words
    assert "Tài khoản định danh điện tử đã cấp" in words and "phấn đấu bình quân" in words


def test_a_clerk_who_counts_otherwise_by_the_month_is_found(played):
    book = openpyxl.load_workbook(
        played / "output" / "2023-03" / "tong-hop-2023-03.xlsx", data_only=True
    )
    rows = [row for row in book["Đối chiếu"].values if row[0] and "Bảo hiểm" in row[0]]
    assert rows and rows[0][3] - rows[0][5] == 3
    assert "trang “Số liệu”, ô" in rows[0][6]


@pytest.mark.parametrize("period", ["2023-06", HALF])
def test_counts_of_one_name_are_one_figure_wherever_they_are_printed(played, period):
    folder = played / "output" / period
    book = openpyxl.load_workbook(folder / f"tong-hop-{period}.xlsx", data_only=True)
    found = named_counts(docx.Document(folder / f"bao-cao-{period}.docx"), book)
    assert not of_several_figures(found)
    assert sum(len({where for where, _ in stated}) > 1 for stated in found.values()) > 10, found


def test_verify_finds_each_of_300_places_that_are_others(played, tmp_path, rates):
    """Of weeks, months and the half-year, in sentences, tables and charts, values and formulas."""
    office, dice, found, many = OfficeFolder.at(played), random.Random(30), 0, 0
    for period in ("2023-W12", "2023-03", HALF):
        drafts = {}
        for name in (f"bao-cao-{period}.docx", f"tong-hop-{period}.xlsx"):
            whole = (played / "output" / period / name).read_bytes()
            for copy in range(2):  # to hold a document takes long, a change more in it nothing
                content, changes = mutated(whole, dice, 25)
                path = tmp_path / f"{copy}-{name}"
                path.write_bytes(content)
                drafts[str(path)] = changes
        for held in office.json("verify", period, *drafts)["documents"]:
            asked = [one for one in held["differences"] if one["table"] or one["nature"] == "wrong"]
            for change in drafts[held["file"]]:
                assert any(names(one, change) for one in asked), (held["file"], change)
                found += 1
            many += len(drafts[held["file"]])
    rates["figures changed in finished documents, found by verify"] = found, many
    assert found == many == 300


def names(difference, change):
    """Tell whether a difference names a change: its cell, or what stands there and what should."""
    if difference["cell"]:
        return change.place == difference["cell"] or change.new == difference["found"]
    said = difference["found"], difference["wanted"]
    if change.kind == "chart":
        return said[0].replace(",", ".")[:9] in change.new
    return all(
        one in other or other in one
        for one, other in zip(said, (change.new, change.old), strict=True)
    )


@pytest.mark.parametrize("period", ["2023-01", "2023-06", HALF])
def test_reports_keep_the_decree(played, period):
    content = (played / "output" / period / f"bao-cao-{period}.docx").read_bytes()
    assert not check_form(content)


@pytest.mark.office
def test_pages_are_few_and_none_holds_only_a_number(played, tmp_path):
    """A week, a month, the half-year; the year so far, made in a copy of the office."""
    copy = shutil.copytree(played, tmp_path / "năm")
    year = OfficeFolder.at(copy).run("merge", "2023", "--now", "2023-12-20T08:00")
    assert year.returncode in (0, 1), year.stdout + year.stderr
    reports = [
        *(played / "output" / period / f"bao-cao-{period}.docx" for period in MOST),
        copy / "output" / "2023" / "bao-cao-2023.docx",
    ]
    pages = pages_of(reports, tmp_path / "pdf")
    assert not thin(pages)
    for period, most in MOST.items():
        body, appendices = appendix_pages(pages[f"bao-cao-{period}"])
        assert body <= most[0] and appendices <= most[1], (period, body, appendices)


@pytest.mark.office
def test_files_are_valid(played, validator):
    """Of the slips, which one hand draws for every unit, those that say the most and the least."""
    outputs = []
    for period in (HALF, "2023-03"):
        folder = played / "output" / period
        slips = sorted((folder / "phieu-diem").glob("*.xlsx"), key=lambda path: path.stat().st_size)
        written = set(folder.rglob("*.*x")) - set(slips)
        outputs += [*sorted(written), *slips[:1], *slips[-1:]]
    assert {path.parent.name for path in outputs} >= {"tra-lai", "phieu-diem"}
    forms = played / "input_templates"
    for path in (
        *outputs,
        forms / "half-year" / HALF / f"{HALF}-cong-an.xlsx",
        forms / "monthly" / "2023-04" / "2023-04-xa-hoa-hai.xlsx",
    ):
        assert not verdict(validator, path), path.name


def test_every_printed_number_leads_to_cells_that_add_up_to_it(played):
    from traced import Followed, follow

    followed = Followed(played, "2023-06-14T08:00:00+07:00")
    periods = ("2023-W06", "2023-W22", "2023-03", "2023-06", HALF)
    counts = follow(followed, *periods)
    assert counts["numbers"] > 8000 and counts["cells"] > 50_000, counts
