"""The text of a plan, taken apart: its clauses, and the sentences that stand in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

_PART = re.compile(r"([IVX]+)\.\s+")
_NUMBER = re.compile(r"(\d+(?:\.\d+)*)\.\s+")
_ITEM = re.compile(r"\((\d+)\)\s+")
_DASH, _PLUS = re.compile(r"-\s+"), re.compile(r"\+\s+")
# A full stop ends a sentence where the next begins with a capital or a bracket.
_CAPITALS = "".join(filter(str.isupper, map(chr, range(0x41, 0x1EFA))))
_STOP = re.compile(rf"(?<=\.)\s+(?=[(“{_CAPITALS}])")
_MAIN = "II"  # the part whose clauses go by their numbers alone
_BETWEEN = " … "  # in a quotation: what stands between is meant too


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a plan, where it stands."""

    clause: str  # "3.2(4)a", "III.2b"; "" above the first part
    text: str
    heads: bool = False  # a heading, which orders nothing itself


@dataclass(frozen=True, slots=True)
class _Place:
    part: str = ""
    number: str = ""
    item: str = ""
    dash: int = 0

    @property
    def clause(self) -> str:
        letter = chr(ord("a") + self.dash - 1) if self.dash else ""
        below = f"{self.number}{self.item}{letter}"
        if self.part in ("", _MAIN):
            return below or self.part
        return f"{self.part}.{below}" if below else self.part


def sentences(text: str) -> tuple[Sentence, ...]:
    """Take a plan's text apart; a paragraph without a mark belongs to the clause above it."""
    return tuple(_sentences(filter(None, map(str.strip, text.splitlines()))))


def _sentences(paragraphs: Iterator[str]) -> Iterator[Sentence]:
    place = _Place()
    for paragraph in paragraphs:
        place, rest = _placed(paragraph, place)
        marked = rest != paragraph and not paragraph.startswith(("-", "+"))
        heads = marked and (rest[-1] == ":" or rest[-1].isalnum())
        for one in _STOP.split(rest):
            yield Sentence(place.clause, one, heads)


def _placed(paragraph: str, place: _Place) -> tuple[_Place, str]:
    """Return where a paragraph stands, and its text without the mark that says so."""
    if found := _PART.match(paragraph):
        return _Place(part=found[1]), paragraph[found.end() :]
    if found := _NUMBER.match(paragraph):
        return _Place(place.part, found[1]), paragraph[found.end() :]
    if found := _ITEM.match(paragraph):
        return _Place(place.part, place.number, f"({found[1]})"), paragraph[found.end() :]
    if found := _DASH.match(paragraph):
        return replace(place, dash=place.dash + 1), paragraph[found.end() :]
    if found := _PLUS.match(paragraph):
        return place, paragraph[found.end() :]
    return place, paragraph


def span(sentence: str, quote: str) -> tuple[int, int] | None:
    """Return from where to where a sentence says a quotation; None where it does not."""
    first, _, last = quote.partition(_BETWEEN)
    if (start := sentence.find(first)) < 0:
        return None
    end = sentence.find(last, start + len(first)) if last else start + len(first)
    return (start, end + len(last)) if end >= 0 else None


def uncovered(sentence: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return the words of a sentence that no span holds, "" where all are held."""
    held = bytearray(len(sentence))
    for start, end in spans:
        held[start:end] = b"\1" * (end - start)
    words = (found for found in re.finditer(r"\w+", sentence))
    return " ".join(word[0] for word in words if not all(held[word.start() : word.end()]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """What answers a clause, or a quotation from it."""

    clause: str  # "" with a quotation: wherever that stands; "" without one: nowhere in the text
    quote: str  # "" is all of the clause
    rows: tuple[str, ...]  # codes of tasks and indicators
    by: tuple[str, ...]  # what else asks for it: "weekly.rejected", "office.recipients"
    why: str  # why nothing asks for it
    bodies: Mapping[str, tuple[str, ...]]  # words of the clause: codes and marks they mean
