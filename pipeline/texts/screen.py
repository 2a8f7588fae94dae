"""What commands and the launcher print: sentences, questions, what to do next."""

from __future__ import annotations

OUTPUT_IN_USE = (
    "Không ghi được {path}: tệp đang mở trong Word, Excel hoặc thư mục không cho ghi, "
    "hoặc ổ đĩa đầy. Hãy đóng tệp rồi chạy lại; các tệp cũ vẫn nguyên vẹn."
)
OUTPUT_IN_PART = (
    "Trong {folder} đã ghi {done}, chưa ghi được {left}: tệp đang mở trong Word, Excel hoặc bị "
    "chương trình khác giữ, nên các tệp lúc này chưa khớp nhau. Hãy đóng tệp rồi chạy lại lệnh: "
    "lần chạy sau ghi nốt."
)
PROOF_WORKBOOK = "sổ tổng hợp"
PROOF_REPORT = "báo cáo Word"
PROOF_BRIEF = "bản tóm tắt"
PROOF_FAILED = (
    "Dừng lại, chưa ghi gì: đọc lại {where} không khớp số liệu đã tổng hợp: {said}. "
    "Hãy báo người bảo trì chương trình."
)
PROOF_HEADERS = "không thấy tiêu đề các cột của bảng “{title}”"
PROOF_ROWS = "bảng “{title}” có {found} dòng, phải là {wanted}"
PROOF_CELL = "dòng “{row}”, cột “{column}” ghi “{found}”, phải là “{wanted}”"
PROOF_PARAGRAPH = "đoạn “{found}” phải là “{wanted}”"
PROOF_FIGURES = "các số liệu"
PROOF_SUM = "số liệu {id} là {found}, cộng các phần của nó là {wanted}"
PROOF_NO_FIGURE = "không có số liệu {id}"

NO_FORM = "Không có biểu mẫu cho kỳ {period}: thiếu tệp form.toml trong {folder}."
NO_SHORTER_FORM = (
    "Kỳ {period} được cộng và đối chiếu từ báo cáo {kind}, nhưng thiếu biểu mẫu {kind}: "
    "không có tệp form.toml trong {folder}."
)
BAD_PERIOD = (
    '“{text}” không phải là kỳ báo cáo. Viết như 2023-W12 hoặc "tuần 12", 2023-03 hoặc T3/2023, '
    '2023-Q1 hoặc "quý 1", 2023-H1 hoặc "6 tháng đầu năm", 2023 (cả năm); từ hai chữ trở lên để '
    "trong dấu nháy thẳng."
)
CLOSES_LATE = (
    "Lưu ý: kỳ {period} khóa số liệu sau khi hết hạn gửi báo cáo; "
    "xem lại month_ends và các hạn gửi trong config.toml."
)
NO_DAYS_OFF = (
    "Lưu ý: config.toml chưa khai ngày nghỉ lễ, Tết của năm {years} (holidays), nên hạn gửi được "
    "tính như năm đó không có ngày nghỉ lễ."
)
BAD_TIME = "“{text}” không phải là thời điểm. Viết như “8h45 28/3/2023” hoặc 2023-03-28T08:45."
FUTURE_PERIOD = "Kỳ {period} chưa kết thúc (đến hết ngày {last}); chưa thể tổng hợp."
SCHEMAS_WRITTEN = "Đã ghi {count} lược đồ vào {folder}."
NO_UNIT = "Không có đơn vị “{text}” trong khai báo của văn phòng. {hint}"
UNIT_HINT = "Có phải “{near}” ({name}) không?"
UNIT_LIST = "Các mã đơn vị: {codes}."
TIME_AFTER_SEEN = (
    "Thời điểm {at} sau lúc tệp của đơn vị đã được thấy trong collected/ ({seen}); "
    "hãy kiểm tra lại."
)
NOTHING_RECEIVED = (
    "Chưa có báo cáo nào của {unit} cho {period}, nên chưa có gì để ghi thời điểm nhận."
)
NO_COLLECTED = "Không mở được thư mục {path}. Hãy kiểm tra ổ đĩa, thư mục dùng chung rồi chạy lại."
MOVED_AWAY = (
    "Thư mục {folder} không còn ở chỗ cũ: trong khi lệnh chạy, nó bị chuyển đi, đổi tên hoặc ổ đĩa "
    "bị ngắt. Lệnh dừng lại, không mất gì. Hãy vào thư mục ở chỗ mới (hoặc nối lại ổ đĩa) rồi chạy "
    "lại lệnh."
)
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
FORMS_ASK_NOTHING = (
    "Lưu ý: biểu mẫu kỳ này không hỏi số liệu nào, chỉ có phần nội dung, vì tệp kế hoạch trong "
    "plans chưa khai nhiệm vụ, chỉ tiêu cho đơn vị."
)
FORMS_NEXT = (
    "Gửi mỗi đơn vị tệp mang mã của đơn vị. Hạn đơn vị gửi lại: trước {deadline}.\n"
    "Tệp nhận về thì thả vào thư mục collected/ rồi chạy: baocao06 merge"
)
REFUSED_ELSEWHERE = (
    "{file} ({unit}) chưa nhận được và chưa có bản khác; lỗi ở đâu xem: baocao06 status {period}"
)
TITLE = "BÁO CÁO {words} ({period})"
WINDOW = "  Số liệu: {window}"
DEADLINE = "  Hạn gửi: trước {deadline}"
OF_UNIT = "{unit} ({code})"
OF_UNIT_NONE = "  Chưa phải báo cáo kỳ nào trong các kỳ đã biết."
OF_UNIT_ON_TIME = "  ✓ {count} kỳ đúng hạn"
OF_UNIT_PERIOD = "{words} ({period})"
OF_UNIT_ASKED = "{count} vấn đề: {codes}"
FINISHED = "✓ {words} ({period}): đủ {owed}/{owed} đơn vị"
FINISHED_LATE = "✓ {words} ({period}): đủ {owed}/{owed} đơn vị; trễ hạn: {late}"
FINISHED_ISSUED = "; đã ban hành, số {number} ngày {day}{corrected}"
SENT = "  Có số liệu hợp lệ: {sent}/{owed} đơn vị"
FILES = "Thư mục collected có {seen} tệp"
FILE_KINDS = {  # each file is of exactly one
    "accepted": "{count} nhận",
    "warned": "{count} nhận nhưng cần hỏi lại",
    "refused": "{count} chưa nhận được",
    "signed": "{count} là bản ký, đã lưu cùng báo cáo",
    "ignored": "{count} bỏ qua (tệp tạm, tệp của máy, tệp để riêng)",
}
SCREEN_REPLACED = (
    "Trong đó {count} tệp không cần xử lý: đơn vị đã gửi bản khác hợp lệ sau tệp chưa nhận được."
)
REFUSED = "Tệp chưa dùng được, không thuộc kỳ nêu trên: {count}"
UNSEALED = (
    "Tệp đã ban hành {file} (kỳ {period}, số {number}) đã bị sửa hoặc không còn. Lấy lại bản "
    "niêm phong: baocao06 rebuild {period} --to output/{period}; bản niêm phong còn tại:"
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
REFUSED_MORE = "    … và {count} tệp khác."
EDITED_BESIDE = (
    "Tệp {file} đã được sửa tay, chưa ban hành. Hãy chuyển tệp đó sang thư mục khác rồi chạy lại: "
    "bản niêm phong phải mang đúng tên ấy."
)
UNREAD = "{folder} ({count} tờ việc cần làm về tệp chưa dùng được, để gửi đơn vị)"
RECEIPTS = "{folder} ({count} phiếu đã nhận, mỗi phiếu một tệp .txt, một tệp .html)"
SLIPS = "{folder} ({count} phiếu điểm thi đua, mỗi đơn vị một phiếu)"
SENT_BACK = "{folder} ({what}, để gửi lại đơn vị)"
SENT_BACK_MARKED = "{count} biểu đánh dấu chỗ cần sửa"
SENT_BACK_PAGES = "{count} tờ việc cần làm về tệp chưa dùng được"
FINDINGS = "Vấn đề cần xử lý: {count}"
FINDINGS_NOTED = "Vấn đề cần xử lý: {count} (và {notes} ghi nhận trong sổ tổng hợp)"
MORE = "    … và {count} vấn đề khác, xem trang “Vấn đề” của sổ tổng hợp."
UNKNOWN_UNIT = "Chưa rõ đơn vị"
SEVERITY = {"error": "Lỗi:", "warning": "Hỏi lại:", "note": "Ghi nhận:"}

CHECK_CODE = "  Mã kiểm tra số liệu: {code}"
NO_CHECK_CODE = "“{text}” không phải mã kiểm tra. Mã in trên biểu có dạng KT-0123."
NOTHING_IN_FORCE = "{unit}, kỳ {period}: chưa có báo cáo hợp lệ để đối chiếu mã kiểm tra."
CODE_SAME = "Khớp: mã {code} đúng là mã của tệp đang dùng, {file}."
CODE_OTHER = "Không khớp: bản giấy ghi {typed}, tệp đang dùng {file} có mã {code}."
CODE_OF_OTHER = "Mã {typed} là của bản gửi khác: {file}."
CODE_ASK = "Số liệu trên giấy khác số liệu đã gửi: đối chiếu từng số, rồi đề nghị đơn vị gửi lại."
PDF_WRITTEN = "Bản PDF/A để lưu, gửi:"
NO_OFFICE_SUITE = "Chưa lập bản PDF: máy này không có LibreOffice; có thể lưu PDF từ Word."
NO_PDF = "LibreOffice không lập được PDF/A của {files}; hãy lưu từ Word."
SIGNER_UNNAMED = (
    "Báo cáo chưa in họ tên người ký. Lần sau khai signer.name hoặc [[signers]] trong\n"
    "config.toml; bản này thì ghi tên dưới chữ ký khi ký."
)
SIGNER_NEEDED = (
    "Chưa ban hành báo cáo kỳ {period}: chưa có họ tên người ký. Hãy khai signer.name hoặc "
    "[[signers]] trong config.toml rồi chạy lại lệnh issue."
)
FORM_FILE = "input_templates/{folder}/form-{version}.toml"
FORM_LOST = (
    "Thiếu {file}: {count} tệp đã điền trên biểu mẫu ấy nên chưa đọc được. Hãy lấy lại form.toml "
    "của phiên bản ấy từ bản sao lưu, đặt đúng tên này, rồi chạy lại; đơn vị không phải gửi lại."
)
CHECKED = "{file}: {verdict}"
CHECK_COPY = "bản ký của báo cáo"
CHECK_SLIP = "phiếu điểm thi đua gửi lại, không có ý kiến"
CHECK_OBJECTS = "phiếu điểm thi đua gửi lại, có ý kiến"
CHECK_VALID = "hợp lệ"
CHECK_INVALID = "chưa hợp lệ"
CHECK_ASIDE = "không dùng, theo ý kiến xử lý"
DECIDED = "Đã ghi. {words}."
DECIDED_NEXT = "Chạy lại baocao06 merge để cập nhật báo cáo."
ALREADY_ISSUED = (
    "Báo cáo kỳ {period} đã ban hành, số {number}, nên không lập lại. Chạy baocao06 merge không "
    "ghi kỳ để biết số liệu có đổi không.\n"
    "Muốn lập lại thì chạy:\n"
    '  baocao06 reopen {period} --by "Họ tên" --why "Lý do"'
)
NOT_ISSUED = (
    "Báo cáo kỳ {period} chưa ban hành; số liệu đổi thì chỉ cần chạy: baocao06 merge {period}"
)
NOTHING_TO_CORRECT = (
    "Số liệu kỳ {period} không khác số đã báo cáo lần cuối; không có gì để điều chỉnh."
)
ISSUED = "Đã ban hành báo cáo kỳ {period}, số {number}. Số liệu, tệp được niêm phong:"
CORRECTED = "Đã ban hành báo cáo điều chỉnh số liệu kỳ {period}, số {number}:"
REBUILDING = "Dựng lại báo cáo kỳ {period} đã ban hành từ phần đã giữ trong kho lưu:"
REBUILT = {  # by what came of it
    "same": "đúng từng byte bản đã niêm phong",
    "other": "KHÁC bản đã niêm phong",
    "edited": "niêm phong sau khi sửa tay: giữ nguyên bản ấy",
    "unreadable": "không dựng lại được: chương trình này không đọc được phần giữ",
    "gone": "không dựng lại được: kho lưu không có phần để dựng",
}
REBUILT_FILE = "{name}: {said}"
REBUILT_SEALED = "niêm phong {sha256}"
REBUILT_MADE = "dựng lại   {sha256}"
REBUILT_PACKED = "Nội dung mọi phần như nhau, chỉ khác cách nén."
REBUILT_PART = "khác ở {part}"
REBUILT_MAKER = "{name}: lúc ban hành {then}, nay {now}"
REBUILT_CODE = "mã lệnh dựng văn bản"
REBUILT_GONE = "Bản đã niêm phong vẫn ở collected/.archive, theo mã băm trên."
REBUILT_LOST = "Kho lưu cũng mất bản đã niêm phong. Hãy chép lại collected/.archive từ bản sao lưu."
REBUILT_INTO = "Đã ghi vào:"
NOT_INTO_COLLECTED = (
    "Không ghi vào {folder}: trong collected/ chỉ để tệp đơn vị gửi. Hãy chọn thư mục khác."
)
TOUCHED = (
    "Báo cáo kỳ {period} đã ban hành (số {number}); sau đó có: {since}. "
    "Số liệu không đổi thì không phải làm gì."
)
TIME_TOO_EARLY = (
    "Thời điểm nhận {at} là quá sớm: tệp không thể đến trước {early} (lúc lưu tệp hoặc đầu kỳ)."
)
WHO_ISSUES = "Phải ghi rõ người ban hành (--by)."
ISSUED_WITHOUT = "Lưu ý: báo cáo không có số liệu của {units}."
ISSUED_CARRIED = "Lưu ý: báo cáo tạm lấy số liệu kỳ trước của {units}."
NOTHING_TO_WAIVE = "{unit}, kỳ {period}: không có vấn đề {code} nào đang chờ để bỏ qua."
WAIVABLE = " Đang chờ: {codes}."
CANNOT_PASS = (
    "{unit}, kỳ {period}: {code} là lỗi không đọc được hoặc thiếu số liệu, không bỏ qua được. "
    'Đề nghị đơn vị sửa, gửi lại; hoặc không dùng tệp ấy: baocao06 set-aside "{file}"'
)
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
OBJECTION = (
    "Ý kiến về điểm thi đua: {unit}, kỳ {period}: “{words}”: cần người có thẩm quyền quyết định. "
    "Quyết định xong, ghi số điểm cộng thêm (0 là giữ nguyên) bằng lệnh:"
)
OBJECTION_NEXT = '    baocao06 answer {code} {period} --points 0 --by "Họ tên" --why "Lý do"'
NO_OBJECTION = "Không có ý kiến nào của {unit} về điểm thi đua kỳ {period} đang chờ quyết định."
TOO_MANY_POINTS = (
    "Không cộng được {points} điểm cho {unit} kỳ {period}: đơn vị hụt {most} điểm so với điểm "
    "tối đa; số điểm cộng từ 0 đến {most}."
)
NOTHING_TO_CARRY = (
    "Không tạm lấy được số kỳ trước cho {unit} trong kỳ {period}: "
    "đơn vị đã có báo cáo, không phải báo cáo, hoặc chưa có báo cáo cùng loại của kỳ trước đó."
)
BAD_NUMBER = "Số văn bản “{number}” chưa đúng: chỉ gồm chữ số, ví dụ 05."
BAD_SIGNING_DAY = (
    "Ngày ban hành {day} chưa đúng: phải sau ngày cuối kỳ ({last}) và không sau hôm nay."
)
BAD_CORRECTING_DAY = (
    "Ngày ban hành {day} chưa đúng: phải từ ngày của báo cáo, lần điều chỉnh trước ({last}) và "
    "không sau hôm nay."
)
NUMBER_TAKEN = "Số {number} đã dùng cho báo cáo kỳ {period} trong cùng năm."
NOBODY_OWES = "Kỳ {period}: theo khai báo của văn phòng không có đơn vị nào phải báo cáo."
NOTHING_TO_ISSUE = "Kỳ {period} chưa có báo cáo hợp lệ nào; không có gì để ban hành."
RIPPLE = (
    "Báo cáo kỳ {period} đã ban hành (số {number}) nay khác ở {count} số liệu (chưa kể tỷ lệ "
    "tính theo), ví dụ {example}. Chạy: "
    "baocao06 correct {period} --number SỐ --date NGÀY/THÁNG/NĂM "
    '--by "Họ tên" --why "Lý do"'
)
PERIODS_MORE = " và {count} kỳ khác"
TO_CHANGE = (
    "{count} kỳ đã tổng hợp ({periods}) sẽ đổi theo tệp, quyết định hoặc khai báo đã thay từ lần "
    "tổng hợp trước: kỳ chưa ban hành được lập lại ở lần chạy merge tới, kỳ đã ban hành thì giữ "
    "nguyên. Vừa sửa khai báo mà không định đổi kỳ đã qua thì ghi ngày bắt đầu (since) cho dòng đó."
)
OUTDATED = (
    "{count} kỳ đã tổng hợp ({periods}) lập theo cấu hình hoặc lời văn khác và được giữ nguyên. "
    "Muốn lập lại kỳ nào thì chạy: baocao06 merge {example}"
)
REMADE = "Khác lần tổng hợp trước ở {count} số liệu, ví dụ {example}."
RIPPLE_EXAMPLE = "{line}, {column}: {old} → {new}"

BAD_DATE = "“{text}” không phải là ngày. Viết như 28/3/2023 hoặc 2023-03-28."
NO_DECISIONS = "Chưa có ý kiến xử lý nào."
NO_DECISIONS_OF = "Chưa có ý kiến xử lý nào về {periods}."
DECISION_GONE = "Ý kiến này đã được rút lại."
NO_DECISION = "Không có ý kiến xử lý số {number} còn hiệu lực. Xem số ở lệnh decisions."
NO_SUCH_FILE = "Không có tệp “{file}” trong collected/. Ghi tên như trên màn hình, cả thư mục con."
EXPORTED = "Đã ghi {count} số liệu vào {path}"
NO_SUCH_EXPORT = "{name}: không rõ loại tệp. Đặt tên có đuôi {kinds}."
EXPORT_INTO_COLLECTED = (
    "{path} nằm trong collected/, nơi chỉ để tệp đơn vị gửi về. Hãy chọn thư mục khác."
)
NO_DISTRIBUTED = (
    "Máy này chưa có gói nối với cụm Dask (distributed). Hãy bỏ --executor, hoặc cài: "
    "pip install distributed"
)
NO_CLUSTER = (
    "Không thấy cụm Dask nào ở {address}. Hãy xem lại địa chỉ và mạng, hoặc đọc tệp ngay trên máy "
    "này: bỏ --executor, bỏ [engine] trong config.toml."
)
NO_WORKERS = (
    "Cụm Dask ở {address} chưa có máy nào làm việc (dask worker). Hãy chạy ít nhất một, rồi làm "
    "lại."
)
OTHER_PROGRAM = (
    "Có máy trong cụm Dask ở {address} chưa cài baocao06, hoặc cài bản khác máy này (cả Python và "
    "các gói đọc tệp). Hãy cài đúng một bản trên mọi máy của cụm, rồi làm lại."
)
NO_PARQUET = (
    "Máy này chưa có gói ghi .parquet (pyarrow). Hãy dùng .csv hoặc .xlsx, hoặc cài: "
    "pip install pyarrow"
)

# Of a merge with nothing new.
NOTHING_NEW = (
    "Từ {since} không có tệp, quyết định hay khai báo nào mới; các tệp trên đúng như đã lập, "
    "không lập lại."
)
