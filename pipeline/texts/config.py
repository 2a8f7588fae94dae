"""What is said of mistakes in `config.toml` and `form.toml`."""

from __future__ import annotations

MISTAKE = "{file}, dòng {line}, mục “{key}”: {what}"
UNREADABLE = "Không đọc được tệp {file}. Hãy kiểm tra tệp còn ở đó không."
NOT_UTF8 = "Tệp {file} không ở bảng mã UTF-8. Hãy lưu lại bằng Notepad với Encoding UTF-8."
SYNTAX = "{file}, dòng {line}: sai cú pháp. {hint}"
HINT_TWICE = "Tên mục ở dòng này đã có ở trên; hãy bỏ một."
HINT_MARKS = "Hãy xem lại dấu ngoặc, dấu nháy, dấu phẩy ở dòng này và cuối dòng trên."
HINTS = {  # what the line looks like: what to do
    r'"[^"]*\\[^"]*"': "Trong dấu nháy kép không viết \\; đường dẫn viết bằng /.",
    "[“”‘’]": 'Dấu nháy phải là dấu nháy thẳng ("), không phải dấu nháy cong.',
    r"\d{1,2}/\d{1,2}/\d{4}|\d{4}-\d{1,2}-\d{1,2}": (
        "Ngày phải có thật và viết như 2023-03-28, không có dấu nháy."
    ),
    r"=\s*\d{1,2}:\d{2}": 'Giờ phải để trong dấu nháy, ví dụ "09:00".',
    r"^\s*\{": "Mỗi dòng là một mục: { … }, cuối dòng có dấu phẩy; xem cả cuối dòng trên.",
    r"^\s*\[\w+\]": "Mục có nhiều phần (đơn vị, dịch vụ…) phải để trong hai dấu ngoặc: [[units]].",
}
TYPES = {
    "str": "phải là chữ trong dấu nháy.",
    "int": "phải là số nguyên, không có dấu nháy.",
    "bool": "phải là true hoặc false.",
    "list": "phải là danh sách trong dấu ngoặc vuông.",
    "dict": "phải là một bảng.",
    "date": "phải là ngày viết như 2023-03-28, không có dấu nháy.",
}
MISSING = "còn thiếu; hãy bổ sung."
WORDS = "phải là danh sách các chữ trong dấu nháy."
UNKNOWN_KEY = "tên mục này không có."
UNKNOWN_WORD = "“{word}” không dùng được ở đây."
UNKNOWN_UNIT = "không có đơn vị mang mã “{code}”."
OWN_SUCCESSOR = "đơn vị không thể tiếp nhận chính nó; ghi mã của đơn vị khác."
SUCCESSOR_OF_NO_END = "đơn vị có đơn vị tiếp nhận thì phải ghi ngày cuối cùng (until)."
PLAN_IS_A_FILE = "không ghi ở đây; kế hoạch mới là một tệp nữa trong plans, giữ tệp cũ."
UNKNOWN_ITEM = "không có dịch vụ công, chỉ tiêu mang mã “{code}”."
NO_CELL = "“{text}” không phải là một ô; viết trang và ô, ví dụ “Biểu 1!C7”."
SAME_SUPERIOR = (
    "hai tệp của cấp trên cùng tên “{file}” cho một loại báo cáo thì điền xong sẽ đè lên nhau; đổi "
    "tên một tệp, hoặc gộp các ô vào một mục [[superior]]."
)
SAID_AT = "{file}, dòng {line}"
UNKNOWN_ROW = "không có nhiệm vụ, chỉ tiêu mang mã “{code}”."
UNKNOWN_TASK = "không có nhiệm vụ mang mã “{code}”."
UNKNOWN_INDICATOR = "không có chỉ tiêu mang mã “{code}”."
TASK_DUE = "chỉ nhiệm vụ có timing = “by” mới có ngày hoàn thành (due), và phải có."
DERIVED = (
    "chỉ tiêu văn phòng tự đếm (derived) không có đơn vị báo cáo (units = []), "
    "và phải có task, of, time = “stock”."
)
SHARE_OF = (
    "chỉ tiêu chia phần (share_of) phải là số cộng dồn (time = “flow”), "
    "không có of, không có target riêng."
)
UNKNOWN_SHARED = "không có chỉ tiêu số lượng nào có target mang mã “{code}”."
EXECUTOR = "phải viết như “dask://10.0.0.5:8786”: máy và cổng của cụm Dask."
POPULATION = "phải là số dân, từ 1 trở lên."
AT_ONCE_DAYS = "phải là số ngày, từ 0 đến 366."
MEANS = "phải có đúng một từ cho mỗi lựa chọn trong “choices”."
DAY_OF_MONTH = "phải là ngày trong tháng, từ 1 đến {most}."
UNKNOWN_COLUMN = "không có cột phù hợp mang tên “{column}”."
NEEDS_COLUMN = "phải có cột “{column}” với type = “{type}”; chương trình cần cột này."
NEEDS_MEANS = "cột “{column}” phải có “means”: chương trình hiểu mỗi lựa chọn là gì."
NEEDS_FIELD = "phải có mục trả lời “{field}”; chương trình cần mục này."
NEAREST = " Có phải “{near}” không?"
NO_SHIPPED = "Không có văn phòng mẫu “{name}”. Các văn phòng mẫu: {names}."
KNOWN = " Dùng được: {words}."
ALSO = " Cùng lỗi này còn {count} chỗ: dòng {lines}."
ALSO_MORE = " và {count} dòng khác"
NO_ZONE = "không có múi giờ “{zone}”; múi giờ Việt Nam là Asia/Ho_Chi_Minh."
WEEKDAY = "phải là số từ 1 (thứ Hai) đến 7 (Chủ nhật)."
LIKE_ALIKE = "phải là biểu mẫu đầy đủ; {file} cũng ghi “like”."
NOTHING_TO_CONTINUE = "các kế hoạch trước không có nhiệm vụ, chỉ tiêu mang mã “{code}”."
NO_FILE = "không có tệp “{name}” trong thư mục {folder}."
NUMBERS = "phải là danh sách gồm các số trong {known}."
# What the program of 0.1.0 called the groups that an office of that time could not declare.
GROUPS_OF_0_1_0 = {
    "tat-ca": "các phòng, ban, ngành, UBND các xã, thị trấn",
    "xa": "UBND các xã, thị trấn",
    "cap-huyen": "các phòng, ban, ngành cấp huyện",
}
EVERYBODY = "tất cả các đơn vị"
CLOCK = "phải là giờ viết như “09:00”."
HOURS_APART = "phải là số giờ từ 1 đến 168."
LETTER_FROM = "phải là số lần từ 1 đến 99."
PERCENT = "phải là số phần trăm từ 0 đến 100."
UNTIL_BEFORE_SINCE = "ngày kết thúc đứng trước ngày bắt đầu."
CODE = "mã “{value}” chỉ gồm chữ thường không dấu, số và dấu gạch nối."
CODE_TAKEN = "mã “{code}” là mã của chương trình; hãy đặt mã khác."
TWICE = "“{value}” đã dùng ở trên; không được trùng."
TWICE_ON_A_DAY = "“{value}” đã dùng ở trên; hãy ghi since, until để hai dòng không trùng ngày nào."
CHANGES_IN_ORDER = "phải ghi thay đổi này có từ ngày nào, và sau ngày của thay đổi đứng trên."
GRADES_IN_ORDER = "mỗi mức phải có ngày bắt đầu (since), ngày sau ghi dưới ngày trước."
OF_ALL_TIMES = "không ghi ở đây; hãy ghi ở [schedule], cho mọi năm."
RESTARTS = "chỉ tiêu đếm lại từ đầu thì phải ghi từ ngày 01/01 của năm nào (since)."
SERVICE_WITHOUT_UNIT = "dịch vụ không có đơn vị báo cáo thì phải ghi lý do ở “note”."
SERVICE_UNIT_TWICE = "một đơn vị tính thì ghi unit, nhiều đơn vị thì ghi units; không ghi cả hai."
SAYS_NONE = "chỉ dùng cho cột lựa chọn (choice) có optional = true và đúng một lựa chọn."
RATIO = "cột tỷ lệ (rate) phải có ratio gồm tử số và mẫu số; cột khác thì không."
NO_OFFICE = (
    "Không thấy config.toml trong {folder} hay thư mục cha. "
    "Hãy vào thư mục của văn phòng hoặc thêm --office THƯ-MỤC."
)
