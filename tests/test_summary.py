"""The leader's page: one A4 whatever happened, with the report's own figures and words."""

import re
import shutil
from io import BytesIO

import docx
import pytest
from made import OFFICE, filled
from office import convert_all
from test_mistakes import Commune

from pipeline import texts
from pipeline.domain.period import Period
from pipeline.ledger.ledger import look_into
from pipeline.outputs import around
from pipeline.outputs.held import ProofError
from pipeline.outputs.proof import prove_brief
from pipeline.outputs.report import decree30 as law
from pipeline.recipes.brief import word_brief
from pipeline.recipes.desk import open_desk
from pipeline.recipes.judge import facts_of, history_of, summary_of
from pipeline.recipes.receive import take_in
from pipeline.recipes.write import draw

WEEK, MONTH, HALF = "2023-W12", "2023-04", "2023-H1"
AFTER = {WEEK: "2023-03-29T08:00", MONTH: "2023-04-20T08:00", HALF: "2023-07-08T08:00"}
LONG = " và các đơn vị trực thuộc đóng trên địa bàn các xã vùng sâu, vùng xa, biên giới"
PAGES = re.compile(rb"/Type */Page[^s]")


def page(office, period):
    return office.output / period / f"tom-tat-{period}.docx"


def lines(path):
    """What its paragraphs say, with ordinary spaces and hyphens."""
    said = (one.text.replace("\u00a0", " ") for one in docx.Document(path).paragraphs)
    return [one.replace("\u2011", "-") for one in said if one.strip()]


def merge(office, *periods):
    for period in periods:
        done = office.run("merge", period, "--now", AFTER[period])
        assert done.returncode == 1, done.stdout + done.stderr
        assert f"tom-tat-{period}.docx" in done.stdout


@pytest.fixture(scope="module")
def merged(new_office, tmp_path_factory):
    """A week, a month and a half-year to which hardly anybody sent: the lists are long."""
    office = new_office()
    (office.collected / "tp.xlsx").write_bytes(filled("tu-phap", tmp_path_factory.mktemp("made")))
    Commune(office).send(MONTH)
    merge(office, *AFTER)
    return office


@pytest.fixture(scope="module")
def long_names(merged, tmp_path_factory):
    """The same with units whose names take a line and more, each."""
    office = merged.copy_to(tmp_path_factory.mktemp("tên dài") / "văn phòng mẫu")
    shutil.rmtree(office.output)
    office.output.mkdir()
    path = office.root / "units.toml"
    named = re.sub(r'^name = "(.*)"', rf'name = "\1{LONG}"', path.read_text("utf-8"), flags=re.M)
    path.write_text(named, encoding="utf-8")
    merge(office, MONTH)
    return office


@pytest.mark.office
def test_it_is_one_page(merged, long_names, tmp_path):
    paths = [page(merged, period) for period in AFTER]
    paths.append(shutil.copy(page(long_names, MONTH), tmp_path / "dài.docx"))
    for pdf in convert_all(paths, "pdf", tmp_path / "pdf"):
        assert len(PAGES.findall(pdf.read_bytes())) == 1, pdf.name


def missing(path):
    """How a page names the units that are missing, and how many more there are."""
    (said,) = (one for one in lines(path) if "chưa gửi báo cáo: " in one)
    found = re.fullmatch(r"- [^:]+: (.*?)(?: và (\d+) đơn vị khác)?\.", said)
    return found[1], int(found[2] or 0)


@pytest.mark.parametrize("period", AFTER)
def test_a_list_is_shortened_by_a_count_and_no_name_is_cut(merged, period):
    said, others = missing(page(merged, period))
    named = said.split(", ")
    assert {*named} <= {unit.name for unit in OFFICE.units}
    owing = len(OFFICE.reporters(Period.parse(period)))
    sent = period != HALF  # one unit did, but to the half-year
    assert len(named) + others == owing - sent
    assert bool(others) is (period != WEEK), "seven names have room, thirty-six have not"


def test_long_names_stand_whole(long_names):
    said, others = missing(page(long_names, MONTH))
    assert any(said.startswith(unit.name + LONG) for unit in OFFICE.units) and said.endswith(LONG)
    assert said.count(LONG) + others == len(OFFICE.reporters(Period.parse(MONTH))) - 1


def test_it_is_set_as_the_report_is(merged):
    document = docx.Document(page(merged, WEEK))
    section = document.sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(one.mm) for one in margins] == [law.TOP, law.BOTTOM, law.LEFT, law.RIGHT]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert document.styles["Normal"].font.name == law.FONT
    sizes = {run.font.size.pt for one in document.paragraphs[5:] for run in one.runs if run.text}
    assert sizes == {law.BODY_SIZE}


def test_it_says_the_reports_own_figures(merged):
    said = " ".join(lines(page(merged, WEEK)))
    report = " ".join(lines(merged.output / WEEK / f"bao-cao-{WEEK}.docx"))
    received = re.search(r"tiếp nhận mới ([\d.]+) hồ sơ", report)[1]
    assert f"tiếp nhận mới {received} hồ sơ" in said
    share = re.search(r"trực tuyến đạt ([\d,]+%)", report)[1]
    assert f"tỷ lệ hồ sơ tiếp nhận trực tuyến {share}" in said
    assert re.search("có 0?1/0?8 đơn vị gửi báo cáo hợp lệ", said) and "I. TÌNH HÌNH CHUNG" in said
    assert "so với hạn (chưa xác định được): Phòng Tư pháp." in said.split("II. ")[1]


def test_each_figure_is_read_back_before_it_is_written(merged):
    desk, period = open_desk(merged.root), Period.parse(WEEK)
    now = desk.schedule.deadline(period)
    with look_into(desk.collected) as ledger:
        taken = take_in(desk, ledger, now, lambda done, whole: None, note=False)
    summary = summary_of(desk, taken, facts_of(history_of(desk, taken, (period,))), period, now)
    report = word_brief(desk, summary)
    content = draw(desk, summary).files[f"tom-tat-{WEEK}.docx"]
    attached = around.attached_to(summary, None, None)
    prove_brief(summary, report, attached, content)
    stated = sum(
        piece.made is not None
        for block in report.blocks
        for run in getattr(block, "runs", ())
        for piece in run.pieces
    )
    numbers = len(numbers_in(docx.Document(BytesIO(content))))
    assert numbers >= stated > 8
    for at in range(numbers):
        document, changed = docx.Document(BytesIO(content)), BytesIO()
        run = numbers_in(document)[at]
        run.text = f"{int(re.sub(r'[^0-9]', '', run.text)) + 1}"
        document.save(changed)
        with pytest.raises(ProofError, match=texts.screen.PROOF_BRIEF):
            prove_brief(summary, report, attached, changed.getvalue())


def numbers_in(document):
    return [
        run
        for one in document.paragraphs
        for run in one.runs
        if re.fullmatch(r"[\d.,]+%?", run.text)
    ]


def test_an_offices_own_wording_is_used_and_one_that_is_too_long_is_refused(merged, tmp_path):
    office = merged.copy_to(tmp_path / "văn phòng mẫu")
    wording = office.root / "input_templates" / "weekly" / "summary.md"
    shipped = wording.read_text("utf-8")
    own = shipped.replace("- Thời gian tới:", "- Sắp tới của văn phòng mẫu:")
    wording.write_text(own, encoding="utf-8")
    merge(office, WEEK)
    assert any("Sắp tới của văn phòng mẫu: " in one for one in lines(page(office, WEEK)))
    before = page(office, WEEK).read_bytes()
    sentence = "- Câu này của văn phòng mẫu được viết thêm cho dài quá một trang giấy.\n"
    wording.write_text(own + sentence * 40, encoding="utf-8")
    done = office.run("merge", WEEK, "--now", AFTER[WEEK])
    assert done.returncode == 2
    assert "weekly/summary.md dài quá một trang" in done.stderr.replace("\\", "/")
    assert page(office, WEEK).read_bytes() == before
    wording.unlink()  # an office begun before there was one
    merge(office, WEEK)
    assert any("- Thời gian tới: " in one for one in lines(page(office, WEEK)))
