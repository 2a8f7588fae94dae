"""What is said of where a number comes from: on the screen, in workbooks."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from pipeline.domain.shape import Shape
from pipeline.domain.trace import Part
from pipeline.texts.numbers import figure_words
from pipeline.texts.plan import COVER_DATED, COVER_UNDATED, TASK_STATES, TASK_STATES_DATED

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
MANY = "tong.{digest:.12}"
COUNTED = "so-don-vi"
OWED = "so-don-vi-phai-bao-cao"
WHOLE = {  # what a figure of all items is of
    "appendix": "Tất cả dịch vụ công",
    "sectors": "Lĩnh vực {scope}",
    "comparison": "Kỳ trước, các đơn vị có báo cáo cả hai kỳ",
    "compared": "Kỳ này, các đơn vị có báo cáo cả hai kỳ",
    "cumulative": "Lũy kế",
    "units": "{scope}",
    "states": "Tất cả nhiệm vụ",
    "standings": "Tình trạng nộp báo cáo",
    "merits": "Thi đua",
}
MARKED = "để trống; ô {cell} của dòng, cột “{title}”, ghi “{raw}”"
BETWEEN = " – "  # between what a figure is about, which number of it, whose, of which period
INDICATOR = "Chỉ tiêu {number} ({title})"
STATE = "số lượt {state}"
HALVES = {"1": "6 tháng đầu năm", "2": "6 tháng cuối năm"}
VOICED = "nêu tại mục “{subject}”"
IN_SECTION = "có đủ số liệu của mục"
VOICE = "số đơn vị cùng nêu một nội dung"
VOICE_BEGINS = "voice_"
_WORK = {
    f"{name}_{state}": words.format(state=said)
    for name, words, states in (
        ("dated", COVER_DATED, TASK_STATES_DATED),
        ("undated", COVER_UNDATED, TASK_STATES),
    )
    for state, said in states.items()
}
COLUMNS = _WORK | {
    "given": "đầu việc Kế hoạch giao",
    "dated": "đầu việc có thời hạn",
    "undated": "đầu việc thường xuyên, theo yêu cầu",
    "overdue": "nhiệm vụ có đơn vị để quá hạn",
    "nobodys": "nhiệm vụ chưa giao đơn vị nào",
    "work_ended": "đầu việc, đơn vị đã kết thúc hoạt động",
    "met": "chỉ tiêu đạt",
    "not_met": "chỉ tiêu chưa đạt",
    "under_way": "chỉ tiêu đang thực hiện, chưa đến hạn",
    "carried": "đơn vị được tạm lấy số kỳ trước",
    "uncounted": "đơn vị gửi báo cáo chưa hợp lệ",
    "late_blamed": "đơn vị gửi báo cáo trễ hạn không có lý do",
    "below_target": "dịch vụ công có tỷ lệ tiếp nhận trực tuyến dưới chỉ tiêu",
    "section": "đơn vị có đủ số liệu của mục",
    "flow_compared": "số phát sinh kỳ trước của các đơn vị so sánh được",
    "flow_of_compared": "tổng số kỳ trước của các đơn vị so sánh được",
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

# How a number is worked out.
SUM_OF = "Cộng {count} số liệu"
SHARE_OF = "Tỷ lệ: {part} : {whole}"
UNITS_COUNTED = "Số đơn vị có số liệu trong: {figure}"
UNITS_OWED = "Số đơn vị phải báo cáo: {figure}"
NO_LONGER = "số liệu này không còn"
CARRIED = "lấy số của báo cáo kỳ {period}. {said}"
BY_TELEPHONE = "(đt) {said}"
SEALED_OTHERWISE = (
    "Báo cáo số {number} đã ban hành ghi {sealed}; dựng lại từ tệp lúc ban hành được {value}: khai "
    "báo đã đổi từ khi ban hành."
)
OTHERWISE_NOW = (
    "Báo cáo số {number} đã ban hành ghi {sealed}; theo tệp, ý kiến xử lý có đến nay là {value}."
)
MISSING = "chưa có số liệu của: {units}"
ADDED = "{parts} = {whole}"
ADDED_MANY = "cộng {count} số = {whole}"
DIVIDED = "{part} : {whole} = {share}"
PLUS = " + "
MINUS = " - "
OWN_ANSWER = "đơn vị báo cáo"
NOTHING = "không có trường hợp nào"
NOT_KNOWN = "chưa có số"

# The sheet of sources in a workbook.
SOURCES_TITLE = "NGUỒN CỦA TỪNG SỐ LIỆU (gõ mã vào lệnh trace để xem đến từng ô)"
SOURCE = "xem"
DATA_ROW = "dòng {row}"
WHOLE_ROW = "cả dòng"
ROW_SUMS = "từng số: cộng các ô của đơn vị"
SHEET_CELL = "{sheet}!{cell}"
ROW_OF_SHEET = "{sheet}!{first}:{last}"
OTHERS = "{said} và {count} nơi khác"
AT_PLACES = "; "
COUNT_OF_THINGS = "đếm {count}: {first}"
COUNT_OF_MORE = "đếm {count}: {first}; …"
OF_PERIODS = "cộng {count} số của {periods}"

# On the screen.
NOT_FOUND = "Không có số “{asked}” trong sổ tổng hợp, báo cáo {period}."
HOW_ASKED = (
    "Gõ số như in trong báo cáo (“1.234”, “86,47%”), mã số liệu, hoặc trang và ô của sổ tổng hợp "
    "(“Tổng hợp!E10”)."
)
NEAR = "Gần nhất có: {near}."
AS_ISSUED = "Truy theo số liệu niêm phong của báo cáo số {number} ngày {day}."
OUTDATED = (
    "Từ lần tổng hợp trước đã có tệp, ý kiến hoặc khai báo mới: số dưới đây tính theo tất cả đã "
    "nhận đến nay, văn bản trong output còn theo số cũ. Chạy: baocao06 merge {period}"
)
SEVERAL = "“{asked}” trong sổ tổng hợp, báo cáo {period} là {count} số liệu khác nhau:"
FOUND = "{number}. {text}: {words}"
ONE = "{text}: {words}"
NAME = "Mã số liệu: {name}"
MORE_PLACES = " (và {count} nơi khác)"
MORE_FOUND = "… và {count} số liệu nữa, có đủ trong tệp truy vết."
MORE_LINES = "  … và {count} dòng nữa, có đủ trong tệp truy vết."
MORE = "{indent}… và {count} mục nữa"
ASK_BY_NAME = 'Xem riêng một số: baocao06 trace {period} "{name}"'
PRINTED_AT = "  In tại {count} nơi:"
WORKED_OUT = "  Cách tính:"
STEP = "{sign}{value}: {words}"
NOTE = "({note})"
CELLS = "  Tất cả {count} ô, tệp của đơn vị có trong tệp truy vết."
SHEET = "{unit}: {file}, trang “{sheet}” (SHA-256 {sha256}…)"
FILE = "{unit}: {file} (SHA-256 {sha256}…)"
OF_CELLS = "{said} (từ {count} ô, tệp)"
AT_CELL = "{said} (ô {cell})"
PLACE_ON_SHEET = "{document}, trang “{sheet}”, ô {cell}: {words}"
PLACE_IN_REPORT = "{document}, {words}"
WRITTEN = "Đã ghi: {path}"

# The workbook of a trace.
SHEET_PLACES = "Nơi in"
SHEET_SUMS = "Cách tính"
SHEET_CELLS = "Ô số liệu"
PLACES_TITLE = "Truy vết “{asked}”: các nơi in"
SUMS_TITLE = "Truy vết “{asked}”: cách tính từng bước"
CELLS_TITLE = "Truy vết “{asked}”: từng ô trong tệp đơn vị gửi (bấm vào ô để mở đúng chỗ)"
LEVEL = "    "
KEPT = "collected/.archive/{folder}/{sha256}"

# Where a number is printed.
HEADINGS = " > "
TITLE_OF_REPORT = "trích yếu"
PARAGRAPH = "đoạn {number}"
IN_SENTENCE = "{way}: “{quoted}”"
ROW_ON_PAPER = "{appendix} ({title}), dòng “{row}”"
ROW_IN_CHART = "{appendix}, biểu đồ “{title}”, “{row}”"
ROW_ON_SHEET = "dòng “{row}”"
IN_COLUMN = "{row}, cột “{column}”"
IN_COLOUR = "{row}, “{column}”"
VERDICT = "dòng kết luận đủ số liệu"

# What a figure counts, one by one.
TASK_STANDS = "nhiệm vụ {mark}: {state}"
TASK_LATE = "nhiệm vụ {mark}: hạn {due}, tính đến {until}"
TASK_DUE = "nhiệm vụ {mark}: hạn {due}"
TASK_DOCUMENTS = "nhiệm vụ {mark}: {documents}"
TASK_PROGRESS = "nhiệm vụ {mark}: tỷ lệ hoàn thành (%)"
REPORT_STANDS = "báo cáo {period}: {state}"
VERSION = "lần gửi thứ {number}"
WEEK_THERE = "{period}: {count} báo cáo có hiệu lực"
WEEKS_LACK = "thiếu báo cáo tuần"
KEPT_UNTIL = "tính theo báo cáo {until}"
HALVES_COMPARED = "chỉ tiêu {number}: {first} và {second}"
POINTS_OF = "{count} lần × {each} điểm: {kind}"
MISSED_OF = "điểm hụt: {kind}"
EACH_GIVEN = "từng điểm do người có thẩm quyền quyết định: {kind}"
EACH_DECLARED = "mức điểm khai trong config.toml: {kind}"
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

_ADDED = 12  # numbers that are written out in a sum


def value_words(value: int | Fraction | None) -> str:
    """Write a number as documents do: a share as a percentage."""
    return figure_words(value, Shape.RATE if isinstance(value, Fraction) else Shape.COUNT)


def sum_words(part: Part) -> str:
    """Say how a number is worked out of its parts."""
    whole = value_words(part.value)
    if not part.parts:
        if part.where or not part.name:
            return OWN_ANSWER if part.name else ""
        return NOT_KNOWN if part.value is None else NOTHING
    if part.shares:
        counted, among = (value_words(one.value) for one in part.parts)
        return DIVIDED.format(part=counted, whole=among, share=whole)
    if len(part.parts) == 1 and part.parts[0].sign > 0:
        return part.parts[0].words
    if len(part.parts) > _ADDED:
        return ADDED_MANY.format(count=len(part.parts), whole=whole)
    said = terms_words([(one.value, one.sign) for one in part.parts])
    return ADDED.format(parts=said, whole=whole)


def terms_words(terms: Sequence[tuple[int | Fraction | None, int]]) -> str:
    """Write out what is added up, or taken away (-1)."""
    said = ""
    for value, sign in terms:
        between = (PLUS if sign > 0 else MINUS) if said or sign < 0 else ""
        said += between + value_words(value)
    return said
