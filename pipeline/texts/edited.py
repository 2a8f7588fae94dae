"""What is said of a report that somebody edited by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from pipeline.texts.verify import difference_words, quoted

if TYPE_CHECKING:
    from pipeline.domain.difference import Difference


class Left(Protocol):
    """What of an edited report is left to a person."""

    @property
    def where(self) -> str:
        """The paragraph or row it stands in."""

    @property
    def found(self) -> str:
        """What stands there."""

    @property
    def wanted(self) -> str:
        """What was counted."""


AUTHOR = "Phần mềm tổng hợp báo cáo"  # of comments in the file
INITIALS = "PM"
_BEFORE = 20  # letters before the place where two texts part

LEFT = {  # a comment in the report, at its place
    "differs": (
        "Số “{found}” khác số liệu đã tổng hợp: “{wanted}”. Số liệu không lấy từ bản sửa tay."
    ),
    "lost": (
        "Số liệu đổi từ “{found}” thành “{wanted}”, nhưng không tìm thấy số cũ trong lời văn đã "
        "sửa. Hãy xem và sửa lại đoạn này."
    ),
    "wording": "Phần đã sửa được giữ nguyên; theo số liệu mới, câu soạn sẵn là: “{wanted}”",
    "gone": "Theo số liệu mới, phần này không còn trong báo cáo. Phần đã sửa được giữ nguyên.",
    "shape": "Bảng này nay có số cột khác, nên phần đã sửa được giữ nguyên, chưa cập nhật.",
}
KEPT = "Báo cáo đã có người sửa: giữ nguyên {count} chỗ sửa, cập nhật số liệu phần còn lại."
EARLIER = "Bản trước khi cập nhật: {path}"
EDIT = {
    "reworded": "Sửa: “{was}” thành “{now}”",
    "added": "Thêm: “{now}”",
    "deleted": "Bỏ: “{was}”",
    "moved": "Chuyển chỗ: “{now}”",
}
IN_TABLE = "{said} (bảng “{table}”)"
MORE = "… và {count} chỗ khác."
TO_LOOK_AT = "Cần xem lại {count} chỗ trong báo cáo (có ghi chú trong tệp Word):"
LEFT_AT = "“{where}”: {words}"
BREAKS = (
    "Sau khi sửa, báo cáo chưa đúng thể thức Nghị định 30/2020/NĐ-CP: {rules}. Sai ở đâu, phải thế "
    "nào, xem: baocao06 decree30 check {path}"
)

BY_HAND = (
    "Báo cáo kỳ {period} ({name}) đã có người sửa bằng tay. Để ban hành bản đã sửa, thêm "
    "--keep-edits vào lệnh issue; để ban hành bản máy soạn, chuyển tệp đã sửa đi nơi khác rồi "
    "chạy lại."
)
NOT_OURS = (
    "Tệp {name} không phải do chương trình này soạn hoặc đã mất dấu vết, nên không ban hành được. "
    "Hãy chuyển tệp đi nơi khác, chạy lại merge, rồi sửa trên bản mới."
)
TRACKED = (
    "Tệp {name} còn thay đổi chưa chấp nhận (Track Changes). Trong Word: thẻ Review, Accept, "
    "Accept All Changes; lưu tệp rồi chạy lại."
)
COMMENTED = (
    "Tệp {name} còn {count} ghi chú (Comments), ví dụ “{example}”. Hãy xử lý, xóa hết ghi chú "
    "(trong Word: thẻ Review, Delete, Delete All Comments), lưu tệp rồi chạy lại."
)
WRONG_FIGURES = (
    "Chưa ban hành: {count} số trong tệp {name} khác số liệu đã tổng hợp. Hãy sửa lại trong tệp:"
)
WRONG_FIGURE = "- ghi “{found}”, số liệu là “{wanted}”, tại: {where}"
STALE = (
    "Số liệu đã đổi sau lần sửa tệp {name}. Hãy chạy: baocao06 merge {period}, đọc lại, rồi ban "
    "hành."
)
NO_PLACE = (
    "Không tìm thấy chỗ ghi số, ngày trong tệp {name} (phần đầu trang đã bị thay). Hãy lấy lại "
    "phần “Số: …” và địa danh, ngày tháng từ bản trước rồi chạy lại."
)
TYPED = "Số gõ tay, không phải số liệu nào của kỳ; người ban hành chịu trách nhiệm: {count}"
ISSUED_EDITED = "Ban hành bản đã sửa, gồm {count} chỗ sửa:"


def wrong_figures(name: str, wrong: Sequence[Difference], left: Sequence[Left]) -> str:
    """Say which numbers of an edited report are not those that were counted, and where."""
    lines = [f"- {difference_words(one)}" for one in wrong]
    lines += [
        WRONG_FIGURE.format(found=one.found, wanted=one.wanted, where=quoted(one.where))
        for one in left
    ]
    return "\n".join([WRONG_FIGURES.format(count=len(lines), name=name), *lines])


def edit_words(kind: str, was: str, now: str, table: str) -> str:
    """Say one thing that somebody changed: of two long texts where they part."""
    same = 0
    if kind == "reworded":
        pairs, shorter = zip(was, now, strict=False), min(len(was), len(now))
        same = next((at for at, (a, b) in enumerate(pairs) if a != b), shorter)
        same = max(was.rfind(" ", 0, max(same - _BEFORE, 0)) + 1, 0)
    begin = "… " if same else ""
    said = EDIT[kind].format(was=begin + quoted(was[same:]), now=begin + quoted(now[same:]))
    return IN_TABLE.format(said=said, table=quoted(table)) if table else said
