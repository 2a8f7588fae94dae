"""What people do next about a period: the screen and the board say it in the same words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.domain.standing import StandingKind
from pipeline.texts.numbers import day, due_words, period_words
from pipeline.texts.plan import named_in_sentence

if TYPE_CHECKING:
    from pipeline.domain.issue import Issue
    from pipeline.domain.office import Schedule
    from pipeline.domain.period import Period
    from pipeline.domain.summary import Overview

NOBODY_OWES_NOW = "Theo khai báo của văn phòng, hiện không có đơn vị nào phải báo cáo. "
FIRST_TO_COME = (
    "Kỳ tới là {words}, số liệu đến hết ngày {last}, hạn gửi trước {deadline}; biểu mẫu: "
    "baocao06 templates {period}. "
)
A_PERIOD_BEFORE = (
    'Muốn xem hoặc tổng hợp một kỳ đã qua, hãy ghi rõ kỳ, ví dụ: baocao06 status "tuần 12".'
)
NEXT_MISSING = (
    "Đôn đốc đơn vị chưa gửi: {units}. Soạn lời nhắc, công văn đôn đốc: baocao06 remind {period}"
)
NEXT_UNSIGNED = "Còn thiếu bản ký (bản quét PDF hoặc ảnh) của: {units}."
NEXT_WAITING = "Chưa đến hạn; còn chờ: {units}."
NEXT_INVALID = "Đề nghị đơn vị sửa, gửi lại: {units}."
NEXT_UNDECIDED = (
    "{unit}: hạn gửi nằm giữa lúc lưu tệp và lúc thấy tệp. Nếu biết lúc nhận, ghi lại bằng lệnh: "
    'baocao06 received {code} {period} THỜI-ĐIỂM --by "Họ tên" --why "Căn cứ", rồi chạy lại merge.'
)
NEXT_UNDECIDED_MANY = (
    "{count} đơn vị đánh dấu ?: hạn gửi nằm giữa lúc lưu tệp và lúc thấy tệp. Nếu biết lúc nhận "
    "của đơn vị nào, ghi lại bằng lệnh: "
    'baocao06 received ĐƠN-VỊ {period} THỜI-ĐIỂM --by "Họ tên" --why "Căn cứ". '
    "Ghi xong, chạy lại merge."
)
NEXT_COMPLETE = (
    "Đã đủ báo cáo; chưa hết hạn gửi nên đơn vị còn có thể gửi lại. Hết hạn thì chạy lại merge, "
    "rồi trình ký."
)
NEXT_LATER = "Số liệu chưa đủ để trình ký; chạy lại merge khi có thêm báo cáo."
NEXT_READ = (
    "Mở các tệp trên, đọc lại. Khi trình ký, lấy số và ngày bằng lệnh: "
    'baocao06 issue {period} --number SỐ --date NGÀY/THÁNG/NĂM --by "Họ tên"'
)
NEXT_READ_MADE = (
    "Đã tổng hợp, từ đó không có gì mới: báo cáo ở output/{period}/. Đọc lại; khi trình ký, lấy số "
    'và ngày bằng lệnh: baocao06 issue {period} --number SỐ --date NGÀY/THÁNG/NĂM --by "Họ tên"'
)
NEXT_READ_MADE_EDITED = (
    "Đã tổng hợp, từ đó không có tệp, ý kiến nào mới; báo cáo ở output/{period}/ đã có người sửa. "
    "Đọc lại; khi trình ký bản đã sửa, lấy số và ngày bằng lệnh: "
    'baocao06 issue {period} --number SỐ --date NGÀY/THÁNG/NĂM --by "Họ tên" --keep-edits'
)
NEXT_READ_EDITED = (
    "Mở báo cáo, xem các chỗ sửa và ghi chú. Khi trình ký bản đã sửa, lấy số và ngày bằng lệnh: "
    'baocao06 issue {period} --number SỐ --date NGÀY/THÁNG/NĂM --by "Họ tên" --keep-edits'
)
NEXT_READ_BESIDE = (
    "Báo cáo cũ đã có người sửa và không cập nhật được. Hãy chép phần cần giữ sang bản mới, chuyển "
    "tệp cũ đi nơi khác rồi chạy lại: baocao06 merge {period}"
)
NEXT_ISSUED = "Báo cáo kỳ này đã ban hành, số {number} ngày {day}{corrected}."
ISSUED_CORRECTED = ", đã điều chỉnh ngày {day}"  # after the number of a report
NEXT_MERGE = "Để tạo sổ tổng hợp và báo cáo, chạy: baocao06 merge {period}"


def what_next(summary: Overview, written: str, issued: Issue | None) -> Iterator[str]:
    """Say what people do next; `written` how the report is read before it is signed."""
    period = summary.period
    late = summary.now >= summary.deadline
    if missing := summary.of_kind(StandingKind.MISSING):
        sentence = NEXT_MISSING if late else NEXT_WAITING
        yield sentence.format(units=named_in_sentence([s.unit for s in missing]), period=period)
    if invalid := summary.of_kind(StandingKind.INVALID):
        yield NEXT_INVALID.format(units=named_in_sentence([s.unit for s in invalid]))
    undecided = [standing.unit for standing in summary.of_kind(StandingKind.UNDECIDED)]
    if len(undecided) == 1:
        (unit,) = undecided
        yield NEXT_UNDECIDED.format(unit=unit.name, code=unit.code, period=period)
    elif undecided:
        yield NEXT_UNDECIDED_MANY.format(count=len(undecided), period=period)
    if summary.unsigned:
        yield NEXT_UNSIGNED.format(units=named_in_sentence(summary.unsigned))
    if issued:
        words = {"day": day(issued.signed_on), "corrected": corrected_on(issued)}
        yield NEXT_ISSUED.format(number=issued.number, **words)
    elif written and late and any(s.in_force for s in summary.standings):
        yield written.format(period=period)
    elif written and all(s.reported for s in summary.standings):
        yield NEXT_COMPLETE
    elif written:
        yield NEXT_LATER
    elif any(s.in_force for s in summary.standings):
        yield NEXT_MERGE.format(period=period)


def nobody_owes_now(schedule: Schedule, coming: Period | None) -> str:
    """Say that nobody owes a report now, and which is the first that somebody will."""
    said = NOBODY_OWES_NOW
    if coming:
        last, deadline = schedule.window(coming)[1], schedule.deadline(coming)
        words = {"words": period_words(coming), "last": day(last), "deadline": due_words(deadline)}
        said += FIRST_TO_COME.format(period=coming, **words)
    return said + A_PERIOD_BEFORE


def corrected_on(issue: Issue) -> str:
    """Say after a report's number when it was corrected last."""
    if not issue.corrected:
        return ""
    return ISSUED_CORRECTED.format(day=day(issue.corrected[-1].signed_on))
