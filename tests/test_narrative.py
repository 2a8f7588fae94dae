"""What an office may write into its wording, and how a mistake in it is answered."""

import pytest
from made import filled, read, summary_of

from pipeline import texts
from pipeline.consolidate.wording import word_report
from pipeline.domain.finding import BaocaoError
from pipeline.domain.report import Heading, Paragraph

TITLES = "# BÁO CÁO\n\n# Kết quả\n\n"


@pytest.fixture(scope="module")
def summary(tmp_path_factory):
    return summary_of([read(filled("tu-phap", tmp_path_factory.mktemp("made")))])


@pytest.fixture
def worded(summary, tmp_path):
    """Word a report with a body."""

    def word(body):
        path = tmp_path / "report.md"
        path.write_text(TITLES + body, encoding="utf-8")
        return word_report(path, summary)

    return word


MISTAKES = {
    "an unknown name": "{{ no_such_name }}",
    "an unknown part of a name": "{{ office.head }}",
    "words and a number": "{{ 'a' + 1 }}",
    "a division by zero": "{{ 1 / 0 }}",
    "a call of what cannot be called": "{{ period() }}",
    "a call with too little": "{{ rate(1) }}",
    "a call with the wrong thing": "{{ rate('a', 2) }}",
    "a filter of a number": "{{ 5 | md }}",
    "an unknown filter": "{{ period | mb }}",
    "an unknown test": "{% if period is big %}x{% endif %}",
    "a loop over a number": "{% for one in owed %}x{% endfor %}",
    "a format that does not fit": "{{ '%d' | format('a') }}",
    "an end that is missing": "{% if owed %}x",
    "a brace that is missing": "{{ owed }",
    "a file that is not there": "{% include 'x.md' %}",
    "a macro that calls itself": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_named_with_file_and_line(worded, tmp_path, name):
    with pytest.raises(BaocaoError) as refused:
        worded(f"Dòng 5\n\nDòng 7\n\n{MISTAKES[name]}\n")
    where = f"{tmp_path / 'report.md'}, dòng 9: "
    assert where in str(refused.value), refused.value


def test_the_line_is_that_inside_a_macro(worded):
    with pytest.raises(BaocaoError, match="dòng 6: có phép chia cho 0"):
        worded("{% macro m(n) %}\n{{ 1 / n }}\n{% endmacro %}\n\n{{ m(0) }}\n")


@pytest.mark.parametrize("encoding", ["cp1258", "utf-16"])
def test_a_file_saved_in_another_encoding_is_named(summary, tmp_path, encoding):
    path = tmp_path / "report.md"
    path.write_bytes("# BAO CAO\n\n# K\u00ea\u0301t\n".encode(encoding))
    line = 1 if encoding == "utf-16" else 3
    with pytest.raises(BaocaoError, match=f"dòng {line}: tệp không ở bảng mã UTF-8"):
        word_report(path, summary)


def test_a_fault_of_ours_is_not_told_as_the_offices(summary, tmp_path, monkeypatch):
    def broken(*_):
        raise TypeError("ours")

    monkeypatch.setattr(texts.numbers, "window_words", broken)
    path = tmp_path / "report.md"
    path.write_text(TITLES, encoding="utf-8")
    with pytest.raises(TypeError):
        word_report(path, summary)


def test_titles_that_are_missing_are_named_with_the_file(summary, tmp_path):
    path = tmp_path / "correction.md"
    path.write_text("# BÁO CÁO\n", encoding="utf-8")
    with pytest.raises(BaocaoError, match=r"correction\.md phải có đúng hai dòng"):
        word_report(path, summary)


def test_there_may_be_as_many_parts_as_wanted(worded):
    report = worded("\n\n".join(f"## Mục {c}\n\nLời {c}." for c in "ABCDEGHIKLMN"))
    headings = [block.text for block in report.blocks if isinstance(block, Heading)]
    assert headings[8:] == ["IX. Mục K", "X. Mục L", "XI. Mục M", "XII. Mục N"]


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1, "I"),
        (3, "III"),
        (4, "IV"),
        (9, "IX"),
        (14, "XIV"),
        (40, "XL"),
        (49, "XLIX"),
        (99, "XCIX"),
    ],
)
def test_roman_numerals(number, said):
    assert texts.numbers.roman(number) == said


def test_a_numbered_list_keeps_its_numbers(worded):
    report = worded(
        "Gồm:\n\n1. Một\n1. Hai\n   - con\n1. Ba\n\nHết.\n\n3) Bốn\n4) Năm\n\n- Sáu\n\n1.\n\nBảy\n"
    )
    said = [(b.text, b.bullet) for b in report.blocks if isinstance(b, Paragraph)]
    assert said == [
        ("Gồm:", False),
        *(("1. Một", False), ("2. Hai", False), ("con", True), ("3. Ba", False)),
        *(("Hết.", False), ("3) Bốn", False), ("4) Năm", False), ("Sáu", True)),
        ("Bảy", False),
    ]


def test_what_is_only_indented_is_not_lost(worded):
    report = worded("Một.\n\n      Hai.\n")
    assert [block.text for block in report.blocks] == ["Một.", "Hai."]
