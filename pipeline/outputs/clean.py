"""One door for every text before it enters a file."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pipeline.personal import masked

MOST = 32_767  # UTF-16 units in an Excel cell

_MADE_VISIBLE = "\ufffd"
# What XML or Excel cannot hold: controls, lone surrogates, the two non-characters.
_ILLEGAL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


_AS_FORMULAS = ("=", "+", "-", "@")  # what a spreadsheet takes for a formula when it is typed


def quoted(text: str) -> dict[str, bool]:
    """Return the format that keeps words words, should somebody edit their cell."""
    return {"quote_prefix": True} if text.startswith(_AS_FORMULAS) else {}


@lru_cache(maxsize=32_768)  # names and labels are written many times over
def clean_text(text: str) -> str:
    """Return a text any sink takes: NFC, controls visible, citizens covered, cut with a mark."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    text = masked(_ILLEGAL.sub(_MADE_VISIBLE, text))
    if len(text) <= MOST // 2 or len(text.encode("utf-16-le")) // 2 <= MOST:
        return text
    cut = text.encode("utf-16-le")[: 2 * (MOST - 1)].decode("utf-16-le", errors="ignore")
    return cut + "\u2026"


def fitting(text: str, limit: int) -> str:
    """Return as many whole sentences or lines of a text as Excel takes."""
    if len(text) <= limit:
        return text
    return text[: max(text.rfind(end, 0, limit) for end in (". ", "; ", "\n")) + 1].rstrip()
