"""What is said while the program's own environment is made, and why it could not be."""

from __future__ import annotations

SETTING_UP = "Lần đầu chạy: đang cài đặt, mất khoảng một phút…"
WAITING = "Một cửa sổ khác đang cài đặt; đang chờ cửa sổ đó xong (Ctrl+C để thôi)…"
READY = "Đã cài đặt xong, chương trình dùng được ngay."
STOPPED = "Đã dừng cài đặt theo yêu cầu (Ctrl+C). Lần chạy sau cài lại từ đầu."
FAILED = "Chưa cài đặt được: {cause}"
KEPT = "Tạm dùng các gói đã cài trước đây; lần chạy sau thử cài lại."
LOG = "Chi tiết: {log}"
OFFLINE_HINT = "hoặc chép bộ cài cho máy không có mạng (lệnh pack) sang máy này"
CAUSES = {
    "network": (
        "máy không ra được Internet. Hãy kiểm tra kết nối mạng rồi chạy lại, " + OFFLINE_HINT + "."
    ),
    "proxy": (
        "máy chủ proxy của cơ quan không cho qua. Hãy hỏi người quản trị mạng địa chỉ proxy, đặt "
        "biến HTTPS_PROXY rồi chạy lại, " + OFFLINE_HINT + "."
    ),
    "certificate": (
        "thiết bị của cơ quan thay chứng thực của trang tải gói. Hãy hỏi người quản trị mạng, "
        + OFFLINE_HINT
        + "."
    ),
    "hash": (
        "gói tải về không đúng mã băm đã khóa nên không cài. Hãy tải lại từ nguồn khác; nếu vẫn "
        "thế, báo người bảo trì chương trình."
    ),
    "no_wheel": (
        "không có gói dựng sẵn cho Python {python} trên máy này. Hãy cài Python 3.11 đến 3.14 loại "
        "64 bit từ python.org; nếu dùng thư mục wheels, phải là bộ cho đúng phiên bản Python này."
    ),
    "disk": "ổ đĩa đầy, cần khoảng 500 MB. Hãy xóa bớt tệp rồi chạy lại.",
    "rights": (
        "không được ghi vào {root}, hoặc chương trình đang chạy ở cửa sổ khác. Hãy đóng cửa sổ "
        "kia, hoặc chép chương trình vào thư mục được phép ghi, rồi chạy lại."
    ),
    "read_only": "ổ đĩa chứa {root} chỉ cho đọc. Hãy chép chương trình sang ổ khác rồi chạy lại.",
    "long_path": "đường dẫn {root} quá dài. Hãy chép chương trình vào nơi ngắn hơn, như C:\\bc06.",
    "gone": "thư mục {root} đã bị chuyển đi hoặc xóa trong khi cài. Hãy chạy lại ở nơi mới.",
    "no_venv": (
        "Python của máy thiếu phần venv. Trên Debian, Ubuntu hãy gõ: sudo apt install python3-venv"
    ),
    "other": "có lỗi ngoài dự kiến. Hãy chạy lại; nếu vẫn thế, gửi tệp dưới đây cho người bảo trì.",
}
