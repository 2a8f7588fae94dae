"""A package as its readers need it: without cells that hold nothing, and without false claims.

A sheet with a border drawn down a hundred thousand rows holds millions of cells that say nothing;
both readers would walk through each of them. How many texts a workbook claims to hold, calamine
believes: it makes room for as many, or dies of it.
"""

from __future__ import annotations

import re


def _several(one: bytes) -> re.Pattern[bytes]:
    """Find one with those that follow it: begun with letters, it is looked for much faster."""
    return re.compile(one + rb"(?:" + one + rb")*")


_BLANK_CELLS = _several(rb'<c r="[A-Z]{1,3}\d{1,7}"(?: s="\d+")?(?:\s?/>|></c>)\s*')
# A hidden row is told of; its height and its look are not.
_BLANK_ROWS = _several(rb'<row r="\d{1,7}"(?![^<>]*hidden=)[^<>]*(?:/>|>\s*</row>)\s*')
_BARE = re.compile(rb"<(?:\w+:)?(?:c|row)(?! r=)[\s/>]")  # placed by what stands before it
_CLAIM = re.compile(rb'(<(?:\w+:)?sst\b[^<>]*?)\s(?:count|uniqueCount)="[^"<>]*"')


def without_blanks(sheet: bytes) -> bytes:
    """Return a worksheet part without blank cells and rows that only have a look.

    A part that places a cell by the one before it, or in which a tag need be none (a comment, a
    section of characters), stays as it is.
    """
    if b"<!" in sheet or _BARE.search(sheet):
        return sheet
    return _BLANK_ROWS.sub(b"", _BLANK_CELLS.sub(b"", sheet))


def without_claims(strings: bytes) -> bytes:
    """Return shared strings that do not say how many they are."""
    head, end, rest = strings.partition(b"<si>")
    return _CLAIM.sub(rb"\1", _CLAIM.sub(rb"\1", head, 1), 1) + end + rest
