"""What is said when a file with citizens' data, sent by mistake, is forgotten."""

from __future__ import annotations

CANNOT_DELETE = (
    "Chưa xóa được tệp {file}: tệp đang mở ở chương trình khác hoặc không có quyền xóa. Hãy đóng "
    "tệp rồi chạy lại."
)
DONE = (
    "Đã xóa {deleted} tệp trong collected/, bản lưu trong kho, phần đọc được trong sổ theo dõi và "
    "các bản sao của sổ. Chỉ giữ mã băm và lý do:"
)
MAKE_AGAIN = "Các văn bản đã lập có dùng tệp này, cần lập lại bằng lệnh merge:"
SEALED = (
    "Báo cáo đã ban hành kỳ {periods} có dùng tệp này: bản niêm phong giữ nguyên; số liệu đổi thì "
    "ban hành báo cáo điều chỉnh (lệnh correct)."
)
REMAINS = "Không xóa được phần còn lại trong các tệp sau, hãy xem và tự xóa nếu cần:"
ELSEWHERE = (
    "Bản do đơn vị gửi qua thư, mạng, bản sao lưu đã chép đi nơi khác, thùng rác và vùng đĩa đã "
    "xóa không thuộc tầm của chương trình."
)
