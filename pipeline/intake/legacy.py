"""Vietnamese typed in the encodings of old fonts, read when the evidence is strong.

TCVN3 (fonts `.VnTime` and its kin) and VNI-Windows (`VNI-Times`) put other letters on the screen
than the file holds. A text is read anew only when hardly any of its words is Vietnamese as it
stands and nearly all are once read by one table, and by that one alone; otherwise, and where only
a part of it is typed so or it was garbled on another road, it stays as it is and somebody is asked.
Tables: texts/spelling.py.
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
_VIETNAMESE = frozenset(texts.spelling.LATIN_1_LETTERS)
_SOFT_HYPHEN = "\u00ad"
_SENTENCES = re.compile(r"[;.\n]")
_TONE_OF_VNI = re.compile("[aey][ùõ]", re.IGNORECASE)  # Unicode has it on the first vowel
_WORD = re.compile(r"[^\W\d_]+")
_GARBLED = re.compile(  # UTF-8 read byte by byte, letters lost for "?", another alphabet's codes
    "[\u00c3-\u00c6][\u0080-\u009f\u00a1-\u00bf]|\u00e1[\u00ba\u00bb]\\S|\ufffd|[^\\W\\d_][\uf020-\uf0ff]"
    "|(?<![^\\s(])[^\\s=/?]*[^\\W\\d_A-Z]\\?[^\\W\\d_A-Z][^\\s=/?]*(?![^\\s,.;)])"
)
_SPELT_OUT = re.compile(r"[aeouAEOU][\^+*(][`'?~.]")  # "Ho^` so+ cho+`": typed as in old mails
_MAYBE_SHORTENED = frozenset(texts.spelling.MAYBE_SHORTENED.split())
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
    if _is_garbled(text):
        return Decoded(text, "", doubtful=True)
    if not words or _share(words) > 0.5 or any(map(_is_beyond_old_fonts, words)):
        return Decoded(text, "", doubtful=any(map(_is_old, words)))
    read = {name: [_read(word, name) for word in words] for name in ("TCVN3", "VNI")}
    shares = {name: _share(found) for name, found in read.items()}
    best = max(shares, key=lambda name: shares[name])
    other = min(shares.values())
    if shares[best] >= 0.9 and shares[best] - other >= 0.3 and len(words) >= _ENOUGH:
        whole = _read(text, best)
        lost = best == "TCVN3" and _has_lost_a_letter(whole, text)
        if lost or _is_partly_modern(text):
            return Decoded(text, "", doubtful=True)
        return Decoded(whole, best)
    return Decoded(text, "", doubtful=shares[best] >= 0.5 or any(map(_is_old, words)))


def _is_beyond_old_fonts(word: str) -> bool:
    """Tell whether a word has a letter that no old font has: so it was typed in Unicode."""
    return any(c > "\u00ff" and c.isalpha() for c in word)


def _is_partly_modern(text: str) -> bool:
    """Tell whether a sentence of the text is good Vietnamese, which reading would spoil."""
    sentences = [_BREAKS.split(sentence) for sentence in _SENTENCES.split(text)]
    marked = [[word for word in words if not word.isascii()] for words in sentences]
    return any(words and _share(words) == 1 for words in marked)


def _is_old(word: str) -> bool:
    """Tell whether a word that is none as it stands is one once an old table reads it."""
    spelt = _is_syllable(word) and not _TONE_OF_VNI.search(word)
    if spelt or not any(c.isascii() and c.isalpha() for c in word):
        return False
    strange = any("\u00a0" < c <= "\u00ff" and c not in _VIETNAMESE for c in word)
    return (strange and _is_syllable(_read(word, "TCVN3"))) or _is_syllable(_read(word, "VNI"))


def _is_garbled(text: str) -> bool:
    return bool(_GARBLED.search(text)) or len(_SPELT_OUT.findall(text)) >= _ENOUGH


def _has_lost_a_letter(text: str, typed: str) -> bool:
    """Tell whether a word lacks the letter TCVN3 keeps as a soft hyphen, which copying drops.

    Where none is left in the whole text, a word that would be another one with it is one of these.
    """
    words = {word.lower() for word in _WORD.findall(text)}
    if _SOFT_HYPHEN not in typed and words & _MAYBE_SHORTENED:
        return True
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
