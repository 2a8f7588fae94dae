"""What is said of a document that was held against what was computed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.domain.difference import Difference, Spot

CHART = "biểu đồ “{title}”"
NOTHING_THERE = "Không thấy sổ tổng hợp, báo cáo kỳ {period} trong output; chạy merge trước."
SEALED_NOT_THERE = (
    "Báo cáo kỳ {period} đã ban hành, nay không còn tệp nào trong output. Lấy lại bằng lệnh: "
    "baocao06 rebuild {period} --to output/{period}"
)
NEVER_MERGED = "Kỳ {period} chưa được tổng hợp lần nào; chạy: baocao06 merge {period}"
SEAL_LOST = (
    "Kho lưu collected/.archive không còn bản niêm phong nào của kỳ {period}. Hãy chép lại kho lưu "
    "từ bản sao của cơ quan."
)
OTHER_KIND = "{path}: chỉ đối chiếu tệp .docx và .xlsx của kỳ báo cáo."
CANNOT_READ = "Không đọc được {path}: {why}. Hãy mở bằng Word, Excel xem lại, hoặc bỏ tệp ra."
REFUSED_DAMAGED = "tệp bị hỏng hoặc không phải tệp Word, Excel đúng chuẩn"
REFUSED = {
    "F08": "tệp đặt mật khẩu",
    "F11": "tệp vượt quá giới hạn an toàn nên không được mở ra",
}
TITLE = "ĐỐI CHIẾU KỲ {period} VỚI {against}"
COMPUTED = "SỐ LIỆU TỔNG HỢP"
SEALED = "BẢN NIÊM PHONG SỐ {number}"
OUTDATED = (
    "Từ lần tổng hợp trước đã có tệp, ý kiến hoặc khai báo mới; chỗ khác dưới đây có thể do đó. "
    "Chạy: baocao06 merge {period}"
)
LOST = "Kho lưu không còn bản niêm phong của {name}; tệp này không đối chiếu được."
ABSENT = "không có tệp này"
IS_SEALED = "đúng tệp đã niêm phong"
NOT_SEALED = "không phải tệp đã niêm phong (đã lưu lại hoặc sửa)"
ANOTHER = "là văn bản khác, không phải {name}; không đối chiếu số liệu"
ALL_RIGHT = "mọi số liệu khớp"
WRONG_MANY = "{count} chỗ sai số liệu"
UNHELD_MANY = "{count} số không đối chiếu được"
TABLE_MANY = "{count} chỗ khác trong bảng"
EDITED_MANY = "{count} chỗ sửa lời, thêm, bớt trong phần chữ"
NATURES = {
    "wrong": "Sai số liệu:",
    "unheld": "Không đối chiếu được:",
    "words": "Lời khác:",
    "gone": "Không còn:",
    "added": "Thêm vào:",
}
SECTION = "mục “{section}”"
SHEET = "trang “{section}”"
TABLE = "bảng “{table}”"
ROW = "dòng “{row}”"
COLUMN = "cột “{column}”"
CELL = "ô {cell}"
SENTENCE = "câu “{sentence}”"
WRITTEN = "ghi “{found}”, phải là “{wanted}”"
WRITTEN_NOTHING = "bỏ trống, phải là “{wanted}”"
WRITTEN_TOO_MUCH = "ghi “{found}”, phải để trống"
UNHELD = "số “{found}” không phải số liệu nào của kỳ"
SAID = "nay ghi “{found}”"
MORE = "… và {count} chỗ khác, xem đủ bằng --json."
_LONG = 90  # letters of what is quoted


def place_words(spot: Spot) -> str:
    """Say where something stands in its document."""
    in_book = spot.cell or spot.document.endswith(".xlsx")
    parts = [
        (SHEET if in_book else SECTION, "section", spot.section),
        (TABLE, "table", "" if in_book else spot.table),
        (CELL, "cell", spot.cell),
        (ROW, "row", spot.row),
        (COLUMN, "column", spot.column),
        (SENTENCE, "sentence", spot.sentence),
    ]
    return ", ".join(said.format(**{name: quoted(text)}) for said, name, text in parts if text)


def difference_words(one: Difference) -> str:
    """Say a difference: of what kind, where, what stands there and what should."""
    found, wanted = quoted(one.found), quoted(one.wanted)
    match one.nature.value:
        case "wrong":
            said = WRITTEN if found and wanted else WRITTEN_NOTHING if wanted else WRITTEN_TOO_MUCH
        case "unheld":
            said = UNHELD
        case "words":
            said = WRITTEN if one.spot.table else SAID
        case _:
            said = ""
    parts = place_words(one.spot), said.format(found=found, wanted=wanted)
    return f"{NATURES[one.nature.value]} {': '.join(filter(None, parts))}."


def quoted(text: str) -> str:
    """Return a quotation, a long one by its beginning."""
    return text if len(text) <= _LONG else text[:_LONG].rsplit(" ", 1)[0] + "…"
