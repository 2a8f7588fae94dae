"""Whether two readers saw the same value in a cell: the XML's own text decides.

calamine passes over what XML may put inside a value (character references, comments, CDATA); a
figure it reads otherwise than the XML says is no figure.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Any

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")  # "_x000D_", Excel's way to keep a control character
_NONE = re.compile(r"d[89a-f]..|fff[ef]", re.IGNORECASE)  # half a pair, or no character
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_DAY_ZERO = datetime(1899, 12, 30)
DAYS_TO_1904 = 1462
_LEAP_BUG = 61  # Excel's 1900 has a 29 February; days before are counted one apart
_SECOND = 1 / 86_400


def agrees(kind: str, text: str, value: Any, days_from_1904: bool) -> bool:
    """Tell whether a value is what a cell of a kind ("n", "s", "b"…) says in its own text."""
    match kind:
        case "b":
            return isinstance(value, bool) and value == (text.strip() in ("1", "true"))
        case "n":
            return _is_number(text, value, days_from_1904)
        case "d":
            said = value if isinstance(value, str) else value.isoformat()
            return isinstance(value, date | time | str) and said[:10] == text[:10]
        case _:
            return isinstance(value, str) and (value == text or value == _unescaped(text))


def _is_number(text: str, value: Any, days_from_1904: bool) -> bool:
    if not _NUMBER.fullmatch(text):
        return False
    number = float(text)
    if isinstance(value, int | float):
        return not isinstance(value, bool) and float(value) == number
    serial = _serial(value)
    if serial is None:
        return False
    slack = _SECOND
    if isinstance(value, date):
        serial -= DAYS_TO_1904 if days_from_1904 else 0
        slack += 1 if number < _LEAP_BUG else 0
    return abs(serial - number) <= slack


def _serial(value: Any) -> float | None:
    """Return the days Excel counts to a date, or a time's share of a day."""
    if isinstance(value, datetime):
        return (value - _DAY_ZERO) / timedelta(days=1)
    if isinstance(value, date):
        return float((value - _DAY_ZERO.date()).days)
    if isinstance(value, time):
        return (value.hour * 3600 + value.minute * 60 + value.second) / 86_400
    return value / timedelta(days=1) if isinstance(value, timedelta) else None


def _unescaped(text: str) -> str:
    """Return a text with its escapes read; what stands for no character stays as it is."""
    return _ESCAPED.sub(lambda m: m[0] if _NONE.fullmatch(m[1]) else chr(int(m[1], 16)), text)
