"""`--pdf` adds the report as PDF/A with its fonts in it; a machine without LibreOffice says so."""

import re
import subprocess

import pytest
from made import filled
from typed import OfficeFolder

PERIOD, NOW = "2023-W12", "2023-03-28T08:00"
ISSUE = ("issue", PERIOD, "--number", "05", "--date", "2023-03-28", "--by", "Văn thư mẫu")


@pytest.fixture
def office(tmp_path):
    office = OfficeFolder(tmp_path / "văn phòng mẫu")
    (office.collected / "tp.xlsx").write_bytes(filled("tu-phap", tmp_path))
    return office


def read_with(tool, path, *more):
    words = [tool, str(path), *more]
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout


@pytest.mark.office
def test_a_merged_and_an_issued_report_become_pdf_a(office):
    pdf = office.output / PERIOD / f"bao-cao-{PERIOD}.pdf"
    ended = office.run("merge", PERIOD, "--pdf", "--now", NOW)
    assert ended.returncode in (0, 1) and pdf.name in ended.stdout, ended.stderr
    draft = pdf.read_bytes()
    page = read_with("pdfinfo", office.output / PERIOD / f"tom-tat-{PERIOD}.pdf")
    assert re.search(r"Pages: +1\n", page), "the leader's page too"
    office.run("merge", PERIOD, "--now", NOW)
    assert not pdf.exists(), "the report may say something else by now"
    ended = office.run(*ISSUE, "--pdf", "--now", NOW)
    assert pdf.name in ended.stdout, ended.stderr
    content = pdf.read_bytes()
    assert b"pdfaid:part>2<" in content and content != draft
    heads, _, *fonts = read_with("pdffonts", pdf).splitlines()
    embedded = heads.index("emb")
    assert fonts and {line[embedded:].split()[0] for line in fonts} == {"yes"}, fonts
    said = " ".join(read_with("pdftotext", pdf, "-").split())
    assert "Số: 05/BC-TCT" in said and "ngày 28 tháng 3 năm 2023" in said
    kept = office.run("status", PERIOD, "--now", NOW).stdout
    assert "niêm phong" not in kept, "a PDF beside it breaks no seal"


def test_without_libreoffice_one_sentence_says_so(office):
    plain = office.process("merge", PERIOD, "--now", NOW, PATH="/nowhere")
    ended = office.process("merge", PERIOD, "--pdf", "--now", NOW, PATH="/nowhere")
    assert ended.returncode == plain.returncode == 0, ended.stderr
    assert ended.stderr.count("LibreOffice") == 1 and "Chưa lập bản PDF" in ended.stderr
    assert (office.output / PERIOD / f"bao-cao-{PERIOD}.docx").exists()
    assert not list(office.output.rglob("*.pdf"))
