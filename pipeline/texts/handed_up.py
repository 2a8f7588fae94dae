"""What is said of what an office hands up: in the form itself, beside it, on the screen."""

from __future__ import annotations

# In the form of the level above.
OF_UNIT = "{unit}: {text}"
LACKS = "Số liệu của {present}/{expected} đơn vị, chưa có của: {units}"
STOOD_IN = "Gồm số kỳ trước tạm lấy của: {units}"
OPENS_OTHERWISE = "{column}: biểu in sẵn {past}, tổng hợp kỳ này là {value}"
AND_OTHERS = "{units} và {count} đơn vị khác"
SENTENCES = ". "

# Why an answer stays blank.
NOBODY_COUNTS = "không đơn vị nào của văn phòng tính số này"
NOT_REPORTED = "chưa đơn vị nào báo cáo số này: {units}"
IN_PART_UNKNOWN = "chưa đủ số liệu để cộng"
BY_HAND = "người lập xem lại, tự điền"
NOT_DECLARED = "chưa khai {key} ở config.toml"
DECLARED_AS = {  # by field of the form
    "filled_by": "filled_by của [hand_up]",
    "filled_by_phone": "phone của [hand_up]",
    "signed_by": "name của [signer]",
    "signed_as": "name của [signer]",
    "signer_title": "name của [signer]",
}
KEPT_AS_PRINTED = "giữ số biểu in sẵn"

# Refusals.
NOTHING_DECLARED = (
    "config.toml chưa khai văn phòng này là đơn vị nào ở cấp trên: thêm mục [hand_up] với "
    'unit = "mã", hoặc mục [[superior]] nếu điền tệp của cấp trên.'
)
NO_KIND = "Không mục [[superior]] nào nhận báo cáo loại của kỳ {period}."
NO_FORM = (
    "Không thấy biểu của cấp trên cho đơn vị “{unit}”, kỳ {period} trong {folder}. Chép biểu nhận "
    "được vào đó, hoặc chỉ tệp: --into TỆP."
)
SEVERAL_FORMS = "Có hơn một biểu của kỳ {period} trong {folder}: {files}. Chỉ tệp: --into TỆP."
NO_FILE = "Không đọc được tệp {file}."
UNREADABLE = "{file}: {why}"
NOT_A_FORM = "{file} không phải biểu mẫu do chương trình này tạo; hãy dùng đúng biểu cấp trên gửi."
OTHER_FORM = "{file} là biểu “{found}”; kỳ {period} nộp bằng biểu “{wanted}”."
OTHER_VERSION = (
    "{file} là biểu “{form}” bản {found}; văn phòng này có khai báo bản {known}. Hãy xin khai báo "
    "form.toml cùng bản với cấp trên."
)
OTHER_UNIT = "{file} là biểu của đơn vị “{found}”; ở cấp trên, văn phòng này là “{wanted}”."
OTHER_PERIOD = "{file} là biểu của kỳ {found}, không phải {period}."
CANNOT_FILL = (
    "{file} có phần chương trình không giữ nguyên được khi ghi (hình, biểu đồ, macro, liên kết, "
    "công thức lạ), nên không điền vào đó."
)
CHANGED_SINCE = (
    "Từ lần tổng hợp trước, kỳ {period} đã có {count} số liệu khác; chạy trước: "
    "baocao06 merge {period}"
)
TO_CORRECT = (
    "Báo cáo số {number} kỳ {period} đã ban hành, nay có {count} số liệu khác; điều chỉnh trước "
    "bằng lệnh correct rồi hãy nộp."
)
STILL_OPEN = (
    "Chưa nộp kỳ {period}: {what}. Xử lý xong, chạy merge rồi nộp; nếu vẫn nộp số hiện có, thêm "
    "--as-it-stands: biểu ghi rõ số nào thiếu của đơn vị nào."
)
OPEN_MISSING = "chưa có báo cáo của {units}"
OPEN_INVALID = "báo cáo chưa hợp lệ của {units}"
OPEN_FINDINGS = "còn {count} điều phải giải trình (xem status)"
AND = "; "

# The level above's own workbook.
NO_SUPERIORS_FILE = "{at}: không đọc được tệp {file} của cấp trên."
NO_SHEET = "{at}: tệp {file} không có trang “{sheet}”. Các trang: {sheets}."
HAS_FORMULA = "{at}: ô {cell} có công thức; số liệu không ghi đè công thức."
IS_MERGED = "{at}: ô {cell} nằm trong ô gộp, phải ghi ô đầu là {first}."
NO_FIGURE = "{at}: không có số liệu mang mã “{figure}” ở kỳ {period}.{near}"
WORDS = ("ky", "tu-ngay", "den-ngay", "don-vi")  # what a cell may show beside figures
NEAR = " Gần nhất có: {near}."
READ_BACK = (
    "Dừng lại, chưa ghi gì: đọc lại {file}, ô {cell} là “{found}”, phải là “{wanted}”. Hãy báo "
    "người bảo trì chương trình."
)

# The workbook that says where each number comes from.
SHEET_NUMBERS = "Số nộp"
SHEET_CELLS = "Ô của đơn vị"
NUMBERS_TITLE = "TỪNG SỐ NỘP LÊN CẤP TRÊN"
CELLS_TITLE = "CÁC Ô LÀM NÊN TỪNG SỐ"
COVERAGE = "{present}/{expected}"

# On the screen.
HANDED_UP = "Đã lập biểu nộp cấp trên, kỳ {period}: {count} số, {blank} ô để trống."
WRITTEN = "Các tệp:"
UNCHANGED = "Không có gì mới so với lần nộp trước."
FILLED_FILE = "Đã điền {count} số vào tệp của cấp trên ({file}), {blank} ô để trống."
LEFT = "Còn để trống:"
LEFT_AT = "{sheet}!{cell}: {why}"
LEFT_MORE = "… và {count} ô khác (xem tệp truy vết)"
ASKED_ABOVE = "Cấp trên đọc biểu này sẽ nói:"
NEXT = (
    "Gửi tệp biểu như mọi đơn vị gửi báo cáo; tệp truy vết giữ lại. Có sửa đổi thì chạy merge rồi "
    "hand-up lại: cấp trên thấy là bản gửi lại và nêu chỗ khác."
)
