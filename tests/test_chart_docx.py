"""Charts in the Word report: the numbers given, in a file Word and LibreOffice take."""

import re
import subprocess
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from net import verdict
from office import convert

from pipeline.outputs.report.chart_docx import Chart, Series, add_chart

UNITS = [f"UBND xã Mẫu có tên dài số {n} & <đơn vị>" for n in range(1, 30)]


def drawn(*charts):
    document = Document()
    for chart in charts:
        add_chart(document, chart)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def chart(count=3, **more):
    values = {
        "title": "Báo cáo theo đơn vị",
        "categories": UNITS[:count],
        "series": (
            Series(name="Đúng hạn", values=list(range(count)), colour="2E7D32"),
            Series(name="Trễ hạn", values=[0.5] * count, colour="E69F00"),
        ),
    }
    return Chart(**{**values, **more})


def test_the_numbers_are_those_given():
    with ZipFile(BytesIO(drawn(chart(29, stacked=True), chart(3)))) as package:
        first = package.read("word/charts/chart1.xml").decode()
        names = [n for n in package.namelist() if "charts/chart" in n]
    assert len(names) == 2, "each chart has a part of its own"
    found = re.findall(r"<c:numLit>.*?</c:numLit>", first)
    assert [re.findall(r"<c:v>([^<]*)</c:v>", one) for one in found] == [
        [repr(n) for n in range(29)],
        ["0.5"] * 29,
    ]
    assert "&amp; &lt;đơn vị&gt;" in first


def test_the_same_chart_gives_the_same_part():
    parts = []
    for _ in range(2):
        with ZipFile(BytesIO(drawn(chart()))) as package:
            parts.append(package.read("word/charts/chart1.xml"))
    assert parts[0] == parts[1]


@pytest.mark.office
def test_office_programs_take_it(tmp_path, validator):
    path = tmp_path / "a.docx"
    path.write_bytes(
        drawn(chart(), chart(29, stacked=True, height=150.0), chart(number_format="0%"))
    )
    assert not verdict(validator, path)
    pdf = convert(path, "pdf", tmp_path / "out")
    said = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, text=True).stdout
    said = "".join(said.split())  # a PDF's letters may stand apart
    assert "Báocáotheođơnvị" in said and "Đúnghạn" in said and "số29&<đơn" in said
