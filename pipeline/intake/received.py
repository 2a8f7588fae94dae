"""When a mail reached our server: the time its own header ends with, as RFC 5322 writes one.

Read are all forms of section 3.3 and the obsolete ones of 4.3 that name one instant: comments and
white space anywhere, no seconds, years of two or three digits, zones by name. A letter of the
military, a name that nobody declared or no zone at all names none.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_ZONES = {  # hours from UTC; UTC itself is in no RFC, and everywhere in mails
    **{"ut": 0, "utc": 0, "gmt": 0, "z": 0},
    **{"edt": -4, "est": -5, "cdt": -5, "cst": -6, "mdt": -6, "mst": -7, "pdt": -7, "pst": -8},
}
_DATE_TIME = re.compile(
    r"(?:(?P<weekday>[a-z]{3}) ?, ?)?(?P<day>\d\d?) ?(?P<month>[a-z]{3}) ?(?P<year>\d{2,4})"
    r" (?P<hour>\d\d) ?: ?(?P<minute>\d\d)(?: ?: ?(?P<second>\d\d))?"
    r" ?(?P<zone>(?P<sign>[+-])(?P<hours>\d\d)(?P<minutes>\d\d)|[a-z]+)",
    re.ASCII,
)
_YEARS = range(1900, 3000)


def reached_at(header: str) -> datetime | None:
    """Return the instant a "Received" header, unfolded, says its server took the mail; in UTC.

    None where it names none: a mail's time is evidence, and nothing is guessed.
    """
    outside = _without_comments(header)
    if outside is None:  # an odd name of a host opened what nothing closes
        outside = _without_comments(header.rpartition(";")[2])
    said = " ".join((outside or "").rpartition(";")[2].lower().split())
    match = _DATE_TIME.fullmatch(said)
    return _instant(match) if match else None


def _instant(said: re.Match[str]) -> datetime | None:
    second = int(said["second"] or 0)
    try:
        at = datetime(
            _year(said["year"]),
            _MONTHS.index(said["month"]) + 1,
            int(said["day"]),
            int(said["hour"]),
            int(said["minute"]),
            tzinfo=UTC,
        )
    except ValueError:
        return None
    offset, weekday = _offset(said), said["weekday"]
    real = at.year in _YEARS and second <= 60 and weekday in (None, _DAYS[at.weekday()])
    if offset is None or not real:
        return None
    return at + timedelta(seconds=second) - offset  # second 60 leaps


def _year(said: str) -> int:
    """Return the year that two, three or four digits mean (RFC 5322, 4.3)."""
    year = int(said)
    if len(said) == 4:
        return year
    return year + (2000 if len(said) == 2 and year < 50 else 1900)


def _offset(said: re.Match[str]) -> timedelta | None:
    """Return how far a zone is from UTC; "-0000" is UTC, told by who knows no other clock."""
    if not said["sign"]:
        hours = _ZONES.get(said["zone"])
        return None if hours is None else timedelta(hours=hours)
    hours, minutes = int(said["hours"]), int(said["minutes"])
    if hours >= 24 or minutes >= 60:
        return None
    offset = timedelta(hours=hours, minutes=minutes)
    return -offset if said["sign"] == "-" else offset


def _without_comments(header: str) -> str | None:
    """Return a header with a space for each comment; None where one is not closed.

    What is quoted counts as a word of its own, which no time has.
    """
    outside: list[str] = []
    depth, quoted, escaped = 0, False, False
    for character in header:
        if escaped:
            escaped = False
        elif character == "\\" and (depth or quoted):
            escaped = True
        elif quoted:
            quoted = character != '"'
        elif character == "(":
            depth += 1
            outside.append(" ")
        elif character == ")" and depth:
            depth -= 1
        elif not depth:
            quoted = character == '"'
            outside.append(character)
    return None if depth or quoted else "".join(outside)
