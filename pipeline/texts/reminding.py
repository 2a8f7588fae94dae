"""What units are told when forms go out and when they are reminded, and who is rung up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from pipeline.domain.words import lowered
from pipeline.texts.findings import once, place_words, said
from pipeline.texts.numbers import (
    WEEKDAYS,
    counted,
    day,
    day_off_words,
    instant,
    period_words,
    sentence,
    window_words,
)

if TYPE_CHECKING:
    from pipeline.domain.finding import Finding
    from pipeline.domain.office import Office, Unit
    from pipeline.domain.owed import Owed
    from pipeline.domain.period import Period
    from pipeline.domain.reminders import Notice

MOST_LETTERS = 500  # of the group's text: a chat shows no more at once
_MOST_FINDINGS = 20  # told one by one; the form that goes along marks them all

DUE_AT = "trước {time} {weekday} ngày {day}"
DUE_ON = "chậm nhất hết {weekday} ngày {day}"

# --- the group's chat ---

GROUP_AHEAD = "NHẮC BÁO CÁO {period}. Hạn: {due}."
GROUP_LATE = "ĐÔN ĐỐC BÁO CÁO {period}. Đã quá hạn ({due})."
GROUP_PARTS = {
    "report": "Chưa gửi ({count}): {names}.",
    "mended": "Phải sửa, gửi lại ({count}): {names}.",
    "explained": "Phải giải trình ({count}): {names}.",
}
GROUP_OTHERS = "{names} và {count} đơn vị khác"
GROUP_COUNT = "{count} đơn vị"
GROUP_END = "Biểu và chỗ phải sửa gửi riêng từng đơn vị; đơn vị nào đã gửi xin báo lại."

# --- one unit ---

SUBJECTS = {
    "report": "Nhắc gửi báo cáo {period} - {unit}",
    "mended": "Đề nghị sửa, gửi lại báo cáo {period} - {unit}",
    "explained": "Đề nghị giải trình báo cáo {period} - {unit}",
}
TO_UNIT = "Kính gửi: {unit}."
STANDS_AHEAD = {
    "report": "{office} chưa nhận được báo cáo {period} ({window}) của đơn vị. Hạn gửi: {due}.",
    "mended": "Báo cáo {period} của đơn vị chưa dùng được. Hạn gửi: {due}. Những chỗ phải sửa:",
    "explained": "Báo cáo {period} của đơn vị đã nhận. Còn chỗ phải giải trình hoặc sửa:",
}
STANDS_LATE = STANDS_AHEAD | {
    "report": (
        "Đã quá hạn gửi ({due}), {office} chưa nhận được báo cáo {period} ({window}) của đơn vị."
    ),
    "mended": (
        "Báo cáo {period} của đơn vị chưa dùng được và đã quá hạn gửi ({due}). Những chỗ phải sửa:"
    ),
}
WRONG = "- {place}: {message} {action}"
WRONG_MORE = "- Và {count} chỗ khác, ghi ở biểu gửi kèm."
WANTED = {
    "report": "Đề nghị đơn vị điền biểu gửi kèm và gửi về {receiver}.",
    "mended": (
        "Đề nghị đơn vị sửa trên biểu gửi kèm (đã có số liệu đơn vị điền, chỗ phải sửa có đánh "
        "dấu) và gửi lại về {receiver}."
    ),
    "explained": (
        "Đề nghị đơn vị ghi lý do, hoặc sửa số liệu, trên biểu gửi kèm và gửi lại về {receiver}."
    ),
    "unread": "Đề nghị đơn vị điền lại vào biểu gửi kèm và gửi về {receiver}.",
}
IF_SENT = "Nếu đơn vị đã gửi, xin báo lại thời điểm và cách gửi để đối chiếu."
TIMES = "(Nhắc lần thứ {times}.)"

# --- the letter ---

LETTER_TITLE = "Công văn đôn đốc {period}"
LETTER_ABOUT = "V/v đôn đốc gửi báo cáo {period}"
LETTER_ASKED = "{asked}, các đơn vị gửi báo cáo {period} ({window}) về {receiver} {due}."
LETTER_BY_CUSTOM = "Theo chế độ báo cáo định kỳ của {office}"
LETTER_MISSING = "Đến {at}, {count} đơn vị chưa gửi báo cáo: {units}."
LETTER_INVALID = (
    "Đến {at}, {count} đơn vị đã gửi nhưng báo cáo chưa sử dụng được, phải sửa và gửi lại: {units}."
)
LETTER_TIMES = "{units} nêu trên đã được nhắc {times} lần."
LETTER_TIMES_BETWEEN = "{least} đến {most}"
LETTER_WANTS = "{office} đề nghị:"
LETTER_SEND = (
    "Đơn vị chưa gửi báo cáo: lập báo cáo theo biểu mẫu đã gửi, gửi ngay trong ngày nhận được Công "
    "văn này;"
)
LETTER_MEND = (
    "Đơn vị có báo cáo chưa sử dụng được: sửa những chỗ đã nêu ở biểu gửi lại, gửi bản đã sửa ngay "
    "trong ngày nhận được Công văn này;"
)
LETTER_HEADS = (
    "Thủ trưởng đơn vị chỉ đạo rà soát nguyên nhân chậm gửi, không để lặp lại ở các kỳ báo cáo sau."
)
LETTER_ENDS = "Đề nghị {units} nghiêm túc thực hiện."
LETTER_UNIT, LETTER_UNITS = "Đơn vị", "Các đơn vị"

# --- whom to ring up ---

CALLS_TITLE = "DANH SÁCH GỌI ĐIỆN: báo cáo {period}, lúc {at}"
CALLS_NONE = "Không có đơn vị nào thường đã gửi vào giờ này mà nay chưa gửi."
CALL = "{unit}: {telephone} (đến giờ này đã gửi {sent}/{of} kỳ gần nhất)"
NO_TELEPHONE = "chưa khai điện thoại"
CALLS_TOO_FEW = "Chưa đủ {least} kỳ trước để biết thói quen của {count} đơn vị chưa gửi."
CALLS_HOW = (
    "Cách tính: trong {last} kỳ gần nhất cùng loại, đơn vị có ít nhất 3/4 số kỳ đã gửi báo cáo hợp "
    "lệ khi còn cách hạn bằng lúc này. Thời điểm gửi là giờ đã xác nhận hoặc giờ thư đến; không "
    "có thì lấy lúc tệp được lưu lần cuối, sau cùng là lúc chương trình thấy tệp."
)

# --- forms that go out ---

NOTICE = (
    "{office} gửi biểu báo cáo {period} (số liệu {window}). Đề nghị các đơn vị điền và gửi về "
    "{receiver} {due}. Mỗi đơn vị một tệp, tên tệp có mã đơn vị; không đổi dòng, cột của biểu."
)
SENT_SUBJECT = "Biểu báo cáo {period} - {unit}"
SENT_BODY = (
    "{office} gửi biểu báo cáo {period} (số liệu {window}). Đề nghị đơn vị điền biểu gửi kèm và "
    "gửi về {receiver} {due}."
)

# --- the screen ---

TITLE = "Nhắc báo cáo kỳ {period} ({words}), hạn {due}"
NOBODY = "Không có đơn vị nào phải nhắc."
TOO_EARLY = "Kỳ {period} chưa đến lúc nhắc: đơn vị lập được báo cáo từ ngày {day}."
OWING = {
    "report": "Chưa gửi",
    "mended": "Phải sửa, gửi lại",
    "explained": "Phải giải trình",
}
REMINDED_NOW = "{owing}, nhắc lần {times} ({count}): {units}."
AGAIN = "{owing}, vẫn lần nhắc {times} ({count}): {units}."
LETTER_MADE = "  Công văn đôn đốc ({count} đơn vị), chừa số và ngày: {path}"
FOLDER = "  {folder} ({count} tệp)"
NOT_SENT = (
    "Chương trình không gửi gì: dán nhom-chat.txt vào nhóm; mở từng tệp .eml, xem lại rồi gửi."
)
NO_MAIL = "{count} đơn vị chưa khai e-mail: thư nháp còn trống người nhận."
OTHERS = "Kỳ khác cũng còn phải nhắc: {periods}."
FORMS_SENT = "Tệp nén, thư nháp và thông báo để gửi đi (chương trình không gửi gì):"
REMINDED = "đã nhắc {times} lần, gần nhất {at}"
ASKED = "Đã gửi biểu: {count}/{of} đơn vị, ngày {days}."
DAYS_BETWEEN = "{first} đến {last}"


def due(deadline: datetime, *, capital: bool = True) -> str:
    """Say before when something is due, with its weekday: "trước 09 giờ 00 Thứ Ba ngày 28/3/2023".

    A deadline at midnight is the end of the day before.
    """
    midnight = not (deadline.hour or deadline.minute)
    last = (deadline - timedelta(days=1) if midnight else deadline).date()
    weekday = WEEKDAYS[last.weekday()]
    if capital:
        weekday = weekday[:1].upper() + weekday[1:]
    words = DUE_ON if midnight else DUE_AT
    return words.format(time=f"{deadline:%H} giờ {deadline:%M}", weekday=weekday, day=day(last))


def due_of(office: Office, period: Period) -> str:
    """Say when a period's report is due, and whether that is a day off."""
    schedule = office.schedule
    return due(schedule.deadline(period)) + day_off_words(schedule.due_day_off(period))


def form_words(words: str, office: Office, period: Period) -> str:
    """Word what goes with the forms: where they go back to, and before when."""
    return words.format(
        office=office.name,
        period=period_words(period),
        window=window_words(*office.schedule.window(period)),
        receiver=office.receiver_of(period.kind),
        due=due_of(office, period),
    )


def group_text(
    office: Office, period: Period, owed: Mapping[str, Sequence[Unit]], late: bool
) -> str:
    """Say to all at once who is waited for; `owed` are units by what they owe. At most 500 letters.

    As many are named as there is room for, the others counted.
    """
    longest = max(map(len, owed.values()))
    texts = (_group_text(office, period, owed, late, most) for most in range(longest, -1, -1))
    return next(text for text in texts if len(text) <= MOST_LETTERS)


def _group_text(
    office: Office, period: Period, owed: Mapping[str, Sequence[Unit]], late: bool, most: int
) -> str:
    head = GROUP_LATE if late else GROUP_AHEAD
    words = head.format(period=period_words(period), due=due_of(office, period))
    parts = [
        GROUP_PARTS[owing].format(count=len(units), names=_few(units, most))
        for owing, units in owed.items()
        if units
    ]
    return "\n".join((words, *parts, GROUP_END))


def _few(units: Sequence[Unit], most: int) -> str:
    if not most:
        return GROUP_COUNT.format(count=len(units))
    names, more = ", ".join(unit.short_name for unit in units[:most]), len(units) - most
    return GROUP_OTHERS.format(names=names, count=more) if more > 0 else names


def unit_subject(owed: Owed, period: Period) -> str:
    """Say in a line what is wanted of a unit."""
    return SUBJECTS[owed.owing].format(period=period_words(period), unit=owed.unit.name)


def unit_text(
    office: Office, period: Period, owed: Owed, times: int, *, late: bool, marked: bool
) -> str:
    """Say to a unit what is wanted of it; `marked`: the form that goes along holds its answers."""
    receiver = office.receiver_of(period.kind)
    stands = (STANDS_LATE if late else STANDS_AHEAD)[owed.owing].format(
        office=office.name,
        period=period_words(period),
        window=window_words(*office.schedule.window(period)),
        due=due_of(office, period),
    )
    wanted = WANTED[owed.owing] if marked or not owed.findings else WANTED["unread"]
    lines = [
        TO_UNIT.format(unit=owed.unit.name),
        stands,
        *wrong_lines(owed.findings),
        wanted.format(receiver=receiver),
    ]
    if owed.lacks_report and not owed.findings:
        lines.append(IF_SENT)
    return "\n".join((*lines, TIMES.format(times=times), office.name))


def wrong_lines(findings: Sequence[Finding]) -> list[str]:
    """Say what is wrong in a file, as everywhere, each in a line."""
    told = once(findings)
    lines = []
    for finding in told[:_MOST_FINDINGS]:
        words = said(finding)
        message = sentence(words.message)
        lines.append(WRONG.format(place=place_words(finding), message=message, action=words.action))
    if len(told) > _MOST_FINDINGS:
        lines.append(WRONG_MORE.format(count=len(told) - _MOST_FINDINGS))
    return lines


def letter_lines(
    office: Office,
    period: Period,
    missing: Sequence[Unit],
    invalid: Sequence[Unit],
    reminded: Sequence[int],
    now: datetime,
) -> tuple[Sequence[str], Sequence[str], str]:
    """Word the letter: its sentences, what it asks for one by one, its end.

    `reminded` says how often each of its units was reminded before.
    """
    schedule, asked = office.schedule, office.asked_by.get(period.kind, "")
    at, units_said = instant(now), LETTER_UNITS if len(reminded) > 1 else LETTER_UNIT
    said = [
        LETTER_ASKED.format(
            asked=asked or LETTER_BY_CUSTOM.format(office=office.name),
            period=period_words(period),
            window=window_words(*schedule.window(period)),
            receiver=office.receiver_of(period.kind),
            due=due(schedule.deadline(period), capital=False),
        )
    ]
    for words, units in ((LETTER_MISSING, missing), (LETTER_INVALID, invalid)):
        if units:
            names = "; ".join(unit.name for unit in units)
            said.append(words.format(at=at, count=counted(len(units)), units=names))
    least, most = min(reminded), max(reminded)
    if least:
        between = LETTER_TIMES_BETWEEN.format(least=counted(least), most=counted(most))
        times = counted(least) if least == most else between
        said.append(LETTER_TIMES.format(units=units_said, times=times))
    said.append(LETTER_WANTS.format(office=office.name))
    wants = [*([LETTER_SEND] if missing else []), *([LETTER_MEND] if invalid else [])]
    return said, [*wants, LETTER_HEADS], LETTER_ENDS.format(units=lowered(units_said))


def reminded_words(notices: Sequence[Notice]) -> str:
    """Say how often a unit was reminded, and when last: "đã nhắc 2 lần, gần nhất 08:10 17/4"."""
    if not notices:
        return ""
    last = notices[-1].at
    return REMINDED.format(times=len(notices), at=f"{last:%H:%M} {last.day}/{last.month}")


def asked_words(days: Sequence[date], of: int) -> str:
    """Say to how many units forms were sent, and on which days; "" where to none."""
    if not days:
        return ""
    first, last = day(min(days)), day(max(days))
    said = first if first == last else DAYS_BETWEEN.format(first=first, last=last)
    return ASKED.format(count=len(days), of=of, days=said)
