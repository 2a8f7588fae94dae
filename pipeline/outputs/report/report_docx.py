"""A letter becomes the Word document, as Nghị định 30/2020 says.

Sizes and distances come from `decree30`.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from copy import deepcopy
from datetime import UTC
from functools import lru_cache
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as DocxParagraph

from pipeline.domain.drawn import Brief, Guide, Letter
from pipeline.outputs.report import decree30 as law
from pipeline.outputs.report.appendix import add_appendix
from pipeline.outputs.report.body import add_body, add_signature
from pipeline.outputs.report.letterhead import add_addressees, add_letterhead, add_title
from pipeline.outputs.report.marks import DRAWN, mark, settle

_LANGUAGE = "vi-VN"  # of the words: so Word finds no fault with them
_WORD_2013_AND_LATER = "15"


def build_report(letter: Letter) -> bytes:
    """Draw the report; the same letter gives the same bytes."""
    document = begun(letter)
    add_letterhead(document, letter)
    if not letter.about:
        add_title(document, letter)
    add_addressees(document, letter)
    add_body(document, letter.report)
    add_signature(document, letter)
    for annex in letter.annexes:
        add_appendix(document, annex)
    _sign(document)
    return saved(document)


def saved(document: Any) -> bytes:
    """Return a document's bytes, the same for the same document."""
    settle(document.element.body)
    out = io.BytesIO()
    document.save(out)
    return steady(out.getvalue())


def _sign(document: Any) -> None:
    """Let a document say which drawing it is: what it says, whenever it was drawn."""
    says = hashlib.sha256(document.element.xml.encode())
    for part in sorted(document.part.package.iter_parts(), key=lambda part: str(part.partname)):
        if "/charts/" in part.partname:
            says.update(part.blob)
    first = document.tables[0].rows[0].cells[0].paragraphs[0]
    mark(first._p, f"{DRAWN}{says.hexdigest()[:24]}")


def begun(letter: Letter | Brief | Guide) -> Any:
    """Begin a document on its page in one font, with our own words in its properties."""
    document = deepcopy(_blank())  # to open and set the library's own takes twice as long
    properties = document.core_properties
    properties.author = properties.last_modified_by = letter.author
    properties.title = letter.title
    properties.comments = ""
    # Written as it is and marked as UTC, whatever its zone.
    properties.created = properties.modified = letter.made_at.astimezone(UTC).replace(tzinfo=None)
    properties.revision = 1
    properties.language = _LANGUAGE
    return document


@lru_cache(maxsize=1)
def _blank() -> Any:
    document = Document()
    _portrait(document.sections[0])
    fonts = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:rFonts')}")
    for holder in (fonts, document.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts()):
        for name in list(holder.attrib):
            del holder.attrib[name]
        for script in ("ascii", "hAnsi", "cs", "eastAsia"):
            holder.set(qn(f"w:{script}"), law.FONT)
    document.styles["Normal"].font.size = Pt(law.BODY_SIZE)
    spacing = document.styles["Normal"].paragraph_format
    spacing.space_after, spacing.line_spacing = Pt(0), law.LINE
    _for_todays_word(document)
    return document


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


def steady(content: bytes) -> bytes:
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
