"""What is said to units of their files, by the code of the finding."""

from __future__ import annotations

_SAVE_AS = (
    "Mở bằng Excel hoặc LibreOffice, chọn Lưu thành (Save As), kiểu Excel (.xlsx), rồi gửi lại."
)
FILE_SENTENCES = {  # code: what it is, what to do
    "F01": (
        "đây là lối tắt hoặc thiết bị, không phải tệp thường",
        "Chép chính tệp báo cáo vào thư mục collected.",
    ),
    "F02": ("tệp rỗng, không có dữ liệu", "Đề nghị đơn vị gửi lại tệp."),
    "F03": (
        "tệp lớn hơn 25 MB, không phải biểu mẫu đã phát",
        "Đề nghị đơn vị điền vào biểu mẫu đã phát và gửi lại.",
    ),
    "F04": (
        "không mở được tệp (đang bị khóa hoặc không có quyền đọc)",
        "Đóng tệp trong Excel, kiểm tra quyền đọc rồi chạy lại.",
    ),
    "F05": ("tệp đang được chép dở", "Đợi chép xong rồi chạy lại."),
    "F06": (
        "đây là tệp nén hoặc thư chứa quá nhiều tệp, lồng quá sâu, quá lớn hoặc bị hỏng",
        "Lấy các tệp Excel bên trong ra, chép vào thư mục collected.",
    ),
    "F07": (
        "đây không phải tệp Excel",
        "Nếu là bảng tính thì mở bằng Excel, lưu thành .xlsx rồi gửi lại; "
        "nếu là văn bản thì đơn vị gửi lại biểu mẫu Excel đã phát.",
    ),
    "F08": (
        "tệp có mật khẩu nên không đọc được",
        "Bỏ mật khẩu mở tệp (hoặc mật khẩu của tệp nén) rồi gửi lại.",
    ),
    "F09": (
        "tệp không ở dạng .xlsx, .xlsm hay .xls (ví dụ .ods, .xlsb, hoặc tệp khác chỉ đổi đuôi)",
        _SAVE_AS,
    ),
    "F10": ("đây là tệp PDF", "Đề nghị đơn vị gửi tệp Excel của biểu mẫu, không gửi bản in."),
    "F11": (
        "tệp vượt quá giới hạn về dung lượng, không phải biểu mẫu đã phát",
        "Đề nghị đơn vị điền vào biểu mẫu đã phát và gửi lại.",
    ),
    "F12": (
        "tệp bị hỏng hoặc thiếu phần, đọc không chắc chắn nên không nhận",
        "Mở bằng Excel, lưu lại rồi gửi lại; nếu Excel báo lỗi, điền lại vào biểu mẫu mới.",
    ),
    "F13": (
        "đọc tệp quá lâu nên phải dừng",
        "Mở bằng Excel, lưu lại rồi gửi lại; nếu vẫn lỗi, điền lại vào biểu mẫu mới.",
    ),
    "F14": (
        "tệp làm chương trình đọc dừng đột ngột",
        "Mở bằng Excel, lưu lại rồi gửi lại; nếu vẫn lỗi, điền lại vào biểu mẫu mới.",
    ),
    "F15": ("tệp có macro; macro không được chạy", "Không cần làm gì; số liệu vẫn được đọc."),
    "F16": (
        "tệp có liên kết tới tệp khác; liên kết không được mở",
        "Kiểm tra các ô lấy số từ tệp khác.",
    ),
    "F17": (
        "đây là thư Outlook (.msg)",
        "Mở thư, lưu các tệp đính kèm vào thư mục collected.",
    ),
    "F18": (
        "tệp đã nhận trước đây không còn trong collected và bản lưu không còn nguyên",
        "Khôi phục tệp từ bản sao lưu, hoặc đề nghị đơn vị gửi lại.",
    ),
    "F19": (
        "đây là tệp nén dạng chương trình không mở (.rar, .7z, .gz)",
        "Giải nén, chép các tệp Excel bên trong vào thư mục collected.",
    ),
    "F20": (
        "đây là thư đã lưu, không lấy được tệp Excel nào đính kèm",
        "Mở thư, lưu tệp báo cáo đính kèm vào thư mục collected.",
    ),
    "F21": (
        "thư mục nằm quá sâu trong các thư mục khác nên không được mở",
        "Chép các tệp báo cáo ra thư mục collected.",
    ),
    "F22": (
        "tệp được nén trong .zip theo cách chương trình không mở",
        "Giải nén, chép các tệp Excel bên trong vào thư mục collected.",
    ),
}
NAMELESS_ATTACHMENT = "tệp đính kèm {number}"
UNKNOWN_ERROR_CELL = "#LỖI!"

_NEW_FORM = "Đề nghị đơn vị điền vào biểu mẫu mới nhận và gửi lại."
IDENTITY_SENTENCES = {
    "S01": ("tệp Excel này không phải biểu mẫu của hệ thống (không có trang nhận dạng)", _NEW_FORM),
    "S02": ("biểu mẫu này của văn phòng khác: “{office}”", _NEW_FORM),
    "S03": ("không rõ loại biểu mẫu “{form}”", _NEW_FORM),
    "S04": ("biểu mẫu phiên bản {version}, đang dùng phiên bản {expected}", _NEW_FORM),
    "S05": (
        "mã đơn vị “{unit}” trong biểu không có trong config.toml",
        "Gửi đúng biểu mẫu của đơn vị, hoặc bổ sung đơn vị vào config.toml.",
    ),
    "S06": ("kỳ báo cáo “{period}” trong biểu không hợp lệ", _NEW_FORM),
    "S07": (
        "{unit} không thuộc diện báo cáo trong kỳ {period}",
        "Kiểm tra ngày hiệu lực của đơn vị trong config.toml.",
    ),
    "S08": (
        "biểu mẫu phát cho {unit} nhưng trong biểu ghi tên {other}",
        "Đề nghị đơn vị điền đúng biểu mẫu của mình.",
    ),
    "S09": (
        "trong biểu là kỳ {period} nhưng tên tệp ghi kỳ {named}; lấy theo trong biểu",
        "Kiểm tra đơn vị có gửi nhầm tệp kỳ trước không.",
    ),
    "S10": (
        "biểu mẫu phát cho kỳ {period} nhưng ở đầu trang đã sửa thành kỳ {shown}",
        "Đề nghị đơn vị điền vào biểu mẫu phát cho đúng kỳ và gửi lại.",
    ),
}
VERSION_SENTENCES = {
    "V01": (
        "đơn vị có hai bản hợp lệ đến cùng một lượt; dùng bản này (lưu sau), không dùng {other}",
        "Nếu không đúng, để riêng bản không dùng bằng lệnh set-aside.",
    ),
    "V02": (
        "bản này đến sau nhưng được lưu trước {other}; đang dùng bản này vì đến sau",
        "Hỏi lại đơn vị bản nào đúng; để riêng bản không dùng bằng lệnh set-aside.",
    ),
    "V04": (
        "bản này gửi sau hạn và thay số liệu của bản trước ({other})",
        "Hỏi lại đơn vị: có sửa số kỳ này không, hay điền nhầm vào biểu của kỳ trước.",
    ),
    "V03": (
        "giờ nhận ghi trong thư ({at}) trái với lúc lưu tệp hoặc kỳ báo cáo; không lấy làm căn cứ",
        "Nếu biết lúc nhận, ghi lại bằng lệnh received.",
    ),
}

CELL_SENTENCES = {
    "C01": ("chưa nhập số liệu", "Nhập số; không có thì nhập 0."),
    "C03": ("“{value}” không phải là số", "Nhập số nguyên, ví dụ 12; không có thì nhập 0."),
    "C04": ("ô có lỗi công thức {value}", "Xóa ô và nhập lại số."),
    "C05": (
        "ô có công thức chưa được tính",
        "Mở tệp bằng Excel, lưu lại rồi gửi lại.",
    ),
    "C06": (
        "Excel đã đổi số thành ngày tháng ({value})",
        "Xóa ô, định dạng ô là Số (Number) rồi nhập lại.",
    ),
    "C07": ("{value} là số âm", "Nhập số nguyên từ 0."),
    "C08": ("{value} lớn quá mức có thể", "Kiểm tra có nhập nhầm dãy số khác vào ô này không."),
    "C09": ("{value} không phải số nguyên", "Ô này chỉ nhận số nguyên; nhập lại."),
    "C10": ("“{value}” được hiểu là {read}", "Không cần làm gì nếu hiểu đúng."),
    "C11": (
        "“{value}” được hiểu là {read} (dấu phân cách hàng nghìn)",
        "Nếu không đúng, nhập lại số không có dấu chấm, dấu phẩy.",
    ),
    "C12": ("chưa trả lời câu “{question}”", "Chọn một câu trả lời trong danh sách của ô."),
    "C13": (
        "có số nằm ngoài bảng, không được tính",
        "Kiểm tra có dán nhầm dòng không; số phải nằm ở dòng của dịch vụ.",
    ),
    "C14": (
        "đã chọn “{none}” nhưng ô này ghi {value}",
        "Chọn lại “{some}” ở đầu trang, hoặc sửa các số phát sinh ở dòng này thành 0.",
    ),
    "C15": ("công thức tổng đã bị xóa; đã tự cộng lại", "Không cần làm gì nếu các số đúng."),
    "C16": (
        "chưa chọn câu trả lời cho “{title}”",
        "Chọn một câu trả lời trong danh sách của ô.",
    ),
    "C17": ("đã chọn “{some}” nhưng chưa ghi nội dung “{title}”", "Ghi nội dung vào ô này."),
    "C18": (
        "đã chọn “{none}” nhưng vẫn có nội dung ở “{title}”",
        "Xác nhận lại; nội dung đã ghi vẫn được giữ.",
    ),
    "C19": ("chưa ghi “{title}”", "Ghi vào ô này."),
    "C20": ("“{value}” không có trong danh sách của “{title}”", "Chọn một dòng trong danh sách."),
    "C21": (
        "“{value}” không phải là ngày",
        "Nhập ngày theo dạng ngày/tháng/năm, ví dụ 31/03/2023.",
    ),
    "C22": (
        "ngày {value} sau ngày cuối kỳ ({last})",
        "Kiểm tra có nhầm ngày với tháng, nhầm năm không; chưa xong thì để trống ô này.",
    ),
    "C23": ("ô chữ có lỗi công thức {value}", "Xóa ô và gõ lại nội dung."),
    "H01": ("không thấy trang “{sheet}” của biểu mẫu", _NEW_FORM),
    "H02": (
        "có nhiều trang cùng là một biểu: {sheets}",
        "Xóa trang thừa, giữ một trang đúng rồi gửi lại.",
    ),
    "H03": ("cột “{column}” có hai lần", "Xóa cột thừa rồi gửi lại."),
    "H04": ("thiếu cột “{column}”", _NEW_FORM),
    "H05": ("trang “{sheet}” thiếu dòng “{name}”", _NEW_FORM),
    "H06": ("dòng “{name}” có hai lần", "Xóa dòng thừa rồi gửi lại."),
    "H11": (
        "dòng này ghi “{said}”, lẽ ra là “{name}”: các dòng đã bị sắp xếp lại hoặc dán đè",
        _NEW_FORM,
    ),
    "H07": ("thiếu mục “{title}”", _NEW_FORM),
    "H08": (
        "tiêu đề ghi “{shown}” nhưng đây là chỗ của cột “{column}”; hai cột đã bị đổi chỗ",
        "Đề nghị đơn vị điền lại vào biểu mẫu đã phát, không đổi chỗ cột.",
    ),
    "H09": (
        "tiêu đề của cột “{column}” đã bị sửa",
        "Kiểm tra số liệu ở cột này có đúng là “{column}” không.",
    ),
    "H10": (
        "có số liệu ở dòng, cột, trang bị ẩn hoặc bị ô gộp che; vẫn được tính",
        "Bỏ ẩn, bỏ lọc, bỏ gộp ô rồi kiểm tra lại số liệu.",
    ),
}

LEGACY_SENTENCES = {
    "L01": (
        "chữ gõ bằng bảng mã {table} (“{raw}”), được đọc là “{read}”",
        "Kiểm tra cách đọc; lần sau gõ bằng bảng mã Unicode.",
    ),
    "L02": (
        "chữ có vẻ gõ bằng bảng mã cũ (“{raw}”) nhưng không chắc; giữ nguyên như đã gõ",
        "Đề nghị đơn vị gõ lại bằng bảng mã Unicode.",
    ),
}
PERSONAL_SENTENCE = (
    "{place}có dãy số giống {kind}; báo cáo thống kê không được có thông tin cá nhân của công dân",
    "Xóa thông tin này trong tệp rồi gửi lại; trong báo cáo và sổ tổng hợp số đã được che.",
)
PERSONAL_PLACES = {
    "cell": "",
    "file": "tên tệp ",
    "sheet": "tên trang ",
    "margin": "đầu trang, chân trang in hoặc ghi chú ",
    "beside": "ghi chú, hình vẽ hoặc thuộc tính của tệp ",
}

PERSONAL_KINDS = {
    "citizen": "số định danh cá nhân, căn cước công dân",
    "old_card": "số chứng minh nhân dân",
    "health": "số thẻ bảo hiểm y tế",
    "insurance": "mã số bảo hiểm xã hội",
    "phone": "số điện thoại di động",
    "passport": "số hộ chiếu",
    "plate": "biển số xe",
    "licence": "số giấy phép lái xe",
    "tax": "mã số thuế cá nhân",
    "birth": "ngày sinh",
}
