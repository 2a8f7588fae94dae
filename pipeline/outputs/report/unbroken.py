"""Where no line of a report may end: inside a unit's name, a day, between a number and its unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from pipeline.domain.numeral import Piece
from pipeline.domain.report import Run

_SPACE, _HYPHEN = "\u00a0", "\u2011"
_LONGEST = 18  # letters of a name that stays on one line; of a longer one only its end does
_NUMBERED = re.compile(  # a word that says what the number after it is
    r"\b((?:[Đđ]ề án|[Pp]hụ lục|[Nn]hiệm vụ|[Mm]ục|[Tt]háng|[Tt]uần|[Qq]uý|[Nn]ăm|[Nn]gày|hạn|số)) "
    r"(?=\d|[IVX]+\b)"
)
_MEASURED = re.compile(r"(?<=\d) (?=(?:giờ|phút|ngày|tuần|đơn vị|dịch vụ)\b)")


def unbroken(runs: Sequence[Run], names: Sequence[str]) -> tuple[Run, ...]:
    """Put no-break spaces and hyphens into a paragraph; `names` are those of units."""
    return tuple(replace(run, pieces=tuple(_pieces(run.pieces, names))) for run in runs)


def _pieces(pieces: Sequence[Piece], names: Sequence[str]) -> Iterator[Piece]:
    before = None
    for piece in pieces:
        if piece.made is None:
            text = kept(piece.text, tuple(names))
            if before is not None and before.made and text.startswith(" "):
                text = _SPACE + text[1:]
            yield replace(piece, text=text)
        else:
            yield piece
        before = piece


@lru_cache(maxsize=4096)
def kept(text: str, names: tuple[str, ...]) -> str:
    """Return words with what may not be broken in them kept together."""
    text = _MEASURED.sub(_SPACE, _NUMBERED.sub(rf"\1{_SPACE}", text))
    pattern = _any_of(names)
    return pattern.sub(lambda found: _name(found[0]), text) if pattern else text


@lru_cache(maxsize=8)
def _any_of(names: tuple[str, ...]) -> re.Pattern[str] | None:
    longest_first = sorted(filter(None, names), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))) if longest_first else None


def _name(name: str) -> str:
    name = re.sub(r"(?<=\w)-(?=\w)", _HYPHEN, name)
    if len(name) <= _LONGEST:
        return name.replace(" ", _SPACE)
    head, _, last = name.rpartition(" ")
    return head.replace(" - ", f"{_SPACE}- ") + _SPACE + last
