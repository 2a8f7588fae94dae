"""What each paragraph, table and figure of a report is stays in the file, whatever changes."""

import re
import subprocess
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from lxml import etree
from made import DUE, OFFICE, WORDING, drawn_report, filled, read, summary_of, worded
from office import convert

from pipeline.consolidate.wording import word_report
from pipeline.domain.report import Paragraph

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
UNITS = [one.code for one in OFFICE.units if any(s.unit == one.code for s in OFFICE.services)]


def report_of(folder, units, **values):
    sent = [read(filled(unit, folder, **values), f"{unit}.xlsx") for unit in units]
    return worded(summary_of(sent, now=DUE + timedelta(hours=1)))


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    sent = [read(filled("tu-phap", tmp_path_factory.mktemp("sent")), "tp.xlsx")]
    summary = summary_of(sent, now=DUE + timedelta(hours=1))
    return drawn_report(summary, worded(summary))


def words_of(block):
    return re.sub(r"\d[\d.,]*", "0", block.text)


def bookmarks(document):
    body = etree.fromstring(ZipFile(BytesIO(document)).read("word/document.xml"))
    begun = [(one.get(f"{W}id"), one.get(f"{W}name")) for one in body.iter(f"{W}bookmarkStart")]
    return begun, [one.get(f"{W}id") for one in body.iter(f"{W}bookmarkEnd")]


def test_no_two_paragraphs_are_the_same_and_all_are_something(tmp_path):
    report = report_of(tmp_path, UNITS)
    ids = [block.id for block in (*report.bases, *report.blocks)]
    assert len(set(ids)) == len(ids) and all(re.fullmatch(r"[0-9a-f]{12}(_\d+)?", id) for id in ids)
    alone = [block for block in report.blocks if block.id.count("_")]
    assert alone == [], "told apart by order alone"


def test_a_paragraph_is_the_same_when_figures_change_and_more_units_arrive(tmp_path):
    before = report_of(tmp_path / "1", UNITS[:2])
    after = report_of(tmp_path / "2", UNITS, received_online=9, resolved_early=4)
    now = {block.id: block for block in after.blocks}
    stay = [block for block in before.blocks if block.id in now]
    assert len(stay) > 20
    same = [one for one in stay if words_of(one) == words_of(now[one.id])]
    assert len(same) > len(stay) / 2 and any(one.text != now[one.id].text for one in same)
    of_units = [one for one in stay if isinstance(one, Paragraph) and one.bullet]
    for one in of_units:  # a line of a unit is never another unit's
        assert words_of(one).split("(")[0] == words_of(now[one.id]).split("(")[0]


def test_a_paragraph_is_the_same_when_a_neighbour_is_written_into_the_wording(tmp_path):
    summary = summary_of([read(filled("tu-phap", tmp_path), "tp.xlsx")])
    other = tmp_path / "report.md"
    lines = WORDING.read_text(encoding="utf-8").splitlines(keepends=True)
    at = next(i for i, line in enumerate(lines) if line.startswith("## "))
    other.write_text("".join([*lines[: at + 1], "\nThêm một đoạn.\n", *lines[at + 1 :]]), "utf-8")
    before, after = worded(summary), word_report(other, summary)
    added = [one for one in after.blocks if one.id not in {block.id for block in before.blocks}]
    assert [one.text for one in added] == ["Thêm một đoạn."]
    assert len(after.blocks) == len(before.blocks) + 1


def test_bookmarks_are_as_word_asks(drawn, validator, tmp_path):
    begun, ended = bookmarks(drawn)
    ids, names = zip(*begun, strict=True)
    assert len(set(ids)) == len(ids) == len(set(names)) and sorted(ids) == sorted(ended)
    assert all(re.fullmatch(r"_[0-9A-Za-z_]{1,39}", name) for name in names)
    kinds = {name.split("_")[1] for name in names}
    assert kinds == {"p", "f", "g", "x", "a", "n", "drawn"}
    path = tmp_path / "a.docx"
    path.write_bytes(drawn)
    said = subprocess.run([validator, path, "--officeVersion", "Microsoft365"], timeout=60)
    assert said.returncode == 0


def test_the_same_report_is_the_same_drawing_and_another_is_not(drawn, tmp_path):
    def mark(document):
        return [name for _, name in bookmarks(document)[0] if name.startswith("_drawn_")]

    sent = [read(filled("tu-phap", tmp_path), "tp.xlsx")]
    again = summary_of(sent, now=DUE + timedelta(hours=1))
    later = summary_of(sent, now=DUE + timedelta(hours=2))
    other = summary_of([read(filled("tu-phap", tmp_path, received_online=9), "tp.xlsx")])
    assert drawn_report(again, worded(again)) == drawn
    assert mark(drawn_report(later, worded(later))) == mark(drawn)
    assert mark(drawn_report(other, worded(other))) != mark(drawn)


@pytest.mark.office
def test_libreoffice_keeps_them_all(drawn, tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(drawn)
    kept = convert(path, "docx", tmp_path / "saved")
    assert [name for _, name in bookmarks(kept.read_bytes())[0]] == [
        name for _, name in bookmarks(drawn)[0]
    ]
