"""From blank forms to the report: eight clerks fill forms in LibreOffice and openpyxl.

The figures are made here; sums are computed from them with pandas, never by the program.
"""

import random
import re
import shutil
import subprocess
from dataclasses import dataclass
from datetime import datetime

import docx
import openpyxl
import pandas as pd
import pytest
from made import OFFICE
from net import spaced
from office import convert_all, type_in_office
from openpyxl.utils import get_column_letter
from weekly import FORM, ZONE, Filled, saved_at

PERIOD = "2023-W12"
HANDED_OUT = "2023-03-24T09:00"
MERGED = "2023-03-28T08:30"  # before the deadline: Tuesday 28 March, 09:00
TYPED = (
    "received_online",
    "received_direct",
    "carried_over",
    "resolved_early",
    "resolved_on_time",
    "resolved_overdue",
    "pending_in_time",
    "pending_overdue",
    "results_returned",
    "rejected",
    "sent_back",
)
REASONS = {
    "overdue_reason": "=1+1 không phải công thức: chờ xác minh",
    "rejected_reason": "Nộp sai thẩm quyền – đã hướng dẫn",
    "sent_back_reason": "Thiếu bản chụp giấy tờ, đã báo bổ sung",
}
QUIET = "gddt"  # declares that nothing arose
SECTORS = tuple({service.sector for service in OFFICE.services})
IN_OFFICE = {"cong-an": ".xlsx", "tu-phap": ".xls", "thue": ".xls", QUIET: ".xlsx"}


def make_figures():
    """Invent one consistent week for each service of each unit."""
    dice = random.Random(20230326)
    services = pd.DataFrame(
        [
            {"unit": unit, "service": f"dvc-{number:02}"}
            for unit, numbers in {
                "cong-an": (1, 2, 3, 4, 5, 6, 7, 8, 12, 13, 14),
                "tu-phap": (9, 10, 11, 15, 16),
                "tnmt": (19,),
                "ldtbxh": (23,),
                "thue": (18,),
                "bhxh": (17,),
                "dien-luc": (24, 25),
                QUIET: (21,),
            }.items()
            for number in numbers
        ]
    )
    rows = []
    for unit in services.unit:
        if unit == QUIET:
            rows.append(dict.fromkeys(TYPED, 0))
            continue
        online, direct, carried = dice.randint(0, 1500), dice.randint(0, 40), dice.randint(0, 9)
        pending = dice.randint(0, min(12, online + direct + carried))
        overdue = dice.choice((0, 0, 2))
        resolved = online + direct + carried - pending
        late = min(resolved, dice.choice((0, 3)))
        early = dice.randint(0, resolved - late)
        row = (
            online,
            direct,
            carried,
            early,
            resolved - late - early,
            late,
            pending - min(overdue, pending),
            min(overdue, pending),
            resolved,
            dice.choice((0, 0, 4)),
            dice.choice((0, 1)) if pending else 0,
        )
        rows.append(dict(zip(TYPED, row, strict=True)))
    return services.join(pd.DataFrame(rows))


def answers(row):
    """Say what a clerk types for a service: its counts, and the reasons owed."""
    typed = {column: int(row[column]) for column in TYPED}
    owed = {
        "overdue_reason": row.resolved_overdue + row.pending_overdue,
        "rejected_reason": row.rejected,
        "sent_back_reason": row.sent_back,
    }
    return typed | {column: REASONS[column] for column, count in owed.items() if count}


def typing(path, rows):
    """List what is typed where, for LibreOffice: [sheet, cell, value]."""
    form = Filled(path.read_bytes())
    quiet = not any(row[column] for _, row in rows.iterrows() for column in TYPED)
    typed = [
        [
            FORM.table.sheet,
            form.activity.coordinate,
            FORM.none_answer if quiet else FORM.some_answer,
        ]
    ]
    if not quiet:
        for _, row in rows.iterrows():
            for column, value in answers(row).items():
                typed.append([FORM.table.sheet, form.cell(row.service, column).coordinate, value])
    for section in FORM.sections:
        cell = form.narrative.cell(form.narrative_rows[section.id], 3)
        typed.append([FORM.narrative_sheet, cell.coordinate, FORM.none_answer])
    for field in FORM.fields:
        cell = form.narrative.cell(form.narrative_rows[field.id], 3)
        answer = field.choices[0] if field.choices else "Cán bộ mẫu"
        typed.append([FORM.narrative_sheet, cell.coordinate, answer])
    return typed


@dataclass
class Run:
    office: object
    figures: pd.DataFrame
    screen: str
    code: int
    report: object  # the Word document
    book: object  # the workbook, cached values
    files: dict


@pytest.fixture(scope="module")
def run(make_office, tmp_path_factory):
    """Hand forms out, let eight clerks fill them, merge; once for all tests here."""
    office = make_office(tmp_path_factory.mktemp("huyện mẫu"))
    figures = make_figures()
    forms = office.templates(PERIOD, HANDED_OUT)
    assert set(forms) == set(figures.unit)
    jobs = []
    for unit, path in forms.items():
        rows = figures[figures.unit == unit]
        target = office.collected / "đơn vị gửi" / f"bc {unit}{IN_OFFICE.get(unit, '.xlsx')}"
        target.parent.mkdir(exist_ok=True)
        if unit in IN_OFFICE:
            jobs.append({"open": str(path), "type": typing(path, rows), "save": str(target)})
            continue
        book = openpyxl.load_workbook(path)
        for sheet, cell, value in typing(path, rows):
            book[sheet][cell].value = value
            if isinstance(value, str):
                book[sheet][cell].data_type = "s"
        book.save(target)
    refused = type_in_office(jobs)
    assert refused == [[]] * len(jobs), "LibreOffice refused what an unlocked cell should take"
    merged = office.run("merge", PERIOD, "--now", MERGED)
    made = sorted((office.output / PERIOD).iterdir())
    assert [p.name for p in made] == [
        f"bao-cao-{PERIOD}.docx",
        "da-nhan",
        "manifest.json",
        f"tom-tat-{PERIOD}.docx",
        f"tong-hop-{PERIOD}.xlsx",
    ], merged.stdout + merged.stderr
    return Run(
        office,
        figures,
        merged.stdout,
        merged.returncode,
        docx.Document(made[0]),
        openpyxl.load_workbook(made[4], data_only=True),
        {"docx": made[0], "xlsx": made[4]},
    )


def expected(frame):
    """Add up a frame of services into the appendix's fourteen counts."""
    s = frame[list(TYPED)].sum()
    return [
        s.received_online + s.received_direct + s.carried_over,
        s.received_online,
        s.received_direct,
        s.carried_over,
        s.resolved_early + s.resolved_on_time + s.resolved_overdue,
        s.resolved_early,
        s.resolved_on_time,
        s.resolved_overdue,
        s.pending_in_time + s.pending_overdue,
        s.pending_in_time,
        s.pending_overdue,
        s.results_returned,
        s.rejected,
        s.sent_back,
    ]


def appendix(sheet):
    """Read the workbook's appendix: label → figures and rate."""
    rows = list(sheet.iter_rows(values_only=True))
    start = next(i for i, row in enumerate(rows) if row[0] == "(1)") + 1
    return {(row[0], row[1]): row[2:17] for row in rows[start:] if row[1]}


pytestmark = pytest.mark.office


def test_all_are_in_time_and_nothing_is_wrong(run):
    assert run.code == 0, run.screen
    assert "✓ 8 đơn vị đúng hạn" in run.screen
    assert "8/8 đơn vị" in run.screen
    assert all(len(line) <= 80 for line in run.screen.splitlines()), run.screen


def test_every_service_is_what_its_clerk_typed(run):
    rows = appendix(run.book["Tổng hợp"])
    for _, row in run.figures.iterrows():
        number = int(row.service.removeprefix("dvc-"))
        found = next(figures for (n, _), figures in rows.items() if n == number)
        assert list(found[:14]) == expected(row.to_frame().T), row.service


def test_the_total_is_the_sum_computed_here(run):
    rows = appendix(run.book["Tổng hợp"])
    total = next(figures for (_, label), figures in rows.items() if label == "TỔNG CỘNG")
    assert list(total[:14]) == expected(run.figures)
    s = run.figures[["received_online", "received_direct"]].sum()
    assert total[14] == pytest.approx(s.received_online / s.sum())


def test_units_add_up_to_the_same(run):
    for unit, frame in run.figures.groupby("unit"):
        found = next(r for r in run.book["Theo đơn vị"].values if r[0] == unit)
        assert list(found[2:16]) == expected(frame), unit


def test_libreoffice_computes_every_formula_to_the_value_written(run, tmp_path):
    copy = tmp_path / "recalculated.xlsx"
    # A formula's cached value is dropped, so that what is read back was computed.
    book = openpyxl.load_workbook(run.files["xlsx"])
    book.save(copy)
    again = openpyxl.load_workbook(
        convert_all([copy], "xlsx:Calc MS Excel 2007 XML", tmp_path / "out")[0], data_only=True
    )
    formulas = 0
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    formulas += 1
                    ours = run.book[sheet.title][cell.coordinate].value
                    theirs = again[sheet.title][cell.coordinate].value
                    same = theirs == (pytest.approx(ours) if isinstance(ours, float) else ours)
                    assert same, (sheet.title, cell.coordinate, cell.value, ours, theirs)
    assert formulas > 350


def number(text):
    return int(text.replace(".", ""))


def test_word_says_the_same_numbers(run):
    table = run.report.tables[-1]
    cells = [c.text for c in table.rows[-1].cells]
    assert cells[1] == "TỔNG CỘNG (8/8 đơn vị)"
    assert [number(text) for text in cells[2:16]] == expected(run.figures)
    for row in table.rows[3:-1]:
        cells = [c.text for c in row.cells]
        if cells[0] and "không có đơn vị" not in cells[2]:
            frame = run.figures[run.figures.service == f"dvc-{int(cells[0]):02}"]
            assert [number(text) for text in cells[2:16]] == expected(frame), cells[1]


def test_the_body_speaks_of_the_same_totals(run):
    body = spaced("\n".join(p.text for p in run.report.paragraphs))
    s = run.figures[list(TYPED)].sum()
    new = s.received_online + s.received_direct
    dotted = f"{new:,}".replace(",", ".")
    assert f"đã tiếp nhận mới {dotted} hồ sơ" in body
    assert f"Có {s.resolved_overdue + s.pending_overdue} hồ sơ quá hạn" in body
    assert "tăng 0" not in body and "nan" not in body.lower()
    assert "Cả 08 đơn vị gửi báo cáo hợp lệ" in body and not re.search(r"\d/8 đơn vị", body)


def test_the_clerks_words_are_text_in_every_output(run):
    said = [
        cell
        for row in run.book["Nguyên nhân"].iter_rows()
        for cell in row
        if cell.value == REASONS["overdue_reason"]
    ]
    assert said and all(cell.data_type == "s" for cell in said)
    assert REASONS["overdue_reason"] in spaced("\n".join(p.text for p in run.report.paragraphs))


def test_every_value_names_the_cell_it_was_typed_in(run):
    rows = list(run.book["Dữ liệu"].values)
    head = list(rows[0])
    data = pd.DataFrame(rows[1:], columns=head)
    typed = data[data["Mã cột"].isin(TYPED)]
    assert len(typed) == len(run.figures) * len(TYPED)
    sample = typed[typed["Mã đơn vị"] == "bhxh"]
    source = run.office.collected / sample["Tệp"].iloc[0]
    sheet = openpyxl.load_workbook(source)[sample["Trang"].iloc[0]]
    for _, row in sample.iterrows():
        assert sheet[row["Ô"]].value == row["Giá trị"]
    wide = typed.pivot(index="Mã DVC", columns="Mã cột", values="Giá trị").astype(int)
    wanted = run.figures.set_index("service").loc[wide.index, list(wide.columns)].astype(int)
    assert wide.eq(wanted.values).all(axis=None)


def test_merging_again_gives_the_same_bytes(run):
    before = {p: p.read_bytes() for p in run.files.values()}
    again = run.office.run("merge", PERIOD, "--now", MERGED)
    assert again.returncode == 0
    assert {p: p.read_bytes() for p in run.files.values()} == before
    assert len(list((run.office.output / PERIOD).iterdir())) == 5


def test_the_pages_are_whole(run, tmp_path):
    """No hidden digits, no stranded heading, a page count that is sane."""
    pdfs = convert_all(list(run.files.values()), "pdf", tmp_path)
    for pdf in pdfs:
        text = subprocess.run(
            ["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True
        ).stdout
        assert "###" not in text, pdf.name
        assert "Err:" not in text and "#REF" not in text and "#NAME" not in text, pdf.name
        pages = text.split("\f")[:-1]
        assert all(page.strip() for page in pages), f"an empty page in {pdf.name}"
        for page in pages if "bao-cao" in pdf.name else ():
            last = page.rstrip().splitlines()[-1].strip()
            assert not re.match(r"([IVX]+|\d+)\. [A-ZĐ]", last), f"stranded heading: {last}"
            assert not last.startswith(SECTORS), f"stranded sector: {last}"
    fonts = subprocess.run(
        ["pdffonts", next(p for p in pdfs if "bao-cao" in p.name)],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    names = {line.split()[0] for line in fonts.splitlines()[2:]}
    assert names and all("Times" in n or "Serif" in n for n in names), names


@pytest.mark.parametrize(
    ("saved", "standing"),
    [
        (datetime(2023, 3, 28, 11, 0), "late"),  # after the deadline: no doubt
        (datetime(2023, 3, 28, 8, 50), "undecided"),  # saved before it, seen after it
    ],
)
def test_a_report_seen_after_the_deadline(run, tmp_path, saved, standing):
    copy = run.office.copy_to(tmp_path / "bản sao")
    for path in (copy.collected / "ledger.sqlite3", copy.collected / ".archive"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    victim = copy.collected / "đơn vị gửi" / "bc bhxh.xlsx"
    content = victim.read_bytes()
    victim.unlink()
    first = copy.json("merge", PERIOD, "--now", MERGED)["periods"][0]
    before = {unit["code"]: unit["standing"] for unit in first["units"]}
    assert before.pop("bhxh") == "missing" and set(before.values()) == {"on_time"}
    victim.write_bytes(saved_at(content, saved.replace(tzinfo=ZONE)))
    second = copy.json("merge", PERIOD, "--now", "2023-03-28T14:00")["periods"][0]
    after = {unit["code"]: unit["standing"] for unit in second["units"]}
    assert after.pop("bhxh") == standing and set(after.values()) == {"on_time"}
    if standing == "undecided":
        said = copy.run(
            *("received", "bhxh", PERIOD, "2023-03-28T08:55", "--now", "2023-03-28T14:05"),
            *("--by", "Cán bộ mẫu", "--why", "Thư điện tử đến lúc 08:55"),
        )
        assert said.returncode == 0, said.stderr
        third = copy.json("merge", PERIOD, "--now", "2023-03-28T14:10")["periods"][0]
        assert {unit["standing"] for unit in third["units"]} == {"on_time"}


def test_columns_are_where_the_form_declares_them():
    """Guards this file's own list against a form that changed."""
    counts = [c.id for c in FORM.table.columns if c.required and not c.parts]
    assert set(TYPED) == set(counts), get_column_letter(1)
