"""One door for every text before it enters a file."""

from __future__ import annotations

import unicodedata

MOST = 32_767  # UTF-16 units in an Excel cell

_MADE_VISIBLE = "\ufffd"


def clean_text(text: str) -> str:
    """Return a text any sink takes: NFC, control characters made visible, cut with a mark."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(_MADE_VISIBLE if _illegal(c) else c for c in text)
    if len(text.encode("utf-16-le")) // 2 <= MOST:
        return text
    cut = text.encode("utf-16-le")[: 2 * (MOST - 1)].decode("utf-16-le", errors="ignore")
    return cut + "\u2026"


def _illegal(c: str) -> bool:
    return (
        (ord(c) < 32 and c not in "\t\n")
        or 0x7F <= ord(c) <= 0x9F
        or 0xD800 <= ord(c) <= 0xDFFF
        or ord(c) in (0xFFFE, 0xFFFF)
    )
