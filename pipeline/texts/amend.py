"""What is said to who corrects a count by telephone."""

from __future__ import annotations

NOTHING_IN_FORCE = (
    "{unit}, kỳ {period}: chưa có báo cáo hợp lệ nào đang dùng để sửa theo điện thoại. Đề nghị đơn "
    "vị gửi biểu đã sửa."
)
BETWEEN = ", "
NEAR = " Gần nhất có: {near}."
NO_SUCH_ANSWER = "Báo cáo đang dùng không có ô số liệu “{asked}”.{near}"
SEVERAL_ANSWERS = "“{asked}” có thể là nhiều ô: {places}. Hãy ghi rõ trang, ô."
NO_COUNT = (
    "Chỉ sửa được số đếm theo điện thoại; {place} không phải số đếm (là chữ, ngày hoặc lựa chọn). "
    "Đề nghị đơn vị sửa ô đó ở biểu đã gửi rồi gửi lại: bản gửi sau được dùng thay."
)
A_TOTAL = "{place} là số tự cộng. Hãy sửa ô thành phần: {parts}."
PLACE = "{row}, cột “{column}” (trang “{sheet}”, ô {cell})"
WAS_OTHER = "Chưa ghi gì: {place} đang là {value}, không phải “{was}”. Hãy hỏi lại đơn vị."
NOTHING_TOLD = "{place}: chưa ghi số đúng. Không có hồ sơ nào thì ghi 0."
THE_SAME = "Không có gì để sửa: {place} đang là {value}."
AS_SENT = (
    "{value} là số trong tệp đơn vị gửi. Hãy rút lại ý kiến đã sửa số ấy bằng lệnh: "
    'baocao06 withdraw {number} --by "Họ tên" --why "Lý do"'
)
NOT_A_COUNT = "“{text}” không phải số đếm: {said}."
ASKED = "Với số mới, báo cáo vi phạm phép kiểm tra (vẫn dùng, cần sửa nốt hoặc hỏi lại đơn vị):"
AWAITED = (
    "Số này in kèm dấu (đt) đến khi có bản ký gửi lại khớp. Ghi nhầm thì rút lại bằng lệnh: "
    'baocao06 withdraw {number} --by "Họ tên" --why "Lý do"'
)
CORRECTION_NEEDED = (
    "Báo cáo kỳ {period} đã ban hành (số {number}) nên không lập lại; số mới phải qua báo cáo điều "
    "chỉnh: baocao06 correct {period} --number SỐ --date NGÀY/THÁNG/NĂM "
    '--by "Họ tên" --why "Lý do"'
)
