"""A document taken apart by the elements the decree names, wherever its writer put them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from pipeline import texts
from pipeline.outputs.decree.page import Line, Page

_APPENDIX = re.compile(rf"{texts.document.APPENDIX}(?:\s+([IVXLC]+|\d+))?[.:]?", re.I)
_MARK = re.compile(r"(?:TM|KT|TL|TUQ|Q)\b", re.I)
_LIKE = 0.8  # of its letters: words written a little wrong are still that element


@dataclass(frozen=True, slots=True)
class Appendix:
    """An appendix: its head, its lines outside tables, those of its whole."""

    head: Line
    number: str
    lines: tuple[Line, ...]  # below the head, with words, in no table


@dataclass(frozen=True, slots=True)
class Parts:
    """The elements of a document."""

    page: Page
    nation: Line | None
    motto: Line | None
    above: tuple[Line, ...]  # of the offices, over the number
    number: Line | None
    about: Line | None  # "V/v" of a letter
    place: Line | None
    kind: Line | None
    subject: tuple[Line, ...]
    to: tuple[Line, ...]  # Kính gửi and the lines of the places
    bases: tuple[Line, ...]
    body: tuple[Line, ...]  # what follows, up to the signature
    recipients: tuple[Line, ...]
    signature: tuple[Line, ...]  # empty lines too
    appendices: tuple[Appendix, ...]

    @classmethod
    def of(cls, page: Page) -> Parts:
        """Find the elements of a document."""
        said = [line for line in page.lines if line.text]
        nation = _like(said[:20], texts.document.NATION)
        motto = _like(said[:20], texts.document.MOTTO)
        head = nation or motto
        top = _top_tables(page)
        left = [one for one in said if one.place[0] in top and _is_left(one, head)]
        right = [one for one in said if one.place[0] in top and not _is_left(one, head)]
        number = next((x for x in left if _folded(x).startswith(texts.decree.NUMBER_HEAD)), None)
        at = left.index(number) if number else len(left)
        foot = _foot(said, top)
        first = page.lines.index(foot[0]) if foot else len(page.lines)
        heads = [
            i for i, one in enumerate(page.lines) if i > first and _APPENDIX.fullmatch(one.text)
        ]
        between = [one for one in page.lines[:first] if one.text and one.place[0] < 0]
        kind, subject, rest = _title(page, between)
        to, rest = _addressed(rest)
        bases, body = _bases(rest)
        return cls(
            page=page,
            nation=nation,
            motto=motto,
            above=tuple(left[:at]),
            number=number,
            about=next((x for x in left[at:] if x.text.startswith(texts.decree.ABOUT)), None),
            place=next((x for x in right if _is_dated(x)), None),
            kind=kind,
            subject=subject,
            to=to,
            bases=bases,
            body=body,
            recipients=tuple(one for one in foot if one.text and not _is_signature(one, foot)),
            signature=tuple(_signature(page, foot)),
            appendices=tuple(_appendices(page, heads)),
        )


def _folded(line: Line) -> str:
    return " ".join(line.text.split()).casefold()


def _like(lines: Sequence[Line], words: str) -> Line | None:
    """Find the line that says some words, or nearly."""
    wanted = words.casefold()
    if (said := next((one for one in lines if _folded(one) == wanted), None)) is not None:
        return said
    alike = [
        (SequenceMatcher(None, _folded(one), wanted).ratio(), -at) for at, one in enumerate(lines)
    ]
    score, at = max(alike, default=(0.0, 0))
    return lines[-at] if score >= _LIKE else None


def _top_tables(page: Page) -> set[int]:
    """Return the tables before the first words that stand in none."""
    found: set[int] = set()
    for line in page.lines:
        if line.place[0] >= 0:
            found.add(line.place[0])
        elif line.text:
            break
    return found


def _is_left(line: Line, head: Line | None) -> bool:
    return line.place[2] < (head.place[2] if head else 1)


def _is_dated(line: Line) -> bool:
    return texts.decree.DAY in line.text and texts.decree.YEAR in line.text


def _foot(lines: Sequence[Line], top: set[int]) -> list[Line]:
    """Return the lines of the last part: who receives, who signs."""
    named = texts.document.RECIPIENTS.rstrip(":").casefold()
    found = next((one for one in lines if _folded(one).startswith(named)), None)
    if found is None:  # a table with nothing but words in capitals and a list
        marked = [x for x in lines if x.place[0] >= 0 and x.place[0] not in top]
        found = next((x for x in marked if x.text.isupper() and x.bold and x.place[2] > 0), None)
    if found is None:
        return []
    if found.place[0] < 0:
        return [one for one in lines[lines.index(found) :] if one.place[0] < 0]
    return [one for one in lines if one.place[0] == found.place[0]]


def _is_signature(line: Line, foot: Sequence[Line]) -> bool:
    return line.place[0] >= 0 and line.place[2] > min(one.place[2] for one in foot)


def _signature(page: Page, foot: Sequence[Line]) -> list[Line]:
    if not foot or foot[0].place[0] < 0:
        return []
    table, left = foot[0].place[0], min(one.place[2] for one in foot)
    found = [one for one in page.lines if one.place[0] == table and one.place[2] > left]
    while found and not found[0].text:
        found.pop(0)
    while found and not found[-1].text:
        found.pop()
    return found


def _title(
    page: Page, lines: Sequence[Line]
) -> tuple[Line | None, tuple[Line, ...], Sequence[Line]]:
    """Find the kind of a document and what it is about."""
    kind = next((x for x in lines[:3] if _folded(x).startswith(texts.decree.KINDS)), None)
    if kind is None or len(kind.text) > 60:
        return None, (), lines
    rest = list(lines[lines.index(kind) + 1 :])
    subject: list[Line] = []
    while rest and not rest[0].text.startswith((texts.document.TO, texts.decree.BASIS)):
        centred = rest[0].setting.align == "center" or not subject
        if not centred:
            break
        subject.append(rest.pop(0))
        after = page.lines[page.lines.index(subject[-1]) + 1 :]
        if subject[-1].setting.rule or (after and not after[0].text):
            break
    return kind, tuple(subject), rest


def _addressed(lines: Sequence[Line]) -> tuple[tuple[Line, ...], Sequence[Line]]:
    start = next(
        (i for i, x in enumerate(lines[:4]) if x.text.startswith(texts.document.TO.rstrip(":"))),
        None,
    )
    if start is None:
        return (), lines
    end = start + 1
    # Of several places the first line says nothing more; its list ends with a stop.
    if lines[start].text.rstrip(": ") == texts.document.TO.rstrip(":"):
        while end < len(lines) and not lines[end].text.startswith(texts.decree.BASES):
            end += 1
            if lines[end - 1].text.endswith("."):
                break
    return tuple(lines[start:end]), [*lines[:start], *lines[end:]]


def _bases(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Part the legal bases from the body; a sentence that goes on to say something is none."""
    end = 0
    while end < len(lines) and lines[end].text.startswith(texts.decree.BASES):
        if lines[end].text.endswith(":") or (
            end == 0 and lines[0].text[:7] != texts.decree.BASIS[:7]
        ):
            break
        end += 1
    if end == 1 and not (lines[0].text.endswith(";") or lines[0].italic):
        end = 0
    return tuple(lines[:end]), tuple(lines[end:])


def _appendices(page: Page, heads: Sequence[int]) -> list[Appendix]:
    found = []
    for head, end in pairwise([*heads, len(page.lines)]):
        below = [x for x in page.lines[head + 1 : end] if x.text and x.place[0] < 0]
        match = _APPENDIX.fullmatch(page.lines[head].text)
        number = (match[1] or "") if match else ""
        found.append(Appendix(page.lines[head], number, tuple(below)))
    return found


def rule_below(page: Page, line: Line) -> float | None:
    """Return how long the line is that is drawn under a text, in points; None without one."""
    at = page.lines.index(line)
    for one in page.lines[at : at + 4]:
        if one is not line and (one.text or one.place[:1] != line.place[:1]):
            return None
        if one.drawn:
            return one.drawn[0]
        if one.setting.rule:
            return one.room - one.setting.left - one.setting.right
    return None
