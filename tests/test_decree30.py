"""Any document is held against Nghị định 30/2020/NĐ-CP: each defect of form is named."""

import json
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest
from decree_seeds import BODY, SEEDS, by_styles, seeded, two_appendices
from made import drawn_report, filled, read, summary_of, worded
from mutated import unzipped, zipped
from office import convert_all
from typed import typed

from pipeline import texts
from pipeline.outputs.decree.rules import RULES, check
from pipeline.outputs.report import typeset

LETTERS = Path(__file__).parent / "letters"


@pytest.fixture(scope="module")
def summary(tmp_path_factory):
    folder = tmp_path_factory.mktemp("filled")
    return summary_of([read(filled(unit, folder)) for unit in ("cong-an", "tu-phap", "thue")])


@pytest.fixture(scope="module")
def report(summary):
    return drawn_report(summary, worded(summary))


@pytest.fixture(scope="module")
def signed(summary):
    return drawn_report(summary, worded(summary), number="05", signed_on=date(2023, 2, 3))


@pytest.fixture(scope="module")
def written_in_office(tmp_path_factory, report, signed):
    """Documents that LibreOffice wrote: ours by way of its own format, and a letter of its own."""
    folder = tmp_path_factory.mktemp("văn bản")
    for name, content in (("report", report), ("signed", signed)):
        (folder / f"{name}.docx").write_bytes(content)
    ours = convert_all([folder / "report.docx", folder / "signed.docx"], "odt", folder / "odt")
    letters = sorted(LETTERS.glob("*.fodt"))
    back = convert_all([*ours, *letters], "docx", folder / "docx")
    return {path.stem: path.read_bytes() for path in back}


@pytest.fixture(scope="module")
def good(signed):
    """Good documents by name; the letter is made when it is asked for."""
    return {"report": signed, "two": two_appendices(signed)}


def rules_of(content):
    return [breach.rule for breach in check(content)]


def test_the_report_keeps_every_rule(report, signed, good):
    assert check(report) == check(signed) == check(good["two"]) == ()
    text = "\n".join(c.text for c in docx.Document(BytesIO(signed)).tables[0].rows[1].cells)
    assert "Số: 05/BC-TCT" in text and "ngày 03 tháng 02 năm 2023" in text


def test_months_from_march_have_no_zero(summary):
    signed = drawn_report(summary, worded(summary), number="5", signed_on=date(2023, 3, 3))
    assert rules_of(signed) == ["E3"]  # "5" must be "05"
    text = docx.Document(BytesIO(signed)).tables[0].rows[1].cells[1].text
    assert "ngày 03 tháng 3 năm 2023" in text


@pytest.mark.office
def test_good_documents_of_libreoffice_break_nothing(written_in_office):
    assert set(written_in_office) == {"report", "signed", "cong-van"}
    assert {
        name: check(content) for name, content in written_in_office.items() if check(content)
    } == {}
    assert check(by_styles(written_in_office["cong-van"])) == ()


OURS = [(name, rule, *seed) for name in ("report", "two") for rule, seed in SEEDS[name]]


@pytest.mark.parametrize(("name", "rule", "part", "edit"), OURS, ids=lambda one: str(one)[:12])
def test_a_single_defect_is_found_by_its_own_rule_alone(good, name, rule, part, edit):
    (breach,) = check(seeded(good[name], part, edit))
    assert breach.rule == rule and breach.found and breach.wanted


@pytest.mark.office
@pytest.mark.parametrize(
    ("rule", "seed"), SEEDS["letter"], ids=lambda one: one if isinstance(one, str) else ""
)
def test_a_single_defect_of_a_letter_of_libreoffice_is_found(written_in_office, rule, seed):
    """Most of them are in its styles alone."""
    (breach,) = check(seeded(by_styles(written_in_office["cong-van"]), *seed))
    assert breach.rule == rule


def test_every_rule_is_broken_by_some_seed_and_there_are_enough():
    seeds = [rule for of_one in SEEDS.values() for rule, _ in of_one]
    # What ends an appendix is taken away below.
    assert set(RULES) - set(seeds) == {"A8"} and len(seeds) >= 60
    assert set(RULES) == set(texts.decree.RULES)


def test_an_appendix_without_its_end_is_named(signed):
    document = docx.Document(BytesIO(signed))
    document.paragraphs[-1].runs[0].text = "hết"
    out = BytesIO()
    document.save(out)
    (breach,) = check(out.getvalue())
    assert breach.rule == "A8" and "hết" in breach.found


def test_something_that_is_no_report_breaks_much():
    out = BytesIO()
    docx.Document().save(out)
    assert {"E1a", "E1b", "E2b", "E3", "E4", "E5a", "E7a", "E9b"} <= set(rules_of(out.getvalue()))


# --- how Word works out a look ---


def styled(styles, properties, paragraph=""):
    """A document of one sentence, its styles and what is set on its run."""
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = (
        f"<w:p><w:pPr>{paragraph}</w:pPr><w:r><w:rPr>{properties}</w:rPr><w:t>Chữ</w:t></w:r></w:p>"
    )
    sections = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    return zipped(
        {
            BODY: f"<w:document {w}><w:body>{body}{sections}</w:body></w:document>".encode(),
            "word/styles.xml": f"<w:styles {w}>{styles}</w:styles>".encode(),
        }
    )


def style(id, says, based="", kind="paragraph", default=""):
    base = f'<w:basedOn w:val="{based}"/>' if based else ""
    head = f'<w:style w:type="{kind}" w:styleId="{id}"{default}><w:name w:val="{id}"/>'
    return f"{head}{base}{says}</w:style>"


BOLD, HALF = "<w:rPr><w:b/></w:rPr>", '<w:rPr><w:sz w:val="{}"/></w:rPr>'
LOOKS = {
    "nothing is said: ten points": (styled("", ""), "size", 10),
    "the defaults": (
        styled(
            f"<w:docDefaults><w:rPrDefault>{HALF.format(26)}</w:rPrDefault></w:docDefaults>", ""
        ),
        *("size", 13),
    ),
    "the base of a style": (
        styled(style("a", HALF.format(28)) + style("b", "", "a"), "", '<w:pStyle w:val="b"/>'),
        *("size", 14),
    ),
    "a style over its base": (
        styled(
            style("a", HALF.format(28)) + style("b", HALF.format(24), "a"),
            "",
            '<w:pStyle w:val="b"/>',
        ),
        *("size", 12),
    ),
    "the default style": (
        styled(style("n", BOLD, default=' w:default="1"'), ""),
        *("bold", True),
    ),
    "bold twice is light": (
        styled(
            style("p", BOLD) + style("c", BOLD, kind="character"),
            '<w:rStyle w:val="c"/>',
            '<w:pStyle w:val="p"/>',
        ),
        *("bold", False),
    ),
    "what is set is set": (
        styled(style("p", BOLD), "<w:b/>", '<w:pStyle w:val="p"/>'),
        *("bold", True),
    ),
    "set off over a style": (
        styled(style("p", BOLD), '<w:b w:val="0"/>', '<w:pStyle w:val="p"/>'),
        *("bold", False),
    ),
    "a style based on itself": (
        styled(style("a", HALF.format(30), "a"), "", '<w:pStyle w:val="a"/>'),
        *("size", 15),
    ),
}


@pytest.mark.parametrize("name", LOOKS)
def test_a_look_is_worked_out_as_word_does(name):
    from pipeline.outputs.decree.page import read_page

    content, what, value = LOOKS[name]
    (line,) = read_page(content).lines
    assert getattr(line.looks[0], what) == value


# --- the command ---


def test_the_command_names_each_rule_its_clause_and_the_place(signed, tmp_path):
    path = tmp_path / "bản trình.docx"
    _, (part, edit) = next(seed for seed in SEEDS["report"] if seed[0] == "E6d")
    path.write_bytes(seeded(signed, part, edit))
    ended = typed(["decree30", "check", str(path)], tmp_path)
    said = " ".join(ended.stdout.split())
    assert ended.returncode == 1 and "E6d (Phụ lục I, II.6.e)" in said
    assert "Ở “Tổ công tác triển khai" in said and "cách đoạn trước 2 pt" in said
    assert max(map(len, ended.stdout.splitlines())) <= 80
    (file,) = json.loads(typed(["decree30", "check", str(path), "--json"], tmp_path).stdout)[
        "files"
    ]
    assert [one["rule"] for one in file["breaches"]] == ["E6d"] and file["keeps"] is False


def test_the_command_finds_nothing_in_a_good_document(signed, tmp_path):
    (tmp_path / "tốt.docx").write_bytes(signed)
    ended = typed(["decree30", "check", "tốt.docx"], tmp_path)
    assert ended.returncode == 0 and texts.decree.RIGHT in ended.stdout


@pytest.mark.parametrize("kind", ["bomb", "doctype", "deep", "text", "missing", "workbook"])
def test_what_is_no_honest_document_is_refused(signed, tmp_path, kind):
    path = tmp_path / ("số liệu.xlsx" if kind == "workbook" else "văn bản.docx")
    parts = unzipped(signed)
    if kind == "bomb":
        parts[BODY] = parts[BODY].replace(b"</w:body>", b" " * 80_000_000 + b"</w:body>")
    if kind == "doctype":
        parts[BODY] = b'<!DOCTYPE x [<!ENTITY a "b">]>' + parts[BODY].split(b"?>", 1)[1]
    if kind == "deep":
        parts[BODY] = parts[BODY].replace(b"<w:body>", b"<w:body>" + b"<a>" * 500 + b"</a>" * 500)
    if kind != "missing":
        path.write_bytes(b"a text" if kind == "text" else zipped(parts))
    ended = typed(["decree30", "check", str(path)], tmp_path)
    assert ended.returncode == 2 and path.name in ended.stderr


def test_another_position_of_the_signer_stands_at_the_name(summary, report):
    cell = docx.Document(BytesIO(report)).tables[1].rows[0].cells[1]
    signer = summary.office.signer
    said = [p.text for p in cell.paragraphs]
    assert said[: len(signer.authority)] == list(signer.authority)
    assert said[-1] == signer.position and not any(said[len(signer.authority) : -1])


@pytest.mark.parametrize("count", [3, 12, 18, 25, 40])
def test_a_long_title_is_divided_into_lines_of_about_the_same_length(count):
    words = [f"chữ{n % 7}" for n in range(count)]
    lines = typeset.lines(" ".join(words), 14, 450, bold=True, phrases=())
    assert " ".join(lines).split(" ") == words
    long = [typeset.width(one, 14, bold=True) for one in lines]
    assert max(long) <= 450 and min(long) > max(long) * 0.6


def test_a_title_is_rather_divided_where_a_phrase_ends():
    subject = (
        "Kết quả triển khai 25 dịch vụ công thiết yếu theo Đề án 06 tuần\u00a022\u00a0năm\u00a02023"
    )
    first, second = typeset.lines(subject, 14, 450, bold=True, phrases=texts.document.PHRASES_BEGIN)
    assert second.startswith("theo Đề án 06") and f"{first} {second}" == subject


def test_the_report_is_the_same_bytes_each_time(summary, report):
    assert drawn_report(summary, worded(summary)) == report
