"""Whether a cell's number format shows another number than the cell holds.

A clerk reads what is shown; what is stored is what is counted. `0"000"` shows 5 as 5000, `0%` as
500%, `#,##0,` shows 5000 as 5, and `;;;` shows nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache
from operator import eq, ge, gt, le, lt, ne

_TOKEN = re.compile(
    r'"(?P<words>[^"]*)"|\\(?P<letter>.)|[_*].|(?P<bracket>\[[^\]]*\])|(?P<plain>.)'
)
_LITERAL = re.compile(r'"[^"]*"|\\.|[_*].|\[[^\]]*\]')
_PLACE = "0#?"
_SCALED = re.compile(r"[0#?],+(?![0#?,])")
_ASKED = re.compile(r"\[(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)\]", re.ASCII)
_HOLDS = {"<": lt, "<=": le, ">": gt, ">=": ge, "=": eq, "<>": ne}
_OTHERWISE = re.compile(r"general|@|[dmyhs/e]", re.IGNORECASE)  # no plain number: shown as it is


def misleads(code: str, number: float) -> bool:
    """Tell whether a format shows a number as another one, or not at all."""
    return _misleads(code, number) if code else False


def is_percent(code: str, number: float) -> bool:
    """Tell whether a format shows a number as so many hundredths."""
    return "%" in code and "%" in _LITERAL.sub("", _section(code, number))


@lru_cache(maxsize=4096)
def _misleads(code: str, number: float) -> bool:
    section = _section(code, number)
    plain = _LITERAL.sub("", section)
    if _OTHERWISE.search(plain):
        return False
    said = "".join(m["words"] or m["letter"] or "" for m in _TOKEN.finditer(section))
    if any(c.isdigit() for c in said):
        return True
    if not number:
        return False  # nought stays nought, and may be left out
    hidden = not any(c in _PLACE for c in plain)
    return hidden or "%" in plain or _SCALED.search(plain) is not None


def _section(code: str, number: float) -> str:
    """Return the part of a format that holds for a number."""
    sections = _sections(code)
    asked = [_ASKED.search(section) for section in sections]
    if not any(asked):
        at = 1 if number < 0 else 2 if number == 0 else 0
        return sections[at] if at < len(sections) else sections[0]
    for section, one in zip(sections[:2], asked, strict=False):
        if one and _HOLDS[one[1]](number, float(one[2])):
            return section
    return sections[min(2, len(sections) - 1)]


def _sections(code: str) -> list[str]:
    sections = [""]
    for match in _TOKEN.finditer(code):
        if match["plain"] == ";":
            sections.append("")
        else:
            sections[-1] += match[0]
    return sections
