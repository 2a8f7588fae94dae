"""Communes to provinces to the ministry: each level's result is a form of the level above."""

import json
import shutil
import sys
import zipfile
from dataclasses import replace

import openpyxl
import pytest
from office import convert
from python_calamine import CalamineWorkbook
from typed import ROOT, OfficeFolder, unfolded

from pipeline.consolidate.handed_up import fill
from pipeline.domain.checks import check_rows
from pipeline.domain.handed_up import HandUp
from pipeline.domain.office import Signer
from pipeline.domain.summary import Stated
from pipeline.intake.blank import read_blank
from pipeline.intake.sent import as_sent
from pipeline.intake.workbook import read
from pipeline.outputs.forms.form import build_form
from pipeline.outputs.marked.fill import filled_in

sys.path.insert(0, str(ROOT / "benchmarks"))
import country
import made
from country import ABOVE, LATER, WEEK, Body, Country, cells, stated

COMMUNES = {"tinh-a": ("Tỉnh Mẫu Một", "xa-1"), "tinh-b": ("Tỉnh Mẫu Hai", "xa-2")}
PROVINCES = [
    Body(
        code,
        name,
        "00",
        tuple(Body(f"{below}{n:04}", f"Xã Mẫu {below[-1]} thứ {n}", f"{n:05}") for n in range(3)),
    )
    for code, (name, below) in COMMUNES.items()
]
FIRST = PROVINCES[0]
FORM = f"{WEEK}-{FIRST.code}.xlsx"


class Small(Country):
    """A small country, whose commands are typed in this process."""

    def run(self, level, office, *words, now):
        done = OfficeFolder.at(office).run(*words, "--now", now)
        assert done.returncode in (0, 1), done.stdout + done.stderr
        self.spent.setdefault(level, []).append(done)


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """A week that went up from six communes, and was merged at the top."""
    nation = Small(tmp_path_factory.mktemp("cả nước"), PROVINCES)
    nation.begin()
    nation.send_forms_down()
    for number, province in enumerate(nation.provinces):
        country.fill(nation.office(province), number)
        nation.collect(province, LATER)
    nation.run("ministry", nation.ministry, "merge", WEEK, now=LATER)
    return nation


@pytest.fixture
def nation(played, tmp_path):
    """A copy of it, to be changed."""
    shutil.copytree(played.root, tmp_path / "nước")
    return replace(played, root=tmp_path / "nước", spent={})


def office_of(nation, province=FIRST):
    return OfficeFolder.at(nation.office(province))


def handed(nation, province=FIRST):
    return nation.office(province) / "output" / WEEK / "nop-len"


def files_of(nation):
    return [
        nation.office(one) / "collected" / f"{commune.code}.xlsx"
        for one in PROVINCES
        for commune in one.below
    ]


def test_sums_at_the_top_are_those_of_all_cells_at_the_bottom(played):
    below = cells(files_of(played), "openpyxl")
    assert below == cells(files_of(played), "calamine") == stated(played.ministry)
    assert len(below) == 12 and all(below.values())


def test_a_form_handed_up_is_one_of_the_level_above_that_asks_nothing(played):
    checked = OfficeFolder.at(played.ministry).json("check", handed(played) / FORM)
    (file,) = checked["files"]
    assert (file["verdict"], file["unit"], file["period"]) == ("valid", FIRST.code, WEEK)
    assert not [one for one in file["findings"] if one["severity"] != "note"]
    (screen,) = [played.spent["provinces: hand-up"][0].stdout]
    assert "Đã lập biểu nộp cấp trên" in screen and "33 số, 0 ô" in unfolded(screen)


@pytest.mark.office
def test_a_form_handed_up_keeps_the_form_it_was_made_of(played, tmp_path):
    """Its formulas, lists, widths and hidden sheet stay; worked out anew it can be sent."""
    sent = openpyxl.load_workbook(played.office(FIRST) / "bieu-cap-tren" / FORM)
    made = openpyxl.load_workbook(handed(played) / FORM)
    assert sent.sheetnames == made.sheetnames and made["_baocao06"].sheet_state == "veryHidden"
    for old, new in zip(sent, made, strict=True):
        same = [cell.value for row in old for cell in row if cell.data_type == "f"]
        assert same == [new[c.coordinate].value for r in old for c in r if c.data_type == "f"]
        assert len(old.data_validations.dataValidation) == len(new.data_validations.dataValidation)
        assert {k: d.width for k, d in old.column_dimensions.items()} == {
            k: d.width for k, d in new.column_dimensions.items()
        }
    opened = openpyxl.load_workbook(
        convert(handed(played) / FORM, "xlsx", tmp_path), data_only=True
    )
    words = [str(cell.value) for row in opened.worksheets[0]["A1:J8"] for cell in row]
    assert any("CÓ THỂ GỬI" in text for text in words), words


def test_each_number_handed_up_says_its_units_and_the_cells_below(played):
    (path,) = handed(played).glob("truy-vet-*.xlsx")
    book = CalamineWorkbook.from_path(path)
    numbers, below = (
        book.get_sheet_by_name(name).to_python() for name in ("Số nộp", "Ô của đơn vị")
    )
    header = next(row for row in numbers if "Số nộp" in row)
    form = openpyxl.load_workbook(handed(played) / FORM)
    told = [
        dict(zip(header, row, strict=True)) for row in numbers if str(row[0]).strip("0.").isdigit()
    ]
    assert len(told) == 33
    head = next(row for row in below if "Giá trị" in row)
    leaves = [
        dict(zip(head, row, strict=True)) for row in below if row[head.index("Tệp")] and row != head
    ]
    for one in told:
        assert one["Số đơn vị"] == "3/3"
        assert form[one["Trang"]][one["Ô"]].value == one["Số nộp"]
        own = [leaf for leaf in leaves if leaf["Số thứ tự"] == one["Số thứ tự"]]
        assert len(own) == 3 and sum(leaf["Giá trị"] for leaf in own) == one["Số nộp"]


def test_a_correction_below_ripples_to_the_top_and_is_listed_there(nation):
    before = stated(nation.ministry)
    country.correct(nation.office(FIRST), FIRST.below[0])
    early = office_of(nation).run("hand-up", WEEK, "--now", ABOVE)
    assert early.returncode == 2 and "chạy trước: baocao06 merge" in unfolded(early.stderr)
    nation.collect(FIRST, ABOVE)
    nation.run("ministry", nation.ministry, "merge", WEEK, now=ABOVE)
    more = {("dvc-09", id): 7 for id in ("received_online", "resolved_on_time", "results_returned")}
    assert stated(nation.ministry) == before + country.Counter(more)
    screen = unfolded(nation.spent["ministry"][-1].stdout)
    looked = OfficeFolder.at(nation.ministry).json("status", WEEK, "--now", ABOVE)
    assert country.listed(json.dumps(looked), FIRST.code) == country.Counter(more), screen


def test_the_same_is_not_written_twice_and_an_edited_form_is_kept(nation):
    office = office_of(nation)
    was = (handed(nation) / FORM).read_bytes()
    again = office.run("hand-up", WEEK, "--now", ABOVE)
    assert again.returncode == 0 and "Không có gì mới" in again.stdout
    assert (handed(nation) / FORM).read_bytes() == was
    book = openpyxl.load_workbook(handed(nation) / FORM)
    book["Nội dung"]["C4"] = "Có phát sinh"
    book.save(handed(nation) / FORM)
    edited = (handed(nation) / FORM).read_bytes()
    country.correct(office.root, FIRST.below[0])
    office.run("merge", WEEK, "--now", ABOVE)
    beside = office.run("hand-up", WEEK, "--now", ABOVE)
    assert beside.returncode == 1 and (handed(nation) / FORM).read_bytes() == edited
    assert len([*handed(nation).glob(f"{WEEK}-*.xlsx")]) == 2


def test_what_is_missing_is_waited_for_or_named(nation):
    """A commune's report is gone: the sum of two is told as such, against the last one of three."""
    office = office_of(nation)
    gone = FIRST.below[2]
    set_aside = ("set-aside", f"{gone.code}.xlsx", "--by", "X", "--why", "Nhầm")
    assert office.run(*set_aside, "--now", ABOVE).returncode == 0
    office.run("merge", WEEK, "--now", ABOVE)
    refused = office.run("hand-up", WEEK, "--now", ABOVE)
    said = unfolded(refused.stderr)
    assert refused.returncode == 2 and gone.name in said and "--as-it-stands" in said
    done = office.run("hand-up", WEEK, "--as-it-stands", "--now", ABOVE)
    assert done.returncode == 0, done.stdout
    sheet = openpyxl.load_workbook(handed(nation) / FORM).worksheets[0]
    told = [str(cell.value) for row in sheet for cell in row if "2/3 đơn vị" in str(cell.value)]
    assert len(told) == 3 and all(gone.name in words for words in told)
    left = cells([office.collected / f"{one.code}.xlsx" for one in FIRST.below[:2]], "openpyxl")
    assert cells([handed(nation) / FORM], "openpyxl") == left
    (file,) = OfficeFolder.at(nation.ministry).json("check", handed(nation) / FORM)["files"]
    assert file["verdict"] == "valid"


def test_an_issued_report_is_corrected_before_it_is_handed_up_again(nation):
    office = office_of(nation)
    sealed = ("--date", "14/3/2023", "--by", "X")
    assert office.run("issue", WEEK, "--number", "05", *sealed, "--now", ABOVE).returncode == 0
    same = office.run("hand-up", WEEK, "--now", ABOVE)
    assert same.returncode == 0 and "Không có gì mới" in same.stdout, same.stderr
    was = cells([handed(nation) / FORM], "openpyxl")
    country.correct(office.root, FIRST.below[0])
    office.run("merge", "--now", ABOVE)
    early = office.run("hand-up", WEEK, "--now", ABOVE)
    assert early.returncode == 2 and "điều chỉnh trước" in unfolded(early.stderr)
    why = ("--why", "Đơn vị gửi lại")
    done = office.run("correct", WEEK, "--number", "06", *sealed, *why, "--now", ABOVE)
    assert done.returncode == 0, done.stderr
    assert office.run("hand-up", WEEK, "--now", ABOVE).returncode == 0
    assert cells([handed(nation) / FORM], "openpyxl")["dvc-09", "received_online"] == (
        was["dvc-09", "received_online"] + 7
    )


def test_rows_and_sections_of_other_codes_are_what_they_are_declared_to_be(tmp_path):
    """Two of our services are one row there; a row nobody told stays blank, with the reason."""
    asked = made.OFFICE.unit("thue")
    form = build_form(made.FORM, made.OFFICE, made.WEEK, asked, {}, made.DUE)
    blank = read_blank(read(form), made.FORM)
    (table,) = blank.tables
    first, *others = table.rows
    summary = made.summary_of([made.read(made.filled("tu-phap", tmp_path))])
    told = Stated(
        unit=made.OFFICE.unit("tu-phap"),
        subject="",
        about="section_3",
        count=None,
        text="Thiếu máy quét",
        file="a.xlsx",
        sheet="",
        cell="",
    )
    summary = replace(summary, narratives=(told,))
    declared = HandUp(
        unit="thue",
        forms="",
        rows={first: ("dvc-09", "dvc-10")},
        sections={"section_2": ("section_3",), "section_3": ()},
        filled_by="Người lập mẫu",
    )
    signer = Signer(authority=("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), position="", name="")
    filled = fill(blank, made.FORM, summary, declared, signer)
    typed = {cell: value for (_, cell), value in filled.typed.items()}
    assert typed[table.cells[first, "received_online"]] == 2 * made.ROW["received_online"]
    assert typed[table.cells[first, "overdue_reason"]].startswith("Phòng Tư pháp: Chờ xác minh")
    assert filled.shown[table.sheet, table.cells[first, "received_total"]] == 2 * 11
    left = {cell: why for (_, cell), why in filled.left}
    for code in others:
        cell = table.cells[code, "received_online"]
        assert cell not in typed and asked.name in left[cell]
    section, emptied = blank.answers["section_2"], blank.answers["section_3"]
    assert typed[section[0]] == made.FORM.some_answer
    assert typed[section[1]] == "Phòng Tư pháp: Thiếu máy quét"
    assert typed[emptied[0]] == made.FORM.none_answer and emptied[1] not in typed
    assert typed[blank.fields["signed_as"]].startswith("KT.")
    assert typed[blank.fields["signer_title"]] == "Phó giám đốc"
    assert blank.fields["signed_by"] in left and typed[blank.fields["filled_by"]] == "Người lập mẫu"


@pytest.mark.parametrize("before", [1, 5])
def test_an_opening_carried_forward_stays_or_is_corrected_with_the_reason(before, tmp_path):
    unit = made.OFFICE.unit("tu-phap")
    codes = [one.code for one in made.OFFICE.services if "tu-phap" in one.marks]
    past = {code: {"carried_over": before} for code in codes}
    form = build_form(made.FORM, made.OFFICE, made.WEEK, unit, past, made.DUE)
    blank = read_blank(read(form), made.FORM)
    summary = made.summary_of([made.read(made.filled("tu-phap", tmp_path))])
    declared = HandUp(unit="tu-phap", forms="", filled_by="Người lập mẫu")
    signer = Signer(authority=("TRƯỞNG PHÒNG",), position="", name="Người ký mẫu")
    typed = fill(blank, made.FORM, summary, declared, signer)
    content = filled_in(as_sent(form), typed.typed, typed.shown, made.DUE)
    again = made.read(content)
    assert again.valid and len(again.rows) == len(codes) > 1
    for row in again.rows:
        assert row.count("carried_over") == made.ROW["carried_over"]
        assert row.count("received_total") == 11
        corrected = row.count("carried_over_corrected")
        assert corrected == (None if before == 1 else 1)
        assert ("biểu in sẵn 5" in row.text("explanation")) is (before == 5)
    said = check_rows(again.rows, made.FORM.table, past, looking_back=True, where=again.where)
    assert not [finding for finding in said if finding.code == "Q08"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (lambda n: ("2023-W09",), "không phải 2023-W09"),
        (
            lambda n: (
                WEEK,
                "--into",
                n.office(PROVINCES[1]) / "bieu-cap-tren" / f"{WEEK}-tinh-b.xlsx",
            ),
            "đơn vị “tinh-b”",
        ),
        (
            lambda n: (WEEK, "--into", n.ministry / "output" / WEEK / f"tong-hop-{WEEK}.xlsx"),
            "không phải biểu mẫu",
        ),
        (lambda n: (WEEK, "--into", n.root / "không-có.xlsx"), "Không đọc được tệp"),
    ],
    ids=["period", "unit", "no form", "no file"],
)
def test_a_form_that_is_not_ours_is_refused(played, words, said):
    chosen = words(played)
    if chosen[0] != WEEK:
        chosen = (*chosen, "--into", played.office(FIRST) / "bieu-cap-tren" / FORM)
    done = office_of(played).run("hand-up", *chosen, "--now", ABOVE)
    assert done.returncode == 2 and said in unfolded(done.stderr)


def test_a_form_of_another_version_is_refused(played, tmp_path):
    old = openpyxl.load_workbook(played.office(FIRST) / "bieu-cap-tren" / FORM)
    old["_baocao06"]["B2"] = 99
    old.save(tmp_path / FORM)
    done = office_of(played).run("hand-up", WEEK, "--into", tmp_path / FORM, "--now", ABOVE)
    assert done.returncode == 2 and "bản 99" in unfolded(done.stderr)


# --- the level above's own workbook ---

CELLS = """
[[superior]]
file = "cap-tren/mau 06a.xlsx"
reports = ["weekly"]
cells = [
    { at = "Biểu 1!B2", figure = "ky" },
    { at = "Biểu 1!C5", figure = "dvc.dvc-09.received_online" },
    { at = "Biểu 1!C6", figure = "dvc.dvc-10.received_online" },
    { at = "Biểu 1!D5", figure = "dvc.dvc-09.resolved_total" },
]
"""


def superiors_file(office, declared=CELLS):
    """Give an office a workbook of the level above, with a look of its own."""
    (office.root / "cap-tren").mkdir()
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Biểu 1"
    sheet["A1"] = "BIỂU CỦA CẤP TRÊN"
    sheet["A1"].font = openpyxl.styles.Font(bold=True, color="FFC00000")
    sheet.merge_cells("A1:D1")
    sheet.merge_cells("B2:D2")
    sheet["C5"].number_format = "#,##0"
    sheet["C7"] = "=SUM(C5:C6)"
    sheet["D7"] = '=IFERROR(VLOOKUP("x",A1:B4,2,FALSE),C7)'
    sheet.column_dimensions["C"].width = 33
    book.create_sheet("Ghi chú")["A1"] = "giữ nguyên"
    path = office.root / "cap-tren" / "mau 06a.xlsx"
    book.save(path)
    config = office.root / "config.toml"
    config.write_text(config.read_text(encoding="utf-8") + declared, encoding="utf-8")
    return path


@pytest.mark.office
def test_the_level_above_s_own_workbook_is_filled_and_its_formulas_agree(nation, tmp_path):
    office = office_of(nation)
    path = superiors_file(office)
    before = path.read_bytes()
    done = office.run("hand-up", WEEK, "--now", ABOVE)
    assert done.returncode == 0 and "3 số vào tệp của cấp trên" in done.stdout, done.stderr
    assert path.read_bytes() == before
    filled = handed(nation) / f"mau 06a-{WEEK}.xlsx"
    below = cells([office.collected / f"{one.code}.xlsx" for one in FIRST.below], "calamine")
    births, deaths = below["dvc-09", "received_online"], below["dvc-10", "received_online"]
    rows = CalamineWorkbook.from_path(filled).get_sheet_by_name("Biểu 1").to_python()
    assert rows[4][2] == births and rows[5][2] == deaths
    assert "tuần 10" in rows[1][1].lower()
    made = openpyxl.load_workbook(filled)
    sheet = made["Biểu 1"]
    assert sheet["C7"].value == "=SUM(C5:C6)" and sheet["A1"].font.color.rgb == "FFC00000"
    assert sheet.column_dimensions["C"].width == 33 and sheet["C5"].number_format == "#,##0"
    assert {str(area) for area in sheet.merged_cells.ranges} == {"A1:D1", "B2:D2"}
    assert made["Ghi chú"]["A1"].value == "giữ nguyên"
    opened = openpyxl.load_workbook(convert(filled, "xlsx", tmp_path), data_only=True)["Biểu 1"]
    assert opened["C7"].value == opened["D7"].value == births + deaths


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Biểu 1!C6", "Biểu 2!C6", "không có trang “Biểu 2”"),
        ("Biểu 1!C6", "Biểu 1!C7", "có công thức"),
        ("Biểu 1!C6", "Biểu 1!C2", "ô đầu là B2"),
        ("dvc.dvc-10.received_online", "dvc.dvc-10.recieved_online", "Gần nhất có: dvc.dvc-10"),
        ("Biểu 1!C6", "C6", "không phải là một ô"),
        ("Biểu 1!C6", "Biểu 1!C5", "“Biểu 1!C5”"),
        ("mau 06a", "mau 06b", "không đọc được tệp"),
    ],
    ids=["sheet", "formula", "merged", "figure", "no cell", "twice", "file"],
)
def test_a_mistake_of_the_mapping_is_told_with_its_line(nation, old, new, said):
    office = office_of(nation)
    superiors_file(office, CELLS.replace(old, new))
    declared = (office.root / "config.toml").read_text(encoding="utf-8").splitlines()
    line = max(n for n, one in enumerate(declared, start=1) if new in one)
    done = office.run("hand-up", WEEK, "--now", ABOVE)
    told = unfolded(done.stderr)
    assert done.returncode == 2 and said in told and f"dòng {line}" in told
    assert not [*handed(nation).glob("mau*")]


def test_two_workbooks_of_one_name_would_lie_in_one_place_and_are_refused(nation):
    office = office_of(nation)
    superiors_file(office, CELLS + CELLS.replace("cap-tren/mau", "cap-tren/phòng khác/Mau"))
    done = office.run("hand-up", WEEK, "--now", ABOVE)
    told = unfolded(done.stderr)
    assert done.returncode == 2 and "cùng tên “Mau 06a.xlsx”" in told and "dòng" in told
    assert not [*handed(nation).glob("mau*")]


def test_a_workbook_that_would_lose_something_is_not_filled(nation):
    office = office_of(nation)
    path = superiors_file(office)
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("xl/media/image1.png", b"\x89PNG")
    done = office.run("hand-up", WEEK, "--now", ABOVE)
    assert done.returncode == 2 and "không giữ nguyên được" in unfolded(done.stderr)


def test_an_office_that_stands_below_nobody_hands_nothing_up(played):
    done = OfficeFolder.at(played.ministry).run("hand-up", WEEK, "--now", ABOVE)
    assert done.returncode == 2 and "[hand_up]" in done.stderr
