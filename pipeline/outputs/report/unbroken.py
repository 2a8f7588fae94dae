"""Where no line of a report may end: in a name's end, a day, between a number and its unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from pipeline.domain.numeral import Piece
from pipeline.domain.report import Run, Unbroken

_SPACE, _HYPHEN = "\u00a0", "\u2011"
_NEVER = r"(?!)"  # found nowhere
_LONGEST = 18  # letters of a name that stays on one line


def unbroken(runs: Sequence[Run], what: Unbroken) -> tuple[Run, ...]:
    """Put no-break spaces and hyphens into a paragraph."""
    return tuple(replace(run, pieces=tuple(_pieces(run.pieces, what))) for run in runs)


def _pieces(pieces: Sequence[Piece], what: Unbroken) -> Iterator[Piece]:
    before = None
    for piece in pieces:
        if piece.made is None:
            text = kept(piece.text, what)
            if before is not None and before.made and text.startswith(" "):
                text = _SPACE + text[1:]
            yield replace(piece, text=text)
        else:
            yield piece
        before = piece


@lru_cache(maxsize=4096)
def kept(text: str, what: Unbroken) -> str:
    """Return words with what may not be broken in them kept together."""
    numbered, measured, named = _patterns(what)
    text = measured.sub(_SPACE, numbered.sub(_SPACE, text))
    return named.sub(lambda found: _name(found[0]), text)


@lru_cache(maxsize=8)
def _patterns(what: Unbroken) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return what finds the space before a number, that after one, and a name."""
    before = "|".join(rf"(?<=\b{re.escape(word)})" for word in what.before) or _NEVER
    return (
        re.compile(rf"(?i:{before}) (?=\d|[IVX]+\b)"),
        re.compile(rf"(?<=\d) (?=(?:{_any_of(what.after)})\b)"),
        re.compile(_any_of(what.names)),
    )


def _any_of(words: Sequence[str]) -> str:
    longest_first = sorted(filter(None, words), key=len, reverse=True)
    return "|".join(map(re.escape, longest_first)) or _NEVER


def _name(name: str) -> str:
    """Keep a name's end together: the place it is of with the word before, else its last two words.

    A whole name would leave a hole in the line before it; a short one is kept whole.
    """
    words = re.sub(r"(?<=\w)-(?=\w)", _HYPHEN, name).replace(" - ", f"{_SPACE}- ").split(" ")
    end = max(0, len(words) - 2)
    while end and words[end][0].isupper() and not words[end - 1].endswith("-"):
        end -= 1
    whole = len(name) <= _LONGEST and end == 1 and not words[0].isupper()
    end = 0 if whole else end
    return " ".join((*words[:end], _SPACE.join(words[end:])))
