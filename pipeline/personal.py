"""What identifies a citizen and must not stand in a statistics report: found and masked.

Structures: số định danh cá nhân (Nghị định 137/2015/NĐ-CP, Điều 13), thẻ BHYT (Quyết định
1351/QĐ-BHXH). Short numbers that are also counts or codes need a word beside them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from pipeline import texts


class Kind(StrEnum):
    """What a number seems to be."""

    CITIZEN = "citizen"  # CCCD, số định danh: 12 digits; 11 where Excel took the zero
    OLD_CARD = "old_card"  # CMND: 9 digits
    HEALTH = "health"  # thẻ BHYT: 15 characters
    INSURANCE = "insurance"  # số BHXH: 10 digits
    PHONE = "phone"  # a mobile telephone
    PASSPORT = "passport"
    PLATE = "plate"  # biển số xe


@dataclass(frozen=True, slots=True)
class Trace:
    """A stretch of a text that seems to identify somebody."""

    kind: Kind
    start: int
    end: int


# Codes of provinces in a citizen's number, without the leading zero: 001 to 096.
_PROVINCE = r"(?:0[1-9]|[1-8]\d|9[0-6])"
_APART = r"[ .\-\u00a0]?"
_ALONE = r"(?<![\d.,/])", r"(?![\d/]|[.,]\d)"
COVER = "\u2022"  # stands for what must not be read
_BESIDE = 30  # characters before a number in which its word must stand
_CARD_WORDS = re.compile("|".join(texts.PERSONAL_CARD_WORDS), re.IGNORECASE)
_INSURANCE_WORDS = re.compile("|".join(texts.PERSONAL_INSURANCE_WORDS), re.IGNORECASE)
_PATTERNS: tuple[tuple[Kind, re.Pattern[str], re.Pattern[str] | None], ...] = (
    (Kind.HEALTH, re.compile(rf"\b[A-Z]{{2}}{_APART}[1-5](?:{_APART}\d){{12}}(?!\d)"), None),
    (Kind.CITIZEN, re.compile(rf"{_ALONE[0]}0{_PROVINCE}(?:{_APART}\d){{9}}{_ALONE[1]}"), None),
    (
        Kind.PHONE,
        re.compile(rf"{_ALONE[0]}(?:\+?84|0){_APART}[35789](?:{_APART}\d){{8}}{_ALONE[1]}"),
        None,
    ),
    (Kind.CITIZEN, re.compile(rf"{_ALONE[0]}(?:[1-8]\d|9[0-6])\d{{9}}{_ALONE[1]}"), None),
    (Kind.PASSPORT, re.compile(r"(?<![\w.])[A-Z]\d{7,8}(?![\w.])"), None),
    (Kind.PLATE, re.compile(r"(?<![\w.])\d{2}[A-Z][A-Z0-9]?[-. ]?\d{3}\.?\d{2}(?![\w.])"), None),
    (Kind.OLD_CARD, re.compile(rf"{_ALONE[0]}\d{{9}}{_ALONE[1]}"), _CARD_WORDS),
    (Kind.INSURANCE, re.compile(rf"{_ALONE[0]}\d{{10}}{_ALONE[1]}"), _INSURANCE_WORDS),
)
_LOST_ZERO = re.compile(rf"{_PROVINCE}\d{{9}}")


def traces(text: str) -> list[Trace]:
    """Return what in a text seems to identify somebody, without overlaps, in order."""
    if sum(c.isdigit() for c in text) < 6:
        return []
    found: list[Trace] = []
    for kind, pattern, words in _PATTERNS:
        for match in pattern.finditer(text):
            before = text[max(0, match.start() - _BESIDE) : match.start()]
            free = all(match.end() <= one.start or one.end <= match.start() for one in found)
            if free and (words is None or words.search(before)):
                found.append(Trace(kind, match.start(), match.end()))
    return sorted(found, key=lambda trace: trace.start)


def is_lost_zero(number: int) -> bool:
    """Tell whether a number is a citizen's number whose leading zero Excel took away."""
    return bool(_LOST_ZERO.fullmatch(str(number)))


def masked(text: str) -> str:
    """Return a text with all but the first three characters of each trace covered."""
    for trace in reversed(traces(text)):
        kept = text[trace.start : trace.start + 3]
        rest = re.sub(r"[^\W_]", COVER, text[trace.start + 3 : trace.end])
        text = text[: trace.start] + kept + rest + text[trace.end :]
    return text
