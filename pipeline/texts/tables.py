"""What the workbook says: its sheets, headers and charts."""

from __future__ import annotations

from pipeline.domain.grid import Cell, Check, Number, Phrase
from pipeline.texts.numbers import UNKNOWN, figure_words

SHEET_COVER = "Bìa"
SHEET_APPENDIX = "Tổng hợp"
SHEET_UNITS = "Theo đơn vị"
SHEET_REASONS = "Nguyên nhân"
SHEET_NARRATIVES = "Nội dung"
SHEET_STANDINGS = "Tình trạng nộp"
SHEET_FINDINGS = "Vấn đề"
SHEET_VERSIONS = "Các lần gửi"
SHEET_DECISIONS = "Ý kiến xử lý"
SHEET_COMPARISON = "So sánh"
SHEET_CHARTS = "Biểu đồ"
SHEET_SOURCES = "Nguồn số liệu"
SHEET_DATA = "Dữ liệu"
SHEET_FACTS = "Số liệu"  # of an export
SHEETS_ACROSS = {"unit": "Theo đơn vị", "period": "Theo kỳ"}
SHEET_SAYS = {  # what each sheet holds, for the cover
    SHEET_APPENDIX: "Phụ lục tổng hợp theo lĩnh vực, dịch vụ công",
    SHEET_UNITS: "Số liệu cộng theo từng đơn vị, đối chiếu với trang Tổng hợp",
    SHEET_REASONS: "Nguyên nhân quá hạn, không tiếp nhận, trả lại theo lời đơn vị",
    SHEET_NARRATIVES: "Nội dung mới phát sinh theo lời đơn vị",
    SHEET_STANDINGS: "Đơn vị đúng hạn, trễ hạn, chưa gửi và căn cứ",
    SHEET_FINDINGS: "Lỗi, câu hỏi, ghi nhận trong tệp đơn vị gửi",
    SHEET_VERSIONS: "Khác nhau giữa các lần gửi của một đơn vị",
    SHEET_DECISIONS: "Ý kiến xử lý trong kỳ: ai, việc gì, lý do",
    SHEET_COMPARISON: "So với kỳ trước và lũy kế",
    SHEET_CHARTS: "Tỷ lệ trực tuyến so với chỉ tiêu; hồ sơ quá hạn theo đơn vị",
    SHEET_SOURCES: "Mã, cách tính, các nơi in của từng số liệu (dùng với lệnh trace)",
    SHEET_DATA: "Từng số liệu với tệp, trang, ô của nó",
}
SHEET_TASKS = "Nhiệm vụ"
SHEET_TASK_UNITS = "Nhiệm vụ từng đơn vị"
SHEET_REGISTERS = "Sổ đăng ký"
REGISTERS_TITLE = "Sổ đăng ký công trình, kế hoạch của các đơn vị"
SHEET_INDICATORS = "Chỉ tiêu"
SHEET_INDICATOR_UNITS = "Chỉ tiêu từng đơn vị"
SHEET_DIFFERENCES = "Đối chiếu"
SHEET_MERITS = "Thi đua"
PLAN_SHEET_SAYS = {  # the same for monthly, half-year and annual workbooks
    SHEET_TASKS: "Từng nhiệm vụ của Kế hoạch: ai làm, hạn nào, đến đâu, ai quá hạn",
    SHEET_TASK_UNITS: "Từng nhiệm vụ ở từng đơn vị: người, tiến độ, kết quả, khó khăn",
    SHEET_REGISTERS: "Công trình, kế hoạch của từng đơn vị: nội dung, văn bản, tình trạng",
    SHEET_INDICATORS: "Từng chỉ tiêu cộng các đơn vị, so với số phải đạt",
    SHEET_INDICATOR_UNITS: "Từng chỉ tiêu ở từng đơn vị, với tệp và ô của nó",
    SHEET_APPENDIX: "Dịch vụ công thiết yếu: cộng báo cáo các tuần trong kỳ",
    SHEET_DIFFERENCES: "Số kỳ dài khác với cộng các kỳ ngắn; tuần còn thiếu báo cáo",
    SHEET_MERITS: "Điểm, hạng thi đua và từng căn cứ tính điểm",
    SHEET_REASONS: "Giải trình theo lời đơn vị",
    SHEET_NARRATIVES: "Nội dung theo lời đơn vị",
    SHEET_STANDINGS: "Đơn vị đúng hạn, trễ hạn, chưa gửi và căn cứ",
    SHEET_FINDINGS: "Lỗi, câu hỏi, ghi nhận trong tệp đơn vị gửi",
    SHEET_VERSIONS: "Khác nhau giữa các lần gửi của một đơn vị",
    SHEET_DECISIONS: "Ý kiến xử lý trong kỳ: ai, việc gì, lý do",
    SHEET_CHARTS: "Tiến độ chỉ tiêu; nhiệm vụ; chấp hành chế độ báo cáo",
    SHEET_SOURCES: "Mã, cách tính, các nơi in của từng số liệu (dùng với lệnh trace)",
    SHEET_DATA: "Từng số liệu kỳ này và các tuần trong kỳ, với tệp, trang, ô của nó",
}
TASK_UNITS_TITLE = "NHIỆM VỤ Ở TỪNG ĐƠN VỊ"
BASIS_OF_TASK = "đo nhiệm vụ {number}"
BASIS_COUNTED = "đếm đơn vị đã hoàn thành nhiệm vụ {number}, không hỏi đơn vị"
PLAN_HALVES_TITLE = "So sánh hai nửa năm"
HALF_RATE = "{part}/{whole} ({rate})"
INDICATOR_UNITS_TITLE = "CHỈ TIÊU Ở TỪNG ĐƠN VỊ"
DIFFERENCES_TITLE = "ĐỐI CHIẾU SỐ LIỆU KỲ DÀI VỚI CỘNG CÁC KỲ NGẮN"
DIFFERENCES_SAID = (
    "Tuần tính vào kỳ có ngày cuối tuần. Chỉ đối chiếu khi đủ báo cáo các kỳ ngắn; "
    "chênh lệch được nêu cả hai số, không tự chọn số nào."
)
WEEKS_MISSING = "Tuần chưa có báo cáo hợp lệ: {weeks}."
MONTHS_MISSING = "Kỳ chưa có báo cáo hợp lệ nên không đối chiếu được: {months}."
ALL_WEEKS = "Đủ báo cáo tuần của các đơn vị trong {count} tuần của kỳ."
MERITS_TITLE = "THI ĐUA: ĐIỂM VÀ CĂN CỨ"
TASK_CHART = "Nhiệm vụ theo trạng thái"
TARGET_CHART = "Mức đạt so với chỉ tiêu phải đạt"
PUNCTUALITY_CHART = "Báo cáo đúng hạn, trễ hạn, thiếu theo đơn vị"
ADDED_CELLS = "{count} ô: {first}"
TITLE = "SỔ TỔNG HỢP {period}"
COMPLETE = "ĐỦ SỐ LIỆU: {sent}/{owed} đơn vị"
INCOMPLETE = "CHƯA ĐỦ SỐ LIỆU: {sent}/{owed} đơn vị"
STILL_MISSING = "Chưa có số liệu của: {units}"
STOOD_IN = "tạm lấy số kỳ trước của: {units}"
PARTED = "; "
_PART = " ("  # of a sheet that goes on with another: "Dữ liệu (2)"
AND_OTHERS = "{units} và {count} đơn vị khác (trang “{sheet}”)"
WINDOW = "Số liệu"
DEADLINE = "Hạn gửi"
BEFORE = "trước {deadline}"
MADE = "Lập lúc"
SIGNED_COPIES = "Bản ký"
COPIES_COMPLETE = "đã có của mọi báo cáo đã nhận"
COPIES_MISSING = "còn thiếu của {units}"
NO_SIGNED_COPY = "chưa có"
KEY_FIGURES = "Số liệu chính"
PUNCTUALITY = "Tình trạng nộp"
CONTENTS = "Các trang"
COVERAGE = "Số liệu của {coverage} đơn vị"
COVERAGE_STOOD_IN = COVERAGE + " và số kỳ trước tạm lấy"
UNIT = "Đơn vị báo cáo"
COUNTED = "Số đơn vị"
NOTHING = "{unit} (không phát sinh)"
COUNTED_BY = "{coverage} đơn vị"  # of a service that several count
SAME_AS_APPENDIX = "Đối chiếu với trang Tổng hợp"
AGREES = "khớp"
DIFFERS = "LỆCH"
STANDING = "Tình trạng"
UNITS_TITLE = "SỐ LIỆU THEO ĐƠN VỊ"
REASONS_TITLE = "NGUYÊN NHÂN, LÝ DO THEO BÁO CÁO CỦA ĐƠN VỊ"
NARRATIVES_TITLE = "NỘI DUNG MỚI PHÁT SINH THEO BÁO CÁO CỦA ĐƠN VỊ"
STANDINGS_TITLE = "TÌNH TRẠNG NỘP BÁO CÁO"
SIGNED = "{name} ({mark})"
FINDINGS_TITLE = "VẤN ĐỀ TRONG TỆP ĐƠN VỊ GỬI (bấm vào ô để mở đúng chỗ)"
VERSIONS_TITLE = "KHÁC NHAU GIỮA CÁC LẦN GỬI"
DECISIONS_TITLE = "Ý KIẾN XỬ LÝ TRONG KỲ"
CARRIED = "{unit} (số kỳ trước)"
COMPARISON_TITLE = "SO SÁNH VỚI KỲ TRƯỚC"
COMPARED = (
    "Kỳ trước: {period}. Chỉ tính {coverage} đơn vị có báo cáo cả hai kỳ, để thiếu báo cáo "
    "không bị hiểu là giảm."
)
NO_COMPARISON = "Không có đơn vị nào có báo cáo ở cả kỳ này và kỳ trước ({period})."
CUMULATIVE_TITLE = "LŨY KẾ TỪ NGÀY {since} ĐẾN NGÀY {until}"
CUMULATIVE = (
    "Cộng số phát sinh của {count} tuần có báo cáo ({reports}/{owed} lượt báo cáo tuần của các "
    "đơn vị); số tồn không cộng dồn."
)
CUMULATIVE_GAPS = "Chưa đủ báo cáo của tất cả các đơn vị, các tuần."
RATE_CHART = "Tỷ lệ hồ sơ trực tuyến theo đơn vị ({coverage} đơn vị)"
OVERDUE_CHART = "Hồ sơ quá hạn theo đơn vị ({coverage} đơn vị)"
CHARTED = "Số liệu của {coverage} đơn vị."
NOT_CHARTED = "Số liệu của {coverage} đơn vị; chưa có số liệu: {units}."
TARGET = "Chỉ tiêu {target}"
CHARTS_TITLE = "BIỂU ĐỒ"
NONE = "Không có."
PAGE = "Trang &P/&N"
UNKNOWN_FIGURE = UNKNOWN
PLACE = "{file}, trang “{sheet}”, ô {cell}"


def sheet_part(name: str, number: int) -> str:
    """Name a sheet that goes on with another; the first has its own name."""
    return name if number == 1 else f"{name}{_PART}{number})"


def whole_sheet(name: str) -> str:
    """Return the name of the sheet that one is a part of."""
    return name.partition(_PART)[0]


def cell_words(cell: Cell | None) -> str:
    """Say what a cell of a table holds, as words; one that is not there says nothing."""
    if cell is None:
        return ""
    if isinstance(cell, Number):
        return figure_words(cell.value, cell.shape) + cell.mark
    if isinstance(cell, Phrase):
        return "".join(map(cell_words, cell.parts))
    if isinstance(cell, Check):
        return AGREES if cell.agrees else DIFFERS
    return cell.text
