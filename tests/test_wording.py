"""Figures enter a report by name, words only as words, and a number typed in is refused."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from made import ROOT, WEEK, filled, read, summary_of, worded
from monthly import COUNT, RATE, SMALL, STATE, District, figures
from test_long_forms import DISTRICT, months

from pipeline.consolidate.literals import typed_in
from pipeline.consolidate.wording import word_report
from pipeline.domain.finding import BaocaoError
from pipeline.domain.numeral import NotAFigure, Numeral, Sum
from pipeline.domain.period import Period
from pipeline.recipes.desk import open_desk
from pipeline.texts.phrase import Phrase, restated, share, stated
from pipeline.texts.plan import indicator_words

TITLES = "# BÁO CÁO\n\n# Kết quả\n\n"
OLD = Path(__file__).parent / "wordings"  # lines of the wordings of version 0.1.0
MORE = {"received_online": 9, "resolved_on_time": 7}, {}  # in the first week and the second
SHIPPED = sorted((ROOT / "input_templates").rglob("*.md"))
SHARED = ROOT / "input_templates" / "shared" / "report.md"


@pytest.fixture(scope="module")
def week(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wording")
    periods = Period.parse("2023-W11"), WEEK
    sent = [
        read(filled(unit, folder, period, **more), f"{period}-{unit}.xlsx")
        for period, more in zip(periods, MORE, strict=True)
        for unit in ("tu-phap", "cong-an")
    ]
    return summary_of(sent)


@pytest.fixture(scope="module")
def year():
    district, before = District(DISTRICT), 0
    before = months(district, SMALL)
    flows = {COUNT.code: figures(0, before), RATE.code: figures(0, before, 0, 2 * before)}
    stocks = {STATE.code: {"closing": 12, "closing_of": 12}}
    district.send(SMALL, Period.parse("2023"), {"flows": flows, "stocks": stocks}, late=True)
    return district.summary(Period.parse("2023"))


@pytest.fixture
def word(week, tmp_path):
    def word(body, summary=week, more=None):
        path = tmp_path / "report.md"
        path.write_text(TITLES + body, encoding="utf-8")
        return word_report(path, summary, more)

    return word


def said(report):
    """Return a report's paragraphs and headings as they are read."""
    return [block.text for block in report.blocks]


def pieces_of(report):
    blocks = (*report.titles, *report.bases, *report.blocks)
    runs = (getattr(block, "runs", (block,)) for block in blocks)
    return [piece for of_block in runs for run in of_block for piece in run.pieces]


# --- numbers typed in ---

TYPED = {
    "a decimal number": "Tỷ lệ đạt 9.999 phần trăm.",
    "a percentage": "Tỷ lệ đạt 85,5%.",
    "a count": "Đã tiếp nhận 12 hồ sơ.",
    "a count glued to a word": "Đã nhận12 hồ sơ.",
    "a fraction": "Có 7/8 đơn vị.",
    "a negative number": "Giảm -3 hồ sơ.",
    "a year alone": "Trong năm 2023.",
    "a number in bold": "Đạt **100** phần trăm.",
    "a number in a heading": "### Kết quả 12 đơn vị\n\nLời.",
    "a number in a list": "- Có 5 đơn vị.",
    "a number after an item's mark": "1. Có 5 đơn vị.",
    "a number beside a declared name": "Đề án 06 có 7 nhóm.",
    "a longer number than the name's": "Đề án 067.",
    "full-width digits": "Đã tiếp nhận １２ hồ sơ.",
    "a raised digit": "Diện tích 5 m².",
    "an entity": "Có &#57; đơn vị.",
    "a number in a tag": "{{ 9999 }} hồ sơ.",
    "a text in a tag": '{{ "9.999" }} hồ sơ.',
    "a choice of texts": '{{ "9 hồ sơ" if owed else "không" }}',
    "a choice never taken": "{% if not owed %}Có 9 hồ sơ.{% endif %}",
    "a number with a name": "{% set n = 9999 %}{{ n }} hồ sơ.",
    "a text with a name": '{% set n = "9.999" %}{{ n }} hồ sơ.',
    "a number added to a figure": "{{ total.received_new + 1 }} hồ sơ.",
    "a figure multiplied": "{{ total.received_new * 2 }} hồ sơ.",
    "a number joined to a text": '{{ 9999 ~ " hồ sơ" }}',
    "a number given to a macro": "{% macro m(n) %}{{ n }} hồ sơ{% endmacro %}{{ m(9999) }}",
    "a text given to a macro": '{% macro m(n) %}{{ n }} hồ sơ{% endmacro %}{{ m("9.999") }}',
    "a macro's own number": "{% macro m(n=9999) %}{{ n }} hồ sơ{% endmacro %}{{ m() }}",
    "a number that counts": "{% for n in range(3) %}{{ n }} {% endfor %}",
    "a list of texts": '{% for n in ["9.999"] %}{{ n }} {% endfor %}',
    "a formatted number": '{{ "%s" | format(9999) }}',
    "a replaced text": '{{ office.name | replace("a", "9") }}',
    "a default": '{{ owed | default("9.999") }}',
    "a rate of typed numbers": "{{ rate(1, 2) }}",
    "a rate of named numbers": "{% set n = 1 %}{% set m = 2 %}{{ rate(n, m) }}",
}


SPELLED = [
    *("hai mươi lăm hồ sơ", "mười hai đơn vị", "hàng trăm hồ sơ", "một phần ba số hồ sơ"),
    *("quá nửa số đơn vị", "gấp đôi tháng trước", "ba đơn vị", "Chín đơn vị", "năm hồ sơ"),
    *("một trăm phần trăm", "bốn nghìn tài khoản", "vài chục lượt", "hai tỷ đồng"),
]
NO_NUMBERS = [
    *(
        "tháng Mười",
        "một cửa",
        "là một lượt",
        "một số đơn vị",
        "cả hai cấp",
        "một tỷ lệ",
        "một lần nữa",
    ),
    *("trong năm báo cáo", "thứ Hai", "Phòng Tư pháp", "trăm hoa", "nhiệm vụ thứ nhất"),
]


@pytest.mark.parametrize("words", SPELLED)
def test_a_number_in_letters_is_refused_too(word, words):
    with pytest.raises(BaocaoError, match="là số ghi thẳng"):
        word(f"Lời.\n\nKết quả: {words}.\n")


@pytest.mark.parametrize("words", NO_NUMBERS)
def test_words_that_only_sound_like_numbers_may_stand(word, words):
    assert word(f"Kết quả: {words}.")


# How a number is put into a wording that is there: what is looked for, and what is written.
EDITS = {
    "after a heading": (r"(?m)^(## .*)$", r"\1\n\nĐã tiếp nhận 1.234 hồ sơ."),
    "at the end": (r"\Z", "\nTỷ lệ đạt 85,5%.\n"),
    "in a bullet": (r"(?m)^- ", "- Có 17 đơn vị: "),
    "inside a sentence": (r" như sau:", " (gồm 12 nội dung) như sau:"),
    "in a heading": (r"(?m)^### (.*)$", r"### \1 (5 mục)"),
    "for a name": (r"\{\{ [^{}]+ \}\}(?= (?:hồ sơ|đơn vị|nhiệm vụ))", "1.234"),
    "in front of a name": (r"(?<=[a-zà-ỹ] )\{\{ ", "1{{ "),
    "behind a name": (r" \}\}(?= )", " }}.000"),
    "added to a name": (r"\{\{ (total\.\S+) \}\}", r"{{ \1 + 7 }}"),
    "in a filter's argument": (r"\Z", '\n{{ owed | default("9.999") }} hồ sơ.\n'),
    "set": (r"\Z", '\n{% set found = "1.234" %}Có {{ found }} hồ sơ.\n'),
    "set in a branch": (r"\Z", "\n{% if owed %}{% set n = 7 %}Có {{ n }} hồ sơ.{% endif %}\n"),
    "in a macro": (r"\Z", "\n{% macro said(n) %}{{ n }} hồ sơ{% endmacro %}{{ said(1234) }}\n"),
    "in a macro's words": (r"\Z", "\n{% macro said() %}12 hồ sơ{% endmacro %}{{ said() }}\n"),
    "joined": (r"\Z", '\n{{ "1." ~ "234" ~ " hồ sơ" }}\n'),
    "chosen": (r"\Z", "\n{{ 'đạt 80%' if owed else 'không' }}\n"),
    "in a list": (r"\Z", '\n{% for n in ["1", "2"] %}{{ n }} hồ sơ {% endfor %}\n'),
    "worked out": (r"\Z", "\n{{ 1200 + 34 }} hồ sơ.\n"),
    "rounded": (r"\Z", "\n{{ 85.46 | round(1) }}%.\n"),
    "by its own name": (r"\Z", "\nĐề án 07 đạt kết quả.\n"),
    "in other digits": (r"\Z", "\nĐã tiếp nhận １２３ hồ sơ.\n"),
    "as a half": (r"\Z", "\nChiếm ½ số hồ sơ.\n"),
    "in bold": (r"\Z", "\nĐạt **1.234** hồ sơ.\n"),
    "in letters": (r"\Z", "\nĐã tiếp nhận hai mươi ba hồ sơ.\n"),
    "as a share in letters": (r"\Z", "\nĐạt hai phần ba kế hoạch.\n"),
}


@pytest.mark.parametrize("name", EDITS)
@pytest.mark.parametrize("kind", ["week", "year"])
def test_a_number_put_into_a_shipped_wording_is_refused(request, tmp_path, kind, name):
    """Fifty in all: each shape in the week's wording, and in the one all longer periods share."""
    shipped = ROOT / "input_templates" / ("weekly" if kind == "week" else "shared") / "report.md"
    source, (wanted, written) = shipped.read_text(encoding="utf-8"), EDITS[name]
    edited, changed = re.subn(wanted, written, source, count=1)
    assert changed and edited != source
    (tmp_path / "report.md").write_text(edited, encoding="utf-8")
    with pytest.raises(BaocaoError, match="là số ghi thẳng"):
        word_report(tmp_path / "report.md", request.getfixturevalue(kind))


@pytest.mark.parametrize("name", TYPED)
def test_a_number_typed_in_is_refused_with_its_line(word, tmp_path, name):
    with pytest.raises(BaocaoError) as refused:
        word(f"Lời.\n\nĐề án 06.\n\n{TYPED[name]}\n")
    where = f"{tmp_path / 'report.md'}, dòng 9: "
    assert where in str(refused.value) and "là số ghi thẳng" in str(refused.value)


def test_the_number_itself_is_named(word):
    with pytest.raises(BaocaoError, match=r"dòng 5: “9\.999” là số ghi thẳng"):
        word("Tỷ lệ đạt 9.999.")
    with pytest.raises(BaocaoError, match="dòng 7: “85,5%” là số ghi thẳng"):
        word("{#\n chú thích 12\n#}Tỷ lệ đạt 85,5%, Đề án 06.")


ALLOWED = {
    "the project's own name": "Đề án 06 và 25 dịch vụ công thiết yếu.",
    "halves of the year": "6 tháng cuối năm cao hơn 6 tháng đầu năm.",
    "numbers of documents": "Quyết định 06/QĐ-TTg; đề cương 513/CAT-PC06; Nghị định 30/2020/NĐ-CP.",
    "a law": "Luật Cư trú số 68/2020/QH14.",
    "a full date": "Văn bản ngày 21/3/2022 và ngày 06 tháng 01 năm 2022.",
    "a legal basis": "> Căn cứ Chương trình giai đoạn 2022 - 2025, khoản 3 Điều 5\n\nLời.",
    "an item's mark": "1. Một\n2. Hai\n\n3) Ba",
    "Roman numbers": "Chi tiết tại Phụ lục IV, mục II.",
    "a comment": "{# 9.999 #}Lời.",
    "a number that is compared": "{% if owed > 3 %}Lời{% else %}Không{% endif %}.",
    "a number that picks": "{{ office.addressees[0] }} và {{ office.addressees[:2] | join }}.",
    "a number that cuts": "{{ office.plan | truncate(20) }}",
    "a number that only counts": "{% set n = 2 %}{% for x in range(n) %}Lời. {% endfor %}",
    "an id with a number": '{{ narratives.get("section_2", []) | length }}{{ "." }}',
    "a turn of a loop": "{% for unit in quiet or [office] %}{{ loop.index }}. {% endfor %}",
    "decomposed letters": "\u0110e\u0302\u0300 a\u0301n 06.",
    "a name kept on one line": "Đề\u00a0án\u00a006.",
}


@pytest.mark.parametrize("name", ALLOWED)
def test_a_number_that_is_no_figure_may_stand(word, name):
    assert word(ALLOWED[name] + "\n\nHết.")


def test_the_office_declares_its_own_names_with_numbers(word):
    body = "Phòng khám số 3 thuộc Chương trình 135.\n"
    with pytest.raises(BaocaoError, match="“3” là số ghi thẳng"):
        word(body)
    declared = '{% set words_with_numbers = ["Phòng khám số 3", "Chương trình 135"] %}\n'
    assert said(word(declared + body)) == [body.strip()]
    with pytest.raises(BaocaoError, match="“4” là số ghi thẳng"):
        word(declared + body + "Phòng khám số 4.")


def test_a_bare_number_cannot_be_declared(word):
    with pytest.raises(BaocaoError, match=r"“9\.999” là số ghi thẳng"):
        word('{% set words_with_numbers = ["9.999"] %}\nĐạt 9.999.')


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_no_shipped_wording_types_a_number_in(path):
    source = path.read_text(encoding="utf-8")
    assert typed_in(source) == ()
    assert "| md" not in source


# --- figures are known by what they are ---


@pytest.mark.parametrize("kind", ["week", "year"])
def test_every_count_in_the_report_is_one_of_its_figures(request, kind):
    summary = request.getfixturevalue(kind)
    report = worded(summary) if kind == "week" else word_report(SHARED, summary)
    known = [piece for piece in pieces_of(report) if piece.made]
    assert len(known) > 20
    for piece in known:
        assert restated(piece, summary.figures) == piece.text
    # What is left over counts no files, but where a target asks for them.
    left = "".join(piece.text for piece in pieces_of(report) if not piece.made)
    assert set(re.findall(r"[\d.]+ hồ sơ", left)) <= {"1.000 hồ sơ"}


def test_what_is_added_up_of_figures_is_a_figure(word, week):
    report = word("{{ total.resolved_early + total.resolved_on_time - total.resolved_overdue }}")
    (piece,) = pieces_of(report)[2:]
    assert [sign for _, sign in piece.made.terms] == [1, 1, -1]
    assert stated(piece.made, week.figures) == piece.text and int(piece.text) > 0


def test_a_figure_stays_known_through_whatever_the_wording_does(word, week):
    total = str(week.total.values["received_new"])
    for body in (
        "{{ total.received_new }}",
        "{{ total['received_new'] }}",
        "{{ total.received_new | md }}",
        "{{ [total.received_new] | join('; ') }}",
        "{{ total.received_new ~ '' }}",
        "{% set n = total.received_new %}{{ n }}",
        "{% macro m(n) %}{{ n }}{% endmacro %}{{ m(total.received_new) }}",
        "{% macro m(n) %}{{ n }}{% endmacro %}{{ m(total.received_new) | md | md }}",
        "**{{ total.received_new }}**",
        "{{ [total.received_new, total.rejected] | max }}",
        "{{ [total.received_new] | sum }}",
    ):
        known = [piece for piece in pieces_of(word(body)) if piece.made]
        assert [piece.text for piece in known] == [total], body
        assert [id.column for id, _ in known[0].made.terms] == ["received_new"], body


def test_an_unknown_figure_is_printed_as_unknown_and_never_as_nothing(word, week):
    values = {**week.total.values, "received_online": None}
    lines = (*week.lines[:-1], replace(week.total, values=values))
    report = word(
        "Có {{ total.received_online }} hồ sơ; cộng {{ total.received_online + total.rejected }}; "
        "đạt {{ rate(total.received_online, total.received_new) }}.",
        replace(week, lines=lines),
    )
    assert said(report) == ["Có – hồ sơ; cộng –; đạt –."]


# --- an unknown figure is never said as none ---

NONE = re.compile(  # what says of a figure that there is none of it, of a target that it is missed
    "[Kk]hông có hồ sơ[^(]*|không phát sinh hồ sơ|[Kk]hông còn hồ sơ|(?:chưa )?đạt chỉ tiêu(?= 80%)"
    "|(?:đều )?đã giải quyết xong"
)
ONLINE_UNKNOWN = "Chưa đủ số liệu để tính tỷ lệ hồ sơ tiếp nhận trực tuyến so với chỉ tiêu 80%"
UNKNOWN = {  # what a week says instead, of each count that a sentence depends on
    "received_online": ONLINE_UNKNOWN,
    "received_new": ONLINE_UNKNOWN,
    "resolved_total": "Chưa đủ số liệu về hồ sơ đã giải quyết để tổng hợp; đã trả kết quả",
    "pending_total": "Chưa đủ số liệu về hồ sơ đang giải quyết để tổng hợp.",
    "resolved_overdue": "Chưa đủ số liệu về hồ sơ quá hạn để tổng hợp.",
    "pending_overdue": "chưa đủ số liệu về hồ sơ quá hạn đang giải quyết để tổng hợp.",
    "rejected": "Chưa đủ số liệu về hồ sơ không tiếp nhận để tổng hợp.",
    "sent_back": "Chưa đủ số liệu về hồ sơ trả lại, yêu cầu bổ sung để tổng hợp.",
}
RESTS_ON = {  # which counts a saying rests on
    "Không có hồ sơ quá hạn": {"resolved_overdue", "pending_overdue"},
    "đều đã giải quyết xong": {"pending_overdue"},
    "đã giải quyết xong": {"pending_overdue"},
    "không có hồ sơ bị từ chối tiếp nhận": {"rejected"},
    "Không có hồ sơ trả lại, yêu cầu bổ sung": {"sent_back"},
    "không có hồ sơ được giải quyết xong; đã trả kết quả – hồ sơ": {"resolved_total"},
    "không có hồ sơ được giải quyết xong; đã trả kết quả 0 hồ sơ": {"resolved_total"},
    "Không còn hồ sơ": {"pending_total"},
    "đạt chỉ tiêu": {"received_online", "received_new"},
    "chưa đạt chỉ tiêu": {"received_online", "received_new"},
}


def totalling(summary, **values):
    """Return the summary with other counts in its total."""
    total = replace(summary.total, values={**summary.total.values, **values})
    return replace(summary, lines=(*summary.lines[:-1], total), total=total)


def none_said(report):
    return {found.rstrip(" .") for line in said(report) for found in NONE.findall(line)}


def denied(column, report):
    """Return what a report says that cannot be said where a count is unknown."""
    return [saying for saying in none_said(report) if column in RESTS_ON[saying]]


def columns(summary):
    return list(summary.total.values)


def one_unknown(summary, others):
    """Yield each count of the total with the summary in which nobody knows it."""
    counts = summary.total.values if others is None else dict.fromkeys(columns(summary), others)
    for column in counts:
        yield column, totalling(summary, **{**counts, "received_new": 160, column: None})


@pytest.mark.parametrize("others", [0, None], ids=["the others 0", "the others as they are"])
def test_a_week_says_of_an_unknown_count_that_it_is_unknown(week, others):
    sayings = set()
    for column, summary in one_unknown(week, others):
        report = worded(summary)
        sayings |= none_said(report)
        assert not denied(column, report)
        shown = "\n".join(said(report))
        generic = column == "pending_overdue" and others == 0
        expected = UNKNOWN["resolved_overdue" if generic else column] if column in UNKNOWN else ""
        assert expected in shown
        if column in ("resolved_overdue", "pending_overdue"):
            assert shown.count(expected) == 2, "in III too"
            assert "tập trung giải quyết dứt điểm" in shown
    assert len(sayings) > 2, "what is known to be none is said to be none"


def test_a_week_of_which_nothing_is_known_says_of_nothing_that_there_is_none(week):
    report = worded(totalling(week, **dict.fromkeys(columns(week))))
    assert not none_said(report)
    assert all(words in "\n".join(said(report)) for words in UNKNOWN.values() if words[0] == "C")


def test_nothing_arose_only_where_every_count_is_known_to_be_0(word, week):
    zeros = dict.fromkeys(columns(week), 0)
    body = "{{ 'không phát sinh' if nothing else 'có' }}"
    assert said(word(body, totalling(week, **zeros))) == ["không phát sinh"]
    for column in zeros:
        assert said(word(body, totalling(week, **{**zeros, column: None}))) == ["có"]
    assert said(word(body, totalling(week, **dict.fromkeys(zeros)))) == ["có"]


def test_a_longer_report_does_not_pass_over_services_nobody_counted(year):
    counts = dict.fromkeys(columns(year), 7)
    rest = "Chưa đủ số liệu về hồ sơ dịch vụ công thiết yếu để tổng hợp."
    named = ("received_new", "received_online", "resolved_total", "resolved_overdue")
    whole = word_report(SHARED, totalling(year, **counts))
    assert rest not in said(whole)
    for others in (7, 0):
        for column in counts:
            values = {**dict.fromkeys(counts, others), column: None}
            report = word_report(SHARED, totalling(year, **values))
            assert (rest in said(report)) is (column in named)
            shown = any("– hồ sơ" in line for line in said(report))
            assert shown is (column in named) and none_said(report) <= none_said(whole)
    none = word_report(SHARED, totalling(year, **dict.fromkeys(counts, 0)))
    assert not any("hồ sơ dịch vụ công thiết yếu" in line for line in said(none))


def test_an_indicator_units_reported_without_its_figure_is_not_called_unreported(year):
    (line, *_) = [one for one in year.plan.sums if one.present]
    unknown = replace(line, values=dict.fromkeys(line.values))
    assert indicator_words(unknown).startswith("chưa đủ số liệu để tổng hợp (")
    assert indicator_words(replace(unknown, present=())).startswith("chưa có báo cáo (")


def test_an_old_wording_never_says_an_unknown_count_is_none(week, year):
    for summary, name in ((week, "weekly"), (year, "plan")):
        for others in (0, None):
            for column, unknown in one_unknown(summary, others):
                report = word_report(OLD / f"{name}-0.1.0.md", unknown)
                assert not denied(column, report)


ASKED = {  # how an office's own wording may ask for a count, and what it then says
    "{% if C %}Có{% else %}Không có{% endif %}": "Có",
    "{% if not C %}Không có{% else %}Có{% endif %}": "Có",
    "{% if C > 0 %}Có{% else %}Không có{% endif %}": "Có",
    "{% if 0 < C %}Có{% else %}Không có{% endif %}": "Có",
    "{% if C >= 1 %}Có{% else %}Không có{% endif %}": "Có",
    "{% if C == 0 %}Không có{% else %}Có{% endif %}": "Có",
    "{% if C != 0 %}Có{% else %}Không có{% endif %}": "Có",
    "{% if C < 1 %}Không có{% else %}Có{% endif %}": "Có",
    "{% if C <= 0 %}Không có{% else %}Có{% endif %}": "Có",
    "{% if C in [0] %}Không có{% else %}Có{% endif %}": "Có",
    "{% if C is gt 0 %}Có{% else %}Không có{% endif %}": "Có",
    "{% if C + total.rejected > 0 %}Có{% else %}Không có{% endif %}": "Có",
    "{% if C + 0 %}Có{% else %}Không có{% endif %}": "Có",
    "{% if C - 1 < 0 %}Không có{% else %}Có{% endif %}": "Có",
    "{% if C * 100 < 80 %}Không có{% else %}Có{% endif %}": "Có",
    "{% if C * 100 // sent < 80 %}Không có{% else %}Có{% endif %}": "Có",
    "{% if 100 * C / sent < 80 %}Không có{% else %}Có{% endif %}": "Có",
    "{% if 5 - C == 5 %}Không có{% else %}Có{% endif %}": "Có",
    "{% if C | int %}Có{% else %}Không có{% endif %}": "Có",
    "{% if C | abs %}Có{% else %}Không có{% endif %}": "Có",
    "{% if C | round > 0 %}Có{% else %}Không có{% endif %}": "Có",
    "{% if [C] | sum %}Có{% else %}Không có{% endif %}": "Có",
    "{{ C or 'Không có' }}": "–",
    "{{ C | default('Không có', true) }}": "–",
    "{{ C | string }}": "–",
    "{{ '%s' | format(C) }}": "–",
    "{{ C ~ '' }}": "–",
    "{{ [C, total.rejected] | max }}": "–",
    "{{ 'biết' if C.known else 'chưa biết' }}": "chưa biết",
}


@pytest.mark.parametrize("asked", ASKED)
def test_an_offices_own_wording_never_takes_an_unknown_count_for_none(word, week, asked):
    body = re.sub(r"\bC\b", "total.sent_back", asked)
    assert said(word(body, totalling(week, sent_back=None))) == [ASKED[asked]]
    if "Không có" in asked:
        assert said(word(body, totalling(week, sent_back=0, rejected=0))) == ["Không có"]


def test_numbers_and_phrases():
    one, other = Numeral(5, Sum.of("a")), Numeral(3, Sum.of("b"))
    assert (one + other).made.terms == (("a", 1), ("b", 1)) and one + other == 8
    assert abs(other - one).made.terms == (("b", -1), ("a", 1)) and abs(other - one) == 2
    assert sum([one, other]).made == (one + other).made
    assert type(one + 1) is int and type(one * 2) is int and type(one - 1) is int
    assert not (Numeral(None, Sum.of("a")) + one).known and not Numeral(0)
    assert (one + Numeral(1)).made is None, "a part that is no figure makes none"
    phrase = Phrase.of("{count} của {whole}", count=one, whole="x {y}")
    assert phrase == "5 của x {y}" and [p.made for p in phrase.pieces if p.made] == [one.made]
    assert share(one, other).pieces[0].made and not share(5, 3).pieces[0].made
    assert str(NotAFigure(5)) == "5"


# --- words are only words ---

NASTY = [
    "*đậm* và **đậm**",
    "# Mục",
    "- dấu đầu dòng",
    "1. một",
    "[a](http://x) <b> &lt; `x` ~~y~~ \\*",
    "hai\n\ndòng",
    "{{ total }} {% if %}",
    "\ufdd00\ufdd19.999\ufdd2",
]


@pytest.mark.parametrize("text", NASTY)
@pytest.mark.parametrize("mark", ["", " | md", " | md | md"])
def test_what_a_unit_says_is_no_markdown(word, text, mark):
    report = word("A {{ words" + mark + " }} B\n\n- {{ words" + mark + " }}", more={"words": text})
    shown = " ".join(text.translate(dict.fromkeys(range(0xFDD0, 0xFDD3), "\ufffd")).split())
    assert said(report) == [f"A {shown} B", shown]
    assert not [piece for piece in pieces_of(report) if piece.made]
    assert not [run for block in report.blocks for run in block.runs if run.bold or run.italic]


def test_the_wordings_own_marks_are_markdown(word):
    report = word(
        '{% macro m(x) %}**{{ x }}**{% endmacro %}{{ m("*a*") }} {{ "**b**" if owed }} '
        '{{ "**c** " ~ words }} {{ [words, words] | join("; ") }}',
        more={"words": "*d*"},
    )
    assert said(report) == ["*a* b c *d* *d*; *d*"]
    (block,) = report.blocks
    assert [run.text for run in block.runs if run.bold] == ["*a*", "b", "c"]


def test_a_label_in_a_sentence_keeps_its_names(word):
    assert said(word("{{ 'Qua VNeID' | lower }}, {{ 'VNeID' | lower | md }}")) == [
        "qua VNeID, VNeID"
    ]


# --- an office's own wordings ---


def test_lines_of_the_first_version_are_still_filled_in(week, year):
    """Their sentences are the office's; each figure in them is proven as any other is."""
    for summary, old in ((week, OLD / "weekly-0.1.0.md"), (year, OLD / "plan-0.1.0.md")):
        assert old.read_text(encoding="utf-8").count("| md") > 8
        before = word_report(old, summary)
        known = [piece for piece in pieces_of(before) if piece.made]
        assert len(said(before)) > 9 and len(known) > 9
        assert all(restated(piece, summary.figures) == piece.text for piece in known)
        assert not re.findall(r"\{|\}|None", "".join(said(before)))


def test_an_offices_own_file_is_read_before_the_shared_one(office_folder):
    desk = open_desk(office_folder.root)
    for kind in desk.forms:
        folder = kind.value if not kind.follows_plan else "shared"
        for name in ("report.md", "correction.md"):
            assert desk.wording(kind, name) == desk.templates / folder / name
            assert desk.wording(kind, name).is_file()
    own = desk.templates / "year" / "report.md"
    own.parent.mkdir(exist_ok=True)
    own.write_text(TITLES, encoding="utf-8")
    used = {kind.value: desk.wording(kind, "report.md") for kind in desk.forms}
    assert used["year"] == own
    assert used["half-year"] == used["monthly"] == desk.templates / "shared" / "report.md"
