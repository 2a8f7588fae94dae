"""What is found has a code; the catalogue and the forms word it, and the guide explains each."""

import re
from pathlib import Path

import pytest

from pipeline.config.form import load_forms
from pipeline.domain.finding import Finding, How, Severity, Where
from pipeline.domain.settle import settle
from pipeline.outputs.reference import broken, code_reference
from pipeline.texts.findings import CATALOGUE, found, said

ROOT = Path(__file__).parents[1]
FORMS = load_forms(ROOT / "input_templates")
RULES = [(r, table) for form in FORMS.values() for table in form.tables for r in table.rules]
GUIDE = (ROOT / "HUONG-DAN.md").read_text(encoding="utf-8")
ENTRY = r"^\*\*([A-Z]\d\d)\*\* · .+\n- Vì sao: .+\n- Cách xử lý: .+\n- Ví dụ: .+$"


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_code_is_explained(code):
    entry = CATALOGUE[code]
    for text in (entry.action, entry.cause, entry.cure, entry.example):
        assert text[0].isupper() and text.endswith(".") and "  " not in text
    assert not entry.sentence.endswith(".")
    assert len({entry.action, entry.cause, entry.example}) == 3
    # Cause, cure and example stand in the guide as they are.
    assert "{" not in entry.cause + entry.cure + entry.example


def test_the_guide_is_what_the_catalogue_and_the_forms_say():
    """Not so? `python -m pipeline.outputs.reference` writes it anew."""
    section = code_reference(FORMS.values())
    assert GUIDE.endswith(f"\n\n{section}") and GUIDE.count("## 4. Tra cứu mã") == 1


def test_every_code_the_program_can_say_stands_in_the_guide():
    """Codes in the program's source, and ids of the forms' rules."""
    sources = (path.read_text(encoding="utf-8") for path in (ROOT / "pipeline").rglob("*.py"))
    written = {code for text in sources for code in re.findall(r'"([CFHLPSV]\d\d)"', text)}
    explained = set(re.findall(ENTRY, GUIDE, re.MULTILINE))
    assert written == set(CATALOGUE)
    assert explained == written | {rule.id for rule, _ in RULES}
    assert {code[0] for code in explained} == set("CFHILPQSTV")


def test_no_rule_takes_a_code_of_the_program():
    assert not {rule.id for rule, _ in RULES} & set(CATALOGUE)


@pytest.mark.parametrize(("rule", "table"), RULES, ids=[rule.id for rule, _ in RULES])
def test_the_guides_example_of_a_rule_breaks_it(rule, table):
    finding = broken(rule, table)
    assert (finding.code, finding.severity) == (rule.id, rule.severity)
    assert finding.rule.message == rule.message
    message, action = said(finding)
    assert "{" not in message and action == rule.action


def test_a_finding_is_worded_from_its_details():
    where = Where("a.xlsx", "Số liệu", "E10", "Trực tuyến")
    assert said(found("C10", where, value="1 234 hồ sơ", read=1234)).message == (
        "“1 234 hồ sơ” được hiểu là 1.234"
    )
    assert said(found("H09", where)).action == (
        "Kiểm tra số liệu ở cột này có đúng là “Trực tuyến” không."
    )
    assert said(found("P01", where, place="file", kind="phone")).message.startswith(
        "tên tệp có dãy số giống số điện thoại di động;"
    )
    assert said(found("C22", where, value="2023-05-03", last="2023-03-31")).message == (
        "ngày 03/5/2023 sau ngày cuối kỳ (31/3/2023)"
    )


@pytest.mark.parametrize(
    ("how", "severity", "action"),
    [
        (How.WAIVED, Severity.NOTE, "Đã được Người mẫu cho bỏ qua."),
        (
            How.SET_ASIDE,
            Severity.NOTE,
            "Không cần làm gì: tệp đã để riêng theo ý kiến của Người mẫu.",
        ),
        (
            How.OVERTAKEN,
            Severity.WARNING,
            "Báo cáo kỳ trước đã được sửa sau khi báo cáo này gửi đến; đề nghị đơn vị sửa, gửi lại "
            "báo cáo này hoặc xác nhận số kỳ trước.",
        ),
        (
            How.REPLACED,
            Severity.NOTE,
            "Không cần làm gì: đơn vị đã gửi bản khác sau bản này.",
        ),
        (
            How.SENT_AGAIN,
            Severity.NOTE,
            "Không cần làm gì: tệp cùng tên đã được gửi lại, đọc được.",
        ),
    ],
)
def test_what_settled_a_finding_stands_in_place_of_the_action(how, severity, action):
    finding = Finding("C01", Severity.ERROR, Where("a.xlsx"))
    settled = settle(finding, how, "Người mẫu")
    assert (settled.severity, settled.code) == (severity, "C01")
    assert said(settled) == (said(finding).message, action)
