"""Nghị định 30/2020/NĐ-CP, Phụ lục I: its rules of form as they are said to people."""

from __future__ import annotations

INTERNAL = (
    "{name}: trang tóm tắt nội bộ trình lãnh đạo, không phải văn bản hành chính; "
    "không xét thể thức theo Nghị định 30."
)
RULES = {  # by rule: clause of Phụ lục I, or the model of Phụ lục III; what it asks for
    "P1": ("I.1-2", "khổ A4 (210 mm × 297 mm), văn bản in đứng; chỉ phần bảng được in ngang"),
    "P2": ("I.3", "lề trên 20-25, dưới 20-25, trái 30-35, phải 15-20 mm"),
    "P3": ("I.4", "phông chữ Times New Roman, màu đen"),
    "P4": ("I.7", "số trang cỡ 13-14, đứng, giữa lề trên; không hiện ở trang thứ nhất"),
    "E1a": ("II.1.a", "“CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM”, in hoa, cỡ 12-13, đứng, đậm"),
    "E1b": ("II.1.b", "“Độc lập - Tự do - Hạnh phúc”, cỡ 13-14, đứng, đậm, canh giữa"),
    "E1c": ("II.1.b", "dưới Tiêu ngữ có đường kẻ liền, dài bằng dòng chữ"),
    "E1d": ("II.1.c", "Quốc hiệu, Tiêu ngữ cách nhau dòng đơn"),
    "E2a": ("II.2.b", "tên cơ quan chủ quản in hoa, cỡ 12-13, đứng, không đậm"),
    "E2b": ("II.2.b", "tên cơ quan ban hành in hoa, cỡ 12-13, đứng, đậm, canh giữa"),
    "E2c": ("II.2.b", "dưới tên cơ quan ban hành có đường kẻ, dài 1/3 đến 1/2 dòng chữ"),
    "E3": (
        "II.3",
        "“Số: 05/BC-…”, cỡ 13, đứng, không đậm, canh giữa; số dưới 10 thêm 0; ký hiệu in hoa, "
        "không có dấu cách",
    ),
    "E4": (
        "II.4",
        "“Địa danh, ngày 05 tháng 02 năm 2023”, cỡ 13-14, nghiêng, canh giữa; thêm 0 trước ngày "
        "dưới 10, tháng 1, 2",
    ),
    "E5a": ("II.5.b", "tên loại in hoa, cỡ 13-14, đứng, đậm, canh giữa"),
    "E5b": ("II.5.b", "trích yếu in thường, cỡ 13-14, đứng, đậm, canh giữa, dưới tên loại"),
    "E5c": ("II.5.b", "dưới trích yếu có đường kẻ, dài 1/3 đến 1/2 dòng chữ"),
    "E5d": ("II.5.b", "“V/v …” của công văn: cỡ 12-13, đứng, không đậm, dưới số, ký hiệu"),
    "E6a": (
        "II.6.a",
        "căn cứ in nghiêng, cỡ 13-14, mỗi căn cứ một dòng, cuối dòng “;”, dòng cuối “.”",
    ),
    "E6b": ("II.6.e", "lời văn cỡ 13-14, đứng, canh đều hai lề"),
    "E6c": ("II.6.e", "đầu đoạn lùi vào 1 cm hoặc 1,27 cm"),
    "E6d": ("II.6.e", "các đoạn cách nhau ít nhất 6 pt"),
    "E6e": ("II.6.e", "cách dòng từ dòng đơn đến 1,5 dòng"),
    "E6g": ("V.6.b", "tiêu đề phần “I. …” in hoa, cỡ 13-14, đứng, đậm"),
    "E6h": ("V.6.b", "tiêu đề khoản “1. …” in thường, cỡ 13-14, đứng, đậm"),
    "E6i": ("II.6.đ", "điểm theo thứ tự chữ cái tiếng Việt a, b, c, d, đ, e…, đứng, có dấu “)”"),
    "E6k": ("Mẫu 1.4", "kết thúc nội dung bằng “./.”"),
    "E7a": (
        "II.7.b",
        "quyền hạn, chức vụ người ký in hoa, cỡ 13-14, đứng, đậm, canh giữa; viết tắt “TM.”, “Q.”, "
        "“KT.”, “TL.”, “TUQ.” có dấu chấm và dấu cách",
    ),
    "E7b": (
        "II.7.b-đ",
        "một chức vụ trên chỗ ký, họ tên in thường dưới chỗ ký, cỡ 13-14, đứng, đậm, canh giữa; "
        "không ghi học hàm, học vị",
    ),
    "E9a": (
        "II.9.d",
        "“Kính gửi:” cỡ 13-14, đứng; một nơi thì cùng dòng, nhiều nơi mỗi nơi một dòng “- …;”, "
        "thẳng hàng dưới dấu hai chấm, dòng cuối “.”",
    ),
    "E9b": ("II.9.d", "“Nơi nhận:” cỡ 12, nghiêng, đậm, sát lề trái"),
    "E9c": ("II.9.d", "các nơi nhận cỡ 11, đứng, không đậm, “- …;”, dòng cuối “- Lưu: VT, ….”"),
    "A1": ("III.1.a", "thân văn bản có chỉ dẫn về phụ lục"),
    "A2": ("III.1.a", "từ hai phụ lục trở lên thì đánh số La Mã theo thứ tự"),
    "A3": ("III.1.b", "dòng “Phụ lục” in thường, cỡ 14, đứng, đậm, canh giữa"),
    "A4": ("III.1.b", "tên phụ lục in hoa, cỡ 13-14, đứng, đậm, canh giữa"),
    "A5": ("III.1.c", "“(Kèm theo …)” dưới tên phụ lục, cỡ 13-14, nghiêng, canh giữa"),
    "A7": ("III.1.đ", "trang của mỗi phụ lục đánh số riêng từ 1"),
    "A8": ("Mẫu 2.1", "kết thúc phụ lục bằng “./.”"),
    "A9": ("gợi ý", "dòng tiêu đề của bảng dài nhắc lại ở mỗi trang"),
}
ADVICE = frozenset({"A9"})  # what the decree does not say
KINDS = (  # tên loại (Phụ lục III, I), beside công văn, which has none
    *("nghị quyết", "quyết định", "chỉ thị", "quy chế", "quy định", "thông cáo", "thông báo"),
    *("hướng dẫn", "chương trình", "kế hoạch", "phương án", "đề án", "dự án", "báo cáo"),
    *("biên bản", "tờ trình", "hợp đồng", "công điện", "bản ghi nhớ", "bản thỏa thuận"),
    *("giấy ủy quyền", "giấy mời", "giấy giới thiệu", "giấy nghỉ phép", "phiếu gửi"),
    *("phiếu chuyển", "phiếu báo", "thư công"),
)
ISSUERS = (  # how the name of an office begins
    *("BAN ", "TỔ ", "PHÒNG ", "CÔNG AN ", "SỞ ", "TRUNG TÂM ", "CHI CỤC ", "CỤC ", "VĂN PHÒNG "),
    *("ỦY BAN ", "HỘI ĐỒNG ", "BẢO HIỂM ", "TRƯỜNG ", "BỆNH VIỆN ", "ĐIỆN LỰC ", "HỘI "),
)
DATED = (  # place and day, below 10 and in months 1, 2 with a 0; a day still to be written is dots
    r"[^,]+, ngày (?:0[1-9]|[12]\d|3[01]|[.…\s]*) tháng (?:01|02|[3-9]|1[0-2]|[.…\s]*) năm \d{4}"
)
BODIES = ("BAN ", "TỔ ", "HỘI ĐỒNG ")  # whose name may go on as another begins
LETTERS = "abcdđeghiklmnopqrstuvxy"  # of points
BASES = ("Căn cứ ", "Thực hiện ", "Theo đề nghị ", "Xét đề nghị ")
BASIS = "Căn cứ "
ABOUT = "V/v"
ATTACHED = "(Kèm theo"
FILED = "- Lưu"
DEGREES = ("GS.", "PGS.", "TS.", "ThS.", "CN.", "KS.", "BS.")
DAY, YEAR = "ngày", "năm"
NUMBER_HEAD = "số"
NOT_THERE = "không thấy"
NO_RULE = "không có đường kẻ"
RULE_LONG = "đường kẻ dài {length} pt, dòng chữ dài khoảng {whole} pt"
PAGE_SIZE = "khổ {wide} × {high} mm"
MARGINS = "lề trên {top}, dưới {bottom}, trái {left}, phải {right} mm"
FONT = "phông {font}"
COLOUR = "màu chữ #{colour}"
NO_PAGE_NUMBER = "không có số trang ở lề trên"
FIRST_NUMBERED = "số trang hiện cả ở trang thứ nhất"
INDENT = "lùi {mm} mm"
GAP = "cách đoạn trước {points} pt"
SPACING = "cách dòng {lines}"
SPACING_EXACT = "cách dòng đúng {points} pt"
WRITTEN = "ghi “{text}”"
POSITIONS = "{count} dòng chức vụ trên chỗ ký"
NO_ROOM = "không có chỗ ký"
STARTS = "số trang bắt đầu: {start}"
GOES_ON = "đánh tiếp"
NO_REPEAT = "dòng tiêu đề không nhắc lại"
SIZE, BOLD, LIGHT, ITALIC, UPRIGHT = "cỡ {sizes}", "đậm", "không đậm", "nghiêng", "đứng"
ALIGNS = {
    "left": "canh trái",
    "right": "canh phải",
    "center": "canh giữa",
    "both": "canh đều",
    "distribute": "canh đều",
}
TITLE = "THỂ THỨC {name} THEO NGHỊ ĐỊNH 30/2020/NĐ-CP"
RIGHT = "Không thấy chỗ nào sai thể thức."
MANY = "{count} quy định về thể thức bị sai:"
BREACH = "{rule} (Phụ lục I, {clause}): {wanted}."
ADVISED = "Gợi ý: {wanted}."
HERE = "Ở “{where}”: {found}{more}."
SOMEWHERE = "{found}{more}."
MORE = " (và {count} chỗ nữa)"
NOT_WORD = "{path}: chỉ xét tệp Word .docx; dạng khác thì mở bằng Word, lưu thành .docx."
