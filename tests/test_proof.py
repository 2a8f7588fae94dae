"""What is published is read back: one digit that is another anywhere is seen."""

import io
import random
import re
import zipfile
from dataclasses import replace

import pytest
from made import ROOT, WEEK, drawn_report, drawn_workbook, filled, proved, read, summary_of, worded
from monthly import SMALL
from test_long_forms import DISTRICT, FEB, District, months

from pipeline import texts
from pipeline.consolidate.wording import word_report
from pipeline.domain.figure import COUNTS
from pipeline.domain.numeral import Sum
from pipeline.domain.period import Period
from pipeline.outputs.proof import ProofError, prove_report
from pipeline.outputs.report.report_docx import build_report
from pipeline.outputs.said import letter_of

MUTATIONS = 150  # of each report
CELL = re.compile(r'<c r="[A-Z]+\d+"(?: s="\d+")?>(?:<f>[^<]*</f>)?<v>([^<]*)</v>')
WORDS = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")
NUMBER = re.compile(r"[+-]?\d[\d.]*(,\d+)?%?( \(\*\))?")  # as a figure stands alone in a cell
BAR = re.compile(r"<c:v>(-?\d[\d.]*)</c:v>")


@pytest.fixture(scope="module")
def week(tmp_path_factory):
    folder = tmp_path_factory.mktemp("proof")
    weeks = Period.parse("2023-W11"), WEEK
    return summary_of(
        read(filled(unit, folder, period), f"{period}-{unit}.xlsx")
        for period in weeks
        for unit in ("tu-phap", "cong-an")
    )


@pytest.fixture(scope="module")
def month():
    district = District(DISTRICT)
    months(district, SMALL, 2)
    return district.summary(FEB)


@pytest.fixture(scope="module", params=["week", "month"])
def published(request):
    """A period's summary, its wording and both outputs."""
    summary = request.getfixturevalue(request.param)
    wording = ROOT / "input_templates" / "shared" / "report.md"
    report = worded(summary) if request.param == "week" else word_report(wording, summary)
    return summary, report, drawn_workbook(summary, report), drawn_report(summary, report)


def parts_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {
            name: package.read(name).decode("utf-8", "surrogateescape")
            for name in package.namelist()
        }


def with_part(content, name, text):
    """Return the package with one part of it another."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for one in source.namelist():
            target.writestr(one, text.encode() if one == name else source.read(one))
    return out.getvalue()


def digit(text, dice):
    """Change one digit of a number to another; behind the tenth decimal nobody could see it."""
    at = dice.choice([at for at, letter in enumerate(text[:12]) if letter in "0123456789"])
    other = dice.choice([d for d in "123456789" if d != text[at]])
    return text[:at] + other + text[at + 1 :]


def places_in_workbook(content):
    for name, part in parts_of(content).items():
        if name.startswith("xl/worksheets/sheet"):
            yield from ((name, found.span(1)) for found in CELL.finditer(part))


def places_in_report(content, report):
    """Yield where figures stand: alone in a cell of a table, in its text, in its charts."""
    for name, part in parts_of(content).items():
        if name.startswith("word/charts/chart"):
            for values in re.finditer(r"<c:numLit>.*?</c:numLit>", part):
                at = values.start()
                for bar in BAR.finditer(values[0]):
                    yield name, (at + bar.start(1), at + bar.end(1))
    text = parts_of(content)["word/document.xml"]
    spans = [found.span() for found in re.finditer(r"<w:tbl>.*?</w:tbl>", text, re.S)]
    start, end = spans[0][1], spans[1][0]  # between letterhead and signature
    said = "".join(block.text for block in report.blocks)
    for words in WORDS.finditer(text):
        if start < words.start() < end and words[1] in said:
            for number in re.finditer(r"\d[\d.,]*", words[1]):
                at = words.start(1)
                yield "word/document.xml", (at + number.start(), at + number.end())
        in_table = any(first < words.start() < last for first, last in spans[2:])
        if in_table and NUMBER.fullmatch(words[1]):
            yield "word/document.xml", words.span(1)


def test_what_is_true_passes(published):
    proved(*published)


def test_every_digit_that_is_another_is_seen(published):
    summary, report, workbook, document = published
    dice, seen = random.Random(6), 0
    in_book, in_paper = list(places_in_workbook(workbook)), list(places_in_report(document, report))
    assert len(in_book) > 80 and len(in_paper) > 80
    for number in range(MUTATIONS):
        paper = number % 2
        content = document if paper else workbook
        name, (first, last) = dice.choice(in_paper if paper else in_book)
        part = parts_of(content)[name]
        wrong = with_part(content, name, part[:first] + digit(part[first:last], dice) + part[last:])
        outputs = (workbook, wrong) if paper else (wrong, document)
        with pytest.raises(ProofError):
            proved(summary, report, *outputs)
        seen += 1
    print(
        f"{summary.period}: {seen} of {MUTATIONS} mutations seen, "
        f"of {len(in_book)} and {len(in_paper)} places"
    )


def test_the_fault_is_named_by_document_row_and_column(published):
    summary, report, workbook, document = published
    name, (first, last) = list(places_in_workbook(workbook))[-1]
    part = parts_of(workbook)[name]
    wrong = with_part(workbook, name, f"{part[:first]}987654{part[last:]}")
    with pytest.raises(ProofError, match=f"{texts.screen.PROOF_WORKBOOK}.*ghi “987654”"):
        proved(summary, report, wrong, document)


def test_a_figure_in_a_sentence_is_known_by_what_it_is(published):
    """The sentence says what was merged, not what its own words say."""
    summary, report, _, document = published
    id = next(
        piece.made.terms[0][0]
        for block in report.blocks
        for run in getattr(block, "runs", ())
        for piece in run.pieces
        if hasattr(piece.made, "terms")
    )
    figure = summary.figures[id]
    other = {**summary.figures, id: replace(figure, value=figure.value + 1)}
    with pytest.raises(ProofError, match=f"{texts.screen.PROOF_REPORT}.*đoạn"):
        prove_report(replace(summary, figures=other), report, (), document)
    other = {one: figure for one, figure in summary.figures.items() if one != id}
    with pytest.raises(ProofError, match="không có số liệu"):
        prove_report(replace(summary, figures=other), report, (), document)


# What stands around the figures: a stretch as it is written, and another in its place.
FORGED_BOOK = {
    "verdict": (r"(CHƯA ĐỦ SỐ LIỆU: )\d/", "9/"),
    "units counted": (r"(Chỉ tính )\d+/", "77/"),
    "reports counted": (r"(\()\d+(?=/\d+ lượt)", "99"),
    "window": (r"(\(Số liệu [^)<]*)\d{4}", "1999"),
    "window on the cover": (r"(<t[^>]*>từ [^<(]*)\d{4}(?=</t>)", "1999"),
    "since": (r"(LŨY KẾ TỪ NGÀY )\d\d/\d\d", "03/03"),
    "label": (r"(<t[^>]*>)Lập lúc", "In lúc"),
    "contents": (r"(<t[^>]*>)Các trang", "Các tờ"),
    "header": (r"(<t[^>]*>)Đơn vị báo cáo", "Đơn vị khác"),
}
FORGED_PAPER = {
    "note": (r"(dịch vụ công số )\d+", "21"),
    "measure": (r"(<w:t[^>]*>)Đơn vị tính", "Đơn vị đo"),
    "window": (r"(\(Số liệu [^)<]*)\d{4}", "1999"),
    "header": (r"(<w:t[^>]*>)Quá hạn", "Đúng hạn Y"),
    "appendix": (r"(<w:t[^>]*>)Phụ lục", "Phụ bản"),
}


def forged(content, name, pattern, other):
    """Return the package with the first such stretch of a part another; None where none is."""
    part = parts_of(content)[name]
    wrong = re.sub(pattern, lambda found: (found[1] or "") + other, part, count=1)
    return None if wrong == part else with_part(content, name, wrong)


@pytest.mark.parametrize("what", FORGED_BOOK)
def test_what_stands_around_the_figures_of_a_sheet_is_held(published, what):
    summary, report, workbook, document = published
    wrong = forged(workbook, "xl/sharedStrings.xml", *FORGED_BOOK[what])
    assert wrong or summary.plan  # a week's documents say all of these
    if wrong:
        with pytest.raises(ProofError, match=texts.screen.PROOF_WORKBOOK):
            proved(summary, report, wrong, document)


@pytest.mark.parametrize("what", FORGED_PAPER)
def test_what_stands_around_the_figures_of_an_appendix_is_held(published, what):
    summary, report, workbook, document = published
    wrong = forged(document, "word/document.xml", *FORGED_PAPER[what])
    assert wrong or summary.plan  # a week's documents say all of these
    if wrong:
        with pytest.raises(ProofError, match=texts.screen.PROOF_REPORT):
            proved(summary, report, workbook, wrong)


def test_what_a_chart_is_called_is_held(published):
    """Its title, its groups and its colours."""
    summary, report, workbook, document = published
    titled = r"(<a:t>)[^<]*", "Một biểu đồ khác"
    wrong = forged(workbook, "xl/charts/chart1.xml", *titled)
    with pytest.raises(ProofError, match=texts.screen.PROOF_WORKBOOK):
        proved(summary, report, wrong, document)
    for name in (one for one in parts_of(document) if one.startswith("word/charts/chart")):
        for pattern in (titled[0], r"(<c:tx><c:strRef>.*?<c:v>)[^<]*", r"(<c:cat>.*?<c:v>)[^<]*"):
            wrong = forged(document, name, pattern, titled[1])
            with pytest.raises(ProofError, match=texts.screen.PROOF_REPORT):
                proved(summary, report, workbook, wrong)


COUNTING = """# BÁO CÁO

# Những gì được đếm

Lũy kế {{ cumulative_weeks }} tuần, {{ sent }}/{{ owed }} đơn vị\
{% if plan %}, {{ plan.weeks }} tuần, {{ plan.weeks_partial }} đơn vị thiếu\
, {{ plan.with_deadline }} lượt có hạn, \
{{ plan.documents_count - plan.documents | length }} văn bản khác\
{% for group in plan.nobodys %}, {{ group.days }} ngày{% endfor %}{% endif %}.
"""


def test_what_is_counted_beside_the_tables_is_a_figure(published, tmp_path):
    """Weeks, documents, tasks and days past one: each is worked out anew."""
    summary = published[0]
    wording = tmp_path / "report.md"
    wording.write_text(COUNTING, encoding="utf-8")
    report = word_report(wording, summary)
    document = build_report(letter_of(summary, report, ()))
    prove_report(summary, report, (), document)
    pieces = [one for block in report.blocks for run in block.runs for one in run.pieces]
    assert all(one.made for one in pieces if re.search(r"\d", one.text))
    stated = {id for one in pieces if isinstance(one.made, Sum) for id, _ in one.made.terms}
    for id in stated:
        other = replace(summary.figures[id], value=summary.figures[id].value + 1)
        figures = {**summary.figures, id: other}
        with pytest.raises(ProofError, match=texts.screen.PROOF_REPORT):
            prove_report(replace(summary, figures=figures), report, (), document)
    wanted = {"weeks", "weeks_partial", "with_deadline", "documents"} if summary.plan else set()
    assert {id.column for id in stated if id.table == COUNTS} >= {"cumulative_weeks", *wanted}


@pytest.mark.parametrize("lost", ["table", "row", "paragraph", "sheet", "chart"])
def test_what_is_missing_is_seen(published, lost):
    summary, report, workbook, document = published
    text = parts_of(document)["word/document.xml"]
    tables = list(re.finditer(r"<w:tbl>.*?</w:tbl>", text, re.S))
    rows = [one.span() for one in re.finditer(r"<w:tr>.*?</w:tr>", text, re.S)]
    match lost:
        case "table":
            first, last = tables[-1].span()
        case "row":
            first, last = rows[-1]
        case "paragraph":
            said = next(b.text for b in report.blocks if b.text.startswith("Hạn gửi"))
            (first, last) = next(
                one.span()
                for one in re.finditer(r"<w:p>.*?</w:p>", text, re.S)
                if said[:20] in one[0]
            )
        case "sheet":
            wrong = with_part(workbook, "xl/worksheets/sheet2.xml", EMPTY_SHEET)
            with pytest.raises(ProofError):
                proved(summary, report, wrong, document)
            return
        case "chart":
            charts = [name for name in parts_of(document) if "charts/chart" in name]
            if not charts:
                return
            part = re.sub(r"<c:ser>.*?</c:ser>", "", parts_of(document)[charts[0]], flags=re.S)
            with pytest.raises(ProofError):
                proved(summary, report, workbook, with_part(document, charts[0], part))
            return
    wrong = with_part(document, "word/document.xml", text[:first] + text[last:])
    with pytest.raises(ProofError):
        proved(summary, report, workbook, wrong)


EMPTY_SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>'
