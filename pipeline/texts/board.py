"""What the board says: the page that shows how an office stands, and hands it over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from pipeline.domain.period import Period, PeriodKind
from pipeline.domain.plan import TaskLine
from pipeline.texts.numbers import counted, instant, late_words, roman

LANGUAGE = "vi"
TITLE = "Bảng theo dõi báo cáo"
DRAWN = "Lập lúc {at}"
SKIP = "Đến nội dung chính"
CONTENTS = "Các mục"
STEPS = "Việc cần làm"
OUTPUTS = "Tệp kết quả"
FILTER = "Lọc theo đơn vị"
NOTHING_FOUND = "Không có đơn vị nào tên như vậy."
FOOTER = (
    "Trang này do chương trình baocao06 lập từ các tệp đã nhận và các ý kiến xử lý đã ghi; mở "
    "được khi không có mạng. Dùng nội bộ."
)

SECTIONS = {  # by id: the title, in the list of contents, and what is said where it is empty
    "ky": (
        "Các kỳ đang thu báo cáo",
        "Đang thu",
        "Theo khai báo của văn phòng, hiện không có đơn vị nào phải báo cáo.",
    ),
    "hoi": ("Chỗ cần sửa, cần hỏi lại", "Cần hỏi lại", "Không còn chỗ nào cần sửa hoặc hỏi lại."),
    "nop": ("Tình hình nộp báo cáo qua các kỳ", "Qua các kỳ", "Chưa có kỳ báo cáo nào."),
    "truc-tuyen": (
        "Tỷ lệ hồ sơ trực tuyến so với chỉ tiêu",
        "Trực tuyến",
        "Chưa có số liệu báo cáo tuần.",
    ),
    "nhiem-vu": (
        "Nhiệm vụ quá hạn, sắp đến hạn",
        "Nhiệm vụ",
        "Không có nhiệm vụ nào quá hạn hoặc đến hạn trong {days} ngày tới.",
    ),
    "ban-giao": ("Bàn giao công việc", "Bàn giao", ""),
    "tep": ("Tệp kết quả đã lập", "Tệp", "Chưa lập tệp kết quả nào."),
}

# --- a period against the clock ---

PERIOD = "Báo cáo {period}"
WINDOW = "Số liệu {window}"
DUE = "Hạn gửi: trước {deadline}"
LEFT = "còn {time} đến hạn"
PAST = "đã hết hạn {time}"
SENT = "{sent}/{owed} đơn vị đã có số liệu hợp lệ"
UNITS = "{count} đơn vị"
SIGNS = {  # of the map; their words stand beside them in the legend and in each cell
    "on_time": "✓",
    "late": "!",
    "undecided": "?",
    "missing": "✗",
    "invalid": "L",
    "carried": "K",
    "waiting": "…",
}
WORDS = {
    "on_time": "đúng hạn",
    "late": "trễ hạn",
    "undecided": "chưa rõ thời điểm nhận",
    "missing": "chưa gửi",
    "invalid": "đã gửi, chưa hợp lệ",
    "carried": "chưa gửi, tạm lấy số kỳ trước",
    "waiting": "chưa gửi, chưa đến hạn",
}
ASKS = "còn {count} chỗ cần hỏi lại"
ASKS_LEGEND = "số nhỏ: số chỗ còn phải hỏi lại"

# --- the numbers a leader reads first ---

TILE_SENT = "{period}: {clock}"
TILE_ASKS = "chỗ cần sửa, cần hỏi lại"
TILE_RATE = "hồ sơ trực tuyến, {period}; chỉ tiêu {target}"
TILE_RATE_ALONE = "hồ sơ trực tuyến, {period}"
TILE_OVERDUE = "nhiệm vụ quá hạn"

# --- the map ---

MAP_WEEKS = "Báo cáo tuần"
MAP_LONGER = "Báo cáo tháng và kỳ dài hơn"
MAP_ABOUT = (
    "Mỗi hàng một đơn vị, mỗi cột một kỳ, kỳ mới nhất ở bên phải; ô trống là đơn vị không phải "
    "báo cáo kỳ đó."
)
UNIT = "Đơn vị"
_SHORT = {
    PeriodKind.WEEK: "{number}",
    PeriodKind.MONTH: "T{number}",
    PeriodKind.QUARTER: "Q{roman}",
    PeriodKind.HALF_YEAR: "6T",
    PeriodKind.YEAR: "Năm",
}

# --- online rate ---

RATE_TITLE = "Biểu đồ tỷ lệ hồ sơ trực tuyến theo tuần"
RATE_ABOUT = (
    "Trong số hồ sơ tiếp nhận mới của tuần, tỷ lệ tiếp nhận trực tuyến; số liệu như ở sổ tổng "
    "hợp tuần."
)
RATE_SUMMARY = "Biểu đồ tỷ lệ hồ sơ trực tuyến {first} đến {last}: thấp nhất {low}, cao nhất {high}"
RATE_SUMMARY_TARGET = "{said}; chỉ tiêu {target}, đạt ở {met}/{weeks} tuần có số liệu"
RATE_TARGET = "Chỉ tiêu {target}"
RATE_HOLLOW = "Điểm rỗng: tuần chưa đủ báo cáo của các đơn vị."
RATE_TABLE = "Số liệu của biểu đồ"
RATE_HEADERS = ("Tuần", "Trực tuyến/tiếp nhận mới", "Tỷ lệ", "Số đơn vị")

# --- tasks ---

TASKS_ABOUT = (
    "Trạng thái theo báo cáo {period} (số liệu đến ngày {until}) và các báo cáo trước đó; số "
    "ngày tính đến lúc lập bảng này."
)
TASKS_NONE_YET = "Chưa có báo cáo tháng nào về nhiệm vụ."
OVERDUE_TITLE = "Đã quá hạn"
SOON_TITLE = "Đến hạn trong {days} ngày tới"
OVERDUE_DAYS = "quá hạn {days} ngày"
DUE_TODAY = "hạn là hôm nay"
DUE_DAYS = "còn {days} ngày"
TASK_SILENT = "{unit} (chưa báo cáo nhiệm vụ này)"

# --- handing over ---

OPEN_TITLE = "Việc còn mở"
OPEN_REFUSED = "Tệp chưa dùng được, không thuộc kỳ nêu trên: {file}. {message} {action}"
OPEN_NONE = "Không có việc nào khác đang mở."
OPEN_OBJECTION = (
    "{unit}, kỳ {period}: có ý kiến về điểm thi đua (“{words}”), chờ người có thẩm quyền quyết "
    "định; quyết định xong thì ghi bằng lệnh answer."
)
OPEN_UNSEALED = "Tệp đã ban hành {file} (kỳ {period}, số {number}) đã bị sửa hoặc không còn."
DEADLINES_TITLE = "Hạn sắp tới"
DEADLINES_HEADERS = ("Báo cáo", "Gửi trước", "Thời gian")
DEADLINES_NONE = "Không có hạn nào trong các kỳ tới."
DECIDED_TITLE = "Đã quyết định"
DECIDED_HEADERS = ("Số", "Nội dung", "Người quyết định", "Lý do", "Lúc ghi")
DECIDED_NONE = "Chưa có ý kiến xử lý nào."
ISSUED_TITLE = "Báo cáo đã ban hành"
ISSUED_HEADERS = ("Báo cáo", "Số", "Ngày", "Người ban hành")
ISSUED_NONE = "Chưa ban hành báo cáo nào."
COMMANDS_TITLE = "Lệnh dùng tiếp"
COMMANDS_HEADERS = ("Gõ lệnh", "Để làm gì")
COMMANDS = {
    "baocao06 merge": "nhận tệp mới trong collected/, kiểm tra, lập lại sổ tổng hợp và báo cáo",
    "baocao06 status": "xem ngay trên màn hình đơn vị nào đã gửi, chưa gửi",
    "baocao06 templates {period}": "tạo biểu mẫu {words} để gửi các đơn vị",
    "baocao06 board": "lập lại bảng này",
}

# --- files ---

FILES = {  # by how a name begins
    "bao-cao-": "Báo cáo",
    "tong-hop-": "Sổ tổng hợp",
    "tom-tat-": "Bản tóm tắt",
    "dieu-chinh-": "Báo cáo điều chỉnh",
    "truy-vet-": "Truy vết số liệu",
    "gui-bieu": "Gửi biểu cho đơn vị (thư mục)",
    "don-doc": "Đôn đốc (thư mục)",
    "tra-lai": "Biểu trả lại đơn vị (thư mục)",
    "da-nhan": "Phiếu đã nhận (thư mục)",
    "phieu-diem": "Phiếu điểm thi đua (thư mục)",
}
EARLIER_FILES = "Các kỳ trước"
WRITTEN = "Đã lập bảng theo dõi: {path}\nMở bằng trình duyệt; in ra giấy hoặc bàn giao được."


def file_words(path: str) -> str:
    """Say what a file is, by how its name begins; with its kind where it is no folder."""
    name = path.rstrip("/").rpartition("/")[2]
    for begins, said in FILES.items():
        if name.startswith(begins):
            return said if path.endswith("/") else f"{said} ({name.rpartition('.')[2]})"
    return name


def short_period(period: Period) -> str:
    """Name a period over a narrow column, its year left out: "24", "T5", "6T"."""
    return _SHORT[period.kind].format(number=period.number, roman=roman(period.number))


def clock_words(deadline: datetime, now: datetime) -> str:
    """Say how long it is to a deadline, or since."""
    if now < deadline:
        return LEFT.format(time=late_words(deadline - now))
    return PAST.format(time=late_words(now - deadline))


def drawn_words(now: datetime) -> str:
    """Say when the board was drawn."""
    return DRAWN.format(at=instant(now))


def days_words(due: date, today: date) -> str:
    """Say how many days a task is over its day, or has left."""
    late = (today - due).days
    if not late:
        return DUE_TODAY
    return (OVERDUE_DAYS if late > 0 else DUE_DAYS).format(days=counted(abs(late)))


def behind_words(lines: Sequence[TaskLine]) -> tuple[str, ...]:
    """Name the units a task waits for; one that said nothing of it is told apart."""
    return tuple(
        TASK_SILENT.format(unit=line.unit.short_name)
        if line.state.value == "not_reported"
        else line.unit.short_name
        for line in lines
        if line.unit
    )
