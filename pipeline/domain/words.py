"""How a label is written inside a sentence."""

from __future__ import annotations


def lowered(text: str) -> str:
    """Begin with a small letter, as in the middle of a sentence; VNeID, CCCD stay as they are."""
    first = text.split(maxsplit=1)[0] if text.strip() else ""
    is_name = any(letter.isupper() for letter in first[1:])
    return text if is_name else text[:1].lower() + text[1:]
