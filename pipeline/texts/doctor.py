"""What is said of an office that is looked over before Tuesday: what is wrong, and what to do."""

from __future__ import annotations

SIGNS = {"well": "✓", "note": "·", "act": "✗"}
AREAS = {
    "declared": "Khai báo",
    "wordings": "Lời văn báo cáo",
    "days_off": "Ngày nghỉ",
    "deadlines": "Hạn gửi",
    "fonts": "Phông chữ",
    "clock": "Đồng hồ, múi giờ",
    "disk": "Ổ đĩa",
    "share": "Thư mục",
    "backup": "Sao lưu",
    "ledger": "Sổ theo dõi",
    "packages": "Môi trường",
}
WELL = {
    "declared": "mở được, không có lỗi",
    "wordings": "viết thử được ở mọi nhánh",
    "days_off": "đã khai đủ",
    "deadlines": "hai tháng tới không có hạn nào rơi vào ngày nghỉ",
    "fonts": "có Times New Roman hoặc phông cùng kích thước",
    "clock": "đúng múi giờ, không chạy lùi",
    "disk": "còn đủ chỗ",
    "share": "ghi được vào collected, output",
    "backup": "không thiếu bản sao nào",
    "ledger": "mở được, còn nguyên",
    "packages": "đúng phiên bản",
}
ASKS_NOTHING = "báo cáo {kinds} chưa hỏi đơn vị số liệu nào, biểu mẫu chỉ có phần nội dung."
DO_PLAN = "Khai nhiệm vụ, chỉ tiêu trong tệp kế hoạch (plans) trước khi phát biểu."
NOTHING_TO_TRY = "không có đơn vị nào phải báo cáo trong năm năm qua, nên chưa viết thử được."
DO_UNITS = "Xem lại reports, since, until của các đơn vị."
DO_AS_SAID = "Sửa đúng chỗ đã nêu rồi chạy lại baocao06 doctor."
ERRATUM = "đính chính"
OF_FORM = (
    "{path} gọi việc sửa số liệu là đính chính, từ chỉ dùng cho sai sót về thể thức "
    "(Nghị định 30/2020/NĐ-CP, Điều 18, khoản 3)."
)
DO_ADJUST = "Sửa thành điều chỉnh số liệu, như lời văn đi kèm chương trình."
NO_DAYS = "chưa khai ngày nghỉ lễ, Tết năm {year}."
FEW_DAYS = "năm {year} mới khai {count} ngày nghỉ; Bộ luật Lao động (Điều 112) có {least} ngày."
DO_DAYS = "Ghi các ngày nghỉ năm {year} theo thông báo vào holidays, ngày làm bù vào working_days."
DAY_OFF = "hạn gửi {period} là hết ngày {day}, đúng ngày nghỉ."
DO_DAY_OFF = "Nhắc đơn vị gửi sớm, hoặc đặt move_off_holidays = true."
NO_FONT = "máy này không có Times New Roman hay phông cùng cỡ ({fonts}): xem, in sẽ lệch dòng."
DO_FONT = "Cài Microsoft Office hoặc gói phông Liberation."
CLOCK_BACK = "đồng hồ máy chỉ {now}, trước lần chạy gần nhất ({last})."
DO_CLOCK = "Chỉnh lại ngày, giờ của máy rồi chạy lại."
ZONE = "múi giờ của máy lệch {hours} giờ so với {zone}."
DO_ZONE = "Chỉnh múi giờ của máy, hoặc time_zone trong config.toml."
LITTLE_DISK = "ổ đĩa chỉ còn {free} MB."
DO_DISK = "Dọn ổ đĩa: cần ít nhất {least} MB."
NOT_WRITABLE = "không ghi được vào {folder}: {error}."
DO_WRITE = "Kiểm tra thư mục dùng chung, quyền ghi; đóng tệp đang mở trong thư mục đó."
NO_BACKUP = "sổ theo dõi chưa có bản sao nào còn tốt."
OLD_BACKUP = "bản sao sổ theo dõi mới nhất từ ngày {day}, trước lần ghi gần nhất."
DO_BACKUP = "Chạy baocao06 merge, rồi baocao06 backup E:\\sao-luu.zip (một ổ khác)."
OTHER_VERSION = "{name} {found}, chương trình cần {wanted}."
DO_PACKAGES = "Gõ baocao06 setup: chương trình tự cài lại đúng phiên bản."
TO_DO = "→ {what}"
ALL_WELL = "Văn phòng sẵn sàng."
SOMETHING = "Có {count} việc phải làm (✗)."
