"""What a receipt says."""

from __future__ import annotations

from datetime import datetime

from pipeline.texts.numbers import instant

TITLE = "ĐÃ NHẬN BÁO CÁO"
UNIT, PERIOD, DEADLINE = "Đơn vị", "Kỳ báo cáo", "Hạn gửi"
FILE, HASH = "Tệp", "Mã băm SHA-256"
RECEIVED, IN_FORCE, STANDING = "Thời điểm nhận", "Bản đang dùng", "Tình trạng"
PERIOD_OF = "{period} ({window})"
BEFORE = "trước {deadline}"
VERSION = "bản thứ {number} trong {count} bản đã gửi"
ONLY_VERSION = "bản duy nhất đã gửi"
AT, BETWEEN, NOT_AFTER = "{at}", "trong khoảng {earliest} đến {latest}", "chậm nhất {latest}"
READ = "Số liệu đã đọc"
TASKS = "Nhiệm vụ {state}"
FLOW = "{flow} (lũy kế {closing})"
OF = "{part}/{whole}"
QUESTIONS = (
    "Còn {count} chỗ cần giải trình; biểu có đánh dấu để gửi lại đơn vị (thư mục tra-lai). Số liệu "
    "trên vẫn được dùng."
)
LATER = (
    "Bản gửi sau ({file}) chưa dùng được; biểu có đánh dấu chỗ cần sửa để gửi lại đơn vị (thư mục "
    "tra-lai)."
)
CHECK = (
    "Phiếu lập tự động từ tệp đơn vị đã gửi. Số liệu khác với biểu của đơn vị thì báo ngay "
    "{receiver}."
)


def received(earliest: datetime | None, latest: datetime | None) -> str:
    """Say when a report came, by what is known of it."""
    if latest is None:
        return ""
    if earliest is None:
        return NOT_AFTER.format(latest=instant(latest))
    if earliest == latest:
        return AT.format(at=instant(latest))
    return BETWEEN.format(earliest=instant(earliest), latest=instant(latest))
