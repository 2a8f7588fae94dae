"""What identifies a citizen and must not stand in a statistics report: found and masked.

Structures: số định danh cá nhân (Nghị định 137/2015/NĐ-CP, Điều 13), thẻ BHYT (Quyết định
1351/QĐ-BHXH). Short numbers that are also counts, codes or sums of money need a word beside them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache

from pipeline import texts


class Kind(StrEnum):
    """What a number seems to be."""

    CITIZEN = "citizen"  # CCCD, số định danh: 12 digits; 11 or 10 where Excel took the zeros
    OLD_CARD = "old_card"  # CMND: 9 digits
    HEALTH = "health"  # thẻ BHYT: 15 characters
    INSURANCE = "insurance"  # số BHXH: 10 digits
    PHONE = "phone"  # a mobile telephone
    PASSPORT = "passport"
    PLATE = "plate"  # biển số xe
    LICENCE = "licence"  # giấy phép lái xe: 12 digits
    TAX = "tax"  # a person's tax number; an organisation's is no secret
    BIRTH = "birth"  # a day of birth
    BANK = "bank"  # a bank account; the treasury's have points
    EMAIL = "email"  # a mailbox of a kind private persons have
    HOME = "home"  # a person's name, with where he or she lives


@dataclass(frozen=True, slots=True)
class Trace:
    """A stretch of a text that seems to identify somebody."""

    kind: Kind
    start: int
    end: int


# Most texts hold nothing: they are let go by what no shape of a kind can do without.
_WORDED = re.compile(
    rf"@|(?<!\w)(?:{'|'.join(texts.spelling.PERSONAL_HOME_WORDS)})(?!\w)", re.IGNORECASE
)
_DIGITS = re.compile(r"\d(?:\D{0,5}\d){5}")  # of the shortest number, and how far they lie apart
_MANY_DIGITS = re.compile(r"\d(?:\D{0,3}\d){7}")
_NEEDS = (_WORDED, _DIGITS, _MANY_DIGITS)


class _Pattern:
    """A pattern, compiled when it is first looked for: most runs meet few of all there are."""

    def __init__(self, written: str, flags: int = 0) -> None:
        self.written, self._flags = written, flags

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern, ready to look with."""
        return re.compile(self.written, self._flags)


@dataclass(frozen=True, slots=True)
class _Shape:
    """How a kind is written, and which words must stand beside it."""

    kind: Kind
    pattern: _Pattern
    words: _Pattern | None = None  # in the same line, before it
    close: bool = False  # nothing but a few small words may stand between
    may_be_money: bool = False
    needs: re.Pattern[str] = _MANY_DIGITS  # without it a text is not looked at


def _any(words: Sequence[str]) -> str:
    return rf"(?<!\w)(?:{'|'.join(words)})(?!\w)"


def _word(words: Sequence[str]) -> _Pattern:
    return _Pattern(_any(words), re.IGNORECASE)


# Codes of provinces in a citizen's number, without the leading zero: 001 to 096.
_PROVINCE = r"(?:0[1-9]|[1-8]\d|9[0-6])"
_APART = r"[ .\-]{0,2}"
# No other digits touch it; a list's comma, point or stroke may.
_FROM = r"(?<!\d)(?:(?<!\d[.,])|(?<=\d{9}[.,]))"
_TO = r"(?!\d|[.,]\d{1,8}(?!\d))"
COVER = "\u2022"  # stands for what must not be read
_BESIDE = 80  # characters before a number in which its word must stand
_CARD = _word(texts.spelling.PERSONAL_CARD_WORDS)
_INSURANCE = _word(texts.spelling.PERSONAL_INSURANCE_WORDS)
_PHONE = _word(texts.spelling.PERSONAL_PHONE_WORDS)
_TAX = _word(texts.spelling.PERSONAL_TAX_WORDS)
_LICENCE = _word(texts.spelling.PERSONAL_LICENCE_WORDS)
_VEHICLE = _word(texts.spelling.PERSONAL_PLATE_WORDS)
_TAX_CODE = _word(texts.spelling.TAX_WORDS)  # a number that begins with 8 is a person's
_BANK = _word(texts.spelling.PERSONAL_BANK_WORDS)
_BIRTH = _Pattern(rf"{_any(texts.spelling.PERSONAL_BIRTH_WORDS)}[\s:]*$", re.IGNORECASE)
_SMALL = rf"(?:[\s:,(]|{_any(texts.spelling.PERSONAL_SMALL_WORDS)})*"
_MONEY = _Pattern(rf"\s*{_any(texts.spelling.PERSONAL_MONEY_WORDS)}", re.IGNORECASE)
# A dossier's own number: "mã hồ sơ 0422…", "H27.19-0422…".
_DOSSIER = _Pattern(
    rf"(?:{_any(texts.spelling.PERSONAL_DOSSIER_WORDS)}[\s:]*|(?<!\w)[A-Z]\d{{2}}(?:\.\d+)*[-.])$",
    re.IGNORECASE,
)
_GIVEN = _Pattern("|".join(texts.spelling.PERSONAL_BIRTH_NOT), re.IGNORECASE)
# A number cut up with one of these, as a clerk cuts it who means it to be read.
_CUT = "|".join(rf"(?:[{mark} ]{{0,2}}\d){{9}}" for mark in ("/", "_", ",", ":", r"\n"))
_LETTERS = (*range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA))  # of Vietnamese, beside ASCII's
_CAPITAL = "A-Z" + "".join(chr(one) for one in _LETTERS if chr(one).isupper())
_TITLE = rf"(?<!\w)(?:{'|'.join(texts.spelling.PERSONAL_TITLES)}) "
_TITLED = _Pattern(rf"{_TITLE}(?:[{_CAPITAL}]\w*[ ,:(]+){{2,5}}$")  # "ông Nguyễn Văn Mẫu 184…"
_PLATE = r"[A-Z\u0110]{1,2}\d?"
_SHAPES = (
    _Shape(
        Kind.HEALTH,
        _Pattern(rf"(?<!\w)[A-Za-z]{{2}}{_APART}[1-5](?:{_APART}\d){{12}}(?!\d)"),
    ),
    _Shape(Kind.CITIZEN, _Pattern(rf"{_FROM}0{_PROVINCE}(?:{_APART}\d){{9}}{_TO}")),
    _Shape(Kind.CITIZEN, _Pattern(rf"{_FROM}0(?: \d){{11}}{_TO}")),
    _Shape(Kind.CITIZEN, _Pattern(rf"{_FROM}0{_PROVINCE}(?:{_CUT}){_TO}"), _CARD),
    _Shape(
        Kind.CITIZEN,
        _Pattern(
            rf"{_FROM}0{_PROVINCE}(?:([/_,:])[0-3]\d\d\1\d{{6}}|[/_,:][0-3]\d{{8}}"
            rf"|([_:])[0-3]\d\d\2\d{{3}}\2\d{{3}}){_TO}"
        ),
    ),
    _Shape(  # its end crossed out, who it is still to be guessed
        Kind.CITIZEN,
        _Pattern(rf"{_FROM}(?=[\dxX*]{{12}}(?![\w*]))0{_PROVINCE}[0-3]\d{{2,}}[xX*]+"),
        needs=_DIGITS,
    ),
    _Shape(  # as Excel shows it: all of its digits, and how many there are
        Kind.CITIZEN,
        _Pattern(r"(?<![\w.,])(?:[1-8][.,]\d|9[.,][0-6])[0-3]\d{8}[eE]\+?10(?!\w)"),
    ),
    _Shape(  # a mobile before 2018
        Kind.PHONE,
        _Pattern(rf"{_FROM}(?:\+?84|0)1(?:2\d|6[2-9]|8[68]|99)(?:{_APART}\d){{7}}{_TO}"),
    ),
    _Shape(
        Kind.PHONE,
        _Pattern(rf"(?:{_FROM}(?:\+?84|0)|\(\+?84\)){_APART}[35789](?:{_APART}\d){{8}}{_TO}"),
    ),
    _Shape(Kind.LICENCE, _Pattern(rf"{_FROM}\d{{12}}{_TO}"), _LICENCE, close=True),
    _Shape(
        Kind.CITIZEN,
        _Pattern(rf"{_FROM}(?:[1-8]\d|9[0-6])[0-3]\d{{8}}{_TO}"),
        may_be_money=True,
    ),
    _Shape(
        Kind.CITIZEN,
        _Pattern(rf"{_FROM}[1-9][0-3]\d{{8}}{_TO}"),
        _CARD,
        close=True,
        may_be_money=True,
    ),
    _Shape(Kind.PASSPORT, _Pattern(r"(?<![\w.])[A-Z]\d{7,8}(?![\w.])"), needs=_DIGITS),
    _Shape(
        Kind.PASSPORT,
        _Pattern(r"(?<![\w.])[A-Za-z] ?\d{7,8}(?![\w.])"),
        _word(texts.spelling.PERSONAL_PASSPORT_WORDS),
        close=True,
        needs=_DIGITS,
    ),
    _Shape(
        Kind.PLATE,
        _Pattern(rf"(?<![\w.])\d{{2}}{_PLATE}[-. ]?\d{{3}}(?:\.?\d{{2}})(?![\w.])"),
        needs=_DIGITS,
    ),
    _Shape(
        Kind.PLATE,
        _Pattern(rf"(?<![\w.])\d{{2}}[-. ]{_PLATE}[-. ]{{1,2}}\d{{3}}\.\d{{2}}(?![\w.])"),
        needs=_DIGITS,
    ),
    _Shape(
        Kind.PLATE,
        _Pattern(rf"(?<![\w.])\d{{2}}[-. ]?{_PLATE}[-. ]{{0,2}}\d{{4,5}}(?![\w.])"),
        _VEHICLE,
        close=True,
        needs=_DIGITS,
    ),
    _Shape(Kind.OLD_CARD, _Pattern(rf"{_FROM}\d{{9}}{_TO}"), _CARD, may_be_money=True),
    _Shape(
        Kind.OLD_CARD,
        _Pattern(rf"{_FROM}\d{{3}}[ .]\d{{3}}[ .]\d{{3}}{_TO}"),
        _CARD,
        close=True,
        may_be_money=True,
    ),
    _Shape(Kind.INSURANCE, _Pattern(rf"{_FROM}\d{{10}}{_TO}"), _INSURANCE, may_be_money=True),
    _Shape(
        Kind.INSURANCE,
        _Pattern(rf"{_FROM}\d(?:[ .\-]?\d){{9}}{_TO}"),
        _INSURANCE,
        close=True,
        may_be_money=True,
    ),
    _Shape(
        Kind.PHONE,
        _Pattern(rf"{_FROM}[35789](?:[ .\-]?\d){{8}}{_TO}"),
        _PHONE,
        close=True,
        may_be_money=True,
    ),
    _Shape(Kind.TAX, _Pattern(rf"{_FROM}\d{{10}}(?:-\d{{3}})?{_TO}"), _TAX, may_be_money=True),
    _Shape(Kind.TAX, _Pattern(rf"{_FROM}8\d{{9}}(?:-\d{{3}})?{_TO}"), _TAX_CODE, close=True),
    _Shape(
        Kind.BANK,
        _Pattern(rf"{_FROM}\d(?: ?\d){{7,14}}{_TO}(?!\.\d)"),
        _BANK,
        close=True,
        may_be_money=True,
    ),
    _Shape(Kind.OLD_CARD, _Pattern(rf"{_FROM}\d{{9}}{_TO}"), _TITLED, may_be_money=True),
    _Shape(Kind.BIRTH, _Pattern(r"(?<!\d)\d{1,2}([/.-])\d{1,2}\1\d{4}(?!\d)"), needs=_DIGITS),
    _Shape(
        Kind.EMAIL,
        _Pattern(
            rf"(?<![\w.+-])[\w.+-]+@(?:{'|'.join(texts.spelling.PERSONAL_MAIL)})\.(?:com|vn|net)"
            r"(?:\.vn)?(?![\w])",
            re.IGNORECASE,
        ),
        needs=_WORDED,
    ),
    _Shape(
        Kind.HOME,
        _Pattern(
            # A number beside it is told and covered by itself.
            rf"{_TITLE}(?![^\n]*(?:\d{{5}}|{COVER}))[{_CAPITAL}]\w*(?: [{_CAPITAL}]\w*){{1,4}}"
            r"[ ,;:(-]+[^\n.;]{0,30}?"
            rf"(?<!\w)(?:{'|'.join(texts.spelling.PERSONAL_HOME_WORDS)})(?!\w)[^\n;]{{4,60}}"
        ),
        needs=_WORDED,
    ),
)
_ODD = re.compile("[^\x00-\x7f\xc0-\xd6\xd8-\xf6\xf8-\u01b0\u1ea0-\u1ef9]")  # no letters
_HASH = re.compile(r"(?<!\w)[0-9a-f]{64}(?!\w)")  # of a file; its digits are nobody's number
_SHORT = 200  # letters of texts that are remembered
_LOST_ZERO = _Pattern(r"(?:[1-8]\d|9[0-6])[0-3]\d{8}")  # provinces 010 to 096


def traces(text: str) -> list[Trace]:
    """Return what in a text seems to identify somebody, without overlaps, in order."""
    return [*_known(text)] if len(text) <= _SHORT else _traces(text)


@lru_cache(maxsize=8192)  # a form's own words come again in each file
def _known(text: str) -> tuple[Trace, ...]:
    return tuple(_traces(text))


def _traces(text: str) -> list[Trace]:
    plain = _plain(text)
    there = [need for need in _NEEDS if need.search(plain)]
    if not there:
        return []
    found: list[Trace] = []
    hashes = [match.span() for match in _HASH.finditer(plain)]
    for shape in _SHAPES:
        for match in shape.pattern.compiled.finditer(plain) if shape.needs in there else ():
            taken = [*hashes, *((one.start, one.end) for one in found)]
            free = all(match.end() <= start or end <= match.start() for start, end in taken)
            if free and _is_meant(shape, plain, match):
                found.append(Trace(shape.kind, match.start(), match.end()))
    return sorted(found, key=lambda trace: trace.start)


def _is_meant(shape: _Shape, text: str, match: re.Match[str]) -> bool:
    """Tell whether what stands around a number lets it be what it looks like."""
    before = text[max(0, match.start() - _BESIDE) : match.start()].rpartition("\n")[2]
    after = text[match.end() : match.end() + _BESIDE].partition("\n")[0]
    if shape.kind is Kind.BIRTH:
        return _BIRTH.compiled.search(before) is not None and not _GIVEN.compiled.search(before)
    if shape.kind is Kind.CITIZEN and _DOSSIER.compiled.search(before):
        return False
    if shape.may_be_money and _MONEY.compiled.match(after):
        return False
    if shape.words is None:
        return True
    if re.match(rf"{_SMALL}{shape.words.written}", after, re.IGNORECASE):
        return True
    if shape.close:
        return re.search(rf"{shape.words.written}[.]?{_SMALL}$", before, re.IGNORECASE) is not None
    return shape.words.compiled.search(before) is not None


def _plain(text: str) -> str:
    """Return a text as long as it was, its digits ASCII, its spaces and invisibles plain."""
    if text.isascii():
        return text
    return _ODD.sub(lambda found: _plain_character(found[0]), text)


def _plain_character(c: str) -> str:
    if c.isalpha():
        return c
    digit = unicodedata.decimal(c, None)
    if digit is not None:
        return str(digit)
    category = unicodedata.category(c)
    if category in ("Zs", "Cf"):
        return " "
    return "-" if category == "Pd" or c == "\u2212" else c


def is_lost_zero(number: int) -> bool:
    """Tell whether a number is a citizen's number whose leading zero Excel took away."""
    return bool(_LOST_ZERO.compiled.fullmatch(str(number)))


def named(number: str, label: str) -> Kind | None:
    """Return what a bare number is when the cell beside or above it is a label that says so."""
    if len(label) > _BESIDE:
        return None
    for words, kind, digits in _LABELS:
        if digits.compiled.fullmatch(number) and words.compiled.fullmatch(label):
            return kind
    return None


def _label(words: Sequence[str]) -> _Pattern:
    small = "|".join(texts.spelling.PERSONAL_SMALL_WORDS)
    return _Pattern(rf"(?:(?:{small}|{'|'.join(words)})[\s.:]*)+", re.IGNORECASE)


_LABELS = (
    (_label(texts.spelling.PERSONAL_CARD_WORDS), Kind.CITIZEN, _Pattern(r"[1-9][0-3]\d{8}")),
    (_label(texts.spelling.PERSONAL_CARD_WORDS), Kind.OLD_CARD, _Pattern(r"\d{9}")),
    (_label(texts.spelling.PERSONAL_PHONE_WORDS), Kind.PHONE, _Pattern(r"[35789]\d{8}")),
    (_label(texts.spelling.PERSONAL_INSURANCE_WORDS), Kind.INSURANCE, _Pattern(r"\d{10}")),
    (_label(texts.spelling.PERSONAL_TAX_WORDS), Kind.TAX, _Pattern(r"\d{10}")),
)


def masked(text: str) -> str:
    """Return a text with all but the first three characters of each trace covered."""
    for trace in reversed(traces(text)):
        kept = text[trace.start : trace.start + 3]
        rest = re.sub(r"[^\W_]", COVER, text[trace.start + 3 : trace.end])
        text = text[: trace.start] + kept + rest + text[trace.end :]
    return text
