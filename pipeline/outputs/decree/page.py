"""A document taken apart: its sections, its lines with how they look, what is drawn below them."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lxml import etree

from pipeline.outputs.decree.looks import DEFAULT_TAB, Look, Setting, Styles, W, first
from pipeline.texts.numbers import roman

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_V = "{urn:schemas-microsoft-com:vml}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
_UNSEEN = {f"{W}del", f"{W}moveFrom", f"{W}pPr", f"{W}rPr", _FALLBACK}
_POINT = 12700  # EMU
_SIZE = re.compile(r"(?:^|;)\s*(width|height):\s*(-?[\d.]+)pt")
_THIN = 4.0  # a shape no higher is a line

Place = tuple[int, int, int]  # table, row, column; (-1, -1, -1) in no table


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: its words, how they look, how it is set, where it stands."""

    text: str
    looks: tuple[Look, ...]  # of what is written in it
    setting: Setting
    place: Place
    section: int
    room: float  # between the edges of its page or cell
    drawn: tuple[float, ...]  # lengths of the lines that are drawn in it
    tabbed: bool  # it begins with a tabulator
    marks: bool  # a field or a picture stands in it

    @property
    def sizes(self) -> tuple[float, ...]:
        """The sizes in it, each once, ascending."""
        return tuple(sorted({look.size for look in self.looks}))

    @property
    def bold(self) -> bool:
        """All of it is bold."""
        return bool(self.looks) and all(look.bold for look in self.looks)

    @property
    def italic(self) -> bool:
        """All of it is italic."""
        return bool(self.looks) and all(look.italic for look in self.looks)

    @property
    def upright(self) -> bool:
        """None of it is italic."""
        return not any(look.italic for look in self.looks)

    @property
    def light(self) -> bool:
        """Not all of it is bold."""
        return not self.bold

    @property
    def last(self) -> str:
        """Its last line as it is broken by hand."""
        return self.text.rpartition("\n")[2].strip()

    def within(self, low: float, high: float) -> bool:
        """Tell whether all of it is of a size between two."""
        return bool(self.looks) and all(low <= size <= high for size in self.sizes)


@dataclass(frozen=True, slots=True)
class Section:
    """A section's page, in mm, and its headers."""

    wide: float
    high: float
    top: float
    bottom: float
    left: float
    right: float
    first_differs: bool
    starts: str  # the number of its first page; "" goes on
    header: tuple[Line, ...]
    first_header: tuple[Line, ...]
    tables: int  # how many stand in it


@dataclass(frozen=True, slots=True)
class Page:
    """A document."""

    lines: tuple[Line, ...]  # empty ones too
    sections: tuple[Section, ...]
    repeating: Mapping[int, bool]  # by table of many rows: whether its header repeats
    even: bool


def read_page(content: bytes) -> Page:
    """Read a document whose container was found to be honest."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return _Reader(package).read()


@lru_cache(maxsize=4)  # the reports of one program have the same
def _styles_of(styles: bytes | None, theme: bytes | None, numbering: bytes | None) -> Styles:
    return Styles.of(_parsed(styles), _parsed(theme), _parsed(numbering))


def _parsed(part: bytes | None) -> Any:
    """Parse a part; None where a document has none."""
    return None if part is None else etree.fromstring(part, _PARSER)


class _Reader:
    """Walks a document from its beginning to its end."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        self._package = package
        relations = _parsed(self._part("word/_rels/document.xml.rels"))
        self._relations = {
            one.get("Id"): (one.get("Type", ""), one.get("Target", ""))
            for one in (relations if relations is not None else ())
        }
        self._styles = _styles_of(
            self._part("word/styles.xml"), self._of_type("/theme"), self._of_type("/numbering")
        )
        self._lines: list[Line] = []
        self._repeating: dict[int, bool] = {}
        self._counts: dict[tuple[str, str], int] = {}
        self._tables = 0

    def _part(self, path: str) -> bytes | None:
        return self._package.read(path) if path in self._package.namelist() else None

    def _of_type(self, ending: str) -> bytes | None:
        for kind, target in self._relations.values():
            if kind.endswith(ending):
                return self._part(_path(target))
        return None

    def read(self) -> Page:
        body = _parsed(self._part("word/document.xml")).find(f"{W}body")
        properties = list(_sections(body))
        self._sections: list[Section] = []
        headers: dict[str, tuple[Line, ...]] = {}
        for one in properties:
            section, headers = self._section(one, headers)
            self._sections.append(section)
        self._at, self._tables_in = 0, [0] * len(properties)
        self._blocks(body, (-1, -1, -1), "", 0.0)
        settings = _parsed(self._part("word/settings.xml"))
        even = settings is not None and settings.find(f"{W}evenAndOddHeaders") is not None
        return Page(tuple(self._lines), self._counted(), self._repeating, even)

    def _counted(self) -> tuple[Section, ...]:
        from dataclasses import replace

        return tuple(
            replace(section, tables=count)
            for section, count in zip(self._sections, self._tables_in, strict=True)
        )

    def _section(
        self, said: Any, before: dict[str, tuple[Line, ...]]
    ) -> tuple[Section, dict[str, tuple[Line, ...]]]:
        """Read a section; a header it does not have is that of the section before."""
        size, margins = said.find(f"{W}pgSz"), said.find(f"{W}pgMar")
        headers = dict(before)
        for one in said.iterfind(f"{W}headerReference"):
            _, target = self._relations.get(one.get(f"{_R}id"), ("", ""))
            part = _parsed(self._part(_path(target)))
            found = list(self._loose(part)) if part is not None else []
            headers[one.get(f"{W}type", "default")] = tuple(found)
        start = said.find(f"{W}pgNumType")
        title = said.find(f"{W}titlePg")

        def mm(holder: Any, name: str, usual: float) -> float:
            value = None if holder is None else holder.get(f"{W}{name}")
            return usual if value is None else abs(float(value)) / 20 / 72 * 25.4

        return (
            Section(
                wide=mm(size, "w", 215.9),
                high=mm(size, "h", 279.4),
                top=mm(margins, "top", 25.4),
                bottom=mm(margins, "bottom", 25.4),
                left=mm(margins, "left", 25.4) + mm(margins, "gutter", 0.0),
                right=mm(margins, "right", 25.4),
                first_differs=title is not None and title.get(f"{W}val") not in ("0", "false"),
                starts="" if start is None else start.get(f"{W}start", ""),
                header=headers.get("default", ()),
                first_header=headers.get("first", ()),
                tables=0,
            ),
            headers,
        )

    def _loose(self, part: Any) -> Iterator[Line]:
        for paragraph in part.iter(f"{W}p"):
            yield self._line(paragraph, (-1, -1, -1), "", 0.0)

    def _blocks(self, holder: Any, place: Place, style: str, room: float) -> None:
        for one in holder:
            if one.tag == f"{W}p":
                self._lines.append(self._line(one, place, style, room))
                properties = first(one, f"{W}pPr")
                if properties is not None and first(properties, f"{W}sectPr") is not None:
                    self._at += 1
            elif one.tag == f"{W}tbl":
                self._table(one)
            elif one.tag not in _UNSEEN and one.tag != f"{W}sectPr":
                self._blocks(one, place, style, room)

    def _table(self, table: Any) -> None:
        index = self._tables
        self._tables += 1
        self._tables_in[min(self._at, len(self._sections) - 1)] += 1
        said = table.find(f"{W}tblPr/{W}tblStyle")
        style = self._styles.usual.get("table", "") if said is None else said.get(f"{W}val", "")
        grid = [float(one.get(f"{W}w", 0)) / 20 for one in table.iterfind(f"{W}tblGrid/{W}gridCol")]
        rows, usual = list(_within(table, f"{W}tr")), table.find(f"{W}tblPr/{W}tblCellMar")
        free = _margins(usual)
        self._repeating[index] = any(row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows)
        for at, row in enumerate(rows):
            column = 0
            for cell in _within(row, f"{W}tc"):
                properties = first(cell, f"{W}tcPr")
                own = {one.tag: one for one in (properties if properties is not None else ())}
                span, size = own.get(f"{W}gridSpan"), own.get(f"{W}tcW")
                inside = own.get(f"{W}tcMar")
                across = 1 if span is None else int(span.get(f"{W}val", 1))
                wide = sum(grid[column : column + across])
                if size is not None and size.get(f"{W}type") == "dxa":
                    wide = float(size.get(f"{W}w", 0)) / 20
                room = wide - (free if inside is None else _margins(usual, inside))
                self._blocks(cell, (index, at, column), style, room)
                column += across

    def _line(self, paragraph: Any, place: Place, style: str, room: float) -> Line:
        words: list[str] = []
        looks: dict[Look, None] = {}
        drawn: list[float] = []
        marks, setting = False, self._styles.setting(first(paragraph, f"{W}pPr"), style)
        for run in _runs(paragraph):
            said = "".join(_said(run))
            marks = marks or any(
                one.tag in (f"{W}drawing", f"{W}pict", f"{W}object") for one in run
            )
            if any(len(one) for one in run if one.tag != f"{W}rPr"):  # else there is only text
                drawn += _drawn_in(run)
            if said:
                look = self._styles.look(run, setting.style, style)
                words.append(said.upper() if look.caps else said)
                if said.strip():
                    looks[look] = None
        for simple in paragraph.iter(f"{W}fldSimple"):
            words.append(f"{{{simple.get(f'{W}instr', '').strip()}}}")
        text = "".join(words)
        label = self._label(*setting.listed) if text.strip() else ""
        section = min(getattr(self, "_at", 0), max(len(getattr(self, "_sections", ())) - 1, 0))
        if not room and getattr(self, "_sections", None):
            page = self._sections[section]
            room = (page.wide - page.left - page.right) / 25.4 * 72
        return Line(
            text=(label + text).strip(),
            looks=tuple(looks),
            setting=setting,
            place=place,
            section=section,
            room=room,
            drawn=tuple(drawn),
            tabbed=text.startswith("\t"),
            marks=marks,
        )

    def _label(self, number: str, level: str) -> str:
        """Return what a list puts before a paragraph at one of its levels."""
        said = self._styles.levels.get((number, level))
        if said is None:
            return ""
        self._counts[number, level] = self._counts.get((number, level), 0) + 1
        for deeper in range(int(level) + 1, 9):
            self._counts.pop((number, str(deeper)), None)
        text = said.find(f"{W}lvlText")
        label = "" if text is None else text.get(f"{W}val", "")
        for at in range(int(level) + 1):
            of = self._styles.levels.get((number, str(at)))
            kind = "decimal" if of is None else _value(of, "numFmt", "decimal")
            start = 1 if of is None else int(_value(of, "start", "1"))
            count = self._counts.get((number, str(at)), 1) + start - 1
            label = label.replace(f"%{at + 1}", _numbered(count, kind))
        return f"{label} " if label and any(map(str.isalnum, label)) else "- " if label else ""


def _margins(*holders: Any) -> float:
    """Return what is left free at both sides of a cell, in points; Word's own is 5,4 each.

    The holders are what its table says of all its cells and what it says itself, or None.
    """
    whole = 0.0
    for names in (("left", "start"), ("right", "end")):
        found = 108.0
        for holder in holders:
            for name in names if holder is not None else ():
                side = holder.find(f"{W}{name}")
                found = found if side is None else float(side.get(f"{W}w", found))
        whole += found / 20
    return whole


def _value(holder: Any, name: str, usual: str) -> str:
    found = holder.find(f"{W}{name}")
    return usual if found is None else found.get(f"{W}val", usual)


def _numbered(count: int, kind: str) -> str:
    match kind:
        case "upperRoman":
            return roman(count)
        case "lowerLetter":
            return chr(96 + (count - 1) % 26 + 1)
        case "upperLetter":
            return chr(64 + (count - 1) % 26 + 1)
        case "bullet":
            return "-"
    return str(count)


def _path(target: str) -> str:
    path = target.lstrip("/") if target.startswith("/") else posixpath.join("word", target)
    return posixpath.normpath(path)


def _sections(body: Any) -> Iterator[Any]:
    for one in body.iter(f"{W}sectPr"):
        if one.getparent().tag in (f"{W}pPr", f"{W}body"):
            yield one


def _within(holder: Any, tag: str) -> Iterator[Any]:
    for one in holder:
        if one.tag == tag:
            yield one
        elif one.tag not in _UNSEEN and one.tag not in (f"{W}p", f"{W}tbl", f"{W}tc"):
            yield from _within(one, tag)


def _runs(holder: Any) -> Iterator[Any]:
    """Yield the runs of a paragraph, those in links and accepted changes too, not in text boxes."""
    for one in holder:
        if one.tag == f"{W}r":
            yield one
        elif one.tag not in _UNSEEN:
            yield from _runs(one)


def _said(run: Any) -> Iterator[str]:
    for one in run:
        if one.tag == f"{W}t":
            yield one.text or ""
        elif one.tag == f"{W}tab":
            yield "\t"
        elif one.tag in (f"{W}br", f"{W}cr"):
            yield "\n"
        elif one.tag == f"{W}noBreakHyphen":
            yield "-"
        elif one.tag == f"{W}instrText":
            yield f"{{{(one.text or '').strip()}}}"


def _drawn_in(run: Any) -> Iterator[float]:
    """Yield the lengths of the level lines drawn in a run, in points."""
    for one in run.iter(f"{_WP}extent"):
        if any(above.tag == _FALLBACK for above in one.iterancestors()):
            continue
        if float(one.get("cy", 0)) / _POINT <= _THIN:
            yield float(one.get("cx", 0)) / _POINT
    for one in run.iter(f"{_V}line"):
        if any(above.tag == _FALLBACK for above in one.iterancestors()):
            continue
        ends = [point.split(",") for point in (one.get("from", "0,0"), one.get("to", "0,0"))]
        with_points = [float(end[0].removesuffix("pt") or 0) for end in ends]
        yield abs(with_points[1] - with_points[0])
    for one in run.iter(f"{_V}shape", f"{_V}rect"):
        if any(above.tag == _FALLBACK for above in one.iterancestors()):
            continue
        sizes = {name: float(value) for name, value in _SIZE.findall(one.get("style", ""))}
        if sizes.get("width", 0) > 0 and sizes.get("height", 99) <= _THIN:
            yield sizes["width"]


def joined(lines: Sequence[Line]) -> str:
    """Return the words of several lines as one."""
    return " ".join(" ".join(line.text.split()) for line in lines)


TAB = DEFAULT_TAB
