"""New figures come into an edited report: cases no LibreOffice is needed for."""

import copy
import subprocess
from collections import Counter
from datetime import timedelta
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn
from made import DUE, OFFICE, drawn_report, filled, read, summary_of, worded

from pipeline.outputs.edited.compare import EditKind, edits_of, hold
from pipeline.outputs.edited.left import LeftKind
from pipeline.outputs.edited.merge import merge
from pipeline.outputs.edited.numbers import numbers_in, renewed
from pipeline.outputs.edited.read import drawing_of, spaced
from pipeline.outputs.edited.read import read as opened

UNITS = [one.code for one in OFFICE.units if any(s.unit == one.code for s in OFFICE.services)]


@pytest.fixture(scope="module")
def draw(tmp_path_factory):
    def drawn(*units, **values):
        folder = tmp_path_factory.mktemp("sent")
        sent = [read(filled(unit, folder, **values), f"{unit}.xlsx") for unit in units]
        summary = summary_of(sent, now=DUE + timedelta(hours=1))
        return drawn_report(summary, worded(summary))

    return drawn


@pytest.fixture(scope="module")
def base(draw):
    return draw(*UNITS[:2])


@pytest.fixture(scope="module")
def ours(draw):
    return draw(*UNITS[:3])


def edited(content, change):
    document = docx.Document(BytesIO(content))
    change(document)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def paragraph(document, words):
    return next(one for one in document.paragraphs if words in spaced(one.text))


def table(document):
    return max(document.tables, key=lambda one: len(one.rows))


def put(cell, words):
    cell.paragraphs[0].runs[0].text = words


def texts_of(content):
    return [spaced(one.text) for one in docx.Document(BytesIO(content)).paragraphs]


@pytest.mark.parametrize(
    ("before", "after"),
    [(UNITS[:2], UNITS[:3]), (UNITS[:3], UNITS[:1]), (UNITS[2:], UNITS), (UNITS[:1], ["thue"])],
)
def test_what_nobody_edited_says_all_that_is_drawn_now(draw, before, after):
    there, now = draw(*before), draw(*after, received_online=9, resolved_early=4)
    made = merge(there, there, now, DUE)
    assert made.edits == made.left == ()
    assert opened(made.content).blocks_said == opened(now).blocks_said


def test_a_merged_report_is_one_that_word_takes(base, ours, validator, tmp_path):
    def change(document):
        paragraph(document, "Đã giải quyết").runs[0].text = "Toàn huyện đã xử lý "
        put(table(document).rows[5].cells[3], "99")

    made = merge(base, edited(base, change), ours, DUE)
    path = tmp_path / "a.docx"
    path.write_bytes(made.content)
    said = subprocess.run([validator, path, "--officeVersion", "Microsoft365"], timeout=60)
    assert said.returncode == 0
    begun = list(opened(made.content).body.iter(qn("w:bookmarkStart")))
    for key in ("w:id", "w:name"):
        assert len({one.get(qn(key)) for one in begun}) == len(begun)


def test_a_number_typed_over_in_a_table_is_left_and_said(base, ours):
    there = edited(base, lambda document: put(table(document).rows[5].cells[3], "99"))
    made = merge(base, there, ours, DUE)
    (left,) = made.left
    assert (left.kind, left.found, left.wanted) == (LeftKind.DIFFERS, "99", "8")
    row = next(
        row
        for row in table(docx.Document(BytesIO(made.content))).rows[3:]
        if "99" in [c.text for c in row.cells]
    )
    assert row.cells[3].text == "99" and row.cells[4].text == "2"


def test_rows_and_paragraphs_left_out_stay_so_and_words_of_a_cell_are_kept(base, ours):
    def change(document):
        rows = table(document).rows
        put(rows[6].cells[1], "Tên dịch vụ do lãnh đạo sửa")
        rows[7]._tr.getparent().remove(rows[7]._tr)
        gone = paragraph(document, "Tỷ lệ hồ sơ tiếp nhận trực tuyến")
        gone._p.getparent().remove(gone._p)

    gone = table(docx.Document(BytesIO(base))).rows[7].cells[1].text
    made = merge(base, edited(base, change), ours, DUE)
    names = [row.cells[1].text for row in table(docx.Document(BytesIO(made.content))).rows]
    assert "Tên dịch vụ do lãnh đạo sửa" in names and gone not in names
    assert not any(text.startswith("Tỷ lệ hồ sơ tiếp nhận") for text in texts_of(made.content))
    kinds = Counter(edit.kind for edit in made.edits)
    assert kinds == {EditKind.REWORDED: 1, EditKind.DELETED: 2}


def test_a_paragraph_retyped_without_its_bookmarks_is_known_by_its_words(base, ours):
    def change(document):
        one = paragraph(document, "Đã giải quyết")
        said = one.text.replace("Đã giải quyết", "Các đơn vị đã giải quyết")
        for child in list(one._p)[1:]:
            one._p.remove(child)
        one.add_run(said)

    made = merge(base, edited(base, change), ours, DUE)
    assert [edit.kind for edit in made.edits] == [EditKind.REWORDED]
    (said,) = [text for text in texts_of(made.content) if text.startswith("Các đơn vị đã")]
    # The total stands twice, and which is which nobody knows: it is left, and said.
    assert "trước hạn 51" in said and "đúng hạn 102" in said
    assert {left.kind for left in made.left} == {LeftKind.DIFFERS}
    assert ("160", "170") in {(left.found, left.wanted) for left in made.left}


def test_two_paragraphs_made_one_keep_the_figures_of_both(base, ours):
    def change(document):
        first, second = (paragraph(document, one) for one in ("Đã giải quyết", "Đang giải quyết"))
        for child in list(second._p)[1:]:
            first._p.append(child)
        second._p.getparent().remove(second._p)

    made = merge(base, edited(base, change), ours, DUE)
    (said,) = [text for text in texts_of(made.content) if "Đã giải quyết" in text]
    assert "Đã giải quyết 170 hồ sơ" in said and "Đang giải quyết 17 hồ sơ" in said
    assert made.left == ()


def test_a_paragraph_made_two_keeps_the_figures_of_both_halves(base, ours):
    def change(document):
        whole = paragraph(document, "Đã giải quyết")._p
        half = copy.deepcopy(whole)
        whole.addnext(half)
        places = [
            run for run in whole.iter(qn("w:r")) if "tỷ lệ giải quyết" in "".join(run.itertext())
        ]
        at = list(whole).index(places[0])
        for child in list(half)[1:at]:
            half.remove(child)
        for child in list(whole)[at:-1]:
            whole.remove(child)
        half.remove(half[-1])  # the end of the paragraph's own bookmark

    made = merge(base, edited(base, change), ours, DUE)
    first, second = (
        next(text for text in texts_of(made.content) if words in text)
        for words in ("Đã giải quyết", "tỷ lệ giải quyết")
    )
    assert first != second and "Đã giải quyết 170 hồ sơ" in first and "quá hạn 17" in first
    assert "(153/170 hồ sơ)" in second and made.left == ()


def test_what_the_report_would_not_say_any_more_is_left_where_it_was_edited(draw):
    there, now = draw(*UNITS[:2]), draw(*UNITS[:2], resolved_overdue=0, resolved_early=4)
    changed = edited(
        there,
        lambda document: (
            paragraph(document, "Phòng Tư pháp, 05 dịch vụ").runs[0].add_text("(gấp) ")
        ),
    )
    made = merge(there, changed, now, DUE)
    assert [left.kind for left in made.left] == [LeftKind.GONE]
    assert any("(gấp)" in text for text in texts_of(made.content))
    assert not any("Công an huyện Hương Khê, 11 dịch vụ" in t for t in texts_of(made.content))


def test_it_is_held_against_the_drawing_it_comes_from(base, ours):
    found = edits_of(hold(opened(base), opened(base)), opened(base))
    assert found == ()
    made = merge(base, base, ours, DUE).content
    assert drawing_of(base)[-24:] != drawing_of(ours)[-24:] == drawing_of(made)[-24:]
    assert drawing_of(ours).startswith("_drawn_") and drawing_of(made).startswith("_kept_")


@pytest.mark.parametrize(
    ("text", "was", "now", "said", "differing", "lost"),
    [
        ("có 5 hồ sơ", {"a": "5"}, {"a": "7"}, "có 7 hồ sơ", [], []),
        ("có 5 và 5 hồ sơ", {"a": "5"}, {"a": "7"}, "có 5 và 5 hồ sơ", [("5", "7")], []),
        ("có 6 hồ sơ", {"a": "5"}, {"a": "5"}, "có 6 hồ sơ", [("6", "5")], []),
        ("có năm hồ sơ", {"a": "5"}, {"a": "7"}, "có năm hồ sơ", [], [("5", "7")]),
        ("có năm hồ sơ", {"a": "5"}, {"a": "5"}, "có năm hồ sơ", [], []),
        ("có 1.005 hồ sơ", {"a": "5"}, {"a": "7"}, "có 1.005 hồ sơ", [("1.005", "7")], []),
        ("ngày 5/3/2023, 5/BC: 5", {"a": "5"}, {"a": "7"}, "ngày 5/3/2023, 5/BC: 7", [], []),
        ("đạt 85,04% của 7/8", {"a": "85,04%"}, {"a": "90%"}, "đạt 90% của 7/8", [], []),
        (
            "có 7/8 đơn vị",
            {"a": "1", "b": "8"},
            {"a": "2", "b": "8"},
            "có 7/8 đơn vị",
            [("7", "2")],
            [],
        ),
    ],
)
def test_a_figure_is_renewed_where_it_is_known(text, was, now, said, differing, lost):
    made = renewed(text, {}, was, now, Counter())
    for (begin, end), words in sorted(made.spans.items(), reverse=True):
        text = text[:begin] + words + text[end:]
    assert (text, made.differing, made.lost) == (said, differing, lost)


def test_numbers_beside_the_figures_are_no_ones_mistake():
    besides = numbers_in("hạn 09 giờ 00 ngày 28/3/2023")
    text = "trước 09 giờ 00 ngày 28/3/2023 có 7 đơn vị"
    made = renewed(text, {}, {"a": "1"}, {"a": "2"}, besides)
    assert made.differing == [("7", "2")] and made.strange == []
