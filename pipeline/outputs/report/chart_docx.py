"""Bar charts of the Word report, drawn by Word itself: no picture, and sharp on paper.

The numbers lie in the chart's own part, so nothing has to be opened to see them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import Mm

from pipeline.domain.grid import (
    Bars,
    Grid,
    GridColumn,
    GridRow,
    Medium,
    Number,
    Tone,
    part_of,
    words_in,
)
from pipeline.domain.shape import Shape
from pipeline.outputs.clean import clean_text
from pipeline.outputs.report import decree30 as law

_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One colour of bars."""

    name: str
    values: Sequence[float | None]  # no bar where there is no figure
    colour: str  # "2F6DB5"
    stripes: str = ""  # "wdUpDiag"; "" is filled


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Horizontal bars, one group for each category; sizes in mm."""

    title: str
    categories: Sequence[str]
    series: Sequence[Series]
    number_format: str = "0"
    stacked: bool = False
    width: float = 230.0
    height: float = 90.0


_COLOURS = {
    Tone.PLAIN: "2F6DB5",
    Tone.GOOD: "2E7D32",
    Tone.DOUBT: "E69F00",
    Tone.BAD: "B3261E",
    Tone.GOAL: "7F8C98",
}
_STRIPES = {  # so that bars differ on a page without colours too
    Tone.DOUBT: "wdUpDiag",
    Tone.BAD: "dkHorz",
    Tone.GOAL: "ltVert",
}
_SHORT = 30  # characters of a name that stands in one line
_HIGHEST = 150.0  # mm of a chart that no page's end may cut, with a title over it and its end below
_AROUND, _LEGEND = 30.0, 5.0  # mm for a chart's title and axis, and for what its colours mean


def charts_of(grid: Grid) -> Iterator[Chart]:
    """Draw a grid's bars: a group for each row, so many to a page; none where there is no row."""
    rows = [row for _, row in grid.rows_on(Medium.PAPER)]
    most = int((_HIGHEST - _AROUND - _LEGEND) // _room(grid, rows))
    parts = -(-len(rows) // most)
    for bars in grid.bars:
        for part in range(parts):
            title = part_of(bars.title, part + 1, parts)
            yield _chart(grid, bars, title, rows[part * most : (part + 1) * most])


def _room(grid: Grid, rows: Sequence[GridRow]) -> float:
    """Return the height of a group of bars, in mm: a long name takes two lines."""
    name = grid.columns_on(Medium.PAPER)[0].id
    long = any(len(words_in(row.cells.get(name))) > _SHORT for row in rows)
    return 11.0 if long else 5.5


def _chart(grid: Grid, bars: Bars, title: str, rows: Sequence[GridRow]) -> Chart:
    columns = grid.columns_on(Medium.PAPER)
    drawn = [column for column in columns[1:] if not bars.columns or column.id in bars.columns]
    names = [words_in(row.cells.get(columns[0].id)) for row in rows]
    tones = dict(zip([column.id for column in drawn], bars.tones, strict=False))
    said = bars.names or tuple(column.label for column in drawn)
    legend = _LEGEND if len(drawn) > 1 else 0.0
    return Chart(
        title=title,
        categories=names,
        series=[
            Series(
                name=name,
                values=[_value(row, column) for row in rows],
                colour=_COLOURS[tones.get(column.id, Tone.PLAIN)],
                stripes=_STRIPES.get(tones.get(column.id, Tone.PLAIN), ""),
            )
            for name, column in zip(said, drawn, strict=True)
        ],
        number_format="0%" if _are_rates(rows, drawn) else "0",
        stacked=bars.stacked,
        height=_AROUND + legend + _room(grid, rows) * len(rows),
    )


def _value(row: GridRow, column: GridColumn) -> float | None:
    cell = row.cells.get(column.id)
    value = cell.value if isinstance(cell, Number) else None
    return float(value) if isinstance(value, Fraction) else value


def _are_rates(rows: Sequence[GridRow], columns: Sequence[GridColumn]) -> bool:
    cells = [row.cells.get(column.id) for row in rows for column in columns]
    return any(isinstance(cell, Number) and cell.shape is Shape.RATE for cell in cells)


def add_chart(document: Any, chart: Chart) -> Any:
    """Add a chart as a centred paragraph at the end of the document; return that."""
    package = document.part.package
    number = sum("/word/charts/" in part.partname for part in package.iter_parts()) + 1
    name = PackURI(f"/word/charts/chart{number}.xml")
    part = Part(name, CONTENT_TYPE.DML_CHART, _space(chart).encode("utf-8"), package)
    relation = document.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.keep_with_next = True
    paragraph.add_run()._r.append(parse_xml(_inline(chart, relation, number)))
    return paragraph


def _inline(chart: Chart, relation: str, number: int) -> str:
    title = quoteattr(clean_text(chart.title))
    return (
        f'<w:drawing xmlns:w="{_W}" xmlns:wp="{_WP}" xmlns:a="{_A}" xmlns:r="{_R}" xmlns:c="{_C}">'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{Mm(chart.width)}" cy="{Mm(chart.height)}"/>'
        f'<wp:docPr id="{900 + number}" name="Chart {number}" descr={title}/>'
        f"<wp:cNvGraphicFramePr/><a:graphic>"
        f'<a:graphicData uri="{_C}"><c:chart r:id="{relation}"/></a:graphicData>'
        f"</a:graphic></wp:inline></w:drawing>"
    )


def _space(chart: Chart) -> str:
    """Write the chart's part, in the order its schema asks for."""
    series = "".join(_series(chart, index) for index in range(len(chart.series)))
    grouping, overlap = ("stacked", 100) if chart.stacked else ("clustered", -10)
    legend = ""
    if len(chart.series) > 1:
        legend = f'<c:legend><c:legendPos val="b"/><c:overlay val="0"/>{_font(10)}</c:legend>'
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<c:chartSpace xmlns:c="{_C}" xmlns:a="{_A}" xmlns:r="{_R}">'
        f'<c:roundedCorners val="0"/><c:chart>'
        f"<c:title><c:tx><c:rich><a:bodyPr/><a:p>"
        f"<a:r>{_run(12, bold=True, name='rPr')}<a:t>{escape(clean_text(chart.title))}</a:t></a:r>"
        f'</a:p></c:rich></c:tx><c:overlay val="0"/></c:title><c:autoTitleDeleted val="0"/>'
        f'<c:plotArea><c:layout/><c:barChart><c:barDir val="bar"/>'
        f'<c:grouping val="{grouping}"/><c:varyColors val="0"/>{series}'
        f'<c:gapWidth val="45"/><c:overlap val="{overlap}"/>'
        f'<c:axId val="1"/><c:axId val="2"/></c:barChart>'
        f'<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="maxMin"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="l"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        f'<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f'{_font(9)}<c:crossAx val="2"/><c:crosses val="autoZero"/><c:auto val="1"/>'
        f'<c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:tickLblSkip val="1"/>'
        f'<c:noMultiLvlLbl val="0"/></c:catAx>'
        f'<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/><c:min val="0"/>'
        f'</c:scaling><c:delete val="0"/><c:axPos val="b"/>'
        f'<c:majorGridlines><c:spPr><a:ln w="3175">'
        f'<a:solidFill><a:srgbClr val="C8C8C8"/></a:solidFill></a:ln></c:spPr></c:majorGridlines>'
        f'<c:numFmt formatCode="{escape(chart.number_format)}" sourceLinked="0"/>'
        f'<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="high"/>'
        f'{_font(9)}<c:crossAx val="1"/><c:crosses val="max"/></c:valAx>'
        f'</c:plotArea>{legend}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"</c:chartSpace>"
    )


def _series(chart: Chart, index: int) -> str:
    one, count = chart.series[index], len(chart.categories)
    names = "".join(
        f'<c:pt idx="{i}"><c:v>{escape(clean_text(name))}</c:v></c:pt>'
        for i, name in enumerate(chart.categories)
    )
    values = "".join(
        f'<c:pt idx="{i}"><c:v>{value!r}</c:v></c:pt>'
        for i, value in enumerate(one.values)
        if value is not None
    )
    labels = "" if chart.stacked else (
        f'<c:dLbls><c:numFmt formatCode="{escape(chart.number_format)}" sourceLinked="0"/>'
        f"<c:spPr><a:noFill/></c:spPr>{_font(8)}"
        f'<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
        f'<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
    )  # fmt: skip
    return (
        f'<c:ser><c:idx val="{index}"/><c:order val="{index}"/><c:tx><c:strRef><c:f></c:f>'
        f'<c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>{escape(clean_text(one.name))}</c:v>'
        f"</c:pt></c:strCache></c:strRef></c:tx>"
        f"<c:spPr>{_fill(one)}</c:spPr>"
        f'<c:invertIfNegative val="0"/>{labels}<c:cat><c:strLit><c:ptCount val="{count}"/>{names}'
        f"</c:strLit></c:cat><c:val><c:numLit><c:formatCode>General</c:formatCode>"
        f'<c:ptCount val="{count}"/>{values}</c:numLit></c:val></c:ser>'
    )


def _fill(one: Series) -> str:
    colour = f'<a:srgbClr val="{one.colour}"/>'
    if not one.stripes:
        return f"<a:solidFill>{colour}</a:solidFill>"
    white = '<a:bgClr><a:srgbClr val="FFFFFF"/></a:bgClr>'
    striped = f'<a:pattFill prst="{one.stripes}"><a:fgClr>{colour}</a:fgClr>{white}</a:pattFill>'
    return f"{striped}<a:ln><a:solidFill>{colour}</a:solidFill></a:ln>"


def _run(size: float, *, bold: bool = False, name: str) -> str:
    return (
        f'<a:{name} lang="vi-VN" sz="{round(100 * size)}" b="{int(bold)}">'
        f'<a:latin typeface="{law.FONT}"/><a:cs typeface="{law.FONT}"/></a:{name}>'
    )


def _font(size: float) -> str:
    look = _run(size, name="defRPr")
    return f"<c:txPr><a:bodyPr/><a:p><a:pPr>{look}</a:pPr><a:endParaRPr/></a:p></c:txPr>"
