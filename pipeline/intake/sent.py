"""Whether a file that passed may go back to its unit as it is, with marks put into it.

The library that puts them in trusts what it opens: it loses what formulas showed, lays out
whatever is merged, and follows what stands far off. So it is given only plain, small workbooks
whose formulas add and compare, and what it would lose is read here.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from typing import TypeVar

from pipeline.domain.areas import address
from pipeline.domain.returned import AsSent, SentSheet
from pipeline.intake import container, sheet_xml
from pipeline.intake.comments import comments_of
from pipeline.intake.container import Package
from pipeline.intake.kinds import kind_of
from pipeline.intake.refused import Refused
from pipeline.intake.sheet_xml import Scanned

T = TypeVar("T")

_MOST_BYTES = 6_000_000  # of all parts, expanded: the largest form has 0.8 MB
_MOST_CELLS = 200_000  # of a sheet's used rectangle, and of all that is merged in it
# Drawings, links, queries, macros, embedded files: none of it stands in a form.
_PLAIN = re.compile(
    r"\[content_types\]\.xml|_rels/\.rels|docprops/.*|docmetadata/.*|customxml/.*"
    r"|xl/(?:workbook|styles|sharedstrings|calcchain|metadata)\.xml|xl/_rels/workbook\.xml\.rels"
    r"|xl/(?:theme|printersettings|threadedcomments|persons)/.*|xl/(?:comments/)?comments?\d*\.xml"
    r"|xl/worksheets/(?:sheet\d+\.xml|_rels/sheet\d+\.xml\.rels)|xl/drawings/[^/]*\.vml"
)
_TAG = rb"<(?:[^\s<>/]*:)?"
_FORMULA = re.compile(_TAG + rb"(?:f|formula[12]?|definedName)(?:\s[^>]*)?>([^<]*)<")
_WORDS, _SHEET_NAME = re.compile(r'"[^"]*"'), re.compile("'[^']*'")
_CALLED = re.compile(r"([A-Za-z_][\w.]*)\s*\(")
# Those of our forms, and what a clerk adds up with.
_FUNCTIONS = frozenset(
    {
        *("ABS", "AND", "AVERAGE", "CHAR", "COUNT", "COUNTA", "COUNTBLANK", "COUNTIF", "DATE"),
        *("EXACT", "FIND", "IF", "IFERROR", "INT", "ISBLANK", "ISERROR", "ISNUMBER", "ISTEXT"),
        *("LEFT", "LEN", "LOWER", "MAX", "MID", "MIN", "MOD", "N", "NOT", "OR", "RIGHT", "ROUND"),
        *("ROUNDDOWN", "ROUNDUP", "ROW", "ROWS", "SEARCH", "SUBSTITUTE", "SUBTOTAL", "SUM"),
        *("SUMIF", "SUMPRODUCT", "TEXT", "TRIM", "UPPER", "VALUE", "TRUE", "FALSE", "COLUMN"),
    }
)
_ELSEWHERE = re.compile(r"[\[|\\]")  # other workbooks, other programs
_LINKS = re.compile(_TAG + rb"hyperlinks[\s>].*?</(?:[^\s<>/]*:)?hyperlinks>", re.DOTALL)
_ROW = re.compile(_TAG + rb"row\s[^>]*>")
# What XML may say otherwise than letter by letter: then its formulas are not looked for in vain.
_ROUNDABOUT = re.compile(
    rb"\0|<!|.<\?|\A<\?xml(?![^>]*encoding=[\"'](?i:utf-8|us-ascii))[^>]*encoding"
)
_NUMBER, _FIXED = re.compile(rb'\sr="(\d+)"'), re.compile(rb'\scustomHeight="(?:1|true)"')
_EXTRAS = re.compile(_TAG + rb"extLst[\s>]")


def as_sent(content: bytes, *, own: bool = False) -> AsSent | None:
    """Return a returned workbook as it may be marked; None where it must be drawn anew.

    One that the office itself has named, its `own`, may work out whatever it likes, and keeps
    its links.
    """
    if kind_of(content) != "zip":
        return None
    try:
        package = container.open_package(content)
        names = [part.name.casefold() for part in package.sheets]
        if not _is_plain(package, own=own) or len({*names}) < len(names):
            return None
        scanned = {part.path: _scan(package, part.path) for part in package.sheets}
        if any(map(_is_wide, scanned.values())):
            return None
        whole = {part.path: package.read(part.path) for part in package.sheets}
        without = whole if own else {path: _LINKS.sub(b"", xml) for path, xml in whole.items()}
        if not own and any(b"hyperlink" in xml for xml in without.values()):
            return None
        return AsSent(
            content=container.repacked(package, without),
            sheets={
                part.name: SentSheet(
                    shown=_shown(scanned[part.path]),
                    comments=_named(comments_of(package.parts, part.path)),
                    growing=frozenset(_growing(whole[part.path])),
                    xml=whole[part.path] if _EXTRAS.search(without[part.path]) else b"",
                )
                for part in package.sheets
            },
        )
    except Refused:
        return None


def _scan(package: Package, path: str) -> Scanned:
    return sheet_xml.scan(package.read(path), package.strings, path)


def _is_plain(package: Package, *, own: bool) -> bool:
    sheets = [package.read(part.path) for part in package.sheets]
    return (
        not (package.has_macros or package.has_external_links)
        and all(map(_PLAIN.fullmatch, package.parts))
        and sum(map(len, package.parts.values())) <= _MOST_BYTES
        and (own or all(map(_is_harmless, [*sheets, package.parts["xl/workbook.xml"]])))
    )


def _is_harmless(part: bytes) -> bool:
    """Tell whether all formulas of a part only add up and compare what stands in the workbook."""
    if _ROUNDABOUT.search(part):
        return False
    said = "\n".join(html.unescape(one.decode()) for one in _FORMULA.findall(part))
    bare = _WORDS.sub("", said)
    called = {name.upper() for name in _CALLED.findall(_SHEET_NAME.sub("", bare))}
    return called <= _FUNCTIONS and not _ELSEWHERE.search(bare)


def _is_wide(scanned: Scanned) -> bool:
    merged = sum(len(rows) * len(columns) for rows, columns in scanned.merges)
    return max(scanned.rectangle, merged) > _MOST_CELLS


def _shown(scanned: Scanned) -> dict[str, tuple[str, str]]:
    """Return what each formula shows, by cell: the kind of its value, and the value's text."""
    said = {place: scanned.said[place] for place in scanned.formulas & scanned.said.keys()}
    said |= {place: ("e", scanned.errors[place]) for place in scanned.formulas & {*scanned.errors}}
    return _named(said)


def _named(found: Mapping[tuple[int, int], T]) -> dict[str, T]:
    return {address(*place): one for place, one in found.items()}


def _growing(sheet: bytes) -> Iterator[int]:
    """Yield the numbers of the rows whose height follows what stands in them."""
    for row in _ROW.findall(sheet):
        if (number := _NUMBER.search(row)) and not _FIXED.search(row):
            yield int(number[1])
