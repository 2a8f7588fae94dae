"""Each rule of form of Nghị định 30/2020/NĐ-CP, Phụ lục I, and where a document breaks it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from pipeline import texts
from pipeline.domain.breach import Breach
from pipeline.outputs.decree.page import Line, joined, read_page
from pipeline.outputs.decree.parts import Parts, rule_below
from pipeline.outputs.report.typeset import width
from pipeline.texts.numbers import roman

Found = tuple[Line | None, str]  # where it is broken, what stands there

_FONT = "Times New Roman"
_NEAR = 0.35  # mm and points that programs round away
_EQUAL, _LOW, _HIGH = 0.12, 1 / 3, 1 / 2  # of rule lines; the length of words is an estimate
_SLACK = 0.06
_SHORT = 1_800  # letters of a document that may well fill one page only
_SPACED = 1.15  # of its size: a single line of Times New Roman
_SIDES = "center"


def check(content: bytes) -> tuple[Breach, ...]:
    """Read a document whose container is honest, and return every rule it breaks."""
    parts = Parts.of(read_page(content))
    broken = ((rule, list(holds(parts))) for rule, holds in RULES.items())
    return tuple(_breach(rule, found) for rule, found in broken if found)


def _breach(rule: str, found: Sequence[Found]) -> Breach:
    (line, said), (clause, wanted) = found[0], texts.decree.RULES[rule]
    return Breach(
        rule=rule,
        clause=clause,
        where=_words(line),
        found=said,
        wanted=wanted,
        times=len(found),
        advice=rule in texts.decree.ADVICE,
    )


def _words(line: Line | None) -> str:
    return " ".join(line.text.split())[:60] if line else ""


def _looks(line: Line) -> str:
    """Say how a line looks."""
    sizes = ", ".join(f"{size:g}".replace(".", ",") for size in line.sizes)
    return ", ".join(
        (
            texts.decree.SIZE.format(sizes=sizes),
            texts.decree.BOLD if line.bold else texts.decree.LIGHT,
            texts.decree.UPRIGHT if line.upright else texts.decree.ITALIC,
            texts.decree.ALIGNS.get(line.setting.align, line.setting.align),
        )
    )


def _written(line: Line) -> str:
    return texts.decree.WRITTEN.format(text=" ".join(line.text.split())[:80])


def _centred(line: Line) -> bool:
    return line.setting.align == _SIDES


# --- paper ---


def _paper(parts: Parts) -> Iterator[Found]:
    for at, one in enumerate(parts.page.sections):
        sides = round(one.wide), round(one.high)
        lies = one.wide > one.high
        if set(sides) != {210, 297} or (lies and (at == 0 or not one.tables)):
            first = next((x for x in parts.page.lines if x.section == at and x.text), None)
            yield first, texts.decree.PAGE_SIZE.format(wide=sides[0], high=sides[1])


def _margins(parts: Parts) -> Iterator[Found]:
    for at, one in enumerate(parts.page.sections):
        bounds = ((one.top, 20, 25), (one.bottom, 20, 25), (one.left, 30, 35), (one.right, 15, 20))
        if not all(low - _NEAR <= side <= high + _NEAR for side, low, high in bounds):
            first = next((x for x in parts.page.lines if x.section == at and x.text), None)
            sides = {"top": one.top, "bottom": one.bottom, "left": one.left, "right": one.right}
            said = {name: f"{side:.1f}".replace(".", ",") for name, side in sides.items()}
            yield first, texts.decree.MARGINS.format(**said)


def _fonts(parts: Parts) -> Iterator[Found]:
    headers = (x for one in parts.page.sections for x in (*one.header, *one.first_header))
    for line in (*parts.page.lines, *headers):
        for look in line.looks:
            if other := sorted(look.fonts - {_FONT}):
                yield line, texts.decree.FONT.format(font=other[0])
            elif look.colour:
                yield line, texts.decree.COLOUR.format(colour=look.colour)


def _page_numbers(parts: Parts) -> Iterator[Found]:
    section = parts.page.sections[0]
    numbered = [x for x in section.header if "PAGE" in x.text]
    if not numbered:
        letters = sum(len(line.text) for line in parts.page.lines)
        if letters > _SHORT or parts.appendices:
            yield None, texts.decree.NO_PAGE_NUMBER
        return
    line = numbered[0]
    if not (_centred(line) and line.within(13, 14) and line.upright):
        yield line, _looks(line)
    elif not section.first_differs or any("PAGE" in x.text for x in section.first_header):
        yield line, texts.decree.FIRST_NUMBERED


# --- letterhead ---


def _nation(parts: Parts) -> Iterator[Found]:
    line = parts.nation
    if line is None:
        yield None, texts.decree.NOT_THERE
    elif " ".join(line.text.split()) != texts.document.NATION:
        yield line, _written(line)
    elif not (line.bold and line.upright and line.within(12, 13)):
        yield line, _looks(line)


def _motto(parts: Parts) -> Iterator[Found]:
    line = parts.motto
    if line is None:
        yield None, texts.decree.NOT_THERE
    elif " ".join(line.text.split()) != texts.document.MOTTO:
        yield line, _written(line)
    elif not (line.bold and line.upright and line.within(13, 14) and _centred(line)):
        yield line, _looks(line)


def _ruled(parts: Parts, line: Line | None, low: float, high: float) -> Iterator[Found]:
    """Hold the rule line under a text, long so much of it."""
    if line is None:
        return
    length, size = rule_below(parts.page, line), max(line.sizes, default=0.0)
    whole = width(line.last, size, bold=line.bold)
    if length is None:
        yield line, texts.decree.NO_RULE
    elif not low * whole * (1 - _SLACK) - 1 <= length <= high * whole * (1 + _SLACK) + 1:
        yield line, texts.decree.RULE_LONG.format(length=round(length), whole=round(whole))


def _motto_rule(parts: Parts) -> Iterator[Found]:
    yield from _ruled(parts, parts.motto, 1 - _EQUAL, 1 + _EQUAL)


def _single(parts: Parts) -> Iterator[Found]:
    for line in filter(None, (parts.nation, parts.motto)):
        if not _within_lines(line, 0.99, 1.01):
            yield line, _spacing(line)


def _within_lines(line: Line, low: float, high: float) -> bool:
    setting = line.setting
    if setting.exact:
        single = _SPACED * max(line.sizes, default=0.0)
        return low * 0.94 * single <= setting.exact <= high * 1.06 * single
    return low <= setting.line <= high


def _spacing(line: Line) -> str:
    if line.setting.exact:
        return texts.decree.SPACING_EXACT.format(points=f"{line.setting.exact:g}")
    return texts.decree.SPACING.format(lines=f"{line.setting.line:.2f}".replace(".", ","))


def _offices(parts: Parts) -> tuple[list[Line], list[Line]]:
    """Part the lines over the number into the parent's and the issuer's, which is bold.

    One set otherwise than its neighbours is with those it belongs to, and breaks its own rule.
    """
    lines = list(parts.above)
    bold = [at for at, line in enumerate(lines) if line.bold]
    if not bold:
        return lines[:-1], lines[-1:]
    light = [at for at, line in enumerate(lines) if not line.bold]
    start = max([at for at in light if at < bold[-1]], default=-1) + 1
    own = [at for at in bold if lines[at].text.startswith(texts.decree.ISSUERS)]
    if own and own[-1] > start and not lines[start].text.startswith(texts.decree.BODIES):
        start = own[-1]  # what stands over the name of an office is another's
    return lines[:start], lines[start:]


def _parent(parts: Parts) -> Iterator[Found]:
    for line in _offices(parts)[0]:
        if not (line.text.isupper() and line.light and line.upright and line.within(12, 13)):
            yield line, _looks(line)


def _issuer(parts: Parts) -> Iterator[Found]:
    lines = _offices(parts)[1]
    if not lines:
        yield None, texts.decree.NOT_THERE
    for line in lines:
        if not (
            line.text.isupper()
            and line.bold
            and line.upright
            and line.within(12, 13)
            and _centred(line)
        ):
            yield line, _looks(line) if line.text.isupper() else _written(line)


def _issuer_rule(parts: Parts) -> Iterator[Found]:
    lines = _offices(parts)[1]
    yield from _ruled(parts, lines[-1] if lines else None, _LOW, _HIGH)


_NUMBER = re.compile(r"Số:\s*(?:\d{2,}|[.…\s]*)/[^\W\da-z_]+(?:-[^\W_a-z]+)*")
_DATED = re.compile(texts.decree.DATED)


def _number(parts: Parts) -> Iterator[Found]:
    line = parts.number
    if line is None:
        yield None, texts.decree.NOT_THERE
    elif not _NUMBER.fullmatch(line.text.replace("\u00a0", " ")):
        yield line, _written(line)
    elif not (line.within(13, 13) and line.light and line.upright and _centred(line)):
        yield line, _looks(line)


def _place(parts: Parts) -> Iterator[Found]:
    line = parts.place
    if line is None:
        yield None, texts.decree.NOT_THERE
    elif not _DATED.fullmatch(line.text.replace("\u00a0", " ")):
        yield line, _written(line)
    elif not (line.within(13, 14) and line.italic and line.light and _centred(line)):
        yield line, _looks(line)


# --- title ---


def _kind(parts: Parts) -> Iterator[Found]:
    line = parts.kind
    if line is None:
        if parts.about is None:
            yield None, texts.decree.NOT_THERE
    elif not line.text.isupper():
        yield line, _written(line)
    elif not (line.bold and line.upright and line.within(13, 14) and _centred(line)):
        yield line, _looks(line)


def _subject(parts: Parts) -> Iterator[Found]:
    if parts.kind is not None and not parts.subject:
        yield parts.kind, texts.decree.NOT_THERE
    for line in parts.subject:
        if line.text.isupper():
            yield line, _written(line)
        elif not (line.bold and line.upright and line.within(13, 14) and _centred(line)):
            yield line, _looks(line)


def _subject_rule(parts: Parts) -> Iterator[Found]:
    yield from _ruled(parts, parts.subject[-1] if parts.subject else None, _LOW, _HIGH)


def _about(parts: Parts) -> Iterator[Found]:
    line = parts.about
    if line is not None and not (line.within(12, 13) and line.upright and line.light):
        yield line, _looks(line)


# --- the text ---

_PART = re.compile(r"[IVXL]+\.\s")
_ITEM = re.compile(r"\d+\.\s")
_POINT = re.compile(rf"([{texts.decree.LETTERS}])\)\s", re.I)
_HEADING_MOST = 150  # letters of a clause's title


def _is_title(line: Line) -> bool:
    """Tell whether a numbered clause is a title: short, and no sentence."""
    return bool(_ITEM.match(line.text)) and (
        len(line.text) < _HEADING_MOST and not line.text.endswith((".", ";", ":", ","))
    )


def _is_heading(line: Line) -> bool:
    return bool(_PART.match(line.text)) or _is_title(line) or _is_third(line)


def _is_third(line: Line) -> bool:
    return bool(_POINT.match(line.text)) and not line.text.endswith((".", ";", ":", ","))


def _prose(parts: Parts) -> list[Line]:
    return [line for line in parts.body if not _is_heading(line)]


def _bases(parts: Parts) -> Iterator[Found]:
    for at, line in enumerate(parts.bases):
        if not line.text.endswith("." if at == len(parts.bases) - 1 else ";"):
            yield line, texts.decree.WRITTEN.format(text="…" + line.text[-20:])
        elif not (line.italic and line.within(13, 14)):
            yield line, _looks(line)


def _text(parts: Parts) -> Iterator[Found]:
    for line in _prose(parts):
        if not (line.within(13, 14) and not line.italic and line.setting.align == "both"):
            yield line, _looks(line)


def _indents(parts: Parts) -> Iterator[Found]:
    for line in (*parts.bases, *_prose(parts)):
        starts = line.setting.left + (36.0 if line.tabbed else max(line.setting.first, -99.0))
        listed = line.text.startswith(("- ", "+ ", "• ")) or bool(_POINT.match(line.text))
        if not (27.0 <= starts <= 37.5 or (listed and 27.0 <= starts <= 75.0)):
            yield line, texts.decree.INDENT.format(mm=f"{starts * 25.4 / 72:.1f}".replace(".", ","))


def _gaps(parts: Parts) -> Iterator[Found]:
    whole = (*parts.bases, *parts.body)
    lines, at = parts.page.lines, {id(line): at for at, line in enumerate(parts.page.lines)}
    for before, line in pairwise(whole):
        if _is_heading(line) or at[id(line)] != at[id(before)] + 1:
            continue  # what stands between them keeps them apart
        one, other = before.setting, line.setting
        close = one.style == other.style
        gap = (0 if one.close and close else one.after) + (
            0 if other.close and close else other.before
        )
        if gap < 6 - 0.05:
            yield lines[at[id(line)]], texts.decree.GAP.format(points=f"{gap:g}".replace(".", ","))


def _heights(parts: Parts) -> Iterator[Found]:
    for line in (*parts.bases, *_prose(parts)):
        if not _within_lines(line, 0.99, 1.51):
            yield line, _spacing(line)


def _headed(line: Line) -> bool:
    return line.bold and line.upright and line.within(13, 14)


def _heads(parts: Parts) -> Iterator[Found]:
    for line in parts.body:
        if _PART.match(line.text):
            if not line.text.isupper():
                yield line, _written(line)
            elif not _headed(line):
                yield line, _looks(line)


def _items(parts: Parts) -> Iterator[Found]:
    for line in filter(_is_title, parts.body):
        if line.text.isupper():
            yield line, _written(line)
        elif not _headed(line):
            yield line, _looks(line)


def _points(parts: Parts) -> Iterator[Found]:
    last = -1
    for line in parts.body:
        if found := _POINT.match(line.text):
            at = texts.decree.LETTERS.index(found[1].lower())
            if at not in (0, last + 1) or found[1].isupper():
                yield line, _written(line)
            elif line.italic:
                yield line, _looks(line)
            last = at
        elif _is_heading(line):
            last = -1


def _end(parts: Parts) -> Iterator[Found]:
    if parts.body and not parts.body[-1].text.endswith("./."):
        yield parts.body[-1], texts.decree.WRITTEN.format(text="…" + parts.body[-1].text[-20:])


# --- signature and recipients ---

_FOR = re.compile(r"(?:TM|KT|TL|TUQ|Q)\. \S")
_SHORTENED = re.compile(r"(?:TM|KT|TL|TUQ|Q)(?:\.|\s)", re.I)
_ROOM = 3  # lines left to sign in


def _above_room(parts: Parts) -> int:
    """Return how many lines stand above the room to sign."""
    said = [bool(line.text) for line in parts.signature]
    if False in said:
        return said.index(False)
    named = len(said) > 1 and not parts.signature[-1].text.isupper()
    return len(said) - named


def _authority(parts: Parts) -> Iterator[Found]:
    if not parts.signature:
        yield None, texts.decree.NOT_THERE
    above = parts.signature[: max(_above_room(parts), 1)]
    for line in above:
        shortened = _SHORTENED.match(line.text)
        if not line.text.isupper() or (shortened and not _FOR.match(line.text)):
            yield line, _written(line)
        elif not (_headed(line) and _centred(line)):
            yield line, _looks(line)


def _signed(parts: Parts) -> Iterator[Found]:
    above = _above_room(parts)
    positions = [x for x in parts.signature[:above] if not _SHORTENED.match(x.text)]
    rest = parts.signature[above:]
    room = sum(not x.text for x in rest)
    taken = any(x.marks or x.setting.before >= 36 or x.setting.after >= 36 for x in parts.signature)
    if len(positions) > 1 and rest:
        yield positions[0], texts.decree.POSITIONS.format(count=len(positions))
    elif parts.signature and room < _ROOM and not taken and (rest or len(parts.signature) > 2):
        yield parts.signature[-1], texts.decree.NO_ROOM
    for line in (x for x in rest if x.text):
        if line.text.startswith(texts.decree.DEGREES):
            yield line, _written(line)
        elif not (_headed(line) and _centred(line)):
            yield line, _looks(line)


def _addressed(parts: Parts) -> Iterator[Found]:
    if not parts.to:
        return
    head, *places = parts.to
    if not head.text.startswith(texts.document.TO):
        yield head, _written(head)
        return
    for line in parts.to:
        if not (line.within(13, 14) and line.upright):
            yield line, _looks(line)
            return
    if not places:
        if head.text == texts.document.TO or ";" in head.text:
            yield head, _written(head)
        return
    starts = head.setting.left + max(head.setting.first, 0)
    colon = starts + width(texts.document.TO.rstrip(":"), max(head.sizes), bold=False)
    for at, line in enumerate(places):
        last = at == len(places) - 1
        if not line.text.startswith("- ") or not line.text.endswith("." if last else ";"):
            yield line, _written(line)
        elif _is_set(head) and abs(line.setting.left + line.setting.first - colon) > 6:
            indent = (line.setting.left + line.setting.first) * 25.4 / 72
            yield line, texts.decree.INDENT.format(mm=f"{indent:.1f}".replace(".", ","))


def _is_set(line: Line) -> bool:
    """Tell whether a line begins where its indent says: not in the middle, not by a tabulator."""
    return line.setting.align in ("left", "both") and not line.tabbed


def _recipients_head(parts: Parts) -> Iterator[Found]:
    line = next(iter(parts.recipients), None)
    if line is None:
        yield None, texts.decree.NOT_THERE
    elif line.text != texts.document.RECIPIENTS:
        yield line, _written(line)
    elif not (line.bold and line.italic and line.within(12, 12) and line.setting.align in _LEFT):
        yield line, _looks(line)


_LEFT = ("left", "both")


def _recipients(parts: Parts) -> Iterator[Found]:
    rest = parts.recipients[1:]
    for at, line in enumerate(rest):
        last = at == len(rest) - 1
        begins = line.text.startswith(texts.decree.FILED if last else "- ")
        if not begins or not line.text.endswith("." if last else ";"):
            yield line, _written(line)
        elif not (line.within(11, 11) and line.upright and line.light):
            yield line, _looks(line)
    if parts.recipients and not rest:
        yield parts.recipients[0], texts.decree.NOT_THERE


# --- appendices ---


def _mentioned(parts: Parts) -> Iterator[Found]:
    said = texts.document.APPENDIX.casefold()
    if parts.appendices and said not in joined(parts.body).casefold():
        yield parts.appendices[0].head, texts.decree.NOT_THERE


def _numbered(parts: Parts) -> Iterator[Found]:
    many = len(parts.appendices) > 1
    for at, one in enumerate(parts.appendices, start=1):
        if many and one.number != roman(at):
            yield one.head, _written(one.head)


def _appendix_heads(parts: Parts) -> Iterator[Found]:
    for one in parts.appendices:
        line = one.head
        if not line.text.startswith(texts.document.APPENDIX):
            yield line, _written(line)
        elif not (line.within(14, 14) and line.bold and line.upright and _centred(line)):
            yield line, _looks(line)


def _appendix_names(parts: Parts) -> Iterator[Found]:
    for one in parts.appendices:
        line = next(iter(one.lines), None)
        if line is None or line.text.startswith(texts.decree.ATTACHED):
            yield one.head, texts.decree.NOT_THERE
        elif not line.text.isupper():
            yield line, _written(line)
        elif not (_headed(line) and _centred(line)):
            yield line, _looks(line)


def _attached(parts: Parts) -> Iterator[Found]:
    for one in parts.appendices:
        line = next((x for x in one.lines[:4] if x.text.startswith(texts.decree.ATTACHED)), None)
        if line is None:
            yield one.head, texts.decree.NOT_THERE
        elif not (line.italic and line.light and line.within(13, 14) and _centred(line)):
            yield line, _looks(line)


def _restarts(parts: Parts) -> Iterator[Found]:
    for one in parts.appendices:
        start = parts.page.sections[one.head.section].starts
        if start != "1":
            yield one.head, texts.decree.STARTS.format(start=start or texts.decree.GOES_ON)


def _appendix_ends(parts: Parts) -> Iterator[Found]:
    for one in parts.appendices:
        if not one.lines or not one.lines[-1].text.endswith("./."):
            line = one.lines[-1] if one.lines else one.head
            yield line, texts.decree.WRITTEN.format(text="…" + line.text[-20:])


_LONG = 25  # rows of a table that goes over a page


def _repeats(parts: Parts) -> Iterator[Found]:
    rows: dict[int, int] = {}
    for line in parts.page.lines:
        if line.place[0] >= 0:
            rows[line.place[0]] = max(rows.get(line.place[0], 0), line.place[1] + 1)
    for table, count in rows.items():
        if count > _LONG and not parts.page.repeating.get(table):
            yield next(x for x in parts.page.lines if x.place[0] == table), texts.decree.NO_REPEAT


RULES: dict[str, Callable[[Parts], Iterator[Found]]] = {
    "P1": _paper,
    "P2": _margins,
    "P3": _fonts,
    "P4": _page_numbers,
    "E1a": _nation,
    "E1b": _motto,
    "E1c": _motto_rule,
    "E1d": _single,
    "E2a": _parent,
    "E2b": _issuer,
    "E2c": _issuer_rule,
    "E3": _number,
    "E4": _place,
    "E5a": _kind,
    "E5b": _subject,
    "E5c": _subject_rule,
    "E5d": _about,
    "E6a": _bases,
    "E6b": _text,
    "E6c": _indents,
    "E6d": _gaps,
    "E6e": _heights,
    "E6g": _heads,
    "E6h": _items,
    "E6i": _points,
    "E6k": _end,
    "E7a": _authority,
    "E7b": _signed,
    "E9a": _addressed,
    "E9b": _recipients_head,
    "E9c": _recipients,
    "A1": _mentioned,
    "A2": _numbered,
    "A3": _appendix_heads,
    "A4": _appendix_names,
    "A5": _attached,
    "A7": _restarts,
    "A8": _appendix_ends,
    "A9": _repeats,
}
