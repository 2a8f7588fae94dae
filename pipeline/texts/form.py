"""What a form says to the clerk who fills it, and above its signature."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from pipeline.domain.words import sign_mark
from pipeline.texts.numbers import WEEKDAYS, day, due_words, number
from pipeline.texts.tables import SIGNED

GUIDE_SHEET = "Hướng dẫn"
LEFT_OPEN = "…"  # unit and period of the blank master
PERIOD = "Kỳ báo cáo:"
DEADLINE = "Hạn gửi:"
RECEIVER = "Gửi về:"
NUMBER = "TT"
TOLD = {  # over what the plan asks of a row, by what the rows are
    "tasks": "Thời hạn, yêu cầu, vai trò của đơn vị",
    "flows": "Phải đạt",
    "stocks": "Phải đạt",
}
TASK_DEADLINE = "Thời hạn: {deadline}"
TASK_TARGET = "Phải đạt: {target}"
TASK_ROLE = "Vai trò: {role}"
TASK_REGISTER = "{help}"
ROLES = ("chủ trì", "thực hiện", "phối hợp")
TIMINGS = {  # where the plan has no words of its own
    "ongoing": "thường xuyên",
    "on-event": "khi phát sinh",
    "yearly": "hằng năm",
}
NO_DEADLINE = "Kế hoạch không nêu"
AGAINST_WEEKS = "đối chiếu: {first} đến {last}"
WEEKS_TOLD = (
    "Chỉ tiêu {numbers} được đối chiếu với tổng các báo cáo tuần có ngày kết thúc ({weekday}) nằm "
    "trong khoảng số liệu của kỳ{which}; số nhập vẫn tính từ ngày đầu đến ngày cuối khoảng số "
    "liệu, chênh lệch do tuần vắt qua hai kỳ thì ghi ở cột “{column}”."
)
WEEKS_WHICH = " (kỳ này: {first} đến {last}, {window})"
CHECK = "Kiểm tra"
BEFORE = "Kỳ trước: {last}. Các kỳ trước nữa: {more}."
BEFORE_NONE = "không có"  # of a period without a report of the unit
TOTAL = "Tổng số"
READY = "CÓ THỂ GỬI"
ERRORS_LEFT = ("CÒN ", " LỖI")  # around the number
ASKS_LEFT = ("CÒN ", " CHỖ CẦN GIẢI TRÌNH")
SEE_CHECK, SEE_SHEET = " – xem cột Kiểm tra", " – xem trang {sheet}"
UNFINISHED = "CHƯA NHẬP XONG: còn "
ROWS_LEFT, ANSWERS_LEFT = "dòng", "ô"  # after the number of what is left to fill in
ON_SHEET = " ở trang {sheet}"
NO_ACTIVITY_ANSWER = "CHƯA CHỌN: {question}"
ERROR = "LỖI: "
ASK = "HỎI: "
YET = "Chưa "  # begins what is only not filled in yet: it is no error
FINE = "Đạt"
BLANK = "Chưa nhập xong"
STOCKS_LEFT = "Chưa nhập {column}"
NOT_A_COUNT = "LỖI: nhập số nguyên từ 0"
NOT_A_DAY = "LỖI: ngày chưa đúng hoặc sau ngày cuối kỳ"
BAD_DAY = (
    "Ô này chỉ nhận ngày không sau ngày cuối kỳ, viết theo dạng ngày/tháng/năm, ví dụ 31/03/2023."
)
BAD_TEXT = "LỖI: ô chữ có lỗi công thức"
AROSE = "LỖI: báo “{none}” nhưng có số"
NOT_ANSWERED = "Chưa chọn"
NOT_LISTED = "LỖI: chọn trong danh sách"
NO_TEXT = "Chưa ghi nội dung"
TEXT_REFUSED = "LỖI: “{said}” không phải là nội dung mới"
REASON_REFUSED = "(ghi “{said}” thì chưa được)"  # after the words of the rule that asks for it
TEXT_BESIDE_NONE = "HỎI: đã chọn “{none}” nhưng có nội dung"
FIELD_BLANK = "Chưa nhập"
FIELD_UNCLEAR = "HỎI: “{said}” chưa rõ"
BAD_COUNT_TITLE = "Chưa đúng"
BAD_COUNT = "Ô này chỉ nhận số nguyên từ {least} đến {most}. Không có thì nhập 0."
BAD_LENGTH_TITLE = "Quá dài"
BAD_LENGTH = "Nội dung ở ô này không quá {limit} ký tự. Hãy viết gọn lại."
BAD_CHOICE_TITLE = "Chưa đúng"
BAD_CHOICE = "Hãy bấm mũi tên bên phải ô và chọn một dòng trong danh sách."
ACTIVITY_HELP = (
    "Cả kỳ không có hồ sơ nào thì chọn “{none}”; các dòng để trống khi đó được tính là 0."
)
NARRATIVE_TITLE = "NỘI DUNG BÁO CÁO VÀ NGƯỜI KÝ"
NARRATIVE_HEADERS = ("Mục", "Lựa chọn", "Nội dung", "Kiểm tra")
FIELD_HEADERS = ("Thông tin", "Trả lời", "Ghi chú", "Kiểm tra")
GUIDE_TITLE = "HƯỚNG DẪN LẬP BIỂU"
NOTHING_ASKED = "Kỳ này đơn vị không có nhiệm vụ, chỉ tiêu phải báo cáo; chỉ điền trang “{sheet}”."
RULES_TITLE = "Các phép kiểm tra trong biểu"
RULE_HEADERS = ("Mã", "Câu báo ở cột Kiểm tra", "Mức", "Cần làm", "Căn cứ")
SEVERITIES = {"error": "LỖI", "warning": "HỎI", "note": "Ghi nhận"}
ABOUT = "{item} – {column}"
SHARE_TOLD = "{target}\n(phần của đơn vị trong {whole} {measure} của Kế hoạch, chia theo {by})"
AND_MORE = "{about} (và {count} ô khác)"
MENDING_SHEET = "Cần sửa"
MENDING_TITLE = "NHỮNG CHỖ CẦN SỬA, CẦN GIẢI TRÌNH"
MENDING_SAID = (
    "Biểu này giữ nguyên số liệu đơn vị đã gửi. Bấm vào ô ở cột thứ ba để đến đúng chỗ; ô cần sửa "
    "được tô màu, kèm lời nhắc; sửa ô đó thì hết màu (ô đúng, chỉ ghi Giải trình thì còn màu).",
    "LỖI: phải sửa mới nhận được. HỎI: kiểm tra lại; sai thì sửa, đúng thì ghi lý do vào cột Giải "
    "trình.",
    "Sửa xong, lưu lại và gửi chính tệp này về; không phải xóa trang này, màu hay lời nhắc.",
)
MENDING_HEADERS = (
    *("TT", "Trang", "Ô", "Nội dung", "Mức", "Vấn đề"),
    *("Đã gửi", "Cần sửa thành, cần làm", "Căn cứ"),
)
SENT_BLANK = "(để trống)"
SENT_MORE = "; …"
SIGNED_ON = "{place}, ngày … tháng … năm {year}"
FILLED_BY = "NGƯỜI LẬP BIỂU"
FILLED_BY_HINT = "(Ký, ghi rõ họ tên)"
SIGNED_BY = "THỦ TRƯỞNG ĐƠN VỊ"
SIGNED_BY_HINT = "(Ký, đóng dấu, ghi rõ họ tên)"
OWN_TITLE = "………………………………"  # the signer's, to be written
SIGN_FOR, SIGN_BY_ORDER = "KT.", ("TL.", "TUQ.")
SIGN_MARKS = (SIGN_FOR, *SIGN_BY_ORDER, "Q.")
CHECK_CODE = "Mã kiểm tra số liệu: "
PAGE = "Trang &P/&N"


# What a rule says of an opening when the report it should go on from is not there.
GAP_MESSAGE = "{message} (số của báo cáo {known}; chưa có báo cáo {missing})"
GAP_ACTION = (
    "Số đầu kỳ phải là số cuối của {missing}, chưa có báo cáo: gửi báo cáo đó, hoặc sửa số, hoặc "
    "ghi rõ lý do ở cột Giải trình."
)
GAP_BRIEF = "Khác số {known}: cần giải trình"
GAP_GUIDE = (
    "Chưa có báo cáo {missing} của đơn vị, nên số đầu kỳ in sẵn là số cuối kỳ của báo cáo {known}. "
    "Nếu chưa đúng, nhập số đúng vào cột điều chỉnh và ghi lý do ở cột “Giải trình”."
)


def before_these(counts: Sequence[int | None]) -> str:
    """Say what the last reports counted, the newest first."""
    said = [BEFORE_NONE if count is None else number(count) for count in counts]
    return BEFORE.format(last=said[0], more="; ".join(said[1:]))


def signed_words(name: str, signed_as: str) -> str:
    """Name who signed, and how if not as the head: "Nguyễn Văn Mẫu (KT.)"."""
    mark = sign_mark(signed_as)
    return SIGNED.format(name=name, mark=mark) if name and mark else name


def deputy_title(title: str) -> str:
    """Return the title of a head's deputy: "PHÓ TRƯỞNG PHÒNG"."""
    return f"PHÓ {title}"


def before_words(deadline: datetime) -> str:
    """Say an exact deadline: "trước 09 giờ 00, thứ Ba, ngày 28/3/2023"."""
    weekday = WEEKDAYS[deadline.weekday()]
    if not (deadline.hour or deadline.minute):
        return f"trước {due_words(deadline)}"
    return f"trước {deadline:%H} giờ {deadline:%M}, {weekday}, ngày {day(deadline)}"
