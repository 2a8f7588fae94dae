"""What is said while the program's own environment is made, and why it could not be."""

from __future__ import annotations

import errno
import re

SETTING_UP = "Lần đầu chạy: đang cài đặt, mất khoảng một phút…"
WAITING = "Một cửa sổ khác đang cài đặt; đang chờ cửa sổ đó xong (Ctrl+C để thôi)…"
READY = "Đã cài đặt xong, chương trình dùng được ngay."
NOT_FOUND = """Không tìm thấy chương trình ở chỗ nó nằm khi lập thư mục này.
Hãy chép thư mục chương trình vào cạnh thư mục này, đặt tên là baocao06, rồi gõ
lại; hoặc thêm thư mục chương trình vào biến PATH."""  # stands in a batch file: no & | < > ( ) % !
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
# How pip, and Python's own modules, say what stands in the way; the first that fits is the cause.
_SIGNS = {
    "hash": "DO NOT MATCH THE HASHES",
    "proxy": "ProxyError|Cannot connect to proxy|407 Proxy|Tunnel connection failed",
    "certificate": "CERTIFICATE_VERIFY_FAILED|SSLError",
    "network": "NewConnectionError|NameResolutionError|name resolution|getaddrinfo failed|"
    "Network is unreachable|ConnectTimeout|ReadTimeout|Failed to establish|No route to host",
    "disk": "No space left|not enough space|WinError 112|Errno 28",
    "long_path": "WinError 206|File name too long",
    "read_only": "Read-only file system",
    "rights": "Permission denied|Access is denied|WinError 5|WinError 32|Errno 13",
    "no_venv": "No module named '?(ensurepip|venv)|python3-venv",
    "no_wheel": "No matching distribution|Could not find a version",
    "gone": "No such file or directory|WinError 3",
}
_NUMBERS = {
    errno.ENOSPC: "disk",
    errno.EDQUOT: "disk",
    errno.ENAMETOOLONG: "long_path",
    errno.EROFS: "read_only",
    errno.EACCES: "rights",
    errno.EPERM: "rights",
    errno.ENOENT: "gone",
}


def cause(said: str, number: int | None = None) -> str:
    """Return the sentence of what stood in the way, by what was printed and its number."""
    signs = (name for name, sign in _SIGNS.items() if re.search(sign, said))
    return CAUSES[_NUMBERS.get(number or 0) or next(signs, "other")]
