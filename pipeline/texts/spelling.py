"""Vietnamese as it is read, not said: spellings, old encodings, words that betray a number."""

from __future__ import annotations

NAMELESS_ATTACHMENT = "tệp đính kèm {number}"  # what a mail's part is called that has no name
WHOLE_FILE = "cả tệp"  # the part of a file that is too large, where it is no one part
UNKNOWN_ERROR_CELL = "#LỖI!"
# How a period is said in a file's name and at the top of a form, both folded.
NAMED_WEEK = r"(?:tuần|tuan)[\s_.-]*(\d{1,2})(?!\d)"
NAMED_MONTH = r"(?:tháng|thang)[\s_.-]*(\d{1,2})(?!\d)"
ROMAN = ("i", "ii", "iii", "iv")
SHOWN_PERIODS = {
    "weekly": r"tuần (?P<number>\d{1,2})(?:/| năm )(?P<year>\d{4})",
    "monthly": r"tháng (?P<number>\d{1,2})(?:/| năm )(?P<year>\d{4})",
    "quarter": r"quý (?P<roman>i{1,3}|iv)(?:/| năm )(?P<year>\d{4})",
    "half-year": r"6 tháng (?:đầu|(?P<second>cuối)) năm (?P<year>\d{4})",
    "year": r"năm (?P<year>\d{4})",
}

# What marks a row in which nothing arose, where the form offers "x".
NONE_MARKS = (
    *("x", "×", "✓", "✔", "✗", "✘", "kps", "k.p.s"),
    *("không phát sinh", "khong phat sinh", "k phát sinh", "ko phát sinh"),
)

# What is typed for a period, a day, an hour, once its marks and capitals are gone.
_OF_YEAR = r"(?:(?:\s*[/-]\s*|\s+(?:nam\s+)?)(?P<year>\d{4}))?"
TYPED_SECOND = ("cuoi",)
TYPED_PERIODS = (  # by kind, in the order in which they are tried
    ("weekly", rf"(?:tuan|w)[\s.]*(?P<number>\d{{1,2}}){_OF_YEAR}"),
    ("weekly", r"(?P<year>\d{4})[\s/-]*(?:tuan|w)\s*(?P<number>\d{1,2})"),
    ("half-year", rf"(?:0?6|sau) thang(?: (?P<number>dau|cuoi)(?: nam)?)?{_OF_YEAR}"),
    ("half-year", rf"h(?P<number>[12]){_OF_YEAR}"),
    ("monthly", rf"(?:thang|t)[\s.]*(?P<number>\d{{1,2}}){_OF_YEAR}"),
    ("monthly", r"(?P<number>\d{1,2})\s*[/-]\s*(?P<year>\d{4})"),
    ("monthly", r"(?P<year>\d{4})\s*[/-]\s*(?P<number>\d{1,2})"),
    ("quarter", rf"(?:quy|q)[\s.]*(?P<number>[1-4]|i{{1,3}}|iv){_OF_YEAR}"),
    ("year", r"(?:ca )?nam (?P<year>\d{4})"),
)
TYPED_DAYS = (
    r"(?:\bngay\s+)?\b(?P<day>\d{1,2})\s*[/.-]\s*(?P<month>\d{1,2})\s*[/.-]\s*(?P<year>\d{4})\b",
    r"(?:\bngay\s+)?\b(?P<day>\d{1,2}) thang (?P<month>\d{1,2}) nam (?P<year>\d{4})\b",
    r"\b(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})\b",
)
TYPED_HOUR = (
    r"(?:luc\s+)?(?P<hour>\d{1,2})\s*(?:h|g|:|gio)\s*(?P<minute>\d{1,2})?(?:\s*(?:p|ph|phut))?"
)
TYPED_YES, TYPED_NO = ("c", "co", "có", "y", "yes"), ("", "k", "khong", "không", "n", "no")

# How words cite a document: "Kế hoạch số 12/KH-UBND ngày 05/3/2023"; and what a symbol begins with.
CITED_NUMBER, CITED_DAY, CITED_MONTH = "số", "ngày", "tháng"
SYMBOL_LETTERS = "abcdeghiklmnopqrstuvxyđ"

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
# Marked letters of Vietnamese that old fonts' bytes could be, too; all other such bytes are none.
LATIN_1_LETTERS = "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯư"
# What is left of frequent words once the "ư" is gone: "đưa", "chưa", "lưu", "người", "như".
MAYBE_SHORTENED = (
    "đa cha ma lu u cu hu mu su bu ngời mời dới lới cời tơi bởi bới lời rợi vờn lợn mợn cớp vợt"
    " lợt trợt lớt mợt b c ch d đ g h kh l m n nh ng ph s t th tr x"
)
# How a Vietnamese syllable is spelt, its tone taken away.
ONSETS = "b c ch d đ g gh gi h k kh l m n nh ng ngh p ph q qu r s t th tr v x"
NUCLEI = (
    "a ă â e ê i o ô ơ u ư y ai ao au ay âu ây eo êu ia iê iêu iu oa oă oai oao oay oe oeo oi oo"
    " ôi ơi ua uâ uây uê ui uô uôi uơ uy uya uyê uyu ưa ưi ươ ươi ươu ưu yê yêu"
)
CODAS = "c ch m n ng nh p t"

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
TAX_WORDS = ("MST", "mã số thuế")
PERSONAL_BANK_WORDS = (
    "STK",
    "số (?:tài khoản|TK)(?: ngân hàng| cá nhân)?",
    "tài khoản (?:ngân hàng|cá nhân|Agribank|Vietcombank|BIDV|Vietinbank)",
)
PERSONAL_MAIL = ("gmail", "yahoo", "hotmail", "outlook", "icloud", "live", "ymail")
PERSONAL_TITLES = ("[ôÔ]ng", "[bB]à", "[aA]nh", "[cC]hị", "[cC]ông dân")
PERSONAL_HOME_WORDS = (
    "(?:thường |tạm |cư )?trú (?:tại|ở)",
    "trú quán",
    "ngụ tại",
    "hộ khẩu (?:thường trú )?tại",
    "nhà (?:ở )?tại",
    "địa chỉ(?::| tại| ở| thôn| xóm| tổ| số| xã)",
    "ở (?:thôn|xóm|tổ dân phố|số nhà)",
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

# How words cite a document: "Kế hoạch số 12/KH-UBND ngày 05/3/2023; …".
DOCUMENTS_PART = r";|\n|,\s*(?=[^,;]*\bsố:? ?\d)"
DOCUMENT_NUMBER = r"(?:\bsố:?\s*)?(?P<symbol>\d+\w*/[^\W\d][\w/.-]*)|\bsố:?\s*(?P<number>\d+\w*)"
DOCUMENT_DAY = r"\bngày:?\s+(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})"

# Ends what a form that goes back says beside a cell; what stands below it, the unit wrote.
NOTE_END = "(Hết ghi chú của nơi nhận; đơn vị có ý kiến thì viết tiếp bên dưới.)"

HEAD_UNIT = "Đơn vị báo cáo:"  # at a form's head, before the unit's name, by which that is found
