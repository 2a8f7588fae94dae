"""What stands over the columns of tables, by column, in their order."""

from __future__ import annotations

_COUNTED = {
    "opening": "Đầu kỳ",
    "flow": "Trong kỳ",
    "closing": "Lũy kế, hiện trạng",
    "flow_of": "Tổng số trong kỳ",
    "closing_of": "Tổng số lũy kế, hiện trạng",
}
TASKS = {
    "number": "Số mục",
    "task": "Nhiệm vụ",
    "who": "Chủ trì, thực hiện; phối hợp",
    "deadline_said": "Thời hạn theo Kế hoạch",
    "day": "Ngày",
    "mark": "Số mục",
    "title": "Nhiệm vụ",
    "given": "Chủ trì, thực hiện",
    "until": "Thời hạn",
    "outcome": "Kết quả",
    "quantity": "Số lượng, chỉ tiêu",
    "result": "Kết quả",
    "behind": "Quá hạn, chưa có báo cáo",
}
TASK_UNITS = {
    "number": "Số mục",
    "task": "Nhiệm vụ",
    "unit": "Đơn vị",
    "until": "Thời hạn",
    "state": "Trạng thái",
    "progress": "Tỷ lệ hoàn thành (%)",
    "days": "Số ngày quá hạn",
    "done_on": "Ngày hoàn thành",
    "person": "Người phụ trách",
    "result": "Kết quả",
    "documents": "Văn bản",
    "difficulty": "Khó khăn, trách nhiệm",
    "as_of": "Theo báo cáo kỳ",
}
REGISTERS = {
    "register": "Sổ",
    "unit": "Đơn vị",
    "work": "Nội dung",
    "document": "Văn bản",
    "document_number": "Số, ký hiệu",
    "document_day": "Ngày",
    "state": "Tình trạng",
    "as_of": "Theo báo cáo kỳ",
}
INDICATORS = {
    "number": "Số",
    "name": "Chỉ tiêu",
    "marked_name": "Chỉ tiêu",
    "code": "Mã",
    "measure": "Đơn vị tính",
    **_COUNTED,
    "reported": "Trong kỳ, hiện trạng",
    "whole": "Tổng số",
    "rate": "Tỷ lệ",
    "cumulative": "Lũy kế",
    "judged": "Phải đạt, đánh giá",
    "target": "Phải đạt",
    "verdict": "Đánh giá",
    "before": "Kỳ trước (lũy kế)",
    "per_week": "Cần mỗi tuần",
    "coverage": "Số đơn vị",
    "marked_coverage": "Số đơn vị",
    "first_half": "6 tháng đầu năm",
    "second_half": "6 tháng cuối năm",
    "halves_coverage": "Số đơn vị (so hai nửa năm)",
    "basis": "Căn cứ",
}
INDICATOR_UNITS = {
    "number": "Số",
    "name": "Chỉ tiêu",
    "code": "Mã",
    "unit": "Đơn vị",
    **_COUNTED,
    "rate": "Tỷ lệ",
    "share": "Phần phải đạt",
    "left": "Còn",
    "reached_on": "Theo tiến độ này, đạt ngày",
    "as_of": "Theo báo cáo kỳ",
    "file": "Tệp",
    "sheet": "Trang",
    "cell": "Ô",
}
HALVES = {
    "number": "Số",
    "name": "Chỉ tiêu",
    "measure": "Đơn vị tính",
    "first": "6 tháng đầu năm",
    "first_rate": "Tỷ lệ",
    "second": "6 tháng cuối năm",
    "second_rate": "Tỷ lệ",
    "change": "Tăng (+), giảm (-)",
    "coverage": "Số đơn vị",
}
UNITS = {
    "rank": "Hạng",
    "unit": "Đơn vị",
    "report_on_time": "Số báo cáo trong kỳ: đúng hạn",
    "report_late": "Số báo cáo trong kỳ: trễ hạn",
    "report_missing": "Số báo cáo trong kỳ: thiếu, không hợp lệ",
    "task_on_time": "Việc đến hạn trong kỳ: đúng hạn",
    "task_overdue": "Việc hết hạn trong kỳ: chậm, quá hạn",
    "target_met": "Chỉ tiêu của đơn vị: đạt",
    "target_missed": "Chỉ tiêu của đơn vị: chưa đạt",
    "missed": "Điểm hụt",
    "score": "Điểm đạt/điểm tối đa",
}
SLIP = {"words": "Ý kiến của đơn vị"}
MERITS = {
    "rank": "Hạng",
    "unit": "Đơn vị",
    "score": "Điểm đạt/điểm tối đa",
    "kind": "Nội dung",
    "times": "Số lần",
    "each": "Mỗi lần",
    "points": "Điểm",
    "missed": "Điểm hụt",
    "evidence": "Căn cứ",
}
DIFFERENCES = {
    "unit": "Đơn vị",
    "subject": "Chỉ tiêu",
    "column": "Cột",
    "stated": "Báo cáo kỳ này",
    "stated_at": "Ô",
    "added": "Cộng các kỳ ngắn",
    "added_at": "Các ô được cộng",
    "difference": "Chênh lệch",
    "periods": "Gồm",
}
EXPLANATIONS = {"unit": "Đơn vị", "file": "Tệp", "said": "Giải trình", "cell": "Ô"}
KEY_FIGURES = {"name": "Chỉ tiêu", "value": "Số liệu", "coverage": "Số đơn vị"}
STATE_BARS = {
    "state": "Trạng thái",
    "dated": "Đầu việc có thời hạn",
    "undated": "Đầu việc thường xuyên, theo yêu cầu",
}
TARGET_BARS = {"name": "Chỉ tiêu", "level": "Mức đạt", "goal": "Phải đạt"}
REACHED_BARS = {"name": "Chỉ tiêu", "reached": "Mức đạt so với chỉ tiêu phải đạt"}
PUNCTUALITY_BARS = {
    "unit": "Đơn vị",
    "report_on_time": "Đúng hạn",
    "report_late": "Trễ hạn",
    "report_missing": "Thiếu, không hợp lệ",
}
CORRECTION = {
    "number": "TT",
    "line": "Nội dung",
    "figure": "Số liệu",
    "measure": "Đơn vị tính",
    "old": "Số đã báo cáo",
    "new": "Số điều chỉnh",
}
REASONS = {
    "about": "Nội dung",
    "unit": "Đơn vị",
    "subject": "Dịch vụ công",
    "count": "Số hồ sơ",
    "said": "Lời đơn vị",
    "source": "Nguồn",
}
NARRATIVES = {
    "subject": "Mục",
    "unit": "Đơn vị",
    "said": "Lời đơn vị",
    "source": "Nguồn",
}
STANDINGS = {
    "unit": "Đơn vị",
    "standing": "Tình trạng",
    "earliest": "Nhận không sớm hơn",
    "latest": "Nhận không muộn hơn",
    "decided": "Xác nhận",
    "file": "Tệp đang dùng",
    "versions": "Số lần gửi",
    "filled_by": "Người lập",
    "signed_by": "Người ký",
    "signed_copy": "Bản ký",
    "contact": "Đầu mối liên hệ",
    "official_code": "Mã ĐVHC",
}
FINDINGS = {
    "unit": "Đơn vị",
    "severity": "Mức",
    "code": "Mã",
    "file": "Tệp",
    "sheet": "Trang",
    "cell": "Ô",
    "message": "Vấn đề",
    "action": "Cần làm",
}
VERSIONS = {
    "unit": "Đơn vị",
    "before": "Bản trước",
    "after": "Bản sau",
    "subject": "Dịch vụ công, mục",
    "column": "Cột",
    "cell": "Ô",
    "old": "Trước",
    "new": "Sau",
}
DECISIONS = {
    "number": "Số",
    "what": "Nội dung",
    "by": "Người cho ý kiến",
    "why": "Lý do",
    "decided_at": "Lúc ghi",
}
COMPARISON = {
    "column": "Chỉ tiêu",
    "now": "Kỳ này",
    "before": "Kỳ trước",
    "change": "Tăng (+), giảm (-)",
    "share": "Tỷ lệ",
}
CUMULATIVE = {
    "column": "Chỉ tiêu",
    "sum": "Lũy kế",
}
DATA = {
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
SOURCE = "Nguồn"
SOURCES = {
    "name": "Mã số liệu",
    "words": "Là số liệu gì",
    "text": "Số in",
    "sum": "Cách tính",
    "places": "Các nơi in",
    "data": "Dữ liệu",
}
TRACED_PLACES = {
    "number": "Số thứ tự",
    "text": "Số in",
    "name": "Mã số liệu",
    "words": "Là số liệu gì",
    "document": "Văn bản",
    "place": "Nơi in",
    "sheet": "Trang",
    "cell": "Ô",
    "notes": "Ghi chú",
}
TRACED_SUMS = {
    "number": "Số thứ tự",
    "level": "Bậc",
    "words": "Số liệu, thành phần",
    "value": "Giá trị",
    "sum": "Cách tính",
    "name": "Mã số liệu",
    "notes": "Ghi chú",
}
TRACED_CELLS = {
    "number": "Số thứ tự",
    "period": "Kỳ",
    "unit": "Mã đơn vị",
    "unit_name": "Đơn vị",
    "words": "Nội dung",
    "value": "Giá trị",
    "file": "Tệp",
    "sheet": "Trang",
    "cell": "Ô",
    "sha256": "SHA-256 của tệp",
    "kept": "Bản gốc lưu tại",
    "notes": "Ghi chú",
}
HANDED_NUMBERS = {
    "number": "Số thứ tự",
    "file": "Tệp nộp",
    "sheet": "Trang",
    "cell": "Ô",
    "row": "Dòng",
    "column": "Cột",
    "value": "Số nộp",
    "coverage": "Số đơn vị",
    "missing": "Chưa có của",
    "name": "Mã số liệu",
    "notes": "Ghi chú",
}
HANDED_CELLS = {id: said for id, said in TRACED_CELLS.items() if id != "kept"}
PLAN_DATA = {"number": "Số", "service": "Mã", "service_name": "Nội dung"}
COVER_STANDINGS = {
    "standing": "Tình trạng",
    "count": "Số đơn vị",
    "units": "Đơn vị",
}
