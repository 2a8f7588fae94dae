"""A Summary and its Report become the Word document, drawn as Nghị định 30/2020 says.

Sizes and distances come from `decree30`.
"""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as DocxParagraph

from pipeline import texts
from pipeline.domain.issue import APPENDIX, SECTORS, Correction, Figures, figures_of
from pipeline.domain.report import Heading, Paragraph, Report, Run
from pipeline.domain.summary import Summary
from pipeline.outputs.clean import clean_text
from pipeline.outputs.report import decree30 as law
from pipeline.outputs.report import typeset
from pipeline.outputs.report.chart_docx import add_chart
from pipeline.outputs.report.docx_table import APPENDIX_WIDTH, Appendix, listed
from pipeline.outputs.report.plan_docx import plan_appendices
from pipeline.outputs.report.services_docx import services_notes, services_table

_LANGUAGE = "vi-VN"  # of the words: so Word finds no fault with them
_WORD_2013_AND_LATER = "15"


def build_report(
    summary: Summary,
    report: Report,
    *,
    number: str | None = None,
    signed_on: date | None = None,
) -> bytes:
    """Draw the report; a number or date not given is left to be written in."""
    services = Appendix(
        report.appendix_title,
        summary.table.measure,
        services_table(summary),
        tuple(services_notes(summary)),
        window=summary.lines_window,
    )
    chapters = (services,) if summary.plan is None else plan_appendices(summary, services)
    return _built(summary, report, number, signed_on, chapters)


def build_correction(
    summary: Summary, report: Report, issued: Figures, corrections: Sequence[Correction]
) -> bytes:
    """Draw the correction of an issued report: its appendix lists old and new figures."""
    table = _correction_table(summary, issued, corrections)
    appendix = Appendix(report.appendix_title, summary.table.measure, table)
    return _built(summary, report, None, None, (appendix,))


def _built(
    summary: Summary,
    report: Report,
    number: str | None,
    signed_on: date | None,
    appendices: Sequence[Appendix],
) -> bytes:
    document = Document()
    _dress(document, summary)
    _portrait(document.sections[0])
    _letterhead(document, summary, number, signed_on)
    _title(document, report)
    _addressees(document, summary.office.addressees)
    _body(document, report)
    _signature(document, summary)
    for index, appendix in enumerate(appendices, start=1):
        which = f" {texts.numbers.roman(index)}" if len(appendices) > 1 else ""
        name = f"{texts.document.APPENDIX}{which}"
        _appendix(document, summary, name, appendix, number, signed_on)
    out = io.BytesIO()
    document.save(out)
    return _steady(out.getvalue())


def _dress(document: Any, summary: Summary) -> None:
    """Put the whole document in one font, and our own words into its properties."""
    fonts = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:rFonts')}")
    for holder in (fonts, document.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts()):
        for name in list(holder.attrib):
            del holder.attrib[name]
        for script in ("ascii", "hAnsi", "cs", "eastAsia"):
            holder.set(qn(f"w:{script}"), law.FONT)
    document.styles["Normal"].font.size = Pt(law.BODY_SIZE)
    document.styles["Normal"].paragraph_format.space_after = Pt(0)
    properties = document.core_properties
    properties.author = properties.last_modified_by = summary.office.name
    properties.title = f"{summary.form.title} {summary.period}"
    properties.comments = ""
    # Written as it is and marked as UTC, whatever its zone.
    properties.created = properties.modified = summary.now.astimezone(UTC).replace(tzinfo=None)
    properties.revision = 1
    properties.language = _LANGUAGE
    _for_todays_word(document)


def _for_todays_word(document: Any) -> None:
    """Say that the words are Vietnamese, and that no older Word is to be imitated."""
    for holder in (document.styles.element, document.settings.element):
        for language in holder.xpath("//w:rPrDefault//w:lang | //w:themeFontLang"):
            language.set(qn("w:val"), _LANGUAGE)
    (mode,) = document.settings.element.xpath("//w:compatSetting[@w:name='compatibilityMode']")
    mode.set(qn("w:val"), _WORD_2013_AND_LATER)


def _portrait(section: Any) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(law.TOP), Mm(law.BOTTOM)
    section.left_margin, section.right_margin = Mm(law.LEFT), Mm(law.RIGHT)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    _page_number(section.header.paragraphs[0])


def _page_number(paragraph: DocxParagraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for kind, text in (("begin", ""), ("", "PAGE"), ("separate", ""), (None, "2"), ("end", "")):
        run = paragraph.add_run()
        run.font.size = Pt(law.PAGE_NUMBER_SIZE)
        if kind is None:
            run.text = text
        elif kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
        else:
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = f" {text} "
            run._r.append(code)


def _write(
    paragraph: DocxParagraph,
    text: str,
    size: float,
    *,
    bold: bool = False,
    italic: bool = False,
    align: WD_ALIGN_PARAGRAPH | None = WD_ALIGN_PARAGRAPH.CENTER,
    after: float = 0,
    before: float = 0,
) -> DocxParagraph:
    run = paragraph.add_run(clean_text(text))
    run.font.size, run.bold, run.italic = Pt(size), bold or None, italic or None
    if align is not None:
        paragraph.alignment = align
    paragraph.paragraph_format.space_after = Pt(after)
    paragraph.paragraph_format.space_before = Pt(before)
    return paragraph


def _plain_table(document: Any, widths: Sequence[float]) -> Any:
    """Add a borderless table of one row; widths in mm."""
    table = document.add_table(rows=1, cols=len(widths))
    table.autofit = False
    for cell, width in zip(table.rows[0].cells, widths, strict=True):
        cell.width = Mm(width)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    properties = table.rows[0]._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    return table


def _rule(paragraph: DocxParagraph, length: float, room: float) -> None:
    """Draw a solid line of a length, centred in the room there is; both in points."""
    side = Pt(max(0.0, (room - length) / 2))
    style = paragraph.paragraph_format
    style.left_indent = style.right_indent = side
    style.space_before, style.space_after = Pt(3), Pt(2)
    style.line_spacing = Pt(3)
    borders = OxmlElement("w:pBdr")
    line = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "0"), ("color", "000000")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )
    mark = paragraph.add_run()
    mark.font.size = Pt(2)


def _letterhead(
    document: Any, summary: Summary, number: str | None, signed_on: date | None
) -> None:
    office = summary.office
    widths = (66.0, 100.0)
    table = _plain_table(document, widths)
    left, right = table.rows[0].cells
    room = [Mm(width).pt - 10.8 for width in widths]  # cells keep 5.4 pt on either side
    for line in office.letterhead.parent:
        _write(_next(left), line, law.PARENT_SIZE)
    for line in office.letterhead.issuer:
        _write(_next(left), line, law.ISSUER_SIZE, bold=True)
    above = typeset.width(office.letterhead.issuer[-1], law.ISSUER_SIZE, bold=True)
    _rule(left.add_paragraph(), above * law.SHORT_RULE, room[0])
    _write(right.paragraphs[0], texts.document.NATION, law.NATION_SIZE, bold=True)
    _write(right.add_paragraph(), texts.document.MOTTO, law.MOTTO_SIZE, bold=True)
    _rule(
        right.add_paragraph(),
        typeset.width(texts.document.MOTTO, law.MOTTO_SIZE, bold=True),
        room[1],
    )
    # Number and date share a row, so that they stand level however many lines are above.
    second = copy.deepcopy(table.rows[0]._tr)
    for paragraph in list(second.iter(qn("w:p"))):
        parent = paragraph.getparent()
        parent.remove(paragraph)
    for cell in second.iter(qn("w:tc")):
        cell.append(OxmlElement("w:p"))
    table._tbl.append(second)
    left, right = table.rows[1].cells
    said = texts.document.NUMBER.format(number=number or " " * 8, symbol=office.letterhead.symbol)
    _write(left.paragraphs[0], said, law.NUMBER_SIZE)
    _write(
        right.paragraphs[0],
        f"{office.letterhead.place}, {_dated(summary, signed_on)}",
        law.PLACE_SIZE,
        italic=True,
    )


def _next(cell: Any) -> Any:
    """Return the cell's empty first paragraph, then new ones."""
    last = cell.paragraphs[-1]
    return last if not last.text else cell.add_paragraph()


def _dated(summary: Summary, signed_on: date | None) -> str:
    if signed_on is None:
        return texts.document.DATE.format(day=" " * 6, month=" " * 6, year=summary.now.year)
    month = f"{signed_on.month:02}" if signed_on.month < 3 else str(signed_on.month)
    return texts.document.DATE.format(day=f"{signed_on.day:02}", month=month, year=signed_on.year)


def _title(document: Any, report: Report) -> None:
    room = Mm(210 - law.LEFT - law.RIGHT).pt
    _write(document.add_paragraph(), report.kind, law.TITLE_SIZE, bold=True, before=18)
    lines = typeset.lines(report.subject, law.TITLE_SIZE, room, bold=True)
    _write(document.add_paragraph(), "\n".join(lines), law.TITLE_SIZE, bold=True)
    above = typeset.width(lines[-1], law.TITLE_SIZE, bold=True)
    _rule(document.add_paragraph(), above * law.SHORT_RULE, room)


def _addressees(document: Any, addressees: Sequence[str]) -> None:
    if len(addressees) == 1:
        said = f"{texts.document.TO} {addressees[0]}."
        _write(document.add_paragraph(), said, law.BODY_SIZE, before=6, after=6)
        return
    left = WD_ALIGN_PARAGRAPH.LEFT
    head = document.add_paragraph()
    _write(head, texts.document.TO, law.BODY_SIZE, align=left, before=6)
    head.paragraph_format.left_indent = Mm(law.ADDRESSED)
    head.paragraph_format.keep_with_next = True
    for index, one in enumerate(addressees):
        paragraph = document.add_paragraph()
        last = index == len(addressees) - 1
        _write(
            paragraph,
            f"- {one}{'.' if last else ';'}",
            law.BODY_SIZE,
            align=left,
            after=6 * last,
        )
        paragraph.paragraph_format.left_indent = Mm(law.ADDRESSED) + Pt(typeset.COLON)


def _body(document: Any, report: Report) -> None:
    for index, basis in enumerate(report.legal_bases):
        end = "." if index == len(report.legal_bases) - 1 else ";"
        _prose(document, (Run(basis + end, italic=True),))
    last = max((i for i, b in enumerate(report.blocks) if isinstance(b, Paragraph)), default=-1)
    for index, block in enumerate(report.blocks):
        if isinstance(block, Heading):
            _heading(document, block)
            continue
        runs = block.runs
        if block.bullet:
            runs = (Run("- "), *runs)
        if index == last:
            runs = (*_without_stop(runs), Run(law.END))
        # A signature never stands alone on a page, nor does a line that announces what follows.
        bold = all(run.bold or not run.text.strip() for run in block.runs)
        announces = bold or block.text.rstrip().endswith(":")
        _prose(document, runs, keep=index == last or announces)


def _without_stop(runs: Sequence[Run]) -> tuple[Run, ...]:
    final = runs[-1]
    return (*runs[:-1], Run(final.text.rstrip(" ./"), final.bold, final.italic))


def _heading(document: Any, heading: Heading) -> None:
    paragraph = document.add_paragraph()
    _write(
        paragraph,
        heading.text,
        law.BODY_SIZE,
        bold=True,
        align=WD_ALIGN_PARAGRAPH.JUSTIFY,
        before=6,
    )
    paragraph.paragraph_format.first_line_indent = Mm(law.INDENT)
    paragraph.paragraph_format.keep_with_next = True


def _prose(document: Any, runs: Iterable[Run], *, keep: bool = False) -> None:
    paragraph = document.add_paragraph()
    for run in runs:
        written = paragraph.add_run(clean_text(run.text))
        written.bold, written.italic = run.bold or None, run.italic or None
        written.font.size = Pt(law.BODY_SIZE)
    style = paragraph.paragraph_format
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    style.first_line_indent = Mm(law.INDENT)
    style.space_before = Pt(law.BETWEEN)
    style.line_spacing = law.LINE
    style.widow_control = True
    style.keep_with_next = keep or None


def _signature(document: Any, summary: Summary) -> None:
    office = summary.office
    gap = document.add_paragraph()
    gap.paragraph_format.line_spacing = Pt(8)
    gap.paragraph_format.keep_with_next = True
    table = _plain_table(document, (78.0, 82.0))
    left, right = table.rows[0].cells
    _write(
        left.paragraphs[0],
        texts.document.RECIPIENTS,
        law.RECIPIENTS_HEAD_SIZE,
        bold=True,
        italic=True,
        align=WD_ALIGN_PARAGRAPH.LEFT,
    )
    for index, one in enumerate(office.recipients):
        end = "." if index == len(office.recipients) - 1 else ";"
        _write(
            left.add_paragraph(),
            f"- {one}{end}",
            law.RECIPIENTS_SIZE,
            align=WD_ALIGN_PARAGRAPH.LEFT,
        )
    for index, line in enumerate(office.signer.authority):
        paragraph = right.paragraphs[0] if index == 0 else right.add_paragraph()
        _write(paragraph, line, law.SIGNER_SIZE, bold=True)
    for _ in range(law.ROOM_TO_SIGN):
        _write(right.add_paragraph(), "", law.SIGNER_SIZE)
    for line in filter(None, (office.signer.position, office.signer.name)):
        _write(right.add_paragraph(), line, law.SIGNER_SIZE, bold=True)


def _appendix(
    document: Any,
    summary: Summary,
    name: str,
    appendix: Appendix,
    number: str | None,
    signed_on: date | None,
) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    for old in section._sectPr.findall(qn("w:pgNumType")):
        section._sectPr.remove(old)  # copied from the appendix before
    start = OxmlElement("w:pgNumType")
    start.set(qn("w:start"), "1")
    section._sectPr.insert_element_before(start, "w:cols", "w:titlePg", "w:docGrid")
    office = summary.office
    _write(document.add_paragraph(), name, law.APPENDIX_SIZE, bold=True)
    _write(document.add_paragraph(), appendix.title.upper(), law.APPENDIX_NAME, bold=True)
    attached = texts.document.ATTACHED.format(
        number=number or " " * 8,
        symbol=office.letterhead.symbol,
        date=_dated(summary, signed_on),
        office=office.name,
    )
    _write(document.add_paragraph(), attached, law.APPENDIX_NAME, italic=True)
    _rule(document.add_paragraph(), 90, Mm(APPENDIX_WIDTH).pt)
    days = appendix.window or summary.window
    window = texts.document.WINDOW.format(window=texts.numbers.spoken_window(*days))
    _write(document.add_paragraph(), window, law.APPENDIX_NAME)
    measure = document.add_paragraph()
    right = WD_ALIGN_PARAGRAPH.RIGHT
    _write(measure, appendix.measure, 11, italic=True, align=right, after=2)
    for title, table in appendix.tables:
        if title:
            left = WD_ALIGN_PARAGRAPH.LEFT
            heading = document.add_paragraph()
            _write(heading, title, 12, bold=True, align=left, before=8, after=3)
            heading.paragraph_format.keep_with_next = True
        body = document.element.body
        body.insert(len(body) - 1, table)
    for chart in appendix.charts:
        add_chart(document, chart)
    for note in appendix.notes:
        _write(document.add_paragraph(), note, 11, italic=True, align=WD_ALIGN_PARAGRAPH.LEFT)
    _write(document.add_paragraph(), law.END, law.APPENDIX_NAME, align=WD_ALIGN_PARAGRAPH.RIGHT)


def _correction_table(
    summary: Summary, issued: Figures, corrections: Sequence[Correction]
) -> tuple[tuple[str, Any], ...]:
    """List each corrected figure under its line, and the rates that change with it."""
    widths = (12.0, 110.0, 70.0, 30.0, 30.0)
    found: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
    for one in corrections:
        name = one.line or texts.plan.CORRECTION_TABLES[one.table]
        figures = found.setdefault((one.table, name), [])
        figures.append((texts.plan.correction_label(one), _said(one.old), _said(one.new)))
    for table, name, label, old, new in _corrected_rates(summary, issued, corrections):
        found.setdefault((table, name), []).append((label, old, new))
    each = [(name, *figure) for (_, name), figures in found.items() for figure in figures]
    rows = [(str(number), *cells) for number, cells in enumerate(each, start=1)]
    return (("", listed(texts.plan.CORRECTION_HEADERS, widths, rows, left=(1, 2))),)


def _said(count: int | None) -> str:
    return texts.document.STATES["not_reported"] if count is None else texts.numbers.number(count)


def _corrected_rates(
    summary: Summary, issued: Figures, corrections: Sequence[Correction]
) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield the appendix's rates that are others now: table, line, label, old and new."""
    lines = dict.fromkeys((c.table, c.line) for c in corrections if c.table in (APPENDIX, SECTORS))
    now = figures_of(summary)
    rates = [column for column in summary.table.columns if column.ratio]
    for table, name in lines:
        code = next(
            line.label if table == SECTORS else (line.service.code if line.service else "")
            for line in summary.lines
            if line.label == name
        )
        for column in rates:
            old, new = (
                _rate(*(figures.get((table, code, id)) for id in column.ratio or ()))
                for figures in (issued, now)
            )
            if old != new:
                yield table, name, column.name, old, new


def _rate(part: int | None, whole: int | None) -> str:
    if part is None or whole is None:
        return texts.document.STATES["not_reported"]
    return texts.numbers.percent(part, whole)


def _steady(content: bytes) -> bytes:
    """Return the package with fixed entry times: the same input gives the same bytes."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for info in source.infolist():
            entry = zipfile.ZipInfo(info.filename, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(info))
    return out.getvalue()
