"""The guide as Word files: all that it says, and the clerk's page alone on one sheet."""

import re
from pathlib import Path

import docx
import pytest
from office import convert_all
from typed import OfficeFolder

from pipeline import texts

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "HUONG-DAN.md").read_text(encoding="utf-8")
WHOLE, CLERKS = texts.setup.GUIDES


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hướng dẫn")
    done = OfficeFolder.at(folder).run("guide", "tờ rơi", "--now", "2023-03-28T08:00")
    assert done.returncode == 0 and WHOLE in done.stdout, done.stderr
    return folder / "tờ rơi"


def words_of(path):
    document = docx.Document(path)
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return " ".join(" ".join((*(p.text for p in document.paragraphs), *cells)).split())


def test_all_that_the_guide_says_is_in_it(written):
    said = words_of(written / WHOLE)
    headings = re.findall(r"(?m)^#+ (.+)$", TEXT)
    assert len(headings) > 10 and all(heading in said for heading in headings)
    codes = re.findall(r"(?m)^\*\*([A-Z]+\d+)\*\* ", TEXT)
    assert len(codes) > 100 and all(code in said for code in codes)
    typed = re.findall(r"`(baocao06 [^`]+)`", TEXT)
    assert len(typed) > 15 and all(" ".join(one.split()) in said for one in typed)
    assert not re.search(r"\*\*\w|`", said)


def test_every_picture_is_there_and_in_it(written):
    named = re.findall(r"!\[([^\]]+)\]\(([^)]+)\)", TEXT)
    assert named and all((ROOT / path).is_file() for _, path in named)
    assert len(docx.Document(written / WHOLE).inline_shapes) == len(named)
    shown = [one._inline.docPr.get("descr") for one in docx.Document(written / WHOLE).inline_shapes]
    assert shown == [words for words, _ in named]


def test_what_lies_there_stays(written):
    again = OfficeFolder.at(written.parent).run("guide", "tờ rơi", "--now", "2023-03-28T08:00")
    assert again.returncode == 0 and len([*written.iterdir()]) == 2, "the same bytes once more"
    (written / CLERKS).write_bytes(b"mine")
    OfficeFolder.at(written.parent).run("guide", "tờ rơi", "--now", "2023-03-28T08:00")
    assert (written / CLERKS).read_bytes() == b"mine" and len([*written.iterdir()]) == 3


@pytest.mark.office
def test_the_clerks_page_is_one_sheet(tmp_path):
    done = OfficeFolder.at(tmp_path).run("guide", "tờ", "--now", "2023-03-28T08:00")
    assert done.returncode == 0
    (page,) = convert_all([tmp_path / "tờ" / CLERKS], "pdf", tmp_path / "pdf")
    assert len(re.findall(rb"/Type\s*/Page\b", page.read_bytes())) == 1
