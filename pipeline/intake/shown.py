"""Whether a cell's number format shows another number than the cell holds.

A clerk reads what is shown; what is stored is what is counted. `0"000"` shows 5 as 5000, `0%` as
500%, `#,##0,` shows 5000 as 5, and `;;;` shows nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from pipeline.intake.refused import Refused
from pipeline.intake.xml import parse, strict_parser

_PERCENT = {"9": "0%", "10": "0.00%"}  # of the formats Excel numbers itself, those that do
_TOKEN = re.compile(
    r'"(?P<words>[^"]*)"|\\(?P<letter>.)|[_*].|(?P<bracket>\[[^\]]*\])|(?P<plain>.)'
)
_LITERAL = re.compile(r'"[^"]*"|\\.|[_*].|\[[^\]]*\]')
_PLACE = "0#?"
_SCALED = re.compile(r"[0#?],+(?![0#?,])")
_OTHERWISE = re.compile(r"general|@|[dmyhs/e]", re.IGNORECASE)  # no plain number: shown as it is


def formats_of(styles: bytes) -> tuple[str, ...]:
    """Return the number format of each style of a workbook's cells, "" for most of Excel's own."""
    own: dict[str, str] = {}
    found: list[str] = []
    inside = [False]
    parser = strict_parser()

    def start(tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "numFmt":
            own[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            inside[0] = True
        elif name == "xf" and inside[0]:
            id = attributes.get("numFmtId", "0")
            found.append(own.get(id, _PERCENT.get(id, "")))

    def end(tag: str) -> None:
        if tag.rpartition(":")[2] == "cellXfs":
            inside[0] = False

    parser.StartElementHandler, parser.EndElementHandler = start, end
    try:
        parse(parser, styles)
    except Refused:
        return ()  # how a cell looks is no reason to refuse what it says
    return tuple(found)


def shown_otherwise(
    styled: Mapping[tuple[int, int], int],
    said: Mapping[tuple[int, int], tuple[str, str]],
    formats: Sequence[str],
) -> frozenset[tuple[int, int]]:
    """Return which cells show another number than they hold, by style and by what they say."""
    return frozenset(
        place
        for place, style in styled.items()
        if style < len(formats) and formats[style] and place in said
        if _misleads(formats[style], _sign(said[place][1]))
    )


def _sign(text: str) -> int:
    number = float(text)
    return (number > 0) - (number < 0)


@lru_cache(maxsize=1024)
def _misleads(code: str, sign: int) -> bool:
    """Tell whether a format shows a number of that sign as another, or not at all."""
    sections = _sections(code)
    if any(re.search(r"\[[<>=]", section) for section in sections):
        return False  # which section holds is the number's own matter
    if sign < 0 and len(sections) > 1:
        section = sections[1]
    else:
        section = sections[2] if sign == 0 and len(sections) > 2 else sections[0]
    plain = _LITERAL.sub("", section)
    if _OTHERWISE.search(plain):
        return False
    said = "".join(m["words"] or m["letter"] or "" for m in _TOKEN.finditer(section))
    if any(c.isdigit() for c in said):
        return True
    if not sign:
        return False  # nought stays nought, and may be left out
    hidden = not any(c in _PLACE for c in plain)
    return hidden or "%" in plain or _SCALED.search(plain) is not None


def _sections(code: str) -> list[str]:
    sections = [""]
    for match in _TOKEN.finditer(code):
        if match["plain"] == ";":
            sections.append("")
        else:
            sections[-1] += match[0]
    return sections
