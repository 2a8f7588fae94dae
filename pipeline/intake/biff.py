"""Which cells of an .xls hold formulas: xlrd gives their values and does not tell."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

_BOF, _EOF, _SHEET = (0x0009, 0x0209, 0x0409, 0x0809), 0x000A, 0x0085
_FORMULAS = (0x0006, 0x0206, 0x0406)
_STREAMS = ("Workbook", "Book")  # of Excel 97 and of Excel 5
_WORKSHEET = 0  # a kind of sheet; others hold charts and macros


def formulas_of(content: bytes) -> list[frozenset[tuple[int, int]]]:
    """Return the rows and columns of each worksheet's formulas, in the order of the sheets.

    Of a file that an older Excel wrote, or whose records are damaged, nothing is known.
    """
    from xlrd.compdoc import CompDoc

    try:
        document = CompDoc(content, logfile=io.StringIO())
        for name in _STREAMS:
            stream, start, length = document.locate_named_stream(name)
            if stream:
                book = bytes(stream[start : start + length])
                return [_formulas(book, at) for at in _worksheets(book)]
    except Exception:  # xlrd read the same bytes before: what is wrong with them was said there
        return []
    return []


def _worksheets(book: bytes) -> list[int]:
    """Return where each worksheet's records begin."""
    said = [data for kind, data in _records(book, 0) if kind == _SHEET]
    return [struct.unpack_from("<I", data)[0] for data in said if data[5] == _WORKSHEET]


def _formulas(book: bytes, start: int) -> frozenset[tuple[int, int]]:
    return frozenset(
        struct.unpack_from("<HH", data) for kind, data in _records(book, start) if kind in _FORMULAS
    )


def _records(book: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Yield the records from a beginning to its end; what is embedded, a chart, is passed over."""
    depth = 0
    while at + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, at)
        depth += (kind in _BOF) - (kind == _EOF)
        if depth == 1:
            yield kind, book[at + 4 : at + 4 + length]
        if depth < 1:
            return
        at += 4 + length
