"""Words as a reader takes them: spelt one way, and matched where people write them differently."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from pipeline.intake.book import Cell

QUOTED = 80  # characters of a text that a message quotes

SPACES = re.compile("[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
SOFT_HYPHEN = "\u00ad"  # nobody sees it either; to fonts of old it is a letter
_UNSEEN = (  # joiners, marks of direction, fillers, selectors, tags
    *((0x00AD, 0x00AD), (0x034F, 0x034F), (0x061C, 0x061C), (0x115F, 0x1160), (0x17B4, 0x17B5)),
    *((0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x2800, 0x2800)),
    *((0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF9, 0xFFFB)),
    *((0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0001, 0xE0001), (0xE0020, 0xE007F)),
    (0xE0100, 0xE01EF),
)
INVISIBLE = frozenset(chr(c) for first, last in _UNSEEN for c in range(first, last + 1))
# "Ð" of other alphabets for "Đ"; marks nobody sees.
_MENDED = {0x00D0: 0x0110, 0x00F0: 0x0111, 0x0189: 0x0110} | {
    ord(c): None for c in INVISIBLE if c != SOFT_HYPHEN
}
_LINE_ENDS = re.compile("\r\n|[\r\u0085\u2028\u2029]")
# In decomposed letters: a tone that stands on the second vowel of an open oa, oe or uy.
_LATE_TONE = re.compile(
    "(?<!q)(?:(o)([ae])|(u)(y))([\u0300\u0301\u0303\u0309\u0323])(?![\\w\u0300-\u036f])"
)


@lru_cache(maxsize=1024)  # a cell is asked for its words by several who read it
def understand_text(text: str) -> str:
    """Return a text in NFC, with đ repaired, spaces plain and ends trimmed; line ends stay."""
    text = unicodedata.normalize("NFC", text).translate(_MENDED)
    text = _LINE_ENDS.sub("\n", text)
    return "\n".join(SPACES.sub(" ", line).strip() for line in text.split("\n")).strip()


def words_of(cell: Cell | None) -> str:
    """Return the words in a cell, a number's too."""
    return understand_text(str(cell.value)) if cell and cell.value is not None else ""


@lru_cache(maxsize=1024)  # a form's own names come again in each file and many times over
def fold(name: str) -> str:
    """Return the key by which names match: exact but for case, spaces and tone placement."""
    text = " ".join(understand_text(name).casefold().split())
    apart = unicodedata.normalize("NFD", text)
    moved = _LATE_TONE.sub(lambda m: f"{m[1] or m[3]}{m[5]}{m[2] or m[4]}", apart)
    return unicodedata.normalize("NFC", moved)


def one_of(answers: Sequence[str], said: str) -> str | None:
    """Return which of some answers a text is; capitals and spaces do not matter, as in Excel."""
    return next((answer for answer in answers if said and fold(answer) == fold(said)), None)


def quoted(detail: str) -> str:
    """Return what a message quotes: of a long text its beginning, in one line."""
    line = " ".join(detail.split())
    return line if len(line) <= QUOTED else f"{line[: QUOTED - 1]}\u2026"
