"""A finished Word report is held against Nghị định 30/2020/NĐ-CP, rule by rule."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from docx.shared import Mm

from pipeline import texts
from pipeline.outputs.report.decree30 import BODY_SIZE, END, FONT
from pipeline.outputs.report.typeset import width


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule of the decree that a finished document breaks."""

    rule: str  # "P2"
    clause: str  # "I.3"


def check(content: bytes) -> tuple[Breach, ...]:
    """Read a finished document and return every rule it breaks."""
    from docx import Document

    document = Document(io.BytesIO(content))
    if len(document.tables) < 3:
        return tuple(Breach(rule, clause) for rule, clause, _ in _RULES)
    seen = _Seen.of(document)
    return tuple(Breach(rule, clause) for rule, clause, holds in _RULES if not _holds(holds, seen))


def _holds(rule: Callable[[_Seen], bool], seen: _Seen) -> bool:
    try:
        return rule(seen)
    except IndexError:  # the element is not there at all
        return False


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph with text, as it will look."""

    text: str
    sizes: frozenset[float]
    bold: bool
    italic: bool
    align: str
    paragraph: Any

    @classmethod
    def of(cls, paragraph: Any) -> _Line:
        runs = [run for run in paragraph.runs if run.text.strip()]
        given = {run.font.size or paragraph.style.font.size for run in runs}
        sizes = {size.pt for size in given if size}
        name = paragraph.alignment.name if paragraph.alignment is not None else "LEFT"
        return cls(
            text=paragraph.text.strip(),
            sizes=frozenset(sizes),
            bold=bool(runs) and all(run.bold for run in runs),
            italic=bool(runs) and all(run.italic for run in runs),
            align=name,
            paragraph=paragraph,
        )

    def within(self, low: float, high: float) -> bool:
        return bool(self.sizes) and all(low <= size <= high for size in self.sizes)


@dataclass(frozen=True, slots=True)
class _Seen:
    """A document taken apart by the elements the decree names."""

    document: Any
    head_left: tuple[_Line, ...]
    head_right: tuple[_Line, ...]
    body: tuple[_Line, ...]  # between the letterhead and the signature
    foot_left: tuple[_Line, ...]
    foot_right: tuple[_Line, ...]
    appendix: tuple[_Line, ...]

    @classmethod
    def of(cls, document: Any) -> _Seen:
        head, foot = document.tables[0], document.tables[1]
        before: list[_Line] = []
        after: list[_Line] = []
        seen_foot = False
        for block in document.iter_inner_content():
            if getattr(block, "_tbl", None) is foot._tbl:
                seen_foot = True
            elif hasattr(block, "runs") and block.text.strip():
                (after if seen_foot else before).append(_Line.of(block))
        return cls(
            document,
            _lines(row.cells[0] for row in head.rows),
            _lines(row.cells[1] for row in head.rows),
            tuple(before),
            _lines(row.cells[0] for row in foot.rows),
            _lines(row.cells[1] for row in foot.rows),
            tuple(after),
        )


def _lines(cells: Any) -> tuple[_Line, ...]:
    return tuple(_Line.of(p) for cell in cells for p in cell.paragraphs if p.text.strip())


def _find(lines: tuple[_Line, ...], test: Callable[[_Line], bool]) -> _Line | None:
    return next((line for line in lines if test(line)), None)


def _mm(value: Any) -> float:
    return float(value.mm)


def _paper(seen: _Seen) -> bool:
    sides = {(round(_mm(s.page_width)), round(_mm(s.page_height))) for s in seen.document.sections}
    first = seen.document.sections[0]
    return sides <= {(210, 297), (297, 210)} and first.page_width < first.page_height


def _margins(seen: _Seen) -> bool:
    return all(
        20 <= round(_mm(s.top_margin), 1) <= 25
        and 20 <= round(_mm(s.bottom_margin), 1) <= 25
        and 30 <= round(_mm(s.left_margin), 1) <= 35
        and 15 <= round(_mm(s.right_margin), 1) <= 20
        for s in seen.document.sections
    )


def _attributes(seen: _Seen, tag: str) -> Iterator[dict[str, str]]:
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    for tree in (seen.document.element.body, seen.document.styles["Normal"].element):
        for element in tree.iter(f"{w}{tag}"):
            yield {name.removeprefix(w): value for name, value in element.attrib.items()}


def _fonts(seen: _Seen) -> bool:
    named = [f.get(k) for f in _attributes(seen, "rFonts") for k in ("ascii", "hAnsi") if k in f]
    colours = {c.get("val") for c in _attributes(seen, "color")}
    return bool(named) and set(named) == {FONT} and colours <= {"auto", "000000"}


def _page_numbers(seen: _Seen) -> bool:
    section = seen.document.sections[0]
    paragraph = section.header.paragraphs[0]
    return (
        section.different_first_page_header_footer
        and "PAGE" in paragraph._p.xml
        and paragraph.alignment is not None
        and paragraph.alignment.name == "CENTER"
        and all(13 <= run.font.size.pt <= 14 for run in paragraph.runs)
        and not any(p.text.strip() for p in section.first_page_header.paragraphs)
    )


def _is(
    lines: Callable[[_Seen], tuple[_Line, ...]],
    test: Callable[[_Line], bool],
    good: Callable[[_Line], bool],
) -> Callable[[_Seen], bool]:
    """Return a check: there is such a line, and it is good."""

    def holds(seen: _Seen) -> bool:
        line = _find(lines(seen), test)
        return line is not None and good(line)

    return holds


def _head_left(seen: _Seen) -> tuple[_Line, ...]:
    return seen.head_left


def _issuer(seen: _Seen) -> tuple[_Line, ...]:
    """Return the bold lines; IndexError when there are none."""
    bold = tuple(line for line in seen.head_left if line.bold)
    return (bold[0], *bold[1:])


def _head_right(seen: _Seen) -> tuple[_Line, ...]:
    return seen.head_right


def _body(seen: _Seen) -> tuple[_Line, ...]:
    return seen.body


def _prose(seen: _Seen) -> list[_Line]:
    return [line for line in seen.body if line.align == "JUSTIFY" and not line.bold]


def _ruled(paragraphs: Iterable[Any], room: float, low: float, high: float) -> bool:
    """Tell whether a rule stands below some text, so long to the last line of that text."""
    above: Any = None
    for paragraph in paragraphs:
        if "w:pBdr" in paragraph._p.xml and above is not None:
            style, seen = paragraph.paragraph_format, _Line.of(above)
            sides = (side.pt for side in (style.left_indent, style.right_indent) if side)
            text = seen.text.rpartition("\n")[2]
            whole = width(text, max(seen.sizes, default=0.0), bold=True)
            length = float(room - sum(sides))
            return low * whole - 1 <= length <= high * whole + 1
        above = paragraph
    return False


def _below(cell: Any, low: float, high: float) -> bool:
    room = float(cell.width.pt) - 10.8  # cells keep 5.4 pt on either side
    return _ruled(cell.paragraphs, room, low, high)


def _issuer_rule(seen: _Seen) -> bool:
    return _below(seen.document.tables[0].rows[0].cells[0], 1 / 3, 1 / 2)


def _motto_rule(seen: _Seen) -> bool:
    return _below(seen.document.tables[0].rows[0].cells[1], 1, 1)


def _title(seen: _Seen) -> tuple[_Line, _Line] | None:
    centred = [line for line in seen.body if line.align == "CENTER" and line.bold]
    return (centred[0], centred[1]) if len(centred) > 1 else None


def _title_kind(seen: _Seen) -> bool:
    title = _title(seen)
    return title is not None and title[0].text.isupper() and title[0].within(13, 14)


def _title_subject(seen: _Seen) -> bool:
    title = _title(seen)
    return title is not None and not title[1].text.isupper() and title[1].within(13, 14)


def _title_rule(seen: _Seen) -> bool:
    section = seen.document.sections[0]
    room = (section.page_width - section.left_margin - section.right_margin) / 12700
    blocks = [one for one in seen.document.iter_inner_content() if hasattr(one, "runs")]
    return _ruled(blocks, room, 1 / 3, 1 / 2)


_COLON = width(texts.document.TO.rstrip(":"), BODY_SIZE, bold=False)  # II.9.d: dashes below it


def _addressed(seen: _Seen) -> bool:
    """One place stands beside "Kính gửi:"; of several each has a line, its dash under the colon."""
    found = [at for at, line in enumerate(seen.body) if line.text.startswith(texts.document.TO)]
    head = seen.body[found[0]]
    if head.text != texts.document.TO:
        return head.text.endswith(".") and ";" not in head.text
    places = []
    for line in seen.body[found[0] + 1 :]:
        if not line.text.startswith("- "):
            break
        places.append(line)
    left = _mm(head.paragraph.paragraph_format.left_indent or Mm(0))
    colon = left + _COLON * 25.4 / 72
    return (
        len(places) > 1
        and places[-1].text.endswith(".")
        and all(line.text.endswith(";") for line in places[:-1])
        and all(line.within(13, 14) for line in (head, *places))
        and all(
            abs(_mm(line.paragraph.paragraph_format.left_indent or Mm(0)) - colon) < 2
            for line in places
        )
    )


_FOR_ANOTHER = ("TM. ", "KT. ", "TL. ", "TUQ. ", "Q. ")


def _signed(seen: _Seen) -> bool:
    """Above the room to sign stand the authority and one position; another one is at the name."""
    written = [bool(p.text.strip()) for p in seen.document.tables[1].rows[0].cells[1].paragraphs]
    above = written.index(False) if False in written else len(written)
    positions = [x for x in seen.foot_right[:above] if not x.text.startswith(_FOR_ANOTHER)]
    room = written[above:].index(True) if True in written[above:] else len(written) - above
    return (
        len(positions) <= 1
        and room >= 3
        and all(line.bold and line.within(13, 14) for line in seen.foot_right)
    )


def _indents(seen: _Seen) -> bool:
    return all(
        line.paragraph.paragraph_format.first_line_indent is not None
        and round(line.paragraph.paragraph_format.first_line_indent.mm, 1) in (10.0, 12.7)
        for line in _prose(seen)
    )


def _spacing(seen: _Seen) -> bool:
    def gap(line: _Line) -> float:
        form = line.paragraph.paragraph_format
        return sum(
            float(side.pt) for side in (form.space_before, form.space_after) if side is not None
        )

    return all(gap(line) >= 6 for line in _prose(seen))


def _line_height(seen: _Seen) -> bool:
    return all(
        isinstance(line.paragraph.paragraph_format.line_spacing, float)
        and 1 <= line.paragraph.paragraph_format.line_spacing <= 1.5
        for line in _prose(seen)
    )


_PART = re.compile(r"[IVX]+\. ")
_ITEM = re.compile(r"\d+\. ")


def _parts(seen: _Seen) -> bool:
    parts = [line for line in seen.body if _PART.match(line.text) and line.align == "JUSTIFY"]
    return bool(parts) and all(p.text.isupper() and p.bold and p.within(13, 14) for p in parts)


def _items(seen: _Seen) -> bool:
    items = [line for line in seen.body if _ITEM.match(line.text)]
    return all(item.bold and item.within(13, 14) for item in items)


def _pattern(template: str, **parts: str) -> re.Pattern[str]:
    """Turn a wording of `texts` into the pattern of what may stand there."""
    escaped = re.escape(template)
    for name, part in parts.items():
        escaped = escaped.replace(re.escape(f"{{{name}}}"), part)
    return re.compile(escaped)


_DATE = _pattern(
    texts.document.DATE,
    day=r"(?:0[1-9]|[12]\d|3[01]|\s+)",
    month=r"(?:01|02|[3-9]|1[0-2]|\s+)",
    year=r"\d{4}",
).pattern
_PLACE = re.compile(r"[^,]+,\ " + _DATE)
_NUMBER = _pattern(
    texts.document.NUMBER,
    number=r"(?:\d{2,}|\s*)",
    symbol=r"[^\W\da-z_]+(?:-[^\W_a-z]+)*",  # capitals, joined by hyphens without spaces
)


def _appendix_head(seen: _Seen) -> bool:
    line = seen.appendix[0] if seen.appendix else None
    return bool(
        line
        and line.text.startswith(texts.document.APPENDIX)
        and line.bold
        and line.sizes == {14.0}
    )


def _appendix_name(seen: _Seen) -> bool:
    line = seen.appendix[1] if len(seen.appendix) > 1 else None
    return bool(line and line.text.isupper() and line.bold and line.within(13, 14))


def _appendix_attached(seen: _Seen) -> bool:
    line = seen.appendix[2] if len(seen.appendix) > 2 else None
    return bool(line and line.text.startswith(texts.document.ATTACHED_MARK) and line.italic)


def _appendix_numbers(seen: _Seen) -> bool:
    return 'w:start="1"' in seen.document.sections[-1]._sectPr.xml


def _header_repeats(seen: _Seen) -> bool:
    return "w:tblHeader" in seen.document.tables[-1]._tbl.xml


_RULES: tuple[tuple[str, str, Callable[[_Seen], bool]], ...] = (
    ("P1", "I.1-2", _paper),
    ("P2", "I.3", _margins),
    ("P3", "I.4", _fonts),
    ("P4", "I.7", _page_numbers),
    (
        "E1a",
        "II.1.a",
        _is(
            _head_right,
            lambda x: x.text == texts.document.NATION,
            lambda x: x.bold and x.within(12, 13),
        ),
    ),
    (
        "E1b",
        "II.1.b",
        _is(
            _head_right,
            lambda x: x.text == texts.document.MOTTO,
            lambda x: x.bold and x.within(13, 14),
        ),
    ),
    ("E1c", "II.1.b", _motto_rule),
    (
        "E2a",
        "II.2.b",
        lambda seen: (
            seen.head_left[0].text.isupper()
            and not seen.head_left[0].bold
            and seen.head_left[0].within(12, 13)
        ),
    ),
    (
        "E2b",
        "II.2.b",
        lambda seen: all(line.text.isupper() and line.within(12, 13) for line in _issuer(seen)),
    ),
    ("E2c", "II.2.b", _issuer_rule),
    (
        "E3",
        "II.3",
        _is(
            _head_left,
            lambda x: bool(_NUMBER.fullmatch(x.text)),
            lambda x: x.sizes == {13.0} and not x.bold,
        ),
    ),
    (
        "E4",
        "II.4",
        _is(
            _head_right,
            lambda x: bool(_PLACE.fullmatch(x.text)),
            lambda x: x.italic and x.within(13, 14),
        ),
    ),
    ("E5a", "II.5.b", _title_kind),
    ("E5b", "II.5.b", _title_subject),
    ("E5c", "II.5.b", _title_rule),
    ("E6b", "II.6.e", lambda seen: all(line.within(13, 14) for line in _prose(seen))),
    ("E6c", "II.6.e", _indents),
    ("E6d", "II.6.e", _spacing),
    ("E6e", "II.6.e", _line_height),
    ("E6g", "V.6.b", _parts),
    ("E6h", "V.6.b", _items),
    ("E6k", "1.4", lambda seen: seen.body[-1].text.endswith(END)),
    (
        "E7a",
        "II.7.b",
        lambda seen: (
            seen.foot_right[0].text.isupper()
            and seen.foot_right[0].bold
            and seen.foot_right[0].within(13, 14)
        ),
    ),
    (
        "E9b",
        "II.9.d",
        lambda seen: (
            seen.foot_left[0].bold
            and seen.foot_left[0].italic
            and seen.foot_left[0].sizes == {12.0}
        ),
    ),
    (
        "E9c",
        "II.9.d",
        lambda seen: (
            all(line.sizes == {11.0} for line in seen.foot_left[1:])
            and seen.foot_left[-1].text.startswith(texts.document.ARCHIVED_MARK)
            and seen.foot_left[-1].text.endswith(".")
        ),
    ),
    ("E7b", "II.7.đ", _signed),
    ("E9a", "II.9.d", _addressed),
    ("A1", "III.1.a", lambda seen: any(texts.document.APPENDIX in line.text for line in seen.body)),
    ("A3", "III.1.b", _appendix_head),
    ("A4", "III.1.b", _appendix_name),
    ("A5", "III.1.c", _appendix_attached),
    ("A7", "III.1.đ", _appendix_numbers),
    ("A8", "2.1", lambda seen: seen.appendix[-1].text.endswith(END)),
    ("A9", "2.1", _header_repeats),
)
