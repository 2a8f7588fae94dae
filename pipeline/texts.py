"""Every Vietnamese sentence the program itself says.

Wording of forms and reports is data and lives in `input_templates/`; names of units and services
live in `config.toml`. All else a person reads stands here, by the room that says it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.domain.period import Period, PeriodKind

if TYPE_CHECKING:
    from pipeline.domain.decision import Decision
    from pipeline.domain.figure import IndicatorLine, Merit, Standing, TaskLine
    from pipeline.domain.issue import Correction
    from pipeline.domain.office import Indicator, Office, Schedule, Task, Unit

# --- numbers and dates as people read them -------------------------------------------------------


def number(n: int) -> str:
    """Write a count with dots between thousands: "1.234"."""
    return f"{n:,}".replace(",", ".")


def percent(numerator: int, denominator: int) -> str:
    """Write a rate with at most two decimals, rounded half up: "85,71%", "100%"; "–" over zero."""
    if not denominator:
        return "–"
    hundredths = (numerator * 20000 + denominator) // (2 * denominator)
    whole, rest = divmod(hundredths, 100)
    if hundredths == 10000 and numerator < denominator:
        whole, rest = 99, 99  # all but one is not all
    decimals = f"{rest:02}".rstrip("0")
    return f"{number(whole)}{',' + decimals if decimals else ''}%"


def day(d: date) -> str:
    """Write a day: "28/03/2023"."""
    return f"{d:%d/%m/%Y}"


def instant(at: datetime) -> str:
    """Write an instant: "09 giờ 00 ngày 28/3/2023"."""
    return f"{at:%H} giờ {at:%M} ngày {spoken_day(at)}"


def due_words(deadline: datetime) -> str:
    """Write an instant before which something is due; one at midnight is the end of a day."""
    if deadline.hour or deadline.minute:
        return instant(deadline)
    last = spoken_day(deadline - timedelta(days=1))
    return f"ngày {spoken_day(deadline)} (hết ngày {last})"


def spoken_day(d: date) -> str:
    """Write a day as the decree does: 0 before days below 10 and months below 3."""
    month = f"{d.month:02}" if d.month < 3 else str(d.month)
    return f"{d.day:02}/{month}/{d.year}"


def moment(at: datetime) -> str:
    """Write an instant in a table: "28/03/2023 09:00"."""
    return f"{at:%d/%m/%Y %H:%M}"


def roman(n: int) -> str:
    """Write the number of a part: "IV"."""
    signs = {100: "C", 90: "XC", 50: "L", 40: "XL", 10: "X", 9: "IX", 5: "V", 4: "IV", 1: "I"}
    said = ""
    for value, sign in signs.items():
        said += sign * (n // value)
        n %= value
    return said


def sentence(text: str) -> str:
    """Begin with a capital and end with a stop."""
    text = text.strip()
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?")) else f"{text}."


def kept_together(text: str) -> str:
    """Join words so that no line ends between them."""
    return text.replace(" ", "\u00a0")


# --- configuration -------------------------------------------------------------------------------

CONFIG_MISTAKE = "{file}, dòng {line}, mục “{key}”: {what}"
CONFIG_UNREADABLE = "Không đọc được tệp {file}. Hãy kiểm tra tệp còn ở đó không."
CONFIG_NOT_UTF8 = "Tệp {file} không ở bảng mã UTF-8. Hãy lưu lại bằng Notepad với Encoding UTF-8."
CONFIG_SYNTAX = "{file}, dòng {line}: sai cú pháp. {hint}"
CONFIG_HINT_TWICE = "Tên mục ở dòng này đã có ở trên; hãy bỏ một."
CONFIG_HINT_MARKS = "Hãy xem lại dấu ngoặc, dấu nháy, dấu phẩy ở dòng này và cuối dòng trên."
CONFIG_HINTS = {  # what the line looks like: what to do
    "[“”‘’]": 'Dấu nháy phải là dấu nháy thẳng ("), không phải dấu nháy cong.',
    r"\d{1,2}/\d{1,2}/\d{4}|\d{4}-\d{1,2}-\d{1,2}": (
        "Ngày phải có thật và viết như 2023-03-28, không có dấu nháy."
    ),
    r"=\s*\d{1,2}:\d{2}": 'Giờ phải để trong dấu nháy, ví dụ "09:00".',
    r"^\s*\[\w+\]": "Mục có nhiều phần (đơn vị, dịch vụ…) phải để trong hai dấu ngoặc: [[units]].",
}
CONFIG_TYPES = {
    "str": "phải là chữ trong dấu nháy.",
    "int": "phải là số nguyên, không có dấu nháy.",
    "bool": "phải là true hoặc false.",
    "list": "phải là danh sách trong dấu ngoặc vuông.",
    "dict": "phải là một bảng.",
    "date": "phải là ngày viết như 2023-03-28, không có dấu nháy.",
}
CONFIG_MISSING = "còn thiếu; hãy bổ sung."
CONFIG_WORDS = "phải là danh sách các chữ trong dấu nháy."
CONFIG_UNKNOWN_KEY = "tên mục này không có."
CONFIG_UNKNOWN_WORD = "“{word}” không dùng được ở đây."
CONFIG_UNKNOWN_UNIT = "không có đơn vị mang mã “{code}”."
CONFIG_UNKNOWN_TASK = "không có nhiệm vụ mang mã “{code}”."
CONFIG_UNKNOWN_INDICATOR = "không có chỉ tiêu mang mã “{code}”."
CONFIG_TASK_DUE = "chỉ nhiệm vụ có timing = “by” mới có ngày hoàn thành (due), và phải có."
CONFIG_MEANS = "phải có đúng một từ cho mỗi lựa chọn trong “choices”."
CONFIG_DAY_OF_MONTH = "phải là ngày trong tháng, từ 1 đến {most}."
CONFIG_UNKNOWN_COLUMN = "không có cột phù hợp mang tên “{column}”."
CONFIG_NEEDS_COLUMN = "phải có cột “{column}” với type = “{type}”; chương trình cần cột này."
CONFIG_NEEDS_MEANS = "cột “{column}” phải có “means”: chương trình hiểu mỗi lựa chọn là gì."
CONFIG_NEEDS_FIELD = "phải có mục trả lời “{field}”; chương trình cần mục này."
CONFIG_NEAREST = " Có phải “{near}” không?"
CONFIG_NO_ZONE = "không có múi giờ “{zone}”; múi giờ Việt Nam là Asia/Ho_Chi_Minh."
CONFIG_WEEKDAY = "phải là số từ 1 (thứ Hai) đến 7 (Chủ nhật)."
CONFIG_HALVES = "phải là [1], [2] hoặc [1, 2]."
CONFIG_CLOCK = "phải là giờ viết như “09:00”."
CONFIG_PERCENT = "phải là số phần trăm từ 0 đến 100."
CONFIG_UNTIL_BEFORE_SINCE = "ngày kết thúc đứng trước ngày bắt đầu."
CONFIG_CODE = "mã “{code}” chỉ gồm chữ thường không dấu, số và dấu gạch nối."
CONFIG_TWICE = "“{value}” đã dùng ở trên; không được trùng."
CONFIG_SERVICE_WITHOUT_UNIT = "dịch vụ không có đơn vị báo cáo thì phải ghi lý do ở “note”."
CONFIG_RATIO = "cột tỷ lệ (rate) phải có ratio gồm tử số và mẫu số; cột khác thì không."
NO_OFFICE = (
    "Không thấy config.toml trong {folder} hay thư mục cha. "
    "Hãy vào thư mục của văn phòng hoặc thêm --office THƯ-MỤC."
)

# --- intake: files -------------------------------------------------------------------------------

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

# --- intake: identity, cells, rules --------------------------------------------------------------

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
# How a period is said in a file's name and at the top of a form, both folded.
NAMED_WEEK = r"(?:tuần|tuan)[\s_.-]*(\d{1,2})(?!\d)"
NAMED_MONTH = r"(?:tháng|thang)[\s_.-]*(\d{1,2})(?!\d)"
SHOWN_PERIODS = {
    "weekly": r"tuần (?P<number>\d{1,2}) năm (?P<year>\d{4})",
    "monthly": r"tháng (?P<number>\d{1,2}) năm (?P<year>\d{4})",
    "half-year": r"6 tháng (?:đầu|(?P<second>cuối)) năm (?P<year>\d{4})",
    "year": r"năm (?P<year>\d{4})",
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

OLD_ENCODINGS = {  # byte of the font = letter; sequence = letter
    "TCVN3": (
        "A1=Ă A2=Â A3=Ê A4=Ô A5=Ơ A6=Ư A7=Đ A8=ă A9=â AA=ê AB=ô AC=ơ AD=ư AE=đ "
        "B5=à B6=ả B7=ã B8=á B9=ạ BB=ằ BC=ẳ BD=ẵ BE=ắ C6=ặ C7=ầ C8=ẩ C9=ẫ CA=ấ CB=ậ "
        "CC=è CE=ẻ CF=ẽ D0=é D1=ẹ D2=ề D3=ể D4=ễ D5=ế D6=ệ D7=ì D8=ỉ DC=ĩ DD=í DE=ị "
        "DF=ò E1=ỏ E2=õ E3=ó E4=ọ E5=ồ E6=ổ E7=ỗ E8=ố E9=ộ EA=ờ EB=ở EC=ỡ ED=ớ EE=ợ "
        "EF=ù F1=ủ F2=ũ F3=ú F4=ụ F5=ừ F6=ử F7=ữ F8=ứ F9=ự FA=ỳ FB=ỷ FC=ỹ FD=ý FE=ỵ "
    ),
    "VNI": (
        "aù=á aø=à aû=ả aõ=ã aï=ạ aâ=â aá=ấ aà=ầ aå=ẩ aã=ẫ aä=ậ aê=ă aé=ắ aè=ằ aú=ẳ aü=ẵ aë=ặ "
        "eù=é eø=è eû=ẻ eõ=ẽ eï=ẹ eâ=ê eá=ế eà=ề eå=ể eã=ễ eä=ệ "
        "où=ó oø=ò oû=ỏ oõ=õ oï=ọ oâ=ô oá=ố oà=ồ oå=ổ oã=ỗ oä=ộ ô=ơ ôù=ớ ôø=ờ ôû=ở ôõ=ỡ ôï=ợ "
        "uù=ú uø=ù uû=ủ uõ=ũ uï=ụ ö=ư öù=ứ öø=ừ öû=ử öõ=ữ öï=ự "
        "í=í ì=ì æ=ỉ ó=ĩ ò=ị iù=í iø=ì yù=ý yø=ỳ yû=ỷ yõ=ỹ î=ỵ yï=ỵ ñ=đ "
    ),
}
# How a Vietnamese syllable is spelt, its tone taken away.
ONSETS = "b c ch d đ g gh gi h k kh l m n nh ng ngh p ph q qu r s t th tr v x"
NUCLEI = (
    "a ă â e ê i o ô ơ u ư y ai ao au ay âu ây eo êu ia iê iêu iu oa oă oai oao oay oe oeo oi oo"
    " ôi ơi ua uâ uây uê ui uô uôi uơ uy uya uyê uyu ưa ưi ươ ươi ươu ưu yê yêu"
)
CODAS = "c ch m n ng nh p t"
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
# Patterns of words, matched whole and in any case.
PERSONAL_CARD_WORDS = (
    "CMND",
    "CMTND",
    "CMT",
    "CCCD",
    "chứng minh(?: nhân dân| thư)?",
    "căn cước(?: công dân)?",
    "(?:số )?định danh(?: cá nhân)?",
)
PERSONAL_INSURANCE_WORDS = ("BHXH", "BHYT", "(?:sổ |thẻ )?bảo hiểm(?: xã hội| y tế)?")
PERSONAL_PHONE_WORDS = ("ĐT", "SĐT", "ĐTDĐ", "điện thoại", "di động", "zalo", "liên hệ", "gọi")
PERSONAL_TAX_WORDS = (
    "(?:MST|mã số thuế)(?: thu nhập)? cá nhân",
    "MST TNCN",
    "MSTCN",
    "(?:MST|mã số thuế)(?: của)? (?:ông|bà|anh|chị)",
)
PERSONAL_LICENCE_WORDS = ("GPLX", "giấy phép lái xe", "bằng lái(?: xe)?")
PERSONAL_PASSPORT_WORDS = ("hộ chiếu",)
PERSONAL_PLATE_WORDS = ("biển(?: kiểm soát)?", "BKS", "biển số(?: xe)?")
PERSONAL_BIRTH_WORDS = ("sinh ngày", "ngày sinh", "ngày tháng năm sinh", "sinh")
# "khai sinh ngày", "phát sinh ngày": something else than a birth.
PERSONAL_BIRTH_NOT = (r"(?:khai|phát|học|vệ|thí|hy|giáng|sơ|tuyển)\s+sinh(?: ngày)?[\s:]*$",)
PERSONAL_SMALL_WORDS = ("số", "mã", "sổ", "thẻ", "giấy", "là", "có", "của", "xe", "nhân dân")
PERSONAL_MONEY_WORDS = ("đồng", "đ", "VNĐ", "VND", "tỷ", "tỉ", "triệu", "nghìn", "ngàn", "USD")
PERSONAL_DOSSIER_WORDS = (
    "mã(?: số)? hồ sơ",
    "mã(?: số)? biên nhận",
    "số biên nhận",
    "mã(?: số)? TTHC",
    "mã(?: số)? thủ tục",
)
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

# --- consolidation -------------------------------------------------------------------------------

TOTAL_LABEL = "TỔNG CỘNG"
WEEKS_ADDED = "{count} tuần trong kỳ"
MONTHS_ADDED = "{count} tháng trong kỳ"
HALF_ADDED = "báo cáo 6 tháng và {count} tháng cuối năm"
TASK_NUMBER = "nhiệm vụ {number}"
TASK_PART = "nhiệm vụ {number}, {part}"
INDICATOR_NUMBER = "chỉ tiêu {number}"
PERIODS_FROM = "{first} đến {last}"
UNITS_MORE = "và {count} đơn vị khác (xem sổ tổng hợp)"
SUBJECTS_MANY = "{count} dịch vụ"
CUT_OFF = " (xem sổ tổng hợp)"
UNCHANGED = "không thay đổi"
ROSE = "tăng"
FELL = "giảm"
WORDING_UNREADABLE = "Không đọc được lời văn báo cáo {path}. Hãy kiểm tra tệp còn ở đó không."
WORDING_NOT_UTF8 = "tệp không ở bảng mã UTF-8; hãy lưu lại bằng Notepad với Encoding UTF-8"
WORDING_WRONG = "Lời văn báo cáo {path}, dòng {line}: {problem}. Hãy sửa tệp này rồi chạy lại."
WORDING_NEEDS_TITLES = (
    "Lời văn báo cáo {path} phải có đúng hai dòng bắt đầu bằng “# ”: tên loại và trích yếu. "
    "Hãy sửa tệp này rồi chạy lại."
)
_WORDING_PROBLEMS = {
    "TemplateSyntaxError": "sai cú pháp trong dấu {{ }} hoặc {% %}",
    "TemplateAssertionError": "tên đứng sau dấu | hoặc sau “is” không có",
    "UndefinedError": "tên ghi trong dấu {{ }} hoặc {% %} không có",
    "ZeroDivisionError": "có phép chia cho 0",
    "TypeError": "phép tính hoặc lời gọi không dùng được với giá trị này",
}


def wording_problem(error: Exception) -> str:
    """Say what the wording of a report does wrong; the last words are for the maintainer."""
    kind = type(error).__name__
    said = _WORDING_PROBLEMS.get(kind, "câu lệnh trong dấu {{ }} hoặc {% %} không thực hiện được")
    return f"{said} ({kind}: {error})"


def period_words(period: Period) -> str:
    """Name a period in a sentence: "tuần 12 năm 2023"."""
    match period.kind:
        case PeriodKind.WEEK:
            return f"tuần {period.number} năm {period.year}"
        case PeriodKind.MONTH:
            return f"tháng {period.number} năm {period.year}"
        case PeriodKind.HALF_YEAR:
            half = "đầu" if period.number == 1 else "cuối"
            return f"6 tháng {half} năm {period.year}"
        case PeriodKind.YEAR:
            return f"năm {period.year}"


def parts_words(parts: Sequence[Period]) -> str:
    """Say what a half-year or year is made of."""
    months = sum(part.kind is PeriodKind.MONTH for part in parts)
    return (MONTHS_ADDED if months == len(parts) else HALF_ADDED).format(count=months)


def half_words(half: tuple[int, int | None]) -> str:
    """Write a half-year's flow, with its whole and rate where there is one: "8/10 (80%)"."""
    flow, whole = half
    if whole is None:
        return number(flow)
    rate = percent(flow, whole)
    return HALF_RATE.format(part=number(flow), whole=number(whole), rate=rate)


def missing_words(missing: Sequence[tuple[Period, Unit]]) -> str:
    """Name reports that are missing, by unit: "UBND xã Mẫu (tháng 2/2023, tháng 3/2023)"."""
    found: dict[str, list[Period]] = {}
    for period, unit in missing:
        found.setdefault(unit.name, []).append(period)
    said = [f"{name} ({periods_brief(periods)})" for name, periods in found.items()]
    more = len(said) - _NAMED_IN_SENTENCE
    if more > 0:
        said = [*said[:_NAMED_IN_SENTENCE], UNITS_MORE.format(count=more)]
    return "; ".join(said)


def periods_brief(periods: Sequence[Period]) -> str:
    """Name periods in a list, a run by its ends: "tuần 2/2023, tuần 5/2023 đến tuần 9/2023"."""
    runs: list[list[Period]] = []
    for period in periods:
        if runs and runs[-1][-1].next == period:
            runs[-1].append(period)
        else:
            runs.append([period])
    said: list[str] = []
    for run in runs:
        first, last = run[0], run[-1]
        if len(run) < _A_RUN:
            said += map(period_brief, run)
        else:
            said.append(PERIODS_FROM.format(first=period_brief(first), last=period_brief(last)))
    return ", ".join(said)


def period_brief(period: Period) -> str:
    """Name a period in a list: "tuần 12/2023"."""
    words = {PeriodKind.WEEK: "tuần", PeriodKind.MONTH: "tháng"}
    word = words.get(period.kind)
    return f"{word} {period.number}/{period.year}" if word else period_words(period)


def window_words(first: date, last: date) -> str:
    """Say which days the figures cover."""
    return f"từ ngày {day(first)} đến ngày {day(last)}"


def spoken_window(first: date, last: date) -> str:
    """Say in a sentence which days the figures cover."""
    return f"từ ngày {spoken_day(first)} đến ngày {spoken_day(last)}"


def late_words(late_by: timedelta) -> str:
    """Say how late: "2 ngày 3 giờ", "15 phút"."""
    minutes = int(late_by.total_seconds() // 60)
    days, minutes = divmod(minutes, 24 * 60)
    hours, minutes = divmod(minutes, 60)
    parts = [(days, "ngày"), (hours, "giờ"), (minutes, "phút")]
    said = [f"{count} {name}" for count, name in parts if count]
    return " ".join(said[:2]) or "dưới 1 phút"


def fraction_percent(fraction: Fraction) -> str:
    """Say a declared share: "80%"."""
    return percent(fraction.numerator, fraction.denominator)


WAIVED = "Đã được {by} cho bỏ qua."
OVERTAKEN = (
    "Báo cáo kỳ trước đã được sửa sau khi báo cáo này gửi đến; đề nghị đơn vị sửa, gửi lại báo cáo "
    "này hoặc xác nhận số kỳ trước."
)
SET_ASIDE = "Không cần làm gì: tệp đã để riêng theo ý kiến của {by}."
DECISIONS = {
    "received": "{unit}: xác nhận đã nhận báo cáo lúc {at}",
    "set_aside": "không sử dụng tệp {label}",
    "waived": "{unit}: chấp nhận số liệu theo giải trình (phép kiểm tra {label})",
    "excused": "{unit}: chấp nhận lý do trễ hạn",
    "carried": "{unit}: tạm lấy số liệu báo cáo gần nhất vì chưa có báo cáo kỳ này",
    "reopened": "cho lập lại báo cáo đã ban hành",
    "withdrawn": "rút lại ý kiến số {label}",
}
DECISION = "Ý kiến xử lý số {number}{period}: {what} ({by}, {day}: {why})"
DECISION_PERIOD = ", kỳ {period}"


def decided_by(decision: Decision) -> str:
    """Say who decided about a unit's report, and why."""
    what = DECISIONS[decision.kind.value].format(
        unit="", at=instant(decision.at) if decision.at else "", label=decision.label
    )
    return f"{sentence(what.lstrip(': ')).rstrip('.')} ({decision.by}: {decision.why})"


def decision_words(decision: Decision, office: Office) -> str:
    """Say a decision in full."""
    unit = office.unit(decision.unit)
    what = DECISIONS[decision.kind.value].format(
        unit=unit.name if unit else decision.unit,
        at=instant(decision.at) if decision.at else "",
        label=decision.label,
    )
    period = DECISION_PERIOD.format(period=decision.period) if decision.period else ""
    return DECISION.format(
        number=decision.number,
        period=period,
        what=what,
        by=decision.by,
        day=spoken_day(decision.decided_at.date()),
        why=decision.why,
    )


# --- the blank form ------------------------------------------------------------------------------

GUIDE_SHEET = "Hướng dẫn"
LEFT_OPEN = "…"  # unit and period of the blank master
FORM_UNIT = "Đơn vị báo cáo:"
FORM_PERIOD = "Kỳ báo cáo:"
FORM_DEADLINE = "Hạn gửi:"
FORM_RECEIVER = "Gửi về:"
FORM_NUMBER = "TT"
FORM_TOLD = {  # over what the plan asks of a row, by what the rows are
    "tasks": "Thời hạn, yêu cầu, vai trò của đơn vị",
    "flows": "Phải đạt",
    "stocks": "Phải đạt",
}
FORM_TASK_DEADLINE = "Thời hạn: {deadline}"
FORM_TASK_TARGET = "Phải đạt: {target}"
FORM_TASK_ROLE = "Vai trò: {role}"
FORM_ROLES = ("chủ trì", "thực hiện", "phối hợp")
FORM_TIMINGS = {  # where the plan has no words of its own
    "ongoing": "thường xuyên",
    "on-event": "khi phát sinh",
    "yearly": "hằng năm",
}
FORM_NO_DEADLINE = "Kế hoạch không nêu"
FORM_AGAINST_WEEKS = "đối chiếu: {first} đến {last}"
FORM_WEEKS_TOLD = (
    "Chỉ tiêu {numbers} được đối chiếu với tổng các báo cáo tuần có ngày kết thúc ({weekday}) nằm "
    "trong khoảng số liệu của kỳ{which}; số nhập vẫn tính từ ngày đầu đến ngày cuối khoảng số "
    "liệu, chênh lệch do tuần vắt qua hai kỳ thì ghi ở cột “{column}”."
)
FORM_WEEKS_WHICH = " (kỳ này: {first} đến {last}, {window})"
FORM_CHECK = "Kiểm tra"
FORM_TOTAL = "Tổng số"
FORM_READY = "CÓ THỂ GỬI"
FORM_LEFT_IN_TABLE = ("CÒN ", " LỖI – xem cột Kiểm tra")  # around the number
FORM_LEFT_ELSEWHERE = " LỖI – xem trang {sheet}"
FORM_NO_ACTIVITY_ANSWER = "CHƯA CHỌN: {question}"
FORM_ERROR = "LỖI: "
FORM_ASK = "HỎI: "
FORM_FINE = "Đạt"
FORM_BLANK = "LỖI: còn ô chưa nhập"
FORM_NOT_A_COUNT = "LỖI: nhập số nguyên từ 0"
FORM_NOT_A_DAY = "LỖI: ngày chưa đúng hoặc sau ngày cuối kỳ"
FORM_BAD_DAY = (
    "Ô này chỉ nhận ngày không sau ngày cuối kỳ, viết theo dạng ngày/tháng/năm, ví dụ 31/03/2023."
)
FORM_BAD_TEXT = "LỖI: ô chữ có lỗi công thức"
FORM_AROSE = "LỖI: đã chọn “{none}”"
FORM_NOT_ANSWERED = "LỖI: chưa chọn"
FORM_NOT_LISTED = "LỖI: chọn trong danh sách"
FORM_NO_TEXT = "LỖI: chưa ghi nội dung"
FORM_TEXT_BESIDE_NONE = "HỎI: đã chọn “{none}” nhưng có nội dung"
FORM_FIELD_BLANK = "LỖI: chưa nhập"
FORM_BAD_COUNT_TITLE = "Chưa đúng"
FORM_BAD_COUNT = "Ô này chỉ nhận số nguyên từ {least} đến {most}. Không có thì nhập 0."
FORM_BAD_LENGTH_TITLE = "Quá dài"
FORM_BAD_LENGTH = "Nội dung ở ô này không quá {limit} ký tự. Hãy viết gọn lại."
FORM_BAD_CHOICE_TITLE = "Chưa đúng"
FORM_BAD_CHOICE = "Hãy bấm mũi tên bên phải ô và chọn một dòng trong danh sách."
FORM_ACTIVITY_HELP = (
    "Cả kỳ không có hồ sơ nào thì chọn “{none}”; các dòng để trống khi đó được tính là 0."
)
FORM_NARRATIVE_TITLE = "NỘI DUNG BÁO CÁO VÀ NGƯỜI KÝ"
FORM_NARRATIVE_HEADERS = ("Mục", "Lựa chọn", "Nội dung", "Kiểm tra")
FORM_FIELD_HEADERS = ("Thông tin", "Trả lời", "Ghi chú", "Kiểm tra")
FORM_GUIDE_TITLE = "HƯỚNG DẪN LẬP BIỂU"
FORM_RULES_TITLE = "Các phép kiểm tra trong biểu"
FORM_RULE_HEADERS = ("Mã", "Câu báo ở cột Kiểm tra", "Mức", "Cần làm", "Căn cứ")
FORM_SEVERITIES = {"error": "LỖI", "warning": "HỎI", "note": "Ghi nhận"}
FORM_ABOUT = "{item} – {column}"
MENDING_SHEET = "Cần sửa"
MENDING_TITLE = "NHỮNG CHỖ CẦN SỬA, CẦN GIẢI TRÌNH"
MENDING_SAID = (
    "Biểu này giữ nguyên số liệu đơn vị đã gửi. Bấm vào ô ở cột thứ ba để đến đúng chỗ; ô cần sửa "
    "được tô màu, kèm lời nhắc. Sửa xong, ô trạng thái ở đầu biểu hiện “CÓ THỂ GỬI” thì lưu lại "
    "và gửi về. LỖI: phải sửa mới nhận được; HỎI: kiểm tra lại, đúng thì ghi vào cột Giải trình."
)
MENDING_HEADERS = ("TT", "Trang", "Ô", "Nội dung", "Mức", "Vấn đề", "Cần làm")
FORM_SIGNED_ON = "{place}, ngày … tháng … năm {year}"
FORM_FILLED_BY = "NGƯỜI LẬP BIỂU"
FORM_FILLED_BY_HINT = "(Ký, ghi rõ họ tên)"
FORM_SIGNED_BY = "THỦ TRƯỞNG ĐƠN VỊ"
FORM_SIGNED_BY_HINT = "(Ký, đóng dấu, ghi rõ họ tên)"
FORM_OWN_TITLE = "………………………………"  # the signer's, to be written
SIGN_FOR, SIGN_BY_ORDER = "KT.", ("TL.", "TUQ.")
SIGN_MARKS = (SIGN_FOR, *SIGN_BY_ORDER, "Q.")
FORM_PAGE = "Trang &P/&N"
_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def sign_mark(signed_as: str) -> str:
    """Return the abbreviation a way of signing begins with: "KT."; none where the head signs."""
    first = signed_as.split(maxsplit=1)[0] if signed_as.strip() else ""
    return first if first.endswith(".") else ""


def signed_words(name: str, signed_as: str) -> str:
    """Name who signed, and how if not as the head: "Nguyễn Văn Mẫu (KT.)"."""
    mark = sign_mark(signed_as)
    return BOOK_SIGNED.format(name=name, mark=mark) if name and mark else name


def deputy_title(title: str) -> str:
    """Return the title of a head's deputy: "PHÓ TRƯỞNG PHÒNG"."""
    return f"PHÓ {title}"


def before_words(deadline: datetime) -> str:
    """Say an exact deadline: "trước 09 giờ 00, thứ Ba, ngày 28/3/2023"."""
    weekday = _WEEKDAYS[deadline.weekday()]
    if not (deadline.hour or deadline.minute):
        return f"trước {due_words(deadline)}"
    return f"trước {deadline:%H} giờ {deadline:%M}, {weekday}, ngày {spoken_day(deadline)}"


# --- the workbook --------------------------------------------------------------------------------

SHEET_COVER = "Bìa"
SHEET_APPENDIX = "Tổng hợp"
SHEET_UNITS = "Theo đơn vị"
SHEET_REASONS = "Nguyên nhân"
SHEET_NARRATIVES = "Nội dung"
SHEET_STANDINGS = "Tình trạng nộp"
SHEET_FINDINGS = "Vấn đề"
SHEET_VERSIONS = "Các lần gửi"
SHEET_DECISIONS = "Ý kiến xử lý"
SHEET_COMPARISON = "So sánh"
SHEET_CHARTS = "Biểu đồ"
SHEET_DATA = "Dữ liệu"
SHEET_SAYS = {  # what each sheet holds, for the cover
    SHEET_APPENDIX: "Phụ lục tổng hợp theo lĩnh vực, dịch vụ công",
    SHEET_UNITS: "Số liệu cộng theo từng đơn vị, đối chiếu với trang Tổng hợp",
    SHEET_REASONS: "Nguyên nhân quá hạn, không tiếp nhận, trả lại theo lời đơn vị",
    SHEET_NARRATIVES: "Nội dung mới phát sinh theo lời đơn vị",
    SHEET_STANDINGS: "Đơn vị đúng hạn, trễ hạn, chưa gửi và căn cứ",
    SHEET_FINDINGS: "Lỗi, câu hỏi, ghi nhận trong tệp đơn vị gửi",
    SHEET_VERSIONS: "Khác nhau giữa các lần gửi của một đơn vị",
    SHEET_DECISIONS: "Ý kiến xử lý trong kỳ: ai, việc gì, lý do",
    SHEET_COMPARISON: "So với kỳ trước và lũy kế",
    SHEET_CHARTS: "Tỷ lệ trực tuyến so với chỉ tiêu; hồ sơ quá hạn theo đơn vị",
    SHEET_DATA: "Từng số liệu với tệp, trang, ô của nó",
}
SHEET_TASKS = "Nhiệm vụ"
SHEET_TASK_UNITS = "Nhiệm vụ từng đơn vị"
SHEET_INDICATORS = "Chỉ tiêu"
SHEET_INDICATOR_UNITS = "Chỉ tiêu từng đơn vị"
SHEET_DIFFERENCES = "Đối chiếu"
SHEET_MERITS = "Thi đua"
PLAN_SHEET_SAYS = {  # the same for monthly, half-year and annual workbooks
    SHEET_TASKS: "Từng nhiệm vụ của Kế hoạch: ai làm, hạn nào, đến đâu, ai quá hạn",
    SHEET_TASK_UNITS: "Từng nhiệm vụ ở từng đơn vị: người, tiến độ, kết quả, khó khăn",
    SHEET_INDICATORS: "Từng chỉ tiêu cộng các đơn vị, so với số phải đạt",
    SHEET_INDICATOR_UNITS: "Từng chỉ tiêu ở từng đơn vị, với tệp và ô của nó",
    SHEET_APPENDIX: "Dịch vụ công thiết yếu: cộng báo cáo các tuần trong kỳ",
    SHEET_DIFFERENCES: "Số kỳ dài khác với cộng các kỳ ngắn; tuần còn thiếu báo cáo",
    SHEET_MERITS: "Điểm, hạng thi đua và từng căn cứ tính điểm",
    SHEET_REASONS: "Giải trình theo lời đơn vị",
    SHEET_NARRATIVES: "Nội dung theo lời đơn vị",
    SHEET_STANDINGS: "Đơn vị đúng hạn, trễ hạn, chưa gửi và căn cứ",
    SHEET_FINDINGS: "Lỗi, câu hỏi, ghi nhận trong tệp đơn vị gửi",
    SHEET_VERSIONS: "Khác nhau giữa các lần gửi của một đơn vị",
    SHEET_DECISIONS: "Ý kiến xử lý trong kỳ: ai, việc gì, lý do",
    SHEET_CHARTS: "Tiến độ chỉ tiêu; nhiệm vụ; chấp hành chế độ báo cáo",
}
BOOK_TASKS_TITLE = "THEO DÕI THỰC HIỆN NHIỆM VỤ CỦA KẾ HOẠCH"
BOOK_TASK_HEADERS = (
    "Số mục",
    "Nhiệm vụ",
    "Chủ trì, thực hiện; phối hợp",
    "Thời hạn theo Kế hoạch",
    "Ngày",
    "Số lượng, chỉ tiêu",
    "Kết quả",
    "Quá hạn, chưa có báo cáo",
)
BOOK_TASK_UNITS_TITLE = "NHIỆM VỤ Ở TỪNG ĐƠN VỊ"
BOOK_TASK_UNIT_HEADERS = (
    "Số mục",
    "Nhiệm vụ",
    "Đơn vị",
    "Thời hạn theo Kế hoạch",
    "Trạng thái",
    "Tỷ lệ hoàn thành (%)",
    "Số ngày quá hạn",
    "Ngày hoàn thành",
    "Người phụ trách",
    "Kết quả",
    "Văn bản",
    "Khó khăn, trách nhiệm",
    "Theo báo cáo kỳ",
)
BOOK_INDICATORS_TITLE = "KẾT QUẢ THỰC HIỆN CHỈ TIÊU"
BOOK_INDICATOR_HEADERS = (
    "Số",
    "Chỉ tiêu",
    "Mã",
    "Đơn vị tính",
    "Đầu kỳ",
    "Trong kỳ",
    "Lũy kế, hiện trạng",
    "Mẫu số trong kỳ",
    "Mẫu số lũy kế, hiện trạng",
    "Tỷ lệ",
    "Phải đạt",
    "Đánh giá",
    "Kỳ trước (lũy kế)",
    "Cần mỗi tuần",
    "Số đơn vị",
)
BOOK_INDICATOR_BASIS = "Căn cứ"
BASIS_OF_TASK = "đo nhiệm vụ {number}"
PLAN_HALVES_TITLE = "So sánh hai nửa năm"
PLAN_HALVES_HEADERS = (
    "Số",
    "Chỉ tiêu",
    "Đơn vị tính",
    "6 tháng đầu năm",
    "Tỷ lệ",
    "6 tháng cuối năm",
    "Tỷ lệ",
    "Tăng (+), giảm (-)",
    "Số đơn vị",
)
BOOK_HALVES_HEADERS = ("6 tháng đầu năm", "6 tháng cuối năm", "Số đơn vị (so hai nửa năm)")
HALF_RATE = "{part}/{whole} ({rate})"
BOOK_INDICATOR_UNITS_TITLE = "CHỈ TIÊU Ở TỪNG ĐƠN VỊ"
BOOK_INDICATOR_UNIT_HEADERS = (
    "Số",
    "Chỉ tiêu",
    "Mã",
    "Đơn vị",
    "Đầu kỳ",
    "Trong kỳ",
    "Lũy kế, hiện trạng",
    "Mẫu số trong kỳ",
    "Mẫu số lũy kế, hiện trạng",
    "Tỷ lệ",
    "Tệp",
    "Trang",
    "Ô",
)
BOOK_DIFFERENCES_TITLE = "ĐỐI CHIẾU SỐ LIỆU KỲ DÀI VỚI CỘNG CÁC KỲ NGẮN"
BOOK_DIFFERENCES_SAID = (
    "Tuần tính vào kỳ có ngày cuối tuần. Chỉ đối chiếu khi đủ báo cáo các kỳ ngắn; "
    "chênh lệch được nêu cả hai số, không tự chọn số nào."
)
BOOK_DIFFERENCE_HEADERS = (
    "Đơn vị",
    "Chỉ tiêu",
    "Cột",
    "Báo cáo kỳ này",
    "Ô",
    "Cộng các kỳ ngắn",
    "Các ô được cộng",
    "Chênh lệch",
    "Gồm",
)
BOOK_WEEKS_MISSING = "Tuần chưa có báo cáo hợp lệ: {weeks}."
BOOK_MONTHS_MISSING = "Kỳ chưa có báo cáo hợp lệ nên không đối chiếu được: {months}."
BOOK_ALL_WEEKS = "Đủ báo cáo tuần của các đơn vị trong {count} tuần của kỳ."
BOOK_MERITS_TITLE = "THI ĐUA: ĐIỂM VÀ CĂN CỨ"
BOOK_MERIT_HEADERS = (
    "Hạng",
    "Đơn vị",
    "Điểm đạt/điểm tối đa",
    "Nội dung",
    "Số lần",
    "Mỗi lần",
    "Điểm",
    "Căn cứ",
)
BOOK_TASK_CHART = "Nhiệm vụ theo trạng thái"
BOOK_TARGET_CHART = "Mức đạt so với chỉ tiêu phải đạt"
CHART_PART = "{title} ({part}/{parts})"
BOOK_PUNCTUALITY_CHART = "Báo cáo đúng hạn, trễ hạn, thiếu theo đơn vị"
BOOK_STATE_HEADERS = ("Trạng thái", "Số lượt (nhiệm vụ × đơn vị)")
BOOK_TARGET_HEADERS = ("Chỉ tiêu", "Mức đạt", "Phải đạt")
BOOK_PUNCTUAL_HEADERS = ("Đơn vị", "Đúng hạn", "Trễ hạn", "Thiếu, không hợp lệ")
BOOK_ADDED_CELLS = "{count} ô: {first}"
BOOK_TITLE = "SỔ TỔNG HỢP {period}"
BOOK_COMPLETE = "ĐỦ SỐ LIỆU: {sent}/{owed} đơn vị"
BOOK_INCOMPLETE = "CHƯA ĐỦ SỐ LIỆU: {sent}/{owed} đơn vị"
BOOK_STILL_MISSING = "Chưa có số liệu của: {units}"
BOOK_WINDOW = "Số liệu"
BOOK_DEADLINE = "Hạn gửi"
BOOK_BEFORE = "trước {deadline}"
BOOK_MADE = "Lập lúc"
BOOK_KEY_FIGURES = "Số liệu chính"
BOOK_FIGURE_HEADERS = ("Chỉ tiêu", "Số liệu", "Số đơn vị")
BOOK_PUNCTUALITY = "Tình trạng nộp"
BOOK_PUNCTUALITY_HEADERS = ("Tình trạng", "Số đơn vị", "Đơn vị")
BOOK_CONTENTS = "Các trang"
BOOK_COVERAGE = "Số liệu của {coverage} đơn vị"
BOOK_UNIT = "Đơn vị báo cáo"
BOOK_COUNTED = "Số đơn vị"
BOOK_NOTHING = "{unit} (không phát sinh)"
BOOK_SAME_AS_APPENDIX = "Đối chiếu với trang Tổng hợp"
BOOK_AGREES = "khớp"
BOOK_DIFFERS = "LỆCH"
BOOK_STANDING = "Tình trạng"
BOOK_UNITS_TITLE = "SỐ LIỆU THEO ĐƠN VỊ"
BOOK_REASONS_TITLE = "NGUYÊN NHÂN, LÝ DO THEO BÁO CÁO CỦA ĐƠN VỊ"
BOOK_REASON_HEADERS = ("Nội dung", "Đơn vị", "Dịch vụ công", "Số hồ sơ", "Lời đơn vị", "Nguồn")
BOOK_NARRATIVES_TITLE = "NỘI DUNG MỚI PHÁT SINH THEO BÁO CÁO CỦA ĐƠN VỊ"
BOOK_NARRATIVE_HEADERS = ("Mục", "Đơn vị", "Lời đơn vị", "Nguồn")
BOOK_STANDINGS_TITLE = "TÌNH TRẠNG NỘP BÁO CÁO"
BOOK_STANDING_HEADERS = (
    "Đơn vị",
    "Tình trạng",
    "Nhận không sớm hơn",
    "Nhận không muộn hơn",
    "Xác nhận",
    "Tệp đang dùng",
    "Số lần gửi",
    "Người lập",
    "Người ký",
    "Đầu mối liên hệ",
    "Mã ĐVHC",
)
BOOK_SIGNED = "{name} ({mark})"
BOOK_FINDINGS_TITLE = "VẤN ĐỀ TRONG TỆP ĐƠN VỊ GỬI (bấm vào ô để mở đúng chỗ)"
BOOK_FINDING_HEADERS = ("Đơn vị", "Mức", "Mã", "Tệp", "Trang", "Ô", "Vấn đề", "Cần làm")
BOOK_VERSIONS_TITLE = "KHÁC NHAU GIỮA CÁC LẦN GỬI"
BOOK_VERSION_HEADERS = (
    "Đơn vị",
    "Bản trước",
    "Bản sau",
    "Dịch vụ công, mục",
    "Cột",
    "Ô",
    "Trước",
    "Sau",
)
BOOK_DECISIONS_TITLE = "Ý KIẾN XỬ LÝ TRONG KỲ"
BOOK_DECISION_HEADERS = ("Số", "Nội dung", "Người cho ý kiến", "Lý do", "Lúc ghi")
BOOK_CARRIED = "{unit} (số kỳ trước)"
BOOK_COMPARISON_TITLE = "SO SÁNH VỚI KỲ TRƯỚC"
BOOK_COMPARED = (
    "Kỳ trước: {period}. Chỉ tính {coverage} đơn vị có báo cáo cả hai kỳ, để thiếu báo cáo "
    "không bị hiểu là giảm."
)
BOOK_NO_COMPARISON = "Không có đơn vị nào có báo cáo ở cả kỳ này và kỳ trước ({period})."
BOOK_COMPARISON_HEADERS = ("Chỉ tiêu", "Kỳ này", "Kỳ trước", "Tăng (+), giảm (-)", "Tỷ lệ")
BOOK_CUMULATIVE_TITLE = "LŨY KẾ TỪ NGÀY {since} ĐẾN NGÀY {until}"
BOOK_CUMULATIVE = (
    "Cộng số phát sinh của {count} tuần có báo cáo ({reports}/{owed} lượt báo cáo tuần của các "
    "đơn vị); số tồn không cộng dồn."
)
BOOK_CUMULATIVE_GAPS = "Chưa đủ báo cáo của tất cả các đơn vị, các tuần."
BOOK_CUMULATIVE_HEADERS = ("Chỉ tiêu", "Lũy kế")
BOOK_RATE_CHART = "Tỷ lệ hồ sơ trực tuyến theo đơn vị ({coverage} đơn vị)"
BOOK_OVERDUE_CHART = "Hồ sơ quá hạn theo đơn vị ({coverage} đơn vị)"
BOOK_CHARTED = "Số liệu của {coverage} đơn vị."
BOOK_NOT_CHARTED = "Số liệu của {coverage} đơn vị; chưa có số liệu: {units}."
BOOK_TARGET = "Chỉ tiêu {target}"
BOOK_CHARTS_TITLE = "BIỂU ĐỒ"
BOOK_NONE = "Không có."
BOOK_DATA_HEADERS = (
    "Kỳ",
    "Mã đơn vị",
    "Đơn vị",
    "Số DVC",
    "Mã DVC",
    "Dịch vụ công",
    "Mã cột",
    "Cột",
    "Giá trị",
    "Đã gõ",
    "Tệp",
    "Trang",
    "Ô",
)
BOOK_PAGE = "Trang &P/&N"
UNKNOWN_FIGURE = "–"
BOOK_PLACE = "{file}, trang “{sheet}”, ô {cell}"

# --- the Word report -----------------------------------------------------------------------------

DOC_NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
DOC_MOTTO = "Độc lập - Tự do - Hạnh phúc"
DOC_NUMBER = "Số: {number}/{symbol}"
DOC_DATE = "ngày {day} tháng {month} năm {year}"
DOC_PHRASES_BEGIN = ("theo", "trong", "của", "về", "tại", "trên", "thực", "ngày")
DOC_TO = "Kính gửi:"
DOC_RECIPIENTS = "Nơi nhận:"
DOC_APPENDIX = "Phụ lục"
DOC_ATTACHED_MARK = "(Kèm theo"
DOC_ARCHIVED_MARK = "- Lưu:"
DOC_ATTACHED = "(Kèm theo Báo cáo số {number}/{symbol} {date} của {office})"
DOC_WINDOW = "(Số liệu {window})"
DOC_TT = "TT"
DOC_SERVICE = "Tên dịch vụ công"
DOC_COVERAGE = "{label} ({coverage} đơn vị)"
DOC_CARRIED = "{label} (*)"
DOC_PARTIAL_NOTE = (
    "(*) Đơn vị thiếu báo cáo tuần: số trong kỳ là tổng các tuần đã báo cáo; “–” là chưa có số, "
    "do thiếu báo cáo tuần đầu kỳ hoặc cuối kỳ."
)
DOC_UNREPORTED = "số {number} ({name})"
DOC_UNREPORTED_NOTE = "Ghi chú: dịch vụ công {services} không có đơn vị cấp huyện báo cáo."
DOC_CARRIED_NOTE = "(*) Có số liệu kỳ trước của đơn vị chưa gửi báo cáo."
DOC_STATES = {
    "not_reported": "chưa có báo cáo",
    "no_reporter": "không có đơn vị cấp huyện báo cáo",
}
DECREE_BROKEN = (
    "Dừng lại, chưa ghi gì: báo cáo chưa đúng thể thức Nghị định 30/2020/NĐ-CP, Phụ lục I: {rules}."
)

# --- the plan: tasks, indicators, emulation ------------------------------------------------------

PLAN_TASKS_TITLE = "Theo dõi thực hiện nhiệm vụ của Kế hoạch"
PLAN_TASK_HEADERS = (
    "Số mục",
    "Nhiệm vụ",
    "Chủ trì, thực hiện; phối hợp",
    "Thời hạn",
    "Kết quả",
    "Quá hạn, chưa có báo cáo",
)
PLAN_INDICATORS_TITLE = "Kết quả thực hiện chỉ tiêu"
PLAN_INDICATOR_HEADERS = (
    "Số",
    "Chỉ tiêu",
    "Đơn vị tính",
    "Trong kỳ",
    "Lũy kế, hiện trạng",
    "Mẫu số",
    "Tỷ lệ",
    "Phải đạt",
    "Đánh giá",
    "Số đơn vị",
)
PLAN_TARGET_CHART = "Mức đạt so với chỉ tiêu phải đạt (100% là đạt)"
PLAN_BY_UNIT_TITLE = "Chỉ tiêu theo từng đơn vị"
PLAN_BY_UNIT_NOTE = (
    "Chỉ tiêu cộng dồn ghi số trong kỳ; chỉ tiêu hiện trạng ghi số ngày cuối kỳ; "
    "có mẫu số thì ghi tử số/mẫu số."
)
PLAN_UNITS_TITLE = "Tình hình chấp hành chế độ báo cáo và xếp hạng thi đua"
PLAN_UNIT_HEADERS = (
    "Hạng",
    "Đơn vị",
    "Báo cáo kỳ này",
    "Đúng hạn",
    "Trễ hạn",
    "Thiếu, không hợp lệ",
    "Nhiệm vụ đúng hạn",
    "Nhiệm vụ quá hạn",
    "Chỉ tiêu đạt",
    "Điểm đạt/điểm tối đa",
)
PLAN_COVER_TARGET = "Phải đạt {target}; số liệu của {coverage} đơn vị"
PLAN_COVER_TASKS = "Nhiệm vụ {state}"
PLAN_COVER_COUNTED = "Tính theo từng nhiệm vụ ở từng đơn vị"
BOOK_EXPLANATION_HEADERS = ("Đơn vị", "Tệp", "Giải trình", "Ô")
PLAN_NOBODY = "Kế hoạch không giao đơn vị nào"
PLAN_SUPPORT = "phối hợp: {names}"
PLAN_GROUPS = {
    "@tat-ca": "các phòng, ban, ngành, UBND các xã, thị trấn",
    "@xa": "UBND các xã, thị trấn",
    "@cap-huyen": "các phòng, ban, ngành cấp huyện",
}
UNIT_ENDED = "không còn phải báo cáo (đã sắp xếp, sáp nhập)"
TASK_STATES = {
    "done": "hoàn thành",
    "done_late": "hoàn thành chậm",
    "overdue": "quá hạn",
    "under_way": "đang thực hiện",
    "not_started": "chưa thực hiện",
    "not_yet": "chưa đến thời điểm",
    "not_reported": "chưa có báo cáo",
    "nobodys": "chưa giao",
}
TASK_STATES_DATED = TASK_STATES | {"done": "hoàn thành đúng hạn"}
TASK_COUNT = "{count} {state}"
TASK_DAYS = "{names} quá hạn {days} ngày"
TASK_SILENT = "chưa có báo cáo kỳ này: {names}"
TASK_MANY = "{count} đơn vị"
TASK_QUOTED = "{mark} ({name})"
TARGET_COUNT = "{target} {measure}"
TARGET_RATE = "từ {target}% trở lên"
TARGET_BY = "{target}, hạn {day}"
TARGET_DONE_BY = "hoàn thành, hạn {day}"
MET = "đạt"
NOT_MET = "chưa đạt"
UNDER_WAY = "đang thực hiện, chưa đến hạn"
FIGURE_NONE = "chưa có báo cáo"
FIGURE_FLOW = "trong kỳ {count} {measure}"
FIGURE_COUNT = "{count} {measure}"
FIGURE_RATE = "{part}/{whole} {measure}, đạt {rate}"
FIGURE_NO_WHOLE = "không phát sinh {whole}"
FIGURE_CUMULATIVE = "{said}; lũy kế {count} {measure}"
FIGURE_TARGET = "chỉ tiêu {target}: {met}"
FIGURE_UNITS = "{coverage} đơn vị báo cáo"
FIGURE_CARRIED = "gồm cả số kỳ trước tạm lấy"
FIGURE = "{said} ({notes})"
FIGURE_PACE = (
    "{met}; còn {left} {measure}, cần bình quân {per_week} {measure}/tuần trong {days} ngày còn lại"
)
HALF_CHANGE = "{title} (từ {first} lên {second}, tăng {points} điểm phần trăm)"
HALF_FALL = "{title} (từ {first} xuống {second}, giảm {points} điểm phần trăm)"
SCORE_KINDS = {
    "report_on_time": "Báo cáo đúng hạn",
    "report_late": "Báo cáo trễ hạn",
    "report_undecided": "Báo cáo chưa rõ lúc nhận (chưa tính điểm)",
    "report_missing": "Báo cáo thiếu, không hợp lệ",
    "report_returned": "Báo cáo phải trả lại",
    "report_corrected": "Số liệu phải sửa sau khi gửi",
    "task_on_time": "Nhiệm vụ hoàn thành đúng hạn",
    "task_overdue": "Nhiệm vụ quá hạn, hoàn thành chậm",
    "target_met": "Chỉ tiêu đạt",
}
_NAMED_UNITS = 6  # more than these are counted, not named
_NAMED_IN_SENTENCE = 12
_A_RUN = 3  # as many periods in a row are named by the first and the last


def units_named(marks: Sequence[str], office: Office) -> str:
    """Name units by their codes and marks of groups."""
    names = [
        PLAN_GROUPS.get(mark) or (unit.name if (unit := office.unit(mark)) else mark)
        for mark in marks
    ]
    return ", ".join(names)


def task_units(task: Task, office: Office) -> str:
    """Say who must carry a task out, and who supports: "Công an huyện; phối hợp: …"."""
    named = units_named((*task.lead, *task.performers), office)
    support = ", ".join(filter(None, (units_named(task.supporters, office), task.supporters_said)))
    said = named or PLAN_NOBODY
    return f"{said}; {PLAN_SUPPORT.format(names=support)}" if support else said


THEN_ONGOING = ", sau đó thường xuyên"
FROM_DAY = "từ ngày {day}"


def task_days(task: Task) -> str:
    """Say the days a plan's deadline means: "31/03/2023, sau đó thường xuyên"."""
    if task.due:
        return f"{day(task.due)}{THEN_ONGOING if task.then_ongoing else ''}"
    return FROM_DAY.format(day=day(task.starts)) if task.starts else ""


def task_deadline(task: Task) -> str:
    """Say when, in the plan's own words; with the days they mean."""
    days = task_days(task)
    return f"{task.deadline_said} ({days})" if days else task.deadline_said


def task_told(task: Task, office: Office, unit: Unit | None) -> str:
    """Say to the unit that answers when a task is due, what is to be reached, and its role."""
    deadline = task_deadline(task) if task.deadline_said else task_days(task)
    deadline = deadline or FORM_TIMINGS.get(task.timing.value, FORM_NO_DEADLINE)
    measured = (one for one in office.indicators if one.code == task.indicator)
    target = task.quantity or next(map(target_words, measured), "")
    named = zip(FORM_ROLES, (task.lead, task.performers, task.supporters), strict=True)
    role = ", ".join(words for words, marks in named if unit and office.names(marks, unit))
    said = (
        (FORM_TASK_DEADLINE, "deadline", deadline),
        (FORM_TASK_TARGET, "target", target),
        (FORM_TASK_ROLE, "role", role),
    )
    return "\n".join(line.format(**{name: words}) for line, name, words in said if words)


def indicator_told(indicator: Indicator, first: Period, last: Period) -> str:
    """Say what must be reached, and against which weekly reports the figure is held."""
    weeks = {"first": period_brief(first), "last": period_brief(last)}
    return "\n".join(filter(None, (target_words(indicator), FORM_AGAINST_WEEKS.format(**weeks))))


def weeks_told(
    numbers: Sequence[str], schedule: Schedule, weeks: tuple[Period, Period] | None, column: str
) -> str:
    """Say which weeks count in a longer period, and where to explain a difference."""
    which = ""
    if weeks:
        first, last = weeks
        days = window_words(schedule.window(first)[0], schedule.window(last)[1])
        words = {"first": period_brief(first), "last": period_brief(last), "window": days}
        which = FORM_WEEKS_WHICH.format(**words)
    weekday = _WEEKDAYS[schedule.week_starts - 2]  # the day before a week starts
    said = {"numbers": ", ".join(numbers), "weekday": weekday, "which": which, "column": column}
    return FORM_WEEKS_TOLD.format(**said)


def indicator_basis(indicator: Indicator, office: Office) -> str:
    """Say what an indicator rests on and which task it measures."""
    numbers = [task.number for task in office.tasks if task.code == indicator.task]
    measured = [BASIS_OF_TASK.format(number=number) for number in numbers]
    return "; ".join(filter(None, (indicator.basis, *measured)))


def task_progress(lines: Sequence[TaskLine]) -> str:
    """Say how a task stands: in a word for one unit, "12/37 đơn vị hoàn thành" for many."""
    if len(lines) == 1:
        return TASK_STATES[lines[0].state.value]
    counts = {state: sum(line.state.value == state for line in lines) for state in TASK_STATES}
    said = [f"{counts[state]}/{len(lines)} {words}" for state, words in TASK_STATES.items()]
    return "; ".join(words for words, count in zip(said, counts.values(), strict=True) if count)


def task_behind(lines: Sequence[TaskLine], *, in_full: bool = False) -> str:
    """Name who is overdue, the longest first, and who has not reported; in full in a sentence."""
    late: dict[int, list[str]] = {}
    silent: list[str] = []
    for line in sorted(lines, key=lambda line: -line.days):
        if line.unit is None:
            continue
        name = line.unit.name if in_full else line.unit.short_name
        if line.state.value == "overdue":
            late.setdefault(line.days, []).append(name)
        elif line.state.value == "not_reported":
            silent.append(name)
    most = _NAMED_IN_SENTENCE if in_full else len(lines)
    said = [
        TASK_DAYS.format(days=days, names=names_or_count(names, most))
        for days, names in late.items()
    ]
    if silent:
        said.append(TASK_SILENT.format(names=names_or_count(silent, most)))
    return "; ".join(said)


def states_words(lines: Sequence[TaskLine], *, dated: bool) -> str:
    """Count tasks by state: "50 hoàn thành đúng hạn, 8 hoàn thành chậm"."""
    words = TASK_STATES_DATED if dated else TASK_STATES
    counts = {state: sum(line.state.value == state for line in lines) for state in words}
    return ", ".join(
        TASK_COUNT.format(count=number(counts[state]), state=said)
        for state, said in words.items()
        if counts[state]
    )


def shortened(text: str, most: int) -> str:
    """Cut a text at a word, with a mark that it goes on."""
    if len(text) <= most:
        return text
    return text[: most - 1].rpartition(" ")[0].rstrip(" ,;:") + LEFT_OPEN


def cut_off(text: str, most: int) -> str:
    """Write a unit's words as a sentence, no longer than so many letters."""
    one_line = " ".join(text.split())
    said = shortened(one_line, most)
    return sentence(said if said == one_line else said + CUT_OFF)


def task_mark(task: Task) -> str:
    """Name a task by the plan's number, and which part of it."""
    words = TASK_PART if task.part else TASK_NUMBER
    return words.format(number=task.number, part=task.part[:1].lower() + task.part[1:])


def names_or_count(names: Sequence[str], most: int = _NAMED_UNITS) -> str:
    """Name a few, count many."""
    return TASK_MANY.format(count=len(names)) if len(names) > most else ", ".join(names)


def named_in_sentence(units: Sequence[Unit]) -> str:
    """Name units in full, as many as a sentence can hold; count more."""
    return names_or_count([unit.name for unit in units], _NAMED_IN_SENTENCE)


def task_quoted(tasks: Sequence[Task], most: int = 0) -> str:
    """Name a task by its number and its content, shortened; one in parts by its parts."""
    first = tasks[0]
    if len(tasks) == 1:
        name = shortened(first.content, most) if most else first.content
        return TASK_QUOTED.format(mark=task_mark(first), name=name)
    name = ", ".join(lowered(task.part) for task in tasks)
    return TASK_QUOTED.format(mark=TASK_NUMBER.format(number=first.number), name=name)


def target_words(indicator: Indicator, said_day: Callable[[date], str] = day) -> str:
    """Say what must be reached, and by when."""
    by = said_day(indicator.target_by) if indicator.target_by else ""
    if indicator.target is None:
        return TARGET_DONE_BY.format(day=by) if by else ""
    if not indicator.whole:
        said = TARGET_COUNT.format(target=number(indicator.target), measure=indicator.measure)
    elif indicator.target == 100:
        said = "100%"
    else:
        said = TARGET_RATE.format(target=indicator.target)
    return TARGET_BY.format(target=said, day=by) if by else said


def indicator_words(line: IndicatorLine) -> str:
    """Say an indicator's figures as a sentence goes on after its name."""
    notes = [_held_against_target(line), FIGURE_UNITS.format(coverage=line.coverage)]
    if line.carried:
        notes.append(FIGURE_CARRIED)
    return FIGURE.format(said=_figures_words(line), notes="; ".join(filter(None, notes)))


def _figures_words(line: IndicatorLine) -> str:
    """Say the period's figure or rate, and the cumulative one where it is another."""
    indicator, closing = line.indicator, line.values.get("closing")
    flow = line.values.get("flow") if indicator.adds_up else None
    shown = closing if flow is None else flow
    if shown is None:
        return FIGURE_NONE
    measure, alone = indicator.measure, closing is None or closing == shown
    if line.ratio is None:
        words = FIGURE_COUNT if alone else FIGURE_FLOW
        said = words.format(count=number(shown), measure=measure)
    elif line.ratio[1]:
        part, whole = line.ratio
        rate = percent(part, whole)
        said = FIGURE_RATE.format(
            part=number(part), whole=number(whole), measure=measure, rate=rate
        )
    else:
        said = FIGURE_NO_WHOLE.format(whole=lowered(indicator.whole))
    if alone or closing is None:
        return said
    return FIGURE_CUMULATIVE.format(said=said, count=number(closing), measure=measure)


def _held_against_target(line: IndicatorLine) -> str:
    """Say what must be reached, whether it is, and how much a week is still to do."""
    met, pace = met_words(line), line.pace
    if not met:
        return ""
    if pace:
        met = FIGURE_PACE.format(
            met=met,
            left=number(pace.left),
            measure=line.indicator.measure,
            per_week=number(pace.per_week),
            days=pace.days,
        )
    return FIGURE_TARGET.format(target=target_words(line.indicator, spoken_day), met=met)


def halves_change(line: IndicatorLine) -> str:
    """Say how a rate changed between a year's halves."""
    halves = line.halves
    if halves is None or halves.points is None:
        return ""
    first, second = (percent(part, whole or 0) for part, whole in (halves.first, halves.second))
    words = HALF_CHANGE if halves.points > 0 else HALF_FALL
    points = percent_points(abs(halves.points))
    return words.format(title=line.indicator.title, first=first, second=second, points=points)


def percent_points(points: Fraction) -> str:
    """Write percentage points with at most two decimals: "4,1"."""
    return percent(points.numerator, points.denominator * 100).rstrip("%")


def lowered(text: str) -> str:
    """Begin with a small letter, as in the middle of a sentence; what is all capitals stays."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def met_words(line: IndicatorLine) -> str:
    """Say whether a target is reached; nothing where there is no target or no figure."""
    if line.under_way:
        return UNDER_WAY
    if line.met is None:
        return ""
    return MET if line.met else NOT_MET


def score_words(merit: Merit) -> str:
    """Write points of those attainable, and their share: "320/340 (94,12%)"; none below zero."""
    said = f"{number(merit.total)}/{number(merit.attainable)}"
    return f"{said} ({percent(merit.total, merit.attainable)})" if merit.total >= 0 else said


def signed_number(n: int) -> str:
    """Write points: "+12", "-3", "0"."""
    return f"+{number(n)}" if n > 0 else number(n)


# --- publishing ----------------------------------------------------------------------------------

OUTPUT_IN_USE = (
    "Không ghi được {path}: tệp đang mở trong Word, Excel hoặc thư mục không cho ghi, "
    "hoặc ổ đĩa đầy. Hãy đóng tệp rồi chạy lại; các tệp cũ vẫn nguyên vẹn."
)
PROOF_WORKBOOK = "sổ tổng hợp"
PROOF_REPORT = "báo cáo Word"
PROOF_FAILED = (
    "Dừng lại, chưa ghi gì: số liệu đọc lại từ {name} không khớp số liệu đã tổng hợp. "
    "Hãy báo người bảo trì chương trình."
)

# --- the launcher --------------------------------------------------------------------------------

SETTING_UP = "Lần đầu chạy: đang cài đặt, mất khoảng một phút…"
SETUP_FAILED = (
    "Chưa cài đặt được các gói cần thiết. Hãy kiểm tra kết nối mạng, hoặc chép các gói vào thư mục "
    "wheels/ như README hướng dẫn, rồi chạy lại. Chi tiết: {log}"
)

# --- the screen ----------------------------------------------------------------------------------

LEDGER_RESTORED = (
    "Sổ theo dõi bị hỏng, đã để riêng tại {aside} và khôi phục từ bản sao lưu {backup}. Quyết "
    "định, việc ban hành ghi sau bản sao lưu này (nếu có) phải ghi lại. Hãy chạy lại lệnh."
)
LEDGER_LOST = (
    "Sổ theo dõi {path} không còn hoặc trống; đã khôi phục từ bản sao lưu {backup}. Quyết "
    "định, việc ban hành ghi sau bản sao lưu này (nếu có) phải ghi lại. Hãy chạy lại lệnh."
)
LEDGER_WRONG = (
    "Sổ theo dõi {path} có nội dung sai lệch, không dùng được. Hãy đổi tên tệp này để giữ lại, rồi "
    "chạy lại: chương trình khôi phục từ bản sao lưu trong collected/.archive."
)
LEDGER_BEGUN_ANEW = (
    "Sổ theo dõi bị hỏng, đã để riêng tại {aside}; không có bản sao lưu. Lệnh chạy lại sẽ lập sổ "
    "mới từ các tệp trong collected/; thời điểm nhận, quyết định và việc ban hành đã ghi không "
    "khôi phục được. Báo cáo đã ban hành phải được ban hành lại với đúng số, ngày đã ký."
)
LEDGER_NOT_WHOLE = (
    "Không đọc được trọn vẹn sổ theo dõi {path}. Lệnh này chỉ xem nên không sửa gì. "
    "Hãy chạy baocao06 merge: lệnh đó khôi phục sổ từ bản sao lưu."
)
LEDGER_NEWER = (
    "Sổ theo dõi {path} do phiên bản mới hơn của chương trình lập nên phiên bản này không mở. "
    "Hãy dùng chương trình mới trên mọi máy; sổ còn nguyên, chưa có gì thay đổi."
)
LEDGER_CANNOT_WRITE = (
    "Không ghi được {path}: ổ đĩa đầy, thư mục không cho ghi hoặc đã bị gỡ. "
    "Tệp đã nhận vẫn còn nguyên. Hãy khắc phục rồi chạy lại."
)
LEDGER_BUSY = (
    "Sổ theo dõi {path} đang được một lần chạy khác sử dụng. Hãy đợi lệnh kia xong rồi chạy lại."
)
NO_FORM = "Không có biểu mẫu cho kỳ {period}: thiếu tệp form.toml trong {folder}."
NO_SHORTER_FORM = (
    "Kỳ {period} được cộng và đối chiếu từ báo cáo {kind}, nhưng thiếu biểu mẫu {kind}: "
    "không có tệp form.toml trong {folder}."
)
BAD_PERIOD = (
    "“{text}” không phải là kỳ báo cáo. Viết như 2023-W12 (tuần 12 năm 2023), 2023-03 (tháng 3), "
    "2023-H1 (6 tháng đầu năm) hoặc 2023 (cả năm)."
)
PERIOD_KINDS = {"weekly": "tuần", "monthly": "tháng", "half-year": "6 tháng", "year": "năm"}
CLOSES_LATE = (
    "Lưu ý: kỳ {period} khóa số liệu sau khi hết hạn gửi báo cáo; "
    "xem lại month_ends và các hạn gửi trong config.toml."
)
BAD_TIME = "“{text}” không phải là thời điểm. Viết như 2023-03-28T08:45 (ngày 28/3/2023, 8 giờ 45)."
FUTURE_PERIOD = "Kỳ {period} chưa kết thúc (đến hết ngày {last}); chưa thể tổng hợp."
NO_UNIT = "Không có đơn vị “{text}” trong config.toml. {hint}"
UNIT_HINT = "Có phải “{near}” không?"
UNIT_LIST = "Các mã đơn vị: {codes}."
TIME_AFTER_SEEN = (
    "Thời điểm {at} sau lúc tệp của đơn vị đã được thấy trong collected/ ({seen}); "
    "hãy kiểm tra lại."
)
NOTHING_RECEIVED = (
    "Chưa có báo cáo nào của {unit} cho {period}, nên chưa có gì để ghi thời điểm nhận."
)
NO_COLLECTED = "Không mở được thư mục {path}. Hãy kiểm tra ổ đĩa, thư mục dùng chung rồi chạy lại."
CANNOT_OPEN = (
    "Không mở được tệp {path}. Hãy kiểm tra tệp còn ở đó và không bị chương trình khác khóa."
)
CHECK_A_FOLDER = "{path} là thư mục. Ghi tên từng tệp cần kiểm tra, ví dụ thư-mục/*.xlsx."
BUG = (
    "Xin lỗi, chương trình gặp lỗi ngoài dự kiến. Các tệp đã nhận vẫn còn nguyên. "
    "Chi tiết lỗi được ghi tại {path}; hãy gửi tệp đó cho người bảo trì chương trình."
)
READING = "Đang đọc tệp"
ARROW = "→ "
BESIDE = "  (tệp cũ đã có người sửa nên được giữ nguyên)"
WRITTEN_BESIDE = "    Tệp cũ đã có người sửa nên được giữ nguyên; bản mới ghi bên cạnh."
FORMS_WRITTEN = "Đã tạo {count} biểu mẫu cho kỳ {period}:"
FORMS_NEXT = (
    "Gửi mỗi đơn vị tệp mang mã của đơn vị. Hạn đơn vị gửi lại: trước {deadline}.\n"
    "Tệp nhận về thì thả vào thư mục collected/ rồi chạy: baocao06 merge"
)
SCREEN_TITLE = "BÁO CÁO {words} ({period})"
SCREEN_WINDOW = "  Số liệu: {window}"
SCREEN_DEADLINE = "  Hạn gửi: trước {deadline}"
SCREEN_SENT = "  Có số liệu hợp lệ: {sent}/{owed} đơn vị"
SCREEN_FILES = "Thư mục collected: {seen} tệp"
SCREEN_FILE_KINDS = {  # each file is of exactly one
    "accepted": "{count} nhận",
    "warned": "{count} nhận nhưng cần hỏi lại",
    "refused": "{count} chưa nhận được",
    "ignored": "{count} bỏ qua (tệp tạm, tệp của máy, tệp để riêng)",
}
SCREEN_REPLACED = (
    "Trong đó {count} tệp không cần xử lý: đơn vị đã gửi bản khác hợp lệ sau tệp chưa nhận được."
)
SCREEN_REFUSED = "Tệp chưa dùng được, không thuộc kỳ nêu trên: {count}"
UNSEALED = (
    "Tệp đã ban hành {file} (kỳ {period}, số {number}) đã bị sửa hoặc không còn; "
    "bản niêm phong còn tại {kept}"
)
INPUT_LOST = (
    "Tệp nộp {file} là căn cứ của báo cáo đã ban hành (kỳ {period}, số {number}) không còn trong "
    "kho lưu collected/.archive. Hãy chép lại kho lưu từ bản sao của cơ quan."
)
REPEATED = (
    "Giống hệt tệp đã nhận, không tính lần nữa: {file} (báo cáo của {unit}, {period}). "
    "Nếu đơn vị định gửi báo cáo khác, hãy hỏi lại."
)
REPEATED_NOBODYS = "Giống hệt tệp đã nhận, không tính lần nữa: {file}."
REPEATED_MORE = "… và {count} tệp khác giống hệt tệp đã nhận."
CLOCK_BEHIND = (
    "Đồng hồ máy đang chậm hơn lần chạy trước ({at}). Hãy kiểm tra ngày, giờ của máy: "
    "đúng hạn hay trễ hạn tính theo đồng hồ này."
)
REPLACED_SAME_NAME = "Không cần làm gì: tệp cùng tên đã được gửi lại, đọc được."
SCREEN_REFUSED_MORE = "    … và {count} tệp khác."
SCREEN_SENT_BACK = "{folder} ({count} biểu đánh dấu chỗ cần sửa, để gửi lại đơn vị)"
SCREEN_FINDINGS = "Vấn đề cần xử lý: {count} (và {notes} ghi nhận trong sổ tổng hợp)"
SCREEN_MORE = "    … và {count} vấn đề khác, xem trang “Vấn đề” của sổ tổng hợp."
UNKNOWN_UNIT = "Chưa rõ đơn vị"
PLACE_SHEET = "trang “{sheet}”"
PLACE_CELL = "ô {cell}"
PLACE_COLUMN = "cột “{column}”"
SEVERITY = {"error": "Lỗi:", "warning": "Hỏi lại:", "note": "Ghi nhận:"}
STANDING_SIGNS = {"on_time": "✓", "late": "!", "undecided": "?", "missing": "✗", "invalid": "✗"}
STANDING = {
    "on_time": "đúng hạn",
    "late": "trễ hạn",
    "undecided": "chưa rõ thời điểm nhận",
    "missing": "chưa gửi",
    "invalid": "đã gửi, chưa hợp lệ",
}
STANDING_LATE = "trễ ít nhất {by}"
STANDING_CARRIED = "chưa có; tạm lấy số {period}"
STANDING_ASIDE = "chưa có (tệp đã gửi được để riêng)"
STANDING_REPLACED = "Dùng bản gửi sau ({file}), khác bản trước ở {count} chỗ."
STANDING_EXCUSED = "trễ hạn, có lý do"
STANDING_NOT_YET = "chưa gửi (chưa đến hạn)"
STANDING_ON_TIME_NOTHING = "đúng hạn, không phát sinh"


def standing_words(standing: Standing, *, due: bool) -> str:
    """Say a standing in a few words; before the deadline nobody is missing yet."""
    kind = standing.kind.value
    if standing.carried:
        return STANDING_CARRIED.format(period=standing.carried)
    if kind == "late" and standing.excused:
        return STANDING_EXCUSED
    if kind == "late" and standing.late_by is not None:
        return STANDING_LATE.format(by=late_words(standing.late_by))
    if kind == "missing" and standing.aside:
        return STANDING_ASIDE
    if kind == "missing" and not due:
        return STANDING_NOT_YET
    if kind == "on_time" and standing.nothing_arose:
        return STANDING_ON_TIME_NOTHING
    return STANDING[kind]


NEXT_MISSING = "Đôn đốc đơn vị chưa gửi: {units}."
NEXT_WAITING = "Chưa đến hạn; còn chờ: {units}."
NEXT_INVALID = "Đề nghị đơn vị sửa, gửi lại: {units}."
NEXT_UNDECIDED = (
    "{unit}: hạn gửi nằm giữa lúc lưu tệp và lúc thấy tệp. Nếu biết lúc nhận, ghi lại bằng lệnh: "
    'baocao06 received {code} {period} THỜI-ĐIỂM --by "Họ tên" --why "Căn cứ", rồi chạy lại merge.'
)
NEXT_UNDECIDED_MANY = (
    "{count} đơn vị đánh dấu ?: hạn gửi nằm giữa lúc lưu tệp và lúc thấy tệp. Nếu biết lúc nhận "
    "của đơn vị nào, ghi lại bằng lệnh: "
    'baocao06 received ĐƠN-VỊ {period} THỜI-ĐIỂM --by "Họ tên" --why "Căn cứ". '
    "Ghi xong, chạy lại merge."
)
NEXT_COMPLETE = (
    "Đã đủ báo cáo; chưa hết hạn gửi nên đơn vị còn có thể gửi lại. Hết hạn thì chạy lại merge, "
    "rồi trình ký."
)
NEXT_LATER = "Số liệu chưa đủ để trình ký; chạy lại merge khi có thêm báo cáo."
NEXT_READ = (
    "Mở hai tệp trên, đọc lại. Khi trình ký, lấy số và ngày bằng lệnh: "
    'baocao06 issue {period} --number SỐ --date NĂM-THÁNG-NGÀY --by "Họ tên"'
)
NEXT_ISSUED = (
    "Báo cáo kỳ này đã ban hành, số {number} ngày {day}. Số liệu đổi thì đính chính: "
    'baocao06 correct {period} --by "Họ tên" --why "Lý do"'
)
NEXT_MERGE = "Để tạo sổ tổng hợp và báo cáo, chạy: baocao06 merge {period}"
CHECK_VALID = "hợp lệ"
CHECK_INVALID = "chưa hợp lệ"
DECIDED = "Đã ghi. {words}."
DECIDED_NEXT = "Chạy lại baocao06 merge để cập nhật báo cáo."
ALREADY_ISSUED = (
    "Báo cáo kỳ {period} đã ban hành, số {number}, nên không lập lại. Số liệu có đổi thì chạy:\n"
    '  baocao06 correct {period} --by "Họ tên" --why "Lý do"\n'
    "Muốn lập lại thì chạy:\n"
    '  baocao06 reopen {period} --by "Họ tên" --why "Lý do"'
)
NOT_ISSUED = "Báo cáo kỳ {period} chưa ban hành; chạy baocao06 merge {period} để lập lại."
NOTHING_TO_CORRECT = (
    "Số liệu kỳ {period} không khác báo cáo đã ban hành; không có gì để đính chính."
)
ISSUED = "Đã ban hành báo cáo kỳ {period}, số {number}. Số liệu, tệp được niêm phong:"
CORRECTED = "Đã lập báo cáo đính chính kỳ {period}:"
TOUCHED = (
    "Báo cáo kỳ {period} đã ban hành (số {number}); sau đó có: {since}. "
    "Số liệu không đổi thì không phải làm gì."
)
TIME_TOO_EARLY = (
    "Thời điểm nhận {at} là quá sớm: tệp không thể đến trước {early} (lúc lưu tệp hoặc đầu kỳ)."
)
WHO_ISSUES = "Phải ghi rõ người ban hành (--by)."
EDITED_BY_HAND = (
    "Báo cáo kỳ {period} ({name}) đã có người sửa bằng tay, nên không ban hành được: số liệu niêm "
    "phong phải đúng với tệp trình ký. Hãy ghi số, ngày bằng tay; hoặc chuyển tệp đã sửa đi nơi "
    "khác rồi chạy lại."
)
ISSUED_WITHOUT = "Lưu ý: báo cáo không có số liệu của {units}."
NOTHING_TO_WAIVE = "{unit}, kỳ {period}: phép kiểm tra {code} không nêu vấn đề gì để bỏ qua."
UNDECIDED_YET = (
    "{unit}, kỳ {period}: chưa rõ đúng hạn hay trễ hạn. "
    "Hãy ghi thời điểm nhận trước (lệnh received)."
)
NOT_REPORTED_YET = (
    "{unit} chưa có báo cáo hợp lệ kỳ {period}; chưa có gì để chấp nhận lý do trễ hạn."
)
NEVER_READ = (
    "Tệp “{file}” chưa đọc được nên không có gì để riêng; chuyển tệp ra khỏi thư mục collected."
)
ASIDE_ALREADY = "Tệp “{file}” đã được để riêng từ trước."
DECISION_NUMBER = "ý kiến số {number}"
UNRECORDED = (
    "Có {count} tệp mới chưa ghi nhận thời điểm nhận; chạy merge, nhất là trước giờ hết hạn."
)
WHO_AND_WHY = "Phải ghi rõ người quyết định (--by) và lý do (--why)."
NOT_LATE = "{unit} không trễ hạn trong kỳ {period}; không có gì để chấp nhận."
NOTHING_TO_CARRY = (
    "Không tạm lấy được số kỳ trước cho {unit} trong kỳ {period}: "
    "đơn vị đã có báo cáo, không phải báo cáo, hoặc chưa có báo cáo cùng loại của kỳ trước đó."
)
BAD_NUMBER = "Số văn bản “{number}” chưa đúng: phải có từ hai chữ số, ví dụ 05."
BAD_SIGNING_DAY = (
    "Ngày ban hành {day} chưa đúng: phải sau ngày cuối kỳ ({last}) và không sau hôm nay."
)
NUMBER_TAKEN = "Số {number} đã dùng cho báo cáo kỳ {period} trong cùng năm."
NOBODY_OWES_NOW = (
    "Theo config.toml, hiện không có đơn vị nào phải báo cáo. Muốn xem hoặc tổng hợp một kỳ đã "
    "qua, hãy ghi rõ kỳ, ví dụ: baocao06 status 2023-W12."
)
NOBODY_OWES = "Kỳ {period}: theo config.toml không có đơn vị nào phải báo cáo."
NOTHING_TO_ISSUE = "Kỳ {period} chưa có báo cáo hợp lệ nào; không có gì để ban hành."
REPLACED = "Không cần làm gì: đơn vị đã gửi bản khác hợp lệ sau bản này."
RIPPLE = (
    "Báo cáo kỳ {period} đã ban hành (số {number}) nay khác ở {count} số liệu, ví dụ {example}. "
    'Chạy: baocao06 correct {period} --by "Họ tên" --why "Lý do"'
)
OUTDATED = (
    "{count} kỳ trước ({periods}) lập theo cấu hình hoặc lời văn khác và được giữ nguyên. "
    "Muốn lập lại kỳ nào thì chạy: baocao06 merge {example}"
)
REMADE = "Khác lần tổng hợp trước ở {count} số liệu, ví dụ {example}."
RIPPLE_EXAMPLE = "{line}, {column}: {old} → {new}"
CORRECTION_TITLE = "Các số liệu đính chính"
CORRECTION_HEADERS = ("TT", "Dòng", "Số liệu", "Số đã báo cáo", "Số đúng")
CORRECTION_TABLES = {
    "indicators": "Chỉ tiêu",
    "by_unit": "Chỉ tiêu theo đơn vị",
    "tasks": "Nhiệm vụ",
    "standings": "Tình trạng nộp",
    "merits": "Thi đua",
    "appendix": "Phụ lục",
    "sectors": "Lĩnh vực",
    "comparison": "So sánh với kỳ trước (số kỳ trước)",
    "cumulative": "Lũy kế",
}
CORRECTION_SENT = "Số đơn vị gửi báo cáo hợp lệ"
CORRECTION_STANDING = "Số đơn vị {state}"
CORRECTION_TASK = "Số đơn vị {state}"
CORRECTION_MERIT = "Điểm"


def correction_label(one: Correction) -> str:
    """Name the column of a corrected figure."""
    if one.table == "tasks":
        return CORRECTION_TASK.format(state=TASK_STATES[one.column])
    if one.table == "standings":
        state = STANDING.get(one.column)
        return CORRECTION_STANDING.format(state=state) if state else CORRECTION_SENT
    return CORRECTION_MERIT if one.table == "merits" else one.label


BAD_DATE = "“{text}” không phải là ngày. Viết như 2023-03-28."
NOT_A_RULE = "Chỉ bỏ qua được phép kiểm tra của biểu ({codes}); “{code}” không thuộc số đó."
NO_DECISION = "Không có ý kiến xử lý số {number} còn hiệu lực. Xem số ở lệnh status."
NO_SUCH_FILE = "Không có tệp “{file}” trong collected/. Ghi tên như trên màn hình, cả thư mục con."

HELP_USAGE = "Cách dùng: "
HELP_SECTIONS = {"Options": "Tùy chọn", "Commands": "Lệnh"}
HELP_VERSION = "In số phiên bản."
HELP_HELP = "In hướng dẫn này."
USAGE_NO_OPTION = "Không có tùy chọn {name}."
USAGE_MISSING = "Còn thiếu {name}."
USAGE_EXTRA = 'Thừa phần “{words}”; tên, câu có dấu cách phải đặt trong dấu nháy kép thẳng (").'
USAGE_NAMES = {
    "files": "tên tệp",
    "file": "tên tệp",
    "unit": "mã đơn vị",
    "period": "kỳ báo cáo",
    "time": "thời điểm",
    "code": "mã phép kiểm tra",
    "number": "số (--number)",
    "day": "ngày (--date)",
    "by": "người cho ý kiến (--by)",
    "why": "lý do (--why)",
}
USAGE_NO_VALUE = "Sau {name} còn thiếu giá trị."
USAGE_BAD = "Giá trị chưa đúng: {message}"
USAGE_NO_COMMAND = "Không có lệnh “{name}”."
USAGE_HELP = " Xem cách dùng: {command} -h"
HELP_MAIN = """Tổng hợp báo cáo Đề án 06 từ các tệp Excel đơn vị gửi về.

\b
Ví dụ một tuần làm việc:
  baocao06 templates          tạo biểu mẫu gửi các đơn vị
  (thả tệp nhận về vào thư mục collected/)
  baocao06 merge              kiểm tra, tổng hợp, lập báo cáo
  baocao06 status             xem đơn vị nào đã gửi, chưa gửi
"""
HELP_TEMPLATES = """Tạo biểu mẫu Excel cho từng đơn vị.

\b
Ví dụ:
  baocao06 templates            kỳ đang thu báo cáo
  baocao06 templates 2023-W12   tuần 12 năm 2023
  baocao06 templates 2023-03    tháng 3; 2023-H1: 6 tháng; 2023: cả năm

Biểu mẫu ghi vào input_templates/<loại kỳ>/<kỳ>/, mỗi đơn vị một tệp.
"""
HELP_MERGE = """Kiểm tra tệp trong collected/ và lập sổ tổng hợp, báo cáo trong output/.

\b
Ví dụ:
  baocao06 merge                mọi kỳ có thay đổi và kỳ hiện tại
  baocao06 merge 2023-W12       chỉ tuần 12 năm 2023
  baocao06 merge 2023-03        tháng 3; 2023-H1: 6 tháng; 2023: cả năm
"""
HELP_STATUS = """Xem tình trạng nộp báo cáo, không ghi gì.

\b
Ví dụ:
  baocao06 status
  baocao06 status 2023-W12 --json
"""
HELP_CHECK = """Kiểm tra tệp và nêu lỗi trên màn hình, không ghi nhận.

\b
Ví dụ:
  baocao06 check bao-cao-tu-phap.xlsx
"""
HELP_RECEIVED = """Ghi thời điểm thực nhận báo cáo của một đơn vị.

\b
Ví dụ:
  baocao06 received tu-phap 2023-W12 2023-03-28T08:45 --by "Họ tên" --why "Sổ"
"""
HELP_SET_ASIDE = """Không dùng một tệp trong collected/ (tệp vẫn được giữ).

\b
Ví dụ:
  baocao06 set-aside "gui nham.xlsx" --by "Họ tên" --why "Gửi nhầm kỳ"
"""
HELP_WAIVE = """Bỏ qua một phép kiểm tra cho một đơn vị, một kỳ.

\b
Ví dụ:
  baocao06 waive thue 2023-W12 Q04 --by "Họ tên" --why "Đã đối chiếu sổ"
"""
HELP_EXCUSE = """Ghi nhận trễ hạn có lý do.

\b
Ví dụ:
  baocao06 excuse thue 2023-W12 --by "Họ tên" --why "Mất điện toàn xã"
"""
HELP_CARRY = """Tạm lấy số liệu báo cáo gần nhất của đơn vị chưa gửi báo cáo.

\b
Ví dụ:
  baocao06 carry thue 2023-W12 --by "Họ tên" --why "Theo ý kiến lãnh đạo"
"""
HELP_WITHDRAW = """Rút lại một quyết định đã ghi.

\b
Ví dụ:
  baocao06 withdraw 3 --by "Họ tên" --why "Ghi nhầm đơn vị"
"""
HELP_ISSUE = """Ban hành báo cáo: ghi số, ngày và niêm phong số liệu, tệp.

\b
Ví dụ:
  baocao06 issue 2023-W12 --number 05 --date 2023-03-28 --by "Họ tên"
"""
HELP_REOPEN = """Cho lập lại báo cáo đã ban hành.

\b
Ví dụ:
  baocao06 reopen 2023-W12 --by "Họ tên" --why "Chưa gửi đi"
"""
HELP_CORRECT = """Lập báo cáo đính chính cho báo cáo đã ban hành.

\b
Ví dụ:
  baocao06 correct 2023-W12 --by "Họ tên" --why "Đơn vị gửi lại số liệu"
"""
HELP_NUMBER = "Số văn bản, hai chữ số trở lên, ví dụ 05."
HELP_DATE = "Ngày ký, ví dụ 2023-03-28."
HELP_DEMO = """Tạo một văn phòng mẫu với nửa năm báo cáo giả định và tổng hợp thử.

\b
Ví dụ:
  baocao06 demo                 26 tuần, 6 tháng, trong demo/ (hai, ba phút)
  baocao06 demo --short         chỉ sáu tuần (vài giây)
"""
HELP_OFFICE = "Thư mục chứa config.toml (mặc định: thư mục này hoặc thư mục cha)."
HELP_SHORT = "Chỉ chơi sáu tuần, không có báo cáo tháng và 6 tháng."
HELP_NOW = "Đặt đồng hồ, ví dụ 2023-03-28T10:00 (mặc định: giờ máy)."
HELP_JSON = "In một đối tượng JSON thay cho màn hình."
HELP_BY = "Họ tên người xác nhận."
HELP_WHY = "Căn cứ xác nhận."

DEMO_FOLDER_TAKEN = (
    "Thư mục {folder} đã có tệp. Hãy xóa thư mục đó hoặc chọn tên khác: baocao06 demo TÊN-THƯ-MỤC"
)
DEMO_DONE = """Đã dựng xong văn phòng mẫu. Hãy mở:
  {folder}/input_templates/{kind}/{period}/
      biểu mẫu đã gửi các đơn vị
  {folder}/collected/
      tệp các đơn vị gửi về
  {folder}/output/{period}/
      sổ tổng hợp và báo cáo trình ký"""
DEMO_PERSON = "Cán bộ mẫu, chuyên viên"
DEMO_RESULTS = (
    "Đã hoàn thành theo yêu cầu của Kế hoạch.",
    "Đang triển khai theo tiến độ đã đề ra.",
)
DEMO_DOCUMENT = "Văn bản mẫu số {number} ngày {day}"
DEMO_DIFFICULTY = "Chưa bố trí được cán bộ, kinh phí; thủ trưởng đơn vị chịu trách nhiệm đôn đốc."
DEMO_SAID = {
    "direction": "Đã họp giao ban, quán triệt nhiệm vụ Đề án 06 đến toàn thể cán bộ.",
    "breakthrough": "Mô hình mẫu hỗ trợ người dân nộp hồ sơ trực tuyến đang được duy trì.",
    "strengths": "Cán bộ tích cực hướng dẫn người dân thực hiện dịch vụ công trực tuyến.",
    "weaknesses": "Tỷ lệ kích hoạt tài khoản định danh điện tử còn thấp.",
    "causes": "Một bộ phận người dân chưa có điện thoại thông minh.",
    "priorities": "Tập trung cấp, kích hoạt tài khoản định danh điện tử.",
    "difficulties": "Đường truyền ở một số địa bàn chưa ổn định.",
    "proposals": "Đề nghị cấp trên trang bị bổ sung máy quét cho bộ phận một cửa.",
}
DEMO_FILE_NAMES = (
    "Báo cáo tuần {week} - {unit}.xlsx",
    "tuan{week}/{code}.xlsx",
    "{code}_{period}_ban cuoi.xlsx",
)
DEMO_REASONS = {
    "overdue_reason": (
        "Đường truyền phần mềm chuyên ngành gián đoạn trong hai ngày, đã xử lý xong.",
        "Hồ sơ phải chờ xác minh của cơ quan phối hợp, đã có văn bản xin lỗi.",
    ),
    "rejected_reason": (
        "Công dân nộp sai thủ tục trên Cổng dịch vụ công, đã hướng dẫn nộp lại.",
        "Hồ sơ không thuộc thẩm quyền giải quyết của đơn vị, đã hướng dẫn nơi nộp.",
    ),
    "sent_back_reason": (
        "Thiếu bản chụp giấy tờ chứng minh chỗ ở hợp pháp, đã thông báo bổ sung.",
        "Ảnh chụp giấy tờ mờ, không đọc được, đề nghị chụp lại.",
    ),
}
DEMO_NEWS = (
    "Tổ chức hai buổi hướng dẫn người dân nộp hồ sơ trực tuyến tại nhà văn hóa thôn (số liệu mẫu)."
)
DEMO_FIELDS = {
    "filled_by": "Cán bộ mẫu",
    "signed_by": "Lãnh đạo mẫu",
    "signer_title": "Thủ trưởng đơn vị",
}
