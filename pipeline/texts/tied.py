"""What is said when a plan's text is held against the declarations."""

from __future__ import annotations

COUNTS = (
    "Kế hoạch có {sentences} câu, trong đó {ordering} câu giao việc: {tied} câu đã gắn với nhiệm "
    "vụ, chỉ tiêu hay mục của biểu mẫu, {left} câu chưa gắn."
)
ROWS = "Đã gắn {tasks} nhiệm vụ, {indicators} chỉ tiêu; {reasons} câu không giao việc có nêu lý do."
ALL_WELL = "Đơn vị, thời hạn, số liệu của từng dòng khớp với Kế hoạch."
FAULT = "- Mục {clause}: {what}"
FAULTS = {
    "left": "chưa gắn: “{words}”",
    "no_clause": "Kế hoạch không có mục này hoặc câu “{words}”",
    "number": "dòng {row} mang số mục {words}",
    "untied": "dòng {row} chưa dẫn câu nào",
    "deadline": "dòng {row}: Kế hoạch không ghi thời hạn “{words}”",
    "due": "dòng {row}: thời hạn “{words}” là ngày {day}, tệp ghi ngày khác",
    "unnamed": "dòng {row}: Kế hoạch không nêu {words} ở mục này",
    "no_place": "không có {words} trong biểu mẫu hay khai báo",
    "unasked": "Kế hoạch nêu “{words}”, không dòng nào giao",
    "uncited": "không dòng nào dẫn văn bản {words}",
    "figure": "số “{words}” không có ở dòng nào",
}
WITHOUT_UNIT = "Chưa giao đơn vị nào: {words}."
NO_TEXT = "{title}: chưa có nguyên văn (khóa “text” ở [plan])."
NO_PLAN = "Văn phòng chưa khai kế hoạch nào (khóa “plans” ở config.toml)."
# How a plan sets days: by a day before which, by a month or quarter in which.
DAYS = {
    "before_day": r"trước ngày (?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})",
    "before_month": r"trước tháng (?P<month>\d{1,2})/(?P<year>\d{4})",
    "day": r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})",
    "month": r"tháng (?P<month>\d{1,2})(?:/| năm )(?P<year>\d{4})",
    "quarter": r"quý (?P<quarter>IV|I{1,3})/(?P<year>\d{4})",
}
FROM = "từ "
QUARTERS = ("I", "II", "III", "IV")
