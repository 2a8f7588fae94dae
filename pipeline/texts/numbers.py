"""Numbers, days and periods as people read them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from fractions import Fraction

from pipeline.domain.period import Period, PeriodKind
from pipeline.domain.shape import Shape
from pipeline.domain.words import lowered

PHONED = " (đt)"  # after a unit's own number that was told by telephone
UNKNOWN = "–"  # a figure nobody knows; a share of nothing
UNDER_A_MINUTE = "dưới 01 phút"
LATE_UNDER = "trễ chưa đến 01 phút"
LATE_BY = "trễ ít nhất {by}"
BEFORE_A_NUMBER = (  # words that say what the number after them is; no line ends between
    *("Đề án", "Phụ lục", "nhiệm vụ", "mục", "tháng", "tuần", "quý", "năm", "ngày", "hạn", "số"),
)
AFTER_A_NUMBER = ("giờ", "phút", "ngày", "tuần", "đơn vị", "dịch vụ")
_LETTERS = "abcdđeghiklmnopqrstuvxy"  # of the Vietnamese alphabet, as points have them
_TEN = 10
_MOST_PLACES = 9  # of a rate: counts have no more digits than these
_DAY = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(\d{4})(?![\d/])")


def number(n: int) -> str:
    """Write a count with dots between thousands: "1.234"."""
    return f"{n:,}".replace(",", ".")


def counted(n: int) -> str:
    """Write a count as the decree's custom has it in a sentence: a 0 before one to nine, "05"."""
    return f"0{n}" if 0 < n < _TEN else number(n)


def percent(numerator: int, denominator: int) -> str:
    """Write a rate, rounded half up: "85,71%", "100%"; "–" over zero.

    It has two decimals at most, and more only where these would make a whole per cent of less:
    79,995 is not 80, nor is all but one of many all of them.
    """
    if not denominator:
        return UNKNOWN
    for places in range(2, _MOST_PLACES + 1):
        one = 10**places
        parts = (numerator * 200 * one + denominator) // (2 * denominator)
        whole, rest = divmod(parts, one)
        if rest or numerator * 100 >= whole * denominator:
            break
    decimals = f"{rest:0{places}}".rstrip("0")
    return f"{number(whole)}{',' + decimals if decimals else ''}%"


def figure_words(value: int | Fraction | None, shape: Shape = Shape.COUNT) -> str:
    """Write a figure as a document shows it: the one place that says what an unknown one is."""
    if value is None:
        return UNKNOWN
    sign = "+" if value > 0 and shape in (Shape.SIGNED, Shape.CHANGE) else ""
    if shape in (Shape.RATE, Shape.CHANGE):
        minus = "-" if value < 0 else ""
        return f"{sign}{minus}{percent(abs(value.numerator), value.denominator)}"
    whole = int(value)
    return str(whole) if shape is Shape.ORDINAL else f"{sign}{number(whole)}"


def day(d: date) -> str:
    """Write a day as the decree does: 0 before days below 10 and months below 3, "06/6/2023"."""
    month = f"{d.month:02}" if d.month < 3 else str(d.month)
    return f"{d.day:02}/{month}/{d.year}"


def days_written_alike(text: str) -> str:
    """Write every day in somebody's words as `day` does: "29/05/2023" is "29/5/2023"."""

    def alike(found: re.Match[str]) -> str:
        try:
            return day(date(int(found[3]), int(found[2]), int(found[1])))
        except ValueError:  # no day there is
            return found[0]

    return _DAY.sub(alike, text)


def days_in(text: str) -> tuple[date, ...]:
    """Return the days somebody's words name in full: "29/05/2023"; what is no day is left out."""
    found = []
    for one in _DAY.finditer(text):
        with suppress(ValueError):
            found.append(date(int(one[3]), int(one[2]), int(one[1])))
    return tuple(found)


def instant(at: datetime) -> str:
    """Write an instant: "09 giờ 00 ngày 28/3/2023"."""
    return f"{at:%H} giờ {at:%M} ngày {day(at)}"


def due_words(deadline: datetime) -> str:
    """Write an instant before which something is due; one at midnight is the end of a day."""
    if deadline.hour or deadline.minute:
        return instant(deadline)
    last = day(deadline - timedelta(days=1))
    return f"ngày {day(deadline)} (hết ngày {last})"


def day_off_words(day_off: date | None) -> str:
    """Say after a deadline that its day is a day off; "" where it is none."""
    return f"; ngày {day(day_off)} là ngày nghỉ, hạn không lùi" if day_off else ""


def moment(at: datetime) -> str:
    """Write an instant in a table: "28/3/2023 09:00"."""
    return f"{day(at)} {at:%H:%M}"


def roman(n: int) -> str:
    """Write the number of a part: "IV"."""
    signs = {100: "C", 90: "XC", 50: "L", 40: "XL", 10: "X", 9: "IX", 5: "V", 4: "IV", 1: "I"}
    said = ""
    for value, sign in signs.items():
        said += sign * (n // value)
        n %= value
    return said


def letter(n: int) -> str:
    """Write the letter of a point: "a", "đ"; of those there are no more than the alphabet has."""
    return _LETTERS[(n - 1) % len(_LETTERS)]


def sentence(text: str, *, begins: bool = True) -> str:
    """Begin with a capital, or with a small letter inside a sentence, and end with a stop."""
    text = text.strip()
    text = text[:1].upper() + text[1:] if begins else lowered(text)
    return text if text.endswith((".", "!", "?")) else f"{text}."


def kept_together(text: str) -> str:
    """Join words so that no line ends between them."""
    return text.replace(" ", "\u00a0")


DURING = "trong {period}"
PERIODS_FROM = "{first} đến {last}"
PERIOD_KINDS = {
    "weekly": "tuần",
    "monthly": "tháng",
    "quarter": "quý",
    "half-year": "6 tháng",
    "year": "năm",
}
_PERIOD_WORDS = {
    PeriodKind.WEEK: "tuần {number} năm {year}",
    PeriodKind.MONTH: "tháng {number} năm {year}",
    PeriodKind.QUARTER: "quý {roman} năm {year}",
    PeriodKind.HALF_YEAR: "6 tháng {half} năm {year}",
    PeriodKind.YEAR: "năm {year}",
}
_PERIOD_BRIEF = {
    PeriodKind.WEEK: "tuần {number}/{year}",
    PeriodKind.MONTH: "tháng {number}/{year}",
    PeriodKind.QUARTER: "quý {roman}/{year}",
}


def period_words(period: Period) -> str:
    """Name a period in a sentence: "tuần 12 năm 2023"."""
    return _named(period, _PERIOD_WORDS[period.kind])


def periods_brief(periods: Sequence[Period]) -> str:
    """Name periods in a list, a run by its ends: "tuần 2/2023, tuần 5/2023 đến tuần 9/2023"."""
    runs: list[list[Period]] = []
    for period in periods:
        if runs and runs[-1][-1].next == period:
            runs[-1].append(period)
        else:
            runs.append([period])
    said: list[str] = []
    for run in runs:
        first, last = run[0], run[-1]
        if len(run) < _A_RUN:
            said += map(period_brief, run)
        else:
            said.append(PERIODS_FROM.format(first=period_brief(first), last=period_brief(last)))
    return ", ".join(said)


def period_brief(period: Period) -> str:
    """Name a period in a list: "tuần 12/2023"."""
    return _named(period, _PERIOD_BRIEF.get(period.kind, _PERIOD_WORDS[period.kind]))


def _named(period: Period, words: str) -> str:
    half = "đầu" if period.number == 1 else "cuối"
    numeral = roman(period.number)
    return words.format(number=period.number, roman=numeral, half=half, year=period.year)


def during(period: Period) -> str:
    """Name a period after what was done in it: "tháng 6 năm 2023", "trong 6 tháng đầu năm 2023"."""
    said = period_words(period)
    return DURING.format(period=said) if said[:1].isdigit() else said


def window_words(first: date, last: date) -> str:
    """Say which days the figures cover."""
    return f"từ ngày {day(first)} đến ngày {day(last)}"


def late_words(late_by: timedelta) -> str:
    """Say how late: "02 ngày 03 giờ", "15 phút"."""
    minutes = int(late_by.total_seconds() // 60)
    days, minutes = divmod(minutes, 24 * 60)
    hours, minutes = divmod(minutes, 60)
    parts = [(days, "ngày"), (hours, "giờ"), (minutes, "phút")]
    said = [f"{counted(count)} {name}" for count, name in parts if count]
    return " ".join(said[:2]) or UNDER_A_MINUTE


def late_said(late_by: timedelta) -> str:
    """Say of a report how late it is at least: "trễ ít nhất 02 giờ", "trễ chưa đến 01 phút"."""
    said = late_words(late_by)
    return LATE_UNDER if said == UNDER_A_MINUTE else LATE_BY.format(by=said)


def fraction_percent(fraction: Fraction) -> str:
    """Say a declared share: "80%"."""
    return percent(fraction.numerator, fraction.denominator)


WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_A_RUN = 3  # as many periods in a row are named by the first and the last
