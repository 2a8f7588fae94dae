"""What report, workbook and screen say alike: standings, decisions, faults of the wording."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

from pipeline.texts.numbers import day, instant, late_said, number, sentence

if TYPE_CHECKING:
    from pipeline.domain.decision import Decision
    from pipeline.domain.issue import Corrected
    from pipeline.domain.office import Office
    from pipeline.domain.standing import Standing

TOTAL_LABEL = "TỔNG CỘNG"
CORRECTED_IN = "đã điều chỉnh tại Báo cáo số {number} ngày {day}"
CORRECTED_ON = "đã điều chỉnh ngày {day}"
UNCHANGED = "không thay đổi"
NOT_COMPARED = "không so sánh được"
ROSE = "tăng"
FELL = "giảm"
BRIEF_OTHERS = "{named} và {count} {called} khác"  # of a list, when there is no room
BRIEF_OF = "{unit} ({subject})"
BRIEF_TOO_LONG = (
    "Lời văn {path} dài quá một trang, kể cả khi danh sách chỉ nêu một tên. Hãy bớt câu ở tệp "
    "này rồi chạy lại."
)
WORDING_UNREADABLE = "Không đọc được lời văn báo cáo {path}. Hãy kiểm tra tệp còn ở đó không."
WORDING_NOT_UTF8 = "tệp không ở bảng mã UTF-8; hãy lưu lại bằng Notepad với Encoding UTF-8"
WORDING_WRONG = "Lời văn báo cáo {path}, dòng {line}: {problem}. Hãy sửa tệp này rồi chạy lại."
WORDING_NEEDS_TITLES = (
    "Lời văn báo cáo {path} phải có đúng hai dòng bắt đầu bằng “# ”: tên loại và trích yếu. "
    "Hãy sửa tệp này rồi chạy lại."
)
WORDING_NUMBER = (
    "“{number}” là số ghi thẳng vào lời văn, không phải số liệu đã tổng hợp; hãy đặt số liệu bằng "
    "tên trong dấu {{{{ }}}}; nếu là tên gọi có số thì khai cụm từ đó ở đầu tệp: "
    '{{% set words_with_numbers = ["…"] %}}'
)
# What a wording may say with a number in it that is no figure, without declaring it.
WORDS_WITH_NUMBERS = ("Đề án 06", "6 tháng đầu năm", "6 tháng cuối năm")
CITATION = (  # số, ký hiệu văn bản: 06/QĐ-TTg, 30/2020/NĐ-CP; ngày: 06/01/2022
    r"(?:\d+/(?:\d{4}/)?[A-ZĐ][A-ZĐa-zđ0-9-]*|\d{1,2}/\d{1,2}/\d{4}"
    r"|ngày \d{1,2} tháng \d{1,2} năm \d{4})"
)
_DIGIT = "một|hai|ba|bốn|tư|năm|sáu|bảy|bẩy|tám|chín"
_TENS = "mươi|trăm|nghìn|ngàn|vạn|triệu|tỷ(?! lệ)|tỉ(?! lệ)|chục|tá"
_COUNTED = (
    "hồ sơ|đơn vị|nhiệm vụ|chỉ tiêu|lượt|trường hợp|tài khoản|dịch vụ|văn bản|cuộc|xã|phòng|báo cáo"
    "|người|công dân|ngày|tuần|tháng"
)
_FEW = (  # "một" is an article as well, "năm" a year
    "(?:hai|ba|bốn|sáu|bảy|bẩy|tám|chín|(?<!trong )(?<!cả )(?<!mỗi )(?<!hằng )(?<!của )năm)"
)
# Numbers in letters: hai mươi lăm, mười hai, hàng trăm, một phần ba, một nửa, gấp đôi, ba đơn vị.
SPELLED = (
    rf"(?:(?:{_DIGIT}|hàng|vài|mấy) (?:{_TENS})|(?<!tháng )mười)(?: (?:{_DIGIT}|{_TENS}|lăm|mốt))*"
    rf"|(?:{_DIGIT}) phần (?:{_DIGIT}|mười|trăm|nghìn)|(?:một|hơn|quá) nửa|nửa số"
    rf"|gấp (?:đôi|rưỡi|{_DIGIT}|mười)|{_FEW}(?= (?:{_COUNTED})(?!\w))"
)
_WORDING_PROBLEMS = (  # what the template engine says; how it is said here
    (r"'(?P<word>\w+)' is undefined", "không có tên “{word}”"),
    (r"has no (?:attribute|element) '(?P<word>\w+)'", "không có “{word}” sau dấu chấm"),
    (r"No filter named '(?P<word>\w+)'", "không có phép “{word}” sau dấu |"),
    (r"No test named '(?P<word>\w+)'", "không có phép hỏi “{word}” sau chữ is"),
    (
        r"innermost block that needs to be closed is '(?P<word>\w+)'",
        "câu lệnh “{word}” không có {{% end{word} %}}",
    ),
    (r"unknown tag '(?P<word>\w+)'", "không có câu lệnh “{word}”, hoặc thừa câu lệnh này"),
    (
        r"expected token '(?P<wanted>[^']+)', got '(?P<word>[^']+)'",
        "gần “{word}” thiếu dấu “{wanted}”",
    ),
    (r"unexpected (?:char )?'(?P<word>[^']+)'", "dấu “{word}” không đúng chỗ"),
    (r"(?P<word>division) (?:or modulo )?by zero", "có phép chia cho 0"),
)
WORDING_OTHER = "câu lệnh trong dấu {{ }} hoặc {% %} không thực hiện được"
WORDING_NEAREST = "; có phải “{near}” không"


def wording_problem(error: Exception, known: Iterable[str] = ()) -> str:
    """Say what the wording of a report does wrong, and which of the known names may be meant."""
    for pattern, said in _WORDING_PROBLEMS:
        if found := re.search(pattern, str(error)):
            near = get_close_matches(found["word"], list(known), n=1)
            asked = WORDING_NEAREST.format(near=near[0]) if near else ""
            return said.format(**found.groupdict()) + asked
    return WORDING_OTHER


DECISIONS = {
    "received": "{unit}: xác nhận đã nhận báo cáo lúc {at}",
    "set_aside": "không sử dụng tệp {label}",
    "purged": "xóa tệp có dữ liệu cá nhân gửi nhầm (SHA-256 {label}…)",
    "waived": "{unit}: chấp nhận số liệu theo giải trình (phép kiểm tra {label})",
    "excused": "{unit}: chấp nhận lý do trễ hạn",
    "carried": "{unit}: tạm lấy số liệu báo cáo gần nhất vì chưa có báo cáo kỳ này",
    "amended": "{unit}: sửa theo điện thoại {label} từ {old} thành {new}",
    "answered": "{unit}: chấp nhận ý kiến về điểm thi đua, cộng {label} điểm",
    "not_accepted": "{unit}: không chấp nhận ý kiến về điểm thi đua, giữ nguyên điểm",
    "reopened": "cho lập lại báo cáo đã ban hành",
    "withdrawn": "rút lại ý kiến số {label}",
}
DECISION = "Ý kiến xử lý số {number}{period}: {what} ({by}, {day}: {why})"
NO_COUNT = "ô trống"
DECISION_PERIOD = ", kỳ {period}"


def decided_by(decision: Decision) -> str:
    """Say who decided about a unit's report, and why."""
    what = DECISIONS[decision.kind.value].format(
        unit="", at=instant(decision.at) if decision.at else "", label=decision.label
    )
    return f"{sentence(what.lstrip(': ')).rstrip('.')} ({decision.by}: {decision.why})"


def last_word(corrected: Sequence[Corrected], symbol: str) -> str:
    """Say where a corrected report's figures were stated last; "" where in the report itself."""
    if not corrected:
        return ""
    last = corrected[-1]
    said = CORRECTED_IN if last.number else CORRECTED_ON
    return said.format(number=f"{last.number}/{symbol}", day=day(last.signed_on))


def count_words(count: str) -> str:
    """Write a count as a decision keeps it; one that was not there says so."""
    return number(int(count)) if count else NO_COUNT


def decided_what(decision: Decision, office: Office) -> str:
    """Say what was decided about which unit."""
    unit = office.unit(decision.unit)
    return DECISIONS["not_accepted" if decision.rejects else decision.kind.value].format(
        unit=unit.name if unit else decision.unit,
        at=instant(decision.at) if decision.at else "",
        label=decision.label,
        old=count_words(decision.old),
        new=count_words(decision.new),
    )


def decision_words(decision: Decision, office: Office) -> str:
    """Say a decision in full."""
    period = DECISION_PERIOD.format(period=decision.period) if decision.period else ""
    return DECISION.format(
        number=decision.number,
        period=period,
        what=decided_what(decision, office),
        by=decision.by,
        day=day(decision.decided_at.date()),
        why=decision.why,
    )


STANDING_SIGNS = {"on_time": "✓", "late": "!", "undecided": "?", "missing": "✗", "invalid": "✗"}
STANDING = {
    "on_time": "đúng hạn",
    "late": "trễ hạn",
    "undecided": "chưa rõ thời điểm nhận",
    "missing": "chưa gửi",
    "invalid": "đã gửi, chưa hợp lệ",
}
STANDING_CARRIED = "chưa có; tạm lấy số {period}"
STANDING_ASIDE = "chưa có (tệp đã gửi được để riêng)"
STANDING_REPLACED = "Dùng bản gửi sau ({file}), khác bản trước ở {count} chỗ."
STANDING_SIGNED = "Đã có bản ký ({file})."
STANDING_TOLD = "{count} số sửa theo điện thoại, chờ bản ký."
STANDING_WRITTEN = "Bản gửi lại đúng {count} số đã sửa theo điện thoại, không còn chờ bản ký."
STANDING_EXCUSED = "trễ hạn, có lý do"
STANDINGS_ON_TIME = "  ✓ {count} đơn vị đúng hạn"
STANDINGS_NOTHING = "{count} không phát sinh"
STANDINGS_SIGNED = "{count} đã có bản ký"
STANDINGS_NOT_YET = "  · {count} đơn vị chưa gửi (chưa đến hạn)"
STANDINGS_REMINDED = ", đã nhắc {count} đơn vị"
STANDING_NOT_YET_SIGN = "·"
STANDING_NOT_YET = "chưa gửi (chưa đến hạn)"
STANDING_ON_TIME_NOTHING = "đúng hạn, không phát sinh"


def told_words(standing: Standing) -> tuple[str, ...]:
    """Say what a unit told by telephone: what is awaited in writing, and what came so."""
    findings = standing.in_force.findings if standing.reported and standing.in_force else ()
    counts = {code: sum(one.code == code for one in findings) for code in ("V07", "V08")}
    said = ((STANDING_TOLD, counts["V07"]), (STANDING_WRITTEN, counts["V08"]))
    return tuple(words.format(count=number(count)) for words, count in said if count)


def standing_words(standing: Standing, *, due: bool) -> str:
    """Say a standing in a few words; before the deadline nobody is missing yet."""
    kind = standing.kind.value
    if standing.carried:
        return STANDING_CARRIED.format(period=standing.carried)
    if kind == "late" and standing.excused:
        return STANDING_EXCUSED
    if kind == "late" and standing.late_by is not None:
        return late_said(standing.late_by)
    if kind == "missing" and standing.aside:
        return STANDING_ASIDE
    if kind == "missing" and not due:
        return STANDING_NOT_YET
    if kind == "on_time" and standing.nothing_arose:
        return STANDING_ON_TIME_NOTHING
    return STANDING[kind]
