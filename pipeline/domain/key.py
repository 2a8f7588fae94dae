"""Words of a closed set that are looked up all the time."""

from __future__ import annotations

from enum import StrEnum


class Key(StrEnum):
    """A set of words that are keys everywhere: an Enum's own hash is ten times as dear."""

    __hash__ = str.__hash__
