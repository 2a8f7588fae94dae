"""How a label is written inside a sentence, and how a line above a signature begins."""

from __future__ import annotations

import unicodedata


def lowered(text: str) -> str:
    """Begin with a small letter, as in the middle of a sentence; VNeID, CCCD stay as they are."""
    first = text.split(maxsplit=1)[0] if text.strip() else ""
    is_name = any(letter.isupper() for letter in first[1:])
    return text if is_name else text[:1].lower() + text[1:]


SIGNER_TITLE = "signer_title"
SIGNED_BY, SIGNED_AS = "signed_by", "signed_as"  # fields of a form: who signs it, and how


def sign_mark(signed_as: str) -> str:
    """Return the abbreviation a way of signing begins with: "KT."; none where the head signs."""
    first = signed_as.split(maxsplit=1)[0] if signed_as.strip() else ""
    return first if first.endswith(".") else ""


def unmarked(text: str) -> str:
    """Return a text as it is typed in haste: no marks, no capitals, single spaces."""
    apart = unicodedata.normalize("NFD", text.casefold().replace("\u0111", "d"))
    return " ".join("".join(c for c in apart if not unicodedata.combining(c)).split())
