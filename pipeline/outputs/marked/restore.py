"""What the library loses of a workbook it saves is put back: values, heights, lists, order.

It writes formulas without what they show, fixes the height of every row that has one, and leaves
out what Excel keeps for its newer versions only: the lists whose words stand on another sheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO
from xml.etree import ElementTree
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pipeline.domain.returned import SentSheet

_SHEET = re.compile(r"xl/worksheets/sheet(\d+)\.xml")
_FORMULA = re.compile(
    r'<c r="([A-Z]+\d+)"([^>]*)>(<f[^>]*>[^<]*</f>|<f[^>]*/>)<v\s*(?:/>|></v>)</c>'
)
_HEIGHT = re.compile(r'(<row r="(\d+)"[^>]*?) customHeight="1"')
_END = "</worksheet>"
_FONT, _OF_A_FONT = re.compile(r"<font>(.*?)</font>", re.S), re.compile(r"<(\w+)[^<]*/>")
# In which order the standard wants them; the library writes its own.
_ORDER = (
    *("b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign"),
    *("sz", "color", "name", "family", "charset", "scheme"),
)
_SAVED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_NEWER = {
    "x14": "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main",
    "xm": "http://schemas.microsoft.com/office/excel/2006/main",
}
_LISTS = f"{{{_NEWER['x14']}}}dataValidations"
_COLOURS = f"{{{_NEWER['x14']}}}conditionalFormattings"
_BARS = f".//{{{_NEWER['x14']}}}dataBar"  # of which the library keeps nothing they belong to


def restored(content: bytes, sheets: Sequence[SentSheet], saved: datetime) -> bytes:
    """Return a saved workbook with what its sheets, in their order, had lost."""
    out = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if found := _SHEET.fullmatch(name):
                part = _sheet(part.decode(), sheets[int(found[1]) - 1]).encode()
            if name == "xl/styles.xml":
                part = _FONT.sub(_in_order, part.decode()).encode()
            if name == "docProps/core.xml":
                part = _SAVED.sub(rb"\g<1>" + f"{saved:%Y-%m-%dT%H:%M:%SZ}".encode(), part)
            new.writestr(ZipInfo(name), part, ZIP_DEFLATED)
    return out.getvalue()


def _in_order(font: re.Match[str]) -> str:
    said = sorted(_OF_A_FONT.finditer(font[1]), key=lambda one: _ORDER.index(one[1]))
    return f"<font>{''.join(one[0] for one in said)}</font>"


def _sheet(xml: str, sent: SentSheet) -> str:
    def valued(cell: re.Match[str]) -> str:
        place, attributes, formula = cell.groups()
        if place not in sent.shown:
            return cell[0]
        kind, text = sent.shown[place]
        kind = "" if kind == "n" else f' t="{"str" if kind == "s" else kind}"'
        return f'<c r="{place}"{attributes}{kind}>{formula}<v>{escape(text)}</v></c>'

    def growing(row: re.Match[str]) -> str:
        return row[1] if int(row[2]) in sent.growing else row[0]

    xml = _HEIGHT.sub(growing, _FORMULA.sub(valued, xml)) if sent.shown or sent.growing else xml
    extras = "".join(_extras(sent.xml)) if sent.xml else ""
    return xml.replace(_END, f"<extLst>{extras}</extLst>{_END}") if extras else xml


def _extras(sheet: bytes) -> Iterator[str]:
    """Yield lists and colours that only newer programs know, each as it stood."""
    for prefix, name in _NEWER.items():
        ElementTree.register_namespace(prefix, name)
    for one in ElementTree.fromstring(sheet).iterfind(f"{_MAIN}extLst/{_MAIN}ext"):
        for held in one:
            if held.tag in (_LISTS, _COLOURS) and held.find(_BARS) is None:
                for element in held.iter():
                    for name in [a for a in element.attrib if a.startswith("{")]:
                        del element.attrib[name]  # revision marks
                words = ElementTree.tostring(held, "unicode")
                yield f'<ext uri="{one.get("uri", "")}" xmlns:x14="{_NEWER["x14"]}">{words}</ext>'
