"""What the Word report says by itself, beside its wording."""

from __future__ import annotations

from pipeline.texts.numbers import roman

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
NUMBER = "Số: {number}/{symbol}"
DATE = "ngày {day} tháng {month} năm {year}"
PHRASES_BEGIN = ("theo", "trong", "của", "về", "tại", "trên", "thực", "ngày")
TO = "Kính gửi:"
RECIPIENTS = "Nơi nhận:"
APPENDIX = "Phụ lục"
ATTACHED = "(Kèm theo Báo cáo số {number}/{symbol} {date} của {office})"
INTERNAL = "Tài liệu nội bộ"
WINDOW = "(Số liệu {window})"
TT = "TT"
SERVICE = "Tên dịch vụ công"
CATALOGUE = "{count} dịch vụ công thiết yếu"
COVERAGE = "{label} ({coverage} đơn vị)"
CARRIED = "{label} (*)"
PARTIAL_NOTE = (
    "(*) Đơn vị thiếu báo cáo tuần: số trong kỳ là tổng các tuần đã báo cáo; “–” là chưa có số, "
    "do thiếu báo cáo tuần đầu kỳ hoặc cuối kỳ."
)
SERVICES_NOTE = (
    "Số liệu cộng từ báo cáo của các đơn vị theo từng dịch vụ công; “–” là chưa có số liệu hoặc "
    "không có hồ sơ để tính tỷ lệ."
)
UNREPORTED = "số {number} ({name})"
UNREPORTED_NOTE = "Ghi chú: dịch vụ công {services} không có đơn vị nào báo cáo."
KEPT = "{label} (**)"
KEPT_NOTE = (
    "(**) Lũy kế gồm số đã báo cáo ở kỳ trước của đơn vị chưa báo cáo kỳ này hoặc đã kết thúc "
    "hoạt động."
)
ONLY_SUMS_NOTE = (
    "Bảng đầy đủ có {count} dòng: phụ lục in các dòng cộng, từng dòng xem trang “{sheet}” của sổ "
    "tổng hợp."
)
ROWS_IN_BOOK = "Bảng có {count} dòng, xem trang “{sheet}” của sổ tổng hợp."
PHONED_NOTE = "(đt) Số đơn vị sửa qua điện thoại, chờ bản ký."
CARRIED_NOTE = "(*) Có số liệu kỳ trước của đơn vị chưa gửi báo cáo."
OUTLINE, OUTLINE_ENDS = "Mục ", ":"  # around the number a section has in an outline
WRITTEN_OUT = "{full} ({short})"
STATES = {
    "not_reported": "chưa có báo cáo",
    "no_reporter": "không có đơn vị nào báo cáo",
}
DECREE_BROKEN = (
    "Dừng lại, chưa ghi gì: báo cáo chưa đúng thể thức Nghị định 30/2020/NĐ-CP, Phụ lục I: {rules}."
)


def headed(title: str) -> str:
    """Return a section's title as a heading: what follows the number it has in an outline."""
    of = title.partition(OUTLINE_ENDS)[2].strip() if title.startswith(OUTLINE) else ""
    return of[:1].upper() + of[1:] if of else title


def appendix_name(number: int, of: int) -> str:
    """Name an appendix; the only one has no number."""
    return APPENDIX + (f" {roman(number)}" if of > 1 else "")
