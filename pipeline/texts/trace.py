"""What is said of where a number comes from: on the screen, in workbooks."""

from __future__ import annotations

# How figures are called: by a name that is typed, and in words.
TABLES = {
    "appendix": "dvc",
    "sectors": "linh-vuc",
    "comparison": "ky-truoc",
    "compared": "ky-nay",
    "cumulative": "luy-ke",
    "indicators": "chi-tieu",
    "by_unit": "chi-tieu-don-vi",
    "tasks": "nhiem-vu",
    "states": "trang-thai",
    "standings": "nop-bao-cao",
    "merits": "thi-dua",
    "points": "diem",
    "units": "don-vi",
    "counts": "dem",
    "before": "chi-tieu-ky-truoc",
    "halves": "nua-nam",
    "pace": "con-lai",
    "targets": "phai-dat",
    "answers": "tra-loi",
    "against": "doi-chieu",
}
COUNTED = "so-don-vi"
OWED = "so-don-vi-phai-bao-cao"
WHOLE = {  # what a figure of all items is of
    "appendix": "Tất cả dịch vụ công",
    "sectors": "Lĩnh vực",
    "comparison": "Kỳ trước, các đơn vị có báo cáo cả hai kỳ",
    "compared": "Kỳ này, các đơn vị có báo cáo cả hai kỳ",
    "cumulative": "Lũy kế",
    "units": "Đơn vị",
    "states": "Tất cả nhiệm vụ",
    "standings": "Tình trạng nộp báo cáo",
    "merits": "Thi đua",
}
INDICATOR = "Chỉ tiêu {number} ({title})"
STATE = "số lượt {state}"
HALVES = {"1": "6 tháng đầu năm", "2": "6 tháng cuối năm"}
COLUMNS = {
    "sent": "số đơn vị có báo cáo hợp lệ",
    "on_time": "số đơn vị đúng hạn",
    "late": "số đơn vị trễ hạn",
    "undecided": "số đơn vị chưa rõ thời điểm nhận",
    "missing": "số đơn vị chưa gửi",
    "invalid": "số đơn vị đã gửi, chưa hợp lệ",
    "total": "tổng điểm",
    "each": "điểm mỗi lần",
    "times": "số lần",
    "points": "điểm",
    "missed": "điểm hụt",
    "attainable": "điểm tối đa",
    "rank": "hạng",
    "goal": "số phải đạt",
    "of": "mẫu số của số phải đạt",
    "left": "số còn phải đạt",
    "days": "số ngày",
    "per_week": "số cần đạt mỗi tuần",
    "progress": "tỷ lệ hoàn thành (%)",
    "versions": "số lần gửi",
    "cumulative_weeks": "số tuần cộng lũy kế",
    "weeks": "số tuần trong kỳ",
    "weeks_partial": "số đơn vị thiếu báo cáo tuần",
    "with_deadline": "số lượt nhiệm vụ có thời hạn",
    "documents": "số nhiệm vụ có văn bản ban hành trong kỳ",
    "documents_named": "số văn bản nêu trong báo cáo",
    "halves": "số chỉ tiêu so được hai nửa năm",
    "halves_more": "số chỉ tiêu tăng",
    "halves_less": "số chỉ tiêu giảm",
    "silent": "số đơn vị chưa báo cáo, tính theo kỳ trước",
    "ended": "số đơn vị đã kết thúc hoạt động, tính theo kỳ trước",
    "corrected": "số số liệu đính chính",
    "flow_weeks": "trong kỳ, cộng các tuần",
    "flow_of_weeks": "mẫu số trong kỳ, cộng các tuần",
}

# What a figure counts, one by one.
TASK_STANDS = "nhiệm vụ {mark}: {state}"
TASK_LATE = "nhiệm vụ {mark}: hạn {due}, tính đến {until}"
TASK_DUE = "nhiệm vụ {mark}: hạn {due}"
TASK_DOCUMENTS = "nhiệm vụ {mark}: {documents}"
TASK_PROGRESS = "nhiệm vụ {mark}: tỷ lệ hoàn thành (%)"
REPORT_STANDS = "báo cáo {period}: {state}"
VERSION = "lần gửi thứ {number}"
WEEK_THERE = "{period}: {count} báo cáo có hiệu lực"
WEEK = "{period}"
WEEKS_LACK = "thiếu báo cáo tuần"
KEPT_UNTIL = "tính theo báo cáo {until}"
HALVES_COMPARED = "chỉ tiêu {number}: {first} và {second}"
POINTS_OF = "{count} lần × {each} điểm: {kind}"
MISSED_OF = "điểm hụt: {kind}"
EACH_DECLARED = "mức điểm khai trong config.toml: {kind}"
ATTAINABLE = "{count} lượt × {each} điểm: {kind}"
AHEAD = "tỷ lệ điểm cao hơn: {share}"
ITSELF = "chính đơn vị: {share}"
LEFT = "phải đạt {goal}, đã đạt {closing}"
PER_WEEK = "còn {left} trong {days} ngày, làm tròn lên"
DAYS_LEFT = "từ {today} đến hạn {by}"
RESTATED = "số đầu kỳ đơn vị đã ghi lại khác báo cáo trước"
COUNT_OF = "{period}, {item}: {column}"
PER_CENT = "tính trên 100"
DECLARED = "khai trong config.toml: {target}"
GOAL = "khai trong kế hoạch: {target}"
