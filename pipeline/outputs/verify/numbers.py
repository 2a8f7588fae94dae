"""The numbers of a sentence, and which of them are those of another wording of the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline import texts
from pipeline.domain.difference import Nature

_AROUND = " .,;:!?()[]{}“”\"'‘’«»…%*"  # what stands at a number and is none of it
_ROOM = re.compile(r" {5,}")  # left in the program's own text, to be written into
_PLAIN = re.compile(r"([+-]?)0*(\d+)(?:,(\d+))?")
_THOUSANDS = re.compile(r"(?<=\d)\.(?=\d{3}(?!\d))")
_REACH = 4  # words on either side by which a number is known again
_ENOUGH = 0.45  # of what they can say
_EQUAL = 0.2  # what an equal value adds to it


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a sentence, or a number in it."""

    text: str
    number: bool

    @property
    def key(self) -> str:
        """What it is compared by where numbers are left open."""
        return "#" if self.number else self.text.casefold()


@lru_cache(maxsize=65_536)  # a document says much twice, and is held against another
def plain(text: str) -> str:
    """Return a text as it is compared: composed, its spaces and hyphens of one kind."""
    text = unicodedata.normalize("NFC", text).replace("\u2011", "-").replace("\u2212", "-")
    return " ".join(text.replace("\u00ad", "").split())


def words_of(text: str) -> list[Word]:
    """Take a text apart; a number keeps its sign, its share and what it is the number of."""
    found = []
    for said in plain(text).split(" "):
        word = said.strip(_AROUND)
        if word:
            number = any(map(str.isdigit, word)) or word == texts.numbers.UNKNOWN
            found.append(Word(word, number))
    return found


def numbers_in(text: str) -> list[str]:
    """Return the numbers of a text."""
    return [word.text for word in words_of(text) if word.number]


def value(number: str) -> str:
    """Return what two ways of writing one number have in common: "05" and "5", "1234" "1.234"."""
    return "/".join(map(_value, number.strip(_AROUND).split("/")))


def _value(part: str) -> str:
    found = _PLAIN.fullmatch(_THOUSANDS.sub("", part))
    if not found:
        return part
    sign, whole, decimals = found.groups()
    decimals = (decimals or "").rstrip("0")
    return f"{'-' if sign == '-' else ''}{whole}{',' if decimals else ''}{decimals}"


def held(wanted: str, found: str, known: Collection[str]) -> Iterator[tuple[Nature, str, str]]:
    """Hold the numbers of a sentence as it was found against those of the program's own.

    Yields what differs: the number found, and the right one. `known` are the values of the period:
    a number somebody added that equals none of them can be held against nothing.
    """
    ours, theirs = words_of(wanted), words_of(found)
    pairs = _paired(ours, theirs)
    for at, there in pairs.items():
        if value(ours[at].text) != value(theirs[there].text):
            yield Nature.WRONG, theirs[there].text, ours[at].text
    left = [value(one.text) for at, one in enumerate(ours) if one.number and at not in pairs]
    if _ROOM.search(wanted.replace("\u00a0", " ")):
        return
    added = set(range(len(theirs))) - set(pairs.values())
    for text in (theirs[there].text for there in sorted(added) if theirs[there].number):
        if value(text) not in left and is_unheld(text, known):
            yield Nature.UNHELD, text, ""


def is_unheld(number: str, known: Collection[str]) -> bool:
    """Tell whether a number can be held against nothing; a citation's is none."""
    return not (
        value(number) in known
        or number == texts.numbers.UNKNOWN
        or re.fullmatch(texts.sentences.CITATION, number)
        or any(map(str.isalpha, number))
    )


def unheld_in(text: str, known: Collection[str]) -> list[str]:
    """Return the numbers of a text nobody computed; those in names and citations are none."""
    said = plain(text)
    for name in (*map(re.escape, texts.sentences.WORDS_WITH_NUMBERS), texts.sentences.CITATION):
        said = re.sub(rf"(?<!\w){name}(?!\w)", " ", said)
    return [number for number in numbers_in(said) if is_unheld(number, known)]


def _paired(ours: Sequence[Word], theirs: Sequence[Word]) -> dict[int, int]:
    """Pair the numbers of two wordings by their places, or by the words around them."""
    ours_at = [at for at, word in enumerate(ours) if word.number]
    theirs_at = [at for at, word in enumerate(theirs) if word.number]
    if [word.key for word in ours] == [word.key for word in theirs]:
        return dict(zip(ours_at, theirs_at, strict=True))
    likeness = sorted(
        (
            (score, -abs(i - j), at, there)
            for i, at in enumerate(ours_at)
            for j, there in enumerate(theirs_at)
            if (score := _likeness(ours, at, theirs, there)) >= _ENOUGH
        ),
        reverse=True,
    )
    pairs: dict[int, int] = {}
    for _, _, at, there in likeness:
        if at not in pairs and there not in pairs.values():
            pairs[at] = there
    return pairs


def _likeness(ours: Sequence[Word], at: int, theirs: Sequence[Word], there: int) -> float:
    """Say how much two numbers' neighbours are alike, nearer ones more; an equal value helps."""
    score = whole = 0.0
    for step in range(1, _REACH + 1):
        for side in (-step, step):
            weight = 1 / step
            mine, other = _key(ours, at + side), _key(theirs, there + side)
            whole += weight
            score += weight * (mine == other)
    equal = value(ours[at].text) == value(theirs[there].text)
    return score / whole + _EQUAL * equal


def _key(words: Sequence[Word], at: int) -> str:
    return words[at].key if 0 <= at < len(words) else ""
