"""What is said of a backup, of an office restored from one, and of a folder for another PC."""

from __future__ import annotations

import errno

BACKED_UP = """Đã sao lưu văn phòng, đọc lại đúng từng tệp: {files} tệp, {size} MB
  {file}
Tệp này chứa mọi báo cáo đã nhận: chỉ cất ở nơi cơ quan quản lý, khác ổ đĩa này.
Khôi phục: baocao06 restore TỆP.zip THƯ-MỤC-MỚI"""
RESTORED = """Đã khôi phục văn phòng, đúng mã băm từng tệp: {files} tệp
  {folder}
Báo cáo đã ban hành: {issued}; tệp đã niêm phong, đúng nguyên bản: {sealed}."""
RETURNED = "  Lấy lại từ kho lưu:\n    {file}"
SET_BESIDE = "  Bản đã bị sửa sau khi ban hành, để bên cạnh:\n    {file}"
LOST = "  Kho lưu trong bản sao lưu không còn nguyên bản của:\n    {file}"
RESTORED_NEXT = """{go_in}
  baocao06 doctor
  baocao06 status"""
NOT_INSIDE = (
    "Không để bản sao lưu trong {folder}: thư mục này cũng được sao lưu. "
    "Hãy chọn nơi khác, tốt nhất là ổ đĩa khác."
)
NOT_OURS = (
    "{file} đã có và không phải bản sao lưu của chương trình, nên không ghi đè. Hãy chọn tên khác."
)
CHANGING = "{file} thay đổi trong khi sao lưu. Hãy lưu, đóng tệp rồi chạy lại; {before}."
UNREADABLE = "Không đọc được {file} nên chưa sao lưu: {why}. Hãy khắc phục rồi chạy lại; {before}."
UNNAMED = "Tên tệp {file} có ký tự không ghi được. Hãy đổi tên tệp rồi chạy lại."
CANNOT_WRITE = "Không ghi được {file}: {why}. Hãy khắc phục rồi chạy lại; {before}."
NOT_AS_WRITTEN = (
    "Đọc lại {file} không đúng như đã ghi: ổ đĩa có thể hỏng. Hãy chọn ổ khác; {before}."
)
BEFORE_STANDS = "bản sao lưu trước vẫn nguyên"
NOTHING_BEFORE = "chưa có bản sao lưu nào ở đó"
NOT_A_BACKUP = (
    "{file} không phải bản sao lưu của chương trình, hoặc đã hỏng. Chưa ghi gì; "
    "hãy dùng bản sao lưu khác."
)
NO_BACKUP = "Không có tệp {file}."
NEWER_BACKUP = (
    "{file} do phiên bản mới hơn của chương trình ghi. Hãy khôi phục bằng chương trình mới."
)
FOLDER_IN_USE = "Thư mục {folder} đã có tệp, không ghi đè. Hãy chọn thư mục mới."
CANNOT_RESTORE = (
    "Không khôi phục được vào {folder}: {why}. Không để lại gì dở dang; hãy khắc phục rồi chạy lại."
)
PACKED = """Đã lập bộ cài cho máy không có mạng: {packages} gói, đúng mã băm đã khóa
  {folder}
Dùng cho Windows 64 bit có Python {pythons}.
Chép cả thư mục sang máy kia rồi bấm đúp CAI-DAT.cmd. Máy kia phải có sẵn Python."""
NO_PROGRAM = (
    "Lệnh pack chỉ chạy từ thư mục của chương trình (nơi có baocao06.cmd), không chạy từ bản cài "
    "bằng pip. Hãy tải thư mục của chương trình về rồi chạy lại."
)
NO_PACKAGES = "Chưa lập được bộ cài, không lấy được gói cho Python {python}: "
WRONG_PACKAGES = "Chưa lập được bộ cài, gói thiếu hoặc không đúng mã băm đã khóa: {names}."
CANNOT_PACK = (
    "Không lập được bộ cài trong {folder}: {why}. Không để lại gì dở dang; "
    "hãy khắc phục rồi chạy lại."
)
BAD_PYTHON = "Không có gói cho Python {python}. Các phiên bản dùng được: {known}."
WHY = {  # an operation of the disk failed
    errno.ENOSPC: "ổ đĩa đầy",
    errno.EDQUOT: "hết dung lượng được cấp",
    errno.EACCES: "tệp đang mở ở chương trình khác, hoặc không có quyền",
    errno.EPERM: "tệp đang mở ở chương trình khác, hoặc không có quyền",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.ENOENT: "không có thư mục này",
    errno.ENAMETOOLONG: "đường dẫn quá dài",
}
WHY_ELSE = "ổ đĩa hoặc mạng có lỗi"
_WINDOWS = {39: errno.ENOSPC, 112: errno.ENOSPC, 206: errno.ENAMETOOLONG}  # that have no errno


def why(error: OSError) -> str:
    """Say in a few words why the disk refused, by its number alone."""
    number = _WINDOWS.get(getattr(error, "winerror", None) or 0, error.errno or 0)
    return WHY.get(number, WHY_ELSE)
