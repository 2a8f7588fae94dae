"""What is said of a ledger that is damaged, lost, newer or in use."""

from __future__ import annotations

RESTORED = (
    "Sổ theo dõi bị hỏng, đã để riêng tại {aside} và khôi phục từ bản sao lưu {backup}. Quyết "
    "định, việc ban hành ghi sau bản sao lưu này (nếu có) phải ghi lại. Hãy chạy lại lệnh."
)
LOST = (
    "Sổ theo dõi {path} không còn hoặc trống; đã khôi phục từ bản sao lưu {backup}. Quyết "
    "định, việc ban hành ghi sau bản sao lưu này (nếu có) phải ghi lại. Hãy chạy lại lệnh."
)
WRONG = (
    "Sổ theo dõi {path} có nội dung sai lệch, không dùng được. Hãy đổi tên tệp này để giữ lại, rồi "
    "chạy lại: chương trình khôi phục từ bản sao lưu trong collected/.archive."
)
BEGUN_ANEW = (
    "Sổ theo dõi bị hỏng, đã để riêng tại {aside}; không có bản sao lưu. Lệnh chạy lại sẽ lập sổ "
    "mới từ các tệp trong collected/; thời điểm nhận, quyết định và việc ban hành đã ghi không "
    "khôi phục được. Báo cáo đã ban hành phải được ban hành lại với đúng số, ngày đã ký."
)
NOT_WHOLE = (
    "Không đọc được trọn vẹn sổ theo dõi {path}. Lệnh này chỉ xem nên không sửa gì. "
    "Hãy chạy baocao06 merge: lệnh đó khôi phục sổ từ bản sao lưu."
)
NEWER = (
    "Sổ theo dõi {path} do phiên bản mới hơn của chương trình lập nên phiên bản này không mở. "
    "Hãy dùng chương trình mới trên mọi máy; sổ còn nguyên, chưa có gì thay đổi."
)
CANNOT_WRITE = (
    "Không ghi được {path}: ổ đĩa đầy, thư mục không cho ghi hoặc đã bị gỡ. "
    "Tệp đã nhận vẫn còn nguyên. Hãy khắc phục rồi chạy lại."
)
BUSY = "Sổ theo dõi {path} đang được một lần chạy khác sử dụng. Hãy đợi lệnh kia xong rồi chạy lại."
