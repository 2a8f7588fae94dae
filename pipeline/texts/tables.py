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
SHEET_DATA = "Dữ liệu"
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
    SHEET_DATA: "Từng số liệu với tệp, trang, ô của nó",
}
SHEET_TASKS = "Nhiệm vụ"
SHEET_TASK_UNITS = "Nhiệm vụ từng đơn vị"
SHEET_INDICATORS = "Chỉ tiêu"
SHEET_INDICATOR_UNITS = "Chỉ tiêu từng đơn vị"
SHEET_DIFFERENCES = "Đối chiếu"
SHEET_MERITS = "Thi đua"
PLAN_SHEET_SAYS = {  # the same for monthly, half-year and annual workbooks
    SHEET_TASKS: "Từng nhiệm vụ của Kế hoạch: ai làm, hạn nào, đến đâu, ai quá hạn",
    SHEET_TASK_UNITS: "Từng nhiệm vụ ở từng đơn vị: người, tiến độ, kết quả, khó khăn",
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
}
TASKS_TITLE = "THEO DÕI THỰC HIỆN NHIỆM VỤ CỦA KẾ HOẠCH"
TASK_HEADERS = (
    "Số mục",
    "Nhiệm vụ",
    "Chủ trì, thực hiện; phối hợp",
    "Thời hạn theo Kế hoạch",
    "Ngày",
    "Số lượng, chỉ tiêu",
    "Kết quả",
    "Quá hạn, chưa có báo cáo",
)
TASK_UNITS_TITLE = "NHIỆM VỤ Ở TỪNG ĐƠN VỊ"
TASK_UNIT_HEADERS = (
    "Số mục",
    "Nhiệm vụ",
    "Đơn vị",
    "Thời hạn theo Kế hoạch",
    "Trạng thái",
    "Tỷ lệ hoàn thành (%)",
    "Số ngày quá hạn",
    "Ngày hoàn thành",
    "Người phụ trách",
    "Kết quả",
    "Văn bản",
    "Khó khăn, trách nhiệm",
    "Theo báo cáo kỳ",
)
INDICATORS_TITLE = "KẾT QUẢ THỰC HIỆN CHỈ TIÊU"
INDICATOR_HEADERS = (
    "Số",
    "Chỉ tiêu",
    "Mã",
    "Đơn vị tính",
    "Đầu kỳ",
    "Trong kỳ",
    "Lũy kế, hiện trạng",
    "Mẫu số trong kỳ",
    "Mẫu số lũy kế, hiện trạng",
    "Tỷ lệ",
    "Phải đạt",
    "Đánh giá",
    "Kỳ trước (lũy kế)",
    "Cần mỗi tuần",
    "Số đơn vị",
)
INDICATOR_BASIS = "Căn cứ"
BASIS_OF_TASK = "đo nhiệm vụ {number}"
PLAN_HALVES_TITLE = "So sánh hai nửa năm"
PLAN_HALVES_HEADERS = (
    "Số",
    "Chỉ tiêu",
    "Đơn vị tính",
    "6 tháng đầu năm",
    "Tỷ lệ",
    "6 tháng cuối năm",
    "Tỷ lệ",
    "Tăng (+), giảm (-)",
    "Số đơn vị",
)
HALVES_HEADERS = ("6 tháng đầu năm", "6 tháng cuối năm", "Số đơn vị (so hai nửa năm)")
HALF_RATE = "{part}/{whole} ({rate})"
INDICATOR_UNITS_TITLE = "CHỈ TIÊU Ở TỪNG ĐƠN VỊ"
INDICATOR_UNIT_HEADERS = (
    "Số",
    "Chỉ tiêu",
    "Mã",
    "Đơn vị",
    "Đầu kỳ",
    "Trong kỳ",
    "Lũy kế, hiện trạng",
    "Mẫu số trong kỳ",
    "Mẫu số lũy kế, hiện trạng",
    "Tỷ lệ",
    "Tệp",
    "Trang",
    "Ô",
)
DIFFERENCES_TITLE = "ĐỐI CHIẾU SỐ LIỆU KỲ DÀI VỚI CỘNG CÁC KỲ NGẮN"
DIFFERENCES_SAID = (
    "Tuần tính vào kỳ có ngày cuối tuần. Chỉ đối chiếu khi đủ báo cáo các kỳ ngắn; "
    "chênh lệch được nêu cả hai số, không tự chọn số nào."
)
DIFFERENCE_HEADERS = (
    "Đơn vị",
    "Chỉ tiêu",
    "Cột",
    "Báo cáo kỳ này",
    "Ô",
    "Cộng các kỳ ngắn",
    "Các ô được cộng",
    "Chênh lệch",
    "Gồm",
)
WEEKS_MISSING = "Tuần chưa có báo cáo hợp lệ: {weeks}."
MONTHS_MISSING = "Kỳ chưa có báo cáo hợp lệ nên không đối chiếu được: {months}."
ALL_WEEKS = "Đủ báo cáo tuần của các đơn vị trong {count} tuần của kỳ."
MERITS_TITLE = "THI ĐUA: ĐIỂM VÀ CĂN CỨ"
MERIT_HEADERS = (
    "Hạng",
    "Đơn vị",
    "Điểm đạt/điểm tối đa",
    "Nội dung",
    "Số lần",
    "Mỗi lần",
    "Điểm",
    "Căn cứ",
)
TASK_CHART = "Nhiệm vụ theo trạng thái"
TARGET_CHART = "Mức đạt so với chỉ tiêu phải đạt"
CHART_PART = "{title} ({part}/{parts})"
PUNCTUALITY_CHART = "Báo cáo đúng hạn, trễ hạn, thiếu theo đơn vị"
STATE_HEADERS = ("Trạng thái", "Số lượt (nhiệm vụ × đơn vị)")
TARGET_HEADERS = ("Chỉ tiêu", "Mức đạt", "Phải đạt")
PUNCTUAL_HEADERS = ("Đơn vị", "Đúng hạn", "Trễ hạn", "Thiếu, không hợp lệ")
ADDED_CELLS = "{count} ô: {first}"
TITLE = "SỔ TỔNG HỢP {period}"
COMPLETE = "ĐỦ SỐ LIỆU: {sent}/{owed} đơn vị"
INCOMPLETE = "CHƯA ĐỦ SỐ LIỆU: {sent}/{owed} đơn vị"
STILL_MISSING = "Chưa có số liệu của: {units}"
WINDOW = "Số liệu"
DEADLINE = "Hạn gửi"
BEFORE = "trước {deadline}"
MADE = "Lập lúc"
KEY_FIGURES = "Số liệu chính"
FIGURE_COLUMNS = {
    "name": "Chỉ tiêu",
    "value": "Số liệu",
    "coverage": "Số đơn vị",
}
PUNCTUALITY = "Tình trạng nộp"
PUNCTUALITY_COLUMNS = {
    "standing": "Tình trạng",
    "count": "Số đơn vị",
    "units": "Đơn vị",
}
CONTENTS = "Các trang"
COVERAGE = "Số liệu của {coverage} đơn vị"
UNIT = "Đơn vị báo cáo"
COUNTED = "Số đơn vị"
NOTHING = "{unit} (không phát sinh)"
SAME_AS_APPENDIX = "Đối chiếu với trang Tổng hợp"
AGREES = "khớp"
DIFFERS = "LỆCH"
STANDING = "Tình trạng"
UNITS_TITLE = "SỐ LIỆU THEO ĐƠN VỊ"
REASONS_TITLE = "NGUYÊN NHÂN, LÝ DO THEO BÁO CÁO CỦA ĐƠN VỊ"
REASON_COLUMNS = {
    "about": "Nội dung",
    "unit": "Đơn vị",
    "subject": "Dịch vụ công",
    "count": "Số hồ sơ",
    "said": "Lời đơn vị",
    "source": "Nguồn",
}
NARRATIVES_TITLE = "NỘI DUNG MỚI PHÁT SINH THEO BÁO CÁO CỦA ĐƠN VỊ"
NARRATIVE_COLUMNS = {
    "subject": "Mục",
    "unit": "Đơn vị",
    "said": "Lời đơn vị",
    "source": "Nguồn",
}
STANDINGS_TITLE = "TÌNH TRẠNG NỘP BÁO CÁO"
STANDING_COLUMNS = {
    "unit": "Đơn vị",
    "standing": "Tình trạng",
    "earliest": "Nhận không sớm hơn",
    "latest": "Nhận không muộn hơn",
    "decided": "Xác nhận",
    "file": "Tệp đang dùng",
    "versions": "Số lần gửi",
    "filled_by": "Người lập",
    "signed_by": "Người ký",
    "contact": "Đầu mối liên hệ",
    "official_code": "Mã ĐVHC",
}
SIGNED = "{name} ({mark})"
FINDINGS_TITLE = "VẤN ĐỀ TRONG TỆP ĐƠN VỊ GỬI (bấm vào ô để mở đúng chỗ)"
FINDING_COLUMNS = {
    "unit": "Đơn vị",
    "severity": "Mức",
    "code": "Mã",
    "file": "Tệp",
    "sheet": "Trang",
    "cell": "Ô",
    "message": "Vấn đề",
    "action": "Cần làm",
}
VERSIONS_TITLE = "KHÁC NHAU GIỮA CÁC LẦN GỬI"
VERSION_COLUMNS = {
    "unit": "Đơn vị",
    "before": "Bản trước",
    "after": "Bản sau",
    "subject": "Dịch vụ công, mục",
    "column": "Cột",
    "cell": "Ô",
    "old": "Trước",
    "new": "Sau",
}
DECISIONS_TITLE = "Ý KIẾN XỬ LÝ TRONG KỲ"
DECISION_COLUMNS = {
    "number": "Số",
    "what": "Nội dung",
    "by": "Người cho ý kiến",
    "why": "Lý do",
    "decided_at": "Lúc ghi",
}
CARRIED = "{unit} (số kỳ trước)"
COMPARISON_TITLE = "SO SÁNH VỚI KỲ TRƯỚC"
COMPARED = (
    "Kỳ trước: {period}. Chỉ tính {coverage} đơn vị có báo cáo cả hai kỳ, để thiếu báo cáo "
    "không bị hiểu là giảm."
)
NO_COMPARISON = "Không có đơn vị nào có báo cáo ở cả kỳ này và kỳ trước ({period})."
COMPARISON_COLUMNS = {
    "column": "Chỉ tiêu",
    "now": "Kỳ này",
    "before": "Kỳ trước",
    "change": "Tăng (+), giảm (-)",
    "share": "Tỷ lệ",
}
CUMULATIVE_TITLE = "LŨY KẾ TỪ NGÀY {since} ĐẾN NGÀY {until}"
CUMULATIVE = (
    "Cộng số phát sinh của {count} tuần có báo cáo ({reports}/{owed} lượt báo cáo tuần của các "
    "đơn vị); số tồn không cộng dồn."
)
CUMULATIVE_GAPS = "Chưa đủ báo cáo của tất cả các đơn vị, các tuần."
CUMULATIVE_COLUMNS = {
    "column": "Chỉ tiêu",
    "sum": "Lũy kế",
}
RATE_CHART = "Tỷ lệ hồ sơ trực tuyến theo đơn vị ({coverage} đơn vị)"
OVERDUE_CHART = "Hồ sơ quá hạn theo đơn vị ({coverage} đơn vị)"
CHARTED = "Số liệu của {coverage} đơn vị."
NOT_CHARTED = "Số liệu của {coverage} đơn vị; chưa có số liệu: {units}."
TARGET = "Chỉ tiêu {target}"
CHARTS_TITLE = "BIỂU ĐỒ"
NONE = "Không có."
DATA_COLUMNS = {
    "period": "Kỳ",
    "unit": "Mã đơn vị",
    "unit_name": "Đơn vị",
    "number": "Số DVC",
    "service": "Mã DVC",
    "service_name": "Dịch vụ công",
    "column": "Mã cột",
    "column_name": "Cột",
    "value": "Giá trị",
    "raw": "Đã gõ",
    "file": "Tệp",
    "sheet": "Trang",
    "cell": "Ô",
}
PAGE = "Trang &P/&N"
UNKNOWN_FIGURE = UNKNOWN
PLACE = "{file}, trang “{sheet}”, ô {cell}"
EXPLANATION_HEADERS = ("Đơn vị", "Tệp", "Giải trình", "Ô")


def cell_words(cell: Cell | None) -> str:
    """Say what a cell of a table holds, as words; one that is not there says nothing."""
    if cell is None:
        return ""
    if isinstance(cell, Number):
        return figure_words(cell.value, cell.shape)
    if isinstance(cell, Phrase):
        return "".join(map(cell_words, cell.parts))
    if isinstance(cell, Check):
        return AGREES if cell.agrees else DIFFERS
    return cell.text
