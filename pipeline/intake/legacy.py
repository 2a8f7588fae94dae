"""Vietnamese typed in the encodings of old fonts, read when the evidence is strong.

TCVN3 (fonts `.VnTime` and its kin) and VNI-Windows (`VNI-Times`) put other letters on the screen
than the file holds. A text is read anew only when hardly any of its words is Vietnamese as it
stands and nearly all are once read by one table, and by that one alone; otherwise it stays as it is
and somebody is asked. Tables: texts/spelling.py.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from pipeline import texts

# Dashes and curly quotes beyond Latin-1 belong to no old font: they are no words to be judged.
_BREAKS = re.compile(r"[\s!-/:-@\[-`{-~\u2010-\u205e]+")
_ABBREVIATION = re.compile("[A-Z\u0110]{2,}")  # ND, QD, HDND with their one marked capital
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_SYLLABLE = re.compile(
    f"(?:{texts.spelling.ONSETS})?(?:{texts.spelling.NUCLEI})(?:{texts.spelling.CODAS})?".replace(
        " ", "|"
    )
)
_ALONE = re.compile("(?<!\u01b0)\u01a1(?:ng|c|u)")  # no syllable is spelt so without its u
_ENOUGH = 2  # marked words before a text is trusted to show its encoding


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text as read, and how sure that is."""

    text: str
    table: str  # "TCVN3", "VNI", or "" when it was left as it is
    doubtful: bool = False


def decode(text: str) -> Decoded:
    """Read a text that may be typed in an old encoding."""
    words = [word for word in _BREAKS.split(text) if any(ord(c) > 127 for c in word)]
    if not words or _share(words) > 0.5:
        return Decoded(text, "")
    read = {name: [_read(word, name) for word in words] for name in ("TCVN3", "VNI")}
    shares = {name: _share(found) for name, found in read.items()}
    best = max(shares, key=lambda name: shares[name])
    other = min(shares.values())
    if shares[best] >= 0.9 and shares[best] - other >= 0.3 and len(words) >= _ENOUGH:
        whole = _read(text, best)
        if best == "TCVN3" and _has_lost_a_letter(whole):
            return Decoded(text, "", doubtful=True)
        return Decoded(whole, best)
    return Decoded(text, "", doubtful=shares[best] >= 0.5)


def _has_lost_a_letter(text: str) -> bool:
    """Tell whether a word lacks the letter TCVN3 keeps as a soft hyphen, which copying drops."""
    bare = _TONES.sub("", unicodedata.normalize("NFD", text.lower()))
    return _ALONE.search(unicodedata.normalize("NFC", bare)) is not None


def _share(words: list[str]) -> float:
    return sum(_is_syllable(word) for word in words) / len(words)


def _is_syllable(word: str) -> bool:
    """Tell whether a word is spelt as Vietnamese spells: one tone, one beginning, one end."""
    if _ABBREVIATION.fullmatch(word):
        return True
    apart = unicodedata.normalize("NFD", word.lower())
    bare = unicodedata.normalize("NFC", _TONES.sub("", apart))
    return len(_TONES.findall(apart)) <= 1 and _SYLLABLE.fullmatch(bare) is not None


@cache
def _table(name: str) -> tuple[re.Pattern[str], dict[str, str]]:
    pairs = dict(pair.split("=") for pair in texts.spelling.OLD_ENCODINGS[name].split())
    if name == "TCVN3":
        pairs = {chr(int(code, 16)): letter for code, letter in pairs.items()}
    else:
        pairs |= {old.upper(): new.upper() for old, new in pairs.items()}
    longest_first = sorted(pairs, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))), pairs


def _read(text: str, name: str) -> str:
    pattern, pairs = _table(name)
    if name == "VNI":
        return pattern.sub(lambda match: pairs[match[0]], text)
    # The capitals of TCVN3 are the small letters in another font: plain letters tell.
    pieces = re.split(r"(\s+)", text)
    return "".join(_in_case(piece, pattern.sub(lambda m: pairs[m[0]], piece)) for piece in pieces)


def _in_case(typed: str, read: str) -> str:
    plain = [c for c in typed if c.isascii() and c.isalpha()]
    return read.upper() if len(plain) > 1 and all(c.isupper() for c in plain) else read
